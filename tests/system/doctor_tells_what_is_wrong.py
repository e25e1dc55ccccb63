"""Each thing that can be wrong with an installation is found, and named with its fix; nothing else is."""
import json
import os
import shutil

from installation import Installation


def wrong(house, *options):
    done = house.command("doctor", "--json", *options)
    report = json.loads(done.stdout)
    found = [finding for finding in report["findings"] if finding["mark"] == "wrong"]
    assert report["wrong"] == len(found) and done.returncode == (1 if found else 0), done.stdout
    assert all(finding["fix"] for finding in found), found
    return [(finding["check"], finding["words"]) for finding in found]


def only(found, check, words):
    assert len(found) == 1 and found[0][0] == check and words in found[0][1], found


with Installation() as house:
    only(wrong(house), "tools", "no built-in tool")
    house.add_tool()
    house.add_benchmark(5)
    assert wrong(house) == []
    server = house.start("--no-measure")
    port = server.address.rstrip("/").rsplit(":", 1)[1]
    assert wrong(house, "--port", port) == []
    assert f"a server runs and answers at 127.0.0.1:{port}" in house.command("doctor", "--port", port).stdout
    older = house.folder / "older"
    assert house.command("backup", "--to", older).returncode == 0
    assert house.append_client("3").wait(20) == 0
    assert server.end() == 0
    assert wrong(house) == []

    key = house.data / "keys/log"
    key.chmod(0o644)
    only(wrong(house), "keys", "can be reached by others")
    key.chmod(0o600)

    checkpoint = house.data / "log/checkpoint"
    text = checkpoint.read_text()
    lines = text.split("\n")
    lines[1] = "7"
    checkpoint.write_text("\n".join(lines))
    only(wrong(house), "ledger", "signature")
    checkpoint.write_text(text)

    shutil.copy(house.data / "ledger.db", house.folder / "newer.db")
    shutil.copy(older / "ledger.db", house.data / "ledger.db")
    only(wrong(house), "ledger", "is behind keys/last-signed")
    for name in ("ledger.db-wal", "ledger.db-shm"):
        (house.data / name).unlink(missing_ok=True)
    shutil.copy(house.folder / "newer.db", house.data / "ledger.db")
    assert wrong(house) == []

    tool = house.folder / "build/tools/steady/tool.json"
    tool.write_text(tool.read_text().replace('"task"', '"tusk"'))
    assert [check for check, _ in wrong(house)] == ["tools"]
    tool.write_text(tool.read_text().replace('"tusk"', '"task"'))
    with open(house.folder / "benchmarks/tiny/items.jsonl", "a") as file:
        file.write("{}\n")
    only(wrong(house), "benchmarks", "items.jsonl")
