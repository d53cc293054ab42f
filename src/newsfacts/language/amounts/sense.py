"""Whether a number beside a sign or name of money is a sum: weights, COP 26, 50 Cent, N95 masks are none."""

from __future__ import annotations

import re
from collections.abc import Callable
from decimal import Decimal
from typing import TYPE_CHECKING, NamedTuple

from newsfacts.language.amounts.lexemes import DASHES, Chunk, is_year
from newsfacts.language.amounts.lexicon import Lexicon, Money
from newsfacts.language.numerals import SCALES

if TYPE_CHECKING:
    from newsfacts.language.amounts.units import Unit

_GROUPED = re.compile(r"\d{1,3}(?:,\d{2,3})+(?:\.\d+)?|\d+\.\d\d")


class Beside(NamedTuple):
    """A number beside a name of money."""

    unit: Unit
    at: int  # the lexeme of the name
    hyphenated: bool
    scaled: bool


class Sense:
    """Judges candidates by the lexemes around them and by the countries near."""

    def __init__(
        self, chunk: Chunk, lexicon: Lexicon, near: frozenset[str], around: Callable[[], frozenset[str]]
    ) -> None:
        self.chunk = chunk
        self.lexicon = lexicon
        self.near = near
        self.around = around
        self.words = lexicon.words["near_miss"]
        self.judges = {
            "cents": self._is_cents, "pence": self._is_pence, "pounds": self._is_pounds, "bucks": self._is_bucks,
            "grand": self._is_grand, "letter_c": self._is_letter_of_cents,
        }  # fmt: skip

    def _at_hand(self, money: Money, former: bool = False) -> bool:
        return self.lexicon.at_hand(money, self.near, former)

    def is_at_hand(self, money: Money) -> bool:
        """Whether a country of the money is named, or a city there, where that leaves one currency."""
        if self._at_hand(money):
            return True
        here = [code for code in money.codes if self.lexicon.currencies[code].countries & self.around()]
        return len(here) == 1

    # -- a sign before its number

    def is_weak_sign(self, money: Money, i: int, at: int) -> bool:
        """Letters such as "R" or "DM" before the number at ``at``: with a country that pays in it, or "TL 1,500"."""
        if self.chunk.kind(at) != "num":
            return False
        letters, touches = self.chunk.lexemes[i].text, self.chunk.touches(at)
        if self._at_hand(money, former=True) or self.is_at_hand(money):
            return len(letters) > 1 or touches
        if len(letters) == 1 and len(money.codes) > 1 and touches:
            return self.chunk.low(at + 1) in SCALES  # "P35 million" is money, of which country nothing says
        if len(letters) == 1 or letters in self.words["letters"]:
            return False
        scaled = len(money.codes) == 1 and self.chunk.low(at + 1) in SCALES  # "TL 4.6 billion"
        return scaled or self._is_grouped(money, at)

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
        if money.ordinary and not (scaled and self._at_hand(money)):
            return self._is_ordinary_sign(unit, sign.text, scaled)
        label = money.weak and len(sign.text) == 1 and not scaled and value < 100 and value == int(value)
        priced = self.chunk.low(i - 1) in self.lexicon.words["loose"]["price_before"]
        return priced or not label  # "N95 masks", "the P5", "Q3 results", but "it costs K35"

    def _is_ordinary_sign(self, unit: Unit, sign: str, scaled: bool) -> bool:
        """Letters that are a word, too: with their country, a scale or grouped digits."""
        money, value = unit.money, unit.value
        assert value is not None and unit.number is not None
        if not self._at_hand(money):
            if money.word in self.words["codes_in_capitals"]:
                return False  # "ALL 50 states", "TRY 5", "SDG 15"
            return scaled or self._is_grouped(money, unit.number[0])
        if sign in self.lexicon.codes or sign in self.words["needs_size"]:
            least = 1000 if money.word in self.words["codes_in_capitals"] else 100
            return value >= least and not 1900 <= value <= 2059  # "COP 26", though Colombia is there; "Euro 2024"
        return True

    def _is_past(self, money: Money) -> bool:
        """Every currency has ended, and no country that once paid in it is near."""
        ended = all(self.lexicon.currencies[code].ended is not None for code in money.codes)
        return ended and not self._at_hand(money, former=True)

    # -- a name after its number

    def is_sum_before_name(self, beside: Beside) -> bool:
        unit, lexeme = beside.unit, self.chunk.lexemes[beside.at]
        if self._is_year_of_prices(unit) or self._is_other_word(beside, lexeme.low):
            return False
        if self._is_other_phrase(beside, lexeme.low):
            return False
        article = self.chunk.low(unit.first) in {"a", "an"} and unit.number == (unit.first, unit.first + 1)
        if article and not beside.hyphenated and unit.value == unit.money.factor:
            return self._is_price(unit, lexeme.low)
        judge = self.judges.get(self.lexicon.judged.get(lexeme.low, ""))
        if judge is not None:
            return judge(beside)
        if not unit.money.ordinary or beside.scaled:
            return lexeme.text != "Rand" and not self._is_unplaced(unit.money)
        return self._is_ordinary_money(beside, lexeme.low)

    def _is_price(self, unit: Unit, word: str) -> bool:
        """ "a dollar a day" is a sum, "the price of a dollar" is none."""
        per = self.chunk.per(unit.last) is not None and self.chunk.low(unit.first - 1) != "of"
        return per and word in self.words["priced"]

    def _is_unplaced(self, money: Money) -> bool:
        """An ordinary word for the money of several countries, none of which is near: "2 million crowns"."""
        shared = money.ordinary and money.default is None and len(money.codes) > 1
        return shared and not self._at_hand(money, former=True)

    def _is_year_of_prices(self, unit: Unit) -> bool:
        """ "in 2015 dollars"."""
        before, first = self.chunk.low(unit.first - 1), self.chunk.low(unit.first)
        return unit.last - unit.first == 2 and before in self.words["before_year"] and is_year(first)

    def _is_other_word(self, beside: Beside, word: str) -> bool:
        """ "scores of real estate investors", "a 3 million mark-up"."""
        unit, chunk = beside.unit, self.chunk
        if word not in self.words["singular"] or not unit.money.ordinary or beside.hyphenated:
            return False
        return unit.number is None or (chunk.low(unit.last) in DASHES and chunk.touches(unit.last))

    def _is_other_phrase(self, beside: Beside, word: str) -> bool:
        """ "a dollar store", "17 euro nations", "the million-dollar question"."""
        words, chunk, unit = self.words, self.chunk, beside.unit
        after = chunk.low(unit.last)
        if word in words["after_of"]:
            if after in words["after"]:
                return not (beside.hyphenated and beside.scaled)
            joined = chunk.low(unit.last + 1) if after in DASHES else after
            if not (beside.hyphenated or beside.scaled) and joined in words["bloc"]:
                return True
        return chunk.low(unit.first) in SCALES and after in words["after_scale"]

    def _is_bucks(self, beside: Beside) -> bool:
        return self.chunk.lexemes[beside.at].text == "bucks"

    def _is_grand(self, beside: Beside) -> bool:
        """ "five grand on a bike", no "five grand pianos" and no "grand-jury"."""
        end = beside.unit.last
        return not beside.hyphenated and self.chunk.low(end) not in DASHES and self.chunk.is_closed(end)

    def _is_letter_of_cents(self, beside: Beside) -> bool:
        """The "c" glued to digits before a unit of prices: "5c a litre"."""
        chunk, at, per = self.chunk, beside.at, self.chunk.per(beside.unit.last)
        glued = chunk.lexemes[at].text == "c" and chunk.touches(at) and chunk.kind(at - 1) == "num"
        return glued and (per or "").lower() in self.lexicon.words["cents"]["letter_per"]

    def _is_cents(self, beside: Beside) -> bool:
        unit, chunk, value, penny = beside.unit, self.chunk, beside.unit.value, Decimal("0.01")
        word = chunk.low(beside.at)
        on_the_dollar = chunk.low(unit.last) == "on" and chunk.low(unit.last + 1) == "the"
        if value is None or chunk.low(unit.first - 1) in self.words["two_cents_of"] or on_the_dollar:
            return False
        if word == "cent":
            return beside.hyphenated or value <= penny
        return word == "cents" or self._at_hand(unit.money) or value == penny

    def _is_ordinary_money(self, beside: Beside, word: str) -> bool:
        """An ordinary word without a scale: "500 crowns" with a country of crowns at hand."""
        unit, chunk, value = beside.unit, self.chunk, beside.unit.value
        former = not self.is_at_hand(unit.money)
        if former and not self._at_hand(unit.money, former=True):
            return False
        if chunk.low(unit.last) in self.words["after_ordinary"] and chunk.per(unit.last) is None:
            large = value is not None and value / unit.money.factor >= 100 and word not in self.words["verbs_too"]
            if unit.money.word.islower() and not large:
                return False
        if word in self.words["singular"]:
            return beside.hyphenated
        least = 100 if word == "won" or former else 5  # "60,000 marks", not "90 of 100 marks"
        return value is None or value / unit.money.factor >= least or (beside.hyphenated and not former)

    def _is_pence(self, beside: Beside) -> bool:
        """ "50p" in a text that speaks of Britain or of pounds, or beside shares and prices; no screen of 1080p."""
        chunk, words, unit, i = self.chunk, self.lexicon.words["pence"], beside.unit, beside.at
        digits = chunk.lexemes[unit.first]
        if digits.kind != "num" or unit.first != i - 1 or not chunk.touches(i) or not unit.value:
            return False
        if unit.value >= 100 or digits.text in words["screen_lines"] or chunk.phrase(i + 1, i + 3) == ". m":
            return False
        if self.around() & self.lexicon.currencies["GBP"].countries or "£" in chunk.text:
            return unit.value < 10 or "," in digits.text
        return not self._around(unit, 12, 8).isdisjoint(words["cues"])

    def _around(self, unit: Unit, before: int, after: int) -> set[str]:
        """The words that stand near a sum."""
        return {self.chunk.low(k) for k in range(max(0, unit.first - before), unit.last + after)}

    def _is_pounds(self, beside: Beside) -> bool:
        """Pounds of money: with a scale or a country of pounds, and nothing that weighs."""
        unit, scaled = beside.unit, beside.scaled
        if unit.money.certain or len(unit.money.codes) == 1:
            return True  # "Egyptian pounds"
        if self._is_weighed(unit, scaled):
            return False
        if self.chunk.low(unit.last) == "of":
            named = self.chunk.low(unit.last + 1) in self.lexicon.words["weight"]["money_of"]
            return named and (scaled or self._pounds_at_hand())
        if beside.hyphenated:
            return scaled or (self._pounds_at_hand() and unit.value is not None and unit.value >= 1000)
        return self._pounds_at_hand() or (scaled and not self._is_goods(unit))

    def _is_weighed(self, unit: Unit, scaled: bool) -> bool:
        """ "weighs 180 pounds", "20 pounds heavier", "90 pounds (41 kg)"."""
        words, chunk = self.lexicon.words["weight"], self.chunk
        before = {chunk.low(unit.first - k) for k in (1, 2, 3, 4)}
        if not before.isdisjoint(words["before"]) or not (scaled or before.isdisjoint(words["before_unscaled"])):
            return True
        after = chunk.low(unit.last)
        if after in words["after"] or f"{after} {chunk.low(unit.last + 1)}" in words["after"]:
            return True
        return after == "(" and chunk.kind(unit.last + 1) == "num" and chunk.low(unit.last + 2) in words["metric"]

    def _is_goods(self, unit: Unit) -> bool:
        """Millions of pounds where nothing speaks of Britain: goods are near, or the U.S. is and nobody pays."""
        words, around = self.lexicon.words["weight"], self._around(unit, 14, 10)
        if not around.isdisjoint(words["goods"]):
            return True
        return "US" in self.near and around.isdisjoint(words["payment"])

    def _pounds_at_hand(self) -> bool:
        text = self.chunk.text
        return self._at_hand(self.lexicon.names["pound"]) or "£" in text or "sterling" in text
