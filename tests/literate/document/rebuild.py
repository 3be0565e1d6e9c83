"""A small report written to a folder: `python -m tests.literate.document.rebuild FOLDER CACHE`."""

from __future__ import annotations

import shutil
import sys
from pathlib import Path

from literate.document import assemble, page, pdf
from literate.settings import Author

from .conftest import BIB, DRAWING, PROVENANCE, QUANTITIES, TABLE, TEMPLATES

TEXT = """# Question

[Adam is best]{? adam.test is best}, {{ adam.test }}.[A note.]{.note}
Foot.^[A foot note.] [@hermans2017] Rare: ∯.

{{ figure("loss", "gap", caption="Two panels.", name="both") }} {{ table("rows", caption="Scores.") }}

$$ \\sum_{i=1}^N x_i $$ (sum)
"""


def build(folder: Path, cache: Path) -> None:
    """Writes `report.html` and `report.pdf`."""
    for name in ("base.html.j2", "report.css", "appendix.md.j2"):
        shutil.copy(TEMPLATES / name, folder)
    (folder / "references.bib").write_text(BIB, encoding="utf-8")
    (folder / "q3.md.j2").write_text(TEXT, encoding="utf-8")
    (folder / "cover.md.j2").write_text('{{ key(q3.adam.test, "test accuracy") }}', encoding="utf-8")
    held = page.render(
        "q3",
        folder / "q3.md.j2",
        quantities=QUANTITIES,
        exhibits={"loss": DRAWING, "gap": DRAWING, "rows": TABLE},
        bibliography=folder / "references.bib",
    )
    title = assemble.TitleBlock("Assignment", authors=(Author("Ada"),), date="2022-03-03")
    report = assemble.report(
        [held], title, PROVENANCE, templates=folder, keys={"q3": QUANTITIES}, cache=cache
    )
    (folder / "report.html").write_text(report.screen, encoding="utf-8")
    pdf.write(report, folder / "report.pdf")


if __name__ == "__main__":
    build(Path(sys.argv[1]), Path(sys.argv[2]))
