export { DeadlineError } from "../machine/index.ts";
export type { ConnectOptions } from "./client/connect.ts";
export { connectToNode } from "./client/connect.ts";
export type { NodeConnection } from "./client/connection-loop.ts";
export type { ProbeOptions, ProbeResult } from "./client/probe.ts";
export { probeAddress } from "./client/probe.ts";
export {
  CutOffError,
  FalseAnswerError,
  FormatError,
  NotConnectedError,
  RequestRefusedError,
  WrongNetworkError,
} from "./errors.ts";
export type {
  BlockAnnouncement,
  BlockAnswer,
  ConnectionState,
  NodeCalls,
  NodeService,
  NodeStatus,
  QueryAnswer,
  SubmitAnswer,
  TransportFailure,
  TransportKind,
} from "./service.ts";
