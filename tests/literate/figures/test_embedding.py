import numpy as np
import pytest

from literate.figures import embedding


def test_the_ratio_above_a_panel_is_that_of_plain_loops(gallery, run, types):
    result = run(["cat", "dog"], 30)
    points, labels = result["embeddings"].astype(float), result["test_labels"]
    within = between = 0.0
    for x, y in zip(points, labels, strict=True):
        mean = points[labels == y].mean(0)
        within += ((x - mean) ** 2).sum()
        between += ((mean - points.mean(0)) ** 2).sum()
    assert f"{within / between:.3f}" in [line.says for line in types(gallery("embedding_2"))]


def test_the_plane_is_that_of_scikit_learn_s_principal_components(gallery, run):
    from sklearn.decomposition import PCA

    result = run(["cat", "dog"], 30)
    data = gallery("embedding_2").data
    reference = PCA(2)
    expected = reference.fit_transform(result["embeddings"].astype(float))
    held = reference.explained_variance_ratio_.sum()
    assert gallery("embedding_2").caption.endswith(f"with {held:.2f} of their variance.")
    drawn = np.column_stack([data["x"], data["y"]])
    for axis in range(2):
        sign = np.sign(drawn[:, axis] @ expected[:, axis])
        assert drawn[:, axis] == pytest.approx(sign * expected[:, axis], abs=1e-4)


def test_the_coloured_classes_are_the_same_in_every_panel_and_evenly_spaced(gallery):
    alt = gallery("embedding_200").alt
    assert "species 0, species 40, species 80, species 119, species 159 and species 199" in alt


def test_grey_points_are_thinned_and_coloured_ones_are_not(gallery):
    data = gallery("embedding_200").data
    coloured = {f"species {n}" for n in (0, 40, 80, 119, 159, 199)}
    assert sum(name in coloured for name in data["class"]) == 3 * 6 * 50
    assert sum(name not in coloured for name in data["class"]) <= 3 * embedding.BACKGROUND


def test_an_embedding_of_one_dimension_is_a_line(run):
    result = run(["cat", "dog"], 30)
    result["embeddings"] = result["embeddings"][:, :1]
    assert set(embedding.draw({"one": result}, width=80.0).data["y"]) == {0.0}
