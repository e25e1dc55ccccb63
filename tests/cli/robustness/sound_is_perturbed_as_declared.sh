# sounds are perturbed as declared: levels, band, codes, decay, losses, measured by audioop, ffmpeg and sums
measure="$SOURCE_DIR/tests/cli/robustness/measure_sound.py"
/usr/bin/python3 -W ignore "$measure" make sounds
"$POLICEAI" benchmark perturb ./sounds white-noise=2,5 speech-noise=3 telephone packet-loss=4 burst-loss=5 clipping=3 quiet=2 speed=2 gsm=1 opus=1 \
    reverberation=2 babble=3 --to made --seed 5 | head -1
/usr/bin/python3 -W ignore "$measure" measure made
# one item alone, other severities beside it, another order: the same bytes
"$POLICEAI" benchmark perturb ./sounds quiet babble=3 white-noise=2 --only kind=click --to alone --seed 5 | head -1
click() { grep '"click~'"$2"'"' "$1/items.jsonl" | sed 's/.*"file":"\([^"]*\)".*/\1/'; }
for kind in babble-3 white-noise-2; do cmp "made/$(click made $kind)" "alone/$(click alone $kind)" && echo "$kind: the same alone"; done
