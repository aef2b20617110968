import { FormatError } from "../errors.ts";
import { maxOpenRequests } from "../limits.ts";
import type { AnyProtocol } from "../protocol.ts";
import type { NodeService } from "../service.ts";
import type { WaitClock } from "../wait.ts";
import type { Frame } from "../wire/frame.ts";
import type { FrameStream } from "../wire/frame-stream.ts";
import { encodeReason, encodeRefusal, type RequestRefusal } from "../wire/refusal.ts";
import { createOpenAnswers, type OpenAnswers } from "./answers.ts";
import type { PeerAllowance } from "./token-bucket.ts";
import { watchReader } from "./watch-reader.ts";

/** An answer costs a token more for each of these (NW6). */
const answerBytesPerToken = 65_536;
/** A request costs a token more for each of these (NW6). */
const requestBytesPerToken = 8192;
/** While this much of earlier answers waits for credit, no further one is begun (NW4). */
const maxHeldBytes = 1_048_576;
/** Frames of a stream that are read before everyone else has a turn (NW6). */
const framesPerTurn = 100;

export interface ServeOptions {
  readonly protocol: AnyProtocol;
  readonly service: NodeService;
  readonly stream: FrameStream;
  readonly allowance: PeerAllowance;
  readonly clock: WaitClock;
  /** Aborted when the peer is cut off for what it did on another stream. */
  readonly cutOff: AbortSignal;
  /** Told of each request that is answered. */
  readonly onRequest?: () => void;
  /** Told of errors in `service`, which the peer hears of only as `FAILED`. */
  readonly onError: (error: unknown) => void;
}

/**
 * Answers one stream until the peer closes it or is cut off.
 *
 * @returns why the peer has to be cut off; `undefined` if it closed the stream itself or is cut off already
 */
export async function serveStream(options: ServeOptions): Promise<string | undefined> {
  const { protocol, service, stream, clock, cutOff } = options;
  const done = new AbortController();
  const over = AbortSignal.any([cutOff, done.signal]);
  const stopPushes = protocol.push?.listen(service, (push) => {
    // A peer that does not keep up misses announcements; the next one says where the ledger is.
    if (over.aborted || stream.isFull()) return;
    const body = protocol.push?.codec.encode(push) ?? new Uint8Array();
    stream.send({ id: 0, kind: "push", body });
  });
  const answers = createOpenAnswers((frame) => stream.send(frame));
  try {
    return await Promise.race([
      answerRequests(options, answers, over),
      watchReader(stream, answers, clock, over),
      aborted(cutOff, done.signal),
    ]);
  } catch (error) {
    const reason = error instanceof FormatError ? error.message : "The stream failed";
    stream.send({ id: 0, kind: "goodbye", body: encodeReason(reason) });
    return reason;
  } finally {
    stopPushes?.();
    done.abort();
  }
}

async function answerRequests(
  options: ServeOptions,
  answers: OpenAnswers,
  over: AbortSignal,
): Promise<undefined> {
  const { stream } = options;
  const waiting: Frame[] = [];
  let framesRead = 0;
  for (let frame = await stream.read(); frame && !over.aborted; frame = await stream.read()) {
    takeFrame(options, answers, waiting, frame);
    while (waiting.length > 0 && answers.heldBytes() < maxHeldBytes)
      answerOne(options, answers, waiting.shift() as Frame);
    // Nothing more is read for a peer that does not take its answers.
    if (stream.isFull()) await stream.drained(over);
    framesRead += 1;
    if (framesRead % framesPerTurn === 0) await everyoneElse();
  }
  return undefined;
}

/** Puts what is to be answered on the list of those that wait. */
function takeFrame(
  { protocol, allowance, stream, onRequest }: ServeOptions,
  answers: OpenAnswers,
  waiting: Frame[],
  frame: Frame,
): void {
  const { id, kind, body } = frame;
  if (kind === "credit") {
    // The last of an answer's credits finds it sent whole; more than that is paid for.
    const isUsed = answers.credit(id, readCredit(frame));
    if (!isUsed && !allowance.requests.take()) countRefusal(allowance);
    return;
  }
  if (kind !== "request") throw new FormatError(`Expected a request, found ${kind}`);
  if (body.length > protocol.maxRequestBytes)
    throw new FormatError(`Expected a request of ${protocol.id}`);
  if (answers.has(id) || waiting.some((other) => other.id === id))
    throw new FormatError("The request's id is in use");
  if (answers.count() + waiting.length >= maxOpenRequests)
    throw new FormatError(`More than ${maxOpenRequests} requests are open`);
  if (allowance.requests.take(1 + Math.floor(body.length / requestBytesPerToken))) {
    waiting.push(frame);
    onRequest?.();
    return;
  }
  countRefusal(allowance);
  refuse(stream, id, "RATE_LIMITED");
}

function countRefusal({ refusals }: PeerAllowance): void {
  if (!refusals.take()) throw new FormatError("Requests went on after RATE_LIMITED");
}

function refuse(stream: FrameStream, id: number, refusal: RequestRefusal): void {
  stream.send({ id, kind: "refused", body: encodeRefusal(refusal) });
}

function answerOne(
  { protocol, service, stream, allowance, onError }: ServeOptions,
  answers: OpenAnswers,
  { id, body }: Frame,
): void {
  const request = protocol.request.decode(body);
  if (request === undefined) throw new FormatError(`Expected a request of ${protocol.id}`);
  let answer: Uint8Array;
  try {
    answer = protocol.answer.encode(protocol.serve(service, request));
  } catch (error) {
    onError(error);
    refuse(stream, id, "FAILED");
    return;
  }
  if (answer.length > protocol.maxAnswerBytes) {
    refuse(stream, id, "TOO_BIG");
    return;
  }
  allowance.requests.charge(Math.floor(answer.length / answerBytesPerToken));
  answers.start(id, answer);
}

function readCredit({ body }: Frame): number {
  const parts = body.length === 1 ? (body[0] as number) : 0;
  if (parts === 0) throw new FormatError("Expected a credit of 1 to 255 parts");
  return parts;
}

/** Resolves when `signal` is aborted. */
function aborted(signal: AbortSignal, forget: AbortSignal): Promise<undefined> {
  return new Promise((resolve) => {
    if (signal.aborted) resolve(undefined);
    const options = { once: true, signal: forget };
    signal.addEventListener("abort", () => resolve(undefined), options);
  });
}

/** A turn of the event loop: frames that are already here would otherwise be read without one. */
function everyoneElse(): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve, 0));
}
