"""Ed25519 signing after RFC 8032, section 5.1, and verifying after ZIP-215: plain integers, for vectors only."""

import hashlib

P = 2**255 - 19
L = 2**252 + 27742317777372353535851937790883648493
D = -121665 * pow(121666, -1, P) % P
BASE_Y = 4 * pow(5, -1, P) % P


def recover_x(y, sign):
    """x of the point with this y; None if there is none. x = 0 is its own negative."""
    x2 = (y * y - 1) * pow(D * y * y + 1, -1, P) % P
    x = pow(x2, (P + 3) // 8, P)
    if (x * x - x2) % P:
        x = x * pow(2, (P - 1) // 4, P) % P
    if (x * x - x2) % P:
        return None
    return -x % P if x & 1 != sign else x


BASE = (recover_x(BASE_Y, 0), BASE_Y)


def add(a, b):
    (x1, y1), (x2, y2) = a, b
    k = D * x1 * x2 * y1 * y2 % P
    x = (x1 * y2 + x2 * y1) * pow(1 + k, -1, P) % P
    y = (y1 * y2 + x1 * x2) * pow(1 - k, -1, P) % P
    return x, y


def multiply(scalar, point):
    result = (0, 1)
    for bit in bin(scalar)[2:]:
        result = add(result, result)
        if bit == "1":
            result = add(result, point)
    return result


def encode(point):
    x, y = point
    return (y | (x & 1) << 255).to_bytes(32, "little")


def number(*parts):
    return int.from_bytes(hashlib.sha512(b"".join(parts)).digest(), "little")


def expand(secret):
    digest = hashlib.sha512(secret).digest()
    scalar = int.from_bytes(digest[:32], "little")
    scalar = scalar & ~7 & ~(1 << 255) | 1 << 254
    return scalar, digest[32:]


def public_key(secret):
    return encode(multiply(expand(secret)[0], BASE))


def sign(secret, message):
    scalar, prefix = expand(secret)
    key = public_key(secret)
    r = number(prefix, message) % L
    point = encode(multiply(r, BASE))
    s = (r + number(point, key, message) * scalar) % L
    return point + s.to_bytes(32, "little")


def decode(data):
    """A point as ZIP-215 reads it: y is taken modulo P, and x = 0 may have either sign. None if there is none."""
    value = int.from_bytes(data, "little")
    y = value % 2**255 % P
    x = recover_x(y, value >> 255)
    return None if x is None else (x, y)


def verify(key, message, signature):
    """ZIP-215: s below L, the bytes as they came in the hash, and the equation times the cofactor."""
    a, r, s = decode(key), decode(signature[:32]), int.from_bytes(signature[32:], "little")
    if a is None or r is None or s >= L:
        return False
    k = number(signature[:32], key, message) % L
    return multiply(8 * s, BASE) == multiply(8, add(r, multiply(k, a)))
