"""What a report says of where its results came from."""

from __future__ import annotations

import subprocess
from pathlib import Path
from typing import Any

import pytest

from literate import provenance
from literate.call import Source
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
        (Settings(epochs=1), "Cut to at most 1 epoch in each run."),
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


def record(name: str, arrays: dict[str, int], **values: Any) -> dict[str, Any]:
    return {
        "name": name,
        "values": values,
        "arrays": {key: {"shape": [count]} for key, count in arrays.items()},
    }


DATA = record(
    "tiny",
    {"train_labels": 90000, "validation_labels": 10000, "test_labels": 10000},
    licence="for research",
    source="http://example.org",
    citation="Le and Yang (2015).",
    notes="2 broken images are skipped.",
)


def test_a_data_set_is_a_row_with_its_licence_and_the_images_of_each_part() -> None:
    (row,) = provenance.of_data([DATA], {})
    assert row["images"].replace("\N{NO-BREAK SPACE}", " ") == "90 000 / 10 000 / 10 000"
    assert (row["name"], row["licence"], row["notes"]) == (
        "tiny",
        "for research",
        "2 broken images are skipped.",
    )


def test_a_published_network_is_a_row_without_images() -> None:
    (row,) = provenance.of_data(
        [record("resnet18", {"fc.weight": 3}, licence="BSD-3-Clause", citation="torchvision")], {}
    )
    assert (row["images"], row["licence"], row["citation"]) == ("", "BSD-3-Clause", "torchvision")


def test_an_experiment_is_no_row() -> None:
    assert provenance.of_data([record("q1.svm", {"test_labels": 3}, parameters=4)], {}) == []


def test_another_archive_than_the_published_one_is_named_in_its_row_alone() -> None:
    other = Source("tiny.zip", "http://example.org", "sha256:0123456789abcdef")
    row, second = provenance.of_data([DATA, {**DATA, "name": "other"}], {"tiny": [other]})
    assert row["notes"].endswith(
        "skipped. Not from the published archive but from another tiny.zip (sha256 0123456789)."
    )
    assert second["notes"] == DATA["values"]["notes"]


def test_versions_that_differ_are_told_with_their_runs() -> None:
    made = {f"q{n}": {"environment": {"python": "3.11.7", "numpy": "2.4.6"}} for n in range(5)}
    assert provenance.versions(made) == {"python": "3.11.7", "numpy": "2.4.6"}
    made["digits"] = {"environment": {"python": "3.11.7", "numpy": "2.4.5", "torch": "2.15.0"}}
    assert provenance.versions(made) == {
        "python": "3.11.7",
        "torch": "2.15.0",
        "numpy": "2.4.6 (5 runs) and 2.4.5 (digits)",
    }


@pytest.mark.parametrize(
    "file", ["seeds.toml", "expected.toml", "tried.toml", "pyproject.toml", "src/lab/new.py"]
)
def test_every_file_that_the_report_is_made_of_counts_as_a_change_of_the_sources(
    tmp_path: Path, file: str
) -> None:
    subprocess.run(["git", "init", "-q", str(tmp_path)], check=True)
    (tmp_path / "notes.txt").write_text("of no report\n")
    assert not provenance.changed(tmp_path)
    (tmp_path / file).parent.mkdir(parents=True, exist_ok=True)
    (tmp_path / file).write_text("")
    assert provenance.changed(tmp_path)
