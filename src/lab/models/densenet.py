"""Densely connected networks: every layer reads all layers before it.

    x_l = H_l([x_0, x_1, …, x_{l−1}])      Huang et al., 2016, arXiv:1608.06993

Parameters are named as torchvision names them and equal weights give equal outputs, so its weights load
as they are. `growth` and `stem` make the same depth and topology small enough for small images.
"""

from collections import OrderedDict
from collections.abc import Callable

import torch
from torch import Tensor, nn
from torch.nn.functional import relu

DEPTHS = (6, 12, 24, 16)  # DenseNet-121


class DenseLayer(nn.Module):
    """A 1×1 and a 3×3 convolution whose `growth` new channels are put beside the input's."""

    def __init__(self, inputs: int, growth: int) -> None:
        super().__init__()
        self.norm1 = nn.BatchNorm2d(inputs)
        self.conv1 = nn.Conv2d(inputs, 4 * growth, 1, bias=False)
        self.norm2 = nn.BatchNorm2d(4 * growth)
        self.conv2 = nn.Conv2d(4 * growth, growth, 3, padding=1, bias=False)

    def forward(self, x: Tensor) -> Tensor:  # (N, inputs, H, W)
        out = self.conv1(relu(self.norm1(x)))
        out = self.conv2(relu(self.norm2(out)))
        return torch.cat((x, out), dim=1)  # (N, inputs + growth, H, W)


class Transition(nn.Sequential):
    """Half the channels and a quarter of the pixels, between two dense blocks."""

    def __init__(self, inputs: int) -> None:
        super().__init__(
            OrderedDict(
                norm=nn.BatchNorm2d(inputs),
                relu=nn.ReLU(inplace=True),
                conv=nn.Conv2d(inputs, inputs // 2, 1, bias=False),
                pool=nn.AvgPool2d(2),
            )
        )


class DenseNet121(nn.Module):
    """Four dense blocks of 6, 12, 24 and 16 layers, then a mean over the image and a linear head.

    `head` names the last layer; `steps` is the forward pass, step by step.
    """

    head = "classifier"

    def __init__(self, *, classes: int, channels: int, growth: int, stem: str) -> None:
        super().__init__()
        if stem not in ("imagenet", "small"):
            raise ValueError(f'stem is "{stem}"; choose "imagenet" (7×7 and a pool) or "small" (3×3)')
        layers = begin(channels, 2 * growth, stem)
        width = 2 * growth
        for number, depth in enumerate(DEPTHS, start=1):
            layers[f"denseblock{number}"] = block(width, depth, growth)
            width += depth * growth
            if number < len(DEPTHS):
                layers[f"transition{number}"] = Transition(width)
                width //= 2
        layers["norm5"] = nn.BatchNorm2d(width)
        self.features = nn.Sequential(layers)
        self.classifier = nn.Linear(width, classes)
        initialise(self)

    def forward(self, images: Tensor) -> Tensor:  # (N, channels, H, W)
        for step in self.steps().values():
            images = step(images)
        return images  # (N, classes)

    def steps(self) -> dict[str, Callable[[Tensor], Tensor]]:
        """Give the forward pass as steps, each named for its first layer: a network can be cut before any."""
        *early, block4, norm5 = self.features
        return {
            "features.conv0": nn.Sequential(*early),
            "features.denseblock4": block4[:-1],
            "features.denseblock4.denselayer16": block4[-1],
            "features.norm5": lambda x: relu(norm5(x)).mean(dim=(2, 3)),
            "classifier": self.classifier,
        }


def begin(channels: int, width: int, stem: str) -> OrderedDict[str, nn.Module]:
    """Give the stem: a strided convolution and, for large images, a pool."""
    size = 7 if stem == "imagenet" else 3
    layers: OrderedDict[str, nn.Module] = OrderedDict(
        conv0=nn.Conv2d(channels, width, size, 2, padding=size // 2, bias=False),
        norm0=nn.BatchNorm2d(width),
        relu0=nn.ReLU(inplace=True),
    )
    if stem == "imagenet":
        layers["pool0"] = nn.MaxPool2d(3, 2, 1)
    return layers


def block(inputs: int, depth: int, growth: int) -> nn.Sequential:
    """Give a dense block of `depth` layers."""
    layers = ((f"denselayer{i + 1}", DenseLayer(inputs + i * growth, growth)) for i in range(depth))
    return nn.Sequential(OrderedDict(layers))


def initialise(net: DenseNet121) -> None:
    """Draw the weights as the paper's code does."""
    for module in net.modules():
        if isinstance(module, nn.Conv2d):
            nn.init.kaiming_normal_(module.weight)
        if isinstance(module, nn.Linear):
            nn.init.zeros_(module.bias)


def densenet121(*, classes: int, channels: int = 3, growth: int = 32, stem: str = "imagenet") -> DenseNet121:
    """Give DenseNet-121, 32 · `growth` features an image."""
    return DenseNet121(classes=classes, channels=channels, growth=growth, stem=stem)
