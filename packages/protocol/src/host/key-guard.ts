import { type Account, livenessBlocks } from "../rules/chain/index.ts";
import { equalBytes } from "../rules/crypto/index.ts";
import type { HostPorts, Snapshot } from "./context.ts";
import { blankMarks, type KeyMarks, loadMarks, maxIntents, saveMarks } from "./key-marks.ts";
import type { LiveView } from "./live-view.ts";
import type { LedgerReader } from "./read-ledger.ts";
import { resendBlocks } from "./timing.ts";

/**
 * Keeps one key from signing on two machines (HO21, HO22).
 *
 * A Host knows its own transactions by lane and nonce, kept before each is sent. The ledger has the last nonce of
 * each lane of its key (TX4): one that rose and is not among those was signed elsewhere. This needs no reading of
 * blocks, misses nothing while the Host is away, and tells a crash between keeping and sending from another machine.
 */
export interface KeyGuard {
  /**
   * Keeps watch; before anything is signed at this block.
   *
   * @returns whether this machine takes the key over now, which a heartbeat then tells the other
   */
  look(snapshot: Snapshot): Promise<boolean>;
  /** Whether this key may sign on this network now. */
  maySign(chainId: Uint8Array): boolean;
  /** Keeps what is about to be signed. Nothing may be sent if this rejects. */
  intend(nonce: bigint): Promise<void>;
  /** A person stopped the other machine. */
  takeOver(): void;
}

export interface KeyGuardOptions {
  readonly key: Uint8Array;
  readonly lane: number;
  readonly ports: Pick<HostPorts, "store" | "random">;
  readonly reader: Pick<LedgerReader, "account" | "host" | "entry">;
  readonly view: LiveView;
}

/** Two that found each other while both signed wait up to so many blocks longer, so that one goes first. */
const drawnBlocks = 32;

export function createKeyGuard(options: KeyGuardOptions): KeyGuard {
  const { lane, ports, reader, key, view } = options;
  let marks: KeyMarks | undefined;
  let isTakingOver = false;
  let hasSigned = false;
  const keep = async (next: KeyMarks): Promise<void> => {
    marks = next;
    await saveMarks(ports.store, next);
  };
  const show = (): void => {
    const elsewhere = marks && marks.otherHeight > 0n ? elsewhereOf(marks) : undefined;
    if (view.now().elsewhere?.height !== elsewhere?.height) view.update({ elsewhere });
  };
  return {
    async look(snapshot) {
      const { chainId, height } = snapshot;
      const kept = marks ?? (await loadMarks(ports.store, key));
      const known = kept && equalBytes(kept.chainId, chainId) ? kept : undefined;
      const before = upTo(height, known ?? blankMarks(chainId, key));
      const account = await reader.account(key);
      const lanes = account?.lanes ?? [];
      const isOther = hasOther(before, lanes, lane);
      let next: KeyMarks = { ...before, lanes, seenHeight: height };
      const takesOver = isTakingOver;
      isTakingOver = false;
      if (takesOver) {
        next = { ...next, otherHeight: 0n, forgivenHeight: height + resendBlocks };
        view.tell("info", "This machine takes the key over from the other one");
      } else if (isOther && height > before.forgivenHeight) {
        const seen = await lastSign(reader, key, snapshot, before.seenHeight);
        // Without marks nothing is known but what the ledger still has; with them something did happen since.
        const otherHeight = seen ?? (known ? height : 0n);
        const drawn = hasSigned ? (ports.random.bytes(1)[0] ?? 0) % drawnBlocks : 0;
        next = { ...next, otherHeight, waitBlocks: Number(livenessBlocks) + drawn };
      }
      if (next.otherHeight > 0n && isSilent(next, height)) {
        if (before.otherHeight > 0n)
          view.tell("info", "The other machine is silent: this one signs again");
        next = { ...next, otherHeight: 0n };
      }
      if (next.otherHeight > before.otherHeight) view.tell("bad", warningOf(next));
      if (!known || isChanged(known, next)) await keep(next);
      else marks = next;
      show();
      return takesOver;
    },
    maySign: (chainId) =>
      marks !== undefined && marks.otherHeight === 0n && equalBytes(marks.chainId, chainId),
    async intend(nonce) {
      if (!marks) throw new TypeError("Expected a look at the ledger before anything is signed");
      hasSigned = true;
      await keep({ ...marks, intents: [...marks.intents, nonce].slice(-maxIntents) });
    },
    takeOver() {
      isTakingOver = true;
    },
  };
}

/** The marks without heights that the ledger has not reached: a node made them up (HO22). */
function upTo(height: bigint, marks: KeyMarks): KeyMarks {
  const least = (a: bigint, b: bigint) => (a < b ? a : b);
  return {
    ...marks,
    seenHeight: least(marks.seenHeight, height),
    otherHeight: least(marks.otherHeight, height),
    forgivenHeight: least(marks.forgivenHeight, height + resendBlocks),
  };
}

/** Whether a lane of the key has a nonce that was neither seen before nor meant to be sent here. */
export function hasOther(marks: KeyMarks, lanes: Account["lanes"], ownLane: number): boolean {
  return lanes.some(({ lane, nonce }) => {
    const seen = marks.lanes.find((one) => one.lane === lane)?.nonce ?? 0n;
    const isOwn = lane === ownLane && marks.intents.includes(nonce);
    return nonce > seen && !isOwn;
  });
}

/** Block of the key's last transaction after `since`, as far as the ledger's records tell. */
async function lastSign(
  reader: KeyGuardOptions["reader"],
  key: Uint8Array,
  { height, cycle }: Snapshot,
  since: bigint,
): Promise<bigint | undefined> {
  const host = await reader.host(key);
  const entry = await reader.entry(cycle.cycle, key);
  const heights = [...(host?.heartbeats ?? []), host?.registeredHeight, entry?.commitHeight];
  return heights
    .filter((one): one is bigint => one !== undefined && one > since && one <= height)
    .reduce<bigint | undefined>((a, b) => (a !== undefined && a > b ? a : b), undefined);
}

function isSilent({ otherHeight, waitBlocks }: KeyMarks, height: bigint): boolean {
  return height >= otherHeight + BigInt(waitBlocks);
}

function isChanged(before: KeyMarks, next: KeyMarks): boolean {
  const last = ({ lanes }: KeyMarks) =>
    lanes.map(({ lane, nonce }) => `${lane}:${nonce}`).join(" ");
  return (
    before.otherHeight !== next.otherHeight ||
    before.forgivenHeight !== next.forgivenHeight ||
    last(before) !== last(next)
  );
}

function elsewhereOf({ otherHeight, waitBlocks }: KeyMarks) {
  return { height: otherHeight, freeHeight: otherHeight + BigInt(waitBlocks) };
}

function warningOf(marks: KeyMarks): string {
  const { height, freeHeight } = elsewhereOf(marks);
  return `This key signs on another machine: block ${height} took what this one did not send. Nothing is signed here before block ${freeHeight}, unless the other is stopped and this one told to take over`;
}
