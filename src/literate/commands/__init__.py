"""What doit understands beside its own words: one command a file, entered in pyproject.toml."""
