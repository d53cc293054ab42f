"""Who holds an office that the words around a name could give to another; each beside what must not change."""

from __future__ import annotations

import pytest

from newsfacts import extract
from newsfacts.record import Record

# text; the named officials: name, role, country, status
HOLDERS = [
    # who speaks aside is not whom the sentence is about
    ("The envoy, Polish President Jan Nowak said, had been expelled.",
     [("Jan Nowak", "head_of_state", "PL", "current")]),
    ("The minister, General Amit Sen told reporters, was safe.", [("Amit Sen", "military", None, "current")]),
    ("The mayor, police chief Rosa Vidal says, is in jail.", [("Rosa Vidal", "police", None, "current")]),
    ("The envoy, Jan Nowak said on Monday, was expelled.", []),
    ("The finance minister, Jan Nowak, said it was over.", [("Jan Nowak", "minister", None, "current")]),
    ("“It is open,” the finance minister, Rosa Vidal said on Monday, adding that it would stay so.",
     [("Rosa Vidal", "minister", None, "current")]),
    ("The Deputy Minister of Mines, Rosa Vidal said the mine was open.", [("Rosa Vidal", "minister", None, "current")]),
    # two offices before one name
    ("The president and commander in chief, Idris Bello, told the army to go.",
     [("Idris Bello", "head_of_state", None, "current")]),
    # what somebody is goes before what he was
    ("Former Chief Justice Sita Rai, now prime minister of Nepal, left.",
     [("Sita Rai", "head_of_government", "NP", "current")]),
    ("Rosa Vidal, the former foreign minister and interim president of Peru, left.",
     [("Rosa Vidal", "head_of_state", "PE", "acting")]),
    ("Former President Jan Nowak, chairman of the Peace Fund, left.", [("Jan Nowak", "head_of_state", None, "former")]),
    ("Maj. Gen. (ret.) Amit Sen left.", [("Amit Sen", "military", None, "former")]),
    ("Maj. Gen. Amit Sen left.", [("Amit Sen", "military", None, "current")]),
    # a given name that is a ruler's title as well
    ("The Speaker of the Knesset, Amir Katz, left.", [("Amir Katz", "legislator", "IL", "current")]),
    ("Amir Katz told reporters it was over.", []),
    ("Kuwait's Amir Sabah left.", [("Sabah", "monarch", "KW", "current")]),
    # cities of two words, wards, customs
    ("Kenyan Ambassador to Addis Ababa Peter Kiplagat left.", [("Peter Kiplagat", "diplomat", "KE", "current")]),
    ("Chilean Envoy in Kuala Lumpur Rosa Vidal left.", [("Rosa Vidal", "diplomat", "CL", "current")]),
    ("Hari Rai, Ward Chairperson of Dharan, said it was over.", [("Hari Rai", "regional", None, "current")]),
    ("Deputy Commissioner of Customs Rosa Vidal said it was over.", [("Rosa Vidal", "official", None, "current")]),
    # a surname that is also a verb
    ("Police spokesman Otieno Were said it was over.", [("Otieno Were", "spokesperson", None, "current")]),
]  # fmt: skip


def named(record: Record) -> list[tuple[str, str | None, str | None, str]]:
    return [(o.name, o.role, o.country, o.status) for o in record.officials if o.name]


@pytest.mark.parametrize(("text", "expected"), HOLDERS, ids=[row[0] for row in HOLDERS])
def test_holders(text: str, expected: list[tuple[str, str | None, str | None, str]]) -> None:
    assert named(extract(text)) == expected


def test_the_former_president_is_not_the_president() -> None:
    record = extract("Bolivian President Jan Nowak met Evo Diaz. The former president's lawyer smiled.")
    assert [m.text for m in record.officials[0].mentions] == ["Jan Nowak"]
    record = extract("Former Bolivian President Jan Nowak met Evo Diaz. The former president smiled.")
    assert [m.text for m in record.officials[0].mentions] == ["Jan Nowak", "former president"]


def test_a_bare_surname_is_nobody_where_husband_and_wife_are_named() -> None:
    record = extract("Ms. Nowak is the wife of Deputy Speaker Jan Nowak. Nowak left.")
    assert [[m.text for m in person.mentions] for person in record.people] == [["Nowak"]]
    assert [[m.text for m in o.mentions] for o in record.officials] == [["Jan Nowak"]]
    record = extract("Deputy Speaker Jan Nowak's wife, Ms. Nowak, left.")
    assert [[m.text for m in person.mentions] for person in record.people] == [["Nowak"]]
    record = extract("Mr. Salles left. Salles was ill.")
    assert [m.text for m in record.people[0].mentions] == ["Salles", "Salles"]


# text; the officials without a name: office, country
WITHOUT_NAME = [
    ("Leaders of Chile, Togo and Nepal met in Rome.", [("leaders", None)]),
    ("Envoys of S. Korea, N. Korea and Papua N. Guinea met.", [("envoys", None)]),
    ("Leaders of Chile, and Nepal's envoy, met.", [("leaders", "CL"), ("envoy", "NP")]),
    ("Mr. Rao accused the governor of fraud.", [("governor", None)]),
    ("The court convicted the mayor of Lima of theft.", [("mayor of lima", "PE")]),
    ("Mr. Rao warned the mayor of Kisumu.", [("mayor of kisumu", "KE")]),
    ("The mayor of Lima, Ohio, left.", [("mayor of lima", "US")]),
]


@pytest.mark.parametrize(("text", "expected"), WITHOUT_NAME, ids=[row[0] for row in WITHOUT_NAME])
def test_officials_without_a_name(text: str, expected: list[tuple[str, str | None]]) -> None:
    assert [(o.office, o.country) for o in extract(text).officials if not o.name] == expected


@pytest.mark.parametrize(
    ("text", "speaker"),
    [
        # an office before the name stands for its holder
        ("Assistant Superintendent of Police Rosa Vidal said two men were arrested in Lahore.", "Rosa Vidal"),
        ("Lt. Gen. (ret.) Amit Sen warned that the army would act.", "Amit Sen"),
        # nobody speaks of oneself by name
        ("Deputy Minister Hlophe, she said, had taken the money.", None),
        ("Minister Anna Kent was ill. Deputy Minister Hlophe had taken the money, she said.", "Anna Kent"),
        # either body may speak; the one that spoke before does
        ("The European Union met in Brussels. The African Development Bank lent Kenya $5 million, it said.", None),
        ("The Teamsters union said that it would strike.", "Teamsters union"),
    ],
)
def test_who_speaks(text: str, speaker: str | None) -> None:
    record = extract(text)
    names = {e.id: e.name for e in (*record.officials, *record.people, *record.organizations)}
    assert [names[f.actor[0].ref or ""] for f in record.facts if f.type == "said"] == ([speaker] if speaker else [])


def test_a_denial_does_not_deny_what_others_say_meanwhile() -> None:
    facts = extract("Iranian officials denied any role, while a U.S. general said he had evidence.").facts
    assert [(f.mode, f.negated) for f in facts if f.type == "said"] == [("deny", False), (None, False)]
    (fact,) = (f for f in extract("Peru denied that it had bombed a school.").facts if f.type == "attacked")
    assert fact.negated


@pytest.mark.parametrize(
    ("text", "countries"),
    [
        ("THE REPUBLIC OF GHANA SIGNED IT.", ["REPUBLIC OF GHANA"]),
        ("The BANK OF GHANA signed it.", []),
        ("The Republic of Ghana signed it.", ["Republic of Ghana"]),
    ],
)
def test_long_names_in_capitals(text: str, countries: list[str]) -> None:
    assert [m.text for c in extract(text).countries for m in c.mentions] == countries
