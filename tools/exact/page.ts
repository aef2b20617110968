// The program in a page: the driver calls `runExact` and gets the report.

import { runProgram } from "./program.ts";

Object.assign(globalThis, {
  runExact: (cases: Parameters<typeof runProgram>[1]) => runProgram(navigator.gpu, cases),
});
