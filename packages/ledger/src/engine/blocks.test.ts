import { headerChainId, type Validator } from "@stadion/protocol/chain";
import { presets } from "@stadion/protocol/params";
import { expect, test } from "vitest";
import { testKey } from "../../testing/keys.ts";
import { founder, genesisMs } from "../../testing/test-chain.ts";
import { networkChainId, networkGenesis } from "../../testing/test-network.ts";
import { createStateMachine, type StateMachine } from "../state/index.ts";
import { createMemoryStore } from "../store/index.ts";
import { lastResultsHashAt, takeBlock, validatorsAt } from "./blocks.ts";
import { makeBlock } from "./make-block.ts";

const ada = testKey("ada");

/** A ledger whose state machine changes the validators in block 2. */
function ledgerWith(updates: readonly Validator[]) {
  const store = createMemoryStore();
  const inner = createStateMachine({ store: store.state, params: presets.test });
  inner.initChain(networkGenesis);
  const machine: StateMachine = {
    ...inner,
    finalizeBlock(block) {
      const validatorUpdates = block.height === 2n ? updates : [];
      return { ...inner.finalizeBlock(block), validatorUpdates };
    },
  };
  return { store, machine, genesisValidators: [{ key: founder.key, power: 1n }] };
}

test("[LD5] a validator update of block H acts at H + 2", () => {
  const ledger = ledgerWith([{ key: ada.key, power: 7n }]);
  const before = [{ key: founder.key, power: 1n }];
  const after = [{ key: ada.key, power: 7n }, ...before];
  for (let height = 1n; height <= 4n; height++) {
    const facts = {
      ...{ chainId: headerChainId(networkChainId), height, txs: [], lastCommit: undefined },
      timeMs: genesisMs + Number(height),
      validators: validatorsAt(ledger, height),
      nextValidators: validatorsAt(ledger, height + 1n),
      appHash: ledger.machine.info().appHash,
      lastResultsHash: lastResultsHashAt(ledger, height),
    };
    expect(facts.validators).toEqual(height < 4n ? before : after);
    expect(facts.nextValidators).toEqual(height < 3n ? before : after);
    takeBlock(ledger, makeBlock(facts, { publicKey: founder.key, secretKey: founder.secret }));
  }
});

test("[LD6] a block that was made on another state is not run", () => {
  const ledger = ledgerWith([]);
  const facts = {
    ...{ chainId: headerChainId(networkChainId), height: 1n, timeMs: genesisMs + 1, txs: [] },
    ...{ lastCommit: undefined, validators: ledger.genesisValidators },
    nextValidators: ledger.genesisValidators,
    appHash: new Uint8Array(32),
    lastResultsHash: lastResultsHashAt(ledger, 1n),
  };
  const block = makeBlock(facts, { publicKey: founder.key, secretKey: founder.secret });
  expect(() => takeBlock(ledger, block)).toThrow("made on another state");
  expect(ledger.machine.info().height).toBe(0n);
});
