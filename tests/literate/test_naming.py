"""Names of calls, by properties: equal calls share one, different calls never do."""

from __future__ import annotations

import ast
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from literate import spelling
from literate.call import Call
from literate.fingerprint import Fingerprints
from literate.sources import Sources

CODE = """
class Loss:
    def __init__(self, weight=1.0, margin=0.5): pass

class Other:
    def __init__(self, weight=1.0, margin=0.5): pass

def data(attempt, *, size=3): return {}

def train(attempt, *, data, loss=None, lr=0.1, epochs=3, widths=(1, 2), options=None): return {}

def again(attempt, *, data, loss=None, lr=0.1, epochs=3, widths=(1, 2), options=None): return {}
"""
NUMBERS = st.integers(-3, 3) | st.sampled_from([-0.0, 0.0, 0.1, 1.0, 3.0, 1e300]) | st.booleans()
PLAIN = st.none() | NUMBERS | st.text(max_size=3)
NESTED = st.recursive(
    PLAIN,
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=2), inner, max_size=3),
    max_leaves=5,
)
PARTS = st.builds(
    lambda name, arguments: Call(f"lab.toy:{name}", arguments, kept=False),
    st.sampled_from(["Loss", "Other"]),
    st.fixed_dictionaries({}, optional={"weight": NUMBERS, "margin": NUMBERS}),
)
RUNS = st.builds(lambda size: Call("lab.toy:data", {"size": size}, kept=True, name="data"), NUMBERS)
ARGUMENTS = st.fixed_dictionaries(
    {"data": RUNS},
    optional={"lr": NUMBERS, "epochs": NUMBERS, "loss": PARTS | st.none(), "widths": st.lists(PLAIN, max_size=3),
              "options": NESTED},
)  # fmt: skip
CALLS = st.builds(
    lambda name, arguments: Call(f"lab.toy:{name}", arguments, kept=True),
    st.sampled_from(["train", "again"]),
    ARGUMENTS,
)
DEFAULTS: dict[str, dict[str, Any]] = {
    "lab.toy:data": {"size": 3},
    "lab.toy:Loss": {"weight": 1.0, "margin": 0.5},
    "lab.toy:Other": {"weight": 1.0, "margin": 0.5},
}
for function in ("train", "again"):
    DEFAULTS[f"lab.toy:{function}"] = {
        "loss": None,
        "lr": 0.1,
        "epochs": 3,
        "widths": [1, 2],
        "options": None,
    }


@pytest.fixture(scope="module")
def fingerprints(tmp_path_factory: pytest.TempPathFactory) -> Fingerprints:
    folder = tmp_path_factory.mktemp("toy")
    (folder / "src/lab").mkdir(parents=True)
    (folder / "src/lab/__init__.py").write_text("")
    (folder / "src/lab/toy.py").write_text(CODE)
    return Fingerprints(Sources(folder))


def meant(value: Any) -> Any:
    """What a value says, with its type: an independent account of when two calls are the same."""
    if isinstance(value, Call):
        given = {**DEFAULTS[value.function], **value.arguments}
        return (value.function, value.kept, frozenset((name, meant(item)) for name, item in given.items()))
    if isinstance(value, (list, tuple)):
        return ("list", *map(meant, value))
    if isinstance(value, dict):
        return ("dict", frozenset((key, meant(item)) for key, item in value.items()))
    return (type(value).__name__, repr(value))


@given(CALLS, CALLS)
def test_two_calls_share_a_name_exactly_when_they_say_the_same(
    fingerprints: Fingerprints, a: Call, b: Call
) -> None:
    same = fingerprints.spec(a).fingerprint == fingerprints.spec(b).fingerprint
    assert same == (meant(a) == meant(b))


@given(CALLS, st.randoms(use_true_random=False))
def test_the_order_of_keywords_is_nothing_at_any_depth(
    fingerprints: Fingerprints, call: Call, chance: Any
) -> None:
    def shuffled(value: Any) -> Any:
        if isinstance(value, Call):
            return Call(value.function, shuffled(dict(value.arguments)), kept=value.kept, name=value.name)
        if isinstance(value, dict):
            items = [(key, shuffled(item)) for key, item in value.items()]
            chance.shuffle(items)
            return dict(items)
        return [shuffled(item) for item in value] if isinstance(value, list) else value

    assert fingerprints.spec(shuffled(call)).fingerprint == fingerprints.spec(call).fingerprint


@given(CALLS)
def test_defaults_spelled_out_are_nothing(fingerprints: Fingerprints, call: Call) -> None:
    spelled = Call(call.function, {**DEFAULTS[call.function], **call.arguments}, kept=True)
    assert fingerprints.spec(spelled).fingerprint == fingerprints.spec(call).fingerprint


CONSTANTS = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats(allow_nan=False, allow_infinity=False) | st.binary(max_size=5)
    | st.text(st.characters(exclude_categories=["Cs"]), max_size=5) | st.just(...),
    lambda inner: st.lists(inner, max_size=3) | st.lists(inner, max_size=3).map(tuple)
    | st.dictionaries(st.text(st.characters(exclude_categories=["Cs"]), max_size=2), inner, max_size=2),
    max_leaves=6,
)  # fmt: skip


@given(CONSTANTS, CONSTANTS)
def test_two_constants_of_a_module_are_spelled_alike_exactly_when_they_are_the_same(a: Any, b: Any) -> None:
    def spelled(value: Any) -> dict[str, str]:
        return spelling.definitions(ast.parse(f"X = {value!r}"))

    assert (spelled(a) == spelled(b)) == (repr(a) == repr(b))
