# The docstring of scikit-learn's f1_score: names, values, signatures.
printf 't,p\n0,0\n1,2\n2,1\n0,0\n1,0\n2,1\n' >t.csv
"$POLICEAI" score classification --input t.csv --truth t --pred p --json >out.json || exit
jq -c '.metrics | keys' out.json
jq -c '.metrics | [.f1, .["f1.micro"], .["f1.weighted"]][] | [.value, .n, .signature]' out.json
jq -c '.confusion, .labels[0]' out.json
