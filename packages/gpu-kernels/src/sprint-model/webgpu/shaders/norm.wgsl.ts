/** Residual rows to int8 with root mean square 32 (SP11). */
export const normShader = /* wgsl */ `
//   residual   i32 (rows, D)      in
//   normed     u32 (., D / 4)     out, four values to a word
// Output row i is input row i * stride + offset: (1, 0) norms all positions, (4, 3) the last position of each nonce.
// One workgroup of LANES per output row; maximum and sum of squares by a tree in workgroup memory, both independent of order.
// With one lane there is no barrier left: CPU drivers split a shader at each.
// D <= 512: the sum of squares is at most 2^31 and fits u32; z * m fits i32.
// Contract: exact, on every device.
override LANES: u32;

struct Norm {
  first: u32,
  dim: u32,
  stride: u32,
  offset: u32,
}

@group(0) @binding(0) var<uniform> shape: Norm;
@group(0) @binding(1) var<storage, read> residual: array<vec4<i32>>;
@group(0) @binding(2) var<storage, read_write> normed: array<u32>;

var<workgroup> partial: array<u32, 64>;

fn isqrt(v: u32) -> u32 {
  var root = 0u;
  for (var bit = 32768u; bit > 0u; bit = bit >> 1u) {
    let larger = root | bit;
    if (larger * larger <= v) {
      root = larger;
    }
  }
  return root;
}

@compute @workgroup_size(LANES)
fn main(@builtin(workgroup_id) group: vec3<u32>, @builtin(local_invocation_index) lane: u32) {
  let row = shape.first + group.x;
  let words = shape.dim / 4u;
  let base = (row * shape.stride + shape.offset) * words;

  var largest = vec4<u32>(0u);
  for (var i = lane; i < words; i += LANES) {
    largest = max(largest, vec4<u32>(abs(residual[base + i])));
  }
  partial[lane] = max(max(largest.x, largest.y), max(largest.z, largest.w));
  if (LANES > 1u) {
    workgroupBarrier();
    for (var half = LANES / 2u; half > 0u; half = half >> 1u) {
      if (lane < half) {
        partial[lane] = max(partial[lane], partial[lane + half]);
      }
      workgroupBarrier();
    }
  }
  let bits = 32u - countLeadingZeros(partial[0]);
  if (LANES > 1u) {
    workgroupBarrier();
  }

  let e = max(bits, 11u) - 11u;
  let rounding = vec4<i32>(select(0, i32(1u << (max(e, 1u) - 1u)), e > 0u));
  var squares = 0u;
  for (var i = lane; i < words; i += LANES) {
    let z = (residual[base + i] + rounding) >> vec4<u32>(e);
    squares += u32(dot(z, z));
  }
  partial[lane] = squares;
  if (LANES > 1u) {
    workgroupBarrier();
    for (var half = LANES / 2u; half > 0u; half = half >> 1u) {
      if (lane < half) {
        partial[lane] += partial[lane + half];
      }
      workgroupBarrier();
    }
  }

  let m = i32(2097152u / max(1u, isqrt(partial[0] / shape.dim)));
  for (var i = lane; i < words; i += LANES) {
    let z = (residual[base + i] + rounding) >> vec4<u32>(e);
    let y = (z * m + vec4<i32>(32768)) >> vec4<u32>(16u);
    normed[row * words + i] = pack4xI8(clamp(y, vec4<i32>(-127), vec4<i32>(127)));
  }
}
`;
