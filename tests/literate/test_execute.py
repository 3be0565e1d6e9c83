"""One spec in one folder, and the worker processes that carry specs out."""

from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
import threading
import time
from pathlib import Path
from typing import Any

import numpy as np
import pytest

from literate import execute, store
from literate.errors import RunError
from literate.pool import Pool
from literate.store import Result

SMALL = Path(__file__).resolve().parents[1] / "projects" / "small" / "src"
ENGINE = Path(execute.__file__).resolve().parents[1]
PATH = os.pathsep.join([str(SMALL), str(ENGINE)])


def spec(folder: Path, function: str, inputs: dict[str, str] | None = None, **arguments: Any) -> Path:
    folder.mkdir(parents=True, exist_ok=True)
    said = {
        "fingerprint": "result",
        "function": function,
        "arguments": arguments,
        "code": {},
        "definitions": {},
        "sources": {},
        "inputs": inputs or {},
        "result": str(folder / "elsewhere"),
    }
    (folder / "spec.json").write_text(json.dumps(said))
    return folder


def worker(folder: Path) -> subprocess.CompletedProcess[str]:
    command = [sys.executable, "-m", "literate", "worker", str(folder)]
    return subprocess.run(
        command, env={**os.environ, "PYTHONPATH": PATH}, capture_output=True, text=True, timeout=60
    )


@pytest.fixture
def blobs(tmp_path: Path) -> Path:
    folder = spec(tmp_path / "blobs", "lab.blobs:make", spread=0.5)
    done = worker(folder)
    assert done.returncode == 0, done.stderr
    return folder / "result"


def train(blobs: Path, folder: Path, **arguments: Any) -> Path:
    return spec(folder, "lab.nearest_mean:train", {"b": str(blobs)}, data={"run": "b"}, **arguments)


def test_the_command_carries_out_a_folder(blobs: Path) -> None:
    result = Result(blobs)
    assert result["train_images"].shape == (60, 2)
    assert result["licence"] == "none"
    assert result.record["environment"]["numpy"] == np.__version__
    assert result.record["seconds"] >= 0


def test_a_run_takes_the_result_of_another_and_reports_its_epochs(blobs: Path, tmp_path: Path) -> None:
    done = worker(train(blobs, tmp_path / "a", epochs=4))
    said = [json.loads(line) for line in done.stdout.splitlines()]
    assert [one["epoch"] for one in said] == [1, 2, 3, 4]
    kept = [json.loads(line) for line in (tmp_path / "a/progress.jsonl").read_text().splitlines()]
    assert [one["loss"] for one in kept] == [one["loss"] for one in said]
    assert Result(tmp_path / "a/result")["test_scores"].shape == (30, 3)


def test_the_record_says_how_many_images_a_class_has(blobs: Path) -> None:
    assert Result(blobs).record["balance"] == {"train": [20, 20], "validation": [10, 10], "test": [10, 10]}


def test_a_run_that_diverges_says_where_and_leaves_no_result(blobs: Path, tmp_path: Path) -> None:
    done = worker(train(blobs, tmp_path / "a", fail="diverge"))
    assert done.returncode == 1
    assert done.stderr == "diverged: loss is nan in epoch 1 of 3; try a smaller learning rate\n"
    assert not (tmp_path / "a/result").exists()


def test_a_run_that_crashes_is_one_line_and_a_traceback_in_its_folder(blobs: Path, tmp_path: Path) -> None:
    done = worker(train(blobs, tmp_path / "a", fail="crash"))
    assert done.stderr.count("\n") == 1
    assert "ValueError: the experiment is broken (nearest_mean.py:" in done.stderr
    assert "Traceback" in (tmp_path / "a/error.txt").read_text()


def test_a_cut_run_goes_on_from_its_last_epoch_to_the_same_bits(blobs: Path, tmp_path: Path) -> None:
    whole = train(blobs, tmp_path / "whole", epochs=5)
    assert worker(whole).returncode == 0
    cut = train(blobs, tmp_path / "cut", epochs=5, fail="die")
    assert worker(cut).returncode == -signal.SIGKILL
    again = worker(train(blobs, tmp_path / "cut", epochs=5))
    assert [json.loads(line)["epoch"] for line in again.stdout.splitlines()] == [2, 3, 4, 5]
    for name in ("test_scores", "validation_scores"):
        a, b = Result(tmp_path / "whole/result")[name], Result(tmp_path / "cut/result")[name]
        assert np.array_equal(a, b)


def test_the_record_of_a_cut_run_counts_the_time_of_all_its_attempts(blobs: Path, tmp_path: Path) -> None:
    cut = train(blobs, tmp_path / "cut", epochs=5, fail="die")
    worker(cut)
    left = store.read_record(cut / "checkpoint", "checkpoint.new") | {"seconds": 1000.0, "cpu_seconds": 500.0}
    (cut / "checkpoint/record.json").write_text(json.dumps(store.sealed(left)))
    assert worker(train(blobs, cut, epochs=5)).returncode == 0
    record = Result(cut / "result").record
    assert 1000 < record["seconds"] < 1060
    assert 500 < record["cpu_seconds"] < 560


def test_a_spoilt_checkpoint_is_not_believed(blobs: Path, tmp_path: Path) -> None:
    cut = train(blobs, tmp_path / "cut", epochs=5, fail="die")
    worker(cut)
    means = tmp_path / "cut/checkpoint/means.npy"
    means.write_bytes(means.read_bytes()[:-3] + b"abc")
    again = worker(train(blobs, tmp_path / "cut", epochs=5))
    assert [json.loads(line)["epoch"] for line in again.stdout.splitlines()] == [1, 2, 3, 4, 5]


@pytest.mark.parametrize("rows", [12, 6])
def test_an_array_that_grew_on_disk_is_kept_and_what_was_not_returned_is_not(
    tmp_path: Path, rows: int
) -> None:
    folder = spec(tmp_path / "a", "lab.growing:make", rows=rows)
    assert worker(folder).returncode == 0
    np.testing.assert_array_equal(Result(folder / "result")["rows"][:, 0], np.repeat([0, 1, 2], 4)[:rows])
    assert sorted(path.name for path in (folder / "result").iterdir()) == ["record.json", "rows.npy"]
    assert not (folder / "growing").exists()


def test_two_arrays_cannot_grow_under_one_name(tmp_path: Path) -> None:
    done = worker(spec(tmp_path / "a", "lab.growing:make", twice=True))
    assert done.stderr == "begins rows to grow twice; give each array a name of its own\n"


def test_what_a_killed_run_left_to_grow_is_begun_anew(tmp_path: Path) -> None:
    folder = spec(tmp_path / "a", "lab.growing:make")
    (folder / "growing").mkdir()
    (folder / "growing/rows.npy").write_bytes(bytes(1000))
    assert worker(folder).returncode == 0
    assert Result(folder / "result")["rows"].shape == (12, 2)


def test_two_workers_never_train_one_run_at_once(blobs: Path, tmp_path: Path) -> None:
    folder = train(blobs, tmp_path / "a", epochs=3)
    command = [sys.executable, "-m", "literate", "worker", str(folder)]
    both = [
        subprocess.Popen(command, env={**os.environ, "PYTHONPATH": PATH}, stdout=subprocess.PIPE, text=True)
        for _ in range(2)
    ]
    said = [process.communicate(timeout=60)[0] for process in both]
    assert [process.returncode for process in both] == [0, 0]
    assert sum('"epoch"' in text for text in said) == 1


@pytest.mark.parametrize(
    ("returned", "message"),
    [
        ({"x": np.array([1.0, np.inf])}, "x holds numbers that are not finite"),
        ({"x": np.array([{}], dtype=object)}, "array of Python objects"),
        ({"x": {1, 2}}, "JSON cannot keep"),
        ({"x": float("nan")}, "JSON cannot keep"),
    ],
)
def test_what_cannot_be_kept_is_refused(returned: dict[str, Any], message: str) -> None:
    with pytest.raises(RunError, match=message):
        execute._split(returned)


@pytest.fixture
def pool(tmp_path: Path) -> Any:
    made = Pool({"PYTHONPATH": PATH})
    yield made
    made.close()


def test_one_worker_serves_job_after_job(pool: Pool, blobs: Path, tmp_path: Path) -> None:
    for name in "ab":
        pool.submit({"kind": "run", "folder": str(train(blobs, tmp_path / name))}, lambda said: None)
        assert (tmp_path / name / "result").is_dir()
    assert len(pool._all) == 1


def test_a_worker_that_dies_ends_its_job_and_no_other(pool: Pool, blobs: Path, tmp_path: Path) -> None:
    with pytest.raises(RunError, match="ended by SIGKILL"):
        pool.submit(
            {"kind": "run", "folder": str(train(blobs, tmp_path / "a", fail="die"))}, lambda said: None
        )
    pool.submit({"kind": "run", "folder": str(train(blobs, tmp_path / "b"))}, lambda said: None)
    assert (tmp_path / "b/result").is_dir()


def test_what_a_run_prints_goes_to_its_log_and_not_into_the_answers(pool: Pool, tmp_path: Path) -> None:
    folder = spec(tmp_path / "a", "lab.talker:talk", text="{hello}")
    pool.submit({"kind": "run", "folder": str(folder)}, lambda said: None)
    assert store.read_record(folder / "result")["values"]["said"] == "{hello}"
    log = (folder / "log.txt").read_text()
    assert sorted(log.splitlines()) == [
        "{hello} by print", "{hello} by the system", "{hello} to sys.stderr",
    ]  # fmt: skip


def test_a_worker_ends_when_its_parent_does(blobs: Path, tmp_path: Path) -> None:
    folder = train(blobs, tmp_path / "a", epochs=1000000)
    program = (
        "import sys; from literate.pool import Pool; pool = Pool({}); "
        f"pool.submit({{'kind': 'run', 'folder': {str(folder)!r}}}, lambda said: None)"
    )
    parent = subprocess.Popen([sys.executable, "-c", program], env={**os.environ, "PYTHONPATH": PATH})
    progress = folder / "progress.jsonl"
    wait(lambda: progress.exists() and progress.read_text().count("\n") > 3)
    holder = int((folder / "lock").read_text())
    parent.kill()
    parent.wait()
    wait(lambda: not alive(holder))


def wait(condition: Any, seconds: float = 30.0) -> None:
    end = time.monotonic() + seconds
    while not condition():
        assert time.monotonic() < end, "waited in vain"
        threading.Event().wait(0.02)


def alive(process: int) -> bool:
    try:
        state = Path(f"/proc/{process}/stat").read_text().rpartition(")")[2].split()[0]
    except OSError:
        return False
    return state != "Z"
