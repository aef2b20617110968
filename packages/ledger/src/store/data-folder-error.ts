/** A data folder that can't be used; the message is one line that says why (LD8). */
export class DataFolderError extends Error {
  override readonly name = "DataFolderError";
  readonly folder: string;

  constructor(folder: string, message: string, options?: ErrorOptions) {
    super(message, options);
    this.folder = folder;
  }
}
