# what is in place, what is missing; the chief officer's paper; questions
"$POLICEAI" init --data data >/dev/null
quiet() { "$POLICEAI" "$@" --data data >/dev/null || echo "failed: $*"; }
quiet organisation name sample-force 'Sample Force' --date 2026-01-01 --kind 'territorial force'
quiet outbox send 1
quiet registry deploy --tool 'Sample Ltd|Sample Redact|2.1' --forces sample-force --stage pilot name='Sample redaction' \
    sensitive=no biometric=no automation=support live_faces=no camera=no legal_basis='Sample basis' \
    review_by=2999-01-01 accountable_role='Head of sample' first_used=2026-05-01 \
    risks='Missed name | Second reader | Team leader'
quiet outbox send 2
subject=$("$POLICEAI" registry coverage --data data >/dev/null; "$POLICEAI" registry questions sample-force --data data |
    sed -n 's/.*(\([0-9a-f]\{32\}\))$/\1/p')
plain() { sed "s/20[0-9][0-9]-[0-9][0-9]-[0-9][0-9]/DATE/g; s/$subject/SUBJECT/"; }
"$POLICEAI" registry check "$subject" --data data >out
echo "exit $?"
plain <out
# an answer with the flag of an assessment, which stands with its reason alone
answer() { "$POLICEAI" registry answer "$subject" "$@" --organisation sample-force --data data 2>&1 |
    sed 's/[0-9a-f]\{32\}/SUBJECT/g; s/20[0-9-]*T[0-9:]*Z/TIME/'; }
answer covenant --answer 'Sample text' --flag red
answer covenant --flag red --flag-reason 'Sample text'
answer covenant --answer 'Sample text' --flag amber --flag-reason 'Sample text'
answer no-such --answer 'Sample text'
answer covenant --answer 'Sample text' --flag red --flag-reason 'Sample: nobody was asked'
quiet outbox send 3
"$POLICEAI" registry check "$subject" --data data | grep covenant | plain
answer covenant --answer 'Sample text' --document 'Sample note' --flag green --flag-reason 'Sample: asked'
quiet outbox send 4
"$POLICEAI" registry check "$subject" --data data | grep covenant | plain
"$POLICEAI" registry check "$subject" --stage later --data data
"$POLICEAI" registry check 00000000000000000000000000000000 --data data
"$POLICEAI" registry check "$subject" --on 2026-01-01x --data data
"$POLICEAI" registry brief "$subject" --force 'Sample Force' --data data | plain | sed -n 1,24p
"$POLICEAI" registry brief "$subject" --force kent --data data
"$POLICEAI" registry brief "$subject" --force sample-force --html paper.html --data data
grep -c '<h2>' paper.html
"$POLICEAI" registry questions sample-force --data data | plain | cut -c1-100 | sed -n 1,6p
