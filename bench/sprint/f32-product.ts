// A float product of our own, with the same tile and the same reads as the exact one: what int8 is held against.

import { columns, inner } from "../product.ts";

const tileRows = 8;
const tileColumns = 8;

const shader = /* wgsl */ `
// C = A B in f32.
//   a   vec4<f32> (M, K / 4)   in
//   b   vec4<f32> (K, N / 4)   in
//   c   vec4<f32> (M, N / 4)   out
// One invocation per tile of 8 x 8, the fastest of those tried on Mesa 25 (8 x 4: 14 G/s, 8 x 8: 17); the row is the same for a
// whole workgroup, and sums are named one by one, as in the exact product.
override WORDS: u32;
override COLUMNS: u32;

@group(0) @binding(0) var<storage, read> a: array<vec4<f32>>;
@group(0) @binding(1) var<storage, read> b: array<vec4<f32>>;
@group(0) @binding(2) var<storage, read_write> c: array<vec4<f32>>;

// Four k of four columns.
fn take(start: u32) -> mat4x4<f32> {
  return mat4x4<f32>(b[start], b[start + COLUMNS], b[start + 2u * COLUMNS], b[start + 3u * COLUMNS]);
}

fn term(v: vec4<f32>, m: mat4x4<f32>) -> vec4<f32> {
  return v.x * m[0] + v.y * m[1] + v.z * m[2] + v.w * m[3];
}

@compute @workgroup_size(64)
fn main(@builtin(workgroup_id) group: vec3<u32>, @builtin(local_invocation_index) lane: u32) {
  let row = group.x * 8u;
  let column = (group.y * 64u + lane) * 2u;
  let at = row * WORDS;
  var s0 = vec4<f32>(0);
  var t0 = vec4<f32>(0);
  var s1 = vec4<f32>(0);
  var t1 = vec4<f32>(0);
  var s2 = vec4<f32>(0);
  var t2 = vec4<f32>(0);
  var s3 = vec4<f32>(0);
  var t3 = vec4<f32>(0);
  var s4 = vec4<f32>(0);
  var t4 = vec4<f32>(0);
  var s5 = vec4<f32>(0);
  var t5 = vec4<f32>(0);
  var s6 = vec4<f32>(0);
  var t6 = vec4<f32>(0);
  var s7 = vec4<f32>(0);
  var t7 = vec4<f32>(0);
  for (var k = 0u; k < WORDS; k++) {
    let near = take(4u * k * COLUMNS + column);
    let far = take(4u * k * COLUMNS + column + 1u);
    let a0 = a[at + k];
    s0 += term(a0, near);
    t0 += term(a0, far);
    let a1 = a[at + WORDS + k];
    s1 += term(a1, near);
    t1 += term(a1, far);
    let a2 = a[at + 2u * WORDS + k];
    s2 += term(a2, near);
    t2 += term(a2, far);
    let a3 = a[at + 3u * WORDS + k];
    s3 += term(a3, near);
    t3 += term(a3, far);
    let a4 = a[at + 4u * WORDS + k];
    s4 += term(a4, near);
    t4 += term(a4, far);
    let a5 = a[at + 5u * WORDS + k];
    s5 += term(a5, near);
    t5 += term(a5, far);
    let a6 = a[at + 6u * WORDS + k];
    s6 += term(a6, near);
    t6 += term(a6, far);
    let a7 = a[at + 7u * WORDS + k];
    s7 += term(a7, near);
    t7 += term(a7, far);
  }
  let to = row * COLUMNS + column;
  c[to] = s0;
  c[to + 1u] = t0;
  c[to + COLUMNS] = s1;
  c[to + COLUMNS + 1u] = t1;
  c[to + 2u * COLUMNS] = s2;
  c[to + 2u * COLUMNS + 1u] = t2;
  c[to + 3u * COLUMNS] = s3;
  c[to + 3u * COLUMNS + 1u] = t3;
  c[to + 4u * COLUMNS] = s4;
  c[to + 4u * COLUMNS + 1u] = t4;
  c[to + 5u * COLUMNS] = s5;
  c[to + 5u * COLUMNS + 1u] = t5;
  c[to + 6u * COLUMNS] = s6;
  c[to + 6u * COLUMNS + 1u] = t6;
  c[to + 7u * COLUMNS] = s7;
  c[to + 7u * COLUMNS + 1u] = t7;
}
`;

/** Buffers with a, b on the device; each call multiplies them `times` times. */
export async function openF32Product(
  device: GPUDevice,
  rows: number,
  a: Int8Array,
  b: Int8Array,
): Promise<{ run(times: number): Promise<void>; read(): Promise<Float32Array> }> {
  const module = device.createShaderModule({ code: shader });
  const constants = { WORDS: inner / 4, COLUMNS: columns / 4 };
  const compute = { module, entryPoint: "main", constants };
  const pipeline = await device.createComputePipelineAsync({ layout: "auto", compute });
  const flags = GPUBufferUsage.STORAGE | GPUBufferUsage.COPY_DST | GPUBufferUsage.COPY_SRC;
  const buffers = [rows * inner, inner * columns, rows * columns].map((values) =>
    device.createBuffer({ size: 4 * values, usage: flags }),
  );
  const [bufferA, bufferB, bufferC] = buffers as [GPUBuffer, GPUBuffer, GPUBuffer];
  device.queue.writeBuffer(bufferA, 0, Float32Array.from(a));
  device.queue.writeBuffer(bufferB, 0, Float32Array.from(b));
  const bindings = device.createBindGroup({
    layout: pipeline.getBindGroupLayout(0),
    entries: buffers.map((buffer, binding) => ({ binding, resource: { buffer } })),
  });
  return {
    async run(times) {
      for (let i = 0; i < times; i++) {
        const encoder = device.createCommandEncoder();
        const pass = encoder.beginComputePass();
        pass.setPipeline(pipeline);
        pass.setBindGroup(0, bindings);
        pass.dispatchWorkgroups(rows / tileRows, columns / tileColumns / 64);
        pass.end();
        device.queue.submit([encoder.finish()]);
      }
      await device.queue.onSubmittedWorkDone();
    },
    async read() {
      const size = 4 * rows * columns;
      const copy = device.createBuffer({
        size,
        usage: GPUBufferUsage.MAP_READ | GPUBufferUsage.COPY_DST,
      });
      const encoder = device.createCommandEncoder();
      encoder.copyBufferToBuffer(bufferC, 0, copy, 0, size);
      device.queue.submit([encoder.finish()]);
      await copy.mapAsync(GPUMapMode.READ);
      return new Float32Array(copy.getMappedRange().slice(0));
    },
  };
}
