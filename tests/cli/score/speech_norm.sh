# en-GB makes equal what is said the same way, and says so in the signature.
echo "Um, I called one oh one at 10:30pm about \"AB12 CDE\" in Saint Mary's Street: five pounds fifty." >ref.txt
echo "i called 101 at ten thirty p.m. about ab12cde in st mary's st £5.50" >hyp.txt
"$POLICEAI" score speech --ref ref.txt --hyp hyp.txt --norm en-GB --json |
    jq -c '.metrics["wer.sclite"] | .value, .substitutions, .signature'
