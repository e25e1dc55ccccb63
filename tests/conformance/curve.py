"""Ed25519 from RFC 8032, section 5.1, for making vectors: slow, and for nothing else."""
import hashlib

P = 2**255 - 19
L = 2**252 + 27742317777372353535851937790883648493
D = -121665 * pow(121666, P - 2, P) % P


def add(p, q):
    a = (p[1] - p[0]) * (q[1] - q[0]) % P
    b = (p[1] + p[0]) * (q[1] + q[0]) % P
    c = 2 * p[3] * q[3] * D % P
    d = 2 * p[2] * q[2] % P
    e, f, g, h = b - a, d - c, d + c, b + a
    return e * f % P, g * h % P, f * g % P, e * h % P


def times(k, p):
    result = (0, 1, 1, 0)
    while k:
        if k & 1:
            result = add(result, p)
        p = add(p, p)
        k >>= 1
    return result


def encode(p):
    z = pow(p[2], P - 2, P)
    x, y = p[0] * z % P, p[1] * z % P
    return (y | (x & 1) << 255).to_bytes(32, "little")


def x_of(y):
    xx = (y * y - 1) * pow(D * y * y + 1, P - 2, P) % P
    x = pow(xx, (P + 3) // 8, P)
    if (x * x - xx) % P:
        x = x * pow(2, (P - 1) // 4, P) % P
    return None if (x * x - xx) % P else x


def _base():
    y = 4 * pow(5, P - 2, P) % P
    x = x_of(y)
    x = P - x if x & 1 else x
    return x, y, 1, x * y % P


BASE = _base()


def _number(*parts):
    return int.from_bytes(hashlib.sha512(b"".join(parts)).digest(), "little") % L


def _expand(seed):
    h = hashlib.sha512(seed).digest()
    a = int.from_bytes(h[:32], "little") & ((1 << 254) - 8) | 1 << 254
    return a, h[32:], encode(times(a, BASE))


def sign(seed, message):
    a, prefix, public = _expand(seed)
    r = _number(prefix, message)
    point = encode(times(r, BASE))
    s = (r + _number(point, public, message) * a) % L
    return public, point + s.to_bytes(32, "little")


def with_r(seed, message, point):
    """What satisfies the equation but for a part of small order, R being `point`."""
    a, _, public = _expand(seed)
    return point + (_number(point, public, message) * a % L).to_bytes(32, "little")


def small_order_encodings():
    """The eight points of small order, and their encodings that are not canonical."""
    y, found = 2, None
    while found is None:
        x = x_of(y)
        if x is not None:
            p = times(L, (x, y, 1, x * y % P))
            if encode(times(4, p)) != encode((0, 1, 1, 0)):
                found = p
        y += 1
    points = {encode(times(k, found)) for k in range(8)}
    for y in (0, 1, P - 1):
        for sign_bit in (0, 1):
            for value in (y, y + P):
                if value < 2**255:
                    points.add((value | sign_bit << 255).to_bytes(32, "little"))
    return sorted(points)
