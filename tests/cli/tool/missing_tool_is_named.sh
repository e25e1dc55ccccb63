touch a.txt
"$POLICEAI" tool run redakt a.txt 2>err
echo "$?"
sed "s|$BUILD_DIR|BUILD|" err | head -1
grep -c 'hint: here are: .*redact-text' err
mkdir empty
"$POLICEAI" tool run ./empty a.txt
