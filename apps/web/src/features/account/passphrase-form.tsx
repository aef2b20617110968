import { useState } from "react";
import { Form } from "react-aria-components/Form";
import { Button, Notice, SecretInput } from "#shared/ui/index.ts";

interface PassphraseFormProps {
  readonly isBusy: boolean;
  /** What is wrong with a passphrase; nothing if it will do. */
  readonly faultOf: (passphrase: string) => Promise<string | undefined>;
  readonly onDraw: () => Promise<string>;
  readonly onSubmit: (passphrase: string) => void;
}

/** Asks for a new passphrase twice, or draws one. */
export function PassphraseForm(props: PassphraseFormProps): React.ReactNode {
  const { isBusy } = props;
  const { first, second, drawn, fault, differs, setSecond, type, draw, submit } =
    usePassphrase(props);
  return (
    <Form
      className="stack"
      validationBehavior="aria"
      onSubmit={(event) => {
        event.preventDefault();
        void submit();
      }}
    >
      {drawn !== undefined && <DrawnPassphrase drawn={drawn} />}
      <SecretInput
        label="Passphrase"
        isNew
        value={first}
        isDisabled={isBusy}
        note="Long beats strange. This page refuses what is surely weak; what it accepts may still be easy to guess."
        error={fault === undefined ? undefined : `${fault}.`}
        onChange={type}
      />
      <SecretInput
        label="Passphrase again"
        isNew
        value={second}
        isDisabled={isBusy}
        error={differs ? "The two are not the same yet." : undefined}
        onChange={setSecond}
      />
      <div className="row">
        <Button type="submit" look="primary" isDisabled={isBusy || second === "" || differs}>
          Encrypt and save
        </Button>
        <Button isDisabled={isBusy} onPress={() => void draw()}>
          Draw a passphrase
        </Button>
      </div>
    </Form>
  );
}

function usePassphrase({ faultOf, onDraw, onSubmit }: PassphraseFormProps) {
  const [first, setFirst] = useState("");
  const [second, setSecond] = useState("");
  const [drawn, setDrawn] = useState<string>();
  const [fault, setFault] = useState<string>();
  const differs = second !== "" && first !== second;
  return {
    first,
    second,
    drawn,
    fault,
    differs,
    setSecond,
    type(value: string): void {
      setFirst(value);
      setFault(undefined);
    },
    async draw(): Promise<void> {
      setDrawn(await onDraw());
      setFault(undefined);
    },
    async submit(): Promise<void> {
      const found = await faultOf(first);
      setFault(found);
      if (found === undefined && !differs) onSubmit(first);
    },
  };
}

function DrawnPassphrase({ drawn }: { readonly drawn: string }): React.ReactNode {
  return (
    <Notice title="Write this passphrase down, then type it twice">
      <p className="mono drawn" translate="no" data-testid="drawn">
        {drawn}
      </p>
      <p className="small muted">
        Six words drawn at random: 66 bits, beyond guessing. It is kept nowhere.
      </p>
    </Notice>
  );
}
