"""Officials of the whole world: usual titles, naming customs, positions, and what must not be taken for one."""

from __future__ import annotations

from functools import cache

import pytest
import spacy
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from spacy.language import Language
from spacy.tokens import Doc

import newsfacts
from newsfacts.language.pipeline import MODEL
from newsfacts.record import Official


@cache
def pipeline() -> Language:
    nlp = spacy.load(MODEL)
    nlp.add_pipe("newsfacts_segmentation", first=True)
    for name in ("newsfacts_countries", "newsfacts_officials"):
        nlp.add_pipe(name)
    return nlp


def officials(text: str) -> list[Official]:
    return list(pipeline()(text)._.officials)


def named(text: str, name: str) -> Official:
    found = [o for o in officials(text) if o.name == name]
    assert found, [(o.name, o.office) for o in officials(text)]
    return found[0]


# text, name, role, country, status
PERSONS = [
    # the world's usual titles before the name
    ("French President Emmanuel Macron spoke on Monday.", "Emmanuel Macron", "head_of_state", "FR", "current"),
    ("German Chancellor Olaf Scholz left for Brussels.", "Olaf Scholz", "head_of_government", "DE", "current"),
    ("Austrian Chancellor Karl Nehammer resigned.", "Karl Nehammer", "head_of_government", "AT", "current"),
    ("Taoiseach Micheál Martin addressed the Dáil.", "Micheál Martin", "head_of_government", "IE", "current"),
    (
        "Spain's president of the government, Pedro Sánchez, agreed.",
        "Pedro Sánchez",
        "head_of_government",
        "ES",
        "current",
    ),
    ("Prime Minister of Spain Pedro Sánchez agreed.", "Pedro Sánchez", "head_of_government", "ES", "current"),
    ("Italian Prime Minister Giorgia Meloni flew to Tunis.", "Giorgia Meloni", "head_of_government", "IT", "current"),
    ("British Prime Minister Keir Starmer answered questions.", "Keir Starmer", "head_of_government", "GB", "current"),
    ("Britain's Foreign Secretary, David Lammy, wrote to ministers.", "David Lammy", "minister", "GB", "current"),
    ("Dutch Prime Minister Mark Rutte stepped down.", "Mark Rutte", "head_of_government", "NL", "current"),
    ("Belgium's King Philippe received the envoys.", "Philippe", "monarch", "BE", "current"),
    ("Danish Queen Margrethe II opened the session.", "Margrethe II", "monarch", "DK", "current"),
    ("Sweden's Foreign Minister Tobias Billström called.", "Tobias Billström", "minister", "SE", "current"),
    ("Finnish President Sauli Niinistö met reporters.", "Sauli Niinistö", "head_of_state", "FI", "current"),
    ("Polish Foreign Minister Radosław Sikorski protested.", "Radosław Sikorski", "minister", "PL", "current"),
    ("Hungarian Prime Minister Viktor Orbán vetoed the plan.", "Viktor Orbán", "head_of_government", "HU", "current"),
    ("Serbian President Aleksandar Vučić denied it.", "Aleksandar Vučić", "head_of_state", "RS", "current"),
    (
        "Ukrainian President Volodymyr Zelenskiy thanked donors.",
        "Volodymyr Zelenskiy",
        "head_of_state",
        "UA",
        "current",
    ),
    ("Russian Foreign Minister Sergei Lavrov said no.", "Sergei Lavrov", "minister", "RU", "current"),
    ("Kremlin spokesman Dmitry Peskov declined to comment.", "Dmitry Peskov", "spokesperson", "RU", "current"),
    ("Belarus President Alexander Lukashenko agreed.", "Alexander Lukashenko", "head_of_state", "BY", "current"),
    ("Turkey's Defence Minister Hulusi Akar visited troops.", "Hulusi Akar", "minister", "TR", "current"),
    ("Greek Prime Minister Kyriakos Mitsotakis won.", "Kyriakos Mitsotakis", "head_of_government", "GR", "current"),
    ("Israeli Prime Minister Benjamin Netanyahu refused.", "Benjamin Netanyahu", "head_of_government", "IL", "current"),
    ("Palestinian President Mahmoud Abbas welcomed the vote.", "Mahmoud Abbas", "head_of_state", "PS", "current"),
    ("Iran's Supreme Leader, Ayatollah Ali Khamenei, spoke.", "Ali Khamenei", "head_of_state", "IR", "current"),
    (
        "Qatar's Emir, Sheikh Tamim bin Hamad Al Thani, hosted the talks.",
        "Tamim bin Hamad Al Thani",
        "monarch",
        "QA",
        "current",
    ),
    ("The Sultan of Oman, Haitham bin Tariq, opened the port.", "Haitham bin Tariq", "monarch", "OM", "current"),
    ("Saudi Crown Prince Mohammed bin Salman arrived.", "Mohammed bin Salman", "monarch", "SA", "current"),
    ("Jordan's King Abdullah II urged restraint.", "Abdullah II", "monarch", "JO", "current"),
    ("Egyptian President Abdel Fattah el-Sisi signed it.", "Abdel Fattah el-Sisi", "head_of_state", "EG", "current"),
    ("Sudanese President Omar al-Bashir rejected the warrant.", "Omar al-Bashir", "head_of_state", "SD", "current"),
    (
        "Iraqi Prime Minister Mohammed Shia al-Sudani left.",
        "Mohammed Shia al-Sudani",
        "head_of_government",
        "IQ",
        "current",
    ),
    ("Lebanese Prime Minister Najib Mikati resigned.", "Najib Mikati", "head_of_government", "LB", "current"),
    ("Ethiopian Prime Minister Abiy Ahmed declared victory.", "Abiy Ahmed", "head_of_government", "ET", "current"),
    ("Kenyan Deputy President Rigathi Gachagua was absent.", "Rigathi Gachagua", "head_of_state", "KE", "current"),
    ("Nigeria's Senate President Godswill Akpabio adjourned.", "Godswill Akpabio", "legislator", "NG", "current"),
    ("Ghana's Finance Minister Ken Ofori-Atta presented a budget.", "Ken Ofori-Atta", "minister", "GH", "current"),
    ("South African President Cyril Ramaphosa apologized.", "Cyril Ramaphosa", "head_of_state", "ZA", "current"),
    (
        "Zimbabwe's Vice President Constantino Chiwenga travelled.",
        "Constantino Chiwenga",
        "head_of_state",
        "ZW",
        "current",
    ),
    ("Rwandan President Paul Kagame denied the report.", "Paul Kagame", "head_of_state", "RW", "current"),
    ("Indian External Affairs Minister S. Jaishankar disagreed.", "S. Jaishankar", "minister", "IN", "current"),
    ("Pakistan's army chief, General Asim Munir, met governors.", "Asim Munir", "military", "PK", "current"),
    ("Bangladesh Prime Minister Sheikh Hasina fled.", "Sheikh Hasina", "head_of_government", "BD", "current"),
    ("Chinese President Xi Jinping arrived in Lima.", "Xi Jinping", "head_of_state", "CN", "current"),
    ("Chinese Premier Li Qiang opened the forum.", "Li Qiang", "head_of_government", "CN", "current"),
    ("Hong Kong Chief Executive John Lee promised homes.", "John Lee", "regional", "HK", "current"),
    (
        "Vietnam's Communist Party General Secretary Nguyen Phu Trong died.",
        "Nguyen Phu Trong",
        "party",
        "VN",
        "current",
    ),
    ("North Korean leader Kim Jong Un inspected a factory.", "Kim Jong Un", "head_of_state", "KP", "current"),
    ("South Korea's President Yoon Suk-yeol apologised.", "Yoon Suk-yeol", "head_of_state", "KR", "current"),
    ("Japanese Chief Cabinet Secretary Yoshimasa Hayashi said so.", "Yoshimasa Hayashi", "minister", "JP", "current"),
    ("Philippine President Ferdinand Marcos Jr. visited.", "Ferdinand Marcos Jr.", "head_of_state", "PH", "current"),
    ("Indonesian Coordinating Minister Luhut Pandjaitan agreed.", "Luhut Pandjaitan", "minister", "ID", "current"),
    ("Malaysian Prime Minister Anwar Ibrahim was sworn in.", "Anwar Ibrahim", "head_of_government", "MY", "current"),
    ("Thai Prime Minister Srettha Thavisin lost the case.", "Srettha Thavisin", "head_of_government", "TH", "current"),
    ("Australian Treasurer Jim Chalmers gave figures.", "Jim Chalmers", "minister", "AU", "current"),
    ("New Zealand Prime Minister Jacinda Ardern resigned.", "Jacinda Ardern", "head_of_government", "NZ", "current"),
    ("Canadian Foreign Minister Mélanie Joly condemned it.", "Mélanie Joly", "minister", "CA", "current"),
    (
        "Mexican President Andrés Manuel López Obrador laughed.",
        "Andrés Manuel López Obrador",
        "head_of_state",
        "MX",
        "current",
    ),
    (
        "Brazilian President Luiz Inácio Lula da Silva agreed.",
        "Luiz Inácio Lula da Silva",
        "head_of_state",
        "BR",
        "current",
    ),
    ("Argentina's Economy Minister Sergio Massa announced it.", "Sergio Massa", "minister", "AR", "current"),
    ("Cuban Foreign Minister Bruno Rodríguez objected.", "Bruno Rodríguez", "minister", "CU", "current"),
    ("Venezuelan Vice President Delcy Rodríguez travelled.", "Delcy Rodríguez", "head_of_state", "VE", "current"),
    ("U.S. Secretary of State Antony Blinken landed.", "Antony Blinken", "minister", "US", "current"),
    ("U.S. Defense Secretary Lloyd Austin declined.", "Lloyd Austin", "minister", "US", "current"),
    ("U.S. Trade Representative Katherine Tai called.", "Katherine Tai", "minister", "US", "current"),
    ("Pope Francis prayed for peace.", "Francis", "head_of_state", "VA", "current"),
    # the other positions
    ("Dong Jun, China's defense minister, refused.", "Dong Jun", "minister", "CN", "current"),
    ("China's defense minister, Dong Jun, refused.", "Dong Jun", "minister", "CN", "current"),
    ("Rep. Nancy Pelosi (D-Calif.) voted no.", "Nancy Pelosi", "legislator", "US", "current"),
    ("Sen. Marco Rubio, R-Fla., disagreed.", "Marco Rubio", "legislator", "US", "current"),
    (
        "Mario Draghi, who was Italy's prime minister until 2022, wrote it.",
        "Mario Draghi",
        "head_of_government",
        "IT",
        "former",
    ),
    (
        "Indian Foreign Minister S. Jaishankar met his Pakistani counterpart, Bilawal Bhutto Zardari.",
        "Bilawal Bhutto Zardari",
        "minister",
        "PK",
        "current",
    ),
    (
        "Ursula von der Leyen, president of the European Commission, agreed.",
        "Ursula von der Leyen",
        "igo",
        None,
        "current",
    ),
    ("António Guterres, the U.N. secretary-general, warned them.", "António Guterres", "igo", None, "current"),
    ("World Bank President Ajay Banga pledged loans.", "Ajay Banga", "igo", None, "current"),
    ("NATO Secretary General Jens Stoltenberg said so.", "Jens Stoltenberg", "igo", None, "current"),
    ("IMF Managing Director Kristalina Georgieva warned.", "Kristalina Georgieva", "igo", None, "current"),
    ("State Department spokesman Ned Price told reporters.", "Ned Price", "spokesperson", "US", "current"),
    ("Peru voted. Zamba Airlines spokesman Kojo Mensah left.", "Kojo Mensah", "spokesperson", None, "current"),
    ("The director general of the National Weather Agency (NWA), Marco Baca, left.", "Marco Baca", "official", None,
     "current"),
    ("Kojo Mensah, a spokesman for the airline, left Peru.", "Kojo Mensah", "spokesperson", None, "current"),
    ("Bank of England Governor Andrew Bailey raised rates.", "Andrew Bailey", "central_banker", "GB", "current"),
    ("Fed Chair Jerome Powell paused.", "Jerome Powell", "central_banker", "US", "current"),
    ("Texas Gov. Greg Abbott signed the bill in the U.S. state.", "Greg Abbott", "regional", "US", "current"),
    ("Israeli army chief Lt. Gen. Herzi Halevi resigned.", "Herzi Halevi", "military", "IL", "current"),
    ("Ugandan rebel leader Joseph Kony escaped.", "Joseph Kony", "rebel", "UG", "current"),
    ("Zambian opposition leader Hakainde Hichilema was freed.", "Hakainde Hichilema", "party", "ZM", "current"),
    ("Ukrainian Supreme Court judge Bohdan Lvov was dismissed.", "Bohdan Lvov", "judiciary", "UA", "current"),
    ("Germany's ambassador to China, Patricia Flor, was called in.", "Patricia Flor", "diplomat", "DE", "current"),
    ("Taiwan's Deputy Foreign Minister Tien Chung-kwang flew home.", "Tien Chung-kwang", "minister", "TW", "current"),
    (
        "Mongolian Minister of Foreign Affairs Battsetseg Batmunkh signed.",
        "Battsetseg Batmunkh",
        "minister",
        "MN",
        "current",
    ),
    ("The President of the Republic of Peru, Dina Boluarte, spoke.", "Dina Boluarte", "head_of_state", "PE", "current"),
    ("U.S. District Judge James C. Turk ruled on it.", "James C. Turk", "judiciary", "US", "current"),
    ("Danish Justice Minister Lene Espersen agreed.", "Lene Espersen", "minister", "DK", "current"),
    ("Foreign Ministry spokeswoman Mao Ning of China agreed.", "Mao Ning", "spokesperson", "CN", "current"),
    ("Ahmed Ali, a spokesman for Nigeria's army, said so.", "Ahmed Ali", "spokesperson", "NG", "current"),
    ("Bundesbank President Joachim Nagel resigned.", "Joachim Nagel", "central_banker", "DE", "current"),
    ("MOSCOW - President Vladimir Putin said Russia was ready.", "Vladimir Putin", "head_of_state", "RU", "current"),
    ("Maria Perez was appointed as Bolivia's ambassador to Peru.", "Maria Perez", "diplomat", "BO", "current"),
    ("Hamas leader Ismail Haniyeh left.", "Ismail Haniyeh", "rebel", "PS", "current"),
    # status
    ("Former French President Nicolas Sarkozy appealed.", "Nicolas Sarkozy", "head_of_state", "FR", "former"),
    ("Ex-Pakistani Prime Minister Imran Khan was arrested.", "Imran Khan", "head_of_government", "PK", "former"),
    (
        "Bangladesh's interim Prime Minister Salma Rahman took charge.",
        "Salma Rahman",
        "head_of_government",
        "BD",
        "acting",
    ),
    ("Acting U.S. Attorney General Matthew Whitaker testified.", "Matthew Whitaker", "judiciary", "US", "acting"),
    ("Argentine President-elect Javier Milei travelled.", "Javier Milei", "head_of_state", "AR", "elect"),
    ("French presidential candidate Valérie Pécresse spoke.", "Valérie Pécresse", "party", "FR", "candidate"),
    ("Outgoing Chilean President Sebastián Piñera left.", "Sebastián Piñera", "head_of_state", "CL", "current"),
    (
        "Voters left the Baltic Green Party, whose president, Ilze Kalna, is ill.",
        "Ilze Kalna",
        "party",
        None,
        "current",
    ),
    (
        "A spokesman for the European Commission, Christian Maes, agreed.",
        "Christian Maes",
        "spokesperson",
        None,
        "current",
    ),
    ("Qatar's emir met Saudi Energy Minister Prince Fahd bin Salman.", "Fahd bin Salman", "minister", "SA", "current"),
    (
        "Home Secretary Ajay Rao and Delhi Police Commissioner Arun Das met in India.",
        "Ajay Rao",
        "minister",
        None,
        "current",
    ),
    ("The Reserve Bank of India Governor Asha Das said so.", "Asha Das", "central_banker", "IN", "current"),
    (
        "Togo's ousted president Roch Marc Christian Adjo fled.",
        "Roch Marc Christian Adjo",
        "head_of_state",
        "TG",
        "former",
    ),
    ("Milan Petrov, vice-president of the Serb Unity party, resigned.", "Milan Petrov", "party", "RS", "current"),
    ("Maja Lund, leader of the Social Democrats, disagreed.", "Maja Lund", "party", None, "current"),
    ("Solomon Islands voted. Malaita Premier Daniel Toro objected.", "Daniel Toro", "regional", "SB", "current"),
    ("The WHO needs money, Director-General Ana Silva said.", "Ana Silva", "igo", None, "current"),
    ("UN aid chief Martin Bell left Sudan.", "Martin Bell", "igo", None, "current"),
    ("UN High Commissioner for Refugees Piero Conti left Sudan.", "Piero Conti", "igo", None, "current"),
    (
        "A spokesperson for Secretary-General Ana Ruiz, Stéphane Blanc, said aid would come.",
        "Stéphane Blanc",
        "spokesperson",
        None,
        "current",
    ),
    ("Palestinian Authority President Omar Haddad left.", "Omar Haddad", "head_of_state", "PS", "current"),
    ("Nepal's court met. King Mahendra left.", "Mahendra", "monarch", "NP", "current"),
    (
        "The U.S. special inspector general for Afghanistan Reconstruction, Ann Roy, left.",
        "Ann Roy",
        "official",
        "US",
        "current",
    ),
    # offices of another, of a state by its long form, of a region, and as other presses write them
    (
        "Viktor Lenz, the president's spokesman, said Austria would wait.",
        "Viktor Lenz",
        "spokesperson",
        None,
        "current",
    ),
    (
        "A spokesman for the Afghan embassy in Rome, Karim Wali, denied it.",
        "Karim Wali",
        "spokesperson",
        "AF",
        "current",
    ),
    ("The U.S. Treasury met. A Treasury official, Lena Ross, said so.", "Lena Ross", "official", "US", "current"),
    (
        "The Minister of Foreign Affairs of the Portuguese Republic, Rui Salgado, came.",
        "Rui Salgado",
        "minister",
        "PT",
        "current",
    ),
    (
        "Hilal Al Busaidi, Ambassador of the Sultanate of Oman to the Republic of Kenya, left.",
        "Hilal Al Busaidi",
        "diplomat",
        "OM",
        "current",
    ),
    (
        "Ambassador of the Republic of Korea to Mongolia Choi Jin-ho spoke.",
        "Choi Jin-ho",
        "diplomat",
        "KR",
        "current",
    ),
    ("Deputy Prime Minister of Mongolia S.Batbold arrived.", "S.Batbold", "minister", "MN", "current"),
    ("Army chief Said Benali warned of Algeria's enemies.", "Said Benali", "military", None, "current"),
    ("Iran's Foreign Minister Hossein Amir Karimi spoke.", "Hossein Amir Karimi", "minister", "IR", "current"),
    ("The U.N. High Commissioner for Human Rights, Ana Costa, left.", "Ana Costa", "igo", None, "current"),
    ("High Commissioner for Refugees Piero Conti left Sudan.", "Piero Conti", "igo", None, "current"),
    ("Lina al-Amri, a member of Oman's elected Shura Council, agreed.", "Lina al-Amri", "legislator", "OM", "current"),
    ("Sheikh Saif bin Rashid, the UAE Minister of Energy, agreed.", "Saif bin Rashid", "minister", "AE", "current"),
    ("The Kenyan government met Sultan Qaim of Oman.", "Qaim", "monarch", "OM", "current"),
    ("Gauteng MEC for Finance Thandi Mokoena resigned.", "Thandi Mokoena", "regional", "ZA", "current"),
    (
        "The Border Prison Service (BPS) fired BPS Commissioner Ruth Katz in Israel.",
        "Ruth Katz",
        "official",
        None,
        "current",
    ),
    ("The BJP asked. Congress leader Anil Verma refused.", "Anil Verma", "party", "IN", "current"),
    # who serves another office, and the opposition's spokespersons
    ("Anna Kos, adviser to the president of Chile, left.", "Anna Kos", "official", "CL", "current"),
    ("Anna Kos, adviser to Peru's president, left.", "Anna Kos", "official", "PE", "current"),
    ("The national security adviser to the president, Eva Kos, left.", "Eva Kos", "official", None, "current"),
    ("Ida Kos, undersecretary to the prime minister, left.", "Ida Kos", "minister", None, "current"),
    ("Ada Kos, chief of staff to the president, left.", "Ada Kos", "official", None, "current"),
    ("Shadow foreign secretary Ian Roy left.", "Ian Roy", "party", None, "current"),
]


@pytest.mark.parametrize(("text", "name", "role", "country", "status"), PERSONS, ids=[p[1] for p in PERSONS])
def test_person_in_office(text: str, name: str, role: str, country: str | None, status: str) -> None:
    official = named(text, name)
    assert (official.role, official.country, official.status) == (role, country, status), official.office


def test_table_covers_forty_countries() -> None:
    assert len({country for *_, country, _ in PERSONS if country}) >= 40


# text, name, role, country, status: offices told in passing, and the ranks and posts of some states
MORE_PERSONS = [
    ("Police in Chad held staff of opposition presidential candidate Issa Koumo.", "Issa Koumo", "party", "TD",
     "candidate"),
    ("Omar Haddad, who heads the World Food Program, warned of hunger.", "Omar Haddad", "igo", None, "current"),
    ("Rosa Diaz, who has led the Peruvian army since May, spoke.", "Rosa Diaz", "military", "PE", "current"),
    ("Congress heard House Speaker Ann Doyle, a Republican from Ohio.", "Ann Doyle", "legislator", "US", "current"),
    ("Northern Ireland Secretary Hugh Moore flew to Dublin.", "Hugh Moore", "minister", "GB", "current"),
    ("European Central Bank President Eva Stern raised rates.", "Eva Stern", "central_banker", None, "current"),
    ("The previous interior minister of Iraq, Bayan Saleh, agreed.", "Bayan Saleh", "minister", "IQ", "former"),
    ("Pabna police SI Rafiq Hossain said so in Bangladesh.", "Rafiq Hossain", "police", "BD", "current"),
    ("A leader of the Palestinian militant group Hamas, Ziad Amr, left.", "Ziad Amr", "rebel", "PS", "current"),
    ("French Vice President Jean Roy's chief of staff, Luc Petit, quit.", "Luc Petit", "official", "FR", "current"),
    ("Former Serbian president Ivan Ilic, who is now prime minister, met us.", "Ivan Ilic", "head_of_government",
     "RS", "current"),
    ("Chad's president, Ali Deng, met Chad Wolfe in Geneva.", "Ali Deng", "head_of_state", "TD", "current"),
]  # fmt: skip


@pytest.mark.parametrize(("text", "name", "role", "country", "status"), MORE_PERSONS, ids=[p[1] for p in MORE_PERSONS])
def test_office_told_in_passing(text: str, name: str, role: str, country: str | None, status: str) -> None:
    official = named(text, name)
    assert (official.role, official.country, official.status) == (role, country, status)


# text, name, role, country, status: how further states' press introduces its officials
REGIONS = [
    # the Pacific
    ("The Premier of Bougainville's neighbour left. Bougainville's president, Tobias Hakena, flew home.",
     "Tobias Hakena", "regional", "PG", "current"),
    ("Samoa's head of state, Tui Lauofo Mataafa, opened the talks.", "Tui Lauofo Mataafa", "head_of_state", "WS",
     "current"),
    ("Samoa's Associate Minister of Revenue Lafi Purcell agreed.", "Lafi Purcell", "minister", "WS", "current"),
    ("Justice Don Sawiro heard Papua New Guinea's appeal.", "Don Sawiro", "judiciary", None, "current"),
    # South and Southeast Asia
    ("UNP leader Nimal Perera asked Sri Lanka's army to wait.", "Nimal Perera", "party", "LK", "current"),
    ("Indian voters waited. DMK chief M. Murugesan refused.", "M. Murugesan", "party", "IN", "current"),
    ("Sri Lankan Northern Governor Maj. Gen. (retd) G.A. Silva left.", "G.A. Silva", "regional", "LK", "current"),
    ("Pol Gen Somchai Rattana, the Thai national police chief, left.", "Somchai Rattana", "police", "TH", "current"),
    ("Thai Police Colonel Anan Chaiya was charged.", "Anan Chaiya", "police", "TH", "current"),
    ("Indonesian Coordinating Minister for Maritime Affairs Budi Raharjo left.", "Budi Raharjo", "minister", "ID",
     "current"),
    ("Myanmar's government met. Japan's Kenji Mori, the foreign minister, left.", "Kenji Mori", "minister", "JP",
     "current"),
    ("Chinese Vice Premier Liu He met them on Monday.", "Liu He", "minister", "CN", "current"),
    ("Tourism Authority of Thailand governor Somsak Chai agreed.", "Somsak Chai", "official", "TH", "current"),
    ("Deputy Commissioner (Media) of Rajshahi Metropolitan Police, Bm Ullah, spoke in Bangladesh.", "Bm Ullah",
     "police", "BD", "current"),
    ("Prime Minister Pham Van Chinh and National Assembly Chairman Vuong Dinh Hue met in Vietnam.", "Pham Van Chinh",
     "head_of_government", None, "current"),
    ("Vietnam waited. Minister of Public Security To Quang spoke.", "To Quang", "minister", "VN", "current"),
    ("General Secretary of the Communist Party of Vietnam Central Committee Nguyen Van Trong left.",
     "Nguyen Van Trong", "party", "VN", "current"),
    ("Umno president Datuk Seri Dr Zahid Hamid left Malaysia.", "Zahid Hamid", "party", "MY", "current"),
    ("Inspector-General of Police Tan Sri Acryl Salleh warned Malaysia.", "Acryl Salleh", "police", None, "current"),
    ("Nepal voted. Nepali envoys left. Bimal Nidhi, a Congress leader, met India.", "Bimal Nidhi", "party", "NP",
     "current"),
    # the Maghreb and the Sahel
    ("Tuareg Colonel Moussa ag Bahanga fled Mali.", "Moussa ag Bahanga", "military", None, "current"),
    ("Idrissa Maiga, one of the leaders of Niger's ruling party, agreed.", "Idrissa Maiga", "party", "NE", "current"),
    ("General Oumar Mody, the former army chief, is vice president of Niger's parliament.", "Oumar Mody",
     "military", "NE", "former"),
    ("The head of Niger's presidential guard, Issa Tchani, left.", "Issa Tchani", "military", "NE", "current"),
    # East, West and southern Africa
    ("Prime Minister Dawit Haile met Eritrean envoys in Ethiopia. Fitsum Worku, Dawit's chief of staff, left.",
     "Fitsum Worku", "official", None, "current"),
    ("Mr Kojo Yeboah Dame, the Attorney General and Minister of Justice, left Ghana.", "Kojo Yeboah Dame",
     "judiciary", None, "current"),
    ("Benin's Minister of Communication Wilfrid Hounsou left.", "Wilfrid Hounsou", "minister", "BJ", "current"),
    ("Another opposition candidate, Kofi Mensah, left Togo.", "Kofi Mensah", "party", None, "candidate"),
    ("South Sudan's army met. Taban Lok, a former governor of Unity State, left.", "Taban Lok", "regional", "SS",
     "former"),
    ("The UN Secretary-General's Special Representative, Hilde Berg, visited South Sudan's army.", "Hilde Berg",
     "diplomat", None, "current"),
    # central Asia, the Caucasus and the Balkans
    ("Kyrgyzstan voted. The head of the interim government, Aizada Usenova, won.", "Aizada Usenova",
     "head_of_government", "KG", "current"),
    ("Deputy prosecutor-general Anvar Rashidov left Uzbekistan.", "Anvar Rashidov", "judiciary", None, "current"),
    ("Georgian President Nika Beridze has named Zurab Kobalia prime minister.", "Zurab Kobalia",
     "head_of_government", "GE", "current"),
    ("Predrag Vukovic MP asked Montenegro's government for proof.", "Predrag Vukovic", "legislator", None,
     "current"),
    ("Belarus voted. KGB chairman Stepan Zhuk left.", "Stepan Zhuk", "official", "BY", "current"),
    ("Russia waited. Tatarstan President Rustam Galiev left.", "Rustam Galiev", "regional", "RU", "current"),
    # western Europe
    ("Britain's Treasury met. Chancellor Ian Ross left.", "Ian Ross", "minister", "GB", "current"),
    ("British Chancellor Ian Ross met his Icelandic counterpart, Arni Jonsson.", "Arni Jonsson", "minister", "IS",
     "current"),
    ("Fofi Pappas leads PASOK in Greece.", "Fofi Pappas", "party", "GR", "current"),
    ("Golden Dawn's Nikos Vlahos left Greece.", "Nikos Vlahos", "party", "GR", "current"),
    ("British Deputy Chief Whip Craig Holt left.", "Craig Holt", "legislator", "GB", "current"),
    ("Britain's Africa minister, Vicky Fort, left.", "Vicky Fort", "minister", "GB", "current"),
    ("The governor of the Bank of Portugal, Rui Lopes, left.", "Rui Lopes", "central_banker", "PT", "current"),
    # Latin America and the Caribbean
    ("Venezuela's army waited. Florida Senator Marc Rubin objected.", "Marc Rubin", "legislator", "US", "current"),
    ("Trinidad and Tobago's minister met St. Vincent Prime Minister Ralph Gonsalo.", "Ralph Gonsalo",
     "head_of_government", None, "current"),
    ("Colonel José Silva, the military attaché in Washington, left Venezuela's army.", "José Silva", "diplomat", "VE",
     "current"),
    ("Eva Moreno, the leader of Bolivia's coca growers, won.", "Eva Moreno", "official", "BO", "current"),
    ("Raúl Cerro, the party's founder and a former governor of Junín, left Peru's army.", "Raúl Cerro", "regional",
     "PE", "former"),
    ("Honduras's Congress swore in its speaker, Roberto Mena, after Costa Rica agreed.", "Roberto Mena",
     "legislator", "HN", "current"),
    ("The party named Enrique Ortega Colindres foreign minister of Honduras.", "Enrique Ortega Colindres",
     "minister", "HN", "current"),
    ("The President of the Republic Pedro Castro received Portugal's foreign minister. Peru waited.",
     "Pedro Castro", "head_of_state", None, "current"),
    ("Colombia's voters, a tycoon said, like Luz Marina Pardo, a lawyer and opposition candidate.",
     "Luz Marina Pardo", "party", None, "candidate"),
]  # fmt: skip


@pytest.mark.parametrize(("text", "name", "role", "country", "status"), REGIONS, ids=[p[1] for p in REGIONS])
def test_press_of_the_regions(text: str, name: str, role: str, country: str | None, status: str) -> None:
    official = named(text, name)
    assert (official.role, official.country, official.status) == (role, country, status), official.office


# text with nobody in office, however much a word looks like an office or a name
NOBODY = [
    "Ana Costa, who runs the company Altamar, and Luis Paz, who led the expedition, agreed.",
    "The Justice Departments Tax Division has offices in Ohio.",
    "He was charged under the Official Secrets Act.",
    "The charity praised its regional head in Sudan.",
    "President Street was closed for repairs.",
    "The minister of the church greeted the families.",
    "General Motors recalled 2,000 trucks.",
    "The boat reached Secretary Island at dawn.",
    "Major League Baseball begins in April.",
    "King County counted its votes twice.",
    "The film Judge Dredd was shown again.",
    "The general public was not invited.",
    "The hall needs a new speaker system.",
    "Water rose along Pope's Creek overnight.",
    "A general strike paralysed the port.",
    "The general election is a year away.",
    "It was a major setback for the farmers.",
    "Burger King opened a restaurant.",
    "The company's president, Laura Stein, resigned.",
    "University president Carla Dunn apologised.",
    "The school director, Tom Reed, retired.",
    "The team captain, Luis Ortega, scored twice.",
    "The club's chairman, Peter Hill, sold his shares.",
    "The union's president, Amos Keller, called a strike.",
    "Stephen King said the novel was finished.",
    "The official language of the village is Catalan.",
    "They arrived at 3 pm on the coast.",
    "Market leader Nordwerk cut its prices.",
    "Mr. Bishop said the roof leaked.",
    "The editor in chief, Ana Ruiz, left the paper.",
    "The head office moved to a smaller town.",
    "Analyst Ravi Menon expects a cut.",
    "Professor Helen Marsh studies glaciers.",
    "The captain of the ferry called for help.",
    "Dr. Lena Fischer treated the wounded.",
    "The lawyer, Omar Haddad, filed an appeal.",
    "Film director Petra Novak won a prize.",
    "Chief executive Martin Shaw of Brightwater Ltd. left.",
    "The bank's chairman, Ian Frost, bought a yacht.",
    "The bishop, Carl Lund, blessed the boats.",
    "The mayoral race drew six entries.",
    "The prime suspect was arrested.",
    "The secretary typed the letter.",
    "Marshal arts classes start on Friday.",
    "Prices rose sharply in the capital.",
    "Prime numbers fascinated the pupils.",
    "It was an official photo of the village.",
    "He made his first official foreign trip to a spring.",
    "About 300 protesters left. Their leader, Malee Sriwan, sells fish.",
    "The RTKU president, Ola Berg, called a strike.",
    "The Attorney General's Office is on Elm Street.",
    "Dockers of the Harbour Workers Union (Hawu) met; Hawu's deputy president, Ola Berg, spoke.",
    "They live near Alfred Duma Municipality.",
    "Barcelona president Joan Ferrer said Spain's league would pay.",
    "Real Madrid's president, Florentino Ruiz, met reporters in Spain.",
    "Ford president Jim Harley spoke in the United States.",
    "The former president of the Tarapoa hydroelectric dam, Jose Alvarado, left Ecuador.",
    "Sebastian Cole, the president of World Athletics, visited Kenya.",
    "France coach Didier Roux and captain Hugo Lamy spoke.",
    "Brazil striker Nilmar and Argentina captain Lionel Mesa met.",
    "Bollywood king Rahul Khan and tennis queen Serena Wells met in India.",
    "General Security Locks sells keys in three towns.",
    "Sheikh Mukhtar Roble, a preacher, fled Somalia.",
    "Fauzia Rahman, president of Bangladesh Nari Sangha, wrote to the paper.",
    "Former academy president Chu Yung-fang taught in Taiwan.",
    "A note of the president of the state primary board was found.",
    "The Attorney General's Office and the Prime Minister's Office are one street apart.",
    "The WKP speakers flew to the Winter Knowledge Program (WKP).",
    "Ann Lee of Ohio University met Professor Sadika Halim of Dhaka University.",
    "The election of a mayor was put off, and the powers of a governor are few.",
    "The board of governors and the council of ministers met.",
    "Macedonia is a candidate for NATO membership.",
    "Javier Ondo lost the vote. The president-elect left.",
    "Pupils opened the King Abdallah University and the Prime Minister Raila Stadium.",
    "The Ministers' Council and the Mayors' Association met.",
    "The minister's house style won a design prize in the village church.",
]


@pytest.mark.parametrize("text", NOBODY[:-1])
def test_nobody_in_office(text: str) -> None:
    assert officials(text) == []


# text, the words of each record's mentions
MERGED = [
    # an office told again by its letters, by its last word
    (
        "Asha Rao, Superintendent of Police, came. The SP spoke.",
        "Asha Rao",
        ["Asha Rao", "Superintendent of Police", "SP"],
    ),
    (
        "Kojo Ba, the Municipal Chief Executive, came. The MCE spoke.",
        "Kojo Ba",
        ["Kojo Ba", "Municipal Chief Executive", "MCE"],
    ),
    ("Chief Minister Asha Rao came. The CM spoke.", "Asha Rao", ["Asha Rao", "CM"]),
    ("House Speaker Ida Holm came. The Speaker spoke.", "Ida Holm", ["Ida Holm", "Speaker"]),
    ("Police Commissioner Ida Holm came. The commissioner spoke.", "Ida Holm", ["Ida Holm", "commissioner"]),
    ("Interior Secretary Ida Holm came. The secretary spoke.", "Ida Holm", ["Ida Holm", "secretary"]),
    # by his age, by a victory
    ("Senator Ida Holm left. The 77-year-old leader is ill.", "Ida Holm", ["Ida Holm", "77-year-old leader"]),
    ("Senator Ida Holm fell ill. The 77-year-old minister went home.", "Ida Holm", ["Ida Holm"]),
    ("Javier Ondo won the vote. The president-elect left.", "Javier Ondo", ["Javier Ondo", "president-elect"]),
    ("Secretary of State Ida Holm came. The secretary spoke.", "Ida Holm", ["Ida Holm", "secretary"]),
    # letters of somebody else, a last word of two
    ("Superintendent of Police Asha Rao met the SP leader. The SP won.", "Asha Rao", ["Asha Rao"]),
    ("Attorney General Asha Rao met the AG of Peru. The AG of Peru left.", "Asha Rao", ["Asha Rao"]),
    ("Police Commissioner Ida Holm met Health Commissioner Jo Bek. The commissioner spoke.", "Ida Holm", ["Ida Holm"]),
    (
        "China's defense minister refused. On Friday Dong Jun, China's defense minister, left.",
        "Dong Jun",
        ["China's defense minister", "Dong Jun", "China's defense minister"],
    ),
    ("Chinese President Xi Jinping met them. Xi left on Friday.", "Xi Jinping", ["Xi Jinping", "Xi"]),
    ("North Korean leader Kim Jong Un smiled. Kim waved.", "Kim Jong Un", ["Kim Jong Un", "Kim"]),
    (
        "Foreign Minister Mustafa Osman Ismail of Sudan spoke. Mr. Ismail left.",
        "Mustafa Osman Ismail",
        ["Mustafa Osman Ismail", "Ismail"],
    ),
    (
        "Thai Prime Minister Thaksin Shinawatra won. Thaksin thanked the voters.",
        "Thaksin Shinawatra",
        ["Thaksin Shinawatra", "Thaksin"],
    ),
    ("Sudanese President Omar al-Bashir spoke. Mr. Bashir left.", "Omar al-Bashir", ["Omar al-Bashir", "Bashir"]),
    (
        "Ursula von der Leyen, president of the European Commission, agreed. Von der Leyen left.",
        "Ursula von der Leyen",
        ["Ursula von der Leyen", "president of the European Commission", "Von der Leyen"],
    ),
    ("Chilean President Ricardo Lagos spoke. The president left.", "Ricardo Lagos", ["Ricardo Lagos", "president"]),
    (
        "U.S. Senator Christopher Dodd left. The veteran lawmaker is 62.",
        "Christopher Dodd",
        ["Christopher Dodd", "veteran lawmaker"],
    ),
    ("Saudi King Abdullah left. The Saudi monarch was tired.", "Abdullah", ["Abdullah", "Saudi monarch"]),
    ("British Prime Minister Rishi Sunak left. The PM smiled.", "Rishi Sunak", ["Rishi Sunak", "PM"]),
    (
        "Togo's President Kodjo Ayi gave an order of the commander in chief of Togo's army.",
        "Kodjo Ayi",
        ["Kodjo Ayi", "commander in chief of Togo's army"],
    ),
    ("Malaysia's king named a premier. Sultan Idris Shah left.", "Idris Shah", ["Malaysia's king", "Idris Shah"]),
    (
        "Malaysian opposition leader Karim Yusof won. Karim said he was ready.",
        "Karim Yusof",
        ["Karim Yusof", "Karim"],
    ),
    (
        "Peru's president has urged patience. Alan Ortiz said the army would wait. Mr. Ortiz left.",
        "Alan Ortiz",
        ["Peru's president", "Alan Ortiz", "Ortiz"],
    ),
    (
        "The Latvian health minister resigned on Monday. Ilze Kalna, who has led the ministry since May, was tired."
        " Deputy Health Minister Jana Ozola will run it.",
        "Ilze Kalna",
        ["Latvian health minister", "Ilze Kalna"],
    ),
    (
        "President Castro Ruiz welcomed the guests. The Peruvian head of state left.",
        "Castro Ruiz",
        ["Castro Ruiz", "Peruvian head of state"],
    ),
    (
        "Spanish Prime Minister Pedro Sánchez Pérez-Castejón won. Sánchez smiled.",
        "Pedro Sánchez Pérez-Castejón",
        ["Pedro Sánchez Pérez-Castejón", "Sánchez"],
    ),
    (
        "A court tried former Ethiopian leader Mengesha Haile Selam. Colonel Mengesha was absent.",
        "Mengesha Haile Selam",
        ["Mengesha Haile Selam", "Mengesha"],
    ),
    (
        "Burmese military ruler Min Thura is old. A book says the general is shrewd.",
        "Min Thura",
        ["Min Thura", "general"],
    ),
    (
        "Ukrainian President Petro Bondar won. Former Prime Minister Oleh Savchuk fled. The Ukrainian leader left.",
        "Petro Bondar",
        ["Petro Bondar", "Ukrainian leader"],
    ),
    (
        "A Danish diplomat was charged. Mette Holm was arrested on Monday. The 53-year-old diplomat denied it.",
        "Mette Holm",
        ["Danish diplomat", "Mette Holm", "53-year-old diplomat"],
    ),
]


@pytest.mark.parametrize(("text", "name", "mentions"), MERGED, ids=[m[1] for m in MERGED])
def test_one_person_is_one_record(text: str, name: str, mentions: list[str]) -> None:
    official = named(text, name)
    assert [m.text for m in official.mentions if m.kind != "pronoun"] == mentions


# text, office or its end, role, country, group
UNNAMED = [
    ("A senior U.S. defense official confirmed it.", "official", "US", False),
    ("U.S. officials denied it.", "official", "US", True),
    ("Iranian officials denied it.", "official", "IR", True),
    ("Asian defense officials met in Laos.", "official", None, True),
    ("A federal judge in the United States blocked the order.", "judiciary", "US", False),
    ("AU officials counted the dead.", "igo", None, True),
    ("The head of AU forces in Darfur resigned.", "military", None, False),
    ("Israeli and Palestinian mediators agreed.", "diplomat", None, True),
    ("A Kremlin spokesman denied it.", "spokesperson", "RU", False),
    ("Japan's finance minister resigned.", "minister", "JP", False),
    ("A Nigerian lawmaker was killed.", "legislator", "NG", False),
    ("The Turkish ambassador was expelled.", "diplomat", "TR", False),
    ("Kenya's central bank governor warned of inflation.", "central_banker", "KE", False),
]


@pytest.mark.parametrize(("text", "role", "country", "group"), UNNAMED, ids=[u[0] for u in UNNAMED])
def test_official_without_a_name(text: str, role: str, country: str | None, group: bool) -> None:
    found = officials(text)
    assert [(o.name, o.role, o.country, o.group) for o in found] == [(None, role, country, group)]


# text, name, country: the state of an office whose own words name none
INFERRED = [
    ("German Chancellor Eva Kern is in India with Prime Minister Ravi Rao and President Asha Bose.", "Asha Bose", "IN"),
    ("Russian aides met Deputy Secretary of State Ann Lee in Moscow. The United States agreed.", "Ann Lee", "US"),
    ("Sam Roy, Assistant Attorney General for the Tax Division, praised the U.S. Justice Department.", "Sam Roy", None),
    ("Iraq recalled its envoy Ali Omar from Turkey.", "Ali Omar", "IQ"),
    ("Laos built it. Cambodia, which complained, agreed. Foreign Ministry spokesman Sok Dara left.", "Sok Dara", "KH"),
    ("Kenyan police asked U.S. officials of the FBI. Police commissioner Ann Otieno left.", "Ann Otieno", "KE"),
    ("Poles and Russians met. Foreign ministry spokesman Jan Bor in Warsaw denied it.", "Jan Bor", "PL"),
    ("The UN envoy for Burma, Ibra Sall, left.", "Ibra Sall", None),
    ("President Ann Lee will meet Prime Minister Ian Ross on Monday, the White House said.", "Ann Lee", "US"),
    ("President Ann Lee will meet Prime Minister Ian Ross on Monday, the White House said.", "Ian Ross", None),
    ("Zuzana Kralova, a police spokeswoman, spoke in Bratislava. Czech voters waited.", "Zuzana Kralova", "SK"),
    ("Serbian President Ivan Ilić met EU foreign policy chief Jan Bos; his envoy, Milo Dor, left.", "Milo Dor", None),
    ("Kenyan lawmakers met. Kenya's army left. Sudan's army came. President Deng Akol left.", "Deng Akol", None),
    ("French President Ana Roy left. Roy's spokesman, Luc Both Maar, denied it. Sudan waited.", "Luc Both Maar", "FR"),
    (
        "Chilean Foreign Minister Ana Prado spoke and called on President Luis Vera's government to act.",
        "Luis Vera",
        None,
    ),
    ("Chilean Foreign Minister Ana Prado said President Luis Vera would act.", "Luis Vera", "CL"),
    ("Dutch Premier Jan Bos urged calm. Poland waited. Prime Minister Ewa Zych met him in Brussels.", "Ewa Zych", "PL"),
    ("Mexico waited for the U.S. and Canada. Its economy secretary, Rosa Vidal, left.", "Rosa Vidal", "MX"),
    (
        "The U.S. and Canada signed. In Mexico and Peru people waited. Its economy secretary, Rosa Vidal, left.",
        "Rosa Vidal",
        None,
    ),
    ("The Minister of Trade, Shri Arun Goel, met his Italian counterpart, Luigi Conti.", "Arun Goel", None),
    ("Sen. Paul Drucker, a Democrat from Oregon, spoke. Mexico and Canada waited.", "Paul Drucker", "US"),
    (
        "Indian Prime Minister Ravi Sen met Saudi King Fahd in New Delhi. Later President Asha Rao dined.",
        "Asha Rao",
        "IN",
    ),
    ("The UAE's energy minister, Omar Said, met Sultan Qaim.", "Qaim", None),
    ("Japanese voters chose. Japan waited for Ukraine. Prime Minister Ken Mori smiled.", "Ken Mori", "JP"),
    ("French voters and German voters met. Prime Minister Max Roth smiled.", "Max Roth", None),
    (
        "The Iraqi government summoned the Turkish ambassador. Ali Sahab, spokesman for the ministry, left.",
        "Ali Sahab",
        "IQ",
    ),
    ("European Commission officials met Czech ministers. Commission spokesman Luc Maes left.", "Luc Maes", None),
    ("LIMA – Interior Minister Hugo Salas spoke. Canada's ambassador listened.", "Hugo Salas", None),
    # where somebody is, whom he meets and whom he speaks of is not whose officer he is
    ("Senator Joana Pires landed in Prague for two days.", "Joana Pires", None),
    ("Prosecutor Emil Sava told a hall in Vienna that he would appeal.", "Emil Sava", None),
    ("Police chief Arne Voll flew to Athens.", "Arne Voll", None),
    ("In Lisbon, Senator Joana Pires spoke.", "Joana Pires", "PT"),
    ("Senator Joana Pires in Lisbon said no.", "Joana Pires", "PT"),
    ("Admiral Piet Kok asked Nigeria's navy for help.", "Piet Kok", None),
    ("Admiral Piet Kok will go, Nigeria's navy said.", "Piet Kok", "NG"),
    ("After a call with Omani President Said Harthi, Energy Minister Eva Lund left.", "Eva Lund", None),
    ("In a note to the Omani parliament, Energy Minister Eva Lund agreed.", "Eva Lund", None),
    ("According to the Omani army, Energy Minister Said Harthi is ill.", "Said Harthi", "OM"),
    ("Danish Prime Minister Ida Holm met Energy Minister Omar Diop.", "Omar Diop", None),
    ("Danish Prime Minister Ida Holm named Energy Minister Jens Dahl.", "Jens Dahl", "DK"),
    # media tell of everywhere
    ("The foreign minister, Juan Paz, told Reuters that work had stopped.", "Juan Paz", None),
    ("The port's mayor, Juan Luz, told the BBC that work had stopped.", "Juan Luz", None),
    # departments that several states have
    ("DHAKA - Bangladesh was wet. Deputy director of the Agriculture Department Nur Alam left.", "Nur Alam", "BD"),
    ("The Philippines was dry. Ana Ruiz, chief of the Department of Agriculture, left.", "Ana Ruiz", None),
    ("Eva Ruiz, chief of the Department of Agriculture, left.", "Eva Ruiz", "US"),
    ("WASHINGTON, May 3 - China lied, said Commerce Department chief Ida Ruiz.", "Ida Ruiz", "US"),
]


@pytest.mark.parametrize(("text", "name", "country"), INFERRED, ids=[i[1] for i in INFERRED])
def test_state_from_the_article(text: str, name: str, country: str | None) -> None:
    assert named(text, name).country == country


def test_official_in_a_capital() -> None:
    found = officials("Lao minister Bount Sing spoke. Laos may sell. A trade official in Hanoi made no offer.")
    assert [o.country for o in found] == ["LA", "VN"]


@pytest.mark.parametrize(
    ("text", "countries"),
    [
        ("The king of Bhutan and the king of Jordan dined.", ["BT", "JO"]),
        ("The envoy of Ghana and the envoy of Peru left.", ["GH", "PE"]),
        ("The governor of Kano and the governor of Oyo agreed.", ["NG", "NG"]),
        ("The mayor of Bergen left. The mayor of Oslo stayed. The mayor of Bergen returned.", ["NO", "NO"]),
        ("The mayor of Oslo left. The mayor smiled.", ["NO"]),
        ("The governor of Kano State left. The Kano governor smiled.", ["NG"]),
    ],
)
def test_holders_of_one_office_in_two_places(text: str, countries: list[str]) -> None:
    assert [o.country for o in officials(text)] == countries


def test_envoy_is_not_of_the_state_that_expels_him() -> None:
    assert [o.country for o in officials("The Omani government expelled the envoy.")] == [None]
    assert [o.country for o in officials("The Omani government recalled its envoy.")] == ["OM"]
    banned = "Peru expelled two spies. The Peruvian authorities banished the consul in Arequipa, Jan Bor, on Friday."
    assert [(o.name, o.country) for o in officials(banned)] == [("Jan Bor", None)]
    named = "Peru expelled two spies. The Peruvian authorities banished the Chilean consul, Jan Bor, over a speech."
    assert [(o.name, o.country) for o in officials(named)] == [("Jan Bor", "CL")]


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("Chile's military attaché in Peru, Colonel Jan Bor, was expelled.", [("Jan Bor", "military attaché", "CL")]),
        ("Togo's ambassador in Ghana, General Jan Bor, was recalled.", [("Jan Bor", "ambassador", "TG")]),
        (
            "Peru summoned Chile's ambassador in Lima, General Jan Bor said on Friday.",
            [(None, "ambassador", "CL"), ("Jan Bor", "general", None)],
        ),
        (
            "Togo's ambassador in Ghana, Niger, and General Jan Bor met on Friday.",
            [(None, "ambassador", "TG"), ("Jan Bor", "general", None)],
        ),
        (
            "Togo's ambassador in Ghana and General Jan Bor met on Friday.",
            [(None, "ambassador", "TG"), ("Jan Bor", "general", None)],
        ),
    ],
)
def test_the_rank_of_an_envoy_behind_where_he_is_posted(
    text: str, found: list[tuple[str | None, str, str | None]]
) -> None:
    assert [(o.name, o.office, o.country) for o in officials(text)] == found


@pytest.mark.parametrize(
    ("rest", "country"),
    [
        ("She thanked her counterpart in Lima.", None),
        ("She thanked her counterpart from Peru.", None),
        ("She thanked her counterpart in Quito.", "PE"),
        ("She thanked her counterpart.", "PE"),
        ("She thanked a colleague in Lima.", "PE"),
    ],
)
def test_nobody_is_of_the_state_of_her_counterpart(rest: str, country: str | None) -> None:
    found = officials(f"Two Peruvian prosecutors left, said Ana Paz, the foreign minister. {rest}")
    assert [o.country for o in found if o.name] == [country]


# text, name, office, role, country, status; of whoever the text names first, or nobody
TITLES = [
    # nouns that nobody listed between a demonym and an officer
    ("Danish air wing commander Colonel Ida Holm left.", "Ida Holm", "air wing commander", "military", "DK"),
    ("Omani coast guard chief Said Harthi spoke.", "Said Harthi", "coast guard chief", "military", "OM"),
    ("Danish beef was sold, commander Ida Holm said.", "Ida Holm", "commander", "military", None),
    # the place of an envoy, of a mayor, of a lawmaker
    ("Dutch Consul General in Bursa Anna Smit left.", "Anna Smit", "consul general in bursa", "diplomat", "NL"),
    ("Mayor of Mombasa Peter Kamau left.", "Peter Kamau", "mayor of mombasa", "regional", "KE"),
    ("A lawmaker in Lisbon, Joana Pires, objected.", "Joana Pires", "lawmaker", "legislator", "PT"),
    # letters before a name
    ("Supt Emma Hall left.", "Emma Hall", "supt", "police", None),
    ("CM Asha Rao left.", "Asha Rao", "cm", "regional", None),
    ("FM Jussi Niemi left.", "Jussi Niemi", "fm", "minister", None),
    ("Miss Emma Hall, the mayor, left.", "Emma Hall", "mayor", "regional", None),
    # offices of offices, of ministries of several parts
    (
        "Adviser to the President on Health, Emma Hall, left.",
        "Emma Hall",
        "adviser to the president on health",
        "official",
        None,
    ),
    (
        "Permanent Secretary in the Ministry of Water, Roads and Works Emma Hall left.",
        "Emma Hall",
        "permanent secretary in the ministry of water, roads and works",
        "minister",
        None,
    ),
    (
        "Minister of Health, Sewers and Roads Emma Hall left.",
        "Emma Hall",
        "minister of health, sewers and roads",
        "minister",
        None,
    ),
    ("Comptroller Emma Hall left.", "Emma Hall", "comptroller", "official", None),
    ("Emma Hall, who ran Kenya's customs office, left.", "Emma Hall", "head of customs office", "official", "KE"),
    ("Emma Hall, the EU enlargement commissioner, left.", "Emma Hall", "eu enlargement commissioner", "igo", None),
    ("Mayoral aspirant Emma Hall left.", "Emma Hall", "mayoral aspirant", "party", None),
    ("Ontario Premier Emma Hall left.", "Emma Hall", "ontario premier", "regional", "CA"),
    ("Chinese Premier Li Wen left.", "Li Wen", "premier", "head_of_government", "CN"),
    ("A New Jersey prosecutor objected.", None, "new jersey prosecutor", "judiciary", "US"),
    ("Ghana swore in Ama Osei as minister. Osei was mayor of Accra.", "Ama Osei", "minister", "minister", "GH"),
    ("Danish air group commander Colonel Ida Holm left.", "Ida Holm", "air group commander", "military", "DK"),
    ("Emma Hall, who was named police chief, left.", "Emma Hall", "police chief", "police", None),
    ("Emma Hall, campaign manager for Senator Joan Moss, left.", "Emma Hall", "campaign manager", "party", None),
    ("Togo named Ama Osei prime minister.", "Ama Osei", "prime minister", "head_of_government", "TG"),
    ("Prime Minister Major praised Spain.", "Major", "prime minister", "head_of_government", None),
    ("Former Prime Minister John Major spoke.", "John Major", "prime minister", "head_of_government", "GB"),
    ("Beside Tom Hall, the prime minister praised Spain.", None, "prime minister", "head_of_government", None),
    ("East African ministers met.", None, "east african ministers", "minister", None),
    # of another state than that whose it mostly is
    ("Congressman Jose Reyes criticized Japan.", "Jose Reyes", "congressman", "legislator", None),
    ("Congressman Joe Ray criticized U.S. aid to Japan.", "Joe Ray", "congressman", "legislator", "US"),
    ("Manila's police chief, Jose Reyes, left.", "Jose Reyes", "police chief", "police", "PH"),
    # what many are called says less than an office
    ("Chief Ayo Bello, the governor of Ekiti, left.", "Ayo Bello", "governor of ekiti", "regional", "NG"),
    ("Police Chief Ayo Bello, a member of the club, left.", "Ayo Bello", "police chief", "police", None),
    ("Cllr Ida Holm, the mayor of Oslo, left.", "Ida Holm", "mayor of oslo", "regional", "NO"),
    # of an embassy, of the United Nations, with the state inside
    ("First Secretary Ida Holm of the Danish embassy left.", "Ida Holm", "first secretary", "diplomat", "DK"),
    ("Party First Secretary Ida Holm left.", "Ida Holm", "party first secretary", "party", None),
    ("Deputy Danish Prime Minister Ida Holm left.", "Ida Holm", "deputy prime minister", "minister", "DK"),
    ("The Prime Minister Wednesday opened the Raila Stadium.", None, "prime minister", "head_of_government", None),
    (
        "Party spokesperson for Foreign Affairs Ida Holm left.",
        "Ida Holm",
        "party spokesperson for foreign affairs",
        "spokesperson",
        None,
    ),
    ("A spokesman for Foreign Minister Ida Holm left.", "Ida Holm", "foreign minister", "minister", None),
    ("The chief U.S. nuclear negotiator left.", None, "chief nuclear negotiator", "diplomat", "US"),
    (
        "The Permanent Representative of Kuwait to the UN, Ida Holm, left.",
        "Ida Holm",
        "permanent representative to the un",
        "diplomat",
        "KW",
    ),
    ("Officials at the United States Embassy left.", None, "officials at the embassy", "official", "US"),
    # two nouns of one name, where no article parts them
    ("US officials say an al-Qaida leader left Yemen.", None, "officials", "official", "US"),
    ("An al-Qaida leader left Yemen, U.S. officials say.", None, "al qaida leader", "rebel", None),
    (
        "Head of the U.N. Office on Drugs and Crime Ida Holm left.",
        "Ida Holm",
        "head of the u.n. office on drugs and crime",
        "igo",
        None,
    ),
    (
        "U.S. Assistant Secretary of State for African affairs Ida Holm left.",
        "Ida Holm",
        "assistant secretary of state for african affairs",
        "minister",
        "US",
    ),
    (
        "The chief U.S. negotiator at stalled nuclear talks, Ida Holm, left.",
        "Ida Holm",
        "chief negotiator",
        "diplomat",
        "US",
    ),
    ("Opposition leader and Nobel laureate Ida Holm left.", "Ida Holm", "opposition leader", "party", None),
    ("Cllr Ida Holm left.", "Ida Holm", "councillor", "legislator", None),
]


@pytest.mark.parametrize(("text", "name", "office", "role", "country"), TITLES, ids=[t[0] for t in TITLES])
def test_whole_title(text: str, name: str | None, office: str, role: str, country: str | None) -> None:
    first = officials(text)[0]
    assert (first.name, first.office, first.role, first.country) == (name, office, role, country)


@pytest.mark.parametrize(
    "text",
    [
        "The destroyer Admiral Sokol left port.",
        "The play “General Despair” opened.",
        "A film called “Prime Minister Gloom” opened.",
        "They visited HM Treasury and played 5 cm of FM radio.",
        "Miss World was chosen.",
    ],
)
def test_what_is_called_like_an_officer(text: str) -> None:
    assert officials(text) == []


def test_headline_verb_between_two_offices_is_no_name() -> None:
    assert [o.office for o in officials("Mayor Scolds Senator Joana Pires")] == ["senator"]
    assert [o.name for o in officials("Mayor Reyes thanked Senator Joana Pires.")] == ["Reyes", "Joana Pires"]


def test_officer_resumes_the_one_soldier() -> None:
    spoken = [len(o.mentions) for o in officials("Major Piet Kok left. The officer blamed Peru.")]
    assert spoken == [2]
    assert len(named("Major Piet Kok saw an officer. The officer blamed Peru.", "Piet Kok").mentions) == 1


def test_past_president_is_a_former_one() -> None:
    assert named("Past president of Peru Luis Paz died.", "Luis Paz").status == "former"
    assert named("They walked past President Luis Paz.", "Luis Paz").status == "current"


def test_body_in_the_words_of_a_foreign_diplomat() -> None:
    text = "Oman and Kuwait agreed. A Kuwaiti diplomat in Muscat said that parliament had refused."
    doc = pipeline()(text)
    assert not any(b.country for b in doc._.organizations)


def test_two_spokesmen_of_different_bodies_stay_apart() -> None:
    found = officials(
        "Australian Foreign Minister Claire Dunn spoke. An embassy spokesman denied it. The opposition's foreign "
        "affairs spokesman, Gordon Bell, agreed."
    )
    assert [m.text for m in next(o for o in found if o.name == "Gordon Bell").mentions if "embassy" in m.text] == []


def test_two_of_one_surname_stay_apart() -> None:
    found = officials(
        "Former U.S. President George Bush met Cuban President Raul Castro and Cuban minister Mariela Castro."
    )
    assert [o.name for o in found] == ["George Bush", "Raul Castro", "Mariela Castro"]


def test_unnamed_is_never_merged_by_country_alone() -> None:
    found = officials("A senior U.S. defense official confirmed it. U.S. Defense Secretary Lloyd Austin declined.")
    assert [o.name for o in found] == [None, "Lloyd Austin"]


def test_group_of_the_same_words_is_one_record() -> None:
    (judges,) = officials("Polish judges met in the hall. The Polish judges left.")
    assert [m.text for m in judges.mentions] == ["Polish judges", "Polish judges"]


def test_plural_title_makes_each_holder_singular() -> None:
    found = officials("Presidents Emmanuel Macron and Joe Biden met.")
    assert [(o.name, o.office, o.group) for o in found] == [
        ("Emmanuel Macron", "president", False),
        ("Joe Biden", "president", False),
    ]


def test_office_has_no_country_and_no_status() -> None:
    official = named("Former U.S. Deputy Defense Secretary Paul Wolfowitz spoke.", "Paul Wolfowitz")
    assert official.office == "deputy defense secretary"


@pytest.mark.parametrize(
    "text", ["", " ", "\n\n", "President", "the", "Gen.", "Mr.", "(AU)", "of of of", "’s", "King’s ’s"]
)
def test_degenerate_texts(text: str) -> None:
    assert isinstance(pipeline()(text), Doc)


_PIECES = st.sampled_from(
    [
        "President",
        "Gen.",
        "Xi",
        "al-",
        "-elect",
        "’s",
        "'",
        "the",
        "China",
        "Chinese",
        ",",
        ".",
        "\n",
        "and",
        "of",
        "Mr.",
        "Minister",
        "(UN)",
        "former",
        "ex-",
        "Kim",
        "Jr.",
        "D-Calif.",
        "(",
        ")",
        "who",
        "was",
        "officials",
        "U.S.",
        "\x00",
        "🙂",
    ]
)


@settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(st.lists(_PIECES, max_size=30).map(" ".join))
def test_never_fails_and_spans_are_their_text(text: str) -> None:
    doc = pipeline()(text)
    for layer in (doc._.officials, doc._.organizations, doc._.people):
        for entity in layer:
            assert entity.mentions
            for mention in entity.mentions:
                assert text[mention.start : mention.end] == mention.text


def test_a_house_speaker_is_of_a_state_with_a_house() -> None:
    """Full name and office tell the state also where no day is known; of a name alone nothing is said."""
    text = "China banned former House Speaker Nancy Pelosi from its territory."
    for day, country in ((None, "US"), ("2023-05-02", "US")):
        assert [(o.name, o.country) for o in newsfacts.extract(text, date=day).officials] == [("Nancy Pelosi", country)]
