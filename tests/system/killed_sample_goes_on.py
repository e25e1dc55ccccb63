"""A made-up world that is killed again and again while it is made, at drawn moments: the same call goes on each time, and
the log becomes the one of a world that was made without a break, statement by statement."""
import json
import os
import random
import re
import signal
import sqlite3
import subprocess
import tempfile
import time

PROGRAM = os.environ["POLICEAI"]
NUMBERS = {"forces": 10, "now": 1795000000, "tools": 26, "versions": 10}
KILLS = 6


def plan(data):
    return os.path.join(data, "sample-plan.json")


def begin(data):
    """What was asked for stands in the folder, so that both worlds are of one day."""
    os.makedirs(data)
    with open(plan(data), "w", encoding="utf-8") as file:
        json.dump(NUMBERS, file)


def start(data):
    words = [word for name in ("forces", "tools", "versions") for word in ("--" + name, str(NUMBERS[name]))]
    return subprocess.Popen([PROGRAM, "sample", *words, "--data", data], stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True)


def finish(making):
    told, wrong = making.communicate()
    assert making.returncode == 0, (making.returncode, told, wrong)
    return told.split()[0]


def log(data):
    """Each statement but what is drawn: keys, their names, salts and so what is committed to, subjects that nothing names."""
    db = sqlite3.connect(f"file:{data}/public.db?mode=ro", uri=True)
    rows = db.execute("SELECT log_index, type, at, body FROM statement ORDER BY log_index").fetchall()
    db.close()
    drawn = re.compile(r'"commitment":"[0-9a-f]{64}"')
    return [row[:3] + ("" if row[0] == 0 or row[1].startswith("key.") else drawn.sub("", row[3]),) for row in rows]


def killed(data, longest, draw):
    """How often it was killed before it was done, and what it said then: nothing, where the last kill came between its last
    act, the plan's removal, and its end."""
    begin(data)
    for kills in range(KILLS):
        making = start(data)
        time.sleep(draw.uniform(0, longest))
        if making.poll() is not None:
            return kills, finish(making)
        making.send_signal(signal.SIGKILL)
        making.communicate()
        if not os.path.exists(plan(data)):
            return kills, None
    return KILLS, finish(start(data))


def main():
    seed = random.randrange(1 << 32)
    draw = random.Random(seed)
    with tempfile.TemporaryDirectory(prefix="policeai-sample-") as folder:
        whole = os.path.join(folder, "whole")
        begin(whole)
        began = time.time()
        count = finish(start(whole))
        longest = (time.time() - began) / 3
        statements = log(whole)
        assert len(statements) >= int(count) > NUMBERS["forces"] * NUMBERS["tools"] * NUMBERS["versions"]
        for attempt in range(5):
            broken = os.path.join(folder, "broken-%d" % attempt)
            kills, told = killed(broken, longest, draw)
            assert told in (count, None), (seed, told, count)
            different = [pair for pair in zip(log(broken), statements) if pair[0] != pair[1]]
            assert not different and len(log(broken)) == len(statements), f"seed {seed}: {different[:1]}"
            assert not os.path.exists(plan(broken))
            if kills >= 3:
                return
    raise AssertionError("five times it was done before it was killed thrice")


main()
