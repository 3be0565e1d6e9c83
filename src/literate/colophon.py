"""What the appendix is told: where the results came from, how choices were made, what was expected of them."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from literate import choices, expected, provenance, trial_rows
from literate.document import appendix, checklist, reported, tried
from literate.document.quantity import Missing, Quantity
from literate.errors import SettingsError, nearest
from literate.pages import Pages
from literate.plan import Plan


def told(pages: Pages, keys: Mapping[str, Any]) -> appendix.Provenance:
    """Of the records of the runs that the kept pages rest on; `keys` are the numbers of all pages."""
    plan = pages.plan
    texts = [path.read_text(encoding="utf-8", errors="replace") for path in pages.templates.rglob("*.md.j2")]
    if said := checklist.unwritten(texts):
        pages.build.terminal.line(f"templates/appendix.md.j2  {said}")
    for name in filter(lambda name: pages.path(name).is_file(), plan.questions):
        for unknown in choices.unknown(plan, name):
            _warn(pages, f"tasks/{name}.py", unknown)
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
        "versions": provenance.versions(records),
        "hardware": provenance.hardware(records.values()),
        "expected": _expected(pages, keys),
        "choices": [
            choice
            for name in plan.questions
            if pages.path(name).is_file()
            for choice in choices.of(plan, name)
        ],
        "tried": _tried(pages, keys),
        "keys": {name: held for name, held in keys.items() if pages.path(name).is_file()},
    }


def _warn(pages: Pages, place: str, why: str) -> None:
    """Say what is wrong on a line; it costs the status and nothing else."""
    pages.build.fail(place, why)
    pages.build.terminal.line(f"{place}  {why}")


def _expected(pages: Pages, keys: Mapping[str, Any]) -> list[reported.Source]:
    """The sources of `expected.toml` beside our numbers; a name that does not exist is said, and costs the status."""
    made: list[reported.Source] = []
    for source in _loaded(pages):
        apart = _apart(pages.plan, source.profile)
        pairs: list[reported.Pair] = []
        for number in source.numbers:
            try:
                ours = _ours(number.name, keys, not apart)
            except LookupError as error:
                _warn(pages, f"expected.toml:{number.line}", str(error.args[0]))
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
        made.append({"source": source.source, "why": source.why, "apart": apart, "pairs": pairs})
    return made


def _tried(pages: Pages, keys: Mapping[str, Any]) -> list[tried.Trial]:
    """What `tried.toml` lists; what is wrong in it is said, and costs the status."""
    try:
        return trial_rows.rows(pages.plan, keys)
    except SettingsError as error:
        pages.build.fail("tried.toml", str(error))
        pages.build.terminal.line(str(error))
        return []


def _apart(plan: Plan, profile: str) -> str:
    """Why our numbers are not of the whole data of a source's profile; empty when they are, or it names none."""
    if not profile:
        return ""
    reasons = {
        f"These are numbers of the profile “{profile}”, on other data": profile != plan.settings.profile,
        "Ours are of other archives than the published ones": any(plan.substitutes(run) for run in plan.runs),
        "Ours are of runs that were cut": bool(provenance.cut(plan.settings)),
    }
    return next((f"{why}: no difference is taken." for why, holds in reasons.items() if holds), "")


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
