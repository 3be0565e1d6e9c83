"""Loading the document's modules is cheap: what is heavy comes when it is needed."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import literate.document

HEAVY = ("weasyprint", "numpy", "matplotlib", "ziamath", "fontTools", "torch", "sklearn")


def test_no_module_of_the_document_loads_what_is_heavy() -> None:
    names = sorted(
        path.stem for path in Path(literate.document.__file__).parent.glob("*.py") if path.stem != "__init__"
    )
    code = (
        "import importlib, sys\n"
        f"for name in {names!r}: importlib.import_module('literate.document.' + name)\n"
        f"print([heavy for heavy in {HEAVY!r} if heavy in sys.modules])"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "[]"


def test_a_page_without_formulas_is_rendered_without_what_is_heavy(tmp_path: Path) -> None:
    (tmp_path / "q1.md.j2").write_text("# T\n\n{{ a.b }}, $x$")
    code = (
        "import sys\nfrom pathlib import Path\nfrom literate.document import page, quantity\n"
        f"path, half = Path({str(tmp_path / 'q1.md.j2')!r}), quantity.Quantity(0.5)\n"
        "page.render('q1', path, quantities={'a': {'b': half}})\n"
        f"print([heavy for heavy in {HEAVY!r} if heavy in sys.modules])"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "[]"
