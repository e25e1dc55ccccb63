"$POLICEAI" version > /dev/full
