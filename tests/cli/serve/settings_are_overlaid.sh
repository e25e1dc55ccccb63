# The file is overlaid by the environment, that by the option: seen by which port is said to be free.
mkdir data
echo '{"port":18397,"host":"127.0.0.1"}' >data/config.json
free() { "$@" | grep -o 'port [0-9]* is free'; }
free "$POLICEAI" doctor --data data
free env POLICEAI_PORT=18398 "$POLICEAI" doctor --data data
free env POLICEAI_PORT=18398 DATA=data "$POLICEAI" doctor --port 18399
