"""Which reports tell one event, what contradicts what, what became of plans: on hand-made records, without a model."""

from __future__ import annotations

import json
import sqlite3
from typing import Any

import pytest
from corpus_records import article, body, fact, official
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from newsfacts.corpus import add, find_all, open_database
from newsfacts.corpus.comparing import Match, compare_sums, to_span
from newsfacts.corpus.model import Sum
from newsfacts.corpus.plover import find_rows
from newsfacts.record import Record

HOLM = official("Karin Holm", "prime minister", "head_of_government", "NO")
LIE = official("Dag Lie", "finance minister", "minister", "NO")
RUSU = official("Ion Rusu", "energy minister", "minister", "MD")


def gift(sentence: str = "Norway gave Moldova 40 million euros on Tuesday.", **more: Any) -> dict[str, Any]:
    """A gift of Norway to Moldova, with values of the sentence."""
    base = {"actor": {"Norway": "NO"}, "recipient": {"Moldova": "MD"}}
    return fact(sentence, "aided", "gave", **{**base, **more})


FORTY = ("40 million euros", "40000000", "EUR")
TUESDAY = ("Tuesday", "2031-03-11")


def join(*records: Record) -> sqlite3.Connection:
    database = open_database("")
    add(database, records)
    return database


def events(database: sqlite3.Connection) -> list[list[str]]:
    """The sources of the reports of each event."""
    rows = database.execute(
        "SELECT event, group_concat(source, ' ') FROM (SELECT event, source FROM reports JOIN articles USING (article) "
        "ORDER BY source) GROUP BY event"
    )
    return sorted(sources.split() for _, sources in rows)


def conflicts(database: sqlite3.Connection) -> list[tuple[str, str, str, str | None]]:
    return list(database.execute("SELECT kind, a, b, resolution FROM conflicts ORDER BY 1, 2, 3"))


FIRST = article("first", "2031-03-12", gift(sum=FORTY, day=TUESDAY))

SAME = {
    "a later report without a day": article(
        "x", "2031-03-13", gift("Norway gave Moldova 40 million euros.", sum=FORTY)
    ),
    "an official for the state": article(
        "x", "2031-03-12", gift("Karin Holm gave Moldova help.", actor={"Karin Holm": HOLM})
    ),
    "an unnamed office": article(
        "x",
        "2031-03-12",
        gift(
            "The prime minister gave Moldova help.",
            actor={"prime minister": official(None, "prime minister", "head_of_government", "NO")},
        ),
    ),
    "a ministry": article(
        "x",
        "2031-03-12",
        gift(
            "The finance ministry gave Moldova help.",
            actor={"finance ministry": body("finance ministry", "government", "NO")},
        ),
    ),
    "no recipient but the same sum": article(
        "x", "2031-03-12", gift("Norway gave away 40 million euros on Tuesday.", recipient={}, sum=FORTY, day=TUESDAY)
    ),
    "another sum": article(
        "x", "2031-03-12", gift("Norway gave Moldova 42 million euros.", sum=("42 million euros", "42000000", "EUR"))
    ),
    "a copy by another outlet": article("x", "2031-03-12", gift(sum=FORTY, day=TUESDAY), publisher="Copycat"),
}
APART = {
    "another recipient": article(
        "x",
        "2031-03-12",
        gift("Norway gave Georgia 40 million euros on Tuesday.", recipient={"Georgia": "GE"}, sum=FORTY, day=TUESDAY),
    ),
    "another giver": article("x", "2031-03-12", gift("Sweden gave Moldova help.", actor={"Sweden": "SE"})),
    "a week later": article(
        "x", "2031-03-19", gift("Norway gave Moldova help on Tuesday.", day=("Tuesday", "2031-03-18"))
    ),
    "published a week later": article("x", "2031-03-19", gift("Norway gave Moldova help.")),
    "a plan": article("x", "2031-03-12", gift(modality="planned", sum=FORTY, day=TUESDAY)),
    "a denial": article("x", "2031-03-12", gift(negated=True, sum=FORTY, day=TUESDAY)),
    "a demand": article("x", "2031-03-12", gift(modality="demanded", sum=FORTY, day=TUESDAY)),
    "a possibility": article("x", "2031-03-12", gift(modality="possible", sum=FORTY, day=TUESDAY)),
    "a sum ten times as large": article(
        "x",
        "2031-03-12",
        gift(
            "Norway gave Moldova 400 million euros on Tuesday.",
            sum=("400 million euros", "400000000", "EUR"),
            day=TUESDAY,
        ),
    ),
    "another type": article(
        "x",
        "2031-03-12",
        fact("Norway praised Moldova.", "supported", "praised", actor={"Norway": "NO"}, recipient={"Moldova": "MD"}),
    ),
    "another place": article("x", "2031-03-12", gift("Norway gave Moldova help in Paris.", place=("Paris", "FR"))),
    "a giver and nothing else": article("x", "2031-03-12", gift("Norway gave generously.", recipient={})),
}


@pytest.mark.parametrize("record", SAME.values(), ids=SAME)
def test_same_event(record: Record) -> None:
    assert events(join(FIRST, record)) == [["first", "x"]]


@pytest.mark.parametrize("record", APART.values(), ids=APART)
def test_another_event(record: Record) -> None:
    first = article(
        "first",
        "2031-03-12",
        gift("Norway gave Moldova 40 million euros in Oslo on Tuesday.", sum=FORTY, day=TUESDAY, place=("Oslo", "NO")),
    )
    assert events(join(first, record)) == [["first"], ["x"]]


def test_two_sums_of_one_article_are_two_events_and_find_their_own() -> None:
    def both(source: str) -> Record:
        return article(
            source,
            "2031-03-12",
            gift("Norway gave Moldova 40 million euros for the grid.", sum=FORTY),
            gift("Norway gave Moldova 5 million euros for schools.", sum=("5 million euros", "5000000", "EUR")),
        )

    assert events(join(both("a"), both("b"))) == [["a", "b"], ["a", "b"]]


def test_a_meeting_has_two_sides_in_any_order() -> None:
    def meeting(source: str, words: str, *who: tuple[str, Any]) -> Record:
        return article(source, "2031-03-12", fact(words, "met", "met", actor=dict(who[:1]), recipient=dict(who[1:])))

    one = meeting("one", "Karin Holm met Ion Rusu.", ("Karin Holm", HOLM), ("Ion Rusu", RUSU))
    turned = meeting("turned", "Ion Rusu met Karin Holm.", ("Ion Rusu", RUSU), ("Karin Holm", HOLM))
    other = meeting("other", "Dag Lie met Ion Rusu.", ("Dag Lie", LIE), ("Ion Rusu", RUSU))
    assert events(join(one, turned, other)) == [["one", "turned"], ["other"]]


def test_statements_are_one_by_speaker_and_words() -> None:
    def statement(source: str, said: str, who: Any = HOLM, name: str = "Karin Holm") -> Record:
        return article(
            source, "2031-03-12", fact(f"{name} said {said}.", "said", "said", actor={name: who}, object=said)
        )

    one = statement("one", "the northern grid needs new transformers")
    same = statement("same", "new transformers are needed for the northern grid")
    other = statement("other", "elections will be held in autumn")
    speaker = statement("speaker", "the northern grid needs new transformers", LIE, "Dag Lie")
    assert events(join(one, same, other, speaker)) == [["one", "same"], ["other"], ["speaker"]]


@pytest.mark.parametrize(
    ("a", "b", "match"),
    [
        (("40000000", "exact"), ("40000000", "exact"), Match.SAME),
        (("40000000", "exact"), ("42000000", "exact"), Match.DIFFERENT),
        (("1700000000", "exact"), ("1900000000", "exact"), Match.DIFFERENT),
        (("1700000000", "exact"), ("1680000000", "exact"), Match.COMPATIBLE),  # rounded
        (("1700000000", "over"), ("1900000000", "exact"), Match.COMPATIBLE),
        (("1700000000", "over"), ("2900000000", "exact"), Match.DIFFERENT),
        (("1700000000", "about"), ("1850000000", "exact"), Match.COMPATIBLE),
        (("1700000000", "up_to"), ("900000000", "exact"), Match.COMPATIBLE),
        (("1700000000", "under"), ("1900000000", "exact"), Match.DIFFERENT),
    ],
)
def test_sums(a: tuple[str, str], b: tuple[str, str], match: Match) -> None:
    from decimal import Decimal

    one, other = (Sum(Decimal(value), None, "EUR", qualifier, None) for value, qualifier in (a, b))
    assert compare_sums(one, other) == compare_sums(other, one) == match
    assert to_span(one)[0] <= one.value <= to_span(one)[1]


def test_sums_of_two_currencies_say_nothing() -> None:
    from decimal import Decimal

    euros, dollars = (Sum(Decimal(40), None, currency, "exact", None) for currency in ("EUR", "USD"))
    assert compare_sums(euros, dollars) == Match.UNKNOWN


def test_best_values_are_those_of_the_majority_where_copies_count_once() -> None:
    def told(source: str, words: str, value: str) -> Record:
        return article(
            source,
            "2031-03-12",
            gift(f"Norway gave Moldova {words}{value and ' euros'}, {source}.", sum=(words + " euros", value, "EUR")),
        )

    copies = [
        article(
            f"copy{n}",
            "2031-03-12",
            gift("Norway gave Moldova 42 million euros.", sum=("42 million euros", "42000000", "EUR")),
        )
        for n in range(4)
    ]
    database = join(*copies, told("a", "40 million", "40000000"), told("b", "40 million", "40000000"))
    assert database.execute("SELECT amount_value, reports FROM events").fetchall() == [("40000000", 6)]


# Contradictions


def test_sums_days_and_actors_contradict_each_other() -> None:
    database = join(
        FIRST,
        article(
            "sum",
            "2031-03-12",
            gift("Norway gave Moldova 42 million euros.", sum=("42 million euros", "42000000", "EUR")),
        ),
        article("about", "2031-03-12", gift("Norway gave Moldova some 40 million euros.", sum=(*FORTY, "about"))),
        article(
            "day",
            "2031-03-12",
            gift("Norway gave Moldova 40 million euros on Monday.", sum=FORTY, day=("Monday", "2031-03-10")),
        ),
    )
    assert conflicts(database) == [
        ("amount", "€40 million", "€42 million", None),
        ("day", "2031-03-10", "2031-03-11", None),
    ]
    assert events(database) == [["about", "day", "first", "sum"]]


def test_another_actor_contradicts_where_all_else_agrees() -> None:
    def attack(source: str, who: str, code: str, **more: Any) -> Record:
        words = f"{who} shelled a market in Sotk on Tuesday."
        return article(
            source,
            "2031-03-12",
            fact(
                words,
                "attacked",
                "shelled",
                actor={who: code},
                recipient={"market": None},
                place=("Sotk", "AM"),
                day=TUESDAY,
                **more,
            ),
        )

    database = join(attack("a", "Armenia", "AM"), attack("b", "Azerbaijan", "AZ"))
    assert conflicts(database) == [("actor", "Armenia", "Azerbaijan", None)]


def test_a_denial_is_found_in_its_days_only() -> None:
    denial = article(
        "denial",
        "2031-03-13",
        gift("Norway gave Moldova nothing, Ion Rusu said.", negated=True, speaker={"Ion Rusu": RUSU}),
    )
    later = article("later", "2031-05-13", gift("Norway gave Moldova nothing this spring.", negated=True))
    database = join(FIRST, denial, later)
    assert conflicts(database) == [("denial", "happened", "denied", None)]
    rows = database.execute("SELECT side, value, speaker, evidence FROM conflict_evidence").fetchall()
    assert rows == [
        ("a", "happened", None, "Norway gave Moldova 40 million euros on Tuesday."),
        ("b", "denied", "Ion Rusu", "Norway gave Moldova nothing, Ion Rusu said."),
    ]


def plan(source: str = "plan", day: str = "2031-03-01", **more: Any) -> Record:
    return article(
        source,
        day,
        gift("Norway said it gave Moldova its word on 40 million euros.", modality="planned", sum=FORTY, **more),
    )


@pytest.mark.parametrize(
    ("records", "state", "found"),
    [
        ([plan()], "open", []),
        ([plan(), FIRST], "kept", [("status", "happened", "planned", "fulfilled")]),
        ([plan(day="2030-12-01"), FIRST], "open", []),  # too long ago
        (
            [plan(), article("no", "2031-03-20", gift(negated=True, sum=FORTY))],
            "denied",
            [("denial", "planned", "denied", None)],
        ),
        (
            [
                plan(),
                article(
                    "off",
                    "2031-03-20",
                    fact(
                        "Norway suspended what it gave.",
                        "sanctioned",
                        "suspended",
                        actor={"Norway": "NO"},
                        recipient={},
                        object="gave",
                    ),
                ),
            ],
            "cancelled",
            [("status", "cancelled", "planned", "cancelled")],
        ),
        (
            [
                plan(),
                article(
                    "else",
                    "2031-03-20",
                    fact(
                        "Norway suspended flights.",
                        "sanctioned",
                        "suspended",
                        actor={"Norway": "NO"},
                        recipient={},
                        object="flights",
                    ),
                ),
            ],
            "open",
            [],
        ),
        (
            [plan(day="2031-03-13"), FIRST],
            "open",
            [("status", "happened", "planned", None)],
        ),  # still a plan when it was done
    ],
)
def test_what_became_of_a_plan(records: list[Record], state: str, found: list[Any]) -> None:
    database = join(*records)
    assert database.execute("SELECT state FROM promises").fetchall() == [(state,)]
    assert conflicts(database) == found
    unfulfilled = database.execute("SELECT count(*) FROM unfulfilled_promises").fetchone()
    assert unfulfilled == (1 if state == "open" else 0,)


def test_a_promise_is_overdue_by_the_corpus_and_no_clock() -> None:
    due = article(
        "plan",
        "2031-03-01",
        gift(
            "Norway gave its word to Moldova for Friday.",
            actor={"Norway": "NO"},
            modality="planned",
            day=("Friday", "2031-03-07"),
        ),
    )
    assert join(due).execute("SELECT state, due FROM unfulfilled_promises").fetchall() == [("open", "2031-03-07")]
    later = article(
        "later", "2031-03-09", fact("Sweden praised Norway.", "supported", "praised", actor={"Sweden": "SE"})
    )
    assert join(due, later).execute("SELECT state FROM unfulfilled_promises").fetchall() == [("overdue",)]


@pytest.mark.parametrize("name", ["a plan", "a denial", "a demand", "a possibility"])
def test_what_did_not_happen_is_counted_nowhere(name: str) -> None:
    database = join(APART[name])
    for view in ("happened", "who_with_whom", "weekly_counts"):
        assert database.execute(f"SELECT count(*) FROM {view}").fetchone() == (0,), view
    assert database.execute("SELECT status FROM timeline").fetchall() != [("happened",), ("happened",)]
    assert database.execute("SELECT DISTINCT status FROM timeline").fetchone() != ("happened",)


def test_counts_by_week_and_pair() -> None:
    database = join(FIRST, SAME["another sum"], APART["another recipient"])
    assert database.execute("SELECT * FROM weekly_counts").fetchall() == [("2031-03-10", "aided", 2, 3)]
    rows = database.execute("SELECT actor_country, recipient_country, events, reports FROM who_with_whom").fetchall()
    assert rows == [("NO", "GE", 1, 1), ("NO", "MD", 1, 2)]
    pairs = database.execute("SELECT country_a, country_b, day FROM pair_timeline ORDER BY 1").fetchall()
    assert pairs == [("GE", "NO", "2031-03-11"), ("MD", "NO", "2031-03-11")]


def test_a_mutual_deed_counts_once_each_way_and_is_said_of_one_report() -> None:
    def talks(source: str, **sides: Any) -> Record:
        return article(source, "2031-03-12", fact("Karin Holm met Ion Rusu.", "met", "met", **sides))

    both = {"Karin Holm": HOLM, "Ion Rusu": RUSU}
    together = join(talks("a", actor=both))
    rows = together.execute("SELECT actor_country, recipient_country, events FROM who_with_whom").fetchall()
    assert rows == [("MD", "NO", 1), ("NO", "MD", 1)]
    host = {"actor": {"Karin Holm": HOLM}, "recipient": {"Ion Rusu": RUSU}}
    database = join(talks("a", actor=both), talks("b", **host))
    rows = database.execute("SELECT role, name FROM participants ORDER BY role, position").fetchall()
    assert rows == [("actor", "Karin Holm"), ("recipient", "Ion Rusu")]
    (row,) = find_rows(together)
    assert (row["actor_name"], row["recipient_name"], row["recipient_country"]) == ("Karin Holm", "Ion Rusu", "MDA")


def loose(record: Record) -> Record:
    """A record whose sums stand in its sentences without a fact that has them."""
    return record.model_copy(update={"facts": [f.model_copy(update={"amount": None}) for f in record.facts]})


PIPELINE = "Norway signed a deal with Moldova for a pipeline that costs 40 million euros."


def deal(**more: Any) -> dict[str, Any]:
    sides = {"actor": {"Norway": "NO"}, "recipient": {"Moldova": "MD"}}
    return fact(PIPELINE, "agreed", "signed", **sides, **more)


def sums(record: Record) -> list[str | None]:
    return [amount for (amount,) in join(record).execute("SELECT amount FROM reports ORDER BY report")]


def test_the_only_sum_of_a_sentence_is_that_of_its_only_deed_of_worth() -> None:
    assert sums(loose(article("a", "2031-03-12", deal(sum=FORTY)))) == ["€40 million"]
    # a statement beside it is no deed
    said = fact(PIPELINE, "said", "costs", actor={"Norway": "NO"})
    assert sums(loose(article("a", "2031-03-12", deal(sum=FORTY), said))) == ["€40 million", None]


PRICE = fact("The price was 40 million euros, it said.", "said", "said", actor={"it": "NO"}, sum=FORTY)
BUILT = fact("The bridge has 40 million euros of steel, it said.", "said", "said", actor={"it": "NO"}, sum=FORTY)
SOLD = fact("Norway sold Moldova six ships.", "transacted", "sold", actor={"Norway": "NO"}, recipient={"Moldova": "MD"})
GAVE = fact("Norway gave Moldova tents.", "aided", "gave", actor={"Norway": "NO"}, recipient={"Moldova": "MD"})


@pytest.mark.parametrize(
    ("facts", "found"),
    [([SOLD, PRICE], ["€40 million", None]), ([SOLD, BUILT], [None, None]), ([SOLD, GAVE, PRICE], [None, None, None])],
    ids=["a price", "no price", "two deeds"],
)
def test_the_only_sum_of_an_article_is_that_of_its_only_deed_of_worth(facts: list[Any], found: list[Any]) -> None:
    assert sums(loose(article("a", "2031-03-12", *facts))) == found


def test_what_was_paid_is_the_sum_of_the_deed_beside_it() -> None:
    text = "Norway bought ships from Moldova, paying 40 million euros."
    bought = fact(text, "transacted", "bought", actor={"Norway": "NO"}, recipient={"Moldova": "MD"})
    paid = fact(text, "transacted", "paying", actor={"Norway": "NO"}, sum=FORTY)
    assert sums(article("a", "2031-03-12", bought, paid)) == ["€40 million", "€40 million"]
    spent = fact(text, "transacted", "ships", actor={"Norway": "NO"}, sum=FORTY)
    assert sums(article("a", "2031-03-12", bought, spent)) == [None, "€40 million"]


def test_a_sum_that_may_be_anothers_is_nobodys() -> None:
    other = fact(PIPELINE, "transacted", "costs", actor={"Norway": "NO"})
    assert sums(loose(article("a", "2031-03-12", deal(sum=FORTY), other))) == [None, None]
    # a meeting is worth nothing, and what another fact has is taken
    met = fact("Norway met Moldova over 40 million euros.", "met", "met", actor={"Norway": "NO"}, sum=FORTY)
    assert sums(loose(article("a", "2031-03-12", met))) == [None]
    taken = fact(PIPELINE, "said", "costs", actor={"Norway": "NO"}, sum=FORTY)
    assert sums(article("a", "2031-03-12", deal(), taken)) == [None, "€40 million"]


HERS = body("government", "government", "MD")


def test_a_government_gives_nothing_to_its_own_state() -> None:
    hers = gift(
        "Her government gave Moldova 42 million euros.",
        actor={"government": HERS},
        sum=("42 million euros", "42000000", "EUR"),
    )
    database = join(FIRST, article("x", "2031-03-12", hers))
    assert conflicts(database) == [("amount", "€40 million", "€42 million", None)]
    # the state says more than "her government"
    ((headline,),) = database.execute("SELECT headline FROM events")
    assert headline.startswith("Norway aided Moldova")
    # what it does to others is its own
    away = gift("The government gave Norway help.", actor={"government": HERS}, recipient={"Norway": "NO"})
    (row,) = join(article("x", "2031-03-12", away)).execute("SELECT country FROM participants WHERE role = 'actor'")
    assert row == ("MD",)


def test_people_of_a_state_are_not_the_state() -> None:
    taught = gift("Norway will have taught and gave forty Moldovan technicians work.", modality="planned",
                  recipient={"forty Moldovan technicians": None})  # fmt: skip
    database = join(FIRST, article("x", "2031-03-10", taught))
    assert conflicts(database) == []
    assert database.execute("SELECT state FROM promises").fetchall() == [("open",)]


def test_a_second_gift_that_is_planned_does_not_contradict_the_first() -> None:
    more = gift("Norway gave its word on lorries for Moldova.", modality="planned", object="lorries")
    assert conflicts(join(FIRST, article("x", "2031-03-13", more))) == []


def test_a_statement_that_is_made_on_two_days_is_no_contradiction() -> None:
    words = "the grid of the south needs steel pylons before winter"

    def said(source: str, day: tuple[str, str]) -> Record:
        sentence = f"Karin Holm said on {day[0]} that {words}."
        return article(
            source, "2031-03-12", fact(sentence, "said", "said", actor={"Karin Holm": HOLM}, object=words, day=day)
        )

    database = join(said("a", TUESDAY), said("b", ("Wednesday", "2031-03-12")))
    assert len(events(database)) == 1 and conflicts(database) == []


def test_statements_are_found_under_the_state_of_who_speaks() -> None:
    words = "the grid of the south needs steel pylons before winter"
    sentence = f"Somebody said {words}."

    def said(source: str, who: Any) -> Record:
        return article(source, "2031-03-12", fact(sentence, "said", "said", actor={"Somebody": who}, object=words))

    norway, unknown = said("c", "NO"), said("d", {**HOLM, "country": None})
    assert len(events(join(said("a", HOLM), said("b", HOLM)))) == 1
    assert len(events(join(said("a", HOLM), norway))) == 1
    assert len(events(join(said("a", HOLM), unknown))) == 1
    assert len(events(join(said("a", HOLM), said("e", {**HOLM, "country": "SE"})))) == 2


# The order of arrival


def dump(database: sqlite3.Connection) -> dict[str, list[Any]]:
    """All rows of all tables."""
    tables = [name for (name,) in database.execute("SELECT name FROM sqlite_master WHERE type = 'table' ORDER BY name")]
    return {name: database.execute(f"SELECT * FROM {name}").fetchall() for name in tables}


def lines(database: sqlite3.Connection) -> str:
    return "\n".join(json.dumps(row) for row in find_all(database))


def speaks(source: str, sentence: str, **sides: Any) -> Record:
    return article(source, "2031-03-12", fact(sentence, "said", "said", object=f"something {source}", **sides))


VRA, LETTERS = body("Volta River Authority", "government", "GH"), body("VRA", "other")
#: Persons whose country is misread, bodies that are called by their letters.
WHO = [
    speaks(
        "who1",
        "Norwegian Prime Minister Karin Holm said so.",
        actor={"Karin Holm": HOLM},
        recipient={"Norwegian": "NO"},
    ),
    *(
        speaks(
            f"who{n}",
            f"Karin Holm said in {town} that Norway was ready.",
            actor={"Karin Holm": {**HOLM, "country": code}},
            recipient={"Norway": "NO"},
        )
        for n, (town, code) in enumerate((("Lima", "PE"), ("Quito", "EC"), ("Lima again", "PE"), ("Oslo", None)), 2)
    ),
    speaks("who6", "Karin Holm said so.", actor={"Karin Holm": {**HOLM, "country": "SE"}}),
    speaks("letters1", "VRA said that the dam held.", actor={"VRA": LETTERS}),
    speaks(
        "letters2",
        "The Volta River Authority, in short VRA, said so.",
        actor={"Volta River Authority": VRA, "VRA": VRA},
    ),
    speaks(
        "letters3",
        "The Visa Review Agency, VRA, said so.",
        actor={
            "Visa Review Agency": body("Visa Review Agency", "company"),
            "VRA": body("Visa Review Agency", "company"),
        },
    ),
    speaks("letters4", "VRA of Ghana said so.", actor={"VRA": {**LETTERS, "country": "GH"}}),
]
MIXED = [
    FIRST,
    *WHO,
    *SAME.values(),
    *APART.values(),
    plan(),
    *(article(f"daily{n}", f"2031-04-{n:02}", gift(f"Norway gave Moldova power number {n}.")) for n in range(1, 26)),
    *(
        article(
            f"late{n}",
            f"2031-04-{n:02}",
            gift(
                f"Norway gave Moldova a grid on April {n - 1}.",
                object="grid",
                day=(f"April {n - 1}", f"2031-04-{n - 1:02}"),
            ),
        )
        for n in range(2, 24, 3)
    ),
]
MIXED = [
    record.model_copy(update={"article": record.article.model_copy(update={"source": f"s{n}"})})
    for n, record in enumerate(MIXED)
]
WHOLE = join(*MIXED)


def test_a_series_that_goes_on_every_day_is_no_single_event() -> None:
    longest = WHOLE.execute("SELECT max(julianday(last_published) - julianday(first_published)) FROM events").fetchone()
    assert longest[0] <= 10
    assert WHOLE.execute("SELECT count(*) FROM reports WHERE depth > 0").fetchone()[0] > 20


@settings(max_examples=12, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(st.permutations(MIXED), st.lists(st.integers(1, 30), max_size=6))
def test_neither_order_nor_runs_change_a_byte(records: list[Record], runs: list[int]) -> None:
    database, at = open_database(""), 0
    for size in [*runs, len(records)]:
        add(database, records[at : at + size])
        at += size
    assert dump(database) == dump(WHOLE)
    assert lines(database) == lines(WHOLE)


def test_records_again_change_nothing_and_changed_ones_replace() -> None:
    database = join(*MIXED)
    assert add(database, MIXED) == 0
    changed = [record.model_copy(update={"facts": record.facts[:0]}) for record in MIXED[::3]]
    assert add(database, changed) == len(changed)
    rest = [record for n, record in enumerate(MIXED) if n % 3]
    assert dump(database) == dump(join(*rest, *changed))
    assert add(database, MIXED) == len(changed)
    assert dump(database) == dump(WHOLE)


def test_of_two_records_of_an_article_in_one_run_order_does_not_matter() -> None:
    poorer = FIRST.model_copy(update={"facts": []})
    assert dump(join(FIRST, poorer)) == dump(join(poorer, FIRST)) == dump(join(FIRST))


@pytest.mark.parametrize("batch", [1, 7, 1000])
def test_size_of_transactions_does_not_matter(batch: int, monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ("RECORDS", "NAMES", "EVENTS"):
        monkeypatch.setattr(f"newsfacts.corpus.joining.{name}", batch)
    monkeypatch.setattr("newsfacts.corpus.events.place_pending.__defaults__", (batch,))
    assert dump(join(*MIXED)) == dump(WHOLE)


def test_provenance_leads_to_the_words() -> None:
    text = "Report first.\nNorway gave Moldova 40 million euros on Tuesday."
    row = WHOLE.execute(
        "SELECT article_id, evidence_start, evidence_end, evidence, trigger_start, trigger_end FROM reports "
        "JOIN articles USING (article) WHERE source = 's0'"
    ).fetchone()
    assert row[0] == FIRST.article.id and text[row[1] : row[2]] == row[3] and text[row[4] : row[5]] == "gave"
