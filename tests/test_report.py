"""The report of this repository, built in the quick profile from nothing: the whole, as a newcomer builds it."""

from __future__ import annotations

import json
import os
import re
import shutil
import subprocess
from pathlib import Path
from typing import Any

import pytest

from . import bound_numbers, validators
from .conftest import Project, copied

pytestmark = pytest.mark.long


def values(project: Project, run: str) -> dict[str, float]:
    made = json.loads((project.root / f"build/quantities/{run}.json").read_text())["made"]
    return {name: one["value"] for name, one in made.items() if isinstance(one, dict) and "value" in one}


def every(project: Project) -> dict[str, dict[str, float]]:
    return {
        path.stem: values(project, path.stem) for path in (project.root / "build/quantities").glob("*.json")
    }


def test_eleven_experiments_ran_and_both_files_are_made(report: Project) -> None:
    said = (report.root.parent / "said.txt").read_text()
    assert len([name for name in report.ran(said) if re.match(r"q\d\.", name)]) == 11
    assert (report.root / "build/report.html").stat().st_size > 100_000
    assert (report.root / "build/report.pdf").read_bytes().startswith(b"%PDF-")


@pytest.mark.parametrize("part", ["validation", "test"])
def test_the_story_holds(report: Project, part: str) -> None:
    found = every(report)
    assert found["q1.finetune"]["before" if part == "test" else "before_validation"] < 0.2
    assert found["q1.finetune"][part] >= 0.90
    assert found["q1.svm"][part] >= 0.93
    rows = [found[name][part] for name in found if name.startswith("q2.")]
    assert len(rows) == 5
    assert min(rows) >= 0.40
    race = sorted(found[name][part] for name in found if name.startswith("q3."))
    assert race[-1] >= 0.85
    assert race[0] < race[1] - 0.03


def test_every_experiment_says_how_it_was_chosen_and_when_test_was_scored(report: Project) -> None:
    records: list[dict[str, Any]] = [
        json.loads(path.read_text()) for path in (report.root / "build/results").glob("*/record.json")
    ]
    experiments = [record for record in records if "test_scores" in record["arrays"]]
    assert len(experiments) == 11
    for record in experiments:
        assert record["values"]["test_scored"].startswith("once")
        assert "on test" not in record["values"]["selection"]
        arrays = record["arrays"]
        assert {
            "test_labels",
            "test_scores",
            "test_ids",
            "validation_labels",
            "validation_scores",
            "classes",
        } <= set(arrays)
        assert {"python", "numpy", "torch", "threads"} <= set(record["environment"])
        assert record["seconds"] > 0


def test_the_html_is_one_file_that_asks_for_nothing(report: Project) -> None:
    text = (report.root / "build/report.html").read_text(encoding="utf-8")
    asked = re.findall(r"""(?:src|srcset|poster|action)\s*=\s*["']([^"']+)|url\(\s*["']?([^"')]+)""", text)
    links = re.findall(r"""<link[^>]+href=["']([^"']+)""", text)
    assert all((a or b).startswith(("data:", "#")) for a, b in asked)
    assert all(link.startswith("data:") for link in links)
    assert "@import" not in text


def test_every_digit_on_the_page_comes_from_a_run_or_is_a_listed_literal(report: Project) -> None:
    page = (report.root / "build/report.html").read_text(encoding="utf-8")
    runs = re.findall(r"^runs:(\S+)", report.doit("list", "--all", "-q"), re.MULTILINE)
    assert bound_numbers.unbound(page, runs) == []


def test_the_pdf_has_text_vectors_page_numbers_and_an_outline(report: Project) -> None:
    pdf = report.root / "build/report.pdf"
    text = subprocess.run(
        ["pdftotext", "-layout", str(pdf), "-"], capture_output=True, text=True, check=True
    ).stdout
    pages = text.count("\f")
    assert f"1 / {pages}" in text
    for words in (
        "Question 1",
        "Question 2",
        "Question 3",
        "How this report was made",
        "Figure 1",
        "Table 1",
    ):
        assert words in text
    images = subprocess.run(
        ["pdfimages", "-list", str(pdf)], capture_output=True, text=True, check=True
    ).stdout
    assert all(int(line.split()[3]) <= 100 for line in images.splitlines()[2:])  # the example images alone
    assert (
        b"/Outlines"
        in subprocess.run(["qpdf", "--qdf", str(pdf), "-"], capture_output=True, check=True).stdout
    )
    assert validators.broken(pdf) == ""


def test_every_figure_says_what_it_shows_and_has_its_data_attached(report: Project) -> None:
    page = (report.root / "build/report.html").read_text(encoding="utf-8")
    said = re.findall(r'<(?:svg|div) class="drawing[^"]*"[^>]* aria-label="([^"]*)"', page)
    done = subprocess.run(
        ["qpdf", "--list-attachments", str(report.root / "build/report.pdf")],
        capture_output=True,
        text=True,
        check=True,
    )
    assert len(said) == len(done.stdout.splitlines()) > 10
    assert all(len(alt) > 40 and re.search(r"\d", alt) for alt in said)


def test_the_web_page_is_valid_and_accessible_in_light_and_dark(report: Project) -> None:
    page = report.root / "build/report.html"
    assert validators.invalid(page) == []
    assert validators.inaccessible(page, dark=False) == []
    assert validators.inaccessible(page, dark=True) == []


def test_nothing_runs_a_second_time(report: Project) -> None:
    said = report.doit()
    assert report.ran(said) == set()
    assert "unchanged   0 runs done" in said


def test_one_worker_makes_the_same_arrays_bit_for_bit(report: Project, tmp_path: Path) -> None:
    alone = copied(tmp_path / "project")
    alone.doit("-n", "1", "runs")
    assert alone.results() == report.results()


def test_the_report_renders_from_kept_results_with_torch_blocked(
    report_copy: Project, tmp_path: Path
) -> None:
    blocked = tmp_path / "blocked"
    for name in ("torch", "torchvision", "sklearn", "numba"):
        (blocked / name).mkdir(parents=True)
        (blocked / name / "__init__.py").write_text("raise ImportError('blocked')\n")
    for made in ("figures", "quantities", "pages", "report.pdf", "report.html"):
        path = report_copy.root / "build" / made
        shutil.rmtree(path) if path.is_dir() else path.unlink()
    search = os.pathsep.join([str(blocked), report_copy.environment()["PYTHONPATH"]])
    assert report_copy.ran(report_copy.doit(PYTHONPATH=search)) == set()
    assert (report_copy.root / "build/report.pdf").exists()


def test_a_fourth_question_is_one_task_file_and_one_template(report_copy: Project) -> None:
    text = (report_copy.root / "tasks/q3.py").read_text()
    (report_copy.root / "tasks/q4.py").write_text(
        text.replace('EPOCHS = {"quick": 5', 'EPOCHS = {"quick": 1').replace("Question 3", "Question 4")
    )
    prose = "# Question 4: one epoch\n\nAfter one epoch Adam reaches {{ adam.test }}.\n\n"
    (report_copy.root / "templates/q4.md.j2").write_text(
        prose + '{{ figure("loss", caption="One epoch.") }}\n'
    )
    said = report_copy.doit("q4")
    assert report_copy.ran(said) == {f"q4.{name}" for name in ("sgd", "minibatch_sgd", "momentum", "adam")}
    assert "Question 4: one epoch" in (report_copy.root / "build/report.html").read_text(encoding="utf-8")
