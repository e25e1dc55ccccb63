#!/bin/sh
# Every command of doc/onnx-models.md in its order, in one shell. npm is stood in for by a library that is a tenth to fetch and models of our own with the tensors of the
# real ones; the faces by bright and dark quarters.
set -eu
mkdir made bin faces
python3 "$SOURCE_DIR/tests/onnx/make_models.py" made
cat >bin/npm <<'N'
#!/bin/sh
# npm pack --ignore-scripts PACKAGE@VERSION
set -eu
mkdir -p package
library="$SOURCE_DIR/tests/onnx/node_modules/sherpa-onnx-linux-x64/libonnxruntime.so"
case $3 in
onnxruntime-node@*) mkdir -p package/bin/napi-v6/linux/x64 && cp "$library" package/bin/napi-v6/linux/x64/libonnxruntime.so.1 ;;
faceplugin-*) mkdir -p package/model && cp made/patches.onnx package/model/fr_feature.onnx ;;
@gutenye/*) mkdir -p package/assets && cp made/means.onnx package/assets/ch_PP-OCRv4_rec_infer.onnx && echo e >package/assets/ppocr_keys_v1.txt ;;
esac
tar --sort=name -czf "$(echo "$3" | tr -d @ | sed 's|/|-|; s|\([a-z]\)\([0-9]\)|\1-\2|').tgz" package
rm -r package
N
chmod +x bin/npm
ln -s "$POLICEAI" bin/policeai
export PATH="$PWD/bin:$PATH"
python3 - <<'P'
import pathlib
for person in (1, 2, 9, 10):
    folder = pathlib.Path(f"faces/s{person}")
    folder.mkdir()
    for number in (1, 2, 3):
        quarters = [200 if person >> bit & 1 else 40 + number for bit in range(4)]
        rows = [bytes([quarters[2 * (y >= 56) + (x >= 46)] for x in range(92)]) for y in range(112)]
        (folder / f"{number}.pgm").write_bytes(b"P5\n92 112\n255\n" + b"".join(rows))
P
python3 - "$SOURCE_DIR/doc/onnx-models.md" <<'P'
import pathlib, re, sys
for name, text in re.findall(r"<!-- example: (\S+) -->\n```\S+\n(.*?)```", open(sys.argv[1]).read(), re.S):
    pathlib.Path(name).write_text(text)
P
sed -n '/^```sh$/,/^```$/{/^```/d;p;}' "$SOURCE_DIR/doc/onnx-models.md" | sed -e "s|SOURCE/|$SOURCE_DIR/|g" -e 's|convert-orl.py|& --any-files|' >commands
sh -e ./commands >said 2>errors || { cat said errors >&2; exit 1; }
sed -n -e 's/-[0-9a-f]*\.dsse\.json$//' -e 's/: .*policeai-data/: policeai-data/' -e 's/ *$//' -e '/^input /p' -e '/^output /p' -e '/^An answer counts/p' -e '/^[^ ].* on /p' -e '/ holds$/p' said
