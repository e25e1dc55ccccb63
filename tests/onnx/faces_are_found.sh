#!/bin/sh
# Another model says first where the part is that counts: a bright quarter, the same in both pictures; a picture without one gives no face.
python3 "$SOURCE_DIR/tests/onnx/make_models.py" .
LIBRARY="$SOURCE_DIR/tests/onnx/node_modules/sherpa-onnx-linux-x64/libonnxruntime.so"
picture='{"tensor": "x", "width": 4, "height": 4}'
output='{"tensor": "y", "as": "embedding", "similarity": "cosine", "threshold": 0.9}'
find='{"model": "quarters.onnx", "picture": {"tensor": "x", "width": 4, "height": 4, "pixels": "0-1"}, "boxes": "boxes", "scores": "scores", "least": 0.3}'
wrap() {
    "$POLICEAI" tool wrap onnx colours.onnx --library "$LIBRARY" --spec spec.json --task face-verification --id x --version 1 --supplier S --out "$1" 2>&1 >/dev/null | grep -v hint
}
ask() {
    printf '{"left":{"file":"upper.ppm"},"right":{"file":"%s"}}' "$2" >pair.json
    "$POLICEAI" tool run "./$1" pair.json --out "answers-$1-$2" >/dev/null 2>&1 && cat "answers-$1-$2"/*
}
echo "{\"adapter\": \"onnx\", \"picture\": $picture, \"output\": $output}" >spec.json
wrap whole
ask whole lower.ppm
echo "{\"adapter\": \"onnx\", \"picture\": $picture, \"find\": $find, \"output\": $output}" >spec.json
wrap found
ask found lower.ppm
ask found dark.ppm
"$POLICEAI" tool check ./found | grep -vE '^  (note|holds) '
python3 - <<'P'
import hashlib, json
for model in json.load(open("found/tool.json"))["models"]:
    print(model["name"], model["sha256"] == hashlib.sha256(open(model["name"], "rb").read()).hexdigest())
P
sed -i 's/"scores": "scores"/"scores": "score"/' spec.json
wrap wrong
sed -i 's/"boxes": "boxes", "scores": "score"/"boxes": "scores", "scores": "scores"/' spec.json
wrap wrong
sed -i 's/quarters.onnx/lost.onnx/' spec.json
wrap wrong
sed -i 's/lost.onnx/model.onnx/' spec.json
wrap wrong
