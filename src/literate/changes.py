"""What changed between two builds, each given as a snapshot: runs, numbers, claims, figures.

A number moved beyond noise when the interval of the difference of two independent measurements leaves out zero,
|b − a| > √(r_a² + r_b²) with the half widths r of their intervals. Two builds share their test images, so that this
is careful: what it calls noise may be more.
"""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from typing import Any, Literal, NamedTuple

from literate import columns
from literate.document import rounding
from literate.document.quantity import Quantity

Kind = Literal["runs", "numbers", "claims", "figures"]
BEYOND, WITHIN, MOVED = "beyond noise", "within noise", "moved"


class Change(NamedTuple):
    """One change: what kind of thing, its name, and what happened to it in cells to be aligned."""

    kind: Kind
    name: str
    cells: tuple[str, ...]


def between(old: Mapping[str, Any], new: Mapping[str, Any]) -> list[Change]:
    """Every change from one snapshot to another, in the order runs, numbers, claims, figures."""
    return [
        *_runs(old["runs"], new["runs"]),
        *_numbers(old, new),
        *_claims(old["claims"], new["claims"]),
        *_figures(old["figures"], new["figures"]),
    ]


def lines(found: Sequence[Change], everything: bool = False) -> list[str]:
    """The changes for a terminal, aligned; numbers that moved within noise are counted, or listed with `everything`."""
    noise = [change for change in found if change.cells[-1] == WITHIN]
    shown = found if everything else [change for change in found if change.cells[-1] != WITHIN]
    made: list[str] = []
    for kind in ("runs", "numbers", "claims", "figures"):
        rows = columns.aligned([(change.name, *change.cells) for change in shown if change.kind == kind])
        made += [f"{kind if at == 0 else '':<9}{row}" for at, row in enumerate(rows)]
    if noise and not everything:
        made.append(
            f"{len(noise)} {'number' if len(noise) == 1 else 'numbers'} moved within noise: doit diff --all"
        )
    return made


def _runs(old: Mapping[str, Any], new: Mapping[str, Any]) -> list[Change]:
    found = [Change("runs", name, ("added",)) for name in new if name not in old]
    found += [Change("runs", name, ("removed",)) for name in old if name not in new]
    for name in new:
        if name in old and old[name]["digest"] != new[name]["digest"]:
            found.append(Change("runs", name, ("changed", _arguments(old[name], new[name]))))
    return sorted(found, key=lambda change: change.name)


def _arguments(old: Mapping[str, Any], new: Mapping[str, Any]) -> str:
    """`lr 0.001 → 0.01`, or that its code or data are others."""
    was, now = old["arguments"], new["arguments"]
    if not was or not now:
        return ""
    moved = [
        f"{key} {was.get(key, '–')} → {now.get(key, '–')}"
        for key in {**was, **now}
        if was.get(key) != now.get(key)
    ]
    return ", ".join(moved) or "other code or data"


def _numbers(old: Mapping[str, Any], new: Mapping[str, Any]) -> list[Change]:
    """Numbers that moved, the farthest beyond noise first; of runs that came or went none is listed."""
    found = []
    for name, now in new["numbers"].items():
        was = old["numbers"].get(name)
        if was is None and _run(name) in old["runs"]:
            found.append((0.0, Change("numbers", name, ("–", "→", _text(now), "", "new"))))
        elif was is not None and was["value"] != now["value"]:
            found.append(_moved(name, was, now))
    for name, was in old["numbers"].items():
        if name not in new["numbers"] and _run(name) in new["runs"]:
            found.append((0.0, Change("numbers", name, (_text(was), "→", "–", "", "gone"))))
    return [change for _, change in sorted(found, key=lambda each: (-each[0], each[1].name))]


def _moved(name: str, was: Mapping[str, Any], now: Mapping[str, Any]) -> tuple[float, Change]:
    """How far a number moved, in widths of noise, and the change; without intervals the noise is not known."""
    difference = now["value"] - was["value"]
    form = ("points", 1) if now["unit"] == "fraction" else None
    shown = rounding.text(Quantity(difference, now["unit"], form=form))
    cells = (_text(was), "→", _text(now), shown if difference < 0 else f"+{shown}")
    if "low" not in was or "low" not in now:
        return 0.0, Change("numbers", name, (*cells, MOVED))
    noise = math.hypot(*((each["high"] - each["low"]) / 2 for each in (was, now)))
    far = abs(difference) / noise if noise else math.inf
    return far, Change("numbers", name, (*cells, BEYOND if far > 1 else WITHIN))


def _claims(old: Mapping[str, Any], new: Mapping[str, Any]) -> list[Change]:
    """Claims that flipped, came or went; one with a text for the other case reads otherwise when it flips."""
    found = []
    for key, now in new.items():
        was = old.get(key)
        place = f"{now['file']}:{now['line']}"
        if was is None:
            found.append(Change("claims", place, (f"“{now['text']}”", "new", now["verdict"])))
        elif (was["verdict"], was["otherwise"]) != (now["verdict"], now["otherwise"]):
            flip = f"{was['verdict']} → {now['verdict']}"
            if was["otherwise"] != now["otherwise"]:
                flip = f"read “{was['text']}”"
            found.append(Change("claims", place, (f"“{now['text']}”", "flipped", flip)))
    gone = [was for key, was in old.items() if key not in new]
    return found + [
        Change("claims", was["file"], (f"“{was['text']}”", "gone", was["verdict"])) for was in gone
    ]


def _figures(old: Mapping[str, Any], new: Mapping[str, Any]) -> list[Change]:
    found = [Change("figures", name, ("added",)) for name in new if name not in old]
    found += [Change("figures", name, ("removed",)) for name in old if name not in new]
    for name in new:
        if name in old and old[name] != new[name]:
            found.append(Change("figures", name, ("changed", _seen(old[name], new[name]))))
    return sorted(found, key=lambda change: change.name)


def _seen(old: Mapping[str, str], new: Mapping[str, str]) -> str:
    """What a figure shows now, if it says otherwise than before."""
    if old["data"] == new["data"]:
        return "drawn otherwise, of the same data"
    return f"now: {new['alt']}" if old["alt"] != new["alt"] else "other data, described in the same words"


def _run(number: str) -> str:
    return ".".join(number.split(".")[:2])


def _text(number: Mapping[str, Any]) -> str:
    return rounding.text(Quantity(number["value"], number["unit"]))
