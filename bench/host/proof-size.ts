// Proofs of 1 to a million finds, as many a Host would commit to: their size, and what choosing the list costs.
//
// The finds are drawn, not computed: at the preset's pass rate from consecutive nonces, each a level deeper with one
// chance in two. A million real ones would take a fast card a day.

import { type PresetName, presets } from "@stadion/protocol/params";
import { decodeProof, encodeProof, type Find, selectProof } from "@stadion/protocol/sprint";

const preset: PresetName = "mainnet";
const draws = 3;
const most = 1_000_000;
const params = presets[preset].sprint;
const seeds = {
  sprintSeed: new Uint8Array(32).fill(0xff),
  hostKey: new Uint8Array(32).fill(0xff),
};

/** Numbers in (0, 1), the same in every run. */
function* uniform(seed: number): Generator<number> {
  for (let x = seed; ; ) {
    x ^= x << 13;
    x ^= x >>> 17;
    x ^= x << 5;
    yield (x >>> 0) / 2 ** 32;
  }
}

/** The finds of a Host that began high up, where the first gap is at its longest. */
function drawFinds(seed: number): Find[] {
  const random = uniform(seed);
  const next = () => random.next().value as number;
  const missed = Math.log(1 - 1 / params.passOneIn);
  let nonce = 2n ** 63n - BigInt(Math.floor(next() * 2 ** 52));
  return Array.from({ length: most }, () => {
    nonce += 1n + BigInt(Math.floor(Math.log(next()) / missed));
    return { nonce, level: Math.floor(-Math.log2(next())) };
  });
}

/** 1, 2, 3, 5, 7, 10, … */
function* counts(): Generator<number> {
  for (let count = 1; count < most; count = Math.ceil(count * 1.4)) yield count;
  yield most;
}

let bytes = 0;
let milliseconds = 0;
for (let seed = 1; seed <= draws; seed++) {
  const all = drawFinds(seed * 7919);
  for (const count of counts()) {
    const finds = all.slice(0, count);
    const start = performance.now();
    const chosen = selectProof(finds, params);
    if (!chosen) throw new Error(`Expected a list of ${count} finds, found none`);
    const proof = encodeProof({ ...seeds, ...chosen });
    if (count === most) milliseconds = Math.max(milliseconds, performance.now() - start);
    if (decodeProof(proof)?.nonces.length !== chosen.nonces.length)
      throw new Error(`Expected the proof of ${count} finds to decode to what it was made of`);
    bytes = Math.max(bytes, proof.length);
  }
}
console.log(JSON.stringify({ bytes, "ms at a million": milliseconds }));
