/**
 * The matrix product (SP12) in three ways to multiply.
 *
 * A shader is one of three short preludes, which say how four terms are taken from a word and multiplied, and the one body. Both are
 * whole declarations, whose order does not matter in WGSL. They are apart because a driver without the packed dot refuses
 * every shader that names it.
 */
const dot4 = /* wgsl */ `
alias Terms = u32;
alias Sums = vec4<i32>;
fn take(word: u32) -> Terms {
  return word;
}
fn dots(a: Terms, x: Terms, y: Terms, z: Terms, w: Terms) -> Sums {
  return Sums(dot4I8Packed(a, x), dot4I8Packed(a, y), dot4I8Packed(a, z), dot4I8Packed(a, w));
}
`;

const unpack = /* wgsl */ `
alias Terms = vec4<i32>;
alias Sums = vec4<i32>;
fn take(word: u32) -> Terms {
  return unpack4xI8(word);
}
fn dots(a: Terms, x: Terms, y: Terms, z: Terms, w: Terms) -> Sums {
  return Sums(dot(a, x), dot(a, y), dot(a, z), dot(a, w));
}
`;

const f32 = /* wgsl */ `
alias Terms = vec4<f32>;
alias Sums = vec4<f32>;
fn take(word: u32) -> Terms {
  return vec4<f32>(unpack4xI8(word));
}
fn dots(a: Terms, x: Terms, y: Terms, z: Terms, w: Terms) -> Sums {
  return Sums(dot(a, x), dot(a, y), dot(a, z), dot(a, w));
}
`;

const body = /* wgsl */ `
// C = A W, requantised to int8 or added to the residual.
//   rows      u32 (M, K / 4)            in: int8, four k to a word
//   weights   u32 (K / 4, N)            in: four k of one column to a word; N a multiple of 8
//   out       u32 (M, N / 4) or i32 (M, N), by epilogue
//     0: out = clamp((5 * sum + rounding) >> shift), four columns to a word (SP12)
//     1: out += (sum + rounding) >> shift (SP15)
// One invocation per tile of ROWS x COLUMNS, both 4 or 8, operands straight from memory: no workgroup memory and no barrier, which
// cost CPU drivers a factor of two. The row is the same for a whole workgroup, so A is read once for 64 tiles.
// Neighbouring workgroups take neighbouring rows and share their part of W. Sums are named one by one, for an array in a
// loop ends up in memory; those outside the tile are dead code once ROWS and COLUMNS are known.
// CHUNK is how many words a partial sum takes, 0 for all. Sums are exact in any order: |sum| <= 127 * 63 * 22,528 < 2^28; in f32
// every 2,048 terms (< 2^24) go over to i32.
// Contract: exact, on every device.
override ROWS: u32;
override COLUMNS: u32;
override CHUNK: u32;

struct Product {
  first: u32,
  rowTiles: u32,
  // K / 4, N / 4
  words: u32,
  columns: u32,
  epilogue: u32,
  shift: u32,
  rounding: i32,
}

@group(0) @binding(0) var<uniform> shape: Product;
@group(0) @binding(1) var<storage, read> rows: array<u32>;
@group(0) @binding(2) var<storage, read> weights: array<vec4<u32>>;
@group(0) @binding(3) var<storage, read_write> out: array<u32>;

struct Quad {
  x: Terms,
  y: Terms,
  z: Terms,
  w: Terms,
}

fn takeQuad(words: vec4<u32>) -> Quad {
  return Quad(take(words.x), take(words.y), take(words.z), take(words.w));
}

fn multiply(a: Terms, q: Quad) -> Sums {
  return dots(a, q.x, q.y, q.z, q.w);
}

fn finish(row: u32, column: u32, sum: vec4<i32>) {
  let at = row * shape.columns + column;
  if (shape.epilogue == 0u) {
    let q = (sum * 5 + vec4<i32>(shape.rounding)) >> vec4<u32>(shape.shift);
    out[at] = pack4xI8(clamp(q, vec4<i32>(-127), vec4<i32>(127)));
    return;
  }
  let branch = (sum + vec4<i32>(shape.rounding)) >> vec4<u32>(shape.shift);
  for (var i = 0u; i < 4u; i++) {
    out[4u * at + i] = bitcast<u32>(bitcast<i32>(out[4u * at + i]) + branch[i]);
  }
}

@compute @workgroup_size(64)
fn main(@builtin(workgroup_id) group: vec3<u32>, @builtin(local_invocation_index) lane: u32) {
  let index = shape.first + group.x;
  let row = index % shape.rowTiles * ROWS;
  let column = (index / shape.rowTiles * 64u + lane) * (COLUMNS / 4u);
  if (column >= shape.columns) {
    return;
  }
  var t00 = vec4<i32>(0);
  var t10 = vec4<i32>(0);
  var t20 = vec4<i32>(0);
  var t30 = vec4<i32>(0);
  var t40 = vec4<i32>(0);
  var t50 = vec4<i32>(0);
  var t60 = vec4<i32>(0);
  var t70 = vec4<i32>(0);
  var t01 = vec4<i32>(0);
  var t11 = vec4<i32>(0);
  var t21 = vec4<i32>(0);
  var t31 = vec4<i32>(0);
  var t41 = vec4<i32>(0);
  var t51 = vec4<i32>(0);
  var t61 = vec4<i32>(0);
  var t71 = vec4<i32>(0);
  var next = 0u;
  loop {
    let end = select(min(next + CHUNK, shape.words), shape.words, CHUNK == 0u);
    var s00 = Sums();
    var s10 = Sums();
    var s20 = Sums();
    var s30 = Sums();
    var s40 = Sums();
    var s50 = Sums();
    var s60 = Sums();
    var s70 = Sums();
    var s01 = Sums();
    var s11 = Sums();
    var s21 = Sums();
    var s31 = Sums();
    var s41 = Sums();
    var s51 = Sums();
    var s61 = Sums();
    var s71 = Sums();
    for (var k = next; k < end; k++) {
      let at = k * shape.columns + column;
      let q0 = takeQuad(weights[at]);
      // In a tile of four columns the same quad again, and never used.
      let q1 = takeQuad(weights[at + COLUMNS / 4u - 1u]);
      let a0 = take(rows[row * shape.words + k]);
      let a1 = take(rows[(row + 1u) * shape.words + k]);
      let a2 = take(rows[(row + 2u) * shape.words + k]);
      let a3 = take(rows[(row + 3u) * shape.words + k]);
      s00 += multiply(a0, q0);
      s10 += multiply(a1, q0);
      s20 += multiply(a2, q0);
      s30 += multiply(a3, q0);
      if (COLUMNS == 8u) {
        s01 += multiply(a0, q1);
        s11 += multiply(a1, q1);
        s21 += multiply(a2, q1);
        s31 += multiply(a3, q1);
      }
      if (ROWS == 8u) {
        let a4 = take(rows[(row + 4u) * shape.words + k]);
        let a5 = take(rows[(row + 5u) * shape.words + k]);
        let a6 = take(rows[(row + 6u) * shape.words + k]);
        let a7 = take(rows[(row + 7u) * shape.words + k]);
        s40 += multiply(a4, q0);
        s50 += multiply(a5, q0);
        s60 += multiply(a6, q0);
        s70 += multiply(a7, q0);
        if (COLUMNS == 8u) {
          s41 += multiply(a4, q1);
          s51 += multiply(a5, q1);
          s61 += multiply(a6, q1);
          s71 += multiply(a7, q1);
        }
      }
    }
    t00 += vec4<i32>(s00);
    t10 += vec4<i32>(s10);
    t20 += vec4<i32>(s20);
    t30 += vec4<i32>(s30);
    t40 += vec4<i32>(s40);
    t50 += vec4<i32>(s50);
    t60 += vec4<i32>(s60);
    t70 += vec4<i32>(s70);
    t01 += vec4<i32>(s01);
    t11 += vec4<i32>(s11);
    t21 += vec4<i32>(s21);
    t31 += vec4<i32>(s31);
    t41 += vec4<i32>(s41);
    t51 += vec4<i32>(s51);
    t61 += vec4<i32>(s61);
    t71 += vec4<i32>(s71);
    next = end;
    if (CHUNK == 0u || next >= shape.words) {
      break;
    }
  }
  finish(row, column, t00);
  finish(row + 1u, column, t10);
  finish(row + 2u, column, t20);
  finish(row + 3u, column, t30);
  if (COLUMNS == 8u) {
    finish(row, column + 1u, t01);
    finish(row + 1u, column + 1u, t11);
    finish(row + 2u, column + 1u, t21);
    finish(row + 3u, column + 1u, t31);
  }
  if (ROWS == 8u) {
    finish(row + 4u, column, t40);
    finish(row + 5u, column, t50);
    finish(row + 6u, column, t60);
    finish(row + 7u, column, t70);
    if (COLUMNS == 8u) {
      finish(row + 4u, column + 1u, t41);
      finish(row + 5u, column + 1u, t51);
      finish(row + 6u, column + 1u, t61);
      finish(row + 7u, column + 1u, t71);
    }
  }
}
`;

/** The product's shader for each way to multiply. */
export const productShaders = {
  dot4: `${dot4}${body}`,
  unpack: `${unpack}${body}`,
  f32: `${f32}${body}`,
} as const;
