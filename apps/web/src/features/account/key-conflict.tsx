import type { HostView } from "@stadion/protocol/host";
import { formatCount } from "#shared/format/index.ts";
import { host, type Standing } from "#shared/host/index.ts";
import { Button, Notice } from "#shared/ui/index.ts";

interface KeyConflictProps {
  readonly standing: Standing;
  readonly view: HostView | undefined;
}

/** Where else this key runs: in another tab, or on another machine as the ledger shows (HO21). */
export function KeyConflict({ standing, view }: KeyConflictProps): React.ReactNode {
  if (standing === "elsewhere")
    return (
      <Notice kind="warn" title="This key runs in another tab">
        <p>One key runs once. This tab takes over as soon as the other one is closed.</p>
      </Notice>
    );
  if (!view?.elsewhere) return null;
  const { height, freeHeight } = view.elsewhere;
  return (
    <Notice kind="warn" title="This key signs on another machine">
      <p>
        <a href={`#/blocks/${height}`}>Block {formatCount(height)}</a> took a transaction that was
        not sent from here. Two machines of one key would overwrite each other's commits, so nothing
        is signed here before block {formatCount(freeHeight)}, and only if the other stays silent.
      </p>
      <div className="row">
        <Button onPress={() => host.send({ type: "take-over" })}>I stopped the other one</Button>
      </div>
    </Notice>
  );
}
