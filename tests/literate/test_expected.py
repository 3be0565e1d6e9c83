"""`expected.toml` is read with the digits that were typed, and what is wrong in it is one line with its place."""

from __future__ import annotations

from pathlib import Path

import pytest

from literate import expected
from literate.errors import SettingsError

TEXT = """# What others reported.
[[expected]]
source  = "A report"
profile = "paper"
why     = "One seed."
q1.svm  = {test = 0.90, recall_of = {cat = 1}}

[[expected]]
source = "A teacher"
q3.adam.test = [0.85, 1.0]
"""


def load(folder: Path, text: str) -> list[expected.Expected]:
    (folder / "expected.toml").write_text(text, encoding="utf-8")
    return expected.load(folder / "expected.toml")


def test_every_number_is_read_by_the_name_that_quotes_it(tmp_path: Path) -> None:
    report, teacher = load(tmp_path, TEXT)
    assert (report.source, report.profile, report.why) == ("A report", "paper", "One seed.")
    assert [(each.name, each.low, each.high, each.typed, each.line) for each in report.numbers] == [
        (("q1", "svm", "test"), 0.9, 0.9, "0.90", 6),
        (("q1", "svm", "recall_of", "cat"), 1.0, 1.0, "1", 6),
    ]
    (number,) = teacher.numbers
    assert (number.low, number.high, number.typed, number.line) == (0.85, 1.0, "0.85 … 1.0", 10)
    assert teacher.profile == ""


def test_without_the_file_nothing_is_expected(tmp_path: Path) -> None:
    assert expected.load(tmp_path / "expected.toml") == []


@pytest.mark.parametrize(
    ("old", "new", "said"),
    [
        (
            "= 0.90",
            '= "high"',
            "expected.toml:6: q1.svm.test = 'high' is not allowed; allowed: a number or a range",
        ),
        ("[0.85, 1.0]", "[0.85]", "expected.toml:10: q3.adam.test = [0.85] is not allowed"),
        ("[0.85, 1.0]", "[0.9, 0.1]", "expected.toml:10: q3.adam.test = [0.9, 0.1] is not allowed"),
        ("[0.85, 1.0]", "nan", "expected.toml:10: q3.adam.test = nan is not allowed"),
        ("[0.85, 1.0]", "[0, inf]", "expected.toml:10: q3.adam.test = [0, inf] is not allowed"),
        ("[0.85, 1.0]", "true", "expected.toml:10: q3.adam.test = True is not allowed"),
        ('"paper"', '"papre"', "expected.toml:4: no profile 'papre'; nearest: paper"),
        ('"One seed."', "3", "expected.toml:5: why = 3 is not allowed"),
        (
            "[[expected]]\nsource  ",
            "[[expcted]]\nsource  ",
            "expected.toml:2: no table 'expcted'; write [[expected]]",
        ),
        ("[[expected]]\nsource  ", "[[expected\nsource  ", "expected.toml: not TOML"),
    ],
)
def test_a_mistake_is_one_line(tmp_path: Path, old: str, new: str, said: str) -> None:
    with pytest.raises(SettingsError) as error:
        load(tmp_path, TEXT.replace(old, new))
    assert str(error.value).startswith(said)
    assert "\n" not in str(error.value)


@pytest.mark.parametrize(
    "text", ['# Mine.\n[expected]\nsource = "A"\n', "\nexpected = 3\n", "\nexpected = [3]\n"]
)
def test_what_is_no_list_of_tables_is_told_with_its_line(tmp_path: Path, text: str) -> None:
    with pytest.raises(SettingsError) as error:
        load(tmp_path, text)
    assert str(error.value) == (
        "expected.toml:2: expected is no list of tables; write [[expected]] above each source"
    )
