"""This week, last year, the month before, two years ago."""

# ruff: noqa: E501

from __future__ import annotations

import datetime as dt
import re
from dataclasses import replace

from newsfacts.language.dates import patterns as p
from newsfacts.language.dates import values as v
from newsfacts.language.dates.anchors import nearest_day
from newsfacts.language.dates.beside import CLOSED, anchor_beside
from newsfacts.language.dates.context import Context, Found, Match, modifier_before, modifier_of, one, resolver, unknown
from newsfacts.language.dates.counts import is_range, to_duration, to_number
from newsfacts.language.dates.feasts import feast_days
from newsfacts.language.dates.patterns import LEXICON, W
from newsfacts.language.dates.tense import PAST, SET, UNKNOWN

#: Which way the word before a unit leads, from today or from the date told last.
_LEADS = {
    "last": -1, "this past": -1, "next": 1, "this coming": 1, "the previous": -1, "the preceding": -1,
    "the following": 1, "the next": 1, "the coming": 1,
}  # fmt: skip
_COUNTED_FROM_TOLD = ("that", "the same", "the previous", "the preceding", "the following", "the next")
_DURING = re.compile(r"(?i)\b(?:over|in|within|for|during)\s\Z")


#: As headlines have them.
_WITHOUT_ARTICLE = {word: f"the {word}" for word in ("previous", "coming", "current")}


_IDIOM = re.compile(r"(?i)\b(?:to|until|till)\s\Z")  # "to this day"


@resolver
def resolve_calendar_unit(match: Match, context: Context) -> list[Found]:
    """ "last week", "the end of next month", "the past year"."""
    near, unit = " ".join(match["near"].lower().split()).replace("that same", "that"), match["unit"].lower()
    near, unit = _WITHOUT_ARTICLE.get(near, near), p.SHORT_UNITS.get(unit, unit)
    modifier, weekend = modifier_of(match["part"]), unit == "weekend"
    if near == "this" and unit == "day":
        return [] if modifier or _IDIOM.search(context.before(match.start())) or context.after(match.end()).startswith(" and age") else one(match, None)
    if near in ("the past", "past", "the last") and not weekend:
        if match["part"] or (near == "past" and not _DURING.search(context.before(match.start()))):
            return []
        number = "1.5" if match["half"] else "1"
        return one(match, to_duration(number, unit) if unit != "quarter" else "P3M", "duration")
    if match["half"]:
        return []
    if unit in ("day", "hour") or near == "past" or (near == "the" and not match["part"] and not weekend):
        return []
    if near == "the next" and not weekend and _DURING.search(context.before(match.start())):
        return one(match, to_duration("1", unit) if unit != "quarter" else "P3M", "duration", modifier)
    return _period(match, context, near, unit, modifier)


def _period(match: Match, context: Context, near: str, unit: str, modifier: str | None) -> list[Found]:
    """The week, month … that a word leads to, counted from today or from the date told last."""
    start, end, step = match.start(), match.end(), _LEADS.get(near, 0)
    if near in _COUNTED_FROM_TOLD:
        reference = context.reference(start, end, step)
    else:
        reference = (context.published, "") if context.published else None
    if reference is None or (reference[1] and step and not is_fine_enough(reference[1], unit)):
        return unknown(match, modifier=modifier)
    anchor, told = reference
    if unit == "weekend" and near in ("the", "this", "this past", "the past"):
        step = -1 if anchor.isoweekday() < 6 and _is_weekend_over(match, context, near) else 0
    value = v.shift(anchor, step, unit)
    if step > 0 and told and context.is_told_ahead(value, start, end):
        value = None
    return one(match, value, modifier=modifier)


def _is_weekend_over(match: Match, context: Context, near: str) -> bool:
    if near in ("this past", "the past"):
        return True
    direction = context.direction(match.start(), match.end())
    return direction == PAST or (direction == UNKNOWN and near == "the")


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
    if way == "after" and re.search(r"(?i)\b(?:years?|months?|weeks?)\sto\s\Z", context.before(match.start())):
        return []  # "ten years to the day after"
    if way in ("before", "after", "prior") and not CLOSED.match(context.text, match.end()):
        return _beside_event(match, context, 1 if way == "after" else -1)
    if match["near"]:
        step = {"previous": -1, "following": 1, "next": 1}.get(match["near"].lower().split()[-1], 0)
        unit = "day"
    else:
        unit = match["unit"].lower()
        step = 1 if way in ("after", "later", "from now", "hence") else -1
    found = _counted_from(match, context, step, unit, way)
    return [replace(one, modifier="APPROX") for one in found] if match["so"] else found


def _beside_event(match: Match, context: Context, step: int) -> list[Found]:
    """ "the day after the vote": has a value where the vote has its day beside it."""
    if (match["unit"] or "").lower() != "day" or not match[0].lower().startswith("the") or match["so"]:
        return []
    anchor = anchor_beside(match, context, step)
    value = (anchor.day + dt.timedelta(step)).isoformat() if anchor.day else None
    return one(match, value, end=anchor.end)


#: From fine to coarse: nothing is counted in units finer than what it is counted from.
_GRAINS = (("day", r"\d{4}-\d\d-\d\d.*"), ("week", r"\d{4}-W\d\d.*"), ("month", r"\d{4}-\d\d"),
           ("quarter", r"\d{4}-[QH]\d"), ("year", r"\d{4}"), ("decade", r"\d{3}"), ("century", r"\d\d"))
_ORDER = {"day": 0, "week": 1, "weekend": 1, "fortnight": 1, "month": 2, "quarter": 3, "year": 4, "decade": 5, "century": 6}


def is_fine_enough(value: str, unit: str) -> bool:
    """Whether steps of a unit can be counted from a value: days from a day, but not from a month."""
    grain = next((_ORDER[name] for name, shape in _GRAINS if re.fullmatch(shape, value)), 9)
    return grain <= _ORDER.get(unit, 9)


#: "two days earlier, on Nov. 20,": both are one day.
_APPOSED = re.compile(rf",{W}(?:on|in){W}")


def _counted_from(match: Match, context: Context, step: int, unit: str, way: str) -> list[Found]:
    """What lies some units before or after the day of publication ("ago") or the date told last ("later")."""
    modifier = modifier_before(context, match.start())
    if way in _FROM_TODAY:
        if modifier:
            modifier = {"MORE_THAN": "BEFORE", "LESS_THAN": "AFTER"}.get(modifier, modifier)
        if context.published is None:
            return unknown(match, modifier=modifier)
        value = v.shift(context.published, step, unit)
        return one(match, value, modifier=modifier) if value else []
    apposed = _APPOSED.match(context.text, match.end())
    found = context.find_at(apposed.end())[1] if apposed else []
    if found and found[0].type == "date" and is_fine_enough(found[0].value or "", unit):
        return one(match, found[0].value, modifier=modifier)
    reference = context.reference(match.start(), match.end(), step)
    if reference is None or not is_fine_enough(reference[1], unit):
        return unknown(match, modifier=modifier)
    value = v.shift(reference[0], step, unit)
    if step > 0 and context.is_told_ahead(value, match.start(), match.end()):
        value = None
    return one(match, value, modifier=modifier)


@resolver
def resolve_from_day(match: Match, context: Context) -> list[Found]:
    """ "a week from Friday", "90 days from today", "three days after Easter": a day, counted from a day."""
    way, unit = match["way"].lower(), p.UNIT_OF[match["unit"].lower()]
    number = to_number(match["count"] or match["single"].replace("the", "a").replace("The", "a"))
    behind = re.compile(W).match(context.text, match.end())
    context.outer = match.start()
    name, found = context.find_at(behind.end()) if behind else ("", [])
    context.outer = None
    lasts = re.search(r"(?i)\b(?:for|lasts?|lasted|lasting|of|over|within|in|every)\s\Z", context.before(match.start()))
    told = SET.search(context.before(match.start(), 80))  # "set for three weeks from Thursday"
    counted = number.isdigit() and (way == "from" or name == "holiday")
    if not found or not counted or (lasts and not told):
        return []
    anchor = found[0]
    if anchor.type != "date" or _UNTIL.match(context.after(anchor.end)):
        return []
    if anchor.value is None or len(anchor.value) != 10:
        return [replace(anchor, start=match.start(), value=None)] if name in ("weekday", "today", "holiday") else []
    day = dt.date.fromisoformat(anchor.value)
    if name == "weekday" and context.published is not None and day < context.published:
        day = v.weekday_from(context.published, day.isoweekday(), 1)
    steps, size = int(number) * (-1 if way == "before" else 1), len("2024-11-20")
    if name == "holiday":
        size = len("2024-11") if unit in ("month", "year") else size
        words = context.text[anchor.start : anchor.end]
        days = [] if re.search(r"\d{4}| year\b", words) else feast_days(words, anchor.start, anchor.end, context)
        counted = [_step(feast, steps, unit) for feast in days]
        day = nearest_day(context, match.start(), anchor.end, counted) or _step(day, steps, unit)
    else:
        day = _step(day, steps, unit)
    return [replace(anchor, start=match.start(), value=day.isoformat()[:size])]


def _step(day: dt.date, steps: int, unit: str) -> dt.date:
    """The day so many days, weeks, months or years on."""
    if unit in ("month", "year"):
        return v.add_months(day, steps * (12 if unit == "year" else 1))
    return day + dt.timedelta(steps * {"day": 1, "week": 7, "fortnight": 14}[unit])


_UNTIL = re.compile(r"\s(?:to|until|till|through)\b|\s?[-–—]\s?\d")


#: Half and a quarter of a unit, as steps of a finer one; of an hour only that it is short.
_SHARES = {
    ("half", "century"): ("50", "year"), ("quarter", "century"): ("25", "year"), ("half", "decade"): ("5", "year"),
    ("half", "year"): ("6", "month"), ("half", "hour"): ("1", "hour"), ("quarter", "hour"): ("1", "hour"),
}  # fmt: skip
#: Units whose halves are steps of a finer one.
_FINER = {"year": ("month", 12), "decade": ("year", 10), "century": ("year", 100)}
_FROM_TODAY = ("ago", "back", "from now", "hence")


def _steps(match: Match, way: str) -> tuple[str, str] | None:
    """How many steps of which unit "ago" counts, X for a vague number; None where it counts none."""
    unit = p.UNIT_OF[match["unit"].lower()]
    number = to_number(match["count"]) if match["count"] else "1" if match["single"] else "X"
    if match["half"]:
        share = _SHARES.get(("quarter" if "quarter" in match["half"].lower() else "half", unit))
        if share is None or (unit == "hour" and way not in _FROM_TODAY):
            return None
        number, unit = share
    if number == "X" and not match["count"] and match["unit"].lower() in LEXICON["units"]:
        return None
    if match["plus"]:
        if number == "X" or "." in number or way not in _FROM_TODAY:
            return None
        number += ".5"
    return number, "day" if unit == "night" else unit


@resolver
def resolve_ago(match: Match, context: Context) -> list[Found]:
    way = " ".join(match["way"].lower().split())
    steps = _steps(match, way)
    if steps is None:
        return []
    number, unit = steps
    back = way in ("ago", "back", "earlier", "before", "previously")
    if number == "X" or unit in ("second", "minute", "hour"):
        if way in _FROM_TODAY:
            return one(match, "PAST_REF" if back else "FUTURE_REF")
        if number == "X":  # "months later": when, nobody knows
            return one(match, None, "time" if unit in ("second", "minute", "hour") else "date")
        return one(match, to_duration(number, unit), "duration", end=match.end("unit"))
    if "." in number:
        if unit not in _FINER:
            return one(match, None)  # a week and a half ago
        unit, size = _FINER[unit]
        number = str(int(float(number) * size))
    if unit in ("century", "millennium") and int(number) * (10 if unit == "millennium" else 1) > 19:
        return one(match, "PAST_REF") if back else []
    found = _counted_from(match, context, -int(number) if back else int(number), unit, way)
    if match["low"] and not is_range(match["low"], number):
        return [replace(one, start=match.start("count")) for one in found]
    return [replace(one, modifier="APPROX") for one in found] if match["low"] or match["so"] else found


@resolver
def resolve_ago_day(match: Match, context: Context) -> list[Found]:
    """ "a week ago Friday", "10 years ago today", "two years ago this month"."""
    if context.published is None:
        return unknown(match)
    unit, number = p.UNIT_OF[match["unit"].lower()], to_number(match["count"] or match["single"])
    if not number.isdigit():
        return one(match, None)
    count, day = int(number), context.published
    if match["weekday"]:
        if unit != "week":
            return one(match, None)  # "a year ago Friday": the day of the month that Friday has
        day = v.weekday_from(day, p.WEEKDAY_NUMBER[match["weekday"].lower()], -1)
    elif match["word"]:
        day += dt.timedelta(p.DAY_WORDS[match["word"].lower()])
    if unit in ("month", "year"):
        day = v.add_months(day, -count * (12 if unit == "year" else 1))
    else:
        day -= dt.timedelta(count * {"day": 1, "week": 7}[unit])
    if not match["period"]:
        return one(match, day.isoformat())
    return one(match, v.shift(day, -1 if match["near"].lower() == "last" else 0, match["period"].lower()))
