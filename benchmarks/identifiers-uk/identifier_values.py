"""Made-up values of UK identifiers, and values that only look like them, from published formats.

Every function takes a random.Random and gives a text; README.md names the source of each format.
"""
import hashlib
import string

LETTERS = string.ascii_uppercase
PLATE_LETTERS = "ABCDEFGHJKLMNPRSTUVWXYZ"
AREAS = ("AB B BA BB BD BH BN BR BS CA CB CF CH CM CO CR CT CV DA DE DG DH DL DN DT DY E EC EH EX FK G GL GU HA HD HG "
         "HP HR HU IG IP IV KA KT KY L LA LD LE LL LN LS LU M ME MK N NE NG NN NP NR NW OL OX PA PE PH PL PO PR RG RH "
         "RM S SA SE SK SL SN SO SP SR SS ST SW SY TA TD TF TN TQ TR TS TW UB W WA WC WD WF WN WR WS WV YO").split()
NI_MARKS = ("IA DZ KZ RZ IB LZ XZ IJ BZ JZ SZ IL IG IW NZ YZ HZ JI VZ AZ CZ EZ FZ GZ MZ OI PZ TZ UI WZ").split()
TWIST = "ZABCDEFGHJKLMNPQRTUVWXY"


def digits(rnd, n):
    return "".join(rnd.choice("0123456789") for _ in range(n))


def letters(rnd, n, of=LETTERS):
    return "".join(rnd.choice(of) for _ in range(n))


def grouped(text, sizes, by):
    parts, at = [], 0
    for size in sizes:
        parts.append(text[at:at + size])
        at += size
    return by.join(parts)


def luhn_digit(body):
    total = 0
    for i, c in enumerate(reversed(body)):
        n = int(c) * (2 - i % 2)
        total += n - 9 if n > 9 else n
    return str(-total % 10)


def wrong_last(rnd, text):
    """The same with another last digit."""
    return text[:-1] + rnd.choice([c for c in "0123456789" if c != text[-1]])


def nhs(rnd):
    while True:
        body = rnd.choice(["999", "9", "4", "6"])
        body += digits(rnd, 9 - len(body))
        check = -sum(int(c) * (10 - i) for i, c in enumerate(body)) % 11
        if check < 10:
            return body + str(check)


def nino(rnd):
    while True:
        first, second = rnd.choice("ABCEGHJKLMNOPRSTWXYZ"), rnd.choice("ABCEGHJKLMNPRSTWXYZ")
        if first + second not in ("BG", "GB", "NK", "KN", "TN", "NT", "ZZ"):
            return first + second + digits(rnd, 6) + rnd.choice("ABCD")


def licence(rnd):
    name = rnd.choice(["QUILL", "OBUYA", "MACDO", "PRICE", "SHAH9", "LEE99", "KHAN9", "JONES", "FOX99", "WRIGH"])
    month = rnd.randrange(1, 13) + rnd.choice([0, 50])
    return "%s%d%02d%02d%d%s%s%d%s" % (name, rnd.randrange(5, 10), month, rnd.randrange(1, 29), rnd.randrange(10),
                                       letters(rnd, 1), rnd.choice(LETTERS + "9"), rnd.randrange(2, 10), letters(rnd, 2))


def mrz_check(text):
    values = [0 if c == "<" else int(c) if c.isdigit() else ord(c) - 55 for c in text]
    return str(sum(v * (7, 3, 1)[i % 3] for i, v in enumerate(values)) % 10)


def mrz(rnd, lines):
    number, state = digits(rnd, 9), rnd.choice(["GBR", "UTO", "IRL", "POL"])
    birth = "%02d%02d%02d" % (rnd.randrange(100), rnd.randrange(1, 13), rnd.randrange(1, 29))
    expiry = "%02d%02d%02d" % (rnd.randrange(27, 40), rnd.randrange(1, 13), rnd.randrange(1, 29))
    names = rnd.choice(["SPECIMEN<<QUILL<ROWAN", "OBUYA<<TESSA", "PENDRY<<ALED<WYN"])
    dated = birth + mrz_check(birth) + rnd.choice("MF<") + expiry + mrz_check(expiry)
    if lines == 3:
        first = ("I<" + state + number + mrz_check(number)).ljust(30, "<")
        second = (dated + state).ljust(29, "<")
        whole = first[5:] + second[:7] + second[8:15] + second[18:29]
        return "\n".join([first, second + mrz_check(whole), names.ljust(30, "<")])
    head = number + mrz_check(number)
    spare = "<" * 14
    second = head + state + dated + spare + "0"
    return ("P<" + state + names).ljust(44, "<") + "\n" + second + mrz_check(head + dated[:7] + dated[8:] + spare + "0")


def vat(rnd):
    body = "%d%s" % (rnd.randrange(1, 10), digits(rnd, 6))
    total = sum(int(c) * (8 - i) for i, c in enumerate(body)) + rnd.choice([0, 55])
    return body + "%02d" % (97 - total % 97)


def iban(rnd):
    state, bban = rnd.choice([
        ("GB", letters(rnd, 4) + digits(rnd, 14)), ("IE", letters(rnd, 4) + digits(rnd, 14)),
        ("DE", digits(rnd, 18)), ("PL", digits(rnd, 24)), ("FR", digits(rnd, 23)), ("NL", letters(rnd, 4) + digits(rnd, 10))])
    value = int("".join(str(int(c, 36)) for c in bban + state + "00"))
    return "%s%02d%s" % (state, 98 - value % 97, bban)


def card(rnd):
    head, size = rnd.choice([("4", 16), ("51", 16), ("55", 16), ("2221", 16), ("2720", 16), ("34", 15), ("37", 15),
                             ("6011", 16), ("6759", 16), ("36", 14), ("3528", 16), ("62", 16)])
    body = head + digits(rnd, size - 1 - len(head))
    return body + luhn_digit(body)


def imei(rnd):
    body = "35" + digits(rnd, 12)
    return body + luhn_digit(body)


def vin_value(c):
    return int(c) if c.isdigit() else "0123456789.ABCDEFGH..JKLMN.P.R..STUVWXYZ".index(c) % 10


def vin(rnd, checked):
    alphabet = "ABCDEFGHJKLMNPRSTUVWXYZ0123456789"
    text = rnd.choice(["SAJ", "WVW", "WBA", "VF1", "SHH", "1HG", "JT1", "SAL"]) + letters(rnd, 8, alphabet) + digits(rnd, 6)
    if checked:
        weights = (8, 7, 6, 5, 4, 3, 2, 10, 0, 9, 8, 7, 6, 5, 4, 3, 2)
        rest = sum(w * vin_value(c) for w, c in zip(weights, text)) % 11
        text = text[:8] + "0123456789X"[rest] + text[9:]
    return text


def age_mark(rnd):
    return "%02d" % rnd.choice(list(range(2, 26)) + list(range(51, 76)))


def postcode(rnd, by=" "):
    area = rnd.choice(AREAS)
    district = str(rnd.randrange(1, 29))
    if area in ("EC", "WC"):
        district = str(rnd.randrange(1, 5)) + rnd.choice("ANVY")
    return area + district + by + digits(rnd, 1) + letters(rnd, 2, "ABDEFGHJLNPQRSTUWXYZ")


def drama_phone(rnd):
    """Ofcom's numbers for drama, as (area, rest)."""
    return rnd.choice([("07700", "900" + digits(rnd, 3)), ("0113", "496" + "0" + digits(rnd, 3)),
                       ("020", "7946" + "0" + digits(rnd, 3)), ("01632", "960" + digits(rnd, 3)),
                       ("029", "2018" + "0" + digits(rnd, 3)), ("028", "9649" + "6" + digits(rnd, 3))])


def pnc(rnd):
    year, serial = rnd.randrange(70, 100), rnd.randrange(1, 10000000)
    return "%02d/%d%s" % (year, serial, TWIST[(year * 10000000 + serial) % 23])


def base58(rnd):
    alphabet = "123456789ABCDEFGHJKLMNPQRSTUVWXYZabcdefghijkmnopqrstuvwxyz"
    body = bytes([rnd.choice([0, 5])]) + bytes(rnd.randrange(256) for _ in range(20))
    body += hashlib.sha256(hashlib.sha256(body).digest()).digest()[:4]
    value, text = int.from_bytes(body, "big"), ""
    while value:
        value, rest = divmod(value, 58)
        text = alphabet[rest] + text
    return "1" * (body[0] == 0) + text


def bech32(rnd):
    alphabet = "qpzry9x8gf2tvdw0s3jn54khce6mua7l"
    data = [0] + [rnd.randrange(32) for _ in range(31)] + [rnd.choice([0, 16])]
    expanded = [ord(c) >> 5 for c in "bc"] + [0] + [ord(c) & 31 for c in "bc"]
    check = 1
    for value in expanded + data + [0] * 6:
        top = check >> 25
        check = (check & 0x1FFFFFF) << 5 ^ value
        for i, generator in enumerate((0x3B6A57B2, 0x26508E6D, 0x1EA119FA, 0x3D4233DD, 0x2A1462B3)):
            check ^= generator if top >> i & 1 else 0
    check ^= 1
    return "bc1" + "".join(alphabet[d] for d in data + [check >> 5 * (5 - i) & 31 for i in range(6)])


def isbn(rnd):
    body = "978" + digits(rnd, 9)
    return body + str(-sum(int(c) * (1 + 2 * (i % 2)) for i, c in enumerate(body)) % 10)
