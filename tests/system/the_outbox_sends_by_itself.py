"""What a person publishes beside a server waits, and is signed and published by the server's own minute; what was cancelled never is."""
from installation import Installation, wait_for

with Installation() as house:
    server = house.start("--no-measure")
    assert house.command("outbox", "delay", "0").returncode == 0
    for name in ("kept", "taken-back"):
        done = house.command("organisation", "name", f"sample-{name}", f"Sample {name}", "--date", "2026-04-01",
                             "--kind", "other body")
        assert done.returncode == 0, done.stderr
    assert house.command("outbox", "cancel", "2").returncode == 0
    assert not house.rows("public.db", "SELECT 1 FROM organisation_name")
    wait_for("the server's minute", lambda: house.rows("public.db", "SELECT name FROM organisation_name"), 75)
    assert house.rows("public.db", "SELECT name FROM organisation_name") == [("Sample kept",)]
    assert '"number"' not in house.command("outbox", "list", "--json").stdout
    assert server.end() == 0
    house.verified_size()
