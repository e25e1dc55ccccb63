"$POLICEAI" nonsense
