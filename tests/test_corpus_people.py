"""Who is who across articles: what is one entity, what stays two, and why it could be one."""

from __future__ import annotations

import sqlite3
from typing import Any

import pytest
from corpus_records import article, body, fact, official, person

from newsfacts.corpus import add, open_database
from newsfacts.corpus.names import fold, to_name_key, to_stems
from newsfacts.record import Record

DAY = "2031-03-12"


def seen(source: str, who: dict[str, Any], day: str | None = DAY, country: str | None = None) -> Record:
    """An article in which somebody speaks, and which names a country beside."""
    words = who["words"]
    place = {"recipient": {country: country}} if country else {}
    sentence = f"{words} told {country or 'nobody'} something in {source}."
    return article(source, day, fact(sentence, "said", "told", actor={words: who}, object="something", **place))


def join(*records: Record) -> sqlite3.Connection:
    database = open_database("")
    add(database, records)
    return database


def people(database: sqlite3.Connection) -> list[tuple[str, int]]:
    return list(database.execute("SELECT person, articles FROM people ORDER BY person"))


def candidates(database: sqlite3.Connection) -> list[tuple[str, str, str]]:
    return list(database.execute("SELECT a, b, reason FROM candidates ORDER BY a, b"))


def holm(
    name: str = "Karin Holm",
    office: str = "prime minister",
    role: str = "head_of_government",
    country: str | None = "NO",
    **more: Any,
) -> dict[str, Any]:
    return official(name, office, role, country, **more)


ONE = {
    "another office of the same career": holm(office="finance minister", role="minister"),
    "accents, case and hyphens": holm("Karín HOLM"),
    "an initial": holm("Karin B. Holm"),
    "a suffix": holm("Karin Holm Jr."),
    "a country that the article does not say": holm(country=None),
    "an office of no career": holm(office="official", role="official"),
    "a general who was prime minister": holm(office="general", role="military", status="former"),
}
TWO = {
    "another country": (holm(country="SE"), "countries differ (NO, SE)"),
    "an office that excludes the other": (holm(office="police chief", role="police"), "offices exclude each other"),
    "a mayor beside a prime minister": (holm(office="mayor", role="regional"), "offices exclude each other"),
    "a surname alone": (holm("Holm"), "surname and country (NO) and office (prime minister) agree"),
    "a part of the name": (holm("Karin Maria Holm"), "one name is part of the other, in NO"),
    "a given name that is alike": (holm("Kari Holm"), "given names are alike"),
    "no office and no country": (person("Karin Holm"), "told of without an office"),
}


@pytest.mark.parametrize("other", ONE.values(), ids=ONE)
def test_one_person(other: dict[str, Any]) -> None:
    database = join(seen("a", holm()), seen("b", other))
    assert people(database) == [("karin-holm.no", 2)]
    assert candidates(database) == []


@pytest.mark.parametrize(("other", "reason"), TWO.values(), ids=TWO)
def test_two_persons_who_could_be_one(other: dict[str, Any], reason: str) -> None:
    database = join(seen("a", holm()), seen("b", other))
    assert len(people(database)) == 2
    ((_, _, found),) = candidates(database)
    assert reason in found


@pytest.mark.parametrize(
    "other",
    [
        holm("Erik Holm"),
        holm("Karin Berg"),
        holm("Holm", country="SE"),
        person("Holm"),
    ],
    ids=["given name", "surname", "surname elsewhere", "bare surname"],
)
def test_two_persons_and_no_question(other: dict[str, Any]) -> None:
    database = join(seen("a", holm()), seen("b", other))
    assert len(people(database)) == 2 and candidates(database) == []


def test_years_apart_in_another_office_is_a_namesake() -> None:
    late = seen("b", holm(office="ambassador", role="diplomat"), "2051-03-12")
    assert len(people(join(seen("a", holm()), late))) == 2
    assert len(people(join(seen("a", holm()), seen("b", holm(), "2051-03-12")))) == 1


def test_a_name_without_office_is_an_official_of_the_state_that_its_article_names() -> None:
    database = join(seen("a", holm()), seen("b", person("Karin Holm"), country="NO"))
    assert people(database) == [("karin-holm.no", 2)]
    # neither months later, nor where two of the name are known
    assert len(people(join(seen("a", holm()), seen("b", person("Karin Holm"), "2031-06-12", country="NO")))) == 2
    namesake = holm(office="police chief", role="police")
    assert len(people(join(seen("a", holm()), seen("c", namesake), seen("b", person("Karin Holm"), country="NO")))) == 3


def test_names_without_any_office_are_one_beside_the_same_other_name() -> None:
    def told(source: str, day: str, other: str) -> Record:
        sentence = f"Rosa Diaz met {other} in {source}."
        sides = {"actor": {"Rosa Diaz": person("Rosa Diaz")}, "recipient": {other: person(other)}}
        return article(source, day, fact(sentence, "met", "met", **sides))

    first = told("a", "2031-03-12", "Juan Gil")

    def count(*more: Record) -> int:
        (found,) = join(first, *more).execute("SELECT count(*) FROM people WHERE name = 'Rosa Diaz'").fetchone()
        return int(found)

    assert count(told("b", "2031-03-14", "Juan Gil")) == 1
    assert count(told("b", "2031-03-14", "Ana Paz")) == 2
    assert count(told("b", "2031-06-14", "Juan Gil")) == 2
    assert count(seen("b", person("Rosa Diaz"), "2031-03-14", country="NO")) == 2


def test_one_name_alone_needs_the_very_office() -> None:
    lula = official("Lula", "president", "head_of_state", "BR")
    assert people(join(seen("a", lula), seen("b", lula))) == [("lula.br", 2)]
    minister = official("Lula", "minister", "minister", "BR")
    assert len(people(join(seen("a", lula), seen("b", minister)))) == 2
    assert len(people(join(seen("a", person("Lula")), seen("b", person("Lula"))))) == 2


def test_groups_and_unnamed_officials_are_nobody() -> None:
    group = official("U.S. officials", "officials", "official", "US", group=True)
    unnamed = official(None, "defense minister", "minister", "CN", words="minister")
    assert people(join(seen("a", group), seen("b", unnamed))) == []


def test_tenures_have_days_and_changes_of_status_with_their_evidence() -> None:
    database = join(
        seen("a", holm(office="defense minister", role="minister"), "2023-12-01"),
        seen("b", holm(office="defense minister", role="minister"), "2024-11-20"),
        seen("c", holm(office="defense minister", role="minister", status="former"), "2024-11-30"),
        seen("d", holm(), "2024-12-24"),
    )
    rows = database.execute("SELECT office, status, first_day, last_day FROM tenures").fetchall()
    assert rows == [
        ("defense minister", "current", "2023-12-01", "2024-11-20"),
        ("defense minister", "former", "2024-11-30", "2024-11-30"),
        ("prime minister", "current", "2024-12-24", "2024-12-24"),
    ]
    evidence = database.execute(
        "SELECT outlet, text, start, end FROM tenure_evidence WHERE status = 'former'"
    ).fetchall()
    assert evidence == [("c", "Karin Holm", 10, 20)]
    (row,) = database.execute("SELECT office, status, first_day, last_day FROM people").fetchall()
    assert row == ("prime minister", "current", "2023-12-01", "2024-12-24")


def test_bodies() -> None:
    database = join(
        seen("a", body("Nordbank", "company")),
        seen("b", body("the Nordbank", "company", "NO")),
        seen("c", body("Nordbank", "company", "SE")),
        seen("d", body("parliament", "government")),
        seen("e", body("parliament", "government")),
        seen("f", body("parliament", "government", "NO")),
    )
    rows = database.execute("SELECT body, articles FROM bodies ORDER BY body").fetchall()
    assert rows == [
        ("body.nordbank", 1),
        ("body.nordbank.no", 1),
        ("body.nordbank.se", 1),
        ("body.parliament.no", 1),
    ]


    reasons = database.execute("SELECT a, b, reason FROM candidates WHERE kind = 'body'").fetchall()
    assert ("body.nordbank.no", "body.nordbank.se", "same name, but countries differ (NO, SE)") in reasons
    assert len(reasons) == 3


def test_timeline_of_an_official() -> None:
    database = join(seen("a", holm()), seen("b", holm(country=None), "2031-05-12"))
    rows = database.execute("SELECT day FROM timeline WHERE person = 'karin-holm.no' ORDER BY day").fetchall()
    assert rows == [(DAY,), ("2031-05-12",)]


def test_what_a_name_was_taken_for_changes_with_what_is_known() -> None:
    database = join(seen("a", holm(country=None)))
    assert people(database) == [("karin-holm", 1)]
    add(database, [seen("b", holm())])
    assert people(database) == [("karin-holm.no", 2)]
    assert database.execute("SELECT DISTINCT person FROM participants").fetchall() == [("karin-holm.no",)]


@pytest.mark.parametrize(
    ("name", "key"),
    [
        ("Lloyd J. Austin III", "lloyd austin"),
        ("Jean-Luc Ødegård", "jean luc odegard"),
        ("J. D. Vance", "j d vance"),
        ("Mohammed bin Salman", "mohammed bin salman"),
        ("N'Golo Kanté", "ngolo kante"),
        ("Lula", "lula"),
        ("X", "x"),
    ],
)
def test_names(name: str, key: str) -> None:
    assert to_name_key(name) == key


def test_words_that_say_something() -> None:
    assert to_stems("The minister's 12 ships, and the ship") == {"minist", "ship"}
    assert to_stems("In 2031 it was on Monday") == {"2031"}
    assert fold("…") == ""
