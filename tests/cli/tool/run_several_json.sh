echo 'call 07700 900123' > a.txt
echo 'nothing here' > b.txt
"$POLICEAI" tool run redact-text a.txt b.txt --json --quiet
