"""Comparatives and superlatives that nothing checks: outside a claim, a conjecture and a literal.

Words that rank results ("higher", "best", "outperforms") are found wherever they stand; words that also describe how
something is made ("wider", "grows") only beside a measure or "than". Not found: what is true by its making, because the
sentence quotes a result named as the extreme ({{ svm.worst_class }}), tells how the epoch was chosen on validation, or
explains the colours of a figure.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from literate.lint.finding import Finding
from literate.lint.prose import VALUE, Prose
from literate.lint.vocabulary import BESIDE, MEASURES, NO_SUPERLATIVE, NOT_RANKING, RANKING

_RANKING = re.compile(rf"(?<![\w-]){RANKING}(?![\w-])", re.IGNORECASE)
_BESIDE = re.compile(rf"(?<![\w-]){BESIDE}(?![\w-])(?! (?:by|to|from|at) {VALUE})", re.IGNORECASE)
_MEASURES = re.compile(rf"\b{MEASURES}\b", re.IGNORECASE)
_NOT_RANKING = re.compile(NOT_RANKING, re.IGNORECASE)
_NO_COMPARATIVE = "rather|other|either|whether|neither|further|never|under|over|after|ever|number|layer"
_COMPARATIVE = re.compile(rf"\b(?!(?:{_NO_COMPARATIVE})\b)\w{{2,}}er(?= than\b)", re.IGNORECASE)
_SUPERLATIVE = re.compile(
    rf"(?<![\w-])(?!{NO_SUPERLATIVE}\b)\w{{2,}}est(?![\w-])|(?<!at )\b(?:most|least)\b(?! recent)",
    re.IGNORECASE,
)
_LEGEND = re.compile(
    r"\bin (?:bold|blue|red|grey|gray|green|orange|black|colou?r)\b|"
    r"\b(?:blue|red|grey|bold|dashed|filled|open)\b.{0,20}\b(?:best|worst)",
    re.IGNORECASE,
)
_CHOSEN = re.compile(
    r"\b(?:kept|keep|chosen|choose|chooses|select\w*|picked|restored|tested)\b", re.IGNORECASE
)
_EXTREME = re.compile(r"(?:^|[._])(?:best|worst|least|most|lowest|highest|max|min|confused|surest)(?:_|\b)")
_EXTREME_INSTEAD = "claim it, as in [Adam is best]{? adam.test is best}"
_INSTEAD = (
    "claim it, as in [Adam beats SGD]{? adam.test > sgd.test}, or write {{ compare(adam.test, sgd.test) }}"
)


def find(prose: Prose) -> Iterator[Finding]:
    """Every word of a template that ranks results and is not checked; of one sentence on one line only the first."""
    seen: set[tuple[int, int]] = set()
    for at, word in sorted({*_ranking(prose), *_beside(prose), *_superlative(prose)}):
        sentence = prose.sentence(at)
        if prose.kinds(at) & {"claim", "otherwise", "conjecture", "literal"} or _by_its_making(
            prose, at, sentence
        ):
            continue
        place = (sentence[0], prose.line(at))
        if place not in seen:
            seen.add(place)
            extreme = word.lower() in ("best", "worst", "most", "least") or word.lower().endswith("est")
            instead = _EXTREME_INSTEAD if extreme else _INSTEAD
            yield Finding(prose.file, prose.line(at), "comparative", f"“{word}” is not checked", instead)


def _ranking(prose: Prose) -> Iterator[tuple[int, str]]:
    exempt = [found.span() for found in _NOT_RANKING.finditer(prose.text)]
    for pattern in (_RANKING, _COMPARATIVE):
        for found in pattern.finditer(prose.text):
            if not any(start <= found.start() < end for start, end in exempt):
                yield found.start(), " ".join(found[0].split())


def _beside(prose: Prose) -> Iterator[tuple[int, str]]:
    """Words that rank only beside a measure of the same sentence."""
    for found in _BESIDE.finditer(prose.text):
        start, end = prose.sentence(found.start())
        if _MEASURES.search(prose.text, start, end) and not _NOT_RANKING.match(prose.text, found.start()):
            yield found.start(), found[0]


def _superlative(prose: Prose) -> Iterator[tuple[int, str]]:
    for found in _SUPERLATIVE.finditer(prose.text):
        if not _NOT_RANKING.match(prose.text, found.start()):
            yield found.start(), found[0]


def _by_its_making(prose: Prose, at: int, sentence: tuple[int, int]) -> bool:
    """Is it true whatever the results are?"""
    start, end = sentence
    said = prose.text[start:end]
    # a caption's or a label's own expression
    around = prose.source.rfind("{{", 0, at), prose.source.find("}}", at)
    inside = prose.source.find("}}", around[0], at) < 0 <= around[0]
    first = min(start, around[0]) if inside else start
    quoted = re.findall(
        r"\{\{.*?\}\}", prose.source[first : max(end, around[1] + 2 if inside else end)], re.DOTALL
    )
    return bool(
        any(_EXTREME.search(word) for one in quoted for word in re.findall(r"[\w.]+", one))
        or (re.search(r"\bvalidation\b", said) and _CHOSEN.search(said))
        or (_LEGEND.search(said) and re.match(r"best|worst|greatest|least", prose.text[at:], re.IGNORECASE))
    )
