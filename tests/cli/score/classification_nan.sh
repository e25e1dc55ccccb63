# A score that is no number: one error with file, line and fix.
printf 't,p,s\n1,1,0.5\n0,0,nan\n' >t.csv
"$POLICEAI" score classification --input t.csv --truth t --pred p --score s
