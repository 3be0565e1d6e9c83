"""The cut that `report.toml` may ask for: fewer images and epochs, for a machine without a GPU."""

from literate.call import Call, naming, run
from literate.settings import Settings

with naming():
    from lab.datasets import fewer


def images(settings: Settings, data: Call) -> Call:
    """The data set, or its cut to `images` in each part at most."""
    if settings.images is None:
        return data
    return run(fewer.make, f"{data.name}_cut", data=data, most=settings.images)


def epochs(settings: Settings, planned: int) -> int:
    """The epochs of a run, `epochs` at most."""
    return min(planned, settings.epochs or planned)
