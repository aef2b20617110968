import type { Codec } from "../rules/codec/index.ts";
import type { NodeService } from "./service.ts";

/** One request/response protocol: what is asked, what is answered, and what is told unasked. */
export interface NodeProtocol<Request, Answer, Push = never> {
  /** Name on the wire (NW1). */
  readonly id: string;
  readonly request: Codec<Request>;
  readonly maxRequestBytes: number;
  readonly answer: Codec<Answer>;
  readonly maxAnswerBytes: number;
  /** Of each peer: requests a second in the long run, and at once (NW6). */
  readonly rate: Rate;
  /** The node's side. */
  serve(service: NodeService, request: Request): Answer;
  readonly push?: NodePush<Push>;
}

export interface NodePush<Push> {
  readonly codec: Codec<Push>;
  /** Calls back for each one from now on; gives what ends it. */
  listen(service: NodeService, listener: (push: Push) => void): () => void;
}

export interface Rate {
  readonly perSecond: number;
  readonly burst: number;
}

/** Any protocol, where what it carries does not matter. */
// biome-ignore lint/suspicious/noExplicitAny: a protocol takes and gives its types, so no other bound fits all
export type AnyProtocol = NodeProtocol<any, any, any>;
