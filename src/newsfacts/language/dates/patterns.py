"""The vocabulary of time as regular expressions, built from ``lexicon/dates.toml``."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterable, Mapping
from importlib import resources
from typing import Any

LEXICON: dict[str, Any] = tomllib.loads(
    resources.files("newsfacts.lexicon").joinpath("dates.toml").read_text("utf-8")
)


def any_of(words: Iterable[str]) -> str:
    """An alternation of which the longest fitting word wins, and in which a space matches white space of a paragraph.

    Words that begin alike are factored, ``(?:t(?:en|wo))``: at most places of a text the first letter already says no.
    """
    return f"(?:{_factor(words)})"


def _factor(words: Iterable[str]) -> str:
    tails: dict[str, list[str]] = {}
    for word in sorted(set(words)):
        tails.setdefault(word[:1], []).append(word[1:])
    ends = tails.pop("", None)
    branches = "|".join(
        (W if letter == " " else re.escape(letter)) + (_factor(rest) if len(rest) == 1 else f"(?:{_factor(rest)})")
        for letter, rest in tails.items()
    )
    return f"(?:{branches})?" if ends and branches else branches


#: White space within a line: no expression crosses the end of one.
W = r"(?:[^\S\n]{1,5})"

MONTH_NUMBER: dict[str, int] = {}
for _number, (_name, _short) in enumerate(LEXICON["months"].items(), 1):
    for _form in (_name, *_short):
        MONTH_NUMBER[_form.lower()] = _number
WEEKDAY_NUMBER: dict[str, int] = {}
for _number, (_name, _short) in enumerate(LEXICON["weekdays"].items(), 1):
    for _form in (_name, *_short):
        WEEKDAY_NUMBER[_form.lower()] = _number

_MONTHS, _WEEKDAYS = LEXICON["months"], LEXICON["weekdays"]
_OTHER_WORDS = LEXICON["months_that_are_words"]
_SHORT_MONTHS = [s for short in _MONTHS.values() for s in short]
_SHORT_WEEKDAYS = [s for short in _WEEKDAYS.values() for s in short]
#: Full names as they stand in capitals and, where they can be no other words, in small letters.
_FULL_MONTHS = [*_MONTHS, *(m.upper() for m in _MONTHS), *(m.lower() for m in _MONTHS if m not in _OTHER_WORDS)]
#: A month by its full name, or abbreviated with its full stop.
MONTH = f"(?:{any_of(_FULL_MONTHS)}|{any_of(_SHORT_MONTHS)}\\.)"
#: Beside a day or a year the abbreviation may stand without its full stop, and in capitals.
MONTH_IN_DATE = (
    f"(?:{any_of(_FULL_MONTHS)}\\b"
    f"|{any_of([*_SHORT_MONTHS, *(m.upper() for m in _SHORT_MONTHS)])}(?:\\.|(?![\\w.])))"
)
#: Beside a day of the month also "march", "may" and "august".
MONTH_BESIDE_DAY = f"(?:{MONTH_IN_DATE}|{any_of(m.lower() for m in _OTHER_WORDS)}\\b)"
WEEKDAY = any_of([*_WEEKDAYS, *(d.upper() for d in _WEEKDAYS), *(d.lower() for d in _WEEKDAYS)])
#: Cut short, where no other word or name looks so.
SHORT_WEEKDAY = rf"{any_of(s for s in _SHORT_WEEKDAYS if s not in LEXICON['weekdays_that_are_words'])}\.?"
WEEKDAY_IN_DATE = f"(?:{WEEKDAY}|{any_of(_SHORT_WEEKDAYS)}\\.?)"
DAY = r"(?:3[01]|[12]\d|0?[1-9])(?:st|nd|rd|th)?(?![\w%]|[.,:]\d)"
YEAR = r"(?:1\d{3}|20\d{2})(?![\w%$€£]|[.,:]\d|['’]\d)"
#: Also with an apostrophe for its century: "May '52".
ANY_YEAR = rf"(?:{YEAR}|['’]\d\d(?![\w'’]|[.,]\d))"
#: A month inside a day written in one piece: "03-Mar-2019".
MONTH_LETTERS = f"(?i:{any_of([*_MONTHS, *_SHORT_MONTHS])})"
#: The first year of two: "2023-24".
YEAR_OF_RANGE = r"(?:19\d\d|20\d{2})(?![\w%$€£]|,\d|\.\d|['’]\d)"

ONES = ["one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven", "twelve", "thirteen",
        "fourteen", "fifteen", "sixteen", "seventeen", "eighteen", "nineteen"]
TENS = {"twenty": 20, "thirty": 30, "forty": 40, "fifty": 50, "sixty": 60, "seventy": 70, "eighty": 80, "ninety": 90}
NUMBER_WORD: dict[str, int] = {w: n for n, w in enumerate(ONES, 1)}
for _ten, _value in TENS.items():
    NUMBER_WORD[_ten] = _value
    for _n, _word in enumerate(ONES[:9], 1):
        NUMBER_WORD[f"{_ten}-{_word}"] = _value + _n
ORDINAL_WORD = {w: n for n, w in enumerate(
    ["first", "second", "third", "fourth", "fifth", "sixth", "seventh", "eighth", "ninth", "tenth", "eleventh",
     "twelfth", "thirteenth", "fourteenth", "fifteenth", "sixteenth", "seventeenth", "eighteenth", "nineteenth",
     "twentieth", *(f"twenty-{w}" for w in ("first", "second", "third", "fourth", "fifth", "sixth", "seventh",
                                            "eighth", "ninth")), "thirtieth", "thirty-first"], 1)}
ORDINAL = f"(?i:{any_of(ORDINAL_WORD)}|\\d{{1,2}}(?:st|nd|rd|th))"
_VAGUE = ["several", "a few", "few", "many", "some", "dozens of", "hundreds of", "thousands of", "a number of",
          "a couple of", "a couple", "a dozen", "half a dozen", "two dozen"]
_ONES, _TEENS = any_of(ONES[:9]), any_of(ONES)
_BELOW_HUNDRED = rf"(?:{any_of(TENS)}(?:(?:{W}|-){_ONES})?|{_TEENS})"
#: "twelve", "twenty four", "five hundred and twelve", "a thousand and one".
SPELLED = (
    rf"(?:{_BELOW_HUNDRED}|an?(?={W}(?:hundred|thousand)\b))"
    rf"(?:{W}(?:hundred|thousand)(?:(?:{W}and)?{W}{_BELOW_HUNDRED})?){{0,3}}"
)
COUNT = (
    r"(?i:\d{1,3}(?:,\d{3})+|\d{1,4}(?:\.\d{1,2})?(?:[- ](?:1/2|and[- ]a[- ]half))?"
    f"|(?:{SPELLED}(?:{W}and{W}a{W}half|-and-a-half)?)|{any_of(_VAGUE)})"
)
#: The lower of two counts: "two to" three years, "10-"15 days.
LOW = (
    rf"(?:(?P<low>\d{{1,3}}(?={W}?[-–—])|(?i:\d{{1,3}}|{any_of(NUMBER_WORD)})(?=(?:-{W}?|{W})(?i:to|or)\b))"
    rf"(?:(?:-{W}?|{W})(?i:to|or)(?:{W}|-)|{W}?[-–—]{W}?))?"
)

_UNITS = LEXICON["units"]
UNIT_OF: dict[str, str] = {}
for _unit in _UNITS:
    UNIT_OF[_unit] = _unit
    UNIT_OF[LEXICON["plurals"].get(_unit, _unit + "s")] = _unit
_DURATIONS = [u for u in UNIT_OF if UNIT_OF[u] != "weekend"]
UNIT_SINGULAR = f"(?i:{any_of(u for u in _DURATIONS if u in _UNITS)})"
UNIT_PLURAL = f"(?i:{any_of(u for u in _DURATIONS if u not in _UNITS)})"
#: Units as headlines cut them short.
SHORT_UNITS: dict[str, str] = LEXICON["short_units"]
CALENDAR_UNIT = f"(?i:weekend|week|month|quarter|year|decade|century|{'|'.join(SHORT_UNITS)})"

DAYPART = f"(?i:{any_of(LEXICON['dayparts'])})"
SEASON = f"(?:{any_of([*LEXICON['seasons'], *(s.capitalize() for s in LEXICON['seasons'])])})"
#: "early", "late in the", "the end of the": a part of the period that follows.
PART = (
    f"(?:(?=[b-flmorstvB-FLMORSTV])(?P<part>(?i:early{W}in|late{W}in|later{W}in|earlier{W}in|early{W}on|late{W}on"
    f"|(?:the{W})?(?:(?:very|tail){W})?(?:start|beginning|middle|end|close|turn|outset){W}of"
    f"|(?:the{W})?(?:(?:first|second|latter|former)(?:{W}|-)half|rest|remainder){W}of"
    f"|(?:the{W})?(?:early|earlier|later|late|mid|middle|end)))(?:-|{W}))"
)
_ZONES = any_of(LEXICON["zones"])
#: Before an hour that nothing else tells from a count: "at" 3 in the afternoon.
_AT_WORDS = ("at", "by", "from", "until", "around", "about", "before", "after", "to")
_AT = "|".join(rf"(?<=\b{word}\s)" for word in _AT_WORDS)
CLOCK = (
    rf"(?:(?:(?P<hour12>1[0-2]|0?[1-9])[:.](?P<minute12>[0-5]\d)|(?:{_AT})(?P<bare12>1[0-2]|[1-9]))(?:{W}o['’]clock)?{W}"
    rf"(?i:in{W}the{W}(?P<half12>morning|afternoon|evening)|at{W}(?P<night12>night))\b"
    r"|(?P<hour>[01]?\d|2[0-3])(?:[:.](?P<minute>[0-5]\d))?[^\S\n]?(?P<half>(?i:[ap]\.m\.?|[ap]m\b))"
    r"|(?P<hour24>[01]?\d|2[0-3])[:h](?P<minute24>[0-5]\d)(?![\w:])"
    r"|(?P<military>(?:[01]\d|2[0-3])[0-5]\d)(?=[^\S\n]?(?:GMT|UTC|hrs|hours|local time)\b)"
    r"|(?P<named>(?i:noon|midnight))\b)"
    rf"(?P<zone>[^\S\n](?:{_ZONES})\b)?"
)
#: Days that come again by their kind, with the token that TIMEX3 has for weekends and its sister for the others.
KINDS_OF_DAYS = {"weekday": "XXXX-WXX-WD", "weekend": "XXXX-WXX-WE"}
DAY_WORDS = {"today": 0, "yesterday": -1, "tomorrow": 1, "the day before yesterday": -2, "the day after tomorrow": 2,
             "day before yesterday": -2, "day after tomorrow": 2}
NEAR = f"(?:this|last|next|that|the{W}same)"
NUMERIC = r"(?P<a>\d{1,2})(?P<sep>[/.-])(?P<b>\d{1,2})(?P=sep)(?P<y>(?:19|20)\d{2}|\d{2}(?<=/\d\d))"

#: What ``{name}`` stands for in ``date_expressions.toml``.
MACROS: dict[str, str] = {
    **{name.lower(): value for name, value in globals().items() if name.isupper() and isinstance(value, str)},
    "ordinal_word": any_of(ORDINAL_WORD),
    "number_word": any_of(NUMBER_WORD),
    "hour_word": any_of(ONES[:12]),
    "day_word": any_of(DAY_WORDS),
    "tens_plural": any_of(ten.replace("y", "ies") for ten in TENS),
    "holiday": any_of(
        spelled for name in (*LEXICON["holidays"], *LEXICON["state_days"]) for spelled in (name, name.replace("'", "’"))
    ),
    "event": any_of(LEXICON["events"]),
    "own_year_word": any_of(LEXICON["own_years"]),
    "frequency": any_of(LEXICON["frequencies"]),
    "reference": any_of(LEXICON["references"]),
}


_PIECE = re.compile(r"(?P<kept>\[(?:\\.|[^\]\\])*\]|\\.)|(?P<space> )|\{(?P<macro>[a-z]\w*)\}")


def expand(pattern: str, parts: Mapping[str, str]) -> str:
    """A pattern of the lexicon as a regular expression: spaces are white space, ``{name}`` is a part or a word list.

    Raises:
        KeyError: no part and no word list has that name.
    """

    def piece(match: re.Match[str]) -> str:
        if match["macro"]:
            name = match["macro"]
            return expand(parts[name], parts) if name in parts else MACROS[name]
        return W if match["space"] else match[0]

    return _PIECE.sub(piece, pattern)
