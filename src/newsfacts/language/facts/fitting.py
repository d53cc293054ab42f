"""Who may fill a role: what a rule's ``fill`` and ``need`` ask of those that syntax finds."""

from __future__ import annotations

from typing import Any

from spacy.tokens import Token

from newsfacts.language.coreference.linking import Linker
from newsfacts.language.entities.index import Filler
from newsfacts.language.syntax.relations import case_of
from newsfacts.lexicon.words import load_words

ACTORLIKE = frozenset({"official", "organization", "person", "country", "group"})
#: Whose office makes them an authority, which may arrest and charge.
_ROLES = frozenset({"judiciary", "police", "military", "minister", "official"})
_KINDS = frozenset({"government", "military", "igo"})


def fits(filler: Filler, wanted: str, index: Linker) -> bool:
    """Whether somebody is of one of the kinds that are wanted, parted by "|"."""
    return any(_is_of(filler, want, index) for want in wanted.split("|"))


def _is_of(filler: Filler, want: str, index: Linker) -> bool:
    if want == "any":
        return filler.kind != "number"
    if want == "actor":
        return filler.kind in ACTORLIKE
    if want == "authority":
        return _is_authority(filler, index)
    if want == "incumbent":
        return _is_incumbent(filler, index)
    if want == "place":
        named = filler.token.ent_type_ == "LOC" and filler.token.pos_ == "PROPN"
        return filler.kind == "place" or named
    if want == "group" and is_age(filler.token):
        return True
    return filler.kind == want or (want == "official" and _holds_office(filler))


def is_age(token: Token) -> bool:
    """ "The 22-year-old": somebody told by an age."""
    return token.lower_ in {"old", "olds"} and token.i > 1 and token.nbor(-1).text == "-"


def _is_authority(filler: Filler, index: Linker) -> bool:
    """Whether somebody may arrest and charge."""
    entity = index.entity.get(filler.ref or "")
    if filler.kind == "country" or getattr(entity, "role", "") in _ROLES or getattr(entity, "kind", "") in _KINDS:
        return True
    return filler.token.lemma_.lower() in index.words["authority"]


def _is_incumbent(filler: Filler, index: Linker) -> bool:
    """Whether somebody is one person in office."""
    entity = index.entity.get(filler.ref or "")
    status = getattr(entity, "status", None) if getattr(entity, "name", None) else None
    return filler.kind == "official" and status in {"current", "acting"} and not getattr(entity, "group", False)


def _holds_office(filler: Filler) -> bool:
    """Whether an office stands for its holder: "the prime minister", of whom the article does not make plain which."""
    head = filler.token
    if filler.kind != "group" or filler.ref is not None or head.tag_ != "NN":
        return False
    definite = any(c.lower_ == "the" or c.dep_ == "nmod:poss" for c in head.children)
    coming = any(c.lower_ in {"new", "next", "future"} for c in head.children)  # is nobody yet
    return definite and not coming and head.lemma_.lower() in load_words("actors.toml")["incumbent"]


def _is_of_several(head: Token) -> bool:
    """Whether a plural is of several states: "the ministers of Chile and Peru", "the Turkish and Greek ministers"."""
    below = [c for c in head.children if c.dep_ in {"amod", "compound"} or case_of(c) == "of"]
    joined = [g for c in below for g in c.children if g.dep_ == "conj" and g.tag_ in {"JJ", "NNP", "NNPS"}]
    return head.tag_ in {"NNS", "NNPS"} and any(g.text[:1].isupper() for g in joined)


def meets(need: str, roles: dict[str, list[Filler]], have: dict[str, Any]) -> bool:
    """Whether a need is met: a role or part that is there, ``actors`` (two), or ``linked`` (one of the record's)."""
    if need == "actors":
        collective = load_words("actors.toml")["collective"]  # "the two sides and both countries met" names nobody
        named = any(f.ref or f.token.lemma_.lower() not in collective for f in roles["actor"])
        return len(roles["actor"]) > 1 and named
    if need == "several":  # "the Turkish and Greek ministers", in one phrase
        return any(_is_of_several(f.token) for f in roles["actor"])
    if need == "alone":  # nothing stands where the other side would
        return not have["other"]
    if need == "infinitive":  # "told him to leave", not "told him that …"
        return bool(have["infinitive"])
    if need == "self":  # the clause's subject is the actor again, or no one else's
        return bool(have["self"])
    if need == "linked":
        return any(f.ref is not None for found in roles.values() for f in found)
    return bool(have.get(need))
