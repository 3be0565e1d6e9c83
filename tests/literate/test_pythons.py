"""One name for one thing on every Python that the project allows, for all of its own code and much that is not."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
import sysconfig
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
OTHERS = ("3.11", "3.12", "3.13")
LIBRARY = ["argparse", "ast", "asyncio/tasks", "collections/__init__", "contextlib", "dataclasses", "decimal",
           "email/message", "enum", "fractions", "functools", "inspect", "json/decoder", "logging/__init__",
           "pathlib", "statistics", "subprocess", "textwrap", "tokenize", "traceback", "typing"]  # fmt: skip
SPELL = """
import ast, json, sys
from literate import spelling
print(json.dumps([spelling.definitions(ast.parse(open(path, "rb").read())) for path in sys.argv[1:]]))
"""
PLAN = """
import json, pathlib, sys
from literate.plan import Plan
from literate.settings import Settings
plan = Plan(pathlib.Path(sys.argv[1]), Settings(profile=sys.argv[2], seeds=2))
exhibits = {" ".join(name): plan.spec(exhibit.call).fingerprint for name, exhibit in plan.exhibits.items()}
print(json.dumps([{name: plan.fingerprint(name) for name in plan.runs}, exhibits]))
"""


def version(python: str) -> str:
    """`3.12`, or nothing if that is no Python."""
    command = [python, "-c", "import sys; print(*sys.version_info[:2], sep='.')"]
    try:
        return subprocess.run(command, capture_output=True, text=True, check=True).stdout.strip()
    except (OSError, subprocess.CalledProcessError):
        return ""


def interpreters() -> dict[str, str]:
    """Every other Python that the project allows, by version: on the path, of pyenv or of uv."""
    pyenv = Path(os.environ.get("PYENV_ROOT", Path.home() / ".pyenv")) / "versions"
    found = [str(path) for path in sorted(pyenv.glob("3.1*/bin/python"))]
    found += [path for name in OTHERS if (path := shutil.which(f"python{name}"))]
    if uv := shutil.which("uv"):
        asked = [[uv, "python", "find", "--no-project", "--offline", name] for name in OTHERS]
        said = [subprocess.run(command, capture_output=True, text=True, check=False) for command in asked]
        found += [done.stdout.strip() for done in said if done.returncode == 0]
    own = "{}.{}".format(*sys.version_info)
    return {known: path for path in found if (known := version(path)) in OTHERS and known != own}


@pytest.fixture(scope="module")
def others() -> list[str]:
    found = interpreters()
    if len(found) < len(OTHERS) - 1:
        pytest.skip(
            f"of {', '.join(OTHERS)} only {sys.version.split()[0]} and {', '.join(found) or 'none'} are here"
        )
    return list(found.values())


def said(python: str, program: str, *arguments: str) -> object:
    """What a program prints, as JSON, with the project's sources and nothing else to import."""
    environment = {
        "PATH": os.environ["PATH"],
        "PYTHONPATH": str(ROOT / "src"),
        "PYTHONDONTWRITEBYTECODE": "1",
    }
    command = [python, "-W", "ignore", "-c", program, *arguments]
    done = subprocess.run(command, env=environment, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
    return json.loads(done.stdout)


def test_every_python_spells_all_code_of_the_project_and_much_of_the_library_alike(others: list[str]) -> None:
    library = Path(sysconfig.get_paths()["stdlib"])
    folders = ("src", "tasks", "tests", "benchmarks")
    own = [path for folder in folders for path in sorted((ROOT / folder).rglob("*.py"))]
    files = [*map(str, own), *(str(library / f"{name}.py") for name in LIBRARY)]
    assert len(files) > 200
    expected = said(sys.executable, SPELL, *files)
    for python in others:
        assert said(python, SPELL, *files) == expected, python


@pytest.mark.parametrize("profile", ["quick", "paper"])
def test_every_python_gives_every_run_and_exhibit_of_the_report_the_same_name(
    others: list[str], profile: str, tmp_path: Path
) -> None:
    for folder in ("src", "tasks", "templates"):
        shutil.copytree(ROOT / folder, tmp_path / folder, ignore=shutil.ignore_patterns("__pycache__"))
    expected = said(sys.executable, PLAN, str(tmp_path), profile)
    for python in others:
        assert said(python, PLAN, str(tmp_path), profile) == expected, python
