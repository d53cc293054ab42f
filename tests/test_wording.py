"""Every field of a record in words: exact numbers, plain status, nothing for what is unknown."""

from __future__ import annotations

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st
from records import TEXT, to_record

import newsfacts
from newsfacts import wording
from newsfacts.record import Amount, Date, Fact, Official


def amount(value: str | None, currency: str | None = "USD", upper: str | None = None, qualifier: str = "exact",
           per: str | None = None, text: str = "billions of dollars") -> Amount:
    return Amount.model_validate({"id": "a1", "text": text, "start": 0, "end": len(text), "value": value,
                                  "upper": upper, "currency": currency, "qualifier": qualifier, "per": per})


@pytest.mark.parametrize(("made", "words"), [
    (amount("1700000000", qualifier="over"), "over US$1.7 billion"),
    (amount("1700000000", qualifier="about"), "about US$1.7 billion"),
    (amount("3000000000", "EUR", "4000000000"), "€3–4 billion"),
    (amount("500000", "GBP", "1000000"), "£500,000–1 million"),
    (amount("20000000", "CHF"), "CHF 20 million"),
    (amount("0.25"), "US$0.25"),
    (amount("0.5"), "US$0.50"),
    (amount("80", per="barrel"), "US$80 per barrel"),
    (amount("34617000"), "US$34.617 million"),
    (amount("34617001"), "US$34,617,001"),
    (amount("999999"), "US$999,999"),
    (amount("-5000000"), "-US$5 million"),
    (amount("40000000000000", "JPY"), "¥40 trillion"),
    (amount("1700000000", None), "1.7 billion (currency unknown)"),
    (amount(None, qualifier="about"), "billions of dollars"),
])
def test_amount_is_said_exactly(made: Amount, words: str) -> None:
    assert wording.amount_words(made) == words


def date(value: str | None, kind: str = "date", modifier: str | None = None, text: str = "back then") -> Date:
    return Date.model_validate({"id": "d1", "text": text, "start": 0, "end": len(text), "type": kind, "value": value,
                                "from": None, "to": None, "modifier": modifier})


@pytest.mark.parametrize(("made", "words"), [
    (date("2024-11-20"), "20 November 2024"),
    (date("2024-11"), "November 2024"),
    (date("2024"), "2024"),
    (date("2023", modifier="START"), "early 2023"),
    (date("2025", modifier="MID"), "mid-2025"),
    (date("198"), "1980s"),
    (date("2024-W47"), "week of 18 November 2024"),
    (date("2024-W47-WE"), "weekend of 23 November 2024"),
    (date("2024-Q3"), "third quarter of 2024"),
    (date("2022-SU"), "summer 2022"),
    (date("FY2023"), "fiscal 2023"),
    (date("PAST_REF"), "in the past"),
    (date("P3Y", "duration"), "3 years"),
    (date("P1W", "duration", "APPROX"), "about 1 week"),
    (date("PXM", "duration"), "some months"),
    (date("PT48H", "duration"), "48 hours"),
    (date("PT30M", "duration"), "30 minutes"),
    (date("P1Y6M", "duration"), "1 year and 6 months"),
    (date("P2DE", "duration"), "2 decades"),
    (date("2015-08-20TAF", "time"), "20 August 2015, afternoon"),
    (date("2015-08-20T14:30", "time"), "20 August 2015, 14:30"),
    (date("XXXX-WXX-1", "set"), "every Monday"),
    (date("P1Y", "set"), "every year"),
    (date("P2Y", "set"), "every 2 years"),
    (date("XXXX-12-25", "set"), "every 25 December"),
    # No value, or one that nothing is known of: the article's own words, never an invention.
    (date(None), "back then"),
    (date("2024-13"), "back then"),
    (date("2024-02-31"), "back then"),
    (date("2024-W60"), "back then"),
    (date("P", "duration"), "back then"),
    (date("XXXX-99", "set"), "back then"),
    (date("TNI", "time"), "back then"),
])
def test_date_is_said_by_its_value(made: Date, words: str) -> None:
    assert wording.date_words(made) == words


@pytest.mark.parametrize(("modality", "negated", "words"), [
    ("actual", False, "met"), ("actual", True, "did not meet"), ("planned", False, "will meet"),
    ("planned", True, "will not meet"), ("possible", False, "may meet"), ("possible", True, "may not meet"),
    ("demanded", False, "should meet"), ("conditional", True, "would not meet"),
])
def test_verb_says_whether_it_happened(modality: str, negated: bool, words: str) -> None:
    fact = to_record().facts[3].model_copy(update={"modality": modality, "negated": negated})
    assert wording.verb_words(fact) == words


def test_facts_as_sentences() -> None:
    record = to_record()
    words = wording.Wording(record)
    assert [words.sentence(fact) for fact in record.facts] == [
        "Norway will give Moldova about €40 million · in 2024 · according to Karin Holm (NO)",
        "Karin Holm (NO) said that Norway will give Moldova about 40 million euros this year to repair its power grid"
        " · on 12 March 2024",
        "Ion Rusu (MD) thanked Norway",
        "Ion Rusu (MD) did not meet Karin Holm (NO)",
        "Pavel Orlov (RU) may visit Moldova · in April 2024 · in Chisinau, Moldova · according to Tribune",
    ]
    fact = words.fact(record.facts[4])
    assert (fact.who, fact.what, fact.whom, fact.marks) == ("Pavel Orlov (RU)", "may visit", "Moldova", ("possible",))
    assert (fact.said_by, fact.certainty, fact.tag) == ("Tribune, “according to”", "55% (low)", "possible · visited")
    assert words.fact(record.facts[3]).marks == ("not",)
    assert words.phrases(record.facts[2]) == [("who", "Ion Rusu (MD)"), ("verb", " thanked"), ("whom", " Norway")]


@pytest.mark.parametrize(("thing", "words"), [
    ("Oslo", "Ion Rusu (MD) thanked Norway"),
    ("help", "Ion Rusu (MD) thanked Norway for the help"),
])
def test_an_object_that_is_the_recipient_is_said_once(thing: str, words: str) -> None:
    record = to_record()
    fact = record.facts[2].model_copy(update={"object": thing})
    assert wording.Wording(record).sentence(fact) == words


@pytest.mark.parametrize(("made", "words"), [
    (date("2024-11-20"), "on 20 November 2024"), (date("2022"), "in 2022"), (date("2024-11"), "in November 2024"),
    (date("198"), "in the 1980s"), (date("2024-Q3"), "in the third quarter of 2024"),
    (date("2024-W47"), "in the week of 18 November 2024"), (date("P3Y", "duration"), "for 3 years"),
    (date("XXXX-WXX-1", "set"), "every Monday"), (date("PAST_REF"), "in the past"), (date(None), "back then"),
    (date("2023", modifier="BEFORE"), "before 2023"), (date("2023", modifier="START"), "in early 2023"),
    # Without a value, in the article's words.
    *((date(None, text=text), f"{lead} {text}".lstrip()) for text, lead in (
        ("Sunday", "on"), ("Sunday evening", "on"), ("January 4", "on"), ("Sept. 5", "on"), ("23 January", "on"),
        ("August", "in"), ("Dec.", "in"), ("early November", "in"), ("May", "in"), ("6:00pm", "at"),
        ("2 p.m. on July 17", "at"), ("last Sunday", ""), ("yesterday", ""), ("this year", ""), ("the next day", ""),
        ("Marching season", ""), ("3 days", ""))),
])
def test_dates_with_what_leads_to_them(made: Date, words: str) -> None:
    assert wording.dated_words(made) == words


@pytest.mark.parametrize(("text", "country", "words"), [
    ("Korea", "KR", "South Korea"), ("Chisinau", "MD", "Chisinau, Moldova"), ("Chisinau", None, "Chisinau"),
    ("northern Moldova", "MD", "northern Moldova"),
])
def test_a_place_names_its_country_once(text: str, country: str | None, words: str) -> None:
    fact = to_record().facts[4]
    assert fact.place is not None
    place = fact.place.model_copy(update={"text": text, "country": country})
    assert wording.Wording(to_record()).where(fact.model_copy(update={"place": place})) == words


def test_whose_word_it_is_stands_small_inside_a_line() -> None:
    fact = to_record().facts[0]
    assert fact.attribution is not None
    source = fact.attribution.source.model_copy(update={"text": "His office", "ref": None})
    attributed = fact.model_copy(update={"attribution": fact.attribution.model_copy(update={"source": source})})
    words = wording.Wording(to_record())
    assert words.said_by(attributed) == "his office, “said”"
    assert words.sentence(attributed).endswith("according to his office")


@pytest.mark.parametrize(("kind", "mode", "trigger", "words"), [
    ("agreed", None, "offered", "agreed (offered)"), ("agreed", None, "agreement", "agreed"),
    ("coerced", "arrest", "jailed", "coerced (arrest)"), ("coerced", "arrest", "arrested", "coerced (arrested)"),
    ("coerced", None, "deported", "coerced (deported)"),
    ("said", None, "denied", "said (denied)"), ("said", None, "told", "said"),
    ("said", None, "according to", "said"), ("met", None, "meeting", "met"), ("met", "phone", "spoke", "met (phone)"),
    ("refused", None, "refusal", "refused"), ("refused", None, "refuted", "refused (refuted)"),
    ("took_office", "take-office", "took", "took office"), ("visited", "visit", "trip", "visited (trip)"),
    ("cooperated", "joint-exercise", "drills", "cooperated (joint exercise)"),
    ("x_lobbied", None, "lobbying", "lobbied"), ("x_joined_bloc", None, "acceded", "joined bloc (acceded)"),
])
def test_a_gloss_says_what_the_type_leaves_open(kind: str, mode: str | None, trigger: str, words: str) -> None:
    fact = to_record().facts[3]
    span = fact.trigger.model_copy(update={"text": trigger})
    changed = fact.model_copy(update={"type": kind, "mode": mode, "trigger": span, "negated": False})
    assert wording.Wording(to_record()).verb(changed) == words


@pytest.mark.parametrize(("status", "words"), [
    ("current", "president"), ("former", "former president"), ("acting", "acting president"),
    ("elect", "president-elect"), ("nominee", "nominee for president"), ("candidate", "candidate for president"),
])
def test_office_with_status(status: str, words: str) -> None:
    official = Official.model_validate({
        "id": "o1", "name": "Ana Brand", "office": "president", "role": "head_of_state", "country": None,
        "organization": None, "status": status, "group": False, "mentions": [],
    })
    assert wording.office_words(official) == words


def test_unnamed_official_whose_words_say_the_country_is_not_given_a_code() -> None:
    record = to_record()
    holm = record.officials[0]
    unnamed = holm.model_copy(update={"name": None, "mentions": [holm.mentions[0].model_copy(
        update={"text": "senior Norway official", "end": holm.mentions[0].start + 22})]})
    changed = record.model_copy(update={"officials": [unnamed, *record.officials[1:]]})
    assert wording.Wording(changed).name("o1") == "senior Norway official"


def test_type_of_ones_own_reads_as_its_name() -> None:
    fact = Fact.model_validate({**to_record().facts[3].model_dump(), "type": "x_joined_bloc"})
    assert wording.verb_words(fact) == "not: joined bloc"


def test_head_and_headline() -> None:
    words = wording.Wording(to_record())
    assert words.headline(TEXT) == "Norway to send Moldova 40 million euros for power grid"
    assert words.headline() == "oslo.txt"
    assert words.headline("https://example.org/a.html\n\nPorts reopen after strike\n") == "Ports reopen after strike"
    long = words.headline("word " * 60)
    assert long.endswith(" …") and len(long) <= 80
    assert "12 March 2024 (given)" in words.head()
    assert words.counts() == "5 facts, 3 officials, 3 countries, 1 amount, 4 dates"


@given(value=st.decimals(min_value=0, max_value=10**15, places=2), upper=st.none() | st.just("9" * 17))
def test_numbers_are_never_rounded(value: Decimal, upper: str | None) -> None:
    low = wording.number_words(f"{value:f}", upper).split("–")[0]
    digits, _, scale = low.partition(" ")
    size = {"": 1, "million": 10**6, "billion": 10**9, "trillion": 10**12}
    # In a range of one scale, the scale is said once, at the end.
    sizes = [size[scale]] if scale or upper is None else list(size.values())
    assert value in [Decimal(digits.replace(",", "")) * one for one in sizes]


@given(
    value=st.text("0123456789-WQHXPTYMDSUFYE:", max_size=12),
    kind=st.sampled_from(["date", "time", "duration", "set"]),
)
def test_any_date_value_has_words(value: str, kind: str) -> None:
    assert wording.date_words(date(value or None, kind))


@pytest.mark.parametrize(("text", "lines"), [
    ("Peru's interior minister declined a meeting with Chilean Foreign Minister Ana Ruiz.",
     ["Peru's interior minister declined a meeting with Ana Ruiz (CL)"]),
    ("Iran threatened Kuwait with a blockade.", ["Iran threatened Kuwait with a blockade"]),
    ("Luis Paz, a former mayor, apologized to the victims for the delay.",
     ["Luis Paz apologized to the victims for the delay"]),
    ("Union leader Ama Boateng was released on Monday.", ["Ama Boateng was released · on 18 November 2024"]),
    ("The governor denied the allegations, which his rivals repeated.", ["Governor denied the allegations"]),
    ("Turkey denied that its planes had hit a market.", ["Turkey denied that its planes had hit a market"]),
    ("The army has been placed on alert, Ghana said.",
     ["Army was placed on alert · according to Ghana", "Ghana said that the army has been placed on alert"]),
    ("Hundreds of nurses marched through Accra.", ["Hundreds of nurses marched through Accra"]),
    ("Officials are hoping to borrow $2 million from Norway.", ["Officials may borrow US$2 million from Norway"]),
    ("Police arrested two Peruvian journalists in Lima.", ["Police (PE) arrested two Peruvian journalists · in Lima"]),
    ("The court banned the party from the election.", ["Court banned the party from the election"]),
    ("Mayor Rosa Diaz won the 2018 election.", ["Rosa Diaz won the 2018 election"]),
    ("Norway froze $3 million in assets of the company.", ["Norway froze US$3 million in assets of the company"]),
    ("Sweden promised 20 million kronor to Moldova.", ["Sweden promised SEK 20 million to Moldova"]),
    ('"We are ready," Foreign Minister Ana Ruiz told reporters.', ["Ana Ruiz told reporters: “We are ready”"]),
    ("Kenya and Uganda did not sign the deal.", ["Kenya and Uganda did not sign the deal"]),
    ("The bank allocated $2 million to fund a school in Peru.",
     ["Bank allocated US$2 million to fund a school in Peru"]),
    ("The fighters are accused of murdering two teachers.",
     ["Fighters were accused of murdering two teachers", "Fighters may have murdered two teachers"]),
])
def test_lines_of_what_was_read(text: str, lines: list[str]) -> None:
    """From the article's words to the line, with the model."""
    record = newsfacts.extract(text, date="2024-11-18")
    assert [wording.Wording(record).sentence(fact) for fact in record.facts] == lines


@pytest.mark.parametrize(("text", "line"), [
    ("Omar Paz murdered three Koreans in the Philippines in 2016.", "Omar Paz murdered Koreans"),
    ("Kenya arrested 14 Somalis on Monday.", "Kenya arrested Somalis"),
    ("Taiwan arrested a Filipino.", "Taiwan arrested a Filipino"),
    ("A Frenchman was killed by a Chadian soldier.", "Chadian soldier killed a Frenchman"),
    ("A Russian missile killed four people in Odesa.", "Russia killed four people"),
    ("A Malian court jailed General Paul Rojas.", "Malian court jailed Paul Rojas (ML)"),
    ("The Dutch attacked Spain.", "Netherlands attacked Spain"),
    ("The United States sanctioned Iran on Monday.", "United States sanctioned Iran"),
    ("The Philippines sanctioned the United States on Monday.", "Philippines sanctioned United States"),
])
def test_citizens_are_no_state(text: str, line: str) -> None:
    record = newsfacts.extract(text)
    assert [wording.Wording(record).fact(fact).sentence.split(" · ")[0] for fact in record.facts] == [line]
