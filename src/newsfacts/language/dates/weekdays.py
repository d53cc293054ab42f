"""Weekdays, and the words that count from today."""

# ruff: noqa: E501

from __future__ import annotations

import datetime as dt
import re

from newsfacts.language.dates import patterns as p
from newsfacts.language.dates import values as v
from newsfacts.language.dates.anchors import earlier_end, stated_day
from newsfacts.language.dates.clocks import WEEKDAY_SPAN, has_clock, is_second_of_every_day, time_value, with_time
from newsfacts.language.dates.context import (
    CAPITAL_BEFORE,
    Context,
    Found,
    Match,
    is_part_of_name,
    modifier_of,
    one,
    resolver,
    unknown,
)
from newsfacts.language.dates.counts import to_number
from newsfacts.language.dates.patterns import LEXICON, W, any_of, expand
from newsfacts.language.dates.tense import FUTURE, PAST, UNKNOWN

_PLURAL_BEHIND = re.compile(
    rf"(?:,{W}|{W}(?:and|or|&){W}){p.WEEKDAY}(?:s|{W}(?P<daypart>(?i:morning|afternoon|evening|night))s)\b"
)


@resolver
def resolve_weekday(match: Match, context: Context) -> list[Found]:
    start, end = match.start(), match.end()
    if is_part_of_name(context, start, end) or _has_hour_of_span(match, context):
        return []
    if (value := _every_week(match, context)) is not None:
        # "Monday through Friday, 9 a.m. to 5 p.m.": the hours are those of each day
        return one(match, value, "set", end=match.end("weekday") if "T" not in value and has_clock(match) else None)
    weekday, groups = p.WEEKDAY_NUMBER[match["weekday"].rstrip(".").lower()], match.groupdict()
    near = " ".join((groups.get("near") or "").lower().split())
    if near in ("the following", "the previous", "the same"):
        step = -1 if near == "the previous" else 1
        reference = context.reference(start, end, 0 if near == "the same" else step)
        if reference is None:
            return with_time(match, None, unanchored=True)
        day = v.weekday_from(reference[0], weekday, step, strict=near != "the same")
        return with_time(match, day.isoformat())
    modifier = modifier_of(groups.get("part"))
    if (stated := stated_day(context, match.end())) is not None and stated.isoweekday() == weekday:
        return with_time(match, stated.isoformat(), modifier=modifier)
    if context.published is None:
        return with_time(match, None, modifier=modifier, unanchored=True)
    return with_time(match, _day_of_weekday(match, context, context.published, near).isoformat(), modifier=modifier)


_SPAN = re.compile(WEEKDAY_SPAN)


def _has_hour_of_span(match: Match, context: Context) -> bool:
    """ "5 p.m., Monday" of "from 8 a.m. to 5 p.m., Monday to Friday": an hour of each day."""
    leads = has_clock(match) and match.start() < match.start("weekday")
    return leads and is_second_of_every_day(context, match.start()) and _SPAN.match(context.text, match.start("weekday")) is not None


def _every_week(match: Match, context: Context) -> str | None:
    """The value of a weekday that comes again: "every Monday and Friday", "Friday and Saturday nights"."""
    groups = match.groupdict()
    weekday, near = p.WEEKDAY_NUMBER[match["weekday"].rstrip(".").lower()], " ".join((groups.get("near") or "").lower().split())
    if near == "each" or near.startswith("every"):
        return to_habit(match, f"XXXX-WXX-{weekday}")
    if near:
        return None
    last = context.found[-1] if context.found else None
    if last is not None and last.type == "set":
        gap = context.text[last.end : match.start()]
        listed = (last.value or "").startswith("XXXX-WXX-") and _LISTED.fullmatch(gap)
        if listed or _EXCEPT.fullmatch(gap):
            return f"XXXX-WXX-{weekday}"
    plural = _PLURAL_BEHIND.match(context.text, match.end())
    return f"XXXX-WXX-{weekday}{_part_code(plural['daypart'])}" if plural else None


#: What stands between the weekdays of a list, or the ends of a span of them, that come again.
_LISTED = re.compile(r",?\s+(?:and|or)\s+|,\s+|-to-|\s?[-–—]\s?|\s+(?:to|through|until|till)\s+")
_EXCEPT = re.compile(r",?\s+(?:except|but not|but)(?:\s+(?:for|on))?\s+")
_HABIT = re.compile(
    rf"(?:{'|'.join(expand(words, {}) for words in LEXICON['habits'].values())}){W}(?:(?i:from|on|only|just|daily){W}){{0,2}}\Z"
)


@resolver
def resolve_habit(match: Match, context: Context) -> list[Found]:
    """The first weekday of "open Monday to Friday", "a Monday-to-Friday job": not those of one week."""
    if not (match["behind"] or _HABIT.search(context.before(match.start(), 60))):
        return []
    return one(match, f"XXXX-WXX-{p.WEEKDAY_NUMBER[match['weekday'].lower()]}", "set")


def to_habit(match: Match, days: str) -> str:
    """The value of days that come again, with the hour or the part of the day that a match names."""
    groups = match.groupdict()
    daypart = groups.get("daypart") or groups.get("dayhalf")
    timed = time_value(match, days, (daypart or "").lower()) if has_clock(match) else None
    return timed or days + _part_code(daypart)


def _part_code(daypart: str | None) -> str:
    return LEXICON["dayparts"][daypart.lower()] if daypart else ""


#: Which way a word before a weekday leads.
_LED = {"last": -1, "this past": -1, "next": 1, "this coming": 1}


def _day_of_weekday(match: Match, context: Context, this: dt.date, near: str) -> dt.date:
    """The day of a weekday: led by a word, in a week told with it, at the end of a range, or by the tense."""
    weekday, groups = p.WEEKDAY_NUMBER[match["weekday"].rstrip(".").lower()], match.groupdict()
    if groups.get("weekrel"):
        week = this + dt.timedelta(weeks={"last": -1, "next": 1}.get(groups["weekrel"].lower(), 0))
        return dt.date.fromisocalendar(*week.isocalendar()[:2], weekday)
    if near in _LED:
        return v.weekday_from(this, weekday, _LED[near], strict=True)
    if (first := earlier_end(context, match.start())) is not None:
        return v.weekday_from(first, weekday, 1, strict=True)
    direction, nominal = context.tense(match.start(), match.end())
    before = context.before(match.start(), 14).lower()
    if re.search(r"\bsince\s+\Z", before):
        return v.weekday_from(this, weekday, PAST)
    ahead = near == "this" and nominal
    if direction == UNKNOWN:
        ahead = ahead or near == "this" or re.search(r"\b(?:by|until|ahead of)\s+\Z", before) is not None
    return v.weekday_from(this, weekday, FUTURE if ahead or direction == FUTURE else PAST)


@resolver
def resolve_weekdays(match: Match, context: Context) -> list[Found]:
    """ "Fridays", "weekday mornings", "8 a.m. on weekdays"."""
    if match["kind"]:
        counted = _COUNTED_BEFORE.search(context.before(match.start()))
        return [] if counted else one(match, to_habit(match, p.KINDS_OF_DAYS[match["kind"].lower()]), "set")
    return one(match, to_habit(match, f"XXXX-WXX-{p.WEEKDAY_NUMBER[match['weekday'].lower()]}"), "set")


#: "three weekends", "the past weekends": some, not all.
_COUNTED_BEFORE = re.compile(
    rf"(?i)(?:\d|\b(?:{any_of(p.NUMBER_WORD)}|these|those|past|last|next|recent|coming|few|several|many|some|straight|consecutive|of))\s\Z"
)


@resolver
def resolve_today(match: Match, context: Context) -> list[Found]:
    if match[0][0].isupper() and _is_outlet(match, context):
        return []
    modifier = modifier_of(match.groupdict().get("part"))
    if (stated := stated_day(context, match.end())) is not None:
        return with_time(match, stated.isoformat(), modifier=modifier)
    if context.published is None:
        return with_time(match, None, modifier=modifier, unanchored=True)
    day = context.published + dt.timedelta(p.DAY_WORDS[" ".join(match["word"].lower().split())])
    return with_time(match, day.isoformat(), modifier=modifier)


_SENTENCE_ENDS = re.compile(r"[.!?][\"'”’)]*[^\S\n]\Z")
#: "TODAY NICARAGUA", "Today Malta -": the name of who publishes, at the head of a line.
_OUTLET_BEHIND = re.compile(r"(?:[^\S\n][A-Z][\w’'-]*){1,3}[^\S\n]?[-–—:][^\S\n]")


def _is_outlet(match: Match, context: Context) -> bool:
    """Whether a capital makes a name of the word: USA Today, the Tomorrow Group, TODAY NICARAGUA."""
    before, after = context.before(match.start()), context.after(match.end())
    if match["word"].isupper() and re.match(r"[^\S\n][A-Z]{2}", after):
        return True
    if re.search(r"(?:\A|\n)\Z", before) and _OUTLET_BEHIND.match(after):
        return True
    if _SENTENCE_ENDS.search(before):
        return False  # "in Lima. Today he"
    return bool(
        CAPITAL_BEFORE.search(before)
        or (re.match(r"[^\S\n][A-Z]", after) and re.search(r"[a-z’'][^\S\n]\Z", before))
    )


@resolver
def resolve_tonight(match: Match, context: Context) -> list[Found]:
    word = match["word"].lower()
    if word == "overnight" and (
        re.match(rf"{W}(?:{any_of(LEXICON['names']['overnight'])})\b", context.after(match.end()))
        or re.search(r"(?i)\b(?:not|never|nothing|cannot|can[’']t|won[’']t|n[’']t)\s(?:\w+\s){1,4}\Z", context.before(match.start()))
    ):
        return []  # overnight delivery; what will not change overnight
    groups = match.groupdict()
    part = (match["part"] or ("evening" if word.endswith("evening") else "night")).lower()
    if _is_bare_hour(match) and not re.search(r"(?i)\b(?:at|by|until|from|around|about)\s\Z", context.before(match.start())):
        return []
    day = stated_day(context, match.end())
    if day is None:
        if context.published is None:
            return unknown(match, "time", modifier_of(groups.get("early")))
        day = context.published - dt.timedelta(1 if word.startswith("last") else 0)
    if has_clock(match):
        return one(match, time_value(match, day.isoformat(), part), "time")
    return one(match, f"{day.isoformat()}{LEXICON['dayparts'][part]}", "time", modifier_of(groups.get("early")))


def _is_bare_hour(match: Match) -> bool:
    """ "8 tonight", "eight tonight": an hour only behind "at" and the like."""
    return any(match.groupdict().get(hour) and match.start(hour) == match.start() for hour in ("hour_d", "hour_w"))


@resolver
def resolve_that_night(match: Match, context: Context) -> list[Found]:
    step = {"next": 1, "following": 1, "previous": -1}.get(match["near"].lower().split()[-1], 0)
    reference = context.reference(match.start(), match.end(), step)
    if reference is None:
        return unknown(match, "time")
    modifier = modifier_of(match["part"])
    return with_time(match, (reference[0] + dt.timedelta(step)).isoformat(), modifier=modifier)


@resolver
def resolve_many_weekdays(match: Match, context: Context) -> list[Found]:
    """ "two Fridays ago" is a day; which "the past three Saturdays" are takes several."""
    if not match["ago"]:
        return one(match, None)
    if context.published is None:
        return unknown(match)
    weekday = p.WEEKDAY_NUMBER[match["weekday"].rstrip(".").lower()]
    latest = v.weekday_from(context.published, weekday, -1, strict=True)
    return one(match, (latest - dt.timedelta(weeks=int(to_number(match["count"])) - 1)).isoformat())


@resolver
def resolve_before_last(match: Match, context: Context) -> list[Found]:
    """ "the week before last", "the Friday before last", "the week after next": the second one back or ahead."""
    kind = "time" if match["night"] else "date"
    if context.published is None:
        return unknown(match, kind)
    sign = -1 if match["way"].lower().endswith("last") else 1
    if match["unit"]:
        return one(match, v.shift(context.published, 2 * sign, match["unit"].lower()))
    if match["night"]:
        return one(match, f"{v.shift(context.published, 2 * sign, 'day')}TNI", kind)
    weekday = p.WEEKDAY_NUMBER[match["weekday"].rstrip(".").lower()]
    day = v.weekday_from(context.published, weekday, sign, strict=True)
    return one(match, v.shift(day, 7 * sign, "day"))
