"""Archives that mean harm, or are broken: one clear line, no more memory than declared, nothing on the disk."""

import errno
import re
import struct
import tracemalloc
import zipfile

import pytest

from lab.datasets import zipped


def archive(tmp_path, **files):
    with zipfile.ZipFile(tmp_path / "a.zip", "w", zipfile.ZIP_DEFLATED) as made:
        for name, content in files.items():
            made.writestr(name, content)
    return tmp_path / "a.zip"


def refused(path, name="a"):
    with zipped.members(str(path)) as opened, pytest.raises(ValueError, match=re.escape(str(path))) as caught:
        zipped.content(opened, name)
    assert "\n" not in str(caught.value)
    return str(caught.value).removeprefix(f"{path}: ")


def patched(path, **fields):
    """Overwrite 4 or 2 bytes at an offset in the local header and in the directory of the one member."""
    content = bytearray(path.read_bytes())
    directory = content.index(b"PK\1\2")
    for name, value in fields.items():
        kind, local, central = {"size": ("<I", 22, 24), "flags": ("<H", 6, 8), "method": ("<H", 8, 10)}[name]
        struct.pack_into(kind, content, local, value)
        struct.pack_into(kind, content, directory + central, value)
    path.write_bytes(content)
    return path


def test_a_member_is_read(tmp_path):
    with zipped.members(str(archive(tmp_path, a=b"one\ntwo\n"))) as opened:
        assert zipped.content(opened, "a") == b"one\ntwo\n"
        assert zipped.lines(opened, "a") == ["one", "two"]


def test_a_declared_bomb_is_not_unpacked(tmp_path):
    assert refused(archive(tmp_path, a=bytes(60_000_000))) == "a would be 60,000,000 bytes"


def test_a_bomb_that_lies_about_its_size_is_not_unpacked_further(tmp_path):
    lying = patched(archive(tmp_path, a=bytes(60_000_000)), size=1000)
    tracemalloc.start()
    try:
        assert "Bad CRC-32" in refused(lying)
        assert tracemalloc.get_traced_memory()[1] < 3_000_000
    finally:
        tracemalloc.stop()


def test_an_encrypted_member_is_named(tmp_path):
    assert "is encrypted" in refused(patched(archive(tmp_path, a=b"secret"), flags=1))


def test_an_unknown_method_of_packing_is_named(tmp_path):
    assert "not supported" in refused(patched(archive(tmp_path, a=b"squeezed"), method=99))


def test_a_missing_member_is_named(tmp_path):
    assert refused(archive(tmp_path, a=b""), "b") == "has no b"


def test_a_damaged_member_is_named(tmp_path):
    path = archive(tmp_path, a=b"abcdefgh" * 100)
    content = bytearray(path.read_bytes())
    content[35] ^= 255
    path.write_bytes(content)
    assert "a cannot be read" in refused(path)


def test_a_damaged_offset_is_the_archives_fault(tmp_path):
    path = archive(tmp_path, a=b"one")
    content = bytearray(path.read_bytes())
    (offset,) = struct.unpack_from("<I", content, len(content) - 6)
    struct.pack_into("<I", content, len(content) - 6, offset + 9)  # the members then lie before the file
    path.write_bytes(content)
    assert "a cannot be read" in refused(path)


def test_a_disk_that_fails_is_not_taken_for_a_damaged_member(tmp_path, unreadable):
    path = archive(tmp_path, a=b"one")
    with zipped.members(str(path)) as opened:
        opened.fp = unreadable(opened.fp)
        with pytest.raises(OSError, match=re.escape(f"Input/output error: '{path}'")) as caught:
            zipped.content(opened, "a")
    assert caught.value.errno == errno.EIO


def test_an_archive_that_is_not_there_is_not_taken_for_a_damaged_one(tmp_path):
    with pytest.raises(FileNotFoundError, match=r"none\.zip"):
        zipped.members(str(tmp_path / "none.zip"))


@pytest.mark.parametrize("tenth", range(10))
def test_an_archive_cut_anywhere_is_refused(tmp_path, tenth):
    path = archive(tmp_path, a=bytes(range(256)) * 8, b=b"more")
    content = path.read_bytes()
    path.write_bytes(content[: len(content) * tenth // 10])
    with pytest.raises(ValueError, match="cannot be read as a zip archive"):
        zipped.members(str(path))
