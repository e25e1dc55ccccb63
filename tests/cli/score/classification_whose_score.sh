# Three labels and a score without --positive: wrong usage.
printf 't,p,s\na,a,0.5\nb,c,0.1\n' >t.csv
"$POLICEAI" score classification --input t.csv --truth t --pred p --score s
