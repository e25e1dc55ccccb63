# A candidate twice in one search.
printf 'probe,candidate,rank,score,mated\na,a,1,0.9,1\na,b,2,0.8,1\na,a,3,0.7,1\n' >s.csv
"$POLICEAI" score identification --input s.csv
