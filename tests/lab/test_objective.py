"""The sum of losses, term by term."""

import torch

from lab.losses.center import Center
from lab.losses.cross_entropy import CrossEntropy
from lab.losses.triplet import BatchHard
from lab.objective import Objective

EMBEDDINGS, LOGITS, LABELS = torch.randn(6, 4), torch.randn(6, 3), torch.tensor([0, 0, 1, 1, 2, 2])


def test_the_losses_are_added_and_the_center_weighted():
    torch.manual_seed(0)
    together = Objective(
        classes=3, width=4, cross_entropy=CrossEntropy, triplet=BatchHard, center=Center, weight=0.5
    )
    apart = (
        CrossEntropy()(LOGITS, LABELS)
        + BatchHard()(EMBEDDINGS, LABELS)
        + 0.5 * together.center(EMBEDDINGS, LABELS)
    )
    torch.testing.assert_close(together(EMBEDDINGS, LOGITS, LABELS), apart)


def test_a_loss_that_is_not_asked_for_is_not_there():
    alone = Objective(classes=3, width=4, cross_entropy=CrossEntropy)
    torch.testing.assert_close(alone(EMBEDDINGS, LOGITS, LABELS), CrossEntropy()(LOGITS, LABELS))
    assert not list(alone.parameters())
