"""Numbers as news writes them, in digits, in words and in both, as exact decimals."""

from __future__ import annotations

import re
from collections.abc import Callable
from decimal import Decimal

from newsfacts.lexicon.files import read_table

_LISTED = read_table("numbers.toml")
UNITS = {word: Decimal(n) for n, word in enumerate(_LISTED["units"])}
TENS = {word: Decimal(10 * n) for n, word in enumerate(_LISTED["tens"], start=2)}
SCALES = {word: Decimal(10**power) for word, power in _LISTED["scales"].items()}
ABBREVIATED = {letters: Decimal(10**power) for letters, power in _LISTED["abbreviated"].items()}
#: Abbreviations that count only where they touch their digits.
GLUED = frozenset(_LISTED["glued"])
PARTS: dict[str, int] = _LISTED["parts"]
JOINTS = frozenset(_LISTED["joints"])
WORDS = {*UNITS, *TENS, *SCALES, *PARTS, "hundred", "dozen"}
_SIGNS: dict[str, Decimal] = {sign: Decimal(over) / under for sign, (over, under) in _LISTED["signs"].items()}
_PARTS = "".join(_SIGNS)

#: Digits with their separators. A space groups only before three digits; the typographic spaces are U+00A0, U+2007,
#: U+2009 and U+202F. A fraction may follow a whole number or stand alone: "1 1/2", "2-3/4", "1/2".
DIGITS = (
    r"(?<![\d/.,])(?:\d{1,3}[ \u00a0-])?[1-7]/[2-8](?![\d/])"
    r"|\d{1,3}(?:[ \u00a0\u2007\u2009\u202f]\d{3})+(?![\d])(?:[.,]\d+)?"
    r"|\d{1,3}(?:['’]\d{3})+(?!\d)(?:[.,]\d+)?"
    rf"|\d+(?:[.,]\d+)*(?:[ \u00a0]?[{_PARTS}])?|[{_PARTS}]|(?<![\w.,])\.\d+"
)
LONGEST = 30  # no sum in the news has more characters; longer runs of digits are data
LONGEST_IN_WORDS = 240

_PIECE = re.compile(rf"(?P<digits>{DIGITS})|(?P<word>[^\W\d_]+)|(?P<gap>[\s\-\u2010\u2011]+)|(?P<comma>,)|(?P<other>.)")
_ENGLISH = re.compile(r"\d{1,3}(?:,\d{3})+(?:\.\d+)?")
_INDIAN = re.compile(r"\d{1,2}(?:,\d{2})+,\d{3}(?:\.\d+)?")
_CONTINENTAL = re.compile(r"\d{1,3}(?:\.\d{3}){2,}(?:,\d+)?|\d{1,3}(?:\.\d{3})+,\d+")
_COMMA_DECIMAL = re.compile(r"\d+,\d{1,2}|0,\d+")
_SPACES = re.compile(r"['’ \u00a0\u2007\u2009\u202f]")
_FRACTION = re.compile(r"(?:(\d+)[ \u00a0-])?(\d)/(\d)")


def resolve_digits(text: str) -> Decimal | None:
    """The value of digits with separators.

    A comma before three digits groups thousands ("1,000"; "12,34,567" in India); a decimal comma is read only where
    it can be nothing else: "3,5", "1.234,56", "1.000.000". One dot is the decimal point ("1.459").

    Returns:
        the exact value, or None when the digits are no number ("1,2,3", "10.5.2") or longer than any sum.
    """
    if len(text) > LONGEST:
        return None
    if match := _FRACTION.fullmatch(text):
        whole, over, under = Decimal(match[1] or 0), Decimal(match[2]), Decimal(match[3])
        return whole + over / under if over < under and under in {2, 3, 4, 5, 8} else None
    fraction = _SIGNS.get(text[-1:], Decimal(0))
    plain = text[:-1].rstrip() if fraction else text
    if not plain:
        return fraction or None
    plain = _SPACES.sub("", plain)
    if not plain.isascii():
        return None
    if re.fullmatch(r"\d+|\d*\.\d+", plain):
        return Decimal(plain) + fraction
    if _ENGLISH.fullmatch(plain) or _INDIAN.fullmatch(plain):
        return Decimal(plain.replace(",", "")) + fraction
    if _CONTINENTAL.fullmatch(plain) or _COMMA_DECIMAL.fullmatch(plain):
        return Decimal(plain.replace(".", "").replace(",", "."))
    return None


class _Reader:
    """Reads the pieces of a number from left to right: a total, and the group before the next scale.

    Each method takes the index of its piece, and returns that of the next one, or None where this is no number.
    """

    def __init__(self, pieces: list[tuple[str, bool]]) -> None:
        self.words = [piece for piece, _ in pieces]
        self.touches = [touches for _, touches in pieces]
        self.total = Decimal(0)
        self.group: Decimal | None = None
        self.last_scale: Decimal | None = None
        self.by_digits = False

    def read(self) -> Decimal | None:
        i: int | None = 0
        while i is not None and i < len(self.words):
            i = self._method(self.words[i])(i)
        if i is None or (self.group is None and self.last_scale is None):
            return None
        value = self.total + (self.group or 0)
        thirds = value.as_tuple().exponent
        return round(value, 2) if isinstance(thirds, int) and thirds < -12 else value

    def _method(self, piece: str) -> Callable[[int], int | None]:
        if piece[0].isdigit() or piece[0] in _PARTS + ".":
            return self._digits
        if piece in UNITS or piece in TENS:
            return self._word
        if piece in SCALES or piece in ABBREVIATED:
            return self._scale
        if piece in PARTS:
            return self._part
        return {
            "hundred": self._hundred, "dozen": self._dozen, "and": self._and, "a": self._article, "an": self._article,
            "point": self._point, ",": self._comma,
        }.get(piece, lambda _: None)  # fmt: skip

    def _word_at(self, i: int) -> str:
        return self.words[i] if i < len(self.words) else ""

    def _digits(self, i: int) -> int | None:
        value = resolve_digits(self.words[i])
        if value is None or self.group is not None:
            return None
        self.group, self.by_digits = value, True
        if value < 1 and self.words[i + 1 : i + 3] == ["of", "a"] and self._word_at(i + 3) in SCALES:
            return i + 3  # "1/3 of a million"
        return i + 1

    def _comma(self, i: int) -> int | None:
        """ "two million, three hundred thousand", in words only."""
        spelled = self.words[i - 1] in SCALES and not any(word[0].isdigit() for word in self.words)
        return i + 1 if i and spelled and (self._word_at(i + 1) in UNITS or self._word_at(i + 1) in TENS) else None

    def _word(self, i: int) -> int | None:
        piece, group = self.words[i], self.group
        value = UNITS.get(piece, TENS.get(piece, Decimal(0)))
        if group is None:
            self.group = value
        elif self.by_digits:
            return None
        elif (piece in UNITS and 0 < value < 10 and group % 100 in TENS.values()) or (group % 100 == 0 and group > 0):
            self.group = group + value
        else:
            return None
        return i + 1

    def _hundred(self, i: int) -> int | None:
        if self.group is not None and self.group >= 100:
            return None
        if i == 0 and self._word_at(1) not in SCALES:
            return None  # "hundred people", but "hundred crore"
        self.group = (self.group if self.group is not None else Decimal(1)) * 100
        return i + 1

    def _dozen(self, i: int) -> int | None:
        if i == 0 or (self.group is not None and self.group > 100):
            return None
        self.group = (self.group if self.group is not None else Decimal(1)) * 12
        return i + 1

    def _scale(self, i: int) -> int | None:
        piece, last = self.words[i], self.last_scale
        scale = SCALES.get(piece)
        if scale is None:
            scale = ABBREVIATED[piece]
            if not self.by_digits or self.group is None or (piece in GLUED and not self.touches[i]):
                return None
        if self.group is None and (last is None or last > scale):
            return None
        if last is not None and self.group is not None and scale >= last:
            return None
        if self.group is None or (last is not None and scale > last):  # "five lakh crore", "hundred thousand million"
            self.total = (self.total + (self.group or 0)) * scale
        else:
            self.total += self.group * scale
        self.last_scale, self.group, self.by_digits = scale, None, False
        return i + 1

    def _part(self, i: int) -> int | None:
        """ "half a billion", "a quarter million", "two thirds of a billion"; "a third billion" is an ordinal."""
        piece = self.words[i]
        if self.total or (piece == "half" and self.group not in {None, Decimal(1)}):
            return None
        if self.group is None and piece.endswith("s"):
            return None
        rest = self.words[i + 1 : i + 3]
        if rest[:2] == ["of", "a"]:
            after = i + 3
        elif piece == "half" and rest[:1] in (["a"], ["of"]):
            after = i + 2
        elif piece in {"half", "quarter"}:
            after = i + 1
        else:
            return None
        if self._word_at(after) not in SCALES:
            return None
        self.group = (self.group if self.group is not None else Decimal(1)) / PARTS[piece]
        return after

    def _and(self, i: int) -> int | None:
        share = self._share(i + 1)
        if self.group is None:
            if self.last_scale is None:
                return None
            if share is not None and i + 3 == len(self.words):
                self.group = self.last_scale * share  # "a million and a half"
                return i + 3
            return i + 1 if self._word_at(i + 1) in UNITS or self._word_at(i + 1) in TENS else None
        if share is not None:
            self.group += share
            return i + 3
        if self.by_digits or self.group % 100:
            return None
        return i + 1 if self._word_at(i + 1) in UNITS or self._word_at(i + 1) in TENS else None

    def _point(self, i: int) -> int | None:
        """The places after "two point": words or digits below ten, up to the scale."""
        end = i + 1
        places = ""
        while (digit := UNITS.get(self._word_at(end), Decimal(10))) < 10 or self._word_at(end).isdigit():
            places += self._word_at(end) if self._word_at(end).isdigit() else str(digit)
            end += 1
        if self.group is None or self.group != int(self.group) or not 0 < len(places) < 4:
            return None
        self.group += Decimal(f"0.{places}")
        self.by_digits = False
        return end

    def _share(self, i: int) -> Decimal | None:
        """The "a half", "one quarter", "three quarters" at piece i."""
        count = {"a": Decimal(1), "an": Decimal(1)}.get(self._word_at(i), UNITS.get(self._word_at(i)))
        parts = PARTS.get(self._word_at(i + 1))
        return None if count is None or parts is None or not 0 < count < parts else count / parts

    def _article(self, i: int) -> int | None:
        after = self._word_at(i + 1)
        if i or not (after in SCALES or after in PARTS or after in {"hundred", "dozen"}):
            return None
        self.group = None if after == "half" else Decimal(1)
        return i + 1


def resolve_number(text: str) -> Decimal | None:
    """The value of one whole number phrase: "1,250", "2.5 million", "3bn", "two and a half million", "half a billion".

    Args:
        text: nothing but the number; hyphens count as spaces ("twenty-five").

    Returns:
        the exact value (thirds of a scale rounded to two places), or None when the text is not one number ("3-4",
        "two three", "million", "millions").
    """
    if len(text) > LONGEST_IN_WORDS:
        return None
    pieces: list[tuple[str, bool]] = []  # each piece and whether it touches the one before
    gap, dashed = True, False
    for match in _PIECE.finditer(text.strip()):
        if match["other"]:
            return None
        if match["gap"]:
            gap = True
            dashed = not match["gap"].isspace()
            continue
        if match["digits"] and dashed:
            return None  # "5m-7m" is a range
        pieces.append((match.group() if match["digits"] else match.group().lower(), not gap))
        gap = dashed = False
    return _Reader(pieces).read()


def to_plain(value: Decimal) -> str:
    """A decimal as the record writes it: no exponent, no trailing zeros after the point."""
    text = format(value, "f")
    return text.rstrip("0").rstrip(".") if "." in text else text
