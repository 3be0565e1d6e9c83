"""What each edit makes again, and nothing else: a table, held by real doit on a project with an engine of its own.

A row names an edit and every run, figure, set of quantities and page that the next build writes anew. A project is
built once; each row starts from that build, in the same place and with the same files.
"""

from __future__ import annotations

import compileall
import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest

from .conftest import ROOT, laid_out
from .edits import Edit, added, appended, both, built, deleted, git, swapped, text, touched
from .snapshot import Snapshot

NOTHING: set[str] = set()
REPORT = {"report"}
Q1, Q2, Q3 = ({f"pages:q{n}", *REPORT} for n in (1, 2, 3))
PAGES = Q1 | Q2 | Q3
RUNS = {"q1.slow", "q1.fast", "q2.long", "q3.square", "q3.root"}
QUANTITIES = {f"quantities:{run}" for run in RUNS}
FIGURES = {"figures:q2.long_confusion", "figures:q3.square_confusion"}
SLOW = {"q1.slow", "quantities:q1.slow", *Q1}
SQUARE = {"q3.square", "quantities:q3.square", "figures:q3.square_confusion", *Q3}
ROOT_RUN = {"q3.root", "quantities:q3.root", *Q3}
TRAINED = RUNS | QUANTITIES | FIGURES | PAGES
ALL = {"blobs", *TRAINED}


HELPER, DEEP, TRAIN = "src/lab/distance.py", "src/lab/geometry/units.py", "src/lab/nearest_mean.py"
PLANE, SQUARED, TASK = "src/lab/geometry/plane.py", "src/lab/losses/square.py", "tasks/q1.py"
PAGE, SETTINGS, LOOK = "templates/q1.md.j2", "report.toml", "src/literate/figures"
DATA = "build/results/*/train_images.npy"
TURNED = "def turned(steps):\n    return steps[..., ::-1]\n"
FASTER = text(TASK, "lr=0.1", "lr=0.2")

TABLE: dict[str, tuple[Edit, set[str]]] = {
    # what cannot change a result
    "a comment": (text(HELPER, "SCALE = 1.0", "SCALE = 1.0  # as in the paper"), NOTHING),
    "a docstring": (text(HELPER, '"""Distances (N', '"""Squared distances (N'), NOTHING),
    "a blank line": (text(DEEP, "METRE", "\n\nMETRE"), NOTHING),
    "a call on three lines": (text(HELPER, "plane.length(points[:, None] - centres[None])",
                                   "plane.length(\n        points[:, None] - centres[None],\n    )"), NOTHING),
    "a parameter's annotation": (text(TRAIN, "lr: float = 0.5", "lr: object = 0.5"), NOTHING),
    "an annotation of what is returned": (text("src/lab/penalised.py", "-> dict:", "-> object:"), NOTHING),
    "a local's annotation": (text(PLANE, "total: float = ", "total = "), NOTHING),
    "an import for type checkers": (text(PLANE, "Decimal", "Context"), NOTHING),
    "a function moved within its file": (swapped(PLANE, "def length", "def turned"), NOTHING),
    "a file that no call reaches": (text("src/lab/unreached.py", "VALUE = 1", "VALUE = 2"), NOTHING),
    "a new file that nothing imports": (added("src/lab/new.py", "VALUE = 1\n"), NOTHING),
    "a comment in a task file": (text(TASK, "runs = {", "# two steps\n    runs = {"), NOTHING),
    "keywords in another order": (text(TASK, "data=BLOBS, lr=0.9", "lr=0.9, data=BLOBS"), NOTHING),
    "a default spelled out": (text(TASK, "lr=0.9", "lr=0.9, epochs=3"), NOTHING),
    "a comment in report.toml": (text(SETTINGS, "date =", "# today\ndate ="), NOTHING),
    "a touched file": (touched(HELPER, 60), NOTHING),
    "a touched template": (touched(PAGE, 60), NOTHING),
    "a back-dated file": (touched(TRAIN, -10**8), NOTHING),
    "doit's database deleted": (deleted("build/cache/doit.json"), NOTHING),
    "what is known of the sources deleted": (deleted("build/cache/sources.json"), NOTHING),
    "what doit reports": (text("src/literate/reporter.py", "sys.stderr", "sys.stdout"), NOTHING),
    # what can
    "a constant": (text(HELPER, "SCALE = 1.0", "SCALE = 2.0"), TRAINED),
    "a helper's helper": (text(DEEP, "METRE = 1.0", "METRE = 2.0"), TRAINED),
    "a package's __init__": (text("src/lab/geometry/__init__.py", '"""\n', '"""\n\nUNIT = 1\n'), TRAINED),
    "a renamed local": (text(PLANE, "total", "lengths"), TRAINED),
    "one loss": (text("src/lab/losses/root.py", "** self.power", "** (self.power / 2)"), ROOT_RUN),
    "its sibling": (text(SQUARED, "scores**2", "scores**4"), SQUARE),
    "a class-level annotation": (text(SQUARED, "weight: float", "weight: int"), SQUARE),
    "an argument": (FASTER, SLOW),
    "one run's seed": (text(TASK, "lr=0.1", "lr=0.1, seed=1"), SLOW),
    "the data's version": (text("tasks/data.py", "spread=0.5", "spread=0.4"), ALL),
    "two seeds": (appended(SETTINGS, "seeds = 2\n"), {f"{run}@1" for run in RUNS} | QUANTITIES | PAGES),
    "the profile": (appended(SETTINGS, 'profile = "paper"\n'), SQUARE | ROOT_RUN),
    "a run more": (text(TASK, "runs = {", 'runs = {\n        "still": run(nearest_mean.train, data=BLOBS, lr=0.0),'),
                   {"q1.still", "quantities:q1.still", *Q1}),
    "a run's name": (both(text(TASK, '"slow"', '"slower"'), text(PAGE, "slow.test", "slower.test"),
                          text("templates/cover.md.j2", "slow.test", "slower.test")), {"quantities:q1.slower", *Q1}),
    # views of results
    "a measure": (text("src/measures/leave_one_out.py", "import numpy as np\n", "import numpy as np\n\nN = 1\n"),
                  QUANTITIES | PAGES),
    "a figure": (text(f"{LOOK}/confusion.py", "import numpy as np\n", "import numpy as np\n\nN = 1\n"),
                 FIGURES | Q2 | Q3),
    "a template": (text(PAGE, "The slow run", "The slower run"), Q1),
    "an included template": (text("templates/notes.md.j2", "made", "drawn"), Q3),
    "the cover": (text("templates/cover.md.j2", "slow → fast", "slow to fast"), REPORT),
    "the style sheet": (text("templates/report.css", "}", "} "), REPORT),
    "the fonts": (text("src/literate/document/fonts.py", '600, "normal"', '700, "normal"'), PAGES),
    "the author": (text(SETTINGS, "Ada Lovelace", "Ada King"), REPORT),
    "a question's title, which only `doit list` shows": (text(TASK, 'title="Two', 'title="Both'), NOTHING),
    "a figure's argument": (text("tasks/q2.py", 'run=runs["long"]', 'run=runs["long"], width=90.0'),
                            {"figures:q2.long_confusion", *Q2}),
    "a commit": (git("commit", "--allow-empty", "-m", "Nothing"), REPORT),
    # there and back
    "an argument changed and changed back": (both(FASTER, built, text(TASK, "lr=0.2", "lr=0.1")), SLOW - {"q1.slow"}),
    "a branch and back": (both(git("switch", "other"), built, git("switch", "main")), Q1 | {"quantities:q1.slow"}),
    # what was built, changed by hand
    "a result": (appended(DATA), {"blobs"}),
    "a record": (appended(DATA, "}", beside="record.json"), {"blobs"}),
    "a figure's numbers": (appended("build/figures/q2.*.json"), {"figures:q2.long_confusion"}),
    "a picture": (appended("build/figures/q2.*.svg"), {"figures:q2.long_confusion"}),
    "a quantity": (appended("build/quantities/q1.slow.json"), {"quantities:q1.slow"}),
    "a page": (appended("build/pages/q1.json"), {"pages:q1"}),
    "the report": (appended("build/report.html", "!"), REPORT),
}  # fmt: skip

# more of the same, for the long tests
MORE: dict[str, tuple[Edit, set[str]]] = {
    "a constant of another type": (text(HELPER, "SCALE = 1.0", "SCALE = 1"), TRAINED),
    "the body of a helper": (text(PLANE, "total * units.METRE", "units.METRE * total"), TRAINED),
    "a function moved to another file": (both(text(PLANE, TURNED, ""), added("src/lab/geometry/turns.py", TURNED)),
                                         TRAINED),
    "a data file beside the code": (added("src/lab/geometry/table.csv", "1\n"), TRAINED),
    "a default that a run takes": (text(TRAIN, "epochs: int = 3", "epochs: int = 4"), TRAINED),
    "a class's constant": (text(SQUARED, "= 1.0", "= 2.0"), SQUARE),
    "a part's argument": (text("tasks/q3.py", "power=0.5", "power=1.0"), ROOT_RUN),
    "a whole number for a fraction": (text("tasks/q3.py", "power=0.5", "power=1"), ROOT_RUN),
    "the code of the data": (text("src/lab/blobs.py", '"train": 60', '"train": 90'), ALL),
    "the frame": (text("templates/base.html.j2", "</body>", "</body >"), REPORT),
    "the references": (appended("templates/references.bib", "\n"), PAGES),
    "the PDF deleted": (deleted("build/report.pdf"), REPORT),
}  # fmt: skip


@pytest.fixture(scope="module")
def snapshot(tmp_path_factory: pytest.TempPathFactory, fonts: Path) -> Iterator[Snapshot]:
    """The project as it was built, with the engine's sources as its own, under git with a branch `other`."""
    with laid_out(tmp_path_factory.mktemp("edits") / "project", fonts) as project:
        shutil.copytree(ROOT / "tests/projects/deeper", project.root, dirs_exist_ok=True)
        for package in ("literate", "measures"):
            shutil.copytree(ROOT / "src" / package, project.root / "src" / package)
        compileall.compile_dir(project.root / "src", quiet=2)  # once, and not at every start of doit
        for command in ("init -b main", "add src/lab tasks", "commit -m Start", "switch -c other"):
            git(*command.split())(project)
        FASTER(project)
        for command in ("commit -a -m Faster", "switch main"):
            git(*command.split())(project)
        project.doit()
        yield Snapshot(project)


@pytest.mark.parametrize("name", [*TABLE, *(pytest.param(name, marks=pytest.mark.long) for name in MORE)])
def test_an_edit_makes_again_exactly_what_it_can_change(snapshot: Snapshot, name: str) -> None:
    edit, expected = (TABLE | MORE)[name]
    project = snapshot.restore()
    edit(project)
    said = project.doit()
    assert snapshot.made_anew(said) == expected, said
    assert "unchanged" in project.doit()
