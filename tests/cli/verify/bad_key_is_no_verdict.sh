# a --key that is no key says nothing about the evidence
"$POLICEAI" verify "$SOURCE_DIR/tests/golden/first/evidence/sample.dsse.json" --key nonsense
