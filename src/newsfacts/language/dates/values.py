"""Calendar arithmetic on TIMEX3 values: nothing here knows a word of English."""

from __future__ import annotations

import calendar
import datetime as dt
import re
from collections.abc import Sequence

Days = tuple[dt.date, dt.date]

_SHAPES = [
    (kind, re.compile(pattern))
    for kind, pattern in (
        ("day", r"(\d{4})-(\d\d)-(\d\d)(?:T.*)?"),
        ("month", r"(\d{4})-(\d\d)"),
        ("year", r"(\d{4})"),
        ("decade", r"(\d{3})"),
        ("century", r"(\d{2})"),
        ("week", r"(\d{4})-W(\d\d)"),
        ("weekend", r"(\d{4})-W(\d\d)-WE"),
        ("quarter", r"(\d{4})-Q([1-4])"),
        ("half", r"(\d{4})-H([12])"),
    )
]


def day_value(year: int, month: int, day: int) -> str | None:
    """ISO day, None when the calendar has no such day."""
    try:
        return dt.date(year, month, day).isoformat()
    except ValueError:
        return None


def to_month(year: int, month: int) -> str:
    """``2024-11``."""
    return f"{year:04d}-{month:02d}"


def to_week(day: dt.date) -> str:
    """The ISO week a day lies in: ``2024-W47``."""
    year, week, _ = day.isocalendar()
    return f"{year:04d}-W{week:02d}"


def to_weekend(day: dt.date) -> str:
    """The weekend that ends the ISO week a day lies in: ``2024-W47-WE``."""
    return to_week(day) + "-WE"


def to_quarter(day: dt.date) -> str:
    """The calendar quarter a day lies in: ``2024-Q4``."""
    return f"{day.year:04d}-Q{(day.month - 1) // 3 + 1}"


def last_day_of(year: int, month: int) -> dt.date:
    """The last day of a month."""
    return dt.date(year, month, calendar.monthrange(year, month)[1])


def add_months(day: dt.date, months: int) -> dt.date:
    """The same day some months on, or the last of that month when it is shorter."""
    index = day.year * 12 + day.month - 1 + months
    year, month = index // 12, index % 12 + 1
    return min(dt.date(year, month, 1) + dt.timedelta(day.day - 1), last_day_of(year, month))


def shift(anchor: dt.date, count: int, unit: str) -> str | None:
    """The day, week, month, year … that lies ``count`` units from ``anchor``; None beyond the calendar.

    The value is as fine as the unit: three years before 2024-11-20 is ``2021``.
    """
    try:
        if unit == "day":
            return (anchor + dt.timedelta(count)).isoformat()
        if unit in ("week", "fortnight"):
            return to_week(anchor + dt.timedelta(weeks=count * (2 if unit == "fortnight" else 1)))
        if unit == "weekend":
            return to_weekend(anchor + dt.timedelta(weeks=count))
        if unit == "month":
            return add_months(anchor, count).isoformat()[:7]
        if unit == "quarter":
            return to_quarter(add_months(anchor, 3 * count))
        size, digits = {"year": (1, 4), "decade": (10, 3), "century": (100, 2)}[unit]
        return dt.date(anchor.year + count * size, 1, 1).isoformat()[:digits]
    except (KeyError, OverflowError, ValueError):
        return None


def to_days(value: str | None) -> Days | None:
    """The first and last day that a TIMEX3 date value covers; None for one whose days cannot be known.

    Seasons (which hemisphere?), fiscal years, references and years before Christ have none.
    """
    if value is None:
        return None
    for kind, shape in _SHAPES:
        if (match := shape.fullmatch(value)) is None:
            continue
        n = [int(g) for g in match.groups()]
        try:
            return _days_of(kind, n)
        except (ValueError, OverflowError):
            return None
    return None


def _days_of(kind: str, n: list[int]) -> Days:
    if kind == "day":
        day = dt.date(n[0], n[1], n[2])
        return day, day
    if kind == "month":
        return dt.date(n[0], n[1], 1), last_day_of(n[0], n[1])
    if kind in ("week", "weekend"):
        first = dt.date.fromisocalendar(n[0], n[1], 1 if kind == "week" else 6)
        return first, dt.date.fromisocalendar(n[0], n[1], 7)
    if kind in ("quarter", "half"):
        size = 3 if kind == "quarter" else 6
        return dt.date(n[0], (n[1] - 1) * size + 1, 1), last_day_of(n[0], n[1] * size)
    size = {"year": 1, "decade": 10, "century": 100}[kind]
    return dt.date(n[0] * size, 1, 1), dt.date(n[0] * size + size - 1, 12, 31)


def weekday_from(anchor: dt.date, weekday: int, direction: int, *, strict: bool = False) -> dt.date:
    """The nearest ISO ``weekday`` (1 is Monday) on or before (direction -1) or on or after (+1) ``anchor``.

    With ``strict``, ``anchor`` itself does not count.
    """
    gap = ((weekday - anchor.isoweekday()) * direction) % 7
    if strict and gap == 0:
        gap = 7
    return anchor + dt.timedelta(gap * direction)


def easter(year: int) -> dt.date:
    """Western Easter Sunday (the anonymous Gregorian algorithm, Nature 1876)."""
    a, b, c = year % 19, year // 100, year % 100
    d, e = b // 4, b % 4
    g = (8 * b + 13) // 25
    h = (19 * a + b - d - g + 15) % 30
    i, k = c // 4, c % 4
    m = (32 + 2 * e + 2 * i - h - k) % 7
    n = (a + 11 * h + 22 * m) // 451
    month, day = divmod(h + m - 7 * n + 114, 31)
    return dt.date(year, month, day + 1)


def orthodox_easter(year: int) -> dt.date:
    """Orthodox Easter Sunday (Meeus, Astronomical Algorithms, 1991: the Julian calendar's, told in the Gregorian)."""
    a, b, c = year % 4, year % 7, year % 19
    d = (19 * c + 15) % 30
    month, day = divmod(d + (2 * a + 4 * b - d + 34) % 7 + 114, 31)
    return dt.date(year, month, day + 1) + dt.timedelta(year // 100 - year // 400 - 2)


def rosh_hashanah(year: int) -> dt.date:
    """The Jewish new year's day (Reingold and Dershowitz, Calendrical Calculations: conjunction and postponements)."""

    def elapsed(hebrew: int) -> int:
        months = (235 * hebrew - 234) // 19
        day = 29 * months + (12084 + 13753 * months) // 25920
        return day + ((3 * (day + 1)) % 7 < 3)

    before, here, after = (elapsed(year + 3761 + step) for step in (-1, 0, 1))
    late = 2 if after - here == 356 else 1 if here - before == 382 else 0
    return dt.date.fromordinal(here + late - 1373427)


_HOLIDAY = re.compile(
    r"(?P<feast>[EOR])(?P<off>[+-]\d+)"
    r"|(?P<month>\d\d)-(?:(?P<nth>L|\d)-(?P<weekday>\d)(?P<after>\+\d)?|(?P<day>\d\d)(?:<(?P<back>\d))?)"
)
_FEASTS = {"E": easter, "O": orthodox_easter, "R": rosh_hashanah}


def holiday(rule: str | Sequence[str], year: int) -> dt.date | None:
    """The day of a holiday in a year, by the notation of ``lexicon/dates.toml``; None when nothing tells it."""
    if not isinstance(rule, str):
        return next((dt.date.fromisoformat(day) for day in rule if day.startswith(f"{year:04d}")), None)
    match = _HOLIDAY.fullmatch(rule)
    if match is None or not 1 < year < 9998:
        return None
    if match["feast"]:
        return _FEASTS[match["feast"]](year) + dt.timedelta(int(match["off"]))
    if match["day"]:
        fixed = dt.date(year, int(match["month"]), int(match["day"]))
        return weekday_from(fixed, int(match["back"]), -1) if match["back"] else fixed
    nth = -1 if match["nth"] == "L" else int(match["nth"])
    day = nth_weekday(year, int(match["month"]), nth, int(match["weekday"]))
    return day + dt.timedelta(int(match["after"] or 0)) if day else None


def nth_weekday(year: int, month: int, nth: int, weekday: int) -> dt.date | None:
    """The ``nth`` (-1: last) ISO ``weekday`` of a month; None when the month has no such day."""
    if nth < 0:
        return weekday_from(last_day_of(year, month), weekday, -1) + dt.timedelta(weeks=nth + 1)
    day = weekday_from(dt.date(year, month, 1), weekday, 1) + dt.timedelta(weeks=nth - 1)
    return day if day.month == month else None
