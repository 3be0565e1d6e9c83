"""A corpus of students' pages with 60 planted faults, written by somebody who did not know the lint.

Half of it (q4 to q6) was open while the lint was written; when the other half was first opened, 28 of its 30 faults
were found: 58 of 60. `truth.txt` lists the faults: place, kind (number, comparative, reason) and words.
"""

from __future__ import annotations

from pathlib import Path

from literate.lint import comparatives, numbers, prose, reasons
from literate.lint.finding import Finding

CORPUS = Path(__file__).parent / "corpus"
TEMPLATES = Path(__file__).parents[3] / "templates"
KINDS = {"N": "number", "C": "comparative", "R": "reason"}
FOUND, FALSE, OWN = 57, 15, 5  # at least, at most, at most on the project's own pages


def found(path: Path) -> list[Finding]:
    page = prose.read(path.read_text(encoding="utf-8"), path.name)
    return [*numbers.find(page), *comparatives.find(page), *reasons.find(page)]


def truth() -> set[tuple[str, str]]:
    lines = [line.split("\t") for line in (CORPUS / "truth.txt").read_text(encoding="utf-8").splitlines()]
    return {(place, KINDS[kind]) for place, kind, _ in lines}


def test_the_planted_faults_are_found_and_little_else() -> None:
    warned = {(f"{each.file}:{each.line}", each.kind) for path in CORPUS.glob("*.j2") for each in found(path)}
    assert len(truth()) == 60
    assert len(truth() & warned) >= FOUND, sorted(truth() - warned)
    assert len(warned - truth()) <= FALSE, sorted(warned - truth())


def test_the_projects_own_pages_have_hardly_a_false_alarm() -> None:
    alarms = [each for path in TEMPLATES.glob("*.md.j2") for each in found(path)]
    assert len(alarms) <= OWN, "\n".join(map(str, alarms))
