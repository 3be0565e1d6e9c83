"""The table of all claims in the appendix: what each says, its verdict, numbers and place."""

from __future__ import annotations

from collections.abc import Sequence

from literate.document import claim_lines, marks, rounding
from literate.document.shelf import escape
from literate.document.spans import from_runs
from literate.document.verdicts import Judged
from literate.document.weighing import CONJECTURE, NOISE, SUPPORTED

TITLES = ("Claim", "Verdict", "Numbers", "Where")


def as_html(judged: Sequence[Judged]) -> str:
    """The `<table>` of every claim with its verdict, linked to its sentence; empty without claims."""
    checked = [claim for claim in judged if claim["verdict"] != CONJECTURE]
    if not checked:
        return ""
    head = "".join(f'<th scope="col">{title}</th>' for title in TITLES)
    return f"<table><thead><tr>{head}</tr></thead><tbody>{''.join(map(_row, checked))}</tbody></table>"


def _row(claim: Judged) -> str:
    anchor, verdict = escape(claim["anchor"]), claim["verdict"]
    kind = "noise" if verdict == NOISE else escape(verdict)
    shown = f"{marks.sign(claim)} {verdict if verdict != SUPPORTED else marks.meaning(claim)}"
    return (
        f'<tr id="{anchor}-verdict"{from_runs(claim["runs"])}>'
        f'<th scope="row"><a href="#{anchor}">{_whole(claim["text"])}</a></th>'
        f'<td class="verdict {kind}">{shown}</td><td>{"<br>".join(map(marks.typeset, _numbers(claim)))}</td>'
        f'<td><a class="where" href="#{anchor}">{escape(claim["file"])}:{claim["line"]}</a></td></tr>'
    )


def _numbers(claim: Judged) -> list[str]:
    """The evidence, a comparison a line; of a claim within noise also what would settle it."""
    lines = _lines(claim["evidence"])
    if claim["verdict"] == NOISE:
        price = claim_lines.price(claim)
        lines.append(f"To settle it: {price}" if claim["seeds"] else f"{price[:1].upper()}{price[1:]}")
    return lines


def _lines(evidence: str) -> list[str]:
    """A comparison a line; what several are over is said once, below them."""
    lines = evidence.split("; ")
    halves = [line.rpartition("), ") for line in lines]
    if len(lines) > 1 and len({over for _, _, over in halves}) == 1 and halves[0][0]:
        return [*(f"{head})" for head, _, _ in halves), f"each {halves[0][2]}"]
    return lines


def _whole(text: str) -> str:
    """A claim's words; what begins within a sentence says so."""
    return escape(f"…{rounding.SPACE}{text}" if text[:1].islower() else text)
