"""Functions further from a trigger than its own arguments: paths of ``lexicon/functions.toml``, read and walked.

The file tells how a path is written. Steps and tests that are more than a look at a label have a name there and a
function here (``STEPS``, ``TESTS``).
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from functools import cache
from typing import Any

from spacy.tokens import Token

from newsfacts.language.coreference.linking import Linker
from newsfacts.language.facts.matcher import noun_arguments
from newsfacts.language.facts.trigger import find_circumstances
from newsfacts.language.syntax.arguments import Arguments, verb_arguments
from newsfacts.language.syntax.relations import case_of, is_verb
from newsfacts.language.syntax.subjects import surface_subject
from newsfacts.lexicon.files import read_table
from newsfacts.lexicon.words import load_words

_TOKEN = re.compile(r"[()+|.]|\[[^\]]+\]|\w+")
#: How many phrases below a verb are searched for a state.
_PHRASES = 30


@cache
def _load_table() -> dict[str, Any]:
    return read_table("functions.toml")


@cache
def _load_words() -> dict[str, frozenset[str]]:
    """The lists that a path may name: its own, those of actors and the classes of rules."""
    own = {name: frozenset(listed) for name, listed in _load_table()["words"].items()}
    return {**load_words("classes.toml"), **load_words("actors.toml"), **own}


@dataclass(frozen=True)
class Place:
    """A word on a path: the trigger with its arguments, or a word that a step has led to."""

    token: Token
    trigger: Token
    index: Linker
    own: Arguments | None = None

    @property
    def arguments(self) -> Arguments:
        """The functions of the word, as those of a verb or of a noun."""
        if self.own is not None:
            return self.own
        return verb_arguments(self.token) if is_verb(self.token) else noun_arguments(self.token, self.index)

    def move(self, tokens: Iterable[Token]) -> list[Place]:
        """The places of other words on the same path."""
        return [Place(t, self.trigger, self.index) for t in tokens]


#: From one place to those that a part of a path leads to.
Way = Callable[[Place], list[Place]]


# -- reading paths -----------------------------------------------------------------------------------------------
class _Parser:
    """A path, read from left to right."""

    def __init__(self, path: str, words: dict[str, frozenset[str]]) -> None:
        self.tokens: list[str] = _TOKEN.findall(path)
        self.words = words
        self.at = 0

    def peek(self) -> str:
        return self.tokens[self.at] if self.at < len(self.tokens) else ""

    def take(self) -> str:
        self.at += 1
        return self.tokens[self.at - 1]

    def read_union(self) -> Way:
        """Ways joined by "+"."""
        ways = [self.read_choice()]
        while self.peek() == "+":
            self.take()
            ways.append(self.read_choice())
        return lambda place: [found for way in ways for found in way(place)]

    def read_choice(self) -> Way:
        """Ways parted by "|"."""
        ways = [self.read_chain()]
        while self.peek() == "|":
            self.take()
            ways.append(self.read_chain())
        return lambda place: next((found for way in ways if (found := way(place))), [])

    def read_chain(self) -> Way:
        """Steps and tests, one behind the other."""
        steps: list[Way] = []
        while self.peek() not in {"", "+", "|", ")"}:
            part = self.take()
            if part == "(":
                steps.append(self.read_union())
                self.take()
            elif part.startswith("["):
                steps.append(_to_filter(part[1:-1], self.words))
            elif part != ".":
                steps.append(_to_step(part))
        return lambda place: _walk(place, steps)


def _walk(place: Place, steps: list[Way]) -> list[Place]:
    places = [place]
    for step in steps:
        places = [found for at in places for found in step(at)]
    return places


def _to_step(name: str) -> Way:
    if (known := STEPS.get(name)) is not None:
        return lambda place: place.move(known(place))
    return lambda place: place.move(place.arguments.get(name, ()))


def _to_filter(text: str, words: dict[str, frozenset[str]]) -> Way:
    wanted = not text.startswith("!")
    key, _, given = text.removeprefix("!").partition(":")
    if given:
        values = frozenset(v for part in given.split(",") for v in (words[part[1:]] if part[0] == "@" else [part]))
        look = LOOKS[key]
        return lambda place: [place] if (not values.isdisjoint(look(place))) == wanted else []
    test = TESTS[key]
    return lambda place: [place] if test(place) == wanted else []


#: What a test with values looks at.
LOOKS: dict[str, Callable[[Place], set[str]]] = {
    "dep": lambda place: {place.token.dep_},
    "tag": lambda place: {place.token.tag_},
    "case": lambda place: {case_of(place.token)},
    "lemma": lambda place: {place.token.lemma_.lower()},
    "has": lambda place: {name for name, found in place.arguments.items() if found},
    "below": lambda place: {c.dep_ for c in place.token.children},
    "child": lambda place: {c.lemma_.lower() for c in place.token.children},
}


# -- named tests -------------------------------------------------------------------------------------------------
def is_anothers(token: Token) -> bool:
    """Whether somebody else does a noun: "fired rockets during a visit by the president"."""
    after = token.doc[token.i + 1 : min(token.sent.end, token.i + 8)]
    return any(t.lower_ == "by" and t.dep_ == "case" and not is_verb(t.head) for t in after)


def _is_scene(place: Place) -> bool:
    """Whether a name before a noun that anybody may be behind tells where, as headlines do: "Pakistan blasts"."""
    token = place.token
    m = place.index.find_mention(token)
    named = m is not None and m.kind == "country" and m.mention == "name" and not token.text.isupper()
    return named and token.head.lemma_ in place.index.words["anybodys"]


def _is_acting(place: Place) -> bool:
    """Whether an infinitive behind a phrase tells what somebody shall do: "for Somalia to open the border"."""
    verb = find_infinitive(place.token)
    return verb is not None and not any(c.dep_ == "aux:pass" for c in verb.children)


def _is_early(place: Place) -> bool:
    """Whether a noun stands before the trigger's complement."""
    clause = _find_arguments(place.trigger, place.index).get("clause", [])
    return bool(clause) and place.token.pos_ == "NOUN" and place.token.i < clause[0].i


def find_infinitive(noun: Token) -> Token | None:
    """What somebody is called on to do: the infinitive right behind a phrase."""
    own = [c for c in noun.children if c.dep_ in {"acl", "xcomp"} and c.i > noun.i]
    after = own[0].left_edge if own else noun.right_edge.nbor(1) if noun.right_edge.i + 1 < len(noun.doc) else noun
    return after.head if after.lower_ == "to" and after.head.tag_ in {"VB", "VBN"} and after.head.i > after.i else None


def _find_arguments(token: Token, index: Linker) -> Arguments:
    return verb_arguments(token) if is_verb(token) else noun_arguments(token, index)


TESTS: dict[str, Callable[[Place], bool]] = {
    "verb": lambda place: is_verb(place.token),
    "named": lambda place: place.index.find_mention(place.token) is not None,
    "later": lambda place: place.token.i > place.trigger.i,
    "alone": lambda place: len(list(place.token.lefts)) == 1,
    "anothers": lambda place: is_anothers(place.token),
    "scene": _is_scene,
    "fired": lambda place: any(case_of(c) == "under" for c in place.token.children),  # "came under fire"
    "acting": _is_acting,
    "told": lambda place: any(c.dep_ == "nsubj" and c.tag_ != "PRP" for c in place.token.children),
    "early": _is_early,
    "lone": lambda place: not any(f.ref or f.kind == "group" for f in place.index.resolve(place.token)),
}


# -- named steps -------------------------------------------------------------------------------------------------
def _find_within(place: Place) -> list[Token]:
    """The first state in the phrases below a verb, without its subject and clauses: "loans for schools in Chad"."""
    queue = [c for c in place.token.children if c.dep_.split(":")[0] in {"obj", "obl", "iobj", "nmod"}]
    for _ in range(_PHRASES):
        if not queue:
            break
        phrase = queue.pop(0)
        m = place.index.find_mention(phrase)
        named = m is not None and m.kind == "country" and m.mention != "demonym"
        if named and case_of(phrase) in {"in", "to", "for", ""}:
            return [phrase]
        queue += [c for c in phrase.children if c.dep_ in {"nmod", "obl", "nmod:poss", "amod", "compound"}]
    return []


def _find_refusals(place: Place) -> list[Token]:
    """The verb that later turns down what is offered: "had offered to meet, but Oslo refused"."""
    token = place.token
    beside = token.head.children if token.dep_ == "ccomp" else ()
    verbs = [c for c in (*token.subtree, *beside) if c.i > token.i and c.dep_ == "conj"]
    return [c for c in verbs if c.lemma_ in _load_words()["refusing"]][:1]


def _find_offers(place: Place) -> list[Token]:
    """The verbs that a refusal is joined to and that offer or ask something."""
    token = place.token
    offering = _load_words()["offering"]
    found = [v for v in (token.head, *token.head.children) if v.lemma_ in offering and v.i < token.i]
    return [v for v in found if v.i == token.head.i or v.dep_ == "ccomp"]


STEPS: dict[str, Callable[[Place], Iterable[Token]]] = {
    "up": lambda place: [place.token.head] if place.token.head.i != place.token.i else [],
    "down": lambda place: place.token.children,
    "surface": lambda place: surface_subject(place.token) if is_verb(place.token) else [],
    "theirs": lambda place: place.index.modifier_mentions(place.token),
    "when": lambda place: find_circumstances(place.token),
    "within": _find_within,
    "refusal": _find_refusals,
    "offer": _find_offers,
}


# -- the table ---------------------------------------------------------------------------------------------------
@cache
def load_functions() -> dict[str, Way]:
    """The ways of the table, by the names of their functions."""
    words = _load_words()
    return {row["name"]: _Parser(row["path"], words).read_union() for row in _load_table()["function"]}


def derive(function: str, token: Token, arguments: Arguments, index: Linker) -> list[Token]:
    """The heads that a function of the table finds from a trigger, in the order of its path; none for another's name.

    Args:
        function: its name.
        token: the trigger.
        arguments: the trigger's own functions.
        index: the article's entities.
    """
    way = load_functions().get(function)
    return [place.token for place in way(Place(token, token, index, arguments))] if way is not None else []
