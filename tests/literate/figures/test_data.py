"""The data behind a figure are the figure's: what is drawn and said follows from its columns."""

import collections
import csv
import io
import itertools
import re

import numpy as np
import pytest

from literate.document import pictures
from literate.figures import words

STEP = re.compile(r"([mlhvz])((?:-?[\d.]+ ?)*)")
NUMBER = re.compile(r"-?(?:\d+\.?\d*|\.\d+)")


def vertices(d: str) -> np.ndarray:
    """The points (N, 2) of a path of relative moves and lines."""
    here, points = np.zeros(2), []
    for name, given in STEP.findall(d):
        numbers = [float(text) for text in NUMBER.findall(given)]
        step = {"h": [*numbers, 0.0], "v": [0.0, *numbers]}.get(name, numbers) or [0.0, 0.0]
        here = here + step
        points.append(here)
    return np.array(points)


def curves(drawing, elements) -> list[np.ndarray]:
    """The lines of a drawing that say something, in their order."""
    return [
        vertices(element.attrib["d"])
        for element, _ in elements(drawing)
        if element.tag.endswith("path") and len(element) and "z" not in element.attrib["d"]
    ]


def misfit(drawn: np.ndarray, values: list[float]) -> float:
    """How far drawn coordinates (N,) are from the nearest straight image of the values, in points."""
    straight = np.column_stack([values, np.ones(len(values))])
    found, *_ = np.linalg.lstsq(straight, drawn, rcond=None)
    return float(np.abs(straight @ found - drawn).max())


def titles(drawing, elements) -> list[str]:
    return [element.text for element, _ in elements(drawing) if element.tag.endswith("title")]


def rows(drawing) -> list[dict]:
    return [dict(zip(drawing.data, row, strict=True)) for row in zip(*drawing.data.values(), strict=True)]


def test_every_figure_has_data_and_its_csv_reads_back_as_the_same_columns(drawing):
    assert drawing.data
    head, *body = csv.reader(io.StringIO(pictures.as_csv(drawing.data).decode()))
    assert head == list(drawing.data)
    shown = [["" if value is None else str(value) for value in row.values()] for row in rows(drawing)]
    assert body == shown


@pytest.mark.parametrize("name", ["race_4", "race_1_epoch"])
def test_the_curves_of_a_race_are_drawn_from_its_values(name, gallery, elements):
    drawing = gallery(name)
    runs = [list(each) for _, each in itertools.groupby(rows(drawing), key=lambda row: row["run"])]
    drawn = [line for line in curves(drawing, elements) if len(line) == len(runs[0])]
    assert len(drawn) == len(runs) > 1
    across = np.concatenate([line[:, 0] for line in drawn])
    up = np.concatenate([line[:, 1] for line in drawn])
    every = [row for each in runs for row in each]
    assert misfit(across, [row["epoch"] for row in every]) < 0.02
    assert misfit(up, [row["value"] for row in every]) < 0.02


@pytest.mark.parametrize("name", ["curves_10", "curves_50"])
def test_histories_are_drawn_from_their_columns(name, gallery, elements):
    drawing = gallery(name)
    drawn = curves(drawing, elements)
    said = titles(drawing, elements)
    assert len(drawn) == len(said) == 4
    for line, title in zip(drawn, said, strict=True):
        split, measure = re.match(r"(training|validation) (\w+),", title).groups()
        values = drawing.data[f"{'train' if split == 'training' else split}_{measure}"]
        assert misfit(line[:, 0], drawing.data["epoch"]) < 0.02
        assert misfit(line[:, 1], values) < 0.02
        assert title.endswith(f" {values[-1]:.3f} after {len(values)} epochs")


@pytest.mark.parametrize("name", ["confusion_2", "confusion_10", "confusion_10_long", "confusion_20"])
def test_the_counts_of_a_matrix_are_those_of_its_columns(name, gallery, elements):
    drawing = gallery(name)
    of: collections.Counter[str] = collections.Counter()
    for row in rows(drawing):
        of[row["true"]] += row["count"]
    counted = {
        f"{row['count']} image{'s' * (row['count'] != 1)} of class {row['true']} "
        + ("right" if row["true"] == row["predicted"] else f"taken for {row['predicted']}")
        + f", of {of[row['true']]}"
        for row in rows(drawing)
        if row["count"]
    }
    cells = {title for title in titles(drawing, elements) if not title.startswith("recall of")}
    assert cells == counted
    right = sum(row["count"] for row in rows(drawing) if row["true"] == row["predicted"])
    assert f"accuracy {right / sum(drawing.data['count']):.3f}" in drawing.alt


def test_pairs_and_blocks_of_many_classes_are_counted_from_its_columns(gallery, elements):
    drawing = gallery("confusion_200")
    counts = {(row["true"], row["predicted"]): row["count"] for row in rows(drawing)}
    pairs = [
        re.fullmatch(r"(\d+) images? of (.+) taken for (.+), (\d+) the other way", t)
        for t in titles(drawing, elements)
    ]
    found = {pair.groups() for pair in pairs if pair}
    assert len(found) == 12
    for n, true, predicted, back in found:
        assert (int(n), int(back)) == (counts.get((true, predicted), 0), counts.get((predicted, true), 0))


def test_the_areas_beside_roc_curves_are_those_of_its_columns(gallery, elements):
    drawing = gallery("roc_10")
    areas = dict(zip(drawing.data["class"], drawing.data["area"], strict=True))
    said = dict(
        re.fullmatch(r"area under the curve of (?:class )?(.+): ([\d.]+)", title).groups()
        for title in titles(drawing, elements)
    )
    assert said == {name: f"{area:.4f}" for name, area in areas.items()}


def test_the_dumbbells_say_the_accuracies_of_its_columns(gallery, elements):
    drawing = gallery("gap_4")
    said = set(titles(drawing, elements))
    for row in rows(drawing):
        assert f"{row['run']}: test {row['test_accuracy']:.3f}, training {row['train_accuracy']:.3f}" in said


def test_the_bars_of_reliability_say_what_its_columns_hold(gallery, elements):
    drawing = gallery("reliability_10")
    expected = {
        f"{words.images(row['images'])} of mean confidence {row['mean_confidence']:.3f}: {row['share_right']:.3f} right"
        for row in rows(drawing)
        if row["images"]
    }
    assert set(titles(drawing, elements)) == expected


def test_the_dots_of_an_embedding_are_drawn_from_its_points(gallery, elements):
    drawing = gallery("embedding_2")
    marks = [each for each, _ in elements(drawing) if each.tag.endswith("path") and len(each)]
    drawn, values = [], []
    for mark in marks:
        name, images = re.fullmatch(r"one: (\d+) images of class (.+)", mark[0].text).groups()[::-1]
        points = [(row["x"], row["y"]) for row in rows(drawing) if row["class"] == name]
        dots = vertices(mark.attrib["d"])[::2]  # a dot is a stroke of no length
        assert len(points) == len(dots) == int(images)
        drawn, values = [*drawn, *dots], [*values, *points]
    assert len(marks) == 2
    assert misfit(np.array(drawn)[:, 0], [x for x, _ in values]) < 0.02
    assert misfit(np.array(drawn)[:, 1], [y for _, y in values]) < 0.02


def test_the_examples_say_what_its_columns_hold(gallery, elements):
    drawing = gallery("examples_32px")
    assert len(set(titles(drawing, elements))) == len(rows(drawing)) > 0
    for row, title in zip(rows(drawing), dict.fromkeys(titles(drawing, elements)), strict=True):
        assert title == f"image {row['id']} of class {row['true']}, taken for {row['predicted']}"
