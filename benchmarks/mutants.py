"""Would the tests notice? Faults are put one by one into the grammar and the judge of claims; at least 90 % are due.

A fault is a comparison, operator, condition, constant or choice turned into another. Each is tried in a process of its
own, forked when the libraries are loaded, that runs the module's tests until one fails. `survived` lists those that no
test noticed, with their lines; some of them change nothing that could be seen.
"""

import ast
import copy
import json
import os
import random
import sys
import types
from collections.abc import Iterator
from pathlib import Path

from interleaved import options

ROOT = Path(__file__).resolve().parents[1]
DOCUMENT, TESTS = ROOT / "src" / "literate" / "document", ROOT / "tests" / "literate" / "document"
MODULES = (
    "claims",
    "tokens",
    "predicates",
    "verdicts",
    "comparing",
    "ranking",
    "counting",
    "weighing",
    "claim_lines",
)
JUDGED = ["verdicts", "comparing", "ranking", "counting", "weighing"]
SUITES = {name: sorted(JUDGED, key=name.__ne__) for name in JUDGED} | {
    "claims": ["claims"], "tokens": ["claims"], "predicates": ["claims"], "claim_lines": ["claim_lines"],
}  # fmt: skip
LOADED = "numpy scipy.stats hypothesis.strategies jinja2 pytest"  # loaded once, before forking
SECONDS = 60  # a fault that loops for ever is noticed

OTHER: dict[type, type] = {
    ast.Lt: ast.LtE, ast.LtE: ast.Lt, ast.Gt: ast.GtE, ast.GtE: ast.Gt, ast.Eq: ast.NotEq, ast.NotEq: ast.Eq,
    ast.In: ast.NotIn, ast.NotIn: ast.In, ast.Is: ast.IsNot, ast.IsNot: ast.Is, ast.Add: ast.Sub, ast.Sub: ast.Add,
    ast.Mult: ast.Div, ast.Div: ast.Mult, ast.And: ast.Or, ast.Or: ast.And,
}  # fmt: skip
CALLS = {"min": "max", "max": "min", "any": "all", "all": "any"}


def faults(tree: ast.Module) -> Iterator[tuple[int, str, ast.Module]]:
    """Every fault of a module: line, what it is, the faulty tree."""
    for at, node in enumerate(ast.walk(tree)):
        for kind in _kinds(node, tree):
            faulty = copy.deepcopy(tree)
            target = next(each for n, each in enumerate(ast.walk(faulty)) if n == at)
            said = _break(target, kind)
            yield getattr(node, "lineno", 0), said, ast.fix_missing_locations(faulty)


def _kinds(node: ast.AST, tree: ast.Module) -> list[str]:
    """What could be wrong with a node."""
    if isinstance(node, ast.Compare) and type(node.ops[0]) in OTHER:
        return ["order"]
    if isinstance(node, ast.BinOp | ast.BoolOp) and type(node.op) in OTHER:
        return ["operator"]
    if isinstance(node, ast.If | ast.IfExp | ast.While):
        return ["condition"]
    if isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id in CALLS:
        return ["choice"]
    if isinstance(node, ast.UnaryOp) and isinstance(node.op, ast.Not | ast.USub):
        return ["sign"]
    if isinstance(node, ast.Constant) and id(node) not in _spared(tree):
        return ["constant"] if isinstance(node.value, bool | int | float) or node.value else []
    return []


def _spared(tree: ast.Module) -> set[int]:
    """Docstrings and annotations: nothing that runs."""
    found: set[int] = set()
    for node in ast.walk(tree):
        parts: list[ast.AST | None] = [getattr(node, "annotation", None), getattr(node, "returns", None)]
        if isinstance(node, ast.Expr) and isinstance(node.value, ast.Constant):
            parts.append(node.value)
        if isinstance(node, ast.Assert):
            parts.append(node)
        found |= {id(each) for part in parts if part is not None for each in ast.walk(part)}
    return found


def _break(node: ast.AST, kind: str) -> str:
    """Put the fault in; what it is, in words."""
    if kind == "order" and isinstance(node, ast.Compare):
        old = type(node.ops[0])
        node.ops[0] = OTHER[old]()
        return f"{old.__name__} → {OTHER[old].__name__}"
    if kind == "operator" and isinstance(node, ast.BinOp | ast.BoolOp):
        old = type(node.op)
        node.op = OTHER[old]()
        return f"{old.__name__} → {OTHER[old].__name__}"
    if kind == "condition" and isinstance(node, ast.If | ast.IfExp | ast.While):
        node.test = ast.UnaryOp(ast.Not(), node.test)
        return "condition turned"
    if kind == "choice" and isinstance(node, ast.Call) and isinstance(node.func, ast.Name):
        said = f"{node.func.id} → {CALLS[node.func.id]}"
        node.func.id = CALLS[node.func.id]
        return said
    if kind == "sign" and isinstance(node, ast.UnaryOp):
        node.op = ast.UAdd() if isinstance(node.op, ast.USub) else ast.Not()
        if isinstance(node.op, ast.Not):
            node.operand = ast.UnaryOp(ast.Not(), node.operand)
        return "sign dropped"
    assert isinstance(node, ast.Constant)
    old_value = node.value
    node.value = not old_value if isinstance(old_value, bool) else old_value + 1 if isinstance(
        old_value, int | float) else f"~{old_value}"  # fmt: skip
    return f"{old_value!r} → {node.value!r}"


def noticed(module: str, tree: ast.Module) -> bool:
    """Whether a test fails with this module in place of the sound one."""
    child = os.fork()
    if not child:
        import signal

        signal.alarm(SECONDS)
        nothing = os.open(os.devnull, os.O_WRONLY)
        os.dup2(nothing, 1)
        os.dup2(nothing, 2)
        os._exit(_tried(module, tree))
    return os.waitpid(child, 0)[1] != 0


def _tried(module: str, tree: ast.Module) -> int:
    import pytest

    name = f"literate.document.{module}"
    faulty = types.ModuleType(name)
    faulty.__file__ = str(DOCUMENT / f"{module}.py")
    sys.modules[name] = faulty
    try:
        exec(compile(tree, faulty.__file__, "exec"), faulty.__dict__)
    except Exception:
        return 1
    import literate.document

    setattr(literate.document, module, faulty)
    suites = [str(TESTS / f"test_{suite}.py") for suite in SUITES[module]]
    quiet = [
        "-x",
        "-q",
        "-n",
        "0",
        "-p",
        "no:cacheprovider",
        "-W",
        "ignore::pytest.PytestAssertRewriteWarning",
    ]
    return int(pytest.main([*quiet, *suites]))


def main(share: float, modules: list[str], *, as_json: bool) -> int:
    """Try a share of all faults, chosen by chance; print what survived. The status is 1 below 90 %."""
    os.chdir(ROOT)
    for name in LOADED.split():
        __import__(name)
    random.seed(0)
    found = []
    for module in modules:
        tree = ast.parse((DOCUMENT / f"{module}.py").read_text(encoding="utf-8"))
        if noticed(module, tree):
            sys.exit(f"{module}: its tests fail without any fault")
        tried = [each for each in faults(tree) if random.random() < share]
        for line, said, faulty in tried:
            found.append((module, line, said, noticed(module, faulty)))
            if not found[-1][3] and not as_json:
                print(f"    survived  {module}.py:{line}  {said}", flush=True)
        killed = [each[3] for each in found if each[0] == module]
        print(f"{module:12} {sum(killed)} of {len(killed)} noticed", flush=True, file=sys.stderr)
    killed = [each[3] for each in found]
    rate = sum(killed) / max(len(killed), 1)
    said = {
        "faults": len(found),
        "noticed": sum(killed),
        "survived": [each[:3] for each in found if not each[3]],
    }
    print(
        json.dumps(said) if as_json else f"{sum(killed)} of {len(killed)} faults noticed: {100 * rate:.1f} %"
    )
    return int(rate < 0.9)


if __name__ == "__main__":
    parser = options(__doc__.splitlines()[0])
    parser.add_argument("--share", type=float, default=1.0, help="of all faults, the share to try")
    parser.add_argument("modules", nargs="*", default=list(MODULES))
    arguments = parser.parse_args()
    sys.exit(main(arguments.share, arguments.modules, as_json=arguments.json))
