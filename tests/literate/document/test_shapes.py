"""Nothing leaves the page, whatever the number of classes, seeds and authors and the length of names."""

from __future__ import annotations

import re
import subprocess
from pathlib import Path

import pytest

from .shapes import SHAPES, write

pytestmark = pytest.mark.long
WORD = re.compile(r'<word xMin="([\d.]+)" yMin="[\d.]+" xMax="([\d.]+)" yMax="[\d.]+">')
LEFT, RIGHT = 24 * 72 / 25.4, (210 - 20) * 72 / 25.4  # points


def test_every_shape_is_set_within_the_margins(tmp_path: Path, cache: Path) -> None:
    made = write(tmp_path, cache)
    assert all(title in made.screen for title in SHAPES)
    command = ["pdftotext", "-bbox", str(tmp_path / "report.pdf"), "-"]
    text = subprocess.run(command, capture_output=True, text=True, check=True).stdout
    words = [(float(left), float(right)) for left, right in WORD.findall(text)]
    assert len(words) > 1000
    assert min(left for left, _ in words) >= LEFT - 2
    assert max(right for _, right in words) <= RIGHT + 2
