"""What can go wrong, one class per thing a person can act on; each prints as one line.

BuildError
├── SettingsError    report.toml, expected.toml, tried.toml, seeds.toml or a `key=value` on the command line
├── TaskError        a task file: an unknown function, argument or name; what a command asks for and cannot have
├── RunError         a run that crashed, diverged or lost its worker
├── SourceError      a published file that cannot be had, or is another
├── StoreError       a kept result that is not what its record says
├── TemplateError    a template: an unknown name, a malformed claim
└── PdfError         the PDF cannot be made on this machine
"""

from __future__ import annotations

import errno
from collections.abc import Iterable

FULL = (errno.ENOSPC, errno.EDQUOT)


class BuildError(Exception):
    """The root: its text is one line that says what, where and what to do next."""


class SettingsError(BuildError):
    """A setting is unknown or has a value that is not allowed."""


class TaskError(BuildError):
    """A task file or a command names something that does not exist, or gives it wrong arguments."""


class RunError(BuildError):
    """A run ended without a result."""


class SourceError(BuildError):
    """A published file is not here and cannot be fetched, or is not the published one."""


class StoreError(BuildError):
    """A kept result does not agree with its record."""


class TemplateError(BuildError):
    """A template asks for something that does not exist."""


class PdfError(BuildError):
    """The PDF cannot be written here, although the HTML can."""


def told(error: Exception) -> str:
    """An error as one line for people; of a full disk, what to do next."""
    if isinstance(error, OSError) and error.errno in FULL:
        return "no space left on the disk: free some and build again; all that was kept is intact"
    return str(error) if isinstance(error, BuildError) else " ".join(str(error).split())


def nearest(word: str, known: Iterable[str]) -> str:
    """`'; nearest: adam'` for a misspelt word, or the list of what is known when nothing is near."""
    import difflib  # only a mistake needs it

    known = sorted(set(known))
    close = difflib.get_close_matches(word, known, n=1, cutoff=0.5)
    if close:
        return f"; nearest: {close[0]}"
    return f"; known: {', '.join(known)}" if known else ""
