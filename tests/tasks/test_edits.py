"""Which runs of the report an edit renames, asked of its plan: what is not renamed is not trained again."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
PLAN = """
import json, pathlib, sys
from literate.plan import Plan
from literate.settings import Settings
plan = Plan(pathlib.Path(sys.argv[1]), Settings())
plan.sources.save()
exhibits = {f"{kind}:{name}": plan.spec(exhibit.call).fingerprint for (kind, name), exhibit in plan.exhibits.items()}
print(json.dumps([{name: plan.fingerprint(name) for name in plan.runs}, exhibits]))
"""
Q3 = {f"q3.{name}" for name in ("sgd", "minibatch_sgd", "momentum", "adam")}
TRIPLET = {"q2.densenet_triplet_ce", "q2.resnet_triplet_svm"}
DENSENET = {"densenet121_glyphs", "q2.densenet_triplet_ce", "q2.densenet_ce"}
TABLE = {
    "a comment": ("src/lab/training.py", "import torch\n", "import torch  # late\n", set()),
    "a docstring": ("src/lab/losses/center.py", '"""', '"""Again: ', set()),
    "a loss": ("src/lab/losses/center.py", "class ", "EXTRA = 1\n\n\nclass ", {"q2.resnet_center"}),
    "its sibling": ("src/lab/losses/triplet.py", "import torch\n", "import torch\n\nEXTRA = 1\n", TRIPLET),
    "a model": ("src/lab/models/densenet.py", "import torch\n", "import torch\n\nEXTRA = 1\n", DENSENET),
    "an experiment": ("src/lab/optimiser_race.py", "import torch\n", "import torch\n\nEXTRA = 1\n", Q3),
    "an argument": ("tasks/q3.py", '"lr": 1e-3', '"lr": 2e-3', Q3),
    "one run's argument": ("tasks/q3.py", "momentum=0.9", "momentum=0.8", {"q3.momentum"}),
    "a comment in the plan": ("tasks/q3.py", "same = {", "# alike\n    same = {", set()),
    "a measure": (
        "src/measures/confusion.py",
        "import numpy as np\n",
        "import numpy as np\n\nEXTRA = 1\n",
        set(),
    ),
    "a figure": (
        "src/literate/figures/race.py",
        "import numpy as np\n",
        "import numpy as np\n\nEXTRA = 1\n",
        set(),
    ),
    "a template": ("templates/q2.md.j2", "#", "# ", set()),
    "the engine": ("src/literate/pool.py", "import json\n", "import json\n\nEXTRA = 1\n", set()),
}
VIEWS = ("a measure", "a figure")  # edits that train nothing, and yet show


@pytest.fixture(scope="module")
def copy(tmp_path_factory: pytest.TempPathFactory) -> Path:
    place = tmp_path_factory.mktemp("report")
    for folder in ("src", "tasks", "templates"):
        shutil.copytree(ROOT / folder, place / folder, ignore=shutil.ignore_patterns("__pycache__"))
    return place


@pytest.fixture(scope="module")
def before(copy: Path) -> tuple[dict[str, str], dict[str, str]]:
    return names(copy)


def names(copy: Path) -> tuple[dict[str, str], dict[str, str]]:
    """The fingerprint of every run, and of every exhibit."""
    environment = {**os.environ, "PYTHONPATH": str(copy / "src"), "PYTHONDONTWRITEBYTECODE": "1"}
    command = [sys.executable, "-c", PLAN, str(copy)]
    done = subprocess.run(command, env=environment, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
    runs, exhibits = json.loads(done.stdout)
    return runs, exhibits


def renamed(
    copy: Path, before: tuple[dict[str, str], dict[str, str]], name: str
) -> tuple[set[str], set[str]]:
    """The runs and the exhibits that have another fingerprint after an edit, which is then taken back."""
    file, old, new, _ = TABLE[name]
    path = copy / file
    text = path.read_text(encoding="utf-8")
    assert old in text
    path.write_text(text.replace(old, new, 1), encoding="utf-8")
    try:
        after = names(copy)
    finally:
        path.write_text(text, encoding="utf-8")
    runs, exhibits = (
        {name for name in now if now[name] != then[name]} for now, then in zip(after, before, strict=True)
    )
    return runs, exhibits


@pytest.mark.parametrize("name", TABLE)
def test_an_edit_trains_again_exactly_what_it_can_change(
    copy: Path, before: tuple[dict[str, str], dict[str, str]], name: str
) -> None:
    expected = TABLE[name][3]
    runs, exhibits = renamed(copy, before, name)
    assert runs == expected
    assert exhibits >= {f"quantities:{run}" for run in expected} & before[1].keys()
    if not expected and name not in VIEWS:
        assert not exhibits


def test_an_edit_of_a_measure_counts_everything_again(
    copy: Path, before: tuple[dict[str, str], dict[str, str]]
) -> None:
    _, exhibits = renamed(copy, before, "a measure")
    assert exhibits >= {exhibit for exhibit in before[1] if exhibit.startswith("quantities:")}
    assert "figures:q1.after_confusion" in exhibits


def test_an_edit_of_a_figure_draws_that_kind_again(
    copy: Path, before: tuple[dict[str, str], dict[str, str]]
) -> None:
    assert renamed(copy, before, "a figure") == (set(), {"figures:q3.loss"})
