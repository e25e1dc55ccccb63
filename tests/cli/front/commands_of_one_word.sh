# the first word of several commands lists them; an unknown one is told in one error
"$POLICEAI" sandbox --help | head -1
"$POLICEAI" ledger --help | grep -o '^  ledger verify'
"$POLICEAI" --version | sed 's/[0-9.]*$//'
"$POLICEAI" nonsense
