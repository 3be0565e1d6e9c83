"""What differs between two recipes: how a result was made and how it would be made now, said for people.

A recipe is what a record, a kept exhibit and the plan all hold: `function`, effective `arguments`, `code` (digest by
module) and `definitions` (digest by function, class and method of each module). This answers "why would it run?".
"""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from literate import definitions, spelling
from literate.sources import Sources

Recipe = Mapping[str, Any]
OTHERWISE = "the form of fingerprints changed"
FAR = 100  # the weight from which two recipes are no versions of one experiment: another function, ten arguments
WIDTH, LINE = 60, 90  # characters of a value and of a brief reason


@dataclass(frozen=True)
class Difference:
    """One thing that changed, and for an input what changed behind it."""

    said: str
    because: tuple[Difference, ...] = ()
    weight: int = 1  # for finding the nearest of several recipes: code 1, an argument 10
    place: str = ""  # of an argument that both have, or of an input: "svm.C"
    then: str = ""  # its earlier value, as a person would write it

    @property
    def code(self) -> bool:
        """Is it a file that changed, which may have done so for several runs at once?"""
        return self.weight == 1

    def line(self) -> str:
        """The difference in one line, with the first of what is behind it."""
        return f"{self.said}: {brief(self.because)}" if self.because else self.said


class Comparison:
    """What two recipes are compared with: the sources of now, and what is known of the runs behind both.

    `then` and `now` give the recipe of a run by its fingerprint, None where nothing is known; `name` what it is called.
    """

    def __init__(
        self,
        sources: Sources,
        then: Callable[[str], Recipe | None],
        now: Callable[[str], Recipe | None],
        name: Callable[[str], str],
    ) -> None:
        self._sources = sources
        self._then = then
        self._now = now
        self._name = name
        self._inputs: dict[tuple[str, str], tuple[Difference, ...]] = {}  # many runs share a few inputs

    def between(self, then: Recipe, now: Recipe) -> tuple[Difference, ...]:
        """All that differs: function, arguments, code, and at last the inputs with their own differences."""
        functions = (then["function"], now["function"])
        called = (
            [Difference("function {} → {}".format(*functions), weight=FAR)] if len({*functions}) > 1 else []
        )
        arguments = list(self._arguments(then["arguments"], now["arguments"], ""))
        plain = [found for found in arguments if not found.because]
        inputs = [found for found in arguments if found.because]
        return (*called, *plain, *self._code(then, now), *inputs)

    def _arguments(self, then: Recipe, now: Recipe, path: str) -> Iterator[Difference]:
        for name in dict.fromkeys([*now, *then]):
            place = f"{path}.{name}" if path else name
            if name not in then:
                yield Difference(f"argument {place}: new, {self._value(now[name])}", weight=10)
            elif name not in now:
                yield Difference(f"argument {place}: gone, was {self._value(then[name])}", weight=10)
            elif not _same(then[name], now[name]):
                yield from self._values(then[name], now[name], place)

    def _values(self, then: Any, now: Any, path: str) -> Iterator[Difference]:
        """The differences of two encoded arguments, as deep as both have the same form."""
        forms = (_form(then), _form(now))
        if forms == ("run", "run"):
            yield self._input(then["run"], now["run"], path)
        elif forms == ("checksum", "checksum"):
            said = f"data version of {path}: {then['checksum']} → {now['checksum']}"
            yield Difference(said, weight=10, place=path, then=then["checksum"])
        elif forms == ("part", "part") and then["part"] == now["part"]:
            yield from self._arguments(then["arguments"], now["arguments"], path)
        elif forms == ("dict", "dict"):
            yield from self._arguments(then["dict"], now["dict"], path)
        elif forms == ("list", "list") and len(then) == len(now):
            for number, (old, new) in enumerate(zip(then, now, strict=True)):
                yield from self._values(old, new, f"{path}[{number}]") if not _same(old, new) else ()
        else:
            old = self._value(then)
            said = f"argument {path}: {old} → {self._value(now)}"
            yield Difference(said, weight=10, place=path, then=old)

    def _input(self, then: str, now: str, path: str) -> Difference:
        """Why an input is another result than then, as deep as records are kept."""
        said = f"input {path} ({self._name(now)}) changed"
        if (then, now) not in self._inputs:
            old, new = self._then(then), self._now(now)
            gone = (Difference("its result of then is not kept any more"),)
            compared = gone if old is None or new is None else self.between(old, new)
            self._inputs[then, now] = compared or (Difference(OTHERWISE),)
        return Difference(said, self._inputs[then, now], place=path)

    def _code(self, then: Recipe, now: Recipe) -> Iterator[Difference]:
        old, new = then["code"], now["code"]
        for module in dict.fromkeys([*new, *old]):
            if module not in old:
                yield Difference(f"{self.place(module)} is new behind it")
            elif module not in new:
                yield Difference(f"{self.place(module)} is no longer behind it")
            elif old[module] != new[module]:
                both = [recipe["definitions"].get(module, {}) for recipe in (then, now)]
                names = definitions.changed(both[0], both[1], self._sources.path(module))
                yield Difference(f"{self.place(module)} changed{names}")

    def place(self, module: str) -> str:
        """`src/lab/losses/center.py` of `lab.losses.center`; a data file is its own place."""
        path, root = self._sources.path(module), self._sources.src.parent
        if path is None:
            return module
        return (
            path.relative_to(root).as_posix()
            if path.is_relative_to(root)
            else module.replace(".", "/") + ".py"
        )

    def _value(self, value: Any) -> str:
        """An encoded argument as a person would write it, cut short."""
        return _cut(self._written(value), WIDTH)

    def _written(self, value: Any) -> str:
        form = _form(value)
        if form == "list":
            return f"[{', '.join(map(self._written, value))}]"
        if form == "run":
            return self._name(value["run"])
        if form == "checksum":
            return str(value["checksum"])
        if form == "part":
            given = ", ".join(f"{name}={self._written(item)}" for name, item in value["arguments"].items())
            return f"{value['part'].partition(':')[2]}({given})"
        if form == "dict":
            return (
                "{"
                + ", ".join(f"{name}: {self._written(item)}" for name, item in value["dict"].items())
                + "}"
            )
        return json.dumps(value, ensure_ascii=False)


def brief(differences: tuple[Difference, ...]) -> str:
    """The first difference, cut short, and how many more there are."""
    if not differences:
        return OTHERWISE
    more = f" (and {len(differences) - 1} more)" if len(differences) > 1 else ""
    return _cut(differences[0].line(), LINE) + more


def distance(differences: tuple[Difference, ...]) -> int:
    """How much changed: those behind an input count one by one, and from `FAR` on it is another experiment."""
    return sum(distance(found.because) or found.weight for found in differences)


def _cut(text: str, width: int) -> str:
    return text if len(text) <= width else text[: width - 1] + "…"


def _same(then: Any, now: Any) -> bool:
    """Are they spelled alike? To Python 1, 1.0 and True are equal."""
    return spelling.canonical(then) == spelling.canonical(now)


def _form(value: Any) -> str:
    """Which kind of encoded argument this is; a user's dictionary is wrapped, so that it cannot pass for another."""
    if isinstance(value, list):
        return "list"
    if isinstance(value, dict):
        return next(form for form in ("run", "checksum", "part", "dict") if form in value)
    return "plain"
