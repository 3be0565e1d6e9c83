"""A report with one of everything that a document can hold, out of small results.

`python -m tests.literate.document.specimen FOLDER CACHE` writes it; the fonts that it cuts go to the cache.
"""

from __future__ import annotations

import dataclasses
import shutil
import sys
from pathlib import Path
from typing import Any

from tests.literate.figures.gallery import GALLERY

from literate.document import assemble, listings, page, pdf
from literate.document.page import Page
from literate.document.quantity import Missing
from literate.document.tables import Column, Table
from literate.settings import Author

from .conftest import BIB, FRAME, PROVENANCE, QUANTITIES, TEMPLATES, number

RUNS = {"": ["q3.adam", "q3.sgd"], "Adam": ["q3.adam"], "SGD": ["q3.sgd"]}
DRAWN = {  # figures by the names of their functions
    "confusion": "confusion_10", "blocks": "confusion_30", "roc": "roc_10", "curves": "curves_10", "race": "race_4",
    "losses": "multiples_4", "gap": "gap_4", "embedding": "embedding_2", "examples": "examples_8px",
    "reliability": "reliability_10",
}  # fmt: skip
LISTING = listings.Listing("src/lab/losses/center.py", 12, 'def pull(x):\n    return "x" * 2  # twice\n')

PROSE = """# Question 3: *every* kind of text

[Adam is best]{? adam.test is best}, {{ adam.test }}; [SGD leads]{? sgd.test > adam.test}; [SGD leads]{? sgd.test >
adam.test | else Adam leads by {{ adam.test - sgd.test | points }}}; [momentum helps]{? momentum.test > sgd.test}.
[The step may be the reason.]{conjecture} SGD is
{{ compare(sgd.test, adam.test) }} Adam.[A note of {{ adam.args.lr }}.]{.note} Foot.^[A foot note with
{{ sgd.test }}.] [@hermans2017] A rare sign ∯, one that no font has 日, `code`, **strong** and
[a link](https://example.org). Momentum has {{ momentum.test }}; the worst class is {{ adam.worst }}.

$$ \\sum_{i=1}^N x_i $$ (sum)

- One of {{ adam.images | words }} images, inline $\\frac{x_i}{2}$ and $x_i$, as in {{ ref("eq:sum") }}.
- {{ ref("both") }}, {{ ref("confusion") }}, {{ ref("rows") }}, {{ ref("q9.gone") }}.

> A quotation.

{{ table("rows", caption="Scores.") }}

{{ table("classes", caption="By class.") }}

{{ code("lab.losses.center:pull", caption="A listing.") }}

"""
FIGURES = """# Question 2: every kind of figure

{{ figure("confusion", "roc", name="both", a="Counts.", b="Curves.", caption="Two panels.") }}

{{ figure("gone", caption="A figure that could not be drawn.") }}

""" + "".join(
    f'{{{{ figure("{name}", caption="Kind: {name}.") }}}}\n\n'
    for name in DRAWN if name not in ("confusion", "roc")
)  # fmt: skip


def tables() -> dict[str, Table]:
    """A table in groups with a gap, and one with bars and strips."""
    rows = tuple((run.upper(), QUANTITIES[run]["test"], QUANTITIES[run]["loss"]) for run in ("adam", "sgd"))
    gone = ("Momentum", Missing("q3.momentum", "diverged"), None)
    heads = (Column("Run"), Column("Test", "number", "max"), Column("Loss", "number", "min"))
    recalls = tuple(number("adam", f"recall.{at}", at / 4) for at in range(5))
    bars = tuple(Column(str(at), "bar", decimals=2, runs=("q3.adam",)) for at in range(5))
    return {
        "rows": Table(heads, (*rows, gone), (("one", 2), ("two", 1)), "Group"),
        "classes": Table((Column("class"), *bars, Column("all")), (("adam", *recalls, recalls),), wide=True),
    }


def parts(folder: Path) -> list[assemble.Part]:
    """A page of prose, a stale one of figures, and a gap."""
    drawings: dict[str, Any] = {
        name: page.drawing(dataclasses.asdict(GALLERY[drawn]()), RUNS) for name, drawn in DRAWN.items()
    }
    exhibits = drawings | tables() | {"gone": Missing("q2.gone", "ended by SIGKILL")}
    return [
        _page(
            folder,
            "q3",
            PROSE.replace('{{ ref("both") }}, {{ ref("confusion") }}', '{{ ref("q2.both") }}'),
            exhibits,
        ),
        assemble.Stale(_page(folder, "q2", FIGURES, exhibits), "Changed since: q2.gone."),
        assemble.Gap("q4", "Question 4", "It was never built.", "doit q4"),
    ]


def _page(folder: Path, name: str, text: str, exhibits: dict[str, Any]) -> Page:
    (folder / f"{name}.md.j2").write_text(text, encoding="utf-8")
    return page.render(
        name,
        folder / f"{name}.md.j2",
        quantities=QUANTITIES | {"momentum": Missing("q3.momentum", "diverged at epoch 3")},
        exhibits=exhibits,
        arguments={"adam": {"lr": 1e-3}},
        code=lambda _: LISTING,
        bibliography=folder / "references.bib",
        weigh=lambda difference, share: None,
    )


def report(folder: Path, cache: Path) -> assemble.Report:
    """The report of all parts; its templates are written to the folder."""
    for name in FRAME:
        shutil.copy(TEMPLATES / name, folder)
    (folder / "references.bib").write_text(BIB, encoding="utf-8")
    (folder / "cover.md.j2").write_text(
        '{{ key(q3.sgd.test, q3.adam.test, "SGD → Adam") }}', encoding="utf-8"
    )
    authors = (Author("Ada Lovelace", "7", "wrote all of it"), Author("Grace Hopper", "8", "ran it"))
    title = assemble.TitleBlock(
        "Assignment 2", "Four questions", "Deep Learning", authors, "2022-03-03", "quick", tools="An editor."
    )
    return assemble.report(
        parts(folder), title, PROVENANCE, templates=folder, keys={"q3": QUANTITIES}, cache=cache
    )


def write(folder: Path, cache: Path) -> assemble.Report:
    """Writes `report.html` and `report.pdf`."""
    made = report(folder, cache)
    (folder / "report.html").write_text(made.screen, encoding="utf-8")
    pdf.write(made, folder / "report.pdf")
    return made


if __name__ == "__main__":
    write(Path(sys.argv[1]), Path(sys.argv[2]))
