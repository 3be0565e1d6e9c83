"""What each edit of this repository's own report makes again, and nothing else: rows of a table, held by real doit."""

from __future__ import annotations

import re
import shutil

import pytest

from .conftest import Project
from .edits import Edit, added, appended, both, deleted, rewritten, text, touched
from .snapshot import Snapshot

pytestmark = pytest.mark.long

NOTHING: set[str] = set()
REPORT = {"report"}
Q1, Q2, Q3 = ({f"pages:q{n}", *REPORT} for n in (1, 2, 3))
ROWS = ("densenet_triplet_ce", "densenet_ce", "resnet_triplet_svm", "resnet_ce", "resnet_center")
RUNS = {"q1.svm", "q1.finetune"} | {f"q2.{row}" for row in ROWS}
RUNS |= {f"q3.{row}" for row in ("sgd", "minibatch_sgd", "momentum", "adam")}
QUANTITIES = {f"quantities:{run}" for run in RUNS}
CENTER = {
    "q2.resnet_center",
    "quantities:q2.resnet_center",
    "figures:q2.losses",
    "figures:q2.embeddings",
    *Q2,
}
RACE = {"figures:q3.loss", "figures:q3.gaps", *Q3}
TRAINING, LOSS, PLAN = "src/lab/training.py", "src/lab/losses/center.py", "tasks/q3.py"


def spoilt(run: str) -> Edit:
    """Change one array of a run's result by hand."""

    def spoil(project: Project) -> None:
        kept = re.search(r"build/results/\w+", project.doit("why", run))
        assert kept
        rewritten(project.root / kept[0] / "test_scores.npy", lambda old: old[:-1] + bytes([old[-1] ^ 1]))

    return spoil


def trained(run: str) -> Edit:
    """A build between two edits that trains one run; what it does to the claims does not matter."""

    def train(project: Project) -> None:
        assert project.ran(project.doit(status=None)) == {run}

    return train


TABLE: dict[str, tuple[Edit, set[str]]] = {
    # what cannot change a result
    "a comment": (text(TRAINING, "import torch\n", "import torch  # late\n"), NOTHING),
    "a docstring": (text("src/lab/optimiser_race.py", '"""One network', '"""A network'), NOTHING),
    "an annotation": (text("src/lab/optimiser_race.py", "momentum: float = 0.0", "momentum: object = 0.0"), NOTHING),
    "a touched file": (touched(TRAINING, 60), NOTHING),
    "a back-dated file": (touched(LOSS, -10**8), NOTHING),
    "doit's database deleted": (deleted("build/cache/doit.json"), NOTHING),
    "a new file that nothing imports": (added("src/lab/losses/new.py", "VALUE = 1\n"), NOTHING),
    # what is read, but not run
    "a comment in code that a page quotes": (text(LOSS, ".mean() / 2", ".mean() / 2  # L"), Q2),
    "the style sheet": (text("templates/report.css", "}", "} "), REPORT),
    "the frame": (text("templates/base.html.j2", "</body>", "</body >"), REPORT),
    "the appendix": (text("templates/appendix.md.j2", "##", "## The"), REPORT),
    "the author": (text("report.toml", 'authors  = ["', 'authors  = ["Dr. '), REPORT),
    "a template": (text("templates/q3.md.j2", "The network has", "This network has"), Q3),
    "the references": (appended("templates/references.bib", "\n"), Q1 | Q2 | Q3),
    # views of results
    "a figure": (text("src/literate/figures/race.py", "import numpy as np\n", "import numpy as np\n\nN = 1\n"),
                 {"figures:q3.loss", *Q3}),
    "a measure": (text("src/measures/embeddings.py", "import numpy as np\n", "import numpy as np\n\nN = 1\n"),
                  QUANTITIES | {"figures:q2.embeddings"} | Q1 | Q2 | Q3),
    # what trains
    "a result changed by hand": (spoilt("q3.momentum"), {"q3.momentum"}),
    "a loss": (text(LOSS, ".mean() / 2", ".mean() / 2.0"), CENTER),
    "an argument and back": (both(text(PLAN, "momentum=0.9", "momentum=0.8"), trained("q3.momentum"),
                                  text(PLAN, "momentum=0.8", "momentum=0.9")), {"quantities:q3.momentum", *RACE}),
}  # fmt: skip


@pytest.fixture(scope="module")
def snapshot(report: Project, tmp_path_factory: pytest.TempPathFactory) -> Snapshot:
    """A copy of the built report, which has looked at its files."""
    place = tmp_path_factory.mktemp("edits") / "report"
    shutil.copytree(report.root, place)
    copy = Project(place)
    assert "unchanged" in copy.doit()
    return Snapshot(copy)


@pytest.mark.parametrize("name", TABLE)
def test_an_edit_of_the_report_makes_again_exactly_what_it_can_change(snapshot: Snapshot, name: str) -> None:
    edit, expected = TABLE[name]
    project = snapshot.restore()
    edit(project)
    said = project.doit()
    assert snapshot.made_anew(said) == expected, said
    assert "unchanged" in project.doit()
