"""No digit on a page without a run, an argument or a reason."""

from __future__ import annotations

from pathlib import Path

import pytest
from tests.bound_numbers import unbound

RUNS = ("q3.adam", "q3.sgd", "q3.momentum", "digits")


@pytest.fixture(scope="session")
def page(specimen: Path) -> str:
    return (specimen / "report.html").read_text(encoding="utf-8")


def test_every_digit_of_the_specimen_has_a_run_or_a_reason(page: str) -> None:
    assert unbound(page, RUNS) == []


@pytest.mark.parametrize(
    ("typed", "said"),
    [
        ("<p>Adam reaches 0.93.</p>", "'Adam reaches 0.93.' in body main section.question p"),
        ('<span class="number">7</span>', "'7' in body main section.question span.number"),
        ('<span data-run="q3.adma">7</span>', "'7' in body main section.question span"),
        (
            "<figcaption>Over 10 classes</figcaption>",
            "'Over 10 classes' in body main section.question figcaption",
        ),
        ("<svg><text>0.5</text></svg>", "'0.5' in body main section.question svg text"),
    ],
)
def test_a_digit_without_one_is_found(page: str, typed: str, said: str) -> None:
    """Anything that a template or a change of the engine could let through."""
    assert unbound(page.replace("</section>", f"{typed}</section>", 1), RUNS) == [said]


def test_a_network_s_name_is_no_number(page: str) -> None:
    assert unbound(page.replace("</section>", "ResNet-50 of Question 2</section>", 1), RUNS) == []
