# one error a folder, with place and fix; every status is 4
try() {
    rm -rf gt dt
    mkdir gt dt
    printf '%b' "$2" >gt/a.txt
    printf '%b' "$3" >dt/"${4:-a}".txt
    "$POLICEAI" score tracking --gt gt --dt dt 2>&1
    echo "$1: $?"
}
row='1,1,0,0,5,5,1,1,1\n'
try "track twice" "$row" '1,1,0,0,5,5,1\n1,1,2,0,5,5,1\n'
try "impossible box" "$row" '1,1,0,0,-5,5,1\n'
try "not a track" "$row" '1,-1,0,0,5,5,1\n'
try "frame 0" "$row" '0,1,0,0,5,5,1\n'
try "not a number" "$row" '1,1,0,0,nan,5,1\n'
try "few columns" "$row" '1,1,0,0\n'
try "no results" "$row" "$row" b
"$POLICEAI" score tracking --gt nowhere --dt dt 2>&1
echo "no folder: $?"
"$POLICEAI" score tracking --gt gt --dt dt --preprocess mot99 2>&1
echo "unknown preprocessing: $?"
