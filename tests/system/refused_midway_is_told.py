"""Drafts of several organisations published by one command. What the keeper would refuse is asked of it before the first goes: then
none goes. What it refuses all the same midway, since a key came between, leaves the rest as drafts, with one error that says how far
it went; the same command does the rest and says nothing twice."""
import json
import re
import socket
import subprocess
import threading

from installation import Installation

FORCES = ["devon-and-cornwall", "kent", "sussex"]


def must(done):
    assert done.returncode == 0, (done.args, done.stdout, done.stderr)
    return done.stdout


def begin(house):
    must(house.command("init", "--authority", "sample.example/2026", "--organisation", "sample-centre"))
    for number, force in enumerate(FORCES):
        must(house.command("registry", "new", "deployment", f"use-{number}", f"name=Sample use {number}", f"forces={force}",
                           "stage=pilot", f"tools=Example Ltd|Sample|{number}", "--organisation", force))


def publish(house):
    return house.command("registry", "publish", "use-0", "use-1", "use-2")


def waiting(house):
    return [row["body"]["organisation"] for row in json.loads(must(house.command("outbox", "list", "--json")))]


def introduce(house, name, force):
    made = subprocess.run([house.program, "key", "new", house.folder / name], text=True, capture_output=True)
    vkey = must(made).strip()
    must(house.command("key", "introduce", vkey, "--organisation", force))
    return vkey


def drafts_stay(house):
    assert sorted(path.name for path in (house.data / "drafts").iterdir()) == ["use-0.json", "use-1.json", "use-2.json"]


class Between:
    """Stands between clients and the keeper's socket; calls `act` once before the second submission goes on."""

    def __init__(self, house, act):
        self.front, self.behind = house.data / "keeper.socket", house.data / "behind.socket"
        self.front.rename(self.behind)
        self.act, self.submissions = act, 0
        self.listening = socket.socket(socket.AF_UNIX)
        self.listening.bind(str(self.front))
        self.listening.listen()
        threading.Thread(target=self.accept, daemon=True).start()

    def accept(self):
        while True:
            try:
                client = self.listening.accept()[0]
            except OSError:
                return
            keeper = socket.socket(socket.AF_UNIX)
            keeper.connect(str(self.behind))
            threading.Thread(target=self.carry, args=(client, keeper, True), daemon=True).start()
            threading.Thread(target=self.carry, args=(keeper, client, False), daemon=True).start()

    def carry(self, one, other, asks):
        while data := one.recv(1 << 16):
            if asks and b'"op":"submit"' in data:
                self.submissions += 1
                if self.submissions == 2:
                    self.act()
            other.sendall(data)
        other.close()

    def end(self):
        self.listening.close()
        self.front.unlink()
        self.behind.rename(self.front)


def asked_before_the_first(house):
    begin(house)
    introduce(house, "kent-key", "kent")
    refused = publish(house)
    assert refused.returncode == 1 and "1 of 3 drafts cannot be published: none was" in refused.stderr, refused.stderr
    assert "draft use-1: kent has a key of its own" in refused.stderr, refused.stderr
    assert waiting(house) == []
    drafts_stay(house)
    own = re.search(r"^(\S+) .*statement", must(house.command("key", "list")), re.M)
    must(house.command("key", "revoke", own.group(1), "--reason", "a sample reason"))
    refused = publish(house)
    assert refused.returncode == 1 and "3 of 3 drafts cannot be published: none was" in refused.stderr, refused.stderr
    assert waiting(house) == []


def refused_midway(house):
    begin(house)
    server = house.start("--no-measure")
    vkeys = []
    between = Between(house, lambda: vkeys.append(introduce(house, "kent-key", "kent")))
    refused = publish(house)
    assert refused.returncode == 1 and between.submissions == 2, (refused.stderr, between.submissions)
    assert len(refused.stderr.splitlines()) == 2, refused.stderr  # the error and what to do
    assert "1 of 3 were handed over, 2 stay as drafts: draft use-1: kent has a key of its own" in refused.stderr, refused.stderr
    assert "the same command again does the rest" in refused.stderr
    between.end()
    assert waiting(house) == ["devon-and-cornwall"]
    drafts_stay(house)
    name = vkeys[0].split("+")[0]
    must(house.command("key", "revoke", name, "--reason", "a sample reason"))
    again = must(publish(house))
    assert again.count("nothing to do") == 1 and again.count("waits in the outbox as number") == 2, again
    assert sorted(waiting(house)) == FORCES
    server.end()


with Installation() as first:
    asked_before_the_first(first)
with Installation() as second:
    refused_midway(second)
