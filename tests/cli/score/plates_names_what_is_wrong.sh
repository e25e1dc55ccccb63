# one error a file, with place and fix; every status is 4
try() {
    printf '%b' "$2" >p.csv
    "$POLICEAI" score plates --input p.csv 2>&1
    echo "$1: $?"
}
try "no column" 'vehicle,truth\n1,AB12CDE\n'
try "another truth" 'vehicle,truth,read\n1,AB12CDE,X\n1,AB12CDF,X\n'
try "no mark" 'vehicle,truth,read\n1,AB?2CDE,X\n'
try "too long" 'vehicle,truth,read\n1,AB12CDE,12345678901234567\n'
try "no vehicle" 'vehicle,truth,read\n,AB12CDE,X\n'
