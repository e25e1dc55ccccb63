# A score above that of a better rank; --lenient leaves it out.
printf 'probe,candidate,rank,score,mated\na,b,1,0.5,1\na,a,2,0.9,1\n' >s.csv
"$POLICEAI" score identification --input s.csv
echo "exit $?" >&2
"$POLICEAI" score identification --input s.csv --lenient --json | jq -c '.skipped, .metrics.rank5.value'
