"""The data set."""

from literate.call import naming, run

with naming():
    from lab import blobs

BLOBS = run(blobs.make, "blobs", spread=0.5)
