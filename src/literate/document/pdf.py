"""The PDF: WeasyPrint's, conforming to PDF/A-3a and PDF/UA-1 at once, and the same bytes in every build.

It loads pictures and fonts of the report and nothing else, whatever a template may ask for. Its date is the
report's and its identifier a digest of its content.
"""

from __future__ import annotations

import datetime
import functools
from pathlib import Path
from typing import Any

from literate import store
from literate.document import elsewhere, floats, fonts, margins, surroundings
from literate.document.assemble import Report
from literate.errors import PdfError

INSTALL = {
    "linux": "sudo apt install libpango-1.0-0 libpangoft2-1.0-0 libharfbuzz-subset0 (or the like)",
    "darwin": "brew install pango",
    "win32": "see doc.courtbouillon.org/weasyprint/stable/first_steps.html#windows",
}


class PangoMissing(PdfError):
    """WeasyPrint cannot load Pango."""


EPOCH = datetime.datetime(1980, 1, 1, tzinfo=datetime.UTC)


def write(report: Report, path: Path) -> int:
    """Writes the PDF, complete or not at all; gives the number of pages. Raises `PangoMissing`."""
    with surroundings.still(_moment(report), report.cache):
        weasyprint = _weasyprint()
        from literate.document import tagging

        for salt in range(9):  # once; twice for the few whose object stream happens to end in a line end
            document = _rendered(weasyprint, report)
            data = document.write_pdf(
                finisher=functools.partial(tagging.finish, salt=salt),
                pdf_variant="pdf/a-3a",
                attachments=_attachments(weasyprint, report),
            )
            if not tagging.ambiguous(data):
                break
    store.write_atomically(path, data)
    return len(document.pages)


def _rendered(weasyprint: Any, report: Report) -> Any:
    html = weasyprint.HTML(string=report.paper, url_fetcher=_fetcher(report), base_url="report:")
    with margins.unbroken(), floats.floating(), elsewhere.settled():
        return html.render(counter_style=elsewhere.counter_style())


def _weasyprint() -> Any:
    import sys

    try:
        import weasyprint  # type: ignore[import-untyped]
    except OSError:
        what = INSTALL.get(sys.platform, "the package that has libpango")
        raise PangoMissing(f"Pango is missing; install it: {what}") from None
    return weasyprint


def _moment(report: Report) -> datetime.datetime:
    """The report's date at midnight, in no one's time zone."""
    try:
        return datetime.datetime.fromisoformat(report.date).replace(tzinfo=datetime.UTC)
    except ValueError:
        return EPOCH


def _fetcher(report: Report) -> Any:
    """Gives the report's pictures and fonts and refuses every other address."""
    from weasyprint.urls import URLFetcher, URLFetcherResponse  # type: ignore[import-untyped]

    class Own(URLFetcher):  # type: ignore[misc]
        def fetch(self, url: str, headers: Any = None) -> Any:
            scheme, _, name = url.partition(":")
            if scheme == "picture" and name in report.pictures:
                return URLFetcherResponse(
                    url, report.pictures[name].encode(), {"Content-Type": "image/svg+xml"}
                )
            if scheme == "font":
                text = report.paper + "".join(report.pictures.values())
                return URLFetcherResponse(
                    url, fonts.file(name, report.cache, text), {"Content-Type": "font/otf"}
                )
            if url.startswith("data:image/"):  # an image within a picture is part of it
                return super().fetch(url, headers)
            raise ValueError(f"a report loads only its own pictures and fonts, not {url!r}")

    return Own()


def _attachments(weasyprint: Any, report: Report) -> list[Any]:
    """The data behind each figure, dated as the report is; by name, since readers search their list by halves."""
    moment = _moment(report)
    return [
        weasyprint.Attachment(
            string=data,
            name=name,
            description=f"The data behind the figure {Path(name).stem}",
            created=moment,
            modified=moment,
            relationship="Data",
        )
        for name, data in sorted(report.attachments.items())
    ]
