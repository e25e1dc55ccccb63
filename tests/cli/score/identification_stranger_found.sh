# The right candidate of somebody who is not enrolled.
printf 'probe,candidate,rank,score,mated\na,a,1,0.9,0\n' >s.csv
"$POLICEAI" score identification --input s.csv
