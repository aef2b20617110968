import type { NodeRefusal, Refusal } from "../rules/chain/index.ts";

// What a full node does for those who connect to it. The full node implements it over its ledger (`NodeService`);
// the network carries it over libp2p; whoever connected is handed the same thing at the other end (`RemoteNode`).

/** What a node says of itself and of its ledger. */
export interface NodeStatus {
  /** 32 bytes: the network it is on (LD1). */
  readonly chainId: Uint8Array;
  /** Name of the network's params. */
  readonly preset: string;
  /** Last committed block; 0 before the first. */
  readonly height: bigint;
  /** Time of that block, in Unix milliseconds. */
  readonly timeMs: number;
  /** What runs, e.g. "stadion/0.1.0". */
  readonly agent: string;
}

/** Whether the node took a transaction in. Taken in is not yet taken by a block. */
export type SubmitAnswer =
  | { readonly ok: true; readonly id: Uint8Array }
  | { readonly ok: false; readonly refusal: Refusal | NodeRefusal };

export interface BlockAnswer {
  /** Encoding of the signed block (LD3). */
  readonly block: Uint8Array;
  /** Result code of each transaction, in order (LD22). */
  readonly codes: readonly number[];
}

/** A record, or nothing, in the state after block `height` (LD23). */
export interface QueryAnswer {
  readonly height: bigint;
  readonly value: Uint8Array | undefined;
}

/** What is told of each new block as soon as it is committed. */
export interface BlockAnnouncement {
  readonly height: bigint;
  readonly timeMs: number;
  /** Hash of its header, 32 bytes. */
  readonly hash: Uint8Array;
}

/** Whether the node keeps a proof, and what it says of it. */
export interface ProofAnswer {
  readonly ok: boolean;
  readonly message: string;
}

/** What can be asked of a full node. All answers come from committed state. */
export interface NodeAnswers {
  status(): NodeStatus;
  submit(transaction: Uint8Array): SubmitAnswer;
  /**
   * Takes a proof ahead of its reveal, so that the node can post it if its Host goes away.
   *
   * @param proof - encoding of SP25
   */
  handProof(proof: Uint8Array): ProofAnswer;
  /** A committed block; `undefined` for one that is not there. */
  block(height: bigint): BlockAnswer | undefined;
  /** A record by its path and key (LD23). */
  query(path: string, key: Uint8Array): QueryAnswer;
}

/** The full node's side, which answers at once. */
export interface NodeService extends NodeAnswers {
  /** Calls back for each block from now on; gives what ends it. */
  onBlock(listener: (announcement: BlockAnnouncement) => void): () => void;
}

/** What carries a connection. */
export type TransportKind = "webrtc-direct" | "websocket" | "tcp";

/** Why a way to the node led nowhere when it was last tried. */
export interface TransportFailure {
  readonly transport: TransportKind;
  readonly reason: string;
}

/** The same from afar. A call that can't be answered rejects with the reason. */
export type NodeCalls = {
  [Name in keyof NodeAnswers]: (
    ...asked: Parameters<NodeAnswers[Name]>
  ) => Promise<ReturnType<NodeAnswers[Name]>>;
};

/** A full node, however far, as whoever connected to it sees it. */
export interface RemoteNode extends NodeCalls {
  /** Calls back for each block from now on; gives what ends it. */
  onBlock(listener: (announcement: BlockAnnouncement) => void): () => void;
  /** Calls back at once with how the connection stands, and at each change; gives what ends it. */
  onConnection(listener: (state: ConnectionState) => void): () => void;
}

/** How the connection to a full node stands. */
export type ConnectionState =
  | { readonly state: "connecting" }
  | {
      readonly state: "connected";
      readonly peer: string;
      readonly transport: TransportKind;
      /** Ways that were tried in vain, e.g. WebRTC behind a firewall. */
      readonly failed: readonly TransportFailure[];
    }
  | { readonly state: "lost"; readonly reason: string; readonly retryInMs: number };
