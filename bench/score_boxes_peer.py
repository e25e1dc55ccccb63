#!/usr/bin/env python3
"""score_boxes_peer.py prepare|start|run coco|tracks PEERS FOLDER: the peers of bench-score-boxes, as the conformance
scripts build and call them (tests/conformance/score): built into FOLDER/KIND; only loaded; loaded and run once."""
import pathlib
import sys

step, kind, peers, folder = sys.argv[1], sys.argv[2], pathlib.Path(sys.argv[3]), pathlib.Path(sys.argv[4])
name = "detection_peer" if kind == "coco" else "tracking_peer"
source = (pathlib.Path(__file__).resolve().parent.parent / f"tests/conformance/score/{name}.py").read_text()
work = folder / kind
sys.argv = [name, "none"]
scope = {"__name__": name}
exec(compile(source, name, "exec"), scope)  # defines only: its last lines run as a script alone
if step == "prepare":
    work.mkdir()
    scope["build" if kind == "coco" else "prepare"](peers / ("cocoapi" if kind == "coco" else "TrackEval"), work)
    sys.exit()
sys.path.insert(0, str(work))
if kind == "coco":
    from pycocotools import coco, cocoeval  # noqa: F401
    if step == "run":
        scope["theirs"](folder / "gt.json", folder / "dt.json", "bbox")
else:
    import trackeval  # noqa: F401
    if step == "run":
        scope["theirs"](folder / "gt", folder / "dt", None)
