"""Names of bodies that are whole, things that are no bodies, persons met once: examples beside near misses."""

from __future__ import annotations

import pytest

import newsfacts
from newsfacts.record import Record


def bodies(text: str) -> dict[str, tuple[str, str | None]]:
    return {o.name: (o.kind, o.country) for o in newsfacts.extract(text).organizations}


def persons(record: Record) -> dict[str | None, list[str]]:
    return {p.name: [m.text for m in p.mentions] for p in (*record.people, *record.officials)}


# text, the name of a body that is whole, all its mentions
WHOLE = [
    # letters of another language in brackets show where a name ends
    ("The Portuguese Agency for Rural Development Cooperation (Aprud) paid. Aprud left.",
     "Portuguese Agency for Rural Development Cooperation", 3),
    ("He led the National Council for the Protection of Persons with Albinism (CONAPAL).",
     "National Council for the Protection of Persons with Albinism", 2),
    ("Karim Mia led Ashford Police Station.", "Ashford Police Station", 1),
    ("Border Guard Division 7 left.", "Border Guard Division 7", 1),
    ("The Bureau of Police Research met. BPR left.", "Bureau of Police Research", 2),
    ("They joined Kavya College for Women.", "Kavya College for Women", 1),
    ("They joined Lenka Institute of Technology & Science-Pune.", "Lenka Institute of Technology & Science-Pune", 1),
    ("The Office of Communications and Strategy paid.", "Office of Communications and Strategy", 1),
    ("They praised the Four Rivers Education Group.", "Four Rivers Education Group", 1),
    ("Dublin-based Mercy Children's Hospital paid. Mercy Children's Hospital left.", "Mercy Children's Hospital", 2),
    ("The commander of the IRGC Navy left.", "IRGC Navy", 1),
    ("The Kenyan Navy seized a ship. They wrote to Navy headquarters.", "Kenyan Navy", 1),
    ("Radio Okapi reported it.", "Radio Okapi", 1),
    ("Teachers of the Marlow Independent School District left.", "Marlow Independent School District", 1),
    ("The Medical Journal of Kenya denied it.", "Medical Journal of Kenya", 1),
    ("He led the Kenyan Centre for Control of Malaria and Measles.",
     "Kenyan Centre for Control of Malaria and Measles", 1),
    ("The Joint Council for the Protection of Migrants campaigner Nadia Karim left.",
     "Joint Council for the Protection of Migrants", 1),
    ("Executive director of the Houston branch of the Council on Trade Relations Nadia Karim said it was late.",
     "Council on Trade Relations", 1),
    ("They heard the Council on Kenyan - Islamic Relations.", "Council on Kenyan - Islamic Relations", 1),
    ("Movimento 7 Luna (M7L) won. M7L objected.", "Movimento 7 Luna", 3),
    ("The head of CEB (Brazilian Episcopal Conference) left. CEB objected.", "Brazilian Episcopal Conference", 3),
    ("The Marlow County Sheriff's office objected.", "Marlow County Sheriff's office", 1),
    ("They sell at Lumora.com. They wrote to Ann@Lumora.com.", "Lumora.com", 1),
    ("Ohio State University of the US objected.", "Ohio State University", 1),
    ("The Catholic University of the Philippines objected.", "Catholic University of the Philippines", 1),
    ("It was backed by the Kenyan Red Cross.", "Kenyan Red Cross", 1),
    ("The International Red Cross paid.", "Red Cross", 1),
    ("The Indian Google office closed.", "Google", 1),
    ("The label was approved by Food Standards Australia New Zealand.", "Food Standards Australia New Zealand", 1),
    ("It was sent from Lumora Robotics Image: Ann Lee", "Lumora Robotics", 1),
]  # fmt: skip


@pytest.mark.parametrize(("text", "name", "mentions"), WHOLE, ids=[row[1] for row in WHOLE])
def test_the_name_is_whole(text: str, name: str, mentions: int) -> None:
    found = {o.name: o.mentions for o in newsfacts.extract(text).organizations}
    assert list(found) == [name]
    assert len(found[name]) == mentions


@pytest.mark.parametrize(
    ("text", "names"),
    [
        ("Ann Lee of the World Bank (WB) left.", {"World Bank"}),  # no name goes on before other letters
        ("They called on the Kavya College for Tuesday.", {"Kavya College"}),
        ("The police station burnt down.", set()),
        ("Sixteen people left on Division Street 7.", set()),
        ("They saw Radio City Music Hall.", {"Radio City Music Hall"}),
        ("They tried Internet Explorer 9 (IE9).", set()),
        ("The road to Ashford (A5) is closed. The virus (COVID19) was here.", set()),
        ("They read www.Lumora.com and stopped. Com is no word.", set()),
        ("They saw Marlow County Sheriff Omar Haddad's office.", set()),
        ("The head of GDP (Gross Domestic Product) left.", set()),
        ("The Marlow Institute of Peace award was given.", {"Marlow Institute of Peace"}),
        ("The Marlow Group and the Make-A-Wish Foundation paid.", {"Marlow Group", "Make-A-Wish Foundation"}),
        ("They saw Marlow School, District 7, and Marlow District.", {"Marlow School"}),
        ("They read the Ashford Journal of Monday.", {"Ashford Journal"}),
        ("They thanked the Marlow Council for Nadia Karim.", {"Marlow Council"}),
        ("They left the Marlow Centre for Peru and the Ashford Council on Monday.",
         {"Marlow Centre", "Ashford Council"}),
        ("The Georgia Institute of Technology and Ohio State University paid.",
         {"Georgia Institute of Technology", "Ohio State University"}),
        ("The Institute of Technology and Design paid.", {"Institute of Technology and Design"}),
    ],
)
def test_a_name_does_not_run_on(text: str, names: set[str]) -> None:
    assert set(bodies(text)) <= names


THINGS = [
    "They met at the Geneva Winter Olympic Games.",
    "They won the Africa Women's Cup of Nations.",
    "The review conference of the Ocean Nonproliferation Treaty began.",
    "The country's exclusive economic zone (EEZ) was crossed.",
    "The Integrated Staff Payment System (ISPS) failed. ISPS was stopped.",
    "The National Institutional Quality Framework (NIQF) was released.",
    "Group H — Peru 3, Chile 0. They played in Group G.",
    "They met at the Marlow Arena.",
    "Atwell, a Booker Prize-winner, left.",
    "They tried Batman: Ashford VR on Windows XP and on IE6.",
    "The Coast-based frigate HMC Seeker left.",
]


@pytest.mark.parametrize("text", THINGS)
def test_events_treaties_and_systems_are_no_bodies(text: str) -> None:
    assert bodies(text) == {}


def test_letters_of_an_office_are_no_body() -> None:
    assert bodies("Lieutenant Governor Amit Rao wrote. LG has recommended a probe.") == {}


def test_council_of_worshippers_is_not_the_state() -> None:
    record = newsfacts.extract("Fatima Noor, president of Bangladesh Mahila Parishad, left. Zila Parishad paid.")
    assert {o.name: o.kind for o in record.organizations} == {
        "Bangladesh Mahila Parishad": "ngo",
        "Zila Parishad": "government",
    }
    assert not record.officials


@pytest.mark.parametrize(
    ("text", "name", "kind"),
    [
        ("The Refugee Council objected.", "Refugee Council", "ngo"),
        ("The Ashford City Council objected.", "Ashford City Council", "government"),
        ("The Marlow Refugee Agency objected.", "Marlow Refugee Agency", "government"),
        ("Boys of the Marlow School District left.", "Marlow School District", "government"),
        ("They heard the Council on Kenyan Relations.", "Council on Kenyan Relations", "other"),
    ],
)
def test_kind_of_an_institution(text: str, name: str, kind: str) -> None:
    assert bodies(text)[name][0] == kind


@pytest.mark.parametrize(
    ("text", "name", "kind", "country"),
    [
        ("The British Red Cross objected.", "British Red Cross", "ngo", "GB"),
        ("The Border Force vessel HMC Seeker left Britain.", "Border Force", "government", "GB"),
        ("The Australian Border Force left.", "Border Force", "government", "AU"),
        ("The US National Science Foundation paid.", "U.S. National Science Foundation", "government", "US"),
        ("The Swiss National Science Foundation paid.", "Swiss National Science Foundation", "ngo", "CH"),
    ],
)
def test_state_of_an_institution(text: str, name: str, kind: str, country: str) -> None:
    assert bodies(text) == {name: (kind, country)}


def test_a_town_of_another_state_gives_a_body_no_state() -> None:
    text = "The Bangladeshi army left. Officers of Raipur Police Station met villagers."
    assert bodies(text)["Raipur Police Station"][1] is None


PERSONS = [
    ("The child was identified as Mina, daughter of Karim Mia. Mina left.", "Mina", 2),
    ("A man named Osman was arrested.", "Osman", 1),
    ("He apologized to Shauna Fontaine, who came forward. Fontaine left.", "Shauna Fontaine", 2),
    ("Prothom Alo Joint Editor Sohrab Hossain left.", "Sohrab Hossain", 1),
    ("Olivia King came. King and ten others left.", "Olivia King", 2),
    ("I'm Nadia Ruiz, and I live in Lima.", "Nadia Ruiz", 1),
    ("Ann Fair left.", "Ann Fair", 1),
    ("Korea substituted Park Joo-Ho. They praised Park Joo-Ho's header.", "Park Joo-Ho", 2),
    ("Hwang Hee-Chan was booked.", "Hwang Hee-Chan", 1),
    ("It was a film of Scientologist Tom Cruise. Cruise left.", "Tom Cruise", 2),
    ("Calist Tom Lee left.", "Calist Tom Lee", 1),
    ("In her book Ann Lee said it was true. The film Ann Lee made won.", "Ann Lee", 2),
    ("To Lam came, and they met To Lam in Hanoi.", "To Lam", 2),
    ("Yuen Ren Chao wrote. Rulan Chao Pian taught. Chao left.", "Yuen Ren Chao", 2),
    ("Rulan Chao Pian taught. Chao left.", "Rulan Chao Pian", 1),
    ("Gabriel Boric Font taught. Boric left.", "Gabriel Boric Font", 2),
]


@pytest.mark.parametrize(("text", "name", "mentions"), PERSONS, ids=[row[1] for row in PERSONS])
def test_person_met_once(text: str, name: str, mentions: int) -> None:
    assert len(persons(newsfacts.extract(text)).get(name, [])) == mentions


@pytest.mark.parametrize(
    "text",
    [
        "A ship named Osprey sank.",
        "They live in the district of Manuel Otero Perez.",
        "Daniel Paz International Airport opened.",
        "They stayed at Hotel Amor de Temporada.",
        "They would deny it to Diaspora Jews, who protested.",
        "The drug was identified as Zorvan.",
        "They opened a bar called Rosa Paz.",
        "They left.\n\nREPEATED STANCE\n\nThey stayed.",
        "They amended the Italy-U.S. Status of Troops Treaty.",
        "Thirty Miss Universe Thailand contestants left.",
        "The 14th Comic Expo Peru took place in Lima. Comic Expo was full.",
        "They won the Marlow Indemnity Scholarship and the Ann Whitman Fellowship.",
        "They sang at the Claim to Glory Contest.",
        "They came to launch the graphic novel Silver Foxglove.",
        "They wrote How To Cheat People in 2010.",
        "They went to Madame Tussauds Berlin.",
    ],
)
def test_no_person(text: str) -> None:
    record = newsfacts.extract(text)
    assert persons(record) == {}


def test_the_king_is_not_miss_king() -> None:
    record = newsfacts.extract("Olivia King came. The King spoke.")
    assert persons(record)["Olivia King"] == ["Olivia King"]


@pytest.mark.parametrize(
    ("text", "status", "body"),
    [
        ("Kenya Election Commission (KEC) chairperson Prof Ann Lee left.", "current", "Kenya Election Commission"),
        ("Interim Grand Chief Ann Lee left.", "acting", None),
    ],
)
def test_office(text: str, status: str, body: str | None) -> None:
    (official,) = newsfacts.extract(text).officials
    assert (official.name, official.status, official.organization) == ("Ann Lee", status, body)


def test_governor_of_an_authority_is_no_governor_of_a_region() -> None:
    text = "The Tourism Authority of Kenya governor Ann Lee left. Governor Tom Hale of Lagos State left."
    assert [o.role for o in newsfacts.extract(text).officials] == ["official", "regional"]


# text; who each pronoun means, in order
QUOTED = [
    ("Alan Pick spoke to Tom Sias. “He said that he is going to jail,” Pick said.", "Alan Pick", 0),
    ("Officer Alan Pick met Tom Sias. Pick said: “He was calm.”", "Alan Pick", 0),
    ("Alan Pick resigned. He said he was tired.", "Alan Pick", 2),
    ("Alan Pick resigned. “I am tired,” he said.", "Alan Pick", 1),
    ("Alan Pick resigned. He said he was “tired of it”, and he left.", "Alan Pick", 3),
    ("Tom Sias met Alan Pick. «He was tired,» Pick said.", "Alan Pick", 0),
    ("Alan Pick came. Pick said: “He was tired.\n“He left.”", "Alan Pick", 0),
    ("“He was tired.\n“He left,” said Alan Pick.", "Alan Pick", 0),
    ("Alan Pick came. Pick said: “Oslo was calm.”\nHe left.", "Alan Pick", 1),
    ("Tom Sias fell. “He is the only one to do so,” Alan Pick, a doctor at the clinic in town, told Reuters.",
     "Alan Pick", 0),
    # the father bears the name; a name before a thing is nobody who acts
    ("The bank sued Tom Sias, Alan Pick, former chairman of the board and his son Rory Pick.", "Alan Pick", 1),
    ("They sat at Alan Pick fashion shows. He left.", "Alan Pick", 0),
    ("Alan Pick supporters said he had won.", "Alan Pick", 1),
]  # fmt: skip


@pytest.mark.parametrize(("text", "name", "count"), QUOTED, ids=[row[0][-30:] for row in QUOTED])
def test_who_is_quoted_is_not_he(text: str, name: str, count: int) -> None:
    record = newsfacts.extract(text)
    found = [p for p in (*record.people, *record.officials) if p.name == name]
    assert sum(m.kind == "pronoun" for p in found for m in p.mentions) == count


def test_a_girl_named_so_is_one_person() -> None:
    record = newsfacts.extract("Eva Noor was out. A girl named Rim called her.")
    assert "her" not in persons(record).get("Rim", [])


@pytest.mark.parametrize(
    ("text", "name", "role"),
    [
        ("The House of Deputies of Egypt headed by Counselor Dr. Hassan Gamal met.", "Hassan Gamal", "legislator"),
        ("The Election Commission, chaired by Ann Lee, left.", "Ann Lee", "official"),
        ("The Lions Club headed by Bob Reed met.", "Bob Reed", None),
        ("Tom Hale, who manages Bob Smith's campaign, left.", "Tom Hale", "party"),
        ("Ann Frey manages the sales campaign of a shop.", "Ann Frey", None),
        ("Karim Mia officer-in-charge of Belabo Police Station said so.", "Karim Mia", "police"),
        ("Ann Lee asked Tom Hale officers of Belabo Police said.", "Tom Hale", None),
    ],
)
def test_office_told_by_a_verb_or_without_a_comma(text: str, name: str, role: str | None) -> None:
    record = newsfacts.extract(text)
    assert {o.name: o.role for o in record.officials}.get(name) == role
    assert name in persons(record)


@pytest.mark.parametrize(
    ("text", "country"),
    [
        ("Peruvian Interior Minister Ana Ruiz left. The Interior Ministry paid.", "PE"),
        ("Bolivia's health minister left. The Interior Ministry paid Peru.", None),
        ("Peru's Interior Minister met the Interior Minister of Chile. The Interior Ministry paid.", None),
    ],
)
def test_a_ministry_is_of_the_state_of_its_minister(text: str, country: str | None) -> None:
    assert bodies(text)["Interior Ministry"][1] == country


@pytest.mark.parametrize(
    ("text", "country"),
    [
        ("British Prime Minister Ann Lee left. She met Peru's culture and gaming minister Omar Haddad.", "PE"),
        ("British Prime Minister Ann Lee left. She met Peru's trusted and able spokesman Omar Haddad.", "PE"),
        ("British Prime Minister Ann Lee met Peru's interior and overseas minister Omar Haddad.", "PE"),
        ("British Prime Minister Ann Lee spoke. She left Peru's summit and finance minister Omar Haddad stayed.", "GB"),
        ("British Prime Minister Ann Lee spoke. It was Peru's, the finance minister Omar Haddad said.", "GB"),
    ],
)
def test_an_office_is_of_the_state_that_owns_it(text: str, country: str) -> None:
    found = {o.name: o.country for o in newsfacts.extract(text).officials}
    assert found["Omar Haddad"] == country
