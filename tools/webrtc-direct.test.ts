import { readFileSync } from "node:fs";
import path from "node:path";
import { describe, expect, test } from "vitest";
import { bundles, edited, edits, isWebRtcBuilt, source } from "./webrtc-direct.mjs";
import { root } from "./with-node.mjs";

const v2 = "libp2p+webrtc+v2/";
const read = (file: string) => readFileSync(path.join(source, "dist", "src", file), "utf8");
const protocol = path.join(root, "packages", "protocol");

describe("the published @libp2p/webrtc", () => {
  // The day this fails, upstream has v2: then the whole of tools/webrtc-direct.mjs can go.
  test.each(["util.js", "constants.js", ...Object.keys(edits)])("has no v2 in %s", (file) => {
    expect(read(file)).not.toContain(v2);
    expect(read(file)).not.toContain("localUfrag");
  });

  test.each(Object.keys(edits))("is the one that is edited: %s", (file) => {
    expect(edited(file, read(file))).not.toBe(read(file));
  });

  test("is not taken for it in another form", () => {
    expect(() => edited("util.js", read("constants.js"))).toThrow(/Expected @libp2p\/webrtc 6/);
  });
});

describe("what is built of it", () => {
  test("is there", () => {
    expect(isWebRtcBuilt()).toBe(true);
  });

  test.each(bundles)("$name has v2, and needs only what its package depends on", ({ name }) => {
    const text = readFileSync(path.join(protocol, "generated", name), "utf8");
    const { dependencies } = JSON.parse(readFileSync(path.join(protocol, "package.json"), "utf8"));
    const names = [...text.matchAll(/^(?:import|export)\b[^;"]*"([^"]+)";$/gm)].map(([, from]) =>
      (from ?? "")
        .split("/")
        .slice(0, from?.startsWith("@") ? 2 : 1)
        .join("/"),
    );
    expect(text).toContain(v2);
    expect(names.length).toBeGreaterThan(4);
    const allowed = [...Object.keys(dependencies), ...(name === "webrtc-node.js" ? node : [])];
    expect(names.filter((each) => !allowed.includes(each))).toEqual([]);
  });
});

const node = ["node:buffer", "node:crypto", "node:events", "node:net", "node:os"];
