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

interface TroubleProps {
  readonly message: string;
  readonly onAgain: () => void;
}

export function NoNode({ message, onAgain }: TroubleProps): React.ReactNode {
  return (
    <>
      <h1>Home</h1>
      <Notice kind="bad" title="This page came from no full node">
        <p className="wrap-anywhere">{message}.</p>
        <p>
          Start a node with <code>npm start</code> and open the address that it prints. The{" "}
          <a href="#/lab">Sprint lab</a> works without one.
        </p>
      </Notice>
      <div className="row">
        <Button onPress={onAgain}>Look again</Button>
      </div>
    </>
  );
}

export function Failed({ message, onAgain }: TroubleProps): React.ReactNode {
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
