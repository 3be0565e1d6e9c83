"""The bibliography: what BibTeX files by hand hold, and how it is cited and listed."""

from __future__ import annotations

from pathlib import Path

import pytest

from literate.document import bibliography
from literate.errors import TemplateError

FILE = r"""
@comment{this is none}
@article{one, author={Hinton, Geoffrey and Ba, Jimmy}, title="Layer {N}ormalization -- a study", year=2016,
  journal={arXiv}}
@inproceedings{two,
  author = {J{\"o}rg M{\"u}ller}, title = {Nested {braces {deep}} \& more},
  booktitle = {Proc. of X}, year = {2020},
  doi = {10.1/x},
}
@book{three, author = {A, A and B, B and C, C}, title={T}, year={1999}, url={javascript:alert(1)}}
@misc{four, title = {<b>No author</b>}}
"""
SPACE = "\N{NO-BREAK SPACE}"


@pytest.fixture
def entries(tmp_path: Path) -> dict[str, bibliography.Entry]:
    (tmp_path / "references.bib").write_text(FILE, encoding="utf-8")
    return bibliography.read(tmp_path / "references.bib")


def test_fields_in_braces_quotes_and_bare_are_read(entries: dict[str, bibliography.Entry]) -> None:
    assert list(entries) == ["one", "two", "three", "four"]
    assert entries["one"]["title"] == "Layer Normalization – a study"
    assert entries["one"]["year"] == "2016"
    assert entries["two"]["author"] == "Jörg Müller"
    assert entries["two"]["title"] == "Nested braces deep & more"


def test_citations_are_authors_and_year(entries: dict[str, bibliography.Entry]) -> None:
    named = [bibliography.cited(entry).replace(SPACE, " ") for entry in entries.values()]
    assert named == ["Hinton & Ba 2016", "Müller 2020", "A et al. 1999", "<b>No author</b> n.d."]


def test_a_line_never_ends_within_a_citation(entries: dict[str, bibliography.Entry]) -> None:
    assert all(" " not in bibliography.cited(entries[key]) for key in ("one", "two", "three"))


@pytest.mark.parametrize(
    ("author", "cited", "listed"),
    [
        ("Smith, J. and others", "Smith et al. 2016", "Smith, J., et al. (2016). "),
        ("Smith, J. and Ann Lee and others", "Smith et al. 2016", "Smith, J., Ann Lee, et al. (2016). "),
        ("He, Kaiming and Zhang, Xiangyu", "He & Zhang 2016", "He, Kaiming, Xiangyu Zhang (2016). "),
        ("Kaiming He", "He 2016", "He, Kaiming (2016). "),
        ("Plato", "Plato 2016", "Plato (2016). "),
    ],
)
def test_the_list_begins_as_the_text_cites(author: str, cited: str, listed: str) -> None:
    entry = {"author": author, "year": "2016", "title": "T", "journal": "J"}
    assert bibliography.cited(entry).replace(SPACE, " ") == cited
    assert f">{listed}<cite>T</cite>. J.</li>" in bibliography.listed({"it": entry}, ["it"])


def test_without_an_author_the_list_begins_with_the_title(entries: dict[str, bibliography.Entry]) -> None:
    assert "><cite>&lt;b&gt;No author&lt;/b&gt;</cite> (n.d.).</li>" in bibliography.listed(entries, ["four"])


def test_a_short_name_is_listed_before_a_longer_one_that_begins_with_it() -> None:
    entries = {name: {"author": name, "year": year} for name, year in (("Liang", "2014"), ("Li", "2015"))}
    html = bibliography.listed(entries, entries)
    assert html.index('cite-Li"') < html.index("cite-Liang")


def test_the_list_holds_what_is_cited_once_by_author_and_escaped(
    entries: dict[str, bibliography.Entry],
) -> None:
    html = bibliography.listed(entries, ["two", "four", "one", "two", "three"])
    assert [html.index(f'id="cite-{key}"') for key in ("four", "three", "one", "two")] == sorted(
        html.index(f'id="cite-{key}"') for key in entries
    )
    assert html.count("cite-two") == 1
    assert "<b>" not in html
    assert "javascript" not in html
    assert '<a href="https://doi.org/10.1/x">doi.org/10.1/x</a>' in html
    assert bibliography.listed(entries, []) == ""


def test_an_entry_that_does_not_end_is_told_with_its_line(tmp_path: Path) -> None:
    (tmp_path / "references.bib").write_text("\n@article{one, title={never closed\n")
    with pytest.raises(TemplateError, match=r"^references\.bib:2  the entry one does not end"):
        bibliography.read(tmp_path / "references.bib")


def test_a_file_that_is_no_text_is_told_by_its_name(tmp_path: Path) -> None:
    (tmp_path / "references.bib").write_bytes(b"@article{one, author={J\xf6rg}}")
    with pytest.raises(TemplateError, match=r"^references\.bib: is not UTF-8"):
        bibliography.read(tmp_path / "references.bib")


def test_the_project_s_own_bibliography_is_read_whole() -> None:
    path = Path(__file__).parents[3] / "templates" / "references.bib"
    entries = bibliography.read(path)
    assert len(entries) == path.read_text(encoding="utf-8").count("\n@") + 1
    assert all({"author", "title", "year"} <= set(entry) for entry in entries.values())


def test_entries_of_the_same_authors_and_year_are_told_apart(tmp_path: Path) -> None:
    path = tmp_path / "references.bib"
    one = "@book{%s, author = {Platt, John}, title = {%s}, year = {1999}, publisher = {P}, pages = {61--74}}"
    path.write_text(f"{one % ('late', 'Zeta')}\n{one % ('early', 'Alpha')}", encoding="utf-8")
    entries = bibliography.read(path)
    assert {key: bibliography.cited(entry).replace(SPACE, " ") for key, entry in entries.items()} == {
        "late": "Platt 1999b",
        "early": "Platt 1999a",
    }
    assert "Platt, John (1999a). <cite>Alpha</cite>. P, pages 61–74." in bibliography.listed(
        entries, ["early"]
    )
