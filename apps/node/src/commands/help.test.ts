import { expect, test } from "vitest";
import manifest from "../../../../package.json" with { type: "json" };
import { createTestIo } from "../test-io.ts";
import { host } from "./host/command.ts";
import { key } from "./key/command.ts";
import { node } from "./node/command.ts";
import { replay } from "./replay/command.ts";
import { sprint } from "./sprint/command.ts";

test.each([node, host, sprint, key, replay])("$typed says what one types", async (command) => {
  const { typed, name } = command;
  const io = createTestIo();
  expect(await command.run(["--help"], io)).toBe(0);
  expect(io.printed[0]?.startsWith(`${typed} -- `)).toBe(true);
  const script = typed.replace(/^npm (run )?/, "");
  expect(Object.entries(manifest.scripts).find(([one]) => one === script)?.[1]).toMatch(
    new RegExp(`main\\.ts ${name}$`),
  );
});

test.each(["run", "verify"])("sprint %s says what it takes too", async (verb) => {
  const io = createTestIo();
  expect(await sprint.run([verb, "--help"], io)).toBe(0);
  expect(io.printed[0]).toContain(`npm run sprint -- ${verb}`);
});
