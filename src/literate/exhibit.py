"""Figures and numbers: calls on kept results whose answers are small, plain data.

An exhibit is kept as a sealed JSON document under its own fingerprint, so that changing a figure trains nothing and
rendering imports neither NumPy nor matplotlib when nothing changed.
"""

from __future__ import annotations

import dataclasses
from typing import Any

from literate.call import function
from literate.execute import arguments, check_sources


def make(spec: dict[str, Any]) -> Any:
    """Call the exhibit's function; dataclasses in its answer become dictionaries."""
    called, given = function(spec["function"]), arguments(spec)
    check_sources(spec)
    return _plain(called(**given))


def _plain(value: Any) -> Any:
    if dataclasses.is_dataclass(value) and not isinstance(value, type):
        return {field.name: _plain(getattr(value, field.name)) for field in dataclasses.fields(value)}
    if isinstance(value, dict):
        return {str(key): _plain(item) for key, item in value.items()}
    if isinstance(value, (list, tuple)):
        return [_plain(item) for item in value]
    if hasattr(value, "item") and getattr(value, "ndim", 0) == 0:  # a NumPy scalar
        return value.item()
    if hasattr(value, "tolist"):
        return value.tolist()
    return value
