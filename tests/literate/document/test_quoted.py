"""A comparison is quoted by the sentence that it stands in."""

from __future__ import annotations

from literate.document import quoted
from literate.document.quoted import MOST

LINK = (
    '<a class="compared supported weighed" id="q1-compared-1" href="#q1-compared-1-verdict">worse than'
    '<span class="mark" aria-hidden="true">✓</span></a>'
)
NOTES = '<small class="notes" role="note"><span class="note"><strong>✓</strong> 1 <span>point</span></span></small>'


def test_the_sentence_around_a_comparison_is_quoted_without_its_markup() -> None:
    page = f"<p>{NOTES}First one. The <strong>SVM</strong> is {LINK} the network &amp; all. A third.</p>"
    assert quoted.sentence(page, "q1-compared-1") == "The SVM is worse than the network & all"


def test_what_stands_in_the_margin_is_no_part_of_the_sentence() -> None:
    assert (
        quoted.sentence(f"<p>{NOTES}The SVM is {LINK} it.</p>", "q1-compared-1") == "The SVM is worse than it"
    )


def test_what_is_no_comparison_is_not_quoted() -> None:
    assert quoted.sentence(f"<p>It is {LINK} that.</p>", "q1-claim-1") == ""


def test_a_long_sentence_is_cut_around_the_comparison() -> None:
    said = quoted.sentence(f"<p>{'before ' * 30}{LINK}{' after' * 30}</p>", "q1-compared-1")
    assert len(said) < MOST + 20
    assert said.startswith("… before")
    assert "before worse than after" in said
    assert said.endswith("after …")
