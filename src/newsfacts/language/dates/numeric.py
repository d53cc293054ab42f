"""Days in digits: ISO, "05/23/2021", "03-Mar-2019", and what leaves open whether the day or the month comes first."""

from __future__ import annotations

import re
from dataclasses import replace

from newsfacts.language.dates import patterns as p
from newsfacts.language.dates import values as v
from newsfacts.language.dates.anchors import year_of
from newsfacts.language.dates.context import COUNTED_AFTER, LABEL_BEFORE, Context, Found, Match, one, resolver
from newsfacts.language.dates.counts import to_year

_ON_BEFORE = re.compile(r"(?i)\b(?:on|from|until|till|by|since|dated|between)\s\Z")
_RUN_BEFORE = re.compile(r"(?i)(?:\b(?:on|from|between|of|ran|runs?|closed|open|dates?|for)|[(:])\s?\Z")


@resolver
def resolve_iso(match: Match, context: Context) -> list[Found]:
    """ "2024-05-03", with a time when one stands behind it."""
    value = v.day_value(int(match["y"]), int(match["m"]), int(match["d"]))
    if value is None:
        return []
    return one(match, f"{value}T{match['t']}{match['z'] or ''}", "time") if match["t"] else one(match, value)


@resolver
def resolve_short_iso(match: Match, context: Context) -> list[Found]:
    """ "2024-5-3", unless it labels something."""
    value = v.day_value(int(match["y"]), int(match["m"]), int(match["d"]))
    return one(match, value) if value and not LABEL_BEFORE.search(context.before(match.start())) else []


@resolver
def resolve_lettered(match: Match, context: Context) -> list[Found]:
    """ "03-Mar-2019", "2019-Aug-01"."""
    year = to_year(match["y"] or match["y2"], context.published)
    month = p.MONTH_NUMBER[(match["month"] or match["month2"]).lower()]
    value = v.day_value(year, month, int(match["d"] or match["d2"])) if year else None
    return one(match, value)


@resolver
def resolve_compact(match: Match, context: Context) -> list[Found]:
    """ "20240503", unless it counts or labels something."""
    before = context.before(match.start())
    behind = context.after(match.end())
    if LABEL_BEFORE.search(before) or COUNTED_AFTER.match(behind) or re.match(r"\s[a-z]{3,}s\b", behind):
        return []
    value = v.day_value(int(match["y"]), int(match["m"]), int(match["d"]))
    return one(match, value) if value else []


@resolver
def resolve_numeric(match: Match, context: Context) -> list[Found]:
    """Day or month first? A number above twelve tells, here or in another date of the article; else nothing does."""
    year = to_year(match["y"], context.published)
    if year is None:
        return one(match, None)
    return _in_order(match, context, [(int(match["a"]), int(match["b"]))], year, match["sep"])


@resolver
def resolve_numeric_day(match: Match, context: Context) -> list[Found]:
    """ "on 28/10": only after a word that says it is a day."""
    behind = re.match(r"\s?(?:of\b|%|[–—/-]\s?\d)", context.after(match.end()))
    if behind or not _ON_BEFORE.search(context.before(match.start())):
        return []
    return _in_order(match, context, [(int(match["a"]), int(match["b"]))], None, "/")


@resolver
def resolve_numeric_range(match: Match, context: Context) -> list[Found]:
    """ "28/10 - 2/11": both ends are written in the same order."""
    pairs = [(int(match["a"]), int(match["b"])), (int(match["c"]), int(match["d"]))]
    year = to_year(match["y"], context.published) if match["y"] else None
    if match["sep"] == "." and year is None:
        return []
    told = bool(_RUN_BEFORE.search(context.before(match.start())))
    if not told and (max(pairs[0] + pairs[1]) <= 12 or match["sep"] == "."):
        return []
    found = _in_order(match, context, pairs, year, match["sep"])
    if len(found) != 2:
        return []
    return [replace(found[0], end=match.end("b")), replace(found[1], start=match.start("c"))]


#: "1-3/4": a number and its fraction, of a rate or of a price in the old way.
_FRACTIONS = (2, 4, 8)


@resolver
def resolve_numeric_days(match: Match, context: Context) -> list[Found]:
    """ "17-21/10", "10/17-21": days of one month, which the side of the slash they stand on tells from it.

    Where each number could be either, it counts only beside dates of the article that are in the same order.
    """
    trailing = match["month"] is not None
    month = int(match["month"] or match["month2"])
    first, last = (int(match["first"]), int(match["last"])) if trailing else (int(match["first2"]), int(match["last2"]))
    clear = last > 12
    told = _RUN_BEFORE.search(context.before(match.start())) is not None
    if not first < last or month > 12 or not (clear or (told and month not in _FRACTIONS)):
        return []
    if COUNTED_AFTER.match(context.after(match.end())) or (match["and"] and not told):
        return []
    spans = ("first", "last") if trailing else ("first2", "last2")
    if not clear and context.numeric_order() != ("day" if trailing else "month"):
        found = [replace(one(match, None)[0], ambiguous=True) for _ in spans]
    else:
        year = to_year(match["y"], context.published) if match["y"] else None
        year = year or year_of(context, month, first, match.start(), match.end())
        values = [v.day_value(year, month, day) if year else None for day in (first, last)]
        if year and None in values:
            return []
        found = [replace(one(match, value)[0], unanchored=year is None) for value in values]
    first_end, last_start = match.end(spans[0]), match.start(spans[1])
    return [replace(found[0], end=first_end), replace(found[1], start=last_start)]


Pairs = list[tuple[int, int]]


def _in_order(match: Match, context: Context, pairs: Pairs, year: int | None, separator: str) -> list[Found]:
    """The days that pairs of numbers mean, [] when they mean none; null and ambiguous when either order makes days."""
    orders = _orders(context, pairs, separator)
    if not orders:
        return []
    if len(orders) == 2:
        return [replace(one(match, None)[0], ambiguous=True) for _ in pairs]
    days = [(b, a) if orders[0] == "day" else (a, b) for a, b in pairs]
    if year is None:
        year = year_of(context, days[-1][0], days[-1][1], match.start(), match.end())
    if year is None:
        return [replace(one(match, None)[0], unanchored=True) for _ in pairs]
    # a range that begins later in its year than it ends began the year before
    values = [v.day_value(year - (day > days[-1]), *day) for day in days]
    return [] if None in values else [one(match, value)[0] for value in values]


def _orders(context: Context, pairs: Pairs, separator: str) -> list[str]:
    """Whether the "day" or the "month" may come first in pairs of numbers; both when nothing tells, and it matters."""
    orders = []
    if all(v.day_value(2000, b, a) for a, b in pairs):
        orders.append("day")
    if separator != "." and all(v.day_value(2000, a, b) for a, b in pairs):
        orders.append("month")
    if len(orders) < 2:
        return orders
    if all(a == b for a, b in pairs):
        return orders[:1]
    told = context.numeric_order()
    return [told] if told else orders
