import {
  asciiBytes,
  asciiText,
  maxTxBytes,
  type NodeRefusal,
  type Refusal,
  refusalCode,
  refusalOf,
} from "../../rules/chain/index.ts";
import {
  byteList,
  type Codec,
  container,
  createCodec,
  mapCodec,
  refineCodec,
  u8,
} from "../../rules/codec/index.ts";
import type { NodeProtocol } from "../protocol.ts";
import type { SubmitAnswer } from "../service.ts";

/** What is handed to a node: a transaction, or a proof ahead of its reveal. */
export interface HandIn {
  /** 1 a transaction, 2 a proof. */
  readonly what: number;
  readonly bytes: Uint8Array;
}

/** `{what u8, bytes ByteList[66000]}` (NW8). */
const handInCodec: Codec<HandIn> = refineCodec(
  createCodec<HandIn>(container({ what: u8, bytes: byteList(maxTxBytes) })),
  (value): value is HandIn => value.what === 1 || value.what === 2,
);

export type HandInAnswer =
  | { readonly what: 1; readonly answer: SubmitAnswer }
  | { readonly what: 2; readonly ok: boolean; readonly message: string };

interface WireAnswer {
  readonly what: number;
  /** 0 for taken in, else why not: LD22's number, or 201 upwards for the node's own reasons. */
  readonly code: number;
  /** Id of the transaction, or what the node says of the proof. */
  readonly text: Uint8Array;
}

/** The node's own reasons, from 201 upwards; new ones go at the end (NW8). */
const nodeRefusals: readonly NodeRefusal[] = ["mempool-full", "already-known", "stopping"];
const firstNodeCode = 201;

/** `{what u8, code u8, text ByteList[200]}` (NW8). */
export const handInAnswerCodec: Codec<HandInAnswer> = mapCodec(
  createCodec<WireAnswer>(container({ what: u8, code: u8, text: byteList(200) })),
  toWire,
  fromWire,
);

function toWire(value: HandInAnswer): WireAnswer {
  if (value.what === 2)
    return { what: 2, code: value.ok ? 0 : 1, text: asciiBytes(value.message.slice(0, 200)) };
  const { answer } = value;
  if (answer.ok) return { what: 1, code: 0, text: answer.id };
  return { what: 1, code: codeOf(answer.refusal), text: new Uint8Array() };
}

function fromWire({ what, code, text }: WireAnswer): HandInAnswer | undefined {
  if (what === 2) {
    const message = asciiText(text);
    return message === undefined || code > 1 ? undefined : { what, ok: code === 0, message };
  }
  if (what !== 1) return undefined;
  if (code === 0) return text.length === 32 ? { what, answer: { ok: true, id: text } } : undefined;
  const refusal = refusalOf(code) ?? nodeRefusals[code - firstNodeCode];
  return refusal && text.length === 0 ? { what, answer: { ok: false, refusal } } : undefined;
}

function codeOf(refusal: Refusal | NodeRefusal): number {
  const own = nodeRefusals.indexOf(refusal as NodeRefusal);
  return own >= 0 ? firstNodeCode + own : refusalCode(refusal as Refusal);
}

export const transactionsProtocol: NodeProtocol<HandIn, HandInAnswer> = {
  id: "/stadion/1/transactions",
  request: handInCodec,
  maxRequestBytes: maxTxBytes + 16,
  answer: handInAnswerCodec,
  maxAnswerBytes: 256,
  rate: { perSecond: 8, burst: 32 },
  serve(service, { what, bytes }) {
    if (what === 1) return { what, answer: service.submit(bytes) };
    return { what: 2, ...service.handProof(bytes) };
  },
};
