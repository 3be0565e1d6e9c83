"""A small convolutional network: three convolutions and a linear layer, on which the optimisers race.

    max(0, max_i x_i) = max_i max(0, x_i)

so that pooling before the ReLU gives the same outputs and gradients as after it, from a quarter of the work:
most of a step on a large image is not convolution.
"""

from torch import nn


def small_cnn(
    *, classes: int, channels: int = 3, widths: tuple[int, int, int] = (128, 64, 32)
) -> nn.Sequential:
    """Give the network; its input (N, channels, H, W) needs H and W of 32 or more, a multiple of 32."""
    first, second, third = widths
    return nn.Sequential(
        nn.Conv2d(channels, first, 3, padding=1, bias=False),
        nn.BatchNorm2d(first),
        nn.MaxPool2d(2),
        nn.ReLU(inplace=True),
        nn.Conv2d(first, second, 3, padding=1),
        nn.MaxPool2d(2),
        nn.ReLU(inplace=True),
        nn.Conv2d(second, third, 3, padding=1, bias=False),
        nn.BatchNorm2d(third),
        nn.ReLU(inplace=True),
        nn.AdaptiveAvgPool2d(8),
        nn.Flatten(),
        nn.Linear(third * 8 * 8, classes),
    )
