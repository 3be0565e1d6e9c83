import pytest
import torch

from lab.losses import center


def example() -> tuple[center.Center, torch.Tensor, torch.Tensor]:
    torch.manual_seed(0)
    loss = center.Center(classes=3, dimension=4).double()
    return loss, torch.randn(6, 4, dtype=torch.float64), torch.tensor([0, 1, 1, 0, 1, 0])


def test_it_is_half_the_mean_squared_distance_to_the_centers():
    loss, x, labels = example()
    by_loops = 0.0
    for embedding, label in zip(x, labels, strict=True):
        by_loops += sum(
            (a - c) ** 2 for a, c in zip(embedding.tolist(), loss.centers[label].tolist(), strict=True)
        )
    assert loss(x, labels).item() == pytest.approx(by_loops / (2 * len(x)), abs=1e-12)


def test_gradients_of_embeddings_and_centers_equal_finite_differences():
    loss, x, labels = example()

    def value(embeddings, centers):
        return torch.func.functional_call(loss, {"centers": centers}, (embeddings, labels))

    assert torch.autograd.gradcheck(value, (x.requires_grad_(), loss.centers))


def test_the_centers_learn_the_means_of_their_classes():
    loss, x, labels = example()
    optimiser = torch.optim.SGD(loss.parameters(), lr=1.0)
    for _ in range(200):
        optimiser.zero_grad()
        loss(x, labels).backward()
        optimiser.step()
    for k in (0, 1):
        torch.testing.assert_close(loss.centers[k].detach(), x[labels == k].mean(dim=0))


def test_a_class_absent_from_the_batch_keeps_its_center():
    loss, x, labels = example()
    loss(x, labels).backward()
    assert loss.centers.grad[2].count_nonzero() == 0
    assert loss.centers.grad[0].count_nonzero() == 4


def test_the_initial_centers_have_length_one_in_the_mean():
    torch.manual_seed(0)
    squared = center.Center(classes=2000, dimension=16).centers.detach().square().sum(dim=1)
    assert squared.mean().item() == pytest.approx(1, abs=0.05)
