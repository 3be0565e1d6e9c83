"""What ranks results is found outside a claim; what is true by its making is not."""

from __future__ import annotations

import pytest

from literate.lint import comparatives, prose

RANKING = [
    "Adam is the best optimiser.",
    "Adam has a higher accuracy.",
    "SGD comes last.",
    "DenseNet is much more accurate.",
    "DenseNet outperforms ResNet.",
    "The loss falls quickly, the curve of Adam too.",
    "Momentum comes out on top.",
    "Adam has the edge here.",
    "It does as well as SGD.",
    "They are comparable.",
    "SGD is second to none.",
    "There is no difference between them.",
    "The SVM is not as good as the network.",
    "Its scores are the lowest.",
    "It converges sooner.",
    "The quickest is Adam.",
    "The accuracy of Adam increases with the epochs.",
    "Adam wins.",
    "Its recall exceeds that of SGD.",
    "The center loss is superior.",
    "Fine-tuning improves the accuracy.",
    "The two reach the same accuracy.",
    "It is the strongest baseline.",
    "Its calibration is worse.",
    "Adam takes the lead after an epoch.",
    "SGD lags behind.",
    "SGD needs fewer steps.",
    "SGD is slower.",
    "Adam matches the accuracy of momentum.",
    "The gap is wider for SGD.",
    "It performs equally well.",
    "It ranks third.",
    "Its accuracy is above that of SGD.",
    "The most confused class is the cat.",
    "The least accurate is SGD.",
    "Recall drops for dogs.",
    "The triplet loss hurts.",
    "The embedding is more compact.",
    "SGD never catches up.",
    "Their scores are nearly identical.",
    "This beats the baseline.",
    "Momentum is preferable.",
    "DenseNet dominates.",
    "The loss of Adam is smaller.",
    "A clear improvement is seen.",
    "ResNet is inferior to it.",
    "Accuracy rises steadily.",
    "Results degrade without it.",
    "The SVM does worse than chance.",
    "It is a close second.",
    "It yields greater accuracy.",
    "It generalises better.",
]
CHECKED = [
    "[Adam is best]{? adam.test is best | else Adam is not best}.",
    "[A larger batch might be better.]{conjecture}",
    "DenseNet is {{ compare(densenet.test, resnet.test) }} ResNet.",
]
BY_ITS_MAKING = [
    "The class {{ svm.worst_class }} has the lowest recall, {{ svm.worst }}.",
    '{{ key([a.test, b.test] | max, "best of the optimisers") }}',
    "The epoch of best validation accuracy is kept.",
    "Best in each column in bold.",
    "ROC curves: best class in blue, two worst in red.",
    "Scatter within classes (lower is tighter).",
    "The nearest neighbour and the latest version are used, at most once.",
    "The greatest score is the label.",
    "The more general form is in the appendix.",
    "Accuracy falls by {{ a.test - b.test | points }}.",
    "[The surest mistakes]{literal} are shown.",
]


@pytest.mark.parametrize("text", RANKING)
def test_a_comparison_outside_a_claim_is_found(text: str) -> None:
    assert list(comparatives.find(prose.read(text)))


@pytest.mark.parametrize("text", [*CHECKED, *BY_ITS_MAKING])
def test_what_is_checked_or_true_by_its_making_is_not(text: str) -> None:
    assert not list(comparatives.find(prose.read(text)))


def test_what_follows_a_claim_is_not_covered_by_it() -> None:
    (found,) = comparatives.find(
        prose.read("[Adam is best]{? adam.test is best}, and SGD is slower.", "q3.md.j2")
    )
    assert "“slower”" in found.what
    assert "{? adam.test > sgd.test}" in found.instead


def test_a_sentence_is_warned_of_once_a_line() -> None:
    assert len(list(comparatives.find(prose.read("It is better and faster and stronger.")))) == 1
