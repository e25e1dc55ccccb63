# four vehicles; one with two reads of which the more frequent is right
cat >p.csv <<'END'
vehicle,truth,read,light
1,AB12 CDE,AB12CDE,day
2,AB10 CDE,AB1O CDE,night
3,AB12 CDE,AB12CXX,day
3,AB12 CDE,AB12CDE,day
3,AB12 CDE,ab12 cde,day
4,XY51 ABC,,night
END
"$POLICEAI" score plates --input p.csv --group light --json |
    python3 -c '
import json, sys
report = json.load(sys.stdin)
for name, f in report["metrics"].items():
    print(name, f["numerator"], f["denominator"], f["value"])
for value, group in report["groups"]["light"].items():
    print(value, group["metrics"]["read_rate"]["value"])
print(report["confusions"])'
