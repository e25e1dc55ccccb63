#!/usr/bin/python3
"""check_unreachable.py POLICEAI WORK: what was read stays when a folder, a file or all of it cannot be looked at any more: without permission, emptied as a share that is not connected is, with a long file
whose reading goes on. It says so, and is told as gone only when its folder was listed without it. Root gives up the rights by which it passes over permissions."""
import os
import shutil
import signal
import subprocess
import sys
import time

from case_calls import expect, finish, program, work

LESS = ["setpriv", "--bounding-set", "-dac_override,-dac_read_search"] if os.geteuid() == 0 else []


def call(*words, less=False):
    done = subprocess.run([*(LESS if less else []), program, "case", *map(str, words)], capture_output=True, text=True, timeout=600)
    return done.returncode, done.stdout, done.stderr


def files():
    return {cells[4]: cells for cells in (line.split("\t") for line in call("files", case)[1].splitlines()) if len(cells) >= 5}


def read(less=False):
    status, out, error = call("read", folder, "--to", case, less=less)
    expect(status == 0, "read:", status, error)
    return out


subprocess.run(["chmod", "-R", "u+rwX", work], stderr=subprocess.DEVNULL, check=False)
shutil.rmtree(work, ignore_errors=True)
folder, case = work / "folder", work / "a.case"
(folder / "a/deep").mkdir(parents=True)
(folder / "a0").mkdir()
for name in ("top.txt", "a/one.txt", "a/deep/two.txt", "a0/beside.txt", "a.txt"):
    (folder / name).write_text(f"sample text of {name}")
subprocess.run(["zip", "-q", "-j", folder / "a/packed.zip", folder / "top.txt"], check=False)
if not (folder / "a/packed.zip").exists():
    shutil.make_archive(str(folder / "a/packed"), "zip", folder, "a0")
expect("could not be looked at" not in read(), "said without reason")
before = files()
inside = [p for p in before if p.startswith("a/")]
expect(len(inside) >= 4, "read:", before)

# a folder without permission
(folder / "a").chmod(0)
(folder / "a0/beside.txt").unlink()
out = read(less=True)
now = files()
expect(f"{len(inside)} files could not be looked at this time" in out, "the run says it:", out)
for path in inside:
    expect(now[path][:4] == before[path][:4] and "could not be looked at: " in " ".join(now[path][5:]) and "Permission denied" in " ".join(now[path][5:]), path, "is", now.get(path))
expect(now["a0/beside.txt (version 1)"][0] == "gone", "one that really went:", now.get("a0/beside.txt (version 1)"))
expect("sample text of a/one.txt" in call("search", case, "one")[1] + call("show", case, before["a/one.txt"][1], "--page", 1)[1], "what was read stays")
expect(now["a"][0] == "not" and "Permission denied" in now["a"][-1], "the folder itself:", now.get("a"))

# it is there again, one of its files is not, another one is new
(folder / "a").chmod(0o755)
(folder / "a/one.txt").unlink()
(folder / "a/new.txt").write_text("sample text that is new")
out = read()
now = files()
expect("could not be looked at" not in out and not any("could not be" in " ".join(c) for c in now.values()), "it is there again:", out, now)
expect(now["a/one.txt (version 1)"][0] == "gone" and now["a/new.txt"][0] == "read" and now["a/deep/two.txt"][0] == "read", "after it is there again:", now)

# a file that is listed and cannot be opened keeps what was read; one that cannot be reached while it waits is read later
(folder / "a/deep").chmod(0o400)  # names can be listed, what they are cannot be seen
out = read(less=True)
now = files()
expect(now["a/deep/two.txt"][0] == "read" and "could not be looked at" in now["a/deep/two.txt"][-1], "a folder that can only be listed:", now.get("a/deep/two.txt"))
(folder / "a/deep/two.txt").parent.chmod(0o755)

# everything away: as on a share that is not connected, then the folder without permission
(work / "kept").mkdir()
for name in os.listdir(folder):
    os.rename(folder / name, work / "kept" / name)
out = read()
now = files()
alive = [p for p, c in now.items() if c[0] not in ("gone", "replaced") and c[0] in ("read", "partly")]
expect(len(alive) >= 5 and all("could not be looked at: the folder is empty" in " ".join(now[p][5:]) for p in alive), "an empty folder:", now)
for name in os.listdir(work / "kept"):
    os.rename(work / "kept" / name, folder / name)
folder.chmod(0)
out = read(less=True)
expect("could not be looked at" in out and not [p for p, c in files().items() if c[0] == "gone" and "version" in p and p.startswith("top")], "the whole folder without permission:", out)
folder.chmod(0o755)
expect("could not be looked at" not in read(), "and with it")

# a long file is digested with progress, and an interrupt within it ends at once
long = folder / "long.bin"
with open(long, "wb") as f:
    f.truncate(40 << 30)
begun = time.monotonic()
master, slave = os.openpty()
running = subprocess.Popen([program, "case", "read", folder, "--to", case], stdout=subprocess.PIPE, stderr=slave)
os.close(slave)
seen = b""
while b" left" not in seen and time.monotonic() - begun < 60:
    seen += os.read(master, 4096)
expect(b"taking the digest of a large file: " in seen and b" of 40.0 GiB, about " in seen, "progress:", seen)
asked = time.monotonic()
running.send_signal(signal.SIGINT)
expect(running.wait(60) == 1 and time.monotonic() - asked < 5, "an interrupt:", running.returncode, time.monotonic() - asked)
os.close(master)
long.unlink()
read()
expect(files()["long.bin (version 1)"][0] == "gone", "never digested, and gone")
finish("what cannot be looked at stays as it was")
