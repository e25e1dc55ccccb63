# Turns SQL files into C strings: each statement stands under a line "-- name: NAME" and becomes
# sql_NAME. Comment lines are dropped. mode=h prints the declarations, mode=c the definitions.
function finish() {
    if (name != "" && mode == "c") print "    ;"
}
/^-- name: [a-z0-9_]+$/ {
    finish()
    name = $3
    if (mode == "h") print "extern const char sql_" name "[];"
    else print "const char sql_" name "[] ="
    next
}
/^[ \t]*(--.*)?$/ { next }
{
    if (name == "") {
        print FILENAME ":" FNR ": SQL before the first \"-- name:\"" > "/dev/stderr"
        exit 1
    }
    if (mode == "c") {
        sub(/[ \t]+-- .*$/, "")
        gsub(/\\/, "\\\\")
        gsub(/"/, "\\\"")
        print "    \"" $0 "\\n\""
    }
}
BEGIN { if (mode == "c") print "#include \"" header "\"\n"; else print "#pragma once" }
END { finish() }
