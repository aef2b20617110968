import type { HostView } from "@stadion/protocol/host";
import { formatCount } from "#shared/format/index.ts";
import { BlockLink, Button, Notice } from "#shared/ui/index.ts";
import { host } from "./host.ts";
import type { Standing } from "./host-messages.ts";

interface KeyConflictProps {
  readonly standing: Standing;
  readonly view: HostView | undefined;
}

/** Where else this key runs: in another tab, or on another machine as the ledger shows (HO21). */
export function KeyConflict({ standing, view }: KeyConflictProps): React.ReactNode {
  if (standing === "elsewhere")
    return (
      <Notice kind="warn" title="This key runs in another tab">
        <p>
          One key runs once: two would overwrite each other's commits. This tab waits, and takes
          over as soon as the other one is closed.
        </p>
      </Notice>
    );
  if (!view?.elsewhere) return null;
  const { height, freeHeight } = view.elsewhere;
  return (
    <Notice kind="warn" title="This key signs on another machine">
      <p>
        <BlockLink height={height}>Block {formatCount(height)}</BlockLink> took something that was
        not sent from here. Two machines of one key overwrite each other's commits, so this one only
        looks on. If the other stays silent until block {formatCount(freeHeight)}, this one goes on
        by itself.
      </p>
      <div className="row">
        <Button onPress={() => host.send({ type: "take-over" })}>I stopped the other one</Button>
      </div>
    </Notice>
  );
}
