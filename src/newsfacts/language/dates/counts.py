"""Counts and lengths of time as TIMEX3 writes them."""

# ruff: noqa: E501

from __future__ import annotations

import datetime as dt
import re

from newsfacts.language.dates.patterns import LEXICON
from newsfacts.language.numerals import resolve_number, to_plain


def to_number(text: str) -> str:
    """A count as TIMEX3 writes it: digits, or X when vague."""
    words = " ".join(text.lower().replace("-", " ").split())
    if words in ("a", "an", "one"):
        return "1"
    if words in ("a couple of", "a couple", "couple of"):
        return "2"
    if words in ("a dozen", "half a dozen", "two dozen"):
        return {"a dozen": "12", "half a dozen": "6", "two dozen": "24"}[words]
    half = words.endswith(("and a half", "1/2"))
    words = re.sub(r" ?(?:and a half|1/2)$", "", words)
    if re.fullmatch(r"[\d,]+(?:\.\d+)?", words):
        number = words.replace(",", "")
    else:
        named = resolve_number(words)
        if named is None:
            return "X"
        number = to_plain(named)
    return number + ".5" if half and "." not in number else number


def to_duration(number: str, unit: str) -> str:
    """``P3Y``, ``PT48H``, ``PXM``; decades and centuries in years, or as PXDE, PXCE when vague."""
    prefix, size, letter = LEXICON["units"][unit]
    if number == "X":
        letter = {"decade": "DE", "century": "CE", "millennium": "ML"}.get(unit, letter)
        return f"P{prefix}X{letter}"
    if size != 1:
        product = float(number) * size
        number = str(int(product)) if product.is_integer() else str(product)
    elif "." in number:
        number = number.rstrip("0").rstrip(".")
    else:
        number = str(int(number))
    return f"P{prefix}{number}{letter}"


def is_range(low: str | None, high: str) -> bool:
    """Whether two counts are the ends of a range: "two or three" years, "10-15" days."""
    return low is not None and high != "X" and to_number(low) != "X" and float(to_number(low)) < float(high)


def is_age(before: str, after: str) -> bool:
    """How old somebody or something is: no date."""
    return bool(re.match(r"(?:\sand\s[\w-]+\s(?:months?|weeks|days))?(?:[-\s]{1,2}olds?\b|[-\s]of[-\s]age\b|['’]? old\b)", after) or re.search(r"(?i)\b(?:aged|ages?|age of)\s(?:(?:between\s|from\s)?[\w-]+\s(?:and|to|or)\s)?\Z", before))


def to_year(text: str, published: dt.date | None) -> int | None:
    """The year that digits mean: "1998", or "'98" in the century that is not still to come.

    Two digits that may as well be of this century as of the last one (1926 or 2026) have no year.
    """
    digits = text.lstrip("'’")
    if len(digits) == 4:
        return int(digits)
    number, now = int(digits), published.year if published else 2025
    if now // 100 * 100 + number <= now + 1:
        return now // 100 * 100 + number
    return now // 100 * 100 - 100 + number if number > now % 100 + 15 else None
