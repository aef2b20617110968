import { blocksProtocol } from "./blocks/blocks-protocol.ts";
import type { AnyProtocol } from "./protocol.ts";
import { queriesProtocol } from "./queries/queries-protocol.ts";
import { statusProtocol } from "./status/status-protocol.ts";
import { transactionsProtocol } from "./transactions/transactions-protocol.ts";

/** All that a full node answers (NW1). */
export const nodeProtocols: readonly AnyProtocol[] = [
  statusProtocol,
  transactionsProtocol,
  blocksProtocol,
  queriesProtocol,
];
