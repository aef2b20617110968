export type {
  BlockAnnouncement,
  BlockAnswer,
  ConnectionState,
  NodeService,
  NodeStatus,
  QueryAnswer,
  SubmitAnswer,
} from "./service.ts";
