import { type BackendChoice, backendKinds } from "#shared/compute/index.ts";
import type { LabState } from "./lab.ts";

interface BackendPanelProps {
  readonly state: LabState;
  readonly choice: BackendChoice;
}

/** Which backend computes, on what, by which path, and why this one. */
export function BackendPanel({ state, choice }: BackendPanelProps): React.ReactNode {
  const { backend } = state;
  if (!backend) return <p className="muted">{explainChoice(choice)}</p>;
  return (
    <div className="stack-tight" data-testid="backend">
      <dl className="facts">
        <dt>Backend</dt>
        <dd>{backendKinds[backend.kind]}</dd>
        <dt>Adapter</dt>
        <dd>{backend.adapter}</dd>
        <dt>Variant</dt>
        <dd>
          {backend.variant}, {backend.batch} nonces a batch
        </dd>
      </dl>
      <p className="muted small">{backend.reason}</p>
    </div>
  );
}

function explainChoice(choice: BackendChoice): string {
  switch (choice) {
    case "auto":
      return "WebGPU if this machine has a GPU that passes its self-test, else WebAssembly.";
    case "webgpu":
      return "The GPU, through WebGPU. Says why if this machine has none that may be used.";
    case "wasm":
      return "All processor cores, through WebAssembly.";
    case "software-webgpu":
      return "WebGPU's shaders on the processor: slow, and meant for testing them without a GPU.";
  }
}
