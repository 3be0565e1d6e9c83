import base64
import io

import numpy as np
import pytest
from PIL import Image

from literate.figures import examples

RESULT = {
    "classes": ["cat", "dog", "owl"],
    "test_ids": np.array(["a", "b", "c", "d"]),
    "test_labels": np.array([0, 1, 2, 0]),
    "test_scores": np.array([[0.9, 0.1, 0], [0.6, 0.4, 0], [0, 0.95, 0.05], [0.2, 0.7, 0.1]]),
}


def data(*shape: int) -> dict:
    images = np.random.default_rng(0).integers(0, 256, (4, *shape), dtype=np.uint8)
    return {"test_ids": np.array(["d", "c", "b", "a"]), "test_images": images}


def shown(drawing, elements) -> list[Image.Image]:
    uris = [e.attrib["href"] for e, _ in elements(drawing) if e.tag.endswith("image")]
    return [Image.open(io.BytesIO(base64.b64decode(uri.partition(",")[2]))) for uri in uris]


def test_the_surest_mistakes_come_first():
    assert examples.draw(RESULT, data(8, 8)).data == {
        "id": ["c", "d", "b"],
        "true": ["owl", "cat", "dog"],
        "predicted": ["dog", "dog", "cat"],
        "confidence": [0.95, 0.7, 0.6],
    }


def test_the_numbers_fall_from_left_to_right_and_the_caption_says_how_many_there_are(gallery, run):
    drawing, result = gallery("examples_8px"), run([str(digit) for digit in range(10)], 300)
    sure = drawing.data["confidence"]
    wrong = int((result["test_scores"].argmax(1) != result["test_labels"]).sum())
    assert sure == sorted(sure, reverse=True)
    assert drawing.caption.startswith(f"The {len(sure)} surest of {wrong} mistakes")
    assert examples.draw(RESULT, data(8, 8)).caption.startswith("All 3 mistakes")


def test_a_second_strip_goes_on_where_the_first_ends():
    first, second = (examples.draw(RESULT, data(8, 8), number=2, after=after) for after in (0, 2))
    assert first.data["id"] + second.data["id"] == examples.draw(RESULT, data(8, 8)).data["id"]
    assert (first.caption, second.caption) == (
        "The 2 surest of 3 mistakes, the surest first.",
        "The next one.",
    )
    assert examples.draw(RESULT, data(8, 8), after=3).alt.startswith("No other example")


def test_an_image_is_found_by_its_id_and_a_small_one_is_shown_pixel_by_pixel(elements):
    images = data(8, 8)
    pictures = shown(examples.draw(RESULT, images), elements)
    for picture, place in zip(pictures, (1, 0, 2), strict=True):
        assert np.array_equal(np.asarray(picture), images["test_images"][place])


def test_a_photograph_is_reduced_and_keeps_its_shape(elements):
    (first, *_) = shown(examples.draw(RESULT, data(96, 128, 3)), elements)
    assert (first.format, first.size) == ("JPEG", (72, 54))


def test_scores_that_are_no_probabilities_show_no_confidence():
    margins = RESULT | {"test_scores": 5 * RESULT["test_scores"] - 1}
    assert examples.draw(margins, data(8, 8)).data["confidence"] == [None, None, None]


def test_an_image_that_the_data_set_lacks_is_named():
    other = data(8, 8) | {"test_ids": np.array(["d", "x", "b", "a"])}
    with pytest.raises(KeyError, match="no test image 'c'"):
        examples.draw(RESULT, other)


def test_a_run_without_mistakes_says_so(gallery, types):
    assert [line.says for line in types(gallery("examples_none"))] == ["No mistake was made."]
    assert gallery("examples_none").data["id"] == []
