"""policeai witness serve as a log's operator meets it: the conversation of c2sp.org/tlog-witness over a real
connection, what is refused before it is read, several who continue one checkpoint at once (one wins, also
between two processes on one folder), and kill -9 at any moment: what was acknowledged is never forgotten.
Merkle trees, notes and signatures are made here, without the program."""
import base64
import hashlib
import http.client
import os
import pathlib
import random
import signal
import struct
import subprocess
import sys
import tempfile
import threading
import time

from installation import SOURCE, wait_for

sys.path.insert(0, str(SOURCE / "tests/conformance"))
import curve  # noqa: E402

PROGRAM = os.environ["POLICEAI"]
ORIGIN = "log.example.org/made"
SEED = b"\1" * 32
LEAVES = [hashlib.sha256(b"\0leaf %d" % i).digest() for i in range(600)]
ROOTS = {}


def root(first, last):
    """MTH(D[first:last]) of RFC 6962, 2.1."""
    if (first, last) not in ROOTS:
        if last - first <= 1:
            ROOTS[first, last] = LEAVES[first] if first < last else hashlib.sha256().digest()
        else:
            middle = first + (1 << (last - first - 1).bit_length() - 1)
            ROOTS[first, last] = hashlib.sha256(b"\1" + root(first, middle) + root(middle, last)).digest()
    return ROOTS[first, last]


def proof(m, first, last, whole=True):
    """SUBPROOF(m, D[first:last], whole) of RFC 6962, 2.1.2."""
    if m == last - first:
        return [] if whole else [root(first, last)]
    k = 1 << (last - first - 1).bit_length() - 1
    if m <= k:
        return proof(m, first, first + k, whole) + [root(first + k, last)]
    return proof(m - k, first + k, last, False) + [root(first, first + k)]


def key_id(name, kind, public):
    return hashlib.sha256(name.encode() + b"\n" + bytes([kind]) + public).digest()[:4]


def text64(raw):
    return base64.b64encode(raw).decode()


def checkpoint(size, origin=ORIGIN, seed=SEED, top=None):
    text = f"{origin}\n{size}\n{text64(top or root(0, size))}\n"
    public, made = curve.sign(seed, text.encode())
    return f"{text}\n\u2014 {origin} {text64(key_id(origin, 1, public) + made)}\n"


def submission(old, size, hashes=None, note=None):
    lines = hashes if hashes is not None else proof(old, 0, size) if old else []
    return (f"old {old}\n" + "".join(text64(h) + "\n" for h in lines) + "\n" + (note or checkpoint(size))).encode()


class Witness:
    def __init__(self, folder):
        self.folder = folder
        self.out = folder / f"out-{time.monotonic_ns()}"
        with open(self.out, "w") as out:
            self.process = subprocess.Popen(
                [PROGRAM, "witness", "serve", "--key", folder / "key", "--logs", folder / "logs", "--state",
                 folder / "states", "--port", "0"], stdin=subprocess.DEVNULL, stdout=out, stderr=subprocess.DEVNULL)
        wait_for("the line that says where", lambda: " at http" in self.out.read_text() or self.process.poll())
        assert self.process.poll() is None, self.out.read_text()
        self.port = int(self.out.read_text().rstrip("/\n").rsplit(":", 1)[1])

    def connect(self):
        return http.client.HTTPConnection("127.0.0.1", self.port, timeout=30)

    def ask(self, method, path, body=None, connection=None, **fields):
        talk = connection or self.connect()
        talk.request(method, path, body, {name.replace("_", "-"): value for name, value in fields.items()})
        answer = talk.getresponse()
        data = answer.read()
        if connection is None:
            talk.close()
        return answer.status, data.decode(), answer.headers

    def add(self, old, size, connection=None, **what):
        return self.ask("POST", "/add-checkpoint", submission(old, size, **what), connection)

    def kill(self):
        self.process.kill()
        self.process.wait()

    def end(self):
        self.process.send_signal(signal.SIGTERM)
        return self.process.wait(10)


def point(raw):
    y = int.from_bytes(raw, "little") & (1 << 255) - 1
    x = curve.x_of(y)
    x = curve.P - x if x & 1 != raw[31] >> 7 else x
    return x, y, 1, x * y % curve.P


def check_cosignature(vkey, text, line):
    """A cosignature/v1 line is the witness's, good and of now."""
    name, identity, key = vkey.split("+", 2)
    mark, by, data = line.split(" ")
    data, public = base64.b64decode(data), base64.b64decode(key)[1:]
    assert mark == "\u2014" and by == name and data[:4] == bytes.fromhex(identity) == key_id(name, 4, public)
    stamp = struct.unpack(">Q", data[4:12])[0]
    assert len(data) == 76 and abs(stamp - time.time()) < 300
    message = f"cosignature/v1\ntime {stamp}\n{text}".encode()
    right = curve.add(point(data[12:44]), curve.times(curve._number(data[12:44], public, message), point(public)))
    assert curve.encode(curve.times(int.from_bytes(data[44:], "little"), curve.BASE)) == curve.encode(right)


def conversation(witness, vkey):
    """What torchwood's litewitness.txt asks, and the rest of the specification's statuses."""
    address = "/" + hashlib.sha256(ORIGIN.encode()).hexdigest() + "/checkpoint"
    assert witness.ask("GET", address)[0] == 404
    talk = witness.connect()  # all on one connection: logs keep theirs
    status, line, fields = witness.add(0, 1, talk)
    assert status == 200 and fields["Content-Type"].startswith("text/plain") and "ETag" not in fields, line
    check_cosignature(vkey, checkpoint(1).split("\n\n")[0] + "\n", line.rstrip("\n"))
    other = checkpoint(3, seed=b"\2" * 32)
    assert witness.add(1, 3, talk, note=other)[0] == 403
    assert witness.add(1, 3, talk, note=checkpoint(3, origin="log.example.org/unknown"))[0] == 404
    assert witness.add(1, 3, talk, hashes=[])[0] == 422
    assert witness.add(1, 3, talk, hashes=proof(2, 0, 3))[0] == 422
    assert witness.add(1, 3, talk)[0] == 200
    status, size, fields = witness.add(1, 5, talk)
    assert (status, size, fields["Content-Type"]) == (409, "3\n", "text/x.tlog.size")
    status, line, _ = witness.add(3, 5, talk)
    assert status == 200
    assert witness.add(0, 5, talk)[:2] == (409, "5\n")
    assert witness.add(9, 5, talk, hashes=[])[0] == 400
    assert witness.add(5, 5, talk, hashes=[], note=checkpoint(5, top=root(0, 4)))[0] == 422
    assert witness.ask("POST", "/add-checkpoint", b"old 5\n", talk)[0] == 400
    status, note, fields = witness.ask("GET", address, connection=talk)
    assert status == 200 and note == checkpoint(5) + line and fields["Cache-Control"] == "public, no-cache"
    assert witness.ask("GET", address, connection=talk, If_None_Match=fields["ETag"])[0] == 304
    assert witness.ask("HEAD", address, connection=talk)[:2] == (200, "")
    talk.close()
    return line


def refusals(witness):
    """Before a byte of the body is read."""
    assert witness.ask("GET", "/")[0] == witness.ask("POST", "/", b"x")[0] == 404
    status, _, fields = witness.ask("GET", "/add-checkpoint")
    assert (status, fields["Allow"]) == (405, "POST")
    status, _, fields = witness.ask("POST", "/" + "0" * 64 + "/checkpoint", b"x")
    assert (status, fields["Allow"]) == (405, "GET, HEAD")
    assert witness.ask("PUT", "/add-checkpoint", b"x")[0] == 405
    assert witness.ask("POST", "/add-checkpoint", iter([b"x"]), Transfer_Encoding="chunked")[0] == 411
    talk = witness.connect()
    talk.putrequest("POST", "/add-checkpoint")
    talk.putheader("Content-Length", str(64 * 1024 + 1))
    talk.endheaders()
    assert talk.getresponse().status == 413
    talk.close()
    assert witness.ask("POST", "/add-checkpoint", b"x" * 64 * 1024)[0] == 400
    assert witness.ask("GET", "/" + "0" * 64 + "/checkpoint")[0] == 404
    assert witness.ask("GET", "/" + "A" * 64 + "/checkpoint")[0] == 404


def race(witnesses, old, sizes):
    """All continue one checkpoint at once, at two processes: one is cosigned, nobody is rolled back."""
    results, start = [], threading.Barrier(len(sizes))

    def one(i, size):
        body = submission(old, size)
        start.wait()
        results.append((witnesses[i % len(witnesses)].ask("POST", "/add-checkpoint", body)[0], size))

    threads = [threading.Thread(target=one, args=pair) for pair in enumerate(sizes)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    won = [size for status, size in results if status == 200]
    assert len(won) == 1 and {status for status, _ in results} <= {200, 409, 503}, results
    for witness in witnesses:
        assert witness.add(0, 1)[:2] == (409, f"{won[0]}\n")
    return won[0]


def killed(folder, size):
    """Grows the log while the witness is killed at random; returns where it ends."""
    acknowledged, chance = size, random.Random(7)
    ready = {n: submission(n, n + 1) for n in range(size, min(size + 200, len(LEAVES) - 1))}
    for _ in range(12):
        witness = Witness(folder)
        stopper = threading.Timer(chance.uniform(0, 0.08), witness.process.kill)
        stopper.start()
        try:
            talk = witness.connect()
            while size in ready:
                status, told, _ = witness.ask("POST", "/add-checkpoint", ready[size], talk)
                if status == 409:  # a reply was lost: the state was ahead of what we had heard
                    assert int(told) == size + 1, (told, size)
                else:
                    assert status == 200, (status, told)
                size += 1
                acknowledged = size
        except (OSError, http.client.HTTPException):
            pass
        stopper.join()
        witness.process.wait()
    witness = Witness(folder)
    status, told, _ = witness.add(0, 1)
    assert status == 409 and acknowledged <= int(told) <= acknowledged + 1, (told, acknowledged)
    assert witness.end() == 0
    return int(told)


with tempfile.TemporaryDirectory(prefix="policeai-witness-") as name:
    folder = pathlib.Path(name)
    vkey = subprocess.run([PROGRAM, "witness", "keygen", "witness.example.org/made", "--key", folder / "key"],
                          check=True, text=True, stdout=subprocess.PIPE).stdout.strip()
    public, _ = curve.sign(SEED, b"")
    (folder / "logs").write_text(
        f"# made\n{ORIGIN}+{key_id(ORIGIN, 1, public).hex()}+{text64(bytes([1]) + public)}\n")
    witness = Witness(folder)
    assert "nothing cosigned yet" in witness.out.read_text()
    last = conversation(witness, vkey)
    refusals(witness)
    assert witness.end() == 0

    # another process on the same folder knows what the first cosigned, and gives the same bytes
    witness = Witness(folder)
    assert f"{ORIGIN}: 5 statements cosigned" in witness.out.read_text()
    assert witness.ask("GET", "/" + hashlib.sha256(ORIGIN.encode()).hexdigest() + "/checkpoint")[1].endswith(last)
    beside, size = Witness(folder), 5
    for _ in range(8):
        size = race([witness, beside], size, list(range(size + 1, size + 9)))
    witness.kill()
    beside.kill()
    size = killed(folder, size)
    # and the state of one is the state of the other command: policeai witness
    hex_name = hashlib.sha256(ORIGIN.encode()).hexdigest()
    assert f"\n{size}\n" in (folder / "states" / f"{hex_name}.state").read_text()
