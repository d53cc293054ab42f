"""Passives and participles: whether a verb's subject does or suffers it."""

from __future__ import annotations

from spacy.tokens import Token

from newsfacts.language.syntax.relations import case_of, words


def is_passive(verb: Token) -> bool:
    """Whether the subject of a verb, told or not, suffers what it says."""
    if any(_tells_passive(child) for child in verb.children) or is_wished(verb):
        return True
    if verb.dep_ == "conj" and verb.tag_ == "VBN" and verb.head.tag_ == "VBN":
        return not any(c.dep_ in {"nsubj", "aux", "aux:pass"} for c in verb.children) and is_passive(verb.head)
    if _lacks_auxiliary(verb):
        return is_passive(verb.head)
    participle = verb.dep_ in {"acl", "advcl"} and verb.tag_ in {"VBN", "VBD"} and not is_sentence_verb(verb)
    return participle and not any(c.dep_ in {"nsubj", "mark", "obj"} for c in verb.children)


def _lacks_auxiliary(verb: Token) -> bool:
    """Whether a verb read as a past goes on with a passive: "was charged in Lima and freed on bail"."""
    joined = verb.dep_ == "conj" and verb.tag_ == "VBD" and verb.head.tag_ == "VBN" and verb.i > verb.head.i
    if not joined or verb.lemma_ not in words()["transitive"]:
        return False
    return not any(c.dep_ in {"nsubj", "aux", "obj", "iobj", "ccomp", "xcomp"} for c in verb.children)


def _tells_passive(child: Token) -> bool:
    """Whether what hangs on a verb tells that it is passive: its auxiliary, its subject, its agent."""
    return child.dep_ in {"nsubj:pass", "aux:pass"} or (child.dep_ == "obl:agent" and case_of(child) == "by")


def is_wished(verb: Token) -> bool:
    """Of "want the minister replaced" the replacing: its object's, and only wished."""
    if verb.dep_ not in {"xcomp", "ccomp", "advcl"} or verb.tag_ not in {"VBN", "VBD"}:
        return False
    between = verb.doc[verb.head.i + 1 : verb.i]
    return verb.head.lemma_ in words()["wanting"] and any(t.dep_ in {"obj", "nsubj"} for t in between)


def is_complement(verb: Token) -> bool:
    """A gerund right behind its verb, read as a circumstance: "ruled out(, however,) sending troops"."""
    if verb.dep_ != "advcl" or verb.tag_ != "VBG" or verb.head.i > verb.i:
        return False
    before = verb.nbor(-1)
    while before.i > verb.head.i and (before.text == "," or before.lower_ == "however"):
        before = before.nbor(-1)
    if before.i < verb.i - 1 and before.i != verb.i - 4:
        return False  # only a whole aside stands between
    return before.i == verb.head.i or (before.dep_ == "compound:prt" and before.head.i == verb.head.i)


def is_sentence_verb(verb: Token) -> bool:
    """A past tense hung as a participle on the noun that is its subject, in a sentence left without another verb."""
    head = verb.head
    if verb.dep_ != "acl" or verb.tag_ not in {"VBD", "VBN"} or head.pos_ not in {"NOUN", "PROPN"}:
        return False
    counted = any(c.i == verb.i - 1 and c.dep_ == "nmod" and case_of(c) == "of" for c in head.children)
    if verb.i - head.i > 2 and not counted:
        return False
    while head.dep_ == "nmod" and case_of(head) == "of":  # "Thousands of people gathered"
        head = head.head
    return head.dep_ == "ROOT"


def find_agent(verb: Token) -> list[Token]:
    """Who does what a passive tells: the phrase with "by"."""
    return [c for c in verb.children if c.dep_ in {"obl:agent", "obl"} and case_of(c) == "by"][:1]
