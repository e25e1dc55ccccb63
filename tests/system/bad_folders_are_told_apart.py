"""A read-only data folder, a file in its place, and keys of another log: each in its words, and nothing is changed."""
import os
import shutil

from installation import Installation


def refused(house, status, *words, **keywords):
    server = house.start("--no-measure", wait=False, **keywords)
    assert server.process.wait(10) == status, (server.process.returncode, server.err.read_text())
    for word in words:
        assert server.said(word), server.err.read_text()
    assert server.out.read_text() == ""


NOBODY = 65534
with Installation() as house:
    server = house.start("--no-measure")
    assert server.end() == 0
    size = house.verified_size()

    file = house.folder / "file"
    file.write_text("")
    refused(house, 4, "file", data=file / "data")

    read_only = house.folder / "read-only"
    read_only.mkdir(mode=0o555)
    user = {"user": NOBODY, "group": NOBODY} if os.geteuid() == 0 else {}
    refused(house, 1, "read-only/", "Permission denied", data=read_only / "data", **user)

    other = house.folder / "other"
    assert house.command("init", data=other).returncode == 0
    shutil.copy(house.data / "keys/log", house.folder / "kept")
    shutil.copy(other / "keys/log", house.data / "keys/log")
    refused(house, 1, "keys/log is not the key of this log", "put back the keys folder")
    shutil.copy(house.folder / "kept", house.data / "keys/log")
    server = house.start("--no-measure")
    assert server.end() == 0
    assert house.verified_size() == size
