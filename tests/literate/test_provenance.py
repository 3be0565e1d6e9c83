"""What the appendix says of data and published networks, from the records of the runs that read them."""

from __future__ import annotations

from typing import Any

from literate import provenance
from literate.call import Source


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
