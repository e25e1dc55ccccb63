"$POLICEAI" sandbox self-test > table
status=$?
cat table >&2
grep -c '  succeeded  ' table
tail -1 table
exit "$status"
