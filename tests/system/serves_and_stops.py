"""One line on standard output, /healthz, and Ctrl-C or SIGTERM end it cleanly, leaving no process."""
import signal

from installation import Installation, alive, wait_for

with Installation() as house:
    for number in (signal.SIGINT, signal.SIGTERM):
        server = house.start("--no-measure")
        assert server.out.read_text() == f"policeai: serving {server.address}\n"
        assert server.get("healthz") == 200
        # the worker starts behind the line, and is called policeai until it says its name
        wait_for("three processes", lambda: sorted(server.children()) == ["keeper", "public", "worker"], 60)
        pids = server.children()
        assert server.end(number) == 0, server.err.read_text()
        assert not any(alive(pid) for pid in pids.values())
        assert server.err.read_text() == ""
        assert not (house.data / "keeper.socket").exists()
    house.verified_size()
