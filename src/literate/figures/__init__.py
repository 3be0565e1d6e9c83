"""Figures, one file a kind, results in, a drawing with its alt text and its data out; and what the kinds share."""
