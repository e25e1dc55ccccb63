"""A backup made beside a running server, put back elsewhere with the keys copied by hand, goes on; with statements signed
after it was made the keeper refuses; what is in it is what it says."""
import shutil
import subprocess

from installation import Installation


def put_back(house, name):
    folder = house.folder / name
    shutil.copytree(house.folder / "backup", folder)
    shutil.copytree(house.data / "keys", folder / "keys")
    return folder


with Installation() as house:
    house.add_tool()
    house.add_benchmark(5)
    house.data.mkdir()
    (house.data / "config.json").write_text('{"port": 8099}')
    server = house.start("--no-measure")
    client = house.append_client("40")
    assert client.wait(20) == 0
    done = house.command("backup", "--to", house.folder / "backup")
    assert done.returncode == 0, done.stderr
    assert "left out: keys/" in done.stdout
    held = sorted(path.name for path in (house.folder / "backup").iterdir())
    assert held == ["RESTORE", "blobs", "config.json", "evidence", "ledger.db", "log"], held
    assert (house.folder / "backup/ledger.db").stat().st_mode & 0o077 == 0
    again = house.command("backup", "--to", house.folder / "backup")
    assert again.returncode == 1 and "never overwrites" in again.stderr
    inside = house.command("backup", "--to", house.data / "log/backup")
    assert inside.returncode == 2 and not (house.data / "log/backup").exists()

    done = house.command("backup", "--to", house.folder / "packed.tar")
    assert done.returncode == 0, done.stderr
    subprocess.run(["tar", "-xf", house.folder / "packed.tar", "-C", house.folder], check=True)
    different = subprocess.run(["diff", "-r", house.folder / "backup", house.folder / "packed"], text=True,
                               stdout=subprocess.PIPE)
    assert different.returncode == 0, different.stdout
    assert not list(house.folder.glob("*.partial*"))

    good = put_back(house, "good")
    assert house.append_client("1").wait(20) == 0
    late = put_back(house, "late")
    assert server.end() == 0

    server = house.start("--no-measure", data=good)
    assert server.end() == 0
    assert house.command("ledger", "verify", data=good).returncode == 0
    assert house.command("doctor", data=good).returncode == 0
    server = house.start("--no-measure", data=late, wait=False)
    assert server.process.wait(10) == 1
    assert server.said("is behind what was signed last"), server.err.read_text()
    assert "is behind keys/last-signed" in house.command("doctor", data=late).stdout
