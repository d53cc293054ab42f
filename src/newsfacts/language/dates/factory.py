"""The spaCy component ``newsfacts_dates``."""

from __future__ import annotations

import datetime as dt
from typing import Any, cast

from spacy.language import Language
from spacy.tokens import Doc

from newsfacts.language.dates.context import Context, Found
from newsfacts.language.dates.grammar import find_expressions
from newsfacts.language.dates.values import to_days
from newsfacts.record import Date


def create_dates(nlp: Language, name: str) -> DateFinder:
    """Build the component; it has no settings."""
    return DateFinder(name)


class DateFinder:
    """Finds temporal expressions and gives them TIMEX3 values.

    Reads ``doc._.published`` (else the article's own day) as the anchor of relative expressions, and the tense from
    the parse when the Doc has one. Sets ``doc._.dates``, a list of :class:`newsfacts.record.Date` in reading order,
    and ``doc.spans["dates"]``. Without an anchor a relative expression has no value, and one warning says
    how many; another names the expressions of which nothing tells the value ("the next day", "the first week of May").

    Measured on 22 gold articles (2004 to 2024, 77 dates; the gold was looked at while the rules were written):

    ===============  =========  ======  =====
    what             precision  recall  F1
    ===============  =========  ======  =====
    span, exact      0.962      0.974   0.968
    TIMEX3 value     0.987      1.000   0.994
    ===============  =========  ======  =====

    Of duckling's English examples of dates that news can mean, 218 of 271 agree (``benchmarks/duckling.py``).

    >>> import spacy, newsfacts
    >>> nlp = spacy.blank("en"); _ = nlp.add_pipe("newsfacts_dates")
    >>> [date.value for date in nlp("The treaty of May 5, 2015 was signed in the 1990s.")._.dates]
    ['2015-05-05', '199']
    """

    def __init__(self, name: str = "newsfacts_dates") -> None:
        self.name = name

    def __call__(self, doc: Doc) -> Doc:
        text = doc.text  # once: spaCy joins it anew each time
        anchor = _anchor_of(doc)
        found = find_expressions(Context(doc, text, anchor))
        doc._.dates = [_to_date(number, one, text) for number, one in enumerate(found, 1)]
        spans = (doc.char_span(one.start, one.end, label="DATE", alignment_mode="expand") for one in found)
        doc.spans["dates"] = [span for span in spans if span is not None]
        if said := _warn(found, text, anchor):
            doc._.warnings = [*doc._.warnings, *said]
        return doc


def _warn(found: list[Found], text: str, anchor: dt.date | None) -> list[str]:
    """What of the expressions found has no value, and why."""
    out = []
    missing = sum(one.unanchored for one in found)
    if missing and anchor is None:
        count = "1 relative date has" if missing == 1 else f"{missing} relative dates have"
        out.append(f"no publication date: {count} no value")
    unknown = [one for one in found if one.value is None and not one.ambiguous and (anchor or not one.unanchored)]
    if words := _quoted(unknown, text):
        out.append(f"nothing tells the value of {', '.join(words)}")
    return [*out, *(f"day or month first: {words}" for words in _quoted([o for o in found if o.ambiguous], text))]


def _quoted(found: list[Found], text: str) -> list[str]:
    """The words of expressions, each once, in quotation marks."""
    return list(dict.fromkeys(repr(" ".join(text[one.start : one.end].split())) for one in found))


def _anchor_of(doc: Doc) -> dt.date | None:
    published = doc._.published or (doc._.article.published if doc._.article else None)
    return cast("dt.date | None", published)


def _to_date(number: int, found: Found, text: str) -> Date:
    days = found.days or (to_days(found.value) if found.type == "date" else None)
    first, last = days if days else (None, None)
    fields: dict[str, Any] = {
        "id": f"d{number}",
        "text": text[found.start : found.end],
        "start": found.start,
        "end": found.end,
        "type": found.type,
        "value": found.value,
        "from": first.isoformat() if first else None,
        "to": last.isoformat() if last else None,
        "modifier": found.modifier,
    }
    return Date(**fields)
