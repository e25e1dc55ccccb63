# pyannote-metrics' published case: .5161290322580645 by both conventions, more than one region.
cat >ref.rttm <<'END'
SPEAKER f 1 0 10 <NA> <NA> A <NA> <NA>
SPEAKER f 1 12 8 <NA> <NA> B <NA> <NA>
SPEAKER f 1 24 3 <NA> <NA> A <NA> <NA>
SPEAKER f 1 30 10 <NA> <NA> C <NA> <NA>
END
cat >hyp.rttm <<'END'
SPEAKER f 1 2 11 <NA> <NA> a <NA> <NA>
SPEAKER f 1 13 1 <NA> <NA> d <NA> <NA>
SPEAKER f 1 14 6 <NA> <NA> b <NA> <NA>
SPEAKER f 1 22 16 <NA> <NA> c <NA> <NA>
SPEAKER f 1 38 2 <NA> <NA> d <NA> <NA>
END
echo 'f 1 0 20' >some.uem
show='.metrics | map_values([.value, .missed, .false_alarm, .confusion, .total])'
"$POLICEAI" score diarisation --ref ref.rttm --hyp hyp.rttm --json | jq -c "$show"
"$POLICEAI" score diarisation --ref ref.rttm --hyp hyp.rttm --collar 0.5 --json | jq -c "($show), .metrics.der.signature"
"$POLICEAI" score diarisation --ref ref.rttm --hyp hyp.rttm --uem some.uem --skip-overlap --json | jq -c "$show"
