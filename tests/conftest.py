"""Shared fixtures: a small project of NumPy-only experiments in a folder of its own, built by real doit."""

from __future__ import annotations

import glob
import os
import shutil
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

import hypothesis
import pytest

from literate import lock

# A shell starts what stands behind `&` deaf to Ctrl-C, and so would be the builds started here that are to be cut.
signal.signal(signal.SIGINT, signal.default_int_handler)
os.environ.setdefault(
    "OMP_NUM_THREADS", "1"
)  # tests run side by side; the engine sets the threads of its runs

ROOT = Path(__file__).resolve().parents[1]
OWN = ("src", "tasks", "templates", "dodo.py", "pyproject.toml", "report.toml", "expected.toml")
FRAME = (
    "base.html.j2",
    "report.css",
    "paper.css",
    "report.js",
    "cover.md.j2",
    "appendix.md.j2",
    "references.bib",
)
CALL = "        _misbehave(fail, epoch)"
WAIT = """\
        import os, time
        while epoch > 1 and os.path.exists("hold"):
            time.sleep(0.01)
"""

# A test is never timed, a property's neither: machines are busy.
hypothesis.settings.register_profile("untimed", deadline=None)
hypothesis.settings.load_profile("untimed")


def found(folder: Path, pattern: str) -> list[Path]:
    """What fits the pattern while a build makes and removes folders, at which `Path.glob` may stop."""
    return [Path(path) for path in sorted(glob.glob(f"{folder}/{pattern}"))]


@dataclass
class Project:
    """A project in a temporary folder; the engine is the repository's."""

    root: Path

    def environment(self, **more: str) -> dict[str, str]:
        path = os.pathsep.join([str(self.root / "src"), str(ROOT / "src")])
        return {**os.environ, "PYTHONPATH": path, "PYTHONDONTWRITEBYTECODE": "1", "COLUMNS": "120", **more}

    def doit(self, *arguments: str, status: int | None = 0, **environment: str) -> str:
        """What doit says; the exit status must be as given (None: whatever)."""
        command = [sys.executable, "-m", "doit", *arguments]
        done = subprocess.run(
            command,
            cwd=self.root,
            env=self.environment(**environment),
            capture_output=True,
            text=True,
            timeout=1500,
        )
        said = done.stdout + done.stderr
        assert status is None or done.returncode == status, f"status {done.returncode}\n{said}"
        return said

    def start(self, *arguments: str) -> subprocess.Popen[str]:
        """doit in a process group of its own, to be killed."""
        return subprocess.Popen(
            [sys.executable, "-m", "doit", *arguments],
            cwd=self.root,
            env=self.environment(),
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            text=True,
            start_new_session=True,
        )

    def edit(self, file: str, old: str, new: str) -> None:
        """Replace a text that must be there; the file is a new one, as most editors write it."""
        path = self.root / file
        text = path.read_text(encoding="utf-8")
        assert old in text, f"{file} has no {old!r}"
        path.unlink()
        path.write_text(text.replace(old, new), encoding="utf-8")

    @contextmanager
    def edited(self, file: str, old: str, new: str) -> Iterator[None]:
        """An edit that is taken back."""
        path = self.root / file
        before = path.read_text(encoding="utf-8")
        self.edit(file, old, new)
        try:
            yield
        finally:
            path.unlink()
            path.write_text(before, encoding="utf-8")

    def html(self) -> str:
        """The report as it was built."""
        return (self.root / "build/report.html").read_text(encoding="utf-8")

    def slow_down(self, seconds: float = 0.3) -> None:
        """Make the runs long enough to be interrupted, without changing what they compute."""
        self.edit("src/lab/nearest_mean.py", CALL, f"        import time; time.sleep({seconds})\n{CALL}")

    def hold(self) -> None:
        """Make every run wait before its second epoch until `release`, without changing what it computes."""
        self.edit("src/lab/nearest_mean.py", CALL, f"{WAIT}{CALL}")
        (self.root / "hold").touch()

    def release(self) -> None:
        """Let the runs that wait go on, and those to come."""
        (self.root / "hold").unlink()

    def await_training(self, build: subprocess.Popen[str], seconds: float = 120) -> None:
        """Wait until a run of this build has finished an epoch."""
        end = time.monotonic() + seconds
        while not found(self.root / "build", "attempts/*/progress.jsonl"):
            assert build.poll() is None, build.communicate()[0]
            assert time.monotonic() < end
            time.sleep(0.02)

    def ran(self, said: str) -> set[str]:
        """The runs that a build's lines name as finished."""
        lines = [line.split() for line in said.splitlines()]
        return {words[0] for words in lines if words[-1:] == ["s"] and len(words) > 2}

    def results(self) -> dict[str, bytes]:
        """The bytes of every array of every kept result."""
        files = sorted((self.root / "build" / "results").rglob("*.npy"))
        return {path.relative_to(self.root).as_posix(): path.read_bytes() for path in files}


@pytest.hookimpl(wrapper=True)
def pytest_runtest_makereport(item: pytest.Item, call: pytest.CallInfo[None]) -> Iterator[pytest.TestReport]:
    """With `REPORT_NO_SKIPS` set, a test that is skipped for want of something fails, but for what nobody must have."""
    report = yield
    if report.skipped and os.environ.get("REPORT_NO_SKIPS") and not _excused(item):
        report.outcome, report.longrepr = "failed", f"skipped, and REPORT_NO_SKIPS is set: {report.longrepr}"
    return report


def _excused(item: pytest.Item) -> bool:
    """Does the test want what no machine can be asked to have?"""
    return any(item.get_closest_marker(name) for name in ("photographs", "gpu"))


@pytest.fixture(scope="session")
def fonts(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The fonts as the page carries them: cut once for all projects of a session, since it takes seconds."""
    return tmp_path_factory.mktemp("fonts")


@pytest.fixture(scope="session")
def report(tmp_path_factory: pytest.TempPathFactory) -> Project:
    """The report of this repository, built with every core; tests share it and change nothing in it.

    It is built once, whatever the number of pytest's processes, and copied for each.
    """
    own = tmp_path_factory.getbasetemp()
    built = (own.parent if "PYTEST_XDIST_WORKER" in os.environ else own) / "built-report"
    built.mkdir(exist_ok=True)
    with lock.held(built, waiting=lambda holder: None):
        if not (built / "said.txt").exists():
            said = copied(built / "project").doit()
            (built / "said.txt").write_text(said)
        shutil.copytree(built, own / "report", ignore=shutil.ignore_patterns("lock"))
    return Project(own / "report" / "project")


@pytest.fixture
def report_copy(report: Project, tmp_path: Path) -> Project:
    """A copy of the built report, to be changed and built further."""
    shutil.copytree(report.root, tmp_path / "report")
    return Project(tmp_path / "report")


def copied(folder: Path) -> Project:
    """A copy of the repository's own project, with nothing built."""
    folder.mkdir()
    for name in OWN:
        if (ROOT / name).is_dir():
            shutil.copytree(ROOT / name, folder / name, ignore=shutil.ignore_patterns("__pycache__"))
        else:
            shutil.copy(ROOT / name, folder / name)
    return Project(folder)


@contextmanager
def laid_out(root: Path, fonts: Path) -> Iterator[Project]:
    """A copy of `tests/projects/small` in `root`, with the repository's page frame and the fonts cut so far."""
    cut = root / "build" / "cache" / "fonts"
    shutil.copytree(ROOT / "tests" / "projects" / "small", root)
    for name in FRAME:
        if not (root / "templates" / name).exists():
            shutil.copy(ROOT / "templates" / name, root / "templates" / name)
    for name in ("dodo.py", "pyproject.toml"):
        shutil.copy(ROOT / name, root / name)
    shutil.copytree(fonts, cut)
    yield Project(root)
    if cut.is_dir():
        shutil.copytree(cut, fonts, dirs_exist_ok=True)


@pytest.fixture
def project(tmp_path: Path, fonts: Path) -> Iterator[Project]:
    """A copy of `tests/projects/small` with the repository's page frame."""
    with laid_out(tmp_path / "project", fonts) as made:
        yield made


@pytest.fixture(scope="session")
def built(tmp_path_factory: pytest.TempPathFactory, fonts: Path) -> Iterator[Project]:
    """A small project, built; tests share it, so that they take back their edits and build nothing in it."""
    with laid_out(tmp_path_factory.mktemp("built") / "project", fonts) as made:
        made.doit()
        yield made


@pytest.fixture
def copy(built: Project, tmp_path: Path) -> Project:
    """A copy of the built project, to be built further."""
    shutil.copytree(built.root, tmp_path / "copy")
    return Project(tmp_path / "copy")
