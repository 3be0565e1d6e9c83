"""The trials of `tried.toml` beside the runs that the report holds instead: rows of a table of the appendix."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Any

from literate import tried
from literate.document.basis import Interval
from literate.document.quantity import Missing, Quantity
from literate.document.tried import Trial
from literate.plan import Plan

DIGITS = 10  # of a digest, as in the table of runs


def rows(plan: Plan, keys: Mapping[str, Any]) -> list[Trial]:
    """Every trial of this profile, but those that are in the report by now. Raises `SettingsError`."""
    held = {plan.fingerprint(run) for run in plan.runs}
    found = [each for each in tried.load(plan.root) if each.profile == plan.settings.profile]
    return [_row(plan, keys, each) for each in found if held.isdisjoint(each.results)]


def _row(plan: Plan, keys: Mapping[str, Any], trial: tried.Trial) -> Trial:
    now = {name: _now(plan, trial.run, name) for name in trial.arguments}
    return {
        "run": trial.run,
        "tried": _listed(trial.arguments),
        "reported": _listed({name: value for name, value in now.items() if value}),
        "validation": _validation(trial),
        "ours": _ours(keys, trial.run),
        "results": [digest[:DIGITS] for digest in trial.results],
        "remarks": "; ".join(filter(None, (trial.ended, trial.note))),
    }


def _listed(arguments: Mapping[str, str]) -> str:
    return ", ".join(f"{name} {value}" for name, value in arguments.items())


def _now(plan: Plan, run: str, argument: str) -> str:
    """An argument of the run as it is now, `backbone.epochs` of its input; "" where there is none."""
    held: Any = plan.arguments(run) if run in plan.runs else {}
    for part in re.findall(r"[^.\[\]]+", argument):
        if isinstance(held, str) and held in plan.runs:
            held = plan.arguments(held)
        if isinstance(held, list):
            held = {str(at): value for at, value in enumerate(held)}
        held = held.get(part) if isinstance(held, Mapping) else None
    return "" if held is None or isinstance(held, Mapping) else str(held)


def _validation(trial: tried.Trial) -> Quantity | None:
    if trial.validation is None:
        return None
    low, high = trial.interval or (0.0, 0.0)
    interval = Interval(low, high, 0.95, trial.over) if trial.interval else None
    digests = tuple(digest[:DIGITS] for digest in trial.results)
    how = "accuracy on validation images"
    return Quantity(trial.validation, "fraction", None, digests, "validation", how, interval=interval)


def _ours(keys: Mapping[str, Any], run: str) -> Quantity | Missing | None:
    question, _, name = run.partition(".")
    held = keys.get(question)
    of_run = held.get(name) if isinstance(held, Mapping) else None
    found = of_run.get("validation") if isinstance(of_run, Mapping) else of_run
    return found if isinstance(found, Quantity | Missing) else None
