import xml.etree.ElementTree as ET

import matplotlib
import pytest

from literate.figures import canvas, fonts

SVG = "{http://www.w3.org/2000/svg}"


def test_a_millimetre_on_the_sheet_is_a_millimetre_in_print():
    figure, sheet = canvas.canvas(80, 40)
    canvas.box(sheet, (10, 5), 20, 7, "#0f4f8a")
    path = ET.fromstring(canvas.finish(figure, "A box.", {}).svg).find(f".//{SVG}path")
    across, up = 20 * fonts.MM, 7 * fonts.MM
    assert (
        path.attrib["d"] == f"m{10 * fonts.MM:.2f} {35 * fonts.MM:.2f}h{across:.2f}v-{up:.2f}h-{across:.2f}z"
    )


def test_a_panel_stands_where_it_is_put():
    figure, _ = canvas.canvas(100, 50)
    box = canvas.panel(figure, 10, 20, 30, 15).get_window_extent()
    assert [v / fonts.MM for v in (box.x0, box.y0, box.width, box.height)] == pytest.approx([10, 20, 30, 15])


def test_columns_of_unequal_length_are_refused():
    figure, _ = canvas.canvas(10, 10)
    with pytest.raises(ValueError, match="columns of unequal length"):
        canvas.finish(figure, "x", {"a": [1], "b": [1, 2]})


def test_the_style_rests_on_matplotlib_s_own_defaults():
    changed = {k for k, v in matplotlib.rcParams.items() if v != matplotlib.rcParamsDefault[k]}
    assert changed <= {*canvas.STYLE, "backend"}
