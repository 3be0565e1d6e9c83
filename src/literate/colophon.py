"""What the appendix is told: where the results came from, and what was expected of them; all of it plain data."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from literate import expected, provenance
from literate.document import appendix, reported
from literate.document.quantity import Missing, Quantity
from literate.errors import SettingsError, nearest
from literate.pages import Pages


def told(pages: Pages, keys: Mapping[str, Any]) -> appendix.Provenance:
    """Of the records of the runs that the kept pages rest on; `keys` are the numbers of all pages."""
    plan = pages.plan
    own = {f"{name}.{key}": runs for (name, key), runs in plan.seeded.items() if pages.path(name).is_file()}
    used = plan.upstream(run for runs in own.values() for run in runs)
    records = {run: {"name": run, **pages.build.record(run)} for run in used if pages.has_result(run)}
    shared = {run: [run] for run in records if run not in {one for runs in own.values() for one in runs}}
    return {
        "commit": pages.commit,
        "changed": provenance.changed(plan.root),
        "sources": {
            question.title: pages.sources(name)
            for name, question in plan.questions.items()
            if pages.path(name).is_file()
        },
        "runs": provenance.of_runs(records, shared | own),
        "data": provenance.of_data(records.values(), {run: plan.substitutes(run) for run in records}),
        "versions": provenance.versions(records.values()),
        "hardware": provenance.hardware(records.values()),
        "expected": _expected(pages, keys),
    }


def _expected(pages: Pages, keys: Mapping[str, Any]) -> list[reported.Source]:
    """The sources of `expected.toml` beside our numbers; a name that does not exist is said, and costs the status."""
    made: list[reported.Source] = []
    profile = pages.plan.settings.profile
    for source in _loaded(pages):
        comparable = source.profile in ("", profile)
        pairs: list[reported.Pair] = []
        for number in source.numbers:
            try:
                ours = _ours(number.name, keys, comparable)
            except LookupError as error:
                why = f"expected.toml:{number.line}  {error.args[0]}"
                pages.build.fail(f"expected.toml:{number.line}", why)
                pages.build.terminal.line(why)
                continue
            if ours is not None:
                name = ".".join(number.name)
                pairs.append(
                    {
                        "name": name,
                        "typed": number.typed,
                        "low": number.low,
                        "high": number.high,
                        "ours": ours,
                    }
                )
        made.append({"source": source.source, "profile": source.profile, "why": source.why,
                     "comparable": comparable, "pairs": pairs})  # fmt: skip
    return made


def _loaded(pages: Pages) -> list[expected.Expected]:
    try:
        return expected.load(pages.plan.root / "expected.toml")
    except SettingsError as error:
        pages.build.fail("expected.toml", str(error))
        pages.build.terminal.line(str(error))
        return []


def _ours(name: tuple[str, ...], keys: Mapping[str, Any], comparable: bool) -> Quantity | Missing | None:
    """Our number of a name; None for a measure that only other data have. Raises `LookupError` with the nearest."""
    held: Any = keys
    for depth, part in enumerate(name):
        if isinstance(held, Missing):
            return held
        what = ("question", "run")[depth] if depth < 2 else "measure"
        if not isinstance(held, Mapping) or part not in held:
            if what == "measure" and not comparable:
                return None
            known = held if isinstance(held, Mapping) else ()
            raise LookupError(
                f"no {what} {part!r} in {'.'.join(name[:depth]) or 'the report'}{nearest(part, known)}"
            )
        held = held[part]
    if not isinstance(held, Quantity | Missing):
        raise LookupError(
            f"{'.'.join(name)} is no number{nearest('', held) if isinstance(held, Mapping) else ''}"
        )
    return held
