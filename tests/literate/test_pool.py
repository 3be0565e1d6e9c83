"""What the environment of a worker does to its memory."""

from __future__ import annotations

import os
import platform
import subprocess
import sys

import pytest

from literate.pool import KEEP_MEMORY

# 256 MB are written, given back and written again; said are the pages that the second time faulted in.
TWICE = """
import resource
import numpy as np
np.ones(2**25)
before = resource.getrusage(resource.RUSAGE_SELF).ru_minflt
np.ones(2**25)
print(resource.getrusage(resource.RUSAGE_SELF).ru_minflt - before)
"""


def faults(**environment: str) -> int:
    done = subprocess.run(
        [sys.executable, "-c", TWICE],
        env={**os.environ, **environment},
        capture_output=True,
        text=True,
        check=True,
    )
    return int(done.stdout)


@pytest.mark.skipif(platform.libc_ver()[0] != "glibc", reason="asks glibc")
def test_a_worker_keeps_a_large_block_for_the_next_step() -> None:
    assert faults(**KEEP_MEMORY) < 100 < faults()
