"""What a report says of where its results came from."""

from __future__ import annotations

from typing import Any

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


def data_set(**more: Any) -> dict[str, Any]:
    shapes = {"train": 60, "validation": 1500, "test": 0}
    arrays = {f"{part}_labels": {"shape": [n]} for part, n in shapes.items()}
    return {
        "name": "blobs",
        "values": {"licence": "none", **more.pop("values", {})},
        "arrays": arrays,
        **more,
    }


def test_a_data_set_says_the_images_of_its_classes_and_how_many_are_left_out() -> None:
    balance = {"train": [20, 25], "validation": [1500, 1500]}
    (row,) = provenance.of_data([data_set(balance=balance, values={"skipped": ["a.jpg", "b.jpg"]})], {})
    assert (row["balance"], row["excluded"]) == ("20–25 / 1\N{NO-BREAK SPACE}500", "2")


def test_a_record_of_before_classes_were_counted_says_nothing_of_them() -> None:
    (row,) = provenance.of_data([data_set()], {})
    assert (row["balance"], row["excluded"]) == ("", "0")
