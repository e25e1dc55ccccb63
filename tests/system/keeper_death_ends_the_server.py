"""Without its keeper a server stops with words and a status; nothing is lost. Public and worker are started again."""
import os
import signal

from installation import Installation, wait_for

with Installation() as house:
    server = house.start("--no-measure")
    for name in ("public", "worker"):
        old = wait_for(f"the {name} process", lambda: server.children().get(name), 60)
        os.kill(old, signal.SIGKILL)
        wait_for(f"a new {name} process", lambda: server.children().get(name, old) != old)
        assert server.said(f"the {name} process was killed by signal 9"), server.err.read_text()
    wait_for("pages", lambda: server.get("healthz") == 200)
    os.kill(server.children()["keeper"], signal.SIGKILL)
    assert server.process.wait(8) == 1
    assert server.said("the server stops: the keeper process was killed by signal 9"), server.err.read_text()
    assert house.start("--no-measure").end() == 0
    house.verified_size()
