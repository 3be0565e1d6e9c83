"""The report's rows of questions 2 and 3 against the original way, on the same images, weights and epochs.

    uv run python benchmarks/original.py [key=value …] [q3.adam …]

Build the report first, with the same settings: its kept results are one side, with `seeds=3` those of every seed,
which a row is then compared over. The other is trained here as the
reference report was: every step runs the whole network in float32; all batch-norm statistics move, those of frozen
layers too; triplets are drawn at random, one an image, and take three passes; centers stay where they are drawn; the
SVM is the library's, on embeddings taken in training mode; the last epoch is tested. Differences, ours less the
original's, have 95 % intervals over test images: of accuracy, and of "scatter", the scatter within the classes of the
test embeddings over that between them.
"""

from interleaved import keep_memory, options

# isort: split
import json
import time
from collections.abc import Callable, Iterator, Mapping
from functools import partial
from pathlib import Path
from typing import Any, NamedTuple

import numpy as np
import torch
from sklearn.svm import SVC
from torch import Tensor, nn
from torch.nn.functional import cross_entropy, triplet_margin_loss

from lab import backbone, inputs
from lab.models import cut
from lab.seeding import generator, seed_torch
from literate import execute, settings, store
from literate.plan import Plan
from measures import intervals, leave_one_out, quantiles, scatter

ROOT, CPU, MARGIN, AT_ONCE = Path(__file__).resolve().parents[1], torch.device("cpu"), 1.0, 64
Read = Callable[[np.ndarray], Tensor]


class Answer(NamedTuple):
    """Predictions (N,) for the test images, and their embeddings (N, D) where there are any."""

    predicted: np.ndarray
    embedded: np.ndarray | None = None


def steps(labels: np.ndarray, given: Mapping[str, Any]) -> Iterator[np.ndarray]:
    """Rows of each batch, in random order."""
    batch = given["batch"]
    for epoch in range(1, given["epochs"] + 1):
        order = generator(given["seed"], epoch).permutation(len(labels))
        yield from (order[start : start + batch] for start in range(0, len(order), batch))


def learn(optimiser: torch.optim.Optimizer, losses: Iterator[Tensor]) -> None:
    """Take a step for each loss."""
    for loss in losses:
        optimiser.zero_grad()
        loss.backward()
        optimiser.step()


@torch.no_grad()
def apply(
    function: Callable[[Tensor], Tensor], read: Read, images: int, at_once: int = AT_ONCE
) -> np.ndarray:
    """The function of all images of a part."""
    batches = np.split(np.arange(images), range(at_once, images, at_once))
    return torch.cat([function(read(rows)) for rows in batches]).numpy()


def race(given: Mapping[str, Any]) -> Answer:
    """A row of question 3."""
    seed_torch(given["seed"])
    data, lr = given["data"], given["lr"]
    mean, std = inputs.statistics(data["train_images"])
    scale = {"size": given["size"], "mean": mean, "std": std, "device": CPU}
    network = given["model"](classes=len(data["classes"]), channels=len(mean)).train()
    sgd = partial(torch.optim.SGD, momentum=given["momentum"])
    optimiser = (torch.optim.Adam if given["optimiser"] == "adam" else sgd)(network.parameters(), lr=lr)
    read, test = (contiguous(inputs.reader(data, part, **scale)) for part in ("train", "test"))
    labels = torch.tensor(data["train_labels"])
    rows = steps(data["train_labels"], given)
    learn(optimiser, (cross_entropy(network(read(batch)), labels[batch]) for batch in rows))
    return Answer(apply(network.eval(), test, len(data["test_labels"])).argmax(axis=1))


def metric(given: Mapping[str, Any]) -> Answer:
    """A row of question 2."""
    seed_torch(given["seed"])
    data, weights, classes = given["data"], given["backbone"], len(given["data"]["classes"])
    network = backbone.load(given["model"], weights, classes=classes, device=CPU)
    network.to(memory_format=torch.contiguous_format)
    tail = cut.freeze_before(network, given["train_from"])
    width = network.get_submodule(network.head).in_features
    embed = nn.Linear(width, given["embedding"]) if given["embedding"] else nn.Identity()
    head = nn.Linear(given["embedding"] or width, classes)
    features = cut.before(network, network.head)
    read, test = (
        contiguous(backbone.reader(data, part, weights, given["size"], CPU)) for part in ("train", "test")
    )
    optimiser = torch.optim.Adam(
        [*tail.parameters(), *embed.parameters(), *head.parameters()], lr=given["lr"]
    )
    network.train()
    look = {"embed": lambda images: embed(features(images)), "head": head, "read": read}
    rows = steps(data["train_labels"], given)
    loss = objective(given, np.array(data["train_labels"]), head.in_features, **look)
    learn(optimiser, map(loss, rows))
    if given["svm"]:
        machine = SVC(C=3.0)
        machine.fit(
            apply(look["embed"], read, len(data["train_labels"]), given["batch"]), data["train_labels"]
        )
        points = apply(look["embed"], test, len(data["test_labels"]), given["batch"])
        return Answer(machine.predict(points), points)
    network.eval()
    points = apply(look["embed"], test, len(data["test_labels"]))
    return Answer(
        apply(head, lambda rows: torch.from_numpy(points[rows]), len(points)).argmax(axis=1), points
    )


def objective(
    given: Mapping[str, Any], labels: np.ndarray, width: int, *, embed: Any, head: nn.Module, read: Read
) -> Callable[[np.ndarray], Tensor]:
    """The loss of a batch of rows: cross-entropy, random triplets, centers that stay, as the row has them."""
    random, centers = generator(given["seed"]), torch.randn(len(given["data"]["classes"]), width) / width**0.5
    members = [np.flatnonzero(labels == label) for label in range(len(centers))]

    def loss(rows: np.ndarray) -> Tensor:
        anchors, true = embed(read(rows)), torch.from_numpy(labels[rows])
        total = torch.zeros(())
        if given["cross_entropy"]:
            total = total + cross_entropy(head(anchors), true)
        if given["triplet"]:
            others = (true.numpy() + random.integers(1, len(members), len(rows))) % len(members)
            drawn = [
                np.array([random.choice(members[label]) for label in wanted])
                for wanted in (true.numpy(), others)
            ]
            positives, negatives = (embed(read(chosen)) for chosen in drawn)
            total = total + triplet_margin_loss(anchors, positives, negatives, margin=MARGIN)
        if given["center"]:
            total = total + given["center_weight"] * (anchors - centers[true]).square().sum(1).mean() / 2
        return total

    return loss


def contiguous(read: Read) -> Read:
    """A reader whose images are channels first, as PyTorch has them by itself."""
    return lambda rows: read(rows).contiguous()


def compare(plan: Plan, name: str) -> dict[str, Any]:
    """Train a row the original way and set it beside the kept one."""
    spec, results = plan.spec(plan.runs[name]), ROOT / "build/results"
    kept = store.Result(results / spec.fingerprint)
    places = {fingerprint: str(results / fingerprint) for fingerprint in spec.inputs()}
    given = execute.arguments({"arguments": spec.arguments, "inputs": places})
    start = time.process_time()
    answer = (race if spec.function.startswith("lab.optimiser_race:") else metric)(given)
    seconds = time.process_time() - start
    labels, classes = np.array(kept["test_labels"]), len(kept["classes"])
    ours = kept["test_scores"].argmax(axis=1)
    row = {
        "ours": float((ours == labels).mean()),
        "original": float((answer.predicted == labels).mean()),
        "difference": intervals.difference(
            leave_one_out.accuracy, labels, ours, answer.predicted, classes
        )._asdict(),
        "cpu_seconds": store.read_record(results / spec.fingerprint)["cpu_seconds"],
        "original_cpu_seconds": seconds,
    }
    if answer.embedded is not None:
        points = (kept["embeddings"], answer.embedded)
        row |= {
            "scatter": scatter.estimate(labels, points[0], classes).value,
            "original_scatter": scatter.estimate(labels, points[1], classes).value,
            "scatter_difference": scatter.difference(labels, *points, classes)._asdict(),
        }
    return row


def said_of(row: Mapping[str, Any]) -> str:
    """Say in a line how a row compares."""
    low, high = (100 * row["difference"][end] for end in ("low", "high"))
    verdict = "WORSE" if high < 0 else "better" if low > 0 else "alike"
    accuracy = f"{row['ours']:.3f} / {row['original']:.3f}  {low:+5.1f} to {high:+5.1f} points  {verdict:6}"
    times = f"{row['cpu_seconds']:7.1f} s /{row['original_cpu_seconds']:7.1f} s"
    if "scatter" not in row:
        return f"{accuracy}  {times}"
    low, high = (row["scatter_difference"][end] for end in ("low", "high"))
    tight = f"scatter {row['scatter']:.2f} / {row['original_scatter']:.2f}  {low:+.2f} to {high:+.2f}"
    return f"{accuracy}  {tight}  {times}"


def over_seeds(rows: list[Mapping[str, Any]]) -> str:
    """Say how a row's seeds compare: means, and Welch's 95 % interval of their difference, on these test images."""
    sides = [np.array([row[side] for row in rows]) for side in ("ours", "original")]
    variances = [side.var(ddof=1) / len(side) for side in sides]
    freedom = sum(variances) ** 2 / sum(variance**2 / (len(rows) - 1) for variance in variances)
    margin = quantiles.student(0.975, freedom) * np.sqrt(sum(variances))
    ours, original = (side.mean() for side in sides)
    low, high = 100 * (ours - original - margin), 100 * (ours - original + margin)
    return f"{ours:.3f} / {original:.3f}  {low:+5.1f} to {high:+5.1f} points over {len(rows)} seeds"


def main() -> None:
    """Compare the rows that are asked for, or all of both questions."""
    torch.set_num_threads(1)
    said = dict(text.split("=", 1) for text in arguments.said if "=" in text)
    plan = Plan(ROOT, settings.load(ROOT / "report.toml", said))
    asked = [text for text in arguments.said if "=" not in text]
    rows = {}
    for name in asked or [run for question in ("q2", "q3") for run in plan.question_runs(question)]:
        row = rows[name] = compare(plan, name)
        if not arguments.json:
            print(f"{name:24} {said_of(row)}", flush=True)
    if arguments.json:
        print(json.dumps(rows, indent=1))
        return
    for name in dict.fromkeys(each.partition("@")[0] for each in rows):
        seeds = [row for each, row in rows.items() if each.partition("@")[0] == name]
        if len(seeds) > 1:
            print(f"{name:24} {over_seeds(seeds)}")


if __name__ == "__main__":
    parser = options(__doc__.splitlines()[0])
    parser.add_argument("said", nargs="*", metavar="key=value or row")
    arguments = parser.parse_args()
    keep_memory()
    main()
