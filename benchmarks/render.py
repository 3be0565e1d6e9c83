"""An edit of prose until the new PDF, beside bare WeasyPrint on the same HTML.

    uv run doit && uv run python benchmarks/render.py [--json] [--turns 5]

Ours is a whole `doit` in a copy of the project: it finds that one sentence changed, renders that page anew, assembles
the report and writes HTML and PDF. The peer imports WeasyPrint and makes a PDF of that same HTML with the same pictures
and the same cut fonts, untagged and without attachments. CPU seconds of the whole process, in turn, medians.
Bars: ours at most 1.4 times the peer and 2.5 s of wall; the HTML alone at most 0.6 s.
"""

from __future__ import annotations

import argparse
import json
import os
import shutil
import statistics
import subprocess
import sys
import tempfile
import time
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
PARTS = ("src", "tasks", "templates", "build", "dodo.py", "report.toml", "pyproject.toml")

HTML = """
import json
from pathlib import Path
from literate import settings, typesetting
from literate.build import Build
from literate.pages import Pages
from literate.plan import Plan
root = Path.cwd()
pages = Pages(Build(Plan(root, settings.load(root / "report.toml"))))
typesetting.typeset_page(pages, "q3")
report = typesetting._assembled(pages)
(root / "build" / "report.html").write_text(report.screen)
Path("bare.json").write_text(json.dumps({"html": report.paper, "pictures": report.pictures}))
"""
BARE = """
import json, weasyprint
from pathlib import Path
from weasyprint.urls import URLFetcher, URLFetcherResponse
held = json.loads(Path("bare.json").read_text())
class Own(URLFetcher):
    def fetch(self, url, headers=None):
        kind, _, name = url.partition(":")
        if kind == "picture":
            return URLFetcherResponse(url, held["pictures"][name].encode(), {"Content-Type": "image/svg+xml"})
        if kind == "font":
            file = next(Path("build/cache/fonts").glob(name + "-*.otf"))
            return URLFetcherResponse(url, file.read_bytes(), {"Content-Type": "font/otf"})
        return super().fetch(url, headers)
weasyprint.HTML(string=held["html"], url_fetcher=Own(), base_url="report:").write_pdf("bare.pdf")
"""


def cost(command: list[str], folder: Path) -> tuple[float, float]:
    """CPU and wall seconds of a process and its children. Raises `RuntimeError` with what it said."""
    environment = {**os.environ, "PYTHONPATH": str(folder / "src"), "OMP_NUM_THREADS": "1"}
    start = time.perf_counter()
    with tempfile.TemporaryFile("w+") as said:
        process = subprocess.Popen(command, cwd=folder, env=environment, stdout=said, stderr=said)
        _, status, used = os.wait4(process.pid, 0)
        wall = time.perf_counter() - start
        process.returncode = os.waitstatus_to_exitcode(status)
        said.seek(0)
        text = said.read()
    if process.returncode not in (0, 1) or "Traceback" in text:
        raise RuntimeError(text)
    return used.ru_utime + used.ru_stime, wall


def edit(folder: Path, turn: int) -> None:
    """One more sentence in Question 3."""
    template = folder / "templates" / "q3.md.j2"
    template.write_text(
        f"{template.read_text(encoding='utf-8')}\n\nA sentence was added, number {'I' * (turn + 1)}.\n"
    )


def measured(folder: Path, turns: int) -> dict[str, dict[str, float | bool]]:
    """The rows: edit to PDF and edit to HTML, each beside bare WeasyPrint."""
    python = sys.executable
    commands = {"html": ["-c", HTML], "bare": ["-c", BARE], "pdf": ["-m", "doit"]}
    taken: dict[str, list[tuple[float, float]]] = {name: [] for name in commands}
    cost([python, "-m", "doit"], folder)  # what is stale here is not what is measured
    for turn in range(turns):
        for name, command in commands.items():
            if name != "bare":
                edit(folder, 2 * turn + (name == "html"))
            taken[name].append(cost([python, *command], folder))
    cpu = {name: statistics.median(each for each, _ in pairs) for name, pairs in taken.items()}
    wall = {name: statistics.median(each for _, each in pairs) for name, pairs in taken.items()}
    made = (folder / "build" / "report.html").is_file() and (folder / "bare.pdf").is_file()
    return {
        f"edit to {name}": {
            "ours": cpu[name], "peer": cpu["bare"], "ratio": cpu[name] / cpu["bare"], "equal": made, "wall": wall[name],
        }
        for name in ("pdf", "html")
    }  # fmt: skip


def main() -> None:
    """Measure in a copy, so that the project's own build stays as it is."""
    parser = argparse.ArgumentParser(description="Prose edit to PDF, beside bare WeasyPrint.")
    parser.add_argument("--json", action="store_true", help="print one object: row → ours, peer, …")
    parser.add_argument("--turns", type=int, default=5)
    given = parser.parse_args()
    if not (ROOT / "build" / "report.html").is_file():
        sys.exit("nothing is built yet; run `uv run doit` first")
    with tempfile.TemporaryDirectory() as place:
        folder = Path(place)
        for part in PARTS:
            copy = shutil.copytree if (ROOT / part).is_dir() else shutil.copy2
            copy(ROOT / part, folder / part)
        rows = measured(folder, given.turns)
    if given.json:
        print(json.dumps(rows))
        return
    print(f"{'':14} {'ours':>8} {'bare':>8} {'ours/bare':>10} {'wall':>8}")
    for name, row in rows.items():
        print(
            f"{name:14} {row['ours']:6.2f} s {row['peer']:6.2f} s {row['ratio']:9.2f}× {row['wall']:6.2f} s"
        )


if __name__ == "__main__":
    main()
