"""What a user of `doit` sees, on a small project of NumPy-only experiments."""

from __future__ import annotations

import json
import os
import re
import shutil
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

from .conftest import Project, kill_group

RUNS = {"blobs", "q1.slow", "q1.fast", "q2.long"}


def html(project: Project) -> str:
    return (project.root / "build/report.html").read_text(encoding="utf-8")


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


def test_one_question_runs_only_what_it_needs_and_the_other_is_a_marked_gap(project: Project) -> None:
    said = project.doit("q1")
    assert project.ran(said) == {"blobs", "q1.slow", "q1.fast"}
    assert "More epochs" in html(project)
    assert "doit q2" in html(project)
    said = project.doit("q2")
    assert project.ran(said) == {"q2.long"}
    assert "doit q2" not in html(project)


def test_an_edit_makes_the_others_page_stale_until_it_is_built(project: Project) -> None:
    project.doit()
    project.edit("src/lab/distance.py", "SCALE = 1.0", "SCALE = 2.0")
    said = project.doit("q1")
    assert project.ran(said) == {"q1.slow", "q1.fast"}
    assert "Changed since: q2.long" in html(project)
    said = project.doit()
    assert project.ran(said) == {"q2.long"}
    assert "Changed since" not in html(project)


@pytest.mark.parametrize(
    ("file", "old", "new", "runs"),
    [
        ("src/lab/distance.py", '"""Squared distances."""', '"""Distances, squared."""', set()),
        ("src/lab/distance.py", "SCALE = 1.0", "SCALE = 1.0  # as in the paper", set()),
        ("src/lab/unreached.py", "VALUE = 1", "VALUE = 2", set()),
        ("src/lab/distance.py", "SCALE = 1.0", "SCALE = 2.0", {"q1.slow", "q1.fast", "q2.long"}),
        ("src/lab/nearest_mean.py", "epochs: int = 3", "epochs: int = 4", {"q1.slow", "q1.fast", "q2.long"}),
        (
            "src/lab/blobs.py",
            "spread: float = 0.8",
            "spread: float = 0.7",
            {"blobs", "q1.slow", "q1.fast", "q2.long"},
        ),
        ("tasks/data.py", "spread=0.5", "spread=0.4", RUNS),
        ("tasks/q1.py", "lr=0.1", "lr=0.2", {"q1.slow"}),
    ],
)
def test_an_edit_runs_exactly_what_it_can_change(
    project: Project, file: str, old: str, new: str, runs: set[str]
) -> None:
    project.doit("runs")
    project.edit(file, old, new)
    assert project.ran(project.doit("runs")) == runs


def test_an_edit_of_the_look_or_the_author_renders_again_and_runs_nothing(project: Project) -> None:
    project.doit()
    for file, old, new in (("templates/report.css", "}", "} "), ("report.toml", "Ada Lovelace", "Ada King")):
        project.edit(file, old, new)
        said = project.doit()
        assert project.ran(said) == set()
        assert "unchanged" not in said
    assert "Ada King" in html(project)
    assert "unchanged" in project.doit()


def test_changing_a_number_and_changing_it_back_trains_nothing(project: Project) -> None:
    project.doit("runs")
    before = project.results()
    project.edit("tasks/q1.py", "lr=0.1", "lr=0.2")
    project.doit("runs")
    project.edit("tasks/q1.py", "lr=0.2", "lr=0.1")
    said = project.doit("runs")
    assert project.ran(said) == set()
    assert before.items() <= project.results().items()


def test_without_doits_database_or_our_caches_nothing_trains(project: Project) -> None:
    project.doit("runs")
    shutil.rmtree(project.root / "build/cache")
    assert project.ran(project.doit("runs")) == set()


def test_a_copied_project_trusts_its_own_files_and_not_the_originals(
    project: Project, tmp_path: Path
) -> None:
    project.doit()
    copy = Project(tmp_path / "copy")
    shutil.copytree(project.root, copy.root)
    copy.edit("templates/q1.md.j2", "The slow run", "The slower run")
    said = copy.doit()
    assert copy.ran(said) == set()
    assert "The slower run" in html(copy)
    assert "The slower run" not in html(project)


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


def test_a_spoilt_result_is_named_and_made_again(project: Project) -> None:
    project.doit("runs")
    before = project.results()
    path = project.root / next(name for name in before if name.endswith("test_scores.npy"))
    path.write_bytes(path.read_bytes()[:-1] + b"?")
    said = project.doit("runs")
    assert f"{path.parent.name}/test_scores.npy: the bytes differ from the record's checksum" in said
    assert len(project.ran(said)) == 1
    assert project.results() == before


@pytest.mark.parametrize(
    ("how", "named"),
    [
        ("crash", "ValueError: the experiment is broken"),
        ("diverge", "diverged: loss is nan in epoch 1 of 3"),
        ("die", "ended by SIGKILL"),
    ],
)
def test_a_run_that_fails_is_named_and_the_report_is_made_with_a_marked_gap(
    project: Project, how: str, named: str
) -> None:
    project.edit("tasks/q1.py", "lr=0.9", f'lr=0.9, fail="{how}"')
    said = project.doit(status=1)
    assert [line for line in said.splitlines() if line.startswith("q1.fast") and named in line]
    assert project.ran(said) == RUNS - {"q1.fast"}
    assert said.splitlines()[-1].endswith("3 runs done, 0 taken from the store, 1 failed")
    assert "q1.fast" in html(project)
    assert (project.root / "build/report.pdf").exists()
    project.edit("tasks/q1.py", f', fail="{how}"', "")
    assert project.ran(project.doit()) == {"q1.fast"}


def test_a_failed_run_is_tried_again_and_keeps_failing_the_build(project: Project) -> None:
    project.edit("tasks/q1.py", "lr=0.9", 'lr=0.9, fail="crash"')
    project.doit("runs", status=1)
    assert "q1.fast" in project.doit("runs", status=1)


@pytest.mark.parametrize(
    ("file", "old", "new", "message"),
    [
        (
            "report.toml",
            'title = "A small report"',
            'titel = "A small report"',
            "report.toml:1: no setting 'titel'; nearest: title",
        ),
        (
            "tasks/q1.py",
            "nearest_mean.train, data=BLOBS, lr=0.1",
            "nearest_mean.trian, data=BLOBS, lr=0.1",
            "tasks/q1.py:16: lab.nearest_mean has no function 'trian'; nearest: train",
        ),
        (
            "tasks/q1.py",
            "lr=0.1",
            "rl=0.1",
            "tasks/q1.py:16: lab.nearest_mean:train takes no argument 'rl'; nearest: lr",
        ),
        ("tasks/q1.py", '"fast"', '"fa-st"', "'fa-st' is no name for a run"),
        (
            "tasks/q2.py",
            "runs = {",
            "runs = missing + {",
            "tasks/q2.py:16: NameError: name 'missing' is not defined",
        ),
        ("tasks/q2.py", "def question(profile):", "def question(profile:", "tasks/q2.py:14: SyntaxError"),
        ("src/lab/distance.py", "SCALE = 1.0", "SCALE = = 1.0", "distance.py:3: invalid syntax"),
    ],
)
def test_a_mistake_is_one_line_before_anything_runs(
    project: Project, file: str, old: str, new: str, message: str
) -> None:
    project.edit(file, old, new)
    said = project.doit(status=3)
    assert len(said.splitlines()) == 1
    assert message in said
    assert not (project.root / "build/results").exists()


def test_an_unknown_profile_or_setting_on_the_command_line_is_one_line(project: Project) -> None:
    assert (
        project.doit("profile=fast", status=3)
        == 'ERROR: profile=fast: profile = \'fast\' is not allowed; allowed: "quick" or "paper"\n'
    )
    assert "no setting 'profil'; nearest: profile" in project.doit("profil=quick", status=3)


def test_a_template_that_names_an_unknown_result_is_one_line_and_loses_nothing(project: Project) -> None:
    project.doit()
    project.edit("templates/q1.md.j2", "{{ fast.test }}", "{{ fats.test }}")
    said = project.doit(status=1)
    assert "q1.md.j2:3  no run 'fats' on this page; nearest: fast" in said
    assert "Question 2" in html(project)
    project.edit("templates/q1.md.j2", "{{ fats.test }}", "{{ fast.tset }}")
    assert "nearest: test" in project.doit(status=1)


def test_a_page_without_a_template_is_one_line(project: Project) -> None:
    (project.root / "templates/q2.md.j2").unlink()
    assert "tasks/q2.py: has no page; write templates/q2.md.j2" in project.doit(status=3)


def test_seeds_are_separate_runs_and_the_numbers_their_means(project: Project) -> None:
    project.doit("runs")
    said = project.doit("seeds=3", "runs", "quantities")
    assert project.ran(said) == {f"{name}@{n}" for name in ("q1.slow", "q1.fast", "q2.long") for n in (1, 2)}
    made = json.loads((project.root / "build/quantities/q1.slow.json").read_text())["made"]
    assert made["test"]["how"] == "mean of 3 seeds, 30 images"
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
    assert "Question 4: still more" in html(project)
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
    assert "Question 2: again" in html(project)


def test_without_pango_the_html_is_made_and_the_message_says_what_to_install(
    project: Project, tmp_path: Path
) -> None:
    (tmp_path / "blocked").mkdir()
    (tmp_path / "blocked/weasyprint.py").write_text("raise OSError('cannot load library libpango-1.0-0')\n")
    path = os.pathsep.join([str(tmp_path / "blocked"), project.environment()["PYTHONPATH"]])
    said = project.doit(status=1, PYTHONPATH=path)
    assert "report.html is made, report.pdf is not" in said
    assert "Pango" in said
    assert (project.root / "build/report.html").exists()
    assert not (project.root / "build/report.pdf").exists()
    assert project.ran(project.doit()) == set()
    assert (project.root / "build/report.pdf").exists()


def children(process: int) -> list[int]:
    """All processes below one, from /proc."""
    found = []
    for stat in Path("/proc").glob("[0-9]*/stat"):
        try:
            fields = stat.read_text().rpartition(")")[2].split()
        except OSError:
            continue
        if int(fields[1]) == process and fields[0] != "Z":
            found += [int(stat.parent.name), *children(int(stat.parent.name))]
    return found


def slow(project: Project) -> None:
    """Make the runs long enough to be interrupted, without changing what they compute."""
    project.edit(
        "src/lab/nearest_mean.py",
        "        _misbehave(fail, epoch)",
        "        import time; time.sleep(0.3)\n        _misbehave(fail, epoch)",
    )


def started(project: Project, seconds: float = 30) -> None:
    end = time.monotonic() + seconds
    while not list((project.root / "build").glob("attempts/*/progress.jsonl")):
        assert time.monotonic() < end
        time.sleep(0.02)


@pytest.mark.skipif(not Path("/proc/self/stat").exists(), reason="reads /proc")
@pytest.mark.parametrize("number", [signal.SIGKILL, signal.SIGTERM, signal.SIGINT])
def test_when_doit_alone_is_ended_no_worker_trains_on_and_the_next_build_picks_up(
    project: Project, number: signal.Signals
) -> None:
    slow(project)
    process = project.start("runs")
    started(project)
    below = children(process.pid)
    assert below
    os.kill(process.pid, number)
    said, _ = process.communicate(timeout=30)
    assert "Traceback" not in said
    if number == signal.SIGINT:
        assert process.returncode == 130
        assert "interrupted: finished runs are kept" in said
        assert "failed" not in said
    end = time.monotonic() + 10
    while any(Path(f"/proc/{child}").exists() for child in below):
        assert time.monotonic() < end, "a worker went on"
        time.sleep(0.05)
    said = project.doit("runs")
    assert "blobs" not in project.ran(said)  # it had finished, and is remembered


@pytest.mark.skipif(not Path("/proc/self/stat").exists(), reason="reads /proc")
def test_when_one_worker_is_killed_its_run_is_named_and_the_build_ends(project: Project) -> None:
    slow(project)
    process = project.start("runs")
    started(project)
    held = [
        int(path.read_text()) for path in (project.root / "build").glob("attempts/*/lock") if path.read_text()
    ]
    os.kill(held[0], signal.SIGKILL)
    said, _ = process.communicate(timeout=60)
    assert process.returncode == 1
    assert "its worker was ended by SIGKILL" in said
    assert "1 failed" in said


def test_after_a_kill_of_everything_results_are_those_of_an_uninterrupted_build(project: Project) -> None:
    slow(project)
    process = project.start("runs")
    started(project)
    kill_group(process)
    project.doit("runs")
    after = project.results()
    shutil.rmtree(project.root / "build")
    project.doit("runs")
    assert project.results() == after


def test_two_builds_at_once_train_each_run_once(project: Project) -> None:
    slow(project)
    both = [project.start("runs"), project.start("run")]
    said = [process.communicate(timeout=120)[0] for process in both]
    assert [process.returncode for process in both] == [0, 0], said
    epochs = [line for text in said for line in text.splitlines() if re.search(r"\d+/\d+ ", line)]
    assert len(epochs) == 3, said  # three runs with epochs, each trained by one of the two


def test_a_source_edited_while_the_build_runs_gives_no_result_under_the_old_name(project: Project) -> None:
    slow(project)
    project.edit("src/lab/blobs.py", "    rng = ", "    import time; time.sleep(3)\n    rng = ")
    process = project.start("runs")
    end = time.monotonic() + 30
    while not list((project.root / "build").glob("attempts/*/lock")):
        assert time.monotonic() < end
        time.sleep(0.02)
    project.edit("src/lab/distance.py", "SCALE = 1.0", "SCALE = 50.0")
    said, _ = process.communicate(timeout=60)
    assert process.returncode == 1
    assert "distance.py was changed while the build ran; build again" in said
    project.edit("src/lab/distance.py", "SCALE = 50.0", "SCALE = 1.0")
    assert project.ran(project.doit("runs")) == {"q1.slow", "q1.fast", "q2.long"}


def test_a_deleted_picture_is_drawn_again(project: Project) -> None:
    project.doit("figures")
    picture = project.root / "build/figures/q2.long_confusion.svg"
    before = picture.read_bytes()
    picture.unlink()
    project.doit("figures")
    assert picture.read_bytes() == before


def test_an_edit_of_quoted_code_shows_on_the_page_and_runs_nothing(project: Project) -> None:
    project.edit("templates/q1.md.j2", "The slow run", '{{ code("lab.unreached") }}\n\nThe slow run')
    project.doit()
    project.edit("src/lab/unreached.py", "VALUE = 1", "VALUE = 12345")
    assert project.ran(project.doit()) == set()
    assert "12345" in html(project)


def test_a_figure_that_fails_is_one_line_with_its_place_and_the_report_is_made(project: Project) -> None:
    project.edit("tasks/q2.py", 'run=runs["long"])}', 'run=runs["long"], scores="no_such")}')
    said = project.doit(status=1)
    assert [
        line for line in said.splitlines() if line.startswith("q2.long_confusion") and "tasks/q2.py:" in line
    ]
    assert "Traceback" not in said
    assert (project.root / "build/report.pdf").exists()


def test_a_damaged_input_whose_time_was_kept_is_found_at_the_next_read(project: Project) -> None:
    project.doit("runs")
    path = next((project.root / "build/results").glob("*/train_images.npy"))
    stat, content = path.stat(), path.read_bytes()
    with path.open("r+b") as file:  # the same inode
        file.write(content[:-1] + bytes([content[-1] ^ 1]))
    os.utime(path, ns=(stat.st_atime_ns, stat.st_mtime_ns))
    project.edit("tasks/q1.py", "lr=0.1", "lr=0.3")
    said = project.doit("runs", status=1)
    assert "train_images.npy: the bytes differ from the record" in said
    assert project.ran(project.doit("runs")) == {"blobs", "q1.slow"}


def test_a_pattern_selects_questions(project: Project) -> None:
    assert project.ran(project.doit("q1*")) == {"blobs", "q1.slow", "q1.fast"}


def test_a_template_that_is_no_utf8_is_one_line(project: Project) -> None:
    path = project.root / "templates/q1.md.j2"
    path.write_bytes(path.read_bytes() + b"caf\xe9\n")
    said = project.doit("q1", status=1)
    assert "q1.md.j2: is not UTF-8" in said
    assert "Traceback" not in said
