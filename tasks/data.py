"""The data sets: embedded ones for the quick profile, published archives for the paper profile."""

from literate.call import Call, Source, naming, run
from literate.settings import Settings
from tasks import cut

with naming():
    from lab.datasets import digits, glyphs, pets, stl10, tiny_imagenet

# Embedded: drawn or shipped with a library, the same on every machine.
DIGITS = run(digits.make, "digits")
GLYPHS = run(glyphs.make, "glyphs", alphabet="report", classes=200, train=25, validation=5, test=10)
PRETRAINING = run(
    glyphs.make, "pretraining_glyphs", alphabet="pretraining", classes=200, train=25, validation=2, test=0
)

# Published: fetched, or put into the folder `data` by hand; only the checksum counts. The publishers state none:
# docs/paper.md says who does.
STL10 = run(
    stl10.make,
    "stl10",
    archive=Source(
        "stl10_binary.tar.gz",
        "http://ai.stanford.edu/~acoates/stl10/stl10_binary.tar.gz",
        "md5:91f7769df0f17e558f3565bffb0c7dfb",
        2_640_397_119,
    ),
)
TINY_IMAGENET = run(
    tiny_imagenet.make,
    "tiny_imagenet",
    archive=Source(
        "tiny-imagenet-200.zip",
        "http://cs231n.stanford.edu/tiny-imagenet-200.zip",
        "md5:90528d7ca1a48142e341f4ef8d21d0de",
        248_100_043,
    ),
)
PETS = run(
    pets.make,
    "pets",
    archive=Source(
        "kagglecatsanddogs_5340.zip",
        "https://download.microsoft.com/download/3/E/1/3E1C3F21-ECDB-4869-8368-6DEBA77B919F/kagglecatsanddogs_5340.zip",
        "sha256:b7974bd00a84a99921f36ee4403f089853777b5ae8d151c76a86e64900334af9",
        824_887_076,
    ),
)


def ten_classes(settings: Settings) -> Call:
    """Ten classes for question 1."""
    return cut.images(settings, {"quick": DIGITS, "paper": STL10}[settings.profile])


def two_hundred_classes(settings: Settings) -> Call:
    """Two hundred classes for question 2."""
    return cut.images(settings, {"quick": GLYPHS, "paper": TINY_IMAGENET}[settings.profile])


def race(settings: Settings) -> Call:
    """What the optimisers of question 3 are raced on."""
    return cut.images(settings, {"quick": DIGITS, "paper": PETS}[settings.profile])
