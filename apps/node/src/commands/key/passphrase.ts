import { drawPassphrase, passphraseFault } from "@stadion/protocol/host-key";
import { type CommandIo, UsageError } from "../../command.ts";

/** The passphrase to encrypt with: given, typed twice, or drawn where the person just presses Enter. */
export async function passphraseToSet(given: string | undefined, io: CommandIo): Promise<string> {
  const typed = given ?? (await io.askSecret("Passphrase (Enter to have one made): "));
  if (typed === "" && given === undefined) {
    const drawn = drawPassphrase({ bytes: io.randomBytes });
    io.warn(
      `Passphrase: ${drawn}\nWrite it down: it is kept nowhere, and without it the file is of no use`,
    );
    return drawn;
  }
  const fault = passphraseFault(typed);
  if (fault !== undefined) throw new UsageError(fault);
  if (given === undefined && (await io.askSecret("The same once more: ")) !== typed)
    throw new UsageError("Expected the same passphrase twice, found two");
  return typed;
}

/** The passphrase to open a file with. */
export async function passphraseToOpen(given: string | undefined, io: CommandIo): Promise<string> {
  return given ?? (await io.askSecret("Passphrase of the file: "));
}
