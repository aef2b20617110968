// What our *.deno.test.ts files use of Deno; everything else comes from node: modules.

declare namespace Deno {
  function test(name: string, body: () => void | Promise<void>): void;
}
