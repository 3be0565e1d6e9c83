"""What a second build makes again, after an edit or when something kept was changed."""

from __future__ import annotations

import os
import shutil

import pytest

from .conftest import Project

RUNS = {"blobs", "q1.slow", "q1.fast", "q2.long"}


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
    assert "Ada King" in project.html()
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


def test_a_spoilt_result_is_named_and_made_again(project: Project) -> None:
    project.doit("runs")
    before = project.results()
    path = project.root / next(name for name in before if name.endswith("test_scores.npy"))
    path.write_bytes(path.read_bytes()[:-1] + b"?")
    said = project.doit("runs")
    assert f"{path.parent.name}/test_scores.npy: the bytes differ from the record's checksum" in said
    assert len(project.ran(said)) == 1
    assert project.results() == before


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
    assert "12345" in project.html()


def test_a_damaged_input_whose_time_was_kept_is_found_at_the_next_read(project: Project) -> None:
    project.doit("runs")
    path = next((project.root / "build/results").glob("*/train_images.npy"))
    stat, content = path.stat(), path.read_bytes()
    with path.open("r+b") as file:  # the same inode
        file.write(content[:-1] + bytes([content[-1] ^ 1]))
    os.utime(path, ns=(stat.st_atime_ns, stat.st_mtime_ns))
    project.edit("tasks/q1.py", "lr=0.1", "lr=0.3")
    said = project.doit("runs")
    assert "train_images.npy: the bytes differ from the record" in said
    assert project.ran(said) == {"blobs", "q1.slow"}
    assert path.read_bytes() == content


def test_always_draws_and_renders_again_and_trains_nothing(copy: Project) -> None:
    before = copy.results()
    picture = copy.root / "build/figures/q2.long_confusion.svg"
    drawn = picture.stat().st_mtime_ns
    said = copy.doit("-a")
    assert copy.ran(said) == set()
    assert said.splitlines()[-1].endswith("0 runs done, 4 taken from the store")
    assert picture.stat().st_mtime_ns > drawn
    assert copy.results() == before
