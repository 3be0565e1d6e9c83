"""The small network, counted by hand."""

import torch

from lab.models.small_cnn import small_cnn


def test_its_parameters_are_those_of_the_protocol():
    first = 3 * 128 * 9 + 2 * 128
    second = 128 * 64 * 9 + 64
    third = 64 * 32 * 9 + 2 * 32
    head = 32 * 8 * 8 * 2 + 2
    assert sum(p.numel() for p in small_cnn(classes=2).parameters()) == first + second + third + head


def test_a_32_pixel_image_is_large_enough():
    assert small_cnn(classes=10, channels=1, widths=(8, 8, 8))(torch.zeros(2, 1, 32, 32)).shape == (2, 10)


def test_pooling_before_the_relu_is_pooling_after_it():
    torch.manual_seed(0)
    network = small_cnn(classes=2, widths=(8, 8, 4))
    layers = list(network)
    layers[2:4], layers[5:7] = layers[3:1:-1], layers[6:4:-1]
    assert [type(layer).__name__ for layer in layers[2:4]] == ["ReLU", "MaxPool2d"]
    images = torch.randn(4, 3, 32, 32)
    for module in (network, torch.nn.Sequential(*layers)):
        module.zero_grad()
        answer = module(images)
        answer.square().sum().backward()
        given = [answer.detach(), *(p.grad.clone() for p in network.parameters())]
        if module is network:
            ours = given
    torch.testing.assert_close(ours, given)
