"""Fonts: the report's own, cut once, the same bytes each time."""

from __future__ import annotations

import io
import re
from pathlib import Path

import pytest
from fontTools.ttLib import TTFont

from literate.document import fonts


def test_every_face_is_there_under_an_open_licence() -> None:
    for face in (*fonts.FACES, fonts.SYMBOLS):
        path = fonts.path(face)
        assert path.is_file()
        assert list(path.parent.glob("LICENSE*"))


def test_a_cut_font_keeps_the_common_characters_that_its_face_has(tmp_path: Path) -> None:
    face = fonts.FACES[0]
    cut = TTFont(io.BytesIO(fonts.cut(face, fonts.common(), tmp_path)))
    whole = TTFont(fonts.path(face))
    wanted = {ord(character) for character in fonts.common()} & set(whole.getBestCmap())
    assert set(cut.getBestCmap()) == wanted
    assert cut["head"].modified == whole["head"].modified


def test_a_font_is_cut_once_and_again_only_for_other_characters(tmp_path: Path) -> None:
    first = fonts.cut(fonts.SYMBOLS, frozenset("∯"), tmp_path)
    (kept,) = tmp_path.iterdir()
    kept.write_bytes(b"kept")
    assert fonts.cut(fonts.SYMBOLS, frozenset("∯"), tmp_path) == b"kept"
    kept.unlink()
    assert fonts.cut(fonts.SYMBOLS, frozenset("∯"), tmp_path) == first
    fonts.cut(fonts.SYMBOLS, frozenset("∯∰"), tmp_path)
    assert len(list(tmp_path.iterdir())) == 2


def test_the_style_sheet_asks_only_for_weights_and_families_that_there_are(tmp_path: Path) -> None:
    css = (Path(__file__).parents[3] / "templates" / "report.css").read_text()
    families = set(re.findall(r'"(Report \w+)"', css))
    assert families == {face.family for face in (*fonts.FACES, fonts.SYMBOLS)}
    weights = set(re.findall(r"font-weight: (\d+)|font: (\d+) ", css))
    assert {int(a or b) for a, b in weights} <= {face.weight for face in fonts.FACES}


def test_an_unknown_font_is_refused(tmp_path: Path) -> None:
    with pytest.raises(KeyError):
        fonts.file("comic-sans", tmp_path, "")
