"""Annotated events: the loader, and what a token of a text is by them.

A block a line, gzipped or not: ``{"id", "text", "facts": [{"type", "trigger", "actor", "recipient", …, "optional"}]}``
with spans ``[start, end]`` in code points of the text.
"""

import gzip
import json
import zlib
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray
from spacy.tokens import Doc, Token

from newsfacts.record import EVENT_OF_TYPE

TYPES = tuple(EVENT_OF_TYPE)
#: What an argued or restated fact makes of its token: neither positive nor negative.
MASKED = -1

Span = tuple[int, int]


@dataclass(frozen=True)
class AnnotatedFact:
    """One fact of a block; spans are code points of its text."""

    type: str
    trigger: Span
    actor: tuple[Span, ...]
    recipient: tuple[Span, ...]
    date: tuple[Span, ...]
    source: tuple[Span, ...]
    negated: bool
    modality: str
    optional: bool


@dataclass(frozen=True)
class Block:
    """A few sentences with all the facts that they tell."""

    id: str
    text: str
    facts: tuple[AnnotatedFact, ...]

    @property
    def held_out(self) -> bool:
        """Whether it trains no event head: one block of six, on which confidence is fitted."""
        return zlib.crc32(self.id.encode()) % 6 == 0


def read_blocks(paths: Iterable[Path]) -> Iterator[Block]:
    """The blocks of JSON Lines files, in order."""
    for path in paths:
        opener = gzip.open if path.suffix == ".gz" else open
        with opener(path, "rt", encoding="utf-8") as lines:
            for line in lines:
                row = json.loads(line)
                yield Block(row["id"], row["text"], tuple(_to_fact(fact) for fact in row["facts"]))


def _to_fact(row: dict[str, Any]) -> AnnotatedFact:
    def to_spans(spans: list[list[int]]) -> tuple[Span, ...]:
        return tuple((start, end) for start, end in spans)

    return AnnotatedFact(
        row["type"],
        (row["trigger"][0], row["trigger"][1]),
        to_spans(row["actor"]),
        to_spans(row["recipient"]),
        to_spans([row["date"]] if row["date"] else []),
        to_spans([row["source"]] if row["source"] else []),
        row["negated"],
        row["modality"],
        row["optional"],
    )


def find_trigger(doc: Doc, fact: AnnotatedFact) -> Token | None:
    """The token that carries a fact: of "imposed sanctions" the noun, else the root of the span."""
    span = doc.char_span(*fact.trigger, alignment_mode="expand")
    if span is None:
        return None
    root = span.root
    if root.pos_ == "VERB":
        for token in span:
            if token.dep_ == "obj" and token.head.i == root.i and token.pos_ == "NOUN":
                return token
    return root


def label_tokens(doc: Doc, facts: Iterable[AnnotatedFact]) -> NDArray[np.int8]:
    """Tokens by types: 1 where the token carries a fact of the type, ``MASKED`` where only an optional one."""
    labels = np.zeros((len(doc), len(TYPES)), np.int8)
    for fact in sorted(facts, key=lambda f: not f.optional):
        span = doc.char_span(*fact.trigger, alignment_mode="expand")
        token = find_trigger(doc, fact)
        if span is None or token is None:
            continue
        column = TYPES.index(fact.type)
        for other in span:
            labels[other.i, column] = min(labels[other.i, column], MASKED)
        labels[token.i, column] = MASKED if fact.optional else 1
    return labels
