"""Where no isolation can be had the pages are served, nothing is measured, and the words say why; the jobs wait."""
import os

from installation import Installation, wait_for

# In a user namespace that may have no further namespaces there is nothing to isolate with.
LIMITED = """#!/bin/sh
exec unshare -rm sh -c '
for kind in user mnt pid net ipc uts; do echo 0 >/proc/sys/user/max_${kind}_namespaces; done
exec "$0" "$@"' %s "$@"
"""

with Installation() as house:
    house.add_tool()
    house.add_benchmark(5)
    program = house.program
    house.program = house.folder / "limited"
    house.program.write_text(LIMITED % program)
    os.chmod(house.program, 0o755)
    found = house.command("doctor")
    assert found.returncode == 1 and "no tool is run" in found.stdout, found.stdout
    server = house.start()
    wait_for("words", lambda: server.said("nothing is measured"))
    assert server.err.read_text().count("nothing is measured") == 1
    assert server.get("healthz") == 200
    assert server.end() == 0
    assert house.rows("jobs.db", "SELECT state FROM job") == [("waiting",)]
    house.program = program
    server = house.start()
    wait_for("the measurement", lambda: server.said("steady on tiny: measured"))
    assert server.end() == 0
