"""What holds for every figure: size, spelling, type, placement, and the same bytes everywhere."""

import itertools
import json
import os
import re
import subprocess
import sys
import xml.etree.ElementTree as ET
from pathlib import Path

import pytest

from literate.figures import fonts, palette

HERE = Path(__file__).parent


def test_a_figure_stays_within_its_bytes(drawing):
    many = len(set(drawing.data.get("class", []) + drawing.data.get("true", []))) > 20 or "x" in drawing.data
    assert len(drawing.svg.encode()) <= (60_000 if many else 25_000)


def test_a_figure_is_well_formed_and_says_its_size_in_millimetres(drawing):
    root = ET.fromstring(drawing.svg)
    assert root.attrib["width"] == f"{drawing.width:g}mm"
    assert float(root.attrib["height"].removesuffix("mm")) == pytest.approx(drawing.height, abs=0.01)
    assert [float(v) for v in root.attrib["viewBox"].split()][2:] == pytest.approx(
        [drawing.width * 72 / 25.4, drawing.height * 72 / 25.4], abs=0.01
    )


def test_a_figure_has_no_style_id_clip_anchor_or_reference_that_could_clash(drawing):
    for banned in (
        "<style",
        "style=",
        " id=",
        "clip-path",
        "<use",
        "<defs",
        "url(",
        "text-anchor",
        " opacity=",
    ):
        assert banned not in drawing.svg


def test_a_figure_is_painted_only_in_the_colours_of_the_palette(drawing, elements):
    known = {"none", "currentColor", *palette.DARK}
    for _, paint in elements(drawing):
        assert {paint.get("fill", "none"), paint.get("stroke", "none")} <= known


def test_type_is_in_the_report_s_own_font_at_six_to_eight_and_a_half_points(drawing, types):
    assert ET.fromstring(drawing.svg).attrib["font-family"] == fonts.FAMILY
    for line in types(drawing):
        assert 6 <= float(line.paint["font-size"]) <= 8.5, line.says


def test_every_line_of_type_lies_on_the_sheet(drawing, types):
    width, height = drawing.width * fonts.MM, drawing.height * fonts.MM
    for line in types(drawing):
        assert line.left >= -0.5, line
        assert line.right <= width + 0.5, line
        assert line.top >= -0.5, line
        assert line.bottom <= height + 0.5, line


def test_no_two_lines_of_type_overlap(drawing, types):
    for a, b in itertools.combinations(types(drawing), 2):
        across = min(a.right, b.right) - max(a.left, b.left)
        down = min(a.bottom, b.bottom) - max(a.top, b.top)
        assert across <= 0.3 or down <= 0.3, (a, b)


def test_a_figure_s_columns_are_equally_long_and_plain(drawing):
    assert len({len(column) for column in drawing.data.values()}) == 1
    json.dumps(drawing.data)


def test_a_figure_says_in_words_what_it_shows(drawing):
    assert re.fullmatch(r"[A-Z].{20,}\.", drawing.alt)
    assert "nan" not in drawing.alt


def test_weasyprint_sets_every_figure_without_a_warning(gallery, caplog):
    import weasyprint

    names = [
        "confusion_10",
        "confusion_200",
        "roc_200",
        "curves_10",
        "gap_4",
        "embedding_200",
        "examples_32px",
    ]
    images = "".join(f"<img src='figure:{name}' alt='{name}'>" for name in names)

    def fetch(url):
        if url.startswith("data:"):  # an image inside a figure
            return weasyprint.urls.URLFetcher(allowed_protocols=["data"]).fetch(url)
        body = gallery(url.removeprefix("figure:")).svg.encode()
        return weasyprint.urls.URLFetcherResponse(url, body, {"Content-Type": "image/svg+xml"})

    pdf = weasyprint.HTML(string=f"<title>t</title>{images}", url_fetcher=fetch).write_pdf()
    assert len(pdf) > 20_000
    assert not [record for record in caplog.records if record.levelname in ("WARNING", "ERROR")]


def test_the_bytes_do_not_depend_on_hash_seed_locale_or_a_settings_file(tmp_path):
    (tmp_path / "matplotlibrc").write_text("axes.facecolor: red\nfont.size: 20\n")
    names = [
        "confusion_10",
        "roc_200",
        "curves_50",
        "race_4",
        "gap_seeds",
        "embedding_10_long",
        "examples_32px",
    ]
    said = set()
    for place, seed in ((HERE, "1"), (tmp_path, "2")):
        more = {"PYTHONHASHSEED": seed, "LC_ALL": "C" if seed == "1" else "C.UTF-8", "TZ": f"UTC+{seed}"}
        command = [sys.executable, "-W", "error", str(HERE / "gallery.py"), *names]
        done = subprocess.run(
            command, cwd=place, env=os.environ | more, capture_output=True, text=True, check=True
        )
        said.add(done.stdout)
    assert len(said) == 1
    assert sorted(json.loads(said.pop())) == sorted(names)


def test_drawing_needs_neither_torch_nor_pyplot():
    kinds = sorted(path.stem for path in Path(fonts.__file__).parent.glob("*.py"))
    program = f"""
import sys
from literate.figures import {", ".join(k for k in kinds if k != "__init__")}
heavy = {{"torch", "torchvision", "sklearn", "matplotlib.pyplot"}} & set(sys.modules)
assert not heavy, heavy
"""
    subprocess.run([sys.executable, "-c", program], check=True, capture_output=True, text=True)


@pytest.mark.parametrize(
    "name",
    [
        "confusion_3",
        "roc_3",
        "curves_10",
        "race_4",
        "multiples_4",
        "gap_4",
        "embedding_2",
        "examples_8px",
        "reliability_3",
        "confusion_30",
    ],
)
def test_a_change_of_look_shows_in_its_golden(name, gallery, elements):
    """A line an element: what it is, where (mm from the upper left), its paint, its words.

    `RENEW_GOLDENS=1 uv run pytest tests/literate` writes all goldens anew; look at the figure before committing.
    """
    golden = HERE / "goldens" / f"{name}.txt"
    lines = "\n".join(line for element in elements(gallery(name)) if (line := described(*element))) + "\n"
    if os.environ.get("RENEW_GOLDENS"):
        golden.write_text(lines, encoding="utf-8")
    assert golden.read_text(encoding="utf-8") == lines
    assert golden.stat().st_size < 60_000


def described(element: ET.Element, paint: dict[str, str]) -> str:
    """One line of a golden."""
    tag = element.tag.rpartition("}")[2]
    if tag in ("g", "title"):
        return ""
    x, y = start(element)
    keys = ("fill", "fill-opacity", "stroke", "stroke-width", "stroke-opacity", "font-size", "font-weight")
    style = " ".join(f"{key}={paint[key]}" for key in keys if key in paint and paint[key] != "none")
    return f"{tag:5} {x:6.1f} {y:6.1f}  {style}  {element.text or ''}".rstrip()


def start(element: ET.Element) -> tuple[float, float]:
    """Where an element begins, mm."""
    if element.tag.endswith("path"):
        numbers = re.findall(r"-?[\d.]+", element.attrib["d"].split("h")[0].split("v")[0])
        return float(numbers[0]) / fonts.MM, float(numbers[1]) / fonts.MM
    return float(element.attrib["x"]) / fonts.MM, float(element.attrib["y"]) / fonts.MM
