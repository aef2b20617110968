import { useEffect, useState } from "react";
import { formatBytes } from "#shared/format/index.ts";
import { askToPersist } from "#shared/storage/index.ts";
import { Button } from "#shared/ui/index.ts";

interface Kept {
  readonly persisted: boolean;
  readonly usedBytes: number | undefined;
  /** Whether the person asked in vain. */
  readonly refused: boolean;
}

/** Whether the browser may delete what this page keeps. */
export function StorageSettings(): React.ReactNode {
  const [kept, setKept] = useState<Kept>();
  useEffect(() => {
    readKept().then((now) => setKept({ ...now, refused: false }));
  }, []);
  const ask = async (): Promise<void> => {
    const persisted = await askToPersist();
    setKept({ ...(await readKept()), refused: !persisted });
  };
  return (
    <section className="section" aria-labelledby="storage">
      <h2 id="storage">Storage</h2>
      {kept && (
        <div className="stack" aria-live="polite">
          <p>
            {kept.persisted
              ? "The browser keeps this page's data until you delete it."
              : "The browser may delete this page's data, your key with it, when space runs short."}
            {kept.usedBytes !== undefined && ` In use: ${formatBytes(kept.usedBytes)}.`}
          </p>
          {!kept.persisted && (
            <div className="row">
              <Button onPress={() => void ask()}>Ask the browser to keep it</Button>
            </div>
          )}
          {kept.refused && (
            <p className="small">
              The browser said no. It may agree once you have bookmarked or installed the page. The
              recovery phrase is safe either way.
            </p>
          )}
        </div>
      )}
    </section>
  );
}

async function readKept(): Promise<Omit<Kept, "refused">> {
  const storage = navigator.storage as StorageManager | undefined;
  const [persisted, estimate] = await Promise.all([storage?.persisted(), storage?.estimate()]);
  return { persisted: persisted ?? false, usedBytes: estimate?.usage };
}
