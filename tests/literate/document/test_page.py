"""Templates and the pages that come of them, as text to read: `goldens/pages.md`.

`RENEW_GOLDENS=1 uv run pytest tests/literate` writes all goldens anew; read the difference.
"""

from __future__ import annotations

import json
import os
import re
from dataclasses import replace
from pathlib import Path

import pytest

from literate.document import bibliography, page
from literate.document.basis import Interval
from literate.document.quantity import Missing, Quantity
from literate.errors import TemplateError

from .conftest import DRAWING, TABLE, WITH_MISSING, Render

GOLDENS = Path(__file__).parent / "goldens" / "pages.md"
EVIL = "<script>alert(1)</script> *bold* \U000f0000\ue000number|x\ue001 [a](b) | \x00"
CASES = re.findall(r"(?ms)^([^\n]+)\n\.\n(.*?)\n\.\n(.*?)^\.$", GOLDENS.read_text(encoding="utf-8"))


def readable(html: str) -> str:
    """HTML with the open places of a page in visible brackets."""
    return html.replace("\ue000", "⟦").replace("\ue001", "⟧")


@pytest.mark.parametrize(("title", "source", "expected"), CASES, ids=[case[0] for case in CASES])
def test_page(render: Render, title: str, source: str, expected: str) -> None:
    quantities = {**WITH_MISSING, "evil": {"name": EVIL}}
    if "is best" in source:
        del quantities["momentum"]
    found = readable(render(source, quantities=quantities).html)
    if os.environ.get("RENEW_GOLDENS"):
        text = GOLDENS.read_text(encoding="utf-8")
        old, new = f"{title}\n.\n{source}\n.\n{expected}.", f"{title}\n.\n{source}\n.\n{found}."
        GOLDENS.write_text(text.replace(old, new), encoding="utf-8")
    assert found == expected


def test_a_page_survives_json(render: Render) -> None:
    made = render('# T\n\n[x]{? adam.test is best} $x_i$ {{ figure("loss", caption="c") }} [@hermans2017]')
    assert page.from_json(json.loads(json.dumps(page.to_json(made)))) == made


def test_a_page_knows_its_title_labels_claims_cites_and_pictures(render: Render) -> None:
    made = render(
        '# The *title*\n\n[x]{? adam.test is best} {{ figure("loss", "gap", name="both") }} [@hermans2017]'
        "\n\n$$x_1$$ (e)"
    )
    assert made.title == "The title"
    assert [(label["name"], label["part"]) for label in made.labels] == [
        ("both", ""),
        ("loss", "a"),
        ("gap", "b"),
        ("eq:e", ""),
    ]
    assert [(claim["file"], claim["line"], claim["verdict"]) for claim in made.claims] == [
        ("q3.md.j2", 3, "supported")
    ]
    assert made.cites == ["hermans2017"]
    assert made.drawings["q3-loss"] == {
        "svg": DRAWING.svg,
        "alt": DRAWING.alt,
        "width": 80.0,
        "data": DRAWING.data,
        "runs": {"": ["q3.adam"]},
    }


def test_the_bibliography_is_read_once_a_page_and_not_at_all_without_a_citation(
    render: Render, monkeypatch: pytest.MonkeyPatch
) -> None:
    read: list[Path] = []
    once = bibliography.read
    monkeypatch.setattr(bibliography, "read", lambda path: read.append(path) or once(path))
    render("No citation.")
    assert len(read) == 0
    render("[@hermans2017] and [@hermans2017; @hermans2017]")
    assert len(read) == 1


def test_a_bibliography_that_does_not_end_is_its_authors_mistake(render: Render, tmp_path: Path) -> None:
    (tmp_path / "mine.bib").write_text("\n@article{one, title={never closed\n")
    with pytest.raises(TemplateError, match=r"^mine\.bib:2  the entry one does not end"):
        render("[@one]", bibliography=tmp_path / "mine.bib")


def test_a_claim_over_two_lines_is_told_at_the_line_of_its_predicate(render: Render) -> None:
    made = render("# T\n\nA sentence [that goes\non]{? adam.test is best}.")
    assert [(claim["line"], claim["text"]) for claim in made.claims] == [(4, "that goes on")]


def test_a_claim_in_a_loop_is_judged_each_time(render: Render) -> None:
    made = render("{% for run in ['adam', 'sgd'] %}\n- [{{ run }}]{? {{ run }}.test is best}\n{% endfor %}")
    assert [(claim["line"], claim["verdict"]) for claim in made.claims] == [(2, "supported"), (2, "refuted")]


def test_what_is_missing_is_a_marked_gap(render: Render) -> None:
    made = render(
        '{{ momentum.test }} {{ figure("gap", caption="c") }}',
        quantities=WITH_MISSING,
        exhibits={"gap": Missing("q3.gap", "no scores"), "rows": TABLE},
    )
    assert 'title="q3.momentum: diverged at epoch 3"' in made.html
    assert "<strong>q3.gap</strong> is missing: no scores" in made.html


def test_a_caption_may_hold_numbers_claims_and_formulas(render: Render) -> None:
    made = render(
        '{% set n = adam.test %}{{ figure("loss", caption="[Adam]{? adam.test is best} $x_i$ " ~ n) }}'
    )
    assert "claim supported" in made.html
    assert "q3-formula-" in made.html


def test_a_key_number_has_its_interval_below_and_two_have_both_or_none(render: Render) -> None:
    sure = Quantity(0.885, "fraction", interval=Interval(0.86, 0.91, 0.95, "797 test images"))
    numbers = {"q3": {"adam": {"test": sure, "loss": Quantity(0.3)}}}
    made = render('{{ key(q3.adam.test, q3.adam.test, "a") }}', name="cover", quantities=numbers).html
    below = re.search(r'<p class="sure">(.*?)</p>', made)
    assert below
    assert re.sub(r"<[^>]+>", "", below[1]) == "±0.025 → ±0.025"
    assert (
        "sure"
        not in render('{{ key(q3.adam.test, q3.adam.loss, "a") }}', name="cover", quantities=numbers).html
    )


def test_a_keys_label_and_numbers_are_shown_with_arrows(render: Render) -> None:
    quantities = {"q3": WITH_MISSING, "q2": Missing("q2", "never built")}
    text = '{{ key(q3.sgd.test, q3.adam.test, "before → after") }} {{ key(q2.x, "gone") }}'
    made = render(text, name="cover", quantities=quantities)
    assert re.sub(r"<[^>]+>", " ", made.html).split() == [
        "0.684",
        "→",
        "0.885",
        "before",
        "→",
        "after",
        "–",
        "gone",
    ]


def test_what_a_drawing_adds_to_its_caption_follows_the_author_s_words(render: Render) -> None:
    drawn = replace(DRAWING, caption="Ends at 0.2 & <begins>.")
    exhibits = {"loss": drawn, "gap": DRAWING}
    alone = render('# T\n\n{{ figure("loss", caption="Loss.") }}', exhibits=exhibits).html
    assert (
        'Loss. <span class="drawn" data-run="q3.adam">Ends at 0.2 &amp; &lt;begins&gt;.</span></figcaption>'
        in alone
    )
    both = render('# T\n\n{{ figure("loss", "gap", a="Loss.", name="both") }}', exhibits=exhibits).html
    assert 'Loss. <span class="drawn" data-run="q3.adam">Ends at 0.2 &amp; &lt;begins&gt;.</span></p>' in both
    assert both.count("drawn") == 1


def test_a_literal_that_is_meant_is_shown_as_it_was_typed(render: Render) -> None:
    assert 'a step of <span class="literal">0.9</span>.' in render("# T\n\na step of [0.9]{literal}.\n").html
