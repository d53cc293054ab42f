"""The n-th or last weekday, week or day of a month or year, and days told by their number alone."""

from __future__ import annotations

import datetime as dt
import re
from dataclasses import replace

from newsfacts.language.dates import patterns as p
from newsfacts.language.dates import values as v
from newsfacts.language.dates.anchors import given_year, nearest_day, year_near
from newsfacts.language.dates.clocks import with_time
from newsfacts.language.dates.context import Context, Found, Match, is_near_sport, one, resolver, unknown
from newsfacts.language.dates.counts import to_number, to_year
from newsfacts.language.dates.days import to_month_number
from newsfacts.language.dates.tense import FUTURE, PAST, UNKNOWN

_NTH = {
    "last": -1, "final": -1, "closing": -1, "penultimate": -2, "opening": 1, "last but one": -2, "next last": -2,
    "second last": -2, "third last": -3,
}  # fmt: skip
Month = tuple[int, int]


def to_nth(word: str) -> int:
    """ "second" or "2nd" is 2, "last" -1, "penultimate" and "second-to-last" -2."""
    word = re.sub(r"[-\s]+(?:to[-\s]+)?", " ", word.lower())
    return _NTH.get(word) or p.ORDINAL_WORD.get(word) or int(re.sub(r"\D", "", word))


@resolver
def resolve_nth_weekday(match: Match, context: Context) -> list[Found]:
    """ "the second Tuesday of September"."""
    nth, weekday = to_nth(match["nth"]), p.WEEKDAY_NUMBER[match["weekday"].lower()]
    months = _months(match, context)
    if not months:
        return unknown(match)
    days = [day for year, month in months if (day := v.nth_weekday(year, month, nth, weekday)) is not None]
    day = nearest_day(context, match.start(), match.end(), days) if len(months) > 1 else next(iter(days), None)
    if day and _is_of_other_month(day, match, context):
        day = None
    return one(match, day.isoformat() if day else None)


def _is_of_other_month(day: dt.date, match: Match, context: Context) -> bool:
    """ "meets on the first Friday of the month", told when that is over: a habit, or not this month."""
    if (match["nearmonth"] or "").lower() != "the":
        return False
    direction, this = context.direction(match.start(), match.end()), context.published
    return this is not None and ((direction == FUTURE and day < this) or (direction == PAST and day > this))


@resolver
def resolve_nth_weekday_of_year(match: Match, context: Context) -> list[Found]:
    """ "the last Friday of 2023", "the first Monday of the new year"."""
    nth, weekday = to_nth(match["nth"]), p.WEEKDAY_NUMBER[match["weekday"].lower()]
    said = match["year"]
    year = to_year(said, context.published) if said else year_near(match["near"], match, context)
    if year is None:
        return unknown(match)
    day = v.nth_weekday(year, 12 if nth < 0 else 1, nth, weekday)
    return one(match, day.isoformat() if day else None)


@resolver
def resolve_nth_weekday_set(match: Match, context: Context) -> list[Found]:
    """ "the third Thursday of every month": a set; TIMEX3 counts weekdays from the first only."""
    nth, weekday = to_nth(match["nth"]), p.WEEKDAY_NUMBER[match["weekday"].lower()]
    named = match["month"] or match["month2"]
    month = f"{to_month_number(named):02d}" if named else "XX"
    return one(match, f"XXXX-{month}-WXX-{weekday}-{nth}" if nth > 0 else None, "set")


@resolver
def resolve_nth_unit(match: Match, context: Context) -> list[Found]:
    """ "the last day of February" is a day; the first week or the last days of a month have no days of their own."""
    unit, nth = match["unit"].lower(), to_nth(match["nth"])
    whole_year = bool(match["year2"] or match["nearyear"] or match["nearquarter"])
    if unit.startswith("month") and match["count"] and whole_year:
        return resolve_months_at_edge(match, context)
    if unit.startswith("month") and not whole_year:
        return []
    if unit not in ("day", "month") or match["count"] or match["kind"] or (unit == "month" and nth not in (1, -1)):
        return one(match, None)
    months = _months_of_period(match, context) if whole_year else _months(match, context)
    if not months:
        return unknown(match)
    year, month = months[0] if nth > 0 else months[-1]
    if unit == "month":
        return one(match, v.to_month(year, month))
    days = [_nth_day(y, m, nth) for y, m in months]
    if whole_year or len(days) == 1:
        return one(match, (days[0] if nth > 0 else days[-1]).isoformat())
    day = nearest_day(context, match.start(), match.end(), days)
    return one(match, day.isoformat() if day else None)


@resolver
def resolve_months_at_edge(match: Match, context: Context) -> list[Found]:
    """ "the first nine months of 2021": a quarter or a half where it is one, else the days without a value."""
    nth, number = to_nth(match["nth"]), to_number(match["count"])
    if nth not in (1, -1) or number == "X":
        return one(match, None)
    months, size = _months_of_period(match, context), int(number)
    if not months:
        return unknown(match)
    if size > len(months):
        return []
    months = months[:size] if nth > 0 else months[-size:]
    if (match["nearyear"] or "").lower() == "the" and _is_over(months[-1], match, context):
        months = [(year - 1, month) for year, month in months]
    (year, first), (_, last) = months[0], months[-1]
    part = {3: f"-Q{last // 3}", 6: f"-H{last // 6}", 12: ""}.get(size)
    value = f"{year:04d}{part}" if part is not None and last % size == 0 else None
    return [replace(one(match, value)[0], days=None if value else (dt.date(year, first, 1), v.last_day_of(year, last)))]


def _is_over(last: Month, match: Match, context: Context) -> bool:
    """Whether the months of "the year" that end so are those of the last one: told as past, they are still to come."""
    this, direction = context.published, context.direction(match.start(), match.end())
    past = direction == PAST or (direction == UNKNOWN and this is not None and this.month <= 2)
    return this is not None and past and last > (this.year, this.month)


def _nth_day(year: int, month: int, nth: int) -> dt.date:
    """The n-th day of a month, from its end where ``nth`` is negative."""
    return v.last_day_of(year, month) + dt.timedelta(nth + 1) if nth < 0 else dt.date(year, month, nth)


@resolver
def resolve_unit_of_event(match: Match, context: Context) -> list[Found]:
    """ "the last week of the campaign", "the second Sunday of protests": where the campaign and the protests lie."""
    return one(match, None)


def _months(match: Match, context: Context) -> list[Month]:
    """The months that "of September", "of March next year", "in next month" may mean; none without an anchor."""
    groups = match.groupdict()
    if groups["nearmonth"]:
        word = " ".join(groups["nearmonth"].lower().split())
        if word in ("that", "the same"):
            reference = context.reference(match.start(), match.end(), 0)
            return [(reference[0].year, reference[0].month)] if reference and len(reference[1]) >= 7 else []
        if context.published is None:
            return []
        day = v.add_months(context.published, {"last": -1, "next": 1}.get(word, 0))
        return [(day.year, day.month)]
    month = to_month_number(groups["month"])
    if groups["year"] or groups["near"]:
        said = groups["year"]
        year = to_year(said, context.published) if said else year_near(groups["near"], match, context)
        return [(year, month)] if year else []
    if (year := given_year(context, month, None, match.start(), match.end())) is not None:
        return [(year, month)]
    here = context.published.year if context.published else None
    return [(here + step, month) for step in (-1, 0, 1)] if here else []


def _months_of_period(match: Match, context: Context) -> list[Month]:
    """The months of the year, or the quarter, that a match names."""
    if match.groupdict().get("nearquarter"):
        if context.published is None:
            return []
        here = v.add_months(context.published, {"last": -3, "next": 3}.get(match["nearquarter"].lower(), 0))
        first = (here.month - 1) // 3 * 3 + 1
        return [(here.year, first + step) for step in range(3)]
    if match["year2"]:
        year = to_year(match["year2"], context.published)
    else:
        near = match["nearyear"].lower()
        year = year_near("this" if near == "the" else near, match, context)
    return [(year, month) for month in range(1, 13)] if year else []


@resolver
def resolve_weekday_nth(match: Match, context: Context) -> list[Found]:
    """ "Tuesday the 14th": the day of that number which falls on that weekday; a bare number may count something."""
    bare = match["bare"] is not None
    if context.published is None:
        return [] if bare else unknown(match)
    number, weekday = to_nth(match["day"] or match["nth"] or match["bare"]), p.WEEKDAY_NUMBER[match["weekday"].lower()]
    around = _days_numbered(number, context.published, 1 if bare else 6)
    days = [day for day in around if day.isoweekday() == weekday]
    if not days and not match["day"]:
        return []
    day = nearest_day(context, match.start(), match.end(), days)
    return one(match, day.isoformat() if day else None)


_DAY_BEFORE = re.compile(r"(?i)\b(?:on|by|until|till|since|from|to|before|after|and|through)\s\Z")
_IN_MONTH = re.compile(r"\d{4}-\d\d(?:-\d\d)?")


@resolver
def resolve_nth_alone(match: Match, context: Context) -> list[Found]:
    """ "on the 15th": of the month that the sentence names before, else in the direction of its clause."""
    start, end = match.start(), match.end()
    before = None if match["daypart"] else _DAY_BEFORE.search(context.before(start))
    if (before is None and not match["daypart"]) or is_near_sport(context, match):
        return []
    number = to_nth(match["day"])
    last = context.found[-1] if context.found else None
    near = last is not None and start - last.end < 120 and not re.search(r"[.!?\n]\s", context.text[last.end : start])
    if near and last is not None and last.value and _IN_MONTH.fullmatch(last.value):
        value = v.day_value(int(last.value[:4]), int(last.value[5:7]), number)
        if not _is_told_too_late(value, match, context):
            return with_time(match, value)
    if before is not None and before[0].split()[0].lower() in ("and", "to", "through"):
        return []
    if context.published is None:
        return unknown(match)
    if context.direction(start, end) == UNKNOWN:
        return with_time(match, None)
    day = nearest_day(context, start, end, list(_days_numbered(number, context.published, 1)))
    return with_time(match, day.isoformat() if day else None)


def _is_told_too_late(value: str | None, match: Match, context: Context) -> bool:
    """Whether a day is past that is told as still to come: "opened on Oct. 3; the verdict is due on the 28th".

    What somebody said on Oct. 3 "would" come on the 28th is of that month.
    """
    if value is None or context.published is None or value >= context.published.isoformat():
        return False
    told = re.search(r"\bwould\b", context.before(match.start(), 60))
    return told is None and context.direction(match.start(), match.end()) == FUTURE


def _days_numbered(number: int, around: dt.date, months: int) -> list[dt.date]:
    """The days with a number in the months around a day."""
    found = []
    for step in range(-months, months + 1):
        month = v.add_months(around, step)
        value = v.day_value(month.year, month.month, number)
        found += [dt.date.fromisoformat(value)] if value else []
    return found
