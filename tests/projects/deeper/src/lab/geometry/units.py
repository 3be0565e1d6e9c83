"""The unit of length."""

METRE = 1.0
