"""The table of all claims in the appendix: what each says, its verdict, numbers, runs and place."""

from __future__ import annotations

from collections.abc import Sequence

from literate.document import claim_lines, marks
from literate.document.shelf import escape
from literate.document.spans import from_runs
from literate.document.verdicts import Judged
from literate.document.weighing import CONJECTURE, NOISE, SUPPORTED

TITLES = ("Claim", "Verdict", "Numbers", "Runs", "Where")


def as_html(judged: Sequence[Judged]) -> str:
    """Every claim with its verdict, linked to its sentence; empty without claims."""
    checked = [claim for claim in judged if claim["verdict"] != CONJECTURE]
    if not checked:
        return ""
    head = "".join(f'<th scope="col">{title}</th>' for title in TITLES)
    table = f"<table><thead><tr>{head}</tr></thead><tbody>{''.join(map(_row, checked))}</tbody></table>"
    return f'<figure class="table wide claims"><div class="scroll" tabindex="0">{table}</div></figure>'


def _row(claim: Judged) -> str:
    anchor, verdict = escape(claim["anchor"]), claim["verdict"]
    kind = "noise" if verdict == NOISE else escape(verdict)
    shown = f"{marks.sign(claim)} {verdict if verdict != SUPPORTED else marks.meaning(claim)}"
    return (
        f'<tr id="{anchor}-verdict"{from_runs(claim["runs"])}>'
        f'<th scope="row"><a href="#{anchor}">{_whole(claim["text"])}</a></th>'
        f'<td class="verdict {kind}">{shown}</td><td>{escape(_numbers(claim))}</td>'
        f"<td>{escape(', '.join(_runs(claim)))}</td>"
        f"<td><code>{escape(claim['file'])}:{claim['line']}</code></td></tr>"
    )


def _numbers(claim: Judged) -> str:
    """The evidence; of a claim within noise also what would settle it."""
    evidence = claim["evidence"].replace(" - ", " − ")
    return f"{evidence}; {claim_lines.price(claim)}" if claim["verdict"] == NOISE else evidence


def _whole(text: str) -> str:
    """A claim's words; what begins within a sentence says so."""
    return escape(f"… {text}" if text[:1].islower() else text)


def _runs(claim: Judged) -> list[str]:
    """Runs by name, without their seeds."""
    return list(dict.fromkeys(run.partition("@")[0] for run in claim["runs"]))
