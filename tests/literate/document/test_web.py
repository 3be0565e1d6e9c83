"""The web page in a browser: valid, accessible, and what it says on hover, focus and tap."""

from __future__ import annotations

import re
import subprocess
from pathlib import Path

import pytest
from tests import validators

KEYS = """
const said = [];
const tip = () => document.getElementById("tip");
const press = (key) => document.activeElement.dispatchEvent(new KeyboardEvent("keydown", {key, bubbles: true}));
const tell = () => said.push(tip().hidden ? "" : tip().textContent);
"""


@pytest.fixture(scope="session")
def page(specimen: Path) -> Path:
    return specimen / "report.html"


def test_the_page_and_its_style_are_valid(page: Path) -> None:
    assert validators.invalid(page) == []


@pytest.mark.parametrize(
    ("dark", "width"), [(False, 1280), (True, 1280), (False, 390)], ids=["light", "dark", "phone"]
)
def test_the_page_is_accessible(page: Path, dark: bool, width: int) -> None:
    assert validators.inaccessible(page, dark=dark, width=width) == []


def test_its_own_script_runs_and_no_other(page: Path) -> None:
    text = page.read_text(encoding="utf-8")
    foreign = "<script>document.documentElement.classList.add('foreign')</script></body>"
    shown = validators.browsed(text.replace("</body>", foreign))
    classes = re.search(r'<html[^>]* class="([^"]*)"', shown)
    assert classes
    assert "scripted" in classes[1].split()
    assert "foreign" not in classes[1].split()


def test_a_cell_says_on_focus_what_it_is_and_its_run_and_arrows_go_on(page: Path) -> None:
    walk = """
    const drawing = document.querySelector("#q2-both svg");
    const stops = drawing.querySelectorAll("[tabindex='0']");
    stops[0].focus(); tell();
    press("End"); tell();
    press("ArrowLeft"); tell();
    press("Escape"); tell();
    report([stops.length, drawing.getAttribute("role"), ...said]);
    """
    stops, role, *said = validators.reported(page, KEYS + walk)
    assert (stops, role) == (1, "group")
    assert re.fullmatch(r"\d+ of 0 taken for \d; runs q3.adam, q3.sgd", said[0])
    assert re.fullmatch(r"recall of \d: 0.\d+; runs q3.adam, q3.sgd", said[1])
    assert re.fullmatch(r"\d+ of \d (right|taken for \d); runs q3.adam, q3.sgd", said[2])
    assert said[3] == ""


def test_a_curve_of_several_runs_names_its_own(page: Path) -> None:
    hover = """
    for (const mark of document.querySelectorAll("#q2-race svg [role=img]")) {
      mark.dispatchEvent(new PointerEvent("pointerenter", {pointerType: "mouse", clientX: 9, clientY: 9})); tell();
    }
    report(said);
    """
    said = validators.reported(page, KEYS + hover)
    assert len(said) == 4
    assert [
        line for line in said if line.startswith("Adam: training loss") and line.endswith("; run q3.adam")
    ]
    assert [line for line in said if line.startswith("SGD: training loss") and line.endswith("; run q3.sgd")]


def test_a_number_says_where_it_came_from_on_tap_until_one_taps_elsewhere(page: Path) -> None:
    tap = """
    const number = document.querySelector("#q3-claim-3 .number");
    number.click(); tell();
    said.push(number.getAttribute("aria-describedby"), number.tabIndex);
    document.body.dispatchEvent(new PointerEvent("pointerdown", {pointerType: "touch", bubbles: true})); tell();
    report(said);
    """
    said = validators.reported(page, KEYS + tap, width=390)
    assert said == ["adam.test 0.885 \N{MINUS SIGN} sgd.test 0.684; runs q3.adam, q3.sgd", "tip", 0, ""]


def test_a_table_is_one_stop_and_its_numbers_are_reached_by_arrows(page: Path) -> None:
    walk = """
    const table = document.querySelector("#q3-rows table");
    const stops = table.querySelectorAll("[tabindex='0']");
    stops[0].focus(); tell(); press("ArrowRight"); tell(); press("ArrowDown"); tell();
    report([stops.length, ...said]);
    """
    stops, *said = validators.reported(page, KEYS + walk)
    assert stops == 1
    assert said == [f"694 / 797 images; run q3.{run}" for run in ("adam", "adam", "sgd")]


def test_every_thing_that_says_something_can_be_reached_by_keyboard(page: Path) -> None:
    lost = """
    report([...document.querySelectorAll("main [title], main title")].map((each) => each.outerHTML));
    """
    assert validators.reported(page, lost) == []


@pytest.mark.parametrize("width", [390, 768, 1280])
def test_nothing_reaches_beyond_the_window(page: Path, width: int) -> None:
    wide = "report([document.documentElement.scrollWidth, innerWidth]);"
    across, window = validators.reported(page, wide, width=width)
    assert window == width
    assert across <= window


def test_it_prints_from_a_browser_with_every_section_and_without_what_is_for_the_screen(
    page: Path, tmp_path: Path
) -> None:
    validators.printed(page, tmp_path / "print.pdf")
    done = subprocess.run(["pdftotext", str(tmp_path / "print.pdf"), "-"], capture_output=True, text=True)
    said = " ".join(done.stdout.split())
    for words in (
        "Assignment 2",
        "Question 3",
        "Question 4",
        "How this report was made",
        "Figure 8",
        "[ A foot note",
    ):
        assert words in said
    assert "Skip to the content" not in said
