# a person's own table: it comes back with the clusters as numbers, and says which records have none
printf 'do,key,name\r\n,x,"Ann, A"\r\n,y,Ben\r\n,x,Anne\r\nleave out,y,Bob\r\n' > people.csv
"$POLICEAI" tool run "$SOURCE_DIR/tests/tools/together" people.csv
echo "$?"
"$POLICEAI" tool run "$SOURCE_DIR/tests/tools/together" people.csv --out out --quiet 2>/dev/null
cut -d, -f1 out/people.linked.csv | tr '\n' ' '
echo
"$POLICEAI" tool run "$SOURCE_DIR/tests/tools/together" people.csv --out out
echo "$?"
"$POLICEAI" tool run "$SOURCE_DIR/tests/tools/together" out/people.linked.csv
"$POLICEAI" tool run "$SOURCE_DIR/tests/tools/together" people.csv people.csv
printf 'a,b\n1\n' > torn.csv
"$POLICEAI" tool run "$SOURCE_DIR/tests/tools/together" torn.csv
"$POLICEAI" tool run "$SOURCE_DIR/tests/tools/together" none.csv
echo "$?"
"$POLICEAI" tool run "$SOURCE_DIR/tests/tools/propose" people.csv
