"""Data sets, one file each: uint8 images, labels, ids, in train, validation and test."""
