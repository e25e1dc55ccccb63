"$BUILD_DIR/tests/conformance/make-log" d 8 >key
plain() { sed 's/[0-9a-f]\{64\}/ID/g; s/^demo.invalid[^:]*/LOG/'; }
"$POLICEAI" watch d --state w --key "$(cat key)" | plain
"$POLICEAI" publish --static s --data d >/dev/null
id=$(jq -r 'first(.statements[] | select(.type == "sample.counted/1") | .id)' s/log.json)
"$POLICEAI" verify "s/proof/$id.tlog-proof" --key "$(cat key)" --data d | plain | sed 1d
"$POLICEAI" remove "$id" --ground erasure --role "made-up role" --yes --data d >/dev/null
"$POLICEAI" watch d --state w | plain
"$POLICEAI" watch d --state w | plain
"$POLICEAI" publish --static s --data d --json | jq -c '{statements, removed}'
[ -e "s/body/$id" ] || echo "no body"
grep -c '^extra' "s/proof/$id.tlog-proof"
"$POLICEAI" ledger verify --tree --log s --key "$(cat key)" | sed -n 2p
