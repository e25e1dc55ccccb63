# counts from the line and from CSV, each once; a decision with what the gate found; a return asked for and answered
"$POLICEAI" init --authority sample.example/2026 --organisation sample-centre --data d >/dev/null
"$POLICEAI" outbox delay 0 --data d >/dev/null
ids() { sed 's/[0-9a-f]\{64\}/STATEMENT/; s/[0-9a-f]\{32\}/SUBJECT/g; s/20[0-9-]*T[0-9:]*Z/TIME/'; }
registry() { "$POLICEAI" registry "$@" --data d 2>&1 | ids; }
subject() { "$POLICEAI" registry export --data d | jq -r --arg type "$1" '.records[]|select(.type==$type).subject'; }
registry deploy --tool 'Example Ltd|Redactor|2.1' --forces kent --stage pilot name=Redaction
registry deploy --tool 'Example Ltd|Redactor|2.1' --forces kent --stage pilot name=Redaction
"$POLICEAI" outbox send 1 --data d | ids
deployment=$(subject deployment.described/1)
registry report "$deployment" alerts=3 true_alerts=2 false_alerts=2 --from 1/1/2026 --to 31/1/2026 --organisation kent
registry report "$deployment" true_alerts=2 --from 1/1/2026 --to 31/1/2026 --organisation kent
printf 'from,to,alerts,groups\n1/1/2026,31/1/2026,3,"sex|female|alerts|2\nsex|not recorded|alerts|1"\n1/2/2026,28/2/2026,"1,000",\n' >r.csv
registry report "$deployment" --csv r.csv --organisation kent
registry report "$deployment" --csv r.csv --organisation kent
"$POLICEAI" outbox send 2 --data d | ids
registry report "$deployment" alerts=4 --from 1/1/2026 --to 31/1/2026 --organisation kent
"$POLICEAI" outbox send 4 --data d | ids
"$POLICEAI" registry export --data d | jq -c '.records[]|select(.type=="use.reported/1").body|[.from,.counts,.groups]'
registry decide "$deployment" --decision proceed --stage pilot --role 'Assistant Chief Constable' --organisation kent | sed 's/[0-9][0-9]* missing/N missing/'
registry decide "$deployment" --decision 'not now' --stage pilot --role 'Assistant Chief Constable' --advice 'Data protection officer|Not yet' --organisation kent | sed 's/[0-9][0-9]* missing/N missing/'
registry request --title Sample --scope 'all tools' --forces kent,nowhere --date 2026-01-01 --due 2020-01-01
registry request --title Sample --scope 'all tools' --forces 'Kent Police' --due 2030-01-01
"$POLICEAI" outbox list --data d | grep -o 'return.requested/1'
registry nil-return nothing --role 'AI lead'
registry notice --title Sample --about 'Example Ltd|Redactor' --says 'a sample' --action 'none, a sample'
registry acknowledge "$deployment" --role 'AI lead' --organisation kent
