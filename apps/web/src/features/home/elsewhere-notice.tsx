import type { ElsewhereView } from "@stadion/protocol/host";
import { formatCount } from "#shared/format/index.ts";
import { BlockLink, Button, Notice } from "#shared/ui/index.ts";

interface ElsewhereNoticeProps {
  readonly elsewhere: ElsewhereView;
  readonly onTakeOver: () => void;
}

/** The same key signs on another machine, so that this one only looks on (HO21). */
export function ElsewhereNotice({ elsewhere, onTakeOver }: ElsewhereNoticeProps): React.ReactNode {
  const { height, freeHeight } = elsewhere;
  return (
    <Notice kind="warn" title="This key signs on another machine">
      <p>
        <BlockLink height={height}>Block {formatCount(height)}</BlockLink> took something that was
        not sent from here. Two machines of one key overwrite each other's commits, so this one only
        looks on. If the other stays silent until block {formatCount(freeHeight)}, this one goes on
        by itself.
      </p>
      <div className="row">
        <Button onPress={onTakeOver}>I stopped the other one</Button>
      </div>
    </Notice>
  );
}
