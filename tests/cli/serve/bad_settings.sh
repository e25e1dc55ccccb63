# Each bad setting is told with its place; nothing is made.
told() {
    status=0
    "$@" >../told 2>&1 || status=$?
    sed "s|$PWD|HERE|g" ../told
    echo "status $status"
}
told "$POLICEAI" serve --port 99999
told "$POLICEAI" serve --host example.org
told env POLICEAI_PORT=http "$POLICEAI" serve
mkdir data
echo '{"port":"8080"}' >data/config.json
told "$POLICEAI" serve --data data
echo '{"prot":8080}' >data/config.json
told "$POLICEAI" serve --data data
echo '{' >data/config.json
told "$POLICEAI" doctor --data data
told "$POLICEAI" backup --data data
told "$POLICEAI" backup --data data --to backup
ls . data
