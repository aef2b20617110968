import type { Transport } from "@libp2p/interface";
import type { WebRtcComponents, WebRtcInit } from "./webrtc-node.js";

export type { WebRtcComponents };

/** Dials webrtc-direct v2 with the browser's own WebRTC. Built by tools/webrtc-direct.mjs. */
export const WebRTCDirectTransport: new (
  components: WebRtcComponents,
  init: WebRtcInit,
) => Transport;
