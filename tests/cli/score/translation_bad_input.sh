# one error with file, line and fix, exit 4; --lenient counts; wrong usage is 2
try() { "$POLICEAI" score translation "$@" >/dev/null; echo $?; }
printf 'a b c\nd\n' > r
printf 'a b c\n' > short
printf 'a\377\nd\n' > latin
printf 'a\nb\n' | gzip | head -c 20 > torn
: > empty
try --ref r --hyp short
try --ref r --hyp latin
try --ref r --hyp torn
try --ref empty --hyp empty
try --ref r --hyp nowhere
try --ref r
try --ref r --hyp r --tokenize spm
try --ref r --hyp r --metrics bleu,meteor
"$POLICEAI" score translation --ref r --hyp latin --metrics ter --lenient --json |
    python3 -c 'import json,sys; r=json.load(sys.stdin); print(r["metrics"]["ter"]["n"], r["skipped"]["count"])'
