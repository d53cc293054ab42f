"""Who is who across articles: what is one entity, what stays two, and why it could be one."""

from __future__ import annotations

import sqlite3
from itertools import permutations
from typing import Any

import pytest
from corpus_records import article, body, fact, official, person

from newsfacts.corpus import add, open_database
from newsfacts.corpus.acronyms import is_acronym, to_initials
from newsfacts.corpus.export import find_people
from newsfacts.corpus.names import fold, to_name_key, to_stems
from newsfacts.corpus.people import FAMILIAR
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


MISREAD = {
    "the article names the other country": ("Karin Holm said in Lima that Norway was ready.", "Norway", "NO", {}),
    "the article names no country": ("Karin Holm said so.", None, None, {}),
}
NOT_MISREAD = {
    "the country beside the name": ("Swedish Prime Minister Karin Holm said so.", "Swedish", "SE", {}),
    "the country in the title": ("Karin Holm, prime minister of Sweden, said so.", "Sweden", "SE", {}),
    "an article of that country alone": ("Karin Holm said in Lima that Sweden was ready.", "Sweden", "SE", {}),
    "another office": (
        "Karin Holm said that Norway was ready.",
        "Norway",
        "NO",
        {"office": "foreign minister", "role": "minister"},
    ),
    "an office that many hold": (
        "Karin Holm said that Norway was ready.",
        "Norway",
        "NO",
        {"office": "general", "role": "military"},
    ),
}


def told(source: str, sentence: str, words: str | None, code: str | None, **who: Any) -> Record:
    """An article on Karin Holm of Sweden that names another country, or none."""
    recipient = {words: code} if words else {}
    return article(
        source,
        DAY,
        fact(sentence, "said", "said", actor={"Karin Holm": holm(country="SE", **who)}, recipient=recipient),
    )


NORWEGIAN = article(
    "a",
    DAY,
    fact(
        "Norwegian Prime Minister Karin Holm said so.", "said", "said",
        actor={"Karin Holm": holm()}, recipient={"Norwegian": "NO"},
    ),
)  # fmt: skip


@pytest.mark.parametrize(("sentence", "words", "code", "who"), MISREAD.values(), ids=MISREAD)
def test_a_country_that_the_text_does_not_say_may_be_misread(
    sentence: str, words: str | None, code: str | None, who: dict[str, Any]
) -> None:
    database = join(NORWEGIAN, told("b", sentence, words, code, **who))
    assert people(database) == [("karin-holm.no", 2)]
    assert database.execute("SELECT DISTINCT country FROM tenures").fetchall() == [("NO",)]
    assert candidates(database) == []


@pytest.mark.parametrize(("sentence", "words", "code", "who"), NOT_MISREAD.values(), ids=NOT_MISREAD)
def test_a_country_that_is_not_misread(sentence: str, words: str, code: str, who: dict[str, Any]) -> None:
    assert len(people(join(NORWEGIAN, told("b", sentence, words, code, **who)))) == 2


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


def test_a_name_without_office_is_an_official_where_articles_of_both_name_one_person_more() -> None:
    def told(source: str, karin: dict[str, Any], other: str) -> Record:
        sides = {"actor": {"Karin Holm": karin}, "recipient": {other: person(other)}}
        return article(source, "2031-03-12", fact(f"Karin Holm met {other} in {source}.", "met", "met", **sides))

    first, bare = told("a", holm(), "Juan Gil"), told("b", person("Karin Holm"), "Juan Gil")
    assert ("karin-holm.no", 2) in people(join(first, bare))
    # nor where two of the name are known, nor beside somebody else, nor for being of one state in the same weeks
    namesake = holm(office="police chief", role="police")
    assert ("karin-holm.no", 1) in people(join(first, told("c", namesake, "Juan Gil"), bare))
    assert ("karin-holm.no", 1) in people(join(first, told("b", person("Karin Holm"), "Rosa Diaz")))
    bare = seen("b", person("Karin Holm"), country="NO")
    assert ("karin-holm.no", 1) in people(join(first, bare))
    # but of whom many articles tell
    known = [seen(f"a{number}", holm()) for number in range(FAMILIAR + 1)]
    assert people(join(*known, bare)) == [("karin-holm.no", FAMILIAR + 2)]
    assert len(people(join(*known, seen("b", person("Karin Holm"), country="SE")))) == 2


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
    (told,) = find_people(database)
    former = next(tenure for tenure in told["tenures"] if tenure["status"] == "former")
    assert (former["evidence"]["day"], former["evidence"]["outlet"]) == ("2024-11-30", "c")
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


VRA = "Volta River Authority"


def introduced(source: str, country: str | None = "GH", name: str = VRA, letters: str = "VRA") -> Record:
    """An article that calls a body by its name and by its letters."""
    what = body(name, "government", country)
    first = fact(f"The {name} spoke in {source}.", "said", "spoke", actor={name: what}, object="something")
    return article(
        source, DAY, first, fact(f"{letters} thanked us in {source}.", "said", "thanked", actor={letters: what})
    )


def bodies(database: sqlite3.Connection) -> list[tuple[str, int]]:
    return list(database.execute("SELECT body, articles FROM bodies ORDER BY body"))


LETTERS = body("VRA", "other")


def test_letters_that_an_article_introduces_are_the_body() -> None:
    database = join(seen("a", LETTERS), introduced("b"))
    assert bodies(database) == [("body.volta-river-authority.gh", 2)]
    assert candidates(database) == []
    known = {row[0] for row in database.execute("SELECT person FROM participants")}
    assert known == {"body.volta-river-authority.gh"}
    (row,) = database.execute("SELECT short, long, text, start, end FROM acronyms")
    assert row == ("vra", "volta river authority", "VRA", 48, 51)


def test_letters_that_no_article_introduces_are_a_candidate() -> None:
    database = join(
        seen("a", LETTERS), seen("b", body(VRA, "government", "GH")), seen("c", body("Visa Office", "other"))
    )
    assert len(bodies(database)) == 3
    reason = "VRA are the first letters of Volta River Authority"
    assert candidates(database) == [("body.volta-river-authority.gh", "body.vra", reason)]


@pytest.mark.parametrize(
    "other",
    [
        seen("a", LETTERS, "2031-06-12"),
        seen("a", body("VRA", "company")),
        seen("a", body("VRA", "government", "SE")),
    ],
    ids=["months later", "another kind", "another country"],
)
def test_letters_of_another_body(other: Record) -> None:
    assert len(bodies(join(other, introduced("b")))) == 2


def test_letters_of_two_bodies_are_neither() -> None:
    second = introduced("c", None, "Valley Rail Association")
    database = join(seen("a", LETTERS), introduced("b"), second)
    assert [name for name, _ in bodies(database)] == [
        "body.valley-rail-association",
        "body.volta-river-authority.gh",
        "body.vra",
    ]


def test_what_letters_were_taken_for_changes_with_what_is_known() -> None:
    database = join(seen("a", LETTERS))
    add(database, [introduced("b")])
    assert bodies(database) == [("body.volta-river-authority.gh", 2)]
    # the article that introduced them is replaced by one that does not
    again = seen("b", body(VRA, "government", "GH"))
    known = {"id": introduced("b").article.id}
    add(database, [again.model_copy(update={"article": again.article.model_copy(update=known)})])
    assert [name for name, _ in bodies(database)] == ["body.volta-river-authority.gh", "body.vra"]


def test_first_letters() -> None:
    assert to_initials("academic staff union of universities") == "asuu"
    assert to_initials("vra") == "vra"
    assert is_acronym("V.R.A.") and not is_acronym("Vra") and not is_acronym("EU") and not is_acronym("VRA 2")


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
    assert to_stems("The minister's twelve ships, and the ship of 2") == {"minist", "ship", "12", "2"}
    assert to_stems("In 2031 it was on Monday") == {"2031"}
    assert fold("…") == ""


def shell(town: str) -> dict[str, Any]:
    return fact(
        f"Armenia shelled {town} in Azerbaijan on Tuesday.", "attacked", "shelled",
        actor={"Armenia": "AM"}, recipient={"Azerbaijan": "AZ"}, place=(town, "AZ"), day=("Tuesday", "2031-03-11"),
    )  # fmt: skip


def story(source: str, *who: dict[str, Any], day: str = DAY, town: str = "Sotk") -> Record:
    """An article that tells of the shelling of a town, and in which somebody speaks."""
    spoken = [
        fact(f"{one['words']} wept {source}.", "said", "wept", actor={one["words"]: one}, object=source) for one in who
    ]
    return article(source, day, shell(town), *spoken)


ROSA = person("Rosa Diaz")


def tell(sentence: str, trigger: str) -> Record:
    """The story with a sentence on her."""
    return article("b", DAY, shell("Sotk"), fact(sentence, "said", trigger, actor={"Rosa Diaz": ROSA}))


OF_STORY = {
    "a minister, as the sentence says too": [
        story("a", official("Rosa Diaz", "finance minister", "minister", "AZ")),
        tell("Rosa Diaz, the minister, wept.", "wept"),
    ],
    "who does something behind a comma": [
        story("a", official("Rosa Diaz", "finance minister", "minister", "AZ")),
        tell("His friend, Rosa Diaz, resigned at noon.", "resigned"),
    ],
    "a bare name": [story("a", ROSA), story("b", ROSA)],
    "a bare name, days later": [story("a", ROSA), story("b", ROSA, day="2031-03-15")],
    "an official without the office": [
        story("a", official("Rosa Diaz", "nurse", "official", "AZ")), story("b", ROSA),
    ],
    "a minister of a state that is only likely": [
        story("a", official("Rosa Diaz", "health minister", "minister", "AM")),
        story("b", official("Rosa Diaz", "health minister", "minister", "AZ")),
    ],
    "a minister in other words": [
        story("a", official("Rosa Diaz", "health minister", "minister", "AM")),
        story("b", official("Rosa Diaz", "minister of public health", "minister", "AZ")),
    ],
}  # fmt: skip
OF_TWO = {
    "another by what he is": [
        story("a", official("Rosa Diaz", "finance minister", "minister", "AZ")),
        tell("Rosa Diaz, secretary of the dockers' union, wept.", "wept"),
    ],
    "two stories": [story("a", ROSA), seen("b", ROSA, country="GE")],
    "a surname": [story("a", person("Diaz")), story("b", person("Diaz"))],
    "a given name": [story("a", ROSA), story("b", person("Ana Diaz"))],
    "a consul and a prosecutor": [
        story("a", official("Rosa Diaz", "consul", "diplomat", "AM")),
        story("b", official("Rosa Diaz", "prosecutor", "judiciary", "AZ")),
    ],
    "two ambassadors": [
        story("a", official("Rosa Diaz", "ambassador", "diplomat", "AM")),
        story("b", official("Rosa Diaz", "ambassador", "diplomat", "AZ")),
    ],
    "weeks later": [story("a", ROSA), story("b", ROSA, day="2031-05-15")],
}  # fmt: skip


@pytest.mark.parametrize("records", OF_STORY.values(), ids=OF_STORY)
def test_a_full_name_in_two_articles_of_one_story_is_one_person(records: list[Record]) -> None:
    assert [count for name, count in people(join(*records)) if name.startswith("rosa-diaz")] == [2]


@pytest.mark.parametrize("records", OF_TWO.values(), ids=OF_TWO)
def test_two_persons_of_one_story_or_of_two(records: list[Record]) -> None:
    found = people(join(*records))
    assert len(found) == 2 and {count for _, count in found} == {1}


def test_who_is_one_by_a_story_does_not_depend_on_the_order_of_articles() -> None:
    records = [story("a", ROSA), story("b", ROSA), seen("c", ROSA, country="AZ"), story("d", town="Tovuz")]
    tables = ("people", "appearances", "events", "candidates")
    dumps = set()
    for order in permutations(records):
        database = open_database("")
        for one in order:
            add(database, [one])
        dumps.add(str([database.execute(f"SELECT * FROM {table} ORDER BY 1, 2").fetchall() for table in tables]))
    assert len(dumps) == 1


AUDITOR = official("Rosa Diaz", "auditor", "official", "AM")


@pytest.mark.parametrize(
    ("told", "names", "count"),
    [
        (official("Rosa Diaz", "auditor", "official", "AZ", organization="Audit Office"), "AZ", 1),
        (official("Rosa Diaz", "auditor", "official", "AZ", organization="Audit Office"), "GE", 2),  # not named there
        (official("Rosa Diaz", "auditor", "official", "AZ"), "AZ", 2),  # both only likely
        (official("Rosa Diaz", "consul", "official", "AZ", organization="Audit Office"), "AZ", 2),
        (official("Rosa Diaz", "senator", "legislator", "AZ", organization="Senate"), "AZ", 2),
    ],
)
def test_an_auditor_of_a_state_that_is_only_likely(told: dict[str, Any], names: str, count: int) -> None:
    assert len(people(join(seen("a", AUDITOR, country=names), seen("b", told)))) == count


def met(source: str, sentence: str, who: dict[str, Any] | None = None) -> Record:
    """An article whose sentence names Karin Holm, without an office unless told, and Juan Gil."""
    sides = {"actor": {"Karin Holm": who or person("Karin Holm")}, "recipient": {"Juan Gil": person("Juan Gil")}}
    return article(source, "2031-03-12", fact(sentence, "met", "met", **sides))


#: A sentence in which the name of a minister stands without the office, and how many persons of the name there are.
BARE = {
    "where it was": ("In Oslo and across the table, Karin Holm met Juan Gil.", 1),
    "where it was, of two words": ("At the long table, Karin Holm met Juan Gil.", 1),
    "a minister": ("In Oslo the minister, Karin Holm, met Juan Gil.", 1),
    "what she is": ("In Oslo the footballer, Karin Holm, met Juan Gil.", 2),
    "what she is, at the beginning": ("The club footballer, Karin Holm, met Juan Gil.", 2),
}


@pytest.mark.parametrize(("sentence", "count"), BARE.values(), ids=BARE)
def test_what_stands_before_a_name(sentence: str, count: int) -> None:
    first = met("a", "Karin Holm met Juan Gil in Oslo.", who=holm(office="minister", role="minister"))
    found = join(first, met("b", sentence)).execute("SELECT count(*) FROM people WHERE name = 'Karin Holm'").fetchone()
    assert found == (count,)


@pytest.mark.parametrize(
    ("office", "role", "other", "count"),
    [
        ("military attaché", "diplomat", holm(office="colonel", role="military"), 1),
        ("military attaché", "diplomat", holm(office="general", role="military", country=None), 1),
        ("defence attaché", "military", holm(office="consul", role="diplomat"), 1),
        ("ambassador", "diplomat", holm(office="colonel", role="military"), 2),
        ("military attaché", "diplomat", holm(office="colonel", role="military", country="SE"), 2),
        ("military attaché", "diplomat", holm(office="judge", role="judiciary"), 2),
    ],
)
def test_an_attache_is_a_soldier_and_a_diplomat(office: str, role: str, other: dict[str, Any], count: int) -> None:
    assert len(people(join(seen("a", holm(office=office, role=role)), seen("b", other)))) == count
