# Evidence stands when the listings of its tool and benchmark are removed; verify says what is gone.
"$POLICEAI" lab run redact-text redaction-uk --data d >/dev/null 2>&1
listings=$(sqlite3 d/public.db "SELECT id FROM statement WHERE type IN ('tool.listed/1', 'benchmark.listed/1')")
envelope=$(echo d/evidence/redact-text/*.dsse.json)
verify() { "$POLICEAI" verify "$envelope" --data d | sed 's/[0-9a-f]\{64\}/REMOVAL/; s/ *$//'; "$POLICEAI" verify "$envelope" --data d >/dev/null; echo "exit $?"; }
verify
for id in $listings; do
    "$POLICEAI" remove "$id" --ground "published by mistake" --role "sample role" --yes --data d >/dev/null
    verify
done
sqlite3 d/public.db "SELECT COUNT(*) FROM tool" "SELECT COUNT(*) FROM benchmark" "SELECT COUNT(*) FROM evidence"
