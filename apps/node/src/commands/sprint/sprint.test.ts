import { bytesToHex, hexToBytes } from "@stadion/protocol/crypto";
import { presets } from "@stadion/protocol/params";
import { decodeProofFile, encodeProofFile, hashProof } from "@stadion/protocol/sprint";
import { beforeAll, describe, expect, test } from "vitest";
import { UsageError } from "../../command.ts";
import { createTestIo } from "../../test-io.ts";
import { sprint } from "./command.ts";

const path = "sprint-proof.json";
const runArgs = ["run", "--preset", "test", "--seconds", "0", "--backend", "wasm"];
const verifyArgs = ["verify", path, "--backend", "wasm"];

/** The text of a proof that `sprint run` made, and what it found. */
async function makeProof() {
  const io = createTestIo();
  expect(await sprint.run([...runArgs, "--json"], io)).toBe(0);
  const text = new TextDecoder().decode(io.files.get(path));
  const read = decodeProofFile(text);
  if (!read.ok) throw new Error(read.message);
  return { text, proof: read.proof, report: JSON.parse(io.printed.at(-1) ?? "") };
}

async function verifyText(text: string, ...extra: string[]) {
  const io = createTestIo();
  io.files.set(path, new TextEncoder().encode(text));
  const code = await sprint.run([...verifyArgs, ...extra], io);
  return { code, line: io.printed.join("\n") };
}

describe("a proof that was run", () => {
  let made: Awaited<ReturnType<typeof makeProof>>;
  beforeAll(async () => {
    made = await makeProof();
  });

  test("[SP24] is valid, and says its weight in text and in JSON", async () => {
    const count = made.proof.nonces.length;
    expect(made.report).toMatchObject({ preset: "test", found: count, level: 0, weight: count });
    const line = `valid: ${count} nonces at level 0, weight ${count}`;
    expect(await verifyText(made.text)).toEqual({ code: 0, line });
    const json = await verifyText(made.text, "--json");
    expect(JSON.parse(json.line)).toMatchObject({ valid: true, weight: count, count });
  });

  test("[SP24] is valid on another backend", async () => {
    expect(await verifyText(made.text, "--backend", "oracle")).toMatchObject({ code: 0 });
  });

  test("[SP24] with a nonce that does not pass is refused, and the nonce is named", async () => {
    const { nonces } = made.proof;
    const missing = Array.from({ length: 64 }, (_, i) => BigInt(i)).find(
      (n) => !nonces.includes(n),
    );
    const wrong = [...nonces, missing ?? 0n].toSorted((a, b) => (a < b ? -1 : 1));
    const { code, line } = await verifyText(
      encodeProofFile({ ...made.proof, nonces: wrong }, presets.test),
    );
    expect(code).toBe(1);
    expect(line).toBe(
      `invalid: nonce ${missing} does not pass: its output is too far from the target`,
    );
  });

  test("[SP23] truncated, reordered, duplicated or altered is refused in one line", async () => {
    const fields = JSON.parse(made.text);
    const gapless = { ...made.proof, nonces: [5n, 5n] };
    const forge = (hex: string) =>
      JSON.stringify({ ...fields, proof: hex, proofHash: bytesToHex(hashProof(hexToBytes(hex))) });
    const bad = {
      truncated: made.text.slice(0, -40),
      altered: made.text.replace(fields.proof, `${fields.proof.slice(0, -2)}ff`),
      cut: forge(fields.proof.slice(0, -2)),
      grown: forge(`${fields.proof}00`),
    };
    for (const [name, text] of Object.entries(bad)) {
      const { code, line } = await verifyText(text);
      expect([name, code, line.split("\n").length]).toEqual([name, 1, 1]);
      expect(line).toMatch(/^refused: /);
    }
    // Ascending gaps are the encoding itself: what is not ascending can't be written down.
    expect(() => encodeProofFile(gapless, presets.test)).toThrow(/ascending/);
  });

  test("of another Sprint, Host or preset is refused", async () => {
    const other = "ab".repeat(32);
    for (const extra of [
      ["--seed", other],
      ["--key", other],
      ["--preset", "local"],
    ]) {
      const { code, line } = await verifyText(made.text, ...extra);
      expect(code).toBe(1);
      expect(line).toMatch(/^refused: made (for another Sprint|by another Host|under params test)/);
    }
  });
});

test("the same seed and key find the same nonces", async () => {
  const seeds = ["--seed", "01".repeat(32), "--key", "02".repeat(32)];
  const io = createTestIo();
  await sprint.run([...runArgs, ...seeds], io);
  const first = io.files.get(path);
  await sprint.run([...runArgs, ...seeds, "--backend", "oracle"], io);
  const nonces = [first, io.files.get(path)].map((bytes) => {
    const read = decodeProofFile(new TextDecoder().decode(bytes));
    return read.ok ? read.proof.nonces.filter((nonce) => nonce < 16n) : [];
  });
  expect(nonces[0]).toEqual(nonces[1]);
});

test("a run without finds writes no proof and says so", async () => {
  const io = createTestIo();
  const args = ["run", "--preset", "local", "--seconds", "0", "--backend", "oracle"];
  const lonely = ["--seed", "00".repeat(32), "--key", "00".repeat(32), "--first", "100"];
  expect(await sprint.run([...args, ...lonely], io)).toBe(1);
  expect(io.files.size).toBe(0);
  expect(io.printed.at(-1)).toMatch(/nothing, no proof written/);
});

test.each([
  [["walk"], "expected run or verify, found walk"],
  [["run", "--preset", "moonnet"], "--preset expects one of"],
  [["run", "--seconds", "soon"], "--seconds expects a number"],
  [["run", "--seed", "12"], "--seed expects 64 hex digits"],
  [["run", "--first", "-1"], "first"],
  [["run", "--threads", "1.5"], "--threads expects a whole number"],
  [["run", "--threads", "99999"], "the cores of this machine, found 99999"],
  [["verify", "f", "--threads", "99999"], "the cores of this machine, found 99999"],
  [["run", "--backend", "abacus"], "--backend expects one of"],
  [["run", "--speed", "9"], "Unknown option"],
  [["run", "file"], "expected options"],
  [["verify"], "expected a proof file"],
  [["verify", "a", "b"], "found also b"],
  [["verify", "missing.json"], "expected a proof file at missing.json"],
])("misuse is said in a sentence: %j", async (args, message) => {
  const failure = await sprint.run(args, createTestIo()).catch((error: unknown) => error);
  expect(failure).toBeInstanceOf(UsageError);
  expect((failure as Error).message).toContain(message);
});
