"""A reason is a conjecture, and must say so."""

from __future__ import annotations

import pytest

from literate.lint import prose, reasons

REASONS = [
    "It learns because of it.",
    "This is due to the batch.",
    "Since the batch is small, it learns slowly.",
    "A possible reason is the batch.",
    "The batch explains this.",
    "This can be attributed to the depth.",
    "It stems from the depth.",
    "The culprit is the batch.",
    "This is caused by noise.",
    "That is why it fails.",
    "This is the result of noise.",
    "It fails, as it has no momentum.",
    "It follows that noise is to blame.",
]


@pytest.mark.parametrize("text", REASONS)
def test_a_reason_outside_a_conjecture_is_found(text: str) -> None:
    assert list(reasons.find(prose.read(text)))
    assert not list(reasons.find(prose.read(f"[{text}]{{conjecture}}")))


def test_a_claim_does_not_check_the_reason_in_it() -> None:
    assert list(reasons.find(prose.read("[Adam is best because of its moments]{? adam.test is best}")))


def test_the_reason_of_a_source_is_no_guess() -> None:
    assert not list(reasons.find(prose.read("The proof is due to Baldi and Hornik [@baldi1989].")))
