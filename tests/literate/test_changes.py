"""Two builds are compared by what a reader would ask: numbers moved, claims flipped, figures changed."""

from __future__ import annotations

import copy
from typing import Any

from literate import changes
from literate.document import rounding

CLAIM = {"file": "q3.md.j2", "line": 14, "text": "Adam is best", "verdict": "supported", "otherwise": False}
OLD: dict[str, Any] = {
    "runs": {
        "q3.adam": {"digest": "a", "arguments": {"lr": "0.001", "model.width": "8"}},
        "q3.sgd": {"digest": "s", "arguments": {"lr": "0.1"}},
    },
    "numbers": {
        "q3.adam.test": {"value": 0.90, "unit": "fraction", "low": 0.87, "high": 0.93},
        "q3.adam.train": {"value": 0.95, "unit": "fraction", "low": 0.94, "high": 0.96},
        "q3.adam.loss": {"value": 0.5, "unit": ""},
        "q3.sgd.test": {"value": 0.80, "unit": "fraction", "low": 0.76, "high": 0.84},
    },
    "claims": {"q3 adam.test is best #1": CLAIM},
    "figures": {"q3.loss": {"data": "d", "look": "l", "alt": "Adam falls to 0.5."}},
}


def changed(edit: Any) -> list[changes.Change]:
    new = copy.deepcopy(OLD)
    edit(new)
    return changes.between(OLD, new)


def test_the_same_build_has_no_changes() -> None:
    assert changed(lambda new: None) == []
    assert changes.lines([]) == []


def test_a_number_is_beyond_noise_when_the_interval_of_the_difference_leaves_out_zero() -> None:
    # half widths 0.03 and 0.03: noise is 0.0424
    def to(value: float) -> str:
        def edit(new: dict[str, Any]) -> None:
            new["numbers"]["q3.adam.test"] = {
                "value": value, "unit": "fraction", "low": value - 0.03, "high": value + 0.03,
            }  # fmt: skip

        (change,) = changed(edit)
        return change.cells[-1]

    assert to(0.943) == "beyond noise"
    assert to(0.942) == "within noise"
    assert to(0.857) == "beyond noise"


def test_the_farthest_moved_comes_first_and_noise_is_only_counted() -> None:
    def edit(new: dict[str, Any]) -> None:
        numbers = new["numbers"]
        numbers["q3.adam.test"] |= {"value": 0.91, "low": 0.88, "high": 0.94}
        numbers["q3.adam.train"] |= {"value": 0.99, "low": 0.98, "high": 1.0}
        numbers["q3.adam.loss"]["value"] = 0.4
        numbers["q3.sgd.test"] |= {"value": 0.5, "low": 0.46, "high": 0.54}

    found = changed(edit)
    assert [change.name for change in found] == [
        "q3.sgd.test",
        "q3.adam.train",
        "q3.adam.test",
        "q3.adam.loss",
    ]
    said = [line.replace(rounding.SPACE, " ") for line in changes.lines(found)]
    assert said[0] == "numbers  q3.sgd.test    0.800  →  0.500  −30.0 points  beyond noise"
    assert said[1] == "         q3.adam.train  0.950  →  0.990  +4.0 points   beyond noise"
    assert said[2] == "         q3.adam.loss   0.500  →  0.400  −0.100        moved"
    assert said[3] == "1 number moved within noise: doit diff --all"
    assert any("q3.adam.test" in line for line in changes.lines(found, everything=True))


def test_a_run_says_which_argument_changed_and_one_that_came_does_not_list_its_numbers() -> None:
    def edit(new: dict[str, Any]) -> None:
        new["runs"]["q3.adam"] = {"digest": "b", "arguments": {"lr": "0.01", "model.width": "8"}}
        new["runs"]["q3.lion"] = {"digest": "l", "arguments": {}}
        new["numbers"]["q3.lion.test"] = {"value": 1.0, "unit": "fraction"}
        del new["runs"]["q3.sgd"], new["numbers"]["q3.sgd.test"]

    assert changed(edit) == [
        ("runs", "q3.adam", ("changed", "lr 0.001 → 0.01")),
        ("runs", "q3.lion", ("added",)),
        ("runs", "q3.sgd", ("removed",)),
    ]


def test_a_run_of_the_same_arguments_changed_by_code_or_data() -> None:
    (change,) = changed(lambda new: new["runs"]["q3.adam"].update(digest="b"))
    assert change.cells == ("changed", "other code or data")


def test_a_claim_that_flips_is_named_with_its_place_and_one_that_reads_otherwise_with_both_texts() -> None:
    key = "q3 adam.test is best #1"
    (change,) = changed(lambda new: new["claims"][key].update(verdict="refuted", line=20))
    assert change == ("claims", "q3.md.j2:20", ("“Adam is best”", "flipped", "supported → refuted"))
    (change,) = changed(lambda new: new["claims"][key].update(text="Adam is not best", otherwise=True))
    assert change.cells == ("“Adam is not best”", "flipped", "read “Adam is best”")
    (change,) = changed(lambda new: new["claims"].clear())
    assert change.cells[1] == "gone"
    assert changed(lambda new: new["claims"][key].update(line=99)) == []  # moved in the file, not flipped


def test_a_figure_says_in_words_what_it_shows_now() -> None:
    def to(**given: str) -> tuple[str, ...]:
        (change,) = changed(lambda new: new["figures"]["q3.loss"].update(given))
        return change.cells

    assert to(data="e", alt="Adam falls to 0.4.") == ("changed", "now: Adam falls to 0.4.")
    assert to(look="m") == ("changed", "drawn otherwise, of the same data")
    assert to(data="e", look="m") == ("changed", "other data, described in the same words")
