"""How the arguments of the runs were chosen, as the appendix says it."""

from literate.settings import Settings


def how(settings: Settings, *small: str) -> dict[str, str]:
    """The reference's arguments were fixed in advance; in quick, the `small` ones were set when it was first run."""
    set_here = small if settings.profile == "quick" else ()
    return {"*": "fixed in advance", **dict.fromkeys(set_here, "on validation")}
