"""kill -9 of the watching process takes the other three and every tool with it; the next start finds the folder free.
The three are halted first: only the kernel can end them then, not a pipe they would have to read."""
import os
import signal

from installation import Installation, alive, descendants, wait_for

with Installation() as house:
    house.add_tool()
    house.add_benchmark(200)
    server = house.start()
    wait_for("the tool", lambda: "tool.py" in descendants(server.process.pid).values())
    pids = list(descendants(server.process.pid))
    for pid in server.children().values():
        os.kill(pid, signal.SIGSTOP)
    server.process.kill()
    server.process.wait()
    try:
        wait_for("the end of its processes", lambda: not any(alive(pid) for pid in pids), 3)
    finally:
        for pid in filter(alive, pids):
            os.kill(pid, signal.SIGKILL)
    assert house.start("--no-measure").end() == 0
