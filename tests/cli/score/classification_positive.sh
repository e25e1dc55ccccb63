# --positive: f1, precision and recall are of one label; a score brings areas and losses.
printf 't,p,s\nspam,spam,0.9\nham,ham,0.1\nham,spam,0.8\nspam,spam,0.65\n' >t.csv
"$POLICEAI" score classification --input t.csv --truth t --pred p --score s --positive spam --json >out.json || exit
jq -c '.metrics | to_entries[] | [.key, .value.value]' out.json
jq -c '.thresholds, .calibration' out.json
