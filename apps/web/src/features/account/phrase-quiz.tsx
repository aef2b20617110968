import { useState } from "react";
import { Form } from "react-aria-components/Form";
import { Button, TextInput } from "#shared/ui/index.ts";
import { useTask } from "./use-task.ts";

interface PhraseQuizProps {
  readonly places: readonly number[];
  /** Gives the places whose word was wrong. */
  readonly onCheck: (answers: readonly string[]) => Promise<readonly number[]>;
  readonly onConfirmed: () => void;
  readonly onShowAgain: () => void;
}

/** Asks for three of the words: a phrase that was never read from the paper is no copy. */
export function PhraseQuiz(props: PhraseQuizProps): React.ReactNode {
  const { places, onShowAgain } = props;
  const { answers, wrong, task, change, check } = useQuiz(props);
  return (
    <Form
      className="stack"
      validationBehavior="aria"
      onSubmit={(event) => {
        event.preventDefault();
        check();
      }}
    >
      <p>Type these words from your paper.</p>
      <div className="quiz">
        {places.map((place, i) => (
          <TextInput
            key={place}
            label={`Word ${place}`}
            value={answers[i] ?? ""}
            error={wrong.includes(place) ? quizError(place, answers[i] ?? "") : undefined}
            onChange={(answer) => change(i, answer)}
          />
        ))}
      </div>
      {task.error !== undefined && <p className="field-error">{task.error}.</p>}
      <div className="row">
        <Button type="submit" look="primary" isDisabled={task.isBusy}>
          Check
        </Button>
        <Button onPress={onShowAgain}>Show the words again</Button>
      </div>
    </Form>
  );
}

function useQuiz({ places, onCheck, onConfirmed }: PhraseQuizProps) {
  const [answers, setAnswers] = useState<readonly string[]>(places.map(() => ""));
  const [wrong, setWrong] = useState<readonly number[]>([]);
  const task = useTask();
  return {
    answers,
    wrong,
    task,
    change(i: number, answer: string): void {
      setAnswers(answers.with(i, answer));
      setWrong(wrong.filter((place) => place !== places[i]));
    },
    check(): void {
      task.run(async () => {
        const found = await onCheck(answers);
        if (found.length === 0) onConfirmed();
        else setWrong(found);
      });
    },
  };
}

function quizError(place: number, answer: string): string {
  return answer.trim() === ""
    ? `Word ${place} is missing.`
    : `This is not word ${place}. Look at the paper.`;
}
