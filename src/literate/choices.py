"""How each argument of a question's runs was chosen, each value once, with those of the pretraining behind them."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from literate.document import checklist
from literate.document.quantity import Quantity
from literate.errors import nearest
from literate.plan import Plan


def of(plan: Plan, name: str) -> list[checklist.Choice]:
    """Every argument of a question's runs, each value once; runs, archives and seeds stand elsewhere."""
    question = plan.questions[name]
    given = _given(plan, name)
    found: dict[tuple[str, str], list[str]] = {}
    values: dict[tuple[str, str], Any] = {}
    for key, arguments in given.items():
        for argument, value in arguments.items():
            found.setdefault((argument, str(value)), []).append(key)
            values[argument, str(value)] = value
    return [
        {
            "question": question.title,
            "argument": argument,
            "value": _value(values[argument, text], argument, [f"{name}.{run}" for run in runs]),
            "runs": [] if len(runs) == len(given) else runs,
            "how": question.chosen.get(argument, question.chosen.get("*", "not said")),
        }
        for (argument, text), runs in sorted(found.items(), key=lambda each: each[0][0])
    ]


def unknown(plan: Plan, name: str) -> list[str]:
    """What to say of arguments that a question says were chosen and none of its runs has."""
    known = {argument for arguments in _given(plan, name).values() for argument in arguments}
    return [
        f"no run has the argument {argument!r} that was chosen{nearest(argument, known)}"
        for argument in sorted(plan.questions[name].chosen.keys() - {"*"} - known)
    ]


def _given(plan: Plan, name: str) -> dict[str, dict[str, Any]]:
    """The arguments of each of a question's runs, of several seeds those of the first."""
    return {key: dict(_arguments(plan, plan.seeded[name, key][0])) for key in plan.questions[name].runs}


def _arguments(plan: Plan, run: str) -> Iterator[tuple[str, Any]]:
    """A run's arguments by name; of its parts as `model.width`, of a pretraining that it takes as `backbone.lr`."""
    spec = plan.spec(plan.runs[run]).arguments
    kept = {
        key: value
        for key, value in spec.items()
        if isinstance(value, dict) and {"run", "checksum"} & {*value}
    }

    def flat(path: str, value: Any) -> Iterator[tuple[str, Any]]:
        if isinstance(value, Mapping):
            for key, each in value.items():
                yield from flat(path if key == "name" else f"{path}.{key}", each)
        elif value not in (None, ""):
            yield path, value

    for key, value in plan.arguments(run).items():
        if key not in kept and key != "seed":
            yield from flat(key, value)
    for key, value in kept.items():
        if (other := plan.name(value.get("run", ""))) and _makes_parts(plan, other):
            own = _arguments(plan, other)
            yield from (
                (f"{key}.{argument}", each) for argument, each in own if argument.split(".")[0] != "model"
            )


def _makes_parts(plan: Plan, run: str) -> bool:
    """Does a run make anything, such as a network? A data set does not, and has a table of its own."""
    return any(
        isinstance(value, dict) and "part" in value for value in plan.spec(plan.runs[run]).arguments.values()
    )


def _value(value: Any, argument: str, runs: list[str]) -> Any:
    """A number with the runs that it is of, anything else as text."""
    if isinstance(value, int | float) and not isinstance(value, bool):
        return Quantity(
            float(value),
            "",
            None,
            tuple(runs),
            f"args.{argument}",
            f"the argument {argument}",
            form=("exact", None),
        )
    return str(value)
