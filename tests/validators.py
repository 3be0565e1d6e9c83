"""Checkers of the built documents: vnu for HTML, axe in Chromium for access, qpdf for the PDF.

They come from Debian and npm, as `.ci/run` installs them; a test that asks for one that is missing is skipped.
"""

from __future__ import annotations

import html
import json
import re
import shutil
import subprocess
import tempfile
from pathlib import Path
from typing import Any

import pytest

PACKAGES = Path(__file__).parent / "web" / "node_modules"
INSTALL = "npm install --prefix tests/web --no-package-lock"
POLICY = re.compile(r'<meta http-equiv="Content-Security-Policy"[^>]*>')
AXE = """
const found = await axe.run(document, {resultTypes: ["violations"]});
report(found.violations.flatMap((each) => each.nodes.map((node) => [each.id, node.html, node.failureSummary])));
"""
REPORT = """
addEventListener("error", (event) => report(event.message));
function report(found) { parent.postMessage(JSON.stringify(found), "*"); }
"""
FRAME = """<!DOCTYPE html><iframe src="framed.html" style="width:{width}px; height:2000px; border:0"></iframe><script>
addEventListener("message", (event) => {{
  const shown = document.createElement("pre");
  shown.id = "reported";
  shown.textContent = event.data;
  document.body.append(shown);
}});
</script>"""  # Chromium has no window below 500 pixels; a frame may be as narrow as a phone


def invalid(*pages: Path) -> list[str]:
    """What the Nu HTML Checker has to say of pages: errors and warnings, of their style sheets too."""
    jar = _package("vnu-jar") / "build" / "dist" / "vnu.jar"
    command = [_tool("java"), "-jar", str(jar), "--format", "gnu", *map(str, pages)]
    done = subprocess.run(command, capture_output=True, text=True, timeout=120)
    # Of scripts allowed by their digest vnu knows nothing; that Chromium runs ours and no other is a test.
    return [line for line in done.stderr.splitlines() if "Inline script violates" not in line]


def inaccessible(page: Path, *, dark: bool, width: int = 1280) -> list[list[str]]:
    """What axe finds in a page in Chromium: rule, element and how to mend it."""
    axe = (_package("axe-core") / "axe.min.js").read_text(encoding="utf-8")
    found: list[list[str]] = reported(page, AXE, axe, dark=dark, width=width)
    return found


def reported(page: Path, script: str, library: str = "", *, dark: bool = False, width: int = 1280) -> Any:
    """What `report(…)` was called with by a script in a copy of the page, `width` pixels wide, without its policy."""
    shown = POLICY.sub("", page.read_text(encoding="utf-8"))
    added = "".join(
        f'<script type="{kind}">{text.replace("</script", "< /script")}</script>'
        for kind, text in (("", REPORT), ("", library), ("module", script))
    )
    dom = browsed(FRAME.format(width=width), shown.replace("</body>", f"{added}</body>"), dark=dark)
    found = re.search(r'<pre id="reported">(.*?)</pre>', dom, re.DOTALL)
    assert found, "the page's scripts reported nothing"
    return json.loads(html.unescape(found[1]))


def browsed(page: str, framed: str = "", *, dark: bool = False) -> str:
    """The document as Chromium has it once its scripts have run, offline; `framed` is the page of its frame."""
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "page.html"
        path.write_text(page, encoding="utf-8")
        path.with_name("framed.html").write_text(framed, encoding="utf-8")
        command = [*_chromium(folder), "--window-size=1400,2100", "--virtual-time-budget=20000"]
        scheme = [f"--blink-settings=preferredColorScheme={0 if dark else 1}"]
        done = subprocess.run(
            [*command, *scheme, "--dump-dom", path.as_uri()], capture_output=True, text=True, timeout=120
        )
    return done.stdout


def printed(page: Path, pdf: Path) -> None:
    """Print a page from Chromium."""
    with tempfile.TemporaryDirectory() as folder:
        command = [*_chromium(folder), "--no-pdf-header-footer", f"--print-to-pdf={pdf}", page.as_uri()]
        subprocess.run(command, capture_output=True, check=True, timeout=120)


def broken(pdf: Path) -> str:
    """What qpdf has to say of a PDF's structure, or "" if it is sound."""
    done = subprocess.run([_tool("qpdf"), "--check", str(pdf)], capture_output=True, text=True)
    return "" if done.returncode == 0 else done.stdout + done.stderr


def _chromium(folder: str) -> list[str]:
    offline = ["--disable-background-networking", "--host-resolver-rules=MAP * ~NOTFOUND"]
    return [
        _tool("chromium"),
        "--headless",
        "--no-sandbox",
        "--disable-gpu",
        *offline,
        f"--user-data-dir={folder}",
    ]


def _tool(name: str) -> str:
    return shutil.which(name) or pytest.skip(f"{name} is not installed; .ci/run installs it")


def _package(name: str) -> Path:
    if not (PACKAGES / name).is_dir():
        pytest.skip(f"{name} is not installed: {INSTALL}")
    return PACKAGES / name
