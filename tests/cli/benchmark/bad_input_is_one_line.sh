# what cannot be taken is said in one line with its place and what helps; nothing is left behind
try() { "$POLICEAI" "$@" 2>&1; echo "status $?"; }
mkdir texts
echo fine >texts/a.txt
printf 'caf\351\n' >texts/b.txt
printf '%%PDF-1.4\n' >texts/c.txt
try benchmark new d --task text-classification --from texts --labels x,y
try benchmark new d --task text-classification --from texts
try benchmark new d --task document-redaction --from texts
try benchmark new d --task transcription --from texts --labels x
try benchmark new d --task text-classification --from texts --labels x,y,x
try benchmark new d --task text-classification --from nowhere --labels x,y
printf 'id,text\n1,one\n1,two\n2,\n' >t.csv
try benchmark new d --task text-classification --from t.csv --ids id --labels x,y
try benchmark new d --task text-classification --from t.csv --text words --labels x,y
ls
try benchmark new d --task text-classification --from texts --labels x,y --skip-bad
try benchmark new d --task text-classification --from texts --labels x,y --skip-bad
try benchmark label d --as first
try benchmark sample d --test 2
try benchmark sample d --test 1 --by force
try benchmark sample d --test 1 --seed 1
try benchmark label d --as 'A B'
try benchmark adjudicate d --as first
try benchmark freeze d --to b
mkdir d/labels
echo '{"item":"a.txt","seconds":1,"value":{"label":"z"}}' >d/labels/first.jsonl
try benchmark check d
echo '{"item":"b.txt","seconds":1,"value":{"label":"x"}}' >d/labels/first.jsonl
try benchmark check d
try benchmark check nowhere
try lab run "$SOURCE_DIR/tests/tools/steady" "$SOURCE_DIR/benchmarks/redaction-uk" --until 25:00 --data data
try lab run "$SOURCE_DIR/tests/tools/steady" "$SOURCE_DIR/benchmarks/redaction-uk" --until 17:00 --quick 5 --data data
ls
