"""TIMEX3 values and days in words."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Callable

from newsfacts.record import Date
from newsfacts.wording.lists import join

MODIFIERS: dict[str, str] = {
    "START": "early", "MID": "mid", "END": "late", "APPROX": "about", "LESS_THAN": "less than",
    "MORE_THAN": "more than", "EQUAL_OR_LESS": "at most", "EQUAL_OR_MORE": "at least", "BEFORE": "before",
    "AFTER": "after",
}
_MONTHS = (
    "January", "February", "March", "April", "May", "June", "July", "August", "September", "October", "November",
    "December",
)
_WEEKDAYS = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")
_ORDINALS = ("first", "second", "third", "fourth")
_SEASONS = {"SP": "spring", "SU": "summer", "FA": "autumn", "WI": "winter"}
_DAY_PARTS = {
    "MO": "morning", "MI": "midday", "AF": "afternoon", "EV": "evening", "NI": "night", "DT": "daytime",
}
_REFERENCES = {"PRESENT_REF": "now", "PAST_REF": "in the past", "FUTURE_REF": "in the future"}
_UNITS = {
    "Y": "year", "M": "month", "W": "week", "D": "day", "Q": "quarter", "E": "decade", "DE": "decade",
    "CE": "century", "C": "century", "L": "millennium", "WE": "weekend", "H": "hour", "S": "second",
}
_PLURALS = {"century": "centuries", "millennium": "millennia"}


def day_words(day: dt.date) -> str:
    """A day as news writes it, unambiguous everywhere: ``20 November 2024``."""
    return f"{day.day} {_MONTHS[day.month - 1]} {day.year}"


def iso_day_words(day: str) -> str:
    """:func:`day_words` of an ISO day."""
    return day_words(dt.date.fromisoformat(day))


def date_span_words(first: str | None, last: str | None) -> str:
    """Two ISO days as one span: ``20 November 2024``, ``1 November 2024 – 30 November 2024``; empty where unknown."""
    if first is None or last is None:
        return ""
    return iso_day_words(first) if first == last else f"{iso_day_words(first)} – {iso_day_words(last)}"


def _calendar_words(value: str) -> str:
    """A TIMEX3 calendar value without time of day; empty when it is none."""
    for pattern, say in _CALENDAR:
        if match := pattern.fullmatch(value):
            try:
                return say(match)
            except ValueError:  # no such day or week
                return ""
    return ""


def _week_words(match: re.Match[str]) -> str:
    day = dt.date.fromisocalendar(int(match[1]), int(match[2]), 6 if match[3] else 1)
    return f"{'weekend' if match[3] else 'week'} of {day_words(day)}"


def _month_words(match: re.Match[str]) -> str:
    month = int(match[2])
    return f"{_MONTHS[month - 1]} {match[1]}" if 1 <= month <= 12 else ""


#: Shapes of calendar values, and how each is said.
_CALENDAR: tuple[tuple[re.Pattern[str], Callable[[re.Match[str]], str]], ...] = (
    (re.compile(r"\d{4}-\d\d-\d\d"), lambda m: iso_day_words(m[0])),
    (re.compile(r"(\d{4})-(\d\d)"), _month_words),
    (re.compile(r"(FY)?(\d{4})"), lambda m: f"{'fiscal ' if m[1] else ''}{m[2]}"),
    (re.compile(r"\d{3}"), lambda m: f"{m[0]}0s"),
    (re.compile(r"\d{2}"), lambda m: f"{m[0]}00–{m[0]}99"),
    (re.compile(r"(\d{4})-Q([1-4])"), lambda m: f"{_ORDINALS[int(m[2]) - 1]} quarter of {m[1]}"),
    (re.compile(r"(\d{4})-H([12])"), lambda m: f"{_ORDINALS[int(m[2]) - 1]} half of {m[1]}"),
    (re.compile(r"(\d{4})-(SP|SU|FA|WI)"), lambda m: f"{_SEASONS[m[2]]} {m[1]}"),
    (re.compile(r"(\d{4})-W(\d\d)(-WE)?"), _week_words),
)


def _duration_words(value: str) -> str:
    """A TIMEX3 duration (``P3Y``, ``PT48H``, ``P1Y6M``, ``PXD``); empty when it is none."""
    match = re.fullmatch(r"P((?:(?:[\d.]+|X)(?:DE|CE|WE|[YMWDQECL]))*)(?:T((?:(?:[\d.]+|X)[HMS])+))?", value)
    if not match or value == "P":
        return ""
    parts = []
    for text, names in ((match[1], _UNITS), (match[2], {**_UNITS, "M": "minute"})):
        for number, unit in re.findall(r"([\d.]+|X)(DE|CE|WE|[A-Z])", text or ""):
            noun = names[unit]
            plural = _PLURALS.get(noun, noun + "s")
            if number == "X":
                parts.append(f"some {plural}")
            else:
                parts.append(f"{number} {noun if number == '1' else plural}")
    return join(parts)


def _set_words(value: str) -> str:
    """A TIMEX3 set (``XXXX-WXX-1``, ``P1Y``); empty when it is none."""
    if match := re.fullmatch(r"XXXX-WXX-([1-7])", value):
        return f"every {_WEEKDAYS[int(match[1]) - 1]}"
    if match := re.fullmatch(r"XXXX-(\d\d)(?:-(\d\d))?", value):
        month = int(match[1])
        if 1 <= month <= 12:
            return f"every {int(match[2])} {_MONTHS[month - 1]}" if match[2] else f"every {_MONTHS[month - 1]}"
    if match := re.fullmatch(r"XXXX-(SP|SU|FA|WI)", value):
        return f"every {_SEASONS[match[1]]}"
    simple = {"XXXX": "every year", "XXXX-XX": "every month", "XXXX-WXX": "every week", "XXXX-XX-XX": "every day"}
    if value in simple:
        return simple[value]
    words = _duration_words(value)
    return f"every {words.removeprefix('1 ')}" if words and not words.startswith("some") else ""


def date_words(date: Date) -> str:
    """A temporal expression by its TIMEX3 value: ``20 November 2024``, ``early 2023``, ``3 years``, ``every Monday``.

    What has no value, or a value that no words are known for, is given in the article's own words.
    """
    value, own = date.value, " ".join(date.text.split())
    if value is None:
        return own
    if value in _REFERENCES:
        return _REFERENCES[value]
    if date.type == "set":
        words = _set_words(value)
    elif value.startswith("P"):
        words = _duration_words(value)
    elif "T" in value:
        day, _, time = value.partition("T")
        clock = _DAY_PARTS.get(time, time if re.fullmatch(r"\d\d(:\d\d){0,2}", time) else "")
        if re.fullmatch(r"\d\d", clock):
            clock += ":00"
        calendar = _calendar_words(day)
        words = f"{calendar}, {clock}" if calendar and clock else ""
    else:
        words = _calendar_words(value)
    if not words:
        return own
    if date.modifier is None:
        return words
    return f"mid-{words}" if date.modifier == "MID" else f"{MODIFIERS[date.modifier]} {words}"


def days_words(date: Date) -> str:
    """The days a date covers, in ISO: ``2024-11-20``, ``2024-11-18 to 2024-11-24``; empty when unknowable."""
    if date.from_ is None and date.to is None:
        return ""
    if date.from_ == date.to:
        return date.from_ or ""
    if date.from_ is None:
        return f"until {date.to}"
    return f"{date.from_} to {date.to}" if date.to else f"from {date.from_}"


#: A month as news writes it: "January", "Jan.", "Sept.".
_MONTH = "(?:" + "|".join(rf"{month}|{month[:3]}\.?" for month in _MONTHS) + r"|Sept\.?)"
_DAY = rf"(?:{'|'.join(_WEEKDAYS)})(?: (?:morning|afternoon|evening|night))?"
#: What leads to the article's own words for a day that has no value; "yesterday" and "last week" have nothing.
_UNDATED: tuple[tuple[re.Pattern[str], str], ...] = (
    (re.compile(rf"{_DAY}(?:,? {_MONTH} \d\d?)?|{_MONTH} \d\d?|\d\d? {_MONTH}"), "on"),
    (re.compile(rf"(?:early |late |mid-)?{_MONTH}"), "in"),
    (re.compile(r"\d\d?(?:[:.]\d\d)? ?[ap]\.?m\b.*"), "at"),
)


def dated_words(date: Date) -> str:
    """A date with the word that leads to it: ``on 20 November 2024``, ``in 2022``, ``for 3 years``."""
    words = date_words(date)
    if date.value is None:
        lead = next((lead for pattern, lead in _UNDATED if pattern.fullmatch(words)), "")
        return f"{lead} {words}".lstrip()
    if date.type == "set" or not re.match(r"[\dFP]", date.value):
        return words
    if date.type == "duration":
        return f"for {words}"
    if _REFERENCES.get(date.value) or date.modifier in {"BEFORE", "AFTER", "LESS_THAN", "MORE_THAN"}:
        return words
    if words.startswith(("week ", "weekend ")):
        return f"in the {words}"
    if re.fullmatch(r"\d{3}|\d{2}", date.value) or words.startswith(tuple(f"{nth} " for nth in _ORDINALS)):
        return f"in the {words}"
    return f"on {words}" if re.match(r"\d{4}-\d\d-\d\d", date.value) else f"in {words}"
