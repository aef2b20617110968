import { spawn } from "node:child_process";
import { once } from "node:events";
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import process from "node:process";
import { afterEach, beforeEach, expect, test } from "vitest";
import { DataFolderError, openLedgerSnapshot, openLedgerStore } from "./index.ts";

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(path.join(tmpdir(), "stadion-store-"));
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

function refusalOf(open: () => unknown): string {
  try {
    open();
  } catch (error) {
    expect(error).toBeInstanceOf(DataFolderError);
    return (error as Error).message;
  }
  throw new Error("expected a refusal, the folder was opened");
}

test("[LD8] a folder that is open is locked, and free again once it is closed", () => {
  const store = openLedgerStore(folder);
  expect(refusalOf(() => openLedgerStore(folder))).toBe(
    `Data folder ${folder} is in use by another process: a node already runs there; ` +
      "stop it, or name another folder with --data",
  );
  store.close();
  openLedgerStore(folder).close();
});

// The child ends without closing anything, as a killed node does.
const holder = `
  const { openLedgerStore } = await import(process.argv[1]);
  const store = openLedgerStore(process.argv[2]);
  store.saveGenesis(Uint8Array.of(7));
  store.saveBlock(1n, Uint8Array.of(1));
  console.log("held");
  setInterval(() => {}, 1000);
`;

test("[LD8] another process's folder may be read but is refused, and the lock goes when that process dies", async () => {
  const args = [path.join(import.meta.dirname, "index.ts"), folder];
  const child = spawn(process.execPath, ["--input-type=module", "-e", holder, ...args], {
    stdio: ["ignore", "pipe", "inherit"],
  });
  await once(child.stdout, "data");
  expect(refusalOf(() => openLedgerStore(folder))).toMatch(
    /in use by another process: .* with --data$/,
  );
  const readBlock = () => {
    const snapshot = openLedgerSnapshot(folder);
    const { genesis, lastHeight } = snapshot;
    const found = [genesis, lastHeight, snapshot.block(1n)];
    snapshot.close();
    return found;
  };
  const held = [Uint8Array.of(7), 1n, Uint8Array.of(1)];
  expect(readBlock()).toEqual(held);
  child.kill("SIGKILL");
  await once(child, "exit");
  expect(readBlock()).toEqual(held); // also what only its log has
  const store = openLedgerStore(folder);
  expect(store.lastHeight()).toBe(1n);
  store.close();
});

test("[LD8] a folder that cannot be written is refused in one line", () => {
  const file = path.join(folder, "file");
  writeFileSync(file, "");
  const message = refusalOf(() => openLedgerStore(path.join(file, "data")));
  expect(message).toMatch(/^Data folder .* cannot be written: /);
  expect(message).not.toContain("\n");
  mkdirSync(path.join(folder, "taken", "ledger.sqlite"), { recursive: true });
  expect(refusalOf(() => openLedgerStore(path.join(folder, "taken")))).toMatch(/cannot be written/);
});

test("[LD8] a file that is damaged at a block cannot be read, and names the block", () => {
  const store = openLedgerStore(folder);
  store.saveGenesis(Uint8Array.of(7));
  store.saveBlock(1n, new Uint8Array(20_000).fill(170)); // on pages of its own
  store.saveBlock(2n, Uint8Array.of(2));
  store.close();
  const file = path.join(folder, "ledger.sqlite");
  const bytes = readFileSync(file);
  const page = 4096;
  const overflow = Math.floor(bytes.indexOf(Buffer.alloc(page - 4, 170)) / page) * page;
  bytes.fill(255, overflow, overflow + 4); // the number of the page that goes on with it
  writeFileSync(file, bytes);
  const snapshot = openLedgerSnapshot(folder);
  expect(refusalOf(() => snapshot.block(1n))).toMatch(/is damaged.*: found at block 1$/);
  expect(snapshot.block(2n)).toEqual(Uint8Array.of(2));
  snapshot.close();
});

test("[LD8] a file that is no database is refused", () => {
  writeFileSync(path.join(folder, "ledger.sqlite"), "not a database".repeat(1000));
  expect(refusalOf(() => openLedgerStore(folder))).toMatch(/is damaged, or no ledger$/);
});
