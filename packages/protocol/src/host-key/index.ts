export type { KeyFileWork } from "./age.ts";
export { decodeKeyFile, encodeKeyFile, keyFileName } from "./key-file.ts";
export type { KeyFile, KeyFileFault } from "./key-file-faults.ts";
export { hostIdOf } from "./key-text.ts";
export { drawPassphrase, passphraseFault } from "./passphrase.ts";
export type { Phrase, PhraseFault } from "./phrase.ts";
export { decodePhrase, encodePhrase, phraseLength } from "./phrase.ts";
export { checkQuiz, drawQuiz } from "./quiz.ts";
export type { HostKey } from "./types.ts";
