"""Times of day."""

# ruff: noqa: E501

from __future__ import annotations

import re

from newsfacts.language.dates import patterns as p
from newsfacts.language.dates.context import Context, Found, Match, one, resolver
from newsfacts.language.dates.patterns import LEXICON, W


def time_value(match: Match, day: str | None) -> str | None:
    """The TIMEX3 time of a match with clock groups, on a day."""
    groups = match.groupdict()
    if day is None:
        return None
    if groups.get("named"):
        return day + ("T12:00" if groups["named"].lower() == "noon" else "T24:00")
    if groups.get("military"):
        hour, minute = int(groups["military"][:2]), int(groups["military"][2:])
    elif groups.get("hour24"):
        hour, minute = int(groups["hour24"]), int(groups["minute24"])
    else:
        hour, minute = int(groups["hour"]), int(groups["minute"] or 0)
        if not 1 <= hour <= 12:
            return None
        hour = hour % 12 + (12 if groups["half"].lower().startswith("p") else 0)
    zone = "Z" if (groups.get("zone") or "").strip() in ("GMT", "UTC") else ""
    return f"{day}T{hour:02d}:{minute:02d}{zone}"


def with_time(match: Match, day: str | None, *, modifier: str | None = None, unanchored: bool = False) -> list[Found]:
    """A day, or the time on it when the match has a clock or a part of the day."""
    groups = match.groupdict()
    if any(groups.get(k) for k in ("hour", "hour24", "military", "named")):
        return one(match, time_value(match, day), "time", modifier, unanchored=unanchored)
    if groups.get("daypart"):
        word = groups["daypart"].lower()
        if word == "hours":  # the early hours are the morning's, the late ones the night's
            word, modifier = ("night", None) if modifier == "END" else ("morning", "START")
        code = LEXICON["dayparts"][word]
        return one(match, f"{day}{code}" if day else None, "time", modifier, unanchored=unanchored)
    return one(match, day, "date", modifier, unanchored=unanchored)


@resolver
def resolve_clock(match: Match, context: Context) -> list[Found]:
    if match["hour24"] and not match["zone"] and not re.search(r"(?i)\b(?:at|by|until|before|after|from|to|between|around|about)\s\Z",
                                                              context.before(match.start())):
        return []  # a score, a verse, a race time
    if _EVERY_DAY.match(context.after(match.end())) or _EVERY_DAY_BEFORE.search(context.before(match.start())):
        value = time_value(match, "XXXX-XX-XX")
        return one(match, value, "set") if value else []
    days = [f.value[:10] for f in context.found if f.value and f.type in ("date", "time") and _A_DAY.match(f.value)]
    near = next((f for f in reversed(context.found) if f.value and match.start() - f.start < 400 and f.type in ("date", "time")
                 and _A_DAY.match(f.value)), None)
    if near and near.value:
        day: str | None = near.value[:10]
    else:  # a story of several days leaves the day of a bare hour open
        day = context.published.isoformat() if context.published and len(set(days)) < 2 else None
    value = time_value(match, day)
    if value is None and day is not None:
        return []
    return one(match, value, "time", unanchored=day is None)


@resolver
def resolve_oclock(match: Match, context: Context) -> list[Found]:
    part = (match["daypart"] or "").lower()
    if not part or context.published is None:
        return one(match, None, "time", unanchored=context.published is None)  # before noon or after it
    hour = int(match["hour"]) if match["hour"].isdigit() else p.NUMBER_WORD[match["hour"].lower()]
    hour = hour % 12 + (0 if part == "morning" or (part == "night" and hour < 6) else 12)
    near = next((f.value for f in reversed(context.found) if f.value and match.start() - f.start < 400 and _A_DAY.match(f.value)), None)
    return one(match, f"{near[:10] if near else context.published.isoformat()}T{hour:02d}:00", "time")


_A_DAY = re.compile(r"\d{4}-\d\d-\d\d")


_EVERY_DAY = re.compile(rf"(?:{W}(?:and|&|to|until|or|-|–){W}{p.CLOCK})*,?{W}(?:(?i:every|each){W}(?i:day|morning|night|evening)|daily)\b".replace("?P<", "?P<_"))


_EVERY_DAY_BEFORE = re.compile(rf"(?i)\b(?:(?:every|each)\s(?:day|morning|night|evening)|daily)\s(?:at|from|between)\s(?:{p.CLOCK}\s(?:and|&|to|until|or)\s)?\Z")
