"""A small page's material: two runs that stood, one that did not, a picture and a table."""

from __future__ import annotations

import shutil
from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import pytest

from literate.document import appendix, assemble, claims, page, tables, verdicts
from literate.document.assemble import Report, TitleBlock
from literate.document.comparing import Verdict
from literate.document.names import page_names
from literate.document.page import KeptDrawing, Page
from literate.document.quantity import Missing, Quantity
from literate.document.weighing import Weighed
from literate.settings import Author
from measures.quantiles import normal

SVG = (
    '<svg xmlns="http://www.w3.org/2000/svg" width="80mm" height="40mm" viewBox="0 0 80 40"'
    ' font-family="Report Sans">'
    '<g id="a"><path fill="#1f5b99" d="M0 0h9v9z"/><text x="2" y="30" font-size="7">epoch</text></g>'
    '<use href="#a"/></svg>'
)
BIB = """@article{hermans2017,
  author = {Hermans, Alexander and Beyer, Lucas and Leibe, Bastian},
  title = {In Defense of the {T}riplet Loss},
  year = 2017, eprint = "1703.07737",
}
"""


@dataclass
class Court:
    """Judges claims on runs whose test accuracies are given, by intervals of a given half-width at 95 %.

    A lesser share of α gives a wider interval, as of a normal difference. Runs may be `Missing`, or hold more.
    """

    half: float | None = 0.01
    seeds: int = 1
    asked: list[float] = field(default_factory=list)

    def weigh(self, difference: Quantity, share: float) -> Weighed | None:
        self.asked.append(share)
        if self.half is None:
            return None
        error = self.half / normal(0.975)
        margin = error * normal(1 - 0.025 * share)
        low, high = difference.value - margin, difference.value + margin
        return Weighed(low, high, "797 test images, 1 seed", self.seeds, error**2, 0.0, 60.0)

    def names(self, **values: Any) -> Any:
        return page_names("q3", {run: self._held(run, value) for run, value in values.items()}, {})

    def judge(self, text: str, **values: Any) -> Verdict:
        return verdicts.verdict(claims.parse(text), self.names(**values), self.weigh)

    def kind(self, text: str, **values: Any) -> str:
        return self.judge(text, **values).verdict

    @staticmethod
    def _held(run: str, value: Any) -> Any:
        return value if isinstance(value, Missing | dict) else {"test": number(run, "test", value)}


@pytest.fixture
def court() -> Court:
    """Intervals of ± 1 point."""
    return Court()


@pytest.fixture
def exact() -> Court:
    """Numbers as measured."""
    return Court(None)


def as_measured(difference: Quantity, share: float) -> None:
    """Weighs by value alone."""


def number(run: str, measure: str, value: float, **more: Any) -> Quantity:
    return Quantity(
        value, more.pop("unit", "fraction"), 797, (f"q3.{run}",), measure, "694 / 797 images", **more
    )


QUANTITIES: dict[str, Any] = {
    "adam": {
        "test": number("adam", "test", 0.885),
        "train": number("adam", "train", 0.951),
        "loss": number("adam", "loss", 0.2, better="less"),
        "images": number("adam", "images", 797, unit="count"),
        "seconds": number("adam", "seconds", 193.2, unit="seconds"),
        "worst": "cat",
        "recall": {"cat": number("adam", "recall.cat", 0.5)},
    },
    "sgd": {
        "test": number("sgd", "test", 0.684),
        "train": number("sgd", "train", 0.953),
        "loss": number("sgd", "loss", 0.5, better="less"),
    },
}
WITH_MISSING = {**QUANTITIES, "momentum": Missing("q3.momentum", "diverged at epoch 3")}
DRAWING = KeptDrawing(SVG, "Loss falls from 0.6 to 0.1.", {"epoch": [1, 2], "loss": [0.6, 0.1]}, 80.0,
                      runs={"": ["q3.adam"]})  # fmt: skip
TABLE = tables.Table(
    (tables.Column("Optimiser"), tables.Column("Test", "number", "max")),
    (("SGD", QUANTITIES["sgd"]["test"]), ("Adam", QUANTITIES["adam"]["test"])),
)

PROVENANCE: appendix.Provenance = {
    "commit": "54d381a948ffe",
    "changed": True,
    "sources": {"First": ["tasks/q1.py", "src/lab/x.py"], "Third": ["tasks/q3.py", "src/lab/x.py"]},
    "runs": [
        {
            "name": "q3.adam", "digest": "622a0b210cabcdef", "seconds": 193.2, "seeds": [0, 1],
            "device": "cpu, 1 thread", "parameters": 93282, "selection": "fixed in advance",
            "test_scored": "once, after training",
        }
    ],
    "data": [
        {
            "name": "digits", "licence": "CC BY 4.0", "source": "UCI", "citation": "", "notes": "8 × 8",
            "images": "1 200 / 300 / 297",
        }
    ],
    "versions": {"python": "3.11.9"},
    "hardware": ["EPYC, 2 cores"],
}  # fmt: skip

FIRST = """# First

{{ figure("loss", caption="One.") }} {{ ref("loss") }} {{ ref("q3.both") }} {{ ref("q9.x") }}

$$x_i$$ (a)

A.^[Foot {{ adam.test }}.]
"""
THIRD = """# Third

{{ figure("loss", "gap", caption="Two.", name="both") }} {{ ref("gap") }} {{ ref("q1.loss") }} {{ ref("rows") }}

{{ table("rows", caption="T.") }}

$$x_i$$ (a)

{{ ref("eq:a") }} and {{ ref("q1.eq:a") }}.^[Second.] [@hermans2017]

[Adam is best]{? adam.test is best} and [SGD is]{? sgd.test is best}.
"""
TEMPLATES = Path(__file__).parents[3] / "templates"
FRAME = ("base.html.j2", "report.css", "paper.css", "report.js", "appendix.md.j2")
Render = Callable[..., Page]
Assembled = Callable[..., Report]


@pytest.fixture
def render(tmp_path: Path) -> Render:
    """Renders a template given as text; other files may lie beside it."""

    def rendered(text: str, name: str = "q3", files: dict[str, str] | None = None, **more: Any) -> Page:
        (tmp_path / "references.bib").write_text(BIB)
        for file, content in {**(files or {}), f"{name}.md.j2": text}.items():
            (tmp_path / file).write_text(content, encoding="utf-8")
        given: dict[str, Any] = {
            "quantities": QUANTITIES,
            "exhibits": {"loss": DRAWING, "gap": DRAWING, "rows": TABLE},
            "arguments": {"adam": {"lr": 1e-3, "model": {"width": 64}}, "sgd": {"lr": 0.1}},
            "bibliography": tmp_path / "references.bib",
            "weigh": as_measured,
        }
        return page.render(name, tmp_path / f"{name}.md.j2", **{**given, **more})

    return rendered


@pytest.fixture(scope="session")
def cache(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Fonts are cut once for all tests."""
    return tmp_path_factory.mktemp("fonts")


@pytest.fixture(scope="session")
def specimen(tmp_path_factory: pytest.TempPathFactory, cache: Path) -> Path:
    """A folder with the specimen report, as HTML and PDF."""
    from . import specimen  # draws figures: a second that the other tests need not wait

    folder = tmp_path_factory.mktemp("specimen")
    specimen.write(folder, cache)
    return folder


@pytest.fixture
def assembled(tmp_path: Path, cache: Path) -> Assembled:
    """The report of given parts, with the project's own skeleton and a cover of one number."""
    folder = tmp_path / "templates"
    folder.mkdir()
    for name in FRAME:
        shutil.copy(TEMPLATES / name, folder)
    (folder / "references.bib").write_text(
        (tmp_path / "references.bib").read_text() if (tmp_path / "references.bib").exists() else ""
    )
    (folder / "cover.md.j2").write_text('{{ key(q3.adam.test, "test accuracy") }}')

    def made(parts: list[assemble.Part], **more: Any) -> Report:
        title = TitleBlock(
            "Assignment 2",
            "Four questions",
            "Deep Learning",
            (Author("Ada Lovelace", "7"),),
            "2022-03-03",
            "quick",
        )
        return assemble.report(
            parts,
            more.get("title", title),
            more.get("provenance", PROVENANCE),
            templates=folder,
            keys={"q3": QUANTITIES},
            cache=cache,
        )

    return made


@pytest.fixture
def pages(render: Render) -> list[Page]:
    return [render(FIRST, name="q1"), render(THIRD)]
