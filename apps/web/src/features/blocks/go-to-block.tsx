import { useState } from "react";
import { Button, TextInput } from "#shared/ui/index.ts";
import { readHeight } from "./read-height.ts";

/** A height to open the block of. */
export function GoToBlock(): React.ReactNode {
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
