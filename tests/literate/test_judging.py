"""Judging: what is asked of kept runs once is never measured again."""

from __future__ import annotations

from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest

from literate import measuring, scores
from literate.judging import Judge
from measures import intervals, leave_one_out, spending

from .test_measuring import LABELS, keep, predicted


class Sources:
    """Sources whose digest is a text."""

    code = "first"

    def reach(self, module: str) -> frozenset[str]:
        return frozenset({module})

    def digests(self, names: frozenset[str]) -> dict[str, str]:
        return {name: self.code for name in names}


@pytest.fixture
def build(tmp_path: Path) -> Any:
    """A build with two runs of one seed each, and one of three."""
    results = tmp_path / "results"
    names = {"q1.a": "a0", "q1.b": "b0", "q1.c": "c0", "q1.c@1": "c1", "q1.c@2": "c2"}
    for seed, name in enumerate(names.values()):
        keep(results, name, seed)
    plan = SimpleNamespace(
        sources=Sources(), added={}, runs=names, spec=lambda name: SimpleNamespace(fingerprint=name)
    )
    return SimpleNamespace(folder=tmp_path, kept=SimpleNamespace(results=results), plan=plan)


@pytest.fixture
def measured(monkeypatch: pytest.MonkeyPatch) -> list[float]:
    """The levels that were measured."""
    levels: list[float] = []
    contrast = measuring.Measuring.contrast

    def counted(self: Any, weights: Any, fingerprints: Any, level: float) -> Any:
        levels.append(level)
        return contrast(self, weights, fingerprints, level)

    monkeypatch.setattr(measuring.Measuring, "contrast", counted)
    return levels


def numbers(build: Any, run: str) -> dict[str, Any]:
    labels = [name for name in build.plan.runs if name.partition("@")[0] == f"q1.{run}"]
    return scores.classifier(
        [measuring.Result(build.kept.results / build.plan.runs[n]) for n in labels], labels
    )


def test_a_difference_has_the_interval_of_its_pairs(build: Any) -> None:
    a, b = (numbers(build, run)["test"] for run in "ab")
    found = Judge(build, "q1").weigh(a - b, 1.0)
    results = [measuring.Result(build.kept.results / name) for name in ("a0", "b0")]
    own = intervals.difference(leave_one_out.accuracy, LABELS, *map(predicted, results), 4)
    assert found is not None
    assert (found.low, found.high) == pytest.approx((own.low, own.high))
    assert (found.seeds, found.alpha) == (1, 0.05)


def test_a_share_of_alpha_widens_the_interval(build: Any, measured: list[float]) -> None:
    a, b = (numbers(build, run)["test"] for run in "ab")
    judge = Judge(build, "q1")
    judge.weigh(a - b, 1.0)
    judge.weigh(a - b, 0.25)
    assert measured == pytest.approx([0.95, 0.9875])


def test_numbers_of_the_text_move_the_interval(build: Any) -> None:
    a = numbers(build, "a")["test"]
    judge = Judge(build, "q1")
    alone, moved = judge.weigh(a - 0.0, 1.0), judge.weigh(a - 0.5, 1.0)
    chance = judge.weigh(a - numbers(build, "a")["chance"], 1.0)
    assert alone is not None
    assert moved is not None
    assert chance is not None
    assert (moved.low, moved.high) == pytest.approx((alone.low - 0.5, alone.high - 0.5))
    assert (chance.low, chance.high) == pytest.approx((alone.low - 0.25, alone.high - 0.25))


def test_what_was_asked_once_is_kept(build: Any, measured: list[float]) -> None:
    a, b = (numbers(build, run)["test"] for run in "ab")
    first = Judge(build, "q1")
    found = first.weigh(a - b, 1.0)
    first.keep()
    again = Judge(build, "q1")
    assert again.weigh(a - b, 1.0) == found
    assert again.weigh(a - b - 0.02, 1.0) is not None  # another margin asks nothing new
    assert len(measured) == 1


def test_other_results_other_code_and_other_pages_are_measured_anew(
    build: Any, measured: list[float]
) -> None:
    a, b = (numbers(build, run)["test"] for run in "ab")

    def ask(page: str = "q1") -> None:
        judge = Judge(build, page)
        judge.weigh(a - b, 1.0)
        judge.keep()

    ask()
    build.plan.runs["q1.b"] = "c0"
    ask()
    assert len(measured) == 2
    build.plan.sources.code = "second"
    ask()
    assert len(measured) == 3
    ask("q2")
    assert len(measured) == 4


@pytest.mark.parametrize("text", ["{}", "no json", ""])
def test_a_damaged_file_of_kept_intervals_is_measured_anew(
    build: Any, measured: list[float], text: str
) -> None:
    a, b = (numbers(build, run)["test"] for run in "ab")
    judge = Judge(build, "q1")
    judge.weigh(a - b, 1.0)
    judge.keep()
    (build.folder / "contrasts" / "q1.json").write_text(text)
    Judge(build, "q1").weigh(a - b, 1.0)
    assert len(measured) == 2


def test_intervals_that_a_page_no_longer_asks_for_are_not_kept(build: Any, measured: list[float]) -> None:
    a, b = (numbers(build, run)["test"] for run in "ab")
    for differences in ([a - b, a - 0.5], [a - b], [a - 0.5]):
        judge = Judge(build, "q1")
        for each in differences:
            judge.weigh(each, 1.0)
        judge.keep()
    assert len(measured) == 3


def test_counts_arguments_and_one_networks_loss_are_as_measured(build: Any, measured: list[float]) -> None:
    a, b, c = (numbers(build, run) for run in "abc")
    judge = Judge(build, "q1")
    assert judge.weigh(a["classes"] - 3, 1.0) is None
    assert judge.weigh(a["loss"] - b["loss"], 1.0) is None
    assert judge.weigh(a["loss"] - c["loss"], 1.0) is None
    assert judge.weigh(a["test"] - a["test"], 1.0) is None
    assert measured == []


def test_the_loss_of_three_seeds_has_an_interval(build: Any) -> None:
    found = Judge(build, "q1").weigh(numbers(build, "c")["loss"] - 1.0, 1.0)
    assert found is not None
    assert (found.seeds, found.over) == (3, "3 seeds")


def test_a_number_without_interval_carries_no_claim(build: Any) -> None:
    a = numbers(build, "a")
    with pytest.raises(
        ValueError, match=r"^a\.auc_least has no interval, so it cannot carry a claim; quote it"
    ):
        Judge(build, "q1").weigh(a["auc_least"] - 0.5, 1.0)
    with pytest.raises(ValueError, match=r"a\.recall has no interval"):
        Judge(build, "q1").weigh(a["recall_of"]["ant"] - a["test"], 1.0)


def test_where_seeds_were_added_by_looking_each_look_has_its_own_error(
    build: Any, measured: list[float]
) -> None:
    c = numbers(build, "c")["test"]
    build.plan.added = {"q1.c": 3}
    found = Judge(build, "q1").weigh(c - 0.5, 0.5)
    assert found is not None
    assert found.alpha == spending.spent(3, 0.05)
    assert measured == pytest.approx([1 - spending.spent(3, 0.05) * 0.5])
    build.plan.added = {"q1.other": 3}
    assert Judge(build, "q1").weigh(c - 0.5, 1.0).alpha == 0.05  # type: ignore[union-attr]


def test_terms_that_cancel_are_not_measured(build: Any, measured: list[float]) -> None:
    a, b = (numbers(build, run)["test"] for run in "ab")
    judge = Judge(build, "q1")
    assert judge.weigh(a - b - a + b, 1.0) is None
    twice, once = judge.weigh(a + a - b, 1.0), judge.weigh(a - b, 1.0)
    assert twice is not None
    assert once is not None
    assert twice.over_images > once.over_images
