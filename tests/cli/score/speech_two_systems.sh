# A second system: what sc_stats tests, as JSON.
cat >ref.trn <<'END'
a b c d e f g (s-1)
a b c d e f g (t-1)
END
cat >one.trn <<'END'
a x c d e f g (s-1)
a b c d e f (t-1)
END
cp ref.trn two.trn
"$POLICEAI" score speech --ref ref.trn --hyp one.trn --hyp2 two.trn --json | jq -c .systems
