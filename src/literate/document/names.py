"""The names that a template may say, and the nearest one for a name it may not.

`adam.test` is looked up in the page's quantities, `adam.args.lr` in the run's effective arguments. An unknown
name is an error and never an empty string.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from typing import Any

from literate.document.quantity import Missing, Quantity
from literate.document.word import Word
from literate.errors import nearest

SAID = {  # what the texts of a classifier are
    "worst_class": "the class of the least recall",
    "best_class": "the class of the greatest recall",
    "auc_least_class": "the class of the least area under its ROC curve",
    "confused_first": "one of the two classes most often taken for each other",
    "confused_second": "one of the two classes most often taken for each other",
}


class UnknownName(KeyError):
    """A name that does not exist here, with the nearest that does."""

    def __init__(self, what: str, name: str, known: Iterable[str]) -> None:
        super().__init__(f"no {what}{nearest(name, known)}")

    def __str__(self) -> str:
        return str(self.args[0])


class Names(Mapping[str, Any]):
    """What a name holds, as attributes: measures, deeper names, and `args`."""

    def __init__(self, path: str, values: Mapping[str, Any]) -> None:
        self._path, self._values = path, values

    def __getitem__(self, name: str) -> Any:
        if name in self._values:
            return self._values[name]
        what = f"'{name}' in {self._path}" if self._path else f"run '{name}' on this page"
        raise UnknownName(what, name, self._values)

    def __getattr__(self, name: str) -> Any:
        if name.startswith("__"):
            raise AttributeError(name)
        return self[name]

    def __iter__(self) -> Iterator[str]:
        return iter(self._values)

    def __len__(self) -> int:
        return len(self._values)

    def __str__(self) -> str:
        raise UnknownName(f"number in '{self._path}' alone: say which", "", self._values)


def page_names(page: str, quantities: Mapping[str, Any], arguments: Mapping[str, Mapping[str, Any]]) -> Names:
    """All names of a page: its quantities, each run with its arguments under `args`."""
    names: dict[str, Any] = {}
    for run in dict.fromkeys((*quantities, *arguments)):
        held = quantities.get(run, {})
        if isinstance(held, Mapping):
            held = _nested(run, held)
            if run in arguments:
                held = Names(
                    run, {**held, "args": _arguments(f"{run}.args", f"{page}.{run}", arguments[run])}
                )
        names[run] = held
    return Names("", names)


def look_up(names: Mapping[str, Any], path: tuple[str, ...]) -> Any:
    """What a dotted name holds, of a missing run nothing but that. Raises `UnknownName`, and `ValueError` as `size`."""
    value: Any = names
    for part in path:
        if isinstance(value, Missing):
            return value
        if isinstance(value, Quantity) and part == "n":
            value = size(value)
            continue
        if not isinstance(value, Mapping):
            raise UnknownName(f"'{part}' in {'.'.join(path)}: it is a number", part, ())
        value = value[part]
    return value


def size(number: Quantity) -> Quantity:
    """`adam.test.n` as a number that knows its run. Raises `ValueError` where there is none."""
    if number.n is None:
        raise ValueError(f"{number.name} is not taken over images: it has no n")
    how = f"how many {number.basis.images if number.basis else 'images'} there are"
    return Quantity(number.n, "count", None, number.runs, f"{number.measure}.n", how)


def _nested(path: str, values: Mapping[str, Any]) -> Names:
    runs = next((each.runs for each in values.values() if isinstance(each, Quantity)), ())
    return Names(path, {key: _held(path, key, each, runs) for key, each in values.items()})


def _held(path: str, key: str, value: Any, runs: tuple[str, ...]) -> Any:
    """A number as it is, a text as a word of the runs that its neighbours came from."""
    if isinstance(value, Mapping):
        return _nested(f"{path}.{key}", value)
    return Word(value, runs, _said(key)) if isinstance(value, str) and runs else value


def _said(key: str) -> str:
    """What a text of a result is, in words."""
    before, when = ("before_", " before training") if key.startswith("before_") else ("", "")
    key = key.removeprefix(before)
    return f"{SAID.get(key, key.replace('_', ' '))}{when}"


def _arguments(path: str, run: str, values: Mapping[str, Any]) -> Names:
    """Arguments as the run had them: numbers print exactly as they were given."""
    return Names(path, {key: _argument(path, run, key, value) for key, value in values.items()})


def _argument(path: str, run: str, key: str, value: Any) -> Any:
    if isinstance(value, Mapping):
        return _arguments(f"{path}.{key}", run, value)
    if isinstance(value, int | float) and not isinstance(value, bool):
        return Quantity(
            float(value), "", None, (run,), f"args.{key}", f"the argument {key}", form=("exact", None)
        )
    return Word(str(value), (run,), f"the argument {key}")
