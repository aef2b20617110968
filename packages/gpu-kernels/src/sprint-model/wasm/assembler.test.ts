import { describe, expect, test } from "vitest";
import {
  assembleModule,
  countDown,
  defineFunction,
  doWhile,
  set,
  sleb,
  tee,
  uleb,
  type WasmFunction,
} from "./assembler.ts";
import { i32, i32x4, v128 } from "./instructions.ts";

// Values from the LEB128 definition in the WebAssembly specification and DWARF 5, figures 22 and 23.
test.each([
  [0, [0]],
  [2, [2]],
  [127, [0x7f]],
  [128, [0x80, 1]],
  [12857, [0xb9, 0x64]],
  [624485, [0xe5, 0x8e, 0x26]],
  [0xffffffff, [0xff, 0xff, 0xff, 0xff, 0x0f]],
])("%d as unsigned LEB128", (value, bytes) => expect(uleb(value)).toEqual(bytes));

test.each([
  [2, [2]],
  [-2, [0x7e]],
  [63, [0x3f]],
  [64, [0xc0, 0]],
  [127, [0xff, 0]],
  [-127, [0x81, 0x7f]],
  [-64, [0x40]],
  [-65, [0xbf, 0x7f]],
  [-123456, [0xc0, 0xbb, 0x78]],
  [2 ** 31 - 1, [0xff, 0xff, 0xff, 0xff, 0x07]],
  [-(2 ** 31), [0x80, 0x80, 0x80, 0x80, 0x78]],
])("%d as signed LEB128", (value, bytes) => expect(sleb(value)).toEqual(bytes));

describe("module", () => {
  test("the smallest function has the bytes that the specification gives", () => {
    const nothing = defineFunction("f", [], () => {});
    const bytes = assembleModule({ initial: 1, maximum: 2, shared: false }, [nothing]);
    const sections = [
      [1, 4, 1, 0x60, 0, 0],
      [2, 16, 1, 3, ...ascii("env"), 6, ...ascii("memory"), 2, 1, 1, 2],
      [3, 2, 1, 0],
      [7, 5, 1, 1, ...ascii("f"), 0, 0],
      [10, 4, 1, 2, 0, 0x0b],
    ];
    expect([...bytes]).toEqual([0, ...ascii("asm"), 1, 0, 0, 0, ...sections.flat()]);
    expect(WebAssembly.validate(bytes)).toBe(true);
  });

  test("an operand that is missing makes it invalid", () => {
    const broken = defineFunction("f", ["to"], (fn, { to }) => fn.body(i32.store(to, [])));
    const bytes = assembleModule({ initial: 1, maximum: 1, shared: false }, [broken]);
    expect(WebAssembly.validate(bytes)).toBe(false);
  });

  test("locals, loops and lanes compute", () => {
    const square = defineFunction("square", ["value", "to"], (fn, { value, to }) => {
      const left = fn.i32();
      const sum = fn.v128();
      fn.body(
        set(left, value),
        countDown(left, [set(sum, i32x4.add(sum, i32x4.splat(value)))]),
        v128.store(to, sum),
      );
    });
    const words = run(square);
    expect(words(7)).toEqual([49, 49, 49, 49]);
    expect(words(1)).toEqual([1, 1, 1, 1]);
    expect(words(0)).toEqual([0, 0, 0, 0]);
  });

  test("a loop that checks at its end runs at least once", () => {
    const turns = defineFunction("square", ["value", "to"], (fn, { value, to }) => {
      const count = fn.i32();
      fn.body(
        doWhile(
          [set(count, i32.add(count, i32.const(1)))],
          tee(value, i32.sub(value, i32.const(1))),
        ),
        i32.store(to, count),
      );
    });
    expect(run(turns)(1)[0]).toBe(1);
    expect(run(turns)(300)[0]).toBe(300);
  });
});

function ascii(text: string): number[] {
  return [...text].map((letter) => letter.charCodeAt(0));
}

/** Calls the function `square` with a value and an address, and gives the four words there. */
function run(fn: WasmFunction): (value: number) => number[] {
  const memory = new WebAssembly.Memory({ initial: 1, maximum: 1 });
  const bytes = assembleModule({ initial: 1, maximum: 1, shared: false }, [fn]);
  const instance = new WebAssembly.Instance(new WebAssembly.Module(bytes), { env: { memory } });
  const call = instance.exports.square as (value: number, to: number) => void;
  return (value) => {
    new Int32Array(memory.buffer).fill(0);
    call(value, 64);
    return [...new Int32Array(memory.buffer, 64, 4)];
  };
}
