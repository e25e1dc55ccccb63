# case material is never a statement: the data folder stays as it was, no scratch is left
export TMPDIR="$PWD/scratch" DATA="$PWD/data"
mkdir scratch
"$POLICEAI" init >/dev/null
before=$(find data -type f -exec sha256sum {} + | sort)
echo 'call 07700 900123' > a.txt
"$POLICEAI" tool run redact-text a.txt --quiet
[ "$before" = "$(find data -type f -exec sha256sum {} + | sort)" ] || echo "the data folder changed"
ls -A scratch
