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
    runs = "\nruns q3.adam, q3.sgd"
    assert re.fullmatch(rf"\d+ images? of class 0 taken for \d, of \d+{runs}", said[0])
    assert re.fullmatch(rf"recall of class \d: 0.\d+{runs}", said[1])
    assert re.fullmatch(rf"\d+ images? of class \d (right|taken for \d), of \d+{runs}", said[2])
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
        line for line in said if line.startswith("Adam: training loss") and line.endswith("\nrun q3.adam")
    ]
    assert [line for line in said if line.startswith("SGD: training loss") and line.endswith("\nrun q3.sgd")]


def test_a_number_says_where_it_came_from_on_tap_until_one_taps_elsewhere(page: Path) -> None:
    tap = """
    const number = document.querySelector("#q3-claim-3 .number");
    number.click(); tell();
    said.push(number.getAttribute("aria-describedby"));
    document.body.dispatchEvent(new PointerEvent("pointerdown", {pointerType: "touch", bubbles: true})); tell();
    report(said);
    """
    said = validators.reported(page, KEYS + tap, width=390)
    assert said == ["adam.test 0.885 \N{MINUS SIGN} sgd.test 0.684\nruns q3.adam, q3.sgd", "tip", ""]


def test_a_table_is_one_stop_and_its_numbers_are_reached_by_arrows(page: Path) -> None:
    walk = """
    const table = document.querySelector("#q3-rows table");
    const stops = table.querySelectorAll("[tabindex='0']");
    stops[0].focus(); tell(); press("ArrowRight"); tell(); press("ArrowDown"); tell();
    report([stops.length, ...said]);
    """
    stops, *said = validators.reported(page, KEYS + walk)
    assert stops == 1
    assert said == [f"694 / 797 images\nrun q3.{run}" for run in ("adam", "adam", "sgd")]


def test_every_thing_that_says_something_can_be_reached_by_keyboard(page: Path) -> None:
    lost = """
    report([...document.querySelectorAll("main [title], main title")].map((each) => each.outerHTML));
    """
    assert validators.reported(page, lost) == []


def test_every_mark_of_a_figure_is_reached_by_arrows(page: Path) -> None:
    walk = """
    const lost = [];
    for (const drawing of document.querySelectorAll(".drawing[role=group]")) {
      const marks = new Set(drawing.querySelectorAll("[tabindex]"));
      const found = new Set([drawing.querySelector("[tabindex='0']")]);
      for (const from of found)
        for (const key of ["ArrowUp", "ArrowDown", "ArrowLeft", "ArrowRight"]) {
          from.focus(); press(key); found.add(document.activeElement);
        }
      for (const mark of marks) if (!found.has(mark)) lost.push(mark.getAttribute("aria-label"));
    }
    report(lost);
    """
    assert validators.reported(page, KEYS + walk) == []


def test_a_paragraph_is_one_stop_and_its_numbers_are_reached_in_their_order(page: Path) -> None:
    walk = """
    const paragraph = document.querySelector("#q3-claim-1").closest("p");
    const stops = paragraph.querySelectorAll("[tabindex='0']");
    const marks = [...paragraph.querySelectorAll("[tabindex]")];
    stops[0].focus();
    for (const key of ["ArrowRight", "ArrowDown", "ArrowLeft"]) {
      press(key); said.push(marks.indexOf(document.activeElement));
    }
    report([stops.length, marks.length, ...said, document.querySelectorAll(".cover .key [tabindex='0']").length]);
    """
    stops, marks, *order, keys = validators.reported(page, KEYS + walk)
    assert (stops, order, keys) == (1, [1, 2, 1], 1)
    assert marks > 5


def test_the_ring_of_the_keyboard_holds_all_of_a_cell(page: Path) -> None:
    """A browser takes a cell, which is a thick stroke, for a line without height."""
    focus = """
    const cell = document.querySelector("#q2-both .drawing [tabindex='0']");
    cell.focus({focusVisible: true});
    const ring = document.getElementById("ring").getBoundingClientRect();
    const tall = parseFloat(getComputedStyle(cell).strokeWidth) * cell.getScreenCTM().a;
    report([document.getElementById("ring").hidden, ring.height - tall, cell.getBoundingClientRect().height]);
    """
    hidden, more, bare = validators.reported(page, focus)
    assert not hidden
    assert 4 <= more <= 8
    assert bare == 0


def test_a_tap_on_a_claim_s_mark_shows_its_note_with_the_link_in_it(page: Path) -> None:
    tap = """
    const mark = document.querySelector("#q3-claim-1 > a.mark");
    const event = new PointerEvent("click", {pointerType: "touch", bubbles: true, cancelable: true});
    mark.dispatchEvent(event); tell();
    report([event.defaultPrevented, document.querySelector("#tip a").hash, ...said]);
    """
    stayed, link, said = validators.reported(page, KEYS + tap, width=390)
    assert (stayed, link) == (True, "#q3-claim-1-verdict")
    assert said.endswith("The whole claim")


def test_a_mark_is_large_enough_to_point_at(page: Path) -> None:
    measure = """
    report([...document.querySelectorAll("main a.mark")].map((mark) => mark.getBoundingClientRect())
      .flatMap((box) => [box.width, box.height]));
    """
    assert min(validators.reported(page, measure)) >= 24


def test_what_says_nothing_leaves_the_pointer_to_what_does(page: Path) -> None:
    quiet = """
    report([...document.querySelectorAll(".drawing [aria-hidden]")].filter(
      (each) => getComputedStyle(each).pointerEvents !== "none").length);
    """
    assert validators.reported(page, quiet) == 0


def test_dark_paper_makes_rules_stronger_and_leaves_cells_as_they_are(page: Path) -> None:
    faint = """
    const cell = document.querySelector("#q2-both [stroke='#0f4f8a'] path");
    cell.setAttribute("stroke-opacity", ".36");
    const rule = document.querySelector(".drawing [stroke='currentColor'] [stroke-opacity='.36']");
    report([cell, rule].map((each) => getComputedStyle(each).strokeOpacity));
    """
    assert validators.reported(page, faint, dark=True) == ["0.36", "0.6"]


def test_on_a_phone_the_parts_of_a_figure_stand_one_below_the_other(page: Path) -> None:
    parts = """
    const boxes = [...document.querySelectorAll("#q2-losses .parts > svg")].map((part) => part.getBoundingClientRect());
    report(boxes.map((box) => [box.left, box.right, box.top]));
    """
    phone = validators.reported(page, parts, width=390)
    assert len(phone) == 4
    assert len({left for left, _, _ in phone}) == 1
    assert max(right for _, right, _ in phone) <= 390
    wide = validators.reported(page, parts, width=1280)
    assert len({top for _, _, top in wide}) == 2


def test_what_scrolls_sideways_has_a_name(page: Path) -> None:
    named = """
    const boxes = [...document.querySelectorAll("main [role=region]")];
    report(boxes.map((box) => document.getElementById(box.getAttribute("aria-labelledby"))?.textContent));
    """
    said = validators.reported(page, named, width=390)
    assert len(said) == len(set(said)) > 3
    assert all(said)


def test_panels_of_a_pair_are_of_one_size_in_a_tablet_s_window(page: Path) -> None:
    sizes = """
    const boxes = [...document.querySelectorAll("#q2-both .panel")].map((panel) => panel.getBoundingClientRect());
    const scrolled = document.querySelectorAll("#q2-both [role=region]").length;
    report([...boxes.map((box) => box.width), boxes[0].top - boxes[1].top, scrolled]);
    """
    for width in (700, 768, 1000):
        one, other, apart, scrolled = validators.reported(page, sizes, width=width)
        assert one == pytest.approx(other, abs=1)
        assert (apart, scrolled) == (0, 0)


@pytest.mark.parametrize("width", [390, 640, 768, 1000, 1017, 1024, 1280])
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
