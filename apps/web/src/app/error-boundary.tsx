import { Component } from "react";
import { describeError } from "#shared/errors/index.ts";
import { Button, Notice } from "#shared/ui/index.ts";

interface Props {
  readonly children: React.ReactNode;
}

/** Shows what broke a page; the rest of the app stays. React asks for a class here. */
export class ErrorBoundary extends Component<Props, { readonly message: string | undefined }> {
  override state = { message: undefined as string | undefined };

  static getDerivedStateFromError(error: unknown): { message: string } {
    return { message: describeError(error) };
  }

  override render(): React.ReactNode {
    const { message } = this.state;
    if (message === undefined) return this.props.children;
    return (
      <Notice kind="bad" title="This page could not be shown">
        <p className="wrap-anywhere">{message}</p>
        <p>
          Your key is stored apart from it. Reload the page; if it fails again, report the sentence
          above.
        </p>
        <div className="row">
          <Button onPress={() => location.reload()}>Reload</Button>
        </div>
      </Notice>
    );
  }
}
