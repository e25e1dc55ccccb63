touch a.txt
"$POLICEAI" tool run redact-text a.txt --style fog
