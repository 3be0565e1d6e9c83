"""`python -m literate worker [FOLDER]`: the command that carries out runs."""

from __future__ import annotations

import sys

from literate import worker

USAGE = "usage: python -m literate worker [FOLDER]"


def main(arguments: list[str]) -> int:
    """Dispatch to the worker; anything else is one line of usage."""
    if not arguments or arguments[0] != "worker" or len(arguments) > 2:
        print(USAGE, file=sys.stderr)
        return 2
    return worker.main(arguments[1:])


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
