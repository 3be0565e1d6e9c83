from literate.figures import words


def test_numbers_follow_the_report_s_rounding_rule():
    assert words.share(0.697625) == "0.698"
    assert words.share(0.0625, 3) == "0.062"
    assert words.share(float("nan")) == "–"
    assert words.count(8000).replace("\u00a0", " ") == "8 000"


def test_one_image_is_not_several():
    assert [words.images(n).replace("\u00a0", " ") for n in (0, 1, 2000)] == [
        "0 images",
        "1 image",
        "2 000 images",
    ]


def test_a_list_ends_in_and():
    assert [words.listed(list("abc")[:n]) for n in range(4)] == ["", "a", "a and b", "a, b and c"]
