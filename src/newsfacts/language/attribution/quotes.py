"""Quoted stretches of a text. Odd quotation marks end with their paragraph."""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from dataclasses import dataclass

from spacy.tokens import Doc

_PARAGRAPH = re.compile(r"[^\n]+")
_MARK = re.compile(r"[“”\"«»„]|``|''")
_OPENING = frozenset({"“", "«", "„", "``"})

#: Start and end of a stretch of the text, in code points.
Stretch = tuple[int, int]


@dataclass(frozen=True)
class Quote:
    """A quoted stretch, its marks included (code points), and the index of its statement in ``doc._.speech``."""

    start: int
    end: int
    statement: int | None


def find_quotes(text: str) -> list[Stretch]:
    """Quoted stretches with their marks, in order, never across a paragraph's end."""
    out: list[Stretch] = []
    for paragraph in _PARAGRAPH.finditer(text):
        opened: int | None = None
        for m in _MARK.finditer(paragraph.group()):
            at, mark = paragraph.start() + m.start(), m.group()
            if opened is None:
                opened = at if mark != "”" else None
            elif mark in _OPENING:
                opened = at
            else:
                out.append((opened, at + len(mark)))
                opened = None
        if opened is not None and (text[opened] == "“" or not text[paragraph.start() : opened].strip()):
            out.append((opened, paragraph.end()))
    return out


def begin_inside(text: str, start: int) -> int:
    """Where the words of a quotation begin: behind its mark, which may be two characters."""
    return start + (2 if text.startswith("``", start) else 1)


def find_overlapping(quotes: list[Stretch], start: int, end: int) -> list[Stretch]:
    """The quotations that touch a stretch; they stand in order and apart."""
    first = bisect_right(quotes, start, key=lambda q: q[1])
    return quotes[first : bisect_left(quotes, end, first, key=lambda q: q[0])]


def find_around(quotes: list[Stretch], position: int) -> Stretch | None:
    """The quotation in which a place of the text lies."""
    return next((q for q in find_overlapping(quotes, position, position + 1) if q[0] <= position < q[1]), None)


def stands_alone(doc: Doc, start: int) -> bool:
    """Whether a quotation stands for itself: it opens the sentence or follows a comma or colon."""
    span = doc.char_span(start, start + 1, alignment_mode="expand")
    return span is not None and (
        span[0].i == span[0].sent.start or span[0].nbor(-1).text in {",", ":", "–", "—"}
    )


def opens_sentence(doc: Doc, start: int) -> bool:
    """Whether a quotation opens its sentence, but for one word."""
    span = doc.char_span(start, start + 1, alignment_mode="expand")
    return span is not None and span[0].i - span[0].sent.start <= 1
