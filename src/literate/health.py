"""Is what lies in `build/` and `data/` sound? Every checksum is worked out anew, whatever sizes and times promise."""

from __future__ import annotations

import platform
from collections.abc import Iterator, Mapping

from literate import attempts, kept, machine, store, unused
from literate.archives import Archives, described
from literate.call import Source
from literate.columns import size
from literate.earlier import Earlier, Record
from literate.errors import BuildError, StoreError
from literate.execute import VERSIONED, environment
from literate.machine import Finding
from literate.pages import Pages


def results(pages: Pages) -> Iterator[Finding]:
    """Do the bytes of every result agree with its record? What does not is looked at again by the next build."""
    folder = pages.build.kept.results
    found = sorted(path for path in folder.iterdir() if path.is_dir()) if folder.is_dir() else []
    damaged: dict[str, str] = {}
    for path in found:
        try:
            record = store.read_record(path)
            for name in record["arrays"]:
                store.verify(path, record, name)
        except StoreError as error:
            damaged[path.name] = str(error)
    pages.build.kept.forget(list(damaged))
    for name, why in damaged.items():
        run = pages.plan.name(name)
        yield Finding(False, f"{why}: " + (f"doit runs {run} again" if run else "doit prune removes it"))
    if not damaged:
        yield Finding(
            True, f"{len(found)} results, {size(sum(map(store.occupied, found)))}: every checksum holds"
        )


def documents(pages: Pages) -> Iterator[Finding]:
    """Are the kept figures, numbers and pages as they were written?"""
    folder = pages.build.folder
    paths = [each.document(folder) for each in pages.plan.exhibits.values()]
    paths = [path for path in [*paths, *map(pages.path, pages.plan.questions)] if path.is_file()]
    spoilt = 0
    for path in paths:
        try:
            kept.load(path)
        except StoreError as error:
            spoilt += 1
            yield Finding(False, f"{error}: doit makes it again")
    if not spoilt:
        yield Finding(True, f"{len(paths)} figures, numbers and pages are as they were written")


def archives(pages: Pages) -> Iterator[Finding]:
    """Are the published archives that the runs of this profile take here, and those that they should be?"""
    plan, build = pages.plan, pages.build
    needing: dict[Source, list[str]] = {}
    for name, run in plan.runs.items():
        for source in plan.files(run):
            needing.setdefault(source, []).append(name)
    for source, runs in needing.items():
        kept_ = all(build.kept.result(plan.fingerprint(run)) for run in runs)
        yield _archive(build.archives, source, kept_)
    if not needing:
        yield Finding(True, "no archive is needed: the data are embedded")


def _archive(archives: Archives, source: Source, kept_: bool) -> Finding:
    """Is one archive here, or where does it come from?"""
    try:
        path = None if archives.lacks(source) else archives.place(source)
    except BuildError as error:
        return Finding(False, str(error))
    called = described(source)
    if path is not None:
        return Finding(True, f"{called} is in {path.parent}, and its checksum holds")
    if kept_:
        return Finding(True, f"{called} is not here, but what was made of it is")
    address = archives.address(source)
    if not address:
        return Finding(False, f"{called} is not here: put it into {archives.folder}")
    return Finding(True, f"{called} is not here yet: doit fetches it from {address} into {archives.folder}")


def left(pages: Pages) -> Iterator[Finding]:
    """What attempts left, and what nobody uses any more."""
    folder = pages.build.kept.attempts
    for path in sorted(folder.iterdir()) if folder.is_dir() else []:
        trace, run = attempts.look(path), pages.plan.name(path.name)
        if run is not None and trace is not None:
            todo = f"; mend it, then doit runs:{run}" if trace.state == "failed" else ""
            yield Finding(not todo, f"{run}: {trace.line()}{todo}")
    try:
        unneeded = unused.find(pages)
    except BuildError as error:  # the other profile's plan cannot be made
        yield Finding(False, str(error))
        return
    if unneeded:
        total = size(sum(store.occupied(each.path) for each in unneeded))
        yield Finding(
            True, f"{len(unneeded)} folders ({total}) are used by no question: doit prune lists them"
        )


def versions(pages: Pages) -> Iterator[Finding]:
    """Python, libraries and processor of the kept results against those here: told, and no reason to train again."""
    earlier, plan = Earlier(pages.build), pages.plan
    found = {name: earlier.records.get(plan.fingerprint(name)) for name in plan.runs}
    records = {name: record for name, record in found.items() if record is not None}
    here = {"python": platform.python_version(), "processor": environment()["processor"]}
    here |= {name: machine.installed(name) for name in VERSIONED}
    differing = [Finding(True, said) for name in here if (said := _others(name, here[name], records))]
    yield from differing
    if records and not differing:
        yield Finding(
            True, f"{len(records)} results were made with the versions and on the processor that are here"
        )
    devices = sorted(
        {str(record["values"]["device"]) for record in records.values() if "device" in record["values"]}
    )
    if devices:
        yield Finding(True, f"results were computed on {'; '.join(devices)}")


def _others(name: str, here: str, records: Mapping[str, Record]) -> str:
    """Which results were made with another version than the one here; "" if none was."""
    runs: dict[str, list[str]] = {}
    for run, record in records.items():
        runs.setdefault(record["environment"].get(name, here), []).append(run)
    runs.pop(here, None)
    said = [
        f"{version} made {', '.join(names[:3])}{' …' if len(names) > 3 else ''}"
        for version, names in runs.items()
    ]
    return (
        f"{name} is {here or 'not installed'} here, but {'; '.join(said)}: no reason to train again"
        if said
        else ""
    )
