# One line each; nothing is written.
wrap() { "$POLICEAI" tool wrap "$@" 2>&1 >/dev/null | head -1 || true; }
named="--task text-redaction --id x --version 1 --supplier S --licence L"
mkdir there
wrap command out --id x -- cat
# shellcheck disable=SC2086 # a list of words
{
    wrap command out --task text-mending --id x --version 1 --supplier S --licence L -- cat
    wrap command out $named
    wrap command out $named -- cat
    wrap command out $named --as redacted-text -- cat
    wrap command out $named --as text -- no-such-program
    wrap command out $named --as text -- /usr/bin/cat
    wrap command there $named --as text -- ./cat
    wrap command out $named --as text --system-files /etc/passwd -- cat
    wrap command out $named --as label --labels A -- cat
    wrap carrier-pigeon out $named --as text -- cat | sed 's/: .*adapters/: adapters/'
    wrap command there $named --as text -- cat
    wrap command there $named --as text -- cat
}
ls out 2>&1
ls there
# shellcheck disable=SC2086
"$POLICEAI" tool wrap command wrong $named --as text -- cat '{text' >/dev/null && "$POLICEAI" tool check ./wrong | sed -n 's/^  fails  ready *//p'
