"""A small installation in a folder of its own, and servers that run it.

The program is linked into FOLDER/build, so that FOLDER/build/tools and FOLDER/benchmarks are what it
takes for its built-in tools and the benchmarks that ship. CMakeLists.txt of this folder sets the
environment: POLICEAI, SOURCE_DIR, APPEND_CLIENT.
"""
import hashlib
import json
import os
import pathlib
import shutil
import signal
import sqlite3
import subprocess
import tempfile
import time
import urllib.request

SOURCE = pathlib.Path(os.environ["SOURCE_DIR"])
APPEND_CLIENT = os.environ["APPEND_CLIENT"]


def wait_for(what, condition, seconds=20):
    """The condition's first true value; fails after `seconds`."""
    end = time.monotonic() + seconds
    while time.monotonic() < end:
        value = condition()
        if value:
            return value
        time.sleep(0.02)
    raise AssertionError(f"waited {seconds} s for {what}")


def children(pid):
    """{name: pid} of a server's processes."""
    found = {}
    for child in pathlib.Path(f"/proc/{pid}/task/{pid}/children").read_text().split():
        try:
            found[pathlib.Path(f"/proc/{child}/comm").read_text().strip().removeprefix("policeai-")] = int(child)
        except FileNotFoundError:
            pass
    return found


def descendants(pid):
    """{pid: name} of all processes below one."""
    found = {}
    for name in pathlib.Path("/proc").glob("[0-9]*"):
        try:
            fields = (name / "stat").read_text().rsplit(")", 1)[1].split()
            found[int(name.name)] = (int(fields[1]), (name / "comm").read_text().strip())
        except (FileNotFoundError, ProcessLookupError):
            pass
    below = {pid}
    while more := {child for child, (parent, _) in found.items() if parent in below} - below:
        below |= more
    return {child: found[child][1] for child in below - {pid}}


def alive(pid):
    try:
        return pathlib.Path(f"/proc/{pid}/stat").read_text().rsplit(")", 1)[1].split()[0] != "Z"
    except (FileNotFoundError, ProcessLookupError):
        return False


class Installation:
    def __init__(self):
        self.folder = pathlib.Path(tempfile.mkdtemp(prefix="policeai-system-"))
        os.chmod(self.folder, 0o755)
        for name in ("build/tools", "benchmarks"):
            (self.folder / name).mkdir(parents=True)
        shutil.copytree(SOURCE / "reference", self.folder / "reference")
        self.program = self.folder / "build/policeai"
        shutil.copy(os.environ["POLICEAI"], self.program)
        self.data = self.folder / "data"
        self.servers = []

    def __enter__(self):
        return self

    def __exit__(self, *_):
        for server in self.servers:
            if server.process.poll() is None:
                server.kill_all()
        shutil.rmtree(self.folder, ignore_errors=True)

    def add_tool(self, name="steady"):
        shutil.copytree(SOURCE / "tests/tools" / name, self.folder / "build/tools" / name)

    def add_benchmark(self, items, name="tiny"):
        folder = self.folder / "benchmarks" / name
        folder.mkdir(exist_ok=True)
        rows = "".join(json.dumps({
            "id": f"i{i:04}", "input": {"text": f"Made up {i}"},
            "expected": {"spans": [{"start": 0, "end": 4, "label": "PERSON"}]},
            "groups": {}, "cluster": f"c{i % 30}", "split": "test"}) + "\n" for i in range(items))
        (folder / "items.jsonl").write_text(rows)
        (folder / "benchmark.json").write_text(json.dumps({
            "id": name, "version": "1", "task": "text-redaction", "title": "Made up", "licence": "MIT",
            "source": "made up", "sensitivity": "synthetic", "exposure": "open", "groups": {}, "metrics": {},
            "files": [{"path": "items.jsonl", "bytes": len(rows),
                       "sha256": hashlib.sha256(rows.encode()).hexdigest()}]}))

    def command(self, *words, data=None, **keywords):
        """Runs `policeai WORDS --data …`; the finished process with its texts."""
        return subprocess.run([self.program, *words, "--data", data or self.data], text=True,
                              stdout=subprocess.PIPE, stderr=subprocess.PIPE, **keywords)

    def start(self, *options, data=None, wait=True, **keywords):
        server = Server(self, data or self.data, options, keywords)
        self.servers.append(server)
        if wait:
            server.wait_serving()
        return server

    def append_client(self, *words):
        return subprocess.Popen([APPEND_CLIENT, self.data, *words], text=True, stdout=subprocess.PIPE,
                                stderr=subprocess.PIPE)

    def evidence(self, data=None):
        return sorted((data or self.data).glob("evidence/**/*.dsse.json"))

    def rows(self, database, sql, *values):
        connection = sqlite3.connect(f"file:{self.data}/{database}?mode=ro", uri=True, timeout=10)
        try:
            return connection.execute(sql, values).fetchall()
        finally:
            connection.close()

    def verified_size(self):
        done = self.command("ledger", "verify", "--json")
        assert done.returncode == 0, done.stderr
        return json.loads(done.stdout)["size"]


class Server:
    def __init__(self, installation, data, options, keywords):
        self.out = installation.folder / f"stdout-{time.monotonic_ns()}"
        self.err = self.out.with_name(self.out.name.replace("stdout", "stderr"))
        with open(self.out, "w") as out, open(self.err, "w") as err:
            self.process = subprocess.Popen(
                [installation.program, "serve", *(() if "--port" in options else ("--port", "0")), "--data", data, *options],
                stdin=subprocess.DEVNULL, stdout=out, stderr=err, **keywords)

    def wait_serving(self):
        wait_for("the line that it serves", lambda: self.line() or self.process.poll() is not None)
        assert self.process.poll() is None, self.err.read_text()
        self.address = self.line().split()[-1]

    def line(self):
        text = self.out.read_text()
        return text if text.endswith("\n") else ""

    def get(self, path):
        with urllib.request.urlopen(self.address + path, timeout=5) as answer:
            return answer.status

    def children(self):
        return children(self.process.pid)

    def said(self, words):
        return words in self.err.read_text()

    def end(self, number=signal.SIGINT, seconds=6):
        self.process.send_signal(number)
        return self.process.wait(seconds)

    def kill_all(self):
        """kill -9 of everything at once; returns when nothing of it is left."""
        pids = [self.process.pid, *self.children().values()]
        for pid in pids:
            try:
                os.kill(pid, signal.SIGKILL)
            except ProcessLookupError:
                pass
        self.process.wait()
        wait_for("the end of all processes", lambda: not any(alive(pid) for pid in pids))
