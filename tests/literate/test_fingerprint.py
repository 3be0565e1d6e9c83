"""The name of a result."""

from __future__ import annotations

import shutil
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from literate.call import Call, Source
from literate.errors import TaskError
from literate.fingerprint import Fingerprints, runs_of
from literate.sources import Sources

CODE = {
    "lab/__init__.py": '"""Toy."""',
    "lab/train.py": (
        "from lab import helper\n"
        "from lab.losses import center\n"
        "def train(attempt, *, data, loss=None, lr=0.1, epochs=3, tags=()): return helper.f()\n"
    ),
    "lab/helper.py": "from lab.deeper import thing\ndef f(): return thing()\n",
    "lab/deeper/__init__.py": "SCALE = 1\n",
    "lab/deeper/thing.py": "def thing(): return 1\n",
    "lab/losses/__init__.py": "",
    "lab/losses/center.py": "class Center:\n    def __init__(self, weight=0.1): self.weight = weight\n",
    "lab/losses/triplet.py": "def triplet(margin=1.0): return margin\n",
    "lab/data.py": "def make(attempt, *, size=3): return {}\n",
    "lab/loose.py": (
        "LIMIT = 3\n"
        "def named(attempt, *, n=LIMIT): return {}\n"
        "def loose(attempt, *, n=len(str(LIMIT))): return {}\n"
    ),
}


@pytest.fixture
def root(tmp_path: Path) -> Path:
    for name, text in CODE.items():
        path = tmp_path / "src" / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text)
    return tmp_path


def data(**arguments: Any) -> Call:
    return Call("lab.data:make", arguments, kept=True, name="data")


def train(**arguments: Any) -> Call:
    return Call("lab.train:train", {"data": data(), **arguments}, kept=True, where="tasks/q1.py:7")


def name(root: Path, call: Call) -> str:
    return Fingerprints(Sources(root)).spec(call).fingerprint


def test_a_default_that_is_spelled_out_changes_nothing(root: Path) -> None:
    assert name(root, train()) == name(root, train(lr=0.1, epochs=3))


def test_the_order_of_keywords_changes_nothing(root: Path) -> None:
    assert name(root, train(lr=0.2, epochs=5)) == name(root, train(epochs=5, lr=0.2))


@pytest.mark.parametrize(
    "other",
    [
        {"lr": 0.2},
        {"epochs": 3.0},
        {"epochs": True},
        {"tags": ["a"]},
        {"loss": Call("lab.losses.triplet:triplet", {}, kept=False)},
        {"loss": Call("lab.losses.triplet:triplet", {"margin": 2.0}, kept=False)},
        {"data": data(size=4)},
        {"data": Source("a.zip", "here", "md5:00000000")},
        {"data": {"run": "x"}},
    ],
)
def test_a_different_call_has_a_different_name(root: Path, other: dict[str, Any]) -> None:
    assert name(root, train(**other)) != name(root, train())


def test_a_dictionary_cannot_pass_for_a_run(root: Path) -> None:
    fingerprints = Fingerprints(Sources(root))
    run = fingerprints.spec(data()).fingerprint
    assert fingerprints.spec(train(data={"run": run})).fingerprint != fingerprints.spec(train()).fingerprint
    assert fingerprints.spec(train(data={"run": run})).inputs() == []


def test_a_source_counts_by_its_checksum_alone(root: Path) -> None:
    here, there = Source("a.zip", "here", "md5:ffffffff"), Source("b.zip", "there", "md5:ffffffff")
    assert name(root, train(data=here)) == name(root, train(data=there))
    assert name(root, train(data=here)) != name(root, train(data=Source("a.zip", "here", "md5:fffffffe")))


SCALARS = st.one_of(
    st.none(), st.booleans(), st.integers(), st.floats(allow_nan=False, allow_infinity=False), st.text()
)
VALUES = st.recursive(
    SCALARS, lambda inner: st.lists(inner) | st.dictionaries(st.text(), inner), max_leaves=6
)


@pytest.fixture(scope="module")
def fingerprints(tmp_path_factory: pytest.TempPathFactory) -> Fingerprints:
    folder = tmp_path_factory.mktemp("property")
    for file, text in CODE.items():
        path = folder / "src" / file
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text)
    return Fingerprints(Sources(folder))


@given(VALUES, VALUES)
def test_equal_values_have_equal_names_and_others_never(fingerprints: Fingerprints, a: Any, b: Any) -> None:
    same = fingerprints.spec(train(tags=a)).fingerprint == fingerprints.spec(train(tags=b)).fingerprint
    assert same == (typed(a) == typed(b))


def typed(value: Any) -> Any:
    """A value with its types, for `1 == 1.0 == True` and `0.0 == -0.0`."""
    if isinstance(value, list):
        return [typed(item) for item in value]
    if isinstance(value, dict):
        return {key: typed(item) for key, item in value.items()}
    return (type(value), repr(value))


@pytest.mark.parametrize("value", [float("nan"), float("inf"), {1, 2}, object(), {1: 2}, b"bytes"])
def test_what_cannot_be_spelled_is_refused_with_its_place(root: Path, value: object) -> None:
    with pytest.raises(TaskError, match=r"tasks/q1.py:7: tags = .* cannot be spelled"):
        name(root, train(tags=value))


@pytest.mark.parametrize(
    ("file", "old", "new", "counts"),
    [
        ("lab/train.py", "lr=0.1", "lr=0.5", True),
        ("lab/helper.py", "return thing()", "return thing() + 1", True),
        ("lab/deeper/thing.py", "return 1", "return 2", True),
        ("lab/deeper/__init__.py", "SCALE = 1", "SCALE = 2", True),
        ("lab/losses/center.py", "weight=0.1", "weight=0.2", True),
        ("lab/losses/triplet.py", "margin=1.0", "margin=2.0", False),
        ("lab/helper.py", "return thing()", "return thing()  # why", False),
        ("lab/deeper/__init__.py", "SCALE = 1", '"""Deeper."""\nSCALE = 1', False),
    ],
)
def test_the_code_that_a_call_reaches_counts_and_no_other(
    root: Path, file: str, old: str, new: str, counts: bool
) -> None:
    before = name(root, train())
    path = root / "src" / file
    path.write_text(path.read_text().replace(old, new))
    assert (name(root, train()) != before) == counts


def test_an_edit_of_a_data_set_renames_what_is_trained_on_it(root: Path) -> None:
    before = name(root, train())
    (root / "src/lab/data.py").write_text("def make(attempt, *, size=3): return {'x': 1}\n")
    assert name(root, train()) != before


def test_a_top_level_module_is_reached(root: Path) -> None:
    (root / "src/alone.py").write_text("SCALE = 1\n")
    (root / "src/lab/helper.py").write_text("from alone import SCALE\ndef f(): return SCALE\n")
    before = name(root, train())
    (root / "src/alone.py").write_text("SCALE = 2\n")
    assert name(root, train()) != before


def test_an_editors_backup_does_not_count(root: Path) -> None:
    before = name(root, train())
    (root / "src/lab/helper.py~").write_text("def f(): return 0\n")
    assert name(root, train()) == before


def test_data_files_of_one_name_in_two_folders_both_count(root: Path) -> None:
    for folder in ("lab", "lab/deeper"):
        (root / "src" / folder / "m.csv").write_text("1\n")
    names = [name(root, train())]
    for folder in ("lab", "lab/deeper"):
        (root / "src" / folder / "m.csv").write_text("2\n")
        names.append(name(root, train()))
    assert len(set(names)) == 3


def test_a_default_that_json_cannot_keep_spoils_nothing_but_its_own_call(root: Path) -> None:
    (root / "src/lab/helper.py").write_text("def split(x, sep=b'\\n'): return x\ndef f(): return 1\n")
    sources = Sources(root)
    Fingerprints(sources).spec(train())
    sources.save()
    split = Call("lab.helper:split", {"x": 1}, kept=True, where="tasks/q1.py:1")
    for known in (sources, Sources(root)):  # also as it was remembered
        with pytest.raises(
            TaskError, match=r"^tasks/q1\.py:1: the default of sep in lab\.helper:split is no literal"
        ):
            Fingerprints(known).spec(split)


def test_a_malformed_checksum_is_found_before_anything_runs(root: Path) -> None:
    with pytest.raises(TaskError, match=r"checksum 'sha265:00' of a.zip is not algorithm:hexadecimal"):
        name(root, train(data=Source("a.zip", "here", "sha265:00")))


def test_a_style_sheet_beside_reached_code_counts(root: Path) -> None:
    before = name(root, train())
    (root / "src/lab/deeper/look.mplstyle").write_text("lines.linewidth: 1\n")
    assert name(root, train()) != before


def test_the_checkout_path_does_not_count(root: Path, tmp_path_factory: pytest.TempPathFactory) -> None:
    elsewhere = tmp_path_factory.mktemp("elsewhere") / "deep" / "checkout"
    shutil.copytree(root, elsewhere)
    assert name(elsewhere, train()) == name(root, train())


def test_a_parse_that_was_kept_gives_the_same_name(root: Path) -> None:
    sources = Sources(root)
    first = Fingerprints(sources).spec(train()).fingerprint
    sources.save()
    assert (root / "build/cache/sources.json").is_file()
    assert name(root, train()) == first


@pytest.mark.parametrize(
    ("call", "message"),
    [
        (
            Call("lab.train:trian", {}, True, where="tasks/q2.py:3"),
            r"tasks/q2.py:3: lab.train has no function 'trian'; nearest: train",
        ),
        (
            Call("lab.trian:train", {}, True, where="tasks/q2.py:3"),
            r"tasks/q2.py:3: no module lab.trian; nearest: lab.train",
        ),
        (
            Call("lab.train:train", {"lrr": 1}, True, where="tasks/q2.py:3"),
            r"takes no argument 'lrr'; nearest: lr",
        ),
        (Call("lab.train:train", {}, True, where="tasks/q2.py:3"), r"lab.train:train is not given data"),
        (
            train(loss=Call("lab.losses.center:Center", {"wight": 1}, False, where="tasks/q2.py:4")),
            r"q2.py:4: .*'wight'; nearest: weight",
        ),
        (
            Call("lab.loose:loose", {}, True, where="tasks/q2.py:3"),
            r"the default of n in lab.loose:loose is no literal; give it",
        ),
    ],
)
def test_a_wrong_call_is_one_line_that_names_place_and_remedy(root: Path, call: Call, message: str) -> None:
    with pytest.raises(TaskError, match=message) as caught:
        name(root, call)
    assert "\n" not in str(caught.value)


def test_a_default_may_be_the_name_of_a_literal(root: Path) -> None:
    spec = Fingerprints(Sources(root)).spec(Call("lab.loose:named", {}, True))
    assert spec.arguments == {"n": 3}


def test_the_runs_of_a_call_are_found_in_parts_and_lists_but_not_beyond_runs() -> None:
    inner, outer = data(), train()
    part = Call("lab.losses.center:Center", {"weight": inner}, kept=False)
    assert runs_of(Call("x:y", {"a": [outer, {"b": part}]}, kept=False)) == [outer, inner]


def test_a_relative_import_is_followed(root: Path) -> None:
    (root / "src/lab/helper.py").write_text(
        "from .deeper.thing import thing\nfrom . import data\ndef f(): return thing()\n"
    )
    reach = Sources(root).reach("lab.train")
    assert {"lab.deeper.thing", "lab.deeper", "lab.data", "lab"} <= reach


def test_an_import_for_type_checkers_is_not_reached(root: Path) -> None:
    text = (
        "from typing import TYPE_CHECKING\nif TYPE_CHECKING:\n    from lab import data\ndef f(): return 1\n"
    )
    (root / "src/lab/helper.py").write_text(text)
    assert "lab.data" not in Sources(root).reach("lab.train")


def test_a_syntax_error_is_one_line_with_its_place(root: Path) -> None:
    (root / "src/lab/helper.py").write_text("def f(:\n")
    with pytest.raises(TaskError, match=r"helper.py:1: "):
        name(root, train())
