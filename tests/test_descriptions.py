"""Whom a description means: any holder, somebody named before, a guest, a successor; each beside near misses."""

from __future__ import annotations

import pytest

import newsfacts
from newsfacts.record import Official

Told = dict[str | None, tuple[str, str | None, str]]


def officials(text: str) -> tuple[Official, ...]:
    return tuple(newsfacts.extract(text).officials)


ANY_HOLDER = [
    "Voters like candidates who promise jobs.",
    "Corrupt judges must go, the marchers in Accra shouted.",
    "Farmers said politicians never visit the valley.",
    "The exam cards of candidates were found in a flat.",
    "It is a law that bars a judge from freeing him.",
    "If a minister resigns in Peru, another is named.",
    "A Chilean judge must retire at 75.",
    "As a liberal prime minister in Norway, he could have done it.",
    "Peru removed him, the country's fourth leader to be forced out.",
]


@pytest.mark.parametrize("text", ANY_HOLDER)
def test_any_holder_is_nobody(text: str) -> None:
    assert officials(text) == ()


SOME_HOLDER = [
    ("Prosecutors say he lied.", "prosecutors"),
    ("Judges have freed her.", "judges"),
    ("They hide while prosecutors complete the inquiry.", "prosecutors"),
    ("Parties lost support for lawmakers who voted no.", "lawmakers"),
    ("He met Brunei's second foreign minister.", "second foreign minister"),
    ("Iran's first vice president left.", "first vice president"),
    ("Two former prime ministers are in prison.", "prime ministers"),
    ("They identified a victim as a leader of the Al Aqsa Martyrs Brigades.", "leader of the al aqsa martyrs brigades"),
    ("Mayors from across the region will meet in Quito.", "mayors"),
    ("A Chilean judge will hear the case on Monday.", "judge"),
    ("Officials told candidates who had promised jobs to leave.", "officials"),
    ("The judge barred a Peruvian minister from leaving.", "minister"),
]


@pytest.mark.parametrize(("text", "office"), SOME_HOLDER)
def test_some_holders_are_officials(text: str, office: str) -> None:
    assert office in {o.office for o in officials(text)}


# text, the name (or the office of the first) and all its mentions
DESCRIBED = [
    ("The Iraqi deputy prime minister, Omar Haddad, spoke. “It is late.” The Iraqi official added that help was near.",
     ["Iraqi deputy prime minister", "Omar Haddad", "Iraqi official"]),
    ("Egyptian Foreign Minister Omar Haddad left Rome. The top Egyptian diplomat praised the talks.",
     ["Omar Haddad", "top Egyptian diplomat"]),
    ("Iran's intelligence minister spoke in Tehran. The intelligence chief said six were held.",
     ["Iran's intelligence minister", "intelligence chief"]),
    ("The Oman navy chief praised it. The commander of the Omani navy said so.",
     ["Oman navy chief", "commander of the Omani navy"]),
    ("The audit was begun by the interim minister of the office, Ana Ruiz.", ["interim minister", "Ana Ruiz"]),
    ("The chief election commissioner (CEC), Omar Haddad, spoke. The CEC said so.",
     ["chief election commissioner (CEC)", "Omar Haddad", "CEC"]),
    ("The chief election commissioner (CEC) of India spoke. The CEC said so.",
     ["chief election commissioner (CEC) of India", "CEC"]),
    ("Peru's commissioner Atiqul Alam sued. “They hid it,” said Atikul.", ["Atiqul Alam", "Atikul"]),
    # near misses: two who may speak on, another state's navy, another name
    ("Chilean mayor Ana Ruiz met Peruvian mayor Luis Paz. The official added that it was late.", ["Ana Ruiz"]),
    ("Kenya's navy chief left. The commander of the Ugandan navy stayed.", ["Kenya's navy chief"]),
    ("Peru's minister Ana Marten left. “It was late,” said Martin.", ["Ana Marten"]),
    ("Peru's minister Ana Hanser left. “It was late,” said Hanger.", ["Ana Hanser"]),
    ("Peru's foreign minister, Ana Ruiz, left. A top diplomat praised her.", ["Peru's foreign minister", "Ana Ruiz"]),
]  # fmt: skip


@pytest.mark.parametrize(("text", "mentions"), DESCRIBED, ids=[row[0][:40] for row in DESCRIBED])
def test_a_description_is_of_whom_it_means(text: str, mentions: list[str]) -> None:
    assert [m.text for m in officials(text)[0].mentions if m.kind != "pronoun"] == mentions


# text, who is called by the name and all mentions but pronouns; the states of the others
GUESTS = [
    ("Peruvian President Luis Paz met Norway's foreign minister, Ana Dahl. Paz thanked the visiting foreign minister.",
     "Ana Dahl", ["Norway's foreign minister", "Ana Dahl", "visiting foreign minister"], "NO"),
    ("Foreign Minister Ana Dahl of Norway met Foreign Minister Omar Ruiz of Peru. President Paz of Peru welcomed the "
     "visiting foreign minister.", "Ana Dahl", ["Ana Dahl", "visiting foreign minister"], "NO"),
    ("Kenyan President Tom Ouma received Ana Dahl, the foreign minister, on Monday.",
     "Ana Dahl", ["Ana Dahl", "foreign minister"], None),
    ("Kenyan President Tom Ouma held talks with visiting Defense Minister Ana Dahl.", "Ana Dahl", ["Ana Dahl"], None),
    # near misses: appointed, not received; no guest
    ("Kenyan President Tom Ouma appointed Ana Dahl, the foreign minister, on Monday.",
     "Ana Dahl", ["Ana Dahl", "foreign minister"], "KE"),
    ("Kenya's foreign minister, Tom Ouma, met a visiting minister in Nairobi.",
     "Tom Ouma", ["Kenya's foreign minister", "Tom Ouma"], "KE"),
]  # fmt: skip


@pytest.mark.parametrize(("text", "name", "mentions", "country"), GUESTS, ids=[row[0][:50] for row in GUESTS])
def test_a_guest_is_not_of_the_host(text: str, name: str, mentions: list[str], country: str | None) -> None:
    (guest,) = (o for o in officials(text) if o.name == name)
    assert ([m.text for m in guest.mentions if m.kind != "pronoun"], guest.country) == (mentions, country)


# text, each official's role, country and status by name
IN_TURN: list[tuple[str, Told]] = [
    ("Kenyan President Tom Ouma left in 2022. His successor, Ali Noor, cut the budget.",
     {"Tom Ouma": ("head_of_state", "KE", "current"), "Ali Noor": ("head_of_state", "KE", "current")}),
    ("Kenyan President Tom Ouma criticized his predecessor, Ali Noor.",
     {"Tom Ouma": ("head_of_state", "KE", "current"), "Ali Noor": ("head_of_state", "KE", "former")}),
    ("Luis Paz was prime minister of Peru until 1991. Paz's successor, Omar Ruiz, sold it. Prime Minister Ana Dahl "
     "of Peru praised both.",
     {"Luis Paz": ("head_of_government", "PE", "former"), "Omar Ruiz": ("head_of_government", "PE", "former"),
      "Ana Dahl": ("head_of_government", "PE", "current")}),
    ("Japanese Prime Minister Shinzo Abe and Yoshihide Suga refused.",
     {"Shinzo Abe": ("head_of_government", "JP", "current"),
      "Yoshihide Suga": ("head_of_government", "JP", "current")}),
    ("Former Algerian President Ali Bout died. After the war Bout became foreign minister.",
     {"Ali Bout": ("head_of_state", "DZ", "former")}),
    ("Former prime minister Ana Dahl, who is now president of Peru, spoke.",
     {"Ana Dahl": ("head_of_state", "PE", "current")}),
    ("Japan's parliament elected Ana Dahl as the country's first female prime minister.",
     {"Ana Dahl": ("head_of_government", "JP", "current")}),
    # near misses: a singer's, a company's, a coach's; his wife; whose it is nobody knows; no state's president
    ("The singer Ana Dahl and President Ana Ruiz of Peru met. Her predecessor, Luis Paz, was absent.",
     {"Ana Ruiz": ("head_of_state", "PE", "current")}),
    ("The company's chief executive, Ana Dahl, will leave, and her successor, Luis Paz, said so.", {}),
    ("Japanese Prime Minister Shinzo Abe and Akie Abe left.", {"Shinzo Abe": ("head_of_government", "JP", "current")}),
    ("Former Tokyo Gas president Kenji Ito apologized.", {}),
    ("Later in Algeria, Red Falcon leader Tom Bell hid.", {"Tom Bell": ("official", None, "current")}),
]  # fmt: skip


@pytest.mark.parametrize(("text", "told"), IN_TURN, ids=[row[0][:50] for row in IN_TURN])
def test_offices_in_turn(text: str, told: Told) -> None:
    assert {o.name: (o.role, o.country, o.status) for o in officials(text)} == told
