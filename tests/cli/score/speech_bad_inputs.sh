# Each: one error with file, line and fix, exit status 4 (2 for a wrong call).
try() { "$POLICEAI" score speech "$@" >/dev/null; echo "exit $?" >&2; }
echo 'a b (s-1)' >ref.trn
echo 'a b' >no-id.trn
printf 'a (s-1)\na (S-1)\n' >twice.trn
printf 'a (s-1)\nb (s-2)\n' >more.trn
printf 'a { b (s-1)\n' >open.trn
printf 'a\nb\n' >two.txt
printf 'a\n' >one.txt
printf '\377\n' >bytes.txt
printf 'f 1 0 1 a\n' >words.ctm
printf '{"id":1}\n' >no-text.jsonl
try --ref ref.trn --hyp no-id.trn
try --ref ref.trn --hyp twice.trn
try --ref ref.trn --hyp more.trn
try --ref more.trn --hyp ref.trn
try --ref ref.trn --hyp open.trn
try --ref two.txt --hyp one.txt
try --ref bytes.txt --hyp one.txt
try --ref ref.trn --hyp words.ctm
try --ref no-text.jsonl --hyp no-text.jsonl
try --ref ref.trn --hyp absent.trn
try --ref ref.trn --hyp ref
try --ref ref.trn --hyp ref.trn --norm en-US
try --ref ref.trn
printf 'a b\n' | gzip | head -c 15 >cut.txt.gz
try --ref cut.txt.gz --hyp one.txt
"$POLICEAI" score speech --ref ref.trn --hyp more.trn --lenient --json | jq -c '.skipped, .metrics["wer.sclite"].value'
