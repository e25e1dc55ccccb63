# whole records withheld: a count with its reasons, held to the policy; said again for the same section it is the next version
"$POLICEAI" init --authority sample.example/2026 --organisation sample-centre --data d >/dev/null
"$POLICEAI" outbox delay 0 --data d >/dev/null
ids() { sed 's/[0-9a-f]\{64\}/STATEMENT/; s/[0-9a-f]\{32\}/SUBJECT/; s/20[0-9-]*T[0-9:]*Z/TIME/'; }
review=$(date -u -d "+300 days" +%F)
far=$(date -u -d "+3000 days" +%F)
withhold() {
    count=$1
    shift
    "$POLICEAI" registry withhold-records "$count" --harm 'a sample of harm' --organisation kent --data d "$@" 2>&1 | ids |
        sed "s/$review/REVIEW/; s/$far/FAR/; s/ and by 20[0-9-]*/ and by LATEST/"
}
withhold some --section '31(1)(a)' --role 'Head of Disclosure' --review "$review"
withhold 2 --section '31(1)(a)' --review "$review"
withhold 2 --section '99(1)' --public-interest 'a test' --role 'Head of Disclosure' --review "$review"
withhold 2 --section '31(1)(a)' --role 'Head of Disclosure' --review "$review"
withhold 2 --section '23' --public-interest 'a test' --role 'Head of Disclosure' --review "$review"
withhold 2 --section '31(1)(a)' --public-interest 'a test' --role 'Head of Disclosure' --review 2020-01-01
withhold 2 --section '31(1)(a)' --public-interest 'a test' --role 'Head of Disclosure' --review "$far"
withhold 2 --section '31(1)(a)' --public-interest 'a test' --role 'Head of Disclosure' --review "$review" --date "$review"
withhold 2 --section '31(1)(a)' --public-interest 'a test' --role 'Ms Jane Example' --review "$review"
withhold 2 --section '31(1)(a)' --public-interest 'a test' --role 'Chief Constable Sir John Example' --review "$review"
withhold 1 --section '24' --public-interest 'a test' --role 'Head of Disclosure' --review "$review"
for number in 1 2; do "$POLICEAI" outbox send $number --data d >/dev/null; done
withhold 3 --section '31(1)(a)' --public-interest 'a test' --role 'Head of Disclosure' --review "$review"
"$POLICEAI" outbox send 3 --data d >/dev/null
"$POLICEAI" registry coverage --data d | sed -n '/kent/p'
