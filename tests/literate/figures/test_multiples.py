from literate.figures import multiples


def test_a_run_has_one_colour_in_all_panels(elements):
    a, b = {"history_train_loss": [3.0, 2.0]}, {"history_train_loss": [2.5, 1.0]}
    drawing = multiples.draw({"one": {"wide": a, "deep": b}, "two": {"deep": a}, "three": {"wide": b}})
    colours = {}
    for element, paint in elements(drawing):
        if element.tag.endswith("title"):
            colours.setdefault(element.text.split(", ")[1].split(":")[0], set()).add(paint["stroke"])
    assert {name: len(own) for name, own in colours.items()} == {"wide": 1, "deep": 1}
    assert colours["wide"] != colours["deep"]


def test_the_data_are_the_histories_by_panel_run_and_seed():
    seeds = [{"history_train_loss": [3.0, 2.0]}, {"history_train_loss": [5.0]}]
    assert multiples.draw({"one": {"a": seeds}}).data == {
        "loss": ["one"] * 3, "run": ["a"] * 3, "seed": [1, 1, 2], "epoch": [1, 2, 1], "value": [3.0, 2.0, 5.0]
    }  # fmt: skip


def test_each_panel_has_an_axis_of_its_own(types):
    few, many = {"history_train_loss": [3.0, 2.0]}, {"history_train_loss": [300.0, 200.0]}
    says = [line.says for line in types(multiples.draw({"one": {"a": few}, "two": {"a": many}}))]
    assert {"3.000"} <= {f"{float(text):.3f}" for text in says if text.replace(".", "").isdigit()}
    assert "300" in says
