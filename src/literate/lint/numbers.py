"""Numbers typed by hand: digits, and words where they count results.

Not a result: a part of a name (ResNet-50), the number of a question, a date, a version, the size of a kernel, the
range from 0 to 1, the level of an interval, a number that the claim around it checks.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping

from literate.lint import suggestions
from literate.lint.finding import Finding
from literate.lint.prose import CITED, Prose
from literate.lint.vocabulary import (
    ABOVE,
    COUNTED,
    MONTH,
    NUMBERED,
    NUMERAL,
    SHARE,
    SIZED,
    SMALL,
    UP_TO_TWELVE,
)

_WORDS = re.compile(
    rf"\b(?:(?:{UP_TO_TWELVE}[- ])?{ABOVE}(?:[- ](?:and )?{NUMERAL})*(?![-\w])|{SHARE}\b|"
    rf"{UP_TO_TWELVE}(?=[ -](?:\w+[ -])?{COUNTED}\b)|(?<=\bonly ){UP_TO_TWELVE}\b|"
    rf"(?<!\bthe )(?<!\bthese )(?<!\bthose )(?<!\bno ){UP_TO_TWELVE}(?= (?:are|were|have|never|remain|go|get|fail)\b))",
    re.IGNORECASE,
)
_NO_COUNT = re.compile(  # "one image at a time" counts nothing, "one point" and "one in ten" do
    r"one[ -](?!(?:percentage )?points?\b|percent|per cent|errors?\b|mistakes?\b|"
    rf"(?:\w+ )?(?:out of|in|of) (?:every |the )?{NUMERAL})|zero[- ](?:mean|padd|cent|shot|init|gradient)",
    re.IGNORECASE,
)
_UNIT = r"(?:[ ]?[%‰]|[a-zA-Z]+\b)?"
_POWER = r"(?:[eE][-−+]?\d+|[ ]?[×·][ ]?10[⁻⁰¹²³⁴-⁹^{}−-]*)?"
_DIGITS = re.compile(
    rf"(?<![A-Za-z0-9.,])[-−–+±~≈<>≤≥]?(?:\d+(?:[ ,\u00a0\u202f]\d{{3}}(?!\d))*(?:[.,]\d+)*|\.\d+){_POWER}"
    rf"(?:[ ]?[×x][ ]?\d+)*{_UNIT}|[½⅓¼¾⅔⅕⅛]"
)
_NAMED = re.compile(r"(?:[A-Z][\w/.]*|top|layer|stage|block|conv)[-‑–_.]?$|[A-Za-z_]\w*[_.]$")
_PLACE = re.compile(rf"{NUMBERED}s?\s*(?:\d+[\d.]*\s*(?:–|-|and|to|or|,)\s*)?[–-]?$", re.IGNORECASE)
_EXHIBIT = re.compile(r"(?:figures?|figs?\.|tables?|tab\.|equations?|eqs?\.|listing)\s*\(?$", re.IGNORECASE)
_DATED = re.compile(rf"(?:\b(?:in|since|of|from|until|by|circa)\s|\(|,\s|{MONTH}\s|\d\s)$", re.IGNORECASE)
_AFTER = re.compile(SIZED)
_RANGE = re.compile(r"\b0(?: ?[,–-] ?| (?:to|and|or) )1(?!\d|\.\d)")
_LEVEL = re.compile(r"\s*[%]?[- ]*(?:\w+ )?(?:confidence|interval|CI\b|credible|level)")
_LIST = re.compile(r"(?:^|\n)(?P<heading>#{1,6} +)?[ \t>]*$")
_TYPED = re.compile(
    r"\{\{-?\s*(?:key\(\s*)?[\"']?([-+]?\d*\.?\d+(?:e[-+]?\d+)?\s?%?)[\"']?\s*(?:,|\||-?\}\})|"
    r"\{%-?\s*set\s+\w+\s*=\s*[\"']?([-+]?\d*\.?\d+)"
)


def find(prose: Prose, known: Mapping[str, float] | None = None) -> Iterator[Finding]:
    """Every number of a template that no run gives; `known` (name → value) is what the page could quote instead."""
    for at, typed in sorted({*_digits(prose), *_words(prose), *_formulas(prose), *_given(prose)}):
        if not _stated(prose, at, typed):
            instead = _instead(prose, at, typed, known or {})
            yield Finding(prose.file, prose.line(at), "number", f"“{typed}” is typed by hand", instead)


def _instead(prose: Prose, at: int, typed: str, known: Mapping[str, float]) -> str:
    if _EXHIBIT.search(prose.text[max(0, at - 12) : at]):
        return 'write {{ ref("name") }}'
    said = prose.text[slice(*prose.sentence(at))]
    found = [f"{{{{ {name} }}}}" for name in suggestions.quoting(typed, value(typed), said, known)]
    return (
        f"write {' or '.join(found)}"
        if found
        else "quote the run, as in {{ adam.test }} or {{ adam.args.lr }}"
    )


def value(typed: str) -> float | None:
    """The number that was typed, of percent as a fraction; None of words."""
    if (word := typed.lower().rpartition(" ")[2]) in SMALL:
        return 1.0 + SMALL.index(word)
    found = re.search(r"\d[\d,\u00a0\u202f ]*(?:\.\d+)?(?:[eE][-−+]?\d+)?|\.\d+", typed)
    if not found:
        return None
    plain = float(re.sub(r"[,\u00a0\u202f ]", "", found[0].replace("−", "-")))
    return plain / 100 if "%" in typed else plain


def _digits(prose: Prose) -> Iterator[tuple[int, str]]:
    for found in _DIGITS.finditer(prose.text):
        if not _honest(prose.text, found.start(), found.end()):
            yield found.start(), found[0]


def _honest(text: str, start: int, end: int) -> bool:
    """Is it a number of a name, a place, a date, a kernel, a range or a list, and so no result?"""
    typed, before, after = (
        text[start:end].lstrip("-–−"),
        text[max(0, start - 40) : start],
        text[end : end + 60],
    )
    joined = before + text[start:end][: -len(typed)]
    return bool(
        _NAMED.search(joined)
        or _PLACE.search(joined)
        or _AFTER.match(after)
        or (before.endswith(":") and re.match(r" (?:pattern|sparsity|split)\b", after))
        or (_EXHIBIT.search(before) and (CITED in after or re.match(r" (?:in|of) (?:the|their) paper", after)))
        or re.fullmatch(r"([1357])[ ]?[×x][ ]?\1", typed)
        or (re.fullmatch(r"(?:19|20)\d\d", typed) and _DATED.search(before) and not re.match(rf"\s+{COUNTED}", after))
        or re.match(r"\d{4}-\d\d-\d\d", text[start : start + 10])
        or (re.fullmatch(r"9[059](?:\.\d)?[ ]?%?", typed) and _LEVEL.match(after))
        or any(one.start() <= start < one.end() for one in _RANGE.finditer(text, max(0, start - 8), end + 8))
        or (re.fullmatch(r"[01]", typed) and re.search(r"(?:set to|sums? to|equals|bias of|margin of)\s$", before))
        or _heads(before, typed, after)
    )  # fmt: skip


def _heads(before: str, typed: str, after: str) -> bool:
    """Is it the number of a heading, `## 4.1 Method`, or of an item, `1. First`?"""
    found = _LIST.search(before)
    return bool(
        found
        and re.fullmatch(r"[\d.]+", typed)
        and re.match(r"[.):]?\s" if found["heading"] else r"[.)]\s", after)
    )


def _words(prose: Prose) -> Iterator[tuple[int, str]]:
    for found in _WORDS.finditer(prose.text):
        if not _NO_COUNT.match(prose.text, found.start()):
            yield found.start(), " ".join(found[0].split())


def _formulas(prose: Prose) -> Iterator[tuple[int, str]]:
    """A formula that is but a number, or gives a symbol a number."""
    for at, latex in prose.formulas:
        said = re.sub(r"\\(?:text\{[^}]*\}|[%,;]|[a-z]+)|[{}]", " ", latex)
        alone = re.fullmatch(r"[^A-Za-z]*\d[^A-Za-z]*", said) and not re.fullmatch(r"\s*[-+]?[01]\s*", said)
        if alone or re.search(
            r"(?:=|\\approx|\\sim|\\pm|<|>|\\[lg]eq?)\s*-?\s*(?![01]\s*$)[\d.]+\s*(?:\\?%)?\s*$", latex
        ):
            yield at, f"${latex}$"


def _given(prose: Prose) -> Iterator[tuple[int, str]]:
    """A number typed inside an expression, `{{ 0.97 }}` or `{% set best = 0.97 %}`."""
    for found in _TYPED.finditer(prose.source):
        yield found.start(), found[1] or found[2]


def _stated(prose: Prose, at: int, typed: str) -> bool:
    """Is the number said to be honest, or checked by the claim that it stands in, or only guessed at?"""
    kinds = prose.kinds(at)
    if "literal" in kinds or ("conjecture" in kinds and not re.search(r"\d.*[.%]|points?\b", typed)):
        return True
    number = value(typed)
    checked = {float(one) for one in re.findall(r"\d+(?:\.\d+)?", prose.predicates(at))}
    return number is not None and (number in checked or round(number * 100, 9) in checked)
