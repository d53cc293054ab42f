"""Quarters and halves of calendar years, and fiscal periods, which keep a calendar of their own."""

from __future__ import annotations

import datetime as dt
import re
from dataclasses import replace

from newsfacts.language.dates import patterns as p
from newsfacts.language.dates import values as v
from newsfacts.language.dates.anchors import year_near, year_of
from newsfacts.language.dates.context import (
    LABEL_BEFORE,
    Context,
    Found,
    Match,
    is_near_sport,
    modifier_of,
    one,
    resolver,
    unknown,
)
from newsfacts.language.dates.counts import to_number, to_year
from newsfacts.language.dates.days import to_month_number
from newsfacts.language.dates.patterns import LEXICON, W, any_of
from newsfacts.language.dates.tense import FUTURE, PAST, UNKNOWN

_QUARTER = {
    "first": 1, "second": 2, "third": 3, "fourth": 4, "final": 4, "last": 4, "latter": 4,
    "1st": 1, "2nd": 2, "3rd": 3, "4th": 4,
}  # fmt: skip

# -- fiscal periods: FY2025, FY2024/2025, FY2025-Q3; their days only where the text says them -------------------------

#: "fiscal 2025, which ends Sept. 30", "the fiscal year that began in April".
_LIMITS = re.compile(
    rf"(?:,?{W}(?:that|which))?,?{W}(?P<way>(?i:end|began|begin|beginn|start)(?:s|ed|ing)?){W}(?:(?:on|in){W})?"
    rf"(?P<month>{p.MONTH_IN_DATE})(?:{W}(?P<day>{p.DAY}))?(?:,?{W}(?P<year>{p.YEAR}))?"
)


def _fiscal_year(match: Match, context: Context) -> str | None:
    """ "FY2025" or "FY2024/2025" from whichever way a match names the year."""
    groups = match.groupdict()
    text, to = (groups["fy"], groups["fyto"]) if groups.get("fy") else (groups.get("gy"), groups.get("gyto"))
    if not text:
        return None
    year = to_year(text, context.published) or 2000 + int(text[-2:])
    if not to:
        return f"FY{year:04d}"
    last = int(to) if len(to) == 4 else year // 100 * 100 + int(to)
    return f"FY{year:04d}/{last + 100 if last < year else last:04d}"


@resolver
def resolve_fiscal_year(match: Match, context: Context) -> list[Found]:
    """A fiscal year by its number; it begins in another month in each country, so its days are those the text says."""
    value = _fiscal_year(match, context)
    days = _limits(match, context)
    if value is None and days is not None:
        value = f"FY{days[1].year:04d}"
    return [replace(one(match, value)[0], days=days if value and _agrees(value, days) else None)]


_OWN_NOUN = any_of(LEXICON["own_year_nouns"])
#: Around two years in a row that are one: "the 2018-19 season", "of the season (2018-19)".
_OWN_AFTER = re.compile(
    rf"(?:[^.;\n]{{1,40}}?{p.YEAR_OF_RANGE}[-–/]\d\d)?{W}(?:[\w’'-]+{W}){{0,2}}(?i:{_OWN_NOUN})\b"
)
_OWN_BEFORE = re.compile(rf"(?i)\b(?:{_OWN_NOUN}|{any_of(LEXICON['own_years'])}{W}year)(?:{W}(?:of|for|in))?{W}\(?\Z")


@resolver
def resolve_own_year(match: Match, context: Context) -> list[Found]:
    """ "school year 2022-23"; which one "the previous coffee year" is, nobody tells."""
    return one(match, _fiscal_year(match, context))


@resolver
def resolve_own_years(match: Match, context: Context) -> list[Found]:
    """Two years in a row that are one: "the 2021/22 season".

    With a dash alone they may be told as two ("the 2020-21 crisis"), unless a word or a year before tells.
    """
    first, last = int(match["fy"]), int((_fiscal_year(match, context) or "")[7:])
    if last != first + 1 or LABEL_BEFORE.search(context.before(match.start())):
        return []
    if not match["named"] and match[0][4] != "/" and not _is_one_year(match, context):
        return []
    return one(match, f"FY{first:04d}/{last:04d}")


def _is_one_year(match: Match, context: Context) -> bool:
    """Whether a season or harvest is named around two years, or one was told before."""
    told = any(re.match(r"FY\d{4}/", found.value or "") for found in context.found)
    after, before = context.after(match.end(), 80), context.before(match.start())
    return told or _OWN_AFTER.match(after) is not None or _OWN_BEFORE.search(before) is not None


def _limits(match: Match, context: Context) -> v.Days | None:
    """The first and last day of the year whose beginning or end the text tells behind it."""
    limit = _LIMITS.match(context.text, match.end())
    if limit is None:
        return None
    month, way = to_month_number(limit["month"]), limit["way"].lower()
    day = int(re.sub(r"\D", "", limit["day"])) if limit["day"] else None
    year = int(limit["year"]) if limit["year"] else year_of(context, month, day, limit.start("month"), limit.end())
    ends = way.startswith("end")
    if year is None or (day and v.day_value(year, month, day) is None):
        return None
    stated = dt.date(year, month, day) if day else v.last_day_of(year, month) if ends else dt.date(year, month, 1)
    one_day = dt.timedelta(1)
    if ends:
        return v.add_months(stated + one_day, -12), stated
    return stated, v.add_months(stated, 12) - one_day


def _agrees(value: str, days: v.Days | None) -> bool:
    """Whether the days lie in the years that the value names: FY2025 ends, or begins, in 2025."""
    years = {int(number) for number in re.findall(r"\d{4}", value)}
    return days is not None and years <= {days[0].year, days[1].year}


@resolver
def resolve_fiscal_quarter(match: Match, context: Context) -> list[Found]:
    """ "the third quarter of fiscal 2025"; without a year it has no value."""
    if not re.search(r"(?i)fiscal|financial|FY", match[0]):
        return []  # a quarter of the calendar's
    groups = match.groupdict()
    year = f"FY{groups['plain']}" if groups.get("plain") else _fiscal_year(match, context)
    months = to_number(groups["count"]) if groups.get("count") else ""
    half = (groups["unit"] or "").lower() == "half" or groups["h"] is not None or months == "6"
    number = _QUARTER[groups["nth"].lower()] if groups["nth"] else int(groups["q"] or groups["h"])
    if months and number not in (1, 4):
        return []
    number = min(number, 2) if half else number
    known = year and months in ("", "3", "6")  # the first nine months have no name
    return one(match, f"{year}-{'H' if half else 'Q'}{number}" if known else None)


# -- of the calendar's year -------------------------------------------------------------------------------------------


@resolver
def resolve_quarter(match: Match, context: Context) -> list[Found]:
    """ "the second quarter of 2024", "last year's fourth quarter", "H1 2024"."""
    word = (_first(match, "nth", "nth2") or "").lower()
    number = _QUARTER[word] if word else int(_first(match, "q", "q2", "q3", "h", "h2") or 0)
    half = (match["unit"] or "").lower() == "half" or bool(match["h"] or match["h2"])
    if word == "latter" and not half:
        return []
    number = min(number, 2) if half else number
    given = _first(match, "year", "year2", "year3", "year4", "year5", "year6", "oyear")
    near = match["near"] or match["onear"]
    if given:
        year: int | None = to_year(given, context.published)
    elif near:
        year = year_near(near, match, context)
    elif not match["its"] and (half or word in ("last", "final") or is_near_sport(context, match)):
        return []
    elif context.published is None:
        return unknown(match)
    else:
        year = _year_of_quarter(match, context, context.published, number, half, its=bool(match["its"]))
    value = f"{year:04d}-{'H' if half else 'Q'}{number}" if year else None
    return one(match, value, modifier=modifier_of(match["part"]), unanchored=year is None)


def _first(match: Match, *names: str) -> str | None:
    """What the first of several groups that took part in a match has."""
    return next((match[name] for name in names if match[name]), None)


_IN_BEFORE = re.compile(r"(?i)\b(?:in|from|than|of|during|for|to|after|with)\s\Z")
_QUARTER_VALUE = re.compile(r"(?P<year>\d{4})-(?P<unit>[QH])(?P<number>[1-4])")


@resolver
def resolve_number_of_quarter(match: Match, context: Context) -> list[Found]:
    """ "in the second quarter after falling in the first": the nearest one before, or after it in its year."""
    last = context.found[-1] if context.found else None
    told = _QUARTER_VALUE.fullmatch(last.value or "") if last else None
    if last is None or told is None or not _IN_BEFORE.search(context.before(match.start())):
        return []
    between = context.text[last.end : match.start()]
    if len(between) > 120 or re.search(r"[.!?\n]\s", between):
        return []
    number, here, year = _QUARTER[match["nth"].lower()], int(told["number"]), int(told["year"])
    if match["onear"]:
        led = year_near(match["onear"], match, context)
        return one(match, f"{led:04d}-{told['unit']}{number}" if led else None, unanchored=led is None)
    if number == here or (told["unit"] == "H" and number > 2):
        return []
    if number > here and re.search(r"\b(?:after|from|than|following)\b", between):
        year -= 1
    return one(match, f"{year:04d}-{told['unit']}{number}")


_MONTHS_OF = {"quarter": 3, "half-year": 6, "year": 12}


@resolver
def resolve_period_by_end(match: Match, context: Context) -> list[Found]:
    """ "the quarter ended Sept. 30": of the calendar where it ends with one; another year is a fiscal one."""
    month = to_month_number(match["month"] or match["month2"])
    number = int(re.sub(r"\D", "", match["day"] or match["day2"]))
    year = int(match["year"]) if match["year"] else year_of(context, month, number, match.start(), match.end())
    value = v.day_value(year, month, number) if year else None
    if value is None:
        return one(match, None, unanchored=True) if year is None else []
    end, unit = dt.date.fromisoformat(value), match["unit"].lower()
    first = v.add_months(end + dt.timedelta(1), -_MONTHS_OF[unit])
    size = _MONTHS_OF[unit]
    if end == v.last_day_of(end.year, end.month) and end.month % size == 0:
        part = {3: f"-Q{end.month // 3}", 6: f"-H{end.month // 6}", 12: ""}[size]
        return one(match, f"{end.year:04d}{part}")
    return [replace(one(match, f"FY{end.year:04d}" if unit == "year" else None)[0], days=(first, end))]


_NEXT_OF_LIST = re.compile(rf"{W}?(?:and|or|to|through|[-–/]){W}?")


@resolver
def resolve_first_quarter(match: Match, context: Context) -> list[Found]:
    """The first of two quarters that share their year: "the first and second quarters of 2023", "Q1-Q3 2023"."""
    behind = _NEXT_OF_LIST.match(context.text, match.end())
    name, found = context.find_at(behind.end()) if behind else ("", [])
    value = found[0].value if found and name == "quarter" else None
    if value is None or not re.fullmatch(r"\d{4}-Q\d", value):
        return []
    number = _QUARTER[match["nth"].lower()] if match["nth"] else int(match["q"])
    return one(match, f"{value[:6]}{number}") if number < int(value[6]) else []


def _year_of_quarter(
    match: Match, context: Context, this: dt.date, number: int, half: bool, *, its: bool = False
) -> int:
    """The year of "the third quarter", or of "the third quarter of the year": no past lies in a quarter to come."""
    size = 6 if half else 3
    now = (this.month - 1) // size + 1
    direction = context.direction(match.start(), match.end())
    if its:
        over = direction == PAST or (direction == UNKNOWN and this.month <= 2)
        return this.year - (over and number > now)
    if direction == FUTURE:
        return this.year + (number < now)
    return this.year - (number > now or (number == now and direction == PAST and this.month % 3 == 1))


@resolver
def resolve_quarter_of_months(match: Match, context: Context) -> list[Found]:
    """ "the July-September quarter", "the March quarter": of the calendar, if its months are those of one."""
    last = to_month_number(match["last"])
    first = to_month_number(match["first"]) if match["first"] else last - 2
    if last % 3 or first != last - 2:
        return one(match, None)
    number = last // 3
    if match["year"]:
        year: int | None = int(match["year"])
    elif match["near"]:
        year = year_near(match["near"], match, context)
    else:
        this = context.published
        year = _year_of_quarter(match, context, this, number, half=False) if this else None
    return one(match, f"{year:04d}-Q{number}" if year else None, unanchored=year is None)
