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

_STATES_SAY = frozenset(
    {"statement", "letter", "resolution", "communique", "declaration", "announcement", "decree", "memo"}
)


def resolve_document(linker: Linker, token: Token, depth: int) -> list[Filler]:
    """Whose word a document is."""
    return _find_author(linker, token, depth) if token.lemma_.lower() in linker.words["document"] else []


def _find_author(linker: Linker, token: Token, depth: int) -> list[Filler]:
    """Whose word a document is: "a report by Amnesty", "the ministry's statement", "a U.N. resolution"."""
    told = token.lemma_.lower()
    if any(c.dep_ == "compound" and c.lower_ in {"news", "media", "press", "newspaper"} for c in token.children):
        return []  # "news reports from Lebanon" are nobody's word
    heads = [c for c in token.children if c.dep_ == "nmod:poss" and c.tag_ != "PRP$"]
    heads += [
        c for c in token.children if c.dep_.startswith("nmod") and case_of(c) in {"by", "from"} and c.i > token.i
    ]
    heads += linker.modifier_mentions(token)
    heads += [c for c in token.children if c.dep_ == "compound" and c.lemma_.lower() in linker.words["speaker"]]
    issuing = {"issue", "release", "publish", "send", "write", "sign"}
    if token.dep_ in {"obj", "nsubj:pass"} and token.head.lemma_ in issuing:
        heads += [c for c in token.head.children if c.dep_ == "nsubj" and c.i < token.i]
    for clause in token.children:  # "a statement issued through his spokesman"
        if clause.dep_ == "acl" and clause.lemma_ in issuing:
            heads += [c for c in clause.children if c.dep_.startswith("obl") and case_of(c) in {"by", "through"}]
    for head in heads:
        found = [f for f in linker.resolve(head, depth + 1) if f.ref is not None or f.kind == "group"]
        if told not in _STATES_SAY:  # a report or article of a country is not that country's word
            found = [f for f in found if f.kind != "country"]
        if found:
            return found
    return _find_author_before(linker, token, depth) if [c.lower_ for c in token.children] == ["the"] else []


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
