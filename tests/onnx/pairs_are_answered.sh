#!/bin/sh
# A model that gives the mean of each channel: one colour twice is 1, red and green stand at a right angle.
python3 "$SOURCE_DIR/tests/onnx/make_models.py" .
export LIBRARY="$SOURCE_DIR/tests/onnx/node_modules/sherpa-onnx-linux-x64/libonnxruntime.so"
cat >spec.json <<'S'
{"adapter": "onnx", "picture": {"tensor": "x", "width": 4, "height": 4},
 "output": {"tensor": "y", "as": "embedding", "similarity": "cosine", "threshold": 0.9}}
S
"$POLICEAI" tool wrap onnx colours.onnx --inspect --library "$LIBRARY"
"$POLICEAI" tool wrap onnx colours.onnx --library "$LIBRARY" --spec spec.json --task face-verification --id colours --version 1 --supplier tests --licence MIT --out tool
python3 - <<'P'
import hashlib, json
tool = json.load(open("tool/tool.json"))
print(tool["models"][0]["sha256"] == hashlib.sha256(open("colours.onnx", "rb").read()).hexdigest(), tool["models"][0]["licence"], tool["parameters"][0]["default"])
P
ls tool
"$POLICEAI" tool check ./tool | grep -vE '^  (note|holds) '
for pair in red,red red,darkred red,green; do
    printf '{"left":{"file":"%s.ppm"},"right":{"file":"%s.ppm"}}' "${pair%,*}" "${pair#*,}" >pair.json
    "$POLICEAI" tool run ./tool pair.json --out answers-$pair >/dev/null && cat answers-$pair/*
done
sed -i 's/cosine/euclid/' spec.json
"$POLICEAI" tool wrap onnx colours.onnx --library "$LIBRARY" --spec spec.json --task image-matching --id colours --version 1 --supplier tests --out other >/dev/null
"$POLICEAI" tool run ./other pair.json --out other-answers >/dev/null && cat other-answers/*
