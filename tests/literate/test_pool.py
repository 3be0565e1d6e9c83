"""What the environment of a worker does to its memory."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest

from literate.pool import KEEP_MEMORY

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
