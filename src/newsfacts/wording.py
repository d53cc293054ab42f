"""What a record means, in plain words: the one place that the table, the markdown summary and the page speak from.

Everything here takes contract objects and returns plain strings, without markup, colour or layout; a writer escapes
and arranges them. A value that is unknown gives an empty string, so that a writer can choose its own sign for it.
Numbers are exact: an amount is never rounded, and a value that no short form can say exactly is written out.

>>> amount_words(Amount(id="a1", text="$1.7 billion", start=0, end=12, value="1700000000", upper=None,
...                     currency="USD", qualifier="about", per=None))
'about US$1.7 billion'
"""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from decimal import Decimal
from functools import cache
from pathlib import PurePath
from typing import Any

from newsfacts import phrasing
from newsfacts.lexicon.files import read_package_rows
from newsfacts.record import (
    Amount,
    Argument,
    Country,
    Date,
    Fact,
    Official,
    Organization,
    Person,
    Record,
)

Entity = Country | Official | Organization | Person

#: Headings of the columns and fields, the same in every output.
HEADINGS: dict[str, str] = {
    "facts": "Facts", "officials": "Officials", "countries": "Countries", "organizations": "Organizations",
    "people": "People", "amounts": "Amounts", "dates": "Dates", "warnings": "Warnings",
    "who": "Who", "what": "What", "whom": "To whom", "when": "When", "how_much": "How much", "where": "Where",
    "said_by": "Said by", "certainty": "Reliability", "evidence": "Evidence",
    "rule": "Rule", "type": "Type",
    "name": "Name", "office": "Office", "kind": "Kind", "country": "Country",
    "mentions": "Mentions", "value": "Value", "text": "Text",
}


@dataclass(frozen=True, slots=True)
class _Verb:
    """A fact type as an English verb: its base, its past, and what leads to the recipient (empty: nothing)."""

    base: str
    past: str
    to: str = ""


#: How each fact type of the contract reads; a type of one's own (``x_…``) reads as its name.
VERBS: dict[str, _Verb] = {
    "met": _Verb("meet", "met"),
    "visited": _Verb("visit", "visited"),
    "agreed": _Verb("agree", "agreed", "→"),  # a promise or an offer: in a mutual deal both sides are actors
    "supported": _Verb("support", "supported"),
    "cooperated": _Verb("cooperate", "cooperated", "with"),
    "aided": _Verb("aid", "aided"),
    "conceded": _Verb("concede", "conceded", "to"),
    "demanded": _Verb("demand", "demanded", "of"),
    "criticized": _Verb("criticize", "criticized"),
    "refused": _Verb("refuse", "refused"),
    "threatened": _Verb("threaten", "threatened"),
    "protested": _Verb("protest", "protested", "against"),
    "sanctioned": _Verb("sanction", "sanctioned"),
    "mobilized": _Verb("mobilize", "mobilized", "against"),
    "coerced": _Verb("coerce", "coerced"),
    "attacked": _Verb("attack", "attacked"),
    "investigated": _Verb("investigate", "investigated"),
    "said": _Verb("say", "said", "to"),
    "transacted": _Verb("transact", "transacted", "with"),
    "took_office": _Verb("take office", "took office", "in"),
    "left_office": _Verb("leave office", "left office", "in"),
    "enacted": _Verb("enact", "enacted", "for"),
}
#: The auxiliary of each modality but ``actual``, and the mark that says it in one word.
AUXILIARIES: dict[str, str] = phrasing.AUXILIARIES
MARKS: dict[str, str] = {
    "planned": "planned", "possible": "possible", "demanded": "demanded", "conditional": "if", "negated": "not",
}

#: Triggers that say no more than "said".
_PLAIN_SAYING = frozenset({
    "according", "according to", "add", "added", "adding", "adds", "said", "say", "saying", "says", "tell", "telling",
    "tells", "told",
})

#: Signs that readers of English news know; every other currency is written by its code, "CHF 20 million".
SIGNS: dict[str, str] = {
    "USD": "US$", "EUR": "€", "GBP": "£", "JPY": "¥", "CNY": "CN¥", "INR": "₹", "KRW": "₩", "AUD": "A$", "CAD": "C$",
    "NZD": "NZ$", "HKD": "HK$", "SGD": "S$", "TWD": "NT$", "BRL": "R$", "MXN": "MX$", "ILS": "₪", "NGN": "₦",
    "PHP": "₱", "VND": "₫", "UAH": "₴", "TRY": "₺", "RUB": "₽",
}
QUALIFIERS: dict[str, str] = {
    "exact": "", "about": "about", "over": "over", "under": "under", "at_least": "at least", "up_to": "up to",
}
#: What may stand before a sum without making it another thing.
_AMOUNT_LEADS = frozenset({
    "", "a", "about", "almost", "an", "an additional", "another", "around", "at least", "close to", "more than",
    "nearly", "over", "roughly", "some", "the", "up to", "under", "less than",
})
_SCALES: tuple[tuple[int, str], ...] = ((10**12, "trillion"), (10**9, "billion"), (10**6, "million"))

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

#: A line that is only a web address is no headline.
_ADDRESS = re.compile(r"(?:https?://|www\.)\S+", re.IGNORECASE)

#: Longest headline made of an article's first line; with its dots it fits a terminal of 80 columns.
_LONGEST_HEADLINE = 76

#: Where "high" and "medium" begin.
CERTAINTY_LEVELS: tuple[tuple[float, str], ...] = ((0.85, "high"), (0.6, "medium"), (0.0, "low"))


def join(parts: Sequence[str]) -> str:
    """Words of a list as prose: ``a``, ``a and b``, ``a, b and c``."""
    if len(parts) < 2:
        return "".join(parts)
    return f"{', '.join(parts[:-1])} and {parts[-1]}"


def count(number: int, noun: str, plural: str | None = None) -> str:
    """A counted noun: ``1 fact``, ``2,048 facts``."""
    return f"{number:,} {noun if number == 1 else plural or noun + 's'}"


# Amounts


def _decimal(value: Decimal) -> str:
    """Grouped digits without exponent or empty decimals; cents keep two places (``0.50``, never ``0.5``)."""
    text = f"{value:,f}"
    if "." in text:
        whole, places = text.split(".")
        places = places.rstrip("0")
        text = f"{whole}.{places.ljust(2, '0')}" if places else whole
    return text


def _scaled(value: Decimal) -> tuple[str, str]:
    """A number and its scale word, exactly; the scale is empty when grouped digits are shorter to read."""
    for size, word in _SCALES:
        if abs(value) >= size:
            mantissa = (value / size).normalize()
            if mantissa * size == value and -int(mantissa.as_tuple().exponent) <= 3:
                return f"{mantissa:,f}", word
            break
    return _decimal(value), ""


def number_words(value: str, upper: str | None = None) -> str:
    """A decimal string, or a range of two, with its scale: ``1.7 billion``, ``3–4 billion``, ``500,000–1 million``."""
    low, scale = _scaled(Decimal(value))
    if upper is None:
        return f"{low} {scale}".rstrip()
    high, upper_scale = _scaled(Decimal(upper))
    if scale == upper_scale:
        return f"{low}–{high} {scale}".rstrip()
    return f"{low} {scale}".rstrip() + f"–{high} {upper_scale}".rstrip()


def amount_words(amount: Amount) -> str:
    """An amount by its normalised value: ``about US$1.7 billion``, ``€3–4 billion``, ``US$80 per barrel``.

    An amount whose value is unknown is given in the article's own words ("billions of dollars"); one whose currency
    is unknown says so.
    """
    if amount.value is None:
        words = " ".join(amount.text.split())
    else:
        number = number_words(amount.value, amount.upper)
        sign = SIGNS.get(amount.currency or "")
        if amount.currency is None:
            words = f"{number} (currency unknown)"
        elif sign is None:
            words = f"{amount.currency} {number}"
        else:
            words = f"-{sign}{number[1:]}" if number.startswith("-") else f"{sign}{number}"
        if QUALIFIERS[amount.qualifier]:
            words = f"{QUALIFIERS[amount.qualifier]} {words}"
    return f"{words} per {amount.per}" if amount.per else words


# Dates


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


# Certainty


def certainty_level(confidence: float | None) -> str:
    """``high``, ``medium`` or ``low``; ``unmeasured`` for what a rule of one's own tells that nobody measured."""
    if confidence is None:
        return "unmeasured"
    return next(word for least, word in CERTAINTY_LEVELS if confidence >= least)


def certainty_words(fact: Fact) -> str:
    """How probably the fact is right: ``87% (high)``."""
    if fact.confidence is None:
        return certainty_level(None)
    return f"{round(fact.confidence * 100)}% ({certainty_level(fact.confidence)})"


def marks(fact: Fact) -> list[str]:
    """What keeps the fact from being a plain event: ``not``, ``planned``, ``possible``, ``demanded``, ``if``."""
    found = [MARKS["negated"]] if fact.negated else []
    return [*found, MARKS[fact.modality]] if fact.modality in MARKS else found


def verb_words(fact: Fact) -> str:
    """The type as a verb that says whether it happened: ``met``, ``did not meet``, ``will meet``, ``may not meet``."""
    verb = VERBS.get(fact.type)
    if verb is None:
        name = fact.type.removeprefix("x_").replace("_", " ")
        return " ".join([*(f"{mark}:" for mark in marks(fact)), name])
    auxiliary = AUXILIARIES.get(fact.modality)
    if auxiliary is not None:
        return f"{auxiliary} {'not ' if fact.negated else ''}{verb.base}"
    return f"did not {verb.base}" if fact.negated else verb.past


def gloss_words(fact: Fact) -> str:
    """What the type leaves open: the mode, or the article's own trigger where that says the same or there is none.

    ``arrested`` of an arrest that is ``coerced`` (``arrest`` of "jailed"), ``offered`` of an offer that is
    ``agreed``, ``denied`` of what was said only to be denied. Empty where the type itself says it, as for ``met``
    and "meeting".
    """
    verb = VERBS.get(fact.type)
    known = [verb.base, verb.past] if verb is not None else type_words(fact.type).split()
    mode = re.sub("[-_]", " ", fact.mode or "")
    trigger = " ".join(fact.trigger.text.split()).casefold()
    if mode and mode not in known:
        return trigger if _is_same_word(mode, trigger) else mode
    if fact.type == "said" and trigger in _PLAIN_SAYING:
        return ""
    return "" if any(_is_same_word(word, trigger) for word in known) else trigger


def _is_same_word(word: str, other: str) -> bool:
    """Whether two words are forms of one, as far as their beginnings tell: ``refuse`` and ``refusal``."""
    stem = re.sub(r"(?:ied|ed|i[sz]e|e|y)$", "", word)
    return other.startswith(stem if len(stem) > 3 else word) or word.startswith(other)


def type_words(fact_type: str) -> str:
    """A fact type in words: ``took office``."""
    return fact_type.removeprefix("x_").replace("_", " ")


# Entities


@cache
def _country_names() -> dict[str, str]:
    """The name of every country code, for countries that a record speaks of only as somebody's."""
    return {row["code"]: row["name"] for row in read_package_rows("countries.jsonl")}


def country_name(code: str) -> str:
    """The short English name of a country code; the code itself where it is none."""
    return _country_names().get(code, code)


def office_words(official: Official) -> str:
    """The office with its status: ``former house speaker``, ``president-elect``, ``candidate for governor``."""
    office = official.office or official.role.replace("_", " ")
    if official.status in ("former", "acting"):
        return f"{official.status} {office}"
    if official.status == "elect":
        return f"{office}-elect"
    if official.status in ("nominee", "candidate"):
        return f"{official.status} for {office}" if official.office else official.status
    return office


def entity_name(entity: Entity) -> str:
    """What an entity is called: its name, or for somebody unnamed the words of the first mention."""
    if entity.name:
        return entity.name
    return " ".join(entity.mentions[0].text.split()) if entity.mentions else "unnamed"


@dataclass(frozen=True, slots=True)
class FactWords:
    """One fact in words, field by field; empty where the text says nothing.

    Attributes:
        who: the actors, as prose.
        verb: the type as a verb, with its gloss: ``will not meet``, ``agreed (signed)``, ``coerced (arrested)``.
        object: what follows it, with the sign or word between: ``: a defence pact``, `` as mayor``.
        what: verb and object: ``agreed (signed): a defence pact``, ``took office as mayor``.
        whom: the recipients, as prose.
        when: the date.
        how_much: the amount.
        where: the place.
        said_by: whose word it is, with the cue: ``Lloyd Austin (US), “said”``.
        marks: not, planned, possible, demanded, if.
        certainty: ``87% (high)``.
        tag: kind and modality: ``planned · refused``.
        sentence: all of it in one line, led by the article's own verb.
    """

    who: str
    verb: str
    object: str
    what: str
    whom: str
    when: str
    how_much: str
    where: str
    said_by: str
    marks: tuple[str, ...]
    certainty: str
    tag: str
    sentence: str


class Wording:
    """The words of one record: knows its entities, so that a reference is said by its name.

    >>> Wording(record).fact(record.facts[0]).sentence  # doctest: +SKIP
    'Lloyd Austin (US) did not meet Dong Jun (CN) in Laos on 20 November 2024'
    """

    def __init__(self, record: Record) -> None:
        self.record = record
        self.entities: dict[str, Entity] = {
            entity.id: entity
            for layer in (record.countries, record.officials, record.organizations, record.people)
            for entity in layer
        }
        self.amounts = {amount.id: amount for amount in record.amounts}
        self.dates = {date.id: date for date in record.dates}
        self._names: dict[str, str] = {}
        demonyms = (m for country in record.countries for m in country.mentions if m.kind == "demonym")
        told = [(fact.evidence.start, fact.evidence.text) for fact in record.facts]
        self._citizens = {(m.start, m.end): name for m in demonyms if (name := phrasing.find_citizen(m, told))}
        self._country_names = {**_country_names(), **{country.code: country.name for country in record.countries}}

    # Entities

    def country(self, code: str | None) -> str:
        """A country by its name; empty for None."""
        return self._country_names.get(code, code) if code else ""

    def name(self, ref: str) -> str:
        """The short name of an entity, an official or a body with the code of its country: ``Lloyd Austin (US)``."""
        if ref not in self._names:
            entity = self.entities[ref]
            name = entity_name(entity)
            if isinstance(entity, Official | Organization) and entity.country and not self._says_country(entity):
                name = f"{name} ({entity.country})"
            self._names[ref] = name
        return self._names[ref]

    def _says_country(self, entity: Official | Organization) -> bool:
        """Whether the name itself says the country ("South Korean military", "a U.S. official")."""
        country = self.entities.get(entity.country or "")
        if not isinstance(country, Country):
            return False
        name = entity_name(entity)
        words = {country.name, country.alpha3, *(mention.text for mention in country.mentions)}
        return any(re.search(rf"(?<!\w){re.escape(word)}(?!\w)", name) for word in words)

    def office(self, official: Official) -> str:
        """Office and body: ``former house speaker``, ``spokesperson, NATO``.

        An office that is all somebody unnamed is called by is not said again.
        """
        office = office_words(official)
        if not official.name and office.casefold() == entity_name(official).casefold():
            office = ""
        return ", ".join(part for part in (office, official.organization or "") if part)

    def official(self, official: Official) -> str:
        """Office, body and country: ``former house speaker, United States``."""
        return ", ".join(part for part in (self.office(official), self.country(official.country)) if part)

    def organization(self, body: Organization) -> str:
        """Kind and country: ``government, United States``."""
        return ", ".join(part for part in (body.kind.replace("_", " "), self.country(body.country)) if part)

    def about(self, entity: Entity) -> str:
        """What is known of an entity beside its name."""
        if isinstance(entity, Country):
            return entity.code
        if isinstance(entity, Official):
            return self.official(entity)
        if isinstance(entity, Organization):
            return self.organization(entity)
        return "person"

    # Facts

    def argument(self, argument: Argument) -> str:
        """Who or what an argument is: the name of what it refers to, else its own words.

        Citizens are no state: "murdered three Koreans" is not done to South Korea.
        """
        if (citizen := self._citizens.get((argument.start, argument.end))) is not None:
            return citizen
        if argument.ref is None:
            return " ".join(argument.text.split())
        return self.name(argument.ref)

    def arguments(self, arguments: Iterable[Argument]) -> list[str]:
        """The arguments of a role, each once."""
        return list(dict.fromkeys(self.argument(argument) for argument in arguments))

    def verb(self, fact: Fact) -> str:
        """The verb and what it leaves open: ``agreed (offered)``."""
        gloss = gloss_words(fact)
        return f"{verb_words(fact)} ({gloss})" if gloss else verb_words(fact)

    def object(self, fact: Fact) -> str:
        """The object with the sign or word that leads to it; empty where the amount or the recipient says it all."""
        thing = " ".join((fact.object or "").split())
        if not thing or any(thing in " ".join(one.text.split()) for one in fact.recipient):
            return ""
        # A sum that is itself the object is said once, as the amount.
        amount = self.amounts.get(fact.amount or "")
        if amount is not None and thing.endswith(words := " ".join(amount.text.split())):
            lead = thing.removesuffix(words).strip().casefold()
            if lead in _AMOUNT_LEADS:
                return ""
        if fact.type in ("took_office", "left_office"):
            return f" as {thing}"
        return f": {thing}"

    def when(self, fact: Fact) -> str:
        """The date of a fact."""
        return date_words(self.dates[fact.date]) if fact.date else ""

    def how_much(self, fact: Fact) -> str:
        """The amount of a fact."""
        return amount_words(self.amounts[fact.amount]) if fact.amount else ""

    def where(self, fact: Fact) -> str:
        """The place, with its country where the text does not say it itself: ``Lima, Peru``."""
        if fact.place is None:
            return ""
        place, country = " ".join(fact.place.text.split()), self.country(fact.place.country)
        if re.search(rf"\b{re.escape(place.casefold())}\b", country.casefold()):  # "Korea", of South Korea
            return country
        return place if not country or country.casefold() in place.casefold() else f"{place}, {country}"

    def said_by(self, fact: Fact) -> str:
        """Whose word the fact is, and the cue: ``Lloyd Austin (US), “said”``."""
        if fact.attribution is None:
            return ""
        return f"{self._source(fact.attribution.source)}, “{' '.join(fact.attribution.cue.split())}”"

    def _source(self, source: Argument) -> str:
        """Whose word it is, inside a line: "his office"."""
        return phrasing.lower_opening(self.argument(source))

    def phrases(self, fact: Fact) -> list[tuple[str, str]]:
        """Who did what to whom in the order of a sentence, each part with its name, to be joined as they are.

        The article's own verb leads (:mod:`newsfacts.phrasing`); where its trigger gives none, the type's.

        >>> Wording(record).phrases(record.facts[0])  # doctest: +SKIP
        [('who', 'Lloyd Austin (US)'), ('verb', ' met'), ('whom', ' Dong Jun (CN)')]
        """
        if fact.type == "said":
            found = phrasing.phrase_statement(fact, self.argument, join)
        else:
            parts = self._by_verb(fact) or self._by_type(fact)
            found = [(name, phrasing.balance(words)) for name, words in parts]
        name, first = found[0]
        return [(name, first[:1].upper() + first[1:]), *((name, words) for name, words in found[1:] if words.strip())]

    def _by_verb(self, fact: Fact) -> list[tuple[str, str]] | None:
        thing = self._thing(fact)
        amount = self.amounts.get(fact.amount or "")
        sum_words = self.how_much(fact)
        told = amount is None or (thing != sum_words and (amount.text in thing or sum_words in thing))
        told_elsewhere = [part.start for part in (self.dates.get(fact.date or ""), fact.place) if part is not None]
        return phrasing.phrase(
            fact, self.argument, join, thing, self._is_plural,
            None if told or amount is None else (amount.start, sum_words), told_elsewhere,
        )

    def _by_type(self, fact: Fact) -> list[tuple[str, str]]:
        who = join(self.arguments(fact.actor)) or "someone"
        found = [("who", who), ("verb", f" {self.verb(fact)}")]
        if fact.recipient:
            verb = VERBS.get(fact.type)
            if lead := verb.to if verb else "→":
                found.append(("lead", f" {lead}"))
            found.append(("whom", f" {join(self.arguments(fact.recipient))}"))
        found.append(("object", self.object(fact)))
        return found

    def _thing(self, fact: Fact) -> str:
        """What follows the verb: the object, or the sum that is all of it; empty where the recipient says it."""
        thing = " ".join((fact.object or "").split())
        if any(thing in " ".join(one.text.split()) or self._is_name_of(thing, one) for one in fact.recipient):
            thing = ""
        return self.how_much(fact) if fact.amount and self._is_sum(fact, thing) else thing

    def _is_name_of(self, thing: str, one: Argument) -> bool:
        """Whether an object is another name of whom it is done to: "President Sisi" of "Sisi"."""
        entity = self.entities.get(one.ref or "")
        names = [one.text, *(mention.text for mention in entity.mentions)] if entity is not None else []
        found = next((name for name in names if thing.endswith(f" {name}")), None)
        return found is not None and all(word[:1].isupper() for word in thing.removesuffix(found).split())

    def _is_sum(self, fact: Fact, thing: str) -> bool:
        """Whether the object is nothing but the sum."""
        words = " ".join(self.amounts[fact.amount or ""].text.split())
        return not thing or (thing.endswith(words) and thing.removesuffix(words).strip().casefold() in _AMOUNT_LEADS)

    def _is_plural(self, argument: Argument) -> bool:
        if (argument.start, argument.end) in self._citizens:
            return argument.text.endswith("s")
        entity = self.entities.get(argument.ref or "")
        if entity is None:
            return phrasing.says_plural(" ".join(argument.text.split()))
        if isinstance(entity, Organization):  # "the police were attacked"
            return entity_name(entity).casefold().split()[-1] in phrasing.listed("plurals")
        return isinstance(entity, Official) and entity.group

    def circumstances(self, fact: Fact) -> list[tuple[str, str]]:
        """Sum, date and place with the words that lead to them, each only where the sentence has not said it."""
        said = "".join(words for _, words in self.phrases(fact))
        where = phrasing.locate(fact, fact.object) if fact.object else None
        found = []
        if fact.amount and self.how_much(fact) not in said:
            amount = self.amounts[fact.amount]
            if where is None or not where[0] <= amount.start < where[1]:
                found.append(("how_much", self.how_much(fact)))
        if fact.date:
            date = self.dates[fact.date]
            if where is None or not where[0] <= date.start < where[1]:
                found.append(("when", dated_words(date)))
        if fact.place is not None and fact.place.text not in said and self.where(fact) not in said:
            found.append(("where", f"in {self.where(fact)}"))
        return found

    def sentence(self, fact: Fact) -> str:
        """The fact in one line, as a reader would say it."""
        words = "".join(part for _, part in self.phrases(fact))
        for _, part in self.circumstances(fact):
            words += f" · {part}"
        if fact.attribution is not None:
            words += f" · according to {self._source(fact.attribution.source)}"
        return words

    def tag(self, fact: Fact) -> str:
        """What kind of fact the line is, and what keeps it from having happened: ``planned · refused``."""
        return " · ".join([*(mark for mark in marks(fact) if mark != "not"), type_words(fact.type)])

    def fact(self, fact: Fact) -> FactWords:
        """All the words of a fact."""
        return FactWords(
            who=join(self.arguments(fact.actor)),
            verb=self.verb(fact),
            object=self.object(fact),
            what=self.verb(fact) + self.object(fact),
            whom=join(self.arguments(fact.recipient)),
            when=self.when(fact),
            how_much=self.how_much(fact),
            where=self.where(fact),
            said_by=self.said_by(fact),
            marks=tuple(marks(fact)),
            certainty=certainty_words(fact),
            tag=self.tag(fact),
            sentence=self.sentence(fact),
        )

    # The article

    def headline(self, text: str = "") -> str:
        """The article's title; else its first line, shortened; else the name of its file."""
        article = self.record.article
        if article.title:
            return " ".join(article.title.split())
        if article.dateline is not None:  # the head says it
            before, _, after = text.partition(article.dateline.text)
            text = text if before.strip() else after
        lines = (" ".join(line.split()).lstrip("# ") for line in text.splitlines())
        first = next((line for line in lines if line and not _ADDRESS.fullmatch(line)), "")
        if not first:
            return PurePath(article.source).name or article.source
        if len(first) <= _LONGEST_HEADLINE:
            return first
        return first[:_LONGEST_HEADLINE].rsplit(" ", 1)[0].rstrip(" ,;:.—–-") + " …"

    def head(self) -> list[str]:
        """What is known of the article: publisher, dateline, day of publication and its origin, size, source."""
        article = self.record.article
        origin = {"option": "given", "metadata": "from the metadata", "text": "from the text"}
        parts = [article.publisher or ""]
        if article.dateline:
            country = self.country(article.dateline.country)
            place = article.dateline.place or article.dateline.text
            parts.append(place if not country or country in place else f"{place}, {country}")
        if article.published and article.published_from:
            parts.append(f"{iso_day_words(article.published)} ({origin[article.published_from]})")
        else:
            parts.append("day of publication unknown")
        parts.append(f"{count(article.sentences, 'sentence')}, {count(article.characters, 'character')}")
        parts.append(article.source if article.source != "-" else "standard input")
        return [" ".join(part.split()) for part in parts if part]

    def counts(self) -> str:
        """How much the record holds: ``12 facts, 5 officials, 3 countries, 2 amounts, 4 dates``."""
        record = self.record
        return ", ".join([
            count(len(record.facts), "fact"), count(len(record.officials), "official"),
            count(len(record.countries), "country", "countries"), count(len(record.amounts), "amount"),
            count(len(record.dates), "date"),
        ])


def explanation_lines(record: Record, reasons: Iterable[dict[str, Any]]) -> Iterator[str]:
    """Why each fact was found, a line for the fact and one for each thing that decided.

    Args:
        record: the record of the facts.
        reasons: what :func:`newsfacts.language.facts.explain` says of the same Doc.
    """
    words = Wording(record)
    sentences = {fact.id: words.sentence(fact) for fact in record.facts}
    for reason in reasons:
        yield f"{reason['fact']}  {sentences.get(reason['fact'], '')}".rstrip()
        for key, value in reason.items():
            if key == "fact" or not value:
                continue
            for part in value if isinstance(value, list) else [value]:
                shown = f"{part['role']} {part['text']} ({part['path']})" if isinstance(part, dict) else str(part)
                yield f"    {key.replace('_', ' ')}: {shown}"
