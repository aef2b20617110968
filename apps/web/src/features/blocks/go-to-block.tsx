import { useState } from "react";
import { formatCount } from "#shared/format/index.ts";
import { Button, TextInput } from "#shared/ui/index.ts";
import { readHeight } from "./read-height.ts";

/** A height to open the block of. */
export function GoToBlock({ head }: { readonly head: bigint }): React.ReactNode {
  const [text, setText] = useState("");
  const [error, setError] = useState<string>();
  const go = (event: React.FormEvent): void => {
    event.preventDefault();
    const read = readHeight(text);
    if (read.ok) location.hash = `#/blocks/${read.height}`;
    else setError(read.message);
  };
  return (
    <form className="go-to" onSubmit={go}>
      <TextInput
        label="Go to a height"
        value={text}
        inputMode="numeric"
        {...(head > 0n ? { note: `1 to ${formatCount(head)}` } : {})}
        error={error}
        onChange={(value) => {
          setText(value);
          setError(undefined);
        }}
      />
      <Button type="submit">Go</Button>
    </form>
  );
}
