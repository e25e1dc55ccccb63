# safety notices of the data folder that reach the tool and its version: told on standard error, what to do and where to read;
# not those that are lifted or of another version; they keep nobody from using it and change nothing
export DATA="$PWD/data"
"$POLICEAI" init --authority sample.example/2026 --organisation sample-centre >/dev/null
"$POLICEAI" outbox delay 0 >/dev/null
"$POLICEAI" tool show redact-text --json >shown.json
version=$(jq -r .manifest.version shown.json)
supplier=$(jq -r .manifest.supplier shown.json)
hide() { sed "s|/notices/[0-9a-f]*|/notices/SUBJECT|; s|$PWD|FOLDER|; s|$version|VERSION|"; }
"$POLICEAI" registry deploy --tool "$supplier|redact-text|$version" --forces kent --stage pilot name=Redaction >/dev/null
notice() { "$POLICEAI" registry notice --date 2026-01-05 --says 'a sample' "$@" >/dev/null; }
notice --title 'Misses plates' --about "$supplier|redact-text||$version" --action 'check plates by eye' --due 2026-02-01
notice --title 'Of another version' --about "$supplier|redact-text|9999.1|" --action 'none'
notice --title 'Was lifted' --about "$supplier|redact-text" --action 'none' --lifted 2026-01-20
for number in 1 2 3 4; do "$POLICEAI" outbox send $number >/dev/null 2>&1; done
before=$(find data -type f -exec sha256sum {} + | sort)
echo 'call 07700 900123' >a.txt
"$POLICEAI" tool run redact-text a.txt --quiet 2>told
echo "exit $?"
hide <told
[ "$before" = "$(find data -type f -exec sha256sum {} + | sort)" ] || echo 'the data folder changed'
"$POLICEAI" tool show redact-text | hide | tail -4
echo 'elsewhere:'
"$POLICEAI" tool run redact-text a.txt --quiet --data nowhere 2>told >/dev/null
hide <told
unset DATA
mkdir empty && cd empty && "$POLICEAI" tool run redact-text ../a.txt --quiet 2>told >/dev/null
cat told && rm told
ls
