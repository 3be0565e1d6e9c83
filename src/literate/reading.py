"""One file of source as plain facts: definitions, imports, signatures and constants, read from its syntax tree."""

from __future__ import annotations

import ast
import contextlib
from pathlib import Path
from typing import Any, NamedTuple

from literate import spelling
from literate.errors import TaskError


class Parameter(NamedTuple):
    """A parameter of a function; `default` is None, or a list of one literal, or else another module's `name`."""

    name: str
    default: list[Any] | None = None
    elsewhere: str = ""  # "literate.figures.canvas:HALF"


class Signature(NamedTuple):
    """The named parameters of a function or a class's `__init__`, and where it stands."""

    line: int
    parameters: list[Parameter]
    open: bool = False  # takes **arguments


class Module(NamedTuple):
    """One file: digests by definition and of them all, modules it imports, signatures of what can be called."""

    definitions: dict[str, str]
    digest: str
    imports: list[str]
    signatures: dict[str, list[Any]]  # plain, since most are never asked for
    constants: dict[str, Any]  # names for literals


def signature_of(said: list[Any]) -> Signature:
    """A signature from plain data."""
    line, parameters, takes_all = said
    return Signature(line, [Parameter(*parameter) for parameter in parameters], takes_all)


def parse(name: str, path: Path) -> Module:
    """What the file of a module says. Raises `TaskError` with file and line if it cannot be parsed."""
    try:
        tree = ast.parse(path.read_bytes(), filename=str(path))
    except SyntaxError as error:
        raise TaskError(f"{path}:{error.lineno}: {error.msg}") from None
    package = name if path.name == "__init__.py" else name.rpartition(".")[0]
    names = _names(tree, package)
    definitions = spelling.definitions(tree)
    return Module(
        definitions,
        spelling.digest(spelling.canonical(definitions)),
        sorted(_imports(tree, package)),
        {name: list(signature) for name, signature in _signatures(tree, names).items()},
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
