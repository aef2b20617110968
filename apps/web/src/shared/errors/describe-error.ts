/** What went wrong, as a sentence, with the causes that were passed along. */
export function describeError(error: unknown): string {
  const sentences: string[] = [];
  let at: unknown = error;
  while (at !== undefined && sentences.length < 4) {
    const text = at instanceof Error ? at.message || at.name : String(at);
    if (!sentences.includes(text)) sentences.push(text);
    at = at instanceof Error ? at.cause : undefined;
  }
  return sentences.join(": ");
}
