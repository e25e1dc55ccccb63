#!/bin/sh
# Each is one line that names the thing and the fix, and nothing is left behind.
python3 "$SOURCE_DIR/tests/onnx/make_models.py" .
LIBRARY="$SOURCE_DIR/tests/onnx/node_modules/sherpa-onnx-linux-x64/libonnxruntime.so"
printf 'a\nb\n' >keys.txt
ls -A >../before
picture='"tensor": "x", "width": 4, "height": 4'
output='"tensor": "y", "as": "embedding", "similarity": "cosine", "threshold": 0.9'
# try MODEL PICTURE OUTPUT [OPTION…]: what wrap says.
try() {
    model=$1
    printf '{"adapter": "onnx", "picture": {%s}, "output": {%s}}' "$2" "$3" >spec.json
    shift 3
    "$POLICEAI" tool wrap onnx "$model" --library "$LIBRARY" --spec spec.json --id x --version 1 --supplier S --out "${out:-made}" "$@" 2>&1 >/dev/null | grep -v '^policeai: hint' || true
}
face="--task face-verification"
# shellcheck disable=SC2086 # a list of words
{
    try words.onnx "$picture" "$output" $face
    try cut.onnx "$picture" "$output" $face
    try none.onnx "$picture" "$output" $face
    try custom.onnx "$picture" "$output" $face
    try two.onnx "$picture" "$output" $face
    try bytes.onnx "$picture" "$output" $face
    try colours.onnx '"tensor": "input", "width": 4, "height": 4' "$output" $face
    try colours.onnx "$picture" '"tensor": "z", "as": "embedding", "similarity": "cosine", "threshold": 0.9' $face
    try colours.onnx "$picture, \"layout\": \"NHWC\"" "$output" $face
    try colours.onnx "$picture, \"centre\": true" "$output" $face
    try colours.onnx "$picture" "$output" --task ocr
    try colours.onnx "$picture" "$output" --task transcription
    try colours.onnx "$picture" "$output" --task picture-guessing
    try colours.onnx "$picture" "$output"
    try colours.onnx "$picture" '"tensor": "y", "as": "ctc", "labels": "keys.txt"' --task ocr
    try columns.onnx '"tensor": "x", "width": 4, "height": 3, "channels": "grey"' '"tensor": "y", "as": "ctc", "labels": "lost.txt"' --task ocr
    try columns.onnx '"tensor": "x", "width": 4, "height": 3, "channels": "grey"' '"tensor": "y", "as": "ctc", "labels": "keys.txt", "space": true' --task ocr
    out=not/there try colours.onnx "$picture" "$output" $face
    LIBRARY=keys.txt
    try colours.onnx "$picture" "$output" $face | sed 's/opened: .*/opened: …/'
    LIBRARY=none.so
    try colours.onnx "$picture" "$output" $face
    out=keys.txt try colours.onnx "$picture" "$output" $face
}
rm spec.json
ls -A | diff - ../before && echo nothing left
