echo 'call 07700 900123' > a.txt
printf '%%PDF-1.7\n' > b.txt
"$POLICEAI" tool run redact-text a.txt b.txt --out out
status=$?
ls out 2>/dev/null
exit "$status"
