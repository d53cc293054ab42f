"""On which days a deed was, as its article states them: its own date, or days counted from another.

A record gives a time of day no calendar day of its own ("Tuesday morning"), and a span none at all ("two days after the
bombardment"); here both are days.
"""

from __future__ import annotations

import datetime as dt
import re

from newsfacts.corpus.names import load_words
from newsfacts.record import Date, Fact, Record

#: A day, and perhaps the time of it: "2028-10-10TMO".
_DAY = re.compile(r"\d{4}-\d\d-\d\d(?=$|T)")
#: Whole days or weeks.
_SPAN = re.compile(r"P(\d+)([DW])$")
#: Words between "two days after" and the deed: "the Ugandan army's ...", "it had ...".
_GAP = re.compile(r"\s+(\w+)(?:\s+[\w'’.-]+){0,5}\s*$")
#: What stands before a day that its sentence stresses.
_STRESSED = re.compile(r"\bit was (?:only |just |not until )?(?:on )?$", re.IGNORECASE)
#: By how many days a span of weeks is taken to be inexact; one of more than seven days is by one.
ABOUT = 2


class Days:
    """The days of the deeds of one record."""

    def __init__(self, record: Record) -> None:
        self._dates = sorted(record.dates, key=lambda date: date.start)
        self._by_id = {date.id: date for date in record.dates}
        self._facts = record.facts
        self._published = record.article.published

    def find(self, fact: Fact) -> tuple[int, int] | None:
        """The first and last day of a deed as ordinals, or None."""
        date = self._by_id.get(fact.date or "")
        return (date and to_span(date)) or self._count(fact) or self._find_stressed(fact) or self._find_only(fact)

    def _find_stressed(self, fact: Fact) -> tuple[int, int] | None:
        """The day that a sentence stresses, of the first deed behind it: "it was on Monday that Chad shelled Tine"."""
        text, offset = fact.evidence.text, fact.evidence.start
        if fact.type == "said" or "was " not in text:
            return None
        for date in self._dates:
            if not offset <= date.start < fact.trigger.start:
                continue
            before, behind = text[: date.start - offset], text[date.end - offset :]
            between = any(date.end < f.trigger.start < fact.trigger.start for f in self._facts if f.type != "said")
            if _STRESSED.search(before) and behind.startswith(" that ") and not between:
                return to_span(date)
        return None

    def _find_only(self, fact: Fact) -> tuple[int, int] | None:
        """The only day of a sentence that tells a single deed: "arrested 21 men and seized a boat on Thursday"."""
        first, last = fact.evidence.start, fact.evidence.end
        deeds = [f for f in self._facts if f.type != "said" and first <= f.trigger.start < last]
        days = [(date.start, span) for date in self._dates if first <= date.start < last and (span := to_span(date))]
        if fact.type == "said" or not len(deeds) == len(days) == 1:
            return None
        (start, span) = days[0]
        between = fact.evidence.text[fact.trigger.end - first : max(start - first, 0)]
        told = fact.attribution is not None and fact.attribution.cue in between  # "gave 40 million, he said on Monday"
        return span if start > fact.trigger.start and span[0] == span[1] and not told else None

    def _count(self, fact: Fact) -> tuple[int, int] | None:
        """The days of a deed that another lies a span of time after or before."""
        text, offset = fact.evidence.text, fact.evidence.start
        inside = [date for date in self._dates if offset <= date.start < fact.trigger.start]
        for span in reversed(inside):
            found = _SPAN.match(span.value or "")
            gap = _GAP.match(text[span.end - offset : fact.trigger.start - offset])
            step = gap and load_words()["apart"].get(gap[1].lower())
            if found and step:
                base = self._find_base(span, inside, offset)
                if base is None:
                    return None
                count = int(found[1]) * (7 if found[2] == "W" else 1)
                slack = ABOUT if found[2] == "W" else int(count > 7 or not base[1])
                return base[0] + step * count - slack, base[0] + step * count + slack
        return None

    def _find_base(self, span: Date, inside: list[Date], offset: int) -> tuple[int, bool] | None:
        """The day from which a span counts, and whether it is stated: else it is that of publication or the one before.

        "Tents were flown in yesterday. They came two days after ..." counts from the deed of the sentence before.
        """
        days = [one for date in inside if date.start < span.start and (one := to_span(date)) and one[0] == one[1]]
        if not days:
            told = [f for f in self._facts if 0 <= offset - f.evidence.end <= 2 and f.date]
            days = [one for f in told if (one := to_span(self._by_id[f.date or ""])) and one[0] == one[1]]
        if days:
            return days[-1][0], True
        return (dt.date.fromisoformat(self._published).toordinal(), False) if self._published else None


def to_span(date: Date) -> tuple[int, int] | None:
    """The first and last day of a date, or the day of a time."""
    if date.from_ and date.to:
        return dt.date.fromisoformat(date.from_).toordinal(), dt.date.fromisoformat(date.to).toordinal()
    if date.type == "time" and date.value and _DAY.match(date.value):
        day = dt.date.fromisoformat(date.value[:10]).toordinal()
        return day, day
    return None
