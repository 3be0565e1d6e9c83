"""The name of a result: its call with the effective arguments, its data's checksums, and the code it can reach.

    fingerprint(c) = SHA-256( function, arguments, digest of every module that the call's functions reach )

A run among the arguments counts by its own fingerprint, a part by its function and arguments, a `Source` by its
checksum. A comment, a formatting or a file that the call cannot reach changes nothing; a default, a constant or a
helper three imports away does. What cannot be spelled is refused.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import replace
from typing import Any, NamedTuple

from literate import spelling
from literate.call import Call, Source
from literate.errors import TaskError, nearest
from literate.reading import Signature
from literate.sources import Sources

GIVEN = frozenset({"attempt", "names"})  # what a run and a table are given when they are made


class Spec(NamedTuple):
    """A call made definite: what `execute` needs, and what its fingerprint is the digest of."""

    fingerprint: str
    function: str
    # effective, as JSON: {"run": fingerprint}, {"part": …, "arguments": …}, {"dict": …}
    arguments: dict[str, Any]
    code: dict[str, str]  # digest by module

    def inputs(self) -> list[str]:
        """The fingerprints of the runs among the arguments."""
        return sorted({found for value in self.arguments.values() for found in _runs(value)})


class Fingerprints:
    """The specs of calls, each worked out once; `Call` objects are compared by identity.

    archives    checksum by file name, of archives that are allowed in place of the published ones
    """

    def __init__(self, sources: Sources, archives: Mapping[str, str] | None = None) -> None:
        self.sources = sources
        self.archives = archives or {}
        self._specs: dict[int, tuple[Call, Spec]] = {}

    def spec(self, call: Call) -> Spec:
        """The spec of a kept call or an exhibit. Raises `TaskError` for whatever in it cannot be."""
        if id(call) not in self._specs:
            arguments = self._arguments(call)
            modules = {
                module for function in _functions(call) for module in self.sources.reach(_module(function))
            }
            code = self.sources.digests(frozenset(modules))
            text = spelling.canonical([call.function, arguments, code])
            self._specs[id(call)] = (call, Spec(spelling.digest(text), call.function, arguments, code))
        return self._specs[id(call)][1]

    def recipe(self, call: Call) -> dict[str, Any]:
        """How a run or an exhibit is made, in the words of a record: function, arguments, code, definitions."""
        spec = self.spec(call)
        said = {name: module for name in spec.code if (module := self.sources.module(name)) is not None}
        definitions = {name: module.definitions for name, module in said.items()}
        return {
            "function": spec.function,
            "arguments": spec.arguments,
            "code": spec.code,
            "definitions": definitions,
        }

    def taken(self, source: Source) -> Source:
        """The archive that counts: the published one, or the one that is allowed in its place."""
        return replace(source, checksum=self.archives.get(source.file, source.checksum))

    def _arguments(self, call: Call, partial: bool = False) -> dict[str, Any]:
        """Effective arguments, defaults included; a part may leave some for the run that makes it."""
        signature = self.sources.signature(call.function, call.where)
        known = [parameter.name for parameter in signature.parameters if parameter.name not in GIVEN]
        for name in call.arguments:
            if name not in known and not signature.open:
                raise TaskError(
                    f"{call.where}: {call.function} takes no argument {name!r}{nearest(name, known)}"
                )
        defaults = _defaults(call, signature)
        missing = [name for name in known if name not in call.arguments and name not in defaults]
        if missing and not partial:
            raise TaskError(f"{call.where}: {call.function} is not given {', '.join(missing)}")
        given = {**defaults, **call.arguments}
        return {name: self._value(value, f"{call.where}: {name}") for name, value in sorted(given.items())}

    def _value(self, value: Any, where: str) -> Any:
        if isinstance(value, Call):
            if value.kept:
                return {"run": self.spec(value).fingerprint}
            return {"part": value.function, "arguments": self._arguments(value, partial=True)}
        if isinstance(value, Source):
            if not re.fullmatch(r"(md5|sha1|sha256|sha512):[0-9a-f]{8,}", value.checksum):
                raise TaskError(
                    f"{where}: checksum {value.checksum!r} of {value.file} is not algorithm:hexadecimal"
                )
            return {"checksum": self.taken(value).checksum}
        if isinstance(value, dict) and all(isinstance(key, str) for key in value):
            return {"dict": {key: self._value(item, where) for key, item in value.items()}}
        if isinstance(value, (list, tuple)):
            return [self._value(item, where) for item in value]
        if (
            value is None
            or isinstance(value, (bool, int, str))
            or (isinstance(value, float) and value - value == 0)
        ):
            return value
        raise TaskError(
            f"{where} = {value!r} cannot be spelled; allowed: numbers, text, lists, dictionaries, calls"
        )


def runs_of(call: Call) -> list[Call]:
    """The runs that a call takes, at any depth of parts, lists and dictionaries, but not the runs of these runs."""
    return [found for found in _given(call) if isinstance(found, Call) and found.kept]


def files_of(call: Call) -> list[Source]:
    """The published files among a call's arguments, not those of the runs it takes."""
    return [found for found in _given(call) if isinstance(found, Source)]


def _functions(call: Call) -> list[str]:
    """The call's own function and those of its parts."""
    parts = [found.function for found in _given(call) if isinstance(found, Call) and not found.kept]
    return [call.function, *parts]


def _given(call: Call) -> Iterator[Any]:
    """What a call is given at any depth of parts, lists and dictionaries; a run, and a part before what it is given."""
    for value in call.arguments.values():
        yield from _leaves(value)


def _leaves(value: Any) -> Iterator[Any]:
    if isinstance(value, (list, tuple)):
        for item in value:
            yield from _leaves(item)
    elif isinstance(value, dict):
        yield from _leaves(list(value.values()))
    else:
        yield value
    if isinstance(value, Call) and not value.kept:
        yield from _given(value)


def _module(function: str) -> str:
    return function.partition(":")[0]


def _defaults(call: Call, signature: Signature) -> dict[str, Any]:
    found = {}
    for parameter in signature.parameters:
        if parameter.name in GIVEN or parameter.name in call.arguments:
            continue
        if parameter.default is not None:
            found[parameter.name] = parameter.default[0]
        elif parameter.elsewhere:
            raise TaskError(
                f"{call.where}: the default of {parameter.name} in {call.function} is no literal; give it"
            )
    return found


def _runs(value: Any) -> Iterator[str]:
    """Fingerprints of runs in encoded arguments. A user's dictionary is wrapped, so that it cannot pass for one."""
    if isinstance(value, list):
        for item in value:
            yield from _runs(item)
    elif isinstance(value, dict):
        if "run" in value:
            yield value["run"]
        for item in {**value.get("arguments", {}), **value.get("dict", {})}.values():
            yield from _runs(item)
