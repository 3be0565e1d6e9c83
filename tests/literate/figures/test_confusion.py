import re
from decimal import ROUND_HALF_EVEN, Decimal

import numpy as np
import pytest
from sklearn.metrics import confusion_matrix, recall_score

from literate.figures import confusion, palette


def test_the_cells_are_the_counts_of_scikit_learn(gallery, run):
    result = run([str(d) for d in range(10)], 2000, 0.8)
    data = gallery("confusion_10").data
    expected = confusion_matrix(result["test_labels"], result["test_scores"].argmax(1))
    assert np.array(data["count"]).reshape(10, 10).tolist() == expected.tolist()
    assert (data["true"][1], data["predicted"][1]) == ("0", "1")


def test_every_count_and_recall_is_printed(gallery, types, run):
    result = run([str(d) for d in range(10)], 2000, 0.8)
    predicted = result["test_scores"].argmax(1)
    counts = confusion_matrix(result["test_labels"], predicted)
    says = [line.says for line in types(gallery("confusion_10"))]
    exact = recall_score(result["test_labels"], predicted, average=None).tolist()
    recalls = [
        str(Decimal(repr(r)).quantize(Decimal("0.01"), ROUND_HALF_EVEN)).removeprefix("0") for r in exact
    ]
    assert sorted(says) == sorted(
        [str(n) for n in counts[counts > 0]] + recalls + 2 * [str(d) for d in range(10)]
        + ["recall", "true class", "predicted class"]
    )  # fmt: skip


def test_two_matrices_are_on_one_scale(elements):
    """Half of a row's images is the same shade in a matrix of four images and in one of four hundred."""
    shades = []
    for images in (4, 400):
        result = {
            "classes": ["a", "b"],
            "test_labels": np.repeat([0, 1], images // 2),
            "test_scores": np.eye(2)[np.tile([0, 1], images // 2)],
        }
        painted = [paint for _, paint in elements(confusion.draw(result)) if paint.get("stroke") == "#0f4f8a"]
        shades.append({paint["stroke-opacity"] for paint in painted if "stroke-opacity" in paint})
    assert shades[0] == shades[1]
    assert len(shades[0]) == 1


def test_counts_are_legible_on_every_shade_on_light_and_dark_paper():
    """4.5 to 1 by the formula of WCAG 2.2, for type as the cell chooses it."""
    for share in np.linspace(0, 1, 201)[1:]:
        shade = confusion._shade(share)
        for dark in (False, True):
            paper = "#15181c" if dark else "#ffffff"
            ink = paper if shade > 0.6 else "#e4e6e9" if dark else "#1c2024"
            blue = palette.DARK[palette.BLUE] if dark else palette.BLUE
            cell = shade * channels(blue) + (1 - shade) * channels(paper)
            assert contrast(cell, channels(ink)) >= 4.5, (share, dark)
            assert contrast(cell, channels(paper)) >= 1.25, (share, dark)


def channels(colour: str) -> np.ndarray:
    return np.array([int(colour[at : at + 2], 16) for at in (1, 3, 5)]) / 255


def contrast(one: np.ndarray, other: np.ndarray) -> float:
    linear = [np.where(c <= 0.04045, c / 12.92, ((c + 0.055) / 1.055) ** 2.4) for c in (one, other)]
    low, high = sorted(float(c @ [0.2126, 0.7152, 0.0722]) for c in linear)
    return (high + 0.05) / (low + 0.05)


def test_every_cell_and_recall_says_what_it_counts(elements, gallery, run):
    result = run(["cat", "dog"], 200, 3)
    counts = confusion_matrix(result["test_labels"], result["test_scores"].argmax(1))
    said = {e.text for e, _ in elements(gallery("confusion_2")) if e.tag.endswith("title")}
    assert said == {
        f"{counts[0, 0]} images of class cat right, of 100",
        f"{counts[0, 1]} images of class cat taken for dog, of 100",
        f"{counts[1, 0]} images of class dog taken for cat, of 100",
        f"{counts[1, 1]} images of class dog right, of 100",
        f"recall of class cat: {counts[0, 0] / counts[0].sum():.3f}",
        f"recall of class dog: {counts[1, 1] / counts[1].sum():.3f}",
    }  # fmt: skip


def test_a_count_leaves_the_pointer_to_its_cell(gallery, types):
    through = [line.says for line in types(gallery("confusion_10")) if "pointer-events" in line.paint]
    assert sorted(through) == sorted(str(n) for n in gallery("confusion_10").data["count"] if n)


def test_a_class_without_images_has_no_recall(types):
    result = {"classes": ["a", "b"], "test_labels": np.zeros(3, int), "test_scores": np.eye(2)[[0, 0, 1]]}
    assert "–" in [line.says for line in types(confusion.draw(result))]


def test_the_words_name_accuracy_and_the_most_frequent_mistake():
    result = {
        "classes": ["cat", "dog"],
        "test_labels": np.array([0, 0, 0, 1, 1]),
        "test_scores": np.eye(2)[[0, 1, 1, 1, 1]],
    }
    alt = confusion.draw(result).alt
    assert "3 of 5 images right, accuracy 0.600" in alt
    assert "cat taken for dog, 2 times" in alt


@pytest.mark.parametrize("names", [20, 21])
def test_above_twenty_classes_pairs_and_blocks_take_over(names, run, types):
    says = [line.says for line in types(confusion.draw(run([f"n{i}" for i in range(names)], 420)))]
    assert ("most confused pairs" in says) == (names > 20)


def test_of_a_full_matrix_the_greatest_counts_say_what_they_are(gallery):
    drawing = gallery("confusion_20_full")
    said = [int(n) for n in re.findall(r"<title>(\d+) images? of class ", drawing.svg)]
    rest = sorted(drawing.data["count"], reverse=True)
    assert 0 < len(said) < np.count_nonzero(rest)
    assert sorted(said, reverse=True) == rest[: len(said)]
    counts = re.findall(r">(\d+)</text>", drawing.svg)
    assert len(counts) >= np.count_nonzero(rest)
