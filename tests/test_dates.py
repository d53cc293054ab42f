"""Temporal expressions: a table of what must be found and with which value, and of what must not be found.

The tables stand in ``lexicon/date_expressions.toml``, beside each row. Square brackets mark the expressions of a
sentence; the values follow in the same order, each as ``type value modifier`` (the modifier only when there is one,
``-`` for no value).
"""

from __future__ import annotations

import datetime as dt
import re
import tomllib
from importlib import resources
from re import _constants as re_kinds  # type: ignore[attr-defined]
from re import _parser as re_parser  # type: ignore[attr-defined]
from typing import Any

import pytest
import spacy
from hypothesis import given, settings
from hypothesis import strategies as st
from spacy.language import Language
from spacy.tokens import Doc

from newsfacts.article import Article
from newsfacts.language.dates import create_dates
from newsfacts.language.dates.grammar import AFTER_ARTICLE, BEGINNING, RULES
from newsfacts.language.dates.patterns import LEXICON
from newsfacts.language.dates.tense import DIRECTIONS
from newsfacts.language.dates.values import easter, holiday, orthodox_easter, rosh_hashanah, shift, to_days

WEDNESDAY = dt.date(2024, 11, 20)


@pytest.fixture(scope="module")
def nlp() -> Language:
    return _blank()


def _blank() -> Language:
    assert create_dates
    nlp = spacy.blank("en")
    nlp.add_pipe("newsfacts_dates")
    return nlp


def _dates(nlp: Language, text: str, published: dt.date | None = WEDNESDAY) -> Doc:
    doc = nlp.make_doc(text)
    doc._.article = Article(text=text, published=published)
    return nlp(doc)


def _shown(doc: Doc) -> tuple[str, str]:
    """The text with its expressions in brackets, and their values as the tables write them."""
    text, out, at = doc.text, [], 0
    for date in doc._.dates:
        out += [text[at : date.start], "[", date.text, "]"]
        at = date.end
    out.append(text[at:])
    values = "; ".join(" ".join(filter(None, (d.type, d.value or "-", d.modifier))) for d in doc._.dates)
    return "".join(out), values


#: Sentences that no row of the table so much as looks at; the misses of a row stand beside it.
NEAR_MISSES = [
    "She won the first set 06-Jan and lost the second.",
    "They may march on the capital.",
    "In all, 1,945 people were killed.",
    "Spain won 3-2 and then 2-1.",
    "It cost $2020 in all.",
    "It cost €1999.",
    "He finished second.",
    "The sun rose over the sea.",
    "A quarter of voters stayed home.",
    "Temperatures rose to 19 degrees.",
    "Sharon Augustine met Jan and Mark.",
    "The mission said that Tuesdayish plans were off.",
    "Rooms 101-115 were sealed.",
    "The 7-2 ruling stands.",
    "Its index closed at 2015.30 points.",
    "The 2,020 delegates voted.",
    "Sat on the bench, he wept.",
    "They sat in the sun.",
    "A quarter-final awaits.",
]

TABLE = tomllib.loads(resources.files("newsfacts.lexicon").joinpath("date_expressions.toml").read_text("utf-8"))
ROWS = TABLE["expression"]
DIRECTION_ROWS = tomllib.loads(
    resources.files("newsfacts.lexicon").joinpath("date_directions.toml").read_text("utf-8")
)["direction"]
EXAMPLES = [(row["name"], *example) for row in [*ROWS, *DIRECTION_ROWS] for example in row.get("examples", ())]
MISSES = [(row["name"], text) for row in ROWS for text in row.get("misses", ())] + [("", text) for text in NEAR_MISSES]


@pytest.mark.parametrize("example", EXAMPLES, ids=lambda example: example[1])
def test_expression_and_value(nlp: Language, example: tuple[str, ...]) -> None:
    """Examples are not parsed: the component must do without."""
    _, marked, values, *published = example
    day = dt.date.fromisoformat(published[0]) if published else WEDNESDAY
    assert _shown(_dates(nlp, re.sub(r"[\[\]]", "", marked), day)) == (marked, values)


@pytest.mark.parametrize("miss", MISSES, ids=lambda miss: miss[1])
def test_no_date(nlp: Language, miss: tuple[str, str]) -> None:
    assert _shown(_dates(nlp, miss[1])) == (miss[1], "")


def test_every_direction_has_an_example_that_it_decides() -> None:
    for row, direction in zip(DIRECTION_ROWS, DIRECTIONS, strict=True):
        for marked, *_ in row["examples"]:
            left, words, right = re.split(r"[\[\]]", marked, maxsplit=2)
            right = re.sub(r"[\[\]]", "", right)
            if next((one for one in DIRECTIONS if one.fits(left, words, right)), None) is direction:
                break
        else:
            raise AssertionError(f"no example of {row['name']!r} is decided by it")


def test_every_row_has_examples_that_it_finds(nlp: Language) -> None:
    for row, rule in zip(ROWS, RULES, strict=True):
        texts = [re.sub(r"[\[\]]", "", example[0]) for example in row["examples"]]
        assert any(rule.pattern.match(text, at.start()) for text in texts for at in BEGINNING.finditer(text)), rule.name


@pytest.mark.parametrize(("value", "first", "last"), [
    ("2024-11-20", "2024-11-20", "2024-11-20"),
    ("2024-02", "2024-02-01", "2024-02-29"),
    ("2024", "2024-01-01", "2024-12-31"),
    ("198", "1980-01-01", "1989-12-31"),
    ("18", "1800-01-01", "1899-12-31"),
    ("2024-W47", "2024-11-18", "2024-11-24"),
    ("2024-W47-WE", "2024-11-23", "2024-11-24"),
    ("2024-Q3", "2024-07-01", "2024-09-30"),
    ("2024-H1", "2024-01-01", "2024-06-30"),
    ("2024-SU", None, None),
    ("FY2023", None, None),
    ("PRESENT_REF", None, None),
    ("BC0480", None, None),
    ("0000", None, None),
    (None, None, None),
])
def test_days_covered(value: str | None, first: str | None, last: str | None) -> None:
    days = to_days(value)
    assert (days and days[0].isoformat(), days and days[1].isoformat()) == (first, last)


def test_record_fields(nlp: Language) -> None:
    doc = _dates(nlp, "Rebels advanced last week, three years after the truce of May 2021.")
    assert [d.id for d in doc._.dates] == ["d1", "d2", "d3"]
    week, years, month = doc._.dates
    assert (week.from_, week.to) == ("2024-11-11", "2024-11-17")
    assert (years.from_, years.to) == (None, None)
    assert (month.from_, month.to) == ("2021-05-01", "2021-05-31")
    assert [s.text for s in doc.spans["dates"]] == ["last week", "three years", "May 2021"]


def test_without_publication_day(nlp: Language) -> None:
    doc = _dates(nlp, "He left Monday, after talks last week and in May 2021; he will return in June.", None)
    assert [d.value for d in doc._.dates] == [None, None, "2021-05", None]
    assert doc._.warnings == ["no publication date: 3 relative dates have no value"]


@pytest.mark.parametrize(("text", "value", "first", "last"), [
    ("Sales rose in fiscal 2024, which ended on Sept. 30.", "FY2024", "2023-10-01", "2024-09-30"),
    ("Sales rose in the fiscal year that began July 1.", "FY2025", "2024-07-01", "2025-06-30"),
    ("Sales rose in fiscal 2019, which ends Sept. 30, 2025.", "FY2019", None, None),
    ("Sales rose in fiscal 2024.", "FY2024", None, None),
    ("Sales rose in the second half of FY24.", "FY2024-H2", None, None),
])
def test_a_fiscal_year_has_the_days_that_the_text_says(
    nlp: Language, text: str, value: str, first: str | None, last: str | None
) -> None:
    date = _dates(nlp, text)._.dates[0]
    assert (date.value, date.from_, date.to) == (value, first, last)


@pytest.mark.parametrize("text", [
    "Juan Perez, aged 45, was held.", "The 45-year-old was held.", "A 10-day-old truce holds.",
    "A boy of 12 years of age was held.", "A man aged between 60 and 70 years was hurt.",
    "Children aged five to 12 years were hurt.",
])
def test_an_age_is_no_date(nlp: Language, text: str) -> None:
    assert _dates(nlp, text)._.dates == []


def test_what_has_no_value_is_named(nlp: Language) -> None:
    doc = _dates(nlp, "They met in May. He left a day later, in the first week of June.")
    assert [d.value for d in doc._.dates] == ["2024-05", None, None]
    assert doc._.warnings == ["nothing tells the value of 'a day later', 'the first week of June'"]


def test_order_of_a_numeric_date_is_not_guessed(nlp: Language) -> None:
    doc = _dates(nlp, "The form is dated 05/03/2021, the copy 05/03/2021.")
    assert [(d.value, d.from_) for d in doc._.dates] == [(None, None), (None, None)]
    assert doc._.warnings == ["day or month first: '05/03/2021'"]


@pytest.mark.parametrize(("text", "value"), [
    ("Caption: A train leaves Lagos on Tuesday.", "2024-11-19"),
    ("Caption: A train will leave Lagos on Tuesday.", "2024-11-26"),
    ("A train leaves Lagos on Tuesday.", "2024-11-26"),
])
def test_a_caption_tells_what_was(text: str, value: str) -> None:
    nlp = spacy.blank("en")
    nlp.add_pipe("newsfacts_segmentation")
    nlp.add_pipe("newsfacts_dates")
    assert [d.value for d in _dates(nlp, text)._.dates] == [value]


def test_named_day_is_the_anchor_without_publication_day(nlp: Language) -> None:
    doc = _dates(nlp, "The port fell on May 5, 2021. It was retaken the next day.", None)
    assert [d.value for d in doc._.dates] == ["2021-05-05", "2021-05-06"]
    assert doc._.warnings == []


def test_no_expression_crosses_a_paragraph(nlp: Language) -> None:
    assert [d.text for d in _dates(nlp, "It opened in May\n\n2019 was hard.")._.dates] == ["May", "2019"]
    assert [d.text for d in _dates(nlp, "It opened on May\n5, 2019.")._.dates] == ["May\n5, 2019"]


def _parsed(words: list[str], heads: list[int], deps: list[str], tags: list[str], pos: list[str]) -> Doc:
    nlp = _blank()
    doc = Doc(nlp.vocab, words=words, heads=heads, deps=deps, tags=tags, pos=pos)
    doc._.article = Article(text=doc.text, published=WEDNESDAY)
    return nlp(doc)


@pytest.mark.parametrize(("verb", "tag", "value"), [
    ("resigned", "VBD", "2024-11-15"),
    ("resigns", "VBZ", "2024-11-22"),
    ("says", "VBZ", "2024-11-15"),
])
def test_tense_from_the_parse(verb: str, tag: str, value: str) -> None:
    doc = _parsed(["He", verb, "Friday"], [1, 1, 1], ["nsubj", "ROOT", "obl"], ["PRP", tag, "NNP"],
                  ["PRON", "VERB", "PROPN"])
    assert [d.value for d in doc._.dates] == [value]


def test_auxiliary_decides_in_the_parse() -> None:
    for auxiliary, tag, value in (("will", "MD", "2024-11-22"), ("has", "VBZ", "2024-11-15")):
        doc = _parsed(["He", auxiliary, "leave", "Friday"], [2, 2, 2, 2], ["nsubj", "aux", "ROOT", "obl"],
                      ["PRP", tag, "VB", "NNP"], ["PRON", "AUX", "VERB", "PROPN"])
        assert [d.value for d in doc._.dates] == [value]


@pytest.mark.parametrize(("anchor", "count", "unit", "value"), [
    ("2024-03-31", -1, "month", "2024-02"),
    ("2024-12-31", 1, "quarter", "2025-Q1"),
    ("2024-11-20", -1, "fortnight", "2024-W45"),
    ("2024-11-20", -3000, "year", None),
    ("2024-11-20", 10**12, "day", None),
    ("2024-11-20", 1, "hour", None),
])
def test_shift(anchor: str, count: int, unit: str, value: str | None) -> None:
    assert shift(dt.date.fromisoformat(anchor), count, unit) == value


@pytest.mark.parametrize(("year", "day"), [(2000, "04-23"), (2008, "03-23"), (2011, "04-24"), (2024, "03-31"),
                                           (2025, "04-20")])
def test_easter(year: int, day: str) -> None:
    assert easter(year).isoformat() == f"{year}-{day}"


@pytest.mark.parametrize(("rule", "day"), [("11-4-4", "2024-11-28"), ("05-L-1", "2024-05-27"), ("12-25", "2024-12-25"),
                                           ("E-2", "2024-03-29"), ("05-24<1", "2024-05-20"), ("R-193", "2024-03-24"),
                                           ("R-113", "2024-06-12")])
def test_holiday(rule: str, day: str) -> None:
    assert str(holiday(rule, 2024)) == day


@pytest.mark.parametrize(("year", "day"), [(2019, "04-28"), (2021, "05-02"), (2023, "04-16"), (2024, "05-05"),
                                           (2025, "04-20")])
def test_orthodox_easter(year: int, day: str) -> None:
    assert orthodox_easter(year).isoformat() == f"{year}-{day}"


@pytest.mark.parametrize(("year", "day"), [(1973, "09-27"), (2013, "09-05"), (2021, "09-07"), (2023, "09-16"),
                                           (2024, "10-03"), (2025, "09-23")])
def test_rosh_hashanah(year: int, day: str) -> None:
    assert rosh_hashanah(year).isoformat() == f"{year}-{day}"


def test_every_holiday_has_a_day_or_says_that_it_has_none() -> None:
    for name, rule in LEXICON["holidays"].items():
        rule = LEXICON["holidays"].get(rule, rule) if isinstance(rule, str) else rule
        assert rule == "" or holiday(rule, 2024), name
    for name, days in LEXICON["state_days"].items():
        assert all(holiday(day, 2024) for day in days.values()), name


@pytest.mark.parametrize(("text", "value"), [
    ("India's Independence Day was marked with a parade.", "2024-08-15"),
    ("Troops paraded on Independence Day in Ghana.", "2024-03-06"),
    ("Troops paraded on Iceland's Independence Day.", None),
    ("Troops paraded on Independence Day.", None),
    ("Ghanaians observe Independence Day.", "2025-03-06"),
    ("Ghana marked its 67th Independence Day.", "2024-03-06"),
    ("Ghana shut its border on Independence Day.", None),
    ("South Africa celebrated Freedom Day.", "2024-04-27"),
    ("Crowds marked Freedom Day.", None),
    ("Bangladesh's Victory Day was marked.", "2023-12-16"),
    ("Russia marked Victory Day.", "2024-05-09"),
    ("Canada celebrated Thanksgiving.", "2024-10-14"),
    ("Snow fell on Thanksgiving.", "2023-11-23"),
    ("Britain marked Mother’s Day.", "2024-03-10"),
])
def test_a_national_day_needs_its_state(text: str, value: str | None) -> None:
    nlp = spacy.blank("en")
    nlp.add_pipe("newsfacts_countries")
    nlp.add_pipe("newsfacts_dates")
    assert [d.value for d in _dates(nlp, text)._.dates] == [value]


_FRAGMENTS = st.sampled_from([
    "May", "5", "2015", ",", "last", "next", "the", "year", "years", "ago", "two", "Monday", "night", "at", "9:30",
    "a.m.",
    "every", "week", "of", "31", "February", "early", "mid-", "’90s", "1990s", "-", "–", "to", "and", "Q3",
    "the end of",
    "first quarter", "9999", "99999999999", "centuries", "earlier", "BC", "half a", "century", "\n", "\n\n", "said",
    "Easter",
    "5000 years ago", "0", "00:00", "24:00", "é", "\U0001f600", "the day before", "weekend", "000", "1,000,000 days",
])


@settings(max_examples=150, deadline=None)
@given(
    st.one_of(st.text(max_size=80), st.lists(_FRAGMENTS, max_size=14).map(" ".join), st.lists(_FRAGMENTS).map("".join)),
    st.one_of(st.none(), st.dates()),
)
def test_any_text(text: str, published: dt.date | None) -> None:
    nlp = _NLP
    first, again = _dates(nlp, text, published), _dates(nlp, text, published)
    dates: list[Any] = first._.dates
    assert dates == again._.dates
    end = 0
    for number, date in enumerate(dates, 1):
        assert date.id == f"d{number}"
        assert text[date.start : date.end] == date.text
        assert date.start >= end
        end = date.end
        assert date.from_ is None or date.to is None or date.from_ <= date.to


_NLP = _blank()


def _openings(nodes: Any) -> set[tuple[str, bool]]:
    """The first words that a parsed pattern can begin with, and whether each may go on; 0 stands for any digit."""
    found = {("", True)}
    for kind, value in nodes:
        more = _opening(kind, value)
        found = {(word + rest, goes_on) for word, on in found for rest, goes_on in (more if on else {("", False)})}
        if not any(on for _, on in found):
            break
    return found


def _opening(kind: Any, value: Any) -> set[tuple[str, bool]]:
    if kind is re_kinds.LITERAL:
        return {(chr(value), chr(value).isalpha())}
    if kind is re_kinds.CATEGORY:
        return {("0" if value is re_kinds.CATEGORY_DIGIT else " ", False)}
    if kind in (re_kinds.NEGATE, re_kinds.RANGE):
        return {(" " if kind is re_kinds.NEGATE else chr(value[0]), False)}  # [^\S\n]; digits
    if kind is re_kinds.IN:
        return {found for inner in value for found in _opening(*inner)}
    if kind is re_kinds.BRANCH:
        return {found for branch in value[1] for found in _openings(branch)}
    if kind in (re_kinds.SUBPATTERN, re_kinds.MAX_REPEAT):
        optional = kind is re_kinds.MAX_REPEAT and value[0] == 0
        return _openings(value[-1]) | ({("", True)} if optional else set())
    if kind is re_kinds.ASSERT and list(value[1]) == list(re_parser.parse(r"\s")):
        return {(" ", False)}
    assert kind in (re_kinds.ASSERT, re_kinds.ASSERT_NOT, re_kinds.AT), kind
    return {("", True)}


def test_no_row_begins_where_none_is_asked() -> None:
    for row in RULES:
        words = {word for word, _ in _openings(re_parser.parse(row.pattern.pattern))}
        assert words
        assert {word for word in words if not BEGINNING.match(word)} == set(), row.name
        articles = {word: re.match(r"(?i)(?:an?|the)(?![^\W\d_])", word) for word in words}
        firsts = {w[0].upper() if articles[w] else w[0].lower() if w[0].isalpha() else "0" for w in words}
        assert not row.starts or firsts == set(row.starts), row.name


_ARTICLES = ("a ", "an ", "the ")


def _two_words(nodes: Any) -> set[tuple[str, bool]]:
    """As :func:`_openings`, with the word behind an article."""
    found = {("", True)}
    for kind, value in nodes:
        if kind is re_kinds.SUBPATTERN:
            more = _two_words(value[-1])
        elif kind is re_kinds.BRANCH:
            more = {one for branch in value[1] for one in _two_words(branch)}
        elif kind is re_kinds.MAX_REPEAT and len(value[2]) > 0 and value[2][0][0] is re_kinds.SUBPATTERN:
            more = _two_words(value[2]) | ({("", True)} if value[0] == 0 else set())
        else:
            more = _opening(kind, value)
        found = {
            (word + rest, goes_on or (word + rest).lower() in _ARTICLES)
            for word, on in found
            for rest, goes_on in (more if on else {("", False)})
        }
        if not any(on for _, on in found):
            break
    return found


def test_no_row_goes_on_behind_an_article_where_none_is_asked() -> None:
    for row in RULES:
        words = {word.replace("\n", " ") for word, _ in _two_words(re_parser.parse(row.pattern.pattern))}
        led = {word for word in words if re.match(r"(?i)(?:an?|the) (?!the )[a-z]", word)}  # "The the" is an accident
        assert {word for word in led if not AFTER_ARTICLE.match(word)} == set(), row.name


def test_a_row_matches_nothing_without_a_word_it_needs() -> None:
    """Such a row is not even compiled for a text that has none of them."""
    texts = [re.sub(r"[\[\]]", "", example[1]) for example in EXAMPLES]
    names = [name for key in ("holidays", "events", "frequencies", "references") for name in LEXICON[key]]
    texts += [*names, *(name.replace(" ", "\n") for name in names), *(name.upper() for name in names)]
    assert sum(bool(row.needs) for row in RULES) > 10
    for row in RULES:
        for text in texts if row.needs else ():
            if not any(word in text.lower() for word in row.needs):
                assert not any(row.pattern.match(text, at.start()) for at in BEGINNING.finditer(text)), (row.name, text)
