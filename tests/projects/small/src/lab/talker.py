"""An experiment that talks while it works, in Python and past it."""

import os
import sys


def talk(attempt, *, text: str):
    """Say a text in every way that there is."""
    print(text, "by print")
    print(text, "to sys.stderr", file=sys.stderr)
    sys.stdout.flush()
    os.write(1, f"{text} by the system\n".encode())
    return {"said": text}
