// Builds the WebRTC transport of packages/protocol from the published @libp2p/webrtc, taught webrtc-direct v2.
//
//   node tools/with-node.mjs tools/webrtc-direct.mjs
//
// v1 has the browser change the ice-ufrag and ice-pwd of its own offer, which Chrome is about to forbid. In v2 the
// browser leaves its offer alone and tells the listener its ice-pwd in the ufrag that it expects of it:
// `libp2p+webrtc+v2/<ice-pwd>`. Both are in https://github.com/libp2p/specs/blob/master/webrtc/webrtc-direct.md.
//
// The package in node_modules stays as it is: its source is changed on its way into two bundles, one for browsers that
// dial and one for nodes that listen. Who embeds packages/protocol gets the same two. When upstream has v2, all of this
// goes (tools/webrtc-direct.test.ts then fails).

import { createHash } from "node:crypto";
import { existsSync, mkdirSync, mkdtempSync, readFileSync, renameSync, rmSync } from "node:fs";
import path from "node:path";
import { fileURLToPath } from "node:url";
import { root } from "./with-node.mjs";

/** The package as it was published. */
export const source = path.join(root, "node_modules", "@libp2p", "webrtc");
const target = path.join(root, "packages", "protocol", "generated");
export const bundles = /** @type {const} */ ([
  { name: "webrtc-browser.js", entry: "dist/src/private-to-public/transport.browser.js" },
  { name: "webrtc-node.js", entry: "dist/src/private-to-public/transport.js" },
]);

/**
 * What becomes of which text, by file below dist/src.
 *
 * On the listener's side a connection is named by the whole USERNAME of its STUN packets, `<server ufrag>:<client
 * ufrag>`: of that the server ufrag is the name that the packets ask for, and holds the client's ice-pwd.
 * @type {Readonly<Record<string, readonly { readonly from: string, readonly to: string }[]>>}
 */
export const edits = {
  "util.js": [
    {
      from: `    if (!isValidUfrag(request.ufrag)) {`,
      to: `    if (request.localUfrag?.startsWith("libp2p+webrtc+v2/")) {
        const pwd = request.localUfrag.slice("libp2p+webrtc+v2/".length);
        // RFC 8839: a pwd is of 22 to 256 characters, a ufrag of 4 to 256, and so is the one with the pwd in it.
        if (/^[a-zA-Z0-9+/]{22,239}$/.test(pwd) && /^[a-zA-Z0-9+/]{4,256}$/.test(request.ufrag)) {
            cb(request.localUfrag + ":" + request.ufrag, request.host, request.port);
        }
        return;
    }
    if (!request.ufrag.startsWith(UFRAG_PREFIX)) {
        return;
    }
    if (!isValidUfrag(request.ufrag)) {`,
    },
  ],
  "private-to-public/listener.js": [
    {
      from: "await createDialerRTCPeerConnection('server', ufrag, {",
      to: "await createDialerRTCPeerConnection('server', ufrag.split(':')[0], {",
    },
  ],
  "private-to-public/utils/sdp.js": [
    {
      from: "export function clientOfferFromMultiAddr(ma, ufrag) {",
      to: `export function clientOfferFromMultiAddr(ma, username) {
    const [serverUfrag, clientUfrag] = username.split(':');
    const ufrag = clientUfrag ?? serverUfrag;
    const pwd = clientUfrag == null ? serverUfrag : serverUfrag.slice("libp2p+webrtc+v2/".length);`,
    },
    {
      from: `a=setup:active
a=ice-ufrag:\${ufrag}
a=ice-pwd:\${ufrag}`,
      to: `a=setup:active
a=ice-ufrag:\${ufrag}
a=ice-pwd:\${pwd}`,
    },
  ],
  "private-to-public/utils/connect.js": [
    {
      from: "const mungedOfferSdp = sdp.munge(offerSdp, ufrag);",
      to: "const mungedOfferSdp = offerSdp;",
    },
    {
      from: "const answerSdp = sdp.serverAnswerFromMultiaddr(options.remoteAddr, ufrag);",
      to: `const pwd = /a=ice-pwd:(\\S+)/.exec(peerConnection.localDescription?.sdp)?.[1];
            if (pwd == null) {
                throw new WebRTCTransportError('Expected an ice-pwd in the local description');
            }
            const answerSdp = sdp.serverAnswerFromMultiaddr(options.remoteAddr, "libp2p+webrtc+v2/" + pwd);`,
    },
    {
      from: "const mungedAnswerSdp = sdp.munge(answerSdp, ufrag);",
      to: "const mungedAnswerSdp = sdp.munge(answerSdp, ufrag.split(':')[0]);",
    },
  ],
};

/** What packages/protocol depends on itself; the rest goes into the bundles. */
const external = [
  /^@libp2p\/(crypto|interface|noise|peer-id|utils)(\/|$)/,
  /^@multiformats\/multiaddr$/,
];
const nodeExternal = [...external, /^node:/, /^node-datachannel(\/|$)/];

/** Left out: they make certificates, and our listener is given its own. */
const left = {
  "reflect-metadata": "",
  "@peculiar/webcrypto": "export class Crypto {}",
  "@peculiar/x509": `export const cryptoProvider = { set() {} };
export class BasicConstraintsExtension {}
export class X509Certificate {}
export class X509CertificateGenerator {}`,
};

/**
 * The text of a file of @libp2p/webrtc as it goes into the bundles. Throws if it is another text than was expected.
 * @param {string} file below dist/src
 * @param {string} text
 */
export function edited(file, text) {
  return (edits[file] ?? []).reduce((now, { from, to }) => {
    if (now.split(from).length === 2) return now.replace(from, () => to);
    throw new Error(
      `Expected @libp2p/webrtc 6.0.33 with one "${from.trim()}" in ${file}. ` +
        "Another version needs other edits in tools/webrtc-direct.mjs, or none if it has webrtc-direct v2",
    );
  }, text);
}

/** Whether the bundles are there, of the installed package and of these edits. */
export function isWebRtcBuilt() {
  if (!existsSync(path.join(source, "package.json"))) return false;
  return bundles.every(({ name }) => {
    const file = path.join(target, name);
    return existsSync(file) && readFileSync(file, "utf8").startsWith(banner());
  });
}

function banner() {
  const recipe = createHash("sha256").update(readFileSync(fileURLToPath(import.meta.url)));
  const { version, license } = JSON.parse(readFileSync(path.join(source, "package.json"), "utf8"));
  return `// @libp2p/webrtc ${version} (${license}) with webrtc-direct v2, built by tools/webrtc-direct.mjs ${recipe
    .digest("hex")
    .slice(0, 16)}\n`;
}

/** @returns {import("vite").Plugin} */
function patch() {
  const below = path.join(source, "dist", "src") + path.sep;
  const seen = new Set();
  return {
    name: "webrtc-direct-v2",
    enforce: "pre",
    resolveId: (id) => (id in left ? `\0left:${id}` : undefined),
    load: (id) =>
      id.startsWith("\0left:")
        ? left[/** @type {keyof typeof left} */ (id.slice("\0left:".length))]
        : undefined,
    transform(text, id) {
      if (!id.startsWith(below)) return undefined;
      const file = id.slice(below.length).replaceAll(path.sep, "/");
      seen.add(file);
      return { code: edited(file, text), map: null };
    },
    buildEnd(error) {
      if (error) return;
      const missed = Object.keys(edits).filter((file) => !seen.has(file));
      // A browser does not listen.
      if (missed.some((file) => !file.endsWith("listener.js")))
        throw new Error(`Expected @libp2p/webrtc to load ${missed.join(" and ")}`);
    },
  };
}

/** Builds both bundles; another process may do the same at the same time. */
export async function buildWebRtc() {
  const { build } = await import("vite");
  mkdirSync(target, { recursive: true });
  const folder = mkdtempSync(path.join(target, ".building-"));
  try {
    for (const { name, entry } of bundles) {
      const isNode = name === "webrtc-node.js";
      await build({
        configFile: false,
        envDir: false,
        logLevel: "warn",
        root: source,
        mode: "production",
        plugins: [patch()],
        ...(isNode ? { ssr: { noExternal: true, target: "node" } } : {}),
        build: {
          target: "es2024",
          minify: false,
          outDir: folder,
          emptyOutDir: false,
          ssr: isNode,
          lib: isNode ? false : { entry: path.join(source, entry), formats: ["es"] },
          rolldownOptions: {
            input: path.join(source, entry),
            external: isNode ? nodeExternal : external,
            output: { format: "es", entryFileNames: name, banner: banner(), codeSplitting: false },
          },
        },
      });
      renameSync(path.join(folder, name), path.join(target, name));
    }
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

if (process.argv[1] === fileURLToPath(import.meta.url)) await buildWebRtc();
