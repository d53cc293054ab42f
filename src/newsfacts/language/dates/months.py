"""Months, quarters and fiscal periods."""

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
    is_part_of_name,
    modifier_of,
    one,
    resolver,
    unknown,
)
from newsfacts.language.dates.patterns import LEXICON, W, any_of
from newsfacts.language.dates.tense import FUTURE, PAST

_IN_PERIOD = re.compile(
    rf"(?i)\b(?:in|since|by|until|till|from|before|after|during|through|throughout|of|to|between|and|or|for|early|late"
    rf"|its|their|mid|this|last|next|the|an|a|every|each|past|around){W}?\Z"
)


_STRONG_PERIOD = re.compile(rf"(?i)\b(?:in|since|until|till|during|through|throughout|between|early|late|last|next){W}?\Z")


@resolver
def resolve_month_year(match: Match, context: Context) -> list[Found]:
    if match["near"]:
        year = year_near(match["near"], match, context)
    else:
        year = int(match["year"])
        # "in May 2000 people fled" may count them; a year that is no round number is a year
        if (year % 100 == 0 or not 1900 <= year <= 2059) and is_count(context, match.start(), match.end()):
            return []
    month = p.MONTH_NUMBER[match["month"].rstrip(".").lower()]
    value = v.to_month(year, month) if year else None
    return one(match, value, modifier=modifier_of(match["part"]), unanchored=year is None)


@resolver
def resolve_month(match: Match, context: Context) -> list[Found]:
    month = p.MONTH_NUMBER[match["month"].rstrip(".").lower()]
    part, near = match["part"], " ".join((match["near"] or "").lower().split())
    if is_part_of_name(context, match.start(), match.end()) or not _is_month(match, context, bool(part or near)):
        return []
    if near in ("every", "each"):
        return one(match, f"XXXX-{month:02d}", "set")
    if near == "that":
        reference = context.reference(match.start(), match.end(), 0)
        value = v.to_month(reference[0].year, month) if reference else None
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


def _is_month(match: Match, context: Context, qualified: bool) -> bool:
    """A month and not a name or a verb: Mrs. May, April Ryan, March on the capital."""
    before, after, word = context.before(match.start()), context.after(match.end()), match["month"]
    if re.match(rf"{W}\d{{1,2}}{NAME_HEAD.pattern}", after):
        return False
    if qualified:
        return not re.match(r"[^\S\n][A-Z][a-z]+[^\S\n](?:said|says)", after)
    if word.isupper() and not re.search(r"(?i)(?:in|since|by)\s\Z", before) and word in ("MAY", "MARCH", "AUGUST"):
        return False
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


@resolver
def resolve_fiscal_year(match: Match, context: Context) -> list[Found]:
    year = match["year"] or match["year2"] or match["year3"]
    if year is None:
        return one(match, None)  # it begins in another month in each country
    return one(match, f"FY{int(year) + (2000 if len(year) == 2 else 0)}")


_QUARTER_NTH = {"first": 1, "second": 2, "third": 3, "fourth": 4, "final": 4, "1st": 1, "2nd": 2, "3rd": 3, "4th": 4, "last": 4}


@resolver
def resolve_quarter(match: Match, context: Context) -> list[Found]:
    word = (match["nth"] or match["nth2"] or "").lower()
    number = _QUARTER_NTH[word] if word else int(match["q"] or match["q2"] or match["q3"] or match["h"])
    half = (match["unit"] or "").lower() == "half" or match["h"] is not None
    given = match["year"] or match["year2"] or match["year3"] or match["year4"] or match["year5"]
    if given and len(given) == 2:
        given = f"20{given}"
    if half and number > 2:
        number = 2
    if not given and not match["near"] and not match["its"]:
        if half or word in ("last", "final") or _is_sport(context, match):
            return []
        if context.published is None:
            return unknown(match)
        now = (context.published.month - 1) // 3 + 1
        direction = context.direction(match.start(), match.end())
        year: int | None = context.published.year - (1 if number > now or (number == now and direction == PAST and
                                                     context.published.month % 3 == 1) else 0)
        if direction == FUTURE and year is not None:
            year = context.published.year + (1 if number < now else 0)
    elif match["near"]:
        year = year_near(match["near"], match, context)
    elif given:
        year = int(given)
    else:
        year = context.published.year if context.published else None
    code = "H" if half else "Q"
    return one(match, f"{year:04d}-{code}{number}" if year else None, unanchored=year is None)


_SPORT = re.compile(rf"(?i)\b{any_of(LEXICON['names']['sport'])}\b")


def _is_sport(context: Context, match: Match) -> bool:
    around = context.before(match.start(), 120) + context.after(match.end(), 120)
    return bool(_SPORT.search(around)) or context.after(match.end(), 6).startswith(("-final", "final", " final", "back"))
