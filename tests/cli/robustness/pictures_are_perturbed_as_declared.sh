# pictures are perturbed as declared: blur, tables, light, angle, areas, measured with Pillow and sums
measure="$SOURCE_DIR/tests/cli/robustness/measure_pictures.py"
/usr/bin/python3 -W ignore "$measure" make pictures
"$POLICEAI" benchmark perturb ./pictures blur=3,4 jpeg=1,4 low-light=1,3 grain=3 contrast=2 rotation=3 occlusion=4 downscale=3 motion-blur=3 --to made --seed 5 | head -1
/usr/bin/python3 -W ignore "$measure" measure made
