import { test } from "vitest";
import { portCases } from "./port-cases.ts";

test.each(Object.entries(portCases))("%s", async (_, run) => await run());
