"""Marks of claims: small and quiet, each a link to its row in the appendix, which links back.

✓    supported, for these networks        ≈   within noise
✓✓   supported, for these methods         ×   refuted
=    true of the numbers as measured      ?   a conjecture
"""

from __future__ import annotations

from literate.document.marginalia import NOTE
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
    """Opening and closing HTML of a claim: what is refuted, or unsure with no text for that, has a margin note."""
    evidence, verdict, runs = escape(claim["evidence"]), claim["verdict"], from_runs(claim["runs"])
    kind = "noise" if verdict == NOISE else verdict
    said = f"{meaning(claim)}: {evidence}"
    text = "not judged" if verdict == MISSING else sign(claim)
    mark = f'<a class="mark" href="#{anchor}-verdict" title="{said}" aria-label="{meaning(claim)}">{text}</a></span>'
    if verdict == REFUTED or (verdict == NOISE and not claim["otherwise"]):
        mark += f'{NOTE} {kind}"{runs}><strong>{sign(claim)} {verdict}</strong> {evidence}</span>'
    return f'<span class="claim {kind}" id="{anchor}"{runs}>', mark


def conjecture(anchor: str, text: str) -> tuple[str, str, str]:
    """A sentence that nothing here measures."""
    mark = '<span class="mark" title="a conjecture: nothing here measures it">?</span>'
    return f'<span class="conjecture" id="{anchor}">', text, f"{mark}</span>"
