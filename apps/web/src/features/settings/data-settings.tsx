import { useLiveQuery } from "dexie-react-hooks";
import { useState } from "react";
import { saveFile } from "#shared/files/index.ts";
import { formatCountOf } from "#shared/format/index.ts";
import { countData, exportData, type PageData } from "#shared/storage/index.ts";
import { Button } from "#shared/ui/index.ts";
import { EraseData } from "./erase-data.tsx";

/** What this page keeps in this browser: to take along, and to be rid of. */
export function DataSettings(): React.ReactNode {
  const count = useLiveQuery(countData);
  const [isErasing, setErasing] = useState(false);
  const save = async (): Promise<void> => saveFile("stadion-page-data.json", await exportData());
  return (
    <section className="section" aria-labelledby="data">
      <h2 id="data">Data of this page</h2>
      {count && <p>{dataWords(count)}</p>}
      {isErasing ? (
        <EraseData onClose={() => setErasing(false)} />
      ) : (
        <div className="row">
          <Button onPress={() => void save()}>Save it as a file</Button>
          <Button onPress={() => setErasing(true)}>Erase it</Button>
        </div>
      )}
      <p className="muted small">
        The file holds no secret. The key itself is saved under <a href="#/account">Account</a>.
      </p>
    </section>
  );
}

function dataWords({ keys, values }: PageData): string {
  if (keys + values === 0) return "Nothing is kept yet.";
  const key = keys === 0 ? "" : `${formatCountOf(keys, "key")} and `;
  return `${key}${formatCountOf(values, "value")}: what was found and committed, the history of your Sprints, the measured speed of this machine, your choices. All of it is in this browser and nowhere else.`;
}
