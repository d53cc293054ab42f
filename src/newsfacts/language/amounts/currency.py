"""Which currency a shared name or sign stands for: "dollars", "rupees", "¥", a bare "$"."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, field, replace
from decimal import Decimal

from newsfacts.language.amounts.lexicon import Lexicon, Money
from newsfacts.language.amounts.units import Unit

#: What stands between a sum and the same in another currency: "A$50m, worth $33m", "HK$8 million, or about $1m".
CONVERSION = re.compile(
    r"[\s\w]{0,12},?\s(?:or|worth|equal to|equivalent to)\s(?:(?:about|around|roughly|some|nearly|approximately)\s)?"
)
#: What stands between a sum and the same thing's other sum: "US$331 billion, up from $308 billion".
COMPARISON = re.compile(
    r",?\s(?:(?:up|down|rising|falling)\s(?:from|to)|compared\s(?:with|to)|versus|against|from|than)\s"
)
Placed = tuple[int, int, Unit]  # start and end in the text, and the sum


def resolve_currency(
    money: Money, lexicon: Lexicon, named: frozenset[str], dateline: str | None, countries: Counter[str]
) -> str | None:
    """Which currency a name or sign stands for in this document.

    Args:
        money: the name or sign as found.
        lexicon: the currencies.
        named: codes that the article names beyond doubt (adjective, code, unshared name).
        dateline: ISO code of the dateline's country, or None.
        countries: how often the article mentions each country.

    Returns:
        an ISO 4217 code, or None when nothing decides.
    """
    codes = lexicon.alive(money.codes)
    ended = [lexicon.currencies[c] for c in money.codes if c not in codes]
    near = {*countries, dateline}
    if ended and not money.certain and not any(lexicon.currencies[c].countries & near for c in codes):
        past = [c.code for c in ended if c.former & near]
        if past or len(codes) == 1:  # guilders of the Netherlands, or of nobody in the article
            return _only(past)
    if len(codes) == 1:
        return codes[0]
    called = [c for c in codes if c in named]
    if len(called) == 1 and money.word != "$":
        return called[0]
    used = [c for c in codes if dateline in lexicon.currencies[c].countries]
    if used:
        return money.default if money.default in used else used[0]
    return _most_spoken_of(money, codes, lexicon, countries)


def _only(codes: list[str]) -> str | None:
    return codes[0] if len(codes) == 1 else None


def _most_spoken_of(money: Money, codes: tuple[str, ...], lexicon: Lexicon, countries: Counter[str]) -> str | None:
    """The currency of the countries the article speaks of, against the world's default of the name."""
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


@dataclass(slots=True)
class _Dollars:
    """How an article writes its dollars."""

    marked: set[str] = field(default_factory=set)  # codes written "US$", "A$"
    american: set[Decimal] = field(default_factory=set)  # sums of several digits written with "US$"
    bare: set[Decimal] = field(default_factory=set)  # and with a bare "$"
    is_american: bool = False  # a bare sum converts or is compared with a marked one


def resolve_dollar(
    text: str, found: Iterable[Placed], lexicon: Lexicon, dateline: str | None, countries: Counter[str]
) -> str:
    """What a bare "$" is in this article.

    The wire agencies' habit decides first: "A$5 million ($3.3 million)" converts, so the bare sign is the U.S.
    dollar; so it is where a sum is written both ways or compared with one in "US$". Else an article that writes
    "US$" beside a bare "$" means its own dollar by the latter.
    """
    seen = _read_dollars(text, found, frozenset(lexicon.names["dollar"].codes))
    own = {c.code: c for c in lexicon.currencies.values() if c.bare_dollar}
    home = [code for code, currency in own.items() if dateline in currency.countries]
    foreign = seen.marked & set(own)
    if seen.is_american or seen.american & seen.bare:
        return "USD"
    if dateline is not None and home:
        return home[0]
    if len(foreign) == 1 and ("USD" in seen.marked or ("US" not in countries and dateline is None)):
        return next(iter(foreign))
    pays = Counter({code: sum(countries[c] for c in currency.countries) for code, currency in own.items()})
    if "US" not in countries and len(lexicon.american.findall(text)) > max(pays.values(), default=0) > 0:
        return "USD"  # a text of Minnesota that names Canada once
    alone = tuple(code for code, currency in own.items() if currency.bare_dollar == "country")
    shared = replace(lexicon.signs["$"], codes=("USD", *alone), default="USD")
    return resolve_currency(shared, lexicon, frozenset(), None, countries) or "USD"


def _is_american(between: str, last: frozenset[str], dollars: frozenset[str]) -> bool:
    """Whether a bare "$" converts the sum before it from another dollar, or is compared with one in "US$"."""
    near = ("(" in between and len(between) < 12) or CONVERSION.fullmatch(between) is not None
    converted = len(last) == 1 and last <= dollars - {"USD"} and near
    return converted or (last == {"USD"} and COMPARISON.fullmatch(between) is not None)


def _read_dollars(text: str, found: Iterable[Placed], dollars: frozenset[str]) -> _Dollars:
    seen = _Dollars()
    last_end, last = -10, frozenset[str]()  # of the sum before: its end, and its codes unless it is a bare "$"
    for start, end, unit in found:
        codes, is_bare = frozenset(unit.money.codes), unit.money.word == "$"
        if is_bare:
            between = text[max(last_end, 0) : start] if start - last_end < 40 else "."
            seen.is_american = seen.is_american or _is_american(between, last, dollars)
        elif len(codes) == 1 and codes <= dollars:
            seen.marked |= codes
        if unit.value is not None and len(unit.value.normalize().as_tuple().digits) > 2:
            if is_bare:
                seen.bare.add(unit.value)
            elif codes == {"USD"}:
                seen.american.add(unit.value)
        last_end, last = end, frozenset() if is_bare else codes
    return seen
