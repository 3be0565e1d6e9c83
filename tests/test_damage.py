"""What somebody or something changed in `build/` is named in one line and made again, and never rendered."""

from __future__ import annotations

import json
import re
import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest

from literate import memory

from .conftest import Project, laid_out
from .damage import CHANGES, Change, in_place, named
from .edits import found, rewritten
from .snapshot import Snapshot

ARRAYS = "build/results/*/test_scores.npy"


@pytest.fixture(scope="module")
def snapshot(tmp_path_factory: pytest.TempPathFactory, fonts: Path) -> Iterator[Snapshot]:
    with laid_out(tmp_path_factory.mktemp("damage") / "project", fonts) as project:
        project.doit()
        yield Snapshot(project)


@pytest.fixture
def whole(snapshot: Snapshot) -> Project:
    """A project as it was built."""
    return snapshot.restore()


@pytest.mark.parametrize("how", CHANGES)
def test_a_changed_array_of_every_run_is_named_and_made_again(whole: Project, how: str) -> None:
    before = whole.results()
    paths = sorted(whole.root.glob(ARRAYS))
    for path in paths:
        rewritten(path, CHANGES[how])
    said = whole.doit("runs")
    assert whole.ran(said) == {"q1.slow", "q1.fast", "q2.long"}
    assert all(len(named(said, path)) == 1 for path in paths), said
    assert whole.results() == before


@pytest.mark.long
@pytest.mark.parametrize("how", [*CHANGES, "swapped", "deleted"])
def test_every_file_of_a_result_counts(whole: Project, how: str) -> None:
    before = whole.results()
    folders = sorted((whole.root / "build/results").iterdir())
    files = [sorted(folder.iterdir()) for folder in folders]
    for n in range(max(map(len, files))):
        paths = [listed[n] for listed in files if n < len(listed)]
        contents = [path.read_bytes() for path in paths]
        for k, path in enumerate(paths):
            if how == "deleted":
                path.unlink()
            elif how == "swapped":
                other = contents[k - 1]
                rewritten(path, lambda _, other=other: other)  # type: ignore[misc]
            else:
                rewritten(path, CHANGES[how])
        changed = {
            path
            for path, old in zip(paths, contents, strict=True)
            if not path.is_file() or path.read_bytes() != old
        }
        said = whole.doit("runs")
        assert len(whole.ran(said)) == len(changed), said
        assert all(named(said, path) for path in changed), said
        assert whole.results() == before


def test_results_that_changed_places_are_named_and_made_again(whole: Project) -> None:
    before = whole.results()
    first, second, third, fourth = sorted((whole.root / "build/results").iterdir())
    first.rename(first.with_name("aside"))
    second.rename(first)
    first.with_name("aside").rename(second)
    shutil.rmtree(third)
    shutil.copytree(fourth, third)
    said = whole.doit("runs")
    assert len(whole.ran(said)) == 3
    for holds, own in ((second, first), (first, second), (fourth, third)):
        assert re.search(f"{own.name}: holds the result {holds.name}, not its own", said)
    assert whole.results() == before


@pytest.mark.parametrize("name", ["train_images", "train_labels", "classes"])
def test_a_spoilt_input_that_looks_untouched_feeds_no_run(whole: Project, name: str) -> None:
    before = whole.results()
    in_place(
        whole,
        found(whole, f"build/results/*/{'train_images'}.npy").with_name(f"{name}.npy"),
        CHANGES["flipped"],
    )
    whole.edit("tasks/q1.py", "lr=0.1", "lr=0.3")
    said = whole.doit("runs")
    assert whole.ran(said) == {"blobs", "q1.slow"}
    assert f"{name}.npy: the bytes differ from the record's checksum" in said
    assert before.items() <= whole.results().items()
    shutil.rmtree(whole.root / "build/results")
    after = whole.results()
    whole.doit("runs")
    assert after.items() <= whole.results().items()


def test_a_spoilt_result_that_looks_untouched_feeds_no_figure(whole: Project) -> None:
    picture = whole.root / "build/figures/q2.long_confusion.svg"
    before = picture.read_bytes()
    recorded = json.loads((whole.root / "build/figures/q2.long_confusion.json").read_text())
    run = next(
        arguments["run"] for arguments in recorded["recipe"]["arguments"].values() if "run" in arguments
    )
    in_place(whole, whole.root / "build/results" / run / "test_labels.npy", CHANGES["flipped"])
    picture.unlink()
    said = whole.doit()
    assert whole.ran(said) == {"q2.long"}
    assert picture.read_bytes() == before


@pytest.mark.parametrize(
    ("file", "change"),
    [
        ("build/quantities/q1.slow.json", lambda old: old.replace(b'"value":0.', b'"value":1.', 1)),
        ("build/pages/q2.json", lambda old: old.replace(b"more epochs", b"more_epochs")),
        ("build/results/*/record.json", lambda old: old.replace(b'"device": "cpu"', b'"device": "gpu"')),
    ],
)
def test_what_looks_untouched_is_verified_before_it_is_rendered(
    whole: Project, file: str, change: Change
) -> None:
    path = next(
        path for path in sorted(whole.root.glob(file)) if change(path.read_bytes()) != path.read_bytes()
    )
    in_place(whole, path, change)
    whole.edit("templates/q1.md.j2", "The slow run", "The slower run")
    said = whole.doit()
    assert len(named(said, path)) == 1, said
    html = whole.html()
    assert "The slower run" in html
    assert "Question 2: more epochs" in html
    assert "gpu" not in re.sub("<style.*?</style>", "", html, flags=re.DOTALL)
    assert change(path.read_bytes()) != path.read_bytes()  # it is whole again
    assert "unchanged" in whole.doit()


def test_every_checkpoint_that_is_spoilt_counts_as_none(whole: Project) -> None:
    whole.slow_down()
    before = whole.results()
    process = whole.start("runs")
    whole.await_training(process)
    process.kill()
    process.communicate()
    for path in whole.root.glob("build/attempts/*/checkpoint*/*.npy"):
        rewritten(path, CHANGES["flipped"])
    whole.doit("runs")
    whole.edit("src/lab/nearest_mean.py", "        import time; time.sleep(0.3)\n", "")
    whole.doit("runs")
    assert whole.results().keys() > before.keys()
    assert sorted(set(whole.results().values())) == sorted(set(before.values()))


def test_no_edit_of_what_a_build_remembers_makes_it_trust_a_spoilt_result(whole: Project) -> None:
    before = whole.results()
    path = found(whole, ARRAYS)
    rewritten(path, CHANGES["flipped"])
    stat = path.stat()
    file = whole.root / "build/cache/verified.json"
    seal, _, content = file.read_bytes().partition(b"\n")
    known = json.loads(content)
    known[path.parent.name]["stats"][path.name] = [stat.st_size, stat.st_mtime_ns, stat.st_ino]
    rewritten(file, lambda _: seal + b"\n" + json.dumps(known).encode())
    said = whole.doit("runs")
    assert (
        "build/cache/verified.json: was changed since it was written; everything kept is read again" in said
    )
    assert len(whole.ran(said)) == 1
    assert whole.results() == before


def test_no_edit_of_what_is_remembered_of_the_sources_hides_a_change(whole: Project) -> None:
    file = whole.root / "build/cache/sources.json"
    known = file.read_bytes().partition(b"\n")[2]
    whole.edit("src/lab/distance.py", "SCALE = 1.0", "SCALE = 2.0")
    path = whole.root / "src/lab/distance.py"
    stat = path.stat()
    parsed = json.loads(known)
    parsed["lab.distance"]["key"][2:] = [stat.st_size, stat.st_mtime_ns, stat.st_ino]
    rewritten(file, lambda old: old.partition(b"\n")[0] + b"\n" + json.dumps(parsed).encode())
    said = whole.doit("runs")
    assert "build/cache/sources.json: was changed since it was written; every source is read again" in said
    assert whole.ran(said) == {"q1.slow", "q1.fast", "q2.long"}
    assert memory.read(file, 0) == {}
    assert "was changed" not in whole.doit("runs")  # it is said once


@pytest.mark.parametrize(
    "file",
    ["figures/q2.long_confusion.json", "figures/q2.long_confusion.svg", "quantities/q1.fast.json", "pages/q1.json",
     "report.html", "report.pdf"],
)  # fmt: skip
@pytest.mark.parametrize("how", ["flipped", "emptied"])
def test_an_exhibit_a_page_or_a_report_that_was_changed_is_named_and_made_as_it_was(
    whole: Project, file: str, how: str
) -> None:
    path = whole.root / "build" / file
    before, html = path.read_bytes(), whole.html()
    rewritten(path, CHANGES[how])
    said = whole.doit()
    assert whole.ran(said) == set()
    assert len([line for line in said.splitlines()[:-1] if f"build/{file}: " in line]) == 1, said
    assert len(said.splitlines()) == 2
    assert (path.read_bytes(), whole.html()) == (before, html)
