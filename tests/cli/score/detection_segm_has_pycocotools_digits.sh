# the figures that pycocotools 8c9bcc3 (2.0) prints for these files, made at random
d="$SOURCE_DIR/tests/cli/score"
"$POLICEAI" score detection --gt "$d/coco_segm_gt.json" --dt "$d/coco_segm_dt.json" --iou segm --json --resamples 0 |
    python3 -c '
import json, sys
for name, figure in json.load(sys.stdin)["metrics"].items():
    value = figure["value"]
    print(name, "null" if value is None else repr(float(value)))'
