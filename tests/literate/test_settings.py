"""Settings: every mistake is one line with file, line, key, value and what is allowed."""

from __future__ import annotations

from pathlib import Path

import pytest

from literate import settings
from literate.errors import SettingsError
from literate.settings import Author


def load(tmp_path: Path, text: str, **overrides: str) -> settings.Settings:
    file = tmp_path / "report.toml"
    file.write_text(text, encoding="utf-8")
    return settings.load(file, overrides)


def test_without_a_file_there_are_defaults(tmp_path: Path) -> None:
    assert settings.load(tmp_path / "report.toml") == settings.Settings()


def test_a_whole_file_is_read(tmp_path: Path) -> None:
    said = load(
        tmp_path,
        'title = "T"\nsubtitle = "S"\ncourse = "C"\nauthors = ["Ada"]\nroll = "7"\n'
        'date = 2026-01-02\nseeds = 3\nprofile = "paper"\n',
    )
    assert (said.title, said.subtitle, said.course, said.date, said.seeds, said.profile) == (
        "T",
        "S",
        "C",
        "2026-01-02",
        3,
        "paper",
    )
    assert said.authors == (Author("Ada", "7"),)


def test_several_authors_have_their_own_numbers(tmp_path: Path) -> None:
    said = load(
        tmp_path, '[[authors]]\nname = "Ada"\nroll = "1"\n[[authors]]\nname = "Bob"\ncontribution = "half"\n'
    )
    assert said.authors == (Author("Ada", "1"), Author("Bob", "", "half"))


def test_the_command_line_overrides_the_file(tmp_path: Path) -> None:
    said = load(tmp_path, 'profile = "quick"\nseeds = 1\n', profile="paper", seeds="4")
    assert (said.profile, said.seeds) == ("paper", 4)


def test_each_question_on_a_page_of_its_own_is_asked_for_in_the_file_or_on_the_command_line(
    tmp_path: Path,
) -> None:
    assert not load(tmp_path, "").question_pages
    assert load(tmp_path, "question_pages = true\n").question_pages
    assert load(tmp_path, "", question_pages="true").question_pages


def test_a_cut_and_its_weights_are_read_from_file_and_command_line(tmp_path: Path) -> None:
    said = load(tmp_path, "images = 4000\nepochs = 9\n", epochs="5", weights="glyphs")
    assert (said.images, said.epochs, said.weights) == (4000, 5, "glyphs")
    whole = load(tmp_path, "")
    assert (whole.images, whole.epochs, whole.weights) == (None, None, "imagenet")


def test_other_archives_are_allowed_by_name_and_checksum(tmp_path: Path) -> None:
    said = load(tmp_path, f'seeds = 2\n[archives]\n"a.zip" = "sha256:{"0f" * 32}"\n')
    assert (said.seeds, said.archives) == (2, {"a.zip": "sha256:" + "0f" * 32})


@pytest.mark.parametrize(
    ("text", "overrides", "message"),
    [
        ("images = 0", {}, "report.toml:1: images = 0 is not allowed; allowed: a whole number from 1 on"),
        (
            "",
            {"epochs": "two"},
            "epochs=two: epochs = 'two' is not allowed; allowed: a whole number from 1 on",
        ),
        (
            "",
            {"weights": "none"},
            'weights=none: weights = \'none\' is not allowed; allowed: "imagenet" or "glyphs"',
        ),
        (
            'title = "T"\nprofile = "fast"\n',
            {},
            """report.toml:2: profile = 'fast' is not allowed; allowed: "quick" or "paper\"""",
        ),
        ('titel = "T"\n', {}, "report.toml:1: no setting 'titel'; nearest: title"),
        (
            'question_pages = "yes"\n',
            {},
            "report.toml:1: question_pages = 'yes' is not allowed; allowed: true or false",
        ),
        (
            'marks = "nowhere"\n',
            {},
            'report.toml:1: marks = \'nowhere\' is not allowed; allowed: "margin" or "appendix"',
        ),
        ("seeds = 0\n", {}, "report.toml:1: seeds = 0 is not allowed; allowed: a whole number from 1 to 100"),
        (
            "seeds = true\n",
            {},
            "report.toml:1: seeds = True is not allowed; allowed: a whole number from 1 to 100",
        ),
        (
            '\n\nseeds = "5"\n',
            {},
            "report.toml:3: seeds = '5' is not allowed; allowed: a whole number from 1 to 100",
        ),
        ("title = 3\n", {}, "report.toml:1: title = 3 is not allowed; allowed: a text in quotes"),
        ("authors = [3]\n", {}, "report.toml:1: authors = [3] is not allowed; allowed: names"),
        ('[[authors]]\nname = "A"\nage = 3\n', {}, "report.toml:1: authors = "),
        ('authors = ["A", "B"]\nroll = "1"\n', {}, "report.toml:2: roll = '1' is for one author"),
        ("title = \n", {}, "report.toml: not TOML: "),
        (
            '[archives]\n"a.zip" = "sha256:12"\n',
            {},
            "report.toml:1: archives = {'a.zip': 'sha256:12'} is not allowed",
        ),
        (
            'mirror = "ftp://a"\n',
            {},
            "report.toml:1: mirror = 'ftp://a' is not allowed; allowed: a folder, or an address",
        ),
        ("", {"archives": "a.zip"}, "archives=a.zip: archives = 'a.zip' is not allowed; allowed: a table"),
        ("", {"profile": "fast"}, "profile=fast: profile = 'fast' is not allowed"),
        ("", {"seeds": "many"}, "seeds=many: seeds = 'many' is not allowed"),
        ("", {"profil": "quick"}, "profil=quick: no setting 'profil'; nearest: profile"),
    ],
)
def test_a_mistake_is_one_line(tmp_path: Path, text: str, overrides: dict[str, str], message: str) -> None:
    with pytest.raises(SettingsError) as caught:
        load(tmp_path, text, **overrides)
    assert str(caught.value).startswith(message)
    assert "\n" not in str(caught.value)
