"""What a person publishes beside a server waits, and is signed and published by the server's own minute; what was cancelled never is."""
from installation import Installation, wait_for


def published(house):
    return sorted(name for name, in house.rows("public.db", "SELECT name FROM organisation_name"))


def put(house, name):
    done = house.command("organisation", "name", name.lower().replace(" ", "-"), name, "--date", "2026-04-01",
                         "--kind", "other body")
    assert done.returncode == 0, done.stderr


with Installation() as house:
    server = house.start("--no-measure")
    assert house.command("outbox", "delay", "0").returncode == 0
    put(house, "Sample kept")
    sent = ["Sample kept"]
    for number in range(2, 5):  # the minute may come between the two: then that one is out, and another is tried
        name = f"Sample taken back {number}"
        put(house, name)
        if house.command("outbox", "cancel", str(number)).returncode == 0:
            break
        sent.append(name)
    else:
        raise AssertionError("nothing could be cancelled")
    wait_for("the server's minute", lambda: "Sample kept" in published(house), 240)
    assert published(house) == sorted(sent)
    assert '"number"' not in house.command("outbox", "list", "--json").stdout
    assert server.end() == 0
    house.verified_size()
