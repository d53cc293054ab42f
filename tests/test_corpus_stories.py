"""Pairs of short articles that tell one deed in other words, and pairs that tell two: read as they are, then joined.

Of each pair the second names another event, or the same one as strangers do: by a capital, by soldiers, in the passive,
without a day, as a noun, as a sale instead of a purchase.
"""

from __future__ import annotations

import sqlite3
from functools import cache

import pytest

import newsfacts
from newsfacts import Article
from newsfacts.corpus import add, open_database

#: What it shows: type of the deed, day and text of two articles.
Pair = tuple[str, str, str, str, str]

JOIN: dict[str, Pair] = {
    "an envoy recalled by her own": (
        "sanctioned",
        "2031-05-07", "Peru recalled its ambassador from Chile on Tuesday, May 6.",
        "2031-05-07", "Peru's ambassador, Ana Bor, was withdrawn by her government on Tuesday. Chile was sad.",
    ),
    "an envoy to a state recalled by her own": (
        "sanctioned",
        "2031-05-07", "The Peruvian ambassador to Chile, Ana Bor, was withdrawn by her government on Tuesday, May 6.",
        "2031-05-07", "Peru recalled its ambassador from Chile on Tuesday, May 6.",
    ),
    "soldiers for their state": (
        "attacked",
        "2031-05-07", "Armenian soldiers shelled the Azerbaijani village of Sotkend on Tuesday, the mayor said.",
        "2031-05-08", "Armenia shelled Sotkend in the west of Azerbaijan on Tuesday, officials in Baku said.",
    ),
    "a capital's jets": (
        "attacked",
        "2031-05-07", "Two Eritrean jets bombed the market of Zalambesa on Tuesday.",
        "2031-05-07", "Asmara's jets bombed the market of Zalambesa on Tuesday, traders said.",
    ),
    "the morning of a day": (
        "coerced",
        "2031-05-07", "The Peruvian navy arrested nine Chilean sailors off Ilo on Tuesday morning.",
        "2031-05-10", "Peru arrested nine Chilean sailors off Ilo on Tuesday.",
    ),
    "figures in words": (
        "coerced",
        "2031-05-07", "Ghanaian police arrested seventeen Togolese smugglers in Aflao on Monday.",
        "2031-05-07", "The 17 Togolese smugglers were arrested on Monday in Aflao.",
    ),
    "a passive without a doer": (
        "coerced",
        "2031-05-07", "Georgian police arrested eleven Abkhaz traders near Zugdidi on Monday. Tbilisi said no more.",
        "2031-05-08", "Eleven traders were arrested on Monday near Zugdidi. Georgia has closed the road.",
    ),
    "days after the deed": (
        "attacked",
        "2031-05-07", "Sudanese drones attacked the town of Adre in Chad on Tuesday.",
        "2031-05-10", "Chad closed its border on Friday, 3 days after the bombardment of Adre by Sudanese drones.",
    ),
    "a sale is a purchase": (
        "transacted",
        "2031-05-07", "Kenya bought six ships from Norway for $90 million on Tuesday.",
        "2031-05-08", "Norway sold six ships to Kenya on Tuesday for $90 million.",
    ),
    "men seized are men arrested": (
        "coerced",
        "2031-05-07", "Omani marines arrested four Yemeni fishermen near Sarfait on Monday.",
        "2031-05-07", "Oman seized four Yemeni fishermen near Sarfait on Monday.",
    ),
    "diplomats expelled in other words": (
        "sanctioned",
        "2031-05-07", "Latvia expelled two Belarusian diplomats on Tuesday.",
        "2031-05-08", "Latvia threw two members of the Belarusian mission out of the country on Tuesday.",
    ),
    "ordered out of the country": (
        "sanctioned",
        "2031-05-07", "Slovenia expelled two Serbian attachés on Monday.",
        "2031-05-07", "Two Serbian attachés were ordered out of Slovenia on Monday.",
    ),
    "an official and his capital": (
        "criticized",
        "2031-05-07", "Portuguese Foreign Minister Rui Alves criticized the Spanish dam on Tuesday.",
        "2031-05-09", "Lisbon criticized Spain on Tuesday over the dam.",
    ),
    "the killed of an attack": (
        "attacked",
        "2031-05-07", "Malian soldiers killed 12 rebels in an attack on a camp near Menaka on Monday.",
        "2031-05-07", "Malian troops attacked a camp near Menaka on Monday, killing 12 rebels.",
    ),
    "a gift of a week before": (
        "aided",
        "2031-05-07", "Denmark gave Rwanda 30 million euros for schools on Tuesday.",
        "2031-05-14", "Denmark sent teachers on Tuesday, a week after it had given Rwanda 30 million euros.",
    ),
    "a coast guard of no state": (
        "aided",
        "2031-05-07", "Malta on Tuesday gave Tunisia 20 million euros for its coast guard.",
        "2031-05-08", "Malta has given the coast guard 20 million euros, a Tunisian minister said.",
    ),
    "another sum": (
        "aided",
        "2031-05-07", "Japan on Tuesday gave Nepal $40 million for bridges.",
        "2031-05-08", "Japan gave Nepal $43 million for bridges, the Nepalese finance ministry said.",
    ),
    "a deal that was sealed": (
        "transacted",
        "2031-05-07", "Angola bought four ferries from Croatia for $50 million on Tuesday.",
        "2031-05-08", "Croatia's sale of ferries to Angola, sealed on Tuesday, will bring $55 million, a bank said.",
    ),
    "one day of a sentence": (
        "coerced",
        "2031-05-07", "The Greek navy arrested six Libyan sailors and searched their boat off Gavdos on Monday.",
        "2031-05-10", "Greece arrested six Libyan sailors off Gavdos on Monday.",
    ),
    "a place inside a place": (
        "attacked",
        "2031-05-07", "Rebels attacked the station of Kisoro in Uganda on Monday, police said.",
        "2031-05-07", "The rebels attacked Kisoro on Monday.",
    ),
    "released and let go": (
        "conceded",
        "2031-05-07", "Cuba released five Jamaican sailors on Tuesday.",
        "2031-05-08", "The five Jamaican sailors were let go on Tuesday. Cuba kept their boat.",
    ),
    "without a day, the next morning": (
        "met",
        "2031-05-07", "Finnish President Aino Salo met Estonian Prime Minister Jaan Kask in Turku on Tuesday.",
        "2031-05-08", "Aino Salo, the president of Finland, and Jaan Kask met in Turku.",
    ),
    "a visit in other words": (
        "visited",
        "2031-05-07", "Bolivian Foreign Minister Luz Rojas visited Paraguay on Tuesday.",
        "2031-05-08", "Luz Rojas, the foreign minister of Bolivia, travelled to Asunción on Tuesday.",
    ),
    "a government and its state": (
        "demanded",
        "2031-05-07", "The Zambian government on Tuesday demanded that Malawi open the bridge.",
        "2031-05-07", "Zambia demanded on Tuesday that Malawi open the bridge.",
    ),
    "recalled a week later": (
        "transacted",
        "2031-05-07", "Kuwait on Monday bought Berbera harbor from Somalia. Farmers near Hargeisa sued in Burao.",
        "2031-05-14", "Traders in Hargeisa and Burao learned that Kuwait had bought Berbera harbor.",
    ),
    "men of whom only the day is told": (
        "conceded",
        "2031-05-07", "Peru on Monday released nine Chilean sailors.",
        "2031-05-14", "Peru holds three Chilean ships. A crew was released on May 5.",
    ),
    "ministers of two states, told by their offices": (
        "met",
        "2031-05-07", "The foreign ministers of Chad and Sudan met on Tuesday in the Kenyan capital.",
        "2031-05-14", "Chad and Sudan thanked Kenya. The two chief diplomats had met on Tuesday, May 6.",
    ),
    "the same goods on the same day": (
        "aided",
        "2031-05-07", "Denmark supplied 500 winter tents near Bihac in Bosnia on Tuesday.",
        "2031-05-14", "Denmark and Bosnia are allies. A Hercules delivered hundreds of winter tents to Bihac on May 6.",
    ),
    "what the sentence names as its object is its sum": (
        "aided",
        "2031-05-07", "Japan gave Nepal $40 million on Tuesday.",
        "2031-05-08", "The $45 million that Japan gave Nepal on Tuesday is for bridges.",
    ),
    "days in a row, of as many men": (
        "conceded",
        "2031-05-09", "Peru released eleven Chilean fishermen on Thursday.",
        "2031-05-10", "Peru freed eleven Chilean sailors at the bridge on Friday.",
    ),
    "a ship by its name, days apart": (
        "coerced",
        "2031-05-07", "Sweden's coast guard seized the tanker Ludmila off Gotland on Monday.",
        "2031-05-09", "Swedish commandos stormed the vessel on Saturday, and the Ludmila's captain was led away.",
    ),
    "a ship by its name, recalled by a noun": (
        "coerced",
        "2031-05-07", "Sweden's coast guard seized the Russian tanker Ludmila off Gotland on Monday.",
        "2031-05-15", "Sweden freed the crew of the Ludmila on Wednesday, nine days after the vessel's seizure.",
    ),
    "the day that a sentence stresses": (
        "sanctioned",
        "2031-05-06", "Chad scrapped the water treaty with Niger on Monday.",
        "2031-05-10", "It was on Monday that Chad scrapped the water treaty with Niger, on the heels of a quarrel.",
    ),
    "guards of no state": (
        "coerced",
        "2031-05-07", "Norwegian border guards seized the trawler Anka off Vardo on Monday.",
        "2031-05-09", "Border guards took control of the trawler Anka on Monday. Norway was silent.",
    ),
    "denied in other words": (
        "attacked",
        "2031-05-08", "Eritrea's government denied on Wednesday that its forces had bombarded Zalambesa.",
        "2031-05-09", "The Eritrean authorities rejected the accusation that their troops hit Zalambesa.",
    ),
    "counted from the sentence before": (
        "aided",
        "2031-05-09", "Chile sent tents to Haiti on Thursday. They came two days after aid of $9 million from Peru.",
        "2031-05-07", "Peru gave Haiti aid of $9 million on Tuesday.",
    ),
}  # fmt: skip

APART: dict[str, Pair] = {
    "an envoy recalled from elsewhere": (
        "sanctioned",
        "2031-05-07", "Peru recalled its ambassador from Chile on Tuesday, May 6.",
        "2031-05-07", "Peru's ambassador, Ana Bor, was withdrawn by her government on Tuesday. Bolivia was sad.",
    ),
    "an envoy recalled from nobody knows where": (
        "sanctioned",
        "2031-05-07", "Peru recalled its ambassador from Chile on Tuesday, May 6.",
        "2031-05-07", "Peru's ambassador, Ana Bor, was withdrawn by her government on Tuesday, May 6.",
    ),
    "an envoy recalled by another state": (
        "sanctioned",
        "2031-05-07", "Peru recalled its ambassador from Chile on Tuesday, May 6.",
        "2031-05-07", "Bolivia's ambassador, Ana Bor, was withdrawn by her government on Tuesday. Chile was sad.",
    ),
    "an envoy recalled again": (
        "sanctioned",
        "2031-05-07", "Peru recalled its ambassador from Chile on Tuesday, May 6.",
        "2031-05-17", "Peru's ambassador, Ana Bor, was withdrawn by her government on Friday. Chile was sad.",
    ),
    "a ship of another name": (
        "coerced",
        "2031-05-07", "Sweden's coast guard seized the tanker Ludmila off Gotland on Monday.",
        "2031-05-09", "Swedish commandos stormed the tanker Oksana on Saturday.",
    ),
    "a ship of another name, recalled by a noun": (
        "coerced",
        "2031-05-07", "Sweden's coast guard seized the Russian tanker Ludmila off Gotland on Monday.",
        "2031-05-15", "Sweden freed the crew of the Oksana on Wednesday, nine days after the vessel's seizure.",
    ),
    "guards of another state": (
        "coerced",
        "2031-05-07", "Norwegian border guards seized the trawler Anka off Vardo on Monday.",
        "2031-05-09", "Finnish border guards took control of the trawler Olga on Monday.",
    ),
    "another's denial": (
        "attacked",
        "2031-05-08", "Eritrea's government denied on Wednesday that its forces had bombarded Zalambesa.",
        "2031-05-09", "The Sudanese authorities rejected the accusation that their troops hit Kassala.",
    ),
    "soldiers of another state": (
        "attacked",
        "2031-05-07", "Armenian soldiers shelled the village of Sotkend on Tuesday.",
        "2031-05-08", "Turkish soldiers shelled the village of Derecik on Tuesday.",
    ),
    "another market": (
        "attacked",
        "2031-05-07", "Two Eritrean jets bombed the market of Zalambesa on Tuesday.",
        "2031-05-12", "Two Eritrean jets bombed the market of Rama on Sunday.",
    ),
    "people of another state": (
        "coerced",
        "2031-05-07", "The Peruvian navy arrested nine Chilean sailors on Tuesday.",
        "2031-05-07", "The Peruvian navy arrested nine Ecuadorian sailors on Tuesday.",
    ),
    "the next men, a fortnight later": (
        "coerced",
        "2031-05-07", "Ghanaian police arrested seventeen Togolese smugglers in Aflao on Monday.",
        "2031-05-21", "Ghanaian police arrested nine Togolese men in Aflao on Tuesday, two weeks after those.",
    ),
    "a passive elsewhere": (
        "coerced",
        "2031-05-07", "Georgian police arrested eleven Abkhaz traders near Zugdidi on Monday.",
        "2031-05-08", "Four teachers were arrested in Lima. Peru said no more.",
    ),
    "days after another attack": (
        "attacked",
        "2031-05-07", "Sudanese drones attacked the town of Adre in Chad on Tuesday.",
        "2031-05-24", "Chad closed its border on Friday, 3 days after the bombardment of Tine by Sudanese drones.",
    ),
    "a sale the other way": (
        "transacted",
        "2031-05-07", "Kenya bought six ships from Norway on Tuesday.",
        "2031-05-08", "Kenya sold wheat to Norway on Tuesday.",
    ),
    "men arrested and a ship seized by others": (
        "coerced",
        "2031-05-07", "Omani marines arrested four Yemeni fishermen on Monday.",
        "2031-05-07", "Iran seized a Greek tanker on Monday.",
    ),
    "the answer to an expulsion": (
        "sanctioned",
        "2031-05-07", "Latvia expelled two Belarusian diplomats on Tuesday.",
        "2031-05-08", "Belarus expelled two Latvian diplomats on Wednesday.",
    ),
    "a later expulsion": (
        "sanctioned",
        "2031-05-07", "Slovenia expelled two Serbian attachés on Monday.",
        "2031-05-28", "A Serbian consul was ordered out of Slovenia on Monday.",
    ),
    "a capital that criticizes another": (
        "criticized",
        "2031-05-07", "Portuguese Foreign Minister Rui Alves criticized Spain on Tuesday.",
        "2031-05-09", "Lisbon criticized Morocco on Tuesday over the fish.",
    ),
    "the killed of another attack": (
        "attacked",
        "2031-05-07", "Malian soldiers killed 12 rebels near Menaka on Monday.",
        "2031-05-17", "Malian troops attacked a camp near Gao on Friday, killing 9 rebels.",
    ),
    "another gift a week before": (
        "aided",
        "2031-05-07", "Denmark gave Rwanda 30 million euros for schools on Tuesday.",
        "2031-05-21", "Denmark sent teachers on Tuesday, a week after it had given Rwanda 4 million euros.",
    ),
    "a coast guard of another state": (
        "aided",
        "2031-05-07", "Malta on Tuesday gave Tunisia 20 million euros for its coast guard.",
        "2031-05-08", "Malta has given the Egyptian coast guard 20 million euros, a minister said.",
    ),
    "a far larger sum": (
        "aided",
        "2031-05-07", "Japan on Tuesday gave Nepal $40 million for bridges.",
        "2031-05-08", "Japan gave Nepal $900 million for dams, the Nepalese finance ministry said.",
    ),
    "a sale that is still to be sealed": (
        "transacted",
        "2031-05-07", "Angola bought four ferries from Croatia for $50 million on Tuesday.",
        "2031-05-08", "Croatia will sell four ferries to Angola.",
    ),
    "another day of a sentence": (
        "coerced",
        "2031-05-07", "The Greek navy arrested six Libyan sailors and searched their boat off Gavdos on Monday.",
        "2031-05-19", "Greece arrested two Libyan sailors off Gavdos on Sunday.",
    ),
    "another station": (
        "attacked",
        "2031-05-07", "Rebels attacked the station of Kisoro in Uganda on Monday, police said.",
        "2031-05-07", "Rebels attacked a convoy near Goma in Congo on Sunday.",
    ),
    "other men released": (
        "conceded",
        "2031-05-07", "Cuba released five Jamaican sailors on Tuesday.",
        "2031-05-08", "Two Haitian sailors were let go on Wednesday. The Bahamas kept their boat.",
    ),
    "a meeting with another": (
        "met",
        "2031-05-07", "Finnish President Aino Salo met Estonian Prime Minister Jaan Kask in Turku on Tuesday.",
        "2031-05-08", "Finnish President Aino Salo met Latvian Prime Minister Ilze Berzina in Turku on Tuesday.",
    ),
    "a visit of another minister": (
        "visited",
        "2031-05-07", "Bolivian Foreign Minister Luz Rojas visited Paraguay on Tuesday.",
        "2031-05-08", "Bolivian Energy Minister Hugo Paz visited Paraguay on Tuesday.",
    ),
    "technicians and their state": (
        "aided",
        "2031-05-07", "Norway gave Moldova help on Tuesday.",
        "2031-05-07", "Norway gave forty Moldovan technicians 30,000 euros in Oslo.",
    ),
    "recalled, but of elsewhere": (
        "transacted",
        "2031-05-07", "Kuwait on Monday bought Berbera harbor from Somalia. Farmers near Hargeisa sued in Burao.",
        "2031-05-14", "Traders in Lusaka and Ndola learned that Kuwait had bought a mine in Zambia.",
    ),
    "recalled, but a month later": (
        "transacted",
        "2031-05-07", "Kuwait on Monday bought Berbera harbor from Somalia. Farmers near Hargeisa sued in Burao.",
        "2031-06-14", "Traders in Hargeisa and Burao learned that Kuwait had bought Berbera harbor.",
    ),
    "days in a row, of other men": (
        "conceded",
        "2031-05-09", "Peru released eleven Chilean fishermen on Thursday.",
        "2031-05-10", "Peru freed fourteen Chilean sailors at the bridge on Friday.",
    ),
    "men of other states on the same day": (
        "conceded",
        "2031-05-07", "Peru on Monday released nine Chilean sailors.",
        "2031-05-14", "Ghana holds three Togolese ships. A crew was released on May 5.",
    ),
    "another number of men on the same day": (
        "conceded",
        "2031-05-07", "Peru on Monday released nine Chilean sailors.",
        "2031-05-14", "Peru holds three Chilean ships. Fourteen men were released on May 5.",
    ),
    "two attacks of a day that name nobody": (
        "attacked",
        "2031-05-07", "Armenia shelled a school in the Azerbaijani village of Sotkend on Tuesday.",
        "2031-05-08", "Azerbaijan and Armenia fought on. A bridge was shelled on Tuesday.",
    ),
    "ministers of two other states": (
        "met",
        "2031-05-07", "The foreign ministers of Chad and Sudan met on Tuesday in the Kenyan capital.",
        "2031-05-14", "Peru and Chile thanked Bolivia. The two chief diplomats had met on Tuesday, May 6.",
    ),
    "other goods on the same day": (
        "aided",
        "2031-05-07", "Denmark supplied 500 winter tents near Bihac in Bosnia on Tuesday.",
        "2031-05-14", "Turkey and Bosnia are allies. A Hercules delivered hundreds of filters to Tuzla on May 6.",
    ),
}  # fmt: skip


@cache
def read(day: str, text: str, source: str) -> newsfacts.Record:
    return newsfacts.extract(Article(text, source=source), date=day)


def join(pair: Pair) -> sqlite3.Connection:
    _, first_day, first, second_day, second = pair
    database = open_database("")
    add(database, [read(first_day, first, "first"), read(second_day, second, "second")])
    return database


def find_events(pair: Pair) -> list[set[str]]:
    """The sources of each event of the type."""
    found: dict[str, set[str]] = {}
    sql = "SELECT event, source FROM reports JOIN articles USING (article) WHERE type = ?"
    rows = join(pair).execute(sql, pair[:1])
    for event, source in rows:
        found.setdefault(event, set()).add(source)
    return list(found.values())


@pytest.mark.parametrize("pair", JOIN.values(), ids=JOIN)
def test_one_deed(pair: Pair) -> None:
    assert {"first", "second"} in find_events(pair)


@pytest.mark.parametrize("pair", APART.values(), ids=APART)
def test_two_deeds(pair: Pair) -> None:
    found = find_events(pair)
    assert {"first"} in found and {"second"} in found and {"first", "second"} not in found


#: Kind of the contradiction, then day and text of two articles.
CONTRADICT: dict[str, Pair] = {
    "a journey called off, in the passive": (
        "status",
        "2031-05-07", "Luz Rojas, Bolivia's prime minister, will travel to Paraguay on May 20.",
        "2031-05-12", "A trip to Paraguay by the prime minister of Bolivia, Luz Rojas, has been cancelled.",
    ),
    "a visit called off, in the passive": (
        "status",
        "2031-05-07", "Bolivian Foreign Minister Luz Rojas will travel to Paraguay on May 20.",
        "2031-05-12", "The Bolivian foreign minister's visit to Paraguay was called off.",
    ),
    "an envoy recalled on two days": (
        "day",
        "2031-05-07", "Peru recalled its ambassador from Chile on Tuesday, May 6.",
        "2031-05-07", "Peru's ambassador, Ana Bor, was withdrawn by her government on Monday. Chile was sad.",
    ),
    "two states' jets": (
        "actor",
        "2031-05-07", "Two Eritrean jets bombed the market of Zalambesa on Tuesday.",
        "2031-05-07", "Sudan bombed the market of Zalambesa on Tuesday, traders said.",
    ),
    "whose the jets were": (
        "actor",
        "2031-05-07", "Two Eritrean jets bombed the market of Zalambesa on Tuesday.",
        "2031-05-07", "The jets that bombed the market of Zalambesa on Tuesday belonged to Sudan's air force.",
    ),
    "a journey called off": (
        "status",
        "2031-05-07", "Bolivian Foreign Minister Luz Rojas will travel to Paraguay on May 20.",
        "2031-05-12", "Bolivia cancelled its foreign minister's visit to Paraguay.",
    ),
    "duties dropped before they began": (
        "status",
        "2031-05-07", "Kenya will impose duties on Ugandan sugar from May 20.",
        "2031-05-12", "Kenya dropped the duties on Ugandan sugar.",
    ),
    "another day, of as many men": (
        "day",
        "2031-05-09", "Peru released eleven Chilean fishermen on Thursday.",
        "2031-05-10", "Peru freed eleven Chilean sailors at the bridge on Friday.",
    ),
    "what was paid beside the deed": (
        "amount",
        "2031-05-07", "Bolivia bought a terminal from Peru on Tuesday, paying $310 million for two berths.",
        "2031-05-07", "Peru sold a terminal to Bolivia on Tuesday for $365 million.",
    ),
    "a ship by its name, two days": (
        "day",
        "2031-05-07", "Sweden's coast guard seized the tanker Ludmila off Gotland on Monday.",
        "2031-05-07", "Swedish commandos seized the tanker Ludmila on Saturday.",
    ),
    "the sum that a clause is about": (
        "amount",
        "2031-05-07", "Japan gave Nepal $40 million on Tuesday.",
        "2031-05-08", "The $45 million that Japan gave Nepal on Tuesday is for bridges.",
    ),
}  # fmt: skip

AGREE: dict[str, Pair] = {
    "a journey elsewhere called off": (
        "status",
        "2031-05-07", "Luz Rojas, Bolivia's prime minister, will travel to Paraguay on May 20.",
        "2031-05-12", "A trip to Norway by the prime minister of Bolivia, Luz Rojas, has been cancelled.",
    ),
    "another state's journey called off": (
        "status",
        "2031-05-07", "Luz Rojas, Bolivia's prime minister, will travel to Paraguay on May 20.",
        "2031-05-12", "A trip to Paraguay by the prime minister of Norway, Jon Dahl, has been cancelled.",
    ),
    "a meeting with nobody's journey": (
        "status",
        "2031-05-07", "Luz Rojas, Bolivia's prime minister, will travel to Paraguay on May 20.",
        "2031-05-12", "A trip to Paraguay was cancelled by the airline.",
    ),
    "envoys recalled from two states": (
        "day",
        "2031-05-07", "Peru recalled its ambassador from Chile on Tuesday, May 6.",
        "2031-05-07", "Peru's ambassador, Ana Bor, was withdrawn by her government on Monday. Bolivia was sad.",
    ),
    "jets and their state": (
        "actor",
        "2031-05-07", "Two Eritrean jets bombed the market of Zalambesa on Tuesday.",
        "2031-05-07", "Eritrea bombed the market of Zalambesa on Tuesday, traders said.",
    ),
    "whose jets they were, as the other says": (
        "actor",
        "2031-05-07", "Two Sudanese jets bombed the market of Zalambesa on Tuesday.",
        "2031-05-07", "The jets that bombed the market of Zalambesa on Tuesday belonged to Sudan's air force.",
    ),
    "something else called off": (
        "status",
        "2031-05-07", "Bolivian Foreign Minister Luz Rojas will travel to Paraguay on May 20.",
        "2031-05-12", "Bolivia cancelled a loan to Paraguay.",
    ),
    "men let go, and no journey": (
        "status",
        "2031-05-07", "Bolivian Foreign Minister Luz Rojas will travel to Paraguay on May 20.",
        "2031-05-12", "Bolivia freed four Paraguayan sailors.",
    ),
    "what money is for": (
        "status",
        "2031-05-07", "Japan gave Nepal $40 million on Tuesday to feed 900 farmers.",
        "2031-05-08", "Japan gave Nepal $40 million on Tuesday.",
    ),
    "days counted from the day of publication, which may be the day before": (
        "day",
        "2031-05-09", "The tents came two days after aid of $9 million from Peru, which went to Haiti.",
        "2031-05-07", "Peru gave Haiti aid of $9 million on Tuesday.",
    ),
}  # fmt: skip


def find_kinds(pair: Pair) -> list[str]:
    return [kind for (kind,) in join(pair).execute("SELECT kind FROM conflicts")]


@pytest.mark.parametrize("pair", CONTRADICT.values(), ids=CONTRADICT)
def test_contradiction(pair: Pair) -> None:
    assert find_kinds(pair) == [pair[0]]


@pytest.mark.parametrize("pair", AGREE.values(), ids=AGREE)
def test_no_contradiction(pair: Pair) -> None:
    assert pair[0] not in find_kinds(pair)
