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


def look_alikes(alphabet, face):
    """Give the pairs of characters or digits that a face draws nearly alike, one of them upright or turned."""
    characters = [character for character in [*alphabet, *"0123456789"] if glyphs.has(face, character)]
    upright = np.array([outline(face, character, 0) for character in characters])
    found = set()
    for angle in (-12, 0, 12):
        alike = upright @ np.array([outline(face, character, angle) for character in characters]).T
        np.fill_diagonal(alike, 0)
        found |= {frozenset((characters[row], characters[other])) for row, other in np.argwhere(alike > 0.93)}
    return found


@pytest.mark.parametrize("face", glyphs.FACES["train"])
@pytest.mark.parametrize("alphabet", ["REPORT", "PRETRAINING"])
def test_no_character_looks_like_another_or_like_a_digit_where_it_is_learnt(alphabet, face):
    assert look_alikes(getattr(alphabets, alphabet), face) == set()


def test_in_the_faces_of_the_test_two_pairs_look_alike():
    found = {face: look_alikes(alphabets.REPORT, face) for face in glyphs.FACES["test"]}
    assert found == {
        "STIXGeneral": {frozenset("√∛")},
        "DejaVuSansMono": {frozenset("V∨")},
        "DejaVuSerif-Bold": set(),
    }


def test_the_notes_name_the_faces_that_there_are_and_repeat_no_count(attempt):
    whole, untested = (glyphs.make(attempt, classes=2, test=test)["notes"] for test in (3, 0))
    learnt = "Train and validation in DejaVu Sans, DejaVu Sans Bold and DejaVu Serif"
    assert whole.startswith(f"{learnt}; test in STIXGeneral, DejaVu Sans Mono and DejaVu Serif Bold where")
    assert untested.startswith(f"{learnt}. Characters that look alike")
    assert not any(character.isdigit() for character in whole + untested)


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
