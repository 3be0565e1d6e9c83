"""What the terminal says of a claim."""

from __future__ import annotations

from typing import Any

import pytest

from literate.document import claim_lines
from literate.document.verdicts import Judged

CLAIM: Judged = {
    "anchor": "q3-claim-1", "file": "q3.md.j2", "line": 14, "text": "Adam is best", "predicate": "adam.test is best",
    "verdict": "refuted", "evidence": "−2.1 points (−3.9 … −0.3), paired", "now": "momentum.test is best",
    "about": "networks", "runs": ["q3.adam"], "seeds": 0, "seconds": 0.0, "weight": "", "otherwise": False,
}  # fmt: skip


def claim(**more: Any) -> Judged:
    return {**CLAIM, **more}  # type: ignore[typeddict-item]


def test_a_refuted_claim_is_told_with_what_is_now_true() -> None:
    assert claim_lines.describe(CLAIM).splitlines() == [
        'q3.md.j2:14  refuted       "Adam is best"   −2.1 points (−3.9 … −0.3), paired',
        "                           now true: {? momentum.test is best }",
    ]
    assert "\n" not in claim_lines.describe(claim(now=""))


def test_a_claim_within_noise_is_told_with_what_would_settle_it() -> None:
    noise = claim(
        verdict="within noise", evidence="+0.5 points (−0.4 … +1.4)", now="", seeds=8, seconds=660.0
    )
    assert claim_lines.describe(noise) == (
        'q3.md.j2:14  within noise  "Adam is best"   +0.5 points (−0.4 … +1.4). Write "not distinguishable from", '
        "or settle it: about 8 seeds, 11 min 0 s: doit settle q3:14"
    )
    assert claim_lines.describe(claim(verdict="within noise", now="")).endswith(
        'Write "not distinguishable from": no number of seeds would settle it on these images'
    )


@pytest.mark.parametrize(
    ("verdict", "otherwise", "told"),
    [
        ("refuted", False, True),
        ("within noise", False, True),
        ("within noise", True, False),
        ("supported", False, False),
        ("missing", False, False),
        ("conjecture", False, False),
    ],
)
def test_only_what_asks_for_something_is_told(verdict: str, otherwise: bool, told: bool) -> None:
    assert claim_lines.told(claim(verdict=verdict, otherwise=otherwise)) is told
