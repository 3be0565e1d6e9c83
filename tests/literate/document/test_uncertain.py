"""How sure a number is, in words."""

from __future__ import annotations

from dataclasses import replace

from literate.document import uncertain
from literate.document.basis import Interval
from literate.document.quantity import Quantity, formed

from .conftest import Court, Render, as_measured, number

SURE = replace(number("a", "test", 0.9694), interval=Interval(0.94652, 0.98272, 0.95, "360 test images"))


def test_a_number_has_the_ends_of_its_own_interval() -> None:
    assert uncertain.ends(SURE, as_measured) == "0.947 to 0.983"
    assert uncertain.said(SURE) == "95 % from 0.947 to 0.983 over 360 test images"


def test_ends_are_in_the_numbers_form_without_its_unit() -> None:
    shown = formed(SURE, ("points", 1))
    assert isinstance(shown, Quantity)
    assert uncertain.ends(shown, as_measured) == "94.7 to 98.3"


def test_a_number_without_interval_says_none() -> None:
    assert uncertain.ends(number("a", "test", 0.9), as_measured) == ""
    assert uncertain.said(number("a", "test", 0.9)) == ""


def test_a_difference_is_weighed_as_a_claim_is(court: Court) -> None:
    difference = number("a", "test", 0.8) - number("b", "test", 0.7)
    assert isinstance(difference, Quantity)
    assert uncertain.ends(difference, court.weigh) == "0.090 to 0.110"


def test_a_template_shows_a_number_with_its_interval(render: Render, court: Court) -> None:
    held = {"adam": {"test": SURE}, "sgd": {"test": number("sgd", "test", 0.7)}}
    text = "# T\n\n{{ interval(adam.test) }}; {{ interval(adam.test - sgd.test) }}; {{ interval(sgd.test) }}"
    html = render(text, quantities=held, arguments={}, weigh=court.weigh).html
    assert ">0.969</span> (0.947 to 0.983);" in html
    assert ">0.269</span> (0.259 to 0.279);" in html
    assert html.count("(") == 2
    assert "95 % from 0.947 to 0.983 over 360 test images; run q3.a" in html


def test_what_a_share_is_over_is_said_once() -> None:
    held = Interval(0.9, 0.96, 0.95, "2000 test images")
    count = Quantity(0.93, "fraction", 2000, ("q2.adam",), how="1860 / 2000 test images", interval=held)
    mean = Quantity(0.93, "fraction", 2000, ("q2.adam",), how="macro recall", interval=held)
    assert uncertain.said(count) == "95 % from 0.900 to 0.960"
    assert uncertain.said(mean) == "95 % from 0.900 to 0.960 over 2000 test images"
