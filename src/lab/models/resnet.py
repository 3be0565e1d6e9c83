"""Residual networks: every block learns what to add to its input.

    y = relu(x + F(x))        He et al., 2015, arXiv:1512.03385

Parameters are named as torchvision names them and equal weights give equal outputs, so its weights load
as they are. `width` and `stem` make the same depth and topology small enough for small images.
"""

from collections.abc import Callable

import torch
from torch import Tensor, nn
from torch.nn.functional import relu


def conv(inputs: int, outputs: int, size: int, stride: int = 1) -> nn.Conv2d:
    """Give a convolution without bias that keeps the image's size but for its stride."""
    return nn.Conv2d(inputs, outputs, size, stride, padding=size // 2, bias=False)


class BasicBlock(nn.Module):
    """Two 3×3 convolutions beside a shortcut: ResNet-18."""

    expansion = 1

    def __init__(self, inputs: int, width: int, stride: int) -> None:
        super().__init__()
        self.conv1 = conv(inputs, width, 3, stride)
        self.bn1 = nn.BatchNorm2d(width)
        self.conv2 = conv(width, width, 3)
        self.bn2 = nn.BatchNorm2d(width)
        self.downsample = shortcut(inputs, width, stride)

    def forward(self, x: Tensor) -> Tensor:  # (N, inputs, H, W)
        out = relu(self.bn1(self.conv1(x)))
        return relu(self.bn2(self.conv2(out)) + self.downsample(x))  # (N, width, H / stride, W / stride)


class Bottleneck(nn.Module):
    """A 1×1, a 3×3 and a 1×1 convolution beside a shortcut: ResNet-50.

    Its forward is two halves, so that the network can be cut before the last convolution.
    """

    expansion = 4

    def __init__(self, inputs: int, width: int, stride: int) -> None:
        super().__init__()
        self.conv1 = conv(inputs, width, 1)
        self.bn1 = nn.BatchNorm2d(width)
        self.conv2 = conv(width, width, 3, stride)
        self.bn2 = nn.BatchNorm2d(width)
        self.conv3 = conv(width, 4 * width, 1)
        self.bn3 = nn.BatchNorm2d(4 * width)
        self.downsample = shortcut(inputs, 4 * width, stride)

    def forward(self, x: Tensor) -> Tensor:
        return self.widen(self.narrow(x))

    def narrow(self, x: Tensor) -> Tensor:
        """Give what the last convolution reads, and the shortcut that is added to it, in one tensor."""
        out = relu(self.bn1(self.conv1(x)))
        out = relu(self.bn2(self.conv2(out)))
        return torch.cat((out, self.downsample(x)), dim=1)  # (N, width + 4 width, H, W)

    def widen(self, both: Tensor) -> Tensor:
        """Convolve the first part of `both` and add the second."""
        out, x = both.split((self.conv3.in_channels, self.conv3.out_channels), dim=1)
        return relu(self.bn3(self.conv3(out)) + x)  # (N, 4 width, H, W)


def shortcut(inputs: int, outputs: int, stride: int) -> nn.Sequential:
    """Give the identity, or a 1×1 convolution where the shape changes."""
    if stride == 1 and inputs == outputs:
        return nn.Sequential()
    return nn.Sequential(conv(inputs, outputs, 1, stride), nn.BatchNorm2d(outputs))


class ResNet(nn.Module):
    """Four stages of blocks, each twice as wide as the last, then a mean over the image and a linear head.

    `head` names the last layer; `steps` is the forward pass, step by step.
    """

    head = "fc"

    def __init__(
        self,
        block: type[BasicBlock] | type[Bottleneck],
        depths: tuple[int, int, int, int],
        *,
        classes: int,
        channels: int,
        width: int,
        stem: str,
        zero_init: bool,
    ) -> None:
        super().__init__()
        if stem not in ("imagenet", "small"):
            raise ValueError(f'stem is "{stem}"; choose "imagenet" (7×7 and a pool) or "small" (3×3)')
        size, self.pooled = (7, True) if stem == "imagenet" else (3, False)
        self.conv1 = conv(channels, width, size, 2)
        self.bn1 = nn.BatchNorm2d(width)
        self.layer1 = stage(block, depths[0], width, width, 1)
        self.layer2 = stage(block, depths[1], width * block.expansion, width * 2, 2)
        self.layer3 = stage(block, depths[2], width * block.expansion * 2, width * 4, 2)
        self.layer4 = stage(block, depths[3], width * block.expansion * 4, width * 8, 2)
        self.fc = nn.Linear(width * block.expansion * 8, classes)
        initialise(self, zero_init)

    def forward(self, images: Tensor) -> Tensor:  # (N, channels, H, W)
        for step in self.steps().values():
            images = step(images)
        return images  # (N, classes)

    def steps(self) -> dict[str, Callable[[Tensor], Tensor]]:
        """Give the forward pass as steps, each named for its first layer: a network can be cut before any."""
        last = self.layer4[-1]
        if isinstance(last, Bottleneck):
            tail = {"layer4.2": last.narrow, "layer4.2.conv3": last.widen}
        else:
            tail = {"layer4.1": last}
        return {
            "conv1": self.begin,
            "layer1": self.layer1,
            "layer2": self.layer2,
            "layer3": self.layer3,
            "layer4": self.layer4[:-1],
            **tail,
            "avgpool": lambda x: x.mean(dim=(2, 3)),
            "fc": self.fc,
        }

    def begin(self, images: Tensor) -> Tensor:
        """Apply the stem: a strided convolution and, for large images, a pool."""
        x = relu(self.bn1(self.conv1(images)))
        return nn.functional.max_pool2d(x, 3, 2, 1) if self.pooled else x


def stage(
    block: type[BasicBlock] | type[Bottleneck], depth: int, inputs: int, width: int, stride: int
) -> nn.Sequential:
    """Give `depth` blocks, the first of which changes the shape."""
    first = block(inputs, width, stride)
    return nn.Sequential(first, *(block(width * block.expansion, width, 1) for _ in range(depth - 1)))


def initialise(net: ResNet, zero_init: bool) -> None:
    """Draw the weights as He et al. do; with `zero_init` every block begins as the identity."""
    for module in net.modules():
        if isinstance(module, nn.Conv2d):
            nn.init.kaiming_normal_(module.weight, mode="fan_out", nonlinearity="relu")
        if zero_init and isinstance(module, BasicBlock):
            nn.init.zeros_(module.bn2.weight)
        if zero_init and isinstance(module, Bottleneck):
            nn.init.zeros_(module.bn3.weight)


def resnet18(
    *, classes: int, channels: int = 3, width: int = 64, stem: str = "imagenet", zero_init: bool = False
) -> ResNet:
    """Give ResNet-18, 8 · `width` features an image."""
    args = {"classes": classes, "channels": channels, "width": width, "stem": stem, "zero_init": zero_init}
    return ResNet(BasicBlock, (2, 2, 2, 2), **args)


def resnet50(
    *, classes: int, channels: int = 3, width: int = 64, stem: str = "imagenet", zero_init: bool = False
) -> ResNet:
    """Give ResNet-50, 32 · `width` features an image."""
    args = {"classes": classes, "channels": channels, "width": width, "stem": stem, "zero_init": zero_init}
    return ResNet(Bottleneck, (3, 4, 6, 3), **args)
