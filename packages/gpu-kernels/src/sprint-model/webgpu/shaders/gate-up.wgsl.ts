/** The gated product of the feed-forward, in place of the gate (SP14). */
export const gateUpShader = /* wgsl */ `
//   tables   i32 (592)         in: see tables.ts
//   up       u32 (M, F / 4)    in
//   gate     u32 (M, F / 4)    in and out
// One invocation per word. |silu * up| < 2^14.
// Contract: exact, on every device.

struct GateUp {
  first: u32,
  words: u32,
}

@group(0) @binding(0) var<uniform> shape: GateUp;
@group(0) @binding(1) var<storage, read> tables: array<i32>;
@group(0) @binding(2) var<storage, read> up: array<u32>;
@group(0) @binding(3) var<storage, read_write> gate: array<u32>;

const siluAt = 256;

@compute @workgroup_size(64)
fn main(@builtin(workgroup_id) group: vec3<u32>, @builtin(local_invocation_index) lane: u32) {
  let index = (shape.first + group.x) * 64u + lane;
  if (index >= shape.words) {
    return;
  }
  let g = unpack4xI8(gate[index]) + vec4<i32>(siluAt + 128);
  let silu = vec4<i32>(tables[g.x], tables[g.y], tables[g.z], tables[g.w]);
  let f = (silu * unpack4xI8(up[index]) + vec4<i32>(16)) >> vec4<u32>(5u);
  gate[index] = pack4xI8(clamp(f, vec4<i32>(-127), vec4<i32>(127)));
}
`;
