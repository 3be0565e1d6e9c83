"""`doit tried` on the small project: what was tried and given up is found, kept on demand and shown in the appendix."""

from __future__ import annotations

import re
import shutil
from pathlib import Path

import numpy as np
import pytest

from literate import store, tried

from ... import bound_numbers
from ...conftest import Project
from .test_prune import answered


@pytest.fixture(scope="module")
def worked_on(built: Project, tmp_path_factory: pytest.TempPathFactory) -> Project:
    """The built project after a rate that worked, twice; one at which the run failed; and a bug that was mended."""
    copy = Project(tmp_path_factory.mktemp("tried") / "copy")
    shutil.copytree(built.root, copy.root)
    with copy.edited("tasks/q1.py", "lr=0.1", "lr=0.2"):
        copy.doit("runs", "seeds=2")
    die, diverge = ('lr=7.0, fail="die"', 'lr=7.0, fail="diverge"')
    with copy.edited("tasks/q1.py", "lr=0.1", die), copy.edited("tasks/q1.py", "lr=0.9", diverge):
        copy.doit("runs", status=1)
    with copy.edited("src/lab/nearest_mean.py", "def _misbehave", "broken = 1 / 0\n\n\ndef _misbehave"):
        copy.doit("runs", status=1)
    return copy


@pytest.fixture
def given_up(worked_on: Project, tmp_path: Path) -> Project:
    """A copy of it for one test."""
    shutil.copytree(worked_on.root, tmp_path / "copy")
    return Project(tmp_path / "copy")


def appendix(project: Project) -> str:
    html = project.html()
    words = re.sub(r"<[^>]+>", " ", html[html.index('id="appendix-what-was-tried-and-failed"') :])
    return " ".join(words.split())


def test_what_was_tried_is_listed_by_argument_and_validation_score(given_up: Project) -> None:
    said = given_up.doit("tried")
    lines = [" ".join(line.split()) for line in said.splitlines()]
    assert len(lines) == 4
    assert lines[0].startswith("q1.fast fail diverge, lr 7.0 diverged: loss is nan in epoch 1 of 3 ")
    assert re.fullmatch(r"q1.slow fail die, lr 7.0 its worker was ended by SIGKILL \(.*\) \w{8}", lines[1])
    assert re.fullmatch(r"q1.slow lr 0.2 validation 0\.\d{3}, 2 seeds \w{8}", lines[2])
    assert lines[3] == "3 tried, 0 of them in tried.toml: doit tried --keep"
    assert not (given_up.root / "tried.toml").exists()


def test_what_is_kept_stands_in_the_appendix_as_the_file_has_it_although_the_results_are_gone(
    given_up: Project,
) -> None:
    assert "What was tried and did not stay" not in appendix(given_up)
    given_up.doit("tried", "--keep")
    trials = tried.load(given_up.root)
    (scored,) = (each for each in trials if each.validation is not None)
    results = [store.Result(given_up.root / "build/results" / digest) for digest in scored.results]
    right = [np.argmax(each["validation_scores"], axis=1) == each["validation_labels"] for each in results]
    assert scored.validation == pytest.approx(np.mean(right), abs=1e-6)
    assert given_up.ran(given_up.doit()) == set()
    said = appendix(given_up)
    assert re.search(rf"q1.slow lr 0.2 lr 0.1 {scored.validation:.3f}", said)
    assert "q1.fast fail diverge, lr 7.0 lr 0.9" in said
    assert "diverged: loss is nan in epoch 1 of 3" in said
    digests = {digest[:10] for each in trials for digest in each.results}
    runs = {"blobs", "q1.slow", "q1.fast", "q2.long"}
    assert bound_numbers.unbound(given_up.html(), runs | digests) == []
    assert bound_numbers.unbound(given_up.html(), runs)
    assert answered(given_up, "y\n")
    file = given_up.root / "tried.toml"
    file.write_text(file.read_text().replace("diverged", "got lost"))
    given_up.doit()
    assert "got lost: loss is nan" in appendix(given_up)


@pytest.mark.long
def test_a_trial_that_is_in_the_report_by_now_is_none_any_more(given_up: Project) -> None:
    given_up.doit("tried", "--keep")
    given_up.edit("tasks/q1.py", "lr=0.1", "lr=0.2")
    given_up.doit()
    assert "q1.slow lr" not in appendix(given_up).partition("References")[0]
    assert "q1.slow  lr 0.1 " in given_up.doit("tried")


def test_the_start_of_a_digest_chooses_one(given_up: Project) -> None:
    first = given_up.doit("tried").splitlines()[2].split()[-1]
    assert "added 1 to tried.toml" in given_up.doit("tried", "--keep", first)
    assert "in tried.toml" in given_up.doit("tried").splitlines()[2]
    assert "no trial has a result 'zz'; doit tried lists them" in given_up.doit("tried", "zz", status=3)


def test_prune_says_what_it_would_take_from_the_list(given_up: Project) -> None:
    warned = "3 of them tried, and not in tried.toml: doit tried --keep lists them before they are gone"
    assert warned in answered(given_up, "n\n")
    given_up.doit("tried", "--keep")
    assert "doit tried" not in answered(given_up, "y\n")
    assert given_up.doit("tried") == "nothing was tried that the report does not hold\n"


@pytest.mark.long
def test_what_is_wrong_in_the_file_is_one_line_and_costs_the_status(given_up: Project) -> None:
    (given_up.root / "tried.toml").write_text("[[tried]]\nrnu = 1\n")
    assert "tried.toml:1: no key 'rnu'; nearest: run" in given_up.doit(status=1)
    assert "ERROR: tried.toml:1: no key 'rnu'" in given_up.doit("tried", status=3)
