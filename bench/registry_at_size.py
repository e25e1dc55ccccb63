#!/usr/bin/env python3
"""registry_at_size.py PROGRAM DATA [TOOLS FORCES VERSIONS]: the public pages over a registry of the size of a country.

Makes the sample world in DATA with that load (or goes on with one that was begun; without numbers DATA is taken
as it is), serves it on the loopback and asks for pages of each kind, every request with an address of its own
so that no kept page answers. Milliseconds: cold is the first request after the database's pages were
dropped from memory; p50 and p99 are of 200 requests after ten that are not counted, once the database was read through,
so that it lies in the machine's memory. The search stands beside the same words asked of the same index by a bare query
of SQLite, turn by turn. A download has no bound. Ends 1 when a bound is missed.
"""
import http.client
import os
import random
import re
import signal
import sqlite3
import subprocess
import sys
import threading
import time

PORT = int(os.environ.get("PORT", "18109"))
REQUESTS, PAGE_MS, SEARCH_MS = 200, 50, 30


def serve(program, data):
    server = subprocess.Popen([program, "serve", "--no-measure", "--data", data, "--port", str(PORT)],
                              stdout=subprocess.PIPE, text=True)
    began = time.time()
    for line in server.stdout:
        if "serving" in line:
            return server, time.time() - began
    sys.exit("registry_at_size: the server did not start")


def get(connection, path):
    began = time.perf_counter()
    connection.request("GET", path)
    answer = connection.getresponse()
    body = answer.read()
    taken = (time.perf_counter() - began) * 1000
    return answer.status, len(body), taken


def drop(path):
    fd = os.open(path, os.O_RDONLY)
    os.posix_fadvise(fd, 0, 0, os.POSIX_FADV_DONTNEED)
    os.close(fd)


def column(db, sql):
    return [row[0] for row in db.execute(sql)]


def kinds(db):
    draw = random.Random(20261129)
    subjects = column(db, "SELECT subject FROM deployment_facet ORDER BY statement_id LIMIT 4000")
    digests = column(db, "SELECT DISTINCT digest FROM deployment_tool ORDER BY digest LIMIT 2000")
    forces = column(db, "SELECT DISTINCT organisation FROM organisation_name WHERE kind = 'territorial force'")
    notices = column(db, "SELECT DISTINCT subject FROM entry WHERE type = 'safety.noticed/1'")
    operations = column(db, "SELECT id FROM search_item WHERE kind = 'operation'")
    statements = column(db, "SELECT id FROM statement ORDER BY id LIMIT 2000")
    uses = column(db, "SELECT DISTINCT use_area FROM deployment_facet WHERE use_area <> ''")
    busy = column(db, "SELECT force FROM deployment_state WHERE from_at = '' AND stage <> 'ended' AND force <> '' GROUP BY force"
                      " ORDER BY COUNT(*) DESC, force LIMIT 20")
    most = min(db.execute("SELECT COUNT(*) FROM deployment_state WHERE from_at = '' AND stage <> 'ended' AND force = ?",
                          (force,)).fetchone()[0] for force in busy)
    uses_count = db.execute("SELECT COUNT(*) FROM deployment_facet").fetchone()[0]
    states = ["in+date", "not+this+force%27s+data", "lapsed", "other+version", "withheld", "none"]
    stages = ["considering", "pilot", "operational", "paused", "ended"]

    def versions(subject):
        places = column(db, f"SELECT log_index FROM entry WHERE subject = '{subject}' ORDER BY log_index")
        return f"/deployments/{subject}/versions/{places[max(len(places) - 2, 0)]}-{places[-1]}"

    def words():
        return f"sample+{draw.randrange(1000)}+force+{draw.randrange(43)}"

    return [
        ("front page", lambda: "/?"), ("deployments", lambda: "/deployments?"),
        ("deployments, a late page", lambda: f"/deployments/page/{1 + draw.randrange(max(uses_count // 25, 1))}?"),
        ("deployments of a force", lambda: f"/deployments?force={draw.choice(forces)}&"),
        ("deployments by use", lambda: f"/deployments?use={draw.choice(uses)}&"),
        ("deployments by stage", lambda: f"/deployments?stage={draw.choice(stages)}&"),
        ("deployments by risk", lambda: f"/deployments?risk={draw.choice(['high', 'low'])}&"),
        ("deployments by evidence", lambda: f"/deployments?state={draw.choice(states)}&"),
        ("deployments by all filters", lambda: f"/deployments?force={draw.choice(forces)}&state=none&risk=low&stage=pilot&"),
        ("deployment", lambda: f"/deployments/{draw.choice(subjects)}?"),
        ("versions", lambda: f"/deployments/{draw.choice(subjects)}/versions?"),
        ("version diff", lambda: versions(draw.choice(subjects)) + "?"),
        ("product", lambda: f"/products/{draw.choice(digests)}?"),
        ("force", lambda: f"/forces/{draw.choice(forces)}?"), ("forces", lambda: "/forces?"),
        ("force, more questions", lambda: f"/forces/{draw.choice(busy)}/questions/{2 + draw.randrange(max(most // 10 - 2, 1))}?"),
        ("statistics", lambda: "/statistics?"), ("compare", lambda: "/compare?"), ("tools", lambda: "/tools?"),
        ("search", lambda: f"/search?q={words()}&"),
        ("search, nothing found", lambda: f"/search?q=smaple{draw.randrange(1000)}&"),
        ("notices", lambda: "/notices?"), ("notice", lambda: f"/notices/{draw.choice(notices)}?"),
        ("operation", lambda: f"/operations/{draw.choice(operations)}?"),
        ("feed", lambda: "/feeds/all.atom?"), ("feed of a force", lambda: f"/feeds/forces/{draw.choice(forces)}.atom?"),
        ("feed of a tool", lambda: f"/feeds/tools/{draw.choice(digests)}.atom?"),
        ("log", lambda: "/log?"), ("statement", lambda: f"/log/{draw.choice(statements)}?"),
        ("downloads", lambda: "/downloads?"),
        ("download of a force", lambda: f"/downloads/forces/{draw.choice(forces)}.csv?"),
    ]


def bare(db, path):
    words = re.search(r"q=([^&]*)", path).group(1).split("+")
    began = time.perf_counter()
    db.execute("SELECT rowid FROM search_text WHERE search_text MATCH ? ORDER BY bm25(search_text, 8, 1), rowid LIMIT 100",
               (" ".join(f'"{word}"*' for word in words),)).fetchall()
    return (time.perf_counter() - began) * 1000


def at(times, part):
    return sorted(times)[min(len(times) - 1, int(len(times) * part))]


def children(pid):
    found = []
    for task in os.listdir(f"/proc/{pid}/task"):
        with open(f"/proc/{pid}/task/{task}/children", encoding="ascii") as file:
            found += [int(word) for word in file.read().split()]
    return found


def processor(pid):
    """Milliseconds that the processes of the server have taken."""
    ticks = 0
    for one in [pid] + children(pid):
        with open(f"/proc/{one}/stat", encoding="ascii") as file:
            words = file.read().rsplit(")", 1)[1].split()
        ticks += int(words[11]) + int(words[12])
    return ticks * 1000 / os.sysconf("SC_CLK_TCK")


def cold_request(data, address):
    drop(data + "/public.db")
    return get(http.client.HTTPConnection("127.0.0.1", PORT, timeout=120), address() + "n=cold")[2]


def read_through(path):
    with open(path, "rb") as file:
        while file.read(1 << 24):
            pass


def measure(db, pid, name, address, cold):
    connection = http.client.HTTPConnection("127.0.0.1", PORT, timeout=120)
    floor, times, size = [], [], 0
    began = processor(pid)
    for i in range(REQUESTS + 10):
        path = f"{address()}n={i}"
        status, size, taken = get(connection, path)
        if status != 200:
            sys.exit(f"registry_at_size: {path} answered {status}")
        if i >= 10:
            times.append(taken)
            if name == "search":
                floor.append(bare(db, path))
    cpu = (processor(pid) - began) / (REQUESTS + 10)
    bound = SEARCH_MS if name.startswith("search") else float("inf") if name.startswith("download of") else PAGE_MS
    p50, p99 = at(times, 0.5), at(times, 0.99)
    beside = f"; bare FTS5 p50 {at(floor, 0.5):.1f}, x{p50 / at(floor, 0.5):.2f}" if floor else ""
    print(f"{name:28} p50 {p50:8.1f}  p99 {p99:8.1f}  cpu {cpu:6.1f}  cold {cold:8.1f}  {size:8} bytes"
          f"{'' if p99 < bound else '  MISSED ' + str(bound)}{beside}", flush=True)
    return p99 < bound


def memory(pid):
    """MiB of each process of the server, at its peak and of its own alone: a page of the database that the kernel keeps
    counts for nobody."""
    said = []
    for one in [pid] + children(pid):
        with open(f"/proc/{one}/status", encoding="ascii") as file:
            lines = dict(line.split(":", 1) for line in file)
        said.append(f"{int(lines['VmHWM'].split()[0]) >> 10}")
    return " + ".join(said) + " MiB"


def take(name):
    """One download, whole: its bytes, or how it ended."""
    connection = http.client.HTTPConnection("127.0.0.1", PORT, timeout=600)
    connection.request("GET", f"/downloads/{name}")
    answer = connection.getresponse()
    size = 0
    piece = answer.read(1 << 20)
    while piece:
        size += len(piece)
        piece = answer.read(1 << 20)
    connection.close()
    return answer.status, size


def download(name):
    result, beside = [], []
    began = time.perf_counter()
    thread = threading.Thread(target=lambda: result.append(take(name)))
    thread.start()
    connection = http.client.HTTPConnection("127.0.0.1", PORT, timeout=120)
    while thread.is_alive():
        beside.append(get(connection, f"/deployments?n=beside-{name}-{len(beside)}")[2])
        time.sleep(0.02)
    taken = time.perf_counter() - began
    if not result or result[0][0] != 200:
        sys.exit(f"registry_at_size: /downloads/{name} was not taken whole: {result}")
    print(f"{'download ' + name:28} {result[0][1]:12} bytes in {taken:6.1f} s; a list of uses meanwhile p50 {at(beside, 0.5):.1f}, "
          f"p99 {at(beside, 0.99):.1f} of {len(beside)}", flush=True)


def main():
    program, data = sys.argv[1], sys.argv[2]
    if len(sys.argv) > 3:
        began = time.time()
        tools, forces, versions = sys.argv[3:6]
        subprocess.run([program, "sample", "--data", data, "--tools", tools, "--forces", forces, "--versions", versions],
                       check=True)
        print(f"made in {time.time() - began:.0f} s")
    server, started = serve(program, data)
    try:
        db = sqlite3.connect(f"file:{data}/public.db?mode=ro", uri=True)
        statements = db.execute("SELECT COUNT(*) FROM entry WHERE type = 'deployment.described/1'").fetchone()[0]
        uses = db.execute("SELECT COUNT(*) FROM deployment_facet").fetchone()[0]
        print(f"{statements} deployment statements, {uses} uses; serving after {started:.1f} s; ledger.db "
              f"{os.path.getsize(data + '/ledger.db') >> 20} MiB, public.db {os.path.getsize(data + '/public.db') >> 20} MiB")
        all_kinds = kinds(db)
        cold = [cold_request(data, address) for _, address in all_kinds]
        read_through(data + "/public.db")
        kept = [measure(db, server.pid, name, address, first) for (name, address), first in zip(all_kinds, cold)]
        print(f"memory of the server's processes at their peak: {memory(server.pid)}")
        for name in ("uses.csv", "atrs.json", "registry.json", "history.jsonl"):
            download(name)
        print(f"and after the downloads: {memory(server.pid)}")
    finally:
        server.send_signal(signal.SIGINT)
        server.wait()
    print(f"{statements} deployment statements, {uses} uses: {sum(kept)} kinds of page kept their bound, "
          f"{len(kept) - sum(kept)} missed it")
    sys.exit(0 if all(kept) else 1)


main()
