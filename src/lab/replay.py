"""A training step recorded once as a CUDA graph and replayed: in a batch of one, launching kernels is the work.

Nguyen et al., Accelerating PyTorch with CUDA graphs, 2021. What is recorded are addresses: weights, moments,
input and labels stay where they are, and each replay reads and writes them there. The learning rate is
recorded as a number, so that it has to be constant.
"""

from collections.abc import Callable

import torch
from torch import Tensor, nn

from lab import memory

Loss = Callable[[Tensor, Tensor], tuple[Tensor, Tensor]]
Take = Callable[[], tuple[Tensor, Tensor]]
WARM_UP = 3  # steps in which libraries choose and allocate; PyTorch's notes on CUDA graphs ask for some


class Replay:
    """A step of an optimiser that has taken at least one, so that its moments are there.

    Where it cannot be recorded, though memory is not full, it is taken as any other, and the log says so.
    """

    def __init__(
        self, network: nn.Module, optimiser: torch.optim.Optimizer, loss: Loss, inputs: Tensor, labels: Tensor
    ) -> None:
        self.inputs, self.labels, self.graph = inputs.clone(), labels.clone(), None
        self.take = lambda: step(optimiser, loss, self.inputs, self.labels)
        place = [*network.state_dict().values(), *moments(optimiser)]
        before = [tensor.clone() for tensor in place]
        try:
            self.graph, self.said = record(self.take, inputs.device)
        except RuntimeError as error:
            if memory.is_full(error):
                raise
            print(
                f"a step cannot be recorded, and is taken as it comes: {memory.first_line(error)}", flush=True
            )
        finally:
            with torch.no_grad():
                for tensor, value in zip(place, before, strict=True):
                    tensor.copy_(value)

    def __call__(self, inputs: Tensor, labels: Tensor) -> tuple[Tensor, Tensor]:
        """Take a step on a batch of the recorded shape; give its loss and how many are right."""
        self.inputs.copy_(inputs)
        self.labels.copy_(labels)
        if self.graph is None:
            return self.take()
        self.graph.replay()
        loss, right = self.said
        return loss.clone(), right.clone()


def record(take: Take, device: torch.device) -> tuple[torch.cuda.CUDAGraph, tuple[Tensor, Tensor]]:
    """Take some steps, then record one, all on one stream beside the current one; give it and what it will say."""
    graph = torch.cuda.CUDAGraph()
    with torch.cuda.device(device):
        current, aside = torch.cuda.current_stream(), torch.cuda.Stream()
        aside.wait_stream(current)
        try:
            with torch.cuda.stream(aside):
                for _ in range(WARM_UP):
                    take()
            with torch.cuda.graph(graph, stream=aside):
                said = take()
        finally:
            # A recording that fails to begin leaves its stream the current one.
            torch.cuda.set_stream(current)
            current.wait_stream(aside)
    return graph, said


def step(
    optimiser: torch.optim.Optimizer, loss: Loss, inputs: Tensor, labels: Tensor
) -> tuple[Tensor, Tensor]:
    """Take one step; give the loss before it and how many of the batch were right."""
    value, right = loss(inputs, labels)
    optimiser.zero_grad(set_to_none=True)
    value.backward()
    optimiser.step()
    return value.detach(), right


def moments(optimiser: torch.optim.Optimizer) -> list[Tensor]:
    """Give all tensors that the optimiser keeps from step to step."""
    return [v for slots in optimiser.state.values() for v in slots.values() if isinstance(v, Tensor)]
