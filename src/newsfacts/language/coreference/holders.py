"""Whom a phrase belongs to that names nobody itself: "LRA fighters", "two of the officers", "his government"."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from spacy.tokens import Token

from newsfacts.language.entities.index import Filler, Mention
from newsfacts.language.syntax.phrases import noun_phrase
from newsfacts.language.syntax.relations import case_of

if TYPE_CHECKING:
    from newsfacts.language.coreference.linking import Linker


def _is_part(linker: Linker, token: Token) -> bool:
    """Whether only some are meant: "two members", "several ministers"."""
    return any(c.dep_ == "nummod" or c.lower_ in linker.words["partial"] for c in token.children)


def resolve_members(linker: Linker, token: Token, depth: int) -> list[Filler]:
    """Whose people they are: "LRA fighters", "rebels of the LRA", "its troops", "the member states of the EU"."""
    lemma = token.lemma_.lower()
    several = lemma in linker.words["states"] and token.tag_ in {"NNS", "NNPS"} and not _is_part(linker, token)
    for child in token.children if several or lemma in linker.words["fighters"] else ():
        holder = linker.resolve_pronoun(child) if child.lower_ == "its" else []
        start, end = noun_phrase(token)
        if len(holder) == 1 and holder[0].ref is not None:
            return [replace(holder[0], token=token, start=start, end=end)]
        m = linker.find_mention(child)
        if m is None or m.kind != "organization" or (several and getattr(m.entity, "kind", "") != "igo"):
            continue
        of = child.dep_ == "nmod" and case_of(child) in {"of", "from"}
        if of or child.dep_ in {"compound", "amod", "nmod:poss"}:
            return [Filler(token, m.ref, "organization", start, end)]
    return []


def resolve_branch(linker: Linker, token: Token, depth: int) -> list[Filler]:
    """The body whose branch it is: "the regional branch of the Interior Ministry"."""
    whole = _find_whole(linker, token) if token.lemma_.lower() in linker.words["part_of_body"] else None
    return [Filler(token, whole.ref, whole.kind, *noun_phrase(token))] if whole is not None else []


def _find_whole(linker: Linker, token: Token) -> Mention | None:
    """The body whose branch it is: "the regional branch of the Interior Ministry"."""
    for child in token.children:
        of = child.dep_.startswith("nmod") and child.i > token.i and case_of(child) == "of"
        m = linker.find_mention(child) if of else None
        if m is not None and m.kind == "organization":
            return m
    return None


def resolve_part(linker: Linker, token: Token, depth: int) -> list[Filler]:
    """Whom a part is of: "two of the officers", "a group of students"; not a part of a state."""
    if token.lemma_.lower() not in linker.words["partitive"] and token.tag_ != "CD":
        return []
    parts = (c for c in token.children if c.dep_.startswith("nmod") and c.i > token.i and case_of(c) == "of")
    for child in parts:
        inner = linker.resolve(child, depth + 1)
        if not inner or inner[0].kind == "other":
            continue
        if inner[0].ref and inner[0].kind == "country":
            return []
        body = token.lemma_.lower() == "member" and inner[0].kind == "organization"
        if (token.tag_ == "CD" or _is_part(linker, token)) and (inner[0].ref is None or body):
            kind = "group" if body else inner[0].kind  # "three of its members", with their number
            return [Filler(token, None, kind, *noun_phrase(token))]
        return inner
    return []


def resolve_state(linker: Linker, token: Token, depth: int) -> list[Filler]:
    """The state of "the Chinese side", "Sudan's government", "his government"."""
    if token.lemma_.lower() not in linker.words["country"]:
        return []
    if (own := _resolve_own_state(linker, token)) is not None:
        return [own]
    found = (linker.find_mention(modifier) for modifier in _country_modifiers(linker, token))
    state = next((m for m in found if m is not None and m.kind == "country"), None)
    return [Filler(token, state.ref, "country", *noun_phrase(token))] if state is not None else []


def _resolve_own_state(linker: Linker, token: Token) -> Filler | None:
    """ "His government", said of who serves a state; "its government" of a state."""
    for child in token.children:
        if child.dep_ == "nmod:poss" and child.tag_ == "PRP$":
            states = {linker.country_of(f.ref) for f in linker.resolve_pronoun(child)}
            code = states.pop() if len(states) == 1 else None
            if code is not None and code in linker.entity:
                start, end = noun_phrase(token)
                return Filler(token, code, "country", start, end, resolved=code)
    return None


def _country_modifiers(linker: Linker, token: Token) -> list[Token]:
    out = linker.modifier_mentions(token)
    out += [c for c in token.children if c.dep_ == "nmod" and case_of(c) == "of" and linker.by_token.get(c.i)]
    return out
