"""Lint: what a template asserts by hand, and could quote or check; it warns and never stops a build."""
