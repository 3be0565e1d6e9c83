import pytest
from PIL import ImageFont

from literate.figures import fonts


@pytest.mark.parametrize("weight", [400, 600])
def test_a_width_is_that_of_another_typesetter(weight):
    font = ImageFont.truetype(str(fonts.folder() / fonts.FILES[weight]), 1000)
    for text in ("accuracy 0.905", "AVATAR, Tokyo", "sulphur-crested cockatoo", "→ −1"):
        assert fonts.width(text, 7.0, weight) == pytest.approx(
            font.getlength(text) * 0.007 / fonts.MM, rel=0.01
        )


def test_characters_that_the_font_lacks_are_spelled_as_code_points():
    assert fonts.printable("é ∂ − → ✓") == "é ∂ − → ✓"
    assert fonts.printable("漢\x07") == "U+6F22U+0007"


def test_a_long_name_keeps_as_much_of_its_beginning_as_fits():
    name = "sulphur-crested cockatoo"
    for room in (5.0, 10.0, 20.0, 27.0):
        short = fonts.shortened(name, room, 7.0)
        assert fonts.width(short, 7.0) <= room
        assert name.startswith(short.rstrip("…"))
    assert fonts.shortened(name, 40.0, 7.0) == name


def test_the_family_is_known_to_matplotlib_under_a_name_no_system_font_bears():
    from matplotlib.font_manager import findfont, fontManager

    assert [e.fname for e in fontManager.ttflist if e.name == fonts.FAMILY] == [
        str(fonts.folder() / name) for name in fonts.FILES.values()
    ]
    assert findfont(fonts.properties(7, 600)).endswith("SourceSansPro-Semibold.otf")
