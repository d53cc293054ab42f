"""What is named by a word that only the article makes plain: "the bank", "the South", "Beijing" for its state."""

from __future__ import annotations

from functools import lru_cache
from typing import TYPE_CHECKING

from spacy.tokens import Token

from newsfacts.language.entities.index import Filler
from newsfacts.language.officials.patterns import kinds_by_noun
from newsfacts.language.syntax.phrases import noun_phrase
from newsfacts.lexicon import Lexicon

if TYPE_CHECKING:
    from newsfacts.language.coreference.linking import Linker


@lru_cache(maxsize=8)
def _capitals(lexicon: Lexicon) -> dict[str, str]:
    """Capital → code of its state."""
    return {capital: row["code"] for row in lexicon.rows("country") for capital in row.get("capitals", ())}


def resolve_capital(linker: Linker, token: Token, depth: int) -> list[Filler]:
    """The state whose capital is named as a place."""
    start, end = noun_phrase(token)
    code = _capital_of(linker, start, end) if token.text[:1].isupper() else None
    return [Filler(token, code, "place", start, end, resolved=code)] if code is not None else []


def _capital_of(linker: Linker, start: int, end: int) -> str | None:
    """The state of the record whose capital is named as a place: who arrives in Beijing visits China."""
    text = linker.text[start:end]
    code = _capitals(linker.lexicon).get(text)
    return code if code in linker.entity else None


def resolve_korea(linker: Linker, token: Token, depth: int) -> list[Filler]:
    """ "The South" and "the north" where both Koreas are spoken of."""
    code = {"north": "KP", "south": "KR"}.get(token.lower_)
    if code is None or not {"KP", "KR"} <= linker.entity.keys():
        return []
    inner = [c for c in token.children if c.dep_ not in {"det", "case", "punct"}]
    if inner or not any(c.lower_ == "the" for c in token.children):
        return []
    return [Filler(token, code, "country", token.idx, token.idx + len(token), resolved=code)]


def resolve_definite(linker: Linker, token: Token, depth: int) -> list[Filler]:
    """ "The bank" after one bank was named; "the government" of the only state spoken of."""
    before = [c.lower_ for c in token.children if c.i < token.i and c.dep_ != "case"]
    if before != ["the"] or token.pos_ not in {"NOUN", "PROPN"} or token.tag_ == "NNS":
        return []
    lemma, start, end = token.lemma_.lower(), token.idx, token.idx + len(token)
    if (only := _find_only_of_kind(linker, token)) is not None:
        return [Filler(token, only, "organization", start, end, resolved="the only one named before")]
    if token.pos_ == "PROPN" and any(c.i > token.i and c.dep_ in {"flat", "nmod"} for c in token.children):
        return []  # "the Bank of Ghana" is not the bank named before
    named = {ref for ref, first in linker.bodies.get(lemma, ()) if first < start}
    if len(named) == 1:
        return [Filler(token, named.pop(), "organization", start, end, resolved="named before")]
    if named or lemma != "government":
        return []
    earlier = {c.id for c in linker.doc._.countries if c.mentions and c.mentions[0].start < start}
    if len(earlier) != 1:
        return []
    return [Filler(token, earlier.pop(), "country", start, end, resolved="the only state spoken of")]


def _find_only_of_kind(linker: Linker, token: Token) -> str | None:
    """The one body named before that is of the kind that a noun tells: "the airline"."""
    kind = kinds_by_noun().get(token.lemma_.lower())
    if kind is None or token.tag_ != "NN":
        return None
    bodies = (e for e in linker.doc._.organizations if e.kind == kind and e.mentions)
    found = {e.id for e in bodies if min(m.start for m in e.mentions) < token.idx}
    return found.pop() if len(found) == 1 else None
