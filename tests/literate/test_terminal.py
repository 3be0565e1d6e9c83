"""What a build says on its terminal."""

from __future__ import annotations

import io

import pytest

from literate.terminal import Progress, Terminal


@pytest.mark.parametrize("name", ["q1.svm", "kagglecatsanddogs_5340.zip", "q2.resnet_triplet_svm@12"])
def test_a_name_stands_apart_from_what_is_said_of_it_however_long_it_is(name: str) -> None:
    screen = io.StringIO()
    progress = Progress(name, Terminal(screen))
    progress.tell({"waiting": 7})
    progress.tell({"epoch": 3, "of": 20, "loss": 0.125})
    progress.done()
    progress.failed("it diverged")
    waiting, done, failed = screen.getvalue().splitlines()
    assert waiting.split("  ")[0] == name
    assert waiting.endswith("  waiting: process 7 is training it")
    assert done.split()[:4] == [name, "3/20", "loss", "0.125"]
    assert failed.startswith(f"{name}  ")
    assert failed.endswith("  FAILED  it diverged")


def test_what_is_said_of_short_names_begins_at_one_place() -> None:
    screen = io.StringIO()
    for name in ("q1", "q1.finetune"):
        Terminal(screen).about(name, "said")
    assert {line.index("said") for line in screen.getvalue().splitlines()} == {24}
