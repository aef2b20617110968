import { portCases } from "./port-cases.ts";

for (const { name, run } of portCases) Deno.test(name, run);
