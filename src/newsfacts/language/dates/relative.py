"""This week, last year, the month before, two years ago."""

# ruff: noqa: E501

from __future__ import annotations

import datetime as dt
import re
from dataclasses import replace

from newsfacts.language.dates import patterns as p
from newsfacts.language.dates import values as v
from newsfacts.language.dates.context import Context, Found, Match, modifier_before, modifier_of, one, resolver, unknown
from newsfacts.language.dates.counts import is_range, to_duration, to_number
from newsfacts.language.dates.patterns import LEXICON, W
from newsfacts.language.dates.tense import PAST, UNKNOWN


@resolver
def resolve_calendar_unit(match: Match, context: Context) -> list[Found]:
    near, unit, part = " ".join(match["near"].lower().split()), match["unit"].lower(), match["part"]
    modifier = modifier_of(part)
    if unit in ("day", "hour") and near != "the past":
        return []
    if near in ("the past", "past"):
        if part or near == "past" or unit == "weekend":
            return []
        return one(match, to_duration("1", unit) if unit != "quarter" else "P3M", "duration")
    if near == "the" and not part and unit != "weekend":
        return []
    if near == "the next" and unit != "weekend" and re.search(r"(?i)\b(?:over|in|within|for|during)\s\Z", context.before(match.start())):
        return one(match, to_duration("1", unit) if unit != "quarter" else "P3M", "duration", modifier)
    step = {"last": -1, "this past": -1, "next": 1, "this coming": 1, "the previous": -1, "the preceding": -1, "the following": 1,
            "the next": 1, "the coming": 1}.get(near, 0)
    if near in ("that", "the same", "the previous", "the preceding", "the following", "the next"):
        reference = context.reference(match.start(), match.end(), step)
    else:
        reference = (context.published, "") if context.published else None
    if reference is None:
        return unknown(match, modifier=modifier)
    anchor = reference[0]
    if unit == "weekend" and near in ("the", "this", "this past"):
        direction = context.direction(match.start(), match.end())
        back = near == "this past" or direction == PAST or (direction == UNKNOWN and near == "the")
        step = -1 if back and anchor.isoweekday() < 6 else 0
    return one(match, v.shift(anchor, step, unit), modifier=modifier)


@resolver
def resolve_end_of_day(match: Match, context: Context) -> list[Found]:
    words = match[0].lower()
    if words.endswith("day") and re.search(r"(?i)\bat\s\Z", context.before(match.start())) and "the day" in words:
        return []  # the idiom
    if "business" in words:
        return []
    if context.published is None:
        return unknown(match, modifier=modifier_of(match["part"]) or "END")
    if "year" in words or words == "month-end":
        value = f"{context.published.year:04d}" if "year" in words else context.published.isoformat()[:7]
        return one(match, value, modifier="END")
    step = -1 if "yesterday" in words else 0
    return one(match, (context.published + dt.timedelta(step)).isoformat(), modifier=modifier_of(match["part"]))


@resolver
def resolve_day_before(match: Match, context: Context) -> list[Found]:
    way = " ".join((match["way"] or "").lower().split())
    if way in ("before", "after", "prior") and not re.match(
        rf"{W}?(?:[.,;:)\n\"”’—–]|\Z)|{W}(?:in|at|on|when|by|that|and|but|as|with|for|from)\b", context.after(match.end())
    ):
        return []  # the day before the vote: nothing says which
    if match["near"]:
        step = {"previous": -1, "following": 1, "next": 1}.get(match["near"].lower().split()[-1], 0)
        unit = "day"
    else:
        unit = match["unit"].lower()
        step = 1 if way in ("after", "later", "from now") else -1
    found = _counted_from(match, context, step, unit, way)
    return [replace(one, modifier="APPROX") for one in found] if match["so"] else found


def _counted_from(match: Match, context: Context, step: int, unit: str, way: str) -> list[Found]:
    if way in ("ago", "from now"):
        anchor = context.published
    else:
        reference = context.reference(match.start(), match.end(), step)
        anchor = reference[0] if reference else None
        if reference and unit == "day" and v.to_days(reference[1]) not in (None, (anchor, anchor)):
            anchor = context.published  # a day is not counted from a month or a year
        elif (reference and unit == "month" and len(reference[1]) <= 4) or (reference and unit == "week" and len(reference[1]) < 8):
            anchor = context.published
    modifier = modifier_before(context, match.start())
    if way == "ago" and modifier:
        modifier = {"MORE_THAN": "BEFORE", "LESS_THAN": "AFTER"}.get(modifier, modifier)
    if anchor is None:
        return unknown(match, modifier=modifier)
    value = v.shift(anchor, step, unit)
    return one(match, value, modifier=modifier) if value else []


@resolver
def resolve_ago(match: Match, context: Context) -> list[Found]:
    unit, way = p.UNIT_OF[match["unit"].lower()], " ".join(match["way"].lower().split())
    number = to_number(match["count"]) if match["count"] else "X"
    if match["half"]:
        size = {"decade": 5, "century": 50}.get(unit)
        if size is None or ("quarter" in match["half"].lower() and unit != "century"):
            return []
        number, unit = str(25 if "quarter" in match["half"].lower() else size), "year"
    if not match["count"] and not match["half"] and match["unit"].lower() in LEXICON["units"]:
        return []
    back = way in ("ago", "earlier", "before", "previously")
    if number == "X":
        if way in ("ago", "from now"):
            return one(match, "PAST_REF" if back else "FUTURE_REF")
        return one(match, to_duration("X", unit), "duration", end=match.end("unit"))
    if unit in ("second", "minute", "hour"):
        if way in ("ago", "from now"):
            return one(match, "PAST_REF" if back else "FUTURE_REF")
        return one(match, to_duration(number, unit), "duration", end=match.end("unit"))
    if "." in number:
        amount = float(number)
        if unit != "year":
            return []
        unit, number = "month", str(int(amount * 12))
    unit = "day" if unit == "night" else unit
    if unit in ("century", "millennium") and int(number) * (10 if unit == "millennium" else 1) > 19:
        return one(match, "PAST_REF") if back else []
    found = _counted_from(match, context, -int(number) if back else int(number), unit, way)
    if match["low"] and not is_range(match["low"], number):
        return [replace(one, start=match.start("count")) for one in found]
    return [replace(one, modifier="APPROX") for one in found] if match["low"] or match["so"] else found
