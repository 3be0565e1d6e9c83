"""Typesetting: a question's template becomes its kept page, and the kept pages become the report.

All that imports Jinja, Markdown and WeasyPrint lies behind this module; a build with nothing to do never loads it.
"""

from __future__ import annotations

from typing import Any

from literate import colophon, kept, provenance, spelling, store
from literate.call import Call, function
from literate.document import (
    assemble,
    claim_lines,
    gaps,
    listings,
    page,
    pdf,
    quantity,
    tables,
    template,
    verdicts,
)
from literate.document.numbering import Astray
from literate.document.weighing import REFUTED, Weigh
from literate.errors import BuildError, StoreError, TaskError, nearest, told
from literate.judging import Judge
from literate.pages import Pages
from literate.plan import Exhibit


def typeset_page(pages: Pages, name: str) -> None:
    """Render a question's page from what there is and keep it; a mistake of its author is said and remembered."""
    try:
        kept.save(pages.path(name), _typeset(pages, name))
    except (BuildError, OSError, UnicodeDecodeError) as error:
        not_text = isinstance(error, UnicodeDecodeError)
        why = f"{name}.md.j2: is not UTF-8: {error}" if not_text else told(error)
        pages.build.fail(name, why)
        if isinstance(error, OSError):
            pages.build.terminal.about(name, why)
        else:  # its file and line come first
            pages.build.terminal.line(why)


def _typeset(pages: Pages, name: str) -> dict[str, Any]:
    """A question's page as it is kept."""
    quoted: dict[str, str] = {}
    files = template.files(pages.templates / f"{name}.md.j2")
    templates = [str(path.relative_to(pages.templates)) for path in files]
    depends = pages.depends(name, templates)  # before it is rendered: an edit in between is not in the page
    rendered = _render(pages, name, quoted)
    return {
        "fingerprint": spelling.digest(spelling.canonical(depends)),
        "depends": depends,
        "note": {"results": pages.results(name), "templates": templates, "quoted": quoted},
        "page": page.to_json(rendered),
        "quantities": _kept_quantities(pages, name),
    }


def typeset_report(pages: Pages) -> int:
    """Write `report.html` and `report.pdf` from the kept pages; the count of pages. Without Pango, HTML alone."""
    build = pages.build
    depends = pages.report_depends()  # before it is put together: an edit in between is not in it
    screen, paper = (path.with_name(f".{path.name}") for path in pages.outputs)
    try:
        made = _assembled(pages)
        store.write_atomically(screen, made.screen)
        count = pdf.write(made, paper)
        screen.replace(pages.outputs[0])  # only now: on a full disk the old ones stay, both
        paper.replace(pages.outputs[1])
    except pdf.PangoMissing as error:
        screen.replace(pages.outputs[0])
        pages.outputs[1].unlink(missing_ok=True)  # an old PDF beside a new page would be stale
        build.fail("report.pdf", str(error))
        build.terminal.line(f"build/report.html is made, report.pdf is not: {error}")
        return 0
    except (BuildError, OSError) as error:
        screen.unlink(missing_ok=True)
        build.fail("report", told(error))
        build.terminal.about("report", told(error))
        return 0
    _say(build, made.claims)
    _say_astray(pages, made.astray)
    pages.written(depends, sound=not build.failures)
    return count


def _render(pages: Pages, name: str, quoted: dict[str, str]) -> page.Page:
    plan = pages.plan
    exhibits = plan.question_exhibits(name)
    drawn = {e.key: _exhibit(pages, e) for e in exhibits if e.kind != "quantities"}
    counted = {e.key: _exhibit(pages, e) for e in exhibits if e.kind == "quantities"}
    question = plan.questions[name]
    runs = question.runs
    names = {key: counted[key] if key in counted else _unquoted(pages, name, key) for key in runs}
    judge = Judge(pages.build, name)
    rendered = page.render(
        name,
        pages.templates / f"{name}.md.j2",
        quantities=names,
        exhibits=drawn | {key: _table(table, names, judge.weigh) for key, table in question.tables.items()},
        arguments={key: plan.arguments(plan.seeded[name, key][0]) for key in runs},
        code=lambda place: _listing(pages, place, quoted),
        bibliography=pages.templates / "references.bib",
        weigh=judge.weigh,
    )
    judge.keep()
    return rendered


def _exhibit(pages: Pages, exhibit: Exhibit) -> Any:
    """A kept exhibit as the document takes it, or what stands in its place when a run or its drawing failed."""
    build = pages.build
    for run in build.missing(exhibit):
        return _missing(pages, run)
    if not build.has_exhibit(exhibit):
        return _missing(pages, exhibit.name)
    made = build.made(exhibit)
    if exhibit.kind == "quantities":
        return quantity.names_from_json(made)
    return page.drawing(made, pages.plan.behind(exhibit.call))


def _table(table: Call, names: dict[str, Any], weigh: Weigh) -> tables.Table:
    """A table of the page's own numbers, its sums with intervals. Raises `TaskError` with the place of its call."""
    try:
        made: tables.Table = function(table.function)(names, **table.arguments)
    except Exception as error:
        why = (
            str(error.args[0])
            if isinstance(error, LookupError) and error.args
            else f"{type(error).__name__}: {error}"
        )
        raise TaskError(f"{table.where}: {why}") from None
    return gaps.weighed(made, weigh)


def _unquoted(pages: Pages, name: str, key: str) -> Any:
    """A run of which the question quotes nothing but arguments."""
    run = pages.plan.seeded[name, key][0]
    return {} if pages.has_result(run) else _missing(pages, run)


def _missing(pages: Pages, name: str) -> quantity.Missing:
    return quantity.Missing(name, pages.build.failures.get(name, "has no result"))


def _listing(pages: Pages, place: str, quoted: dict[str, str]) -> listings.Listing:
    """The text of `lab.svm.smo:solve`, noted as quoted. Raises `LookupError` with the nearest name."""
    sources, root = pages.plan.sources, pages.plan.root
    module, _, name = place.partition(":")
    path = sources.path(module)
    if path is None:
        known = [
            ".".join(p.relative_to(sources.src).with_suffix("").parts) for p in sources.src.rglob("*.py")
        ]
        raise LookupError(f"no module {module}{nearest(module, known)}")
    shown = path.relative_to(root).as_posix() if path.is_relative_to(root) else module
    quoted[str(path.relative_to(root) if path.is_relative_to(root) else path)] = spelling.digest_file(path)
    return listings.listing(shown, path.read_text(encoding="utf-8"), name)


def _assembled(pages: Pages) -> assemble.Report:
    names = list(pages.plan.questions)
    keys = {name: _page_quantities(pages, name) for name in names}
    return assemble.report(
        [_part(pages, name) for name in names],
        _title(pages),
        colophon.told(pages, keys),
        templates=pages.templates,
        keys=keys,
        cache=pages.build.folder / "cache" / "fonts",
    )


def _part(pages: Pages, name: str) -> page.Page | assemble.Gap | assemble.Stale:
    title = pages.plan.questions[name].title
    document = _document(pages, name)
    if not document:
        return assemble.Gap(
            name, title, pages.build.failures.get(name, "It was never built."), command=f"doit {name}"
        )
    found, why = page.from_json(document["page"]), pages.stale(name)
    return assemble.Stale(found, why) if why else found


def _document(pages: Pages, name: str) -> dict[str, Any]:
    """The kept page, verified, or an empty one; one that was spoilt is named and typeset again."""
    try:
        return kept.load(pages.path(name))
    except StoreError as error:
        if pages.path(name).is_file():
            pages.build.kept.notices.append(str(error))
            pages.build.say_damage(f"pages:{name}", "typesetting it again")
            typeset_page(pages, name)
        return pages.kept(name)


def _kept_quantities(pages: Pages, name: str) -> dict[str, Any]:
    exhibits = [e for e in pages.plan.question_exhibits(name) if e.kind == "quantities"]
    there = [e for e in exhibits if not pages.build.missing(e) and pages.build.has_exhibit(e)]
    return {e.key: pages.build.made(e) for e in there}


def _page_quantities(pages: Pages, name: str) -> Any:
    """What the cover may quote of a question, or that it is missing."""
    document = _document(pages, name)
    if not document:
        return quantity.Missing(name, pages.build.failures.get(name, "never built"))
    missing = {
        key: quantity.Missing(f"{name}.{key}", "has no result") for key in pages.plan.questions[name].runs
    }
    return missing | {key: quantity.names_from_json(made) for key, made in document["quantities"].items()}


def _title(pages: Pages) -> assemble.TitleBlock:
    said = pages.plan.settings
    return assemble.TitleBlock(
        said.title,
        said.subtitle,
        said.course,
        said.authors,
        said.date,
        profile=said.profile,
        marks=said.marks,
        cut=provenance.cut(said),
        archives=tuple(
            provenance.described(source) for run in pages.plan.runs for source in pages.plan.substitutes(run)
        ),
        tools=said.tools,
        apart=said.question_pages,
    )


def _say(build: Any, claims: list[verdicts.Judged]) -> None:
    """A refuted claim does not cost the report, but the build's status; one within noise costs nothing."""
    for judged in filter(claim_lines.told, claims):
        if judged["verdict"] == REFUTED:
            build.fail(f"{judged['file']}:{judged['line']}", REFUTED)
        build.terminal.line(claim_lines.describe(judged))


def _say_astray(pages: Pages, references: list[Astray]) -> None:
    """A misspelt reference costs the build's status; one to a page that is not there or out of date may be right."""
    for each in references:
        if each.page not in pages.plan.questions or pages.has(each.page):
            pages.build.fail(each.place, each.why)
            pages.build.terminal.line(f"{each.place}  {each.why}")
