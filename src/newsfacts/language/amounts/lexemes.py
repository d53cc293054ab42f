"""The text as lexemes (numbers, words, signs), read once, and the numbers and units that stand among them."""

from __future__ import annotations

import re
from collections.abc import Iterator
from decimal import Decimal
from typing import Any, NamedTuple

from newsfacts.language.numerals import ABBREVIATED, DIGITS, JOINTS, SCALES, WORDS, resolve_digits, resolve_number

REACH = 30  # lexemes of the longest number in words
CHUNK = 100_000  # characters lexed at once: bounds the memory on texts without an end
DASHES = frozenset({"-", "–", "‐", "‑", "—"})
_SCALES_APART = frozenset({"k", "K", "M", "B"})  # read apart from their digits where a sign stands before these

_SIGNS = "$£€¥￥￡₹₽₩￦₪₺₴₦₱฿₫₸₾₼֏৳₡₲₵₮₭៛₧؋﷼⃀₨¢"
_LEXEME = re.compile(
    rf"(?P<plain>[a-z]{{2,}}+(?![\w.’'ʻ{_SIGNS}]))"  # most words, told fast
    rf"|(?P<end>\n[ \t\r]*\n\s*)|(?P<num>{DIGITS})"
    rf"|(?P<sign>(?<![^\W_])[A-Za-z.]{{1,5}}[{_SIGNS}]|(?:\$(?:US|NZ|A|U)|£E|=N=)(?=[ \u00a0]?\d)|[{_SIGNS}]"
    r"|(?<=[\dmnk])/[-=](?![\w-]))"
    r"|(?P<slash>(?<!\w)[SB]/\.?(?=\s?\d))"
    r"|(?P<word>(?:[A-Z]\.){2,}|u\.[sk]\.|[^\W\d_]+(?:[’'ʻ](?![sS]\b)[^\W\d_]+)*)|(?P<other>[^\s])"
)


#: "50 mill. kroner"
_POINTED = re.compile(r"(?i)\b(mill|mio|mrd|mln|bln|bn)\.(?!\w)")


class Lexeme(NamedTuple):
    kind: str  # num, sign, slash, word, other, end
    start: int
    end: int
    text: str
    low: str


#: A lexeme without the call of a function of Python's for each word of a text.
_new = tuple.__new__


def is_year(digits: str) -> bool:
    """Four digits that may be a year."""
    return len(digits) == 4 and digits.isdecimal() and 1900 <= int(digits) < 2060


def find_lexemes(text: str) -> Iterator[list[Lexeme]]:
    """The text's lexemes, in chunks that end at white space; a blank line is a lexeme of its own."""
    at = 0
    while at < len(text):
        stop = min(at + CHUNK, len(text))
        if stop < len(text):
            cut = max(text.rfind("\n", at + CHUNK // 2, stop), text.rfind(". ", at + CHUNK // 2, stop) + 1)
            stop = cut if cut > at else stop
        out: list[Lexeme] = []
        for match in _LEXEME.finditer(text, at, stop):
            word = match[0]
            if match.lastgroup == "plain":
                out.append(_new(Lexeme, ("word", match.start(), match.end(), word, word)))
            else:
                kind = match.lastgroup or "other"
                out.append(_new(Lexeme, (kind, match.start(), match.end(), word, word.lower())))
        yield out
        at = stop


class Chunk:
    """One chunk of lexemes, read by index; beyond its ends there is nothing.

    Args:
        text: the whole text.
        lexemes: one chunk of it.
        words: the tables of ``amounts.toml``.
    """

    def __init__(self, text: str, lexemes: list[Lexeme], words: dict[str, Any]) -> None:
        self.text = text
        self.lexemes = lexemes
        self.words = words["per"]
        self.closing = words["closed"]["followed_by"]

    def __len__(self) -> int:
        return len(self.lexemes)

    def kind(self, i: int) -> str:
        return self.lexemes[i].kind if 0 <= i < len(self.lexemes) else "end"

    def low(self, i: int) -> str:
        return self.lexemes[i].low if 0 <= i < len(self.lexemes) else ""

    def touches(self, i: int) -> bool:
        """Lexeme i follows lexeme i-1 without white space."""
        return 0 < i < len(self.lexemes) and self.lexemes[i - 1].end == self.lexemes[i].start

    def between(self, first: int, last: int) -> str:
        """The text from lexeme first up to lexeme last, which is outside."""
        return self.text[self.lexemes[first].start : self.lexemes[last - 1].end]

    def phrase(self, first: int, last: int) -> str:
        """The lexemes in small letters, with a space between them; empty where they reach beyond the chunk."""
        if first < 0 or last > len(self.lexemes):
            return ""
        return " ".join(lexeme.low for lexeme in self.lexemes[first:last])

    # -- numbers

    def value(self, first: int, last: int) -> Decimal | None:
        text = self.between(first, last)
        return resolve_number(_POINTED.sub(r"\1", text) if "." in text else text)

    def is_abbreviation(self, i: int) -> bool:
        """The "bn" of "3bn" and "3 bn"; a single letter other than m must touch its digits."""
        if self.low(i) not in ABBREVIATED:
            return False
        lexeme = self.lexemes[i]
        if self.low(i - 1) in DASHES and self.touches(i):  # "Rs 500-cr"
            return self.kind(i - 2) == "num" and self.touches(i - 1) and len(lexeme.text) > 1
        if self.kind(i - 1) != "num":
            return False
        if self.touches(i) or (lexeme.text in _SCALES_APART and self.kind(i - 2) == "sign"):
            return True
        return len(lexeme.text) > 1 or (lexeme.text == "m" and self.low(i + 1) not in self.words["not_a_scale"])

    def is_scale(self, i: int) -> bool:
        return self.low(i) in SCALES or self.is_abbreviation(i)

    def is_scaled(self, first: int, last: int) -> bool:
        return any(self.low(k) in SCALES or self.low(k) in ABBREVIATED for k in range(first, last))

    def number_right(self, at: int) -> int | None:
        """The lexeme after the longest number that begins at ``at``."""
        if at >= len(self.lexemes) or (self.kind(at) == "num" and resolve_digits(self.lexemes[at].text) is None):
            return None
        best = at + 1 if self.value(at, at + 1) is not None else None
        last = at + 1
        while last < min(at + REACH, len(self.lexemes)):
            if self._is_number_word(last):
                if self.value(at, last + 1) is not None:
                    best = last + 1
            elif not self._goes_on_right(at, last):
                break
            last += 1
        return best

    def _is_number_word(self, i: int) -> bool:
        return self.kind(i) == "word" and (self.low(i) in WORDS or self.is_abbreviation(i))

    def _goes_on_right(self, at: int, i: int) -> bool:
        """Lexeme i, no number word, may be part of the number that begins at ``at``."""
        low = self.low(i)
        if self.kind(i) == "num":  # "2 crore 30 lakh"
            return self.is_scale(i - 1) and self.is_scale(i + 1)
        if low in DASHES:
            return self.low(i + 1) in WORDS or self.is_abbreviation(i + 1)
        return low in JOINTS and not (low in {"a", "of"} and self.kind(at) == "num")

    def number_left(self, at: int, free: int) -> int | None:
        """The first lexeme of the longest number that ends before ``at`` and begins at ``free`` or later."""
        best = None
        first = at - 1
        while first >= max(free, at - REACH):
            low, kind = self.low(first), self.kind(first)
            if kind == "num":
                if self._is_glued(first):
                    break
            elif not self._goes_on_left(first):
                break
            if kind in {"num", "word"} and (low == "a" or low not in JOINTS) and self.value(first, at) is not None:
                best = first
            first -= 1
        if best is not None:
            return best
        low = self.low(at - 1)
        if low in {"a", "one"} and at - 1 >= free:
            return at - 1
        if low in SCALES and low != "thousand" and self.low(at) in DASHES and self.low(at - 2) not in DASHES:
            return at - 1
        return None

    def _goes_on_left(self, i: int) -> bool:
        """Lexeme i, no digits, may be part of a number that goes on to its right."""
        low = self.low(i)
        if low == ",":  # "two million, three hundred thousand dollars"
            return self.low(i - 1) in SCALES and self.low(i + 1) in WORDS
        if self.kind(i) == "word":
            return low in WORDS or low in JOINTS or low == "an" or self.is_abbreviation(i)
        if low == ".":  # "50 mill. kroner"
            return self.touches(i) and len(self.low(i - 1)) > 1 and self.is_abbreviation(i - 1)
        return low in DASHES and i > 0

    def _is_glued(self, i: int) -> bool:
        """Digits that are the tail of something else: "N95", "#5", "8:30"."""
        return (
            i > 0
            and self.touches(i)
            and (self.kind(i - 1) in {"word", "sign"} or self.low(i - 1) in {"#", "/", ":", "+"})
        )

    def run_left(self, first: int, free: int) -> int:
        """The first of the number words that stand right before the number beginning at ``first``, which it lost."""
        at = first
        if self.kind(first) == "num":  # "one hundred and 12 dollars"
            at -= 1 if self.low(first - 1) == "and" and self.low(first - 2) == "hundred" else 0
            if at == first or at - 1 < free:
                return first
        while at - 1 >= free and self.kind(at - 1) == "word" and self.low(at - 1) in WORDS:
            at -= 1
        return at

    def split_scale(self, first: int, last: int) -> tuple[Decimal, Decimal]:
        """The number without its last scales, and these."""
        value = self.value(first, last) or Decimal(0)
        k, scale = last, Decimal(1)
        while k - 1 > first:
            low = self.low(k - 1)
            if low not in SCALES and low not in ABBREVIATED:
                break
            scale *= SCALES[low] if low in SCALES else ABBREVIATED[low]
            k -= 1
            if self.low(k - 1) in DASHES:
                k -= 1
        return value / scale, scale

    def has_scale(self, number: tuple[int, int]) -> bool:
        return self.split_scale(*number)[1] > 1

    def is_closed(self, end: int) -> bool:
        """A number that ends before lexeme ``end`` counts nothing that follows: "two pounds fifty and"."""
        goes_on = self.kind(end) == "word" and self.low(end) not in self.closing and self.per(end) is None
        return not goes_on and self.low(end) != "%"

    # -- units after a sum

    def per(self, at: int) -> str | None:
        """The unit in "a barrel", "per 1,000 cubic meters", "/kg" that begins at lexeme ``at``."""
        units = self.words["units"]
        low = self.low(at)
        if low in DASHES:
            return self._per_hyphenated(at)
        if low not in self.words["before"]:
            return None
        k = at + 1
        if low == "per" and self.kind(k) == "num":
            k += 2 if self.low(k + 1) in SCALES else 1
        for width in (3, 2, 1):
            phrase = self.phrase(k, k + width)
            stem = phrase[:-1] if k > at + 1 and phrase.endswith("s") else phrase
            if stem.replace(" - ", "-") in units:
                ago = low in self.words["articles"] and self.low(k + width) in self.words["not_followed_by"]
                return None if ago else self.between(at + 1, k + width)
        return self._per_unlisted(at, k) if low == "per" else None

    def _per_unlisted(self, at: int, k: int) -> str | None:
        """The word at ``k``, or two, behind the "per" at ``at``."""
        width = 2 if self.low(k) in self.words["two_words"] else 1
        known = self.kind(k) == "word" and self.kind(k + width - 1) == "word"
        return self.between(at + 1, k + width) if known else None

    def _per_hyphenated(self, at: int) -> str | None:
        """The unit of "$1,500-a-day"."""
        if not self.touches(at) or self.low(at + 1) not in {"a", "an", "per"}:
            return None
        k = at + (3 if self.low(at + 2) in DASHES else 2)
        return self.between(k, k + 1) if self.low(k) in self.words["units"] else None
