"""Names that a template may say: what a dotted name holds, and the nearest one for a name that does not exist."""

from __future__ import annotations

import pytest

from literate.document.names import UnknownName, look_up, page_names
from literate.document.quantity import Missing, Quantity
from literate.document.weighing import REFUTED, SUPPORTED

from .conftest import QUANTITIES, Court

NAMES = page_names("q3", {**QUANTITIES, "momentum": Missing("q3.momentum", "diverged")}, {})


def test_the_size_of_a_number_is_a_number_of_the_same_run(exact: Court) -> None:
    size = look_up(NAMES, ("adam", "test", "n"))
    assert (size.value, size.unit, size.runs) == (797, "count", ("q3.adam",))
    assert exact.kind("a.test.n > 50", a=0.8) == SUPPORTED
    assert exact.kind("a.test.n < 50 and a.test.n > 5", a=0.8) == REFUTED
    assert exact.kind("a.test.n is best", a=0.8, b=0.7, c={"test": "text"}) == SUPPORTED


def test_of_a_missing_run_everything_is_missing() -> None:
    assert look_up(NAMES, ("momentum", "test", "n")) == Missing("q3.momentum", "diverged")


def test_a_name_below_a_number_is_none() -> None:
    with pytest.raises(UnknownName, match=r"'value' in adam\.test\.value: it is a number"):
        look_up(NAMES, ("adam", "test", "value"))


def test_a_name_that_is_not_there_gives_the_nearest() -> None:
    with pytest.raises(UnknownName, match="no 'tset' in adam; nearest: test"):
        look_up(NAMES, ("adam", "tset"))


def test_a_number_of_no_images_has_no_size() -> None:
    held = page_names("q3", {"adam": {"epochs": Quantity(3.0, measure="epochs")}}, {})
    with pytest.raises(ValueError, match="epochs is not taken over images: it has no n"):
        look_up(held, ("adam", "epochs", "n"))


def test_a_text_and_an_argument_of_a_run_say_what_they_are() -> None:
    held = {"svm": {"test": QUANTITIES["adam"]["test"], "before_worst_class": "8", "widest_gap": "cat"}}
    names = page_names("q1", held, {"svm": {"C": 3.0, "kernel": "rbf"}})
    assert names.svm.before_worst_class.how == "the class of the least recall before training"
    assert names.svm.widest_gap.how == "widest gap"
    assert (names.svm.args.C.how, names.svm.args.kernel.how) == ("the argument C", "the argument kernel")
