"""Marks of claims, and what stands beside them in the margin."""

from __future__ import annotations

import functools
import re

import pytest

from .conftest import Court, Render, as_measured

NOTE = re.compile(r'<span class="note ([^"]*)"[^>]*><strong>(.*?)</strong> (.*?)</span>')


@pytest.fixture
def weighed(render: Render, court: Court) -> Render:
    """Pages whose claims are judged by intervals of ± 1 point; Adam and SGD are 20.1 points apart."""
    return functools.partial(render, weigh=court.weigh)


def notes(html: str) -> list[tuple[str, str, str]]:
    """Kind, sign and words of each margin note."""
    return [found.groups() for found in NOTE.finditer(html)]  # type: ignore[misc]


def test_a_supported_claim_has_its_difference_and_interval_in_the_margin(weighed: Render) -> None:
    html = weighed("# T\n\n[Adam leads]{? adam.test > sgd.test}.").html
    assert notes(html) == [
        ("supported weighed", "✓", "adam.test against sgd.test: +20.1\xa0points (+19.1\xa0…\xa0+21.1)")
    ]


def test_one_within_noise_has_it_too_when_the_text_says_so(weighed: Render) -> None:
    html = weighed(
        "# T\n\n[Adam leads]{? adam.test > sgd.test + 20 points | unsure that it leads so far is not shown}."
    ).html
    ((kind, sign, words),) = notes(html)
    assert (kind, sign) == ("noise weighed", "≈")
    assert words.startswith("adam.test against sgd.test + 20 points: +0.1\xa0points")


def test_what_is_refuted_says_all_that_it_rests_on(weighed: Render) -> None:
    ((kind, sign, words),) = notes(weighed("# T\n\n[SGD leads]{? sgd.test > adam.test}.").html)
    assert (kind, sign) == ("refuted", "× refuted")
    assert words.endswith("797 test images, 1 seed")


def test_a_number_as_measured_has_no_margin_note(weighed: Render) -> None:
    assert notes(weighed("# T\n\n[All were seen]{? adam.images > 700}.", weigh=as_measured).html) == []


def test_a_comparison_in_words_has_a_mark_and_a_note_of_its_own(weighed: Render) -> None:
    html = weighed("# T\n\nSGD is {{ compare(sgd.test, adam.test) }} Adam.").html
    assert 'worse than<span class="mark" aria-hidden="true">✓</span></a>' in html
    assert [sign for _, sign, _ in notes(html)] == ["✓"]
    assert html.index('<small class="notes"') < html.index("SGD is")


def test_of_several_comparisons_one_is_said_and_how_many_are_like_it(court: Court) -> None:
    found = court.judge("a.test > b.test and a.test > c.test", a=0.9, b=0.8, c=0.7)
    assert found.weight.startswith("a.test against b.test: +10.0\xa0points (")
    assert found.weight.endswith(", and 1 more")


def test_a_rank_is_weighed_by_the_rival_that_decides_it(court: Court) -> None:
    assert court.judge("a.test is best", a=0.9, b=0.895, c=0.7).weight.startswith(
        "a.test against b.test: +0.5\xa0points ("
    )


def test_a_clause_at_a_share_of_the_error_says_that_it_is_corrected(court: Court) -> None:
    assert "), corrected" in court.judge("a.test > b.test or a.test > c.test", a=0.9, b=0.8, c=0.7).weight


def test_a_difference_within_some_points_says_its_bound(court: Court) -> None:
    assert court.judge("a.test ~ b.test within 2 points", a=0.9, b=0.895).weight.endswith(
        "), bound ±2 points"
    )
