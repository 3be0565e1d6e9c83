"""How the arguments of the runs were chosen, as the appendix says it."""

from literate.settings import Settings


def how(settings: Settings, *small: str) -> dict[str, str]:
    """The reference's arguments were fixed in advance; the `small` ones of quick on validation, the test in sight."""
    set_here = small if settings.profile == "quick" else ()
    return {"*": "fixed in advance", **dict.fromkeys(set_here, "on validation, test in sight")}
