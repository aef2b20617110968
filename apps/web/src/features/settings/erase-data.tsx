import { useState } from "react";
import { eraseData, isSaved, useKey } from "#shared/storage/index.ts";
import { Button, Notice, TextInput } from "#shared/ui/index.ts";

const word = "erase";

interface EraseDataProps {
  readonly onClose: () => void;
}

/** The last word before everything goes, with what it costs. */
export function EraseData({ onClose }: EraseDataProps): React.ReactNode {
  const key = useKey();
  const [typed, setTyped] = useState("");
  const erase = async (): Promise<void> => {
    await eraseData();
    // From the beginning, so that nothing that runs goes on with what is gone.
    location.hash = "#/";
    location.reload();
  };
  return (
    <div className="stack">
      <Notice kind={key && !isSaved(key) ? "bad" : "warn"} title="This can't be undone">
        <p>{costOf(key)}</p>
      </Notice>
      <TextInput
        label={`To erase everything, type ${word}`}
        value={typed}
        onChange={(value) => setTyped(value.trim().toLowerCase())}
      />
      <div className="row">
        <Button look="primary" isDisabled={typed !== word} onPress={() => void erase()}>
          Erase everything
        </Button>
        <Button onPress={onClose}>Keep it</Button>
      </div>
    </div>
  );
}

function costOf(key: ReturnType<typeof useKey>): string {
  if (!key) return "The history of your Sprints and your choices go.";
  if (isSaved(key))
    return "The key and the history go. The recovery phrase or the file brings back the key, not the history.";
  return "The key goes too, and it is saved nowhere else: its weight and earnings would be lost for good.";
}
