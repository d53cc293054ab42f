"""Who does what a verb or an action noun tells: its own subject, or the one that what governs it lends.

One function for each relation a verb may stand in (:data:`_LENDERS`): what is coordinated shares a subject, an
infinitive takes it from the object or the subject of its verb (control, raising), a relative clause has it from the
noun that it describes.
"""

from __future__ import annotations

from collections.abc import Callable

from spacy.tokens import Token

from newsfacts.language.syntax.quotes import CLOSING
from newsfacts.language.syntax.relations import (
    FINITE,
    SUBJECTS,
    antecedent,
    case_of,
    find_finite_above,
    is_verb,
    lemma_of,
    marks_of,
    words,
)
from newsfacts.language.syntax.voice import find_agent, is_passive
from newsfacts.lexicon.words import load_words

#: How far a subject is lent on.
_DEEPEST = 6


def logical_subject(verb: Token, depth: int = 0) -> list[Token]:
    """Who does it: the subject, or the agent of a passive; none where that is not told."""
    return find_agent(verb) if is_passive(verb) else surface_subject(verb, depth)


def surface_subject(verb: Token, depth: int = 0) -> list[Token]:
    """The grammatical subject: the verb's own, or the one it shares with, or is lent by, what governs it."""
    if depth > _DEEPEST:
        return []
    if own := _find_own(verb):
        return [antecedent(subject) for subject in own]
    if verb.head.i == verb.i:
        return []
    lend = _LENDERS.get(verb.dep_)
    return lend(verb, depth + 1) if lend is not None else []


def _find_own(verb: Token) -> list[Token]:
    """The subject on the verb itself or on its auxiliary; two where the parser did not coordinate them."""
    own = [c for c in verb.children if c.dep_ in {*SUBJECTS, "nsubj:outer"}]
    if len(own) == 1 and own[0].tag_ == "DT" and own[0].lower_ in {"each", "both", "all"}:
        own = []  # "France and Portugal have each offered"
    if not own:
        helpers = [c for c in verb.children if c.dep_ in {"aux", "aux:pass", "cop"} and c.i < verb.i]
        own = [g for c in helpers for g in c.children if g.dep_ in SUBJECTS]
    return own if len(own) < 2 else _choose(own, verb)


def _choose(own: list[Token], verb: Token) -> list[Token]:
    """Of several subjects the verb's own: the last behind a quotation or an aside, both of two beside "and"."""
    own = [c for c in own if c.lemma_.lower() not in words()["time"]] or own
    if len(own) > 1 and own[1].pos_ == "PROPN":
        first, near = own[1].left_edge, {own[0].i + 1}
        if first.i and first.nbor(-1).text == ")":
            near.add(own[0].right_edge.i + 1)
        if first.i in near and first.pos_ not in {"PUNCT", "CCONJ", "DET"}:
            own = own[1:]  # "drugmaker Roche", "U.N. chief Ban", "Water Authority (WA) head Lee" read as two subjects
    if len(own) > 1:
        last = own[-1]
        added = last.tag_ == "PRP" and last.i == verb.i - 1 and last.nbor(-1).text == ","
        if added or any(t.text in CLOSING for t in verb.doc[own[-2].i + 1 : last.i]):
            return [last]  # "The president, he added, had no plan", '"…," she told a rally'
        between = {t.lower_ for t in verb.doc[own[0].i + 1 : own[1].i]}
        if "and" in between or ("," in between and any(c.dep_ == "conj" for c in own[1].children)):
            return own[:2]  # "Ann Lee, Bo Ray and Cy Fox met"
    return own[:1]


def _find_shared(verb: Token, depth: int) -> list[Token]:
    """Of a conjunct: the subject of what it is coordinated with."""
    head = verb.head
    if returns_to_speaker(verb):
        return surface_subject(head.head, depth)
    finite = verb.tag_ in FINITE
    low = head.dep_ in {"advcl", "acl"} and head.tag_ == "VBG" and verb.tag_ in {"VBD", "VBZ"}
    low = low or (finite and not _is_clause(head) and head.dep_.split(":")[0] in {"obl", "obj", "nmod", "iobj"})
    if low:  # "accused it of breaking its word and threatened …", "requires people to worship in churches and …"
        above = find_finite_above(head)
        return surface_subject(above, depth) if above is not None else []
    return surface_subject(head, depth) if _is_clause(head) else []


def returns_to_speaker(verb: Token) -> bool:
    """Whether a verb read as the second of what is said is the speaker's: "said prices had risen and urged calm".

    Its own past stands beside an auxiliary that it does not share, and it addresses somebody.
    """
    head = verb.head
    stative = not is_verb(head) and any(c.dep_ == "cop" for c in head.children)  # "were empty and called on donors"
    finite = verb.tag_ == "VBD" or (verb.tag_ == "VBN" and stative)
    apart = verb.dep_ == "conj" and finite and head.dep_ == "ccomp" and _addresses(verb)
    helped = head.tag_ in {"VBN", "VB", "VBG"} or any(c.dep_ == "aux" and c.i < head.i for c in head.children)
    told = apart and (helped or stative) and head.head.lemma_ in words()["telling"]
    return told and not any(c.dep_ in SUBJECTS or c.dep_ == "aux:pass" for c in verb.children)


def _addresses(verb: Token) -> bool:
    """Whether a verb speaks to others; of asking, only asking somebody named to do or give: not "asked him to"."""
    if verb.lemma_ == "ask":
        behind = [c for c in verb.children if c.i > verb.i]
        wanted = any(c.dep_ in {"xcomp", "ccomp", "advcl"} or case_of(c) == "for" for c in behind)
        return wanted and any(c.dep_ in {"obj", "iobj"} and c.tag_ not in {"PRP", "WP"} for c in behind)
    return verb.lemma_ in words()["addressing"]


def _is_clause(head: Token) -> bool:
    return is_verb(head) or head.pos_ == "ADJ"


def _find_controller(verb: Token, depth: int) -> list[Token]:
    """Of an open complement: the object of a verb that lets its object act, else the subject of the verb above."""
    head = verb.head
    if lemma_of(head) in words()["object_control"]:
        objects = [c for c in head.children if c.dep_ in {"obj", "iobj"}]
        if not objects and lemma_of(head) in {"call", "appeal", "call on"}:
            objects = [c for c in head.children if c.dep_.startswith("obl") and case_of(c) in _ADDRESSED]
        if objects:
            return [antecedent(objects[0])]
    return surface_subject(head, depth)


#: Before who is called on.
_ADDRESSED = frozenset({"on", "upon", "to", "for"})


def _find_of_circumstance(verb: Token, depth: int) -> list[Token]:
    """Of an adverbial clause without a subject: the main clause's, or its object where the preposition says so."""
    head = verb.head
    objects = [c for c in head.children if c.dep_ == "obj"]
    if _tells_of(verb, head):
        return [antecedent(c) for c in objects]
    if verb.tag_ not in {"VBG", "VBN", "VB"}:
        return []
    gerund, marks = verb.tag_ == "VBG", marks_of(verb)
    if gerund and (elsewhere := _find_told(verb, depth)) is not None:
        return elsewhere
    if gerund and head.pos_ in {"ADJ", "ADV"} and marks & {"to", "from"}:  # "is far from signing"
        return surface_subject(head, depth)
    charged = marks & {"of", "for", "from", "into", "against"} and verb.tag_ != "VB"
    named = ("as" in marks and head.lemma_ in words()["portraying"]) or ("with" in marks and head.lemma_ == "charge")
    if charged or named:
        given = [c for c in head.children if c.dep_ in {"obj", "iobj"}]
        if given:
            return [antecedent(given[0])]
    if verb.tag_ == "VB":
        return _find_of_purpose(verb, objects, depth)
    return surface_subject(head, depth) if is_verb(head) else []


def _find_told(verb: Token, depth: int) -> list[Token] | None:
    """Of a participle beside a report whose subject it may not share; None where there is no report."""
    head = verb.head
    late = any(c.dep_ == "nsubj" and c.i > verb.i for c in head.children)
    # "Speaking after talks, the premier said"
    opens = verb.left_edge.i == verb.sent.start and not any(c.dep_ == "obj" for c in verb.children)
    if verb.i < head.i and head.lemma_ in words()["telling"] and late and not opens and not marks_of(verb):
        return []  # "…, killing ten people, officials said": the killing is not theirs
    return None


def _find_of_purpose(verb: Token, objects: list[Token], depth: int) -> list[Token]:
    """Of an infinitive that tells an aim: who is called on to do it, else who acts."""
    head = verb.head
    if not is_verb(head):  # "is due to meet"
        return surface_subject(head, depth) if head.pos_ == "ADJ" else []
    if not objects and head.lemma_ in words()["appealing"]:
        objects = [c for c in head.children if c.dep_ == "obl" and c.i < verb.i and case_of(c) in _ADDRESSED]
    if not objects and head.lemma_ in words()["urging"]:
        return []  # whoever is urged hangs elsewhere
    edge = verb.left_edge
    apart = "," in {edge.text, edge.nbor(-1).text if edge.i else ""}  # "detained him, to protest cuts"
    if objects and head.lemma_.lower() in words()["object_control"] and not apart:
        return [antecedent(objects[0])]
    return surface_subject(head, depth)


def _find_described(verb: Token, depth: int) -> list[Token]:
    """Of a relative clause: the noun it describes, where no pronoun is its object."""
    return [] if any(c.dep_ == "obj" and c.tag_ in {"WDT", "WP"} for c in verb.children) else [verb.head]


def _find_of_modifier(verb: Token, depth: int) -> list[Token]:
    """Of a participle or infinitive that describes a noun: the noun, or who has or does what it names."""
    head = verb.head
    if verb.tag_ in {"VBG", "VBN", "VBD"}:
        if not marks_of(verb):
            return [_bearer(head, verb)]
        charged = head.dep_ in {"obj", "iobj"} and head.head.lemma_ in words()["charging"]
        return [head] if charged else noun_subject(head, depth)  # "the risk of losing"
    if any(c.dep_ == "cop" for c in head.children) and head.lemma_.lower() in load_words("actors.toml")["group"]:
        return [c for c in head.children if c.dep_ == "nsubj"]  # "Gates is the first official to visit"
    return noun_subject(head, depth)


def _find_of_complement(verb: Token, depth: int) -> list[Token]:
    """Of a clause without a subject that a verb governs: that verb's, where it is no finite one."""
    helped = any(c.dep_ == "aux" and c.lower_ != "having" for c in verb.children)
    if verb.tag_ in {"VB", "VBG", "VBN"} and not helped:
        return surface_subject(verb.head, depth)
    return []


#: Who lends its subject to a verb, by the relation in which the verb stands.
_LENDERS: dict[str, Callable[[Token, int], list[Token]]] = {
    "conj": _find_shared,
    "xcomp": _find_controller,
    "advcl": _find_of_circumstance,
    "acl:relcl": _find_described,
    "acl": _find_of_modifier,
    "ccomp": _find_of_complement,
}


def noun_subject(noun: Token, depth: int = 0) -> list[Token]:
    """Who does what an action noun names: possessor, by-phrase, or the subject of its light verb."""
    if depth > _DEEPEST:
        return []
    owners = [c for c in noun.children if c.dep_ == "nmod:poss"]
    makers = owners or [c for c in noun.children if c.dep_.startswith("nmod") and case_of(c) == "by"]
    if makers:
        return makers[:1]
    if noun.lemma_ in words()["guilt"] and noun.dep_ == "obj" and is_verb(noun.head):
        return logical_subject(noun.head, depth + 1)  # "acknowledged responsibility for killing"
    verb = light_verb(noun)
    return logical_subject(verb, depth + 1) if verb is not None else []


def light_verb(noun: Token) -> Token | None:
    """The verb that only carries the noun ("held talks"); climbs one step over "a series of talks"."""
    token = noun
    for _ in range(2):
        head = token.head
        if head.i == token.i:
            return None
        if is_verb(head):
            return head if _carries(head, token) else None
        of = token.dep_ == "nmod" and case_of(token) == "of" and head.lemma_ in words()["stretch"]
        if head.pos_ != "NOUN" or not (of or token.dep_ == "conj"):
            return None
        token = head
    return None


def _carries(verb: Token, noun: Token) -> bool:
    """Whether a verb says no more than that the noun was done: "held talks", "came under attack"."""
    case = case_of(noun)
    if case == "for" and any(c.dep_ == "obj" for c in verb.children):
        return False  # "imposed sanctions for its refusal"
    if case == "with" and verb.lemma_ in words()["answering"]:
        return True
    oblique = noun.dep_.startswith("obl") and case in {"for", "on", "into", "to", "under", "at", ""}
    told = noun.dep_ in {"obj", "nsubj:pass"}
    names = {lemma_of(verb), verb.lemma_.lower()}
    return (told or oblique) and bool(names & words()["light"]) and not names & words()["deferring"]


def predicate_subject(noun: Token) -> list[Token]:
    """Who "is on a visit", "is in talks": the subject of a noun behind a copula and a preposition."""
    if not any(c.dep_ == "cop" for c in noun.children) or case_of(noun) not in {"on", "in", "at"}:
        return []
    return [c for c in noun.children if c.dep_ == "nsubj"]


def _tells_of(verb: Token, head: Token) -> bool:
    """A participle right behind people that it tells of: "dispersed demonstrators calling for reform"."""
    before = verb.nbor(-1) if verb.i else verb
    if verb.tag_ != "VBG" or before.dep_ != "obj" or before.head.i != head.i or before.tag_ != "NNS":
        return False
    if any(c.dep_ in {"mark", "case", "aux"} for c in verb.children):
        return False
    people = before.lemma_.lower() in load_words("actors.toml")["group"]
    return people and verb.lemma_ not in words()["means"]


def _bearer(noun: Token, verb: Token) -> Token:
    """Of "the cases of citizens kidnapped" the citizens."""
    if noun.lemma_ in load_words("actors.toml")["frame"]:
        for child in noun.children:
            if child.dep_ == "nmod" and case_of(child) == "of" and noun.i < child.i < verb.i:
                return child
    return noun
