"""The table of ``lexicon/date_expressions.toml``, and the search of a text for what its rows describe."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, replace
from functools import cache, cached_property, partial
from importlib import resources
from typing import Any

from newsfacts.language.dates import (  # noqa: F401 -- each adds its resolvers
    beside,
    clocks,
    days,
    durations,
    feasts,
    months,
    nth,
    numeric,
    quarters,
    relative,
    weekdays,
    years,
)
from newsfacts.language.dates import patterns as p
from newsfacts.language.dates.context import RESOLVERS, Context, Found, Match, Resolver, extend_over_modifier, one
from newsfacts.language.dates.patterns import LEXICON, any_of, expand
from newsfacts.lexicon.files import DataError

#: No expression begins or ends inside a word, a sum of money or a number.
WORD_START, WORD_END = r"(?<![\w$€£¥₹#/])(?<!\d[.,:])", r"(?!\w)"

_TABLE: dict[str, Any] = tomllib.loads(
    resources.files("newsfacts.lexicon").joinpath("date_expressions.toml").read_text("utf-8")
)
_PARTS: dict[str, str] = _TABLE["parts"]


@dataclass(frozen=True)
class Rule:
    """A row of the table: its pattern is compiled when a text has one of the words without which it cannot match.

    Attributes:
        name: what the row is called.
        source: the regular expression, expanded.
        resolve: gives what a match means, or declines.
        needs: words, in small letters, of which a text has one if the pattern matches; empty: no such words.
        starts: the small letters that a match begins with, A and T for articles, 0 for no letter; empty: any.
    """

    name: str
    source: str
    resolve: Resolver
    needs: tuple[str, ...] = ()
    starts: str = ""

    @cached_property
    def pattern(self) -> re.Pattern[str]:
        try:
            return re.compile(f"(?:{self.source}){WORD_END}")
        except re.error as error:
            raise DataError(f"date_expressions.toml, row {self.name!r}: {error}") from None


def _longest_words(phrases: Iterable[str]) -> tuple[str, ...]:
    """A word of each phrase, which no line break can part."""
    return tuple(sorted({max(re.findall(r"[^\W_]+", phrase.lower()), key=len) for phrase in phrases}))


_LISTED = {**LEXICON, "holidays": (*LEXICON["holidays"], *LEXICON["state_days"])}


def _read_rows() -> Iterator[Rule]:
    for row in _TABLE["expression"]:
        needs = row.get("needs", ())
        words = _longest_words(_LISTED[needs]) if isinstance(needs, str) else tuple(needs)
        yield Rule(row["name"], expand(row["pattern"], _PARTS), RESOLVERS[row["resolve"]], words, row.get("starts", ""))


RULES: list[Rule] = list(_read_rows())

#: The words that an expression can begin with.
_FIRST_WORDS = {
    word
    for phrase in (
        *p.MONTH_NUMBER, *p.WEEKDAY_NUMBER, *(f"{day}s" for day in p.WEEKDAY_NUMBER), *p.UNIT_OF,
        *(f"{unit}long" for unit in p.UNIT_OF), *p.NUMBER_WORD, *(ten.replace("y", "ies") for ten in p.TENS),
        *p.ORDINAL_WORD, *p.DAY_WORDS, *LEXICON["dayparts"], *LEXICON["seasons"],
        *LEXICON["holidays"], *LEXICON["state_days"],
        *LEXICON["events"], *LEXICON["references"], *LEXICON["frequencies"],
        *LEXICON["beginnings"], *LEXICON["own_years"],
    )
    for word in re.findall(r"^[a-z]+", phrase.lower())
}
#: Where an expression can begin: with a digit or one of these words. At nine words in ten no row need be asked.
BEGINNING = re.compile(rf"{WORD_START}(?=['’\d]|(?i:{any_of(_FIRST_WORDS)})(?![^\W\d_]))")
_ARTICLE = re.compile(r"(?:[aA][nN]?|[tT][hH][eE])(?![^\W\d_])")
#: An article with a word behind it that an expression can go on with: most articles begin none.
_LATER_WORDS = (_FIRST_WORDS | set(LEXICON["after_articles"])) - {"a", "an", "the"}
AFTER_ARTICLE = re.compile(
    rf"(?i:an?|the)(?:{p.W}|-)(?=['’\d]|(?i:{any_of(_LATER_WORDS)})(?![^\W\d_]))"
)
_Matcher = tuple[int, Callable[..., "Match | None"]]
_NEEDY = [(order, row) for order, row in enumerate(RULES) if row.needs]


@cache
def _matchers_of(first: str) -> tuple[list[_Matcher], list[tuple[int, Rule]]]:
    """The rows that can begin so (see ``starts``): those to try in every text, compiled, and those that need a word."""
    rows = [(order, row) for order, row in enumerate(RULES) if not row.starts or first in row.starts]
    always = [(order, row.pattern.match) for order, row in rows if not row.needs]
    return always, [(order, row) for order, row in rows if row.needs]


def _find_matches(text: str) -> list[tuple[int, int, int, Match]]:
    """What each row matches, one match after another: start, minus end, the row's place in the table, the match."""
    matches = []
    ends = [0] * len(RULES)
    lowered = text.lower()
    asked = {order for order, row in _NEEDY if any(word in lowered for word in row.needs)}
    matchers: dict[str, list[_Matcher]] = {}
    for place in BEGINNING.finditer(text):
        start = place.start()
        article = _ARTICLE.match(text, start)
        if article and not AFTER_ARTICLE.match(text, start):
            continue
        first = text[start].upper() if article else text[start].lower() if text[start].isalpha() else "0"
        if first not in matchers:
            always, needy = _matchers_of(first)
            matchers[first] = always + [(order, row.pattern.match) for order, row in needy if order in asked]
        for order, match in matchers[first]:
            if start >= ends[order] and (m := match(text, start)):
                ends[order] = m.end()
                matches.append((start, -m.end(), order, m))
    return matches


_TO = re.compile(r"\s?(?:[-–—]|(?:to|and|until|till|or)\b)\s?")


def _lend_day(context: Context, second: Found) -> None:
    """Give the first hour of two the day of the second: "9:30 to 11 a.m. Thursday", "9 a.m. to 5 p.m. on weekdays"."""
    first = context.found[-1] if context.found else None
    if first is None or not first.bare or second.bare or second.type not in ("time", "set"):
        return
    day, timed, _ = (second.value or "").partition("T")
    if timed and first.value and _TO.fullmatch(context.text[first.end : second.start]):
        context.found[-1] = replace(first, type=second.type, value=day + first.value[10:])


def find_expressions(context: Context) -> list[Found]:
    """All temporal expressions of the text in reading order, none overlapping another.

    Where matches of the table's rows overlap, the one that begins first wins, then the longest, then the one that
    stands first in the table. A resolver that declines makes room for the next.
    """
    matches = _find_matches(context.text)
    matches.sort(key=lambda entry: entry[:3])
    context.find_at = partial(_find_at, context)
    taken = 0
    for start, _, order, match in matches:
        if start < taken:
            continue
        try:
            found = RULES[order].resolve(match, context)
        except (OverflowError, ValueError):  # a day that no calendar has: before year 1, after year 9999
            found = one(match, None)
        if found:
            found[0] = extend_over_modifier(context, found[0], taken)
            _lend_day(context, found[0])
            context.found.extend(found)
            taken = found[-1].end
    return context.found


def _find_at(context: Context, start: int) -> tuple[str, list[Found]]:
    """The name of the row that finds something just at ``start``, and what; ("", []) when none does."""
    matches = [(-m.end(), order, m) for order, row in enumerate(RULES) if (m := row.pattern.match(context.text, start))]
    for _, order, match in sorted(matches, key=lambda entry: entry[:2]):
        if found := RULES[order].resolve(match, context):
            return RULES[order].name, found
    return "", []
