# the commands of doc/tuning.md, as they stand there and in that order
set -eu
export DATA="$PWD/data"
python3 "$SOURCE_DIR/tests/cli/tuning/support.py" calls
echo 'Read the number backwards.' >backwards.txt
python3 - >steps.sh <<'P'
import os, re
text = open(os.environ["SOURCE_DIR"] + "/doc/tuning.md").read()
for block in re.findall(r"```sh\n(.*?)```", text, re.S):
    for line in block.splitlines():
        line = line.replace("policeai", '"$POLICEAI"', 1).replace("TOOL", '"$SOURCE_DIR/tests/tools/label-score"')
        for split in ("DEV", "TEST"):
            line = line.replace(split + "-EVIDENCE", f'"$(cat {split.lower()})"')
        if "lab run" in line:
            line += f" --json | python3 -c 'import json,sys; print(json.load(sys.stdin)[\"evidence\"])' >{line.split()[-1]}"
        print(line)
P
. ./steps.sh | sed 's/[0-9a-f]\{16,\}/HEX/g' | grep -E '^(Operating|Calibration|Parameter|Confirmed|The target)'
