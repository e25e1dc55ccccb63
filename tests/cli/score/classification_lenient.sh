# --lenient: bad rows are left out, counted, listed, and stand in the signature.
printf 't,p,s\n1,1,0.5\n0,0,nan\n,0,0.1\n0,0,0.2,9\n0,0,0.3\n' >t.csv
"$POLICEAI" score classification --input t.csv --truth t --pred p --score s --lenient --json >out.json || exit
jq -c '.skipped, .metrics.accuracy.n, .signature' out.json
