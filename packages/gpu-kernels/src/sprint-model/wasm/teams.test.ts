import { presets } from "@stadion/protocol/params";
import { expect, test } from "vitest";
import { formTeams } from "./teams.ts";

const { test: tiny, local, testnet, mainnet } = presets;

test("threads work together on the models that take seconds, and apart on those that take milliseconds", () => {
  const teams = [tiny, local, testnet, mainnet].map(({ sprint }) => formTeams(sprint, "auto"));
  expect(teams).toEqual(["each", "each", "one", "one"]);
});

test("who asks for either gets it", () => {
  expect(formTeams(local.sprint, "one")).toBe("one");
  expect(formTeams(mainnet.sprint, "each")).toBe("each");
});
