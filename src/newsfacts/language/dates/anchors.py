"""The year or the day that an expression leaves out: from the words around it, the tense and the publication day."""


from __future__ import annotations

import datetime as dt
import re

from newsfacts.language.dates import patterns as p
from newsfacts.language.dates import values as v
from newsfacts.language.dates.context import Context, Match
from newsfacts.language.dates.patterns import W
from newsfacts.language.dates.tense import FUTURE, PAST, SET, UNKNOWN

_STATED_DAY = re.compile(
    rf"{W}?\((?:{p.WEEKDAY_IN_DATE},?{W})?(?:(?P<month>{p.MONTH_IN_DATE}){W}(?P<day>{p.DAY})|(?P<day2>{p.DAY}){W}"
    rf"(?P<month2>{p.MONTH_IN_DATE}))(?:,?{W}(?P<year>{p.YEAR}))?\)"
)


def stated_day(context: Context, end: int) -> dt.date | None:
    """The day in brackets behind "today", "this afternoon" or a weekday: "today (July 5)"."""
    match = _STATED_DAY.match(context.text, end)
    if match is None:
        return None
    month = p.MONTH_NUMBER[(match["month"] or match["month2"]).rstrip(".").lower()]
    number = int(re.sub(r"\D", "", match["day"] or match["day2"]))
    if match["year"]:
        years = [int(match["year"])]
    elif context.published:
        years = [context.published.year + step for step in (-1, 0, 1)]
    else:
        return None
    days = [dt.date.fromisoformat(value) for y in years if (value := v.day_value(y, month, number))]
    this = context.published
    return min(days, key=lambda d: abs((d - this).days) if this else 0, default=None)


def year_near(word: str, match: Match, context: Context) -> int | None:
    """The year of "this", "last", "next", "that", "the same" or "the new" year."""
    word = " ".join(word.lower().split()).replace("the coming", "coming")
    if word in ("that", "the same"):
        reference = context.reference(match.start(), match.end(), 0)
        return reference[0].year if reference else None
    if context.published is None:
        return None
    if word == "the new":
        return context.published.year + (context.published.month > 6)
    return context.published.year + {"last": -1, "next": 1, "coming": 1}.get(word, 0)


_LATER_YEAR = re.compile(
    rf"(?:{W}?(?:to|and|through|until|till|or|–|—|-|,|&){W}?)(?:(?:the{W})?(?:{p.PART}))?"
    rf"(?:(?P<month>{p.MONTH_IN_DATE})(?:{W}{p.DAY})?|(?P<day>{p.DAY}){W}(?P<month2>{p.MONTH_IN_DATE}))"
    rf"(?:,?{W}(?:(?:of|in){W})?(?P<year>{p.YEAR}))"
)


def shared_year(context: Context, end: int, month: int) -> int | None:
    """The year that a later month of a range or list lends: "March 3 to May 6, 2010"."""
    match = _LATER_YEAR.match(context.text, end)
    if match is None:
        return None
    later = p.MONTH_NUMBER[(match["month"] or match["month2"]).rstrip(".").lower()]
    return int(match["year"]) - (1 if month > later else 0)


_YEAR_BEHIND = re.compile(
    rf"(?P<between>(?:{W}(?!(?:in|of)\b)[a-z]+){{0,2}}){W}(?:in|of){W}(?P<year>{p.YEAR})(?={W}?[.,;:)]|{W}[a-z]|{W}?\Z)"
)


_YEAR_AHEAD = re.compile(
    rf"(?:\A|[.!?:\n\"“”][^\S\n]*)(?:In|By|Back{W}in){W}(?P<year>{p.YEAR})(?P<between>(?:(?!\b{p.YEAR}\b)[^.;!?\n]){{0,120}})\Z"
    rf"|\b(?:in|by){W}(?P<year2>{p.YEAR}),{W}(?:in|by|around|on|at|during){W}(?:the{W})?\Z"
)


def stated_year(context: Context, start: int, end: int) -> int | None:
    """The year said with a month, day or feast: "In 2018 he came in May", "in May in 2018", "the May vote in 2021"."""
    ahead = _YEAR_AHEAD.search(context.before(start, 160))
    if ahead is not None and (len(ahead["between"] or "") < 14 or context.direction(start, end) != FUTURE):
        return int(ahead["year"] or ahead["year2"])
    behind = _YEAR_BEHIND.match(context.after(end, 60))
    if behind and (not behind["between"] or re.search(rf"(?i)\bthe{W}\Z", context.before(start, 8))):
        return int(behind["year"])
    return None


_CONTINUES = re.compile(rf"{W}?(?:to|through|until|till|and|–|—|-){W}?(?:the{W})?\Z")


def earlier_end(context: Context, start: int) -> dt.date | None:
    """The first day of the date that this one continues: "from Saturday to" Wednesday."""
    if not context.found:
        return None
    last = context.found[-1]
    gap = context.text[last.end : start]
    if len(gap) > 12 or last.type not in ("date", "time") or last.bare or not _CONTINUES.fullmatch(gap):
        return None
    if "and" in gap and not re.search(r"(?i)\bbetween\s+\Z", context.before(last.start)):
        return None
    days = v.to_days(last.value)
    return days[0] if days else None


def given_year(context: Context, month: int, day: int | None, start: int, end: int) -> int | None:
    """The year that the words around a month or day say: of a range it belongs to, or stated with it."""
    if (lent := shared_year(context, end, month)) is not None:
        return lent
    if (said := stated_year(context, start, end)) is not None:
        return said
    if (first := earlier_end(context, start)) is not None:
        return first.year + (1 if (month, day or 31) < (first.month, first.day if day else 1) else 0)
    if day and context.found and context.text[context.found[-1].end : start].strip() == "(":
        days = v.to_days(context.found[-1].value)  # "today (July 5)": the day just resolved by these words
        if days is not None and (days[0].month, days[0].day) == (month, day):
            return days[0].year
    return None


_NEAREST = re.compile(r"(?i)\b(?:beginning|starting|effective)\s(?:on\s|from\s)?\Z")
_BACK = re.compile(r"\b(?:since|last)\s+\Z")
_AHEAD = re.compile(r"\b(?:ahead of|upcoming|ahead of the|ahead of an?|next|starting|beginning|by|until|till)\s+\Z")
_LIMIT = re.compile(r"\b(?:before|by|until|till)\s+\Z")


def _pointed(context: Context, start: int, end: int) -> tuple[int, bool]:
    """The direction of a month or day without a year, and whether a noun stands between it and its verb."""
    direction, nominal = context.tense(start, end)
    before = context.before(start, 80).lower()
    if SET.search(before) or (direction == PAST and _NEAREST.search(before)):
        direction = UNKNOWN  # "the trial, set for March 4, was called off": the nearest day
    if _BACK.search(before):
        return PAST, False
    if (_AHEAD.search(before) and direction != PAST) or (nominal and _LIMIT.search(before)):
        return FUTURE, False  # "the rest before the end of June" is still to come
    return direction, nominal


def year_of(context: Context, month: int, day: int | None, start: int, end: int) -> int | None:
    """The year of a month (and day) that names none: tense and the publication day decide."""
    if (given := given_year(context, month, day, start, end)) is not None:
        return given
    this = context.published
    if this is None or not 1 < this.year < 9998:
        return None
    here, now = ((month, day), (this.month, this.day)) if day else ((month, 0), (this.month, 0))
    direction, nominal = _pointed(context, start, end)
    back = this.year - (1 if here > now else 0)
    ahead = this.year + (1 if here < now else 0)
    coming = (_safe(ahead, month, day) - this).days
    if direction == PAST and day and 0 < coming <= _SOON and _FIXED.search(context.before(start, 40).lower()):
        return ahead  # "set the vote for June 20", printed on June 13: a day of last year would come with its year
    if direction == FUTURE and not (nominal and day):
        # "is to meet on January 4" printed on January 20 is this month's, told late, not next year's
        return this.year if day and ahead > this.year and month == this.month else ahead
    if direction == UNKNOWN or (nominal and day):
        named = next((one.value for one in reversed(context.found) if day and one.value
                      and one.value[4:10] == f"-{month:02d}-{day:02d}"), None)
        if named:  # the same day again
            return int(named[:4])
        return min((back, ahead), key=lambda y: _distance(_safe(y, month, day), this, y == ahead))
    return back


def _distance(day: dt.date, this: dt.date, ahead: bool) -> int:
    """How far a day lies, in days; one of another year, or still to come, is less likely and counts for more."""
    return abs((day - this).days) + (30 if ahead else 0) + (_OTHER_YEAR[day > this] if day.year != this.year else 0)


def nearest_day(context: Context, start: int, end: int, days: list[dt.date]) -> dt.date | None:
    """The day of several that an expression means: the nearest in the direction of its clause, or the likeliest."""
    this = context.published
    if this is None or not days:
        return None
    direction, _ = context.tense(start, end)
    back, ahead = [day for day in days if day <= this], [day for day in days if day >= this]
    if direction == PAST and back:
        return max(back)
    if direction == FUTURE and ahead:
        return min(ahead)
    return min(days, key=lambda day: _distance(day, this, day > this))


#: Newsrooms name the year of a day that is not in this one, unless it is near: worth so many days of distance,
_OTHER_YEAR = (100, 150)  # past, to come


#: What is set "for" a day, or called, is still to come.
_FIXED = re.compile(
    r"\b(?:for|from|by|until|till)\s+\Z"
    r"|\b(?:announced|called|scheduled|fixed|proposed|convened|summoned|declared)\b[^.;:]{0,25}\b(?:on|in)\s+\Z"
)


#: Days ahead within which a day of the month that names no year is this year's, whatever the tense.
_SOON = 31


def _safe(year: int, month: int, day: int | None) -> dt.date:
    return min(dt.date(year, month, 1) + dt.timedelta((day or 15) - 1), v.last_day_of(year, month))
