"""Everything killed 20 times and more at random moments while a client appends: what was acknowledged is in the log that the
next start serves, and the log holds."""
import random
import time

from installation import Installation

random.seed(time.time_ns())
with Installation() as house:
    acknowledged = []
    for kills in range(60):
        if kills >= 20 and len(acknowledged) > 100:
            break
        server = house.start("--no-measure")
        client = house.append_client()
        time.sleep(random.uniform(0.02, 0.3))
        server.kill_all()
        acknowledged += client.communicate(timeout=20)[0].split()
        assert client.returncode == 1
    server = house.start("--no-measure")
    assert server.end() == 0
    listed = {row[0] for row in house.rows("public.db", "SELECT id FROM statement")}
    missing = [name for name in acknowledged if name not in listed]
    assert len(acknowledged) > 100, len(acknowledged)
    assert not missing, missing
    assert house.verified_size() == len(listed) >= len(acknowledged)
    print(f"{len(acknowledged)} acknowledged, {len(listed)} in the log")
