"""Years, decades, centuries and years before Christ."""

# ruff: noqa: E501

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import replace
from typing import NamedTuple

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
    if not part and not match["ad"] and not _is_year(_Beside(year, before, after)):
        return []
    return one(match, f"{year:04d}", modifier=modifier_of(part) or (
        modifier_before(context, match.start()) if re.search(r"(?i)(?:about|around|circa)\s\Z", before) else None))


class _Beside(NamedTuple):
    """Four digits that may be a year, and what stands around them."""

    year: int
    before: str
    after: str


def _is_year(beside: _Beside) -> bool:
    """A year and not a count, a label or a model number: the first reading that knows decides."""
    verdicts = (reading(beside) for reading in _READINGS)
    return next(verdict for verdict in verdicts if verdict is not None)


_CODE_BEFORE = re.compile(r"[-–/@]\Z|\b(?!US|UK|EU)[A-Z]{2,3}\s?\Z|(?i:\brs\.?\s?)\Z")
_ABOUT_BEFORE = re.compile(rf"(?i)\b(?:about|around|approximately|roughly|circa|at{W}least){W}\Z")
_ABOUT_AFTER = re.compile(rf"\s*\Z|{W}?[.,;:)]|{W}(?:and|or|to|through|until|till|when|by|in|at|with|as)\b")
_AND_YEAR = re.compile(rf"{W}and{W}{p.YEAR}")
_AND_YEAR_ONLY = re.compile(rf"{W}and{W}{p.YEAR}(?=[.,;:)]|{W}?\Z|{W}(?:the|a|an|as|when|in|by|it|he|she)\b)")
_TIMES_BEFORE = re.compile(rf"(?i)(?:\b(?:in|since|of|from|until|before|after|by|during|the|this|that|its|his|her|their|and|to)|[a-z]['’]s){W}\Z")
_COUNTED_PLURAL = re.compile(rf"{W}(?!was|is|has|as|this|his)[a-z]*(?:(?<![isu])s|children|people|men|women|folk)\b")
_MORE_AFTER = re.compile(rf"{W}(?:new|other|more)\b")
_PLURAL_AFTER = re.compile(rf"{W}(?!was\b|is\b|has\b|as\b|this\b|his\b|across\b)[a-z]{{3,}}s\b")


def _read_behind(beside: _Beside) -> bool | None:
    """ "a 2000 year old tradition", "2000-ft", "2019/3"."""
    after = beside.after
    if re.match(rf"(?:{W}|-)years?\b", after):
        return False
    glued = after.startswith(("-", "/", "°", "º")) and re.match(r"[-/][\w]", after) and not re.match(r"-[a-z]", after)
    return False if glued else None


def _read_code(beside: _Beside) -> bool | None:
    """ "BBC 2000", "EN/2000"."""
    if _CODE_BEFORE.search(beside.before) is None:
        return None
    return re.search(r"\b(?:IN|BY)\s\Z", beside.before) is not None


def _read_count(beside: _Beside) -> bool | None:
    """What a number before "people" or "dollars" counts."""
    if COUNTED_AFTER.match(beside.after) is None:
        return None
    odd = beside.year % 100 == 0 or not 1900 <= beside.year <= 2059 or MEASURED_AFTER.match(beside.after)
    return False if odd or not re.search(rf"(?i)\b(?:in|since|by|until){W}\Z", beside.before) else None


def _read_about(beside: _Beside) -> bool | None:
    """ "until about 2009", but "about 2000 troops"."""
    if _ABOUT_BEFORE.search(beside.before) is None:
        return None
    return 1900 <= beside.year <= 2059 and _ABOUT_AFTER.match(beside.after) is not None


def _read_label(beside: _Beside) -> bool | None:
    """ "Flight 1972"."""
    return False if LABEL_BEFORE.search(beside.before) else None


def _read_capital(beside: _Beside) -> bool | None:
    """ "Nigeria's 1999 constitution", "the US 2024 election", but "a Boeing 2000"."""
    capital = CAPITAL_BEFORE.search(beside.before)
    if capital is None:
        return None
    if capital[1].endswith(("'s", "’s", "s'", "s’")) or capital[1] in ("US", "U.S.", "UK", "EU"):
        return 1700 <= beside.year <= 2059 and re.match(rf"{W}[A-Za-z]", beside.after) is not None
    return None if PERIOD_BEFORE.search(beside.before) else False


def _read_far(beside: _Beside) -> bool | None:
    """A year long ago or far ahead: after "in", "since" …, in brackets, or between two of them."""
    year, before, after = beside
    if 1900 <= year <= 2059:
        return None
    if re.search(rf"(?i)\bbetween{W}\Z", before):
        return bool(year % 100 and _AND_YEAR.match(after)) or _AND_YEAR_ONLY.match(after) is not None
    if not _TIMES_BEFORE.search(before):
        return before.endswith("(") and after.startswith(")") and year < 1900
    return not _COUNTED_PLURAL.match(after) and not _MORE_AFTER.match(after)


def _read_period(beside: _Beside) -> bool | None:
    """ "since 1999", or at the head of a clause."""
    if not PERIOD_BEFORE.search(beside.before) and not re.search(r"[(\n,:;“\"‘]\s?\Z|\A\Z", beside.before):
        return None
    return not re.match(rf"{W}(?:new|other|more|additional)\b", beside.after)


def _read_rest(beside: _Beside) -> bool:
    """ "a 2014 report", but "2014 boats"."""
    if _PLURAL_AFTER.match(beside.after) or re.search(r"\d\s\Z", beside.before):
        return False
    return re.match(rf"{W}?[.,;:)\]'’]|{W}[a-z]|\s*\Z", beside.after) is not None


_READINGS: tuple[Callable[[_Beside], bool | None], ...] = (
    _read_behind, _read_code, _read_count, _read_about, _read_label, _read_capital, _read_far, _read_period, _read_rest,
)  # fmt: skip


_LISTED = re.compile(r",?\s(?:and|or|to|through|until)\s|,\s|\s?[-–—]\s?")


#: A song or a film: "Boys Of '83".
_IN_TITLE = re.compile(r"\bOf\s\Z|(?<!the\s)(?<!The\s)\b(?:Spring|Summer|Autumn|Fall|Winter)\sof\s\Z")


@resolver
def resolve_short_year(match: Match, context: Context) -> list[Found]:
    """ "in '68"."""
    before = context.before(match.start())
    if not re.search(r"(?i)\b(?:in|since|of|until|till|by|before|after|from)\s\Z", before) or _IN_TITLE.search(before):
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
            short = p.TENS.get(match["word"].lower().replace("ies", "y"), 0)  # the noughties
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
                Found(match.start("part2" if match["part2"] else "nth"), match.end(), "date", value, modifier_of(match["part2"]))]
    return one(match, value, modifier=modifier_of(match["part"]))


@resolver
def resolve_era(match: Match, context: Context) -> list[Found]:
    if match["bc"]:
        return one(match, f"BC{int(match['bc'].replace(',', '')):04d}")
    if match["christ"]:
        era = "BC" if match["way"] == "before" else ""
        found = [Found(match.start("christ"), match.end(), "date", f"{era}{int(match['christ']):04d}")]
        if match["since"]:
            found.insert(0, Found(*match.span("since"), "date", f"{era}{int(match['since']):04d}"))
        return found
    return one(match, f"{int(match['ad'] or match['ad2']):04d}")
