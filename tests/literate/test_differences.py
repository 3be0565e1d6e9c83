"""What differs between two recipes, argument by argument and function by function."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from literate.differences import FAR, Comparison, brief, distance
from literate.reading import parse
from literate.sources import Sources

BEFORE = (
    "RATE = 1\n\n\ndef old():\n    return 1\n\n\nclass Center:\n    def forward(self):\n        return 1\n"
)
AFTER = (
    "RATE = 2\n\n\nclass Center:\n    def forward(self):\n        return 2\n\n"
    "    def reset(self):\n        return 0\n"
)


@pytest.fixture
def root(tmp_path: Path) -> Path:
    (tmp_path / "src/lab").mkdir(parents=True)
    (tmp_path / "src/lab/center.py").write_text(BEFORE)
    return tmp_path


def recipe(
    arguments: dict[str, Any] | None = None, function: str = "lab.center:Center", **more: Any
) -> dict[str, Any]:
    return {"function": function, "arguments": arguments or {}, "code": {}, "definitions": {}, **more}


def said(root: Path, then: dict[str, Any], now: dict[str, Any], **runs: tuple[Any, Any]) -> list[str]:
    comparison = Comparison(
        Sources(root), lambda name: runs[name][0] if name in runs else None,
        lambda name: runs[name][1] if name in runs else None, str.upper,
    )  # fmt: skip
    return [difference.line() for difference in comparison.between(then, now)]


@pytest.mark.parametrize(
    ("then", "now", "line"),
    [
        (0.001, 0.01, "argument x: 0.001 → 0.01"),
        (1, 1.0, "argument x: 1 → 1.0"),
        (2, 2, None),
        (None, "adam", 'argument x: null → "adam"'),
        ({"dict": {"a": 1}}, {"dict": {"a": 2}}, "argument x.a: 1 → 2"),
        ([1, [2]], [1, [3]], "argument x[1][0]: 2 → 3"),
        ([1], [1, 2], "argument x: [1] → [1, 2]"),
        ({"checksum": "md5:1"}, {"checksum": "md5:2"}, "data version of x: md5:1 → md5:2"),
        (
            {"part": "lab.m:net", "arguments": {"width": 64}},
            {"part": "lab.m:net", "arguments": {"width": 32}},
            "argument x.width: 64 → 32",
        ),
        (
            {"part": "lab.m:net", "arguments": {"width": 64}},
            {"part": "lab.m:other", "arguments": {}},
            "argument x: net(width=64) → other()",
        ),
        ("a" * 99, "b", f'argument x: "{"a" * 58}… → "b"'),
    ],
)
def test_arguments_differ_as_deep_as_their_forms_agree(
    root: Path, then: Any, now: Any, line: str | None
) -> None:
    found = said(root, recipe({"x": then}), recipe({"x": now}))
    assert found == ([line] if line else [])


def test_new_and_vanished_arguments_are_named_with_their_values(root: Path) -> None:
    assert said(root, recipe({"a": 1}), recipe({"b": {"run": "f"}})) == [
        "argument b: new, F",
        "argument a: gone, was 1",
    ]


def test_code_is_named_by_function_and_line(root: Path) -> None:
    path = root / "src/lab/center.py"
    then = recipe(code={"lab.center": "1"}, definitions={"lab.center": parse("lab.center", path).definitions})
    path.write_text(AFTER)
    now = recipe(code={"lab.center": "2"}, definitions={"lab.center": parse("lab.center", path).definitions})
    assert said(root, then, now) == [
        "src/lab/center.py changed: Center (line 4), Center.forward (line 5), Center.reset (new, line 8), "
        "old (gone), what is outside its functions"
    ]


def test_modules_that_came_and_went_are_named(root: Path) -> None:
    found = said(
        root,
        recipe(code={"lab.gone": "1", "lab/a.csv": "1"}),
        recipe(code={"lab.center": "1", "lab/a.csv": "2"}),
    )
    assert found == [
        "src/lab/center.py is new behind it",
        "lab/a.csv changed",
        "lab.gone is no longer behind it",
    ]


def test_an_input_is_followed_and_comes_last(root: Path) -> None:
    then, now = recipe({"data": {"run": "old"}, "lr": 1}), recipe({"data": {"run": "new"}, "lr": 2})
    runs = {"old": (recipe({"n": 1}), None), "new": (None, recipe({"n": 2}))}
    assert said(root, then, now, **runs) == [
        "argument lr: 1 → 2",
        "input data (NEW) changed: argument n: 1 → 2",
    ]
    assert said(root, then, now)[1].endswith("its result of then is not kept any more")


def test_another_function_is_no_earlier_version(root: Path) -> None:
    comparison = Comparison(Sources(root), lambda name: None, lambda name: None, str)
    found = comparison.between(recipe(), recipe(function="lab.center:Other"))
    assert brief(found) == "function lab.center:Center → lab.center:Other"
    assert distance(found) >= FAR
