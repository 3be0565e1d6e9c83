"""The bibliography: a small reader of BibTeX, citations as authors and year, and the list of what was cited.

It reads what a bibliography by hand holds: entries with fields in braces or quotes. No macros, no crossref.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from html import escape
from pathlib import Path
from string import ascii_lowercase

from literate.errors import TemplateError

SPACE = "\N{NO-BREAK SPACE}"
Entry = dict[str, str]

_ENTRY = re.compile(r"@(\w+)\s*\{\s*([^,\s]+)\s*,")
_FIELD = re.compile(r"\s*(\w+)\s*=\s*")
_OTHERS = " and others"
_ACCENTS = {
    '"': "\u0308",
    "'": "\u0301",
    "`": "\u0300",
    "^": "\u0302",
    "~": "\u0303",
    "c": "\u0327",
    "v": "\u030c",
}


def read(path: Path) -> dict[str, Entry]:
    """Entries by key, in the file's order. Raises `TemplateError` with file and line of one without an end."""
    try:
        text = path.read_text(encoding="utf-8")
    except UnicodeDecodeError as error:
        raise TemplateError(f"{path.name}: is not UTF-8: {error}") from None
    entries = {}
    for found in _ENTRY.finditer(text):
        try:
            fields = _fields(text, found.end())
        except IndexError:
            line = text.count("\n", 0, found.start()) + 1
            raise TemplateError(
                f"{path.name}:{line}  the entry {found[2]} does not end: a brace is missing"
            ) from None
        entries[found[2]] = {"type": found[1].lower(), **fields}
    return _lettered(entries)


def cited(entry: Mapping[str, str]) -> str:
    """`Hermans et al. 2017`: how the text names an entry, in one piece on a line."""
    names, others = [family for family, _ in _authors(entry)], _others(entry)
    who = names[0] if names else entry.get("title", "?")
    if len(names) > 2 or others:
        who += f"{SPACE}et{SPACE}al."
    elif len(names) == 2:
        who += f"{SPACE}&{SPACE}{names[1]}"
    return f"{who}{SPACE}{_year(entry)}"


def _lettered(entries: dict[str, Entry]) -> dict[str, Entry]:
    """Entries of the same authors and year told apart as 1999a and 1999b, by their titles."""
    alike: dict[str, list[Entry]] = {}
    for entry in entries.values():
        alike.setdefault(cited(entry), []).append(entry)
    for same in alike.values():
        for letter, entry in zip(ascii_lowercase, sorted(same, key=_title), strict=False):
            if len(same) > 1 and "year" in entry:
                entry["year"] += letter
    return entries


def _title(entry: Entry) -> str:
    return entry.get("title", "").casefold()


def listed(entries: Mapping[str, Entry], keys: Iterable[str]) -> str:
    """The bibliography of the cited keys as an HTML list, by author and year; empty when nothing is cited."""
    chosen = sorted(set(keys), key=lambda key: (cited(entries[key]).replace(SPACE, " ").casefold(), key))
    items = "\n".join(f'<li id="cite-{escape(key)}">{_reference(entries[key])}</li>' for key in chosen)
    return f'<ul class="references">\n{items}\n</ul>' if items else ""


def _reference(entry: Mapping[str, str]) -> str:
    """One line of the list, begun as it is cited: authors and year, title, where it appeared, link."""
    where = next(
        (entry[key] for key in ("journal", "booktitle", "publisher", "howpublished") if key in entry), ""
    )
    number = f"({entry['number']})" if "number" in entry else ""
    where += f" {entry['volume']}{number}" if where and "volume" in entry else ""
    where += f", pages {entry['pages']}" if where and "pages" in entry else ""
    authors, title, year = _people(entry), entry.get("title", ""), f" ({escape(_year(entry))})"
    cite = f"<cite>{escape(title)}</cite>" if title else ""
    parts = [escape(authors) + year, cite, escape(where)] if authors else [cite + year, escape(where)]
    link = f"https://doi.org/{entry['doi']}" if "doi" in entry else entry.get("url", "")
    if "eprint" in entry:
        link = link or f"https://arxiv.org/abs/{entry['eprint']}"
    if link.startswith("https://"):
        parts.append(f'<a href="{escape(link)}">{escape(link.removeprefix("https://"))}</a>')
    return ". ".join(filter(None, parts)) + "."


def _people(entry: Mapping[str, str]) -> str:
    """`He, Kaiming, Xiangyu Zhang, et al.`: the first by the name that the list is sorted by."""
    people = _authors(entry)
    first = [", ".join(filter(None, person)) for person in people[:1]]
    more = [f"{given} {family}".strip() for family, given in people[1:]]
    return ", ".join([*first, *more, *["et al."] * _others(entry)])


def _year(entry: Mapping[str, str]) -> str:
    return entry.get("year", "n.d.")


def _authors(entry: Mapping[str, str]) -> list[tuple[str, str]]:
    """Family and given name of each author, from `Family, Given` or `Given Family`; without `and others`."""
    people = []
    for name in re.split(r"\s+and\s+", entry.get("author", "").removesuffix(_OTHERS)):
        family, comma, given = name.partition(",")
        if not comma:
            given, _, family = name.rpartition(" ")
        if family:
            people.append((family.strip(), given.strip()))
    return people


def _others(entry: Mapping[str, str]) -> bool:
    """Are there more authors than are named?"""
    return entry.get("author", "").endswith(_OTHERS)


def _fields(text: str, at: int) -> dict[str, str]:
    fields = {}
    while found := _FIELD.match(text, at):
        value, at = _value(text, found.end())
        fields[found[1].lower()] = _plain(value)
        while text[at] in ", \t\r\n":
            at += 1
    if text[at] != "}":
        raise IndexError
    return fields


def _value(text: str, at: int) -> tuple[str, int]:
    """A field's value and where it ends: in braces, in quotes, or a bare number."""
    if text[at] not in '{"':
        found = re.compile(r"[^,}\s]*").match(text, at)
        assert found
        return found[0], found.end()
    end, depth, quote = at + 1, 0, text[at] == '"'
    while not (depth == 0 and text[end] == ('"' if quote else "}")):
        depth += {"{": 1, "}": -1}.get(text[end], 0)
        end += 1
    return text[at + 1 : end], end + 1


def _plain(value: str) -> str:
    """LaTeX's accents as letters, its braces and ties away."""
    import unicodedata

    value = re.sub(
        r"""\{?\\(["'`^~cv])\s*\{?(\w)\}?\}?""",
        lambda found: unicodedata.normalize("NFC", found[2] + _ACCENTS[found[1]]),
        value,
    )
    value = value.replace("--", "–").replace("~", " ").replace(r"\&", "&")
    return " ".join(re.sub(r"[{}]", "", value).split())
