"""A typed number is answered with the name that quotes it, and with none when that would be a guess."""

from __future__ import annotations

from literate.document.quantity import Quantity
from literate.lint import suggestions

KNOWN = {
    "adam.test": 0.9694,
    "sgd.test": 0.9611,
    "adam.args.batch": 32.0,
    "sgd.args.batch": 32.0,
    "adam.epochs": 32.0,
}


def test_digits_are_compared_as_they_were_typed() -> None:
    assert suggestions.quoting("0.97", 0.97, "", KNOWN) == ["adam.test"]
    assert suggestions.quoting("96.1 %", 0.961, "", KNOWN) == ["sgd.test"]
    assert suggestions.quoting("0.971", 0.971, "", KNOWN) == []
    assert suggestions.quoting("many", None, "", KNOWN) == []


def test_what_the_sentence_names_comes_first_and_a_guess_is_not_made() -> None:
    assert (
        suggestions.quoting("32", 32, "In batches of 32 for SGD", KNOWN | {"b": 32.0})[0] == "sgd.args.batch"
    )
    assert suggestions.quoting("32", 32, "nothing", KNOWN) == []
    assert suggestions.quoting("1", 1.0, "", {"adam.test": 0.97}) == []


def test_names_are_what_an_author_writes() -> None:
    page = {"adam": {"test": Quantity(0.5), "best_class": "cat", "recall_of": {"cat": Quantity(1.0)}}}
    arguments = {"adam": {"args": {"lr": 1e-3, "fused": True, "model": {"width": 64}}}}
    assert dict(suggestions.names(page)) == {"adam.test": 0.5, "adam.recall_of.cat": 1.0}
    assert dict(suggestions.names(arguments)) == {"adam.args.lr": 1e-3, "adam.args.model.width": 64.0}
