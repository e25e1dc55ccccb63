"""What has not changed is measured once; a tool that changed is measured again."""
import time

from installation import Installation, wait_for

with Installation() as house:
    house.add_tool()
    house.add_benchmark(10)
    server = house.start()
    wait_for("the measurement", lambda: server.said("steady on tiny: measured"))
    assert server.end() == 0
    size = house.verified_size()
    assert len(house.evidence()) == 1

    begun = time.monotonic()
    server = house.start()
    assert time.monotonic() - begun < 2
    time.sleep(1)
    assert server.end() == 0
    assert not server.said("measur"), server.err.read_text()
    assert house.verified_size() == size

    with open(house.folder / "build/tools/steady/tool.py", "a") as file:
        file.write("# another digest\n")
    server = house.start()
    wait_for("the second measurement", lambda: server.said("steady on tiny: measured"))
    assert server.end() == 0
    assert len(house.evidence()) == 2
