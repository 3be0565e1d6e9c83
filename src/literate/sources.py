"""What the project's own Python files say: their definitions, imports and signatures, read without importing them.

The answers are kept in a file keyed by each source's size, time and inode, so that a build with nothing to do
parses nothing.
"""

from __future__ import annotations

import ast
import contextlib
import functools
import json
import os
from collections.abc import Iterable
from dataclasses import asdict, dataclass, replace
from pathlib import Path
from typing import Any

from literate import spelling
from literate.errors import TaskError, nearest

ENGINE = (
    Path(__file__).resolve().parents[1]
)  # where `literate` and `measures` lie when the project has none of its own
FORM = 5  # of the kept answers: raise it when `Module` or the spelling changes


DATA = (
    ".mplstyle",
    ".csv",
    ".json",
    ".toml",
    ".txt",
)  # what code reads from beside itself; an editor's backup is not


@dataclass(frozen=True)
class Parameter:
    """A parameter of a function; `default` is None, or a list of one literal, or else another module's `name`."""

    name: str
    default: list[Any] | None = None
    elsewhere: str = ""  # "literate.figures.canvas:HALF"


@dataclass(frozen=True)
class Signature:
    """The named parameters of a function or a class's `__init__`, and where it stands."""

    line: int
    parameters: list[Parameter]
    open: bool = False  # takes **arguments


@dataclass(frozen=True)
class Module:
    """One file: digests by definition, modules it imports, signatures of what can be called."""

    definitions: dict[str, str]
    imports: list[str]
    signatures: dict[str, dict[str, Any]]  # plain, since most are never asked for
    constants: dict[str, Any]  # names for literals

    @functools.cached_property
    def digest(self) -> str:
        return spelling.digest(spelling.canonical(self.definitions))


class Sources:
    """The modules under `root/src`, parsed at most once per change."""

    def __init__(self, root: Path) -> None:
        self.src = root / "src"
        self._roots = _packages(ENGINE) | _packages(self.src)
        self._file = root / "build" / "cache" / "sources.json"
        self._kept: dict[str, Any] = _read(self._file)
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
        found = _signature_of(said.signatures[name])
        return replace(found, parameters=[self._resolved(parameter) for parameter in found.parameters])

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
            self._file.parent.mkdir(parents=True, exist_ok=True)
            temporary = self._file.with_suffix(f".{os.getpid()}")
            temporary.write_text(json.dumps(self._kept), encoding="utf-8")
            temporary.replace(self._file)
            self._changed = False

    def _parsed(self, name: str, path: Path) -> Module:
        stat = path.stat()
        key = [FORM, str(path), stat.st_size, stat.st_mtime_ns, stat.st_ino]
        kept = self._kept.get(name)
        if kept is None or kept["key"] != key:
            kept = {"key": key, "module": asdict(_parse(name, path))}
            self._kept[name] = kept
            self._changed = True
        said = kept["module"]
        own = [module for module in said["imports"] if module.partition(".")[0] in self._roots]
        return Module(said["definitions"], own, said["signatures"], said["constants"])

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


def _read(file: Path) -> dict[str, Any]:
    try:
        kept: dict[str, Any] = json.loads(file.read_text(encoding="utf-8"))
    except (OSError, ValueError):
        return {}
    return kept if isinstance(kept, dict) else {}


def _signature_of(said: dict[str, Any]) -> Signature:
    parameters = [Parameter(**parameter) for parameter in said["parameters"]]
    return Signature(said["line"], parameters, said["open"])


def _parse(name: str, path: Path) -> Module:
    try:
        tree = ast.parse(path.read_bytes(), filename=str(path))
    except SyntaxError as error:
        raise TaskError(f"{path}:{error.lineno}: {error.msg}") from None
    package = name if path.name == "__init__.py" else name.rpartition(".")[0]
    names = _names(tree, package)
    return Module(
        spelling.definitions(tree),
        sorted(_imports(tree, package)),
        {name: asdict(signature) for name, signature in _signatures(tree, names).items()},
        _constants(tree),
    )


def _imports(tree: ast.AST, package: str) -> set[str]:
    """Every module that a file may import, wherever in it, save for type checkers; `from a import b` may mean `a.b`."""
    found: set[str] = set()
    for node in ast.iter_child_nodes(tree):
        if spelling.is_type_checking(node):
            continue
        if isinstance(node, ast.Import):
            found.update(alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            base = _base(node, package)
            found.update([base, *(f"{base}.{alias.name}" for alias in node.names)])
        found |= _imports(node, package)
    return {module for module in found if module}


def _base(node: ast.ImportFrom, package: str) -> str:
    if not node.level:
        return node.module or ""
    parts = package.split(".")
    return ".".join([*parts[: len(parts) - node.level + 1], *([node.module] if node.module else [])])


def _signatures(tree: ast.Module, names: dict[str, str]) -> dict[str, Signature]:
    found: dict[str, Signature] = {}
    constants = _constants(tree)
    for node in tree.body:
        if isinstance(node, spelling.Function):
            found[node.name] = _signature(node, 0, constants, names)
        elif isinstance(node, ast.ClassDef):
            inits = [
                item for item in node.body if isinstance(item, ast.FunctionDef) and item.name == "__init__"
            ]
            found[node.name] = (
                _signature(inits[0], 1, constants, names) if inits else Signature(node.lineno, [], open=True)
            )
    return found


def _signature(
    node: ast.FunctionDef | ast.AsyncFunctionDef, skip: int, constants: dict[str, Any], names: dict[str, str]
) -> Signature:
    given = node.args
    positional = [arg.arg for arg in (*given.posonlyargs, *given.args)][skip:]
    defaults = [None] * (len(positional) - len(given.defaults)) + list(given.defaults)
    keywords = zip((arg.arg for arg in given.kwonlyargs), given.kw_defaults, strict=True)
    pairs = [*zip(positional, defaults, strict=True), *keywords]
    parameters = [_parameter(name, default, constants, names) for name, default in pairs]
    return Signature(node.lineno, parameters, given.kwarg is not None)


def _parameter(
    name: str, default: ast.expr | None, constants: dict[str, Any], names: dict[str, str]
) -> Parameter:
    """A default may be a literal, the name of one, or `canvas.HALF` of an imported module."""
    if default is None:
        return Parameter(name)
    if isinstance(default, ast.Name) and default.id in constants:
        return Parameter(name, [constants[default.id]])
    if (
        isinstance(default, ast.Attribute)
        and isinstance(default.value, ast.Name)
        and default.value.id in names
    ):
        return Parameter(name, elsewhere=f"{names[default.value.id]}:{default.attr}")
    try:
        value = ast.literal_eval(default)
        spelling.canonical(value)
        return Parameter(name, [value])
    except (ValueError, TypeError):
        return Parameter(name, elsewhere="?")


def _constants(tree: ast.Module) -> dict[str, Any]:
    """The module's own names for plain values: `SIZES = (128, 64)`, `HALF, FULL = 80.0, 166.0`."""
    found: dict[str, Any] = {}
    for node in tree.body:
        if not isinstance(node, ast.Assign) or len(node.targets) != 1:
            continue
        target = node.targets[0]
        with contextlib.suppress(ValueError, TypeError):
            value = ast.literal_eval(node.value)
            spelling.canonical(value)  # plain enough to be kept
            if isinstance(target, ast.Name):
                found[target.id] = value
            elif isinstance(target, ast.Tuple) and all(isinstance(one, ast.Name) for one in target.elts):
                found |= {
                    one.id: item
                    for one, item in zip(target.elts, value, strict=True)
                    if isinstance(one, ast.Name)
                }
    return found


def _names(tree: ast.Module, package: str) -> dict[str, str]:
    """What a module calls the modules that it imports: `canvas` → `literate.figures.canvas`."""
    found: dict[str, str] = {}
    for node in tree.body:
        if isinstance(node, ast.ImportFrom):
            found |= {
                alias.asname or alias.name: f"{_base(node, package)}.{alias.name}" for alias in node.names
            }
    return found
