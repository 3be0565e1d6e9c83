"""Real photographs through real doit: the archives in the folder REPORT_DATA, whole or cut, against plain readers."""

from __future__ import annotations

import io
import json
import os
import zipfile
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from PIL import Image

from literate import store
from literate.store import Result

from .conftest import Project, copied

FOLDER = os.environ.get("REPORT_DATA", "")
FILES = {"tiny_imagenet": "tiny-imagenet-200.zip", "pets": "kagglecatsanddogs_5340.zip"}
PARTS = ("train", "validation", "test")

pytestmark = [
    pytest.mark.long,
    pytest.mark.photographs,
    pytest.mark.skipif(not FOLDER, reason="REPORT_DATA names no folder of archives"),
]


@pytest.fixture(scope="module")
def project(tmp_path_factory: pytest.TempPathFactory) -> Project:
    """The project with both sets read, whatever cut of them is there."""
    project = copied(tmp_path_factory.mktemp("photographs") / "project")
    allowed = [f'"{file}" = "sha256:{store.checksum(Path(FOLDER, file))}"' for file in FILES.values()]
    with (project.root / "report.toml").open("a") as toml:
        toml.write("\n".join(["", "[archives]", *allowed, ""]))
    said = project.doit("profile=paper", f"mirror={FOLDER}", *(f"runs:{name}" for name in FILES))
    assert project.ran(said) == set(FILES)
    return project


def result(project: Project, run: str) -> Mapping[str, Any]:
    function = {"tiny_imagenet": "lab.datasets.tiny_imagenet:make", "pets": "lab.datasets.pets:make"}[run]
    records = (project.root / "build/results").glob("*/record.json")
    (folder,) = (path.parent for path in records if json.loads(path.read_text())["function"] == function)
    return Result(folder)


def every(data: Mapping[str, Any], what: str) -> np.ndarray:
    return np.concatenate([data[f"{part}_{what}"] for part in PARTS])


def pixels(archive: zipfile.ZipFile, name: str, size: int) -> np.ndarray:
    picture = Image.open(io.BytesIO(archive.read(name))).convert("RGB")
    return np.asarray(picture.resize((size, size), Image.Resampling.BILINEAR), dtype=float)


def test_tiny_imagenet_is_the_archive_image_for_image(project: Project) -> None:
    data = result(project, "tiny_imagenet")
    ids, labels, images = (every(data, what) for what in ("ids", "labels", "images"))
    with zipfile.ZipFile(Path(FOLDER, FILES["tiny_imagenet"])) as archive:
        paths = {name.rsplit("/", 1)[-1]: name for name in archive.namelist() if name.endswith(".JPEG")}
        annotated = archive.read("tiny-imagenet-200/val/val_annotations.txt").decode().splitlines()
        classes = dict(line.split("\t")[:2] for line in annotated)
        trained = {name for name, path in paths.items() if "/train/" in path}
        assert sorted(ids) == sorted(trained | set(classes))
        assert set(data["test_ids"]) == set(classes)
        for row in range(0, len(ids), 97):
            assert data["wnids"][labels[row]] == classes.get(ids[row], ids[row].split("_")[0])
            assert (images[row] == pixels(archive, paths[ids[row]], 64)).all()


def test_each_class_of_tiny_imagenet_has_as_many_images(project: Project) -> None:
    data = result(project, "tiny_imagenet")
    for part in PARTS:
        assert len(set(np.bincount(data[f"{part}_labels"], minlength=200))) == 1


def test_dogs_and_cats_are_the_archive_but_for_the_empty_files(project: Project) -> None:
    data = result(project, "pets")
    with zipfile.ZipFile(Path(FOLDER, FILES["pets"])) as archive:
        names = [info for info in archive.infolist() if info.filename.endswith(".jpg")]
        empty = {info.filename for info in names if not info.file_size}
        assert empty <= set(data["skipped"])
        assert len(every(data, "ids")) == len(names) - len(data["skipped"])
        for part in PARTS:
            for row in range(0, len(data[f"{part}_ids"]), 97):
                name = data[f"{part}_ids"][row]
                assert ("Cat", "Dog")[data[f"{part}_labels"][row]] == name.split("/")[0]
                theirs = pixels(archive, f"PetImages/{name}", 128)
                assert np.abs(data[f"{part}_images"][row] - theirs).mean() < 6


def test_no_image_is_in_two_parts_and_duplicates_are_real(project: Project) -> None:
    for run in FILES:
        data = result(project, run)
        assert len(set(every(data, "ids"))) == len(every(data, "ids"))
        ids, images = every(data, "ids").tolist(), every(data, "images")
        for one, other, _ in data["duplicates"]:
            assert (images[ids.index(one)] == images[ids.index(other)]).all()
