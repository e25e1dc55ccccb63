# One text by every convention, with the reason they differ.
printf 'c c d e a e\n\n' >ref.txt
printf 'E a b e b b\nx\n' >hyp.txt
"$POLICEAI" score speech --ref ref.txt --hyp hyp.txt --compare-conventions --json | jq -c '.conventions[] | [.quantity, .convention, .value]'
