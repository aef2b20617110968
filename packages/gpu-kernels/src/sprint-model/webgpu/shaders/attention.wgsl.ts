/** Causal attention of 4 positions in heads of 4 dimensions (SP13). */
export const attentionShader = /* wgsl */ `
//   tables   i32 (592)          in: see tables.ts
//   qkv      u32 (4 B, 3 D / 4) in: per row D / 4 queries, keys, values; a word is one head
//   mixed    u32 (4 B, D / 4)   out
// One invocation per nonce and head. |scores| < 2^17 and shares < 2^18 in sum: no product leaves i32.
// Contract: exact, on every device.

struct Attention {
  first: u32,
  count: u32,
  heads: u32,
}

@group(0) @binding(0) var<uniform> shape: Attention;
@group(0) @binding(1) var<storage, read> tables: array<i32>;
@group(0) @binding(2) var<storage, read> qkv: array<u32>;
@group(0) @binding(3) var<storage, read_write> mixed: array<u32>;

const cosAt = 512u;
const sinAt = 520u;

fn rotate(v: vec4<i32>, position: u32) -> vec4<i32> {
  let j = 2u * position;
  let c = vec4<i32>(vec2<i32>(tables[cosAt + j]), vec2<i32>(tables[cosAt + j + 1u]));
  let s = vec4<i32>(vec2<i32>(tables[sinAt + j]), vec2<i32>(tables[sinAt + j + 1u]));
  let turned = vec4<i32>(-v.y, v.x, -v.w, v.z);
  return (v * c + turned * s + vec4<i32>(8192)) >> vec4<u32>(14u);
}

@compute @workgroup_size(64)
fn main(@builtin(workgroup_id) group: vec3<u32>, @builtin(local_invocation_index) lane: u32) {
  let index = (shape.first + group.x) * 64u + lane;
  if (index >= shape.count) {
    return;
  }
  let head = index % shape.heads;
  let row = index / shape.heads * 4u;
  var keys: array<vec4<i32>, 4>;
  var values: array<vec4<i32>, 4>;
  for (var i = 0u; i < 4u; i++) {
    let base = (row + i) * 3u * shape.heads + head;
    let query = rotate(unpack4xI8(qkv[base]), i);
    keys[i] = rotate(unpack4xI8(qkv[base + shape.heads]), i);
    values[i] = unpack4xI8(qkv[base + 2u * shape.heads]);
    var scores: array<i32, 4>;
    var top = -2147483647;
    for (var j = 0u; j <= i; j++) {
      scores[j] = dot(query, keys[j]);
      top = max(top, scores[j]);
    }
    var total = 0;
    var sum = vec4<i32>(0);
    for (var j = 0u; j <= i; j++) {
      let share = tables[min(255, (top - scores[j] + 32) >> 6u)];
      total += share;
      sum += values[j] * share;
    }
    // 128 * total makes the numerator positive, where u32 division is floor.
    let numerator = vec4<u32>(sum + vec4<i32>(128 * total + (total >> 1u)));
    let mean = vec4<i32>(numerator / vec4<u32>(u32(total))) - vec4<i32>(128);
    mixed[(row + i) * shape.heads + head] = pack4xI8(mean);
  }
}
`;
