"""The event head beside the rules: what it is sure of and no rule tells, and what it thinks of what they tell."""

from __future__ import annotations

from collections.abc import Sequence
from functools import cache
from typing import Any

import numpy as np
from numpy.typing import NDArray
from spacy.tokens import Doc, Token

from newsfacts.language.encoder.labels import EVENT_TYPES, ROLES
from newsfacts.language.entities.index import Filler
from newsfacts.language.facts.draft import Draft
from newsfacts.language.facts.fillers import find_speakers
from newsfacts.language.facts.fitting import ACTORLIKE, meets
from newsfacts.language.facts.learned.candidates import UNRESOLVED, Candidate
from newsfacts.language.facts.learned.heads import Floats, Sides, load_sides
from newsfacts.language.facts.learned.sides import CLASSES, MUTUAL, Asked, choose, find_words, prepare, rate
from newsfacts.language.facts.reading import Reading
from newsfacts.language.facts.rules import Rule, to_rule
from newsfacts.language.facts.trigger import Trigger
from newsfacts.language.syntax.relations import case_of, coordinated, is_verb
from newsfacts.language.syntax.subjects import light_verb, returns_to_speaker
from newsfacts.language.syntax.voice import is_passive
from newsfacts.lexicon.files import read_table
from newsfacts.record import EVENT_OF_TYPE

if not Doc.has_extension("event_scores"):
    Doc.set_extension("event_scores", default=None)

#: The columns of ``doc._.event_scores``.
TYPES = EVENT_TYPES
COLUMN = {kind: n for n, kind in enumerate(TYPES)}
#: From which score on a word tells a fact that no rule tells.
SURE = 0.5
#: From which probability on a recipient is taken that a rule does not see.
FILLED = 0.8
RECIPIENT = CLASSES.index("recipient")
_BY = ROLES.index("actor")
#: The encoder's probabilities of an actor that is not believed for what syntax says, and of another. On held-out blocks
#: 67 of 91 such actors are right, of the others 81.
_DOUBTED, _ANOTHER = 0.05, 0.9
#: Whom nobody may be said to have done or suffered but by syntax.
GRAVE = frozenset({"attacked", "coerced", "left_office"})
_QUESTIONS = frozenset({"if", "whether", "what", "why", "when", "where", "who", "how"})
#: Pronouns that stand for people, who may suffer a deed though nobody knows who they are.
_PERSONS = frozenset({"him", "her", "them", "he", "she", "they"})
_TRIGGERS = frozenset({"VERB", "NOUN", "ADJ"})


@cache
def _load_table() -> dict[str, Any]:
    return read_table("learned.toml")


@cache
def load_needs() -> dict[str, frozenset[str]]:
    """Types and words of which ``learned.toml`` says something, by the name of the list."""
    lists = (found for found in _load_table().items() if isinstance(found[1], list) and found[0] != "untold")
    return {key: frozenset(found) for key, found in lists}


@cache
def load_untold() -> dict[tuple[str, str], list[dict[str, Any]]]:
    """The rows of what tells no such deed, by type and word."""
    rows: dict[tuple[str, str], list[dict[str, Any]]] = {}
    for row in _load_table()["untold"]:
        for word in row["words"]:
            rows.setdefault((row["type"], word), []).append(row)
    return rows


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
            self._asked[token.i, kind] = asked, rate(self.sides, asked, self.reading.index)
        return self._asked[token.i, kind]

    def review(self, drafts: list[Draft]) -> list[Draft]:
        """The drafts and those that no rule tells, each with what the heads think of it."""
        own = self.reading.rules.own
        for draft in drafts:
            if draft.rule not in own and draft.type != "said":
                self.doubt(draft)
                self.complete(draft)
        out = [*drafts, *self.find(drafts)]
        for draft in out:
            draft.why["heads"] = (self.find_chance(draft), *self.agree(draft))
            draft.why["rival"] = self.find_rival(draft)
        return out

    def doubt(self, draft: Draft) -> None:
        """Give the deed of a second verb to whom the encoder is sure of, where it rules out the first verb's subject.

        "Police said the men had entered the bank and demanded cash", "the senator said votes had been lost and
        demanded a recount": who demands is told by no syntax.
        """
        token = self.reading.doc[draft.token]
        telling = self.reading.doc._.tellings.get(token.i)
        if telling is None or token.dep_ != "conj" or not draft.actor or draft.type in MUTUAL:
            return
        if returns_to_speaker(token):
            return  # syntax has already left the first verb's subject

        def rate(fillers: Sequence[Filler], head: Token) -> float:
            return float(telling.rate(find_words(head, fillers, self.reading.index))[_BY])

        if max(rate([f], f.token) for f in draft.actor) >= _DOUBTED:
            return
        taken = {f.key for f in (*draft.actor, *draft.recipient)}
        for candidate in self.ask(token, draft.type)[0].candidates:
            fillers = [f for f in candidate.fillers if f.kind in ACTORLIKE]
            barred = {f.key for f in fillers} & taken or (candidate.loose and draft.type in GRAVE)
            if fillers and not barred and rate(fillers, candidate.head) >= _ANOTHER:
                draft.actor = fillers
                return

    def complete(self, draft: Draft) -> None:
        """Give a draft the recipient that its rule does not see and the head of sides is sure of."""
        if draft.recipient or draft.type in MUTUAL:
            return
        if any(c.lower_ == "respectively" for c in self.reading.doc[draft.token].children):
            return  # whose recipient each is, syntax could not tell
        asked, chances = self.ask(self.reading.doc[draft.token], draft.type)
        taken = {f.key for f in draft.actor}
        for candidate, chance in zip(asked.candidates, chances, strict=True):
            fillers = [f for f in candidate.fillers if f.key not in taken and f.kind in ACTORLIKE]
            if candidate.function == "object" and any(self.is_object(draft, f) for f in fillers):
                continue  # "searched its offices"
            if fillers and chance[RECIPIENT] >= FILLED and not candidate.loose:
                draft.recipient = fillers
                return

    def is_object(self, draft: Draft, filler: Filler) -> bool:
        """Whether a phrase is what a draft has as its object, in the same words."""
        return filler.ref is None and self.reading.text[filler.start : filler.end] == draft.object

    def find(self, drafts: list[Draft]) -> list[Draft]:
        """What the head is sure of and none of these drafts tells, the surest first."""
        doc = self.reading.doc
        told = {(d.token, d.type) for d in drafts}
        told |= {(verb.i, kind) for i, kind in told if (verb := light_verb(doc[i])) is not None}
        ruled = {d.token for d in drafts if d.type != "said"}
        told_of = {d.token for d in drafts if d.type == "criticized"}
        ruled |= {verb.i for i in [*ruled] if (verb := light_verb(doc[i])) is not None}  # "paid a visit" pays nothing
        out: list[Draft] = []
        sure = sorted(zip(*np.nonzero(self.scores >= SURE), strict=True), key=lambda at: (-self.scores[at], at))
        for i, column in sure:
            token, kind = doc[int(i)], TYPES[column]
            if kind == "said" or token.pos_ not in _TRIGGERS or token.i in ruled:
                continue
            if any((t.i, kind) in told for t in _find_tellers(token)):
                continue
            if (verb := light_verb(token)) is not None and verb.i in told_of:
                continue  # "lodged a protest" is told by its verb
            if found := self.tell(token, kind):
                told.add((token.i, kind))
                out += found
        return out

    def tell(self, token: Token, kind: str) -> list[Draft]:
        """The facts of a type that a word tells, with the sides that the head chooses; none for sides unknown."""
        rule = load_templates()[kind]
        if rule.name in self.reading.disabled or self.is_mere_talk(token, kind):
            return []
        asked, chances = self.ask(token, kind)
        trigger = Trigger(token, asked.arguments, self.reading.index)
        if self.reading.is_barred(trigger, kind) or (kind == "met" and self.reading.is_other_sense(trigger, kind)):
            return []
        sides = self.take_sides(token, kind, choose(asked, chances))
        if sides is None or _is_shared(sides) or not _suffices(token, kind, sides):
            return []
        return self.reading.apply(rule, trigger, sides)

    def take_sides(self, token: Token, kind: str, chosen: dict[str, list[Candidate]]) -> dict[str, list[Filler]] | None:
        """Who fills the chosen places, without those who cannot have that side; None where somebody is unknown."""
        sides: dict[str, list[Filler]] = {}
        spoken = find_speakers(self.reading, token) if token.dep_ != "conj" else set()  # "said it was lost and sued"
        for role, found in chosen.items():
            apt = [c for c in found if not _is_unfit(token, kind, role, c)]
            fillers = [f for c in apt for f in c.fillers if f.token.i not in spoken]
            if any(_is_unknown(f, role) for f in fillers):
                return None
            sides[role] = self.leave_events_out(fillers, kind)
        named = {f.token.i for fillers in sides.values() for f in fillers}
        return {  # whose project it is does not meet beside the project
            role: [f for f in fillers if f.token.dep_ != "nmod:poss" or f.token.head.i not in named]
            for role, fillers in sides.items()
        }

    def leave_events_out(self, fillers: list[Filler], kind: str) -> list[Filler]:
        """Parties, each once; another event of the type is none: "talks …, with the first meeting set for May"."""
        parties = [f for f in fillers if self.scores[f.token.i, COLUMN[kind]] < SURE]
        return list({f.key: f for f in parties}.values())

    def is_mere_talk(self, token: Token, kind: str) -> bool:
        """Whether a word tells no fact of a type for all its score.

        A question, the toll of an accident, what prevents a deed, a departure, talks that cease, a quarrel, or a
        meeting before or at which something happens.
        """
        if _is_untold(token, kind):
            return True
        needs = load_needs()
        lemma = token.lemma_.lower() if is_verb(token) else ""
        if lemma in needs["preventing"] and kind not in needs["hindering"]:
            return True
        if lemma in needs["departing"] and kind in needs["untold_by_departing"]:
            return True
        if is_verb(token) and _is_other_deed(token, kind, lemma):
            return True
        if kind == "met":
            spoken_at = case_of(token) == "at" and token.lemma_ in needs["gathering"]
            ceased = token.dep_ == "nmod" and token.head.lemma_.lower() in needs["ceasing"]
            absent = case_of(token) == "from" and token.head.lemma_ in needs["absenting"]
            apart = absent or spoken_at or ceased or case_of(token) == "before"
            return apart or token.lemma_.lower() in needs["differing"]
        if kind == "refused" and any(s.cue == token.i and s.negates for s in self.reading.statements):
            return True  # who "denied meeting him" has said so, and refused nothing
        if kind == "attacked" and _is_figure(token):
            return True
        return (kind == "demanded" and _asks(token)) or (kind == "attacked" and self.is_accident(token))

    def is_accident(self, token: Token) -> bool:
        """Whether a participle tells the toll of what is no attack: "a train hit a bus, killing nine"."""
        if token.tag_ != "VBG" or token.dep_ != "advcl" or token.head.i > token.i:
            return False
        return bool(self.scores[token.head.i, COLUMN["attacked"]] < SURE)

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

    def find_rival(self, draft: Draft) -> float:
        """How probably its word tells an event of another type."""
        others = [n for kind, n in COLUMN.items() if kind not in (draft.type, "said")]
        return float(self.scores[draft.token, others].max())

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


def _is_figure(token: Token) -> bool:
    """Whether somebody fights an evil, not an enemy: "the fight against terrorism"."""
    needs = load_needs()
    fought = [c for c in token.children if c.dep_ == "obj" or case_of(c) in {"against", "on", "with"}]
    return token.lemma_.lower() in needs["fights"] and any(c.lemma_.lower() in needs["evils"] for c in fought)


def _is_untold(token: Token, kind: str) -> bool:
    """Whether a row says that a word tells no such deed here: "was booked for a foul", "donned costumes"."""
    rows = load_untold().get((kind, token.lemma_.lower()), ())
    return any(
        is_verb(token) != row.get("nominal", False) and ("near" not in row or _find_near(token) & {*row["near"]})
        for row in rows
    )


def _find_near(verb: Token) -> set[str]:
    """The nouns that a verb has as its subject or object, or behind "by", "to" or "for"."""
    below = (c for c in verb.children if c.dep_ in {"nsubj", "obj", "nsubj:pass"} or case_of(c) in {"by", "to", "for"})
    return {c.lemma_.lower() for c in below}


def _is_other_deed(verb: Token, kind: str, lemma: str) -> bool:
    """Whether a verb tells another deed: who dies is not attacked by it, who flies home visits none, who fires back
    dismisses nobody, who recovers a body arrests none, who stops a rally holds none.
    """
    needs, below = load_needs(), {c.dep_ for c in verb.children}
    if kind == "protested" and lemma in needs["preventing"]:
        return any(c.dep_ == "obj" and c.lemma_.lower() in needs["protests"] for c in verb.children)
    if kind == "attacked":
        return lemma in needs["dying"]
    if kind == "coerced":
        return any(
            (c.dep_ in {"obj", "nsubj:pass"} and c.lemma_.lower() in needs["bodies"])
            or (case_of(c) == "to" and c.lemma_.lower() in needs["care"])
            for c in verb.children
        )
    if kind == "visited":
        return any(c.lower_ == "home" and c.dep_ in {"advmod", "compound:prt"} for c in verb.children)
    removes = kind == "left_office" and lemma in needs["removing"] and not is_passive(verb)
    return removes and verb.dep_ != "acl:relcl" and not below & {"obj", "iobj"}


def _is_shared(sides: dict[str, list[Filler]]) -> bool:
    """Whether one list names both sides: nobody does to another what both do."""
    actors, recipients = ({f.token.i for f in sides[role]} for role in CLASSES[1:])
    lists = [{t.i for t in coordinated(f.token)} for fillers in sides.values() for f in fillers]
    return any(actors & joined and recipients & joined for joined in lists)


def _is_unfit(token: Token, kind: str, role: str, candidate: Candidate) -> bool:
    """Whether a phrase cannot have a side, however probable."""
    if (candidate.loose and kind in GRAVE) or _is_spoken_of(token, kind, role, candidate):
        return True
    return role == "actor" and (_is_provoker(token, candidate) or _is_mediator(kind, candidate))


def _is_spoken_of(token: Token, kind: str, role: str, candidate: Candidate) -> bool:
    """Whether somebody suffers an act of speech, and is no speaker: "Britain, criticised for the delay, …"."""
    suffers = role == "actor" and candidate.function == "object" and kind in load_needs()["spoken"]
    return suffers and is_verb(token) and is_passive(token)


def _is_unknown(filler: Filler, role: str) -> bool:
    """Whether nobody knows who did it: only people may suffer a deed unnamed."""
    return filler.kind == UNRESOLVED and (role == "actor" or filler.token.lower_ not in _PERSONS)


def _suffices(token: Token, kind: str, sides: dict[str, list[Filler]]) -> bool:
    """Whether the sides are as many as a type takes, and an act of speech has its speaker."""
    needed = load_needs()
    parties = [f for fillers in sides.values() for f in fillers]
    if not parties or (kind in needed["spoken"] and sides["actor"] and not _may_speak(sides["actor"])):
        return False
    if kind in needed["mutual"] and (len({f.key for f in parties}) < 2 or not meets("actors", {"actor": parties}, {})):
        return False
    if kind not in needed["spoken"] or sides["actor"]:
        return True
    return bool(sides["recipient"]) and is_verb(token) and is_passive(token)  # "was accused", by whom is not told


def _may_speak(actors: list[Filler]) -> bool:
    """Whether one of them is no deed: "Niger's closure of the school pleased Togo" says nothing to Togo."""
    return any(f.ref is not None or f.kind in ACTORLIKE or not _is_owned_deed(f.token) for f in actors)


def _is_owned_deed(noun: Token) -> bool:
    """Whether a noun has both whose it is and what it is done to: "Niger's closure of the school"."""
    owned = any(c.dep_ == "nmod:poss" for c in noun.children)
    return owned and any(c.dep_ == "nmod" and case_of(c) in {"of", "on", "against"} for c in noun.children)


def _is_provoker(token: Token, candidate: Candidate) -> bool:
    """Whether somebody stands in the subject of what provokes a deed, others' own: "raids on Chad drew protests"."""
    verb = token.head
    if token.dep_ not in {"obj", "obl"} or verb.lemma_.lower() not in load_needs()["provoking"]:
        return False
    return any(c.dep_ == "nsubj" and candidate.head in c.subtree for c in verb.children)


def _is_mediator(kind: str, candidate: Candidate) -> bool:
    """Whether somebody only brings others together: "talks brokered by Oman"."""
    head = candidate.head
    return kind == "met" and head.dep_ == "obl:agent" and head.head.lemma_.lower() in load_needs()["mediating"]


def _asks(verb: Token) -> bool:
    """Whether a verb's clause is a question: who "asked if he had read it" demands nothing."""
    clauses = [c for c in verb.children if c.dep_ in {"ccomp", "advcl"} and c.i > verb.i]
    return any(t.lower_ in _QUESTIONS for c in clauses for t in c.lefts)


def _find_tellers(token: Token) -> list[Token]:
    """A word and those that tell the same with it: the verb that carries a noun, and what the noun is part of."""
    out = [token]
    if (verb := light_verb(token)) is not None:
        out.append(verb)
    while token.pos_ in {"NOUN", "SYM", "NUM"} and token.head.i != token.i and len(out) < 6:
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
