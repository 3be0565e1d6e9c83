"""Calls that have not happened yet."""

from __future__ import annotations

import subprocess
import sys

import pytest

from literate.call import Name, call, naming, run
from literate.errors import TaskError


def test_names_inside_naming_stand_for_functions_that_are_not_imported() -> None:
    with naming():
        from lab import never_written
        from lab.losses import neither as other

    assert isinstance(never_written, Name)
    assert call(never_written.train, lr=1).function == "lab.never_written:train"
    assert run(other.Loss, "x").function == "lab.losses.neither:Loss"
    assert "lab.never_written" not in sys.modules


def test_other_packages_are_imported_as_ever_inside_naming() -> None:
    with naming():
        import json
    assert json.loads("1") == 1


def test_imports_work_again_after_an_error_inside_naming() -> None:
    with pytest.raises(KeyError), naming():
        raise KeyError
    from literate import errors

    assert errors.TaskError is TaskError


def test_a_plain_import_inside_naming_is_refused_with_what_to_write() -> None:
    with pytest.raises(TaskError, match="from lab import"), naming():
        import lab.svm  # noqa: F401


def test_a_real_function_may_be_named_too() -> None:
    assert call(subprocess.run).function == "subprocess:run"


def test_a_call_remembers_its_line() -> None:
    made = call(subprocess.run)
    assert made.where.startswith("literate/test_call.py:")


def test_changing_an_argument_leaves_the_first_call_as_it_was() -> None:
    first = run(subprocess.run, "a", lr=1)
    second = first.with_arguments(lr=2)
    assert (first.arguments["lr"], second.arguments["lr"]) == (1, 2)
