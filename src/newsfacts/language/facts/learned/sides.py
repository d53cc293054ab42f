"""Who did it and to whom: a learned choice among the phrases around a trigger."""

from __future__ import annotations

from collections.abc import Collection, Iterator
from dataclasses import dataclass
from typing import Any

import numpy as np
from spacy.tokens import Token

from newsfacts.language.coreference.linking import Linker
from newsfacts.language.encoder.draft import Telling
from newsfacts.language.encoder.labels import ROLES
from newsfacts.language.entities.index import Filler
from newsfacts.language.facts.learned.candidates import BY_EAR, Candidate, describe, find_candidates
from newsfacts.language.facts.learned.heads import Floats, Sides
from newsfacts.language.facts.matcher import noun_arguments
from newsfacts.language.facts.reading import Reading
from newsfacts.language.syntax.arguments import Arguments
from newsfacts.language.syntax.relations import is_verb

#: The encoder's probability from which on a word is asked as a side to which no syntax leads.
HEARD = 0.3
#: Words between a phrase and who fills it, at most.
NEAR = 40
#: How much the encoder's word counts beside that of the head of candidates, in the geometric mean.
SHARE = 0.5
CLASSES = ("none", *ROLES[:2])
_SIDES = len(CLASSES) - 1
#: Where both sides do it: more than one phrase may name an actor.
MUTUAL = frozenset({"met", "agreed", "cooperated", "attacked"})

#: Where two parties are actors as a rule, so that each has half of the encoder's probability.
SHARED = MUTUAL - {"attacked"}


@dataclass
class Asked:
    """A trigger of a type, its candidates and what the head knows of each."""

    type: str
    token: Token
    arguments: Arguments
    candidates: list[Candidate]
    features: list[list[str]]


def prepare(reading: Reading, token: Token, kind: str) -> Asked:
    """The candidates of a trigger as the head reads them."""
    arguments = reading.arguments_of(token) if is_verb(token) else noun_arguments(token, reading.index)
    statement = reading.find_statement(token)
    spoken = {f.token.i for f in statement.sources} if statement is not None else set()
    found = find_candidates(token, arguments, lambda head: reading.resolve(head, statement), reading.index)
    found += find_heard(reading, token, statement, found)
    features = [
        describe(c, kind, token, found, any(f.token.i in spoken for f in c.fillers), reading.index) for c in found
    ]
    return Asked(kind, token, arguments, found, features)


def find_heard(reading: Reading, token: Token, statement: Any, others: list[Candidate]) -> Iterator[Candidate]:
    """Words of the sentence that the encoder takes for a side though no syntax leads to them."""
    telling = reading.doc._.tellings.get(token.i)
    if telling is None:
        return
    heads, taken = {c.head.i for c in others}, {f.key for c in others for f in c.fillers}
    likely = np.flatnonzero((telling.sides[:_SIDES, 1:] >= HEARD).any(axis=0))
    for i in telling.words[likely].tolist():
        head = reading.doc[i]
        if i in heads or i == token.i or i in reading.index.times or head.sent != token.sent:
            continue
        fillers = tuple(f for f in reading.resolve(head, statement) if f.key not in taken and f.kind != "number")
        if fillers:
            yield Candidate(BY_EAR, head, fillers)


def rate(head: Sides, asked: Asked, index: Linker) -> Floats:
    """Candidates by classes, the probability of each."""
    vectors = asked.token.doc.tensor
    rates = head.rate(asked.features, vectors[asked.token.i], vectors[[c.head.i for c in asked.candidates]])
    telling = asked.token.doc._.tellings.get(asked.token.i)
    if telling is None or not len(rates):
        return rates
    heard = hear(asked, telling, index)
    share = np.array([[1.0 if c.function == BY_EAR else SHARE] for c in asked.candidates])
    blended = np.maximum(rates, 1e-3) ** (1 - share) * np.maximum(heard, 1e-3) ** share
    shares: Floats = blended / blended.sum(axis=1, keepdims=True)
    return shares


def hear(asked: Asked, telling: Telling, index: Linker) -> Floats:
    """Candidates by classes, the probability of each as the encoder has it."""
    rows = []
    for candidate in asked.candidates:
        words = find_words(candidate.head, candidate.fillers, index)
        actor, recipient = telling.rate(words)[:_SIDES]
        if asked.type in SHARED:
            actor = min(1.0, 2 * actor)
        rows.append((max(0.0, 1 - actor - recipient), actor, recipient))
    return np.array(rows)


def find_words(head: Token, fillers: Collection[Filler], index: Linker) -> set[int]:
    """The words of a phrase, of who fills it, and what else the sentence calls them: "the minister, Ann Lee"."""
    words = {head.i}
    refs = {f.ref for f in fillers if f.ref is not None}
    near = range(max(head.sent.start, head.i - NEAR), min(head.sent.end, head.i + NEAR)) if refs else ()
    words |= {i for i in near if any(m.ref in refs for m in index.by_token.get(i, ()))}
    for filler in fillers:
        span = head.doc.char_span(filler.start, filler.end, alignment_mode="expand")
        if span is not None and span.start <= head.i + NEAR and span.end >= head.i - NEAR:
            words |= set(range(span.start, span.end))
    return words


def choose(asked: Asked, chances: Floats) -> dict[str, list[Candidate]]:
    """The phrases that are actor and recipient; either may be nobody."""
    out: dict[str, list[Candidate]] = {}
    for n, role in enumerate(CLASSES[1:], 1):
        order = sorted(range(len(chances)), key=lambda i: (-chances[i][n], i))
        likely = [i for i in order if chances[i][n] > 0.5]
        out[role] = [asked.candidates[i] for i in sorted(likely if asked.type in MUTUAL else likely[:1])]
    return out
