"""Years, decades, centuries and years before Christ."""

# ruff: noqa: E501

from __future__ import annotations

import re
from dataclasses import replace

from newsfacts.language.dates import patterns as p
from newsfacts.language.dates.context import (
    CAPITAL_BEFORE,
    COUNTED_AFTER,
    LABEL_BEFORE,
    MEASURED_AFTER,
    PERIOD_BEFORE,
    Context,
    Found,
    Match,
    modifier_before,
    modifier_of,
    one,
    resolver,
)
from newsfacts.language.dates.counts import to_year
from newsfacts.language.dates.patterns import W


@resolver
def resolve_year(match: Match, context: Context) -> list[Found]:
    before, after, year = context.before(match.start()), context.after(match.end()), int(match["year"])
    part, to = match["part"], match["to"]
    last_found = context.found[-1] if context.found else None
    if last_found and (last_found.value or "").startswith("FY") and _LISTED.fullmatch(context.text[last_found.end : match.start()]):
        return one(match, f"FY{year:04d}")  # "fiscal 2022 and 2023"
    if to:
        last = int(to) if len(to) == 4 else year // 100 * 100 + int(to)
        if len(to) == 2 and last < year and year % 100 == 99:
            last += 100
        if not year < last <= 2100 or LABEL_BEFORE.search(before):
            return []
        return [Found(match.start(), match.end("year"), "date", f"{year:04d}", modifier_of(part)),
                Found(match.start("to"), match.end("to"), "date", f"{last:04d}")]
    if not part and not match["ad"] and not _is_year(year, before, after, context, match):
        return []
    return one(match, f"{year:04d}", modifier=modifier_of(part) or (
        modifier_before(context, match.start()) if re.search(r"(?i)(?:about|around|circa)\s\Z", before) else None))


def _is_year(year: int, before: str, after: str, context: Context, match: Match) -> bool:
    """A year and not a count, a label or a model number."""
    if re.match(rf"(?:{W}|-)years?\b", after):
        return False  # "a 2000 year old tradition"
    if after.startswith(("-", "/", "°", "º")) and re.match(r"[-/][\w]", after) and not re.match(r"-[a-z]", after):
        return False
    if re.search(r"[-–/@]\Z|\b(?!US|UK|EU)[A-Z]{2,3}\s?\Z|(?i:\brs\.?\s?)\Z", before):
        return bool(re.search(r"\b(?:IN|BY)\s\Z", before))
    if COUNTED_AFTER.match(after) and (
        year % 100 == 0 or not 1900 <= year <= 2059 or MEASURED_AFTER.match(after)
        or not re.search(rf"(?i)\b(?:in|since|by|until){W}\Z", before)
    ):
        return False
    if re.search(rf"(?i)\b(?:about|around|approximately|roughly|circa|at{W}least){W}\Z", before):
        return 1900 <= year <= 2059 and bool(
            re.match(rf"\s*\Z|{W}?[.,;:)]|{W}(?:and|or|to|through|until|till|when|by|in|at|with|as)\b", after))
    if LABEL_BEFORE.search(before):
        return False
    capital = CAPITAL_BEFORE.search(before)
    if capital and (capital[1].endswith(("'s", "’s", "s'", "s’")) or capital[1] in ("US", "U.S.", "UK", "EU")):
        return 1700 <= year <= 2059 and bool(re.match(rf"{W}[A-Za-z]", after))
    period = PERIOD_BEFORE.search(before)
    if capital and not period:
        return False
    if year < 1900 or year > 2059:
        if re.search(rf"(?i)\bbetween{W}\Z", before):
            return bool(year % 100 and re.match(rf"{W}and{W}{p.YEAR}", after)) or bool(re.match(rf"{W}and{W}{p.YEAR}(?=[.,;:)]|{W}?\Z|{W}(?:the|a|an|as|when|in|by|it|he|she)\b)", after))
        if not re.search(rf"(?i)\b(?:in|since|of|from|until|before|after|by|during|the|and|to){W}\Z", before):
            return bool(re.search(r"\(\Z", before) and after.startswith(")") and year < 1900)
        return not re.match(rf"{W}(?!was|is|has|as|this|his)[a-z]*(?:s|children|people|men|women|folk)\b", after) and not re.match(rf"{W}(?:new|other|more)\b", after)
    if period or re.search(r"[(\n,:;“\"‘]\s?\Z|\A\Z", before):
        return not re.match(rf"{W}(?:new|other|more|additional)\b", after)
    return not re.match(rf"{W}(?!was\b|is\b|has\b|as\b|this\b|his\b|across\b)[a-z]{{3,}}s\b", after) and bool(
        re.match(rf"{W}?[.,;:)\]'’]|{W}[a-z]|\s*\Z", after)) and not re.search(r"\d\s\Z", before)


_LISTED = re.compile(r",?\s(?:and|or|to|through|until)\s|,\s|\s?[-–—]\s?")


@resolver
def resolve_short_year(match: Match, context: Context) -> list[Found]:
    """ "in '68"."""
    if not re.search(r"(?i)\b(?:in|since|of|until|till|by|before|after|from)\s\Z", context.before(match.start())):
        return []
    year = to_year(match["yy"], context.published)
    return one(match, f"{year:04d}" if year else None)


@resolver
def resolve_decade(match: Match, context: Context) -> list[Found]:
    start = match.start()
    if match["full"]:
        year = int(match["full"])  # "the 1800s" is a century, "the 2000s" in news a decade
        is_century = year % 100 == 0 and year < 2000
        value = f"{year // 100}" if is_century else f"{year // 10}"
    else:
        last = context.found[-1] if context.found else None
        second = last is not None and re.fullmatch(r"\d{3}", last.value or "") and _LISTED.fullmatch(context.text[last.end : start])
        if not second and not match["quoted"] and (not re.match(r"(?i)the\s", match[0]) or (match["short"] or "99") < "30"):
            return []  # "the 1970s and 80s", but "his 80s"
        if re.search(r"(?i)\b(?:his|her|their|my|our|your)\s\Z", context.before(start)):
            return []  # an age
        if match["word"]:
            short = p.TENS[match["word"].lower().replace("ies", "y")]
        else:
            short = int(match["quoted"] or match["short"])
        if re.match(rf"{W}(?:degrees|percent|Fahrenheit)|°", context.after(match.end())):
            return []
        century = int((last.value or "19")[:2]) if second and last else 19 if short >= 20 else 20
        value = f"{century}{short // 10}"
    found = one(match, value, modifier=modifier_of(match["part"]))
    # one article for two decades ("the 1970s and 1980s") belongs to the pair, not to the first
    if re.match(rf"{W}(?:and|or|to|through){W}(?:early|late|mid)?[- ]?['’\d]", context.after(match.end())):
        article = re.match(rf"(?i)the{W}", match[0])
        if article:
            return [replace(found[0], start=start + article.end())]
    return found


@resolver
def resolve_century(match: Match, context: Context) -> list[Found]:
    word = match["nth"].lower()
    number = p.ORDINAL_WORD.get(word) or int(re.sub(r"\D", "", word))
    value = f"BC{number - 1:02d}" if match["bc"] else f"{number - 1:02d}"
    if match["first"]:  # "the 19th and 20th centuries"
        earlier = match["first"].lower()
        number = p.ORDINAL_WORD.get(earlier) or int(re.sub(r"\D", "", earlier))
        first = f"BC{number - 1:02d}" if match["bc"] else f"{number - 1:02d}"
        return [Found(match.start(), match.end("first"), "date", first, modifier_of(match["part"])),
                Found(match.start("nth"), match.end(), "date", value)]
    return one(match, value, modifier=modifier_of(match["part"]))


@resolver
def resolve_era(match: Match, context: Context) -> list[Found]:
    if match["bc"]:
        return one(match, f"BC{int(match['bc'].replace(',', '')):04d}")
    return one(match, f"{int(match['ad'] or match['ad2']):04d}")
