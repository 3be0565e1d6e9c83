"""What a build remembers for the next, in one file: JSON under a digest of itself, so that no edit of it is believed.

It only saves work. Whatever is wrong with the file, or of another form, counts as nothing remembered; what is wrong
is said.
"""

from __future__ import annotations

import contextlib
import hashlib
import json
from pathlib import Path
from typing import Any

from literate import store


def read(file: Path, form: int) -> dict[str, Any]:
    """What was remembered in this form, or nothing."""
    try:
        seal, _, content = file.read_bytes().partition(b"\n")
        if seal != _seal(content, form):
            return {}
        remembered: dict[str, Any] = json.loads(content)
    except (OSError, ValueError):
        return {}
    return remembered


def damaged(file: Path) -> bool:
    """Is there a file that does not hold what was written to it, in this form or another?"""
    try:
        seal, _, content = file.read_bytes().partition(b"\n")
    except FileNotFoundError:
        return False
    except OSError:
        return True
    form = seal.partition(b" ")[0]
    return not form.isdigit() or seal != _seal(content, int(form))


def write(file: Path, form: int, remembered: dict[str, Any]) -> None:
    """Replace what was remembered, if there is room."""
    content = json.dumps(remembered).encode()
    with contextlib.suppress(OSError):
        store.write_atomically(file, _seal(content, form) + b"\n" + content)


def _seal(content: bytes, form: int) -> bytes:
    return f"{form} {hashlib.sha256(content).hexdigest()}".encode()
