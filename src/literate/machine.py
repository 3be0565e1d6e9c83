"""Is this machine ready to train and to render? Each check gives findings: what is well, or what to do about it."""

from __future__ import annotations

import importlib.metadata
import json
import re
import shutil
import subprocess
import sys
import tomllib
import warnings
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any, NamedTuple

from literate.columns import size
from literate.document import fonts, pdf

ROOM = {"quick": 1 << 30, "paper": 20 << 30}  # bytes that a build from nothing may want
# Imported apart, since the engine never loads torch. An operator of torchvision's fails where the two do not fit.
PROBE = """
import json, torch, torchvision
torchvision.ops.nms(torch.zeros(1, 4), torch.zeros(1), 0.5)
cuda, mps, cpu = torch.cuda.is_available(), torch.backends.mps.is_available(), torch.cpu.get_capabilities()
print(json.dumps({
    "versions": [torch.__version__, torchvision.__version__],
    "device": torch.cuda.get_device_name() if cuda else "mps" if mps else "cpu",
    "half": torch.cuda.is_bf16_supported(including_emulation=False) if cuda
            else mps or any(map(cpu.get, ("avx512_bf16", "amx_bf16", "bf16"))),
    "capability": torch.cuda.get_device_capability() if cuda else None,
    "built": torch.cuda.get_arch_list(),
    "for_gpus": bool(torch.version.cuda or torch.version.hip),
}))
"""
WITHOUT = "REPORT_DEVICE=cpu computes without it"


class Finding(NamedTuple):
    """One line of `doit doctor`: `said` is what is well, or what to do."""

    ok: bool
    said: str


def python(root: Path) -> Iterator[Finding]:
    """Is this Python new enough, and are the packages those that pyproject.toml pins?"""
    said = _pyproject(root)
    least = re.search(r">=\s*(\d+)\.(\d+)", said.get("project", {}).get("requires-python", ""))
    here = ".".join(map(str, sys.version_info[:3]))
    if least and sys.version_info < (int(least[1]), int(least[2])):
        yield Finding(
            False, f"Python {here} is too old: install {least[1]}.{least[2]} or newer (uv python install)"
        )
    else:
        yield Finding(True, f"Python {here}")
    pins = pinned(said)
    found = {name: installed(name) for name in pins}
    # 2.15.0+cu130 is 2.15.0 too, from PyTorch's own index.
    wrong = {name: other for name, other in found.items() if other.partition("+")[0] != pins[name]}
    for name, other in wrong.items():
        yield Finding(
            False, f"{name} is {other or 'not installed'}, pyproject.toml pins {pins[name]}: uv sync"
        )
    if pins and not wrong:
        yield Finding(True, f"{len(pins)} packages are those that pyproject.toml pins")


def pinned(pyproject: Mapping[str, Any]) -> dict[str, str]:
    """Version by package, of what a build needs: the project's dependencies and its group `lab`."""
    wanted = [
        *pyproject.get("project", {}).get("dependencies", []),
        *pyproject.get("dependency-groups", {}).get("lab", []),
    ]
    found = [
        re.fullmatch(r"\s*([\w.-]+)\s*==\s*([^\s;]+)\s*", each) for each in wanted if isinstance(each, str)
    ]
    return {each[1]: each[2] for each in found if each}


def torch(root: Path) -> Iterator[Finding]:
    """Do torch and torchvision load together, and on which device? Nothing for a project that pins neither."""
    if "torch" not in pinned(_pyproject(root)):
        return
    done = subprocess.run([sys.executable, "-c", PROBE], capture_output=True, text=True, check=False)
    if done.returncode:
        lines = done.stderr.strip().splitlines() or [f"it ended with status {done.returncode}"]
        yield Finding(False, f"torch and torchvision do not work together ({lines[-1]}): uv sync")
        return
    said = json.loads(done.stdout)
    first, second = said["versions"]
    yield Finding(True, f"torch {first} and torchvision {second} fit, and compute on {said['device']}")
    if why := _unusable(said, done.stderr):
        yield Finding(
            False, f"there is a GPU that torch cannot use: {why}; docs/paper.md says more, {WITHOUT}"
        )
    if not said["half"]:
        yield Finding(
            True, f"{said['device']} has no bfloat16 of its own: half precision is computed in single"
        )


def _unusable(said: Mapping[str, Any], warned: str) -> str:
    """Why torch cannot use a GPU that is here, from what the probe `said` and `warned` of; "" where it can."""
    if found := re.search(r"CUDA initialization: (.*?)\.(?:\s|$)", warned):
        return found[1]
    built = [int(number) for number in re.findall(r"sm_(\d+)", " ".join(said["built"]))]
    if said["capability"] and built:
        own, least = tuple(said["capability"]), divmod(min(built), 10)
        if own < least:
            return f"its compute capability is {own[0]}.{own[1]}, torch is built for {least[0]}.{least[1]} and newer"
    if sys.platform == "win32" and not said["for_gpus"] and shutil.which("nvidia-smi"):
        return "the torch that PyPI has for Windows computes on the CPU alone"
    return ""


def rendering() -> Iterator[Finding]:
    """Are Pango, HarfBuzz-subset and the report's fonts here?"""
    install = pdf.INSTALL.get(sys.platform, "see WeasyPrint's first steps")
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore", DeprecationWarning)  # said below
            from weasyprint.text import ffi  # type: ignore[import-untyped]
    except OSError:
        yield Finding(False, f"Pango is missing, without which only the HTML is made: {install}")
    else:
        version = ffi.pango.pango_version()
        yield Finding(True, f"Pango {version // 10000}.{version // 100 % 100}.{version % 100}")
        if ffi.harfbuzz_subset is None:
            yield Finding(
                False, f"HarfBuzz-subset is missing, without which the PDF is large and slow: {install}"
            )
        else:
            yield Finding(True, "HarfBuzz-subset")
    missing = sorted({face.package for face in (*fonts.FACES, fonts.SYMBOLS) if not _there(face)})
    if missing:
        yield Finding(False, f"fonts of {', '.join(missing)} are missing: uv sync")
    else:
        yield Finding(True, f"{len(fonts.FACES) + 1} fonts")


def disk(folder: Path, profile: str) -> Iterator[Finding]:
    """Is there room for a build from nothing?"""
    free = shutil.disk_usage(folder).free
    if free < ROOM[profile]:
        wanted = f"profile {profile} may want {size(ROOM[profile])}"
        yield Finding(
            False, f"{size(free)} of disk are free, {wanted}: make room (doit prune lists what nobody uses)"
        )
    else:
        yield Finding(True, f"{size(free)} of disk are free")


def _pyproject(root: Path) -> dict[str, Any]:
    try:
        return tomllib.loads((root / "pyproject.toml").read_text(encoding="utf-8"))
    except OSError:
        return {}


def installed(name: str) -> str:
    """The version of an installed package, "" without it."""
    try:
        return importlib.metadata.version(name)
    except importlib.metadata.PackageNotFoundError:
        return ""


def _there(face: fonts.Face) -> bool:
    try:
        return fonts.path(face).is_file()
    except FileNotFoundError:
        return False
