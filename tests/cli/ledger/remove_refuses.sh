# What cannot be removed, and what a removal must say, in words; nothing is changed.
"$POLICEAI" init --data d >/dev/null
key=$(sqlite3 d/public.db "SELECT id FROM statement WHERE log_index = 1")
head=$(sqlite3 d/public.db "SELECT id FROM statement WHERE type = 'private.head/1'")
tell() { "$POLICEAI" remove "$@" --data d 2>&1 | sed "s/$key/KEY/; s/$head/HEAD/"; }
tell "$key" --ground erasure --role "records manager" --yes
tell "$head" --role "records manager" --yes
tell "$head" --ground because --role "records manager" --yes
tell "$head" --ground erasure --role "records manager" --date yesterday --yes
tell abc --ground erasure --role "records manager" --yes
tell 0000000000000000000000000000000000000000000000000000000000000007 --ground erasure --role "records manager" --yes
tell "$head" --ground erasure --role "records manager"
"$POLICEAI" remove "$head" --ground erasure --role x --data nowhere 2>&1 | sed 's|/.*/nowhere|FOLDER/nowhere|'
sqlite3 d/public.db "SELECT COUNT(*) FROM statement"
