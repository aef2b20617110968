import { computeStage } from "./flags.ts";
import { attentionShader } from "./shaders/attention.wgsl.ts";
import { digestShader } from "./shaders/digest.wgsl.ts";
import { gateUpShader } from "./shaders/gate-up.wgsl.ts";
import { generatorShader } from "./shaders/generator.wgsl.ts";
import { normShader } from "./shaders/norm.wgsl.ts";
import { scoreShader } from "./shaders/score.wgsl.ts";
import type { TestHooks } from "./test-hooks.ts";
import type { Variant } from "./variants.ts";

/** A compiled entry point. Binding 0 is its uniform struct, at an offset of its own for each dispatch. */
export interface Kernel {
  readonly name: string;
  readonly pipeline: GPUComputePipeline;
  readonly layout: GPUBindGroupLayout;
  /** Binding numbers of the storage buffers, in the order `bind` takes them. */
  readonly bindings: readonly number[];
}

/** Everything but the matrix product: one version each. */
export interface CommonKernels {
  readonly weights: Kernel;
  readonly embed: Kernel;
  readonly norm: Kernel;
  readonly attention: Kernel;
  readonly gateUp: Kernel;
  readonly digest: Kernel;
  readonly score: Kernel;
}

/** Bytes of the largest uniform struct, rounded up. */
export const uniformBytes = 64;

type Access = "in" | "out";

interface Source {
  readonly name: string;
  readonly wgsl: string;
  readonly entryPoint: string;
  /** Access of the storage buffers, from binding `firstBinding` on. */
  readonly buffers: readonly Access[];
  readonly firstBinding?: number;
  readonly constants?: Record<string, number>;
}

/** Kernels that sum over a workgroup; on a CPU driver a workgroup is one lane, which needs no barrier. */
const summing: readonly string[] = ["norm", "score"];
const gpuLanes = 64;

const sources: Record<keyof CommonKernels, Omit<Source, "name">> = {
  weights: { wgsl: generatorShader, entryPoint: "weights", buffers: ["out"] },
  embed: {
    wgsl: generatorShader,
    entryPoint: "embed",
    buffers: ["in", "out"],
    firstBinding: 2,
  },
  norm: { wgsl: normShader, entryPoint: "main", buffers: ["in", "out"] },
  attention: { wgsl: attentionShader, entryPoint: "main", buffers: ["in", "in", "out"] },
  gateUp: { wgsl: gateUpShader, entryPoint: "main", buffers: ["in", "in", "out"] },
  digest: { wgsl: digestShader, entryPoint: "main", buffers: ["in", "in", "in", "out", "out"] },
  score: { wgsl: scoreShader, entryPoint: "main", buffers: ["in", "in", "in", "out"] },
};

export async function compileCommon(
  device: GPUDevice,
  software: boolean,
  hooks: TestHooks,
): Promise<CommonKernels> {
  const lanes = { LANES: software ? 1 : gpuLanes };
  const names = Object.keys(sources) as (keyof CommonKernels)[];
  const kernels = await Promise.all(
    names.map(async (name) => {
      const constants = summing.includes(name) ? lanes : {};
      return [name, await compile(device, { name, ...sources[name], constants }, hooks)];
    }),
  );
  return Object.fromEntries(kernels) as CommonKernels;
}

/** Rejects when the driver refuses the shader. */
export function compileProduct(
  device: GPUDevice,
  variant: Variant,
  hooks: TestHooks,
): Promise<Kernel> {
  const { name, wgsl, rows, columns, chunk } = variant;
  const buffers: Access[] = ["in", "in", "out"];
  const constants = { ROWS: rows, COLUMNS: columns, CHUNK: chunk };
  return compile(device, { name, wgsl, entryPoint: "main", buffers, constants }, hooks);
}

async function compile(device: GPUDevice, source: Source, hooks: TestHooks): Promise<Kernel> {
  const { name, entryPoint, buffers, firstBinding = 1, constants = {} } = source;
  const code = hooks.miscompile?.(name, source.wgsl) ?? source.wgsl;
  const uniform: GPUBindGroupLayoutEntry = {
    binding: 0,
    visibility: computeStage,
    buffer: { type: "uniform", hasDynamicOffset: true, minBindingSize: uniformBytes },
  };
  const storage = buffers.map(
    (access, i): GPUBindGroupLayoutEntry => ({
      binding: firstBinding + i,
      visibility: computeStage,
      buffer: { type: access === "in" ? "read-only-storage" : "storage" },
    }),
  );
  const layout = device.createBindGroupLayout({ label: name, entries: [uniform, ...storage] });
  device.pushErrorScope("validation");
  const module = device.createShaderModule({ label: name, code });
  // Taken here so that it is not reported as nobody's error; `firstMistake` says it better.
  device.popErrorScope().catch(() => {});
  const pipeline = await device
    .createComputePipelineAsync({
      label: name,
      layout: device.createPipelineLayout({ bindGroupLayouts: [layout] }),
      compute: { module, entryPoint, constants },
    })
    .catch(async (error) => {
      throw new Error((await firstMistake(module)) ?? error.message);
    });
  return { name, pipeline, layout, bindings: storage.map((entry) => entry.binding) };
}

/** The pipeline's own error names the module only. */
async function firstMistake(module: GPUShaderModule): Promise<string | undefined> {
  const { messages } = await module.getCompilationInfo();
  const mistake = messages.find(({ type }) => type === "error");
  return mistake && `line ${mistake.lineNum}: ${mistake.message}`;
}
