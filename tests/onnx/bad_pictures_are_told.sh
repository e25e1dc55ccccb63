#!/bin/sh
# A picture that is none costs its item: one line, and the tool lives on.
python3 "$SOURCE_DIR/tests/onnx/make_models.py" .
LIBRARY="$SOURCE_DIR/tests/onnx/node_modules/sherpa-onnx-linux-x64/libonnxruntime.so"
printf '{"adapter": "onnx", "picture": {"tensor": "x", "width": 4, "height": 4}, "output": {"tensor": "y", "as": "embedding", "similarity": "cosine", "threshold": 0.9}}' >spec.json
"$POLICEAI" tool wrap onnx colours.onnx --library "$LIBRARY" --spec spec.json --task face-verification --id colours --version 1 --supplier tests --out tool >/dev/null
printf 'P6\n9 9\n255\nfew' >few.ppm
printf 'P6\n1 1\n255\n\000\000\000' >black.ppm
cp words.onnx words.ppm
for right in huge.png cut.png few.ppm black.ppm words.ppm; do
    printf '{"left":{"file":"red.ppm"},"right":{"file":"%s"}}' $right >pair.json
    "$POLICEAI" tool run ./tool pair.json --out answers 2>&1 | grep -v hint
done
