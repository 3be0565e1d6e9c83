import xml.etree.ElementTree as ET

from literate.figures import canvas, fonts, palette

SVG = "{http://www.w3.org/2000/svg}"


def finished(draw) -> ET.Element:
    figure, sheet = canvas.canvas(50, 20)
    draw(sheet)
    return ET.fromstring(canvas.finish(figure, "A sheet.", {}).svg)


def test_ink_is_the_colour_of_the_page_s_text():
    root = finished(lambda sheet: canvas.write(sheet, 5, 5, "ink"))
    assert [g.attrib["fill"] for g in root] == ["currentColor"]


def test_hovering_a_mark_shows_what_it_says():
    says = "84 of <cat> & taken for dog"
    root = finished(lambda sheet: canvas.box(sheet, (1, 1), 5, 5, palette.BLUE, 0.5, says))
    assert [title.text for title in root.iterfind(f".//{SVG}path/{SVG}title")] == [says]


def test_neighbours_of_one_paint_share_a_group():
    root = finished(
        lambda sheet: [canvas.box(sheet, (x, 1), 1, 1, palette.BLUE, x / 10) for x in range(1, 6)]
    )
    assert [len(group) for group in root] == [5]


def test_centred_type_starts_half_its_width_to_the_left():
    root = finished(lambda sheet: canvas.write(sheet, 25, 10, "middle", ha="center"))
    text = root.find(f".//{SVG}text")
    left = 25 - fonts.width("middle", canvas.BODY) / 2
    assert abs(float(text.attrib["x"]) / fonts.MM - left) < 0.05


def test_dollar_signs_and_markup_are_type_like_any_other():
    root = finished(lambda sheet: canvas.write(sheet, 5, 5, "$x$ <b> & \\frac"))
    assert root.find(f".//{SVG}text").text == "$x$ <b> & \\frac"


def test_what_cannot_be_seen_is_not_written():
    root = finished(lambda sheet: canvas.box(sheet, (1, 1), 5, 5, palette.BLUE, 0.0))
    assert len(root) == 0
