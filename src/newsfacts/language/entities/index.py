"""The record's entities by token, and the argument of a fact that one of them fills."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from spacy.tokens import Doc, Token

from newsfacts.lexicon.words import load_words
from newsfacts.record import Argument

#: How many words back a pronoun may look: no sentence of news is longer.
WINDOW = 120
#: Kinds of entities that are people, and those that are states or bodies.
HUMAN = frozenset({"official", "person"})
BODIES = frozenset({"country", "organization"})
_RANK = {"official": 0, "organization": 1, "person": 2, "country": 3}


@dataclass(frozen=True)
class Filler:
    """One argument: the record's entity, or the text when it is none of the record's."""

    token: Token
    ref: str | None
    kind: str  # official, organization, person, country, group, other
    start: int
    end: int
    resolved: str | None = None  # what a pronoun or collective stood for: the cue of an explanation

    def to_argument(self, text: str) -> Argument:
        """The argument of the record, with its words in the article's text."""
        return Argument(ref=self.ref, text=text[self.start : self.end], start=self.start, end=self.end)

    @property
    def key(self) -> str:
        """What tells this argument from others: its entity, else where it stands."""
        return self.ref or f"{self.start}"


@dataclass(frozen=True)
class Mention:
    """A mention of an entity, by its first and last token; ``mention``: name, demonym, pronoun …"""

    ref: str
    kind: str
    mention: str
    first: int
    last: int
    group: bool
    entity: Any


class EntityIndex:
    """The record's entities by token; ``words``: the classes of nouns of ``lexicon/actors.toml``."""

    def __init__(self, doc: Doc) -> None:
        self.doc = doc
        self.text = doc.text  # once: spaCy joins it anew each time
        self.words = load_words("actors.toml")
        layers = (
            ("official", doc._.officials),
            ("organization", doc._.organizations),
            ("person", doc._.people),
            ("country", doc._.countries),
        )
        self.by_token = _find_mentions(doc, layers)
        self.entity: dict[str, Any] = {e.id: e for _, layer in layers for e in layer}
        self.bodies = _find_bodies(doc)
        self.times: set[int] = set()  # dates and sums are nobody
        self.days: set[int] = set()
        self._take_times()

    def _take_times(self) -> None:
        """Fill ``times`` and ``days`` with the words of dates and sums, which then name nobody."""
        for timed in (*self.doc._.dates, *self.doc._.amounts):
            span = self.doc.char_span(timed.start, timed.end, alignment_mode="expand")
            if span is None:
                continue
            if timed.id.startswith("a"):
                for token in span:
                    self.by_token.pop(token.i, None)  # "1.2 billion U.S. dollars" is nobody's
            if not any(self.by_token.get(t.i) for t in span):
                self.times.update(t.i for t in span)
                self.days.update(t.i for t in span if timed.id.startswith("d"))

    def find_mention(self, token: Token) -> Mention | None:
        """The most specific mention whose head could be this token."""
        for m in self.by_token.get(token.i, ()):
            if m.kind == "country" and token.i != m.last and token.i != m.first:
                continue
            if m.kind == "official" and any(c.dep_ == "case" and m.first < c.i < token.i for c in token.children):
                continue  # "Venezuela" within "ambassador to Venezuela" is the state
            # "Pentagon officials": a mention that ends before a noun head does not name that head
            return m
        return None

    def country_of(self, ref: str | None) -> str | None:
        entity = self.entity.get(ref or "")
        return getattr(entity, "country", None) or getattr(entity, "code", None)

    def modifier_mentions(self, head: Token) -> list[Token]:
        """Children that name a country or body and only modify the head, also within "Iranian gas exports"."""
        inner = [c for c in head.children if c.dep_ == "compound" and c.pos_ == "NOUN" and c.i < head.i]
        return [
            c
            for c in (*(g for i in inner for g in i.children if g.dep_ == "amod"), *head.children)
            if c.dep_.split(":")[0] in {"amod", "compound", "nmod", "flat"}
            and c.i < head.i
            and self.by_token.get(c.i)
            and not any(g.dep_ == "case" and g.lower_ not in {"'s", "’s", "'", "’"} for g in c.children)
        ]


def _find_mentions(doc: Doc, layers: Iterable[tuple[str, Iterable[Any]]]) -> dict[int, list[Mention]]:
    """The mentions that cover each token, the most specific first; ``layers``: entities by their kind."""
    found: dict[int, list[Mention]] = defaultdict(list)
    starts = {t.idx: t.i for t in doc}
    for kind, entities in layers:
        for entity in entities:
            for m in entity.mentions:
                words = _find_words(doc, m.start, m.end, starts)
                if words is None:
                    continue
                group = bool(getattr(entity, "group", False))
                mention = Mention(entity.id, kind, m.kind, words[0], words[1], group, entity)
                for i in range(words[0], words[1] + 1):
                    found[i].append(mention)
    for mentions in found.values():
        mentions.sort(key=lambda x: (_RANK[x.kind], x.first - x.last))
    return found


def _find_words(doc: Doc, start: int, end: int, starts: dict[int, int]) -> tuple[int, int] | None:
    """The first and the last token of a stretch of characters; ``starts``: tokens by where they begin."""
    first = starts.get(start)
    if first is None:
        span = doc.char_span(start, end, alignment_mode="expand")
        return None if span is None else (span.start, span.end - 1)
    last = first
    while last + 1 < len(doc) and doc[last + 1].idx < end:
        last += 1
    return first, last


def _find_bodies(doc: Doc) -> dict[str, list[tuple[str, int]]]:
    """Organizations, with the place of their first mention, by the last word of their names, long and short."""
    found: dict[str, list[tuple[str, int]]] = defaultdict(list)
    for e in doc._.organizations:
        name = e.name.lower()
        for part in {name, re.split(r" (?:of|for|on) ", name)[0]}:  # "the ministry", of the Ministry of Labor
            if e.mentions and part.split():
                found[part.split()[-1]].append((e.id, min(m.start for m in e.mentions)))
    return found
