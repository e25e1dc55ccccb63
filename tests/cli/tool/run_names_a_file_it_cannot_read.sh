# a file that is not there is no answer of a tool: nothing starts, exit status 4
"$POLICEAI" tool run redact-text not-there.txt
