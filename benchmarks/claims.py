"""What judging costs: 100 claims on results of 10 000 images, when all are new and when no result changed.

Eleven runs of 200 classes are made up, and 100 claims of every kind on them judged as a render does: the CPU that this
adds, loading NumPy included, is at most half a second the first time; the second time it loads no NumPy.
"""

import json
import os
import subprocess
import sys
import tempfile
import time
from pathlib import Path
from types import SimpleNamespace
from typing import Any

from interleaved import options

RUNS, IMAGES, CLASSES, CLAIMS, MOST = 11, 10_000, 200, 100, 0.5
MEASURES = ("test", "precision", "recall", "f")


class Sources:
    """Sources that never change."""

    def reach(self, module: str) -> frozenset[str]:
        """A module reaches itself."""
        return frozenset({module})

    def digests(self, names: frozenset[str]) -> dict[str, str]:
        """One digest for all."""
        return dict.fromkeys(names, "")


def made_up(folder: Path) -> None:
    """Results of networks that are right in 60 to 80 % of the images, and their quantities as JSON."""
    import numpy as np

    from literate import exhibit, scores, store
    from literate.store import Result

    labels, ids = np.arange(IMAGES) % CLASSES, np.array([f"test/{n:05}" for n in range(IMAGES)])
    quantities = {}
    for run in range(RUNS):
        generator = np.random.default_rng(run)
        given = generator.normal(size=(IMAGES, CLASSES)).astype(np.float32)
        given[np.arange(IMAGES), labels] += 3.2 + run / 20
        arrays = {"test_labels": labels, "test_ids": ids, "test_scores": given, "classes": ids[:CLASSES]}
        store.write(
            folder / "results" / f"r{run}", arrays, {"fingerprint": f"r{run}", "values": {}, "seconds": 60.0}
        )
        quantities[f"r{run}"] = exhibit._plain(
            scores.classifier([Result(folder / "results" / f"r{run}")], [f"q1.r{run}"])
        )
    (folder / "quantities.json").write_text(json.dumps(quantities), encoding="utf-8")


def predicates() -> list[str]:
    """A hundred claims: differences, margins, thresholds, ranks, gaps of gaps."""
    found = []
    for number in range(CLAIMS):
        a, b, measure = f"r{number % RUNS}", f"r{(3 * number + 1) % RUNS}", MEASURES[number % 4]
        found.append(
            [f"{a}.{measure} > {b}.{measure}", f"{a}.test ~ {b}.test within 2 points", f"{a}.{measure} > 0.6",
             f"{a}.test is best", f"{a}.test - {b}.test > {b}.f - {a}.f"][number % 5]
        )  # fmt: skip
    return found


def judged(folder: Path) -> dict[str, Any]:
    """One render's judging, in a process of its own: CPU seconds, verdicts, whether NumPy was loaded."""
    from literate.document import claims, quantity, verdicts
    from literate.document.names import page_names
    from literate.judging import Judge

    held = json.loads((folder / "quantities.json").read_text(encoding="utf-8"))
    names = page_names("q1", {run: quantity.names_from_json(each) for run, each in held.items()}, {})
    runs = {f"q1.r{run}": f"r{run}" for run in range(RUNS)}
    spec = lambda name: SimpleNamespace(fingerprint=name)  # noqa: E731
    plan = SimpleNamespace(sources=Sources(), added={}, runs=runs, spec=spec)
    build = SimpleNamespace(folder=folder, kept=SimpleNamespace(results=folder / "results"), plan=plan)
    started = time.process_time()
    judge = Judge(build, "q1")  # type: ignore[arg-type]
    found = [verdicts.verdict(claims.parse(text), names, judge.weigh).verdict for text in predicates()]
    judge.keep()
    seconds = time.process_time() - started
    return {
        "seconds": seconds,
        "numpy": "numpy" in sys.modules,
        "verdicts": {kind: found.count(kind) for kind in set(found)},
    }


def main(*, as_json: bool) -> int:
    """Judge twice in fresh processes and print; the status is 1 if either is too dear."""
    with tempfile.TemporaryDirectory() as name:
        made_up(Path(name))
        command = [sys.executable, __file__, "--judge", name]
        environment = {key: value for key, value in os.environ.items() if key != "PYTHONDONTWRITEBYTECODE"}
        subprocess.run([sys.executable, "-c", "import numpy"], check=True, env=environment)  # compiled once
        first, second = (
            json.loads(
                subprocess.run(command, check=True, capture_output=True, text=True, env=environment).stdout
            )
            for _ in range(2)
        )
    if as_json:
        print(json.dumps({"new": first, "kept": second}))
    else:
        print(f"{CLAIMS} claims, {RUNS} runs of {IMAGES} images and {CLASSES} classes: {first['verdicts']}")
        print(f"    all new            {first['seconds']:6.3f} s CPU   (at most {MOST})")
        loaded = "loaded" if second["numpy"] else "not loaded"
        print(f"    no result changed  {second['seconds']:6.3f} s CPU   NumPy {loaded}")
    return int(first["seconds"] > MOST or second["numpy"] or first["verdicts"] != second["verdicts"])


if __name__ == "__main__":
    parser = options(__doc__.splitlines()[0])
    parser.add_argument("--judge", type=Path, help="judge the runs in a folder once, and print JSON")
    arguments = parser.parse_args()
    if arguments.judge:
        print(json.dumps(judged(arguments.judge)))
    else:
        sys.exit(main(as_json=arguments.json))
