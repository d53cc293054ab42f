"""Single sums: the shapes of ``amounts.toml``, each tried at every sign, code and name of a currency.

A shape is a row of parts in the order of the text; one of them is the anchor (``sign``, ``code`` or ``name``). The
parts after it are read to the right, those before it to the left, never beyond what a sum before has taken.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace
from decimal import Decimal
from functools import lru_cache
from typing import NamedTuple

from newsfacts.language.amounts.lexemes import DASHES, Chunk, is_year
from newsfacts.language.amounts.lexicon import SPACED_PREFIX, Lexicon, Money
from newsfacts.language.amounts.sense import Sense
from newsfacts.language.numerals import ABBREVIATED, SCALES, WORDS, resolve_number

_ANCHORS = frozenset({"sign", "code", "name"})
_APART = frozenset(ABBREVIATED) - {"l", "t", "b", "k", "tr"}  # scales that are read apart from their digits


@dataclass(frozen=True, slots=True)
class Unit:
    """One sum as it stands, before ranges are joined and shared names resolved."""

    first: int  # lexeme indices, half-open
    last: int
    number: tuple[int, int] | None  # the lexemes of its number; None for "billions of dollars"
    value: Decimal | None
    money: Money
    prefixed: bool
    upper: Decimal | None = None
    few: bool = False
    unclear: bool = False  # there is a number, and it can't be read for sure


class Shape(NamedTuple):
    """A row of the table: the parts before the anchor from right to left, the anchor, the parts after it."""

    left: tuple[str, ...]
    anchor: str
    right: tuple[str, ...]


@dataclass(slots=True)
class Reading:
    """A shape being read."""

    anchor: int
    money: Money
    first: int
    last: int
    free: int  # the first lexeme that no sum before has taken
    number: tuple[int, int] | None = None
    value: Decimal | None = None
    added: Decimal | None = None  # of the 50 cents
    hyphenated: bool = False
    few: bool = False
    unclear: bool = False


@lru_cache(maxsize=4)
def read_shapes(rows: tuple[str, ...]) -> list[Shape]:
    """The ``parts`` of the rows of ``[[shape]]`` as shapes; ValueError where a row has not just one anchor."""
    out = []
    for row in rows:
        parts = row.split()
        anchors = [k for k, part in enumerate(parts) if part in _ANCHORS]
        if len(anchors) != 1:
            raise ValueError(f"amounts.toml: a shape needs one of {sorted(_ANCHORS)}: {row!r}")
        k = anchors[0]
        out.append(Shape(tuple(reversed(parts[:k])), parts[k], tuple(parts[k + 1 :])))
    return out


class UnitFinder:
    """Finds the single sums in one chunk of lexemes.

    Args:
        chunk: the lexemes.
        lexicon: the currencies.
        near: the countries at hand (dateline and article), which make weak signs and ordinary words money.
    """

    def __init__(self, chunk: Chunk, lexicon: Lexicon, near: frozenset[str]) -> None:
        self.chunk = chunk
        self.lexicon = lexicon
        self.near = near
        self.sense = Sense(chunk, lexicon, near)
        self.shapes = read_shapes(tuple(row["parts"] for row in lexicon.words["shape"]))
        self.anchors: dict[str, Callable[[int, int], tuple[Money, int, int] | None]] = {
            "sign": self._sign, "code": self._code, "name": self._name,
        }  # fmt: skip
        self.parts: dict[str, Callable[[Reading], bool]] = {
            "number": self._number, "number.": self._number_after, "digits": self._digits, "again?": self._again,
            "of": self._of, "scale": self._scale, "and?": self._and, "cents": self._cents, "hundredths": self._hundredths,
            "multi": self._multi, "counts": self._counts, "few": self._few,
        }  # fmt: skip

    def find_units(self) -> list[Unit]:
        """Every single sum, in reading order, none overlapping."""
        units: list[Unit] = []
        free = 0  # lexemes before this one are taken
        anchors = self.lexicon.anchors
        for i, lexeme in enumerate(self.chunk.lexemes):
            if i < free or lexeme.kind in {"num", "other", "end"}:
                continue
            if lexeme.kind == "word" and lexeme.low not in anchors and lexeme.text not in anchors:
                continue
            unit = self._match(i, free)
            if unit is not None:
                units.append(unit)
                free = unit.last
        return units

    def _match(self, i: int, free: int) -> Unit | None:
        found: dict[str, tuple[Money, int, int] | None] = {}
        for shape in self.shapes:
            if shape.anchor not in found:
                found[shape.anchor] = self.anchors[shape.anchor](i, free)
            anchor = found[shape.anchor]
            if anchor is None:
                continue
            reading = Reading(i, *anchor, free)
            if all(self.parts[part](reading) for part in (*shape.left, *shape.right)):
                unit = self._unit(reading, shape)
                if unit is not None:
                    return unit
        return None

    def _unit(self, reading: Reading, shape: Shape) -> Unit | None:
        """The sum that a shape was read as, or None where its words are no money here."""
        money, value, number = reading.money, reading.value, reading.number
        prefixed = shape.anchor == "sign"
        if money.has_open_factor:
            value, reading.unclear = None, True
        if value is not None:
            value = value * money.factor + (reading.added or 0)
        unit = Unit(
            reading.first, reading.last, number, value, money, prefixed, few=reading.few, unclear=reading.unclear
        )
        if reading.added is not None or shape.anchor == "code":
            return unit
        if prefixed:
            return unit if self.sense.is_sum_after_sign(unit, reading.anchor) else None
        scaled = reading.number is None or self.chunk.is_scaled(*reading.number)
        return unit if self.sense.is_sum_before_name(unit, reading.anchor, reading.hyphenated, scaled) else None

    # -- anchors: what money lexeme i means, and the lexemes that say so

    def _sign(self, i: int, free: int) -> tuple[Money, int, int] | None:
        """A sign or code before its number."""
        chunk, lexeme, signs = self.chunk, self.chunk.lexemes[i], self.lexicon.signs
        after = i + 1
        if lexeme.kind == "slash":
            money = signs.get(lexeme.text.rstrip(".")) or signs.get(lexeme.text)
        elif lexeme.kind == "sign":
            money = self.lexicon.sign(lexeme.text, self.near)
        elif lexeme.text in SPACED_PREFIX and chunk.kind(after) == "sign":
            money = signs.get(lexeme.text.replace("U.S.", "US") + chunk.lexemes[after].text)
            after += 1
        else:
            return self._letters(i, free)
        return (money, i, after) if money else None

    def _letters(self, i: int, free: int) -> tuple[Money, int, int] | None:
        """Letters before a number: "EUR 5", "MUSD 30", "RMB 5 million", "Rs. 500"."""
        chunk, lexeme, after = self.chunk, self.chunk.lexemes[i], i + 1
        code = self.lexicon.codes.get(lexeme.text) or self.lexicon.spellings.get(lexeme.text)
        if code is not None:
            if chunk.kind(after) == "sign" and chunk.lexemes[after].text in {"$", "€", "£", "¥"}:
                after += 1  # "USD $5 million", "AUD$50"
            elif i - 1 >= free and self._is_code_of_number_before(i):
                return None
            return replace(code, certain=True), i, after
        money = self.lexicon.names.get(lexeme.text) if lexeme.text.isupper() else None
        money = money or self.lexicon.signs.get(lexeme.text)
        if money is None:
            return None
        if chunk.low(after) == "." and chunk.touches(after):
            after += 1
        if lexeme.text + chunk.low(after) in self.lexicon.words["near_miss"]["labels"]:
            return None
        return (money, i, after) if not money.weak or self.sense.is_weak_sign(money, i, after) else None

    def _is_code_of_number_before(self, i: int) -> bool:
        """The code of "40 USD 12 months ago", where the number behind counts something else."""
        chunk, after = self.chunk, self.chunk.number_right(i + 1)
        if chunk.kind(i - 1) != "num" or chunk.kind(i + 1) != "num" or after is None or chunk.is_scaled(i + 1, after):
            return False
        year = is_year(chunk.lexemes[i - 1].text)
        return not (year or chunk.low(i - 2) in self.lexicon.words["closed"]["not_before"] or chunk.is_closed(after))

    def _code(self, i: int, free: int) -> tuple[Money, int, int] | None:
        lexeme = self.chunk.lexemes[i]
        if lexeme.kind == "sign":  # "1.5 US$ billion"
            money = self.lexicon.signs.get(lexeme.text)
            return None if money is None or money.weak else (money, i, i + 1)
        code = self.lexicon.codes.get(lexeme.text)
        return None if code is None or code.ordinary else (replace(code, certain=True), i, i + 1)

    def _name(self, i: int, free: int) -> tuple[Money, int, int] | None:
        """A name, code or sign after its number, with the adjective before it: "new Israeli shekels"."""
        found = self._sign_behind(i) if self.chunk.kind(i) == "sign" else self._name_at(i)
        if found is None:
            return None
        money, last = found
        for width in (4, 3, 2, 1):
            phrase = self.chunk.phrase(i - width, i) if i - width >= free else ""
            codes = self.lexicon.adjectives.get(phrase.replace("-", " ")) if phrase else None
            common = tuple(c for c in money.codes if codes and c in codes)
            if common:
                common = self.lexicon.alive(common)
                known = replace(money, codes=common, certain=len(common) == 1, ordinary=False, default=None)
                return known, i - width, last
        return money, i, last

    def _sign_behind(self, i: int) -> tuple[Money, int] | None:
        """ "500 €", "4.5 billion US$"."""
        chunk, text = self.chunk, self.chunk.lexemes[i].text
        money = self.lexicon.names.get(text) or self.lexicon.sign(text, self.near)
        prefixed = len(text) > 1 and text[0].isalpha()
        follows = chunk.kind(i + 1) == "num" and (prefixed or chunk.touches(i + 1))
        if money is not None and money.weak and not self.lexicon.at_hand(money, self.near):
            return None  # "3bn/-" in Tanzania
        if money is None or follows or not (chunk.kind(i - 1) == "num" or chunk.is_scale(i - 1)):
            return None
        ends = chunk.kind(i + 1) in {"other", "end"} or chunk.per(i + 1) is not None  # "10 $."
        if money.word == "$" and not (chunk.touches(i) or chunk.low(i - 1) in SCALES or ends):
            return None
        return money, i + 1

    def _name_at(self, i: int) -> tuple[Money, int] | None:
        chunk, lexeme, names = self.chunk, self.chunk.lexemes[i], self.lexicon.names
        for width in (3, 2):
            phrase = chunk.phrase(i, i + width)
            if phrase in names:
                return replace(names[phrase], certain=True), i + width
        text = lexeme.text
        money = self.lexicon.name(lexeme.low, self.near) or names.get(text)
        if money is not None:
            if lexeme.low == "cent" and text != "cent":
                return None  # 50 Cent
            if chunk.low(i + 1) == "sterling" and "GBP" in money.codes:
                return replace(money, codes=("GBP",), certain=True, ordinary=False), i + 2
            return replace(money, certain=len(money.codes) == 1 and not money.ordinary), i + 1
        return self._letters_behind(i)

    def _letters_behind(self, i: int) -> tuple[Money, int] | None:
        """A code or letters after a number: "34.6 million USD", "50 DM"."""
        chunk, text = self.chunk, self.chunk.lexemes[i].text
        code = self.lexicon.codes.get(text) or self.lexicon.spellings.get(text)
        counted = chunk.kind(i - 1) == "word" and not chunk.is_scale(i - 1) and not chunk.is_closed(i + 1)
        if code is not None and not code.ordinary and not counted:  # "six ARS centers"
            return replace(code, certain=True), i + 1
        money = self.lexicon.signs.get(text)
        if money is None or not (chunk.kind(i - 1) == "num" or chunk.low(i - 1) in SCALES):
            return None
        if (money.weak or money.ordinary) and not self.lexicon.at_hand(money, self.near, former=True):
            return None
        return money, i + 1

    # -- parts after the anchor

    def _number_after(self, reading: Reading) -> bool:
        chunk, at = self.chunk, reading.last
        sign = chunk.lexemes[reading.anchor]
        if chunk.kind(at) != "num" and not (sign.kind == "sign" and chunk.low(at) in WORDS):
            return False
        if at - reading.anchor == 1 and not chunk.touches(at) and chunk.lexemes[at].start - sign.end > 1:
            return False
        end = chunk.number_right(at)
        if end is None or (sign.kind == "word" and chunk.kind(end) == "word" and chunk.touches(end)):
            return False  # "a MARS 4x4 scope"
        reading.number, reading.last, reading.value = (at, end), end, chunk.value(at, end)
        self._plus(reading)
        return True

    def _plus(self, reading: Reading) -> None:
        """The scale behind the plus of "$20-plus billion" and "$20+ billion"."""
        chunk, at = self.chunk, reading.last
        scale = at + 1 if chunk.low(at) == "+" else at + 2
        plus = chunk.low(at) == "+" or (chunk.low(at) in DASHES and chunk.low(at + 1) == "plus")
        if plus and reading.value is not None and chunk.low(scale) in SCALES:
            reading.value *= SCALES[chunk.low(scale)]
            reading.last = scale + 1

    def _scale(self, reading: Reading) -> bool:
        """The "million" of "75 USD million"."""
        chunk, at = self.chunk, reading.last
        low = chunk.low(at)
        if low not in SCALES and low not in _APART:
            return False
        if reading.value is None or chunk.kind(at + 1) == "num":
            return False
        reading.value *= SCALES[low] if low in SCALES else ABBREVIATED[low]
        reading.last += 1
        return True

    def _and(self, reading: Reading) -> bool:
        if self.chunk.low(reading.last) == "and":
            reading.last += 1
        return True

    def _cents(self, reading: Reading) -> bool:
        """The "50 cents" of "3 dollars 50 cents"."""
        chunk, at = self.chunk, reading.last
        end = chunk.number_right(at)
        money = self.lexicon.name(chunk.low(end), self.near) if end is not None else None
        if end is None or money is None or not money.is_minor or money.has_open_factor or not set(money.codes) & set(reading.money.codes):
            return False
        value = chunk.value(at, end)
        if value is None or not 0 < value < 1 / money.factor or reading.money.is_minor or reading.value is None:
            return False
        codes = self.lexicon.alive(tuple(c for c in reading.money.codes if c in money.codes))
        if len(codes) < len(reading.money.codes):
            default = reading.money.default if reading.money.default in codes else None
            reading.money = replace(reading.money, codes=codes, default=default)
        reading.added, reading.last = value * money.factor, end + 1
        return True

    def _hundredths(self, reading: Reading) -> bool:
        """The "fifty" of "two pounds fifty" and the "25" of "17 USD 25", where the sum ends with it."""
        chunk, at, words = self.chunk, reading.last, self.lexicon.words["closed"]
        end = chunk.number_right(at)
        if end is None or reading.money.is_minor or reading.hyphenated or reading.number is None:
            return False
        first, last = reading.number
        if chunk.is_scaled(first, last) or (chunk.kind(first) == "num" and not chunk.lexemes[first].text.isdigit()):
            return False
        value = chunk.value(at, end)
        written = end - at == 1 and len(chunk.low(at)) == 2 if chunk.kind(at) == "num" else chunk.kind(first) != "num"
        if value is None or not 10 <= value < 100 or not written or chunk.low(first - 1) in words["not_before"]:
            return False
        if not chunk.is_closed(end):
            return False
        reading.added, reading.last = value / 100, end
        return True

    def _again(self, reading: Reading) -> bool:
        """A currency said a second time: "$5 million dollars", "$5m AUD", "$20 million Canadian,", "$5m (US)"."""
        chunk, end, money = self.chunk, reading.last, reading.money
        if chunk.low(end) == "(" and chunk.low(end + 2) == ")" and "$" in money.word:
            self._in_brackets(reading)
            return True
        if chunk.kind(end) != "word" or chunk.kind(end + 1) in {"num", "sign"}:
            return True
        dollars = self.lexicon.names["dollar"].codes
        code = self.lexicon.codes.get(chunk.lexemes[end].text)
        if code and not code.ordinary and ("$" not in money.word or code.word in dollars):
            reading.last, reading.money = end + 1, replace(code, certain=True)
            return True
        name = self.lexicon.names.get(chunk.low(end))
        if name and set(name.codes) & set(money.codes) and name.factor == 1:
            known = len(money.codes) <= len(name.codes) and money.word != "$"
            reading.last, reading.money = end + 1, money if known else replace(name, certain=False)
        elif "$" in money.word:
            self._dollar_of(reading)
        return True

    def _in_brackets(self, reading: Reading) -> None:
        """The "(AUD)" and "(US)" behind a sum in dollars."""
        chunk, end, dollars = self.chunk, reading.last, self.lexicon.names["dollar"].codes
        word = chunk.lexemes[end + 1]
        codes = {word.text} | self.lexicon.adjectives.get(word.low, frozenset())
        named = tuple(code for code in dollars if code in codes)
        if len(named) == 1:
            reading.last, reading.money = end + 3, Money(word.low, named, certain=True)

    def _dollar_of(self, reading: Reading) -> None:
        """ "$20 million Canadian," and "$5 million Hong Kong dollars"."""
        chunk, end = self.chunk, reading.last
        for width in (3, 2, 1):
            phrase, after = chunk.phrase(end, end + width), end + width
            codes = self.lexicon.adjectives.get(phrase, frozenset()) & set(self.lexicon.names["dollar"].codes)
            if len(codes) != 1:
                continue
            name = self.lexicon.names.get(chunk.low(after))
            if name and "USD" in name.codes:
                after += 1
            elif chunk.kind(after) not in {"end", "other"} or chunk.low(after) in {"-", "’", "'"}:
                continue
            reading.last, reading.money = after, Money(phrase, tuple(codes), certain=True)
            return

    # -- parts before the anchor

    def _number(self, reading: Reading) -> bool:
        """The number before a name, with the hyphen of "10-dollar"; its value is None where words fell off its left."""
        chunk, at = self.chunk, reading.first
        if chunk.low(at - 1) in DASHES and chunk.touches(at) and chunk.touches(at - 1):
            reading.hyphenated = True
            at -= 1
        first = chunk.number_left(at, reading.free) if at - 1 >= reading.free else None
        if first is None:
            return False
        if reading.hyphenated and chunk.low(first) == "a" and first + 2 == at:
            first += 1  # the article of "a million-dollar contract" is the contract's
        value = self._value_before(first, at)
        anchor = chunk.lexemes[reading.anchor]
        if value is None or (anchor.kind == "word" and anchor.low in ABBREVIATED and chunk.touches(reading.anchor)):
            return False
        start = first if reading.hyphenated else chunk.run_left(first, reading.free)
        if chunk.phrase(start, at) == "half a":
            first, value = start, Decimal("0.5")
        elif start < first:
            first, value, reading.unclear = start, None, True
        reading.number, reading.value, reading.first = (first, at), value, first
        return True

    def _value_before(self, first: int, at: int) -> Decimal | None:
        """The value of a number, of "a" and of the bare scale of "million-dollar"."""
        value = self.chunk.value(first, at)
        if value is None and self.chunk.low(first) in {"a", "one"}:
            return Decimal(1)
        return SCALES.get(self.chunk.low(at - 1)) if value is None and at - first <= 2 else value

    def _digits(self, reading: Reading) -> bool:
        """A plain number in digits before a code."""
        at = reading.first - 1
        if at < reading.free or self.chunk.kind(at) != "num":
            return False
        value = resolve_number(self.chunk.lexemes[at].text)
        if value is None or is_year(self.chunk.lexemes[at].text) or self.chunk.number_left(reading.first, reading.free) != at:
            return False
        reading.number, reading.value, reading.first = (at, at + 1), value, at
        return True

    def _of(self, reading: Reading) -> bool:
        """The "of" of "ten lakhs of rupees"."""
        reading.first -= 1
        plural = self.chunk.low(reading.first - 1)
        return self.chunk.low(reading.first) == "of" and plural in SCALES and plural.endswith("s")

    def _multi(self, reading: Reading) -> bool:
        """ "multi-billion" and "multimillion"."""
        chunk, at = self.chunk, self._before_hyphen(reading)
        for first in (at - 1, at - 2, at - 3):
            word = "".join(chunk.low(k) for k in range(first, at)).replace("-", "")
            if first >= reading.free and word.startswith("multi") and word[5:] in SCALES and chunk.low(first) != "-":
                reading.first = first
                return not reading.money.is_minor
        return False

    def _before_hyphen(self, reading: Reading) -> int:
        chunk, at = self.chunk, reading.first
        hyphen = chunk.low(at - 1) in DASHES and chunk.touches(at) and chunk.touches(at - 1)
        return at - 1 if hyphen else at

    def _counts(self, reading: Reading) -> bool:
        """ "tens of thousands of", "billions of"."""
        chunk, k, first = self.chunk, reading.first - 1, None
        counts = self.lexicon.words["vague"]["counts"]
        while k - 1 >= reading.free and chunk.low(k) == "of" and chunk.low(k - 1) in counts:
            first = k - 1
            k -= 2
        if first is None or reading.money.is_minor:
            return False
        reading.first = first
        return True

    def _few(self, reading: Reading) -> bool:
        """ "a few hundred million", "several billion", "a couple of million"."""
        chunk, k = self.chunk, reading.first - 1
        while k >= reading.free and (chunk.low(k) in SCALES or chunk.low(k) == "hundred"):
            k -= 1
        scaled = k + 1 < reading.first
        if chunk.low(k) == "of" and chunk.low(k - 1) == "couple":
            k -= 1
        if chunk.low(k) == "many" and not scaled:
            return False  # "too many dollars"
        if k < reading.free or chunk.low(k) not in self.lexicon.words["vague"]["few"] or reading.money.is_minor:
            return False
        reading.first = k - 1 if k - 1 >= reading.free and chunk.low(k - 1) == "a" else k
        reading.few = True
        return True
