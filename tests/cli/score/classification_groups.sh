# Groups and their intersection, too small to be judged; parity as fairlearn has it.
printf 't,p,sex,age\n1,1,f,old\n0,0,m,young\n1,0,f,young\n0,1,m,old\n1,1,m,old\n0,0,f,\n' >t.csv
"$POLICEAI" score classification --input t.csv --truth t --pred p --group sex,age --json >out.json || exit
jq -c '.groups | to_entries[] | [.key, (.value | keys)]' out.json
jq -c '.metrics | to_entries[] | select(.key | test("@")) | [.key, .value.value]' out.json
jq -c '[.comparisons[].verdict] | unique' out.json
