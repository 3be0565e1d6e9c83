"""The spelling of values and code."""

from __future__ import annotations

import ast
import json
import os
import subprocess
import sys
import sysconfig
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from literate import spelling

LITERALS = st.one_of(
    st.none(),
    st.booleans(),
    st.integers(),
    st.floats(allow_nan=False),
    st.text(),
    st.binary(),
    st.complex_numbers(allow_nan=False, allow_infinity=False),
)
BASE = '''
"""A module."""
from os import path

LIMIT = 3


class Thing:
    """A thing."""

    size: int = 1

    def area(self, factor: float = 2.0) -> float:
        """Its area."""
        answer: float = self.size * factor  # in metres
        return answer


def helper(x, y=1):
    if x:
        total: int = 2
    else:
        total = 3
    return total
'''


def spelled(text: str) -> dict[str, str]:
    return spelling.definitions(ast.parse(text))


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("  # in metres", "  # in square metres, as measured"),
        ('"""Its area."""', '"""The area, in other words."""'),
        ('"""A module."""', '"""Another docstring."""'),
        ("def helper(x, y=1):", "def helper(\n    x,\n    y=1,\n):"),
        ("factor: float = 2.0", "factor: int = 2.0"),
        (") -> float:", ") -> int:"),
        ("answer: float = ", "answer = "),
        ("total: int = 2", "total = 2"),
        ("\n\n\ndef helper", "\ndef helper"),
        ("from os import path\n", "from os import path\nif TYPE_CHECKING:\n    import numpy\n"),
        ("(self.size * factor)", "(self.size*factor)"),
    ],
)
def test_what_cannot_change_a_result_is_not_spelled(old: str, new: str) -> None:
    base = BASE.replace("self.size * factor", "(self.size * factor)")
    assert old in base
    assert spelled(base.replace(old, new)) == spelled(base)


@pytest.mark.parametrize(
    ("old", "new", "changed"),
    [
        ("LIMIT = 3", "LIMIT = 4", "<module>"),
        ("LIMIT = 3", "LIMIT = 3.0", "<module>"),
        ("LIMIT = 3", "LIMIT = '3'", "<module>"),
        ("size: int = 1", "size: float = 1", "Thing"),
        ("class Thing:", "class Thing(dict):", "Thing"),
        ("factor: float = 2.0", "factor: float = 3.0", "Thing.area"),
        ("self.size * factor", "factor * self.size", "Thing.area"),
        ("y=1", "y=2", "helper"),
        ("y=1", "y=True", "helper"),
        ("def helper(x, y=1)", "def helper(y, x=1)", "helper"),
        ("total = 3", "total = 4", "helper"),
        ("    def area", "    @property\n    def area", "Thing.area"),
        ("from os import path", "from os import sep", "<module>"),
    ],
)
def test_every_other_edit_changes_exactly_the_definition_it_is_in(old: str, new: str, changed: str) -> None:
    before, after = spelled(BASE), spelled(BASE.replace(old, new))
    assert before.keys() == after.keys()
    assert {name for name in before if before[name] != after[name]} == {changed}


@given(LITERALS, LITERALS)
def test_two_different_constants_are_never_spelled_alike(a: object, b: object) -> None:
    same = type(a) is type(b) and repr(a) == repr(b)
    alike = spelling.spell(ast.Constant(a)) == spelling.spell(ast.Constant(b))
    assert alike == same


@given(
    st.recursive(
        st.one_of(st.none(), st.booleans(), st.integers(), st.text()),
        lambda x: st.lists(x) | st.dictionaries(st.text(), x),
    )
)
def test_canonical_json_says_the_whole_value(value: object) -> None:
    assert json.loads(spelling.canonical(value)) == value


def test_what_has_no_canonical_form_is_refused() -> None:
    with pytest.raises(ValueError, match="Out of range"):
        spelling.canonical(float("nan"))
    with pytest.raises(TypeError, match="not JSON serializable"):
        spelling.canonical({1, 2})


def corpus() -> list[Path]:
    """Modules of this Python's library that every Python since 3.11 can parse, found by name."""
    library = Path(sysconfig.get_paths()["stdlib"])
    names = [
        "ast",
        "argparse",
        "dataclasses",
        "inspect",
        "typing",
        "enum",
        "functools",
        "pathlib",
        "statistics",
    ]
    names += [
        "subprocess",
        "textwrap",
        "tokenize",
        "traceback",
        "decimal",
        "fractions",
        "asyncio/tasks",
        "json/decoder",
    ]
    return [path for name in names if (path := library / f"{name}.py").is_file()]


def interpreters() -> list[str]:
    """Every other Python from 3.11 on that this machine has."""
    roots = [Path(os.environ.get("PYENV_ROOT", Path.home() / ".pyenv")) / "versions"]
    found = [str(path) for root in roots for path in root.glob("3.1[1-9].*/bin/python")]
    return [path for path in found if Path(path).resolve() != Path(sys.executable).resolve()]


def test_other_pythons_spell_the_same_code_with_the_same_digests() -> None:
    others = interpreters()
    if not others:
        pytest.skip("no other Python here")
    program = (
        "import ast, json, sys; sys.path.insert(0, sys.argv[1]); from literate import spelling; "
        "print(json.dumps([spelling.definitions(ast.parse(open(p, 'rb').read())) for p in sys.argv[2:]]))"
    )
    files = [str(path) for path in [*corpus(), *Path(spelling.__file__).parent.glob("*.py")]]
    source = str(Path(spelling.__file__).resolve().parents[1])
    expected = [spelling.definitions(ast.parse(Path(path).read_bytes())) for path in files]
    for python in others:
        done = subprocess.run(
            [python, "-W", "ignore", "-c", program, source, *files],
            capture_output=True,
            text=True,
            check=True,
        )
        assert json.loads(done.stdout) == expected, python
