import { readFile } from "node:fs/promises";
import type { Browser, BrowserContext, Page } from "playwright-core";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { type AppProcess, emptyFolder, freePorts, startApp } from "./support/app-process.ts";
import { openBrowser, textOf, type Visit, visit } from "./support/browser.ts";
import { buildWebApp } from "./support/build-web-app.ts";
import { inspectScreen } from "./support/screens.ts";

// The life of a key: made, written down, exported, brought to other browsers, and kept from running twice.

const passphrase = "five words that do not belong";
let node: AppProcess;
let pageUrl: string;
let browser: Browser;
let first: Visit;
/** The first page's Host, its phrase and its file. */
let hostId: string;
let phrase: readonly string[];
let file: string;

beforeAll(async () => {
  await buildWebApp();
  const port = String(await freePorts());
  node = startApp("node", ["node", "--preset", "test", "--port", port, "--data", emptyFolder()]);
  pageUrl = String((await node.line(({ event }) => event === "started")).pageUrl);
  browser = await openBrowser();
  first = await visit(await browser.newContext(), pageUrl);
  await press(first.page, "Make a key and join");
  await go(first.page, "Account");
  await first.page.getByTestId("host-id").waitFor();
  hostId = await textOf(first.page.getByTestId("host-id"));
});

afterAll(async () => {
  await browser?.close();
  node?.kill("SIGKILL");
  await node?.exit;
});

const press = (page: Page, name: string) => page.getByRole("button", { name, exact: true }).click();

async function go(page: Page, name: "Home" | "Account" | "Settings"): Promise<void> {
  await page.getByRole("navigation").getByRole("link", { name, exact: true }).click();
  await page.getByRole("heading", { level: 1 }).waitFor();
}

/** Another browser's account page, without a key. */
async function elsewhere(): Promise<{ readonly context: BrowserContext; readonly page: Page }> {
  const context = await browser.newContext();
  const { page } = await visit(context, `${pageUrl}#/account`);
  return { context, page };
}

async function chooseFile(page: Page, text: string): Promise<void> {
  await page.getByRole("radiogroup", { name: "Restore from" }).getByText("Key file").click();
  const [chooser] = await Promise.all([
    page.waitForEvent("filechooser"),
    page.getByRole("button", { name: /Choose (the|another) file/ }).click(),
  ]);
  const buffer = Buffer.from(text);
  await chooser.setFiles({ name: "stadion-key.age", mimeType: "application/octet-stream", buffer });
}

describe("the recovery phrase", () => {
  test("shows on request, leaves with the person's eyes, and is confirmed by three words", async () => {
    const { page } = first;
    expect(await textOf(page.getByTestId("phrase-state"))).toBe("Not confirmed");
    expect(await inspectScreen(page, "key-unsaved")).toEqual([]);
    await press(page, "Write down the phrase");
    await press(page, "Show the words");
    const items = page.getByTestId("phrase").getByRole("listitem");
    await items.first().waitFor();
    phrase = (await items.allInnerTexts()).map((text) => text.replace(/[\d\s]/g, ""));
    expect(phrase).toHaveLength(24);
    expect(await inspectScreen(page, "key-phrase")).toEqual([]);

    await page.evaluate(() => {
      Object.defineProperty(document, "hidden", { configurable: true, value: true });
      document.dispatchEvent(new Event("visibilitychange"));
      Reflect.deleteProperty(document, "hidden");
    });
    await page.getByText("The words were hidden because you left the page.").waitFor();
    expect(await page.getByTestId("phrase").count()).toBe(0);
    await press(page, "Show the words");
    await press(page, "I have written them down");

    await page.locator(".quiz label").first().waitFor();
    const labels = await page.locator(".quiz label").allInnerTexts();
    expect(labels).toHaveLength(3);
    for (const label of labels) await page.getByLabel(label, { exact: true }).fill("zebra");
    await press(page, "Check");
    await page.getByText(`This is not ${labels[0]?.toLowerCase()}.`).waitFor();
    expect(await inspectScreen(page, "key-quiz-wrong")).toEqual([]);
    for (const label of labels) {
      const word = phrase[Number(label.split(" ")[1]) - 1] ?? "";
      await page.getByLabel(label, { exact: true }).fill(word);
    }
    await press(page, "Check");
    await page.getByText("Phrase confirmed").waitFor();
    await press(page, "Done");
    expect(await textOf(page.getByTestId("phrase-state"))).toMatch(/^Confirmed on \d+ \w+ \d{4}$/);
  });

  test("brings the same Host to another browser, and says which word is wrong", async () => {
    const { context, page } = await elsewhere();
    await press(page, "Restore a key");
    const words = page.getByLabel("The 24 words");
    await words.fill(["zebrra", ...phrase.slice(1)].join(" "));
    await press(page, "Read the phrase");
    await page.getByText('Word 1, "zebrra", is not in the list').waitFor();
    expect(await inspectScreen(page, "key-phrase-wrong")).toEqual([]);
    await words.fill(phrase.map((word, i) => `${i + 1}. ${word}`).join("\n"));
    await press(page, "Read the phrase");
    await page.getByRole("button", { name: "Use this key" }).waitFor();
    await press(page, "Use this key");
    await page.getByText("The key is in this browser").waitFor();
    await page.getByText(`This page is now Host ${hostId}.`).waitFor();
    await context.close();
  });
});

describe("the encrypted file", () => {
  test("is not made with a weak passphrase, and says nothing of the Host", async () => {
    const { page } = first;
    await press(page, "Export an encrypted file");
    const type = async (text: string) => {
      await page.getByLabel("Passphrase", { exact: true }).fill(text);
      await page.getByLabel("Passphrase again", { exact: true }).fill(text);
    };
    await type("123456789");
    await press(page, "Encrypt and save");
    await page.getByText("at least 10 characters, found 9").waitFor();
    expect(await inspectScreen(page, "key-export-weak")).toEqual([]);
    await type(passphrase);
    const [download] = await Promise.all([
      page.waitForEvent("download"),
      press(page, "Encrypt and save"),
    ]);
    expect(download.suggestedFilename()).toBe(`stadion-key-${hostId.slice(0, 8)}.age`);
    file = await readFile(await download.path(), "utf8");
    expect(file).toContain("BEGIN AGE ENCRYPTED FILE");
    expect(file).not.toContain(hostId);
    await page.getByText(/^Saved as/).waitFor();
    await press(page, "Done");
  });

  test("opens in another browser with its passphrase and with no other", async () => {
    const { context, page } = await elsewhere();
    await press(page, "Restore a key");
    await chooseFile(page, "a shopping list");
    await page.getByText("Expected a Stadion key file, found another file").waitFor();
    await chooseFile(page, file);
    const secret = page.getByLabel("Passphrase of the file", { exact: true });
    await secret.fill("another passphrase");
    await press(page, "Open the file");
    await page.getByText("The passphrase does not open this key file").waitFor({ timeout: 30_000 });
    expect(await inspectScreen(page, "key-file-wrong")).toEqual([]);
    await secret.fill(passphrase);
    await press(page, "Open the file");
    await page.getByRole("button", { name: "Use this key" }).waitFor({ timeout: 30_000 });
    await press(page, "Use this key");
    await page.getByText(`This page is now Host ${hostId}.`).waitFor();
    await context.close();
  });
});

test("a key that is saved nowhere goes only when its Host is typed", async () => {
  const context = await browser.newContext();
  const { page } = await visit(context, pageUrl);
  await press(page, "Make a key and join");
  await go(page, "Account");
  await page.getByTestId("host-id").waitFor();
  const own = await textOf(page.getByTestId("host-id"));
  await press(page, "Restore another key");
  await page.getByLabel("The 24 words").fill(`${"abandon ".repeat(23)}art`);
  await press(page, "Read the phrase");
  const replace = page.getByRole("button", { name: "Replace the key" });
  await replace.waitFor();
  expect(await replace.isDisabled()).toBe(true);
  expect(await inspectScreen(page, "key-let-go")).toEqual([]);
  await page.getByLabel(/^To let it go/).fill(own.slice(0, 6));
  await replace.click();
  await page.getByText("The key is in this browser").waitFor();
  // The Host of 32 zero bytes, whose phrase is known to all (RFC 8032's arithmetic gives its public key).
  const zero = "3b6a27bcceb6a42d62a3a8d02a6f0d73653215771de243a63ac048a18b59da29";
  await page.getByText(`This page is now Host ${zero}.`).waitFor();
  await context.close();
});

test("a key of the first version of the page is still there, and its phrase is unconfirmed", async () => {
  const context = await browser.newContext();
  const { page } = await visit(context, `${pageUrl}/stadion.json`);
  const old = "d75a980182b10ab7d54bfed3c964073a0ee172f3daa62325af021a68f707511a";
  await page.evaluate(
    ({ hostId, secret }) =>
      new Promise<void>((resolve, reject) => {
        const request = indexedDB.open("stadion", 10); // Dexie counts in tens
        request.onerror = () => reject(request.error);
        request.onupgradeneeded = () => {
          const { result } = request;
          result
            .createObjectStore("values", { keyPath: ["owner", "name"] })
            .createIndex("owner", "owner");
          const secretKey = Uint8Array.from(secret.match(/../g) ?? [], (byte) =>
            Number.parseInt(byte, 16),
          );
          const record = { hostId, secretKey, createdAtMs: 1, exportedAtMs: 0 };
          result.createObjectStore("keys", { keyPath: "hostId" }).add(record);
        };
        request.onsuccess = () => {
          request.result.close();
          resolve();
        };
      }),
    { hostId: old, secret: "9d61b19deffd5a60ba844af492ec2cc44449c5697b326919703bac031cae7f60" },
  );
  await page.goto(`${pageUrl}#/account`);
  await page.getByTestId("host-id").getByText(old).waitFor();
  expect(await textOf(page.getByTestId("phrase-state"))).toBe("Not confirmed");
  await press(page, "Write down the phrase");
  await press(page, "Show the words");
  await page.getByTestId("phrase").waitFor();
  await context.close();
});

test("what the page keeps is saved as a file without the secret, and erased with what it costs told", async () => {
  const context = await browser.newContext();
  const { page } = await visit(context, pageUrl);
  await press(page, "Make a key and join");
  await go(page, "Settings");
  await page.getByText(/^1 key and /).waitFor();
  const [download] = await Promise.all([
    page.waitForEvent("download"),
    press(page, "Save it as a file"),
  ]);
  const text = await readFile(await download.path(), "utf8");
  expect(JSON.parse(text)).toMatchObject({ format: "stadion-page-data/1" });
  expect(text).not.toContain("secretKey");
  await press(page, "Erase it");
  await page.getByText(/saved nowhere else/).waitFor();
  expect(await inspectScreen(page, "settings-erase")).toEqual([]);
  await page.getByLabel(/^To erase everything/).fill("erase");
  await press(page, "Erase everything");
  await page.getByRole("button", { name: "Make a key and join" }).waitFor();
  await go(page, "Account");
  await page.getByText("There is no key in this browser yet.").waitFor();
  await context.close();
});

test("one key on two machines: the second looks on until its person says that the other is stopped", async () => {
  // The first page's Host is seen on the ledger by its heartbeats.
  await go(first.page, "Home");
  const { context, page } = await elsewhere();
  await press(page, "Restore a key");
  await page.getByLabel("The 24 words").fill(phrase.join(" "));
  await press(page, "Read the phrase");
  await press(page, "Use this key");
  await page.getByText("This key signs on another machine").waitFor({ timeout: 60_000 });
  expect(await inspectScreen(page, "key-elsewhere")).toEqual([]);
  await first.page.close();
  await press(page, "I stopped the other one");
  await page.getByText("This key signs on another machine").waitFor({ state: "hidden" });
  await context.close();
});

test("no page complained, and no secret was on a console", () => {
  expect(first.complaints).toEqual([]);
});
