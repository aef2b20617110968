import { DeadlineError } from "../../machine/index.ts";
import { CutOffError, FormatError, RequestRefusedError } from "../errors.ts";
import { maxOpenRequests } from "../limits.ts";
import type { NodeProtocol } from "../protocol.ts";
import type { WaitClock } from "../wait.ts";
import type { Frame } from "../wire/frame.ts";
import type { FrameStream } from "../wire/frame-stream.ts";
import { decodeReason, decodeRefusal } from "../wire/refusal.ts";

/** The asking end of one long-lived stream. */
export interface Requester<Request, Answer> {
  ask(request: Request): Promise<Answer>;
  /** Reads the stream until it ends; throws what broke it. Whatever is open then fails with that. */
  run(): Promise<void>;
}

interface OpenRequest {
  readonly parts: Uint8Array[];
  bytes: number;
  /** When the last part came, of this answer or of another one of the stream, or the request was sent. */
  heardMs: number;
  readonly resolve: (answer: Uint8Array) => void;
  readonly reject: (error: Error) => void;
}

/** Time without a part of an answer after which the node counts as gone (NW5). */
export const answerMs = 10_000;

export function createRequester<Request, Answer, Push>(
  protocol: NodeProtocol<Request, Answer, Push>,
  stream: FrameStream,
  clock: WaitClock,
  onPush: (push: Push) => void = () => {},
): Requester<Request, Answer> {
  const open = new Map<number, OpenRequest>();
  const waiting: (() => void)[] = [];
  let failure: Error | undefined;
  let lastId = 0;
  return {
    async ask(request) {
      while (open.size >= maxOpenRequests && !failure)
        await new Promise<void>((resolve) => waiting.push(resolve));
      if (failure) throw failure;
      const id = (lastId % 0xffff_ffff) + 1;
      lastId = id;
      const { promise, resolve, reject } = Promise.withResolvers<Uint8Array>();
      const entry = { parts: [], bytes: 0, heardMs: clock.monotonicMs(), resolve, reject };
      open.set(id, entry);
      try {
        stream.send({ id, kind: "request", body: protocol.request.encode(request) });
        const bytes = await beforeDeadline(promise, entry, clock, stream);
        const answer = protocol.answer.decode(bytes);
        if (answer === undefined) throw breach(stream, `Expected an answer of ${protocol.id}`);
        return answer;
      } finally {
        open.delete(id);
        waiting.shift()?.();
      }
    },
    async run() {
      try {
        for (let frame = await stream.read(); frame; frame = await stream.read())
          takeFrame(protocol, stream, open, clock, onPush, frame);
        failure = new CutOffError("The node closed the stream");
      } catch (error) {
        failure = error instanceof Error ? error : new FormatError("The stream failed");
        stream.abort(failure);
      }
      for (const { reject } of open.values()) reject(failure);
      for (const wake of waiting.splice(0)) wake();
      throw failure;
    },
  };
}

function takeFrame<Request, Answer, Push>(
  protocol: NodeProtocol<Request, Answer, Push>,
  stream: FrameStream,
  open: Map<number, OpenRequest>,
  clock: WaitClock,
  onPush: (push: Push) => void,
  { id, kind, body }: Frame,
): void {
  if (kind === "goodbye")
    throw new CutOffError(`The node cut us off: ${decodeReason(body) ?? "no reason given"}`);
  if (kind === "push") {
    const push = protocol.push?.codec.decode(body);
    if (push === undefined) throw new FormatError(`Expected an announcement of ${protocol.id}`);
    onPush(push);
    return;
  }
  const entry = open.get(id);
  if (kind === "refused") {
    const refusal = decodeRefusal(body);
    if (!refusal) throw new FormatError("Expected the reason of a refusal");
    entry?.reject(new RequestRefusedError(refusal));
    return;
  }
  if (kind !== "part" && kind !== "end") throw new FormatError(`Expected an answer, found ${kind}`);
  if (!entry) return; // its deadline has passed
  entry.bytes += body.length;
  // A node sends big answers one after the other.
  for (const other of open.values()) other.heardMs = clock.monotonicMs();
  if (entry.bytes > protocol.maxAnswerBytes)
    throw new FormatError(`Expected at most ${protocol.maxAnswerBytes} bytes of answer`);
  entry.parts.push(body);
  if (kind === "end") entry.resolve(joined(entry));
  else stream.send({ id, kind: "credit", body: Uint8Array.of(1) });
}

function joined({ parts, bytes }: OpenRequest): Uint8Array {
  const answer = new Uint8Array(bytes);
  let at = 0;
  for (const part of parts) {
    answer.set(part, at);
    at += part.length;
  }
  return answer;
}

async function beforeDeadline(
  answer: Promise<Uint8Array>,
  entry: OpenRequest,
  clock: WaitClock,
  stream: FrameStream,
): Promise<Uint8Array> {
  const done = new AbortController();
  const watch = async (): Promise<never> => {
    for (;;) {
      const left = entry.heardMs + answerMs - clock.monotonicMs();
      if (left <= 0) break;
      await clock.sleep(left, done.signal);
    }
    const error = new DeadlineError(`The node did not answer within ${answerMs} ms`);
    stream.abort(error); // a node that does not answer is as good as gone: connect anew
    throw error;
  };
  const deadline = watch();
  deadline.catch(() => {}); // aborted when the answer came first
  try {
    return await Promise.race([answer, deadline]);
  } finally {
    done.abort(new DeadlineError("The answer came"));
  }
}

function breach(stream: FrameStream, message: string): FormatError {
  const error = new FormatError(message);
  stream.abort(error);
  return error;
}
