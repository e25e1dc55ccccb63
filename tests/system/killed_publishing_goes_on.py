"""Publishing many drafts, killed in between: what was handed over is said and stays, the same command again does the rest, and
none stands twice; one draft that is refused leaves all of them unsaid."""
import json
import os
import subprocess
import tempfile

PROGRAM = os.environ["POLICEAI"]
DRAFTS = 60


def run(*words, **more):
    return subprocess.run([PROGRAM, *words], capture_output=True, text=True, **more)


def make(folder):
    """DRAFTS records in one file of the form, taken in as drafts."""
    data = os.path.join(folder, "data")
    assert run("init", "--authority", "sample.example/2026", "--organisation", "sample-centre", "--data", data).returncode == 0
    records = [{"type": "deployment.described/1", "subject": "%032x" % (i + 1),
                "values": {"name": "Sample use %d" % i, "forces": "sussex", "stage": "pilot",
                           "tools": [{"supplier": "Example Ltd", "product": "Sample", "version": str(i)}]}} for i in range(DRAFTS)]
    saved = os.path.join(folder, "saved.json")
    with open(saved, "w", encoding="utf-8") as file:
        json.dump({"format": "registry-records/1", "force": "sussex", "records": records}, file)
    return data, saved


def waiting(data):
    listed = run("outbox", "list", "--json", "--data", data)
    assert listed.returncode == 0, listed.stderr
    return [row["subject"] for row in json.loads(listed.stdout)]


def killed_once(folder):
    data, saved = make(folder)
    publishing = subprocess.Popen([PROGRAM, "registry", "import", saved, "--publish", "--data", data], stdout=subprocess.PIPE, text=True)
    said = []
    for line in publishing.stdout:
        if "waits in the outbox as number" in line:
            said.append(line)
            if len(said) == 3:
                publishing.kill()
                break
    rest = publishing.stdout.read()
    publishing.wait()
    there = waiting(data)
    assert len(there) == len(set(there)) >= len(said) + rest.count("as number"), (there, rest)
    between = len(there) < DRAFTS
    again = run("registry", "import", saved, "--publish", "--data", data)
    assert again.returncode == 0, again.stderr
    assert again.stdout.count("nothing to do") == len(there), again.stdout
    assert again.stdout.count("waits in the outbox as number") == DRAFTS - len(there), again.stdout
    assert sorted(waiting(data)) == ["%032x" % (i + 1) for i in range(DRAFTS)]
    return between


def refused(folder):
    data, saved = make(folder)
    assert run("registry", "import", saved, "--data", data).returncode == 0
    names = [name[:-5] for name in sorted(os.listdir(os.path.join(data, "drafts")))]
    assert run("registry", "edit", names[-1], "first_used=31/2/2026", "--data", data).returncode == 0
    told = run("registry", "publish", *names, "--data", data)
    assert told.returncode != 0 and "1 of %d drafts cannot be published: none was" % DRAFTS in told.stderr, told.stderr
    assert "draft %s: 1 thing blocks publishing" % names[-1] in told.stderr, told.stderr
    assert waiting(data) == []


def main():
    for _ in range(5):
        with tempfile.TemporaryDirectory(prefix="policeai-publishing-") as folder:
            if killed_once(folder):
                break
    else:
        raise AssertionError("five times all was handed over before the kill")
    with tempfile.TemporaryDirectory(prefix="policeai-publishing-") as folder:
        refused(folder)


main()
