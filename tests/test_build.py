"""What a user of `doit` sees, on a small project of NumPy-only experiments."""

from __future__ import annotations

import json
import os
import re
import shutil
import subprocess
import sys
from pathlib import Path

from . import environments, validators
from .conftest import Project

MADE = (
    "cache",
    "contrasts",
    "figures",
    "log",
    "pages",
    "quantities",
    "report.html",
    "report.pdf",
)  # of build/, from its results

RUNS = {"blobs", "q1.slow", "q1.fast", "q2.long"}


def test_doit_builds_html_and_pdf_and_then_has_nothing_to_do(project: Project) -> None:
    said = project.doit()
    assert project.ran(said) == RUNS
    assert re.fullmatch(
        r"build/report.html  build/report.pdf  \d+ pages   4 runs done, 0 taken from the store",
        said.splitlines()[-1],
    )
    assert (project.root / "build/report.pdf").read_bytes().startswith(b"%PDF")
    again = project.doit()
    assert again.splitlines() == [
        "build/report.html  build/report.pdf  unchanged   0 runs done, 4 taken from the store"
    ]


def test_the_pdf_conforms_to_the_standards_for_access_and_archives(project: Project) -> None:
    import page  # the module of page-validation

    project.doit()
    for profile in (page.ValidationProfile.PDF_UA_1, page.ValidationProfile.PDF_A_3A):
        report = page.validate_pdf(project.root / "build/report.pdf", profile=profile)
        assert report.is_compliant, str(report)


def test_the_web_page_and_the_pdf_are_valid(project: Project) -> None:
    project.doit()
    assert validators.invalid(project.root / "build/report.html") == []
    assert validators.inaccessible(project.root / "build/report.html", dark=False) == []
    assert validators.broken(project.root / "build/report.pdf") == ""


def test_the_same_results_give_the_same_bytes_in_another_folder_on_another_machine(
    project: Project, tmp_path: Path
) -> None:
    project.doit(**environments.plain(tmp_path / "a"))
    other = Project(tmp_path / "ein anderer Ort")
    shutil.copytree(project.root, other.root, ignore=shutil.ignore_patterns(*MADE))
    assert other.ran(other.doit(**environments.foreign(tmp_path / "b"))) == set()
    for file in ("report.html", "report.pdf", "figures/q2.long_confusion.svg"):
        assert (project.root / "build" / file).read_bytes() == (other.root / "build" / file).read_bytes()


def test_one_question_runs_only_what_it_needs_and_the_other_is_a_marked_gap(project: Project) -> None:
    said = project.doit("q1")
    assert project.ran(said) == {"blobs", "q1.slow", "q1.fast"}
    assert "More epochs" in project.html()
    assert "doit q2" in project.html()
    said = project.doit("q2")
    assert project.ran(said) == {"q2.long"}
    assert "doit q2" not in project.html()


def test_an_edit_makes_the_others_page_stale_until_it_is_built(project: Project) -> None:
    project.doit()
    project.edit("src/lab/distance.py", "SCALE = 1.0", "SCALE = 2.0")
    said = project.doit("q1")
    assert project.ran(said) == {"q1.slow", "q1.fast"}
    assert "Changed since: q2.long" in project.html()
    said = project.doit()
    assert project.ran(said) == {"q2.long"}
    assert "Changed since" not in project.html()


def test_a_copied_project_trusts_its_own_files_and_not_the_originals(
    project: Project, tmp_path: Path
) -> None:
    project.doit()
    copy = Project(tmp_path / "copy")
    shutil.copytree(project.root, copy.root)
    copy.edit("templates/q1.md.j2", "The slow run", "The slower run")
    said = copy.doit()
    assert copy.ran(said) == set()
    assert "The slower run" in copy.html()
    assert "The slower run" not in project.html()


def test_clean_removes_pages_and_figures_and_never_results(project: Project) -> None:
    project.doit()
    before = project.results()
    project.doit("clean", "-a")
    made = ("report.html", "report.pdf", "pages/q1.json", "figures/q2.long_confusion.svg")
    assert not any((project.root / "build" / file).exists() for file in made)
    assert project.results() == before
    assert project.ran(project.doit()) == set()
    assert (project.root / "build/report.pdf").exists()


def test_the_number_of_workers_does_not_change_a_bit(project: Project) -> None:
    project.doit("-n", "1", "runs")
    alone = project.results()
    shutil.rmtree(project.root / "build")
    project.doit("-n", "2", "runs")
    assert project.results() == alone


def test_seeds_are_separate_runs_and_the_numbers_their_means(project: Project) -> None:
    project.doit("runs")
    said = project.doit("seeds=3", "runs", "quantities")
    assert project.ran(said) == {f"{name}@{n}" for name in ("q1.slow", "q1.fast", "q2.long") for n in (1, 2)}
    made = json.loads((project.root / "build/quantities/q1.slow.json").read_text())["made"]
    assert made["test"]["how"] == "30 test images, mean of 3 seeds"
    assert project.ran(project.doit("seeds=1", "runs")) == set()


def test_a_question_more_is_two_files(project: Project) -> None:
    project.doit()
    text = (project.root / "tasks/q2.py").read_text()
    (project.root / "tasks/q4.py").write_text(text.replace("epochs=8", "epochs=9"))
    page = (project.root / "templates/q2.md.j2").read_text()
    (project.root / "templates/q4.md.j2").write_text(
        page.replace("Question 2: more epochs", "Question 4: still more")
    )
    assert project.ran(project.doit("q4")) == {"q4.long"}
    assert "Question 4: still more" in project.html()
    assert "q4" in project.doit("list")


def test_loading_the_tasks_imports_nothing_heavy(project: Project) -> None:
    program = "import sys; from doit.doit_cmd import DoitMain; DoitMain().run(['list']); print(*sorted(sys.modules))"
    done = subprocess.run(
        [sys.executable, "-c", program],
        cwd=project.root,
        env=project.environment(),
        capture_output=True,
        text=True,
        check=True,
    )
    loaded = set(done.stdout.split())
    assert "literate.plan" in loaded
    assert not loaded & {
        "torch",
        "numpy",
        "matplotlib",
        "weasyprint",
        "jinja2",
        "sklearn",
        "torchvision",
        "PIL",
    }


def test_the_report_renders_from_kept_results_with_torch_blocked(project: Project, tmp_path: Path) -> None:
    project.doit()
    (project.root / "templates/q2.md.j2").write_text(
        '# Question 2: again\n\n{{ long.test }} {{ figure("long_confusion") }}\n'
    )
    shutil.rmtree(project.root / "build/figures")
    blocked = tmp_path / "blocked"
    for name in ("torch", "torchvision", "sklearn"):
        (blocked / name).mkdir(parents=True)
        (blocked / name / "__init__.py").write_text("raise ImportError('blocked')\n")
    path = os.pathsep.join([str(blocked), project.environment()["PYTHONPATH"]])
    assert project.ran(project.doit(PYTHONPATH=path)) == set()
    assert "Question 2: again" in project.html()


def test_a_pattern_selects_questions(project: Project) -> None:
    assert project.ran(project.doit("q1*")) == {"blobs", "q1.slow", "q1.fast"}
