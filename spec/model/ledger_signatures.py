"""Cases for TX3: what ZIP-215 takes and refuses, made from the curve's own edges."""

import ed25519 as e
import ledger as t

SECRET = t.sha256(b"signer")
SCALAR = e.expand(SECRET)[0]
KEY = e.public_key(SECRET)
NONCE = 7**80 % e.L
ORDINARY = e.encode(e.multiply(NONCE, e.BASE))
TOP = 1 << 255


def le(value):
    return value.to_bytes(32, "little")


def low_order():
    """All 14 encodings of the 8 points of low order: 8 as RFC 8032 writes them, 6 that only ZIP-215 reads."""
    y = 0
    while e.decode(le(y)) is None or e.multiply(4 * e.L, e.decode(le(y))) == (0, 1):
        y += 1
    generator = e.multiply(e.L, e.decode(le(y)))
    points = [e.multiply(i, generator) for i in range(8)]
    assert len(set(points)) == 8
    canonical = [(f"order {8 // gcd8(i)}, {i} times the generator", e.encode(point)) for i, point in enumerate(points)]
    others = [
        ("0 as y = p", le(e.P)),
        ("0 as y = p, sign 1", le(e.P | TOP)),
        ("1 as y = p + 1", le(e.P + 1)),
        ("1 as y = p + 1, sign 1", le(e.P + 1 | TOP)),
        ("1, sign 1 at x = 0", le(1 | TOP)),
        ("-1, sign 1 at x = 0", le(e.P - 1 | TOP)),
    ]
    return canonical + others


def gcd8(i):
    return 8 if i == 0 else i & -i


def challenge(r, key, message):
    return e.number(r, key, message) % e.L


def answer(r, key, message, scalar, nonce):
    """A signature whose R and key may be any bytes that decode to nonce * B and scalar * B plus low order."""
    return r + le((nonce + challenge(r, key, message) * scalar) % e.L)


def plus(point, low):
    return e.encode(e.add(e.decode(point), e.decode(low)))


def low_order_cases():
    rows = []
    small = low_order()
    for i, (name, a) in enumerate(small):
        other, r = small[(5 * i + 3) % len(small)]
        rows.append((f"key {name}; R {other}; s = 0", a, f"low {i}", r + bytes(32)))
        rows.append((f"key {name}; an ordinary R", a, f"ordinary R {i}", ORDINARY + le(NONCE)))
        rows.append((f"an ordinary key; R {name}", KEY, f"ordinary key {i}", answer(a, KEY, f"ordinary key {i}".encode(), SCALAR, 0)))
    for i, (name, low) in enumerate(small[1:8], 1):
        message = f"cofactor {i}"
        key, r = plus(KEY, low), plus(ORDINARY, low)
        rows.append((f"a key off by {name}", key, message, answer(ORDINARY, key, message.encode(), SCALAR, NONCE)))
        rows.append((f"an R off by {name}", KEY, message, answer(r, KEY, message.encode(), SCALAR, NONCE)))
        rows.append((f"both off by {name}", key, message, answer(r, key, message.encode(), SCALAR, NONCE)))
    return rows


def hash_cases():
    """The hash is over the bytes as they came: with an ordinary key it matters which ones they were."""
    rows = []
    for name, r in low_order()[8:]:
        message = "written anew"
        anew = e.encode(e.decode(r))
        s = le(challenge(anew, KEY, message.encode()) * SCALAR % e.L)
        rows.append((f"R {name}, hashed as written anew", KEY, message, r + s))
    return rows


def scalar_cases():
    identity = e.encode((0, 1))
    r_of = lambda s: e.encode(e.multiply(s % e.L, e.BASE))
    rows = []
    for name, s in (
        *(("0", 0), ("1", 1), ("L - 1", e.L - 1), ("L", e.L), ("L + 1", e.L + 1), ("2L - 1", 2 * e.L - 1)),
        *(("2^252", 2**252), ("2^253", 2**253), ("2^255", 2**255), ("2^256 - 1", 2**256 - 1)),
    ):
        rows.append((f"s = {name}, a key that says yes to any", identity, "scalar", r_of(s) + le(s)))
    signature = e.sign(SECRET, b"scalar")
    s = int.from_bytes(signature[32:], "little")
    for times in (1, 2, 8, 15):
        rows.append((f"a good s plus {times} L", KEY, "scalar", signature[:32] + le(s + times * e.L)))
    rows.append(("a good s, negated", KEY, "scalar", signature[:32] + le(e.L - s)))
    return rows


def off_curve_cases():
    rows = []
    for name, data in (("y = 2", le(2)), ("y = 2, sign 1", le(2 | TOP)), ("y = p + 2", le(e.P + 2)), ("y = 7", le(7))):
        assert e.decode(data) is None, name
        rows.append((f"key on no point, {name}", data, "off", bytes(32) + bytes(32)))
        rows.append((f"R on no point, {name}", le(1), "off", data + bytes(32)))
    for name, y in (("p + 3", e.P + 3), ("p + 18", e.P + 18), ("3", 3), ("18", 18)):
        for sign in (0, 1):
            key = le(y | sign << 255)
            rows.append((f"key of full order, y = {name}, sign {sign}", key, "full", ORDINARY + le(NONCE)))
    return rows


def ordinary_cases():
    rows = []
    for size in (0, 1, 31, 32, 43, 64, 200):
        message = "m" * size
        rows.append((f"good, {size} bytes", KEY, message, e.sign(SECRET, message.encode())))
    message, signature = "pay", e.sign(SECRET, b"pay")
    flip = lambda data, bit: le(int.from_bytes(data, "little") ^ 1 << bit)
    for bit in (0, 100, 254, 255):
        rows.append((f"R with bit {bit} flipped", KEY, message, flip(signature[:32], bit) + signature[32:]))
        rows.append((f"s with bit {bit} flipped", KEY, message, signature[:32] + flip(signature[32:], bit)))
        rows.append((f"key with bit {bit} flipped", flip(KEY, bit), message, signature))
    rows.append(("another message", KEY, "Pay", signature))
    rows.append(("another signer", e.public_key(t.sha256(b"another")), message, signature))
    rows.append(("s before R", KEY, message, signature[32:] + signature[:32]))
    rows.append(("nothing but zeros", KEY, message, bytes(64)))
    return rows


def make_signatures():
    rows = low_order_cases() + hash_cases() + scalar_cases() + off_curve_cases() + ordinary_cases()
    cases = [
        {
            **{"name": name, "publicKey": key.hex(), "message": message, "signature": signature.hex()},
            "valid": e.verify(key, message.encode(), signature),
        }
        for name, key, message, signature in rows
    ]
    return "TX3", cases
