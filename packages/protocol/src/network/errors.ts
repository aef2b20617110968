import type { RequestRefusal } from "./wire/refusal.ts";

// What can go wrong between two machines. Match on `name`.

/** The other end sent what the protocol does not allow. */
export class FormatError extends Error {
  override readonly name = "FormatError";
}

/** The other end ended the connection and said why. */
export class CutOffError extends Error {
  override readonly name = "CutOffError";
}

/** There is no connection to the node now. */
export class NotConnectedError extends Error {
  override readonly name = "NotConnectedError";
}

/** The node does not answer this request. */
export class RequestRefusedError extends Error {
  override readonly name = "RequestRefusedError";
  readonly refusal: RequestRefusal;

  constructor(refusal: RequestRefusal) {
    super(`The node refuses to answer: ${refusal}`);
    this.refusal = refusal;
  }
}

/** The node is on another network than the one wanted. */
export class WrongNetworkError extends Error {
  override readonly name = "WrongNetworkError";
}

/** The node's answer contradicts what can be checked here. */
export class FalseAnswerError extends Error {
  override readonly name = "FalseAnswerError";
}

/** What anything thrown says; libp2p throws events too. */
export function messageOf(error: unknown): string {
  if (error instanceof Error) return error.message || error.name;
  if (typeof error === "object" && error !== null && "message" in error) {
    const { message } = error;
    if (typeof message === "string" && message !== "") return message;
  }
  return "The connection failed";
}
