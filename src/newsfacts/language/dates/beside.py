"""What lies beside another day: "the night before", "the Monday after Easter", "Friday week", "a week on Monday"."""

from __future__ import annotations

import datetime as dt
import re
from dataclasses import dataclass, replace

from newsfacts.language.dates import patterns as p
from newsfacts.language.dates import values as v
from newsfacts.language.dates.context import Context, Found, Match, one, resolver, unknown
from newsfacts.language.dates.patterns import LEXICON, W
from newsfacts.language.dates.tense import FUTURE, PAST

#: Nothing follows that the "before" or "after" could belong to.
CLOSED = re.compile(
    rf"{W}?(?:[.,;:)\n\"”’—–]|\Z)|{W}(?:in|at|on|when|by|that|and|but|as|with|for|from)\b"
)
_A_DAY = re.compile(r"\d{4}-\d\d-\d\d")
_ARTICLE = re.compile(rf"{W}(?:(?i:the|an?){W})?")
#: What is named by its day behind it: "the day after the vote on May 5".
_NOUN_ON = re.compile(rf"{W}(?:(?i:the|an?|his|her|its|their){W})?(?:[a-z][\w-]*{W}){{1,3}}(?:on|of){W}(?:the{W})?")


@dataclass(frozen=True)
class Anchor:
    """The day that something is counted from; ``end`` where the words for it are part of the expression."""

    day: dt.date | None
    unanchored: bool = False
    end: int | None = None


def anchor_beside(match: Match, context: Context, step: int) -> Anchor:
    """The day that "before" or "after" at the end of a match counts from.

    It is the day named behind ("Easter", "Monday's vote", "the vote on May 5"), or, where nothing stands behind, the
    date told last; of anything else ("the vote") nobody knows the day.
    """
    if CLOSED.match(context.text, match.end()):
        reference = context.reference(match.start(), match.end(), step)
        fine = reference is not None and (not reference[1] or _A_DAY.match(reference[1]) is not None)
        return Anchor(reference[0] if reference and fine else None, unanchored=reference is None)
    for lead in (_ARTICLE, _NOUN_ON):
        behind = lead.match(context.text, match.end())
        found = _find_within(context, match.start(), behind.end()) if behind else []
        if found and found[0].type in ("date", "time") and _A_DAY.match(found[0].value or ""):
            first = found[0]
            named = lead is _ARTICLE and not re.match(rf"['’]s?{W}|{W}[a-z]+", context.after(first.end))
            alone = lead is _ARTICLE and (named or CLOSED.match(context.text, first.end) is not None)
            return Anchor(dt.date.fromisoformat((first.value or "")[:10]), end=first.end if alone else None)
    return Anchor(None)


def _find_within(context: Context, outer: int, start: int) -> list[Found]:
    """What is found at a place, in the direction of the expression that begins at ``outer``."""
    context.outer = outer
    try:
        return context.find_at(start)[1]
    finally:
        context.outer = None


@resolver
def resolve_part_beside(match: Match, context: Context) -> list[Found]:
    """ "the night before", "the Monday after Easter"."""
    step = -1 if match["way"].lower() == "before" else 1
    if match["week"]:
        return _week_beside(match, context, step)
    anchor = anchor_beside(match, context, step)
    daypart = match["daypart"] or match["weekpart"]
    kind = "time" if daypart else "date"
    found = one(match, None, kind, unanchored=anchor.unanchored, end=anchor.end)
    if anchor.day is None:
        return found
    if match["weekday"]:
        day = v.weekday_from(anchor.day, p.WEEKDAY_NUMBER[match["weekday"].lower()], step, strict=True)
    else:
        day = anchor.day + dt.timedelta(step)
    value = day.isoformat()
    if step > 0 and context.is_told_ahead(value, match.start(), match.end()):
        return found
    code = LEXICON["dayparts"][daypart.lower()] if daypart else ""
    return [replace(found[0], value=f"{value}{code}")]


def _week_beside(match: Match, context: Context, step: int) -> list[Found]:
    """ "the weekend before Easter", "the week after Easter"; what weekend the one after the vote is, nobody knows."""
    weekend = match["week"].lower() == "weekend"
    if not weekend and CLOSED.match(context.text, match.end()):
        return []  # "the week before": see "the day before"
    anchor = anchor_beside(match, context, step)
    if anchor.day is None:
        return one(match, None, unanchored=anchor.unanchored) if weekend else []
    if not weekend:
        return one(match, v.to_week(anchor.day + dt.timedelta(7 * step)), end=anchor.end)
    saturday = v.weekday_from(anchor.day, 6, step, strict=True)
    if saturday == anchor.day - dt.timedelta(1):
        saturday -= dt.timedelta(7)  # that is the weekend of a feast on a Sunday
    return one(match, v.to_weekend(saturday), end=anchor.end)


@resolver
def resolve_eve_of(match: Match, context: Context) -> list[Found]:
    """ "the eve of Sunday's vote": the day before, where it is told."""
    anchor = anchor_beside(match, context, -1)
    if anchor.day is None:
        return []
    return one(match, (anchor.day - dt.timedelta(1)).isoformat(), end=anchor.end)


@resolver
def resolve_nth_weekday_beside(match: Match, context: Context) -> list[Found]:
    """ "the second Monday after Easter"."""
    step = -1 if match["way"].lower() == "before" else 1
    anchor = anchor_beside(match, context, step)
    if anchor.day is None:
        return []
    word = match["nth"].lower()
    weeks = p.ORDINAL_WORD.get(word) or int(word[:-2])
    day = v.weekday_from(anchor.day, p.WEEKDAY_NUMBER[match["weekday"].lower()], step, strict=True)
    return one(match, (day + dt.timedelta(weeks=(weeks - 1) * step)).isoformat(), end=anchor.end)


@resolver
def resolve_weekday_week(match: Match, context: Context) -> list[Found]:
    """ "Friday week" is the Friday after the coming one, "tomorrow week" eight days ahead.

    Which "last Monday week" and "next Monday week" are, people disagree.
    """
    if context.published is None:
        return unknown(match)
    if match["near"] or context.direction(match.start(), match.end()) == PAST:
        return one(match, None)
    return one(match, _weeks_after(match, context.published).isoformat())


def _weeks_after(match: Match, this: dt.date) -> dt.date:
    """A week or a fortnight after the coming weekday, today or tomorrow."""
    if match["weekday"]:
        day = v.weekday_from(this, p.WEEKDAY_NUMBER[match["weekday"].lower()], 1, strict=True)
    else:
        day = this + dt.timedelta(p.DAY_WORDS[match["word"].lower()])
    return day + dt.timedelta(weeks=2 if match["unit"].lower() == "fortnight" else 1)


_RATE_BEFORE = re.compile(r"(?i)(?:\b(?:in|for|of|once|twice|times|within|per|days|hours)|\d)\s\Z")


@resolver
def resolve_week_on(match: Match, context: Context) -> list[Found]:
    """ "a week on Monday", "a week tomorrow", of what is to come; "a week last Tuesday" of what is over."""
    direction = context.direction(match.start(), match.end())
    if _RATE_BEFORE.search(context.before(match.start())) or direction != (PAST if match["last"] else FUTURE):
        return []
    if context.published is None:
        return unknown(match)
    if not match["last"]:
        return one(match, _weeks_after(match, context.published).isoformat())
    day = v.weekday_from(context.published, p.WEEKDAY_NUMBER[match["weekday"].lower()], -1, strict=True)
    return one(match, (day - dt.timedelta(weeks=2 if match["unit"].lower() == "fortnight" else 1)).isoformat())


_SIZES = {"week": r"\d{4}-W\d\d.*|\d{4}-\d\d-\d\d.*", "month": r"\d{4}-\d\d(?:-\d\d.*)?",
          "quarter": r"\d{4}-Q\d", "day": r"\d{4}-\d\d-\d\d.*"}


@resolver
def resolve_same_of_year(match: Match, context: Context) -> list[Found]:
    """ "the same month last year": of the month, week or quarter that the text told last."""
    unit = match["unit"].lower()
    told = next((f.value for f in reversed(context.found) if f.value and f.type in ("date", "time")
                 and match.start() - f.start < 500), "")
    shape = _SIZES.get(unit)
    if shape is None or re.fullmatch(shape, told) is None:
        return one(match, None)
    if match["year"]:
        year: int | None = int(match["year"])
    elif context.published is None:
        return unknown(match)
    else:
        year = context.published.year - 1 if match["last"] else int(told[:4]) - 1
    if unit == "week":
        days = v.to_days(told)
        return one(match, f"{year:04d}-W{days[0].isocalendar()[1]:02d}" if days else None)
    return one(match, f"{year:04d}{told[4 : {'month': 7, 'quarter': 7, 'day': 10}[unit]]}")


@resolver
def resolve_year_ago(match: Match, context: Context) -> list[Found]:
    """ "year-ago levels", "the year-earlier quarter"; which quarter, only the text's last one tells."""
    if context.published is None:
        return unknown(match)
    unit = (match["unit"] or "").lower()
    if unit in ("", "period"):
        return one(match, f"{context.published.year - 1:04d}")
    told = context.found[-1].value or "" if context.found else ""
    if unit not in ("quarter", "month") or re.fullmatch(_SIZES[unit], told) is None:
        return one(match, None)
    return one(match, f"{int(told[:4]) - 1:04d}{told[4:7]}")
