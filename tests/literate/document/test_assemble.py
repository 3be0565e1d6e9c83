"""The whole report: numbers over all pages, what is missing or stale, and a file that asks for nothing."""

from __future__ import annotations

import re
from html import escape
from html.parser import HTMLParser
from typing import Any

import pytest

from literate.document import assemble
from literate.document.assemble import Gap, Stale, TitleBlock
from literate.document.page import KeptDrawing, Page
from literate.document.quantity import Quantity
from literate.document.tables import Column, Table
from literate.settings import Author

from .conftest import PROVENANCE, TEMPLATES, Assembled, Render

EVIL = '"><script>alert(1)</script>\U000f0000\ue000drawing|x\ue001'
VOID = {"meta", "img", "br", "hr", "link", "input", "path", "use"}


def text(html: str) -> str:
    return " ".join(re.sub(r"<style.*?</style>|<[^>]+>", " ", html, flags=re.DOTALL).split())


class Checker(HTMLParser):
    """Collects ids, link targets and addresses, and sees that tags nest."""

    def __init__(self, html: str) -> None:
        super().__init__()
        self.ids: list[str] = []
        self.targets: list[str] = []
        self.loads: list[str] = []
        self.open: list[str] = []
        self.feed(html)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        given = dict(attrs)
        self.ids += [value for key, value in attrs if key == "id" and value]
        self.loads += [value or "" for key, value in attrs if key in ("src", "srcset", "data", "poster")]
        self.targets += [
            value[1:] for key, value in attrs if key == "href" and value and value.startswith("#")
        ]
        if tag == "link":
            self.loads.append(given.get("href") or "")
        if tag not in VOID:
            self.open.append(tag)

    def handle_endtag(self, tag: str) -> None:
        if tag not in VOID:
            assert self.open.pop() == tag


def test_exhibits_are_numbered_over_all_pages_and_references_follow(
    pages: list[Page], assembled: Assembled
) -> None:
    said = text(assembled(list(pages)).paper).replace("\N{NO-BREAK SPACE}", " ")
    assert "Figure 1. One. Figure 1 Figure 2 q9.x missing" in said
    assert "Figure 2. Two. Figure 2b Figure 1 Table 1" in said
    assert "equation (2) and equation (1)" in said
    assert [found for found in re.findall(r"(?<=>)\d(?=</sup>)", assembled(list(pages)).paper)] == [
        "1",
        "1",
        "2",
        "2",
    ]


def test_a_reference_to_what_another_page_does_not_have_is_told_with_its_place(
    render: Render, assembled: Assembled
) -> None:
    first = render('# First\n\n{{ figure("loss", caption="One.") }}', name="q1")
    third = render('# Third\n\n{{ ref("q1.loss") }}\n\n{{ ref("q1.los") }} {{ ref("q2.loss") }}')
    made = assembled([first, Gap("q2", "Second", "It was never built."), third])
    said = "no figure, table or equation '{}' in the report; nearest: q1.loss"
    assert made.astray == [
        ("q1", "q3.md.j2:5", said.format("q1.los")),
        ("q2", "q3.md.j2:5", said.format("q2.loss")),
    ]
    assert "q1.los missing" in text(made.screen)


def test_another_order_of_pages_gives_other_numbers_without_rendering_them_again(
    pages: list[Page], assembled: Assembled
) -> None:
    said = text(assembled(pages[::-1]).paper).replace("\N{NO-BREAK SPACE}", " ")
    assert "Figure 1. Two." in said
    assert "Figure 2. One. Figure 2 Figure 1" in said


def test_the_html_is_whole_and_every_link_has_its_target(pages: list[Page], assembled: Assembled) -> None:
    made = assembled([*pages, Gap("q4", "Question 4", "It was never built.", "doit q4")])
    for html in (made.screen, made.paper):
        checked = Checker(html)
        assert not checked.open
        assert len(set(checked.ids)) == len(checked.ids)
        assert set(checked.targets) <= set(checked.ids)
        assert not re.search("[\ue000-\uf8ff\U000f0000-\U0010ffff]", html)


def test_the_screen_asks_for_nothing(pages: list[Page], assembled: Assembled) -> None:
    html = assembled(list(pages)).screen
    assert Checker(html).loads == []
    assert not re.search(r"url\((?!.?data:)|@import|<iframe|<object", html)
    assert html.count("<script") == 1
    assert len(html.encode()) < 1_000_000


def test_a_gap_and_a_stale_page_are_marked_with_what_to_do(pages: list[Page], assembled: Assembled) -> None:
    said = text(
        assembled(
            [
                Stale(pages[0], "Changed since: q1.svm."),
                Gap("q2", "Question 2", "It was never built.", "doit q2"),
            ]
        ).screen
    )
    assert "Stale. This page was kept from an earlier build: Changed since: q1.svm." in said
    assert "Not here. It was never built. To build it: doit q2 ." in said


def test_a_report_of_nothing_but_gaps_is_made(assembled: Assembled) -> None:
    made = assembled(
        [Gap("q1", "Question 1", "It failed.")],
        provenance={
            **PROVENANCE,
            "runs": [],
            "data": [],
            "sources": {},
            "commit": "",
            "versions": {},
            "hardware": [],
        },
    )
    assert "Question 1" in text(made.screen)
    assert made.claims == []


def test_the_title_block_says_who_hands_in_and_when(pages: list[Page], assembled: Assembled) -> None:
    authors = (Author("Ada", "7", "wrote q1"), Author("Grace", "8"))
    made = assembled(
        list(pages),
        title=TitleBlock("T", "S", "C", authors, "2022-03-03", "paper", "An editor.", ("another a.zip",)),
    )
    said = text(made.screen)
    assert "C T S Ada · 7 Grace · 8 3 March 2022 profile paper" in said
    assert "profile paper Not on the published archives but on another a.zip." in said
    assert "Contributions Ada: wrote q1 Tools used An editor." in said


def test_nothing_that_is_written_in_settings_results_or_provenance_becomes_html(
    render: Render, assembled: Assembled
) -> None:
    made = render("# T\n\n{{ evil.x }}", quantities={"evil": {"x": EVIL}})
    title = TitleBlock(EVIL, EVIL, EVIL, (Author(EVIL, EVIL, EVIL),), EVIL, EVIL, EVIL, (EVIL,))
    evil_run: Any = {**PROVENANCE["runs"][0], "name": EVIL, "digest": EVIL, "device": EVIL, "selection": EVIL}
    evil_data: Any = dict.fromkeys(PROVENANCE["data"][0], EVIL)
    provenance: Any = {
        "commit": EVIL,
        "changed": False,
        "sources": {EVIL: [EVIL]},
        "runs": [evil_run],
        "data": [evil_data],
        "versions": {EVIL: EVIL},
        "hardware": [EVIL],
    }
    parts: list[assemble.Part] = [Stale(made, EVIL), Gap("q9", EVIL, EVIL, EVIL)]
    whole = assembled(parts, title=title, provenance=provenance)
    for html in (whole.screen, whole.paper):
        assert html.count("<script") == (html is whole.screen)  # its own
        assert "&lt;script&gt;" in html
        assert not Checker(html).open


def test_a_character_that_no_font_has_is_shown_as_such(render: Render, assembled: Assembled) -> None:
    made = assembled([render("# T\n\n日 and ∯ and é")])
    assert "� and ∯ and é" in text(made.screen)
    assert '"Report Symbols"; font-weight' in made.screen


def test_the_appendix_lists_claims_that_link_both_ways_but_not_conjectures(
    pages: list[Page], assembled: Assembled
) -> None:
    made = assembled(list(pages))
    assert [claim["verdict"] for claim in made.claims] == ["supported", "refuted"]
    assert 'href="#q3-claim-1-verdict"' in made.screen
    assert (
        'id="q3-claim-1-verdict" data-run="q3.adam q3.sgd"><th scope="row"><a href="#q3-claim-1">Adam is best</a>'
        in made.screen
    )
    assert "q3.md.j2:11" in text(made.screen)


def test_the_appendix_says_what_the_runs_were(pages: list[Page], assembled: Assembled) -> None:
    said = text(assembled(list(pages)).screen).replace("\N{NO-BREAK SPACE}", " ")
    assert "q3.adam 622a0b210c 0, 1 93 282 3 min 13 s fixed in advance once, after training" in said
    assert "digits 1 200 / 300 / 297 CC BY 4.0 UCI 8 × 8" in said
    assert "Code 54d381a948 with uncommitted changes" in said
    assert "Python 3.11.9, on CPU, 1 thread; EPYC, 2 cores." in said
    assert "Hermans, Alexander, Lucas Beyer, Bastian Leibe (2017). In Defense" in said


def test_runs_on_several_devices_say_which(pages: list[Page], assembled: Assembled) -> None:
    other = {**PROVENANCE["runs"][0], "name": "q3.sgd", "device": "cuda (H100)"}
    made = assembled(list(pages), provenance={**PROVENANCE, "runs": [PROVENANCE["runs"][0], other]})
    said = text(made.screen).replace("\N{NO-BREAK SPACE}", " ")
    assert "Device" in said
    assert "3 min 13 s cuda (H100) fixed in advance" in said


def test_the_appendix_lists_source_files_shared_ones_once(pages: list[Page], assembled: Assembled) -> None:
    said = text(assembled(list(pages)).screen)
    assert "All questions src/lab/ x.py First tasks/ q1.py Third tasks/ q3.py" in said


@pytest.mark.parametrize(
    ("names", "foot"),
    [
        (["Ada"], "Ada · 7 · C, T"),
        (["Ada", "Bob"], "Ada and Bob · C, T"),
        (["Ada", "Bob", "Eve"], "Ada et al. · C, T"),
        (["A" * 20 + " " + "B" * 90], "A" * 20 + " …"),
    ],
)
def test_the_running_foot_leaves_room_for_the_page_s_number(
    pages: list[Page], assembled: Assembled, names: list[str], foot: str
) -> None:
    authors = tuple(Author(name, "7") for name in names)
    made = assembled(list(pages), title=TitleBlock("T", "", "C", authors))
    assert f'<p class="foot">{foot}</p>' in made.paper


def test_each_question_begins_a_page_when_asked(pages: list[Page], assembled: Assembled) -> None:
    made = assembled(list(pages), title=TitleBlock("T", apart=True))
    assert made.paper.count('class="question apart"') == 2


def test_the_data_behind_each_figure_is_attached(pages: list[Page], assembled: Assembled) -> None:
    made = assembled(list(pages))
    assert sorted(made.attachments) == ["q1-loss.csv", "q3-gap.csv", "q3-loss.csv"]
    assert made.attachments["q1-loss.csv"] == b"epoch,loss\n1,0.6\n2,0.1\n"


def test_two_pictures_that_use_one_id_do_not_clash(pages: list[Page], assembled: Assembled) -> None:
    html = assembled(list(pages)).screen
    assert '<g id="q1-loss-a">' in html
    assert '<use href="#q3-gap-a"/>' in html


def test_every_colour_of_the_figures_has_its_partner_on_dark_paper() -> None:
    from literate.figures import palette

    css = (TEMPLATES / "report.css").read_text()
    for light, dark in palette.DARK.items():
        if light != dark:
            assert f'.drawing [fill="{light}"] {{ fill: {dark}; }}' in css
            assert f'.drawing [stroke="{light}"] {{ stroke: {dark}; }}' in css


def test_marks_stand_in_the_margin_or_in_the_appendix(render: Render, assembled: Assembled) -> None:
    parts = [render("# T\n\n[x]{? sgd.test is best}")]
    assert '<html lang="en" class="screen marks-margin">' in assembled(parts).screen
    title = TitleBlock("T", marks="appendix")
    made = assembled(parts, title=title)
    assert '<html lang="en" class="screen marks-appendix">' in made.screen
    assert '<html lang="en" class="paper marks-appendix">' in made.paper
    assert ".marks-appendix .note:is(.noise, .refuted, .weighed) { display: none; }" in made.screen


def test_nothing_of_a_drawing_a_table_or_a_word_becomes_html(render: Render, assembled: Assembled) -> None:
    shown = escape(f"Adam: {EVIL}", quote=False)
    path = f'<path d="M0 0h9"><title>{shown}</title></path>'
    svg = f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 9 9">{path}</svg>'
    drawn = KeptDrawing(svg, EVIL, {EVIL: [EVIL]}, 80.0, caption=EVIL, runs={"": [EVIL], "Adam": [EVIL]})
    evil = Quantity(0.5, "fraction", 9, (EVIL,), EVIL, EVIL)
    table = Table(
        (Column(EVIL, runs=(EVIL,)), Column(EVIL, "bar")), ((EVIL, evil),), ((EVIL, 1),), EVIL, runs=(EVIL,)
    )
    made = render(
        '# T\n\n{{ figure("x", caption="c") }} {{ table("t", caption="c") }} {{ evil.word }} {{ evil.args.kind }}',
        exhibits={"x": drawn, "t": table},
        quantities={"evil": {"word": EVIL, "test": evil}},
        arguments={"evil": {"kind": EVIL}},
    )
    whole = assembled([made])
    for html in (whole.screen, whole.paper):
        assert html.count("<script") == (html is whole.screen)  # its own
        assert not Checker(html).open
    assert whole.screen.count("&lt;script&gt;") > 12
