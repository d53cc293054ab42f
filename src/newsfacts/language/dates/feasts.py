"""Seasons, holidays, days with a name, sets, and words without a day of their own."""

# ruff: noqa: E501

from __future__ import annotations

import re

from newsfacts.language.dates import patterns as p
from newsfacts.language.dates import values as v
from newsfacts.language.dates.anchors import stated_year, year_near
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
from newsfacts.language.dates.counts import to_duration, to_number, to_year
from newsfacts.language.dates.patterns import LEXICON, W
from newsfacts.language.dates.tense import FUTURE, PAST


@resolver
def resolve_every(match: Match, context: Context) -> list[Found]:
    word = match["unit"].lower()
    if word == "second" and not match["count"]:
        return []
    if word in LEXICON["dayparts"] and word != "night":
        return one(match, "XXXX-XX-XX" + LEXICON["dayparts"][word], "set")
    if word in LEXICON["seasons"]:
        return one(match, f"XXXX-{LEXICON['seasons'][word]}", "set")
    if word == "quarter":
        return one(match, "P3M", "set")
    if word == "weekend":
        return one(match, "XXXX-WXX-WE", "set")
    number = to_number(match["count"]) if match["count"] else "2" if (match["other"] or "").lower() == "other" else "1"
    return one(match, to_duration(number, p.UNIT_OF[word]), "set")


@resolver
def resolve_times(match: Match, context: Context) -> list[Found]:
    return one(match, to_duration("1", match["unit"].lower()), "set")


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
    code = LEXICON["seasons"][match["season"].lower()]
    part, near = modifier_of(match["part"]), " ".join((match["near"] or match["near2"] or "").lower().split())
    if is_part_of_name(context, match.start(), match.end()):
        return []
    if match["year"] or match["oyear"]:
        year = to_year(match["year"] or match["oyear"], context.published)
        return one(match, f"{year:04d}-{code}" if year else None, modifier=part)
    if match["rel"] or match["onear"]:
        year = year_near(match["rel"] or match["onear"], match, context)
        return one(match, f"{year:04d}-{code}" if year else None, modifier=part, unanchored=year is None)
    before, after = context.before(match.start()), context.after(match.end())
    if not near:
        # fall and spring are verbs and nouns first: only "in the spring", "since autumn", "this fall" are times
        if match["season"][0].isupper() or not re.search(rf"(?i)\b(?:in|since|until|by|during|for|over|through|throughout|before|after){W}\Z", before[-24:]):
            return []
        if re.match(rf"{W}(?:of|in|from|to|by)\b", after) or (match["season"] in ("fall", "spring") and not re.match(rf"{W}?[.,;:)]|{W}(?:and|when|as|with|at|after|before|election|semester|session)\b", after)):
            return []
    if context.published is None:
        return unknown(match, modifier=part)
    this = context.published
    middle = {"SP": 4, "SU": 7, "FA": 10, "WI": 1}[code]
    year = this.year
    if near in ("last", "this past"):
        year -= middle + 1 >= this.month
    elif near in ("next", "this coming", "the coming", "coming"):
        year += middle - 1 <= this.month
    elif near != "this":
        direction = context.direction(match.start(), match.end())
        year += 1 if direction == FUTURE and middle + 2 < this.month else -1 if direction == PAST and middle - 1 > this.month else 0
    return one(match, f"{year:04d}-{code}", modifier=part)


@resolver
def resolve_holiday(match: Match, context: Context) -> list[Found]:
    rule_ = LEXICON["holidays"].get(" ".join(match["name"].split()))
    after = context.after(match.end(), 60)
    if rule_ is None or re.match(rf"{W}?[-–—,(]{W}?(?:on{W})?(?:{p.MONTH_IN_DATE}{W}{p.DAY}|{p.DAY}{W}{p.MONTH_IN_DATE})", after):
        return []  # the day follows, and is the expression
    if re.match(r"[^\S\n](?:[A-Z][a-z]+|trees?|Island|shopping|rally|party|gifts?|cards?)\b", after) and not match["year"]:
        return []
    if match["year"] or match["near"]:
        year = int(match["year"]) if match["year"] else year_near(match["near"], match, context)
        if year is None:
            return unknown(match)
        return one(match, v.holiday(rule_, year).isoformat())
    if (said := stated_year(context, match.start(), match.end())) is not None:
        return one(match, v.holiday(rule_, said).isoformat())
    if context.published is None:
        return unknown(match)
    this = context.published
    candidates = [v.holiday(rule_, y) for y in (this.year - 1, this.year, this.year + 1)]
    direction = context.direction(match.start(), match.end())
    if direction == PAST:
        day = max(d for d in candidates if d <= this)
    elif direction == FUTURE:
        day = min(d for d in candidates if d >= this)
    else:
        day = min(candidates, key=lambda d: abs((d - this).days))
    return one(match, day.isoformat())


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
    if word == "now" and (re.match(r"-|\.[a-z]", after) or (match["word"][0] == "N" and CAPITAL_BEFORE.search(before))):
        return []
    if re.search(r"[-–]\Z", before):
        return []
    if word == "the future" and (re.match(rf"{W}of\b", after) or not re.search(r"(?i)\bin\s\Z", before)):
        return []
    if match["word"][0].isupper() and re.match(r"[^\S\n][A-Z]", after) and CAPITAL_BEFORE.search(before):
        return []
    return one(match, LEXICON["references"][word])


@resolver
def resolve_the_past(match: Match, context: Context) -> list[Found]:
    return one(match, "PAST_REF") if re.search(r"(?i)\bin\s\Z", context.before(match.start())) else []
