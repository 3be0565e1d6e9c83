"""The PDF: the same bytes everywhere, our own fonts only, tagged, and closed to the outside."""

from __future__ import annotations

import csv
import io
import re
import subprocess
import sys
import zlib
from pathlib import Path

import pytest
from tests import environments, validators

from literate.document import page, pdf
from literate.document.assemble import Gap, Report
from literate.document.page import Page

from .conftest import Assembled, Render


def objects(data: bytes) -> bytes:
    """The PDF's uncompressed bytes: every stream that inflates, and all else."""
    found = [data]
    for stream in re.findall(rb"stream\n(.*?)\nendstream", data, re.DOTALL):
        try:
            found.append(zlib.decompress(stream))
        except zlib.error:
            continue
    return b"\n".join(found)


@pytest.fixture
def made(pages: list[Page], assembled: Assembled) -> Report:
    return assembled([*pages, Gap("q4", "Question 4", "It was never built.", "doit q4")])


def test_the_pdf_has_pages_outline_tags_and_attachments(made: Report, tmp_path: Path) -> None:
    count = pdf.write(made, tmp_path / "report.pdf")
    inside = objects((tmp_path / "report.pdf").read_bytes())
    assert count == inside.count(b"/Type /Page/") >= 2
    assert inside.count(b"/Type /Filespec") == 3
    assert b"/AFRelationship /Data" in inside
    assert b"/Alt (Loss falls from 0.6 to 0.1.)" in inside
    assert b"/Title (Question 4)" in inside
    assert list(tmp_path.glob("*.part")) == []


def test_the_pdf_declares_both_standards_in_plain_metadata(made: Report, tmp_path: Path) -> None:
    pdf.write(made, tmp_path / "report.pdf")
    data = (tmp_path / "report.pdf").read_bytes()
    assert b'pdfaid:part="3"' in data
    assert b'pdfaid:conformance="A"' in data
    assert b'pdfuaid:part="1"' in data
    assert b"2022-03-03" in data
    assert not re.search(rb"[\r\n]\nendstream", data)


def test_running_heads_are_artifacts_and_all_other_content_is_held_by_the_tree(
    made: Report, tmp_path: Path
) -> None:
    pdf.write(made, tmp_path / "report.pdf")
    inside = objects((tmp_path / "report.pdf").read_bytes())
    assert b"/Artifact" in inside
    owners = [
        owner
        for array in re.findall(rb"\[((?:\d+ 0 R|null)(?: (?:\d+ 0 R|null))*)\]", inside)
        for owner in re.findall(rb"\d+ 0 R|null", array)
    ]
    assert b"null" in owners


def test_only_the_reports_own_fonts_are_in_it(made: Report, tmp_path: Path) -> None:
    pdf.write(made, tmp_path / "report.pdf")
    names = set(re.findall(rb"/FontName /([\w+-]+)", objects((tmp_path / "report.pdf").read_bytes())))
    assert names
    assert all(re.fullmatch(rb"[A-Z]{6}\+Report-(Serif|Sans|Mono|Symbols)[\w-]*", name) for name in names)


def test_qpdf_finds_the_specimen_sound(specimen: Path) -> None:
    assert validators.broken(specimen / "report.pdf") == ""


def test_the_data_behind_every_figure_are_attached_as_they_were_drawn(specimen: Path) -> None:
    from .specimen import DRAWN, GALLERY

    pdf = specimen / "report.pdf"
    listed = subprocess.run(
        ["qpdf", "--list-attachments", str(pdf)], capture_output=True, text=True, check=True
    )
    names = [line.partition(" -> ")[0] for line in listed.stdout.splitlines()]
    assert sorted(names) == sorted(f"q2-{name}.csv" for name in DRAWN)
    for name, drawn in DRAWN.items():
        show = ["qpdf", f"--show-attachment=q2-{name}.csv", str(pdf)]
        text = subprocess.run(show, capture_output=True, text=True, check=True).stdout
        head, *body = csv.reader(io.StringIO(text))
        columns = dict(zip(head, map(list, zip(*body, strict=True)), strict=True))
        shown = {
            key: ["" if v is None else str(v) for v in values]
            for key, values in GALLERY[drawn]().data.items()
        }
        assert columns == shown


@pytest.mark.parametrize(
    "address",
    [
        "http://example.org/a.png",
        "file:///etc/passwd",
        "picture:other",
        "data:text/html,x",
        "font:comic",
    ],
)
def test_it_loads_nothing_but_its_own(made: Report, address: str) -> None:
    with pytest.raises((ValueError, KeyError)):
        pdf._fetcher(made).fetch(address)


def test_images_within_a_picture_are_shown(render: Render, assembled: Assembled, tmp_path: Path) -> None:
    pixel = (
        "data:image/png;base64,iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJg"
        "gg=="
    )
    image = f'<image width="9" height="9" href="{pixel}"/>'
    svg = f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 9 9">{image}</svg>'
    drawing = page.KeptDrawing(svg, "a pixel", {}, 80.0)
    held = assembled([render('# T\n\n{{ figure("x", caption="c") }}', exhibits={"x": drawing})])
    pdf.write(held, tmp_path / "report.pdf")
    assert b"/Subtype /Image" in objects((tmp_path / "report.pdf").read_bytes())


def test_what_a_template_asks_to_load_is_not_loaded(
    render: Render, assembled: Assembled, tmp_path: Path
) -> None:
    held = assembled([render("# T\n\nProse.")])
    asking = held.paper.replace("<main", '<img alt="x" src="file:///etc/hostname"><main')
    assert asking != held.paper
    pdf.write(Report(**{**vars(held), "paper": asking}), tmp_path / "report.pdf")
    assert b"hostname" not in objects((tmp_path / "report.pdf").read_bytes())


def test_without_pango_one_line_says_what_to_install(
    made: Report, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    class Blocked:
        def find_spec(self, name: str, path: object = None, target: object = None) -> None:
            if name == "weasyprint":
                raise OSError("cannot load library 'libpango-1.0-0'\n\nmore")

    monkeypatch.delitem(sys.modules, "weasyprint", raising=False)
    monkeypatch.setattr(sys, "meta_path", [Blocked(), *sys.meta_path])
    with pytest.raises(pdf.PangoMissing, match=r"^Pango is missing; install it: ") as caught:
        pdf.write(made, tmp_path / "report.pdf")
    assert "\n" not in str(caught.value)
    assert not (tmp_path / "report.pdf").exists()


def test_two_builds_under_different_environments_are_the_same_bytes(tmp_path: Path, cache: Path) -> None:
    root = Path(__file__).parents[3]
    machines = {
        "plain": environments.plain(tmp_path / "a"),
        "ein anderer Ort": environments.foreign(tmp_path / "b"),
    }
    built = []
    for (name, environment), kept in zip(machines.items(), (cache, tmp_path / "cold"), strict=True):
        folder = tmp_path / name
        folder.mkdir()
        program = [sys.executable, "-W", "error", "-m", "tests.literate.document.specimen"]
        subprocess.run([*program, str(folder), str(kept)], cwd=root, env=environment, check=True, timeout=200)
        built.append([(folder / f"report.{kind}").read_bytes() for kind in ("html", "pdf")])
    assert built[0] == built[1]
