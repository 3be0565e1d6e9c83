"""Numbers typed by hand are found, whatever form they take; names, dates and what a claim checks are not."""

from __future__ import annotations

import pytest

from literate.lint import numbers, prose

TYPED = [
    "Adam reaches 97.2% on the test set.",
    "The accuracy was **0.93** at the end.",
    "The accuracy was _0.93_ at the end.",
    "Two thirds of the images are right.",
    "A quarter of the errors are cats.",
    "One in five images is wrong.",
    "There are twice as many errors.",
    "It reaches ninety-one percent.",
    "The loss is 8.7e-2 now.",
    "About 10k images are used.",
    "It took an order of magnitude of time.",
    "Roughly a tenth of the classes vanish.",
    "It is 12 points off.",
    "Only two of the classes are confused.",
    "Accuracy is $0.697$ here.",
    "Accuracy is $\\approx 95\\%$ here.",
    "An accuracy of {{ 0.97 }} was seen.",
    "{% set best = 0.93 %}",
    "Training runs for 20 epochs.",
    "After twenty epochs it stops.",
    "With a batch size of 32 it learns.",
    "The learning rate is 10⁻³ here.",
    "The worst class is 8 here.",
    "The epoch 3 was kept.",
    "There are 8 000 test images.",
    "See Figure 2 for this.",
    "It is right on 359 of 360 images.",
    "It ends at 0.97/0.96 for both.",
    "It is (0.93) there.",
    "The AUC is 1.0 everywhere.",
    "The AUC is .99 everywhere.",
    "Its accuracy is 0,93 there.",
    "a score of 93 per cent",
    "Four fifths of the test set",
    "a threefold speed",
    "an accuracy in the nineties",
    "Only one class is never predicted: six are.",
    "A drop of about three percentage points.",
    "Training needed half an hour.",
    "a dozen images",
    "Its error is about half that of the other.",
    "In 2019 images it failed.",
    "| Adam | 0.912 |",
    "The network has 23.5 million parameters.",
    "It needs 3 hours 12 minutes.",
    "Accuracy: 94.",
    "± 0.4 points",
]
HONEST = [
    "ResNet-50 and DenseNet-121 were trained on STL-10.",
    "In Question 2, part 1, we saw this [@he2016].",
    "Published in 2017 (2017), on 3 March 2026.",
    "The labels are in [@he2016, Table 2].",
    'See {{ ref("loss") }} for `lr = 0.1`.',
    "Bars run from 0 to 1.",
    "A 3×3 convolution follows, then 2 × 2 pooling.",
    "The 95 % confidence interval is shown.",
    "1. First item",
    "## 4.1 Method",
    "The images are shown one at a time.",
    "Each pair of classes votes rather than one class against the rest.",
    "The F1 score and the top-5 accuracy are defined in Section 3.2.",
    "Python 3.11 and torch 2.15 were used.",
    "The three networks share one head, and no two are equal.",
    "{## a remark: 0.97 ##}",
    "{## as before: {{ 0.97 }} and {% set best = 0.97 %} ##}",
    "The weights are [32]{literal} bit wide.",
    "The constant is $1$, the sum $x_1 + x_2$.",
]


@pytest.mark.parametrize("text", TYPED)
def test_a_number_typed_by_hand_is_found(text: str) -> None:
    assert list(numbers.find(prose.read(text)))


@pytest.mark.parametrize("text", HONEST)
def test_a_number_that_states_no_result_is_not(text: str) -> None:
    assert not list(numbers.find(prose.read(text)))


def test_a_number_that_the_claim_checks_is_bound_and_another_is_not() -> None:
    checked = "[Momentum is within 2 points of it]{? momentum.test ~ adam.test within 2 points}"
    assert not list(numbers.find(prose.read(checked)))
    assert not list(numbers.find(prose.read("[It is above 90 %]{? adam.test > 0.9}")))
    (found,) = numbers.find(prose.read("[It reaches 0.97 and is above 0.9]{? adam.test > 0.9}"))
    assert "“0.97”" in found.what


def test_a_conjecture_may_guess_a_count_but_not_state_a_score() -> None:
    assert not list(numbers.find(prose.read("[It may need two hundred epochs.]{conjecture}")))
    assert list(numbers.find(prose.read("[It reaches 0.97, perhaps by chance.]{conjecture}")))


def test_the_finding_says_where_and_what_to_quote_instead() -> None:
    text = "One.\n\nAdam reaches 97.2 % on\nthe test set.\n"
    known = {"sgd.test": 0.9722, "adam.train": 0.98, "adam.test": 0.97222}
    (found,) = numbers.find(prose.read(text, "q3.md.j2"), known)
    assert str(found).startswith("q3.md.j2:3  number")
    assert "write {{ adam.test }}" in str(found)
    (found,) = numbers.find(prose.read("See Figure 2."))
    assert found.instead == 'write {{ ref("name") }}'
