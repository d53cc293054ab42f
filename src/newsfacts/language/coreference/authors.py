"""Whose word a document is: "a report by Amnesty", "the ministry's statement"."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from spacy.tokens import Token

from newsfacts.language.coreference.antecedents import speaks
from newsfacts.language.entities.index import WINDOW, Filler
from newsfacts.language.syntax.phrases import noun_phrase
from newsfacts.language.syntax.relations import case_of

if TYPE_CHECKING:
    from newsfacts.language.coreference.linking import Linker


def resolve_document(linker: Linker, token: Token, depth: int) -> list[Filler]:
    """Whose word a document is."""
    return _find_author(linker, token, depth) if token.lemma_.lower() in linker.words["document"] else []


def _find_author(linker: Linker, token: Token, depth: int) -> list[Filler]:
    """Whose word a document is: "a report by Amnesty", "the ministry's statement", "a U.N. resolution"."""
    if any(c.dep_ == "compound" and c.lower_ in {"news", "media", "press", "newspaper"} for c in token.children):
        return []  # "news reports from Lebanon" are nobody's word
    for head in [*_find_owners(linker, token), *_find_issuers(linker, token)]:
        found = [f for f in linker.resolve(head, depth + 1) if f.ref is not None or f.kind == "group"]
        if token.lemma_.lower() not in linker.words["word_of_state"]:  # a report is not its country's word
            found = [f for f in found if f.kind != "country"]
        if found:
            return found
    return _find_author_before(linker, token, depth) if _is_known(token) else []


def _is_known(token: Token) -> bool:
    """ "The report", "according to the report": one that was told of before."""
    return [c.lower_ for c in token.children if c.dep_ != "case" and not c.is_punct] == ["the"]


def _find_owners(linker: Linker, token: Token) -> list[Token]:
    """Whom the words of a document's own phrase name: its possessor, "by", "from", a modifier."""
    of = [c for c in token.children if c.dep_.startswith("nmod")]
    return [
        *(c for c in of if c.dep_ == "nmod:poss" and c.tag_ != "PRP$"),
        *(c for c in of if c.i > token.i and case_of(c) in {"by", "from"}),
        *linker.modifier_mentions(token),
        *(c for c in token.children if c.dep_ == "compound" and c.lemma_.lower() in linker.words["speaker"]),
    ]


def _find_issuers(linker: Linker, token: Token) -> list[Token]:
    """Who issues a document: "the ministry issued a statement", "a statement issued through his spokesman"."""
    heads = []
    if token.dep_ in {"obj", "nsubj:pass"} and token.head.lemma_ in linker.words["issuing"]:
        heads = [c for c in token.head.children if c.dep_ == "nsubj" and c.i < token.i]
    clauses = [c for c in token.children if c.dep_ == "acl" and c.lemma_ in linker.words["issuing"]]
    through = (c for clause in clauses for c in clause.children if c.dep_.startswith("obl"))
    return [*heads, *(c for c in through if case_of(c) in {"by", "through"})]


def _find_author_before(linker: Linker, token: Token, depth: int) -> list[Filler]:
    """Whose word "the statement" is, by the one that was named last: "the ministry said in a statement"."""
    for i in range(token.i - 1, max(0, token.i - WINDOW), -1):
        earlier = linker.doc[i]
        if earlier.lemma_ != token.lemma_ or earlier.tag_ != "NN":
            continue
        found = _find_author(linker, earlier, depth + 1) if depth < 3 else []
        if not found and earlier.dep_ == "obl" and speaks(linker, earlier.head):
            subject = [c for c in earlier.head.children if c.dep_ == "nsubj"]
            found = [f for f in linker.resolve(subject[0], depth + 1) if f.ref is not None] if subject else []
        start, end = noun_phrase(token)
        return [replace(f, token=token, start=start, end=end, resolved=linker.text[f.start : f.end]) for f in found]
    return []
