// A network of seven cycles that the independent twin recorded: result codes and state of every block.

import { refusalOf } from "@stadion/protocol/chain";
import { bytesToHex, hexToBytes, verifySignature } from "@stadion/protocol/crypto";
import { presets } from "@stadion/protocol/params";
import { expect, test } from "vitest";
import { readVectors } from "../../../../tools/read-vectors.ts";
import { createMemoryStore } from "../store/index.ts";
import { createStateMachine } from "./index.ts";

interface Row {
  /** With the first block. */
  genesis?: string;
  height: number;
  timeMs: number;
  txs: string[];
  codes: number[];
  appHash: string;
}
const { cases } = readVectors<Row>("ledger/cycles");
const say = (codes: readonly number[]) => codes.map((code) => refusalOf(code) ?? code);

test("[LD7] [LD9] [LD20] [LD22] seven cycles reach the twin's results and app hash at every block", () => {
  const { state: store } = createMemoryStore();
  const machine = createStateMachine({ store, params: presets.test, verify: verifySignature });
  machine.initChain(hexToBytes(cases[0]?.genesis ?? ""));
  for (const { height, timeMs, txs, codes, appHash } of cases) {
    const block = { height: BigInt(height), timeMs, txs: txs.map(hexToBytes) };
    const ran = machine.finalizeBlock(block);
    expect([height, say(ran.codes)]).toEqual([height, say(codes)]);
    expect([height, bytesToHex(ran.appHash)]).toEqual([height, appHash]);
    machine.commit();
  }
  expect(new Set(cases.flatMap(({ codes }) => codes)).size).toBeGreaterThan(36);
});
