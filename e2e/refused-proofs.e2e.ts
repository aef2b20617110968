import { recordQueries } from "@stadion/protocol/chain";
import { bytesToHex, hexToBytes } from "@stadion/protocol/crypto";
import { readRecord } from "@stadion/protocol/host";
import { encodePhrase } from "@stadion/protocol/host-key";
import { encodeProof, hashProof, proofWeight } from "@stadion/protocol/sprint";
import { afterEach, expect, test } from "vitest";
import {
  type AppProcess,
  emptyFolder,
  freePorts,
  type Line,
  startApp,
} from "./support/app-process.ts";
import { openBrowser, visit } from "./support/browser.ts";
import { buildWebApp } from "./support/build-web-app.ts";
import { type Client, newKey, openClient, type TestKey } from "./support/client.ts";
import { readSprint } from "./support/read-sprint.ts";

// A client that lies, over libp2p, to a real node on preset `test`, beside a Host that does not.

const running: AppProcess[] = [];
const clients: Client[] = [];
afterEach(async () => {
  await Promise.all(clients.splice(0).map((client) => client.stop()));
  for (const app of running) app.kill("SIGKILL");
  await Promise.all(running.splice(0).map(({ exit }) => exit));
});

function start(...args: string[]): AppProcess {
  const app = startApp("node", args);
  running.push(app);
  return app;
}

const is = (wanted: string) => (line: Line) => line.event === wanted;

async function startNetwork() {
  await buildWebApp();
  const port = String(await freePorts());
  const node = start("node", "--preset", "test", "--port", port, "--data", emptyFolder());
  const about = await node.line(is("started"));
  const [address] = about.addresses as string[];
  const compute = ["--backend", "wasm", "--threads", "1", "--sprints", "1"];
  const host = start("host", "--connect", address as string, "--data", emptyFolder(), ...compute);
  const honest = hexToBytes((await host.line(is("started"))).hostId as string);
  const client = await openClient(about);
  clients.push(client);
  return { about, node, host, honest, client };
}

/** So many in a row: with one in sixteen appropriate, no such list holds. */
const inARow = (first: bigint) => Array.from({ length: 40 }, (_, i) => first + BigInt(i));
const listed = inARow(100n);

/** What each of them does wrong. */
function newLiars() {
  const forger = newKey(); // commits to nonces that do not pass
  const tamperer = newKey(); // changes a nonce after its commit
  const thief = newKey(); // shows another Host's proof
  const replayer = newKey(); // shows another Sprint's
  const latecomer = newKey(); // shows its own too late
  return { forger, tamperer, thief, replayer, latecomer };
}

/** What they send in cycle 0, whose Sprint has this seed. */
function createMoves(client: Client, sprintSeed: Uint8Array) {
  return {
    proofOf: (hostKey: Uint8Array, nonces = listed, seed = sprintSeed) =>
      encodeProof({ sprintSeed: seed, hostKey, level: 0, nonces }),
    commit: ({ secret }: TestKey, proof: Uint8Array) =>
      client.send(secret, "commit", {
        cycle: 0n,
        proofHash: hashProof(proof),
        count: 40,
        level: 0,
      }),
    reveal: ({ secret }: TestKey, host: Uint8Array, proof: Uint8Array, cycle = 0n) =>
      client.send(secret, "reveal", { cycle, host, proof }),
  };
}

test("[LD16] [LD18] [LD22] a proof that is tampered with, late, foreign or sent twice is refused by its code, a page says why, and an honest Host keeps its weight", async () => {
  const { about, node, host, honest, client } = await startNetwork();
  const liars = newLiars();
  const { forger, tamperer, thief, replayer, latecomer } = liars;
  const all = Object.values(liars);
  const registered = all.map(({ secret, key }) => client.send(secret, "register", { payout: key }));
  expect(await Promise.all(registered)).toEqual(all.map(() => "ok"));

  const { sprintSeed } = await client.phase("sprint", 0n);
  const { proofOf, commit, reveal } = createMoves(client, sprintSeed);
  const [forged, stolen] = [proofOf(forger.key), proofOf(honest)];
  const replayed = proofOf(replayer.key, listed, new Uint8Array(32));
  const late = proofOf(latecomer.key);
  // The ledger takes any hash, since nobody knows yet what is behind it.
  const commits = [commit(forger, forged), commit(tamperer, proofOf(tamperer.key))];
  commits.push(commit(thief, stolen), commit(replayer, replayed), commit(latecomer, late));
  expect(await Promise.all(commits)).toEqual(all.map(() => "ok"));
  expect(await client.node.handProof(stolen)).toMatchObject({ ok: false });

  await client.phase("reveal", 0n);
  const twice = [reveal(forger, forger.key, forged), reveal(tamperer, forger.key, forged)];
  const refused = {
    lateCommit: commit(latecomer, proofOf(latecomer.key, inARow(200n))),
    tampered: reveal(tamperer, tamperer.key, proofOf(tamperer.key, [...listed.slice(1), 999n])),
    stolen: reveal(thief, thief.key, stolen),
    replayed: reveal(replayer, replayer.key, replayed),
    neverCommitted: reveal(thief, newKey().key, forged),
    anotherCycle: reveal(thief, thief.key, stolen, 1n),
  };
  expect(await outcomesOf(refused)).toEqual({
    lateCommit: "not-in-sprint",
    tampered: "proof-hash-differs",
    stolen: "proof-of-another-host",
    replayed: "proof-of-another-sprint",
    neverCommitted: "no-commit",
    anotherCycle: "wrong-cycle",
  });
  expect((await Promise.all(twice)).toSorted()).toEqual(["already-revealed", "ok"]);
  expect(await reveal(forger, forger.key, forged)).toBe("already-revealed");

  await client.phase("audit", 0n);
  expect(await reveal(latecomer, latecomer.key, late)).toBe("not-in-reveal");
  const praise = { cycle: 0n, host: forger.key, outcome: 1, nonce: 0n, fault: 0 } as const;
  const digests = new Uint8Array(32);
  const own = client.send(forger.secret, "verdict", { ...praise, digests });
  expect(await own).toBe("not-the-referee");

  expect(await node.line(is("settled"))).toMatchObject({ valid: 1, invalid: 1, missed: 4 });
  expect(await host.exit).toBe(0);
  const missed = await Promise.all(
    all.map(({ key }) => readRecord(client.node, recordQueries.host(key))),
  );
  expect(missed.map((record) => record?.missed)).toEqual([0, 1, 1, 1, 1]);
  await expectOneHonest(about, { forger, honest, missing: [tamperer, thief, replayer, latecomer] });
  const { faultNonce } = await ofSprint(about, forger.key);
  const shown = [
    [forger, `Nonce ${faultNonce.toLocaleString("en")} does not belong into the proof`],
    [tamperer, "Not revealed in time"],
  ] as const;
  await expectShown(about, shown);
});

async function ofSprint(about: Line, key: Uint8Array) {
  const { entries } = await readSprint(about, 0n);
  return entries.find(({ host }) => bytesToHex(host) === bytesToHex(key)) ?? expect.unreachable();
}

/** Whoever opens the page with such a key reads on its account what became of the proof. */
async function expectShown(about: Line, shown: readonly (readonly [TestKey, string])[]) {
  const browser = await openBrowser();
  try {
    for (const [{ secret }, reason] of shown) {
      const { page } = await visit(await browser.newContext(), `${String(about.pageUrl)}#/account`);
      const press = (name: string) => page.getByRole("button", { name, exact: true }).click();
      await press("Restore a key");
      await page.getByLabel("The 24 words").fill(encodePhrase(secret).join(" "));
      await press("Read the phrase");
      await press("Use this key");
      await page.getByText(reason).waitFor();
    }
  } finally {
    await browser.close();
  }
}

/** What the ledger has in the end: the forger's nonce by name, and nobody's weight but the honest Host's. */
async function expectOneHonest(
  about: Line,
  who: { forger: TestKey; honest: Uint8Array; missing: readonly TestKey[] },
): Promise<void> {
  const { entries, weights } = await readSprint(about, 0n);
  const of = (key: Uint8Array) =>
    entries.find(({ host }) => bytesToHex(host) === bytesToHex(key)) ?? expect.unreachable();
  for (const { key } of who.missing)
    expect(of(key)).toMatchObject({ status: "missed", weight: 0n });
  const judged = of(who.forger.key);
  expect(judged).toMatchObject({ status: "invalid", fault: 1, weight: 0n });
  expect(listed).toContain(judged.faultNonce);
  const kept = of(who.honest);
  expect(kept).toMatchObject({ status: "valid", weight: proofWeight(kept.count, kept.level) });
  expect(weights?.entries).toEqual([{ host: who.honest, weight: kept.weight }]);
}

async function outcomesOf<T extends Record<string, Promise<string>>>(sent: T) {
  const names = Object.keys(sent);
  const outcomes = await Promise.all(Object.values(sent));
  return Object.fromEntries(names.map((name, i) => [name, outcomes[i]]));
}
