"""What of a machine could show in a PDF, held still while it is made: the moment and the fonts of the system.

Pango prefers a font of the system to the report's own of the same name, and takes one for any character that the
report's lack; so it is shown none. Fontconfig's settings of a user have no say either.
"""

from __future__ import annotations

import contextlib
import datetime
import logging
import os
import warnings
from collections.abc import Iterator
from pathlib import Path


@contextlib.contextmanager
def still(moment: datetime.datetime, cache: Path) -> Iterator[None]:
    """Within it fonts get `moment` as their date, the system has none, and WeasyPrint's remarks stay quiet."""
    bare = cache / "fonts.conf"
    cache.mkdir(parents=True, exist_ok=True)
    bare.write_text("<fontconfig></fontconfig>\n", encoding="utf-8")
    given = {"SOURCE_DATE_EPOCH": str(int(moment.timestamp())), "FONTCONFIG_FILE": str(bare)}
    before = {name: os.environ.get(name) for name in given}
    log = logging.getLogger("weasyprint")
    level = log.level
    os.environ.update(given)
    log.setLevel(logging.ERROR)  # of CSS that only browsers know
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore", ResourceWarning)  # files that WeasyPrint leaves open
            warnings.filterwarnings("ignore", "No fonts configured")
            yield
    finally:
        log.setLevel(level)
        for name, value in before.items():
            os.environ.pop(name) if value is None else os.environ.update({name: value})
