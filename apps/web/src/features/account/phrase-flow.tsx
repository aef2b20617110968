import { useEffect, useState } from "react";
import { useKeySession } from "#shared/key/index.ts";
import { Button, Notice } from "#shared/ui/index.ts";
import { Flow } from "./flow.tsx";
import { PhraseQuiz } from "./phrase-quiz.tsx";
import { PhraseWords } from "./phrase-words.tsx";
import { useTask } from "./use-task.ts";

type Step =
  | { readonly at: "warned"; readonly wasHidden: boolean }
  | { readonly at: "shown"; readonly words: readonly string[] }
  | { readonly at: "asked"; readonly places: readonly number[] }
  | { readonly at: "confirmed" };

interface PhraseFlowProps {
  readonly onClose: () => void;
}

/** The recovery phrase: shown on request, written down, asked for. Its words leave the page as soon as it is hidden. */
export function PhraseFlow({ onClose }: PhraseFlowProps): React.ReactNode {
  const { calls } = useKeySession();
  const task = useTask();
  const [step, setStep] = useState<Step>({ at: "warned", wasHidden: false });
  useHideWhenAway(() => {
    setStep((now) => (now.at === "shown" ? { at: "warned", wasHidden: true } : now));
  });
  const show = (): void =>
    task.run(async () => setStep({ at: "shown", words: await calls().showPhrase() }));
  const ask = (): void =>
    task.run(async () => setStep({ at: "asked", places: await calls().drawQuiz() }));
  return (
    <Flow
      title="Recovery phrase"
      step={step.at}
      error={task.error}
      isDone={step.at === "confirmed"}
      onClose={onClose}
    >
      {step.at === "warned" && (
        <PhraseWarning wasHidden={step.wasHidden} isBusy={task.isBusy} onShow={show} />
      )}
      {step.at === "shown" && (
        <PhraseWords
          words={step.words}
          onWritten={ask}
          onHide={() => setStep({ at: "warned", wasHidden: false })}
        />
      )}
      {step.at === "asked" && (
        <PhraseQuiz
          key={step.places.join()}
          places={step.places}
          onCheck={(answers) => calls().answerQuiz(step.places, answers)}
          onConfirmed={() => setStep({ at: "confirmed" })}
          onShowAgain={show}
        />
      )}
      {step.at === "confirmed" && (
        <Notice kind="good" title="Phrase confirmed">
          <p>
            Keep the paper where you keep what must not be lost. These words bring the key back.
          </p>
        </Notice>
      )}
    </Flow>
  );
}

interface PhraseWarningProps {
  readonly wasHidden: boolean;
  readonly isBusy: boolean;
  readonly onShow: () => void;
}

function PhraseWarning({ wasHidden, isBusy, onShow }: PhraseWarningProps): React.ReactNode {
  return (
    <>
      {wasHidden && <p>The words were hidden because you left the page.</p>}
      <p>
        Twenty-four words are your key in another form. Take pen and paper, and see that nobody
        looks on: whoever has the words has the Host, its weight and its earnings.
      </p>
      <p className="muted small">
        No photo, no screenshot, no copying: pictures and clipboards travel to other machines.
        Nobody from Stadion will ever ask for the words.
      </p>
      <div className="row">
        <Button look="primary" isDisabled={isBusy} onPress={onShow}>
          Show the words
        </Button>
      </div>
    </>
  );
}

/** Calls back when nobody looks at the page any more. */
function useHideWhenAway(onAway: () => void): void {
  useEffect(() => {
    const look = (): void => {
      if (document.hidden) onAway();
    };
    document.addEventListener("visibilitychange", look);
    return () => document.removeEventListener("visibilitychange", look);
  });
}
