# whisper-en makes equal what OpenAI's normaliser does, and says so in the signature.
echo "Mr. Park's colour TV cost two dollars and seventy cents." >ref.txt
echo "mister park is color tv cost \$2.70" >hyp.txt
"$POLICEAI" score speech --ref ref.txt --hyp hyp.txt --norm whisper-en --json |
    jq -c '.metrics["wer.sclite"] | .value, .substitutions, .signature'
