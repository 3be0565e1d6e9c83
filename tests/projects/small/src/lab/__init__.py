"""Experiments small enough to be run hundreds of times in a test: NumPy alone."""
