"""Printed characters, drawn here from the fonts that come with matplotlib.

Each image is one character in one face, turned, sheared, scaled and moved a little, blurred and noisy.
Training and validation see three faces; the test images are set in faces that no training image shows.
"""

import importlib.util
import unicodedata
from functools import cache
from pathlib import Path
from typing import Any

import numpy as np
from PIL import Image, ImageDraw, ImageFilter, ImageFont

from lab.attempt import Attempt
from lab.datasets import alphabets
from lab.seeding import generator

FACES = {
    "train": ("DejaVuSans", "DejaVuSans-Bold", "DejaVuSerif"),
    "validation": ("DejaVuSans", "DejaVuSans-Bold", "DejaVuSerif"),
    "test": ("STIXGeneral", "DejaVuSansMono", "DejaVuSerif-Bold"),
}
DRAWN = 64  # px, before the jitter reduces it to the image's size
NOWHERE = "\U0010ffff"  # in no font: what a face draws for it, it draws for every character it lacks


def make(
    attempt: Attempt,
    *,
    alphabet: str = "report",
    classes: int = 200,
    train: int = 25,
    validation: int = 5,
    test: int = 10,
    size: int = 32,
    noise: float = 0.15,
    seed: int = 0,
) -> dict[str, Any]:
    """Give `train`, `validation` and `test` images of each of the first `classes` characters of an alphabet.

    `alphabet` is "report" or "pretraining", which share no character. Images are uint8 (N, size, size), ink
    is 255; `noise` is its standard deviation as a part of full ink. An id is character, face, part, number.
    """
    characters = choose(alphabet, classes)
    counts = {"train": train, "validation": validation, "test": test}
    result: dict[str, Any] = {}
    for place, (part, count) in enumerate(counts.items()):
        random = generator(seed, place)
        result |= draw_part(part, characters, count, size, noise, random)
    return {**result, **describe(characters, alphabet, tested=test > 0)}


def choose(alphabet: str, classes: int) -> str:
    """Give the first characters of an alphabet, or say which there are."""
    known = {"report": alphabets.REPORT, "pretraining": alphabets.PRETRAINING}
    if alphabet not in known:
        raise ValueError(f'no alphabet "{alphabet}"; choose one of {", ".join(known)}')
    if classes > len(known[alphabet]):
        raise ValueError(
            f'alphabet "{alphabet}" has {len(known[alphabet])} characters; {classes} are asked for'
        )
    return known[alphabet][:classes]


def draw_part(
    part: str, characters: str, count: int, size: int, noise: float, random: np.random.Generator
) -> dict[str, np.ndarray]:
    """Draw `count` images of each character, in turn in each of the part's faces that has it."""
    images, ids = [], []
    for character in characters:
        faces = [face for face in FACES[part] if has(face, character)]
        for number in range(count):
            face = faces[number % len(faces)]
            images.append(jitter(drawing(face, character), size, random))
            ids.append(f"U+{ord(character):04X}-{face}-{part}-{number}")
    stack = np.array(images, np.float32).reshape(-1, size, size)
    stack += random.standard_normal(stack.shape, np.float32) * np.float32(255 * noise)
    return {
        f"{part}_images": np.clip(np.rint(stack), 0, 255).astype(np.uint8),
        f"{part}_labels": np.repeat(np.arange(len(characters)), count).astype(np.int64),
        f"{part}_ids": np.array(ids, dtype=np.str_),
    }


def jitter(drawn: Image.Image, size: int, random: np.random.Generator) -> np.ndarray:
    """Turn by ±12°, shear by ±0.15, scale by 0.8 to 1.05, move by ±2 px, blur by up to 0.8 px."""
    angle, shear = random.uniform(-0.21, 0.21), random.uniform(-0.15, 0.15)
    scale = DRAWN / size / random.uniform(0.8, 1.05)
    turn = np.array([[np.cos(angle), -np.sin(angle)], [np.sin(angle), np.cos(angle)]])
    matrix = scale * turn @ np.array([[1, shear], [0, 1]])  # from image pixels to drawn pixels
    middle = size / 2 + random.uniform(-2, 2, size=2)
    offset = DRAWN / 2 - matrix @ middle
    coefficients = (*matrix[0], offset[0], *matrix[1], offset[1])
    moved = drawn.transform((size, size), Image.Transform.AFFINE, coefficients, Image.Resampling.BILINEAR)
    return np.asarray(moved.filter(ImageFilter.GaussianBlur(random.uniform(0, 0.8))))


@cache
def drawing(face: str, character: str) -> Image.Image:
    """Draw a character in the middle of DRAWN × DRAWN pixels; its longer side is three quarters of them."""
    left, top, right, bottom = font(face).getbbox(character)
    side = max(right - left, bottom - top)
    canvas = Image.new("L", (side * 4 // 3, side * 4 // 3))
    corner = (side * 2 / 3 - (left + right) / 2, side * 2 / 3 - (top + bottom) / 2)
    ImageDraw.Draw(canvas).text(corner, character, fill=255, font=font(face))
    return canvas.resize((DRAWN, DRAWN), Image.Resampling.BOX if side > DRAWN else Image.Resampling.BILINEAR)


@cache
def has(face: str, character: str) -> bool:
    """Say whether a face has a character of its own."""
    return bytes(font(face).getmask(character)) != bytes(font(face).getmask(NOWHERE))


@cache
def font(face: str) -> ImageFont.FreeTypeFont:
    """Open a face of matplotlib's, found without importing it."""
    package = importlib.util.find_spec("matplotlib")
    if package is None or package.origin is None:
        raise FileNotFoundError("the glyphs are drawn in matplotlib's fonts; install matplotlib")
    path = Path(package.origin).parent / "mpl-data" / "fonts" / "ttf" / f"{face}.ttf"
    return ImageFont.truetype(str(path), 96, layout_engine=ImageFont.Layout.BASIC)


def describe(characters: str, alphabet: str, *, tested: bool) -> dict[str, Any]:
    """Give the classes by name and by character, and what the report says of the data."""
    return {
        "classes": np.array([short_name(character) for character in characters]),
        "glyphs": np.array(list(characters)),
        "licence": "Bitstream Vera / DejaVu and STIX font licences: free to use, embed and draw",
        "source": f'drawn from matplotlib\'s fonts, alphabet "{alphabet}"',
        "citation": "DejaVu fonts 2.37; STIX fonts 1.1",
        "notes": notes(tested=tested),
    }


def notes(*, tested: bool) -> str:
    """Say which faces the images are set in, and what is left out."""
    unseen = f"; test in {named(FACES['test'])} where the face has the character" if tested else ""
    left_out = "Characters that look alike in a training face are left out."
    return f"Train and validation in {named(FACES['train'])}{unseen}. {left_out}"


def named(faces: tuple[str, ...]) -> str:
    """Give the faces as their fonts call themselves: "DejaVu Sans, DejaVu Sans Bold and DejaVu Serif"."""
    names = [" ".join(font(face).getname()).removesuffix(" Book").removesuffix(" Regular") for face in faces]
    return f"{', '.join(names[:-1])} and {names[-1]}"


def short_name(character: str) -> str:
    """Give a character's Unicode name as people say it: "latin H", "greek alpha", "square root"."""
    script, _, rest = unicodedata.name(character).partition(" CAPITAL LETTER ")
    if rest:
        return f"{script.lower()} {rest.title()}"
    return unicodedata.name(character).lower().replace(" small letter ", " ").replace(" sign", "")
