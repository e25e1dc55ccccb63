# One class: undefined with its reason, and beside it what scikit-learn prints.
printf 't,p,s\n1,1,7\n1,1,8\n' >t.csv
"$POLICEAI" score classification --input t.csv --truth t --pred p --score s --json --compare-conventions >out.json || exit
jq -c '.metrics | [.mcc, .kappa, .roc_auc, .brier][] | [.value, .reason]' out.json
jq -c '.conventions[] | select(.quantity == "mcc" or .quantity == "kappa") | [.convention, .value, .reason]' out.json
