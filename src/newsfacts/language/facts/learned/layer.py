"""The event head beside the rules: what it is sure of and no rule tells, and what it thinks of what they tell."""

from __future__ import annotations

import tomllib
from functools import cache
from importlib import resources
from typing import TYPE_CHECKING, Any

import numpy as np
from numpy.typing import NDArray
from spacy.tokens import Doc, Token

from newsfacts.language.facts.draft import Draft
from newsfacts.language.facts.learned.candidates import UNRESOLVED
from newsfacts.language.facts.learned.heads import Floats, Sides, load_sides
from newsfacts.language.facts.learned.sides import CLASSES, Asked, choose, prepare, rate
from newsfacts.language.facts.roles import Filler
from newsfacts.language.facts.rules import Rule, to_rule
from newsfacts.language.facts.trigger import Trigger
from newsfacts.language.syntax.subjects import light_verb
from newsfacts.record import EVENT_OF_TYPE

if TYPE_CHECKING:
    from newsfacts.language.facts.factory import Reading

if not Doc.has_extension("event_scores"):
    Doc.set_extension("event_scores", default=None)

#: The columns of ``doc._.event_scores``.
TYPES = tuple(EVENT_OF_TYPE)
COLUMN = {kind: n for n, kind in enumerate(TYPES)}
#: From which score on a word tells a fact that no rule tells, and below which a rule's word tells none.
SURE, IMPLAUSIBLE = 0.75, 0.0
#: Whom nobody may be said to have done or suffered but by syntax.
GRAVE = frozenset({"attacked", "coerced", "left_office"})
_QUESTIONS = frozenset({"if", "whether", "what", "why", "when", "where", "who", "how"})
_TRIGGERS = frozenset({"VERB", "NOUN", "ADJ"})


@cache
def _load_table() -> dict[str, Any]:
    return tomllib.loads(resources.files("newsfacts.lexicon").joinpath("learned.toml").read_text("utf-8"))


@cache
def load_needs() -> dict[str, frozenset[str]]:
    """Types that take two sides (``mutual``) and those that take an actor (``spoken``)."""
    table = _load_table()
    return {key: frozenset(table[key]) for key in ("mutual", "spoken")}


@cache
def load_templates() -> dict[str, Rule]:
    """A rule for each type that asks for nothing: where its object stands, and the name ``learned.TYPE``."""
    table = _load_table()
    rules: dict[str, Rule] = {}
    for kind, where in table["object"].items():
        entry = {"name": f"learned.{kind}", "type": kind, "event": EVENT_OF_TYPE[kind], "object": where, "need": []}
        rules[kind] = to_rule(entry | ({"recipient": "homeland"} if kind in table["homeland"] else {}))
    return rules


class Layer:
    """The scores of one article. ``scores``: tokens by types, each the probability that the word tells such a fact."""

    def __init__(self, reading: Reading, scores: NDArray[np.floating[Any]], sides: Sides) -> None:
        self.reading = reading
        self.scores = scores
        self.sides = sides
        self._asked: dict[tuple[int, str], tuple[Asked, Floats]] = {}

    def ask(self, token: Token, kind: str) -> tuple[Asked, Floats]:
        """The candidates of a word for a type, and how probably each is which side."""
        if (token.i, kind) not in self._asked:
            asked = prepare(self.reading, token, kind)
            self._asked[token.i, kind] = asked, rate(self.sides, asked)
        return self._asked[token.i, kind]

    def review(self, drafts: list[Draft]) -> list[Draft]:
        """The drafts that are plausible, each with what the heads think of it, and those that no rule tells."""
        out = [*drafts, *self.find(drafts)]
        for draft in out:
            draft.why["heads"] = (self.find_chance(draft), *self.agree(draft))
        own = self.reading.finder.own
        return [d for d in out if d.rule in own or d.type == "said" or d.why["heads"][0] >= IMPLAUSIBLE]

    def find(self, drafts: list[Draft]) -> list[Draft]:
        """What the head is sure of and none of these drafts tells, the surest first."""
        doc = self.reading.doc
        told = {(d.token, d.type) for d in drafts}
        told |= {(verb.i, kind) for i, kind in told if (verb := light_verb(doc[i])) is not None}
        ruled = {d.token for d in drafts if d.type != "said"}
        out: list[Draft] = []
        sure = sorted(zip(*np.nonzero(self.scores >= SURE), strict=True), key=lambda at: (-self.scores[at], at))
        for i, column in sure:
            token, kind = doc[int(i)], TYPES[column]
            if kind == "said" or token.pos_ not in _TRIGGERS or token.i in ruled:
                continue
            if any((t.i, kind) in told for t in _find_tellers(token)):
                continue
            if found := self.tell(token, kind):
                told.add((token.i, kind))
                out += found
        return out

    def tell(self, token: Token, kind: str) -> list[Draft]:
        """The facts of a type that a word tells, with the sides that the head chooses; none for sides unknown."""
        rule = load_templates()[kind]
        if rule.name in self.reading.finder.disabled:
            return []
        if kind == "demanded" and _asks(token):
            return []
        asked, chances = self.ask(token, kind)
        sides: dict[str, list[Filler]] = {}
        for role, found in choose(asked, chances).items():
            fillers = [f for c in found if not (c.loose and kind in GRAVE) for f in c.fillers]
            if any(f.kind == UNRESOLVED for f in fillers):
                return []
            # another event of the type is no party to it: "conferences …, with the first meeting set for May"
            parties = [f for f in fillers if self.scores[f.token.i, COLUMN[kind]] < SURE]
            sides[role] = list({f.key: f for f in parties}.values())
        named = {f.token.i for fillers in sides.values() for f in fillers}
        for role, fillers in sides.items():  # whose project it is does not meet beside the project
            sides[role] = [f for f in fillers if f.token.dep_ != "nmod:poss" or f.token.head.i not in named]
        keys = {f.key for fillers in sides.values() for f in fillers}
        needed = load_needs()
        if len(keys) < (2 if kind in needed["mutual"] else 1) or (kind in needed["spoken"] and not sides["actor"]):
            return []
        return self.reading.apply(rule, Trigger(token, asked.arguments, self.reading.index), sides)

    def find_chance(self, draft: Draft) -> float:
        """How probably the words of a draft tell a fact of its type, whoever does it."""
        column = COLUMN.get(draft.type)
        if column is None:
            return 1.0
        token = self.reading.doc[draft.token]
        verb = light_verb(token)
        beside = [
            token,
            *((verb,) if verb is not None else ()),
            *(c for c in token.children if c.dep_ in {"obj", "compound:prt"}),
        ]
        return float(max(self.scores[t.i, column] for t in beside))

    def agree(self, draft: Draft) -> tuple[float, float]:
        """How probably its actor and its recipient are what they are, by the head of sides."""
        asked, chances = self.ask(self.reading.doc[draft.token], draft.type)
        out = []
        for n, role in enumerate(CLASSES[1:], 1):
            keys = {f.key for f in getattr(draft, role)}
            if keys:
                fits = [
                    p[n] for p, c in zip(chances, asked.candidates, strict=True) if keys & {f.key for f in c.fillers}
                ]
                out.append(max(fits, default=0.05))
            else:
                out.append(1 - max((p[n] for p in chances), default=0.0))
        return float(out[0]), float(out[1])


def _asks(verb: Token) -> bool:
    """Whether a verb's clause is a question: who "asked if he had read it" demands nothing."""
    clauses = [c for c in verb.children if c.dep_ in {"ccomp", "advcl"} and c.i > verb.i]
    return any(t.lower_ in _QUESTIONS for c in clauses for t in c.lefts)


def _find_tellers(token: Token) -> list[Token]:
    """A word and those that tell the same with it: the verb that carries a noun, and what the noun is part of."""
    out = [token]
    if (verb := light_verb(token)) is not None:
        out.append(verb)
    while token.pos_ == "NOUN" and token.head.i != token.i and len(out) < 6:
        token = token.head
        out.append(token)
    return out


def create_layer(reading: Reading) -> Layer | None:
    """The layer of an article that a model has scored, where the package has its weights."""
    scores = reading.doc._.event_scores
    sides = load_sides()
    if scores is None or sides is None or len(scores) != len(reading.doc):
        return None
    return Layer(reading, scores, sides)
