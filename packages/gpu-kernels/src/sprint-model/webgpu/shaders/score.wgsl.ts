/** The pass test's three sums over the output vector (SP19, SP21). */
export const scoreShader = /* wgsl */ `
//   outputs        u32 (B, V / 4)   in: output vectors, four values to a word
//   targetVector   u32 (V / 4)      in: target vector
//   permutations   u32 (B, 8)       in: c0..c7
//   scores         i32 (B, 4)       out: dot, sum, sum of squares, 0
// One workgroup of LANES per nonce; sums by a tree in workgroup memory, independent of order since i32 addition is. With one
// lane there is no barrier left.
// V <= 2^14: |dot| and the sum of squares stay below 2^28. The uniform fold is ceil(log2(V) / 2).
// Contract: exact, on every device.
override LANES: u32;

struct Score {
  first: u32,
  vocab: u32,
  fold: u32,
}

@group(0) @binding(0) var<uniform> shape: Score;
@group(0) @binding(1) var<storage, read> outputs: array<u32>;
@group(0) @binding(2) var<storage, read> targetVector: array<u32>;
@group(0) @binding(3) var<storage, read> permutations: array<u32>;
@group(0) @binding(4) var<storage, read_write> scores: array<vec4<i32>>;

var<workgroup> partial: array<vec4<i32>, 64>;

fn permute(nonce: u32, i: u32) -> u32 {
  var y = i;
  for (var c = 8u * nonce; c < 8u * nonce + 8u; c += 2u) {
    y = (y * (permutations[c] | 1u) + permutations[c + 1u]) & (shape.vocab - 1u);
    y = y ^ (y >> shape.fold);
  }
  return y;
}

fn outputAt(nonce: u32, i: u32) -> i32 {
  let word = outputs[nonce * (shape.vocab / 4u) + i / 4u];
  return extractBits(bitcast<i32>(word), 8u * (i % 4u), 8u);
}

@compute @workgroup_size(LANES)
fn main(@builtin(workgroup_id) group: vec3<u32>, @builtin(local_invocation_index) lane: u32) {
  let nonce = shape.first + group.x;
  var mine = vec4<i32>(0);
  for (var i = lane; i < shape.vocab / 4u; i += LANES) {
    let t = unpack4xI8(targetVector[i]);
    let o = unpack4xI8(outputs[nonce * (shape.vocab / 4u) + i]);
    var permuted: vec4<i32>;
    for (var j = 0u; j < 4u; j++) {
      permuted[j] = outputAt(nonce, permute(nonce, 4u * i + j));
    }
    mine += vec4<i32>(dot(t, permuted), o.x + o.y + o.z + o.w, dot(o, o), 0);
  }
  partial[lane] = mine;
  if (LANES > 1u) {
    workgroupBarrier();
    for (var half = LANES / 2u; half > 0u; half = half >> 1u) {
      if (lane < half) {
        partial[lane] += partial[lane + half];
      }
      workgroupBarrier();
    }
  }
  if (lane == 0u) {
    scores[nonce] = partial[0];
  }
}
`;
