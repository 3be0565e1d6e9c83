"""Templates: Jinja over Markdown, whose every mistake is a file, a line and the nearest name.

Differences from plain Jinja: comments are `{## … ##}`, so that `{#id}` may follow a heading; an unknown name
is an error; what an expression gives is data and goes to the shelf, so that Markdown never reads it; each
claim, conjecture and citation is stamped with its place before Jinja moves it.
"""

from __future__ import annotations

import re
import sys
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any

import jinja2
import jinja2.meta
from jinja2.ext import Extension
from markupsafe import Markup

from literate.document.names import size
from literate.document.quantity import Quantity
from literate.document.shelf import Shelf, clean
from literate.errors import TemplateError, nearest

_STAMPED = re.compile(r"\{\?|\{conjecture(?=\})|\[@")


def environment(folder: Path, shelf: Shelf, show: Callable[[Any], str]) -> jinja2.Environment:
    """Jinja for the templates of a folder; `show` makes of each value what stands for it in the Markdown."""

    class Places(Extension):
        """Marks the place of everything that is checked after Jinja has run."""

        def preprocess(self, source: str, name: str | None, filename: str | None = None) -> str:
            lines = clean(source).split("\n")
            return "\n".join(
                _STAMPED.sub(lambda found, line=line: found[0] + shelf.mark(name or "", line), text)  # type: ignore[misc]
                for line, text in enumerate(lines, 1)
            )

    return _Environment(
        loader=jinja2.FileSystemLoader(folder),
        extensions=[Places],
        undefined=_Unknown,
        autoescape=True,  # a macro's Markdown is Markup and passes; a text is data and is shown
        finalize=lambda value: value if isinstance(value, Markup | jinja2.Undefined) else Markup(show(value)),
        comment_start_string="{##",
        comment_end_string="##}",
        trim_blocks=True,
        lstrip_blocks=True,
    )


def render(environment: jinja2.Environment, name: str, names: Mapping[str, Any]) -> str:
    """The Markdown of a template. Raises `TemplateError`, one line, for every mistake of its author."""
    try:
        return environment.get_template(name).render(**{**names, "_known": tuple(names)})
    except TemplateError:
        raise
    except jinja2.TemplateNotFound as error:
        known = environment.list_templates()
        file, line = _line(error, environment)
        place = f"{file}:{line}" if file else name
        raise TemplateError(f"{place}  no template '{error.name}'{nearest(str(error.name), known)}") from None
    except jinja2.TemplateSyntaxError as error:
        raise TemplateError(f"{error.name or name}:{error.lineno}  {error.message}") from None
    except Exception as error:
        file, line = _line(error, environment)
        raise TemplateError(f"{file or name}:{line}  {_told(error)}") from error


def here() -> tuple[str, int]:
    """File and line of the template that is calling."""
    frame = sys._getframe()
    while frame := frame.f_back:  # type: ignore[assignment]
        template = frame.f_globals.get("__jinja_template__")
        if isinstance(template, jinja2.Template):
            return template.name or "", template.get_corresponding_lineno(frame.f_lineno)
    return "", 0


def files(path: Path) -> list[Path]:
    """A template and all that it includes: what a page depends on."""
    bare = jinja2.Environment(comment_start_string="{##", comment_end_string="##}")
    found, left = [], [path]
    while left:
        file = left.pop()
        if file in found or not file.is_file():
            continue
        found.append(file)
        try:
            referenced = jinja2.meta.find_referenced_templates(bare.parse(file.read_text(encoding="utf-8")))
        except jinja2.TemplateSyntaxError:
            continue  # said when the page is rendered, with its line
        left.extend(path.parent / name for name in referenced if name)
    return found


class _Environment(jinja2.Environment):
    """Jinja for which `adam.test.n` is a number that knows its run, as `adam.test` is."""

    def getattr(self, obj: Any, attribute: str) -> Any:
        return (
            size(obj) if attribute == "n" and isinstance(obj, Quantity) else super().getattr(obj, attribute)
        )


class _Unknown(jinja2.StrictUndefined):
    """An unknown name, which says the nearest known one."""

    @property
    def _undefined_message(self) -> str:
        name = self._undefined_name
        if not isinstance(self._undefined_obj, type(jinja2.utils.missing)):
            return f"no '{name}' in {type(self._undefined_obj).__name__.lower()} here"
        return f"no run '{name}' on this page{nearest(str(name), _known())}"


def _known() -> tuple[str, ...]:
    """The names that the page gave to the template that is running."""
    frame = sys._getframe()
    while frame := frame.f_back:  # type: ignore[assignment]
        context = frame.f_locals.get("context")
        if isinstance(context, jinja2.runtime.Context):
            return tuple(name for name in context.get("_known", ()) if not name.startswith("_"))
    return ()


def _line(error: Exception, environment: jinja2.Environment) -> tuple[str, int]:
    """The innermost line of a template in a traceback; Jinja has put templates' own lines into it."""
    known = {
        str(Path(folder) / name): name
        for folder in _folders(environment)
        for name in environment.list_templates()
    }
    place, trace = ("", 0), error.__traceback__
    while trace:
        file = trace.tb_frame.f_code.co_filename
        if file in known:
            place = known[file], trace.tb_lineno
        trace = trace.tb_next
    return place


def _folders(environment: jinja2.Environment) -> list[str]:
    return (
        list(environment.loader.searchpath) if isinstance(environment.loader, jinja2.FileSystemLoader) else []
    )


def _told(error: Exception) -> str:
    """An error in words; a KeyError's own text is only a repr."""
    text = str(error.args[0]) if error.args else str(error)
    return " ".join(text.split()) or type(error).__name__
