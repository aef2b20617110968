import { Button } from "#shared/ui/index.ts";

interface PhraseWordsProps {
  readonly words: readonly string[];
  readonly onWritten: () => void;
  readonly onHide: () => void;
}

/** The words by their number. Kept from translation services, which would be sent them. */
export function PhraseWords({ words, onWritten, onHide }: PhraseWordsProps): React.ReactNode {
  return (
    <>
      <p>Write them down in this order.</p>
      <ol className="phrase" translate="no" data-testid="phrase">
        {words.map((word, i) => (
          // A word may come twice; its place is what names it.
          // biome-ignore lint/suspicious/noArrayIndexKey: the list never changes order
          <li key={i}>
            <span className="phrase-place">{i + 1}</span> {word}
          </li>
        ))}
      </ol>
      <div className="row">
        <Button look="primary" onPress={onWritten}>
          I have written them down
        </Button>
        <Button onPress={onHide}>Hide</Button>
      </div>
    </>
  );
}
