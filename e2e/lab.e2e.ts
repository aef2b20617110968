import { readFile } from "node:fs/promises";
import { bytesToHex, hexToBytes } from "@stadion/protocol/crypto";
import { presets } from "@stadion/protocol/params";
import { decodeProofFile, encodeProofFile, hashProof } from "@stadion/protocol/sprint";
import type { Browser, Page } from "playwright-core";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { openBrowser, textOf, type Visit, visit } from "./support/browser.ts";
import { buildWebApp, webFolder } from "./support/build-web-app.ts";
import { inspectScreen } from "./support/screens.ts";
import { type StaticServer, serveFolder } from "./support/serve-folder.ts";

let server: StaticServer;
let browser: Browser;
let lab: Visit;

beforeAll(async () => {
  await buildWebApp();
  server = await serveFolder(webFolder);
  browser = await openBrowser();
  lab = await visit(await browser.newContext(), `${server.url}#/lab`);
});

afterAll(async () => {
  await browser?.close();
  await server?.close();
});

async function choose(page: Page, group: string, name: string): Promise<void> {
  // The radio itself is hidden; people press its label.
  await page.getByRole("radiogroup", { name: group }).getByText(name, { exact: true }).click();
}

async function runSprint(page: Page, seconds: string): Promise<string> {
  await choose(page, "Preset", "test");
  await page.getByLabel("Seconds").fill(seconds);
  await page.getByRole("button", { name: "Run the Sprint" }).click();
  await page.getByText("Sprint over").waitFor({ timeout: 90_000 });
  const [download] = await Promise.all([
    page.waitForEvent("download"),
    page.getByRole("button", { name: "Download the proof" }).click(),
  ]);
  expect(download.suggestedFilename()).toMatch(/^sprint-test-[0-9a-f]{8}\.json$/);
  return readFile(await download.path(), "utf8");
}

/** What the page says of a file. */
async function verify(page: Page, text: string): Promise<string> {
  const [chooser] = await Promise.all([
    page.waitForEvent("filechooser"),
    page.getByRole("button", { name: "Open a proof file" }).click(),
  ]);
  const buffer = Buffer.from(text);
  const verdict = page.getByTestId("verdict");
  // The last verdict goes only once the file is read: what is waited for is another one.
  await verdict.evaluate((element) => element.firstElementChild?.setAttribute("data-old", ""));
  await chooser.setFiles({ name: "proof.json", mimeType: "application/json", buffer });
  const next = verdict.locator("> :not([data-old])");
  await next.waitFor({ timeout: 90_000 });
  return textOf(next);
}

describe("the Sprint lab on wasm", () => {
  let text: string;
  beforeAll(async () => {
    await choose(lab.page, "Compute with", "WebAssembly");
    text = await runSprint(lab.page, "1");
  });

  function decoded() {
    const file = decodeProofFile(text);
    if (!file.ok) throw new Error(file.message);
    return file.proof;
  }

  /** The file with another encoding in it, and the hash that fits. */
  function forged(hex: string): string {
    const proofHash = bytesToHex(hashProof(hexToBytes(hex)));
    return JSON.stringify({ ...JSON.parse(text), proof: hex, proofHash });
  }

  test("shows the adapter, the variant, the rate and what the proof weighs", async () => {
    const backend = await textOf(lab.page.getByTestId("backend"));
    expect(backend).toMatch(/WebAssembly.*\d+ threads?.*(relaxed|i16), \d+ nonces a batch/);
    // Without isolation from other origins, threads could share no memory.
    expect(backend).not.toContain("without shared memory");
    const result = await textOf(lab.page.getByTestId("run-result"));
    const count = decoded().nonces.length;
    expect(result).toContain(`${count} nonce${count === 1 ? "" : "s"} at level 0: weight ${count}`);
    expect(result).toMatch(/[\d.,]+ nonces\/s/);
  });

  test("its proof is valid", async () => {
    expect(await verify(lab.page, text)).toMatch(/^Valid All \d+ nonces? pass under preset test/);
    expect(await inspectScreen(lab.page, "lab-valid")).toEqual([]);
  });

  test.each([
    ["truncated", () => text.slice(0, -20), "it is truncated"],
    ["another file", () => "hello", "Expected a Sprint proof in JSON, found something else"],
    ["altered", () => text.replace(/"proof": ".{8}/, '"proof": "01000000'), "altered"],
    ["cut, hash and all", () => forged(JSON.parse(text).proof.slice(0, -2)), "ascending list"],
    ["grown, hash and all", () => forged(`${JSON.parse(text).proof}00`), "ascending list"],
    ["of other params", () => text.replace('"test"', '"local"'), "made under params local"],
  ])("a file that is %s is refused in one line", async (_name, tamper, reason) => {
    const said = await verify(lab.page, tamper().toString());
    expect(said.toLowerCase()).toContain(reason.toLowerCase());
    expect(said).toMatch(/^Not a proof that can be run [^.]+\.$/);
  });

  test("another Host's list under this Host's name is invalid, and the nonce is named", async () => {
    const stolen = { ...decoded(), hostKey: new Uint8Array(32).fill(7) };
    const said = await verify(lab.page, encodeProofFile(stolen, presets.test));
    expect(said).toMatch(/^Invalid Nonce \d+ does not pass/);
    expect(await inspectScreen(lab.page, "lab-invalid")).toEqual([]);
  });

  test("a sound proof of another Host is refused where this one's is asked for", async () => {
    await choose(lab.page, "Accept", "This preset, seed and Host");
    expect(await verify(lab.page, text)).toMatch(/^Valid/);
    const foreign = { ...decoded(), hostKey: new Uint8Array(32).fill(7) };
    const said = await verify(lab.page, encodeProofFile(foreign, presets.test));
    expect(said).toContain("Made by another Host");
    await choose(lab.page, "Accept", "Any proof");
  });
});

describe("the Sprint lab on WebGPU", () => {
  test("hands a GPU made of software over to wasm, and says so", async () => {
    await choose(lab.page, "Compute with", "Best available");
    await runSprint(lab.page, "0.5");
    const backend = await textOf(lab.page.getByTestId("backend"));
    expect(backend).toMatch(/WebAssembly.*WebGPU was passed over: SwiftShader/i);
  });

  test("runs on SwiftShader where that is asked for, and its proof holds on wasm", async () => {
    await choose(lab.page, "Compute with", "Software WebGPU");
    const text = await runSprint(lab.page, "1");
    const backend = await textOf(lab.page.getByTestId("backend"));
    expect(backend).toMatch(/WebGPU.*SwiftShader.*(dot4|unpack|f32)/i);
    expect(await inspectScreen(lab.page, "lab-webgpu")).toEqual([]);
    await choose(lab.page, "Compute with", "WebAssembly");
    expect(await verify(lab.page, text)).toMatch(/^Valid/);
  });
});

test("the page complained about nothing but the node that is not there", () => {
  expect(lab.complaints).toHaveLength(1);
  expect(lab.complaints[0]).toMatch(/404 .*stadion\.json$/);
});
