"""The table of claims gives a comparison a line, and says once what several are over."""

from __future__ import annotations

from literate.document import claims_table
from literate.document.verdicts import Judged

SPACE = "\N{NO-BREAK SPACE}"


def claim(evidence: str, verdict: str = "supported", seeds: int = 0) -> Judged:
    return {
        "anchor": "q1-claim-1", "file": "q1.md.j2", "line": 3, "text": "it leads", "predicate": "", "verdict": verdict,
        "evidence": evidence, "now": "", "about": "networks", "runs": ["q1.a@0"], "seeds": seeds, "seconds": 60.0,
        "otherwise": True,
    }  # fmt: skip


def test_what_comparisons_share_is_said_once_below_them() -> None:
    html = claims_table.as_html([claim("a: +1 (0 … 2), 2000 images; b: +2 (1 … 3), 2000 images")])
    space = f"{SPACE}…{SPACE}"
    assert f"a: +1 (0{space}2)<br>b: +2 (1{space}3)<br>each 2{SPACE}000 images" in html


def test_what_comparisons_do_not_share_stays_with_each() -> None:
    html = claims_table.as_html([claim("a: +1 (0), 10 images; b: +2 (1), 20 images")])
    assert "a: +1 (0), 10 images<br>b: +2 (1), 20 images" in html


def test_noise_says_what_would_settle_it() -> None:
    assert "<br>To settle it: about 8 seeds" in claims_table.as_html([claim("a: 0", "within noise", 8)])
    assert "<br>No number of seeds" in claims_table.as_html([claim("a: 0", "within noise")])
