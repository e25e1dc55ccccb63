# bob.measure tests/test_error.py, test_cmc: rank 1 rate 1/2, CMC 1/2, 3/4, 1; and two galleries.
cat >s.csv <<'END'
probe,candidate,rank,score,mated,gallery
a,x,1,1.1,1,10
a,a,2,0.7,1,10
a,y,3,0.5,1,10
a,z,4,0.3,1,10
b,x,1,1.4,1,10
b,y,2,0.6,1,10
b,b,3,0.2,1,10
b,z,4,-1.3,1,10
c,c,1,1.8,1,20
c,x,2,1.5,1,20
c,y,3,0.8,1,20
c,z,4,0,1,20
d,d,1,2.4,1,20
d,x,2,2,1,20
stranger,x,1,1.45,0,20
other,,,,0,20
END
"$POLICEAI" score identification --input s.csv --threshold 1.45 --json >out.json || exit
jq -c '.cmc[]' out.json
jq -c '.metrics | to_entries[] | select(.key | test("@") | not) | [.key, .value.numerator, .value.denominator]' out.json
jq -c '.groups.gallery | to_entries[] | [.key, .value.metrics.rank1.value, .value.metrics.fpir.value]' out.json
