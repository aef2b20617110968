import { afterEach, expect, test, vi } from "vitest";
import { chooseDot, isExact } from "./probe.ts";

afterEach(() => vi.restoreAllMocks());

test.each(["i16", "relaxed"] as const)(
  "[GK2] the %s dot is exact on extreme values here",
  async (dot) => {
    expect(await isExact(dot)).toBe(true);
    expect(await chooseDot(dot)).toBe(dot);
  },
);

test("[GK2] where the probe holds, auto is the relaxed dot", async () => {
  expect(await chooseDot("auto")).toBe("relaxed");
});

test("[GK2] without relaxed SIMD, auto is the i16 dot and relaxed is refused", async () => {
  refuse(isRelaxed);
  expect(await chooseDot("auto")).toBe("i16");
  await expect(chooseDot("relaxed")).rejects.toThrow("Relaxed SIMD is missing or not exact here");
});

test("[GK2] a relaxed dot that reads both operands as signed eight bits passes, one that halves does not", async () => {
  swapOpcode(relaxedDot, relaxedDot);
  expect(await chooseDot("auto")).toBe("relaxed");
  vi.restoreAllMocks();
  // A machine whose dot were `i8x16.relaxed_laneselect`: three operands as well, and another result.
  swapOpcode(relaxedDot, [0xfd, 0x89, 0x02]);
  expect(await chooseDot("auto")).toBe("i16");
});

test("without any SIMD nothing is chosen", async () => {
  refuse(() => true);
  await expect(chooseDot("auto")).rejects.toThrow("found none that is exact");
});

const relaxedDot = [0xfd, 0x93, 0x02];

/** Where the opcode lies in the bytes. */
function find(bytes: Uint8Array, opcode: readonly number[], from = 0): number {
  for (let i = from; i + opcode.length <= bytes.length; i++)
    if (opcode.every((byte, j) => bytes[i + j] === byte)) return i;
  return -1;
}

function isRelaxed(bytes: Uint8Array): boolean {
  return find(bytes, relaxedDot) >= 0;
}

/** An engine that does not know some modules. */
function refuse(which: (bytes: Uint8Array) => boolean): void {
  const validate = WebAssembly.validate;
  vi.spyOn(WebAssembly, "validate").mockImplementation(
    (bytes) => !which(bytes as Uint8Array) && validate(bytes),
  );
}

/** An engine that takes one instruction for another. */
function swapOpcode(from: readonly number[], to: readonly number[]): void {
  const compile = WebAssembly.compile;
  vi.spyOn(WebAssembly, "compile").mockImplementation((source) => {
    const bytes = Uint8Array.from(source as Uint8Array);
    for (let at = find(bytes, from); at >= 0; at = find(bytes, from, at + to.length))
      bytes.set(to, at);
    return compile(bytes);
  });
}
