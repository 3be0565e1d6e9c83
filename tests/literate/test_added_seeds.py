"""`seeds.toml` is read with care and written whole."""

from __future__ import annotations

from pathlib import Path

import pytest

from literate import added_seeds
from literate.errors import SettingsError


def test_seeds_are_kept_beside_those_of_other_runs_and_of_the_other_profile(tmp_path: Path) -> None:
    assert added_seeds.load(tmp_path, "quick") == {}
    added_seeds.save(tmp_path, "quick", {"q3.adam": 3, "q3.sgd": 3})
    added_seeds.save(tmp_path, "paper", {"q3.adam": 5})
    added_seeds.save(tmp_path, "quick", {"q3.adam": 8})
    assert added_seeds.load(tmp_path, "quick") == {"q3.adam": 8, "q3.sgd": 3}
    assert added_seeds.load(tmp_path, "paper") == {"q3.adam": 5}
    assert "a comment of yours would not stay" in (tmp_path / "seeds.toml").read_text()


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ('[quick]\n"q3.adam" = true\n', "seeds.toml: q3.adam = True is not allowed; allowed: a whole number"),
        ('[quick]\n"q3.adam" = 101\n', "seeds.toml: q3.adam = 101 is not allowed"),
        ('[quik]\n"q3.adam" = 3\n', "seeds.toml: no profile 'quik'; nearest: quick"),
        ('"q3.adam" = 3\n', "seeds.toml: q3.adam is no profile; write [quick] or [paper] above the runs"),
        ("[quick\n", "seeds.toml: not TOML"),
    ],
)
def test_a_mistake_is_one_line(tmp_path: Path, text: str, said: str) -> None:
    (tmp_path / "seeds.toml").write_text(text)
    with pytest.raises(SettingsError) as error:
        added_seeds.load(tmp_path, "quick")
    assert str(error.value).startswith(said)
    assert "\n" not in str(error.value)


def test_what_stops_a_save_leaves_the_seeds_that_there_were(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    added_seeds.save(tmp_path, "quick", {"q3.adam": 3})

    def full(path: Path, *given: object, **more: object) -> None:
        path.touch()
        raise OSError(28, "No space left on device")

    for method in ("write_text", "write_bytes"):
        monkeypatch.setattr(Path, method, full)
    with pytest.raises(OSError, match="No space"):
        added_seeds.save(tmp_path, "quick", {"q3.adam": 5})
    assert [path.name for path in tmp_path.iterdir()] == ["seeds.toml"]
    assert added_seeds.load(tmp_path, "quick") == {"q3.adam": 3}
