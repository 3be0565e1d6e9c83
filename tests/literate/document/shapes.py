"""A report of every shape that results can have, to be looked at: 2, 10, 20 and 200 classes, long names, seeds, gaps.

`python -m tests.literate.document.shapes FOLDER CACHE` writes its HTML and PDF; the fonts it cuts go to the cache.
"""

from __future__ import annotations

import dataclasses
import hashlib
import shutil
import sys
from pathlib import Path
from typing import Any

import numpy as np
from tests.literate.figures.gallery import DIGITS, LONG, MANY, run

from literate import scores, store
from literate.document import assemble, page, pdf
from literate.document.page import Page
from literate.document.quantity import Missing
from literate.figures import confusion, curves, gap, race, reliability, roc
from literate.figures.canvas import Drawing
from literate.settings import Author
from literate.store import Result
from literate.tables import classwise, comparison

from .conftest import BIB, FRAME, PROVENANCE, TEMPLATES

SHAPES = {  # title → classes, images, seeds
    "Two classes, one seed": (["cat", "dog"], 400, 1),
    "Ten digits, five seeds": (DIGITS, 2000, 5),
    "Ten classes of long names": (LONG, 800, 1),
    "Twenty classes, five seeds": (MANY[:20], 2000, 5),
    "Two hundred classes": (MANY, 6000, 1),
}
ROWS = {"before": ["before_recall_of", "before"], "after": ["recall_of", "test"]}
COLUMNS = {
    "Validation": "validation",
    "Test": "test",
    "Precision": "precision",
    "F-score": "f",
    "Gap": "train - test",
}
PROSE = """# {title}

The plain run reaches {{{{ plain.test }}}} (validation {{{{ plain.validation }}}}) on {{{{ plain.test.n }}}} images of
{{{{ plain.classes | words }}}} classes, the noisy one {{{{ noisy.test }}}}:
[the plain run is better]{{? plain.test > noisy.test | else the plain run is not better}}, as {{{{ ref("confusion") }}}}
and {{{{ ref("scores") }}}} show. The third run has {{{{ gone.test }}}}.

{{{{ table("scores", caption="Scores of two runs, and of one that failed.") }}}}

{{{{ table("classwise", caption="Recall of each class.") }}}}

{{{{ figure({matrices}, name="both", caption="Confusion matrix and ROC curves.") }}}}

{{{{ figure("curves", "reliability", name="trained", a="By epoch.", b="By confidence.", caption="One run.") }}}}

{{{{ figure("race", "gap", name="raced", a="By epoch.", b="At the end.", caption="Two runs.") }}}}

{{{{ figure("gone", caption="A figure that could not be drawn.") }}}}
"""


def seeded(folder: Path, classes: list[str], images: int, seeds: int, noise: float) -> list[Result]:
    """Kept results of one experiment under several seeds."""
    results = []
    for seed in range(seeds):
        arrays = run(classes, images, noise, seed=seed)
        for name in ("labels", "scores"):
            arrays[f"validation_{name}"] = arrays[f"test_{name}"][::2]
        arrays |= {"before_test_scores": arrays["before_scores"], "before_test_labels": arrays["test_labels"]}
        name = hashlib.sha256(repr((classes, seed, noise)).encode()).hexdigest()[:32]
        note = {"fingerprint": name, "values": {"parameters": 93282}, "seconds": 2.0}
        store.write(folder / name, {key: np.asarray(value) for key, value in arrays.items()}, note)
        results.append(Result(folder / name))
    return results


def shaped(folder: Path, name: str, title: str) -> Page:
    """A page of two runs of one shape, with a third that failed."""
    classes, images, seeds = SHAPES[title]
    runs = {
        each: seeded(folder, classes, images, seeds, noise) for each, noise in (("plain", 1), ("noisy", 1.4))
    }
    names: dict[str, Any] = {
        each: scores.classifier(results, [f"{name}.{each}"] * seeds) for each, results in runs.items()
    }
    names["gone"] = Missing(f"{name}.gone", "ended by SIGKILL")
    drawn = drawings(runs)
    wide = drawn["confusion"].width > 100
    matrices = '"confusion"' if wide else '"confusion", "roc", a="Counts.", b="Curves."'
    tables = {
        "scores": comparison.tabulate(
            names, rows={each: [each] for each in names}, columns=COLUMNS, titles=["Run"]
        ),
        "classwise": classwise.tabulate(names, run="plain", rows=ROWS),
    }
    exhibits = {
        each: page.drawing(dataclasses.asdict(drawing), {"": [f"{name}.plain"]})
        for each, drawing in drawn.items()
    }
    path = folder / f"{name}.md.j2"
    path.write_text(PROSE.format(title=title, matrices=matrices), encoding="utf-8")
    return page.render(
        name,
        path,
        quantities=names,
        exhibits=exhibits | tables | {"gone": names["gone"]},
        bibliography=folder / "references.bib",
        weigh=lambda difference, share: None,
    )


def drawings(runs: dict[str, list[Result]]) -> dict[str, Drawing]:
    """Every kind of figure that takes any number of classes."""
    first = runs["plain"][0]
    return {
        "confusion": confusion.draw(first),
        "roc": roc.draw(first),
        "curves": curves.draw(first),
        "reliability": reliability.draw(first),
        "race": race.draw(runs),
        "gap": gap.draw(runs),
    }


def write(folder: Path, cache: Path) -> assemble.Report:
    """Writes `report.html` and `report.pdf`: a page a shape, one that was never built, a title of many words."""
    for name in FRAME:
        shutil.copy(TEMPLATES / name, folder)
    (folder / "references.bib").write_text(BIB, encoding="utf-8")
    (folder / "cover.md.j2").write_text("A cover of prose, and of no key number.\n", encoding="utf-8")
    authors = tuple(
        Author(
            f"{name} of the Long and Winding Family Name", f"B19CSE{at}", f"did part {at}, and wrote it up"
        )
        for at, name in enumerate(("Ada", "Grace", "Emmy", "Sofia", "Maryam"), 110)
    )
    title = assemble.TitleBlock(
        "A comparison of losses, backbones and optimisers on images of two, ten, twenty and two hundred classes",
        "With a subtitle that does not fit in one line either, since it names all that the report is about",
        "Advanced Topics in Deep Learning and its Applications", authors, "2022-03-03", "quick",
        tools="An editor, and a spelling checker.", apart=True,
    )  # fmt: skip
    parts: list[assemble.Part] = [shaped(folder, f"q{at}", each) for at, each in enumerate(SHAPES, 1)]
    parts.insert(2, assemble.Gap("q9", "A question that was never built", "It was never built.", "doit q9"))
    made = assemble.report(parts, title, PROVENANCE, templates=folder, keys={}, cache=cache)
    (folder / "report.html").write_text(made.screen, encoding="utf-8")
    pdf.write(made, folder / "report.pdf")
    return made


if __name__ == "__main__":
    write(Path(sys.argv[1]), Path(sys.argv[2]))
