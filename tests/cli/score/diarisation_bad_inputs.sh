# Each: one error with file, line and fix, exit status 4 (2 for a wrong call).
try() { "$POLICEAI" score diarisation "$@" >/dev/null; echo "exit $?" >&2; }
echo 'SPEAKER f 1 0 10 <NA> <NA> A <NA> <NA>' >ref.rttm
echo 'SPEAKER g 1 0 10 <NA> <NA> A <NA> <NA>' >other.rttm
echo 'SPEAKER f 1 0 10' >short.rttm
echo 'SPEAKER f 1 0 -1 <NA> <NA> A <NA> <NA>' >negative.rttm
echo 'SPEAKER f 1 inf 1 <NA> <NA> A <NA> <NA>' >infinite.rttm
echo 'f 1 5 2' >turned.uem
try --ref ref.rttm --hyp other.rttm
try --ref ref.rttm --hyp short.rttm
try --ref ref.rttm --hyp negative.rttm
try --ref ref.rttm --hyp infinite.rttm
try --ref ref.rttm --hyp ref.rttm --uem turned.uem
try --ref ref.rttm --hyp ref.rttm --collar -1
