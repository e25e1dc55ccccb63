"$POLICEAI" version --port 3
