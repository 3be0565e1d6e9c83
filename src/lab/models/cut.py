"""A network cut in two: a frozen prefix, run once per image, and a tail that trains.

What is frozen stays wholly frozen, its batch-norm statistics too: the prefix is in evaluation mode for good.
"""

from collections.abc import Callable

from torch import Tensor, nn

Step = Callable[[Tensor], Tensor]


def before(model: nn.Module, first: str) -> Step:
    """Give the forward pass from the image to just before the step `first`."""
    steps = model.steps()
    return chain([steps[name] for name in list(steps)[: position(steps, first)]])


def between(model: nn.Module, first: str, last: str) -> Step:
    """Give the forward pass from the step `first` to just before the step `last`."""
    steps = model.steps()
    return chain([steps[name] for name in list(steps)[position(steps, first) : position(steps, last)]])


def position(steps: dict[str, Step], name: str) -> int:
    """Say where the step `name` is, or which there are."""
    if name not in steps:
        raise ValueError(f'the network cannot be cut at "{name}"; choose one of {", ".join(steps)}')
    return list(steps).index(name)


def chain(steps: list[Step]) -> Step:
    """Give the steps as one."""

    def run(x: Tensor) -> Tensor:
        for step in steps:
            x = step(x)
        return x

    return run


def freeze_before(model: nn.Module, first: str) -> nn.ModuleList:
    """Freeze every layer defined before `first`; give the layers that train, without the head.

    A layer is a module that holds parameters of its own; layers stand in the order of their definition.
    """
    model.eval().requires_grad_(False)
    layers = [(name, module) for name, module in model.named_modules() if module._parameters]
    names = [name for name, _ in layers]
    starts = [i for i, name in enumerate(names) if name == first or name.startswith(first + ".")]
    if not starts:
        raise ValueError(f'no layer "{first}" to train from; the layers are {", ".join(names)}')
    tail = [module for name, module in layers[starts[0] :] if name != model.head]
    return nn.ModuleList(tail).requires_grad_(True)


def headless(model: nn.Module) -> nn.ModuleList:
    """Give the model's parts without its head."""
    return nn.ModuleList(part for name, part in model.named_children() if name != model.head)
