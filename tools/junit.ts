/** One test of a JUnit report; `failure` holds its message if it failed. */
export interface JunitResult {
  /** Path of its file, from the folder the tests ran in. */
  readonly file: string;
  readonly name: string;
  readonly failure: string | undefined;
}

const entities: Readonly<Record<string, string>> = {
  "&lt;": "<",
  "&gt;": ">",
  "&quot;": '"',
  "&apos;": "'",
  "&amp;": "&",
};

function unescapeXml(text: string): string {
  return text.replace(/&(?:lt|gt|quot|apos|amp);/g, (entity) => entities[entity] ?? entity);
}

/** Every test case of a JUnit report, as Deno writes it. */
export function junitResults(xml: string): JunitResult[] {
  const cases = xml.matchAll(/<testcase\b([^>]*?)(?:\/>|>([\s\S]*?)<\/testcase>)/g);
  return [...cases].map(([, attributes = "", body = ""]) => {
    const name = /\bname="([^"]*)"/.exec(attributes)?.[1] ?? "";
    const classname = /\bclassname="([^"]*)"/.exec(attributes)?.[1] ?? "";
    const failed = /<(?:failure|error)\b([^>]*)>?([\s\S]*)/.exec(body);
    const message = failed ? unescapeXml(`${failed[1]}${failed[2]}`) : undefined;
    const file = unescapeXml(classname).replace(/^\.\//, "");
    return { file, name: unescapeXml(name), failure: message };
  });
}
