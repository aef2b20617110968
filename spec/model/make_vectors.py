"""Writes ../vectors/sprint/*.json from the twin in sprint.py, always the same bytes.

    python3 make_vectors.py            write everything (about 15 seconds on one core)
    python3 make_vectors.py --quick    without the full-size models, whose cases stay as they are
    python3 make_vectors.py --check    write nothing: regenerate and compare; fails on any difference
Both options may be given; then the full-size cases are not compared.
"""

import json
import math
import os
import random
import sys

import numpy as np

import sprint as s

HERE = os.path.dirname(os.path.abspath(__file__))
FOLDER = os.path.join(HERE, "..", "vectors", "sprint")
SMALL = ("test", "local")
FULL = ("testnet", "mainnet")
U64_MAX = 2**64 - 1


def named(label):
    """32 bytes with no meaning."""
    return s.sha256(label.encode())


def r_of(preset):
    return named("r " + preset)


def host_of(preset):
    return named("host " + preset)


def numbers(array):
    return [int(v) for v in np.asarray(array).reshape(-1)]


def sha(data):
    return s.sha256(data).hex()


# --- small files ---------------------------------------------------------------------------------


def make_hash():
    parts = [
        ("one part of 32 bytes", "sprint", [bytes(32)]),
        ("three parts", "input", [named("a"), named("b"), s.u64le(1)]),
        ("no part", "empty", []),
        ("empty part", "empty", [b""]),
        ("long last part", "proof", [bytes(i & 255 for i in range(3072))]),
        ("tag with a hyphen", "sprint-params", [bytes(40)]),
    ]
    return [
        {"name": n, "tag": t, "parts": [b.hex() for b in p], "hash": s.H(t, *p).hex()} for n, t, p in parts
    ]


def make_seeds():
    cases = []
    for label, r, host in (
        ("zeros", bytes(32), bytes(32)),
        ("ones", b"\xff" * 32, b"\xff" * 32),
        ("local", r_of("local"), host_of("local")),
    ):
        for nonce in (0, 1, 255, 2**32 - 1, 2**32, 2**53 + 1, 2**63, U64_MAX):
            seed = s.sprint_seed(r)
            cases.append(
                {
                    "name": f"{label}, nonce {nonce}",
                    "r": r.hex(),
                    "hostKey": host.hex(),
                    "nonce": str(nonce),
                    "sprintSeed": seed.hex(),
                    "nodeSeed": s.node_seed(host).hex(),
                    "inputSeed": s.input_seed(seed, host, nonce).hex(),
                    "modelKey": s.model_key(seed).hex(),
                    "targetSeed": s.target_seed(seed).hex(),
                }
            )
    return cases


def make_generator():
    cases = []
    for label, key in (("zeros", bytes(32)), ("ones", b"\xff" * 32), ("counting", bytes(range(32))), ("hash", named("g"))):
        for tensor, index in ((0, 0), (0, 1), (1, 0), (517, 131071), (2**32 - 1, 2**32 - 1)):
            words = s.block(key, tensor, index)
            values = s.byte_values(np.array(words, np.uint32)[:, None])
            cases.append(
                {
                    "name": f"{label}, tensor {tensor}, index {index}",
                    "key": key.hex(),
                    "tensor": tensor,
                    "index": index,
                    "words": words,
                    "values": numbers(values),
                }
            )
    return cases


def tensor_case(preset, layer, kind):
    p = s.PRESETS[preset]
    key = s.model_key(s.sprint_seed(r_of(preset)))
    K, N = s.tensor_shape(p, kind)
    w = s.whole_tensor(key, p, layer, kind)
    spots = [(0, 0), (1, 0), (2, 0), (3, 0), (4, 0), (63, 0), (64, 0), (0, 1), (0, 2), (5, 77), (K // 2 + 7, N // 2 + 3),
             (K - 1, 0), (0, N - 1), (K - 1, N - 1)]
    return {
        "name": f"{preset}, layer {layer}, {s.KINDS[kind]}",
        "preset": preset,
        "modelKey": key.hex(),
        "layer": layer,
        "kind": kind,
        "tensor": s.tensor_index(p, layer, kind),
        "rows": K,
        "columns": N,
        "elements": [{"k": k, "n": n, "value": int(w[k, n])} for k, n in spots],
        "sha256": sha(w.tobytes()),
    }


def make_tensors(full):
    cases = []
    for preset in FULL if full else SMALL:
        layers = [0] if full else range(s.PRESETS[preset].layers)
        cases += [tensor_case(preset, layer, kind) for layer in layers for kind in range(5)]
        if full:
            cases.append(tensor_case(preset, s.PRESETS[preset].layers - 1, 4))
        cases.append(tensor_case(preset, 0, 5))
    return cases


def make_primitives():
    cases = []

    def add(fn, f, *args):
        cases.append({"name": f"{fn}({', '.join(map(str, args))})", "fn": fn, "args": list(args), "result": f(*args)})

    for x, k in ((5, 0), (-5, 0), (1, 1), (-1, 1), (3, 1), (-3, 1), (2, 2), (-2, 2), (1, 2), (-1, 2), (-3, 2), (6, 2), (-6, 2),
                 (7, 3), (-4, 3), (4, 3), (-5, 3), (32768, 16), (32767, 16), (-32768, 16), (-32769, 16), (98304, 16), (-98304, 16),
                 (8192, 14), (8191, 14), (-8192, 14), (-8193, 14), (2**30, 12), (-(2**30), 12), (2**31 - 1 - 2**15, 16), (-(2**31), 16),
                 (-(2**31), 1), (0, 5), (15, 5), (16, 5), (-16, 5), (-17, 5), (16129, 5), (-16129, 5)):
        add("rsh", s.rsh, x, k)
    for x in (0, 1, -1, 126, 127, 128, -126, -127, -128, -129, 2**31 - 1, -(2**31)):
        add("clamp", s.clamp, x)
    values = {0, 1, 2, 3, 4, 5, 8, 9, 15, 16, 17, 2**31 - 1, 2**31, 2**32 - 1, 2**22, 2**22 - 1}
    for r in (255, 256, 2047, 2048, 4095, 4096, 11585, 32767, 32768, 46340, 46341, 65534, 65535):
        values |= {r * r - 1, r * r, r * r + 1}
    for v in sorted(values):
        add("isqrt", s.isqrt, v)
    for v in sorted({0} | {x for b in (0, 1, 2, 3, 10, 11, 12, 20, 30, 31) for x in (2**b - 1, 2**b, 2**b + 1)}):
        add("bitLength", s.bit_length, v)
    return cases


def make_norm():
    rng = random.Random(11)
    D = 128
    gauss = lambda scale: [round(rng.gauss(0, scale)) for _ in range(D)]
    one = lambda v, rest=0: [v if i == 5 else rest for i in range(D)]
    xs = [
        ("typical first layer", numbers(s.input_residual(s.PRESETS["local"], named("norm"))[0])),
        ("typical later layer", gauss(12000)),
        ("e = 0, small", gauss(300)),
        ("e = 0, tiny", gauss(2)),
        ("all zero", [0] * D),
        ("one 1", one(1)),
        ("one -1", one(-1)),
        ("one huge", one(2**20)),
        ("one huge negative", one(-(2**20))),
        ("one huge among typical", [2**20 if i == 77 else v for i, v in enumerate(gauss(5000))]),
        ("all 2047 (e = 0)", [2047] * D),
        ("all -2047 (e = 0)", [-2047] * D),
        ("all 2048 (e = 1)", [2048] * D),
        ("all 4095 (z = 2048 by rounding)", [4095] * D),
        ("all -4095 (z = -2047)", [-4095] * D),
        ("alternating 4095 and -4095", [4095 if i % 2 else -4095 for i in range(D)]),
        ("all negative", [-abs(v) - 1 for v in gauss(4000)]),
        ("highest 2047 and -2047 by turns (e = 0)", [2047 - 8 * i if i % 2 else -2047 + 8 * i for i in range(D)]),
        ("highest is -2048 (e = 1)", [-2048 if i == 0 else i * 16 - 1000 for i in range(D)]),
        ("all 1", [1] * D),
        ("all 3", [3] * D),
        ("root just below 2", [3 if i % 8 == 0 else -1 for i in range(D)]),
        ("one beyond any residual", one(2**29)),  # 64 layers of the largest possible sums stay below 2^29
        ("all beyond any residual, by turns", [2**29 if i % 3 else -(2**29) for i in range(D)]),
        ("clipped outliers", [20000 if i % 32 == 0 else (-20000 if i % 32 == 16 else v) for i, v in enumerate(gauss(900))]),
    ]
    return [{"name": n, "x": x, "y": numbers(s.norm_row(np.array(x, np.int64)))} for n, x in xs]


def make_attention():
    rng = random.Random(13)
    D = 128
    wide = 3 * D

    def rows(f):
        return [f(pos, col) for pos in range(4) for col in range(wide)]

    third = lambda col: col // D  # 0 query, 1 key, 2 value
    ts = [
        ("typical", rows(lambda pos, col: s.clamp(round(rng.gauss(0, 32))))),
        ("uniform", rows(lambda pos, col: rng.randint(-127, 127))),
        ("all 127", rows(lambda pos, col: 127)),
        ("all -127", rows(lambda pos, col: -127)),
        ("all 0", rows(lambda pos, col: 0)),
        ("signs only", rows(lambda pos, col: rng.choice((-127, 127)))),
        ("ties: queries zero, so a mean with halves", rows(lambda pos, col: 0 if third(col) == 0 else rng.randint(-127, 127))),
        ("ties: values differ by one", rows(lambda pos, col: 0 if third(col) < 2 else (pos + col) % 2 - (col % 5))),
        ("keys opposed: weights at the end of the table",
         rows(lambda pos, col: 127 if third(col) == 0 else (127 if pos % 2 else -127) if third(col) == 1 else rng.randint(-127, 127))),
        ("values lowest", rows(lambda pos, col: rng.randint(-127, 127) if third(col) < 2 else -127)),
        ("small scores", rows(lambda pos, col: rng.randint(-9, 9) if third(col) < 2 else rng.randint(-127, 127))),
    ]
    return [{"name": n, "t": t, "a": numbers(s.attention(np.array(t, np.int64).reshape(4, wide)))} for n, t in ts]


def make_feed_forward():
    rng = random.Random(14)
    extremes = (-127, -126, -64, -42, -41, -33, -32, -2, -1, 0, 1, 2, 31, 32, 64, 126, 127)
    sets = [
        ("extremes", [(g, u) for g in extremes for u in extremes]),
        ("random", [(rng.randint(-127, 127), rng.randint(-127, 127)) for _ in range(256)]),
        ("every gate", [(g, 127 if g % 2 else -127) for g in range(-127, 128)]),
    ]
    cases = []
    for n, pairs in sets:
        g, u = (np.array(v, np.int64) for v in zip(*pairs))
        cases.append({"name": n, "g": numbers(g), "u": numbers(u), "f": numbers(s.feed_forward(g, u))})
    return cases


def make_trace():
    p = s.PRESETS["local"]
    seed, host = s.sprint_seed(r_of("local")), host_of("local")
    nonces = (0, 1, U64_MAX)
    seeds = [s.input_seed(seed, host, n) for n in nonces]
    steps = {}

    def trace(layer, name, array):
        steps.setdefault(layer, {})[name] = array

    results = s.run_model(p, s.model_key(seed), seeds, trace=trace)
    cases = []
    for at, nonce in enumerate(nonces):

        def entry(name, x):
            data = s.i32le(x) if name in ("input", "afterAttention", "residual") else s.i8(x)
            return {"sha256": sha(data), **({"values": numbers(x)} if nonce == 0 else {})}

        digest, y, o = results[at]
        cases.append(
            {
                "name": f"nonce {nonce}",
                "preset": "local",
                "sprintSeed": seed.hex(),
                "hostKey": host.hex(),
                "modelKey": s.model_key(seed).hex(),
                "nonce": str(nonce),
                "inputSeed": seeds[at].hex(),
                "input": entry("input", s.input_residual(p, seeds[at])),
                "layers": [{n: entry(n, x[at]) for n, x in steps[layer].items()} for layer in range(p.layers)],
                "digest": digest.hex(),
                "y": numbers(y),
                "o": numbers(o),
            }
        )
    return cases


def make_permutation():
    cases = []
    for V in (1024, 8192):
        for i in range(3):
            inp, digest = (bytes(32), bytes(32)) if i == 0 else (named(f"input {i}"), named(f"digest {i}"))
            seed = s.permutation_seed(inp, digest)
            pi = s.permutation(seed, V)
            cases.append(
                {
                    "name": f"vocab {V}, {i}",
                    "inputSeed": inp.hex(),
                    "digest": digest.hex(),
                    "vocab": V,
                    "permutationSeed": seed.hex(),
                    "c": numbers(np.frombuffer(seed, "<u4")),
                    "first": pi[:16],
                    "sha256": sha(np.array(pi, "<u2").tobytes()),
                }
            )
    return cases


def make_target():
    cases = []
    for label, seed in (("zeros", bytes(32)), ("local", s.target_seed(s.sprint_seed(r_of("local"))))):
        for V in (1024, 8192):
            t = s.target(seed, V)
            cases.append(
                {
                    "name": f"{label}, vocab {V}",
                    "targetSeed": seed.hex(),
                    "vocab": V,
                    "first": numbers(t[:16]),
                    "sha256": sha(s.i8(t)),
                    "targetSquares": int(np.sum(t * t)),
                }
            )
    return cases


def make_pass_test():
    cases = []

    def add(name, dot, total, squares, target_squares, V, threshold):
        cases.append(
            {
                "name": name,
                "dot": dot,
                "sum": total,
                "sumSquares": squares,
                "targetSquares": target_squares,
                "vocab": V,
                "thresholdSquared": threshold,
                "appropriate": s.appropriate(dot, total, squares, target_squares, V, threshold),
            }
        )

    for label, V, threshold, total, squares, target_squares in (
        ("mainnet, typical", 8192, 4905986, -3012, 8747123, 11182080),
        ("mainnet, mean far from zero", 8192, 4905986, 260111, 17747123, 11200001),
        ("mainnet, largest", 8192, 4905986, 0, 8192 * 127**2, 8192 * 63**2),
        ("mainnet, largest mean", 8192, 4905986, 8190 * 127, 8192 * 127**2, 8192 * 63**2),
        ("local, typical", 1024, 19477136, 801, 1093111, 1398101),
        ("local, negative sum", 1024, 19477136, -20801, 1093113, 1391111),
        ("test, typical", 1024, 9881052, 44, 1048576, 1400001),
        ("threshold of all", 1024, 2**32 - 1, 5, 1048577, 1400003),
    ):
        least = threshold * (V * squares - total * total) * target_squares
        smallest = math.isqrt(-(-least // (V * 2**32)) - 1) + 1
        for n, dot in (("smallest that passes", smallest), ("one less", smallest - 1), ("one more", smallest + 1),
                       ("negative of the smallest", -smallest), ("zero", 0)):
            add(f"{label}: {n}", dot, total, squares, target_squares, V, threshold)
    for dot in (16383, 16384, 16385, -16384):  # both sides are equal at 16,384
        add(f"equal sides at 16384: {dot}", dot, 0, 2**16, 2**20, 1024, 2**24)
    for dot in (-1, 0, 1):  # a constant output always has dot 0; 1 shows that the formula itself is followed
        add(f"zero variance: {dot}", dot, 1024 * 7, 1024 * 49, 1398101, 1024, 19477136)
        add(f"all zero: {dot}", dot, 0, 0, 1398101, 1024, 19477136)
    return cases


def make_level():
    cases, wanted = [], {0: 2, 1: 2, 2: 1, 3: 2, 5: 1, 8: 2, 9: 1, 12: 1}
    i = 0
    while wanted:
        inp, digest = named(f"input {i}"), named(f"digest {i}")
        found = s.level(inp, digest)
        if found in wanted:
            wanted[found] -= 1
            if not wanted[found]:
                del wanted[found]
            cases.append({"name": f"level {found}, {i}", "inputSeed": inp.hex(), "digest": digest.hex(),
                          "hash": s.level_hash(inp, digest).hex(), "level": found})
        i += 1
    return sorted(cases, key=lambda c: c["level"])


def of_bits(bits, count, far=0):
    """Ascending nonces whose shortest code is this many bits; the first `far` gaps are long ones."""
    rng = random.Random(25)
    gaps = [int(rng.expovariate(1 / 4.4e6)) for _ in range(count)]
    gaps[:far] = [2**60 + i for i in range(far)]
    for step in range(100000):
        k = s.best_k(gaps)
        missing = bits - s.rice_bits(gaps, k)
        if not missing:
            break
        i = far + step % (count - far)
        gaps[i] = max(0, gaps[i] + (1 << k if missing > 0 else -(1 << k)))
    else:
        raise AssertionError("not found")
    return of_gaps(gaps)


def of_gaps(gaps):
    nonces, last = [], -1
    for g in gaps:
        last += 1 + g
        nonces.append(last)
    return nonces


FAR = 2**62


def make_escapes():
    """Lists for the two forms of a gap in SP25: (name, level, nonces, k, how many gaps take the second form)."""
    rng = random.Random(24)
    near = [0] * 100
    wide = [31, 63] * 100
    row = list(range(20))
    clusters = [start + n for start in (0, 2**40, 2**56 + 9, 2**63 + 1, U64_MAX - 59) for n in range(0, 60, 3)]
    return [
        ("k = 0, a gap of 23", 0, of_gaps(near + [23]), 0, 0),
        ("k = 0, a gap of 24", 0, of_gaps(near + [24]), 0, 1),
        ("k = 0, a first gap of 23", 0, of_gaps([23] + near), 0, 0),
        ("k = 0, a first gap of 24", 0, of_gaps([24] + near), 0, 1),
        ("k = 5, a gap of 23 << 5", 0, of_gaps(wide + [23 << 5]), 5, 0),
        ("k = 5, a gap of (24 << 5) - 1", 0, of_gaps(wide + [(24 << 5) - 1]), 5, 0),
        ("k = 5, a gap of 24 << 5", 0, of_gaps(wide + [24 << 5]), 5, 1),
        ("k = 5, gaps of 22, 23, 24 and 25 << 5", 0, of_gaps(wide + [22 << 5, 23 << 5, 24 << 5, 25 << 5] + wide), 5, 2),
        ("escape one bit longer than k = 1", 0, of_gaps([0] * 73 + [24]), 1, 0),
        ("escape as long as k = 1: k = 0 and 1 tie", 0, of_gaps([0] * 74 + [24]), 0, 1),
        ("nonce 2^62", 0, [FAR], 61, 0),
        ("20 in a row from 2^62", 0, [FAR + n for n in row], 0, 1),
        ("20 in a row, then 2^62", 0, row + [FAR], 0, 1),
        ("20 in a row, the last 2^64 - 1", 0, [U64_MAX - n for n in reversed(row)], 0, 1),
        ("20 in a row, then 2^64 - 1", 0, row + [U64_MAX], 0, 1),
        ("17 of 1,000 from 2^62", 0, [FAR + n for n in sorted(rng.sample(range(1000), 17))], 5, 1),
        ("1,024 of 1,000,000 from 2^62, level 7", 7, [FAR + n for n in sorted(rng.sample(range(1000000), 1024))], 9, 1),
        ("five clusters: four escapes", 0, clusters, 0, 4),
        ("400 of 25,600, then as many from 2^50, level 1", 1, [a + n for a in (0, 2**50) for n in sorted(rng.sample(range(25600), 400))], 5, 1),
        ("3,072 bytes with 10 escapes", 5, of_bits(8 * (s.MAX_BYTES - s.HEADER), 1024, 10), None, 10),
    ]


def make_proof():
    rng = random.Random(23)
    seed, host = s.sprint_seed(r_of("local")), host_of("local")
    sample = lambda n, count: sorted(rng.sample(range(n), count))
    full_bits = 8 * (s.MAX_BYTES - s.HEADER)
    lists = [
        ("nonce 0", 0, [0]),
        ("nonce 1: k = 0 and 1 tie", 0, [1]),
        ("nonce 2: k = 0 and 1 tie", 0, [2]),
        ("nonce 3", 0, [3]),
        ("nonce 2^63", 0, [2**63]),
        ("nonce 2^64 - 1", 0, [U64_MAX]),
        ("lowest and highest", 0, [0, U64_MAX]),
        ("the two highest", 0, [U64_MAX - 1, U64_MAX]),
        ("20 in a row", 0, list(range(20))),
        ("20 in a row, not from 0", 0, list(range(1000, 1020))),
        ("bits fill the last byte", 0, list(range(8))),
        ("bits fill one more byte by one bit", 0, list(range(9))),
        ("one long gap among short ones", 0, list(range(30)) + [5000, 5001]),
        ("17 of 1,000", 0, sample(1000, 17)),
        ("100 of 90,000", 0, sample(90000, 100)),
        ("400 of 25,600, level 2", 2, sample(25600, 400)),
        ("384 at level 40", 40, sample(2**20, 384)),
        ("384 at level 1", 1, sample(2**12, 384)),
        ("1,024 in a row", 0, list(range(1024))),
        ("1,024 of 1,000,000, level 3", 3, sample(1000000, 1024)),
        ("3,072 bytes, the most", 5, of_bits(full_bits, 1024)),
    ]
    for name, level, nonces, k, escapes in make_escapes():
        gaps = s.gaps_of(nonces)
        best = s.best_k(gaps)
        assert (best if k is None else k, escapes) == (best, sum(g >> best >= s.ESCAPE for g in gaps)), (name, best)
        lists.append((name, level, nonces))
    cases, encodings = [], {}
    for name, level, nonces in lists:
        data = s.encode(seed, host, level, nonces)
        encodings[name] = data
        cases.append(
            {
                "name": name,
                "sprintSeed": seed.hex(),
                "hostKey": host.hex(),
                "level": level,
                "nonces": [str(n) for n in nonces],
                "encoding": data.hex(),
                "k": data[68],
                "proofHash": s.proof_hash(data).hex(),
                "weight": str(s.weight(level, len(nonces))),
            }
        )

    invalid = []

    def bad(name, why, data):
        try:
            s.decode(data)
        except ValueError:
            invalid.append({"name": name, "why": why, "bytes": data.hex()})
        else:
            raise AssertionError(f"accepted: {name}")

    def packed(level, nonces, k=None, count=None, **more):
        gaps = s.gaps_of(nonces)
        return s.pack(seed, host, level, len(nonces) if count is None else count, s.best_k(gaps) if k is None else k, gaps, **more)

    base = [v * 37 + 5 for v in range(21)]
    good = s.encode(seed, host, 0, base)
    k = good[68]
    bad("empty", "truncated", b"")
    bad("half a header", "truncated", good[:40])
    bad("header less its last byte", "truncated", good[:68])
    bad("header alone", "truncated", good[:69])
    bad("less its last byte", "truncated", good[:-1])
    bad("one zero byte more", "trailing byte", good + b"\x00")
    bad("one byte more", "trailing byte", good + b"\xff")
    bad("k one more", "non-canonical k", packed(0, base, k + 1))
    bad("k one less", "non-canonical k", packed(0, base, k - 1))
    bad("k of equal length but larger", "non-canonical k", packed(0, [1], 1))
    bad("k = 63 for nonce 0", "non-canonical k", packed(0, [0], 63))
    bad("k = 64", "k out of range", good[:68] + b"\x40" + good[69:])
    bad("k = 255", "k out of range", good[:68] + b"\xff" + good[69:])
    assert packed(0, base) != packed(0, base, padding="1")
    bad("padding of ones", "non-zero padding", packed(0, base, padding="1"))
    bad("last bit of the padding", "non-zero padding", good[:-1] + bytes([good[-1] | 1]))
    bad("version 0", "wrong version", packed(0, base, version=0))
    bad("version 2", "wrong version", packed(0, base, version=2))
    even = base[:next(n for n in range(10, 20) if s.rice_bits(s.gaps_of(base[:n]), k) % 8 == 0)]  # no padding to read a gap from
    bad("count one more than the gaps", "count mismatch", packed(0, even, count=len(even) + 1))
    bad("count two more than the gaps", "count mismatch", packed(0, base, count=len(base) + 2))
    bad("count one less than the gaps", "count mismatch", packed(0, base, count=20))
    bad("count 0 with gaps", "count 0", packed(0, base, count=0))
    bad("count 0", "count 0", packed(0, [], k=0))
    bad("count 1025", "count over maxNonces", packed(0, list(range(1025))))
    bad("count 65535", "count over maxNonces", packed(0, base, count=65535))
    many = [v * 3 for v in range(400)]
    bad("level 41", "level over 40", packed(41, many))
    bad("level 255", "level over 40", packed(255, many))
    bad("level 1 with 383", "too few nonces for a level above 0", packed(1, many[:383]))
    bad("level 40 with 1", "too few nonces for a level above 0", packed(40, [9]))
    bad("nonce 2^64", "past 2^64 - 1", packed(0, [2**64]))
    bad("2^64 - 1, then one more", "past 2^64 - 1", packed(0, [U64_MAX, U64_MAX + 1]))
    bad("2^63 - 1, then 2^64", "past 2^64 - 1", packed(0, [2**63 - 1, 2**64]))
    bad("gap of 23 one-bits at k = 63", "past 2^64 - 1", packed(0, [(23 << 63) + 1], k=63))
    bad("3,073 bytes", "over 3,072 bytes", packed(5, of_bits(full_bits + 1, 1024)))
    bad("3,073 bytes with 10 escapes", "over 3,072 bytes", packed(5, of_bits(full_bits + 1, 1024, 10)))
    bad("all one-bits to 3,072 bytes", "past 2^64 - 1", good[:69] + b"\xff" * (3072 - 69))

    # The second form of a gap.
    row = list(range(20))
    first, last = [FAR + n for n in row], row + [FAR]
    to_first, to_last = packed(0, first), packed(0, last)
    assert to_first[68] == to_last[68] == 0 and len(to_first) == len(to_last) == 69 + 14
    bad("escape for a gap of 0", "escape for a small gap", packed(0, row, escaped=[0]))
    bad("escape for a gap of 0, the last", "escape for a small gap", packed(0, row, escaped=[19]))
    bad("escape for g >> k = 23, k = 0", "escape for a small gap", packed(0, of_gaps([0] * 100 + [23]), escaped=[100]))
    bad("escape for g >> k = 23, k = 5", "escape for a small gap", packed(0, of_gaps([31, 63] * 100 + [(24 << 5) - 1]), escaped=[200]))
    bad("escape for nonce 2^64 - 1 at k = 63", "escape for a small gap", packed(0, [U64_MAX], escaped=[0]))
    bad("escape for nonce 2^64 - 1 at k = 0", "non-canonical k", packed(0, [U64_MAX], 0))
    bad("escapes for all gaps", "escape for a small gap", packed(0, base, escaped=range(21)))
    bad("k = 1 where an escape at k = 0 ties", "non-canonical k", packed(0, of_gaps([0] * 74 + [24]), 1))
    bad("k = 0 with an escape where k = 1 is shorter", "non-canonical k", packed(0, of_gaps([0] * 73 + [24]), 0))
    bad("k = 62 without an escape", "non-canonical k", packed(0, first, 62))
    bad("24 one-bits alone", "truncated", good[:68] + b"\x00" + b"\xff" * 3)
    bad("23 one-bits and no zero bit", "truncated", s.pack(seed, host, 0, 1, 0, [0])[:69] + b"\xff" * 2)
    bad("first gap an escape, cut short in it", "truncated", to_first[: 69 + 10])
    bad("first gap an escape, nothing after it", "truncated", to_first[: 69 + 11])
    bad("last gap an escape, less its last byte", "truncated", to_last[:-1])
    bad("last gap an escape, less the 64 bits", "truncated", to_last[: 69 + 6])
    bad("nonce 0, then an escape to 2^64", "past 2^64 - 1", packed(0, [0, U64_MAX + 1]))
    bad("20 in a row, then an escape to 2^64", "past 2^64 - 1", packed(0, row + [U64_MAX + 1]))
    bad("20 in a row, then an escape to 2^64 + 19", "past 2^64 - 1", packed(0, row + [U64_MAX + 20]))
    bad("escape to 2^63, then one to 2^64", "past 2^64 - 1", packed(0, row + [2**63] + [2**63 + 1 + n for n in row] + [U64_MAX + 1]))
    bad("20 in a row from 2^64 - 19", "past 2^64 - 1", packed(0, [U64_MAX - 18 + n for n in row]))
    bad("escape and padding of ones", "non-zero padding", packed(0, first, padding="1"))
    bad("escape and last bit of the padding", "non-zero padding", to_last[:-1] + bytes([to_last[-1] | 1]))
    bad("escape and one zero byte more", "trailing byte", to_last + b"\x00")
    return cases, invalid


def make_select():
    """Finds and nonces are runs: `count` nonces, each `step` after the one before. Runs of finds may overlap; of nonces they ascend."""
    cases = []

    def add(name, wanted, *finds):
        runs = [dict(zip(("first", "step", "count", "level"), run)) for run in finds]
        found = sorted((r["first"] + i * r["step"], r["level"]) for r in runs for i in range(r["count"]))
        assert len({n for n, _ in found}) == len(found) and found[-1][0] <= U64_MAX, name
        level, nonces = s.select(found)
        s.encode(bytes(32), bytes(32), level, nonces)
        assert (level, len(nonces)) == wanted, (name, level, len(nonces))
        chosen = []
        for n in nonces:
            last = chosen[-1] if chosen else None
            if last and last["count"] == 1:
                last["step"] = n - last["first"]
            if last and n == last["first"] + last["count"] * last["step"]:
                last["count"] += 1
            else:
                chosen.append({"first": n, "step": 1, "count": 1})
        text = lambda run: {**run, "first": str(run["first"]), "step": str(run["step"])}
        cases.append({"name": name, "finds": [text(r) for r in runs], "level": level, "nonces": [text(r) for r in chosen]})

    add("one find, level 9", (0, 1), (77, 1, 1, 9))
    add("1,024 finds", (0, 1024), (0, 2, 1024, 0))
    add("1,024 finds from 2^62", (0, 1024), (FAR, 1000, 1024, 3))
    add("1,025 finds, 384 at level 1", (1, 384), (0, 3, 641, 0), (1, 3, 384, 1))
    add("1,025 finds, 383 at level 1: the end is left out", (0, 1024), (0, 3, 642, 0), (2000, 3, 383, 1))
    add("levels 0 to 2 too long, level 3 fits", (3, 1000), (0, 4, 5000, 0), (1, 4, 1500, 1), (2, 4, 1025, 2), (3, 4, 1000, 3))
    add("1,025 at level 1, 383 at level 2: 1,024 at level 1", (1, 1024), (0, 4, 2000, 0), (1, 4, 642, 1), (3002, 4, 383, 2))
    add("1,025 at level 40", (40, 1024), (5, 7, 1025, 40))
    add("1,025 at level 64", (40, 1024), (5, 7, 1025, 64))
    add("384 at levels over 40", (40, 384), (5, 7, 1025, 39), (6, 7, 384, 41))
    # 900 gaps of 2^30 - 1 need 31 bits each, which is over 3,072 bytes; 450 do not
    add("900 too wide, 450 at level 1", (1, 450), (2**30 - 1, 2**31, 450, 0), (2**31 - 1, 2**31, 450, 1))
    add("900 too wide, 383 at level 1: the end is left out", (0, 774), (2**30 - 1, 2**30, 517, 0), (518 * 2**30 - 1, 2**30, 383, 1))
    add("450 over the whole range, 225 at level 1", (0, 436), (2**54 - 1, 2**55, 225, 0), (2**55 - 1, 2**55, 225, 1))
    add("450 over the whole range, all at level 6", (6, 436), (2**54 - 1, 2**54, 450, 6))
    # 1,024 in a row at level 0; then gaps of 46 bits and gaps of 47 bits at level 1, of which just so many fit
    wide = lambda short: [(0, 1, 1024, 0), (2**45 - 1, 2**45, short, 1), ((short + 1) * 2**45, 2**45 + 1, 800 - short, 1)]
    add("weights tie: the lower level", (0, 1024), *wide(40))
    add("weight of level 1 greater by one nonce", (1, 513), *wide(87))
    add("weight of level 1 less by one nonce", (0, 1024), *wide(39))
    return cases


def make_params():
    cases = []
    for p in s.PRESETS.values():
        cases.append(
            {
                "name": p.name,
                "layers": p.layers,
                "dim": p.dim,
                "heads": p.heads,
                "ffn": p.ffn,
                "vocab": p.vocab,
                "positions": s.POSITIONS,
                "requantShift": p.requantShift,
                "attentionShift": p.attentionShift,
                "ffnShift": p.ffnShift,
                "thresholdSquared": p.thresholdSquared,
                "maxNonces": p.maxNonces,
                **dict(zip(s.TIMING_NAMES, s.TIMING[p.name])),
                "sprintParamsHash": s.params_hash(p).hex(),
            }
        )
    return cases


# --- whole nonces --------------------------------------------------------------------------------

FULL_NONCES = {"testnet": [0, 7, 8, U64_MAX], "mainnet": [0, 7, 8, U64_MAX]}
LAYER_COUNTS = (1, 2, 4, 8, 16, 32, 64)
LAYER_NONCE = 7


def nonces_case(preset, nonces, after_layer=None):
    seed, host = s.sprint_seed(r_of(preset)), host_of(preset)
    return {
        "name": preset,
        "preset": preset,
        "sprintSeed": seed.hex(),
        "hostKey": host.hex(),
        "results": s.run_nonces(s.PRESETS[preset], seed, host, nonces, after_layer),
    }


def make_full(preset):
    """The case of nonces.json and the case of layers.json of a full-size preset, from one run."""
    nonces = FULL_NONCES[preset]
    at = nonces.index(LAYER_NONCE)
    residuals = []

    def after_layer(count, x):
        if count in LAYER_COUNTS:
            first = {"firstValues": numbers(x[at])[:8]} if count == 1 else {}
            residuals.append({"afterLayer": count, "sha256": sha(s.i32le(x[at])), **first})

    whole = nonces_case(preset, nonces, after_layer)
    head = {key: whole[key] for key in ("name", "preset", "sprintSeed", "hostKey")}
    return whole, {**head, "nonce": str(LAYER_NONCE), "digest": whole["results"][at]["digest"], "residuals": residuals}


# --- files ---------------------------------------------------------------------------------------


def make_all(quick):
    """File name to (rule, cases, invalid)."""
    proof_cases, proof_invalid = make_proof()
    files = {
        "hash": ("SP1", make_hash()),
        "seeds": ("SP6", make_seeds()),
        "generator": (["SP7", "SP8"], make_generator()),
        "tensors": ("SP9", make_tensors(False)),
        "primitives": (["SP2", "SP3", "SP4", "SP5"], make_primitives()),
        "norm": ("SP11", make_norm()),
        "attention": ("SP13", make_attention()),
        "feed-forward": ("SP14", make_feed_forward()),
        "trace-local": (["SP10", "SP11", "SP12", "SP13", "SP14", "SP15", "SP17", "SP18"], make_trace()),
        "permutation": ("SP19", make_permutation()),
        "target": ("SP20", make_target()),
        "pass-test": ("SP21", make_pass_test()),
        "level": ("SP22", make_level()),
        "proof": (["SP23", "SP24", "SP25", "SP26"], proof_cases, proof_invalid),
        "select-proof": (["SP27"], make_select()),
        "params": (["SP28", "SP29"], make_params()),
        "nonces": (["SP6", "SP17", "SP19", "SP20", "SP21", "SP22", "GK1"],
                   [nonces_case(preset, list(range(64))) for preset in SMALL]),
        "layers": ("SP15", []),
    }
    if not quick:
        files["tensors"][1].extend(make_tensors(True))
        for preset in FULL:
            whole, layers = make_full(preset)
            files["nonces"][1].append(whole)
            files["layers"][1].append(layers)
    return files


def is_full_size(case):
    return case.get("preset") in FULL


def text_of(rule, cases, invalid=None):
    line = lambda v: json.dumps(v, separators=(",", ":"))
    lists = [("cases", cases)] + ([("invalid", invalid)] if invalid is not None else [])
    parts = [f'"rule": {line(rule)}', '"source": "spec/model/make_vectors.py"']
    parts += [f'"{n}": [' + (",".join("\n  " + line(c) for c in v) + "\n" if v else "") + "]" for n, v in lists]
    return "{\n" + ",\n".join(parts) + "\n}\n"


def main(quick=False, check=False):
    different = []
    os.makedirs(FOLDER, exist_ok=True)
    for name, (rule, cases, *invalid) in make_all(quick).items():
        path = os.path.join(FOLDER, name + ".json")
        old = None
        if os.path.exists(path):
            with open(path, encoding="utf-8") as f:
                old = f.read()
        if quick and old is not None:
            cases = cases + [c for c in json.loads(old)["cases"] if is_full_size(c)]
        text = text_of(rule, cases, *invalid)
        if check and text != old:
            different.append(name)
        elif not check and text != old:
            with open(path, "w", encoding="utf-8", newline="\n") as f:
                f.write(text)
    if different:
        print("different: " + ", ".join(different))
        return 1
    print("all vectors " + ("agree" if check else "written") + (", full-size models left out" if quick else ""))
    return 0


if __name__ == "__main__":
    unknown = set(sys.argv[1:]) - {"--quick", "--check"}
    if unknown:
        sys.exit(__doc__)
    sys.exit(main("--quick" in sys.argv, "--check" in sys.argv))
