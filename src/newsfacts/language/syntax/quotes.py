"""Quotation marks, and the stretches of a text between them. Odd marks end with their paragraph."""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterator

from spacy.tokens import Doc

#: Tokens that open and that close a quotation; the straight mark does both. Single ones count beside other signs
#: only: "’" is more often an apostrophe, and what stands in ‘…’ lies within a quotation or is a mere word.
OPENING = frozenset({"“", "‘", "«", "„", "``", '"'})
CLOSING = frozenset({"”", "’", "»", "''", '"'})

_PARAGRAPH = re.compile(r"[^\n]+")
_MARK = re.compile(r"[“”\"«»„]|``|''")

#: Start and end of a stretch of the text, in code points.
Stretch = tuple[int, int]


def find_quotes(text: str) -> list[Stretch]:
    """Quoted stretches with their marks, in order, never across a paragraph's end."""
    quotes: list[Stretch] = []
    for paragraph in _PARAGRAPH.finditer(text):
        begin, end = paragraph.span()
        if not text[begin:end].strip():
            continue
        left_open = bool(quotes) and is_left_open(text, quotes[-1], (begin, end))
        quotes += _find_in_paragraph(text, begin, end, left_open)
    return quotes


def _find_in_paragraph(text: str, begin: int, end: int, left_open: bool) -> Iterator[Stretch]:
    """The quoted stretches of a paragraph; one that is left open ends with it where its mark surely opens one.

    Where the paragraph before has left one open, a first mark that surely closes one ends what begins here.
    """
    opened: int | None = None
    for m in _MARK.finditer(text, begin, end):
        if left_open and _closes(text, m):
            yield begin, m.end()
            left_open = False
            continue
        left_open = False
        if m.group() in OPENING - CLOSING or (opened is None and m.group() != "”"):
            opened = m.start()
        elif opened is not None:
            yield opened, m.end()
            opened = None
    if opened is not None and (text[opened] == "“" or not text[begin:opened].strip() or _opens(text, opened)):
        yield opened, end


def _opens(text: str, at: int) -> bool:
    """Whether a straight mark surely opens a quotation: behind a comma or colon and a blank, before a word."""
    return text[max(0, at - 2) : at] in {", ", ": "} and text[at + 1 : at + 2].isalnum()


def _closes(text: str, mark: re.Match[str]) -> bool:
    """Whether a mark surely closes a quotation: behind the end of a sentence or clause, before a blank or the end."""
    before, after = text[mark.start() - 1 : mark.start()], text[mark.end() : mark.end() + 1]
    return mark.group() in CLOSING and before in {".", ",", "!", "?"} and not after.strip()


def is_left_open(text: str, quote: Stretch, after: Stretch) -> bool:
    """Whether a quotation lacks its closing mark, with the next right behind it: a speech in paragraphs."""
    return text[quote[1] - 1] not in CLOSING and not text[quote[1] : after[0]].strip()


def begin_inside(text: str, start: int) -> int:
    """Where the words of a quotation begin: behind its mark, which may be two characters, or lack."""
    if text[start : start + 1] not in OPENING and not text.startswith("``", start):
        return start
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
