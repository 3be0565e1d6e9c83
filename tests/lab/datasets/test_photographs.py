"""Photographs of every kind that the published sets hold, and of none: the right pixels, or a name that is skipped."""

import io
import stat
import tracemalloc
import zipfile

import numpy as np
import pytest
from PIL import Image

from lab.datasets import photographs, zipped
from lab.datasets.photographs import Photograph
from literate.attempt import Attempt

RANDOM = np.random.default_rng(0)


def coded(mode="RGB", kind="JPEG", size=(20, 20)):
    content = io.BytesIO()
    picture = Image.fromarray(RANDOM.integers(0, 256, (size[1], size[0], 3), np.uint8)).convert(mode)
    picture.save(content, kind)
    return content.getvalue()


def bomb(side):
    """A few kilobytes that would be unpacked to a picture of hundreds of megabytes."""
    content = io.BytesIO()
    Image.new("1", (side, side)).save(content, "PNG")
    return content.getvalue()


def decoded(attempt, folder, size=20, **files):
    with zipfile.ZipFile(folder / "a.zip", "w") as made:
        for name, content in files.items():
            made.writestr(name, content)
    listed = [Photograph(name, row, f"id {name}") for row, name in enumerate(files)]
    with zipped.members(str(folder / "a.zip")) as opened:
        return photographs.decode(attempt, opened, {"train": listed, "test": []}, size)


@pytest.mark.parametrize(
    ("mode", "kind"),
    [
        ("RGB", "JPEG"),
        ("L", "JPEG"),
        ("CMYK", "JPEG"),
        ("RGB", "PNG"),
        ("RGBA", "PNG"),
        ("P", "GIF"),
        ("1", "BMP"),
    ],
)
def test_every_kind_of_picture_becomes_rgb(attempt, tmp_path, mode, kind):
    content = coded(mode, kind)
    data = decoded(attempt, tmp_path, a=content)
    np.testing.assert_array_equal(
        data["train_images"][0], np.asarray(Image.open(io.BytesIO(content)).convert("RGB"))
    )


def test_what_is_no_picture_is_skipped_by_name_and_the_rest_keep_their_labels(attempt, tmp_path):
    good = coded()
    broken = {"empty": b"", "text": b"<html>", "cut": good[:200], "bomb": bomb(8000), "larger": bomb(14_000)}
    data = decoded(attempt, tmp_path, a=good, **broken, z=good)
    assert data["skipped"] == list(broken)
    assert data["train_labels"].tolist() == [0, len(broken) + 1]
    assert data["train_ids"].tolist() == ["id a", "id z"]
    assert data["test_images"].shape == (0, 20, 20, 3)


def test_a_disk_that_fails_ends_the_run_and_skips_nothing(attempt, tmp_path, unreadable):
    with zipfile.ZipFile(tmp_path / "a.zip", "w") as made:
        made.writestr("a.jpg", coded())
    with zipped.members(str(tmp_path / "a.zip")) as opened:
        opened.fp = unreadable(opened.fp)
        with pytest.raises(OSError, match="Input/output error"):
            photographs.decode(attempt, opened, {"train": [Photograph("a.jpg", 0, "a")]}, 20)


def test_the_broken_are_counted_and_where_they_are_few_named():
    assert photographs.described([]) == "Broken files that are skipped: 0."
    assert photographs.described(["a.jpg", "b.jpg"]) == "Broken files that are skipped: 2 (a.jpg, b.jpg)."
    assert photographs.described([f"{n}.jpg" for n in range(7)]) == "Broken files that are skipped: 7."


def test_a_link_or_a_name_that_leads_elsewhere_is_bytes_like_any_other(attempt, tmp_path):
    link = zipfile.ZipInfo("link.jpg")
    link.external_attr = (stat.S_IFLNK | 0o777) << 16
    secret = tmp_path / "secret.jpg"
    secret.write_bytes(coded())
    with zipfile.ZipFile(tmp_path / "a.zip", "w") as made:
        made.writestr(link, str(secret))
        made.writestr("../../above.jpg", coded())
    before = sorted(tmp_path.parent.rglob("*"))
    listed = [Photograph("link.jpg", 0, "link"), Photograph("../../above.jpg", 1, "above")]
    with zipped.members(str(tmp_path / "a.zip")) as opened:
        data = photographs.decode(attempt, opened, {"train": listed}, 20)
    assert data["skipped"] == ["link.jpg"]
    assert data["train_ids"].tolist() == ["above"]
    assert sorted(tmp_path.parent.rglob("*")) == before


def test_memory_is_bounded_by_the_batch(tmp_path, monkeypatch):
    monkeypatch.setattr(photographs, "BATCH", 16)
    one = coded(size=(64, 64))
    attempt = Attempt(tmp_path, lambda said: None)
    tracemalloc.start()
    try:
        data = decoded(attempt, tmp_path, 64, **{f"{number}": one for number in range(400)})
        peak = tracemalloc.get_traced_memory()[1]
    finally:
        tracemalloc.stop()
    assert data["train_images"].nbytes == 400 * 64 * 64 * 3
    assert peak < data["train_images"].nbytes / 2
