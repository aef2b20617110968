import { test } from "vitest";
import { portCases } from "./port-cases.ts";

test.each(portCases)("$name", async ({ run }) => await run());
