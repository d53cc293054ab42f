"""The logical functions of an action noun: the same questions that ``syntax.arguments`` answers for a verb.

"Iran's detention of five men" and "held talks": possessor, modifier, the subject of the light verb, prepositions.
"""

from __future__ import annotations

from collections import defaultdict

from spacy.tokens import Token

from newsfacts.language.coreference.linking import Linker
from newsfacts.language.syntax.arguments import Arguments, collect_prepositions
from newsfacts.language.syntax.relations import SUBJECTS, antecedent, is_verb, words
from newsfacts.language.syntax.subjects import light_verb, logical_subject, predicate_subject
from newsfacts.lexicon.words import load_words


def _find_pair(between: Token, index: Linker) -> list[Token]:
    """The two parties of "between A and B", by the names themselves where the parser did not coordinate them."""
    doc, end = between.doc, min(between.sent.end, between.i + 16)
    conjunction = next((t.i for t in doc[between.i + 1 : end] if t.lower_ == "and"), None)
    if conjunction is None:
        return []
    sides = []
    for first, last in ((between.i + 1, conjunction), (conjunction + 1, min(end, conjunction + 7))):
        named = [m for i in range(first, last) if (m := index.find_mention(doc[i])) is not None]
        specific = [m for m in named if m.kind in {"official", "person", "organization"}] or named
        if not specific:
            return []
        sides.append(doc[specific[0].last])
    return sides


def noun_arguments(noun: Token, index: Linker) -> Arguments:
    """The same functions for an action noun: poss, modifier, light, by, of and the other prepositions."""
    out: Arguments = defaultdict(list)
    _collect_before(noun, index, out)
    collect_prepositions(noun, out)
    _collect_behind(noun, index, out)
    _collect_carried(noun, out)
    out["subject"] = out["light"] or out["by"] or out["poss"]
    return out


def _collect_before(noun: Token, index: Linker, out: Arguments) -> None:
    """Add possessors, modifiers and complement clauses: "Iran's arrest of", "rebel attacks", "a plan to leave"."""
    out["poss"] = [c for c in noun.children if c.dep_ == "nmod:poss"]
    out["modifier"] = [
        c for c in index.modifier_mentions(noun) if c not in out["poss"] and c.nbor(1).text[:1] not in {"-", "–"}
    ]
    for child in noun.children:
        if child.dep_ in {"compound", "amod"} and child.i < noun.i:
            out["compound"].append(child)
            if child.lemma_.lower() in load_words("actors.toml")["modifier"] and child not in out["modifier"]:
                out["modifier"].append(child)
            continue
        marked = child.dep_ in {"acl", "ccomp"} and any(c.dep_ == "mark" for c in child.children)
        if marked or (child.dep_ in {"acl", "ccomp", "xcomp"} and child.tag_ == "VB"):
            out["clause"].append(child)


def _collect_behind(noun: Token, index: Linker, out: Arguments) -> None:
    """Add what stands behind the noun and is its own, though the parser hung it elsewhere."""
    for inner in list(out["of"]):  # "the withdrawal of troops from Mali": the place hung on the troops
        below: Arguments = defaultdict(list)
        collect_prepositions(inner, below)
        for preposition in ("from", "to", "by", "against", "with", "on"):
            out[preposition] = out[preposition] or below[preposition]
    after = noun.doc[noun.i + 1 : min(noun.sent.end, noun.i + 4)]
    pair = next((_find_pair(t, index) for t in after if t.lower_ == "between"), [])
    if pair and len(out["between"]) + sum(len(list(b.conjuncts)) for b in out["between"]) < 2:
        out["between"] = pair


def _collect_carried(noun: Token, out: Arguments) -> None:
    """Add what hangs on the verb that carries the noun, or only says that it happened: "talks were held in Oslo"."""
    verb, head = light_verb(noun), noun.head
    if verb is not None:
        out["light"] = [s for s in logical_subject(verb) if s.i != noun.i]
        out["verb"] = [verb]
        collect_prepositions(verb, out, skip=noun.i)
        out["object"] = [c for c in verb.children if c.dep_ == "obj" and c.i != noun.i]
        out["iobject"] = [c for c in verb.children if c.dep_ == "iobj"]
        out["clause"] += [c for c in verb.children if c.dep_ == "xcomp"]
    elif holders := predicate_subject(noun):
        out["light"] = [antecedent(holders[0])]
    elif is_verb(head) and noun.dep_ in SUBJECTS and head.lemma_ in words()["occurrence"]:
        collect_prepositions(head, out)
        out["verb"] = [head]


