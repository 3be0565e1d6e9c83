"""What a run is penalised by, one file each."""
