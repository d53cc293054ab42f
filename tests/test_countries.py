"""Countries: tables of sentences with what must be read, and near misses with what must not."""

from __future__ import annotations

import json
import re
from importlib import resources

import pytest
import spacy
from hypothesis import given, settings
from hypothesis import strategies as st
from spacy.language import Language

from newsfacts.language.countries import create_countries
from newsfacts.language.pipeline import MODEL

pytestmark = pytest.mark.skipif(not (MODEL / "meta.json").exists(), reason="needs the trained model")

BLANK = spacy.blank("en")

#: Sentence, then "CODE:text:kind" in reading order.
NAMES = [
    ("The U.S.-led coalition struck again.", "US:U.S.:n"),
    ("Ministers from the United States met in Geneva.", "US:United States:n"),
    ("China's foreign minister landed in Peru.", "CN:China:n PE:Peru:n"),
    ("The US and UK imposed sanctions.", "US:US:n GB:UK:n"),
    ("He told us that the US would act.", "US:US:n"),
    ("They want us to leave Iraq.", "IQ:Iraq:n"),
    ("America will not retreat, he said.", "US:America:n"),
    ("The people of America voted.", "US:America:n"),
    ("Mr. French told Peru's minister.", "PE:Peru:n"),
    ("Judge Turk heard Peru's minister.", "PE:Peru:n"),
    ("The judge, Turkish officials and Peru's minister met.", "TR:Turkish:d PE:Peru:n"),
    ("The Potters Guild of America wrote to Peru's minister.", "PE:Peru:n"),
    ("Britain won 23 percent, France 24 percent.", "GB:Britain:n FR:France:n"),
    ("The minister told France 24 that Chad would wait.", "TD:Chad:n"),
    ("Many Americans oppose the war in Afghanistan.", "US:Americans:d AF:Afghanistan:n"),
    ("French and German leaders met.", "FR:French:d DE:German:d"),
    ("The Chinese Foreign Ministry declined to comment.", "CN:Chinese:d"),
    ("U.S. Defense Secretary Ann Cole flew to Japan.", "US:U.S.:n JP:Japan:n"),
    ("Côte d’Ivoire and Burkina Faso share a border.", "CI:Côte d’Ivoire:n BF:Burkina Faso:n"),
    ("Ivory Coast exports cocoa.", "CI:Ivory Coast:n"),
    ("Guinea-Bissau and Equatorial Guinea sent observers.", "GW:Guinea-Bissau:n GQ:Equatorial Guinea:n"),
    ("Guinea closed its border with Papua New Guinea's help.", "GN:Guinea:n PG:Papua New Guinea:n"),
    ("South Sudan and Sudan agreed on oil fees.", "SS:South Sudan:n SD:Sudan:n"),
    ("Sudanese and South Sudanese officials spoke.", "SD:Sudanese:d SS:South Sudanese:d"),
    ("The Dominican Republic deported Haitians.", "DO:Dominican Republic:n HT:Haitians:d"),
    ("Dominica was hit by a hurricane.", "DM:Dominica:n"),
    ("The Democratic Republic of Congo accused Rwanda.", "CD:Democratic Republic of Congo:n RW:Rwanda:n"),
    ("The Republic of Congo votes in March; its capital is Brazzaville.", "CG:Republic of Congo:n"),
    ("Fighting in eastern Congo near Goma displaced thousands.", "CD:Congo:n"),
    ("Niger and Nigeria closed the crossing.", "NE:Niger:n NG:Nigeria:n"),
    ("Nigerien troops fought beside Nigerian forces.", "NE:Nigerien:d NG:Nigerian:d"),
    ("North Korean engineers left South Korea.", "KP:North Korean:d KR:South Korea:n"),
    ("North and South Korea exchanged fire.", "KP:North:n KR:South Korea:n"),
    ("North Korea fired a missile. The South protested.", "KP:North Korea:n KR:South:n"),
    ("The DPRK and the ROK signed the armistice text.", "KP:DPRK:n KR:ROK:n"),
    ("Former Soviet republics joined the bloc.", "SU:Soviet:d"),
    ("The Soviet Union collapsed; the USSR had 15 republics.", "SU:Soviet Union:n SU:USSR:n"),
    ("Yugoslavia broke apart and Czechoslovakia split.", "YU:Yugoslavia:n CS:Czechoslovakia:n"),
    ("East Germany and West Germany merged.", "DD:East Germany:n DE:West Germany:n"),
    ("Burma, now Myanmar, freed prisoners.", "MM:Burma:n MM:Myanmar:n"),
    ("Swaziland renamed itself Eswatini.", "SZ:Swaziland:n SZ:Eswatini:n"),
    ("The Czech Republic backed Slovakia.", "CZ:Czech Republic:n SK:Slovakia:n"),
    ("Zaire was Mobutu's creation.", "CD:Zaire:n"),
    ("Holland beat Portugal.", "NL:Holland:n PT:Portugal:n"),
    ("Dutch police arrested two Belgians.", "NL:Dutch:d BE:Belgians:d"),
    ("Britain and the Netherlands condemned it.", "GB:Britain:n NL:Netherlands:n"),
    ("The Anglo-Irish treaty was signed.", "GB:Anglo:d IE:Irish:d"),
    ("A Franco-German brigade deployed.", "FR:Franco:d DE:German:d"),
    ("The Sino-Indian border is quiet.", "CN:Sino:d IN:Indian:d"),
    ("The Russo-Japanese accord lapsed.", "RU:Russo:d JP:Japanese:d"),
    ("Anti-Japanese protests spread.", "JP:Japanese:d"),
    ("Israeli-Palestinian talks resumed.", "IL:Israeli:d PS:Palestinian:d"),
    ("A US-China trade deal was near.", "US:US:n CN:China:n"),
    ("CHINA REJECTS UK REPORT", "CN:CHINA:n GB:UK:n"),
    ("US-CHINA TALKS STALL", "US:US:n CN:CHINA:n"),
    ("TURKEY AND SYRIA REOPEN BORDER", "TR:TURKEY:n SY:SYRIA:n"),
    ("New Zealanders vote in October.", "NZ:New Zealanders:d"),
    ("Hong Kong and Taiwan are affected.", "HK:Hong Kong:n TW:Taiwan:n"),
    ("Greenland and the Faroe Islands belong to Denmark.", "GL:Greenland:n FO:Faroe Islands:n DK:Denmark:n"),
    ("Puerto Rico lost power.", "PR:Puerto Rico:n"),
    ("The British Virgin Islands and the U.S. Virgin Islands were hit.",
     "VG:British Virgin Islands:n VI:U.S. Virgin Islands:n"),
    ("The Virgin Islands sued the bank.", "VI:Virgin Islands:n"),
    ("Saudi Arabia, the UAE and Qatar invested.", "SA:Saudi Arabia:n AE:UAE:n QA:Qatar:n"),
    ("Saudi jets bombed Yemen.", "SA:Saudi:d YE:Yemen:n"),
    ("Emiratis and Omanis attended.", "AE:Emiratis:d OM:Omanis:d"),
    ("Trinidad and Tobago declared an emergency.", "TT:Trinidad and Tobago:n"),
    ("St. Kitts and Nevis joined Saint Lucia.", "KN:St. Kitts and Nevis:n LC:Saint Lucia:n"),
    ("Sao Tome and Principe elects a president.", "ST:Sao Tome and Principe:n"),
    ("Timor-Leste, once East Timor, joined.", "TL:Timor-Leste:n TL:East Timor:n"),
    ("North Macedonia entered NATO.", "MK:North Macedonia:n"),
    ("Bosnia and Herzegovina delayed the vote.", "BA:Bosnia and Herzegovina:n"),
    ("Bosnian Serbs walked out.", "BA:Bosnian:d RS:Serbs:d"),
    ("Kosovo and Serbia normalized ties.", "XK:Kosovo:n RS:Serbia:n"),
    ("The Holy See appealed for peace in Ukraine.", "VA:Holy See:n UA:Ukraine:n"),
    ("The Philippine navy and Filipino fishermen clashed with Vietnam.", "PH:Philippine:d PH:Filipino:d VN:Vietnam:n"),
    ("Kiribati and Tuvalu face rising seas.", "KI:Kiribati:n TV:Tuvalu:n"),
    ("Fijian troops served in Lebanon.", "FJ:Fijian:d LB:Lebanon:n"),
    ("Micronesia and Palau extended the pact.", "FM:Micronesia:n PW:Palau:n"),
    ("Samoa and American Samoa are neighbors.", "WS:Samoa:n AS:American Samoa:n"),
    ("Chad and Mali expelled the ambassador.", "TD:Chad:n ML:Mali:n"),
    ("Jordan's King Abdullah visited Egypt.", "JO:Jordan:n EG:Egypt:n"),
    ("Refugees fled to Jordan and Turkey.", "JO:Jordan:n TR:Turkey:n"),
    ("Ukraine, Georgia and Moldova applied to the bloc.", "UA:Ukraine:n GE:Georgia:n MD:Moldova:n"),
    ("Georgia's parliament in Tbilisi passed the bill.", "GE:Georgia:n"),
    ("The Central Bank of Nigeria raised rates.", "NG:Nigeria:n"),
    ("The Supreme Court of Canada ruled.", "CA:Canada:n"),
    ("The Communist Party of China met.", "CN:China:n"),
    ("Turkish President Kemal Arslan arrived in Russia.", "TR:Turkish:d RU:Russia:n"),
    ("A Spaniard and two Swedes were freed by Somali pirates.", "ES:Spaniard:d SE:Swedes:d SO:Somali:d"),
    ("A Russian-made drone crashed in Latvia.", "RU:Russian:d LV:Latvia:n"),
    ("In Russian territory, the rules differ.", "RU:Russian:d"),
    ("Ireland and Northern Ireland share a grid.", "IE:Ireland:n"),
    ("Gambia sued Myanmar.", "GM:Gambia:n MM:Myanmar:n"),
    ("Argentine beef and Brazilian soy rose.", "AR:Argentine:d BR:Brazilian:d"),
    ("The Marshall Islands sued nine powers.", "MH:Marshall Islands:n"),
    ("Turkmenistan sells gas to Iran.", "TM:Turkmenistan:n IR:Iran:n"),
    ("Kyrgyz and Tajik guards exchanged fire.", "KG:Kyrgyz:d TJ:Tajik:d"),
    ("Lao officials met Thais.", "LA:Lao:d TH:Thais:d"),
    ("The Korean finance minister spoke in Busan.", "KR:Korean:d"),
    ("See www.news.example.com/Peru/2020 for Peru's answer.", "PE:Peru:n"),
    ("The flood reached South\nKorea overnight.", "KR:South\nKorea:n"),
    # abbreviated as maps and headlines do
    ("Envoys of S. Sudan and Eq. Guinea met in the Central African Rep.",
     "SS:S. Sudan:n GQ:Eq. Guinea:n CF:Central African Rep:n"),
    ("The Dem. Rep. of Congo, W. Sahara and Bosnia and Herz. sent none.",
     "CD:Dem. Rep. of Congo:n EH:W. Sahara:n BA:Bosnia and Herz:n"),
    ("Papua N. Guinea and N. Zealand share a cable.", "PG:Papua N. Guinea:n NZ:N. Zealand:n"),
    ("S. African miners struck.", "ZA:S. African:d"),
    # the long name is the span
    ("Voters in the Republic of Malta decide.", "MT:Republic of Malta:n"),
    ("The Islamic Republic of Iran and the Kingdom of Bahrain agreed.",
     "IR:Islamic Republic of Iran:n BH:Kingdom of Bahrain:n"),
    ("The State of Kuwait lent the money.", "KW:State of Kuwait:n"),
    ("The state of Kuwait's roads is poor.", "KW:Kuwait:n"),
    # a list of states is no list of towns
    ("Planes left Iraq, Syria, Yemen and Libya.", "IQ:Iraq:n SY:Syria:n YE:Yemen:n LY:Libya:n"),
    ("Ukraine, Georgia and Moldova want in.", "UA:Ukraine:n GE:Georgia:n MD:Moldova:n"),
    ("Tariffs on Mexico, California and Texas growers say, hurt.", "MX:Mexico:n"),
    ("In Lebanon, Israel, which had warned before, struck again.", "LB:Lebanon:n IL:Israel:n"),
    ("They live in Evora, Portugal, and in Cuba, Portugal.", "PT:Portugal:n PT:Portugal:n"),
    # a participle is no given name, a region no brand
    ("Calling Ireland a friend, the minister signed.", "IE:Ireland:n"),
    ("Troops reached Upper Egypt and Lower Austria.", "EG:Egypt:n AT:Austria:n"),
    # the bare Korea beside the North
    ("A Korean sailor swam ashore. He had left North Korea as a boy; Korea gave him a passport.",
     "KR:Korean:d KP:North Korea:n KR:Korea:n"),
]
METONYMS = [
    ("As Beijing puts pressure on Manila, shops close.", "CN:Beijing:m PH:Manila:m"),
    ("Ottawa weighs a ban on imports.", "CA:Ottawa:m"),
    ("Beijing's growing assertiveness is no secret.", "CN:Beijing:m"),
    ("Sanctions against Minsk were eased.", "BY:Minsk:m"),
    ("Beijing refused to negotiate.", "CN:Beijing:m"),
    ("Talks between Moscow and Kyiv collapsed.", "RU:Moscow:m UA:Kyiv:m"),
    ("Relations with Tehran have soured.", "IR:Tehran:m"),
    ("The ministry rejected Beijing's claims.", "CN:Beijing:m"),
    ("He is the ambassador to Washington.", "US:Washington:m"),
    ("Washington accused Moscow of lying.", "US:Washington:m RU:Moscow:m"),
    ("Khartoum says troops were defending their positions.", "SD:Khartoum:m"),
    ("Tokyo and Pyongyang are at odds over the missiles.", "JP:Tokyo:m KP:Pyongyang:m"),
    ("Pyongyang's nuclear program has alarmed Seoul.", "KP:Pyongyang:m KR:Seoul:m"),
    ("Moscow-backed rebels shelled the town.", "RU:Moscow:m"),
    ("A pro-Moscow party won.", "RU:Moscow:m"),
    ("Ankara has demanded the extradition of two men.", "TR:Ankara:m"),
    ("The minister urged Harare to hold a fair vote.", "ZW:Harare:m"),
    ("Sanctions against Damascus were eased.", "SY:Damascus:m"),
    ("New Delhi summoned the envoy.", "IN:New Delhi:m"),
    ("The sale was approved by Canberra.", "AU:Canberra:m"),
    ("They want to increase pressure on Caracas.", "VE:Caracas:m"),
    ("London denied the report.", "GB:London:m"),
    ("Havana broke ties with Panama City.", "CU:Havana:m PA:Panama City:m"),
    ("Addis Ababa will not accept the ruling, its envoy said.", "ET:Addis Ababa:m"),
    ("A reset in Ankara-Baghdad ties is unlikely.", "TR:Ankara:m IQ:Baghdad:m"),
    ("Taipei thanked Tokyo for the vaccines.", "TW:Taipei:m JP:Tokyo:m"),
    ("Kinshasa accuses Kigali of arming the rebels.", "CD:Kinshasa:m RW:Kigali:m"),
    ("Dem. Rep. Congo and the Rep. of Congo closed the bridge.", "CD:Dem. Rep. Congo:n CG:Rep. of Congo:n"),
    ("Papua N.G. and the Cent. African Rep. sent teams.", "PG:Papua N.G.:n CF:Cent. African Rep:n"),
    # beside the North, and beside its capital, the bare name is the South's
    ("Korean ships left Oman. Pyongyang denied a role.", "KR:Korean:d OM:Oman:n KP:Pyongyang:m"),
    # a state where it is joined to one, a part of America behind a town
    ("Turkey and Georgia agreed. Athens, Georgia, was cold.", "TR:Turkey:n GE:Georgia:n"),
]
PLACES_AND_OTHERS = [
    "The attack on Ankara was the third this month.",
    "A drone strike against Damascus killed nine.",
    "The fire in Lebanon, Pennsylvania, killed two.",
    "Police in Peru, Ind., found the car.",
    "Athens, Georgia, rejected the plan.",
    "The mayor of Jamaica, Queens, spoke.",
    "Alabama and Georgia were dry.",
    "The mayor of Mexico, Mo., resigned.",
    "She grew up in Cuba, N.Y., and never left.",
    "Snow fell on Rome, N.Y., and Lima, Ohio.",
    "Mali Harper, 24, was hurt.",
    "Ships crossed the East and South China seas.",
    "China Central Television showed the parade.",
    "The Oman Chamber of Commerce and Industry elected a chairman.",
    "The Episcopal Conference of Nicaragua wrote a letter.",
    "The chairman of the Broadcasting Corp of China resigned.",
    "The channel was dropped, said Claro Panama.",
    "Voters heard the American Israel Public Affairs Committee.",
    "The Zambia Association of Manufacturers asked for tax cuts.",
    "The carrier dropped its London-Bangkok route.",
    "The Delhi government raised bus fares.",
    "He landed in Beijing on Monday.",
    "The summit in Lima ended early.",
    "They arrived in Moscow and Kyiv by train.",
    "She flew from London to Cairo.",
    "A bomb exploded near Baghdad airport.",
    "Police in Paris fired tear gas.",
    "Paris police fired tear gas.",
    "The road between Kabul and Kandahar was closed.",
    "London's streets were empty.",
    "Tokyo's subway stopped.",
    "Nairobi hosted the conference.",
    "George Washington crossed the river.",
    "The Washington Post reported it.",
    "Wildfires spread in Washington state.",
    "She works for the Bank of China.",
    "Ships entered the South China Sea.",
    "He studies at Georgia Tech.",
    "Michael Jordan retired twice.",
    "Explorers reached the North Pole.",
    "The Times of India reported it.",
    "Royal Dutch Shell sold the field.",
    "Israel Hernandez was elected mayor of the town.",
    "Chad Smith plays drums.",
    "Waves rose in the Indian Ocean.",
    "Ferries cross the English Channel.",
    "Air France cancelled flights.",
    "Turkish Airlines cancelled flights.",
    "According to the New York Times, it failed.",
    "Farmers in New England lost crops.",
    "Latin America and South America grew.",
    "North American markets fell.",
    "Native American tribes sued.",
    "The bonds were sold in a Dutch auction.",
    "He ordered French fries.",
    "They roasted a turkey.",
    "The shop sells fine china.",
    "He wore a Panama hat.",
    "She spoke in French.",
    "He answered in fluent Russian, and left.",
    "The book was translated into German.",
    "French-speaking voters stayed home.",
    "Atlanta, Georgia, counted its ballots.",
    "Voters in Georgia, Arizona and Wisconsin decide.",
    "The Organization of American States met.",
    "He works for China Mobile.",
    "Dealers at British Airways struck.",
    "The Niger Delta is rich in oil.",
    "New Mexico and New Jersey voted.",
    "Scientists treated Guinea worm.",
    "A guinea pig escaped.",
    "The Korean Central News Agency carried it.",
    "They told us to wait.",
    "GIVE US A CHANCE, WORKERS SAY",
    "The fund paid US$5 million.",
    "The plan costs NZ $ 26 million.",
    "Barbara Jordan served three terms.",
    "Bank of America cut jobs.",
    "Chatham House is in London.",
    "The Panama Papers named him.",
    "He swam at the US Open.",
    "USA Today printed it.",
    "Mr. Holland resigned.",
    "An African-American pastor spoke.",
    "The Ibero-American summit opened.",
    "Delegates met in Washington, D.C., on Friday.",
    "The old bridge over the Jordan River fell.",
    "She won gold at the French Open.",
    "Hundreds of Emirates passengers waited.",
]


@pytest.fixture(scope="module")
def nlp() -> Language:
    nlp = spacy.load(MODEL)
    nlp.add_pipe("newsfacts_segmentation", first=True)
    nlp.add_pipe("newsfacts_countries")
    return nlp


def read(nlp: Language, text: str) -> list[str]:
    doc = nlp(text)
    mentions = sorted((m.start, c.code, m.text, m.kind) for c in doc._.countries for m in c.mentions)
    for start, _, said, _ in mentions:
        assert text[start : start + len(said)] == said
    return [f"{code}:{said}:{kind[0]}" for _, code, said, kind in mentions]


def parse(want: str) -> list[str]:
    return [m.group().strip() for m in re.finditer(r"[A-Z]{2}:.*?:[ndm](?= |$)", want, re.DOTALL)]


@pytest.mark.parametrize(("text", "want"), NAMES + METONYMS)
def test_reads(nlp: Language, text: str, want: str) -> None:
    assert read(nlp, text) == parse(want)


@pytest.mark.parametrize("text", PLACES_AND_OTHERS)
def test_reads_no_country(nlp: Language, text: str) -> None:
    assert read(nlp, text) == []


def test_every_name_is_read_without_a_model() -> None:
    blank = spacy.blank("en")
    blank.add_pipe("newsfacts_countries")
    missing = []
    for line in resources.files("newsfacts.lexicon").joinpath("countries.jsonl").read_text("utf-8").splitlines():
        row = json.loads(line)
        if row["code"] in {"GE", "JE", "MF"}:
            continue
        doc = blank(f"The court heard of {row['name']}, he said.")
        if [c.code for c in doc._.countries] != [row["code"]]:
            missing.append(row["code"])
    assert missing == []


def test_lexicon_is_complete_and_unambiguous() -> None:
    lines = resources.files("newsfacts.lexicon").joinpath("countries.jsonl").read_text("utf-8").splitlines()
    rows = [json.loads(line) for line in lines]
    assert len(rows) == 254
    assert len({r["code"] for r in rows}) == len({r["alpha3"] for r in rows}) == 254
    names = [n for r in rows for n in r["names"] + r["abbreviations"]]
    assert len(names) == len(set(names))


def test_order_is_that_of_first_mention(nlp: Language) -> None:
    doc = nlp("Peru and Chile spoke. Then Peru left. Bolivia stayed.")
    assert [c.code for c in doc._.countries] == ["PE", "CL", "BO"]
    assert [(s.label_, s.kb_id_) for s in doc.spans["countries"]][:2] == [("name", "PE"), ("name", "CL")]


def test_person_named_before_is_no_country(nlp: Language) -> None:
    assert read(nlp, "Michael Jordan scored 40 points. Jordan said he was tired.") == []
    text = "Michael Jordan visited Amman. Jordanian fans met him in Jordan."
    assert read(nlp, text) == ["JO:Jordanian:d", "JO:Jordan:n"]
    assert read(nlp, "Jordan's king met Jordan Baker. Jordan's mother was there.") == ["JO:Jordan:n"]


@settings(max_examples=60, deadline=None)
@given(st.text(max_size=200))
def test_any_text_is_survived(text: str) -> None:
    doc = create_countries(BLANK, "newsfacts_countries")(BLANK.make_doc(text))
    for country in doc._.countries:
        for mention in country.mentions:
            assert doc.text[mention.start : mention.end] == mention.text
