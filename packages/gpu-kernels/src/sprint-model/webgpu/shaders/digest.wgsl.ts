/** SHA-256 of the last position's residual, and the permutation's constants from it (SP17, SP19). */
export const digestShader = /* wgsl */ `
//   tables        u32 (592)       in: see tables.ts; the round constants of SHA-256 from 528
//   seeds         u32 (B, 8)      in: input seeds, words as their bytes lie in memory
//   residual      i32 (4 B, D)    in; D a multiple of 16
//   digests       u32 (B, 8)      out: words whose bytes in memory are the digest
//   permutations  u32 (B, 8)      out: c0..c7
// One invocation per nonce: D / 16 + 1 compressions, then 2.
// Contract: exact, on every device.

struct Digest {
  first: u32,
  count: u32,
  dim: u32,
}

@group(0) @binding(0) var<uniform> shape: Digest;
@group(0) @binding(1) var<storage, read> tables: array<u32>;
@group(0) @binding(2) var<storage, read> seeds: array<u32>;
@group(0) @binding(3) var<storage, read> residual: array<u32>;
@group(0) @binding(4) var<storage, read_write> digests: array<u32>;
@group(0) @binding(5) var<storage, read_write> permutations: array<u32>;

const roundsAt = 528u;

var<private> state: array<u32, 8>;
var<private> schedule: array<u32, 16>;

fn swapBytes(word: u32) -> u32 {
  return (word << 24u) | ((word & 0xff00u) << 8u) | ((word >> 8u) & 0xff00u) | (word >> 24u);
}

fn rotate(word: u32, by: u32) -> u32 {
  return (word >> by) | (word << (32u - by));
}

fn reset() {
  state = array<u32, 8>(
    0x6a09e667u, 0xbb67ae85u, 0x3c6ef372u, 0xa54ff53au,
    0x510e527fu, 0x9b05688cu, 0x1f83d9abu, 0x5be0cd19u,
  );
}

fn clearSchedule() {
  for (var i = 0u; i < 16u; i++) {
    schedule[i] = 0u;
  }
}

// One block of 64 bytes, in \`schedule\` as big-endian words; uses it up.
fn compress() {
  var v = state;
  for (var t = 0u; t < 64u; t++) {
    if (t >= 16u) {
      let w15 = schedule[(t + 1u) & 15u];
      let w2 = schedule[(t + 14u) & 15u];
      let s0 = rotate(w15, 7u) ^ rotate(w15, 18u) ^ (w15 >> 3u);
      let s1 = rotate(w2, 17u) ^ rotate(w2, 19u) ^ (w2 >> 10u);
      schedule[t & 15u] += s0 + schedule[(t + 9u) & 15u] + s1;
    }
    let e = v[4];
    let a = v[0];
    let big1 = rotate(e, 6u) ^ rotate(e, 11u) ^ rotate(e, 25u);
    let choice = (e & v[5]) ^ (~e & v[6]);
    let one = v[7] + big1 + choice + tables[roundsAt + t] + schedule[t & 15u];
    let big0 = rotate(a, 2u) ^ rotate(a, 13u) ^ rotate(a, 22u);
    let majority = (a & v[1]) ^ (a & v[2]) ^ (v[1] & v[2]);
    v = array<u32, 8>(one + big0 + majority, a, v[1], v[2], v[3] + one, e, v[5], v[6]);
  }
  for (var i = 0u; i < 8u; i++) {
    state[i] += v[i];
  }
}

@compute @workgroup_size(64)
fn main(@builtin(workgroup_id) group: vec3<u32>, @builtin(local_invocation_index) lane: u32) {
  let nonce = (shape.first + group.x) * 64u + lane;
  if (nonce >= shape.count) {
    return;
  }
  reset();
  let base = (4u * nonce + 3u) * shape.dim;
  for (var at = 0u; at < shape.dim; at += 16u) {
    for (var i = 0u; i < 16u; i++) {
      schedule[i] = swapBytes(residual[base + at + i]);
    }
    compress();
  }
  // The row fills whole blocks, so the padding is a block of its own.
  clearSchedule();
  schedule[0] = 0x80000000u;
  schedule[15] = shape.dim * 32u;
  compress();
  let digest = state;
  for (var i = 0u; i < 8u; i++) {
    digests[8u * nonce + i] = swapBytes(digest[i]);
  }

  // "stadion/permutation" and a zero are 20 bytes, then seed and digest: 84 bytes, two blocks.
  reset();
  schedule[0] = 0x73746164u;
  schedule[1] = 0x696f6e2fu;
  schedule[2] = 0x7065726du;
  schedule[3] = 0x75746174u;
  schedule[4] = 0x696f6e00u;
  for (var i = 0u; i < 8u; i++) {
    schedule[5u + i] = swapBytes(seeds[8u * nonce + i]);
  }
  for (var i = 0u; i < 3u; i++) {
    schedule[13u + i] = digest[i];
  }
  compress();
  clearSchedule();
  for (var i = 0u; i < 5u; i++) {
    schedule[i] = digest[3u + i];
  }
  schedule[5] = 0x80000000u;
  schedule[15] = 84u * 8u;
  compress();
  for (var i = 0u; i < 8u; i++) {
    permutations[8u * nonce + i] = swapBytes(state[i]);
  }
}
`;
