"""A text out of a result or an argument, which knows its run as a number does: the worst class, a backbone."""

from __future__ import annotations


class Word(str):
    """A text like any other in comparisons, with the runs it came from and what it is, in words."""

    runs: tuple[str, ...]
    how: str

    def __new__(cls, text: str, runs: tuple[str, ...], how: str = "") -> Word:
        word = super().__new__(cls, text)
        word.runs, word.how = runs, how
        return word
