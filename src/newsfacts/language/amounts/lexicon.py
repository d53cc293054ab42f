"""The currencies by every door a text may come through, and the words around sums; data in the lexicon's files."""

from __future__ import annotations

import re
from dataclasses import dataclass, field, replace
from decimal import Decimal
from functools import lru_cache
from typing import Any

import newsfacts.lexicon
from newsfacts.lexicon import BUILTIN
from newsfacts.lexicon.files import read_table


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
    has_open_factor: bool = False  # worth another part of its unit in another country, and neither is near

    @property
    def is_minor(self) -> bool:
        return self.factor < 1


@dataclass(frozen=True)
class Lexicon:
    """The currencies by name, sign, code and adjective, and the words of ``amounts.toml``."""

    currencies: dict[str, Currency] = field(default_factory=dict)
    names: dict[str, Money] = field(default_factory=dict)
    rivals: dict[str, list[Money]] = field(default_factory=dict)  # names of another worth elsewhere: "fils"
    signs: dict[str, Money] = field(default_factory=dict)
    codes: dict[str, Money] = field(default_factory=dict)
    spellings: dict[str, Money] = field(default_factory=dict)  # other ways to write a code: "usd", "MUSD", "EURbn"
    adjectives: dict[str, frozenset[str]] = field(default_factory=dict)
    words: dict[str, Any] = field(default_factory=dict)
    judged: dict[str, str] = field(default_factory=dict)  # names by how they are judged: "cents", "pounds" …
    qualifiers: dict[str, tuple[str, str]] = field(default_factory=dict)  # what stands before a sum, as lexemes
    datelines: dict[str, str] = field(default_factory=dict)  # city in lower case: a country that pays in that currency
    american: re.Pattern[str] = re.compile(r"(?!)")  # the names of the states of the U.S.
    anchors: set[str] = field(default_factory=set)  # words a sum may hang on; names in lower case

    def add(
        self, table: dict[str, Money], word: str, row: dict[str, Any], factor: str = "1", weak: bool = False
    ) -> None:
        """Adds a door to a currency; what several share is one entry with all their codes."""
        known = table.get(word)
        if known and known.is_minor and known.factor != Decimal(factor):
            self.rivals.setdefault(word, [known]).append(Money(word, (row["code"],), Decimal(factor)))
        if known and (known.factor != Decimal(factor) or row["code"] in known.codes):
            return  # "dirham" as a hundredth of the riyal yields to the dirham; "Rs" and "Rs."
        default = row["code"] if word in row.get("default_for", ()) else None
        ordinary = word in row.get("ordinary_words", ())
        if known:
            table[word] = replace(
                known, codes=(*known.codes, row["code"]), default=known.default or default,
                ordinary=known.ordinary or ordinary, weak=known.weak and weak,
            )  # fmt: skip
        else:
            table[word] = Money(word, (row["code"],), Decimal(factor), default, ordinary, weak)

    def at_hand(self, money: Money, near: frozenset[str], former: bool = False) -> bool:
        """Whether a country that pays (``former``: or paid) in the money is among those near."""
        currencies = [self.currencies[c] for c in money.codes]
        return any(c.countries & near or (former and c.former & near) for c in currencies)

    def name(self, word: str, near: frozenset[str]) -> Money | None:
        """What a name means here: the "fils" of Kuwait is a thousandth of a dinar, that of the Emirates a hundredth."""
        money = self.names.get(word)
        if money is None or word not in self.rivals:
            return money
        here = [rival for rival in self.rivals[word] if self.at_hand(rival, near)]
        codes = tuple(code for rival in self.rivals[word] for code in rival.codes)
        if len({rival.factor for rival in here}) != 1:
            return replace(money, codes=codes, has_open_factor=True)
        return replace(here[0], codes=tuple(code for rival in here for code in rival.codes))

    def sign(self, text: str, near: frozenset[str]) -> Money | None:
        """What a sign means here: "C$" is Canada's unless Nicaragua is near."""
        money = self.signs.get(text)
        if money is None or money.default is None or len(money.codes) == 1 or len(text) == 1:
            return money
        others = replace(money, codes=tuple(code for code in money.codes if code != money.default))
        return money if self.at_hand(others, near) else replace(money, codes=(money.default,))

    def alive(self, codes: tuple[str, ...]) -> tuple[str, ...]:
        """Of several currencies those still in use, if any is."""
        return tuple(c for c in codes if self.currencies[c].ended is None) or codes


@lru_cache(maxsize=8)
def load_lexicon(knowledge: newsfacts.lexicon.Lexicon = BUILTIN) -> Lexicon:
    """The currencies, users' own words for them included, and ``amounts.toml`` of the package; read once."""
    rows = knowledge.rows("currency")
    regions = read_table("dateline_places.toml")["regions"]
    states = "|".join(re.escape(name) for name in regions["US"] if not name.endswith("."))
    out = Lexicon(
        words=read_table("amounts.toml"),
        american=re.compile(rf"\b(?:{states})\b"),
    )
    for name, phrases in out.words["before"].items():
        for phrase in phrases:
            parts = (part.rstrip(".") if len(part) > 1 else part for part in phrase.split())
            out.qualifiers.setdefault(" ".join(parts), (name, phrase))
    out.judged.update({name: kind for kind, names in out.words["judged"].items() for name in names})
    for row in rows:
        _add_row(out, row)
    for row in rows:
        for minor in row["minor"]:
            for name in minor["names"]:
                out.add(out.names, name.lower(), row, minor["factor"])
    _add_letter_of_cents(out)
    _add_spellings(out)
    out.anchors.update(name.split()[0] for name in out.names)
    out.anchors.update(out.codes, out.signs, out.spellings, out.words["codes"]["apart_from_sign"])
    return out


def _add_row(out: Lexicon, row: dict[str, Any]) -> None:
    code = row["code"]
    countries, former = frozenset(row["countries"]), frozenset(row.get("former", ()))
    out.currencies[code] = Currency(code, countries, row.get("ended"), former, row.get("bare_dollar"))
    if not (code.startswith("X") and not (row["countries"] or row["names"])):
        out.add(out.codes, code, row)
    for name in row["names"]:
        out.add(out.names, name if name.isupper() else name.lower().replace("-", " - "), row)
    for sign in row["symbols"]:
        out.add(out.signs, _as_lexeme(sign), row)
        if sign[0].isalpha() and sign[-1] == "$":  # "us$ 5 million"
            out.add(out.signs, sign.lower(), row)
    for sign in row.get("weak_symbols", ()):
        out.add(out.signs, _as_lexeme(sign), row, weak=True)
    for city in row.get("datelines", ()):
        out.datelines[city.lower()] = row["countries"][0]
    for adjective in row["adjectives"]:
        codes = out.adjectives.get(adjective.lower(), frozenset())
        out.adjectives[adjective.lower()] = codes | {code}


def _as_lexeme(sign: str) -> str:
    """A sign as the text's lexemes have it: "Rs." without its point, "L.E." with it."""
    abbreviated = sign[0].isalpha() and "$" not in sign and "." not in sign[:-1]
    return sign.rstrip(".") if abbreviated else sign


def _add_letter_of_cents(out: Lexicon) -> None:
    """The "c" of "5c a litre": cents of a country near, never those of the U.S. for want of another."""
    if "cent" in out.names:
        out.names["c"] = replace(out.names["cent"], word="c", default=None)


def _add_spellings(out: Lexicon) -> None:
    """Codes of living currencies in small letters ("50 usd") and glued to a scale ("MEUR 20", "NOKbn 3")."""
    words = out.words["codes"]
    for code, money in out.codes.items():
        if money.ordinary or out.currencies[code].ended is not None:
            continue
        known = replace(money, certain=True)
        if code.lower() not in words["not_in_small_letters"] and code.lower() not in out.names:
            out.spellings[code.lower()] = known
        for letters, factor in words["scale_before"].items():
            if letters + code not in words["words"]:
                out.spellings[letters + code] = replace(known, word=letters + code, factor=Decimal(factor))
        for letters, factor in words["scale_after"].items():
            out.spellings[code + letters] = replace(known, word=code + letters, factor=Decimal(factor))
