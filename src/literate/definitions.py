"""Which functions, classes and methods of a file changed, with the lines where they stand now."""

from __future__ import annotations

import ast
import functools
from collections.abc import Mapping
from pathlib import Path

TOP = "<module>"  # what `spelling.definitions` calls the rest of a module
Definition = (ast.FunctionDef, ast.AsyncFunctionDef, ast.ClassDef)


def changed(then: Mapping[str, str], now: Mapping[str, str], path: Path | None) -> str:
    """`: Center.forward (line 14), old (gone)`, or nothing when only the file is known."""
    if not then or not now or path is None:
        return ""
    lines = lines_of(path, path.stat().st_mtime_ns)
    names = [name for name in {*then, *now} if then.get(name) != now.get(name)]
    said = []
    for name in sorted(names, key=lambda name: (name == TOP, name not in now, lines.get(name, 0))):
        if name == TOP:
            said.append("what is outside its functions")
        elif name not in now:
            said.append(f"{name} (gone)")
        else:
            said.append(f"{name} ({'' if name in then else 'new, '}line {lines.get(name, 1)})")
    return ": " + ", ".join(said)


@functools.cache
def lines_of(path: Path, modified: int) -> dict[str, int]:
    """The lines of the functions, classes and methods of a file, as it was `modified`; parsing takes milliseconds."""
    tree = ast.parse(path.read_bytes())
    found = {node.name: node.lineno for node in tree.body if isinstance(node, Definition)}
    for node in tree.body:
        if isinstance(node, ast.ClassDef):
            found |= {
                f"{node.name}.{each.name}": each.lineno for each in node.body if isinstance(each, Definition)
            }
    return found
