# Every command of doc/outside-tools.md in its order, in one shell; npm is stood in for by the packages that bench/peers names by digest.
set -eu
doc="$SOURCE_DIR/doc/outside-tools.md"
"$SOURCE_DIR/buildtools/npm-install" bench/peers
mkdir bin
ln -s "$POLICEAI" bin/policeai
cat >bin/npm <<'N'
#!/bin/sh
[ "$1 $2" = "install --prefix" ] && cp -r "$SOURCE_DIR/bench/peers/node_modules" "$3/" && rm -rf "$3/node_modules/@openredaction"
N
chmod +x bin/npm
export PATH="$PWD/bin:$PATH"
python3 - "$doc" <<'P'
import pathlib, re, sys
for name, text in re.findall(r"<!-- example: (\S+) -->\n```\S+\n(.*?)```", open(sys.argv[1]).read(), re.S):
    pathlib.Path(name).parent.mkdir(exist_ok=True)
    pathlib.Path(name).write_text(text)
P
sed -n '/^```sh$/,/^```$/{/^```/d;p;}' "$doc" >commands
sh -e ./commands >said 2>errors || { cat said errors >&2; exit 1; }
sed -n -e 's/-[0-9a-f]*\.dsse\.json$//' -e 's/: .*policeai-data/: policeai-data/' -e 's/^redact-text [0-9.]* on/redact-text VERSION on/' \
    -e 's/ *$//' -e '/^[^ ].* on /p' -e '/ holds$/p' said
