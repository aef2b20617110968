export type { WebRtcCertificate } from "./certificate.ts";
export { makeWebRtcCertificate } from "./make-certificate.ts";
export type { NodeServer, NodeServerOptions } from "./node-server.ts";
export { startNodeServer } from "./node-server.ts";
