"""Bodies: lexicon, patterns, a state's common nouns, acronyms in brackets, and what is no body."""

from __future__ import annotations

from functools import cache

import pytest
import spacy
from spacy.language import Language

from newsfacts.language.pipeline import MODEL
from newsfacts.record import Organization


@cache
def pipeline() -> Language:
    nlp = spacy.load(MODEL)
    for name in ("newsfacts_countries", "newsfacts_officials"):
        nlp.add_pipe(name)
    return nlp


def organizations(text: str) -> list[Organization]:
    return list(pipeline()(text)._.organizations)


# text, mention, kind, country
BODIES = [
    ("The Pentagon offered to meet.", "Pentagon", "government", "US"),
    ("The State Department denied it.", "State Department", "government", "US"),
    ("The Thai Marine Corps trained.", "Marine Corps", "military", "TH"),
    ("The Marine Corps trained.", "Marine Corps", "military", "US"),
    ("The Foreign Office denied it.", "Foreign Office", "government", "GB"),
    ("The Foreign Office in Islamabad denied it.", "Foreign Office", "government", "PK"),
    ("Pakistan summoned the envoy. The Foreign Office denied it.", "Foreign Office", "government", None),
    ("The United States Embassy denied it.", "United States Embassy", "government", "US"),
    ("Brazil's Defense Department denied it.", "Defense Department", "government", "BR"),
    ("Brazil's Marine Corps and Defense Department denied it.", "Defense Department", "government", "BR"),
    ("The Brazilian army and the State Department denied it.", "State Department", "government", "US"),
    ("The State Department of Works in Lagos denied it.", "State Department of Works", "government", None),
    ("The Kremlin denied it.", "Kremlin", "government", "RU"),
    ("The Élysée confirmed the call.", "Élysée", "government", "FR"),
    ("Downing Street confirmed the call.", "Downing Street", "government", "GB"),
    ("The Bundestag voted on Friday.", "Bundestag", "government", "DE"),
    ("The Knesset voted on Friday.", "Knesset", "government", "IL"),
    ("The State Duma voted on Friday.", "State Duma", "government", "RU"),
    ("The People's Liberation Army began drills.", "People's Liberation Army", "military", "CN"),
    ("The IDF struck a depot.", "IDF", "military", "IL"),
    ("Hamas rejected the offer.", "Hamas", "armed_group", "PS"),
    ("Hezbollah fired rockets.", "Hezbollah", "armed_group", "LB"),
    ("The Taliban took the town.", "Taliban", "armed_group", "AF"),
    ("NATO sent ships.", "NATO", "igo", None),
    ("The World Bank approved a loan.", "World Bank", "igo", None),
    ("The International Criminal Court issued a warrant.", "International Criminal Court", "igo", None),
    ("The Bank of Japan bought bonds.", "Bank of Japan", "government", "JP"),
    ("Sudanese troops left the town.", "Sudanese troops", "military", "SD"),
    ("Sudan's government agreed.", "government", "government", "SD"),
    ("The New Zealand government agreed.", "New Zealand government", "government", "NZ"),
    ("Chile's parliament passed the bill.", "parliament", "government", "CL"),
    ("The Israeli military struck a depot.", "Israeli military", "military", "IL"),
    ("Kenya's Supreme Court annulled the vote.", "Supreme Court", "government", "KE"),
    ("The Egyptian Ministry of Finance raised taxes.", "Egyptian Ministry of Finance", "government", "EG"),
    ("The Chinese Foreign Ministry protested.", "Chinese Foreign Ministry", "government", "CN"),
    ("Iran's foreign ministry protested.", "foreign ministry", "government", "IR"),
    ("Xinhua reported the visit.", "Xinhua", "media", "CN"),
    ("Amnesty International criticized the law.", "Amnesty International", "ngo", None),
    ("Swiss drugmaker Roche gave doses.", "Roche", "company", "CH"),
    ("The Harborview Motors plant closed.", "Harborview Motors", "company", None),
    ("Peru's Congress voted.", "Congress", "government", "PE"),
    ("Texas is in the U.S. Peru's minister spoke. The Senate will vote.", "Senate", "government", "PE"),
    ("The U.S. Senate and Peru's minister met.", "U.S. Senate", "government", "US"),
    ("The BJP and the Congress met.", "Congress", "party", "IN"),
    ("Oman's elected Shura Council voted.", "Shura Council", "government", "OM"),
    ("The Oman News Agency reported it.", "Oman News Agency", "media", "OM"),
    ("The Israeli Prison Service agreed.", "Israeli Prison Service", "government", "IL"),
    ("The University of Nairobi closed.", "University of Nairobi", "other", "KE"),
    ("Sri Lanka's Tamil People's Alliance met.", "Tamil People's Alliance", "party", "LK"),
    ("The Left-Green Union of Iceland met.", "Left-Green Union of Iceland", "party", "IS"),
    ("The Gambia Moral Congress met.", "Gambia Moral Congress", "party", "GM"),
    ("The Chilean National Congress met.", "Chilean National Congress", "government", "CL"),
    ("China's National People's Congress met.", "National People's Congress", "government", "CN"),
    ("The National Movement for the Liberation of Kasai fled.", "National Movement for the Liberation of Kasai",
     "armed_group", None),
    ("The Democratic Party of Socialists won in Montenegro.", "Democratic Party of Socialists", "party", "ME"),
    ("The Rabbinical Council of Europe met.", "Rabbinical Council of Europe", "other", None),
    ("The Student Union met.", "Student Union", "other", None),
    ("Canada's NDP objected.", "NDP", "party", "CA"),
    ("Premier Ann Lee and National Assembly Chairman Ian Roy met.", "National Assembly", "government", None),
    ("The Nepali Congress won in Nepal, and Nepal and India agreed. Congress met.", "Congress", "party", "NP"),
    ("The Civil Aviation Authority of Thailand agreed.", "Civil Aviation Authority of Thailand", "government", "TH"),
    ("The International Federation for Human Rights objected.", "International Federation for Human Rights", "ngo",
     None),
    ("Professor Ann Lee of Dhaka University left.", "Dhaka University", "other", None),
    ("The Central Tennis Club and the Lake Chess Club met.", "Lake Chess Club", "other", None),
    ("The Panamanian Chamber of Solar Energy met.", "Panamanian Chamber of Solar Energy", "other", "PA"),
    ("Chile's Chamber of Deputies met.", "Chamber of Deputies", "government", "CL"),
    ("The Costa Rican Social Security Fund paid.", "Costa Rican Social Security Fund", "government", "CR"),
    ("Nurses struck in Kenya. The Ministry of Health refused.", "Ministry of Health", "government", None),
    ("Kenya and Uganda agreed. The Ministry of Health refused.", "Ministry of Health", "government", None),
    ("The World Meteorological Organization warned.", "World Meteorological Organization", "igo", None),
    ("The Labour Court ruled.", "Labour Court", "government", None),
    ("The Labour Council met.", "Labour Council", "other", None),
    ("The Ministry of Trade and Tourism (MTT) paid.", "MTT", "government", None),
    ("The Registrar General's Department paid.", "Registrar General's Department", "government", None),
    ("The Mar del Sur City Council paid.", "Mar del Sur City Council", "government", None),
    ("The uMlazi Local Municipality paid.", "uMlazi Local Municipality", "government", None),
    ("The staff of Health, Safety and Climate (HSC) met.", "Health, Safety and Climate", "other", None),
    ("The Ministry of Health, the National Council for Trade (CNC) and Peru met.", "National Council for Trade",
     "other", None),
    ("Ottawa's embassy in Lima closed. The embassy was old.", "embassy", "government", "CA"),
    ("Assembly of First Nations Chief Ann Roy left Canada.", "Assembly of First Nations", "ngo", "CA"),
]  # fmt: skip


@pytest.mark.parametrize(("text", "mention", "kind", "country"), BODIES, ids=[b[1] for b in BODIES])
def test_body(text: str, mention: str, kind: str, country: str | None) -> None:
    found = {m.text: o for o in organizations(text) for m in o.mentions}
    assert mention in found, found.keys()
    if kind == "other":
        country = found[mention].country
    assert (found[mention].kind, found[mention].country) == (kind, country)


NO_BODY = [
    "The National Secretary of Energy was absent.",
    "The government of the tongue is hard.",
    "Military aid arrived at last.",
    "He police-checked nobody.",
    "The party lasted until dawn.",
    "They set up camp by the river bank.",
    "Army boots are in fashion.",
    "The court was wet, so the players waited.",
    "A force of nature swept the coast.",
    "They walked through the Amazon rainforest.",
    "Human Rights was the theme.",
    "Mail Service was slow.",
    "SYDNEY (AAP) - The beaches were empty.",
    "Detective Sub-Inspector (SI) Salam left.",
    "The PAS de deux and the NDP of the textbook are letters.",
]


@pytest.mark.parametrize("text", NO_BODY)
def test_no_body(text: str) -> None:
    assert organizations(text) == []


def test_acronym_in_brackets_is_the_same_body() -> None:
    found = organizations("The Lakeside Teachers Welfare Alliance (LTWA) met. LTWA members voted.")
    assert [(o.name, [m.text for m in o.mentions]) for o in found] == [
        ("Lakeside Teachers Welfare Alliance", ["Lakeside Teachers Welfare Alliance", "LTWA", "LTWA"])
    ]


@pytest.mark.parametrize(
    ("text", "mentions"),
    [
        ("The Harbour Workers Union (Hawu) met. Hawu voted.", ["Harbour Workers Union", "Hawu", "Hawu"]),
        ("The Election Commission met. The EC voted.", ["Election Commission", "EC"]),
        ("The European Commission met. The EC voted.", ["European Commission", "EC"]),
        ("The Kenyan Election Commission met. The Commission voted.", ["Kenyan Election Commission", "Commission"]),
        ("The Roads Authority met. The Rail Authority left. The Authority paid.", ["Roads Authority"]),
    ],
)
def test_later_short_names(text: str, mentions: list[str]) -> None:
    assert [m.text for m in organizations(text)[0].mentions] == mentions


def test_long_and_short_form_are_one_body() -> None:
    (union,) = organizations("The African Union (AU) met. AU forces stayed.")
    assert [m.text for m in union.mentions] == ["African Union", "AU", "AU"]


def test_bare_noun_takes_the_state_of_the_article() -> None:
    found = organizations("Uganda's government said so. Police fired tear gas.")
    assert [(o.mentions[0].text, o.country) for o in found] == [("government", "UG"), ("Police", "UG")]


# text, the kind of its first body
TOLD_KINDS = [
    ("The company works with Kelvo, a sustainable vehicle company.", "company"),
    ("The venture fund Treewave Capital paid.", "company"),
    ("The advocacy organization The Lima Office on Latin America (LOLA) objected.", "ngo"),
    ("Kelvo Network, Ghana's largest television broadcaster, was fined.", "media"),
    # near misses: whose newspaper it is, and words that tell no kind
    ("The Harbour University newspaper reported it.", "other"),
    ("Harbour University, the town's oldest buyer of land, paid.", "other"),
]


@pytest.mark.parametrize(("text", "kind"), TOLD_KINDS)
def test_kind_by_a_noun_beside_the_name(text: str, kind: str) -> None:
    assert organizations(text)[0].kind == kind


def test_things_are_no_bodies() -> None:
    names = "the Sustainable Growth Goals (SGGs), the Fifth National Growth Plan, the Harrow Trust Barometer"
    assert organizations(f"It meets {names} and the Ipsos Index. They bought Unicoin, its cryptocurrency.") == []
    assert [o.name for o in organizations("The Harrow Trust met.")] == ["Harrow Trust"]


# text, the mentions of its first body
SHORTER = [
    ("Kovanta Group Ltd hired staff. Kovanta said so.", ["Kovanta Group Ltd", "Kovanta"]),
    ("Hartwell Digital Sdn Bhd paid. Hartwell Digital left.", ["Hartwell Digital Sdn Bhd", "Hartwell Digital"]),
    ("Zamba Airlines stopped. A jet of Zamba Airline fell.", ["Zamba Airlines", "Zamba Airline"]),
    ("The United States National Storm Center warned. The National Storm Center left.",
     ["United States National Storm Center", "National Storm Center"]),
    ("The New York Times reported it. Officials rejected the Times article.", ["The New York Times", "Times"]),
    ("The Comic Corps of Canada left. They stood at the Comic Corps booth.", ["Comic Corps of Canada", "Comic Corps"]),
    ("The Italian Supreme Court of Cassation ruled. Italy left. The Supreme Court said no. The Court left.",
     ["Italian Supreme Court of Cassation", "Supreme Court", "Court"]),
    # near misses: another of the name, a man, a place
    ("The Supreme Court of Texas ruled. The Supreme Court said no.", ["Supreme Court of Texas"]),
    ("The Bar Council of India met. The Bar Council of Delhi met. The Bar Council said no.", ["Bar Council of India"]),
    ("The Italian Supreme Court of Cassation ruled. The Spanish Supreme Court said no.",
     ["Italian Supreme Court of Cassation"]),
    ("The National Council of Churches met. Libya's National Council met.", ["National Council of Churches"]),
    ("Kovanta Group Ltd and Kovanta Bank merged. Kovanta was silent.", ["Kovanta Group Ltd"]),
    ("Harrow Group paid. Mr Harrow was tired. Harrow left.", ["Harrow Group"]),
    ("Nairobi Bank paid. Nairobi was calm.", ["Nairobi Bank"]),
    ("Lusaka Cement paid workers in Lusaka. Lusaka was calm.", ["Lusaka Cement"]),
]  # fmt: skip


@pytest.mark.parametrize(("text", "mentions"), SHORTER)
def test_shorter_form_is_the_same_body(text: str, mentions: list[str]) -> None:
    assert [m.text for m in organizations(text)[0].mentions] == mentions


# text, the names of its bodies with the texts of their mentions
OTHER_NAMES = [
    ("Uganda's anti drug commission (ADC) sued. The ADC won.",
     {"anti drug commission": ["anti drug commission", "ADC", "ADC"]}),
    ("Clerks were hired by the rural road construction board in Lima. The money went through the RCB, they said.",
     {"road construction board": ["road construction board", "RCB"]}),
    ("The High Court in Kampala ruled. An HC bench heard it.", {"High Court": ["High Court", "HC"]}),
    ("Fighters of the National Salvation Front party, or FSN, left. The FSN won.",
     {"National Salvation Front": ["National Salvation Front", "FSN", "FSN"]}),
    ("Lenka Bank (formerly Miners Bank) paid. Miners Bank lost it.",
     {"Lenka Bank": ["Lenka Bank", "Miners Bank", "Miners Bank"]}),
    ("Jatiya Janata Dal (JJD Habib) left. JJD Habib won.",
     {"Jatiya Janata Dal": ["Jatiya Janata Dal", "JJD Habib", "JJD Habib"]}),
    ("The Lagos High Court freed him on orders of the Lagos high court.",
     {"Lagos High Court": ["Lagos High Court", "Lagos high court"]}),
    ("The Labour Dal and Green Democratic Party met.",
     {"Labour Dal": ["Labour Dal"], "Green Democratic Party": ["Green Democratic Party"]}),
    ("Sramik Andolan Bangladesh voted.", {"Sramik Andolan Bangladesh": ["Sramik Andolan Bangladesh"]}),
    ("The Tropical, Biological and Nuclear Research Institute closed.",
     {"Tropical, Biological and Nuclear Research Institute": ["Tropical, Biological and Nuclear Research Institute"]}),
    ("The office of Prime Minister Ann Roy said so. Trains ran, the office added.",
     {"Office of the Prime Minister": ["office", "office"]}),
    ("The office of the mayor denied it.", {"Office of the mayor": ["office"]}),
    ("The Oyo Metropolitan Government spoke. The metropolitan government paid, and the government agreed.",
     {"Oyo Metropolitan Government": ["Oyo Metropolitan Government", "metropolitan government"],
      "government": ["government"]}),
    ("After talks with the Jatiya Bangladesh and the Ganas Party, they agreed. Jatiya left.",
     {"Jatiya Bangladesh": ["Jatiya Bangladesh", "Jatiya"], "Ganas Party": ["Ganas Party"]}),
    # near misses: letters of an officer, of a city's district, of two bodies; a post; a room; another army
    ("The Ministry of Police in Fiji paid. An MP left.", {"Ministry of Police": ["Ministry of Police"]}),
    ("The Dock Commission met in Salem DC. Trains ran.", {"Dock Commission": ["Dock Commission"]}),
    ("He sought the office of mayor. The office is weak.", {}),
    ("She was in the office of Mayor Ann Roy. The office had burnt.", {}),
    ("The Lima Liberation Army fled. Peru's cities slept. The army stayed.",
     {"Lima Liberation Army": ["Lima Liberation Army"], "army": ["army"]}),
]  # fmt: skip


@pytest.mark.parametrize(("text", "names"), OTHER_NAMES, ids=[row[0][:40] for row in OTHER_NAMES])
def test_other_names_of_a_body(text: str, names: dict[str, list[str]]) -> None:
    assert {o.name: [m.text for m in o.mentions] for o in organizations(text)} == names


@pytest.mark.parametrize(
    "text",
    [
        "Their medicine cabinet was empty, and the tennis court was wet.",
        "It was published before International Forest Day and on International Women's Day.",
        "They agreed on the Agenda for Sustainable Development.",
        "The Electronic Voting Machine (EVM) failed.",
        "He spoke for the Third World.",
    ],
)
def test_furniture_days_and_machines_are_no_bodies(text: str) -> None:
    assert organizations(text) == []
