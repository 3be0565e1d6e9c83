"""The networks that questions 1 and 2 start from.

Offline there are no ImageNet weights: in the quick profile each network is pretrained here, narrower and with a stem
for small images but of the same depth and topology, on glyphs of none of the classes it is used for. With
`weights = "glyphs"` the paper profile does so too, with its whole networks.
"""

from literate.call import Call, Source, call, naming, run
from literate.settings import Settings
from tasks import cut
from tasks.data import PRETRAINING

with naming():
    from lab import imagenet_weights, pretrain
    from lab.models import densenet, resnet

# What does not train is run and kept in half precision in paper; in quick it is too small to gain by it.
PRECISION = {"quick": "single", "paper": "half"}
RESNET50 = {
    "quick": call(resnet.resnet50, width=16, stem="small", zero_init=True),
    "paper": call(resnet.resnet50),
}
RESNET18 = {
    "quick": call(resnet.resnet18, width=16, stem="small", zero_init=True),
    "paper": call(resnet.resnet18),
}
DENSENET121 = {
    "quick": call(densenet.densenet121, growth=8, stem="small"),
    "paper": call(densenet.densenet121),
}


def published(file: str, sha256: str, size: int) -> Source:
    """Weights that torchvision publishes; the file's name ends in the start of its SHA-256."""
    return Source(file, f"https://download.pytorch.org/models/{file}", f"sha256:{sha256}", size)


# The publisher states the start of a checksum; the whole is what many state who have fetched the file.
IMAGENET = {
    "resnet50": published(
        "resnet50-0676ba61.pth",
        "0676ba61b6795bbe1773cffd859882e5e297624d384b6993f7c9e683e722fb8a",
        102_530_333,
    ),
    "resnet18": published(
        "resnet18-f37072fd.pth",
        "f37072fd47e89c5e827621c5baffa7500819f7896bbacec160b1a16c560e07ec",
        46_830_571,
    ),
    "densenet121": published(
        "densenet121-a639ec97.pth",
        "a639ec97d7c33b07ae66f0b5fb7d0192f95a3b11b7576c66c0126c2a727c4395",
        32_342_954,
    ),
}


def weights(name: str, settings: Settings, *, size: int, epochs: int = 2) -> Call:
    """The run that gives a network's weights; `size` in pixels and `epochs`, at most, are of the pretraining."""
    if settings.profile == "quick" or settings.weights == "glyphs":
        return pretrained(name, settings, size, epochs)
    return run(imagenet_weights.read, f"{name}_imagenet", archive=IMAGENET[name])


def pretrained(name: str, settings: Settings, size: int, epochs: int) -> Call:
    """The run that pretrains a network on glyphs; in paper for colours, as its photographs have them."""
    model = {"resnet50": RESNET50, "resnet18": RESNET18, "densenet121": DENSENET121}[name]
    return run(
        pretrain.train,
        f"{name}_glyphs",
        data=cut.images(settings, PRETRAINING),
        model=model[settings.profile],
        size=size,
        epochs=cut.epochs(settings, epochs),
        channels=None if settings.profile == "quick" else 3,
        precision=PRECISION[settings.profile],
    )
