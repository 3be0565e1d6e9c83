"""What a report says of where its results came from."""

from __future__ import annotations

import pytest

from literate import provenance
from literate.settings import Settings

ON_GLYPHS = "The networks were pretrained on drawn characters and not on ImageNet."


@pytest.mark.parametrize(
    ("settings", "said"),
    [
        (Settings(), ""),
        (Settings(profile="paper"), ""),
        (Settings(weights="glyphs"), ""),  # in quick they always are, and the pages say it
        (Settings(profile="paper", weights="glyphs"), ON_GLYPHS),
        (Settings(epochs=5), "Cut to at most 5 epochs in each run."),
        (
            Settings(profile="paper", images=4000, epochs=5, weights="glyphs"),
            "Cut to at most 4\N{NO-BREAK SPACE}000 images in each part of a data set and 5 epochs in each run. "
            + ON_GLYPHS,
        ),
    ],
)
def test_the_cover_says_what_was_cut(settings: Settings, said: str) -> None:
    assert provenance.cut(settings) == said
