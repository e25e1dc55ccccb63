# A score at the threshold is a match, unless --strict.
printf 's,l\n0.9,1\n0.5,1\n0.5,0\n0.1,0\n' >s.csv
for strict in "" --strict; do
    "$POLICEAI" score verification --input s.csv --score s --label l --threshold 0.5 $strict --json |
        jq -c '.metrics | [.fmr.value, .fnmr.value, .fmr.signature]'
done
