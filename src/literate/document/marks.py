"""Marks of claims: small and quiet, each a link to its row in the appendix, which links back.

✓    supported, for these networks        ≈   within noise
✓✓   supported, for these methods         ×   refuted
=    true of the numbers as measured      ?   a conjecture
"""

from __future__ import annotations

from literate.document.claim_lines import told
from literate.document.marginalia import NOTE
from literate.document.rounding import SPACE, grouped
from literate.document.shelf import escape
from literate.document.spans import from_runs
from literate.document.verdicts import Judged
from literate.document.weighing import MEASURED, MISSING, NETWORKS, NOISE, OF_METHODS, REFUTED, SUPPORTED

SIGNS = {NETWORKS: "✓", OF_METHODS: "✓✓", MEASURED: "="}
ABOUT = {
    NETWORKS: "supported for these networks",
    OF_METHODS: "supported for these methods",
    MEASURED: "as measured",
}


def sign(claim: Judged) -> str:
    """The mark of a verdict; of a supported one it says what it is about."""
    return {SUPPORTED: SIGNS.get(claim["about"], "✓"), NOISE: "≈", REFUTED: "×"}.get(claim["verdict"], "–")


def meaning(claim: Judged) -> str:
    """The same in words."""
    if claim["verdict"] == MISSING:
        return "not judged"
    return ABOUT.get(claim["about"], SUPPORTED) if claim["verdict"] == SUPPORTED else claim["verdict"]


def around(claim: Judged, anchor: str) -> tuple[str, str]:
    """Opening and closing HTML of a claim, with what it weighs in the margin.

    What is refuted, or unsure with no text for that, says there all it rests on.
    """
    said = f"{meaning(claim)}: {typeset(claim['evidence'])}"
    text = "not judged" if claim["verdict"] == MISSING else sign(claim)
    mark = f'<a class="mark" href="#{anchor}-verdict" title="{said}" aria-label="{meaning(claim)}">{text}</a></span>'
    return f'<span class="claim {_kind(claim)}" id="{anchor}"{from_runs(claim["runs"])}>', mark + aside(claim)


def compared(claim: Judged, anchor: str, words: str) -> str:
    """The words of a comparison, linked to its row in the appendix."""
    mark = f'<span class="mark" aria-hidden="true">{sign(claim)}</span>' if claim["weight"] else ""
    return (
        f'<a class="compared {_kind(claim)}" id="{anchor}" href="#{anchor}-verdict"{from_runs(claim["runs"])} '
        f'title="{typeset(claim["evidence"])}">{words}{mark}</a>'
    )


def aside(claim: Judged) -> str:
    """The margin note of a claim; empty where it is as measured and holds."""
    note = f'{NOTE} {_kind(claim)}"{from_runs(claim["runs"])}><strong>{sign(claim)}'
    if told(claim):
        return f"{note} {claim['verdict']}</strong> {typeset(claim['evidence'])}</span>"
    return f"{note}</strong> {typeset(claim['weight'])}</span>" if claim["weight"] else ""


def typeset(evidence: str) -> str:
    """What a claim rests on, as it is set: intervals on one line, thousands apart, true minus signs and apostrophes."""
    said = grouped(evidence).replace("'", "’").replace(" … ", f"{SPACE}…{SPACE}").replace(" - ", " − ")
    return escape(said)


def _kind(claim: Judged) -> str:
    kind = "noise" if claim["verdict"] == NOISE else claim["verdict"]
    return f"{kind} weighed" if claim["weight"] and not told(claim) else kind


def conjecture(anchor: str, text: str) -> tuple[str, str, str]:
    """A sentence that nothing here measures."""
    mark = '<span class="mark" title="a conjecture: nothing here measures it">?</span>'
    return f'<span class="conjecture" id="{anchor}">', text, f"{mark}</span>"
