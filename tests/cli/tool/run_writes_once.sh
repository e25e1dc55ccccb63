echo 'call 07700 900123' > a.txt
"$POLICEAI" tool run redact-text a.txt --out out --style blocks --quiet
cat out/a.redacted.txt
stat -c %a out/a.redacted.txt
echo 'mine' > out/a.redacted.txt
"$POLICEAI" tool run redact-text a.txt --out out && echo "written over without --force"
cat out/a.redacted.txt
"$POLICEAI" tool run redact-text a.txt --out out --force --quiet
cat out/a.redacted.txt
ls -A out
mkdir -p sub && echo 'other' > sub/a.txt
"$POLICEAI" tool run redact-text a.txt sub/a.txt --out elsewhere
