"""The published data sets, against those who fetch them too."""

from tasks.data import STL10
from torchvision import datasets


def test_stl10_is_the_archive_that_torchvision_fetches() -> None:
    source = STL10.arguments["archive"]
    theirs = datasets.STL10
    assert (source.file, source.url) == (theirs.filename, theirs.url)
    assert source.checksum == f"md5:{theirs.tgz_md5}"
