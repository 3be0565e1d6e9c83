"""The three questions, in both profiles."""

from __future__ import annotations

from pathlib import Path

import pytest

from literate.build import Build
from literate.commands import lint
from literate.pages import Pages
from literate.plan import Plan
from literate.settings import PROFILES, Settings

ROOT = Path(__file__).resolve().parents[2]
EXPERIMENTS = {
    "q1": {"svm", "finetune"},
    "q2": {"densenet_triplet_ce", "densenet_ce", "resnet_triplet_svm", "resnet_ce", "resnet_center"},
    "q3": {"sgd", "minibatch_sgd", "momentum", "adam"},
}


@pytest.fixture(scope="module", params=PROFILES)
def plan(request: pytest.FixtureRequest) -> Plan:
    return Plan(ROOT, Settings(profile=request.param))


def test_every_call_is_right_by_the_sources(plan: Plan) -> None:
    assert {name: set(question.runs) for name, question in plan.questions.items()} == EXPERIMENTS
    assert len({plan.spec(run).fingerprint for run in plan.runs.values()}) == len(plan.runs)


def test_both_profiles_run_the_same_experiments_through_the_same_code() -> None:
    quick, paper = (Plan(ROOT, Settings(profile=profile)) for profile in PROFILES)
    for question, keys in EXPERIMENTS.items():
        for key in keys:
            name = f"{question}.{key}"
            assert quick.runs[name].function == paper.runs[name].function
            parts = [
                {
                    arg: value["part"]
                    for arg, value in plan.spec(plan.runs[name]).arguments.items()
                    if _is_part(value)
                }
                for plan in (quick, paper)
            ]
            assert parts[0] == parts[1]


def _is_part(value: object) -> bool:
    return isinstance(value, dict) and "part" in value


def test_every_row_of_question_2_has_the_same_budget(plan: Plan) -> None:
    budgets = {
        tuple(plan.spec(plan.runs[f"q2.{key}"]).arguments[name] for name in ("size", "epochs", "batch", "lr"))
        for key in EXPERIMENTS["q2"]
    }
    assert len(budgets) == 1


def test_the_optimisers_of_question_3_differ_in_nothing_else(plan: Plan) -> None:
    said = [dict(plan.spec(plan.runs[f"q3.{key}"]).arguments) for key in EXPERIMENTS["q3"]]
    for arguments in said:
        for name in ("optimiser", "momentum", "batch"):
            arguments.pop(name)
    assert all(arguments == said[0] for arguments in said)


def test_paper_follows_the_protocol() -> None:
    plan = Plan(ROOT, Settings(profile="paper"))
    said = {name: plan.spec(run).arguments for name, run in plan.runs.items()}
    assert said["q1.svm"]["svm"]["arguments"]["C"] == 3.0
    tuned = said["q1.finetune"]
    assert (tuned["train_from"], tuned["epochs"], tuned["batch"], tuned["lr"]) == (
        "layer4.2.conv3",
        10,
        32,
        1e-3,
    )
    assert (tuned["size"], said["q3.adam"]["size"], said["q3.adam"]["epochs"]) == (128, 128, 20)
    assert said["q3.adam"]["model"]["arguments"]["widths"] == [128, 64, 32]
    assert [said[f"q3.{key}"]["batch"] for key in ("sgd", "minibatch_sgd")] == [1, 32]


def test_seeds_make_runs_of_their_own_and_data_is_made_once() -> None:
    plan = Plan(ROOT, Settings(seeds=3))
    seeded = [name for name in plan.runs if "@" in name]
    assert len(seeded) == 2 * sum(map(len, EXPERIMENTS.values()))
    assert {name.partition("@")[2] for name in seeded} == {"1", "2"}


def test_each_line_of_a_figure_knows_its_own_run() -> None:
    plan = Plan(ROOT, Settings())
    behind = plan.behind(plan.exhibits["figures", "q2.losses"].call)
    assert behind["cross-entropy, ResNet-18"] == ["q2.resnet_ce"]
    assert behind["cross-entropy"] == ["q2.densenet_ce", "q2.resnet_ce"]
    assert len(behind[""]) == 5


def test_the_name_of_a_run_is_not_in_its_fingerprint() -> None:
    plan = Plan(ROOT, Settings())
    run = plan.runs["q3.adam"]
    assert plan.spec(run.named("other")).fingerprint == plan.spec(run).fingerprint


def test_a_cut_asks_for_fewer_images_and_epochs_of_the_same_experiments() -> None:
    whole = Plan(ROOT, Settings(profile="paper"))
    cut = Plan(ROOT, Settings(profile="paper", images=4000, epochs=15))
    for name in ("q1.svm", "q2.resnet_ce", "q3.adam"):
        arguments = [plan.spec(plan.runs[name]).arguments for plan in (whole, cut)]
        assert {key for key in arguments[0] if arguments[0][key] != arguments[1][key]} <= {"data", "epochs"}
        assert cut.arguments(name)["data"] == whole.arguments(name)["data"] + "_cut"
        assert cut.arguments(cut.arguments(name)["data"])["most"] == 4000
    assert [cut.arguments(name)["epochs"] for name in ("q2.resnet_ce", "q3.adam")] == [10, 15]


def test_a_cut_of_epochs_holds_for_pretraining_too() -> None:
    for epochs, spent in ((1, {1}), (3, {2, 3}), (None, {2, 4})):
        plan = Plan(ROOT, Settings(profile="paper", weights="glyphs", epochs=epochs))
        said = [
            plan.arguments(name)["epochs"]
            for name in plan.runs
            if name.endswith("_glyphs") and "pre" not in name
        ]
        assert set(said) == spent


def test_without_imagenet_weights_the_same_networks_are_pretrained_here() -> None:
    plan = Plan(ROOT, Settings(profile="paper", weights="glyphs"))
    for name in ("q1.finetune", "q2.densenet_ce", "q2.resnet_ce"):
        said = plan.arguments(name)
        backbone = plan.arguments(said["backbone"])
        assert said["backbone"].endswith("_glyphs")
        assert (backbone["model"], backbone["channels"]) == (said["model"], 3)
    assert not [run for run in plan.runs.values() if run.function == "lab.imagenet_weights:read"]


def test_only_paper_trains_and_keeps_in_half_precision() -> None:
    for profile, precision in (("quick", "single"), ("paper", "half")):
        plan = Plan(ROOT, Settings(profile=profile))
        said = [plan.arguments(f"{question}.{key}") for question, keys in EXPERIMENTS.items() for key in keys]
        assert {arguments["precision"] for arguments in said} == {precision}


def test_the_pages_assert_nothing_by_hand(plan: Plan) -> None:
    pages = Pages(Build(plan))
    assert [str(each) for each in lint.findings(pages, [])] == []
