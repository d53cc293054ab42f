"""Whether a number beside a sign or name of money is a sum: weights, COP 26, 50 Cent, N95 masks are none."""

from __future__ import annotations

import re
from decimal import Decimal
from typing import TYPE_CHECKING

from newsfacts.language.amounts.lexemes import DASHES, Chunk, is_year
from newsfacts.language.amounts.lexicon import Lexicon, Money
from newsfacts.language.numerals import SCALES

if TYPE_CHECKING:
    from newsfacts.language.amounts.units import Unit

_GROUPED = re.compile(r"\d{1,3}(?:,\d{2,3})+(?:\.\d+)?|\d+\.\d\d")


class Sense:
    """Judges candidates by the lexemes around them and by the countries near."""

    def __init__(self, chunk: Chunk, lexicon: Lexicon, near: frozenset[str]) -> None:
        self.chunk = chunk
        self.lexicon = lexicon
        self.near = near
        self.words = lexicon.words["near_miss"]

    def _at_hand(self, money: Money, former: bool = False) -> bool:
        return self.lexicon.at_hand(money, self.near, former)

    # -- a sign before its number

    def is_weak_sign(self, money: Money, i: int, at: int) -> bool:
        """Letters such as "R" or "DM" before the number at ``at``: with a country that pays in it, or "TL 1,500"."""
        if self.chunk.kind(at) != "num":
            return False
        letters = self.chunk.lexemes[i].text
        if self._at_hand(money, former=True):
            return len(letters) > 1 or self.chunk.touches(at)
        return len(letters) > 1 and letters not in self.words["letters"] and self._is_grouped(money, at)

    def _is_grouped(self, money: Money, at: int) -> bool:
        """Letters of just one currency before "7,800" or "12.50" need no country."""
        return len(money.codes) == 1 and _GROUPED.fullmatch(self.chunk.lexemes[at].text) is not None

    def is_sum_after_sign(self, unit: Unit, i: int) -> bool:
        money, sign = unit.money, self.chunk.lexemes[i]
        if unit.value is None or unit.number is None:
            return False
        first, last = unit.number
        scaled, value = last - first > 1, unit.value / money.factor
        if is_year(self.chunk.between(first, last)) and self._is_past(money):
            return False  # "AFA 2006"
        if money.ordinary and not self._at_hand(money):
            if money.word in self.words["codes_in_capitals"]:
                return False  # "ALL 50 states", "TRY 5", "SDG 15"
            return scaled or self._is_grouped(money, first)
        if money.ordinary and not scaled and (sign.text in self.lexicon.codes or sign.text in self.words["needs_size"]):
            return value >= 1000 and not 1900 <= value <= 2059  # "COP 26", though Colombia is there; "Euro 2024"
        label = money.weak and len(sign.text) == 1 and not scaled and value < 100 and value == int(value)
        return not label  # "N95 masks", "the P5", "Q3 results"

    def _is_past(self, money: Money) -> bool:
        """Every currency has ended, and no country that once paid in it is near."""
        ended = all(self.lexicon.currencies[code].ended is not None for code in money.codes)
        return ended and not self._at_hand(money, former=True)

    # -- a name after its number

    def is_sum_before_name(self, unit: Unit, i: int, hyphenated: bool, scaled: bool) -> bool:
        money, word, chunk = unit.money, self.chunk.lexemes[i].low, self.chunk
        if self._is_other_phrase(unit, word, hyphenated, scaled):
            return False
        if chunk.low(unit.first) in {"a", "an"} and unit.number == (unit.first, unit.first + 1) and not hyphenated:
            return self._is_price(unit, word)
        if word in {"cents", "cent", "pennies", "penny"}:
            return self._is_cents(unit, word, hyphenated)
        if word == "p":
            return self._is_pence(unit, i)
        if word in {"pound", "pounds"} and not money.certain and len(money.codes) > 1:
            return self._is_pounds(unit, hyphenated, scaled)
        if word in {"buck", "bucks"}:
            return chunk.lexemes[i].text == "bucks"
        if word == "grand":
            return not hyphenated and chunk.low(unit.last) not in DASHES and chunk.is_closed(unit.last)
        if not money.ordinary or scaled:
            return chunk.lexemes[i].text != "Rand" and not self._is_unplaced(money)
        return self._is_ordinary_money(unit, word, hyphenated, self.words["singular"])

    def _is_price(self, unit: Unit, word: str) -> bool:
        """ "a dollar a day" is a sum, "the price of a dollar" is none."""
        per = self.chunk.per(unit.last) is not None and self.chunk.low(unit.first - 1) != "of"
        return per and word in {"dollar", "euro", "pound"}

    def _is_unplaced(self, money: Money) -> bool:
        """An ordinary word for the money of several countries, none of which is near: "2 million crowns"."""
        shared = money.ordinary and money.default is None and len(money.codes) > 1
        return shared and not self._at_hand(money, former=True)

    def _is_other_phrase(self, unit: Unit, word: str, hyphenated: bool, scaled: bool) -> bool:
        """ "in 2015 dollars", "a dollar store", "17 euro nations", "the million-dollar question"."""
        words, chunk = self.words, self.chunk
        after, before, first = chunk.low(unit.last), chunk.low(unit.first - 1), chunk.low(unit.first)
        if word in words["singular"] and unit.money.ordinary:
            goes_on = after in DASHES and chunk.touches(unit.last)
            if unit.number is None or goes_on:  # "scores of real estate investors", "a 3 million mark-up"
                return not hyphenated
        if unit.last - unit.first == 2 and before in words["before_year"] and re.fullmatch(r"(?:19|20)\d\d", first):
            return True
        if after in words["after"] and word in words["after_of"]:
            return not (hyphenated and scaled)
        joined = chunk.low(unit.last + 1) if after in DASHES else after
        if not (hyphenated or scaled) and word in words["after_of"] and joined in words["bloc"]:
            return True
        return first in SCALES and after in words["after_scale"]

    def _is_cents(self, unit: Unit, word: str, hyphenated: bool) -> bool:
        chunk, value, penny = self.chunk, unit.value, Decimal("0.01")
        on_the_dollar = chunk.low(unit.last) == "on" and chunk.low(unit.last + 1) == "the"
        if value is None or chunk.low(unit.first - 1) in self.words["two_cents_of"] or on_the_dollar:
            return False
        if word == "cent":
            return hyphenated or value <= penny
        return word == "cents" or self._at_hand(unit.money) or value == penny

    def _is_ordinary_money(self, unit: Unit, word: str, hyphenated: bool, singular: list[str]) -> bool:
        """An ordinary word without a scale: "500 crowns" with a country of crowns at hand."""
        chunk, value = self.chunk, unit.value
        former = not self._at_hand(unit.money)
        if former and not self._at_hand(unit.money, former=True):
            return False
        word_like = unit.money.word.islower() and chunk.low(unit.last) in self.words["after_ordinary"]
        if word_like and chunk.per(unit.last) is None:
            return False
        if word in singular:
            return hyphenated
        least = 100 if word == "won" or former else 5  # "60,000 marks", not "90 of 100 marks"
        return value is None or value / unit.money.factor >= least or (hyphenated and not former)

    def _is_pence(self, unit: Unit, i: int) -> bool:
        """ "50p" in a text that speaks of Britain or of pounds, or beside shares and prices; no screen of 1080p."""
        chunk, words = self.chunk, self.lexicon.words["pence"]
        digits = chunk.lexemes[unit.first]
        if digits.kind != "num" or unit.first != i - 1 or not chunk.touches(i) or not unit.value:
            return False
        if unit.value >= 100 or digits.text in words["screen_lines"] or chunk.phrase(i + 1, i + 3) == ". m":
            return False
        if self.near & self.lexicon.currencies["GBP"].countries or "£" in chunk.text:
            return unit.value < 10 or "," in digits.text
        around = (chunk.low(k) for k in range(max(0, unit.first - 12), unit.last + 8))
        return any(word in words["cues"] for word in around)

    def _is_pounds(self, unit: Unit, hyphenated: bool, scaled: bool) -> bool:
        """Pounds of money: with a scale or a country of pounds, and nothing that weighs."""
        words, chunk = self.lexicon.words["weight"], self.chunk
        after, next_after = chunk.low(unit.last), chunk.low(unit.last + 1)
        before = {chunk.low(unit.first - k) for k in (1, 2, 3, 4)}
        if not before.isdisjoint(words["before"]) or not (scaled or before.isdisjoint(words["before_unscaled"])):
            return False
        if after in words["after"] or f"{after} {next_after}" in words["after"]:
            return False
        if after == "(" and chunk.kind(unit.last + 1) == "num" and chunk.low(unit.last + 2) in words["metric"]:
            return False
        if after == "of":
            return next_after in words["money_of"] and (scaled or self._pounds_at_hand())
        if hyphenated:
            return scaled or (self._pounds_at_hand() and unit.value is not None and unit.value >= 1000)
        return self._pounds_at_hand() or (scaled and not self._is_weight(unit))

    def _is_weight(self, unit: Unit) -> bool:
        """Millions of pounds where nothing speaks of Britain: goods are near, or the U.S. is and nobody pays."""
        words, chunk = self.lexicon.words["weight"], self.chunk
        around = {chunk.low(k) for k in range(max(0, unit.first - 14), unit.last + 10)}
        if not around.isdisjoint(words["goods"]):
            return True
        return "US" in self.near and around.isdisjoint(words["payment"])

    def _pounds_at_hand(self) -> bool:
        text = self.chunk.text
        return self._at_hand(self.lexicon.names["pound"]) or "£" in text or "sterling" in text
