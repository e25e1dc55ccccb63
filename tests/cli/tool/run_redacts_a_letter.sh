printf 'Dear Mr John Smith,\nphone 07700 900123 or write to jo@example.com.\n' > letter.txt
"$POLICEAI" tool run redact-text letter.txt
