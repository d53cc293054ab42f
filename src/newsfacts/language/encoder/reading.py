"""Words as the encoder reads them: pieces and shapes, in windows of whole paragraphs."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import pairwise

import numpy as np
import numpy.typing as npt
from spacy.attrs import IS_SPACE, ORTH, SPACY  # type: ignore[import-not-found]
from spacy.tokens import Doc

from newsfacts.language.encoder.arrays import Integers
from newsfacts.language.wordpiece import CLASS, SEPARATOR, WordPieces

#: Pieces of one word that are read; the rest of a longer word is not.
MOST_PIECES = 10
#: Classes of a word's letters (see `shape_of`), each twice: after white space, and joined to the word before.
SHAPES = 24
#: Pieces of a window, and words on either side of a cut paragraph that are read with it.
WINDOW, MARGIN = 160, 16


def shape_of(text: str) -> int:
    """What small letters lose of a word.

    0 signs, 1 lower, 2 Title, 3 CAPITALS, 4 one capital, 5 mixed, 6 digits, 7 digits and letters, 8 Abbr., 9 abbr.,
    10 Title with a sign in it, 11 CAPITALS with one.
    """
    letters = [character for character in text if character.isalpha()]
    if any(character.isdigit() for character in text):
        return 7 if letters else 6
    if not letters:
        return 0
    upper = sum(character.isupper() for character in letters)
    if text[-1] == ".":
        return 8 if upper else 9
    plain = len(letters) == len(text)
    if not upper:
        return 1
    if upper == len(letters):
        return (4 if upper == 1 else 3) if plain else 11
    if upper == 1 and letters[0].isupper():
        return 2 if plain else 10
    return 5 if plain else 10


@dataclass(frozen=True)
class Pieces:
    """A window of words as pieces: the row of each piece, its word (-1 at the window's bounds) and the word's shape."""

    pieces: Integers
    words: Integers
    shapes: Integers


@dataclass(frozen=True)
class Words:
    """All words of a document: the rows of their pieces one after the other, where each word's end, and its shape."""

    rows: Integers
    ends: Integers
    shapes: Integers
    space: npt.NDArray[np.bool_]
    first: int
    last: int

    def cut(self, start: int, end: int) -> Pieces:
        """The words `start` to `end`, numbered from 0, between the piece that opens a text and the one that ends it."""
        counts = np.diff(self.ends[start : end + 1])
        rows = self.rows[self.ends[start] : self.ends[end]]
        return Pieces(
            np.concatenate([[self.first], rows, [self.last]]),
            np.concatenate([[-1], np.repeat(np.arange(end - start), counts), [-1]]),
            np.concatenate([[0], np.repeat(self.shapes[start:end], counts), [0]]),
        )


class Reader:
    """Turns words into pieces, remembering the words it has seen.

    Args:
        pieces: the vocabulary, in the order of its rows.
    """

    MOST_WORDS = 200_000

    def __init__(self, pieces: list[str]) -> None:
        self.wordpieces = WordPieces(pieces)
        self.first, self.last = self.wordpieces.rows[CLASS], self.wordpieces.rows[SEPARATOR]
        self.seen: dict[int, tuple[tuple[int, ...], int]] = {}

    def look_up(self, text: str) -> tuple[tuple[int, ...], int]:
        """The pieces and the shape of a word; a line break is the separator, other white space nothing."""
        if text.isspace():
            return ((self.last,) if "\n" in text else ()), 0
        return self.wordpieces.split(text)[:MOST_PIECES] or (self.wordpieces.unknown,), shape_of(text)

    def read(self, doc: Doc) -> Words:
        """All words of `doc`."""
        columns = doc.to_array([ORTH, SPACY, IS_SPACE]).reshape(-1, 3)
        keys, seen, strings = columns[:, 0].tolist(), self.seen, doc.vocab.strings
        if len(seen) > self.MOST_WORDS:
            seen.clear()
        found: list[tuple[tuple[int, ...], int]] = []
        for key in keys:
            known = seen.get(key)
            if known is None:
                known = seen[key] = self.look_up(strings[key])
            found.append(known)
        space = columns[:, 2] > 0
        parted = np.concatenate([[True], (columns[:-1, 1] > 0) | space[:-1]])
        return Words(
            np.array([row for rows, _ in found for row in rows], np.int64),
            np.cumsum([0, *(len(rows) for rows, _ in found)]),
            2 * np.array([shape for _, shape in found], np.int64) + ~parted[: len(keys)],
            space, self.first, self.last,
        )  # fmt: skip


@dataclass(frozen=True)
class Window:
    """Words `start` to `end` of a document, read with those from `left` to `right`."""

    start: int
    end: int
    left: int
    right: int


def find_windows(doc: Doc, ends: Integers, starts: list[int]) -> list[Window]:
    """Cut `doc` into windows at `starts` (words that surely begin a sentence, the first word among them).

    `ends`: the number of pieces before each word, and of all.
    """
    windows: list[Window] = []
    begin = 0
    for start, end in pairwise([*starts, len(doc)]):
        if ends[end] - ends[begin] <= WINDOW:
            continue
        if start > begin:
            windows.append(Window(begin, start, begin, start))
            begin = start
        if ends[end] - ends[begin] > WINDOW:
            cuts = [*find_cuts(doc, ends, begin, end), end]
            for left, right in pairwise([begin, *cuts]):
                windows.append(Window(left, right, max(begin, left - MARGIN), min(end, right + MARGIN)))
            begin = end
    if begin < len(doc):
        windows.append(Window(begin, len(doc), begin, len(doc)))
    return windows


def find_cuts(doc: Doc, ends: Integers, start: int, end: int) -> Iterator[int]:
    """Where to cut a long paragraph: behind the last end of a sentence that fits, else behind the last such word."""
    while ends[end] - ends[start] > WINDOW:
        most = int(np.searchsorted(ends, ends[start] + WINDOW, side="right")) - 1
        for cut in range(most, start + 8, -1):
            before = doc[cut - 1].text
            if before in (".", "!", "?", "”", '"') and doc[cut].text[:1].isupper() and (
                before not in ("”", '"') or doc[cut - 2].text in (".", "!", "?")
            ):
                break
        else:
            cut = max(most, start + 1)
        yield cut
        start = cut
