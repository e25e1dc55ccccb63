# a small tool that takes an item at a time keeps every case; and nothing can be read of a case where the reader is not there, so no case file is made
"$POLICEAI" tool check "$SOURCE_DIR/tests/tools/steady" | tail -1
mkdir docs
echo "a note" >docs/a.txt
cp "$POLICEAI" alone
./alone case read docs --to case.db 2>&1 | sed 's|open .*/checks|open CHECKS|'
ls
