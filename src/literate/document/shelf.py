"""Finished HTML set aside while Markdown is read, one private-use character for each piece.

Jinja runs first and Markdown second, with raw HTML off. What Jinja makes (a number, a figure, a text out of a
result) is put on the shelf and stands in the Markdown as one character that means nothing to it; the piece
takes its place at the end. Data can neither forge such a character nor become Markdown: `clean` takes both
private planes out of texts.
"""

from __future__ import annotations

import html
import re
from dataclasses import dataclass, field

PIECE = 0xF0000  # plane 15: pieces of HTML, those for the margin in its upper half
ASIDE = 0x8000
MOST = ASIDE - 2  # the last two of a plane are no characters
PLACE = 0x100000  # plane 16: places in templates
OPEN, CLOSE = "\ue000", "\ue001"  # around what only the whole report knows, such as a figure's number

_PARAGRAPH = re.compile("<p>(.*?)</p>", re.DOTALL)
ASIDES = re.compile("[\U000f8000-\U000ffffd]")
_PIECES = re.compile("[\U000f0000-\U000ffffd]")
_PLACES = re.compile("[\U00100000-\U0010fffd]")
_FOREIGN = re.compile(
    "[\ue000-\uf8ff\U000f0000-\U0010ffff\ud800-\udfff\x00-\x08\x0b\x0c\x0e-\x1f\x7f\ufffe\uffff]"
)


def clean(text: str) -> str:
    """Text without private-use, surrogate and control characters: `�` stands for each."""
    return _FOREIGN.sub("\ufffd", text)


def escape(text: str) -> str:
    """Data as HTML text or attribute."""
    return html.escape(clean(str(text)), quote=True)


def later(kind: str, *names: str) -> str:
    """What is filled in when the report is assembled: `later("number", "q1:svm")`."""
    return f"{OPEN}{'|'.join((kind, *names))}{CLOSE}"


@dataclass
class Shelf:
    """The pieces of one page, and the places in templates that its claims and citations came from."""

    pieces: list[tuple[str, str]] = field(default_factory=list)
    blocks: set[str] = field(default_factory=set)
    places: list[tuple[str, int]] = field(default_factory=list)

    def put(self, piece: str, plain: str = "", block: bool = False, aside: bool = False) -> str:
        """The character that stands for a piece of HTML, `plain` in words.

        A block ends its paragraph, an aside goes to the paragraph's margin. Raises `ValueError` when there is no
        character left: another piece would stand in its place.
        """
        if len(self.pieces) == MOST:
            raise ValueError(f"more than {MOST} numbers, figures and notes on one page; divide it into two")
        self.pieces.append((piece, plain))
        character = chr(PIECE + ASIDE * aside + len(self.pieces) - 1)
        if block:
            self.blocks.add(character)
        return character

    def mark(self, file: str, line: int) -> str:
        """The character that stands for a place in a template."""
        self.places.append((file, line))
        return chr(PLACE + len(self.places) - 1)

    def place(self, text: str) -> tuple[str, int]:
        """The first place marked in a text."""
        found = _PLACES.search(text)
        return self.places[ord(found[0]) - PLACE] if found else ("", 0)

    def fill(self, text: str) -> str:
        """Text with every piece in its place, and no marks. A piece is finished: it is not searched again."""
        text = _PARAGRAPH.sub(lambda found: self._divided(found[1]), unmarked(text))
        return _PIECES.sub(lambda found: self._piece(found[0])[0], text)

    def _piece(self, character: str) -> tuple[str, str]:
        return self.pieces[(ord(character) - PIECE) % ASIDE]

    def _divided(self, inner: str) -> str:
        """A paragraph, ended before each block in it and begun again after."""
        parts = re.split(f"([{''.join(sorted(self.blocks))}])", inner) if self.blocks else [inner]
        return "\n".join(
            part if part in self.blocks else _paragraph(part.strip()) for part in parts if part.strip()
        )

    def plain(self, text: str) -> str:
        """Text with every piece in words, and no marks."""
        return _PIECES.sub(lambda found: self._piece(found[0])[1], unmarked(text))


def unmarked(text: str) -> str:
    """Text without marks of places."""
    return _PLACES.sub("", text)


def _paragraph(text: str) -> str:
    """A paragraph; one that ends in a colon leads over to what follows, and stays with it.

    Behind its notes the text has an element of its own, so that a narrow screen can set them below it.
    """
    start = '<p class="leads">' if text.endswith(":") else "<p>"
    notes, end, said = text.partition("</small>")
    if not notes.startswith('<small class="notes"'):
        return f"{start}{text}</p>"
    return f'{start}{notes}{end}<span class="said">{said}</span></p>'
