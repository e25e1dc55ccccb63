# A label that is neither 0 nor 1.
printf 's,l\n0.9,1\n0.5,yes\n' >s.csv
"$POLICEAI" score verification --input s.csv --score s --label l
