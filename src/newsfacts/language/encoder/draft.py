"""What is found out about one document, window by window, until it is written to it."""

from __future__ import annotations

from collections.abc import Collection, Iterator
from dataclasses import dataclass
from functools import cache, cached_property
from itertools import pairwise
from math import exp
from typing import Any

import numpy as np
from spacy.attrs import DEP, HEAD, SENT_START, TAG  # type: ignore[import-not-found]
from spacy.tokens import Doc, Span

from newsfacts.language.encoder.arrays import Floats, Integers
from newsfacts.language.encoder.labels import EVENT_TYPES, NAMES
from newsfacts.language.encoder.network import Network, Scores, choose
from newsfacts.language.encoder.reading import Window, Words
from newsfacts.language.syntax.repairs import mend
from newsfacts.language.syntax.tree import Tree
from newsfacts.language.trees import find_heads

#: What components before the encoder, if there are any, add to the scores of their heads, of their relations where the
#: heads agree, and of their marks of names. The shipped pipeline has none; `training.votes` learns from one that has.
#: Chosen of 2, 4, 8 (heads) and 1.5, 3, 5 (names) on the GUM news and newswire parts.
VOTE, VOTE_RELATION, VOTE_NAME, VOTE_TAG = np.float32(4), np.float32(2), np.float32(2.5), np.float32(2.5)
#: Event scores are looked up for steps of an eighth of a unit of log-odds, up to 16.
STEPS = 8


@cache
def event_table() -> Floats:
    """Probabilities by log-odds in steps; rounded, so that they do not hang on a machine's exponential."""
    return np.array([round(1 / (1 + exp(-i / STEPS)), 6) for i in range(-16 * STEPS, 16 * STEPS + 1)], np.float32)


def find_chances(scores: Floats) -> Floats:
    """The probabilities of log-odds, which are taken in steps."""
    steps = np.rint(scores * np.float32(STEPS)).astype(np.int64)
    return event_table()[np.clip(steps, -16 * STEPS, 16 * STEPS) + 16 * STEPS]


@cache
def power_table() -> Integers:
    """Millionths of e to the power of falling steps: whole numbers, whose sums are exact on every machine."""
    return np.array([round(1e6 * exp(-i / STEPS)) for i in range(16 * STEPS + 1)], np.int64)


def spread(scores: Floats) -> Floats:
    """Each row of scores as probabilities that add up to one; scores are taken in steps below the highest."""
    steps = np.rint((scores.max(axis=-1, keepdims=True) - scores) * np.float32(STEPS))
    raised = power_table()[np.minimum(steps, 16 * STEPS).astype(np.int64)]
    shares: Floats = raised / raised.sum(axis=-1, keepdims=True)
    return shares


@dataclass(frozen=True)
class Telling:
    """What the encoder thinks of a word that may tell a fact.

    `words`: what may be its sides, by number. `sides`: `ROLES` x (nobody, `words`), probabilities. `modality`: of each
    of `STATUS` but the last. `negated`: that the fact is denied.
    """

    words: Integers
    sides: Floats
    modality: Floats
    negated: float

    def rate(self, words: Collection[int]) -> Floats:
        """For each role, the probability that one of `words` governs its phrase."""
        columns = [self._columns[word] for word in sorted(words) if word in self._columns]
        rates: Floats = self.sides[:, columns].sum(axis=1)
        return rates

    @cached_property
    def _columns(self) -> dict[int, int]:
        """The column of `sides` of each word."""
        return {word: column for column, word in enumerate(self.words.tolist(), 1)}


class Draft:
    """What is found out about one Doc, until it is written to it."""

    def __init__(self, doc: Doc, words: Words, tags: list[str], deps: list[str]) -> None:
        self.doc, self.words = doc, words
        count = len(doc)
        bounds, offsets, relations, marks = doc.to_array([SENT_START, HEAD, DEP, TAG]).reshape(-1, 4).T
        self.preset = bounds.astype(np.int64)
        # what tagger and parser before said: head of each word, numbers of its tag and relation, -1 where unknown
        self.heard = doc.has_annotation("DEP")
        self.heard_heads = offsets.astype(np.int64) + np.arange(count)
        numbers = {doc.vocab.strings[dep]: number for number, dep in enumerate(deps)}
        self.heard_deps = np.array([numbers.get(key, -1) for key in relations.tolist()], np.int64)
        numbers = {doc.vocab.strings[tag]: number for number, tag in enumerate(tags)}
        self.heard_tags = np.array([numbers.get(key, -1) for key in marks.tolist()], np.int64)
        self.heard_names = np.full(count, -1)
        for span in doc.ents:
            if f"B-{span.label_}" in NAMES:
                self.heard_names[span.start : span.end] = NAMES.index(f"I-{span.label_}")
                self.heard_names[span.start] -= 1
        if doc.ents:
            self.heard_names[self.heard_names < 0] = 0
        self.tags = np.full(count, -1)
        self.heads = np.arange(count)
        self.deps = np.full(count, -1)
        self.names = np.zeros(count, np.int64)
        self.events = np.zeros((count, len(EVENT_TYPES)), np.float32)
        self.hidden = np.zeros((count, Network.WIDTH), np.float32)
        self.tellings: dict[int, Telling] = {}

    def find_starts(self) -> list[int]:
        """Words that surely begin a sentence: by what is preset, else behind a blank line."""
        if not len(self.doc):
            return []
        starts = {0, *np.flatnonzero(self.preset == 1).tolist()}
        if not (self.preset[1:] == 1).any():
            blanks = np.flatnonzero(self.words.space).tolist()
            lines = [i + 1 for i in blanks if self.doc[i].text.count("\n") > 1]
            starts.update(i for i in lines if i < len(self.doc))
        return sorted(starts)

    def take(self, network: Network, window: Window, words: Integers, said: Scores) -> None:
        """Take the scores of a window for the words that are its own."""
        own = np.flatnonzero((words >= window.start) & (words < window.end))
        if not len(own):
            return
        first, last = int(own[0]), int(own[-1]) + 1
        places = words[first:last]
        self.tags[places] = choose(said.tags[first:last], self.heard_tags[places], VOTE_TAG)
        self.names[places] = choose(said.names[first:last], self.heard_names[places], VOTE_NAME)
        self.events[places] = find_chances(said.events[first:last])
        self.hidden[places] = said.hidden[first:last]
        for row, teller in said.tellers.items():
            if first <= row < last:
                modality, negated = spread(teller.status[:-1]), find_chances(teller.status[-1:])[0]
                self.tellings[int(words[row])] = Telling(words, spread(teller.sides), modality, float(negated))
        preset = self.preset[places]
        begins = (preset == 1) | ((preset != -1) & (said.starts[first:last] > 0))
        begins[0] = True
        count = last - first
        roots, arcs = said.arcs[first:last, 0].copy(), said.arcs[first:last, first + 1 : last + 1].copy()
        theirs = self.hear(places)
        roots[theirs == -1] += VOTE
        voters = np.flatnonzero(theirs >= 0)
        arcs[voters, theirs[voters]] += VOTE
        heads = np.empty(count, np.int64)
        for left, right in pairwise([*np.flatnonzero(begins).tolist(), count]):
            found = find_heads(roots[left:right], arcs[left:right, left:right])
            heads[left:right] = np.where(found < 0, -1, found + left)
        votes = np.zeros((count, network.relations), np.float32)
        agreed = np.flatnonzero((theirs == heads) & (self.heard_deps[places] >= 0))
        votes[agreed, self.heard_deps[places[agreed]]] = VOTE_RELATION
        self.deps[places] = network.relate(said.labels[first:last], heads, votes)
        self.heads[places] = np.where(heads < 0, places, places[heads])

    def hear(self, places: Integers) -> Integers:
        """The heads that the parser before gave the words at `places`, as rows of them: -1 the root, -2 unknown."""
        rows = np.full(len(self.doc), -2)
        if self.heard:
            rows[places] = np.arange(len(places))
        heads: Integers = rows[self.heard_heads[places]]
        heads[heads == np.arange(len(places))] = -1
        return heads

    def write(self, tags: list[str], deps: list[str]) -> None:
        """Set all annotations of the Doc."""
        doc, strings = self.doc, self.doc.vocab.strings
        if not len(doc):
            return
        doc.tensor = self.hidden  # type: ignore[assignment]
        doc._.event_scores = self.events
        doc._.tellings = self.tellings
        real = np.flatnonzero(~self.words.space)
        words, marks = [word.text for word in doc], [tags[n] for n in self.tags]
        tree = Tree(words, marks, self.heads.tolist(), [deps[n] for n in self.deps])
        mend(tree)
        self.heads = np.array(tree.heads)
        for numbers, names, mended in ((self.tags, tags, tree.tags), (self.deps, deps, tree.deps)):
            number = {name: n for n, name in enumerate(names)}
            numbers[real] = [number[mended[i]] for i in real.tolist()]
        tag_keys = np.array([*(strings.add(tag) for tag in tags), strings.add("_SP")], np.uint64)
        dep_keys = np.array([*(strings.add(dep) for dep in deps), strings.add("dep")], np.uint64)
        root = self.heads == np.arange(len(doc))
        keys = dep_keys[self.deps]
        keys[root] = strings.add("ROOT")
        # a root can be nothing else, and nothing else a root
        keys[~root & (keys == strings["ROOT"])] = strings.add("dep")
        # white space hangs on the word before it, at the beginning on the first word
        if len(real):
            before = real[np.maximum(np.searchsorted(real, np.arange(len(doc))) - 1, 0)]
            self.heads = np.where(self.words.space, before, self.heads)
            keys[self.words.space] = strings.add("dep")
        offsets = (self.heads - np.arange(len(doc))).astype(np.int64).view(np.uint64)
        columns: Any = np.stack([tag_keys[self.tags], offsets, keys], axis=1)
        doc.from_array([TAG, HEAD, DEP], columns)
        doc.set_ents(list(self.read_names(real)))

    def read_names(self, real: Integers) -> Iterator[Span]:
        """The names by their marks; a mark that goes on a name of another kind, or none, goes on or begins one."""
        begun, label, before = -1, "", -1
        for i, number in zip(real.tolist(), self.names[real].tolist(), strict=True):
            mark = NAMES[number]
            if label and (mark[0] != "I" or before != i - 1):
                yield Span(self.doc, begun, before + 1, label)
                label = ""
            if mark != "O" and not label:
                begun, label = i, mark[2:]
            before = i
        if label:
            yield Span(self.doc, begun, before + 1, label)
