from collections import Counter

import numpy as np

from literate.figures import confusion_blocks


def loops(result) -> Counter:
    """Images of either class taken for the other, counted one by one."""
    predicted = result["test_scores"].argmax(1)
    pairs = zip(result["test_labels"].tolist(), predicted.tolist(), strict=True)
    return Counter(tuple(sorted(pair)) for pair in pairs if pair[0] != pair[1])


def test_the_pairs_are_those_confused_most(gallery, run, types):
    result = run([f"species {n}" for n in range(200)], 10000)
    most = sorted(loops(result).values(), reverse=True)[:12]
    lines = types(gallery("confusion_200"))
    pairs = [line for line in lines if " – " in line.says]
    printed = [next(n for n in lines if n.left > p.right and abs(n.bottom - p.bottom) < 0.1) for p in pairs]
    assert [int(line.says) for line in printed] == most
    expected = loops(result)
    for pair, count in zip(pairs, printed, strict=True):
        names = sorted(int(name.removeprefix("species ")) for name in pair.says.split(" – "))
        assert expected[tuple(names)] == int(count.says)


def test_the_data_hold_every_cell_with_images(gallery, run):
    result = run([f"species {n}" for n in range(200)], 10000)
    data = gallery("confusion_200").data
    cells = Counter(zip(data["true"], data["predicted"], strict=True))
    assert max(cells.values()) == 1
    assert sum(data["count"]) == 10000
    own = zip(data["true"], data["predicted"], data["count"], strict=True)
    right = sum(n for a, b, n in own if a == b)
    assert right == (result["test_scores"].argmax(1) == result["test_labels"]).sum()


def test_a_pair_counts_both_directions():
    counts = np.array([[5, 2, 0], [3, 5, 1], [0, 0, 5]])
    assert confusion_blocks.most_confused(counts) == [(0, 1, 5), (1, 2, 1)]


def test_a_block_says_which_classes_it_holds(elements, gallery):
    said = [e.text for e, _ in elements(gallery("confusion_200")) if e.tag.endswith("title")]
    blocks = [text for text in said if text.endswith(" taken for another of these")]
    data = gallery("confusion_200").data
    assert len(blocks) == sum(
        n > 1 for n in Counter(dict(zip(data["true"], data["block"], strict=True)).values()).values()
    )
