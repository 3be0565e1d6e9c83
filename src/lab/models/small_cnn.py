"""A small convolutional network: three convolutions and a linear layer, on which the optimisers race."""

from torch import nn


def small_cnn(
    *, classes: int, channels: int = 3, widths: tuple[int, int, int] = (128, 64, 32)
) -> nn.Sequential:
    """Give the network; its input (N, channels, H, W) needs H and W of 32 or more, a multiple of 32."""
    first, second, third = widths
    return nn.Sequential(
        nn.Conv2d(channels, first, 3, padding=1, bias=False),
        nn.BatchNorm2d(first),
        nn.ReLU(inplace=True),
        nn.MaxPool2d(2),
        nn.Conv2d(first, second, 3, padding=1),
        nn.ReLU(inplace=True),
        nn.MaxPool2d(2),
        nn.Conv2d(second, third, 3, padding=1, bias=False),
        nn.BatchNorm2d(third),
        nn.ReLU(inplace=True),
        nn.AdaptiveAvgPool2d(8),
        nn.Flatten(),
        nn.Linear(third * 8 * 8, classes),
    )
