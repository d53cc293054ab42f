"""Sums of money: where they stand, their exact value, their currency by ISO 4217.

Works on the text alone, so any tokenizer will do. Lexemes (numbers, words, signs) are read once, each sign, code or
name of a currency is an anchor, and from it a bounded number of lexemes is read to the right ("$3.5 million") or to
the left ("3.5 million euros"): linear in the text, whatever it holds.

Example:
    >>> import spacy
    >>> nlp = spacy.blank("en")
    >>> _ = nlp.add_pipe("newsfacts_amounts")
    >>> [(a.text, a.value, a.currency) for a in nlp("Oslo gave half a billion euros.")._.amounts]
    [('half a billion euros', '500000000', 'EUR')]

What a shared name or sign means ("dollars", "rupees", "¥") is decided by the document, in this order: an adjective
("Indian rupees"), the only such currency named in full in the article, the dateline's country, the countries the
article speaks of, the world's default where there is one (dollar USD, pound GBP …); else the currency is null and a
warning says so.
"""

from __future__ import annotations

import re
import tomllib
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field, replace
from decimal import Decimal
from functools import lru_cache
from importlib import resources
from typing import Any, NamedTuple

from spacy.language import Language
from spacy.tokens import Doc

import newsfacts.language  # (the Doc's extension attributes)
import newsfacts.lexicon
from newsfacts.language.numerals import (
    ABBREVIATED,
    DIGITS,
    SCALES,
    WORDS,
    resolve_digits,
    resolve_number,
    to_plain,
)
from newsfacts.lexicon import BUILTIN
from newsfacts.record import Amount, Qualifier

REACH = 12  # lexemes read from an anchor; the longest sum in words is shorter
CHUNK = 100_000  # characters lexed at once: bounds the memory on texts without an end

_SIGNS = "$£€¥￥￡₹₽₩￦₪₺₴₦₱฿₫₸₾₼֏৳₡₲₵₮₭៛₧؋﷼⃀₨¢"
_LEXEME = re.compile(
    rf"(?P<end>\n[ \t\r]*\n\s*)|(?P<num>{DIGITS})"
    rf"|(?P<sign>(?<![^\W_])[A-Za-z.]{{1,5}}[{_SIGNS}]|\$(?:US|NZ|A|U)(?=[ \u00a0]?\d)|[{_SIGNS}])"
    r"|(?P<slash>(?<!\w)[SB]/\.?(?=\s?\d))"
    r"|(?P<word>(?:[A-Z]\.){2,}|[^\W\d_]+(?:[’'ʻ](?![sS]\b)[^\W\d_]+)*)|(?P<other>[^\s])"
)
#: What stands between a sum and the same in another currency: "A$50m, worth $33m", "HK$8 million, or about $1m".
CONVERSION = re.compile(
    r"[\s\w]{0,12},?\s(?:or|worth|equal to|equivalent to)\s(?:(?:about|around|roughly|some|nearly|approximately)\s)?"
)
#: What stands between a sum and the same thing's other sum: "US$331 billion, up from $308 billion".
COMPARISON = re.compile(
    r",?\s(?:(?:up|down|rising|falling)\s(?:from|to)|compared\s(?:with|to)|versus|against|from|than)\s"
)
_DASHES = {"-", "–", "‐", "‑", "—"}
_SPACED_PREFIX = {"US", "U.S.", "NZ", "HK", "NT", "AU", "CA", "EC", "TT", "RD", "Aus"}


class Lexeme(NamedTuple):
    kind: str  # num, sign, slash, word, other, end
    start: int
    end: int
    text: str
    low: str


@dataclass(frozen=True, slots=True)
class Currency:
    """One line of ``lexicon/currencies.jsonl``."""

    code: str
    countries: frozenset[str]
    ended: int | None
    former: frozenset[str] = frozenset()  # the countries of one that has ended
    bare_dollar: str | None = None  # where a bare "$" is this one: "country" at hand, or only a "dateline" there


@dataclass(frozen=True, slots=True)
class Money:
    """What a name or sign of money may mean: the currencies that share it, and its worth in their main unit."""

    word: str
    codes: tuple[str, ...]
    factor: Decimal = Decimal(1)
    default: str | None = None
    ordinary: bool = False  # also an ordinary English word: money only with its country, adjective or scale at hand
    weak: bool = False  # letters that count only with the currency's country at hand
    certain: bool = False  # an adjective, a code or an unshared name decided it


@dataclass(frozen=True)
class Lexicon:
    """The currencies by every door a text may come through."""

    currencies: dict[str, Currency] = field(default_factory=dict)
    names: dict[str, Money] = field(default_factory=dict)
    signs: dict[str, Money] = field(default_factory=dict)
    codes: dict[str, Money] = field(default_factory=dict)
    adjectives: dict[str, frozenset[str]] = field(default_factory=dict)
    words: dict[str, Any] = field(default_factory=dict)
    datelines: dict[str, str] = field(default_factory=dict)  # city in lower case: a country that pays in that currency
    anchors: set[str] = field(default_factory=set)  # words a sum may hang on; names in lower case


@lru_cache(maxsize=8)
def load_lexicon(knowledge: newsfacts.lexicon.Lexicon = BUILTIN) -> Lexicon:
    """The currencies, users' own words for them included, and ``amounts.toml`` of the package; read once."""
    folder = resources.files("newsfacts.lexicon")
    rows = knowledge.rows("currency")
    words = tomllib.loads(folder.joinpath("amounts.toml").read_text("utf-8"))
    out = Lexicon(words=words)
    adjectives: dict[str, set[str]] = {}

    def add(table: dict[str, Money], word: str, row: dict[str, Any], factor: str = "1", weak: bool = False) -> None:
        known = table.get(word)
        if known and known.factor != Decimal(factor):
            return  # "dirham" as a hundredth of the riyal yields to the dirham
        if known and row["code"] in known.codes:
            return  # "Rs" and "Rs."
        default = row["code"] if word in row.get("default_for", ()) else None
        ordinary = word in row.get("ordinary_words", ())
        if known:
            table[word] = replace(
                known, codes=(*known.codes, row["code"]), default=known.default or default,
                ordinary=known.ordinary or ordinary, weak=known.weak and weak,
            )  # fmt: skip
        else:
            table[word] = Money(word, (row["code"],), Decimal(factor), default, ordinary, weak)

    for row in rows:
        code = row["code"]
        countries, former = frozenset(row["countries"]), frozenset(row.get("former", ()))
        out.currencies[code] = Currency(code, countries, row.get("ended"), former, row.get("bare_dollar"))
        if not (code.startswith("X") and not (row["countries"] or row["names"])):
            add(out.codes, code, row)
        for name in row["names"]:
            add(out.names, name if name.isupper() else name.lower(), row)
        for sign in row["symbols"]:
            add(out.signs, sign.rstrip(".") if sign[0].isalpha() and "$" not in sign else sign, row)
        for sign in row.get("weak_symbols", ()):
            add(out.signs, sign.rstrip("."), row, weak=True)
        for city in row.get("datelines", ()):
            out.datelines[city.lower()] = row["countries"][0]
        for adjective in row["adjectives"]:
            adjectives.setdefault(adjective.lower(), set()).add(code)
    for row in rows:
        for minor in row["minor"]:
            for name in minor["names"]:
                add(out.names, name.lower(), row, minor["factor"])
    out.anchors.update(name.split()[0] for name in out.names)
    out.anchors.update(out.codes, out.signs, _SPACED_PREFIX)
    out.adjectives.update({a: frozenset(c) for a, c in adjectives.items()})
    return out


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


def find_lexemes(text: str) -> Iterator[list[Lexeme]]:
    """The text's lexemes, in chunks that end at white space; a blank line is a lexeme of its own."""
    at = 0
    while at < len(text):
        stop = min(at + CHUNK, len(text))
        if stop < len(text):
            cut = max(text.rfind("\n", at + CHUNK // 2, stop), text.rfind(". ", at + CHUNK // 2, stop) + 1)
            stop = cut if cut > at else stop
        out = []
        for match in _LEXEME.finditer(text, at, stop):
            word = match.group()
            out.append(Lexeme(match.lastgroup or "other", match.start(), match.end(), word, word.lower()))
        yield out
        at = stop


class AmountFinder:
    """Finds the sums in one chunk of lexemes.

    Args:
        text: the whole text.
        lexemes: one chunk of it.
        lexicon: the currencies.
        near: the countries at hand (dateline and article), which make weak signs and ordinary words money.
    """

    def __init__(self, text: str, lexemes: list[Lexeme], lexicon: Lexicon, near: frozenset[str]) -> None:
        self.text = text
        self.lexemes = lexemes
        self.lexicon = lexicon
        self.near = near

    def find_units(self) -> list[Unit]:
        """Every single sum, in reading order, none overlapping."""
        units: list[Unit] = []
        free = 0  # lexemes before this one are taken
        skip = 0
        anchors = self.lexicon.anchors
        for i, lexeme in enumerate(self.lexemes):
            if i < skip or lexeme.kind in {"num", "other", "end"}:
                continue
            if lexeme.kind == "word" and lexeme.low not in anchors and lexeme.text not in anchors:
                continue
            unit = self._prefixed(i, free) or self._suffixed(i, free)
            if unit is not None:
                units.append(unit)
                free = skip = unit.last
        return units

    # -- what stands where

    def _kind(self, i: int) -> str:
        return self.lexemes[i].kind if 0 <= i < len(self.lexemes) else "end"

    def _low(self, i: int) -> str:
        return self.lexemes[i].low if 0 <= i < len(self.lexemes) else ""

    def _touches(self, i: int) -> bool:
        """Lexeme i follows lexeme i-1 without white space."""
        return 0 < i < len(self.lexemes) and self.lexemes[i - 1].end == self.lexemes[i].start

    def _at_hand(self, money: Money, former: bool = False) -> bool:
        currencies = [self.lexicon.currencies[c] for c in money.codes]
        return any(c.countries & self.near or (former and c.former & self.near) for c in currencies)

    def _value(self, first: int, last: int) -> Decimal | None:
        return resolve_number(self.text[self.lexemes[first].start : self.lexemes[last - 1].end])

    # -- sign or code before the number

    def _sign(self, i: int) -> tuple[Money, int] | None:
        """The money that a sign or code at i means, and the lexeme after it."""
        lexeme, signs = self.lexemes[i], self.lexicon.signs
        after = i + 1
        if lexeme.kind == "slash":
            money = signs.get(lexeme.text.rstrip(".")) or signs.get(lexeme.text)
            return (money, after) if money else None
        if lexeme.kind == "sign":
            money = signs.get(lexeme.text)
            if money is None:  # an unknown prefix is no part of the sign: "x$5"
                money = signs.get(lexeme.text[-1])
            return (money, after) if money else None
        if lexeme.kind != "word":
            return None
        if lexeme.text in _SPACED_PREFIX and self._kind(after) == "sign":
            money = signs.get(lexeme.text.replace("U.S.", "US") + self.lexemes[after].text)
            if money:
                return money, after + 1
        money = self.lexicon.codes.get(lexeme.text)
        if money is None:
            if lexeme.text in self.lexicon.names and lexeme.text.isupper():
                money = self.lexicon.names[lexeme.text]  # "RMB 5 million", "NIS 30"
            else:
                money = signs.get(lexeme.text)
            if money is None:
                return None
            if self._low(after) == "." and self._touches(after):
                after += 1
            if money.weak and not (self._at_hand(money) and self._kind(after) == "num"):
                return None
            if money.weak and len(lexeme.text) == 1 and not self._touches(after):
                return None
            if lexeme.text + self._low(after) in self.lexicon.words["near_miss"]["labels"]:
                return None
            return money, after
        if self._kind(after) == "sign" and self.lexemes[after].text in {"$", "€", "£", "¥"}:
            return replace(money, certain=True), after + 1  # "USD $5 million", "AUD$50"
        return replace(money, certain=True), after

    def _prefixed(self, i: int, free: int) -> Unit | None:
        found = self._sign(i)
        if found is None:
            return None
        money, at = found
        sign = self.lexemes[i]
        start = i
        if sign.kind == "sign" and sign.text not in self.lexicon.signs and len(sign.text) > 1:
            return None
        if self._kind(at) != "num" and not (sign.kind == "sign" and self._low(at) in WORDS):
            return None
        if at - i == 1 and not self._touches(at) and self.lexemes[at].start - sign.end > 1:
            return None
        end = self._number_right(at)
        if end is None:
            return None
        value = self._value(at, end)
        if value is None:
            return None
        scaled = end - at > 1
        if money.ordinary and not self._at_hand(money):
            if not scaled or money.word in self.lexicon.words["near_miss"]["codes_in_capitals"]:
                return None  # "ALL 50 states", "TRY 5", "SDG 15"
        elif money.ordinary and sign.kind == "word" and not scaled and (value < 1000 or 1900 <= value <= 2059):
            return None  # "COP 26", though Colombia is there; "Euro 2024"
        elif money.weak and len(sign.text) == 1 and not scaled and value < 100 and value == int(value):
            return None  # "N95 masks", "the P5", "Q3 results"
        value = self._dotted_thousands(at, end, value, "$" in money.word)
        number = (at, end)
        end, money = self._trailing(end, money)
        return Unit(start, end, number, value, money, True)

    def _dotted_thousands(self, first: int, last: int, value: Decimal, dollar: bool = False) -> Decimal:
        """No sum has zeros for thousandths: "€50.000" and "€1.200" can only mean thousands.

        But "$1.100" may be a rate and "€1.600 a litre" a price at the pump.
        """
        text = self.lexemes[first].text
        if last - first != 1 or not re.fullmatch(r"[1-9]\d{0,2}\.\d00", text):
            return value
        rate = dollar or (self._per(last) or self._per(last + 1)) in self.lexicon.words["per"]["by_thousandths"]
        return value if rate and not text.endswith(".000") else value * 1000

    def _number_right(self, at: int) -> int | None:
        """The lexeme after the longest number that begins at ``at``."""
        if self._kind(at) == "num" and resolve_digits(self.lexemes[at].text) is None:
            return None
        best = at + 1 if self._value(at, at + 1) is not None else None
        last = at + 1
        while last < min(at + REACH, len(self.lexemes)):
            low, kind = self._low(last), self._kind(last)
            if kind == "word" and (low in WORDS or self._is_abbreviation(last)):
                if self._value(at, last + 1) is not None:
                    best = last + 1
            elif (low in {"a", "of"} and self._kind(at) == "num") or (
                low not in {"and", "a", "of"} and not (low in _DASHES and self._low(last + 1) in WORDS)
            ):
                break
            last += 1
        return best

    def _is_abbreviation(self, i: int) -> bool:
        if self._low(i) not in ABBREVIATED or self._kind(i - 1) != "num":
            return False
        lexeme = self.lexemes[i]
        if self._touches(i):
            return True
        return len(lexeme.text) > 1 or (lexeme.text == "m" and self._low(i + 1) not in {"of", "long", "wide"})

    def _trailing(self, end: int, money: Money) -> tuple[int, Money]:
        """Takes a currency said a second time: "$5 million dollars", "$5m AUD", "$20 million Canadian,"."""
        low = self._low(end)
        if self._kind(end) != "word" or self._kind(end + 1) in {"num", "sign"}:
            return end, money
        code = self.lexicon.codes.get(self.lexemes[end].text)
        if (
            code
            and not code.ordinary
            and ("$" not in money.word or code.word in self.lexicon.names.get("dollar", code).codes)
        ):
            return end + 1, replace(code, certain=True)
        name = self.lexicon.names.get(low)
        if name and set(name.codes) & set(money.codes) and name.factor == 1:
            return end + 1, money if len(money.codes) <= len(name.codes) and money.word != "$" else replace(
                name, certain=False
            )
        for width in (3, 2, 1):
            phrase = self._phrase(end, end + width)
            codes = self.lexicon.adjectives.get(phrase) if phrase else None
            if codes and "$" in money.word:
                after = self.lexicon.names.get(self._low(end + width))
                dollars = codes & set(self.lexicon.names["dollar"].codes)
                if len(dollars) == 1 and after and "USD" in after.codes:
                    return end + width + 1, Money(phrase, tuple(dollars), certain=True)
                if (
                    len(dollars) == 1
                    and self._kind(end + width) in {"end", "other"}
                    and self._low(end + width) not in {"-", "’", "'"}
                ):
                    return end + width, Money(phrase, tuple(dollars), certain=True)
        return end, money

    def _phrase(self, first: int, last: int) -> str:
        if first < 0 or last > len(self.lexemes):
            return ""
        return " ".join(lexeme.low for lexeme in self.lexemes[first:last])

    # -- name, code or sign after the number

    def _suffixed(self, i: int, free: int) -> Unit | None:
        lexeme = self.lexemes[i]
        money, end = self._name(i)
        if money is None:
            return None
        # an adjective before the name: "Hong Kong dollars", "U.S. dollars", "new Israeli shekels"
        at = i
        for width in (4, 3, 2, 1):
            phrase = self._phrase(at - width, at) if at - width >= free else ""
            codes = self.lexicon.adjectives.get(phrase.replace("-", " ") if phrase else "")
            if codes:
                common = tuple(c for c in money.codes if c in codes)
                if common:
                    common = self._living(common)
                    money = replace(money, codes=common, certain=len(common) == 1, ordinary=False, default=None)
                    at -= width
                    break
        hyphenated = False
        if self._low(at - 1) in _DASHES and self._touches(at) and self._touches(at - 1):
            hyphenated = True
            at -= 1
        if at - 1 < free:
            return None
        multi = self._multiple(at, free)
        if multi is not None and money.factor == 1:
            return Unit(multi, end, None, None, money, False)
        vague = self._vague(at, free)
        if vague is not None and money.factor == 1 and not hyphenated:
            unit = Unit(vague[0], end, None, None, money, False, few=vague[1])
            return unit if self._is_money(unit, i, hyphenated, scaled=True) else None
        first = self._number_left(at, free)
        if first is None:
            return None
        if hyphenated and self._low(first) == "a" and first + 2 == at:
            first += 1  # the article of "a million-dollar contract" is the contract's
        value = self._value(first, at)
        if value is None:
            value = Decimal(1) if self._low(first) in {"a", "one"} else None
            if value is None and at - first <= 2 and self._low(at - 1) in SCALES:
                value = SCALES[self._low(at - 1)]  # "million-dollar"
        if value is None:
            return None
        if self._touches(i) and lexeme.kind == "word" and lexeme.low in ABBREVIATED:
            return None
        scaled = any(self._low(k) in SCALES or self._low(k) in ABBREVIATED for k in range(first, at))
        value = self._dotted_thousands(first, at, value, "dollar" in money.word)
        unit = Unit(first, end, (first, at), value * money.factor, money, False)
        return unit if self._is_money(unit, i, hyphenated, scaled) else None

    def _living(self, codes: tuple[str, ...]) -> tuple[str, ...]:
        """Of several currencies of one name and adjective, those still in use, if any is."""
        alive = tuple(c for c in codes if self.lexicon.currencies[c].ended is None)
        return alive or codes

    def _name(self, i: int) -> tuple[Money | None, int]:
        lexeme, names = self.lexemes[i], self.lexicon.names
        if lexeme.kind == "sign":
            money = self.lexicon.signs.get(lexeme.text) or names.get(lexeme.text)
            prefixed = len(lexeme.text) > 1 and lexeme.text[0].isalpha()  # "4.5 billion US$"
            follows = self._kind(i + 1) == "num" and (prefixed or self._touches(i + 1))
            before = self._kind(i - 1) == "num" or self._low(i - 1) in SCALES or self._is_abbreviation(i - 1)
            if money is None or follows or not before:
                return None, i + 1
            if money.word == "$" and not (self._touches(i) or self._low(i - 1) in SCALES):
                return None, i + 1
            return money, i + 1
        if lexeme.kind != "word":
            return None, i + 1
        for width in (3, 2):
            phrase = self._phrase(i, i + width)
            if phrase in names:
                return replace(names[phrase], certain=True), i + width
        text = lexeme.text
        money = names.get(lexeme.low) or names.get(text)
        if money is not None:
            if lexeme.low == "cent" and text != "cent":
                return None, i + 1
            if self._low(i + 1) == "sterling" and "GBP" in money.codes:
                return replace(money, codes=("GBP",), certain=True, ordinary=False), i + 2
            if len(money.codes) == 1 and not money.ordinary:
                money = replace(money, certain=True)
            return money, i + 1
        money = self.lexicon.codes.get(text)
        if money is not None and not money.ordinary:
            return replace(money, certain=True), i + 1
        if text in {"RMB", "NIS"}:
            return replace(names[text], certain=True), i + 1
        money = self.lexicon.signs.get(text)
        if money is not None and (self._kind(i - 1) == "num" or self._low(i - 1) in SCALES):
            if (money.weak or money.ordinary) and not self._at_hand(money):
                return None, i + 1
            return money, i + 1
        return None, i + 1

    def _number_left(self, at: int, free: int) -> int | None:
        """The first lexeme of the longest number that ends before ``at``."""
        best = None
        first = at - 1
        while first >= max(free, at - REACH):
            low, kind = self._low(first), self._kind(first)
            if kind == "num":
                joined = (
                    first > 0
                    and self._touches(first)
                    and (self._kind(first - 1) in {"word", "sign"} or self._low(first - 1) in {"#", "/", ":", "+"})
                )
                if joined:
                    break
            elif not (
                (kind == "word" and (low in WORDS or low in {"a", "and", "of", "an"} or self._is_abbreviation(first)))
                or (low in _DASHES and first > 0)
            ):
                break
            if (kind == "num" or kind == "word") and low not in {"and", "of"} and self._value(first, at) is not None:
                best = first
            first -= 1
        if best is None:
            low = self._low(at - 1)
            if low in {"a", "one"} and at - 1 >= free:
                return at - 1
            if low in SCALES and low != "thousand" and self._low(at) in _DASHES and self._low(at - 2) not in _DASHES:
                return at - 1
        return best

    def _multiple(self, at: int, free: int) -> int | None:
        """The first lexeme of "multi-billion" or "multimillion" before lexeme ``at``."""
        for first in (at - 1, at - 2, at - 3):
            word = "".join(self._low(k) for k in range(first, at)).replace("-", "")
            if first >= free and word.startswith("multi") and word[5:] in SCALES and self._low(first) != "-":
                return first
        return None

    def _vague(self, at: int, free: int) -> tuple[int, bool] | None:
        """ "tens of thousands of", "billions of", "a few hundred million", "several billion" before lexeme ``at``."""
        words = self.lexicon.words["vague"]
        k = at - 1
        if self._low(k) == "of":
            first: int | None = None
            while k - 1 >= free and self._low(k) == "of" and self._low(k - 1) in words["counts"]:
                first = k - 1
                k -= 2
            return None if first is None else (first, False)
        while k >= free and (self._low(k) in SCALES or self._low(k) == "hundred"):
            k -= 1
        if k < free:
            return None
        if self._low(k) == "of" and self._low(k - 1) == "couple":
            k -= 1
        if self._low(k) in words["few"]:
            if k - 1 >= free and self._low(k - 1) in {"a", "the"}:
                return (k - 1 if self._low(k - 1) == "a" else k), True
            return k, True
        return None

    def _is_money(self, unit: Unit, i: int, hyphenated: bool, scaled: bool) -> bool:
        """Whether a number before this word is a sum: weights, cents on the dollar, 50 Cent and the like are not."""
        money, word, value, words = unit.money, self.lexemes[i].low, unit.value, self.lexicon.words["near_miss"]
        nxt, prev, first = self._low(unit.last), self._low(unit.first - 1), self._low(unit.first)
        if unit.last - unit.first == 2 and prev in words["before_year"] and re.fullmatch(r"(?:19|20)\d\d", first):
            return False
        if nxt in words["after"] and word in words["after_of"]:
            return hyphenated and scaled
        joined = self._low(unit.last + 1) if nxt in _DASHES else nxt  # "17 euro nations", "3 dollar-denominated bonds"
        if not (hyphenated or scaled) and word in words["after_of"] and joined in words["bloc"]:
            return False
        if first in {"a", "an"} and unit.number == (unit.first, unit.first + 1) and not hyphenated:
            return word in {"dollar", "euro", "pound"} and self._per(unit.last) is not None and prev != "of"
        if first in SCALES and nxt in words["after_scale"]:
            return False
        if word in {"cents", "cent", "pennies", "penny"}:
            if value is None or prev in words["two_cents_of"] or (nxt == "on" and self._low(unit.last + 1) == "the"):
                return False
            if word == "cent":
                return hyphenated or value == Decimal("0.01")
            return word == "cents" or self._at_hand(money) or value == Decimal("0.01")
        if word == "p":
            return self._is_pence(unit, i)
        if word in {"pound", "pounds"} and not money.certain and len(money.codes) > 1:
            return self._is_pounds(unit, hyphenated, scaled)
        if word in {"buck", "bucks"}:
            return self.lexemes[i].text == "bucks"
        if not money.ordinary or scaled:
            return not (word == "rand" and self.lexemes[i].text == "Rand") and not (
                money.ordinary and not self._at_hand(money, former=True) and money.default is None
                and len(money.codes) > 1
            )
        if not self._at_hand(money) or nxt in words["after_ordinary"]:
            return False
        if word == "won":
            return value is None or value >= 100
        if word in words["singular"]:
            return hyphenated
        return value is None or value >= 5 or hyphenated

    def _is_pence(self, unit: Unit, i: int) -> bool:
        """ "50p" in a text that speaks of Britain or of pounds, not a screen of 1080p."""
        digits = self.lexemes[unit.first]
        if digits.kind != "num" or unit.first != i - 1 or not self._touches(i) or not unit.value or unit.value >= 10:
            return False
        if digits.text in self.lexicon.words["near_miss"]["screen_lines"]:
            return False
        return bool(self.near & self.lexicon.currencies["GBP"].countries) or "£" in self.text

    def _is_pounds(self, unit: Unit, hyphenated: bool, scaled: bool) -> bool:
        words = self.lexicon.words["weight"]
        nxt = self._low(unit.last)
        if any(self._low(unit.first - k) in words["before"] for k in (1, 2, 3, 4)):
            return False
        if nxt in words["after"] or f"{nxt} {self._low(unit.last + 1)}" in words["after"]:
            return False
        if nxt == "(" and self._kind(unit.last + 1) == "num" and self._low(unit.last + 2) in words["metric"]:
            return False
        if nxt == "of":
            return self._low(unit.last + 1) in words["money_of"] and (scaled or self._pounds_at_hand())
        if hyphenated:
            return scaled or (self._pounds_at_hand() and unit.value is not None and unit.value >= 1000)
        return scaled or self._pounds_at_hand()

    def _pounds_at_hand(self) -> bool:
        near = set().union(*(self.lexicon.currencies[c].countries for c in self.lexicon.names["pound"].codes))
        return bool(self.near & near) or "£" in self.text or "sterling" in self.text

    # -- ranges

    def join_ranges(self, units: list[Unit]) -> list[Unit]:
        """Joins "$3-4 billion", "between 5 and 7 million euros", "$1.2 million to $23.5 million" to one sum each."""
        out: list[Unit] = []
        free = 0
        i = 0
        while i < len(units):
            unit = units[i]
            nxt = units[i + 1] if i + 1 < len(units) else None
            joined = None
            if nxt is not None and unit.number and nxt.number:
                joined = self._join(unit, nxt, out[-1].last if out else 0)
                if joined:
                    i += 1
            if joined is None and unit.prefixed:
                joined = self._join_right(unit, nxt.first if nxt else len(self.lexemes), free)
            elif joined is None and unit.number:
                joined = self._join_left(unit, free)
            out.append(joined or unit)
            free = out[-1].last
            i += 1
        return out

    def _separator(self, at: int, before: int, loose: bool) -> bool:
        """Lexeme ``at`` stands between the ends of a range whose first end begins at lexeme ``before``."""
        low = self._low(at)
        if low in _DASHES:
            return True
        if low == "and":
            return any(self._low(before - k) == "between" for k in (1, 2, 3))
        if low == "or":
            return loose
        if low != "to":
            return False
        words = self.lexicon.words["change"]
        prev = self._low(before - 1)
        if prev in words["verbs"] and not (prev == "up" and self._low(before) == "to"):
            return False
        for k in range(1, 6):
            if self._low(before - k) == "from":
                ahead = before - k - 1
                if ahead < 0 or self._kind(ahead) == "end" or self._low(ahead) in {".", "(", "“"}:
                    return self._low(before - k + 1) == self._low(before)  # "From 5 to 7 million euros were spent"
                return any(self._low(before - n) in words["range_cues"] for n in range(k + 1, k + 7))
            if self._kind(before - k) in {"end", "num"} or self._low(before - k) in {",", ".", ";", ":"}:
                break
        return True

    def _low_end(self, low: Unit | Decimal, mantissa: Decimal, scale: Decimal, upper: Decimal) -> Decimal | None:
        """The lower end, its scale taken from the upper one when only that makes the range rise sensibly."""
        value = low if isinstance(low, Decimal) else low.value
        if value is None:
            return None
        if scale > 1 and value < mantissa:
            value *= scale
        return value if value < upper else None

    def _mantissa(self, number: tuple[int, int]) -> tuple[Decimal, Decimal]:
        """The number without its last scale, and that scale."""
        first, last = number
        value = self._value(first, last) or Decimal(0)
        k, scale = last, Decimal(1)
        while k - 1 > first:
            low = self._low(k - 1)
            if low in SCALES:
                scale *= SCALES[low]
            elif low in ABBREVIATED:
                scale *= ABBREVIATED[low]
            else:
                break
            k -= 1
            if self._low(k - 1) in _DASHES:
                k -= 1
        return (value / scale if value else value), scale

    def _has_scale(self, number: tuple[int, int]) -> bool:
        return self._mantissa(number)[1] > 1

    def _join(self, a: Unit, b: Unit, free: int) -> Unit | None:
        assert a.number and b.number and a.value is not None and b.value is not None
        if b.first - a.last != 1 or not self._separator(a.last, a.first, loose=False):
            return None
        if not (set(a.money.codes) & set(b.money.codes)):
            return None
        if self._low(a.last) in _DASHES and not a.prefixed and b.prefixed:
            return None
        mantissa, scale = self._mantissa(b.number)
        low = a.value if self._has_scale(a.number) else self._low_end(a.value, mantissa, scale, b.value)
        if low is None or low >= b.value:
            return None
        money = a.money if len(a.money.codes) <= len(b.money.codes) else b.money
        return Unit(a.first, b.last, b.number, low, money, a.prefixed, upper=b.value)

    def _join_right(self, unit: Unit, limit: int, free: int) -> Unit | None:
        assert unit.number is not None
        at = unit.last
        if (
            unit.value is None
            or not self._separator(at, unit.first, loose=False)
            or self._kind(at + 1) not in {"num", "word"}
        ):
            return None
        if self._low(at) == "—":
            return None
        end = self._number_right(at + 1)
        if end is None or end > limit:
            return None
        number = (at + 1, end)
        upper = self._value(*number)
        if upper is None:
            return None
        mantissa, scale = self._mantissa(number)
        spaced = self._low(at) in _DASHES and not (self._touches(at) and self._touches(at + 1))
        if (self._low(at) == "to" or spaced) and scale == 1 and self._per(end) is None:
            return None  # "$5 to 3 people" is no range; "$5 to 10 a day" is
        if self._low(at) in _DASHES and scale == 1 and upper >= 1000 and upper % 1000 == 0:
            mantissa, scale = upper / 1000, Decimal(1000)  # "$40-50,000"
        low = unit.value if self._has_scale(unit.number) else self._low_end(unit.value, mantissa, scale, upper)
        if low is None or low >= upper:
            return None
        end, money = self._trailing(end, unit.money)
        return replace(unit, last=end, number=number, value=low, upper=upper, money=money)

    def _join_left(self, unit: Unit, free: int) -> Unit | None:
        assert unit.number is not None
        at = unit.first - 1
        if unit.value is None or at - 1 < free:
            return None
        first = self._number_left(at, free)
        if first is None or (self._low(first) in {"a", "an"} and at - first == 1):
            return None
        value = self._value(first, at)
        if value is None or not self._separator(at, first, loose=True):
            return None
        if self._low(at) in _DASHES and self._kind(first) == "num" and self._low(first - 1) in _DASHES:
            return None
        mantissa, scale = self._mantissa(unit.number)
        factor = unit.money.factor
        low = (
            value * factor
            if self._has_scale((first, at))
            else self._low_end(value, mantissa, scale, unit.value / factor)
        )
        if low is None or (low if self._has_scale((first, at)) else low * factor) >= unit.value:
            return None
        if self._low(at) == "or" and (unit.value / factor) / low > 10:
            return None
        low = low if self._has_scale((first, at)) else low * factor
        return replace(unit, first=first, value=low, upper=unit.value)

    # -- what stands around

    def find_qualifier(self, unit: Unit) -> Qualifier:
        """The contract's qualifier from the words before and after the sum."""
        if unit.few:
            return "about"
        words = self.lexicon.words
        after = " ".join(self._low(unit.last + k) for k in range(2))
        for name, phrases in words["after"].items():
            if any(after == p or after.split(" ")[0] == p for p in phrases):
                return _as_qualifier(name)
        if after.lstrip("-‐‑–").strip() == "plus" or (self._low(unit.last) == "+" and self._touches(unit.last)):
            return "at_least"
        at = unit.first
        article = False
        while self._low(at - 1) in {"a", "an", "the", "another", "equivalent"} or (
            self._low(at - 1) == "of" and self._low(at - 2) in {"total", "equivalent", "amount", "sum"}
        ):
            article = True
            at -= 2 if self._low(at - 1) == "of" else 1
        left = [self._low(k) for k in range(max(0, at - 5), at)]
        best: tuple[int, str, str] = (0, "", "")
        for name, phrases in words["before"].items():
            for phrase in phrases:
                parts = [p.rstrip(".") if len(p) > 1 else p for p in phrase.split()]
                if len(parts) > best[0] and left[-len(parts) :] == parts:
                    best = (len(parts), name, phrase)
        size, name, phrase = best
        if not size:
            return "exact"
        before = self._low(at - size - 1)
        if before in words["not_before"].get(phrase, ()) or (
            article and size == 1 and phrase in {"over", "under", "above", "some"}
        ):
            return "exact"
        if phrase == "some" and unit.number is None:
            return "about"
        return _as_qualifier(name)

    def _per(self, at: int) -> str | None:
        """The unit in "a barrel", "per 1,000 cubic meters", "/kg" that begins at lexeme ``at``."""
        words = self.lexicon.words["per"]
        low = self._low(at)
        if low in _DASHES and self._touches(at) and self._low(at + 1) in {"a", "an", "per"}:  # "$1,500-a-day"
            k = at + (3 if self._low(at + 2) in _DASHES else 2)
            return self.text[self.lexemes[k].start : self.lexemes[k].end] if self._low(k) in words["units"] else None
        if low not in {"a", "an", "per", "each", "every", "/"}:
            return None
        k = at + 1
        if low == "per" and self._kind(k) == "num":
            k += 1
            if self._low(k) in SCALES:
                k += 1
        for width in (3, 2, 1):
            phrase = self._phrase(k, k + width)
            stem = phrase[:-1] if k > at + 1 and phrase.endswith("s") else phrase
            if stem.replace(" - ", "-") in words["units"]:
                if low in {"a", "an", "each", "every"} and self._low(k + width) in words["not_followed_by"]:
                    return None
                return self.text[self.lexemes[at + 1].start : self.lexemes[k + width - 1].end]
        if low == "per" and self._kind(k) == "word":
            width = 2 if self._low(k) in {"square", "cubic", "metric", "extra", "troy"} else 1
            if self._kind(k + width - 1) == "word":
                return self.text[self.lexemes[at + 1].start : self.lexemes[k + width - 1].end]
        return None

    def find_per(self, unit: Unit) -> str | None:
        """The unit that the sum is paid for, as the text has it, or None."""
        return self._per(unit.last)


def _as_qualifier(name: str) -> Qualifier:
    table: dict[str, Qualifier] = {
        "about": "about", "over": "over", "under": "under", "at_least": "at_least", "up_to": "up_to",
    }  # fmt: skip
    return table[name]


def resolve_currency(
    money: Money, lexicon: Lexicon, named: frozenset[str], dateline: str | None, countries: Counter[str]
) -> str | None:
    """Which currency a name or sign stands for in this document.

    Args:
        money: the name or sign as found.
        named: codes that the article names beyond doubt (adjective, code, unshared name).
        dateline: ISO code of the dateline's country, or None.
        countries: how often the article mentions each country.

    Returns:
        an ISO 4217 code, or None when nothing decides.
    """
    codes = tuple(c for c in money.codes if lexicon.currencies[c].ended is None) or money.codes
    ended = [lexicon.currencies[c] for c in money.codes if c not in codes]
    near = {*countries, dateline}
    if ended and not money.certain and not any(lexicon.currencies[c].countries & near for c in codes):
        past = [c.code for c in ended if c.former & near]
        if past or len(codes) == 1:  # guilders of the Netherlands, or of nobody in the article
            return past[0] if len(past) == 1 else None
    if len(codes) == 1:
        return codes[0]
    bare_dollar = money.word == "$"
    called = [c for c in codes if c in named]
    if len(called) == 1 and not bare_dollar:
        return called[0]
    if dateline is not None:
        used = [c for c in codes if dateline in lexicon.currencies[c].countries]
        if used:
            return money.default if money.default in used else used[0]
    spoken = Counter({c: sum(countries[k] for k in lexicon.currencies[c].countries) for c in codes})
    ranked = [(c, n) for c, n in spoken.most_common() if n]
    if money.default is not None:
        others = [c for c, _ in ranked if c != money.default]
        if len(others) == 1 and not spoken[money.default]:
            strange = [k for k in countries if k not in lexicon.currencies[others[0]].countries]
            if money.default != "USD" or not strange:
                return others[0]
        if money.default == "USD" or not ranked or spoken[money.default]:
            return money.default
    if len(ranked) == 1 or (len(ranked) > 1 and ranked[0][1] > ranked[1][1]):
        return ranked[0][0]
    return money.default


class AmountsComponent:
    """Sets ``doc._.amounts`` (in reading order, ids ``a1`` …) and ``doc.spans["amounts"]`` (whole tokens).

    Reads ``doc._.dateline`` and ``doc._.countries`` where components before have set them; adds a line to
    ``doc._.warnings`` for each sum whose currency stays unknown.

    Measured:

    ==========================================  =========  ======  =====
    on                                          precision  recall     F1
    ==========================================  =========  ======  =====
    gold dev, 22 articles, 16 sums: value           1.000   1.000  1.000
    gold dev: exact span                            1.000   1.000  1.000
    newswire of other regions, 101 articles:
    sums found (overlap, raw annotation)            0.989   0.930  0.959
    ==========================================  =========  ======  =====

    Args:
        lexicon: the currencies and words around sums; the package's own when not given.
    """

    def __init__(self, lexicon: Lexicon | None = None) -> None:
        self.lexicon = lexicon or load_lexicon()

    def __call__(self, doc: Doc) -> Doc:
        text = doc.text
        dateline = self._find_dateline_country(doc)
        countries = Counter({country.code: len(country.mentions) for country in doc._.countries})
        found = list(self._find(text, frozenset(countries) | ({dateline} if dateline else set())))
        dollar = self._resolve_dollar(text, found, dateline, countries)
        named = frozenset(u.money.codes[0] for _, u in found if len(u.money.codes) == 1)
        amounts: list[Amount] = []
        unknown: list[str] = []
        for finder, unit in found:
            if unit.money.word == "$":
                currency: str | None = dollar
            else:
                currency = resolve_currency(unit.money, self.lexicon, named, dateline, countries)
            start, end = finder.lexemes[unit.first].start, finder.lexemes[unit.last - 1].end
            if currency is None:
                unknown.append(text[start:end])
            amounts.append(
                Amount(
                    id=f"a{len(amounts) + 1}",
                    text=text[start:end],
                    start=start,
                    end=end,
                    value=None if unit.value is None else to_plain(unit.value),
                    upper=None if unit.upper is None else to_plain(unit.upper),
                    currency=currency,
                    qualifier=finder.find_qualifier(unit),
                    per=finder.find_per(unit),
                )
            )
        doc._.amounts = amounts
        if unknown:
            warnings = [f"currency unknown: {' '.join(words.split())!r}" for words in dict.fromkeys(unknown)]
            doc._.warnings = [*doc._.warnings, *warnings]
        spans = (doc.char_span(a.start, a.end, label="MONEY", alignment_mode="expand") for a in amounts)
        doc.spans["amounts"] = [span for span in spans if span is not None]
        return doc

    def _find_dateline_country(self, doc: Doc) -> str | None:
        """The dateline's country, by the lexicon's cities where the gazetteer before left it open ("SYDNEY")."""
        if doc._.dateline is None:
            return None
        country: str | None = doc._.dateline.country
        return country or self.lexicon.datelines.get((doc._.dateline.place or "").lower())

    def _find(self, text: str, near: frozenset[str]) -> Iterator[tuple[AmountFinder, Unit]]:
        for lexemes in find_lexemes(text):
            finder = AmountFinder(text, lexemes, self.lexicon, near)
            for unit in finder.join_ranges(finder.find_units()):
                yield finder, unit

    def _resolve_dollar(
        self, text: str, found: Iterable[tuple[AmountFinder, Unit]], dateline: str | None, countries: Counter[str]
    ) -> str:
        """What a bare "$" is in this article.

        The wire agencies' habit decides first: "A$5 million ($3.3 million)" converts, so the bare sign is the U.S.
        dollar; so it is where a sum is written both ways or compared with one in "US$". Else an article that writes
        "US$" beside a bare "$" means its own dollar by the latter.
        """
        dollars = set(self.lexicon.names["dollar"].codes)
        marked: set[str] = set()
        converted = same = False
        american: set[Decimal] = set()  # sums of several digits written with "US$", and with a bare "$"
        bare: set[Decimal] = set()
        last_end = -10
        last_marked = last_american = False
        for finder, unit in found:
            start, end = finder.lexemes[unit.first].start, finder.lexemes[unit.last - 1].end
            if unit.money.word == "$":
                between = text[max(last_end, 0) : start] if start - last_end < 40 else "."
                near = ("(" in between and len(between) < 12) or CONVERSION.fullmatch(between) is not None
                converted = converted or (last_marked and near)
                same = same or (last_american and COMPARISON.fullmatch(between) is not None)
            elif len(unit.money.codes) == 1 and unit.money.codes[0] in dollars:
                marked.add(unit.money.codes[0])
            codes = set(unit.money.codes)
            last_end, last_marked = end, unit.money.word != "$" and len(codes) == 1 and codes <= dollars - {"USD"}
            last_american = unit.money.word != "$" and codes == {"USD"}
            if unit.value is not None and len(unit.value.normalize().as_tuple().digits) > 2:
                (american if last_american else bare if unit.money.word == "$" else set()).add(unit.value)
        own = {c.code: c for c in self.lexicon.currencies.values() if c.bare_dollar}
        home = [code for code, currency in own.items() if dateline in currency.countries]
        foreign = marked & set(own)
        if converted or same or american & bare:
            return "USD"
        if dateline is not None and home:
            return home[0]
        if len(foreign) == 1 and ("USD" in marked or ("US" not in countries and dateline is None)):
            return next(iter(foreign))
        alone = tuple(code for code, currency in own.items() if currency.bare_dollar == "country")
        shared = replace(self.lexicon.signs["$"], codes=("USD", *alone), default="USD")
        return resolve_currency(shared, self.lexicon, frozenset(), None, countries) or "USD"


def create_amounts(nlp: Language, name: str, rules: Sequence[str] = ()) -> AmountsComponent:
    """The component that finds sums of money, with ``rules`` of users; see :mod:`newsfacts.language.amounts`."""
    return AmountsComponent(load_lexicon(newsfacts.lexicon.load_lexicon(rules)))
