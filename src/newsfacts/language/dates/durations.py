"""Lengths of time."""

# ruff: noqa: E501

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Callable

from newsfacts.language.dates import patterns as p
from newsfacts.language.dates import values as v
from newsfacts.language.dates.context import Context, Found, Match, modifier_before, one, resolver, unknown
from newsfacts.language.dates.counts import is_age, is_range, to_duration, to_number
from newsfacts.language.dates.patterns import LEXICON, W


@resolver
def resolve_duration(match: Match, context: Context) -> list[Found]:
    before, after = context.before(match.start()), context.after(match.end())
    count = _Count(match, before, after)
    if any(is_other(count) for is_other in _NO_LENGTH):
        return []
    low = match["low"] if is_range(match["low"], count.number) else None
    if _has_own_verb(match, before):
        start = match.start("low" if low else "count")
    else:
        start = match.start("count") if match["low"] and not low else match.start()
    modifier = "EQUAL_OR_LESS" if low else "APPROX" if match["so"] else modifier_before(context, start)
    number = f"{count.number}.5" if match["half"] else count.number
    if low and not match["past"] and not re.search(r"\bor\b", match[0][: match.start("count") - match.start()]):
        said = modifier_before(context, start)
        return [Found(start, match.end("low"), "duration", to_duration(to_number(low), count.unit), said),
                Found(match.start("count"), match.end(), "duration", to_duration(number, count.unit), said)]
    return [Found(start, match.end(), "duration", to_duration(number, count.unit), modifier)]


class _Count:
    """A number before a unit of time, and what stands around them."""

    def __init__(self, match: Match, before: str, after: str) -> None:
        self.before, self.after = before, after
        self.text, self.number = match["count"], to_number(match["count"])
        self.unit = p.UNIT_OF[match["unit"].lower()]
        self.hyphenated = match[0][match.end("count") - match.start()] == "-"
        self.is_one = match["unit"].lower() in LEXICON["units"]
        self.singular = self.is_one and not self.hyphenated


_AT_HOUR = re.compile(r"(?i)\b(?:at|by|from|until|till|around|about|to)\s\Z")
_MILITARY = re.compile(r"(?:[01]\d|2[0-3])[0-5]\d")
_FOR_ONE_DAY = re.compile(r"(?i)\b(?:for|in|within|only|just|lasted|after|(?:years?|months|weeks) and)\s\Z")
_WORD_BEHIND = re.compile(r"[-\s][a-z]")


def _is_hour_of_day(count: _Count) -> bool:
    """ "at 1500 hours"."""
    return count.unit == "hour" and bool(_MILITARY.fullmatch(count.text) and _AT_HOUR.search(count.before))


def _is_odd_singular(count: _Count) -> bool:
    """ "two year" is a length only where a noun follows: "a two and a half year war", "a 5 year plan"."""
    if not count.singular or count.number == "1":
        return False
    if "half" in count.text:
        return False  # "one-and-a-half year"
    noun = _WORD_BEHIND.match(count.after) is not None
    adjective = noun and re.search(r"\b[Aa]n?\s\Z", count.before)
    if not count.text.isdigit() and not adjective:
        return True
    return count.number != "X" and not noun


def _is_of_year(count: _Count) -> bool:
    """ "the 2019 week of protests", "World Cup 2018 day five"."""
    return count.singular and re.fullmatch(r"(?:19|20)\d\d", count.text) is not None


def _is_other_second(count: _Count) -> bool:
    """ "one second" of a list, "a few seconds" of talk."""
    return count.unit == "second" and not count.hyphenated and (count.singular or count.number == "X")


def _is_one_day(count: _Count) -> bool:
    """ "One day he left"."""
    one_day = count.unit == "day" and count.is_one and count.text.lower() == "one"
    return one_day and _FOR_ONE_DAY.search(count.before) is None


#: What a number before a unit may be other than a length of time.
_NO_LENGTH: tuple[Callable[[_Count], bool], ...] = (
    lambda count: is_age(count.before, count.after),
    lambda count: count.before.endswith(("-", "–")),
    lambda count: count.text == "Some",  # "Some days were harder": a part of the days
    lambda count: count.text == "many" and count.before.endswith("as "),  # the fourth time "in as many weeks"
    lambda count: re.search(r"(?i)\bevery\s\Z", count.before) is not None,
    _is_hour_of_day,
    _is_odd_singular,
    _is_of_year,
    _is_other_second,
    _is_one_day,
)


def _has_own_verb(match: Match, before: str) -> bool:
    """The "last" of "talks will last ten days" is no part of the length."""
    prefix = (match["past"] or "").lower().strip()
    if not prefix or prefix.startswith(("the", "these", "those")):
        return False
    return _PERIOD_BEFORE.search(before) is None


_PERIOD_BEFORE = re.compile(
    r"(?i)\b(?:in|over|for|during|within|of|than|after|his|her|its|their|our)\s\Z"
)


@resolver
def resolve_a_duration(match: Match, context: Context) -> list[Found]:
    before, after, unit = context.before(match.start()), context.after(match.end()), match["unit"].lower()
    article = match["article"].strip().lower()
    if unit in ("second", "night") or is_age(before, after) or re.match(r"-[a-z]", after):
        return []
    if article == "one" and not re.search(r"(?i)\b(?:in|for|within|than|least|after|about|lasts?|lasted|only|just|over|nearly|almost|of)\s\Z", before):
        return []
    number = "1.5" if match["half"] else "2" if match["two"] else "1"
    value = to_duration(number, unit)
    if match["two"] or match["so"]:
        return one(match, value, "duration", "APPROX" if match["so"] else "EQUAL_OR_LESS")
    if article == "per":
        return [Found(match.start("unit"), match.end("unit"), "set", value)]
    rate = re.search(rf"\d[\d,.]*(?:{W}[\w-]+){{0,2}}{W}[a-z]+s{W}\Z", before) or re.search(rf"(?i)(?:\d[\d.,]*|%|percent|million|billion|trillion|thousand|hundred|dollars|euros|pounds|cents|barrels|tons|tonnes|times|people|hours|days|bpd){W}\Z", before)
    paid = any(a.end <= match.start() <= a.end + 1 for a in context.doc._.amounts)
    if (rate or paid) and article in ("a", "an") and not match["half"]:
        return one(match, value, "set")
    if unit == "minute" and re.match(rf"{W}(?:of{W}silence)", after):
        return one(match, value, "duration")
    return one(match, value, "duration", modifier_before(context, match.start()))


@resolver
def resolve_whole(match: Match, context: Context) -> list[Found]:
    """ "all day", "the whole year"."""
    if match["unit"] and re.match(rf"{W}(?:care|labou?r\w*|trip|school)\b", context.after(match.end())):
        return []
    return one(match, to_duration("1", (match["unit"] or match["unit2"]).lower()), "duration")


#: Half, a quarter and three quarters of a unit.
_SHARES = {
    "hour": ("PT30M", "PT15M", "PT45M"), "day": ("PT12H", None, None), "year": ("P6M", "P3M", "P9M"),
    "decade": ("P5Y", None, None), "century": ("P50Y", "P25Y", "P75Y"),
}  # fmt: skip


@resolver
def resolve_half_duration(match: Match, context: Context) -> list[Found]:
    unit, share = match["unit"].lower(), match["share"].lower()
    value = _SHARES[unit][0 if "half" in share else 2 if share.startswith("three") else 1]
    if value is None or (share == "half" and unit in ("year", "day")):
        return []
    return one(match, value, "duration", modifier_before(context, match.start()))


@resolver
def resolve_unit_or_two(match: Match, context: Context) -> list[Found]:
    two = match["more"].lower() == "two"
    value = to_duration("2" if two else "1", match["unit"].lower())
    return one(match, value, "duration", "EQUAL_OR_LESS" if two else "APPROX")


@resolver
def resolve_vague_units(match: Match, context: Context) -> list[Found]:
    unit = p.UNIT_OF[(match["unit"] or match["unit2"]).lower()]
    if unit in ("second", "night"):
        return []
    way = (match["way"] or match["way2"]).lower()
    if way == "recent" or way in ("past", "last", "previous"):
        return one(match, "PAST_REF")
    return one(match, "FUTURE_REF")


_UNITS_BEFORE = re.compile(
    r"(?i)(?:\b(?:for|in|after|over|within|of|during|through|took|takes?|taken|taking|last|lasts|lasted|spent|spend|spending|just|only"
    r"|and|or|with|by|been|wait(?:ed|ing)?|(?<!as )many|if|not|but|even|the|serv(?:ed|ing|e)|despite|following|into|come|came|that)|[,;–—(-])\s{0,2}\Z|(?:\A|\n|[.!?][\"”’]?\s)\Z"
)


@resolver
def resolve_bare_units(match: Match, context: Context) -> list[Found]:
    before, after = context.before(match.start()), context.after(match.end())
    if match["unit2"]:
        return one(match, to_duration("1", match["unit2"].lower()), "duration")
    if match["unit3"]:
        return one(match, to_duration("X", match["unit3"].lower()), "duration")
    unit = p.UNIT_OF[match["unit"].lower()]
    if not match["long"]:
        if not _UNITS_BEFORE.search(before) or is_age(before, after) or after.startswith(("-", "'", "’")):
            return []
        if re.search(r"(?i)\bthe\s\Z", before) and not re.match(rf"{W}(?:since|after|before|following|leading|ahead|between|to{W}come)\b", after):
            return []
        if unit == "minute" and re.match(rf"{W}of\b", after):
            return []
    return one(match, to_duration("X", unit), "duration", modifier_before(context, match.start()))


@resolver
def resolve_ordinal_unit(match: Match, context: Context) -> list[Found]:
    if match["nth"].lower() == "first" or re.match(rf"-|{W}of{W}(?i:{p.MONTH})", context.after(match.end())):
        return []
    return one(match, None)


_LENGTH = re.compile(rf"(?P<count>{p.COUNT}|(?i:an?|one))(?:{W}|-)(?P<unit>{p.UNIT_PLURAL}|{p.UNIT_SINGULAR})(?![\w])")
_SIZES = ("year", "month", "week", "day", "hour", "minute", "second")


@resolver
def resolve_compound(match: Match, context: Context) -> list[Found]:
    """ "two years and three months": one length, each part in a smaller unit than the one before."""
    if is_age(context.before(match.start()), context.after(match.end())):
        return []
    parts = [(to_number(m["count"]), p.UNIT_OF[m["unit"].lower()]) for m in _LENGTH.finditer(match["lengths"])]
    if any(unit not in _SIZES or not number.isdigit() for number, unit in parts):
        return []
    sizes = [_SIZES.index(unit) for _, unit in parts]
    if len(parts) < 2 or sizes != sorted(set(sizes)):
        return []
    if match["way"]:
        return _compound_date(match, context, parts)
    value = "P"
    for number, unit in parts:
        value += ("T" if unit in _SIZES[4:] and "T" not in value else "") + f"{int(number)}{unit[0].upper()}"
    return one(match, value, "duration", modifier_before(context, match.start()))


def _compound_date(match: Match, context: Context, parts: list[tuple[str, str]]) -> list[Found]:
    """ "two years and three months ago": as fine as its last part; not counted from any day but that of publication."""
    way = " ".join(match["way"].lower().split())
    if context.published is None or way not in ("ago", "from now") or parts[-1][1] not in _SIZES[:4]:
        return unknown(match)
    sign, day = -1 if way == "ago" else 1, context.published
    try:
        for number, unit in parts[:-1]:
            steps = sign * int(number)
            day = v.add_months(day, steps * {"year": 12, "month": 1}[unit]) if unit in ("year", "month") else (
                day + dt.timedelta(steps * {"week": 7, "day": 1}[unit]))
    except (OverflowError, ValueError):
        return []
    value = v.shift(day, sign * int(parts[-1][0]), parts[-1][1])
    return one(match, value) if value else []


@resolver
def resolve_days_and_nights(match: Match, context: Context) -> list[Found]:
    """ "a 3-day/2-night trip": each its own length."""
    if is_age(context.before(match.start()), context.after(match.end())):
        return []
    numbers = [to_number(re.sub(r"[-\s]\w+\Z", "", match[name])) for name in ("days", "nights")]
    return [Found(*match.span("days"), "duration", to_duration(numbers[0], "day")),
            Found(*match.span("nights"), "duration", to_duration(numbers[1], "night"))]


@resolver
def resolve_between(match: Match, context: Context) -> list[Found]:
    """ "between 60 and 90 days": both ends."""
    unit, low, high = p.UNIT_OF[match["unit"].lower()], to_number(match["low"]), to_number(match["high"])
    if "X" in (low, high) or float(low) >= float(high) or is_age(context.before(match.start()), context.after(match.end())):
        return []
    return [Found(match.start("low"), match.end("low"), "duration", to_duration(low, unit)),
            Found(match.start("high"), match.end(), "duration", to_duration(high, unit))]
