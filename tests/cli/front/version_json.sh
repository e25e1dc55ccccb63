"$POLICEAI" version --json
