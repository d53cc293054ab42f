"""Days with a month, in words and in digits."""

# ruff: noqa: E501

from __future__ import annotations

import datetime as dt
import re
from dataclasses import replace

from newsfacts.language.dates import patterns as p
from newsfacts.language.dates import values as v
from newsfacts.language.dates.anchors import year_near, year_of
from newsfacts.language.dates.clocks import with_time
from newsfacts.language.dates.context import (
    Context,
    Found,
    Match,
    is_count,
    is_part_of_name,
    modifier_of,
    one,
    resolver,
    unknown,
)


@resolver
def resolve_day(match: Match, context: Context) -> list[Found]:
    groups = match.groupdict()
    month = p.MONTH_NUMBER[match["month"].rstrip(".").lower()]
    days = [(int(d[0]), match.start("day") + d.start(), match.start("day") + d.end())
            for d in re.finditer(r"\d+", match["day"])]
    core_end = match.end()
    if match.end() == match.end("day") and is_count(context, match.start(), match.end()):
        return []
    if is_part_of_name(context, match.start(), match.end()):
        return []
    more = groups.get("more")
    if more:
        base = match.start("more")
        days += [(int(d[0]), base + d.start(), base + d.end()) for d in re.finditer(r"\d{1,2}(?=(?:st|nd|rd|th)?\b)", more)]
    first_start = match.start()
    if groups.get("daypart") and match.start("daypart") < match.start("month"):
        first_start = match.start("month")  # the early hours of several days
    if groups.get("first"):
        number = re.search(r"\d+", match["first"])
        assert number is not None
        days.insert(0, (int(number[0]), match.start("first"), match.start("first") + number.end()))
    if groups.get("each") or groups.get("every"):
        return one(match, f"XXXX-{month:02d}-{days[0][0]:02d}", "set") if len(days) == 1 else []
    unanchored = False
    if groups.get("year"):
        year: int | None = int(match["year"])
    elif groups.get("near"):
        year = year_near(match["near"], match, context)
        unanchored = year is None
    else:
        year = _year_by_weekday(context, month, days[0][0], groups.get("weekday"))
        if year is None:
            year = year_of(context, month, days[0][0], first_start, match.end())
        unanchored = year is None
    if len(days) == 1:
        value = v.day_value(year, month, days[0][0]) if year else None
        if year and value is None:
            return []
        return with_time(match, value, modifier=modifier_of(groups.get("part")), unanchored=unanchored)
    out: list[Found] = []
    for index, (number_, start, end) in enumerate(days):
        value = v.day_value(year, month, number_) if year else None
        if year and value is None:
            return []
        # the first span takes the month with it when the month leads, the last when it trails
        if groups.get("first") is None and index == 0:
            start, end = first_start, match.end("day")
        elif index == len(days) - 1:
            end = core_end
        out.append(Found(start, end, "date", value, None, unanchored))
    return out


def _year_by_weekday(context: Context, month: int, day: int, weekday: str | None) -> int | None:
    """The nearest year in which the day falls on the weekday the text gives with it."""
    if weekday is None or context.published is None:
        return None
    wanted = p.WEEKDAY_NUMBER[weekday.rstrip(".").lower()]
    here = context.published.year
    for year in (here, here - 1, here + 1):
        value = v.day_value(year, month, day)
        if value and dt.date.fromisoformat(value).isoweekday() == wanted:
            days_off = abs((dt.date.fromisoformat(value) - context.published).days)
            if days_off <= 200:
                return year
    return None


@resolver
def resolve_iso(match: Match, context: Context) -> list[Found]:
    value = v.day_value(int(match["y"]), int(match["m"]), int(match["d"]))
    if value is None:
        return []
    return one(match, f"{value}T{match['t']}{match['z'] or ''}", "time") if match["t"] else one(match, value)


@resolver
def resolve_numeric(match: Match, context: Context) -> list[Found]:
    """Day or month first? A number above twelve tells, here or in another date of the article; else nothing does."""
    a, b, year = int(match["a"]), int(match["b"]), int(match["y"])
    short = len(match["y"]) == 2
    if short:
        year += 1900 if year > 50 else 2000
    if a == b or match["sep"] == "." or (a > 12 >= b):
        value = v.day_value(year, b, a)
    elif b > 12 >= a:
        value = v.day_value(year, a, b)
    elif v.day_value(year, a, b) is None:
        return []
    else:
        order = context.numeric_order()
        if order is None:
            return [] if short else [replace(found, ambiguous=True) for found in one(match, None)]
        value = v.day_value(year, b, a) if order == "day" else v.day_value(year, a, b)
    return one(match, value) if value else []


@resolver
def resolve_week_of(match: Match, context: Context) -> list[Found]:
    month = p.MONTH_NUMBER[(match["month"] or match["month2"]).rstrip(".").lower()]
    number = int(re.sub(r"\D", "", match["day"] or match["day2"]))
    year = int(match["year"]) if match["year"] else year_of(context, month, number, match.start(), match.end())
    day = v.day_value(year, month, number) if year else None
    if day is None:
        return one(match, None, unanchored=True) if year is None else []
    to_value = v.to_week if match["unit"].lower() == "week" else v.to_weekend
    return one(match, to_value(dt.date.fromisoformat(day)))


@resolver
def resolve_month_first(match: Match, context: Context) -> list[Found]:
    """ "January first", as broadcasters write the first of a month."""
    month = p.MONTH_NUMBER[match["month"].rstrip(".").lower()]
    day = p.ORDINAL_WORD[match["nth"].lower()]
    year = int(match["year"]) if match["year"] else year_of(context, month, day, match.start(), match.end())
    value = v.day_value(year, month, day) if year else None
    return one(match, value, unanchored=year is None) if value or year is None else []


@resolver
def resolve_day_of_month(match: Match, context: Context) -> list[Found]:
    if context.published is None:
        return unknown(match)
    month = v.add_months(context.published, {"last": -1, "next": 1}.get(match["near"].lower(), 0))
    value = v.day_value(month.year, month.month, int(match["day"][:-2]))
    return one(match, value) if value else []
