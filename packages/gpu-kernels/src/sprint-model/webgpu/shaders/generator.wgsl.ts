/** Weights and inputs from ChaCha8 (SP7 to SP10). */
export const generatorShader = /* wgsl */ `
// Two entry points around one block function.
//   weights   out: u32 (K / 4, N), four consecutive k of one column to a word, low byte first (SP9)
//   embed     seeds: u32 (B, 8) in; residual: i32 (4 B, D) out (SP10)
// One invocation per block: 64 inputs of one column, or 64 coordinates of one nonce. Neighbouring invocations make
// neighbouring columns, so the writes of a workgroup are consecutive.
// Integers modulo 2^32 only. Contract: exact, on every device.

struct Weights {
  first: u32,
  blocks: u32,
  columns: u32,
  tensor: u32,
  key: array<vec4<u32>, 2>,
}

struct Embed {
  first: u32,
  blocks: u32,
  blocksPerNonce: u32,
}

@group(0) @binding(0) var<uniform> made: Weights;
@group(0) @binding(1) var<storage, read_write> words: array<u32>;

@group(0) @binding(0) var<uniform> input: Embed;
@group(0) @binding(2) var<storage, read> seeds: array<vec4<u32>>;
@group(0) @binding(3) var<storage, read_write> residual: array<vec4<i32>>;

// The 4 x 4 state by rows: a vector operation does four quarter rounds at once.
struct State {
  a: vec4<u32>,
  b: vec4<u32>,
  c: vec4<u32>,
  d: vec4<u32>,
}

fn rotate(v: vec4<u32>, by: u32) -> vec4<u32> {
  return (v << vec4<u32>(by)) | (v >> vec4<u32>(32u - by));
}

fn quarters(s: State) -> State {
  var x = s;
  x.a += x.b;
  x.d = rotate(x.d ^ x.a, 16u);
  x.c += x.d;
  x.b = rotate(x.b ^ x.c, 12u);
  x.a += x.b;
  x.d = rotate(x.d ^ x.a, 8u);
  x.c += x.d;
  x.b = rotate(x.b ^ x.c, 7u);
  return x;
}

fn block(key0: vec4<u32>, key1: vec4<u32>, tensor: u32, index: u32) -> State {
  let start = State(
    vec4<u32>(0x61707865u, 0x3320646eu, 0x79622d32u, 0x6b206574u),
    key0,
    key1,
    vec4<u32>(index, tensor, 0u, 0u),
  );
  var x = start;
  for (var round = 0u; round < 4u; round++) {
    x = quarters(x);
    // Columns to diagonals and back.
    x = quarters(State(x.a, x.b.yzwx, x.c.zwxy, x.d.wxyz));
    x = State(x.a, x.b.wxyz, x.c.zwxy, x.d.yzwx);
  }
  return State(x.a + start.a, x.b + start.b, x.c + start.c, x.d + start.d);
}

// (byte & 0x7e) - 63 for the four bytes of each word. Bit 7 is set before and flipped after, so nothing is borrowed from
// the byte above.
fn values(word: vec4<u32>) -> vec4<u32> {
  let odd = (word & vec4<u32>(0x7e7e7e7eu)) | vec4<u32>(0x80808080u);
  return (odd - vec4<u32>(0x3f3f3f3fu)) ^ vec4<u32>(0x80808080u);
}

fn putColumn(base: u32, word: vec4<u32>) {
  let v = values(word);
  words[base] = v.x;
  words[base + made.columns] = v.y;
  words[base + 2u * made.columns] = v.z;
  words[base + 3u * made.columns] = v.w;
}

@compute @workgroup_size(64)
fn weights(@builtin(workgroup_id) group: vec3<u32>, @builtin(local_invocation_index) lane: u32) {
  let index = (made.first + group.x) * 64u + lane;
  if (index >= made.blocks) {
    return;
  }
  let x = block(made.key[0], made.key[1], made.tensor, index);
  // Block floor(k / 64) * N + n covers 16 rows of words in column n.
  let base = index / made.columns * 16u * made.columns + index % made.columns;
  putColumn(base, x.a);
  putColumn(base + 4u * made.columns, x.b);
  putColumn(base + 8u * made.columns, x.c);
  putColumn(base + 12u * made.columns, x.d);
}

fn putCoordinates(base: u32, word: vec4<u32>) {
  let v = values(word);
  residual[base] = unpack4xI8(v.x) << vec4<u32>(7u);
  residual[base + 1u] = unpack4xI8(v.y) << vec4<u32>(7u);
  residual[base + 2u] = unpack4xI8(v.z) << vec4<u32>(7u);
  residual[base + 3u] = unpack4xI8(v.w) << vec4<u32>(7u);
}

@compute @workgroup_size(64)
fn embed(@builtin(workgroup_id) group: vec3<u32>, @builtin(local_invocation_index) lane: u32) {
  let index = (input.first + group.x) * 64u + lane;
  if (index >= input.blocks) {
    return;
  }
  let nonce = index / input.blocksPerNonce;
  let x = block(seeds[2u * nonce], seeds[2u * nonce + 1u], 0u, index % input.blocksPerNonce);
  let base = index * 16u;
  putCoordinates(base, x.a);
  putCoordinates(base + 4u, x.b);
  putCoordinates(base + 8u, x.c);
  putCoordinates(base + 12u, x.d);
}
`;
