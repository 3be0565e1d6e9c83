"""`tried.toml` is appended to, never rewritten, and what is wrong in it is one line with its place."""

from __future__ import annotations

from pathlib import Path

import pytest

from literate import tried
from literate.errors import SettingsError
from literate.tried import Trial

SCORED = Trial(
    "quick", "q3.adam", {"lr": "0.1", "model.widths[0]": "8"}, ("ab" * 16, "cd" * 16), 0.5, (0.25, 0.75),
    "180 validation images", note='too "large" a step',
)  # fmt: skip
FAILED = Trial("quick", "q3.sgd", {"lr": "10"}, ("ef" * 16,), ended="diverged: loss is nan in epoch 1 of 5")


def test_what_is_added_is_read_again_as_it_was(tmp_path: Path) -> None:
    assert tried.load(tmp_path) == []
    assert tried.add(tmp_path, [SCORED, FAILED]) == [SCORED, FAILED]
    assert tried.load(tmp_path) == [SCORED, FAILED]


def test_what_authors_wrote_into_the_file_stays_when_more_is_added(tmp_path: Path) -> None:
    tried.add(tmp_path, [SCORED])
    file = tmp_path / "tried.toml"
    written = file.read_text().replace('too \\"large\\" a step', "mine") + "# my own remark\n"
    file.write_text(written)
    assert tried.add(tmp_path, [SCORED, FAILED]) == [FAILED]
    assert file.read_text().startswith(written)
    assert [each.note for each in tried.load(tmp_path)] == ["mine", ""]
    before = file.read_bytes()
    assert tried.add(tmp_path, [FAILED]) == []
    assert file.read_bytes() == before


@pytest.mark.parametrize(
    ("old", "new", "said"),
    [
        ('run        = "q3.sgd"', "run = 3", "tried.toml:14: run = 3 is not allowed; allowed: a text in quotes"),
        ('run        = "q3.sgd"', "", "tried.toml:14: has no run; write run = a text in quotes"),
        ("ended ", "endde ", "tried.toml:14: no key 'endde'; nearest: ended"),
        ("0.500000", "50", "tried.toml:4: validation = 50 is not allowed; allowed: a share from 0 to 1"),
        ("0.500000", "true", "tried.toml:4: validation = True is not allowed"),
        ("[0.250000, 0.750000]", "[0.25]", "tried.toml:4: interval = [0.25] is not allowed; allowed: its two ends"),
        ('{"lr" = "10"}', '{"lr" = 10}', "tried.toml:14: arguments = {'lr': 10} is not allowed"),
        (f'["{"ef" * 16}"]', "[]", "tried.toml:14: results = [] is not allowed; allowed: a list of digests"),
        ("[[tried]]\nprofile", "[[tired]]\nprofile", "tried.toml: no table 'tired'; write [[tried]]"),
        ("[[tried]]", "[tried]", "tried.toml: tried is no list of tables; write [[tried]] above each trial"),
        ("[[tried]]", "[[tried", "tried.toml: not TOML"),
    ],
)  # fmt: skip
def test_a_mistake_is_one_line(tmp_path: Path, old: str, new: str, said: str) -> None:
    tried.add(tmp_path, [SCORED, FAILED])
    file = tmp_path / "tried.toml"
    text = file.read_text()
    assert old in text
    if old == "[[tried]]" and new == "[tried]":
        text = text[: text.rindex("[[tried]]")]
    file.write_text(text.replace(old, new))
    with pytest.raises(SettingsError) as error:
        tried.load(tmp_path)
    assert str(error.value).startswith(said)
    assert "\n" not in str(error.value)
