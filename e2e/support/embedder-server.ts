// A program of someone who embeds packages/protocol: a node that answers nothing but its status. Says its addresses in
// JSON, and runs until its input ends.

import process from "node:process";
import { makeWebRtcCertificate, startNodeServer } from "@stadion/protocol/network/server";

const status = {
  chainId: new Uint8Array(32),
  preset: "test",
  height: 0n,
  timeMs: 0,
  agent: "embedder",
};
const server = await startNodeServer({
  listen: ["/ip4/127.0.0.1/udp/0/webrtc-direct"],
  keySeed: new Uint8Array(32).fill(7),
  certificate: await makeWebRtcCertificate(Date.now()),
  service: {
    status: () => status,
    submit: () => ({ ok: false, refusal: "stopping" }),
    handProof: () => ({ ok: false, message: "" }),
    block: () => undefined,
    query: () => ({ height: 0n, value: undefined }),
    onBlock: () => () => {},
  },
});
console.log(
  JSON.stringify({
    addresses: server.addresses,
    from: import.meta.resolve("@stadion/protocol/network/server"),
  }),
);
process.stdin.on("end", () => process.exit()).resume();
