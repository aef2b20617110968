// Networks that the independent twin recorded: result codes and state of every block.

import {
  decodeGenesis,
  deriveChainId,
  type Genesis,
  refusalOf,
  signTransaction,
} from "@stadion/protocol/chain";
import { bytesToHex, hexToBytes, verifySignature } from "@stadion/protocol/crypto";
import { presets } from "@stadion/protocol/params";
import { expect, test, vi } from "vitest";
import { readVectors } from "../../../../tools/read-vectors.ts";
import { fillStore } from "../../testing/full-sprint.ts";
import { createMemoryStore } from "../store/index.ts";
import { createStateMachine } from "./index.ts";

vi.setConfig({ testTimeout: 60_000 });

/** A transaction with a body of zeros, which would fill pages. */
interface Recipe {
  secret: string;
  lane: number;
  nonce: number;
  validUntil: number;
  kind: number;
  zeros: number;
}

interface Row {
  /** With the first block of a network. */
  genesis?: string;
  /** So many Hosts committed before this block. */
  fill?: number;
  height: number;
  timeMs: number;
  txs: (string | Recipe)[];
  codes: number[];
  appHash: string;
}
const say = (codes: readonly number[]) => codes.map((code) => refusalOf(code) ?? code);

/** Runs the blocks of one network; at each, codes and app hash must be the twin's. */
function runNetwork(rows: readonly Row[]): void {
  const { state: store } = createMemoryStore();
  const start = () => createStateMachine({ store, params: presets.test, verify: verifySignature });
  const genesis = hexToBytes(rows[0]?.genesis ?? "");
  const chainId = deriveChainId(decodeGenesis(genesis) as Genesis);
  let machine = start();
  machine.initChain(genesis);
  for (const { fill, height, timeMs, txs, codes, appHash } of rows) {
    if (fill) {
      fillStore(store, 0n, fill);
      machine = start();
    }
    const signed = txs.map((tx) => (typeof tx === "string" ? hexToBytes(tx) : sign(tx, chainId)));
    const ran = machine.finalizeBlock({ height: BigInt(height), timeMs, txs: signed });
    expect([height, say(ran.codes)]).toEqual([height, say(codes)]);
    expect([height, bytesToHex(ran.appHash)]).toEqual([height, appHash]);
    machine.commit();
  }
}

function sign({ secret, lane, nonce, validUntil, kind, zeros }: Recipe, chainId: Uint8Array) {
  const numbers = { nonce: BigInt(nonce), validUntil: BigInt(validUntil), fee: 0n };
  const fields = { chainId, lane, kind, body: new Uint8Array(zeros), ...numbers };
  return signTransaction(fields, hexToBytes(secret));
}

test("[LD7] [LD9] [LD20] [LD22] seven cycles reach the twin's results and app hash at every block", () => {
  const { cases } = readVectors<Row>("ledger/cycles");
  runNetwork(cases);
  expect(new Set(cases.flatMap(({ codes }) => codes)).size).toBeGreaterThan(36);
});

test("[TX6] [LD15] [LD22] a block without room and a full Sprint do too", () => {
  const { cases } = readVectors<Row>("ledger/room");
  const second = cases.findLastIndex(({ genesis }) => genesis !== undefined);
  runNetwork(cases.slice(0, second));
  runNetwork(cases.slice(second));
  const codes = say(cases.flatMap((row) => row.codes));
  expect(codes).toEqual(expect.arrayContaining(["block-too-big", "sprint-full"]));
});
