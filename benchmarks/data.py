"""An epoch of batches from images decoded once, against JPEG decoding in a torch DataLoader, on real photographs.

    uv run python benchmarks/data.py --data FOLDER [--json]

FOLDER, or REPORT_DATA, holds `tiny-imagenet-200.zip` and `kagglecatsanddogs_5340.zip`, whole or cut. Ours gathers
rows of a memory map; the peer decodes files of an unpacked archive, resizes, scales and normalises them as torchvision
teaches. Both give shuffled batches of 32 for a network, in this process. Equal means the same pixels (Tiny ImageNet),
or to 2 % of their range on average (Dogs vs Cats, which ours decodes at half the size where that is enough). The bar
is a ratio of 7.
"""

from interleaved import Row, options, race, show

# isort: split
import os
import sys
import tempfile
import time
import zipfile
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import numpy as np
import torch
from torch import Tensor
from torch.utils.data import DataLoader
from torchvision import transforms
from torchvision.datasets import ImageFolder

from lab import batches, inputs
from lab.datasets import pets, tiny_imagenet
from literate.attempt import Attempt

MEAN, STD = np.array([0.485, 0.456, 0.406]), np.array([0.229, 0.224, 0.225])
CPU = torch.device("cpu")
BATCH = 32


def unpacked(archive: Path, folder: Path, size: int, ids: np.ndarray) -> ImageFolder:
    """The training files as the peer reads them, those that ours has too."""
    with zipfile.ZipFile(archive) as opened:
        opened.extractall(folder)
    root = folder / ("PetImages" if archive.name.startswith("kaggle") else "tiny-imagenet-200/train")
    wanted = set(ids.tolist())
    scaled = transforms.Compose(
        [transforms.Resize((size, size)), transforms.ToTensor(), transforms.Normalize(MEAN, STD)]
    )
    return ImageFolder(root, scaled, is_valid_file=lambda path: wanted & set(names(path)))


def names(path: str) -> tuple[str, str]:
    """A file as the one or the other data set calls it: `n01443537_42.JPEG`, `Cat/42.jpg`."""
    return Path(path).name, "/".join(Path(path).parts[-2:])


def epoch(data: Mapping[str, Any], size: int) -> Tensor:
    """Ours: every training image once, in random order; the last batch."""
    read = inputs.reader(data, "train", size=size, mean=MEAN, std=STD, device=CPU)
    for rows in batches.shuffled(len(data["train_ids"]), BATCH)(np.random.default_rng(0)):
        x, _ = read(rows), torch.from_numpy(data["train_labels"][rows])
    return x


def peers_epoch(folder: ImageFolder) -> Tensor:
    """The peer's."""
    for x, _ in DataLoader(folder, batch_size=BATCH, shuffle=True):
        last = x
    return last


def agree(data: Mapping[str, Any], folder: ImageFolder, size: int, tolerance: float) -> bool:
    """Do both give the same images, on 200 of them?"""
    place = {name: row for row, name in enumerate(data["train_ids"].tolist())}
    read = inputs.reader(data, "train", size=size, mean=MEAN, std=STD, device=CPU)
    for number in range(0, len(folder), max(1, len(folder) // 200)):
        row = next(place[name] for name in names(folder.samples[number][0]) if name in place)
        if (read(np.array([row]))[0] - folder[number][0]).abs().mean() > tolerance:
            return False
    return len(place) == len(folder)


def raced(make, archive: Path, folder: Path, size: int, tolerance: float) -> Row:
    """One set: decoded once, then epoch against epoch."""
    start = time.process_time()
    data = make(Attempt(folder / "attempt", lambda said: None), archive=str(archive))
    decoding = time.process_time() - start
    peer = unpacked(archive, folder, size, data["train_ids"])
    row = race(
        lambda: epoch(data, size),
        lambda: peers_epoch(peer),
        equal=agree(data, peer, size, tolerance),
        turns=3,
    )
    return {**row, "decoding": decoding, "images": len(peer)}


def main() -> None:
    """Race on both sets, and say what decoding them once costs."""
    parser = options(__doc__)
    parser.add_argument("--data", default=os.environ.get("REPORT_DATA"), help="folder of the two archives")
    chosen = parser.parse_args()
    if not chosen.data:
        sys.exit("name the folder of the archives: --data FOLDER, or REPORT_DATA")
    rows = {}
    for name, make, file, size, tolerance in (
        ("Tiny ImageNet, 64 px", tiny_imagenet.make, "tiny-imagenet-200.zip", 64, 1e-5),
        ("Dogs vs Cats, 128 px", pets.make, "kagglecatsanddogs_5340.zip", 128, 0.02 / 0.229),
    ):
        with tempfile.TemporaryDirectory() as folder:
            rows[name] = raced(make, Path(chosen.data, file), Path(folder), size, tolerance)
    show(rows, as_json=chosen.json)
    if not chosen.json:
        for name, row in rows.items():
            print(
                f"{name}: {row['images']} images an epoch; decoding the whole set once took {row['decoding']:.1f} s"
            )


if __name__ == "__main__":
    main()
