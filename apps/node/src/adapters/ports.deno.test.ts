import { portCases } from "./port-cases.ts";

for (const [name, run] of Object.entries(portCases)) Deno.test(name, run);
