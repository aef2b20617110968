"""The independent twin of the Sprint: rules SP1 to SP30 of ../sprint.md in Python.

Written from that page alone. It is meant to be read next to the page and to be right; it is not
meant to be fast, though a few nonces of a full-size model take seconds. Everything is an exact integer:
matrix products use float32 BLAS on at most 512 terms, where every partial sum is an integer
below 127 * 63 * 512 < 2^24.
"""

import hashlib
import itertools
import math
import os
import re
import struct
from dataclasses import dataclass

import numpy as np

PAGE = os.path.join(os.path.dirname(os.path.abspath(__file__)), "..", "sprint.md")
POSITIONS = 4
U64_MAX = 2**64 - 1

# Constants of single rules that the self-check plants errors in.
SCORE_SHIFT = 6  # SP13
FFN_PRODUCT_SHIFT = 5  # SP14
ROUNDS = 8  # SP7


# --- 1. Notation ---------------------------------------------------------------------------------


def sha256(data):
    return hashlib.sha256(data).digest()


def H(tag, *parts):
    """SP1."""
    return sha256(b"stadion/" + tag.encode("ascii") + b"\x00" + b"".join(parts))


def u32le(x):
    return struct.pack("<I", x)


def u64le(x):
    return struct.pack("<Q", x)


def rsh(x, s):
    """SP2. For Python integers and for int64 arrays."""
    return x if s == 0 else (x + (1 << (s - 1))) >> s


def clamp(x):
    """SP3. For Python integers and for int64 arrays."""
    if isinstance(x, np.ndarray):
        return np.maximum(-127, np.minimum(127, x))
    return max(-127, min(127, x))


def isqrt(v):
    """SP4."""
    if not 0 <= v < 2**32:
        raise ValueError("isqrt out of range")
    return math.isqrt(v)


def bit_length(v):
    """SP5."""
    return int(v).bit_length()


# --- 8. Params and the appendix ------------------------------------------------------------------


@dataclass(frozen=True)
class Params:
    """SP28: the params that the model and the test use."""

    name: str
    layers: int
    dim: int
    heads: int
    ffn: int
    vocab: int
    requantShift: int
    attentionShift: int
    ffnShift: int
    thresholdSquared: int
    maxNonces: int


PRESETS = {
    p.name: p
    for p in (
        Params("mainnet", 64, 512, 128, 22528, 8192, 12, 2, 5, 4905986, 1024),
        Params("testnet", 64, 512, 128, 8192, 8192, 12, 2, 4, 4905986, 1024),
        Params("local", 4, 128, 32, 512, 1024, 11, 1, 2, 19477136, 1024),
        Params("test", 4, 128, 32, 512, 1024, 11, 1, 2, 9881052, 1024),
    )
}

# SP28: the timing rows of the same table, which the model does not use.
TIMING_NAMES = (
    "passRateDenominator blockMs dealBlocks dealOpenBlocks sprintMs sprintMaxBlocks "
    "revealBlocks revealOpenBlocks auditBlocks cycleBlocks"
).split()
TIMING = {
    "mainnet": (900, 2000, 60, 12, 600000, 330, 30, 12, 900, 43200),
    "testnet": (900, 2000, 60, 12, 600000, 330, 30, 12, 450, 10800),
    "local": (64, 1000, 15, 12, 30000, 33, 8, 12, 15, 180),
    "test": (16, 500, 4, 2, 5000, 14, 6, 2, 16, 60),
}


def params_hash(p):
    """SP29."""
    values = (p.layers, p.dim, p.heads, p.ffn, p.vocab, p.requantShift, p.attentionShift, p.ffnShift,
              p.thresholdSquared, p.maxNonces)
    return H("sprint-params", b"".join(u32le(v) for v in values))


def read_tables(page=PAGE):
    """SP30: the three tables, from the appendix of the page, checked against the hashes stated there."""
    with open(page, encoding="utf-8") as f:
        appendix = f.read().split("## Appendix: tables", 1)[1]
    tables = {}
    for name in ("exp", "silu", "rope"):
        stated = re.search(r"^\| *`%s` *\|.*`([0-9a-f]{64})` *\|$" % name, appendix, re.M).group(1)
        text = re.search(r"^%s:\n+```\n([0-9a-f\n]+)```" % name, appendix, re.M).group(1)
        data = bytes.fromhex(text.replace("\n", ""))
        if sha256(data).hex() != stated:
            raise ValueError(f"table {name} does not have its stated hash")
        tables[name] = data
    return tables


TABLES = read_tables()
EXP = np.frombuffer(TABLES["exp"], "<u2").astype(np.int64)
SILU = np.frombuffer(TABLES["silu"], "i1").astype(np.int64)
ROPE = np.frombuffer(TABLES["rope"], "<i2").astype(np.int64)
COS, SIN = ROPE[:8], ROPE[8:]


# --- 2. Seeds ------------------------------------------------------------------------------------


def sprint_seed(r):
    """SP6."""
    return H("sprint", r)


def node_seed(host_key):
    """SP6."""
    return H("node", host_key)


def input_seed(sprint_seed_, host_key, nonce):
    """SP6."""
    return H("input", sprint_seed_, node_seed(host_key), u64le(nonce))


def model_key(sprint_seed_):
    """SP6."""
    return H("model", sprint_seed_)


def target_seed(sprint_seed_):
    """SP6."""
    return H("target", sprint_seed_)


# --- 3. The generator ----------------------------------------------------------------------------

COLUMN_ROUND = ((0, 4, 8, 12), (1, 5, 9, 13), (2, 6, 10, 14), (3, 7, 11, 15))
DIAGONAL_ROUND = ((0, 5, 10, 15), (1, 6, 11, 12), (2, 7, 8, 13), (3, 4, 9, 14))


def chacha(initial, rounds):
    """The ChaCha block function on many states at once: u32 array (16, n) in, (16, n) out."""
    state = initial.copy()
    scratch = np.empty(state.shape[1], np.uint32)

    def step(a, b, d, r):  # a += b; d ^= a; d <<<= r
        np.add(a, b, out=a)
        np.bitwise_xor(d, a, out=d)
        np.right_shift(d, np.uint32(32 - r), out=scratch)
        np.left_shift(d, np.uint32(r), out=d)
        np.bitwise_or(d, scratch, out=d)

    for _ in range(rounds // 2):
        for a, b, c, d in COLUMN_ROUND + DIAGONAL_ROUND:
            a, b, c, d = state[a], state[b], state[c], state[d]
            step(a, b, d, 16)
            step(c, d, b, 12)
            step(a, b, d, 8)
            step(c, d, b, 7)
    np.add(state, initial, out=state)
    return state


def blocks(key, tensor, indices):
    """SP7 for many indices: u32 array (16, n)."""
    initial = np.empty((16, len(indices)), np.uint32)
    initial[0:4] = np.array([0x61707865, 0x3320646E, 0x79622D32, 0x6B206574], np.uint32)[:, None]
    initial[4:12] = np.frombuffer(key, "<u4")[:, None]
    initial[12] = indices
    initial[13] = tensor
    initial[14:16] = 0
    return chacha(initial, ROUNDS)


def block(key, tensor, index):
    """SP7: 16 u32 words."""
    return [int(w) for w in blocks(key, tensor, np.array([index], np.uint32))[:, 0]]


def byte_values(words):
    """SP8: the values of the bytes of blocks in order; u32 (16, n) to int8 (n, 64)."""
    data = np.ascontiguousarray(words.T).astype("<u4").view(np.uint8)
    return (data & 0x7E).astype(np.int8) - np.int8(63)


def stream(key, count):
    """The first `count` values of block(key, 0, 0), block(key, 0, 1), ... (SP10, SP20)."""
    return byte_values(blocks(key, 0, np.arange((count + 63) // 64, dtype=np.uint32))).reshape(-1)[:count]


KINDS = ("qkv", "o", "gate", "up", "down", "head")


def tensor_shape(p, kind):
    """SP9: (K, N)."""
    D, F, V = p.dim, p.ffn, p.vocab
    return ((D, 3 * D), (D, D), (D, F), (D, F), (F, D), (D, V))[kind]


def tensor_index(p, layer, kind):
    """SP9."""
    return 8 * p.layers + 5 if kind == 5 else 8 * layer + kind


def tensor_tile(key, tensor, N, k_block0, k_block1, n0, n1):
    """SP9: rows 64 * k_block0 up to 64 * k_block1, columns n0 up to n1, as int8 (rows, columns)."""
    kb, cols = k_block1 - k_block0, n1 - n0
    indices = np.arange(k_block0, k_block1)[:, None] * N + np.arange(n0, n1)[None, :]
    words = blocks(key, tensor, indices.reshape(-1).astype(np.uint32)).astype("<u4", copy=False)
    data = words.view(np.uint8).reshape(16, kb, cols, 4)  # word, block of rows, column, byte of the word
    data = data.transpose(1, 0, 3, 2)  # block of rows, word, byte of the word, column
    return ((data & 0x7E).astype(np.int8) - np.int8(63)).reshape(64 * kb, cols)


TILE = 512  # rows and columns of a tile; also the most terms that one float32 product sums


def tiles(key, p, layer, kind):
    """The tensor as tiles: (k0, k1, n0, n1, int8 values)."""
    K, N = tensor_shape(p, kind)
    tensor = tensor_index(p, layer, kind)
    for k0 in range(0, K, TILE):
        k1 = min(K, k0 + TILE)
        for n0 in range(0, N, TILE):
            n1 = min(N, n0 + TILE)
            yield k0, k1, n0, n1, tensor_tile(key, tensor, N, k0 // 64, k1 // 64, n0, n1)


def whole_tensor(key, p, layer, kind):
    """SP9: the tensor as int8 (K, N)."""
    w = np.empty(tensor_shape(p, kind), np.int8)
    for k0, k1, n0, n1, tile in tiles(key, p, layer, kind):
        w[k0:k1, n0:n1] = tile
    return w


def input_residual(p, seed):
    """SP10: int64 (4, D)."""
    return stream(seed, POSITIONS * p.dim).astype(np.int64).reshape(POSITIONS, p.dim) << 7


# --- 4. The model --------------------------------------------------------------------------------


def norm_row(x):
    """SP11 on one row of D values."""
    e = max(0, bit_length(np.max(np.abs(x))) - 11)
    z = rsh(x, e)
    r = max(1, isqrt(int(np.sum(z * z)) // len(x)))
    m = 2**21 // r
    return clamp(rsh(z * m, 16))


def norm(x):
    """SP11 on every row of (..., D)."""
    return np.array([norm_row(row) for row in x.reshape(-1, x.shape[-1])]).reshape(x.shape)


def products(key, p, layer, kinds, a):
    """SP12: the exact products of rows a (..., K) with several tensors of a layer."""
    rows = a.reshape(-1, a.shape[-1]).astype(np.float32)
    results = []
    for kind in kinds:
        K, N = tensor_shape(p, kind)
        assert rows.shape[1] == K
        out = np.zeros((rows.shape[0], N), np.int64)
        for k0, k1, n0, n1, tile in tiles(key, p, layer, kind):
            out[:, n0:n1] += (rows[:, k0:k1] @ tile.astype(np.float32)).astype(np.int64)
        results.append(out.reshape(a.shape[:-1] + (N,)))
    return results


def requantise(p, s):
    """SP12: q."""
    return clamp(rsh(5 * s, p.requantShift))


def rotate(v):
    """SP13: rotation of (..., 4 positions, heads, 4)."""
    out = np.empty_like(v)
    for pos in range(POSITIONS):
        for j in range(2):
            c, s = int(COS[2 * pos + j]), int(SIN[2 * pos + j])
            a, b = v[..., pos, :, 2 * j], v[..., pos, :, 2 * j + 1]
            out[..., pos, :, 2 * j] = rsh(a * c - b * s, 14)
            out[..., pos, :, 2 * j + 1] = rsh(a * s + b * c, 14)
    return out


def attention(t):
    """SP13: t (..., 4, 3D) to a (..., 4, D)."""
    D = t.shape[-1] // 3
    split = t.shape[:-1] + (D // 4, 4)
    query = rotate(t[..., :D].reshape(split))
    keys = rotate(t[..., D : 2 * D].reshape(split))
    value = t[..., 2 * D :].reshape(split)
    a = np.empty(split, np.int64)
    for i in range(POSITIONS):
        s = [np.sum(query[..., i, :, :] * keys[..., j, :, :], axis=-1) for j in range(i + 1)]
        M = np.maximum.reduce(s)
        w = [EXP[np.minimum(255, rsh(M - sj, SCORE_SHIFT))] for sj in s]
        Z = sum(w)[..., None]
        total = sum(w[j][..., None] * value[..., j, :, :] for j in range(i + 1))
        a[..., i, :, :] = (total + 128 * Z + Z // 2) // Z - 128
    return a.reshape(t.shape[:-1] + (D,))


def feed_forward(g, u):
    """SP14, elementwise."""
    return clamp(rsh(SILU[g + 128] * u, FFN_PRODUCT_SHIFT))


def layer_step(p, key, layer, x, trace=None):
    """SP15 on residuals (n, 4, D)."""
    note = trace or (lambda name, array: None)
    h1 = norm(x)
    note("h1", h1)
    t = requantise(p, products(key, p, layer, (0,), h1)[0])
    note("t", t)
    a = attention(t)
    note("a", a)
    x = x + rsh(products(key, p, layer, (1,), a)[0], p.attentionShift)
    note("afterAttention", x)
    h2 = norm(x)
    note("h2", h2)
    g, u = (requantise(p, s) for s in products(key, p, layer, (2, 3), h2))
    note("g", g)
    note("u", u)
    f = feed_forward(g, u)
    note("f", f)
    x = x + rsh(products(key, p, layer, (4,), f)[0], p.ffnShift)
    note("residual", x)
    return x


def i32le(x):
    assert np.all(np.abs(x) < 2**31)
    return np.ascontiguousarray(x).astype("<i4").tobytes()


def i8(x):
    assert np.all(np.abs(x) <= 127)
    return np.ascontiguousarray(x).astype("i1").tobytes()


def run_model(p, key, input_seeds, after_layer=None, trace=None):
    """SP10 to SP18 for a batch: list of (digest, y, o).

    after_layer(count, x) sees the residuals after each layer; trace(layer, name, array) every intermediate."""
    x = np.array([input_residual(p, seed) for seed in input_seeds])
    for layer in range(p.layers):
        x = layer_step(p, key, layer, x, trace and (lambda name, array: trace(layer, name, array)))
        if after_layer:
            after_layer(layer + 1, x)
    last = x[:, 3, :]
    digests = [sha256(i32le(row)) for row in last]  # SP17
    y = norm(last)  # SP18
    o = requantise(p, products(key, p, 0, (5,), y)[0])
    return list(zip(digests, y, o))


# --- 5. The test ---------------------------------------------------------------------------------


def permutation_seed(input_seed_, digest):
    """SP19."""
    return H("permutation", input_seed_, digest)


def permutation(seed, V):
    """SP19: the list pi(0), ..., pi(V - 1)."""
    c = struct.unpack("<8I", seed)
    b = V.bit_length() - 1
    assert V == 1 << b
    pi = []
    for i in range(V):
        y = i
        for r in range(4):
            y = (y * (c[2 * r] | 1) + c[2 * r + 1]) % V
            y ^= y >> ((b + 1) // 2)
        pi.append(y)
    return pi


def target(seed, V):
    """SP20: int64 (V)."""
    half = stream(seed, V // 2).astype(np.int64)
    return np.concatenate([half, -half])


def appropriate(dot, total, sum_squares, target_squares, V, threshold_squared):
    """SP21, in Python integers."""
    if dot <= 0:
        return False
    return dot * dot * V * 2**32 >= threshold_squared * (V * sum_squares - total * total) * target_squares


def leading_zero_bits(data):
    return 8 * len(data) - int.from_bytes(data, "big").bit_length()


def level_hash(input_seed_, digest):
    """SP22."""
    return H("level", input_seed_, digest)


def level(input_seed_, digest):
    """SP22."""
    return leading_zero_bits(level_hash(input_seed_, digest))


def judge(p, seed, host_key, nonce, digest, o):
    """SP19 to SP22 of one nonce, as GK1 lists them."""
    inp = input_seed(seed, host_key, nonce)
    pi = permutation(permutation_seed(inp, digest), p.vocab)
    t = target(target_seed(seed), p.vocab)
    dot = int(np.sum(t * o[pi]))
    total, sum_squares, target_squares = int(np.sum(o)), int(np.sum(o * o)), int(np.sum(t * t))
    return {
        "nonce": str(nonce),
        "digest": digest.hex(),
        "sum": total,
        "sumSquares": sum_squares,
        "dot": dot,
        "appropriate": appropriate(dot, total, sum_squares, target_squares, p.vocab, p.thresholdSquared),
        "level": level(inp, digest),
    }


def run_nonces(p, seed, host_key, nonces, after_layer=None):
    """A backend as in GK1: (params, sprintSeed, hostKey, nonces) to a result for each nonce."""
    results = run_model(p, model_key(seed), [input_seed(seed, host_key, n) for n in nonces], after_layer)
    return [judge(p, seed, host_key, n, digest, o) for n, (digest, _, o) in zip(nonces, results)]


# --- 6. The proof --------------------------------------------------------------------------------

MAX_BYTES = 3072
HEADER = 1 + 32 + 32 + 1 + 2 + 1
MAX_LEVEL = 40
ESCAPE = 24  # SP25: one-bits that announce a gap in all its 64 bits


def check_form(level_, count, max_nonces=1024):
    """SP23, less the order of the nonces."""
    if not 1 <= count <= max_nonces:
        raise ValueError("count out of range")
    if not 0 <= level_ <= MAX_LEVEL:
        raise ValueError("level out of range")
    if level_ > 0 and 8 * count < 3 * max_nonces:
        raise ValueError("too few nonces for a level above 0")


def gaps_of(nonces):
    """SP25."""
    return [n if i == 0 else n - nonces[i - 1] - 1 for i, n in enumerate(nonces)]


def gap_bits(g, k):
    """SP25: length of one gap in bits."""
    return (g >> k) + 1 + k if g >> k < ESCAPE else ESCAPE + 64


def rice_bits(gaps, k):
    """SP25: length in bits."""
    return sum(gap_bits(g, k) for g in gaps)


def best_k(gaps):
    """SP25."""
    return min(range(64), key=lambda k: (rice_bits(gaps, k), k))


def number_bits(x, count):
    """The low `count` bits of x, high bit first."""
    return "".join(str(x >> i & 1) for i in reversed(range(count)))


def gap_text(g, k, escape):
    """SP25: one gap, as a string of 0 and 1."""
    return "1" * ESCAPE + number_bits(g, 64) if escape else "1" * (g >> k) + "0" + number_bits(g, k)


def pack(seed, host_key, level_, count, k, gaps, version=1, padding="0", escaped=()):
    """SP25: bytes without any check. The gaps numbered in `escaped` are written in the second form, however small."""
    bits = "".join(gap_text(g, k, g >> k >= ESCAPE or i in escaped) for i, g in enumerate(gaps))
    bits += padding * (-len(bits) % 8)
    body = bytes(int(bits[i : i + 8], 2) for i in range(0, len(bits), 8))
    return struct.pack("<B32s32sBHB", version, seed, host_key, level_, count, k) + body


def encode(seed, host_key, level_, nonces, max_nonces=1024):
    """SP23, SP25."""
    check_form(level_, len(nonces), max_nonces)
    if not all(0 <= n <= U64_MAX for n in nonces):
        raise ValueError("nonce out of range")
    gaps = gaps_of(nonces)
    if any(g < 0 for g in gaps):
        raise ValueError("nonces not strictly ascending")
    k = best_k(gaps)
    if HEADER + (rice_bits(gaps, k) + 7) // 8 > MAX_BYTES:
        raise ValueError("longer than 3,072 bytes")
    return pack(seed, host_key, level_, len(nonces), k, gaps)


def decode(data, max_nonces=1024):
    """SP25: (sprintSeed, hostKey, level, nonces), or ValueError."""
    if not HEADER <= len(data) <= MAX_BYTES:
        raise ValueError("length out of range")
    version, seed, host_key, level_, count, k = struct.unpack("<B32s32sBHB", data[:HEADER])
    if version != 1:
        raise ValueError("unknown version")
    check_form(level_, count, max_nonces)
    if k > 63:
        raise ValueError("k out of range")
    bits = "".join(format(b, "08b") for b in data[HEADER:])
    at, nonces = 0, []

    def take(n):
        nonlocal at
        if at + n > len(bits):
            raise ValueError("truncated")
        at += n
        return int(bits[at - n : at], 2) if n else 0

    for i in range(count):
        ones = 0
        while ones < ESCAPE and take(1):
            ones += 1
        g = take(64) if ones == ESCAPE else ones << k | take(k)
        nonce = g if i == 0 else nonces[-1] + 1 + g
        if nonce > U64_MAX:
            raise ValueError("nonce past 2^64 - 1")
        nonces.append(nonce)
    if encode(seed, host_key, level_, nonces, max_nonces) != data:
        raise ValueError("not the canonical encoding")
    return seed, host_key, level_, nonces


def proof_hash(encoding):
    """SP26."""
    return H("proof", encoding)


def weight(level_, count):
    """SP24, of a valid proof."""
    return count << level_


def longest_start(nonces, max_nonces):
    """SP27: how many nonces are left when as few as possible are left out from the end, so that the rest fit SP23 and SP25."""
    gaps = gaps_of(nonces[:max_nonces])
    room = 8 * (MAX_BYTES - HEADER)
    return max(sum(bits <= room for bits in itertools.accumulate(gap_bits(g, k) for g in gaps)) for k in range(64))


def select(finds, max_nonces=1024):
    """SP27: (level, nonces) from appropriate nonces with their levels, [(nonce, level), ...]."""
    cut = []
    for level_ in range(MAX_LEVEL + 1):
        nonces = sorted(n for n, at in finds if at >= level_)
        kept = nonces[: longest_start(nonces, max_nonces)]
        try:
            check_form(level_, len(kept), max_nonces)
        except ValueError:
            continue
        if kept == nonces:
            return level_, nonces
        cut.append((level_, kept))
    if not cut:
        raise ValueError("nothing found")
    return max(cut, key=lambda c: (weight(c[0], len(c[1])), -c[0]))
