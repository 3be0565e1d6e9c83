"""The drawn characters: two alphabets apart, look-alikes out, test in unseen faces, the same bits again."""

import unicodedata

import numpy as np
import pytest
from PIL import Image

from lab.datasets import alphabets, glyphs


def test_the_alphabets_share_no_character_and_hold_no_digit():
    assert len(set(alphabets.REPORT)) == len(alphabets.REPORT) == 200
    assert not set(alphabets.REPORT) & set(alphabets.PRETRAINING)
    assert not any(unicodedata.category(character).startswith("N") for character in alphabets.PRETRAINING)


def outline(face, character, angle):
    """Give a character as a unit vector, whatever its size."""
    drawn = glyphs.drawing(face, character).rotate(angle, Image.Resampling.BILINEAR)
    pixels = np.asarray(drawn.resize((24, 24), Image.Resampling.BOX), np.float64).ravel()
    pixels -= pixels.mean()
    return pixels / np.linalg.norm(pixels)


def test_no_character_looks_like_another_or_like_a_digit():
    characters = [*alphabets.REPORT, *"0123456789"]
    upright = np.array([outline("DejaVuSans", character, 0) for character in characters])
    for angle in (-12, 0, 12):
        turned = np.array([outline("DejaVuSans", character, angle) for character in characters])
        alike = upright @ turned.T
        np.fill_diagonal(alike, 0)
        first, second = np.unravel_index(alike.argmax(), alike.shape)
        assert alike.max() < 0.93, f"{characters[first]} {characters[second]} at {angle}°"


def test_every_character_is_drawn_by_a_face_that_has_it():
    for part, faces in glyphs.FACES.items():
        for character in alphabets.REPORT:
            assert any(glyphs.has(face, character) for face in faces), (part, character)
    assert not glyphs.has("DejaVuSans", glyphs.NOWHERE)


def test_test_images_are_in_faces_that_training_never_shows(attempt):
    data = glyphs.make(attempt, classes=20, train=6, validation=3, test=3)
    faces = {
        part: {name.split("-", 1)[1].rsplit("-", 2)[0] for name in data[f"{part}_ids"]} for part in PARTS
    }
    assert faces["test"]
    assert not faces["test"] & (faces["train"] | faces["validation"])


def test_the_same_arguments_give_the_same_bits(attempt):
    first, again, other = (glyphs.make(attempt, classes=5, seed=seed) for seed in (0, 0, 1))
    np.testing.assert_array_equal(first["train_images"], again["train_images"])
    assert not np.array_equal(first["train_images"], other["train_images"])


def test_no_image_is_twice_in_the_data(attempt):
    data = glyphs.make(attempt, classes=20)
    images = np.concatenate([data[f"{part}_images"] for part in PARTS]).reshape(20 * 40, -1)
    assert len(np.unique(images, axis=0)) == len(images)


def test_names_are_of_one_kind_each():
    names = [glyphs.short_name(character) for character in alphabets.REPORT + alphabets.PRETRAINING]
    assert len(set(names)) == len(names)
    assert all(name.isascii() and name.isprintable() for name in names)
    assert glyphs.short_name("α") == "greek alpha"


@pytest.mark.parametrize(
    ("arguments", "message"),
    [({"alphabet": "latin"}, "choose one of report"), ({"classes": 999}, "are asked for")],
)
def test_what_cannot_be_drawn_is_refused(attempt, arguments, message):
    with pytest.raises(ValueError, match=message):
        glyphs.make(attempt, **arguments)


PARTS = ("train", "validation", "test")
