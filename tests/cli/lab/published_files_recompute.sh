# What is published of an open benchmark is enough to compute the figures again; of a force's own
# benchmark nothing but the envelope is published.
set -e
"$POLICEAI" lab run redact-text redaction-uk --data d >/dev/null 2>&1
envelope=$(echo d/evidence/redact-text/*.dsse.json)
mkdir stranger
cp "$envelope" stranger/e.dsse.json
cp "${envelope%.dsse.json}.tlog-proof" stranger/e.tlog-proof
sqlite3 d/public.db "SELECT name, sha256 FROM evidence_file ORDER BY name" | while IFS='|' read -r name digest; do
    echo "published $name"
    cp "d/blobs/public/$(echo "$digest" | cut -c1-2)/$(echo "$digest" | cut -c3-)" "stranger/e.$name"
done
"$POLICEAI" verify stranger/e.dsse.json --data d | sed "s/ [0-9.]* on / on /; s/ *$//"

cp -r "$SOURCE_DIR/benchmarks/redaction-uk" own
sed -i "s/\"exposure\":\"open\"/\"exposure\":\"force's own\"/; s/\"id\":\"redaction-uk\"/\"id\":\"own\"/" own/benchmark.json
"$POLICEAI" lab run redact-text ./own --data f >/dev/null 2>&1
sqlite3 f/public.db "SELECT COUNT(*) FROM evidence" "SELECT COUNT(*) FROM evidence_file"
