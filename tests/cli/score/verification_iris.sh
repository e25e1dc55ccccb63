# bob.measure's fixture (Fisher's iris): EER on the hull as BOSARIS has it, FRR 0.12 at FAR 0.1.
{
    echo s,l
    for s in 7.0 6.4 6.9 5.5 6.5 5.7 6.3 4.9 6.6 5.2 5.0 5.9 6.0 6.1 5.6 6.7 5.6 5.8 6.2 5.6 5.9 6.1 6.3 6.1 6.4 \
        6.6 6.8 6.7 6.0 5.7 5.5 5.5 5.8 6.0 5.4 6.0 6.7 6.3 5.6 5.5 5.5 6.1 5.8 5.0 5.6 5.7 5.7 6.2 5.1 5.7; do
        echo "$s,1"
    done
    for s in 5.1 4.9 4.7 4.6 5.0 5.4 4.6 5.0 4.4 4.9 5.4 4.8 4.8 4.3 5.8 5.7 5.4 5.1 5.7 5.1 5.4 5.1 4.6 5.1 4.8 \
        5.0 5.0 5.2 5.2 4.7 4.8 5.4 5.2 5.5 4.9 5.0 5.5 4.9 4.4 5.1 5.0 4.5 4.4 5.0 5.1 4.8 5.1 4.6 5.3 5.0; do
        echo "$s,0"
    done
} >s.csv
"$POLICEAI" score verification --input s.csv --score s --label l --resamples 0 --json >out.json || exit
jq -c '.metrics | to_entries[] | [.key, .value.value, .value.reason]' out.json
jq -c '.det[] | select(.fmr_wanted == 0.1)' out.json
jq -r '.metrics.fmr.signature, .notes[]' out.json
