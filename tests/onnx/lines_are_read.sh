#!/bin/sh
# Columns of a picture are likelihoods of nothing, a and b: what stands there is aa-abb-b.
python3 "$SOURCE_DIR/tests/onnx/make_models.py" .
LIBRARY="$SOURCE_DIR/tests/onnx/node_modules/sherpa-onnx-linux-x64/libonnxruntime.so"
printf 'a\nb\n' >keys.txt
cat >spec.json <<'S'
{"adapter": "onnx", "picture": {"tensor": "x", "height": 3, "width": 4, "width_max": 64, "fit": "line", "channels": "grey", "pixels": "0-1"},
 "output": {"tensor": "y", "as": "ctc", "labels": "keys.txt"}}
S
"$POLICEAI" tool wrap onnx columns.onnx --library "$LIBRARY" --spec spec.json --task ocr --id columns --version 1 --supplier tests --out tool >/dev/null
"$POLICEAI" tool check ./tool | grep -vE '^  (note|holds) '
"$POLICEAI" tool run ./tool line.pgm --out answers >/dev/null && cat answers/*
