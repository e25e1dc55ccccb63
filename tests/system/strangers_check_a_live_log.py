"""Beside a running server: the site as plain files holds at another web server, link by link; a
stranger verifies it over HTTP, watches it grow, and cosigns it, which the page then says."""
import functools
import http.server
import json
import re
import subprocess
import threading
import urllib.parse
import urllib.request

from installation import Installation

LINK = re.compile(r'(?:href|src)="([^"]+)"')


class Quiet(http.server.SimpleHTTPRequestHandler):
    def log_message(self, *_):
        pass


def serve(folder):
    """Python's own static server, which knows nothing of ours."""
    handler = functools.partial(Quiet, directory=str(folder))
    server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), handler)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    return server, f"http://127.0.0.1:{server.server_address[1]}"


def fetch(address):
    with urllib.request.urlopen(address, timeout=10) as answer:
        return answer.read()


def crawl(start):
    """Every address that links lead to from the first page; the bytes of each."""
    pages, waiting = {}, ["/"]
    while waiting:
        path = waiting.pop()
        if path in pages:
            continue
        pages[path] = fetch(start + path)
        if pages[path].startswith(b"<!DOCTYPE html>"):
            for link in LINK.findall(pages[path].decode()):
                link = link.replace("&amp;", "&").split("#")[0]
                if link.startswith("/"):
                    waiting.append(link)
    return pages


def run(house, *words, status=0):
    done = subprocess.run([house.program, *words], text=True, stdout=subprocess.PIPE, stderr=subprocess.PIPE)
    assert done.returncode == status, (words, done.returncode, done.stdout, done.stderr)
    return done.stdout


with Installation() as house:
    house.add_tool()
    live = house.start("--no-measure")
    at = live.address.rstrip("/")
    site = house.folder / "site"
    state = house.folder / "watched"

    key = json.loads(run(house, "verify", at, "--json"))["log_key"]
    first = json.loads(run(house, "watch", at, "--state", state, "--key", key, "--json"))
    assert first["first"] and not first["events"]
    added = house.append_client("10")
    made_up = added.communicate()[0].split()
    assert added.returncode == 0
    second = json.loads(run(house, "watch", at, "--state", state, "--json"))
    assert second["seen"] == first["size"] and second["size"] >= first["size"] + 10, second

    # a witness, whose word the server then shows
    vkey = run(house, "witness", "keygen", "witness.example.org/made", "--key", house.folder / "wk").strip()
    run(house, "witness", "--log", at, "--key", house.folder / "wk", status=2)  # whose log is it?
    run(house, "witness", "--log", at, "--key", house.folder / "wk", "--log-key", key, "--out", house.folder / "note")
    assert b"No outside witness" in fetch(at + "/log")
    done = house.command("ledger", "cosign", "add", house.folder / "note", "--witness", vkey)
    assert done.returncode == 0, done.stderr
    assert fetch(at + "/checkpoint").decode() == (house.folder / "note").read_text()
    assert fetch(at + "/checkpoint.cosigned") == fetch(at + "/checkpoint")
    page = fetch(at + "/log").decode()
    assert vkey in page.replace("&#43;", "+") and "No outside witness" not in page
    house.append_client("1").communicate()
    assert b"witness.example.org" not in fetch(at + "/checkpoint")  # nobody has cosigned that one
    assert fetch(at + "/checkpoint.cosigned").decode() == (house.folder / "note").read_text()

    # the same site as plain files
    told = json.loads(house.command("publish", "--static", site, "--json").stdout)
    assert told["written"] == told["files"] and told["statements"] == second["size"] + 1
    again = json.loads(house.command("publish", "--static", site, "--json").stdout)
    assert again["written"] <= 1 and again["files"] == told["files"], again
    plain, copy = serve(site)
    pages = crawl(copy)  # raises at the first link that leads nowhere
    assert len(pages) > 100 and f"/body/{'0' * 64}" not in pages
    for path, body in crawl(at).items():
        if path.startswith(("/search",)):
            continue
        assert path in pages, path
        if path.endswith(".json") and not path.startswith("/downloads/"):  # a page's model says that it is a copy
            ours, theirs = json.loads(body), json.loads(pages[path])
            assert theirs["site"].pop("copy") == "yes"
            assert ours == theirs, path
        elif not body.startswith(b"<!DOCTYPE"):
            assert body == pages[path], path
    proofs = [path for path in pages if path.startswith("/proof/")]
    assert len(proofs) == told["statements"]
    for path in proofs[:5]:
        out = run(house, "verify", site / path[1:], "--data", house.data)
        assert out.count("holds") == 4, out
    assert json.loads(run(house, "verify", copy, "--key", key, "--json"))["size"] == told["statements"]
    assert json.loads(run(house, "verify", site, "--json"))["size"] == told["statements"]
    third = json.loads(run(house, "watch", copy, "--state", state, "--json"))
    assert not third["events"] and third["size"] == told["statements"]

    # a proof of an earlier checkpoint serves on
    before = {name: (site / "proof" / name).stat().st_ino for name in (p.split("/")[-1] for p in proofs)}
    house.append_client("1").communicate()
    assert house.command("publish", "--static", site).returncode == 0
    assert all((site / "proof" / name).stat().st_ino == inode for name, inode in before.items())

    # a body that is gone from the log is in no file of the next copy, old proofs included
    gone = made_up[0]
    salted = (house.data / "log/body" / gone).read_bytes()
    aside = house.folder / "aside"
    (house.data / "log/body" / gone).rename(aside)
    assert json.loads(house.command("publish", "--static", site, "--json").stdout)["removed"] == 1
    assert not (site / "body" / gone).exists()
    assert "extra" not in (site / "proof" / f"{gone}.tlog-proof").read_text()
    assert not any(salted[:32] in name.read_bytes() for name in site.rglob("*") if name.is_file())
    aside.rename(house.data / "log/body" / gone)
    assert house.command("publish", "--static", site).returncode == 0

    # a body taken away at the copy
    next((site / "body").iterdir()).unlink()
    broken = json.loads(run(house, "watch", copy, "--state", state, "--json", status=1))
    assert broken["events"][0]["kind"] == "broken" and broken["events"][0]["violation"], broken
    plain.shutdown()
    done = subprocess.run([house.program, "verify", "http://192.0.2.1/"], text=True, stderr=subprocess.PIPE, timeout=5)
    assert done.returncode == 1 and "policeai is off line" in done.stderr, done.stderr
    assert live.end() == 0
