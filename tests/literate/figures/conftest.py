"""The gallery, drawn once, and what its SVG says read back by an XML parser."""

import functools
import runpy
import xml.etree.ElementTree as ET
from collections.abc import Iterator
from pathlib import Path
from typing import Any, NamedTuple

import pytest

from literate.figures import fonts
from literate.figures.canvas import Drawing

HERE = Path(__file__).parent
PLACES = runpy.run_path(str(HERE / "gallery.py"))
SVG = "{http://www.w3.org/2000/svg}"


class Type(NamedTuple):
    """A line of type: what it says, its attributes, and the box of its capitals in points, y downwards."""

    says: str
    paint: dict[str, str]
    left: float
    top: float
    right: float
    bottom: float


@functools.cache
def drawn(name: str) -> Drawing:
    """One drawing of the gallery."""
    return PLACES["GALLERY"][name]()


@pytest.fixture(scope="session")
def gallery() -> Any:
    """Name to drawing."""
    return drawn


@pytest.fixture(params=sorted(PLACES["GALLERY"]))
def drawing(request: pytest.FixtureRequest) -> Drawing:
    """Each drawing of the gallery in turn."""
    return drawn(request.param)


@pytest.fixture(scope="session")
def run() -> Any:
    """A function that makes a result: names, images, noise, epochs, seed."""
    return PLACES["run"]


@pytest.fixture(scope="session")
def elements() -> Any:
    """A function that lists the elements of a drawing with all attributes they have or inherit."""
    return walk


@pytest.fixture(scope="session")
def types() -> Any:
    """A function that lists the lines of type of a drawing."""
    return lambda drawing: [
        _type(element, paint) for element, paint in walk(drawing) if element.tag == f"{SVG}text"
    ]


def walk(drawing: Drawing) -> Iterator[tuple[ET.Element, dict[str, str]]]:
    """Each element below the root with its own and inherited attributes."""
    todo = [(ET.fromstring(drawing.svg), {})]
    while todo:
        element, above = todo.pop()
        paint = {**above, **element.attrib}
        if element.tag != f"{SVG}svg":
            yield element, paint
        todo += [(child, paint) for child in reversed(element)]


def _type(element: ET.Element, paint: dict[str, str]) -> Type:
    size, says = float(paint["font-size"]), element.text or ""
    wide = fonts.width(says, size, int(paint.get("font-weight", 400))) * fonts.MM
    x, y = float(element.attrib["x"]), float(element.attrib["y"])
    if "rotate(-90" in element.attrib.get("transform", ""):
        return Type(says, paint, x - 0.66 * size, y - wide, x, y)
    return Type(says, paint, x, y - 0.66 * size, x + wide, y)
