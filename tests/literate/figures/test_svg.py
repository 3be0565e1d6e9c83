import xml.etree.ElementTree as ET

import pytest

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


def test_a_sheet_that_is_cut_has_a_group_a_part_whose_box_holds_its_marks(gallery):
    root = ET.fromstring(gallery("multiples_4").svg)
    boxes = [[float(length) for length in part.attrib["data-box"].split()] for part in root]
    assert len(boxes) == 4
    for part, (left, top, width, height) in zip(root, boxes, strict=True):
        starts = [(float(text.attrib["x"]), float(text.attrib["y"])) for text in part.iter(f"{SVG}text")]
        assert len(starts) > 5
        assert all(left <= x <= left + width and top <= y <= top + height for x, y in starts)
    width, height = (float(length) for length in root.attrib["viewBox"].split()[2:])
    assert sum(w * h for _, _, w, h in boxes) == pytest.approx(width * height, rel=1e-3)


def test_what_is_not_cut_is_one_drawing(gallery):
    assert "data-box" not in gallery("embedding_2").svg
    assert gallery("embedding_200").svg.count("data-box") == 3


def test_every_line_of_type_lies_in_its_part(gallery, types):
    """A label that began in one part and ended in another would be cut on a phone."""
    for name in ("multiples_4", "embedding_200", "confusion_200", "confusion_30"):
        root = ET.fromstring(gallery(name).svg)
        for part in root:
            left, top, width, height = map(float, part.attrib["data-box"].split())
            for text in part.iter(f"{SVG}text"):
                (line,) = [each for each in types(gallery(name)) if _same(each, text)][:1]
                assert left - 0.5 <= line.left <= line.right <= left + width + 0.5, (name, line.says)
                assert top - 0.5 <= line.top <= line.bottom <= top + height + 0.5, (name, line.says)


def _same(line, text: ET.Element) -> bool:
    return line.says == text.text and (line.paint["x"], line.paint["y"]) == (
        text.attrib["x"],
        text.attrib["y"],
    )
