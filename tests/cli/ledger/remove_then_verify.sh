# A removed body is gone from every place a reader looks, the log holds, and a second removal only says so.
"$POLICEAI" init --data d >/dev/null
id=$(sqlite3 d/public.db "SELECT id FROM statement WHERE type = 'private.head/1'")
hide() { sed "s/$id/ID/; s/[0-9a-f]\{64\}/REMOVAL/"; }
"$POLICEAI" remove "$id" --ground "court order" --role "records manager" --date 2026-01-29 --yes --data d | hide
ls "d/log/body/$id" 2>/dev/null
sqlite3 d/ledger.db "SELECT length(salt), length(body) FROM leaf WHERE id = '$id'" "SELECT COUNT(*) FROM scrub"
sqlite3 d/public.db "SELECT ground, role, date FROM removal" "SELECT body FROM statement WHERE log_index = 5"  | hide
"$POLICEAI" ledger verify --data d | sed -n '2p'
"$POLICEAI" remove "$id" --ground erasure --role x --yes --data d | hide
"$POLICEAI" remove "$id" --ground erasure --role x --data d --json | hide
sqlite3 d/public.db "SELECT COUNT(*) FROM statement"
