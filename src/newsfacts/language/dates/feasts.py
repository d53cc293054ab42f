"""Seasons, holidays, days with a name, sets, and words without a day of their own."""

# ruff: noqa: E501

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Callable
from dataclasses import replace
from typing import cast

from newsfacts.language.dates import patterns as p
from newsfacts.language.dates import values as v
from newsfacts.language.dates.anchors import stated_year, year_near
from newsfacts.language.dates.clocks import has_clock, time_value
from newsfacts.language.dates.context import (
    CAPITAL_BEFORE,
    Context,
    Found,
    Match,
    is_of_every_year,
    is_part_of_name,
    modifier_of,
    one,
    resolver,
    unknown,
)
from newsfacts.language.dates.counts import is_range, to_duration, to_number, to_year
from newsfacts.language.dates.patterns import LEXICON, W
from newsfacts.language.dates.tense import FUTURE, PAST, UNKNOWN


@resolver
def resolve_every(match: Match, context: Context) -> list[Found]:
    word = match["unit"].lower()
    if word == "second" and not match["count"]:
        return []
    if word in LEXICON["dayparts"] and (word != "night" or has_clock(match)):
        timed = time_value(match, "XXXX-XX-XX", word) if has_clock(match) else None
        return one(match, timed or "XXXX-XX-XX" + LEXICON["dayparts"][word], "set")
    if word in LEXICON["seasons"]:
        return one(match, f"XXXX-{LEXICON['seasons'][word]}", "set")
    if word == "quarter":
        return one(match, "P3M", "set")
    if word in p.KINDS_OF_DAYS:
        return one(match, p.KINDS_OF_DAYS[word], "set")
    number = to_number(match["count"]) if match["count"] else "2" if (match["other"] or "").lower() == "other" else "1"
    low = match["low"] if is_range(match["low"], number) else None
    return one(match, to_duration(number, p.UNIT_OF[word]), "set", "EQUAL_OR_LESS" if low else None)


@resolver
def resolve_times(match: Match, context: Context) -> list[Found]:
    """ "twice a week", "once every five years"."""
    number, unit = (to_number(match["count"]), match["units"]) if match["count"] else ("1", match["unit"])
    return one(match, to_duration(number, p.UNIT_OF[unit.lower()]), "set")


@resolver
def resolve_frequency(match: Match, context: Context) -> list[Found]:
    before, after, word = context.before(match.start()), context.after(match.end()), match["word"]
    if word[0].isupper() and not re.search(r"(?:\A|\n|[.!?:][\"”’]?\s|[\"“‘])\Z", before):
        return []
    if re.match(rf"{W}(?:newspapers?|papers?|tabloids?|magazines?|[A-Z])|-", after):
        return []
    return one(match, LEXICON["frequencies"][word.lower()], "set")


@resolver
def resolve_season(match: Match, context: Context) -> list[Found]:
    """ "the spring of 2022", "last year's summer", "this fall", "in the winter"."""
    if is_part_of_name(context, match.start(), match.end()):
        return []
    code, part = LEXICON["seasons"][match["season"].lower()], modifier_of(match["part"])
    near = " ".join((match["near"] or match["near2"] or "").lower().split())
    said, led = match["year"] or match["oyear"] or match["byear"], match["rel"] or match["onear"]
    if match["byear"] and _is_apart(match, context):
        return []
    if match["season"][0].isupper() and _TITLED_YEAR.search(match[0]):
        return []  # a song: "Summer of '69"
    if said or led:
        year = to_year(said, context.published) if said else year_near(led, match, context)
        return one(match, f"{year:04d}-{code}" if year else None, modifier=part, unanchored=bool(led) and year is None)
    if not near and not _is_time_of_year(match, context):
        return []
    if near in _BESIDE_TOLD:
        return one(match, None, modifier=part)
    if context.published is None:
        return unknown(match, modifier=part)
    direction = UNKNOWN if near in _SEASON_STEPS else context.direction(match.start(), match.end())
    step = _SEASON_STEPS.get(near) or _SEASON_STEPS_BY_TENSE[direction]
    year = context.published.year + step(_MIDDLE_MONTH[code], context.published.month)
    return one(match, f"{year:04d}-{code}", modifier=part)


_FALL_NOUN = re.compile(rf"{W}(?:campaign|collection|election|elections|semester|season|session|term|timetable)\b")
_IN_YEAR = re.compile(r"(?i)\bin\s\Z")
_SEASON_VERB = re.compile(rf"{W}(?:came|comes|began|begins|started|starts|arrived|ended|lasted|brought|was|is)\b")


def _is_apart(match: Match, context: Context) -> bool:
    """ "the 2021 fall of Kabul", "the 2018 Winter Games", "In 2017 winter came late": the season is not the year's."""
    told = _IN_YEAR.search(context.before(match.start())) and _SEASON_VERB.match(context.after(match.end()))
    drop = match["season"] == "fall" and _FALL_NOUN.match(context.after(match.end())) is None
    return drop or match["season"][0].isupper() or told is not None


_TITLED_YEAR = re.compile(r"\A[A-Z]\w+\s(?:of\s)?['’]\d\d\Z")
_SEASON_LEAD = re.compile(
    rf"(?i)\b(?:in|since|until|by|during|for|over|through|throughout|before|after){W}\Z"
)
_SEASON_NOUN = re.compile(rf"{W}(?:of|in|from|to|by)\b")
_SEASON_ENDS = re.compile(
    rf"{W}?[.,;:)]|{W}(?:and|when|as|with|at|after|before|election|semester|session)\b"
)


def _is_time_of_year(match: Match, context: Context) -> bool:
    """Fall and spring are verbs and nouns first: only "in the spring", "since autumn" are times."""
    after, season = context.after(match.end()), match["season"]
    if season[0].isupper() or _SEASON_LEAD.search(context.before(match.start(), 24)) is None or _SEASON_NOUN.match(after):
        return False
    return season not in ("fall", "spring") or _SEASON_ENDS.match(after) is not None


#: Counted from a season told before, whose days nobody knows.
_BESIDE_TOLD = ("the following", "the previous", "the preceding")
_MIDDLE_MONTH = {"SP": 4, "SU": 7, "FA": 10, "WI": 1}
_Step = Callable[[int, int], int]


def _back(middle: int, month: int) -> int:
    return -1 if middle + 1 >= month else 0


def _ahead(middle: int, month: int) -> int:
    return 1 if middle - 1 <= month else 0


def _this(middle: int, month: int) -> int:
    return 0


#: By how many years a season lies from this year's, told its middle month and the month of publication: by the word
#: before it, else by the tense.
_SEASON_STEPS: dict[str, _Step] = {
    "last": _back, "this past": _back, "next": _ahead, "this coming": _ahead, "the coming": _ahead, "coming": _ahead,
    "this": _this,
}  # fmt: skip
_SEASON_STEPS_BY_TENSE: dict[int, _Step] = {
    UNKNOWN: _this,
    FUTURE: lambda middle, month: 1 if middle + 2 < month else 0,
    PAST: lambda middle, month: -1 if middle - 1 > month else 0,
}


#: The day follows, and is the expression: "Waitangi Day - February 6".
_DAY_FOLLOWS = re.compile(
    rf"{W}?[-–—,(]{W}?(?:on{W})?(?:{p.MONTH_IN_DATE}{W}{p.DAY}|{p.DAY}{W}{p.MONTH_IN_DATE})"
)
_NO_FEAST = re.compile(r"[^\S\n](?:[A-Z][a-z]+|trees?|Island|shopping|rally|party|gifts?|cards?)\b")


def _is_surname(context: Context, start: int, end: int) -> bool:
    """Whether a feast ends the name of a person."""
    span = context.doc.char_span(start, end, alignment_mode="expand")
    return span is not None and all(token.ent_type_ == "PERSON" for token in span)


@resolver
def resolve_holiday(match: Match, context: Context) -> list[Found]:
    """The day of a feast: in the year said with it, else in the direction of its clause."""
    start, end, name = match.start(), match.end(), _to_name(match["name"])
    if _is_no_feast(match, name, context):
        return []
    rule = _feast(name, start, match.end("name"), context)
    if match["every"] or is_of_every_year(context, start, end):
        return one(match, f"XXXX-{rule}" if isinstance(rule, str) and _FIXED.fullmatch(rule) else None, "set")
    if (year := _year_said(match, context)) is not None:
        return _feast_on(match, v.holiday(rule, year))
    if (told := _day_told(match, context)) is not None:
        return one(match, told)
    if context.published is None or match["near"]:
        return unknown(match)
    lead = (match["lead"] or "").lower()
    led = PAST if lead.endswith(("last", "past")) else FUTURE if lead.startswith(("next", "this coming")) else UNKNOWN
    direction = led or context.direction(start, end)
    return _feast_on(match, _in_direction(_days_around(rule, context.published), direction, context.published))


def _to_name(text: str) -> str:
    """A feast's name as the table has it: one blank between words, a straight apostrophe."""
    return " ".join(text.split()).replace("’", "'")


def _is_no_feast(match: Match, name: str, context: Context) -> bool:
    """Whether what stands beside the name makes another thing of it, or a person's."""
    end, stated = match.end(), match["year"] or match["near"]
    if _DAY_FOLLOWS.match(context.text, end) or (not stated and _NO_FEAST.match(context.text, end)):
        return True
    behind_name = CAPITAL_BEFORE.search(context.before(match.start())) is not None
    # Abu Eid, Johnnie Christmas
    return behind_name and (name == "Eid" or _is_surname(context, match.start(), match.end("name")))


def _year_said(match: Match, context: Context) -> int | None:
    """The year that the expression itself or its sentence says."""
    if match["year"]:
        return int(match["year"])
    if match["near"]:
        return year_near(match["near"], match, context)
    return stated_year(context, match.start(), match.end())


def _days_around(rule: str | list[str], day: dt.date) -> list[dt.date]:
    """The days of a feast in the year of a day, the one before and the one after."""
    return [found for step in (-1, 0, 1) if (found := v.holiday(rule, day.year + step))]


def _feast_on(match: Match, day: dt.date | None) -> list[Found]:
    """The day of a feast, or its weekend: from a Friday or Thursday on, or until a Monday or Tuesday."""
    found = one(match, day.isoformat() if day else None)
    if not match["weekend"] or day is None:
        return found
    near = day - dt.timedelta(7) if day.isoweekday() < 3 else day
    value = v.to_weekend(near) if day.isoweekday() != 3 else None
    days = v.to_days(value)
    return [replace(found[0], value=value, days=(min(day, days[0]), max(day, days[1])) if days else None)]


def feast_days(name: str, start: int, end: int, context: Context) -> list[dt.date]:
    """The days that a feast named in the text has in the years around that of publication."""
    rule = _feast(_to_name(name), start, end, context)
    return _days_around(rule, context.published) if context.published else []


#: "Eid al-Fitr, which fell on April 10": what the article says counts for more than any rule.
_FALLS = re.compile(rf",?{W}(?:(?:which|that){W})?(?:falls?|fell|is|was|will{W}(?:fall|be)|comes?|came){W}on{W}")
_A_DAY = re.compile(r"\d{4}-\d\d-\d\d")


def _day_told(match: Match, context: Context) -> str | None:
    """The day that the article says a feast is on."""
    falls = _FALLS.match(context.text, match.end())
    found = context.find_at(falls.end())[1] if falls else []
    value = (found[0].value or "") if len(found) == 1 else ""
    return value if _A_DAY.fullmatch(value) else None


_FIXED = re.compile(r"\d\d-\d\d")


def _in_direction(days: list[dt.date], direction: int, this: dt.date) -> dt.date | None:
    if direction == PAST:
        return max((day for day in days if day <= this), default=None)
    if direction == FUTURE:
        return min((day for day in days if day >= this), default=None)
    return min(days, key=lambda day: abs((day - this).days), default=None)


def _feast(name: str, start: int, end: int, context: Context) -> str | list[str]:
    """The rule of a feast; of a national day, that of the state named beside it."""
    rule = LEXICON["holidays"].get(name)
    if isinstance(rule, str) and rule in LEXICON["holidays"]:
        rule = LEXICON["holidays"][rule]  # another name of the same feast
    if rule is not None:
        return cast("str | list[str]", rule)
    days: dict[str, str] = LEXICON["state_days"][name]
    state = _state_beside(start, end, context)
    if state is None and (shown := _rule_of_dateline(days, context)) is not None:
        return shown
    return days.get(state or "*", days.get("*", ""))


_MARKING, _OF_STATE = LEXICON["marking"], re.compile(r"\s(?:of|in)\s(?:the\s)?")
#: "Ghana's", "Ghanaian", "Ghana marked its 67th".
_STATE_LEADS = re.compile(
    rf"(?:['’]s?)?\s|\s(?:\w+ly\s)?{p.any_of(_MARKING['verbs'])}\s(?:(?:{p.any_of(_MARKING['before'])})\s)?(?:\d+(?:st|nd|rd|th)\s)?"
)


def _state_beside(start: int, end: int, context: Context) -> str | None:
    """The state whose day it is by the words beside: "Ghana's Independence Day", "Ghana marked Independence Day"."""
    for country in context.doc._.countries:
        for mention in country.mentions:
            leads = mention.end < start and _STATE_LEADS.fullmatch(context.text, mention.end, start)
            if leads or (end < mention.start and _OF_STATE.fullmatch(context.text, end, mention.start)):
                return cast("str", country.code)
    return None


def _rule_of_dateline(days: dict[str, str], context: Context) -> str | None:
    """The day in the dateline's country, unless the text names another one that has such a day on another date."""
    dateline = context.doc._.dateline
    here = days.get(dateline.country or "") if dateline is not None else None
    named = {days[country.code] for country in context.doc._.countries if country.code in days}
    return here if here is not None and named <= {here} else None


@resolver
def resolve_event(match: Match, context: Context) -> list[Found]:
    value = LEXICON["events"][" ".join(match["name"].split())]
    if context.published and value > context.published.isoformat():
        return []  # another day of that name, before the famous one
    words = re.match(rf"(?:{p.MONTH_IN_DATE}{W}{p.DAY}|{p.DAY}{W}{p.MONTH_IN_DATE})", match[0])
    return one(match, value, end=match.start() + words.end() if words else None)


@resolver
def resolve_reference(match: Match, context: Context) -> list[Found]:
    word, before, after = " ".join(match["word"].lower().split()), context.before(match.start()), context.after(match.end())
    if word == "soon" and (re.search(r"(?i)\b(?:as|too|how)\s\Z", before) or re.match(rf"{W}(?:after|as|before|afterwards?|thereafter|became|followed)\b|er\b|-", after)):
        return []
    if word == "now" and (re.match(rf"-|\.[a-z]|{W}and{W}(?:again|then)\b", after) or (match["word"][0] == "N" and CAPITAL_BEFORE.search(before))):
        return []
    if re.search(r"[-–]\Z", before):
        return []
    if word == "the moment" and (not re.search(r"(?i)\bat\s\Z", before) or re.match(rf"{W}(?:of|when|that|the|he|she|it|they)\b", after)):
        return []
    if word == "this time" and (not re.search(r"(?i)(?<!year\s)(?<!month\s)(?<!ago\s)\bat\s\Z", before) or not re.match(r"\s?[.,;:)\"”]|\Z", after)):
        return []
    if word == "the future" and (re.match(rf"{W}of\b", after) or not re.search(r"(?i)\bin\s\Z", before)):
        return []
    if match["word"][0].isupper() and re.match(r"[^\S\n][A-Z]", after) and CAPITAL_BEFORE.search(before):
        return []
    return one(match, LEXICON["references"][word])


@resolver
def resolve_the_past(match: Match, context: Context) -> list[Found]:
    return one(match, "PAST_REF") if re.search(r"(?i)\bin\s\Z", context.before(match.start())) else []
