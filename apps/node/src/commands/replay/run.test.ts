import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { DatabaseSync } from "node:sqlite";
import { makeGenesis, openEmbeddedEngine } from "@stadion/ledger/engine";
import { openLedgerStore } from "@stadion/ledger/store";
import { bytesToHex, publicKeyOf } from "@stadion/protocol/crypto";
import { presets } from "@stadion/protocol/params";
import { afterEach, beforeEach, expect, test } from "vitest";
import { createTestIo, type TestIo } from "../../test-io.ts";
import { replay } from "./command.ts";
import { parseReplayOptions } from "./options.ts";

const blocks = 12;
const secretKey = new Uint8Array(32).fill(1);
let folder: string;
let appHash: string;
beforeEach(async () => {
  folder = mkdtempSync(path.join(tmpdir(), "stadion-replay-"));
  const genesis = makeGenesis(publicKeyOf(secretKey), 1_700_000_000_000, presets.test);
  const store = openLedgerStore(folder);
  const engine = openEmbeddedEngine({ store, genesis, secretKey });
  for (let i = 0; i < blocks; i++) engine.makeBlock();
  appHash = bytesToHex(store.state.load()?.appHash ?? expect.unreachable());
  await engine.stop();
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

function alter(sql: string): void {
  const db = new DatabaseSync(path.join(folder, "ledger.sqlite"));
  db.exec(sql);
  db.close();
}

async function run(io: TestIo, ...more: string[]) {
  return await replay.run(["--data", folder, ...more], io);
}

test("[LD26] a sound folder is a yes, with its height and app hash", async () => {
  const io = createTestIo();
  expect(await run(io)).toBe(0);
  expect(io.printed[0]).toMatch(/^All 12 blocks hold, replayed from the genesis in \d+\.\d s$/);
  expect(io.printed[1]).toBe(`  app hash  ${appHash}`);
  const asJson = createTestIo();
  expect(await run(asJson, "--json")).toBe(0);
  const said = { event: "replayed", ok: true, height: blocks, blocks, appHash };
  expect(JSON.parse(asJson.printed[0] ?? "")).toMatchObject(said);
});

test("[LD26] a block that was altered is a no that names it", async () => {
  const altered = "CAST(substr(bytes, 1, length(bytes) - 1) || x'ff' AS BLOB)";
  alter(`UPDATE blocks SET bytes = ${altered} WHERE height = 7`);
  const io = createTestIo();
  expect(await run(io)).toBe(1);
  expect(io.printed[0]).toMatch(/^Block 7 /);
  const asJson = createTestIo();
  expect(await run(asJson, "--json")).toBe(1);
  expect(JSON.parse(asJson.printed[0] ?? "")).toMatchObject({ event: "fault", height: 7 });
});

test("[LD26] a block that is gone is a no", async () => {
  alter("DELETE FROM blocks WHERE height = 3");
  const gone = createTestIo();
  expect(await run(gone)).toBe(1);
  expect(gone.printed[0]).toBe("Block 3 is missing");
});

test("[LD26] a record that was altered is a no that names it and its height", async () => {
  alter("DELETE FROM records WHERE substr(key, 1, 1) = x'07'");
  const io = createTestIo();
  expect(await run(io)).toBe(1);
  expect(io.printed[0]).toMatch(/^Block 12 has a kept state whose record differs.*table 7, key/);
});

test("a long replay shows where it is, and is no answer when it is stopped", async () => {
  const io = createTestIo();
  let now = 0;
  const slow = { ...io, nowMs: () => (now += 1000) };
  expect(await replay.run(["--data", folder], slow)).toBe(0);
  expect(io.warned.length).toBeGreaterThan(1);
  expect(io.warned[0]).toMatch(/^Replayed \d+ of 12 blocks$/);
  const stopped = { ...slow, stop: AbortSignal.abort() };
  await expect(replay.run(["--data", folder], stopped)).rejects.toThrow("nothing was decided");
});

test("a folder that holds no ledger could not be checked, which is no no", async () => {
  const io = createTestIo();
  const elsewhere = replay.run(["--data", path.join(folder, "none")], io);
  await expect(elsewhere).rejects.toThrow("holds no ledger.sqlite");
});

test("without arguments it is the folder of the local network", () => {
  const dataFolder = path.resolve(".stadion/local");
  expect(parseReplayOptions([])).toEqual({ dataFolder, json: false });
  expect(() => parseReplayOptions(["now"])).toThrow("expected options, found now");
});
