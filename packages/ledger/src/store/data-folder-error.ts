/**
 * A data folder that can't be used, or not any further; the message is one line that says why (LD8).
 *
 * It is all that a store and an engine throw for what lies in the folder: locked, another network's, or records that
 * contradict each other or this program.
 */
export class DataFolderError extends Error {
  override readonly name = "DataFolderError";
  readonly folder: string;

  /** @param fault - goes on after the folder's name, e.g. "cannot be written: disk full" */
  constructor(folder: string, fault: string, options?: ErrorOptions) {
    super(`Data folder ${folder} ${fault}`, options);
    this.folder = folder;
  }
}
