# the centre takes a submission whole or not at all, and says in one line why not
set -eu
export DATA="$PWD/data"
cp -r "$SOURCE_DIR/tests/tools/steady" tool
python3 - <<'P'
import json
text = json.load(open("tool/tool.json"))
text.update(supplier="Sample Ltd")
json.dump(text, open("tool/tool.json", "w"))
P
"$POLICEAI" submit keygen key >/dev/null
"$POLICEAI" submit keygen other >/dev/null
short() { sed 's| /[^ ]*/data| data|; s/[0-9a-f]\{32,\}/HEX/g; s/+[0-9a-f]\{8\}+[^ ]*/+VKEY/g; s/HEX+VKEY/VKEY/'; }
try() { echo "- $1"; shift; "$@" 2>&1 | short || true; }
pack() { "$POLICEAI" submit pack "$@" --key key --contact box@sample.invalid; }
pack tool --out good >/dev/null
try 'no log' "$POLICEAI" submit receive good
"$POLICEAI" init >/dev/null
# ---- packing ----
try 'no key' "$POLICEAI" submit pack tool --out x --contact box@sample.invalid
try 'twice' pack tool --out good
echo '{"details":{"licence":"ours"}}' >about.json
try 'stands in tool.json' pack tool --out x --about about.json
echo '[{"about":"field:training_data","ground":"FOIA s.43(2)","reason":"r","until":"2030-01-01"}]' >claims.json
try 'a claim about nothing' pack tool --out x --claims claims.json
echo '[{"about":"file:package/tool.py","ground":"FOIA s.43(2)","reason":"r"}]' >claims.json
try 'a claim without end' pack tool --out x --claims claims.json
ln -s tool.py tool/link
try 'a link' pack tool --out x
rm tool/link
try 'answers without their parcel' "$POLICEAI" submit pack --outputs outputs.jsonl --key key --out x --contact box@sample.invalid
# ---- receiving ----
python3 - <<'P'
good = open("good", "rb").read()
def put(name, data): open(name, "wb").write(data)
put("no-note", b"x" * 512 + good[512:])
put("cut", good[:-600])
put("behind", good + b"x")
at = good.index(b"A tool for tests")
put("bytes", good[:at] + b"B" + good[at + 1:])
put("path", good.replace(b"package/tool.py\0", b"package/toil.py\0"))
put("note", good.replace(b"marks the first word", b"marks the whole text"))
put("more", good[:-1024] + good[512 * 2:512 * 3] + bytes(1024))
P
for bad in no-note cut behind bytes path note more; do try "$bad" "$POLICEAI" submit receive "$bad" --key "$(cat key.vkey)"; done
try 'a key that nobody compared' "$POLICEAI" submit receive good
try 'compared with another' "$POLICEAI" submit receive good --key "$(cat other.vkey)"
find data/submissions -mindepth 1 -maxdepth 1 -printf '%f\n' 2>/dev/null | grep -c '^[0-9a-f]\{32\}$' || true
"$POLICEAI" submit receive good --key "$(cat key.vkey)" | short | head -1
try 'its id is here' "$POLICEAI" submit receive good
pack tool --out again >/dev/null
try 'its package is here' "$POLICEAI" submit receive again
python3 - <<'P'
import json
text = json.load(open("tool/tool.json"))
text.update(supplier="Another Ltd")
json.dump(text, open("tool/tool.json", "w"))
P
pack tool --out another >/dev/null
try 'the key of another supplier' "$POLICEAI" submit receive another
# ---- and later ----
id=$(find data/submissions -mindepth 1 -maxdepth 1 -printf '%f\n' | grep '^[0-9a-f]\{32\}$')
try 'no such submission' "$POLICEAI" submit show 0000
try 'nothing was measured' "$POLICEAI" submit publish "$id"
try 'no such claim' "$POLICEAI" submit answer "$id" 1 --refuse no --role Head
try 'two answers' "$POLICEAI" submit answer "$id" 1 --refuse no --keep yes --role Head
echo words >words
mkdir result
echo "{\"submission\":\"$id\",\"envelope\":\"$(printf '%064d' 0)\"}" >result/result.json
"$POLICEAI" submit reply result --text words --key key --out reply >/dev/null
try 'a reply to nothing' "$POLICEAI" submit take-reply reply
try 'a reply that is none' "$POLICEAI" submit take-reply words
printf '' >empty
try 'an empty reply' "$POLICEAI" submit reply result --text empty --key key --out x
python3 -c 'print("a" * 10001)' >long
try 'a long reply' "$POLICEAI" submit reply result --text long --key key --out x
ls x 2>/dev/null || echo 'nothing half-written'
"$POLICEAI" submit list | sed 's/^[0-9a-f]\{8\}  [-0-9]*/ID DATE/'
