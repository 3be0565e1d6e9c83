"""One spelling for values and for code, so that equal things have equal digests on every Python and platform.

A value is spelled as canonical JSON, in which `1`, `1.0`, `True` and `"1"` differ and a tuple is a list.
Code is spelled from its syntax tree without what cannot change a result: comments, formatting, docstrings, imports
for type checkers, and annotations of parameters, returns and locals.
"""

from __future__ import annotations

import ast
import hashlib
import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

Function = (ast.FunctionDef, ast.AsyncFunctionDef)
Documented = (ast.Module, ast.ClassDef, *Function)


def digest(text: str) -> str:
    """128 bits of SHA-256 as 32 hexadecimal characters."""
    return hashlib.sha256(text.encode("utf-8", "surrogatepass")).hexdigest()[:32]


def digest_file(path: Path) -> str:
    """The same of a file's bytes."""
    return hashlib.sha256(path.read_bytes()).hexdigest()[:32]


def canonical(value: Any) -> str:
    """Canonical JSON. NaN and whatever JSON does not know are refused with `ValueError` or `TypeError`."""
    return json.dumps(value, sort_keys=True, separators=(",", ":"), ensure_ascii=True, allow_nan=False)


def definitions(tree: ast.Module) -> dict[str, str]:
    """Digest by name of each function, class and method of a module; the rest of it is `<module>`."""
    digests: dict[str, str] = {}
    rest: list[str] = []
    for node in _body(tree, local=False):
        if isinstance(node, ast.ClassDef):
            digests.update(_members(node))
        elif isinstance(node, Function) and node.name not in digests:
            digests[node.name] = digest(spell(node))
        else:  # a second definition of one name is rare, and must not hide the first
            rest.append(spell(node))
    digests["<module>"] = digest("\n".join([*rest, *_order(tree)]))
    return digests


def spell(node: ast.AST, local: bool = False) -> str:
    """A syntax tree as text; `local` says that we are inside a function, where annotations do not count."""
    return "".join(_spell(node, local))


def is_type_checking(node: ast.AST) -> bool:
    """Is this an `if TYPE_CHECKING:` without `else`? It never runs."""
    if not isinstance(node, ast.If) or node.orelse:
        return False
    test = node.test
    return (isinstance(test, ast.Name) and test.id == "TYPE_CHECKING") or (
        isinstance(test, ast.Attribute) and test.attr == "TYPE_CHECKING"
    )


def _members(node: ast.ClassDef) -> dict[str, str]:
    """Digests of a class's methods, and of the class without them."""
    methods = [item for item in node.body if isinstance(item, Function)]
    digests: dict[str, str] = {}
    for item in methods:  # a property and its setter share a name: both count
        name = f"{node.name}.{item.name}"
        digests[name] = digest(digests.get(name, "") + spell(item))
    rest = [spell(item) for item in _body(node, local=False) if not isinstance(item, Function)]
    head = [spell(item) for item in (*node.bases, *node.keywords, *node.decorator_list)]
    order = [item.name if isinstance(item, Function) else "" for item in node.body]
    digests[node.name] = digest(canonical([head, rest, [name for name in order if name]]))
    return digests


def _order(tree: ast.Module) -> list[str]:
    """The order of the definitions that are decorated or are classes: only there can it matter to a result."""
    named = [item for item in tree.body if isinstance(item, (*Function, ast.ClassDef))]
    return [item.name for item in named if item.decorator_list or isinstance(item, ast.ClassDef)]


def _spell(node: object, local: bool) -> Iterator[str]:
    if isinstance(node, ast.Constant):
        yield _constant(node.value)
    elif isinstance(node, ast.AST):
        yield type(node).__name__ + "("
        inside = isinstance(node, Function) or (local and not isinstance(node, ast.ClassDef))
        for name in sorted(node._fields):
            value = _field(node, name, inside)
            if value is None or value == [] or _silent(node, name):
                continue
            yield name + "="
            yield from _spell(value, inside)
            yield ","
        yield ")"
    elif isinstance(node, list):
        yield "["
        for item in node:
            yield from _spell(item, local)
            yield ";"
        yield "]"
    else:
        yield _constant(node)


def _field(node: ast.AST, name: str, local: bool) -> Any:
    value = getattr(node, name, None)
    if isinstance(value, list) and name in {"body", "orelse", "finalbody"}:
        return _body(node, local, name)
    if isinstance(node, ast.JoinedStr):  # Python 3.12.1 puts an empty text behind `{width}` in a format
        return [part for part in node.values if not (isinstance(part, ast.Constant) and part.value == "")]
    return value


def _body(node: ast.AST, local: bool, name: str = "body") -> list[ast.stmt]:
    """The statements that count: no docstring, no imports for type checkers, locals without their annotations."""
    body: list[ast.stmt] = list(getattr(node, name))
    if name == "body" and isinstance(node, Documented) and body and _is_text(body[0]):
        body = body[1:]
    body = [item for item in body if not is_type_checking(item)]
    return [plain for item in body for plain in _without_annotation(item)] if local else body


def _without_annotation(node: ast.stmt) -> list[ast.stmt]:
    if not isinstance(node, ast.AnnAssign):
        return [node]
    if node.value is None:  # `x: int` alone binds nothing
        return []
    return [ast.Assign(targets=[node.target], value=node.value)]


def _silent(node: ast.AST, field: str) -> bool:
    """Fields that say nothing about what the code does."""
    return (
        field in {"ctx", "type_comment", "kind", "type_ignores"}
        or (field == "annotation" and isinstance(node, ast.arg))
        or (field == "returns" and isinstance(node, Function))
    )


def _is_text(node: ast.stmt) -> bool:
    return (
        isinstance(node, ast.Expr)
        and isinstance(node.value, ast.Constant)
        and isinstance(node.value.value, str)
    )


def _constant(value: object) -> str:
    """Type and value: `repr` would follow Python's tables of printable characters, which change."""
    if isinstance(value, float):
        value = value.hex()
        return f"float:{value}"
    if isinstance(value, complex):
        return f"complex:{value.real.hex()},{value.imag.hex()}"
    if isinstance(value, int) and not isinstance(value, bool):
        return f"int:{value:x}"
    if isinstance(value, bytes):
        return f"bytes:{value.hex()}"
    return f"{type(value).__name__}:{value!a}"
