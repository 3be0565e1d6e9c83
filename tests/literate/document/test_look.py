"""Goldens of the specimen: its structure as an outline, and its printed pages as typed pixels.

`RENEW_GOLDENS=1 uv run pytest tests/literate` writes them anew; read the difference before committing it.
"""

from __future__ import annotations

import os
import shutil
import subprocess
from pathlib import Path

import numpy as np
import pytest
from numpy.typing import NDArray
from PIL import Image

from . import outline

GOLDENS = Path(__file__).parent / "goldens"
INKS = " .:-=+*#%@"  # from paper to ink
DOTS, EDGE = 6, "-" * 50  # an inch: 4 mm a letter; the line between two pages
NEAR, FEW = (
    2,
    0.02,
)  # inks that another rasteriser may be off by, and the share of letters that may be off by more


def renewed(golden: Path, text: str) -> str:
    """The golden's text, written anew if that is asked for."""
    if os.environ.get("RENEW_GOLDENS"):
        golden.write_text(text, encoding="utf-8")
    return golden.read_text(encoding="utf-8")


def typed(page: Path) -> str:
    """A page's picture, a letter a pixel."""
    darkness = 255 - np.asarray(Image.open(page).convert("L"), dtype=int)
    shades = np.minimum(darkness * 2 * len(INKS) // 256, len(INKS) - 1)  # text is grey at this size
    return "".join("".join(INKS[shade] for shade in row).rstrip() + "\n" for row in shades)


def inks(text: str) -> NDArray[np.int64]:
    """The letters of pages as numbers."""
    return np.array([[INKS.index(letter) for letter in line.ljust(len(EDGE))] for line in text.splitlines()])


def test_a_change_of_structure_shows_in_the_outline(specimen: Path) -> None:
    found = outline.of((specimen / "report.html").read_text(encoding="utf-8"))
    assert found == renewed(GOLDENS / "outline.txt", found)


def test_a_change_of_look_shows_in_the_pages(specimen: Path, tmp_path: Path) -> None:
    if shutil.which("pdftoppm") is None:
        pytest.skip("pdftoppm is not installed; .ci/run installs it")
    command = ["pdftoppm", "-r", str(DOTS), "-png", str(specimen / "report.pdf"), str(tmp_path / "page")]
    subprocess.run(command, check=True)
    pages = f"{EDGE}\n".join(map(typed, sorted(tmp_path.glob("*.png"))))
    expected = renewed(GOLDENS / "pages.txt", pages)
    assert pages.count(EDGE) == expected.count(EDGE), "another number of pages"
    off = np.abs(inks(pages) - inks(expected)) > NEAR
    assert off.mean() <= FEW, (
        f"goldens/pages.txt looks otherwise in its lines {sorted(set(np.nonzero(off)[0] + 1))}"
    )
