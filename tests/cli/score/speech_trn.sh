# Text of two speakers; substitutions, deletions and insertions are sclite's.
cat >ref.trn <<'END'
c c d e a e (a-1)
the Cat sat (b-1)
END
cat >hyp.trn <<'END'
e a b e b b (a-1)
the cat sat (b-1)
END
"$POLICEAI" score speech --ref ref.trn --hyp hyp.trn --alignments out.txt | sed 's/ *(no interval.*//; /^engine/d'
cat out.txt
