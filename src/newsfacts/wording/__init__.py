"""What a record means, in plain words: the one place that the table, the markdown summary and the page speak from.

Everything here takes contract objects and returns plain strings, without markup, colour or layout; a writer escapes
and arranges them. A value that is unknown gives an empty string, so that a writer can choose its own sign for it.
Numbers are exact: an amount is never rounded, and a value that no short form can say exactly is written out.
"""

from __future__ import annotations

from newsfacts.wording.amounts import amount_words, number_words
from newsfacts.wording.dates import date_span_words, date_words, dated_words, day_words, days_words, iso_day_words
from newsfacts.wording.entities import Entity, country_name, entity_name, office_words
from newsfacts.wording.facts import (
    CERTAINTY_LEVELS,
    MARKS,
    VERBS,
    certainty_level,
    certainty_words,
    gloss_words,
    marks,
    type_words,
    verb_words,
)
from newsfacts.wording.lists import HEADINGS, count, join
from newsfacts.wording.records import FactWords, Wording, explanation_lines
from newsfacts.wording.verbs import AUXILIARIES

__all__ = [
    "AUXILIARIES",
    "CERTAINTY_LEVELS",
    "HEADINGS",
    "MARKS",
    "VERBS",
    "Entity",
    "FactWords",
    "Wording",
    "amount_words",
    "certainty_level",
    "certainty_words",
    "count",
    "country_name",
    "date_span_words",
    "date_words",
    "dated_words",
    "day_words",
    "days_words",
    "entity_name",
    "explanation_lines",
    "gloss_words",
    "iso_day_words",
    "join",
    "marks",
    "number_words",
    "office_words",
    "type_words",
    "verb_words",
]
