"""What the environment of a worker does to its memory."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest

from literate.errors import RunError
from literate.pool import KEEP_MEMORY, Pool

PAGES = Path("/sys/kernel/mm/transparent_hugepage/enabled")
# The pages that a block of 256 MB faults in: 65 536 small ones or 128 large ones.
BLOCK = """
import resource, torch
before = resource.getrusage(resource.RUSAGE_SELF).ru_minflt
torch.ones(2**26)
print(resource.getrusage(resource.RUSAGE_SELF).ru_minflt - before)
"""


@pytest.mark.skipif(
    not PAGES.is_file() or "[never]" in PAGES.read_text(), reason="this machine has no large pages"
)
def test_a_worker_has_large_blocks_in_large_pages() -> None:
    done = subprocess.run(
        [sys.executable, "-c", BLOCK],
        env={**os.environ, **KEEP_MEMORY},
        capture_output=True,
        text=True,
        check=True,
    )
    assert int(done.stdout) < 5_000


def test_a_worker_that_gave_an_error_gets_no_other_job(tmp_path: Path) -> None:
    """What a GPU once refused it refuses to the whole process: the next run would bear another's error."""
    pool = Pool({})
    job = {"kind": "run", "folder": str(tmp_path)}  # there is no spec.json in it
    try:
        for _ in range(2):
            with pytest.raises(RunError, match="FileNotFoundError"):
                pool.submit(job, lambda said: None)
        first, second = pool._all
        assert first.wait(timeout=10) == 3
        assert second.pid != first.pid
    finally:
        pool.close()
