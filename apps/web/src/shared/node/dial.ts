// All of libp2p that the page has, in one file to be loaded when it is needed: a named import leaves the server's half
// of the package out, which an `import()` of the package itself would bring along.

export { hexToBytes } from "@stadion/protocol/crypto";
export { connectToNode, probeAddress } from "@stadion/protocol/network";
