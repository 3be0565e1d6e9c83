"""What was made and is not used: results never quoted, figures and tables never shown or never referred to."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from literate.lint import prose
from literate.lint.finding import Finding

_SHOWN = re.compile(r"\{\{-?\s*(figure|table)\(\s*(.*?)\)\s*-?\}\}", re.DOTALL)
_NAMES = re.compile(r"""\s*(?:"([^"]*)"|'([^']*)')\s*(?:,|$)""")
_OWN = re.compile(r"""\bname\s*=\s*(?:"([^"]*)"|'([^']*)')""")
_REF = re.compile(r"""\bref\(\s*(?:"([^"]*)"|'([^']*)')""")


@dataclass(frozen=True)
class Plan:
    """What a question makes.

    runs      run → where it is planned, as "tasks/q3.py:31"
    figures   figure → where it is planned
    tables    table → the runs in it
    """

    name: str
    runs: Mapping[str, str]
    figures: Mapping[str, str]
    tables: Mapping[str, frozenset[str]]


@dataclass(frozen=True)
class _Shown:
    """A `figure(…)` or `table(…)`: where it stands, its panels, and the name for all of them."""

    file: str
    line: int
    kind: str
    panels: tuple[str, ...]
    name: str
    numbered: bool


def find(plan: Plan, own: Mapping[str, str], others: Sequence[str]) -> Iterator[Finding]:
    """What a question makes in vain; `own` are its templates (file → text), `others` all others' texts."""
    shown = [each for file, text in own.items() for each in _exhibits(file, text)]
    asked = " ".join(part for text in own.values() for part in prose.expressions(text))
    elsewhere = " ".join(part for text in others for part in prose.expressions(text))
    yield from _unreferred(plan, shown, asked, elsewhere)
    panels = {panel for each in shown for panel in each.panels}
    for figure, where in plan.figures.items():
        if figure not in panels:
            instead = f'write {{{{ figure("{figure}", caption="…") }}}} or take it out of the plan'
            yield _made_in_vain(where, "unshown", f"figure {figure} is drawn and never shown", instead)
    tabled = {run for table, runs in plan.tables.items() if table in panels for run in runs}
    for run, where in plan.runs.items():
        quoted = re.search(rf"(?<![\w.\"']){run}\b", asked) or re.search(
            rf"\b{plan.name}\.{run}\b", elsewhere
        )
        if not quoted and run not in tabled:
            instead = f"write {{{{ {run}.test }}}} in {plan.name}.md.j2 or take it out of the plan"
            yield _made_in_vain(where, "unquoted", f"run {plan.name}.{run} is made and never quoted", instead)


def _unreferred(plan: Plan, shown: Sequence[_Shown], asked: str, elsewhere: str) -> Iterator[Finding]:
    targets = set(_texts(_REF, asked))
    far = {
        name
        for page, _, name in (one.rpartition(".") for one in _texts(_REF, elsewhere))
        if page == plan.name
    }
    for each in shown:
        if each.numbered and not {each.name, *each.panels} & (targets | far):
            what, instead = (
                f"{each.kind} {each.name} is never referred to",
                f'write {{{{ ref("{each.name}") }}}}',
            )
            yield Finding(each.file, each.line, "unreferred", what, f"{instead} where the text speaks of it")


def _exhibits(file: str, text: str) -> Iterator[_Shown]:
    for found in _SHOWN.finditer(text):
        panels, at = [], 0
        while name := _NAMES.match(found[2], at):
            panels.append(name[1] or name[2])
            at = name.end()
        own = _texts(_OWN, found[2])
        if panels:
            line = text.count("\n", 0, found.start()) + 1
            numbered = found[1] == "figure" or "caption" in found[2]
            yield _Shown(file, line, found[1], tuple(panels), own[0] if own else panels[0], numbered)


def _texts(pattern: re.Pattern[str], text: str) -> list[str]:
    return [found[1] or found[2] for found in pattern.finditer(text)]


def _made_in_vain(where: str, kind: str, what: str, instead: str) -> Finding:
    file, _, line = where.rpartition(":")
    return Finding(file, int(line), kind, what, instead)
