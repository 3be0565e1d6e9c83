"""The words and signs of a claim, so that the grammar need not see characters."""

from __future__ import annotations

import re
from dataclasses import dataclass

_TOKEN = re.compile(r"\s*(?:(\d+(?:\.\d+)?)|([A-Za-z_]\w*(?:\.\w+)*)|(>=|<=|[<>~+\-(),%])|(\S))", re.ASCII)


def tokens(text: str) -> list[str]:
    """The numbers, names and signs of a claim. Raises `ValueError` for what is none of them."""
    found = list(_TOKEN.finditer(text))
    if odd := next((each[4] for each in found if each[4]), None):
        raise ValueError(f"{odd!r} has no meaning in a claim")
    return [each[1] or each[2] or each[3] for each in found]


@dataclass
class Reader:
    """The tokens of a claim, read from left to right."""

    tokens: list[str]
    at: int = 0

    @property
    def here(self) -> str:
        """The next token, "" at the end."""
        return self.tokens[self.at] if self.at < len(self.tokens) else ""

    @property
    def met(self) -> str:
        """What stands here, for a message."""
        return repr(self.here or "the end")

    def sees(self, *words: str) -> bool:
        """Do these tokens come next?"""
        return self.tokens[self.at : self.at + len(words)] == list(words)

    def takes(self, *allowed: str) -> str:
        """The next token if it is one of these, else nothing."""
        token = self.here
        if token not in allowed:
            return ""
        self.at += 1
        return token

    def needs(self, what: str) -> str:
        """The next token. Raises `ValueError` at the end, where `what` should stand."""
        token = self.here
        self.at += 1
        if not token:
            raise ValueError(f"the claim ends where {what} should stand")
        return token
