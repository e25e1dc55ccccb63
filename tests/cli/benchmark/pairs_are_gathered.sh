# pairs of a table and of files become drafts; what cannot be taken is named; files of a folder are clustered by folder or by how their names begin
try() { "$POLICEAI" "$@" 2>&1; echo "status $?"; }
pages="$SOURCE_DIR/benchmarks/ocr-synthetic/pages"
mkdir -p pairs/s1
cp "$pages/note-05-clean.png" pairs/s1/a.png
cp "$pages/note-05-blur.png" pairs/b.png
echo '{"left":{"file":"a.png"},"right":{"file":"a.png","note":"a.png"}}' >pairs/s1/one.json
echo '{"left":{"file":"../b.png"},"right":{"file":"a.png"}}' >pairs/s1/two.json
echo 'no picture' >pairs/text.png
echo '== files'
try benchmark new d --task face-verification --from pairs
try benchmark new d --task face-verification --from pairs --skip-bad
cat d/candidates.jsonl
(cd d && find files -type f | sort)
echo '== tables'
cat >pairs/t.csv <<'T'
id,left.file,right.file
one,s1/a.png,b.png
two,b.png,/etc/hostname
three,text.png,b.png
four,b.png,
T
try benchmark new e --task image-matching --from pairs/t.csv --ids id
printf 'left.title,right\nx,y\n' >t.csv
try benchmark new e --task item-matching --from t.csv
printf 'left.title,right.title\nx,y\n' >t.csv
try benchmark new e --task item-matching --from t.csv --labels x,y
try benchmark new e --task item-matching --from t.csv
cat e/candidates.jsonl
echo '== nobody could tell'
"$POLICEAI" benchmark sample e --test 1 --seed 1 >/dev/null
mkdir e/labels
echo '{"item":"row-000001","seconds":1,"value":{"unsure":"yes"},"remark":"too little said"}' | tee e/labels/first.jsonl >e/labels/second.jsonl
"$POLICEAI" benchmark check e | grep '^labels'
try benchmark freeze e --to frozen
cp e/labels/first.jsonl e/decisions.jsonl
try benchmark freeze e --to frozen
sed 's/"unsure":"yes"/"match":"no"/' e/labels/first.jsonl >e/decisions.jsonl
"$POLICEAI" benchmark freeze e --to frozen | head -1
grep -c remark frozen/items.jsonl
echo '== clusters of files'
mkdir -p texts/web texts/phone
for name in web/ann_1 web/bob_1 phone/ann_2 phone/cat_1; do echo "text of $name" >"texts/$name.txt"; done
echo 'by itself' >texts/dan_1.txt
try benchmark new f --task text-classification --from texts --labels x,y --cluster before:_
grep -o '"cluster":"[^"]*"' f/candidates.jsonl
try benchmark new g --task text-classification --from texts --labels x,y --cluster folder
grep -o '"cluster":"[^"]*"' g/candidates.jsonl
try benchmark new h --task text-classification --from texts --labels x,y --cluster case
echo none >texts/none.txt
try benchmark new h --task text-classification --from texts --labels x,y --cluster before:_
echo '== what labels mean'
printf 'late\tSomebody waits.\nearly\n' >kinds.tsv
try benchmark new k --task text-classification --from texts --labels-from kinds.tsv --labels-as-given
grep -o '"labels":\[[^]]*\],"definitions":{[^}]*}' k/draft.json
sed -i 's/"definitions":{"late"/"definitions":{"soon"/' k/draft.json
try benchmark check k
