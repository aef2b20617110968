import { FormatError } from "../errors.ts";
import { maxOpenRequests } from "../limits.ts";
import type { AnyProtocol } from "../protocol.ts";
import type { NodeService } from "../service.ts";
import type { Frame } from "../wire/frame.ts";
import type { FrameStream } from "../wire/frame-stream.ts";
import { encodeReason, encodeRefusal, type RequestRefusal } from "../wire/refusal.ts";
import { createOpenAnswers, type OpenAnswers } from "./answers.ts";
import type { TokenBucket } from "./token-bucket.ts";

/** Refusals in a row for which a peer is cut off: it does not listen (NW6). */
const maxRefusalsInRow = 200;
/** An answer costs a token more for each of these (NW6). */
const bytesPerToken = 65_536;
/** Time in which a peer must take what is on its way to it. */
const drainMs = 10_000;

export interface ServeOptions {
  readonly protocol: AnyProtocol;
  readonly service: NodeService;
  readonly stream: FrameStream;
  readonly bucket: TokenBucket;
  /** Told of errors in `service`, which the peer hears of only as `FAILED`. */
  readonly onError: (error: unknown) => void;
}

/**
 * Answers one stream until the peer closes it.
 *
 * @returns why the peer has to be cut off; `undefined` if it closed the stream itself
 */
export async function serveStream(options: ServeOptions): Promise<string | undefined> {
  const { protocol, service, stream } = options;
  const stopPushes = protocol.push?.listen(service, (push) => {
    // A peer that does not keep up misses announcements; the next one says where the ledger is.
    if (stream.isFull()) return;
    const body = protocol.push?.codec.encode(push) ?? new Uint8Array();
    stream.send({ id: 0, kind: "push", body });
  });
  try {
    return await answerRequests(options);
  } catch (error) {
    const reason = error instanceof FormatError ? error.message : "The stream failed";
    stream.send({ id: 0, kind: "goodbye", body: encodeReason(reason) });
    return reason;
  } finally {
    stopPushes?.();
  }
}

async function answerRequests(options: ServeOptions): Promise<undefined> {
  const { stream } = options;
  const answers = createOpenAnswers((frame) => stream.send(frame));
  let refusalsInRow = 0;
  for (let frame = await stream.read(); frame; frame = await stream.read()) {
    if (frame.kind === "credit") {
      answers.credit(frame.id, readCredit(frame));
      continue;
    }
    if (frame.kind !== "request") throw new FormatError(`Expected a request, found ${frame.kind}`);
    const refusal = answerOne(options, answers, frame);
    refusalsInRow = refusal === undefined ? 0 : refusalsInRow + 1;
    if (refusal !== undefined)
      stream.send({ id: frame.id, kind: "refused", body: encodeRefusal(refusal) });
    if (refusalsInRow > maxRefusalsInRow)
      throw new FormatError("Requests went on after RATE_LIMITED");
    // Nothing more is read for a peer that does not take its answers.
    if (stream.isFull()) await stream.drained(AbortSignal.timeout(drainMs));
  }
  return undefined;
}

function answerOne(
  { protocol, service, bucket, onError }: ServeOptions,
  answers: OpenAnswers,
  { id, body }: Frame,
): RequestRefusal | undefined {
  if (answers.has(id)) throw new FormatError("The request's id is in use");
  if (answers.count() >= maxOpenRequests)
    throw new FormatError(`More than ${maxOpenRequests} requests are open`);
  const request =
    body.length <= protocol.maxRequestBytes ? protocol.request.decode(body) : undefined;
  if (request === undefined) throw new FormatError(`Expected a request of ${protocol.id}`);
  if (!bucket.take()) return "RATE_LIMITED";
  let answer: Uint8Array;
  try {
    answer = protocol.answer.encode(protocol.serve(service, request));
  } catch (error) {
    onError(error);
    return "FAILED";
  }
  if (answer.length > protocol.maxAnswerBytes) return "TOO_BIG";
  bucket.charge(Math.floor(answer.length / bytesPerToken));
  answers.start(id, answer);
  return undefined;
}

function readCredit({ body }: Frame): number {
  const parts = body.length === 1 ? (body[0] as number) : 0;
  if (parts === 0) throw new FormatError("Expected a credit of 1 to 255 parts");
  return parts;
}
