"""Times of day."""

# ruff: noqa: E501

from __future__ import annotations

import datetime as dt
import re
from dataclasses import replace

from newsfacts.language.dates import patterns as p
from newsfacts.language.dates.context import COUNTED_AFTER, Context, Found, Match, modifier_of, one, resolver
from newsfacts.language.dates.counts import to_number
from newsfacts.language.dates.patterns import LEXICON, W
from newsfacts.language.dates.tense import FUTURE

#: "Monday to Friday", "Mondays through Thursdays"
WEEKDAY_SPAN = rf"{p.WEEKDAY}(?:-to-|{W}?(?:-|–|—|(?:to|through|until|till){W}){W}?){p.WEEKDAY}\b"
#: The groups of a match of which one says that it has an hour.
_HOURS = ("hour", "hour24", "military", "named", "hour12", "bare12", "hour_d", "hour_w")


def to_hour(hour: int, part: str) -> int:
    """The hour of twelve in a part of the day, of twenty-four: 3 in the afternoon is 15."""
    part = part.lower()
    late = part in ("afternoon", "evening", "midday", "lunchtime") or (part == "night" and 6 <= hour < 12)
    return hour % 12 + (12 if late or (part == "lunchtime" and hour == 12) else 0)


def _clock(groups: dict[str, str | None], part: str) -> tuple[int, int] | None:
    """Hour and minute of the clock groups of a match; ``part`` is the part of the day it names elsewhere."""
    if military := groups.get("military"):
        return int(military[:2]), int(military[2:])
    if hour := groups.get("hour24"):
        early = part and int(hour) <= 12
        return to_hour(int(hour), part) if early else int(hour), int(groups["minute24"] or 0)
    if hour := groups.get("hour12") or groups.get("bare12"):
        return to_hour(int(hour), groups["half12"] or "night"), int(groups["minute12"] or 0)
    if hour := groups.get("hour_d"):
        return to_hour(int(hour), part), int(groups["minute_d"] or 0)
    if hour := groups.get("hour_w"):
        return to_hour(p.NUMBER_WORD[hour.lower()], part), 0
    hour = groups["hour"] or "0"
    if not 1 <= int(hour) <= 12:
        return None
    return int(hour) % 12 + (12 if (groups["half"] or "").lower().startswith("p") else 0), int(groups["minute"] or 0)


def time_value(match: Match, day: str | None, part: str = "") -> str | None:
    """The TIMEX3 time of a match with clock groups, on a day, in a part of the day if it is known."""
    groups = match.groupdict()
    if day is None:
        return None
    if groups.get("named"):
        return day + ("T12:00" if groups["named"].lower() == "noon" else "T24:00")
    clock = _clock(groups, part)
    if clock is None:
        return None
    zone = "Z" if (groups.get("zone") or "").strip() in ("GMT", "UTC") else ""
    return f"{day}T{clock[0]:02d}:{clock[1]:02d}{zone}"


def has_clock(match: Match) -> bool:
    """Whether a match names an hour."""
    groups = match.groupdict()
    return any(groups.get(name) for name in _HOURS)


#: Groups of "Monday early in the morning", "Monday in the small hours".
_IN_PARTS, _PARTLY = ("inpart", "inpart2", "inpart3"), ("partly", "partly2", "partly3")


def first_of(groups: dict[str, str | None], names: tuple[str, ...]) -> str | None:
    """What the first of several groups that took part in a match has."""
    return next((found for name in names if (found := groups.get(name))), None)


def with_time(match: Match, day: str | None, *, modifier: str | None = None, unanchored: bool = False) -> list[Found]:
    """A day, or the time on it when the match has a clock or a part of the day."""
    groups = match.groupdict()
    word = (groups.get("daypart") or groups.get("dayhalf") or first_of(groups, _IN_PARTS) or "").lower()
    modifier = modifier or modifier_of(first_of(groups, _PARTLY))
    if has_clock(match):
        return one(match, time_value(match, day, word), "time", modifier, unanchored=unanchored)
    if word:
        if word == "hours":  # the early hours are the morning's, the late ones the night's
            word, modifier = ("night", None) if modifier == "END" else ("morning", "START")
        code = LEXICON["dayparts"][word]
        return one(match, f"{day}{code}" if day else None, "time", modifier, unanchored=unanchored)
    return one(match, day, "date", modifier, unanchored=unanchored)


def _day_of_hour(match: Match, context: Context) -> str | None:
    """The day of an hour that names none: the one told last, else that of publication.

    A story of several days leaves it open.
    """
    days = [(found.start, found.value[:10]) for found in context.found
            if found.value and found.type in ("date", "time") and _A_DAY.match(found.value)]
    near = [day for start, day in days if match.start() - start < 400]
    if near:
        return near[-1]
    return context.published.isoformat() if context.published and len({day for _, day in days}) < 2 else None


#: "11:45 p.m. local time (1545 GMT) on Saturday": the same hour elsewhere stands before the day of both.
_BRACKET_BEHIND = re.compile(rf"{W}?\([^()\n]{{3,25}}\),?{W}(?:on{W})?|\),?{W}(?:on{W})?")
_TWELVE = re.compile(r"(?i)12(?:[:.]00)?\s?a\.?m")


@resolver
def resolve_clock(match: Match, context: Context) -> list[Found]:
    if match["hour24"] and not match["zone"] and not re.search(r"(?i)\b(?:at|by|until|before|after|from|to|between|around|about)\s\Z",
                                                              context.before(match.start())):
        return []  # a score, a verse, a race time
    if is_of_every_day(context, match.start()) or _EVERY_DAY.match(context.after(match.end(), 60)):
        value = time_value(match, "XXXX-XX-XX")
        return one(match, value, "set") if value else []
    behind, _, end = _day_behind(match, context)
    if behind is None and (beyond := _BRACKET_BEHIND.match(context.text, match.end())):
        behind = _day_at(beyond.end(), context)[0]
    day = behind or _day_of_hour(match, context)
    if day and not behind and _TWELVE.match(match[0]) and context.direction(match.start(), match.end()) == FUTURE:
        day = (dt.date.fromisoformat(day) + dt.timedelta(1)).isoformat()  # the night that follows
    several = day is None and context.published is not None  # days were told before: the hour of one of them
    value = time_value(match, "XXXX-XX-XX" if several else day)
    if value is None and (day is not None or several):
        return []
    return [replace(found, bare=not behind) for found in one(match, value, "time", unanchored=value is None, end=end)]


@resolver
def resolve_first_hour(match: Match, context: Context) -> list[Found]:
    """ "9" to 5 p.m.: in the half of the day of the second hour, unless it would come after it."""
    before = context.before(match.start())
    dashed = match["hour24_b"] or re.match(r"\s?[-–—]", context.text[match.end() :][:2])
    if not dashed and not re.search(r"(?i)\b(?:from|between|at|is|are|open|runs?)\s\Z", before):
        return []
    if match["hour24_b"]:
        return _first_of_two(match, context)
    named = (match["named_b"] or "").lower()
    last = {"noon": 12, "midnight": 24}.get(named) or int(match["hour_b"]) % 12 + (
        12 if (match["half_b"] or "").lower().startswith("p") else 0)
    hour = int(match["hour_a"]) % 12
    hour += 12 if hour + 12 <= last else 0
    day = _day_of_hour(match, context)
    value = f"{day}T{hour:02d}:{int(match['minute_a'] or 0):02d}" if day else None
    return [replace(found, bare=True) for found in one(match, value, "time", unanchored=day is None)]


#: What "a.m." and "p.m." are of the day.
_HALVES = {"a": "morning", "p": "afternoon"}


def _first_of_two(match: Match, context: Context) -> list[Found]:
    """ "9:30" till 11:00 on Thursday: as it stands."""
    if not match["minute_a"]:
        return []
    day = _day_of_hour(match, context)
    value = f"{day}T{int(match['hour_a']):02d}:{match['minute_a']}" if day else None
    return [replace(found, bare=True) for found in one(match, value, "time", unanchored=day is None)]


@resolver
def resolve_oclock(match: Match, context: Context) -> list[Found]:
    """ "10 o'clock on Monday morning", "three a.m."; before noon or after it where nothing tells."""
    groups = match.groupdict()
    behind, told, end = _day_behind(match, context)
    part = _HALVES[groups["half"][0].lower()] if groups.get("half") else (groups.get("daypart") or told).lower()
    if behind and not part:
        return []  # "10 o'clock on Monday": the day is what is known
    if not part or context.published is None:
        return one(match, None, "time", unanchored=context.published is None)
    said = match["hour"] or groups["digits"] or ""
    hour = to_hour(int(said) if said.isdigit() else p.NUMBER_WORD[said.lower()], part)
    near = next((f.value for f in reversed(context.found) if f.value and match.start() - f.start < 400 and _A_DAY.match(f.value)), None)
    day = behind or (near[:10] if near else context.published.isoformat())
    return one(match, f"{day}T{hour:02d}:00", "time", end=end)


_PARTS_OF_DAY = {"TMO": "morning", "TAF": "afternoon", "TEV": "evening", "TNI": "night"}
_MINUTES = {"half": 30, "quarter": 15}
_HOUR_BEFORE = re.compile(r"(?i)\b(?:at|until|till|around|about|before|after|from|between)\s\Z")
_SHARED_OUT = re.compile(r"(?i)\b(?:by|of)\s(?:a\s)?\Z")
_HOUR_ENDS = re.compile(rf"{W}?(?:[.,;:)\n]|\Z)|{W}(?:on|in{W}the|when|as|and|this|yesterday|today|tomorrow|tonight)\b")
_DAY_BEHIND = re.compile(rf",?{W}(?:on{W})?")


@resolver
def resolve_spoken_hour(match: Match, context: Context) -> list[Found]:
    """ "half past seven in the evening", "a quarter to six", "ten minutes before midnight".

    Without a part of the day, here or in the day named behind, it has no value.
    """
    if _is_share_or_score(match, context):
        return []
    day, part, end = _day_behind(match, context)
    day, part = day or _day_of_hour(match, context), (match["daypart"] or "").lower() or part
    start = _full_hour(match, part)
    if day is None or start is None:
        return one(match, None, "time", unanchored=day is None, end=end)
    words = (match["share"] or match["minutes"]).lower()
    minutes = _MINUTES.get(words.split()[-1]) or int(to_number(words))
    back = match["way"].lower() in ("to", "before")
    of_day = (start * 60 + (-minutes if back else minutes)) % (24 * 60)
    return one(match, f"{day}T{of_day // 60:02d}:{of_day % 60:02d}", "time", end=end)


def _is_share_or_score(match: Match, context: Context) -> bool:
    """ "cut by a quarter to nine percent", "won ten to five"."""
    before, after = context.before(match.start()), context.after(match.end())
    if COUNTED_AFTER.match(after) or (match["share"] and _SHARED_OUT.search(before)):
        return True
    bare = match["minutes"] and not match["said"]
    clear = match["half"] or match["glued"] or (match["minutes"] or "").isdigit()
    if clear and match["way"].lower() != "after":
        return False  # "20 past 4 p.m.", "15 to noon": what no count looks like
    return bool(bare) and not (_HOUR_BEFORE.search(before) and _HOUR_ENDS.match(after))


def _day_behind(match: Match, context: Context) -> tuple[str | None, str, int | None]:
    """The day named right behind an hour, with its part of the day and its end: "on Monday evening"."""
    behind = _DAY_BEHIND.match(context.text, match.end())
    return _day_at(behind.end(), context) if behind else (None, "", None)


def _day_at(start: int, context: Context) -> tuple[str | None, str, int | None]:
    """The day named at a place, with its part of the day and its end."""
    name, found = context.find_at(start)
    value = found[0].value or "" if found and name in ("weekday", "today", "tonight", "holiday") else ""
    if not _A_DAY.match(value):
        return None, "", None
    return value[:10], _PARTS_OF_DAY.get(value[10:], ""), found[0].end


def _full_hour(match: Match, part: str) -> int | None:
    """The hour of twenty-four that minutes are counted from; None before noon or after it."""
    hour = match["hour"].lower()
    if hour in ("noon", "midnight"):
        return 12 if hour == "noon" else 24
    if not part and (half := match["half"] or match["glued"]):
        part = _HALVES[half[0].lower()]
    return to_hour(p.NUMBER_WORD.get(hour) or int(hour), part) if part else None


@resolver
def resolve_part_of_day(match: Match, context: Context) -> list[Found]:
    """ "by mid-afternoon", "in the early hours": of the day told last, else that of publication."""
    before = context.before(match.start())
    if not (_HOUR_BEFORE.search(before) or re.search(r"(?i)\b(?:by|since|in|during|through|throughout)\s\Z", before)):
        return []
    day = _day_of_hour(match, context)
    word = (match["daypart"] or match["daypart2"]).lower().replace("hours", "morning")
    value = f"{day}{LEXICON['dayparts'][word]}" if day else None
    return one(match, value, "time", modifier_of(match["part"]), unanchored=day is None)


@resolver
def resolve_dawn(match: Match, context: Context) -> list[Found]:
    """ "before dawn", "at nightfall": of the day told last, else that of publication."""
    if not _HOUR_BEFORE.search(context.before(match.start())) and not re.search(r"(?i)\b(?:by|since)\s\Z", context.before(match.start())):
        return []
    if re.match(r"(?:\s(?:to|until|till)\s|-)", context.after(match.end())) or re.search(r"(?i)(?:dawn|sunrise)\s(?:to|until|till)\s\Z", context.before(match.start())):
        return []  # "from dawn to dusk"
    day = _day_of_hour(match, context)
    code = LEXICON["dayparts"][match["daypart"].lower()]
    return one(match, f"{day}{code}" if day else None, "time", unanchored=day is None)


_A_DAY = re.compile(r"\d{4}-\d\d-\d\d")


#: What follows an hour of every day: "8 a.m. to 5 p.m. daily", "8 a.m. to 5 p.m., Monday to Friday".
_EVERY_DAY = re.compile(
    rf"(?:{W}(?:and|&|to|until|or|-|–){W}{p.CLOCK})*,?{W}(?:(?i:every|each){W}(?i:day|morning|night|evening)|daily)\b"
    rf"|{W}?(?:to|until|-|–){W}?{p.CLOCK.replace('?P<', '?P<second_')},?{W}(?:from{W})?{WEEKDAY_SPAN}".replace("?P<", "?P<_")
)
_TO_HOUR = re.compile(r"\s?(?:-|–|&|\b(?:to|until|till|and|or)\b)\s?")
#: Between days that come again and their hours: "daily at 9 p.m.", "Monday to Friday, 9 a.m. to 5 p.m.".
_HOURS_OF_DAYS = re.compile(r",?\s(?:(?:at|from|between|after|before|until|till|around|about)\s)?\(?|\s\((?:at|around|about|from)\s")
#: Values of days that come again.
_DAYS_AGAIN = re.compile(r"P1D|XXXX-(?:WXX-(?:\d|W[DE])|XX-XXT[A-Z]+)")


def is_of_every_day(context: Context, start: int) -> bool:
    """Whether an hour stands behind days that come again, or is the second of two hours of every day."""
    last = context.found[-1] if context.found else None
    if last is None or last.type != "set" or start - last.end > 12:
        return False
    again = _DAYS_AGAIN.fullmatch(last.value or "")
    return (again is not None and _HOURS_OF_DAYS.fullmatch(context.text, last.end, start) is not None) or (
        is_second_of_every_day(context, start)
    )


def is_second_of_every_day(context: Context, start: int) -> bool:
    """Whether an hour is the second of "8 a.m. to 5 p.m." of every day."""
    last = context.found[-1] if context.found else None
    daily = last is not None and last.type == "set" and (last.value or "").startswith("XXXX-XX-XXT")
    return daily and last is not None and _TO_HOUR.fullmatch(context.text[last.end : start]) is not None
