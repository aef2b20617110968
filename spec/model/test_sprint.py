"""Self-check of the twin: `python3 test_sprint.py`, or pytest."""

import dataclasses
import hashlib
import math
import os
import random
import re
import statistics

import numpy as np

import sprint as s

R, HOST = bytes(range(32)), bytes(range(32, 64))
LOCAL = s.PRESETS["local"]


def digests(p=LOCAL, nonces=(0, 1)):
    seed = s.sprint_seed(R)
    return [d for d, _, _ in s.run_model(p, s.model_key(seed), [s.input_seed(seed, HOST, n) for n in nonces])]


def test_chacha_core_against_rfc_8439():
    """Section 2.3.2 of the RFC: 20 rounds; its state differs from SP7 only in words 12 to 15."""
    initial = np.empty((16, 1), np.uint32)
    initial[:4, 0] = [0x61707865, 0x3320646E, 0x79622D32, 0x6B206574]
    initial[4:12, 0] = np.frombuffer(bytes(range(32)), "<u4")
    initial[12:, 0] = [1, 0x09000000, 0x4A000000, 0]
    out = s.chacha(initial, 20)[:, 0].astype("<u4").tobytes().hex()
    assert out == (
        "10f1e7e4d13b5915500fdd1fa32071c4c7d1f4c733c068030422aa9ac3d46c4e"
        "d2826446079faa0914c2d705d98b02a2b5129cd1de164eb9cbd083e8a2503c4e"
    )


def test_chacha8_of_zeros():
    """The published ChaCha8 keystream for a zero key and nonce (draft-strombergson-chacha-test-vectors, TC1)."""
    out = np.array(s.block(bytes(32), 0, 0), "<u4").tobytes().hex()
    assert out.startswith("3e00ef2f895f40d67f5bb8e81f09a5a12c840ec3ce9a7f3b181be188ef711a1e")


def test_values():
    every = {(b & 0x7E) - 63 for b in range(256)}
    assert every == set(range(-63, 64, 2))
    words = np.arange(16, dtype=np.uint32)[:, None] * np.uint32(0x04030201) + np.uint32(0x03020100)
    flat = words[:, 0].astype("<u4").tobytes()
    assert [int(v) for v in s.byte_values(words)[0]] == [(b & 0x7E) - 63 for b in flat]


def test_tensor_against_its_definition():
    """SP9, element by element."""
    rng = random.Random(9)
    for kind in range(6):
        w = s.whole_tensor(R, LOCAL, 2, kind)
        K, N = s.tensor_shape(LOCAL, kind)
        for _ in range(50):
            k, n = rng.randrange(K), rng.randrange(N)
            word = s.block(R, s.tensor_index(LOCAL, 2, kind), k // 64 * N + n)[k % 64 // 4]
            assert int(w[k, n]) == (word >> 8 * (k % 4) & 0x7E) - 63


def test_product_against_plain_integers():
    p = dataclasses.replace(LOCAL, ffn=1600)  # more than one tile, and a part of one
    a = np.random.default_rng(12).integers(-127, 128, (3, 1600))
    w = s.whole_tensor(R, p, 1, 4).astype(np.int64)
    assert np.array_equal(s.products(R, p, 1, (4,), a)[0], a @ w)


def test_small_rules():
    assert [s.rsh(x, 1) for x in (-3, -2, -1, 0, 1, 2, 3)] == [-1, -1, 0, 0, 1, 1, 2]
    for x in range(-300, 300):
        for k in range(8):
            assert s.rsh(x, k) == math.floor(x / 2**k + (0.5 if k else 0))
    rng = random.Random(4)
    for v in [0, 1, 2**32 - 1] + [rng.randrange(2**32) for _ in range(1000)]:
        r = s.isqrt(v)
        assert r * r <= v < (r + 1) * (r + 1)
        assert s.bit_length(v) == (1 + math.floor(math.log2(v)) if v else 0)


def test_tables_mean_what_the_page_says():
    assert list(s.EXP) == [round(65535 * math.exp(-i / 32)) for i in range(256)]
    silu = lambda x: x / (1 + math.exp(-x))
    assert list(s.SILU) == [round(32 * silu((i - 128) / 32)) for i in range(256)]
    angle = [p * theta for p in range(4) for theta in (1, 0.01)]
    assert list(s.COS) == [round(16384 * math.cos(v)) for v in angle]
    assert list(s.SIN) == [round(16384 * math.sin(v)) for v in angle]


def test_presets_against_the_page():
    with open(s.PAGE, encoding="utf-8") as f:
        page = f.read()
    header = re.findall(r"`(\w+)`", re.search(r"^\| *param *\|(.*)$", page, re.M).group(1))
    for field in ("layers", "dim", "heads", "ffn", "vocab", "requantShift", "attentionShift", "ffnShift", "thresholdSquared", "maxNonces"):
        row = re.search(r"^\| *`%s`[^|]*\|(.*)\|$" % field, page, re.M).group(1)
        assert [int(v) for v in row.split("|")] == [getattr(s.PRESETS[name], field) for name in header]
    timing = {name: [] for name in header}
    for label in ("nominal pass rate", "block", "deal / open (blocks)", "Sprint", "Sprint, at most (blocks)",
                  "reveal / open R' / audit (blocks)", "cycle (blocks)"):
        row = re.search(r"^\| *%s *\|(.*)\|$" % re.escape(label), page, re.M).group(1)
        for name, cell in zip(header, row.replace(",", "").replace("1/", "").split("|")):
            timing[name] += [int(v) for v in re.findall(r"\d+", cell)]
    assert timing == {name: list(s.TIMING[name]) for name in header}
    for p in s.PRESETS.values():
        assert p.heads == p.dim // 4
        z = statistics.NormalDist().inv_cdf(1 - 1 / s.TIMING[p.name][0])
        assert abs(p.thresholdSquared / (2**32 * z * z / (p.vocab - 1)) - 1) < 1e-6


def test_permutation():
    for V in (2, 8, 1024, 2048, 8192):
        for i in range(5):
            assert sorted(s.permutation(s.H("permutation", bytes([i])), V)) == list(range(V))


def test_target():
    t = s.target(R, 1024)
    assert int(np.sum(t)) == 0 and len(t) == 1024


def test_batch_changes_nothing():
    assert digests(nonces=(5, 6, 7)) == [digests(nonces=(n,))[0] for n in (5, 6, 7)]


def test_only_position_3_of_the_last_layer_matters():
    """SP16 for the feed-forward: other positions' rows of the last layer may be anything."""
    key = s.model_key(s.sprint_seed(R))
    x = np.random.default_rng(16).integers(-5000, 5000, (1, 4, LOCAL.dim))
    t = s.requantise(LOCAL, s.products(key, LOCAL, 3, (0,), s.norm(x))[0])
    spoilt = t.copy()
    spoilt[:, :3, : LOCAL.dim] = 1  # queries of positions 0 to 2
    assert np.array_equal(s.attention(t)[:, 3], s.attention(spoilt)[:, 3])


def test_proof_round_trip():
    rng = random.Random(25)
    for count in (1, 2, 5, 100, 384, 1024):
        for top in (2**11, 2**20, 2**24):
            nonces = sorted(rng.sample(range(top), count))
            level = rng.randint(1, 40) if count >= 384 else 0
            try:
                data = s.encode(R, HOST, level, nonces)
            except ValueError:
                assert count == 1024 and top == 2**24
                continue
            assert s.decode(data) == (R, HOST, level, nonces)
            assert all(s.rice_bits(s.gaps_of(nonces), k) >= s.rice_bits(s.gaps_of(nonces), data[68]) for k in range(64))
    for nonces in ([], [2, 1], [1, 1], [-1], [2**64]):
        try:
            s.encode(R, HOST, 0, nonces)
        except ValueError:
            continue
        raise AssertionError(nonces)


def test_gaps_are_written_as_the_page_says():
    """SP25, bit by bit."""
    assert s.gap_text(0, 0, False) == "0"
    assert s.gap_text(0b1101, 2, False) == "111" + "0" + "01"
    for k in range(60):
        for g, escape in (((24 << k) - 1, False), (24 << k, True)):
            nonces = list(range(g, g + 1))
            data = s.pack(R, HOST, 0, 1, k, s.gaps_of(nonces))
            text = "1" * 24 + format(g, "064b") if escape else "1" * 23 + "0" + "1" * k
            assert len(text) == s.gap_bits(g, k)
            assert data[s.HEADER :] == int(text + "0" * (-len(text) % 8), 2).to_bytes((len(text) + 7) // 8, "big")


def test_a_far_nonce_costs_88_bits():
    nonces = list(range(0, 3000, 3))
    plain = s.rice_bits(s.gaps_of(nonces), s.encode(R, HOST, 0, nonces)[68])
    for start in (2**40, 2**62, s.U64_MAX - 2997):
        moved = [start + n for n in nonces]
        data = s.encode(R, HOST, 0, moved)
        assert s.rice_bits(s.gaps_of(moved), data[68]) == plain + 88 - s.gap_bits(0, data[68])
        assert s.decode(data) == (R, HOST, 0, moved)


def test_every_changed_bit_is_refused_or_another_proof():
    """SP25: no two byte strings are one proof."""
    nonces = [2**62 + 3 * n for n in range(40)] + [2**63, 2**63 + 1]
    data = s.encode(R, HOST, 0, nonces)
    for bit in range(8 * s.HEADER, 8 * len(data)):
        other = bytearray(data)
        other[bit // 8] ^= 128 >> bit % 8
        try:
            assert s.decode(bytes(other))[3] != nonces
        except ValueError:
            pass


def fits(level, nonces, max_nonces):
    try:
        s.encode(R, HOST, level, nonces, max_nonces)
        return True
    except ValueError:
        return False


def test_select_against_its_definition():
    """SP27, nonce by nonce."""
    rng = random.Random(27)
    cut = 0
    sizes = [(5, 99, 16), (17, 99, 16), (40, 200, 16), (90, 900, 16), (500, 2**63, 500), (1000, 2**40, 999)]
    for halvings, (count, top, max_nonces) in [(h, size) for h in (1, 0.01, 0.3, 4, 7) for size in sizes]:
        finds = [(n, min(64, int(rng.expovariate(halvings * math.log(2))))) for n in {rng.randrange(top) for _ in range(count)}]
        lists = [sorted(n for n, at in finds if at >= level) for level in range(41)]
        whole = [level for level in range(41) if fits(level, lists[level], max_nonces)]
        level, nonces = s.select(finds, max_nonces)
        assert fits(level, nonces, max_nonces) and nonces == lists[level][: len(nonces)]
        if whole:
            assert (level, nonces) == (whole[0], lists[whole[0]])
            continue
        cut += 1
        weights = []
        for at in range(41):
            left = lists[at][:max_nonces]
            while left and not fits(at, left, max_nonces):
                left = left[:-1]
            weights.append(s.weight(at, len(left)))
        assert weights[level] == s.weight(level, len(nonces)) == max(weights) and max(weights) not in weights[:level]
    assert cut > 5


class Planted:
    """One error in the twin."""

    def __init__(self, name, value):
        self.name, self.value = name, value

    def __enter__(self):
        self.old = getattr(s, self.name)
        setattr(s, self.name, self.value)

    def __exit__(self, *_):
        setattr(s, self.name, self.old)


def test_planted_errors_change_every_digest():
    right = digests()
    table = s.EXP.copy()
    table[32] += 1
    assert table[32] != s.EXP[32]
    plain_norm, rotate = s.norm, s.rotate
    planted = {
        "rsh without rounding": ("rsh", lambda x, k: x >> k),
        "scores shifted by 7": ("SCORE_SHIFT", 7),
        "scores shifted by 5": ("SCORE_SHIFT", 5),
        "gate product shifted by 6": ("FFN_PRODUCT_SHIFT", 6),
        "clamp to 126": ("clamp", lambda x: np.maximum(-126, np.minimum(126, x))),
        "ten rounds": ("ROUNDS", 10),
        "no rotation": ("rotate", lambda v: v),
        "rotation backwards": ("SIN", -s.SIN),
        "one entry of silu": ("SILU", s.SILU + (np.arange(256) == 150)),
        "the norm one too large": ("norm", lambda x: np.minimum(127, plain_norm(x) + 1)),
    }
    for name, (what, value) in planted.items():
        with Planted(what, value):
            assert not set(digests()) & set(right), name
    for field in ("requantShift", "attentionShift", "ffnShift"):
        for by in (1, -1):
            wrong = dataclasses.replace(LOCAL, **{field: getattr(LOCAL, field) + by})
            assert not set(digests(wrong)) & set(right), field
    assert digests() == right and rotate is s.rotate


def test_the_digest_sees_one_unit():
    """SP17: an error of one in one coordinate after the first layer reaches the digest."""
    seed = s.sprint_seed(R)
    key = s.model_key(seed)
    x = np.array([s.input_residual(LOCAL, s.input_seed(seed, HOST, 0))] * 2)
    x = s.layer_step(LOCAL, key, 0, x)
    x[1, 3, 17] += 1
    for layer in range(1, 4):
        x = s.layer_step(LOCAL, key, layer, x)
    assert hashlib.sha256(s.i32le(x[0, 3])).digest() == digests()[0]
    assert not np.array_equal(x[0, 3], x[1, 3])


if __name__ == "__main__":
    for name, test in list(globals().items()):
        if name.startswith("test_"):
            test()
            print("ok", name)
