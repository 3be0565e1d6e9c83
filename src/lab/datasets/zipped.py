"""Members of a zip archive, read one by one: nothing is unpacked, so no name, link or size reaches the disk."""

import errno
import zipfile
import zlib

MOST_BYTES = 50_000_000  # a larger member is no photograph and no list of classes
DAMAGED = (zipfile.BadZipFile, zlib.error, EOFError, OSError)
FOREIGN = (RuntimeError, NotImplementedError)  # encrypted; packed by an unknown method


def members(archive: str) -> zipfile.ZipFile:
    """Open an archive. Raises `ValueError` if it is none, `OSError` if the disk does not give it."""
    try:
        return zipfile.ZipFile(archive)
    except (*DAMAGED, *FOREIGN) as error:
        refuse_for_the_disk(error, archive)
        raise ValueError(f"{archive}: cannot be read as a zip archive ({error}); fetch it again") from None


def content(archive: zipfile.ZipFile, name: str) -> bytes:
    """Read a member. Raises `ValueError` if it is missing, too large, encrypted, or not what its checksum says.

    Raises `OSError` if the disk does not give it: that says nothing of the member.
    No more is unpacked than the declared size, whatever is packed: a bomb costs nothing.
    """
    try:
        size = archive.getinfo(name).file_size
        if size <= MOST_BYTES:
            with archive.open(name) as file:
                return file.read(size)  # a read without a bound unpacks all there is before it counts
    except KeyError:
        raise ValueError(f"{archive.filename}: has no {name}") from None
    except (*DAMAGED, *FOREIGN) as error:
        refuse_for_the_disk(error, archive.filename)
        raise ValueError(f"{archive.filename}: {name} cannot be read: {error}") from None
    raise ValueError(f"{archive.filename}: {name} would be {size:,} bytes")


def refuse_for_the_disk(error: Exception, archive: str) -> None:
    """Raise `OSError`, with the archive's name, for an error of the disk, which is not to be taken for the archive's.

    The system's errors have a number and unpacking's have none. A damaged offset asks for a place before the start
    of the file, which is an invalid argument.
    """
    number = error.errno if isinstance(error, OSError) else None
    if number not in (None, errno.EINVAL):
        raise OSError(number, error.strerror, archive) from error


def lines(archive: zipfile.ZipFile, name: str) -> list[str]:
    """Read a text, line by line. Raises `ValueError` if it cannot be read."""
    return content(archive, name).decode().splitlines()
