import { KeyConflict } from "#shared/host/index.ts";
import { Button, Notice } from "#shared/ui/index.ts";

export function Elsewhere(): React.ReactNode {
  return (
    <>
      <h1>Home</h1>
      <KeyConflict standing="elsewhere" view={undefined} />
    </>
  );
}

interface FailedProps {
  readonly message: string;
  readonly onAgain: () => void;
}

export function Failed({ message, onAgain }: FailedProps): React.ReactNode {
  return (
    <>
      <h1>Home</h1>
      <Notice kind="bad" title="The Host stopped">
        <p className="wrap-anywhere">{message}.</p>
        <p>Your key and what was found are kept.</p>
      </Notice>
      <div className="row">
        <Button look="primary" onPress={onAgain}>
          Start again
        </Button>
      </div>
    </>
  );
}
