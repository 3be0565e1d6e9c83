import re

import numpy as np
import pytest
from sklearn.metrics import roc_auc_score, roc_curve

from literate.figures import roc

DIGITS = [str(d) for d in range(10)]


def by_class(data) -> dict[str, np.ndarray]:
    points = np.column_stack([data["false_positive_rate"], data["true_positive_rate"], data["area"]])
    names = np.array(data["class"])
    return {name: points[names == name] for name in dict.fromkeys(data["class"])}


def test_the_areas_are_those_of_scikit_learn_largest_first(gallery, run):
    result = run(DIGITS, 4000)
    areas = {name: points[0, 2] for name, points in by_class(gallery("roc_10").data).items()}
    for k, name in enumerate(DIGITS):
        expected = roc_auc_score(result["test_labels"] == k, result["test_scores"][:, k])
        assert areas[name] == pytest.approx(expected, abs=1e-12)
    assert list(areas.values()) == sorted(areas.values(), reverse=True)


def test_a_curve_drawn_is_nowhere_off_the_exact_one_by_a_tenth_of_a_millimetre(gallery, run):
    """A stroke is 0.25 mm or more wide."""
    result = run(DIGITS, 4000)
    size = np.array([68.0, roc.SIDE])
    for name, points in by_class(gallery("roc_10").data).items():
        k = DIGITS.index(name)
        x, y, _ = roc_curve(result["test_labels"] == k, result["test_scores"][:, k], drop_intermediate=False)
        corners, exact = points[:, :2] * size, np.column_stack([x, y]) * size
        start, along = corners[:-1], np.diff(corners, axis=0)  # (S, 2)
        length = np.maximum((along**2).sum(1), 1e-12)
        share = (((exact[:, None] - start) * along).sum(2) / length).clip(0, 1)  # (T, S)
        nearest = start + share[..., None] * along
        assert np.hypot(*(exact[:, None] - nearest).transpose(2, 0, 1)).min(1).max() < 0.1


def test_the_list_ranks_all_of_ten_classes(gallery, types):
    areas = [points[0, 2] for points in by_class(gallery("roc_10").data).values()]
    right = [line for line in types(gallery("roc_10")) if re.fullmatch(r"[01]\.\d{4}", line.says)]
    assert [line.says for line in sorted(right, key=lambda line: line.top)] == [f"{a:.4f}" for a in areas]


def test_of_two_hundred_classes_the_list_shows_the_ends_and_the_median(gallery, run, types):
    result = run([f"species {n}" for n in range(200)], 10000)
    areas = [roc_auc_score(result["test_labels"] == k, result["test_scores"][:, k]) for k in range(200)]
    says = [line.says for line in types(gallery("roc_200"))]
    assert f"{np.median(areas):.4f}" in says
    assert f"{max(areas):.4f}" in says
    assert f"{min(areas):.4f}" in says
    assert "median of 200" in says


def test_curves_at_chance_leave_the_list_a_place_of_its_own(gallery, types):
    """The panel ends left of the list, so that no curve passes under it."""
    lines = types(gallery("roc_10_chance"))
    end_of_axis = max(line.right for line in lines if line.says == "1.0")
    assert min(line.left for line in lines if line.says == "area under the curve") > end_of_axis


def test_a_class_without_images_has_no_curve():
    result = {
        "classes": ["a", "b", "none"],
        "test_labels": np.array([0, 1, 0, 1]),
        "test_scores": np.array([[3, 1, 0], [1, 2, 0], [1, 2, 0], [0, 3, 0.0]]),
    }
    assert set(roc.draw(result).data["class"]) == {"a", "b"}


def test_curves_that_hug_the_corner_are_shown_enlarged_and_the_caption_says_so(gallery, types):
    ticks = {line.says for line in types(gallery("roc_10"))}
    assert {"0.80", "1.00", "0.00", "0.20", "the corner shown"} <= ticks
    assert "Enlarged: false positive rates up to 0.2 and true ones from 0.8" in gallery("roc_10").caption
    assert gallery("roc_2").caption == "200 images. Coloured: class dog, of the greatest area."


def test_the_caption_names_the_coloured_classes(gallery):
    areas = {name: points[0, 2] for name, points in by_class(gallery("roc_10").data).items()}
    best, *_, second, worst = sorted(areas, key=areas.get, reverse=True)
    said = f"class {best}, of the greatest area, and {second} and {worst}, of the least."
    assert said in gallery("roc_10").caption


def test_an_enlarged_curve_begins_and_ends_on_the_edges_of_its_panel():
    curve = roc.Curve("a", np.array([0, 0, 0.1, 0.1, 0.2, 1]), np.array([0, 0.7, 0.7, 0.9, 0.9, 1]), 0.9)
    shown = roc._corner(curve, 0.2)
    assert list(zip(shown.x.round(6), shown.y.round(6), strict=True)) == [(0.1, 0.8), (0.1, 0.9), (0.2, 0.9)]
