"""The grammar of titles: every row's example and counterexample, as ``titles.toml`` has them."""

from __future__ import annotations

import pytest

import newsfacts
from newsfacts.article import Article
from newsfacts.language.officials.organizations import find_bodies
from newsfacts.language.officials.patterns import offices
from newsfacts.language.officials.phrase import Row, Title, read_grammar
from newsfacts.language.officials.roles import find_row
from newsfacts.language.officials.titles import find_titles
from newsfacts.language.officials.words import View, to_view
from newsfacts.language.pipeline import to_doc

PHRASES = [(table, row) for table in ("before", "behind") for row in read_grammar(table)]
ROLES = read_grammar("role")


def titles_of(marked: str) -> tuple[View, dict[str, Title], str]:
    """The words of a sentence, its titles by their text, and the one in brackets."""
    start, end = marked.index("["), marked.index("]") - 1
    text = marked.replace("[", "").replace("]", "")
    nlp = newsfacts.load()
    doc = to_doc(nlp, Article(text=text, source="x"))
    for name in nlp.pipe_names:
        if name == "newsfacts_officials":
            break
        doc = nlp.get_pipe(name)(doc)
    view = to_view(doc, offices()[2])
    found = find_titles(view, find_bodies(view))
    spans = {view.text[slice(*view.span(title.start, title.end))]: title for title in found}
    return view, spans, text[start:end]


@pytest.mark.parametrize("row", [row for _, row in PHRASES], ids=[f"{table}: {row.id}" for table, row in PHRASES])
@pytest.mark.parametrize("side", ["example", "counterexample"])
def test_phrase(row: Row, side: str) -> None:
    _, spans, wanted = titles_of(getattr(row, side))
    assert wanted in spans


@pytest.mark.parametrize("row", ROLES, ids=[row.id for row in ROLES])
def test_role(row: Row) -> None:
    view, spans, wanted = titles_of(row.example)
    assert find_row(view, spans[wanted]).id == row.id
    view, spans, other = titles_of(row.counterexample)
    assert find_row(view, spans[other]).id != row.id


def test_rows_are_told_apart() -> None:
    for table in ("before", "behind", "role"):
        names = [row.id for row in read_grammar(table)]
        assert len(names) == len(set(names))
