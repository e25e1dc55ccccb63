# a user namespace below which no other can be made
none() { unshare --user --map-root-user sh -c 'echo 0 > /proc/sys/user/max_user_namespaces; "$@"' - "$@"; }
none "$POLICEAI" sandbox --json | sed 's/failed: .*"/failed: …"/'
touch a.txt
none "$POLICEAI" tool run redact-text a.txt 2>err
echo "$?"
sed -n 's/.*; \(no tool runs\)/\1/p' err
none "$POLICEAI" sandbox self-test >table
echo "$?"
tail -1 table
none "$POLICEAI" lab run redact-text redaction-uk --data data --json >json 2>/dev/null
echo "$?"
grep -o '"status":"[a-z]*"' json
