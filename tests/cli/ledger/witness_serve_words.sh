# Every way of starting a witness's server wrongly.
"$BUILD_DIR/tests/conformance/make-log" d 8 >key
plain() { sed 's/demo.invalid.[0-9a-f]\{16\}/LOG/g'; }
start() { "$POLICEAI" witness serve --port 0 "$@" 2>&1 | plain; }
"$POLICEAI" witness keygen w.example.org --key wk >vkey
start
start --key wk --logs nowhere
echo "# none yet" >logs; start --key wk --logs logs
cat key key >logs; start --key wk --logs logs
cat vkey >logs; start --key wk --logs logs
cat key >logs; start --key other --logs logs
start --key wk --logs logs --host localhost
# the state is the one of `policeai witness`: whose log is it?
hex=$(printf %s "$(sed 's/+.*//' key)" | sha256sum | cut -c 1-64)
"$POLICEAI" witness --log d --key wk --log-key "$(cat key)" --state "wk.states/$hex.state" --out note | plain
start --key wk --logs logs --host localhost
echo torn >"wk.states/$hex.state"; start --key wk --logs logs | sed "s/$hex/HEX/"
