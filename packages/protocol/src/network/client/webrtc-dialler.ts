import type { Transport } from "@libp2p/interface";
import { WebRTCDirectTransport, type WebRtcComponents } from "../../../generated/webrtc-browser.js";

/** A libp2p transport that dials webrtc-direct with the browser's own WebRTC, and asks no STUN server about itself. */
export function webRtcDialler(): (components: WebRtcComponents) => Transport {
  return (components) =>
    new WebRTCDirectTransport(components, { rtcConfiguration: { iceServers: [] } });
}
