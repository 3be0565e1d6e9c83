import re

from . import sheet
from .gallery import GALLERY


def test_the_sheet_shows_a_figure_with_its_bytes_and_words(gallery):
    drawing = gallery("roc_10")
    text = sheet.shown("roc_10", drawing)
    assert drawing.svg in text
    assert f"{len(drawing.svg.encode())} bytes. {drawing.alt} {drawing.caption}" in text


def test_every_kind_of_figure_is_in_the_gallery():
    kinds = {re.sub(r"_.*", "", name) for name in GALLERY}
    assert kinds == {"confusion", "roc", "curves", "race", "gap", "embedding", "examples", "reliability"}
