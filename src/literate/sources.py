"""What the project's own Python files say: their definitions, imports and signatures, read without importing them.

The answers are kept in a file keyed by each source's size, time and inode, so that a build with nothing to do
parses nothing.
"""

from __future__ import annotations

import os
from collections.abc import Iterable
from pathlib import Path
from typing import Any

from literate import memory, reading, spelling
from literate.errors import TaskError, nearest
from literate.reading import Module, Parameter, Signature

# for `literate` and `measures` when the project has none of its own
ENGINE = Path(__file__).resolve().parents[1]
FORM = 8  # of the kept answers: raise it when `Module` or the spelling changes
# what code reads from beside itself; no editor's backup
DATA = (".mplstyle", ".csv", ".json", ".toml", ".txt")


class Sources:
    """The modules under `root/src`, parsed at most once per change."""

    def __init__(self, root: Path) -> None:
        self.src = root / "src"
        self._roots = _packages(ENGINE) | _packages(self.src)
        self._file = root / "build" / "cache" / "sources.json"
        self._kept: dict[str, Any] = memory.read(self._file, FORM)
        self.forgotten = not self._kept and memory.damaged(self._file)
        self._paths: dict[str, Path | None] = {}
        self._modules: dict[str, Module | None] = {}
        self._reach: dict[str, frozenset[str]] = {}
        self._digests: dict[frozenset[str], dict[str, str]] = {}
        self._data: dict[Path, dict[str, str]] = {}
        self._changed = False

    def path(self, module: str) -> Path | None:
        """The file of a module or package, or None if the project has none of that name."""
        if module not in self._paths:
            root = self._roots.get(module.partition(".")[0])
            self._paths[module] = None if root is None else _file(root, module)
        return self._paths[module]

    def module(self, name: str) -> Module | None:
        """What the file of a module says; None for a module that is not the project's."""
        if name not in self._modules:
            path = self.path(name)
            self._modules[name] = None if path is None else self._parsed(name, path)
        return self._modules[name]

    def reach(self, name: str) -> frozenset[str]:
        """The modules that importing `name` runs, its packages' `__init__` among them, `name` too."""
        if name not in self._reach:
            found: set[str] = set()
            open_ = [name]
            while open_:
                module = open_.pop()
                if module not in found and (said := self.module(module)) is not None:
                    found.add(module)
                    open_ += [*said.imports, *_parents(module)]
            self._reach[name] = frozenset(found)
        return self._reach[name]

    def digests(self, names: frozenset[str]) -> dict[str, str]:
        """Digest by module, and by data file that lies in the folder of one of these modules."""
        if names not in self._digests:
            modules = {name: said.digest for name in sorted(names) if (said := self.module(name)) is not None}
            folders = {path.parent for name in names if (path := self.path(name)) is not None}
            data = [self._data_files(folder) for folder in sorted(folders)]
            self._digests[names] = {
                name: digest for part in (modules, *data) for name, digest in part.items()
            }
        return self._digests[names]

    def stats(self, names: Iterable[str]) -> dict[str, list[int]]:
        """Size, time and inode of the files of modules, as they were when they were read."""
        return {
            self._kept[name]["key"][1]: self._kept[name]["key"][2:] for name in names if name in self._kept
        }

    def signature(self, function: str, where: str) -> Signature:
        """The signature of `lab.finetune:train`. Raises `TaskError` if there is no such function."""
        module, _, name = function.partition(":")
        said = self.module(module)
        if said is None:
            siblings = [f"{module.rpartition('.')[0]}.{name}" for name in self._siblings(module)]
            raise TaskError(f"{where}: no module {module}{nearest(module, siblings)}")
        if name not in said.signatures:
            raise TaskError(f"{where}: {module} has no function {name!r}{nearest(name, said.signatures)}")
        found = reading.signature_of(said.signatures[name])
        return found._replace(parameters=[self._resolved(parameter) for parameter in found.parameters])

    def _resolved(self, parameter: Parameter) -> Parameter:
        """A default that is a constant of another of the project's modules, looked up."""
        module, _, name = parameter.elsewhere.partition(":")
        said = self.module(module) if module else None
        if said is None or name not in said.constants:
            return parameter
        return Parameter(parameter.name, [said.constants[name]])

    def save(self) -> None:
        """Keep what was parsed for the next build."""
        if self._changed:
            memory.write(self._file, FORM, self._kept)
            self._changed = False

    def _parsed(self, name: str, path: Path) -> Module:
        stat = path.stat()
        key = [FORM, str(path), stat.st_size, stat.st_mtime_ns, stat.st_ino]
        kept = self._kept.get(name)
        if kept is None or kept["key"] != key:
            kept = {"key": key, "module": list(reading.parse(name, path))}
            self._kept[name] = kept
            self._changed = True
        said = Module(*kept["module"])
        return said._replace(imports=[name for name in said.imports if name.partition(".")[0] in self._roots])

    def _data_files(self, folder: Path) -> dict[str, str]:
        """A style sheet beside a figure counts as its code."""
        if folder not in self._data:
            files = sorted(entry.name for entry in os.scandir(folder) if entry.name.endswith(DATA))
            root = next(root for root in self._roots.values() if folder.is_relative_to(root))
            place = folder.relative_to(root).as_posix()
            self._data[folder] = {f"{place}/{file}": spelling.digest_file(folder / file) for file in files}
        return self._data[folder]

    def _siblings(self, module: str) -> list[str]:
        folder = self.src.joinpath(*module.split(".")[:-1])
        return [path.stem for path in sorted(folder.glob("*.py")) if path.stem != "__init__"]


def _parents(module: str) -> list[str]:
    parts = module.split(".")
    return [".".join(parts[:n]) for n in range(1, len(parts))]


def _packages(root: Path) -> dict[str, Path]:
    """The packages and modules of a source folder, by name; the project's own win over the engine's."""
    return {entry.name.removesuffix(".py"): root for entry in os.scandir(root)} if root.is_dir() else {}


def _file(root: Path, module: str) -> Path | None:
    base = os.path.join(root, *module.split("."))
    found = next(
        (path for path in (f"{base}.py", os.path.join(base, "__init__.py")) if os.path.isfile(path)), None
    )
    return None if found is None else Path(found)
