"""A port in use and a data folder in use are different words; the first server goes on."""
from installation import Installation

with Installation() as house:
    first = house.start("--no-measure")
    port = first.address.rstrip("/").rsplit(":", 1)[1]
    second = house.start("--no-measure", "--port", port, data=house.folder / "other", wait=False)
    assert second.process.wait(10) == 1
    assert second.said(f"port {port} is in use"), second.err.read_text()
    assert not (house.folder / "other").exists()
    third = house.start("--no-measure", wait=False)
    assert third.process.wait(10) == 1
    assert third.said(f"data folder {house.data} is in use by another policeai"), third.err.read_text()
    assert third.out.read_text() == ""
    assert first.get("healthz") == 200
    assert first.end() == 0
