"""The spelling of values and code."""

from __future__ import annotations

import ast
import json

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


def test_an_empty_text_in_a_format_that_one_python_adds_and_others_do_not_counts_for_nothing() -> None:
    plain, odd = (ast.parse('def f(name, width):\n    return f"{name:{width}}"') for _ in range(2))
    format_ = next(node for node in ast.walk(odd) if isinstance(node, ast.FormattedValue)).format_spec
    assert isinstance(format_, ast.JoinedStr)
    format_.values.append(ast.Constant(""))
    assert spelling.definitions(odd) == spelling.definitions(plain)
