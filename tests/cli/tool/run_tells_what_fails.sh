# one file that kills the tool does not cost the other its answer
printf die > a.txt
printf fine > b.txt
printf error > c.txt
"$POLICEAI" tool run "$SOURCE_DIR/tests/tools/obedient" a.txt b.txt c.txt --quiet
