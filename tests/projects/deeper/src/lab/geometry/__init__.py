"""The geometry that distances rest on."""
