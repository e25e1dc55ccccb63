# below another seccomp listener: every wall, but refused calls are not counted
printf fine > a.txt
tool="$SOURCE_DIR/tests/tools/obedient"
reduced() { "$BUILD_DIR/under-listener" "$POLICEAI" "$@"; }
reduced sandbox | head -1
reduced sandbox self-test | tail -2
reduced tool run redact-text a.txt --quiet
reduced tool run "$tool" a.txt
reduced tool run "$tool" a.txt --accept-isolation reduced
reduced tool run "$tool" a.txt --accept-isolation full --reason "no"
reduced tool run "$tool" a.txt --quiet --accept-isolation reduced --reason "made-up data"

# the reason is kept beside the evidence
cp -r "$SOURCE_DIR/benchmarks/redaction-uk" small
reduced lab run "$tool" ./small --data d --quick 2 --accept-isolation reduced --reason "made-up data" >/dev/null
grep -ho '"accepted":{[^}]*}' d/evidence/obedient/*.timing.jsonl
