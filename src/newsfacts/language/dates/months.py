"""Months of a year."""

# ruff: noqa: E501

from __future__ import annotations

import re

from newsfacts.language.dates import patterns as p
from newsfacts.language.dates import values as v
from newsfacts.language.dates.anchors import year_near, year_of
from newsfacts.language.dates.context import (
    CAPITAL_BEFORE,
    NAME_HEAD,
    Context,
    Found,
    Match,
    is_count,
    is_of_every_year,
    is_part_of_name,
    modifier_of,
    one,
    resolver,
    unknown,
)
from newsfacts.language.dates.counts import to_year
from newsfacts.language.dates.patterns import W
from newsfacts.language.dates.relative import is_fine_enough

_IN_PERIOD = re.compile(
    rf"(?i)\b(?:in|since|by|until|till|from|before|after|during|through|throughout|of|to|between|and|or|for|early|late"
    rf"|its|their|mid|this|last|next|the|an|a|every|each|past|around|both|(?-i:[a-z]{{2,}}est)|worst|best){W}?\Z|\b{p.MONTH}{W}?[-–—/]{W}?\Z"
)


_STRONG_PERIOD = re.compile(rf"(?i)\b(?:in|since|until|till|during|through|throughout|between|early|late|last|next){W}?\Z")


#: What a month in small letters stands behind: "in october", no "june bug".
_LOWER_PERIOD = re.compile(
    r"(?i)\b(?:in|since|until|till|by|from|to|before|after|during|through|between|and|of|for)\s(?:mid-)?\Z"
)


@resolver
def resolve_month_year(match: Match, context: Context) -> list[Found]:
    if match["near"]:
        year = year_near(match["near"], match, context)
    else:
        year = to_year(match["year"], context.published)
        # "in May 2000 people fled" may count them; a year that is no round number is a year
        if year and (year % 100 == 0 or not 1900 <= year <= 2059) and is_count(context, match.start(), match.end()):
            return []
    month = p.MONTH_NUMBER[match["month"].rstrip(".").lower()]
    value = v.to_month(year, month) if year else None
    return one(match, value, modifier=modifier_of(match["part"]), unanchored=year is None)


@resolver
def resolve_month(match: Match, context: Context) -> list[Found]:
    month = p.MONTH_NUMBER[match["month"].rstrip(".").lower()]
    part, near = match["part"], " ".join((match["near"] or "").lower().split())
    told = bool(part or near)
    if is_part_of_name(context, match.start(), match.end()) or not _is_month(match, context, told):
        return []
    if match["month"].islower() and not (told or _LOWER_PERIOD.search(context.before(match.start()))):
        return []
    if near in ("every", "each") or is_of_every_year(context, match.start(), match.end()):
        return one(match, f"XXXX-{month:02d}", "set")
    if near in _COUNTED_FROM_TOLD:
        value = _month_beside_told(match, context, month, _COUNTED_FROM_TOLD[near])
        return one(match, value, unanchored=value is None)
    if near and context.published is None:
        return unknown(match, modifier=modifier_of(part))
    if near and context.published:
        year, this = context.published.year, context.published.month
        if near in ("last", "this past"):
            year -= month >= this
        elif near in ("next", "this coming"):
            year += month <= this
    else:
        found = year_of(context, month, None, match.start(), match.end())
        if found is None:
            return unknown(match, modifier=modifier_of(part))
        year = found
    return one(match, v.to_month(year, month), modifier=modifier_of(part))


#: Which way these lead from the date told last.
_COUNTED_FROM_TOLD = {"that": 0, "the same": 0, "the following": 1, "the previous": -1, "the preceding": -1}


def _month_beside_told(match: Match, context: Context, month: int, step: int) -> str | None:
    """ "that May" of the year told last, "the following May" after the month told last; after a year, nobody knows."""
    reference = context.reference(match.start(), match.end(), step)
    if reference is None or (step and not is_fine_enough(reference[1], "month")):
        return None
    here = reference[0]
    after = 1 if step > 0 and month <= here.month else -1 if step < 0 and month >= here.month else 0
    value = v.to_month(here.year + after, month)
    return None if step > 0 and context.is_told_ahead(value, match.start(), match.end()) else value


def _is_month(match: Match, context: Context, qualified: bool) -> bool:
    """A month and not a name or a verb: Mrs. May, April Ryan, March on the capital."""
    before, after, word = context.before(match.start()), context.after(match.end()), match["month"]
    if re.match(rf"{W}\d{{1,2}}{NAME_HEAD.pattern}", after):
        return False
    if qualified:
        return not re.match(r"[^\S\n][A-Z][a-z]+[^\S\n](?:said|says)", after)
    if word in ("MAY", "MARCH", "AUGUST"):
        return re.search(r"(?i)(?:in|since|by)\s\Z", before) is not None
    if word in ("May", "March"):
        if word == "May" and context.has_person_may:
            return bool(_STRONG_PERIOD.search(before))
        return bool(_IN_PERIOD.search(before)) and not re.match(rf"{W}(?:said|says|told|(?:on|for)\b(?=.{{0,20}}[A-Z])|and[^\S\n]her)", after)
    if (re.match(r"-[A-Z]", after) and not re.match(rf"-{p.MONTH}", after)) or re.search(r"\d-\Z", before):
        return False  # "06-Jan": a score that a spreadsheet took for a day
    capital_after = re.match(r"[^\S\n]([A-Z][a-z]+)", after)
    if capital_after and not _STRONG_PERIOD.search(before) and not re.match(rf"{p.MONTH}|{p.WEEKDAY}", capital_after[1]):
        return False
    capital_before = CAPITAL_BEFORE.search(before)
    return not (capital_before and not _IN_PERIOD.search(before) and word in ("April", "June", "August"))
