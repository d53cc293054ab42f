"""Days with a month, in words and in digits."""


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
    is_of_every_year,
    is_part_of_name,
    modifier_of,
    one,
    resolver,
    unknown,
)
from newsfacts.language.dates.counts import to_year

Numbered = tuple[int, int, int]  # a day of the month, and where it stands


@resolver
def resolve_day(match: Match, context: Context) -> list[Found]:
    """A day of a month, or several of them: "May 3 and 4", "3 to 7 May 2015"."""
    month = to_month_number(match["month"])
    if match.end() == match.end("day") and is_count(context, match.start(), match.end()):
        return []
    if is_part_of_name(context, match.start(), match.end()) or _is_other_word(match, context):
        return []
    days, groups = _numbers(match), match.groupdict()
    if groups.get("each") or groups.get("every") or is_of_every_year(context, match.start(), match.end()):
        return one(match, f"XXXX-{month:02d}-{days[0][0]:02d}", "set") if len(days) == 1 else []
    start = _start_of(match, days)
    year = _stated_year(match, context, month, days[0][0], start)
    values = [v.day_value(year, month, number) if year else None for number, _, _ in days]
    if year and None in values:
        return []
    if len(days) == 1 or _is_one_night(match, days):
        return with_time(match, values[0], modifier=modifier_of(groups.get("part")), unanchored=year is None)
    return _several(match, days, values, start)


_ON = re.compile(r"\b(?:on|from|until|till|by|since|of|between|and|to|dated)\s\Z")


def _is_other_word(match: Match, context: Context) -> bool:
    """ "will march 12 miles", "may 5 of them": in small letters these are months where something more says so."""
    groups, word = match.groupdict(), match["month"]
    if not word.islower() or word.capitalize() not in p.LEXICON["months_that_are_words"]:
        return False
    told = groups.get("weekday") or groups.get("year") or re.search(r"\d(?:st|nd|rd|th)", match[0])
    return not told and _ON.search(context.before(match.start())) is None


def _start_of(match: Match, days: list[Numbered]) -> int:
    """Where the expression begins: of several days behind the month, the early hours before it are no part."""
    if len(days) > 1 and match.groupdict().get("daypart") and match.start("daypart") < match.start("month"):
        return match.start("month")
    return match.start()


def _is_one_night(match: Match, days: list[Numbered]) -> bool:
    """ "the night of March 3-4"."""
    night = (match.groupdict().get("daypart") or "").lower() == "night"
    return night and len(days) == 2 and days[1][0] == days[0][0] + 1


def _several(match: Match, days: list[Numbered], values: list[str | None], start: int) -> list[Found]:
    """Each of several days; the first span takes the month with it when the month leads, the last when it trails."""
    out: list[Found] = []
    for index, ((_, first, end), value) in enumerate(zip(days, values, strict=True)):
        if match.groupdict().get("first") is None and index == 0:
            first, end = start, match.end("day")
        elif index == len(days) - 1:
            end = match.end()
        out.append(Found(first, end, "date", value, None, value is None))
    return out


def to_month_number(word: str) -> int:
    """The number of a month from its name or abbreviation."""
    return p.MONTH_NUMBER[word.rstrip(".").lower()]


_NUMBERS = {"first": r"\d+(?:st|nd|rd|th)?", "day": r"\d+", "more": r"\d{1,2}(?=(?:st|nd|rd|th)?\b)"}


def _numbers(match: Match) -> list[Numbered]:
    """The days of the month that a match names, in reading order."""
    groups = match.groupdict()
    found = []
    for group, number in _NUMBERS.items():
        for told in re.finditer(number, groups.get(group) or ""):
            at = match.start(group)
            found.append((int(re.sub(r"\D", "", told[0])), at + told.start(), at + told.end()))
    return found


def _stated_year(match: Match, context: Context, month: int, day: int, start: int) -> int | None:
    """The year that a match says, or that its weekday, "last April 1" or the words around it tell."""
    groups = match.groupdict()
    if groups.get("year"):
        return to_year(match["year"], context.published)
    if groups.get("near"):
        return year_near(match["near"], match, context)
    year = _year_by_weekday(context, month, day, groups.get("weekday"))
    if year is None and groups.get("lead"):
        return _led_year(match, context, month, day)
    return year if year is not None else year_of(context, month, day, start, match.end())


def _led_year(match: Match, context: Context, month: int, day: int) -> int | None:
    """The year of "last April 1", "this past July 9", "next March 3"."""
    if context.published is None:
        return None
    lead, this = " ".join(match["lead"].lower().split()), context.published
    here, now = (month, day), (this.month, this.day)
    if lead in ("last", "this past"):
        return this.year - (here >= now)
    if lead in ("next", "this coming"):
        return this.year + (here <= now)
    return this.year


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
def resolve_week_of(match: Match, context: Context) -> list[Found]:
    """The calendar week of a day; a week from a day or to a day ("the week to Nov. 3") covers these seven days."""
    month = to_month_number(match["month"] or match["month2"])
    number = int(re.sub(r"\D", "", match["day"] or match["day2"]))
    year = _stated_year(match, context, month, number, match.start())
    value = v.day_value(year, month, number) if year else None
    if value is None:
        return one(match, None, unanchored=True) if year is None else []
    day, way = dt.date.fromisoformat(value), match["way"].lower()
    if match["unit"].lower() == "weekend":
        return one(match, v.to_weekend(day))
    sunday = day.isoweekday() == 7  # "the week of" a Sunday begins on it
    if way == "of" and not sunday:
        return one(match, v.to_week(day))
    first = day - dt.timedelta(6 if way.startswith("end") or way == "to" else 0)
    last, middle = first + dt.timedelta(6), first + dt.timedelta(3)
    return [replace(found, days=(first, last)) for found in one(match, v.to_week(middle))]


@resolver
def resolve_month_first(match: Match, context: Context) -> list[Found]:
    """ "January first", as broadcasters write the first of a month."""
    month = to_month_number(match["month"])
    groups = match.groupdict()
    day = p.ORDINAL_WORD[(groups["nth"] or groups["nth2"] or "").lower()]
    year = int(match["year"]) if match["year"] else year_of(context, month, day, match.start(), match.end())
    value = v.day_value(year, month, day) if year else None
    return one(match, value, unanchored=year is None) if value or year is None else []


@resolver
def resolve_day_of_month(match: Match, context: Context) -> list[Found]:
    """ "the 15th of last month", "the 15th of every month"."""
    number = p.ORDINAL_WORD.get(match["day"].lower()) or int(match["day"][:-2])
    if match["near"].lower() in ("each", "every"):
        return one(match, f"XXXX-XX-{number:02d}", "set")
    if context.published is None:
        return unknown(match)
    month = v.add_months(context.published, {"last": -1, "next": 1}.get(match["near"].lower(), 0))
    value = v.day_value(month.year, month.month, number)
    return one(match, value) if value else []
