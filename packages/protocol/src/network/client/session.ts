import type { Connection } from "@libp2p/interface";
import type { Genesis } from "../../rules/chain/index.ts";
import { verifySignature } from "../../rules/crypto/index.ts";
import { blocksProtocol } from "../blocks/blocks-protocol.ts";
import { FalseAnswerError } from "../errors.ts";
import { firstCredit, maxOpenRequests } from "../limits.ts";
import type { NodeProtocol } from "../protocol.ts";
import { queriesProtocol } from "../queries/queries-protocol.ts";
import type { BlockAnnouncement, BlockAnswer, NodeCalls } from "../service.ts";
import { statusProtocol, statusRequest } from "../status/status-protocol.ts";
import { transactionsProtocol } from "../transactions/transactions-protocol.ts";
import type { WaitClock } from "../wait.ts";
import { maxFrameBytes } from "../wire/frame.ts";
import { frameStream } from "../wire/frame-stream.ts";
import { checkBlockAnswer } from "./check-block.ts";
import { checkNetwork } from "./check-network.ts";
import { createRequester, type Requester } from "./requester.ts";

/** One connection to a node, from the check of its network to its end. */
export interface Session extends NodeCalls {
  readonly chainId: Uint8Array;
  /** Rejects with the reason when the connection is over. */
  readonly ended: Promise<never>;
}

/** All parts that credit is given for, and announcements between them. */
const maxUnreadBytes = (maxOpenRequests * firstCredit + 1) * maxFrameBytes;

interface SessionOptions {
  readonly clock: WaitClock;
  /** The only network that will do; `undefined` for any. */
  readonly chainId: Uint8Array | undefined;
  readonly onBlock: (block: BlockAnnouncement) => void;
  readonly signal: AbortSignal;
}

export async function openSession(
  connection: Connection,
  { clock, chainId: wanted, onBlock, signal }: SessionOptions,
): Promise<Session> {
  const over = Promise.withResolvers<never>();
  over.promise.catch(() => {}); // whoever waits for it hears of it; nobody has to
  const open = async <Q, A, P>(
    protocol: NodeProtocol<Q, A, P>,
    onPush?: (push: P) => void,
  ): Promise<Requester<Q, A>> => {
    const stream = frameStream(await connection.newStream(protocol.id, { signal }), maxUnreadBytes);
    const requester = createRequester(protocol, stream, clock, onPush);
    requester.run().catch(over.reject);
    return requester;
  };
  const [statuses, queries, transactions, blocks] = await Promise.all([
    open(statusProtocol),
    open(queriesProtocol),
    open(transactionsProtocol),
    open(blocksProtocol, onBlock),
  ]);
  const status = await statuses.ask(statusRequest);
  const answer = await queries.ask({ path: "genesis", key: new Uint8Array() });
  const genesis = checkNetwork(status, answer.value, wanted);
  const { chainId } = status;
  return {
    chainId,
    status: async () => await statuses.ask(statusRequest),
    async submit(bytes) {
      const answer = await transactions.ask({ what: 1, bytes });
      if (answer.what !== 1) throw endWith(over.reject, "Expected an answer on a transaction");
      return answer.answer;
    },
    async handProof(bytes) {
      const answer = await transactions.ask({ what: 2, bytes });
      if (answer.what !== 2) throw endWith(over.reject, "Expected an answer on a proof");
      return { ok: answer.ok, message: answer.message };
    },
    query: (path, key) => queries.ask({ path, key }),
    block: async (height) =>
      checkedBlock((await blocks.ask({ height })).found, height, chainId, genesis, over.reject),
    ended: over.promise,
  };
}

function checkedBlock(
  found: BlockAnswer | undefined,
  height: bigint,
  chainId: Uint8Array,
  genesis: Genesis,
  end: (reason: Error) => void,
): BlockAnswer | undefined {
  const fault = found && checkBlockAnswer(found, height, chainId, genesis, verifySignature);
  if (fault === undefined) return found;
  throw endWith(end, `The node gave a false block ${height}: ${fault}`);
}

/** Ends the session: a node that gave one false answer is asked no more. */
function endWith(end: (reason: Error) => void, message: string): FalseAnswerError {
  const error = new FalseAnswerError(message);
  end(error);
  return error;
}
