"""Sums of money: a table of sentences with the sums each holds, and near misses that hold none."""

from __future__ import annotations

from decimal import Decimal
from itertools import pairwise

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from spacy.tokens import Doc
from spacy.vocab import Vocab

from newsfacts.language.amounts import AmountsComponent, load_lexicon
from newsfacts.language.numerals import resolve_number
from newsfacts.record import Amount, Country, Dateline, Mention

COMPONENT = AmountsComponent()
ALPHA3 = {"AU": "AUS", "CA": "CAN", "GB": "GBR", "EG": "EGY", "US": "USA", "IN": "IND", "PK": "PAK", "KR": "KOR",
          "MX": "MEX", "AR": "ARG", "SE": "SWE", "CH": "CHE", "BR": "BRA", "ZA": "ZAF", "NG": "NGA", "CN": "CHN",
          "JP": "JPN",
          "KE": "KEN", "CZ": "CZE", "IR": "IRN", "SN": "SEN", "JM": "JAM", "FR": "FRA", "LB": "LBN",
          "TW": "TWN",
          "BS": "BHS", "BN": "BRN", "ZM": "ZMB", "DE": "DEU", "BA": "BIH", "NL": "NLD", "CW": "CUW",
          "UZ": "UZB", "MW": "MWI", "PH": "PHL", "BW": "BWA", "GT": "GTM", "TH": "THA",
          "ES": "ESP", "AT": "AUT", "HN": "HND", "MY": "MYS", "TZ": "TZA", "GH": "GHA", "NI": "NIC", "JO": "JOR",
          "AE": "ARE", "MA": "MAR", "CO": "COL", "PG": "PNG"}  # fmt: skip


def make_doc(text: str, dateline: str | None = None, countries: str = "") -> Doc:
    """A Doc of one token per word, as if the components before had read the dateline and the countries."""
    words = text.split(" ")
    doc = Doc(Vocab(), words=words, spaces=[True] * (len(words) - 1) + [False])
    assert doc.text == text
    if dateline:
        doc._.dateline = Dateline(text="PLACE", place="Place", country=dateline)
    mention = Mention(text="X", start=0, end=1, kind="name")
    doc._.countries = [Country(id=c, code=c, alpha3=ALPHA3[c], name=c, mentions=[mention]) for c in countries.split()]
    return COMPONENT(doc)


def find(text: str, dateline: str | None = None, countries: str = "") -> list[Amount]:
    return list(make_doc(text, dateline, countries)._.amounts)


# sentence | the sum's text | value | upper | currency; "-" is null
ONE_SUM = """
The grant is worth $5. | $5 | 5 | - | USD
The grant is worth $1,250,000. | $1,250,000 | 1250000 | - | USD
They gave $1.7 billion in aid. | $1.7 billion | 1700000000 | - | USD
It costs $0.25 to send. | $0.25 | 0.25 | - | USD
It costs $.50 to send. | $.50 | 0.5 | - | USD
The firm raised $1.5m last year. | $1.5m | 1500000 | - | USD
The firm raised $3bn last year. | $3bn | 3000000000 | - | USD
The firm raised $4.5B last year. | $4.5B | 4500000000 | - | USD
The firm raised $300M last year. | $300M | 300000000 | - | USD
The bonus was $10k for each. | $10k | 10000 | - | USD
Debt stands at $2tn now. | $2tn | 2000000000000 | - | USD
Tokyo will spend 2 trln yen. | 2 trln yen | 2000000000000 | - | JPY
The builder lost TL 4.6 billion. | TL 4.6 billion | 4600000000 | - | TRY
Debt stands at $31.4 trillion now. | $31.4 trillion | 31400000000000 | - | USD
The plan costs $ 26 million in all. | $ 26 million | 26000000 | - | USD
Exports earned US$4.7 billion. | US$4.7 billion | 4700000000 | - | USD
Exports earned USD34.6 million. | USD34.6 million | 34600000 | - | USD
Exports earned USD 34.6 million. | USD 34.6 million | 34600000 | - | USD
Exports earned 34.6 million USD. | 34.6 million USD | 34600000 | - | USD
Exports earned U.S.$12 million. | U.S.$12 million | 12000000 | - | USD
A fund of 3 billion U.S. dollars was set up. | 3 billion U.S. dollars | 3000000000 | - | USD
A fund of 3 billion US dollars was set up. | 3 billion US dollars | 3000000000 | - | USD
A fund of $5 million dollars was set up. | $5 million dollars | 5000000 | - | USD
The vote cost NZ $ 26 million so far. | NZ $ 26 million | 26000000 | - | NZD
The vote cost NZ$26 million so far. | NZ$26 million | 26000000 | - | NZD
The mine sold for A$50m. | A$50m | 50000000 | - | AUD
The mine sold for AU$50 million. | AU$50 million | 50000000 | - | AUD
The mine sold for $5 million AUD. | $5 million AUD | 5000000 | - | AUD
The mine sold for $5 million Canadian. | $5 million Canadian | 5000000 | - | CAD
The mine sold for 5 million Australian dollars. | 5 million Australian dollars | 5000000 | - | AUD
The mine sold for C$2 billion. | C$2 billion | 2000000000 | - | CAD
The tower cost HK$9.5 billion. | HK$9.5 billion | 9500000000 | - | HKD
The tower cost 50 million Hong Kong dollars. | 50 million Hong Kong dollars | 50000000 | - | HKD
The tower cost NT$30 billion. | NT$30 billion | 30000000000 | - | TWD
The tower cost S$1.2 billion. | S$1.2 billion | 1200000000 | - | SGD
The dam cost R$1.2 billion. | R$1.2 billion | 1200000000 | - | BRL
The dam cost 800 million reais. | 800 million reais | 800000000 | - | BRL
The road cost EC$40 million. | EC$40 million | 40000000 | - | XCD
The road cost TT$40 million. | TT$40 million | 40000000 | - | TTD
The road cost J$40 million. | J$40 million | 40000000 | - | JMD
The fine is €1000. | €1000 | 1000 | - | EUR
The fine is €1,000. | €1,000 | 1000 | - | EUR
The fine is €1.000.000. | €1.000.000 | 1000000 | - | EUR
The fine is €1.234,56. | €1.234,56 | 1234.56 | - | EUR
The fine is €50.000. | €50.000 | 50000 | - | EUR
Petrol sells at €1.459. | €1.459 | 1.459 | - | EUR
Berlin paid EUR 3bn. | EUR 3bn | 3000000000 | - | EUR
Berlin paid EUR3bn. | EUR3bn | 3000000000 | - | EUR
Berlin paid 3bn euros. | 3bn euros | 3000000000 | - | EUR
Berlin paid 500 €. | 500 € | 500 | - | EUR
Berlin paid 3,5 million euros. | 3,5 million euros | 3500000 | - | EUR
Berlin paid 1 000 000 euros. | 1 000 000 euros | 1000000 | - | EUR
Berlin paid 1\u202f500\u00a0000 euros. | 1\u202f500\u00a0000 euros | 1500000 | - | EUR
Berlin paid half a billion euros. | half a billion euros | 500000000 | - | EUR
Berlin paid a quarter of a million euros. | a quarter of a million euros | 250000 | - | EUR
Berlin paid two and a half million euros. | two and a half million euros | 2500000 | - | EUR
Berlin paid one-and-a-half billion euros. | one-and-a-half billion euros | 1500000000 | - | EUR
Berlin paid 2½ million euros. | 2½ million euros | 2500000 | - | EUR
Berlin paid a million euros. | a million euros | 1000000 | - | EUR
Berlin paid a hundred thousand euros. | a hundred thousand euros | 100000 | - | EUR
Berlin paid three hundred and fifty million euros. | three hundred and fifty million euros | 350000000 | - | EUR
Berlin paid twenty-five euros. | twenty-five euros | 25 | - | EUR
Berlin paid one euro. | one euro | 1 | - | EUR
It was a 500-million-euro loan. | 500-million-euro | 500000000 | - | EUR
It was a $500-million deal. | $500-million | 500000000 | - | USD
It was a 10-dollar fee. | 10-dollar | 10 | - | USD
It was a million-dollar contract. | million-dollar | 1000000 | - | USD
It was a 50-cent rise. | 50-cent | 0.5 | - | USD
Fares rose 20 cents. | 20 cents | 0.2 | - | USD
Fares rose 35 pence. | 35 pence | 0.35 | - | GBP
Bread sells for 60 kopecks. | 60 kopecks | 0.6 | - | RUB
The council spent £3.2m. | £3.2m | 3200000 | - | GBP
The council spent 30 million pounds sterling. | 30 million pounds sterling | 30000000 | - | GBP
The council spent 30 million pounds. | 30 million pounds | 30000000 | - | GBP
The council spent 30 million British pounds. | 30 million British pounds | 30000000 | - | GBP
The bank lent 20 million Egyptian pounds. | 20 million Egyptian pounds | 20000000 | - | EGP
The bank lent 90,000 Lebanese pounds. | 90,000 Lebanese pounds | 90000 | - | LBP
He owed fifty quid. | fifty quid | 50 | - | GBP
He owed 50 bucks. | 50 bucks | 50 | - | USD
The bank lent 5 million yuan. | 5 million yuan | 5000000 | - | CNY
The bank lent RMB 5 million. | RMB 5 million | 5000000 | - | CNY
The bank lent 5 billion renminbi. | 5 billion renminbi | 5000000000 | - | CNY
The bank lent 70 billion yen. | 70 billion yen | 70000000000 | - | JPY
The bank lent ¥70 billion. | ¥70 billion | 70000000000 | - | JPY
The bank lent ₹500 crore. | ₹500 crore | 5000000000 | - | INR
The bank lent ₹2 lakh crore. | ₹2 lakh crore | 2000000000000 | - | INR
The bank lent ₹70 lakhs. | ₹70 lakhs | 7000000 | - | INR
The bank lent ₹12,34,567. | ₹12,34,567 | 1234567 | - | INR
The bank lent 5 crore Indian rupees. | 5 crore Indian rupees | 50000000 | - | INR
The bank lent 200 million Pakistani rupees. | 200 million Pakistani rupees | 200000000 | - | PKR
The bank lent 200 million Sri Lankan rupees. | 200 million Sri Lankan rupees | 200000000 | - | LKR
The bank lent 40 billion taka. | 40 billion taka | 40000000000 | - | BDT
The bank lent Tk 400 crore. | Tk 400 crore | 4000000000 | - | BDT
The bank lent 300 billion South Korean won. | 300 billion South Korean won | 300000000000 | - | KRW
The bank lent 300 billion won. | 300 billion won | 300000000000 | - | KRW
The bank lent ₩300 billion. | ₩300 billion | 300000000000 | - | KRW
The bank lent 45 billion rubles. | 45 billion rubles | 45000000000 | - | RUB
The bank lent 45 billion roubles. | 45 billion roubles | 45000000000 | - | RUB
The bank lent ₽900 million. | ₽900 million | 900000000 | - | RUB
The bank lent 600 million hryvnias. | 600 million hryvnias | 600000000 | - | UAH
The bank lent ₴600 million. | ₴600 million | 600000000 | - | UAH
The bank lent 12 million Turkish lira. | 12 million Turkish lira | 12000000 | - | TRY
The bank lent ₺12 million. | ₺12 million | 12000000 | - | TRY
The bank lent 800 million shekels. | 800 million shekels | 800000000 | - | ILS
The bank lent NIS 30 million. | NIS 30 million | 30000000 | - | ILS
The bank lent 9 million Swiss francs. | 9 million Swiss francs | 9000000 | - | CHF
The bank lent CHF 1'000'000. | CHF 1'000'000 | 1000000 | - | CHF
The bank lent 60 million Swedish kronor. | 60 million Swedish kronor | 60000000 | - | SEK
The bank lent 60 million Norwegian kroner. | 60 million Norwegian kroner | 60000000 | - | NOK
The bank lent 60 million Danish crowns. | 60 million Danish crowns | 60000000 | - | DKK
The bank lent 200 zł. | 200 zł | 200 | - | PLN
The bank lent 4 billion zlotys. | 4 billion zlotys | 4000000000 | - | PLN
The bank lent 500 Kč. | 500 Kč | 500 | - | CZK
The bank lent 70 billion forints. | 70 billion forints | 70000000000 | - | HUF
The bank lent 90 million Romanian lei. | 90 million Romanian lei | 90000000 | - | RON
The bank lent 10 billion Mexican pesos. | 10 billion Mexican pesos | 10000000000 | - | MXN
The bank lent 10 billion Argentine pesos. | 10 billion Argentine pesos | 10000000000 | - | ARS
The bank lent ₱10 billion. | ₱10 billion | 10000000000 | - | PHP
The bank lent 3 million Kenyan shillings. | 3 million Kenyan shillings | 3000000 | - | KES
The bank lent KSh 5,000. | KSh 5,000 | 5000 | - | KES
The bank lent 6 billion Ugandan shillings. | 6 billion Ugandan shillings | 6000000000 | - | UGX
The bank lent 50 million birr. | 50 million birr | 50000000 | - | ETB
The bank lent ₦40 billion. | ₦40 billion | 40000000000 | - | NGN
The bank lent 40 billion naira. | 40 billion naira | 40000000000 | - | NGN
The bank lent 15 million cedis. | 15 million cedis | 15000000 | - | GHS
The bank lent 15 million rand. | 15 million rand | 15000000 | - | ZAR
The bank lent 15 million Saudi riyals. | 15 million Saudi riyals | 15000000 | - | SAR
The bank lent 15 million Iranian rials. | 15 million Iranian rials | 15000000 | - | IRR
The bank lent 15 million UAE dirhams. | 15 million UAE dirhams | 15000000 | - | AED
The bank lent 15 million Kuwaiti dinars. | 15 million Kuwaiti dinars | 15000000 | - | KWD
The bank lent Rp 15 trillion. | Rp 15 trillion | 15000000000000 | - | IDR
The bank lent 15 trillion rupiah. | 15 trillion rupiah | 15000000000000 | - | IDR
The bank lent RM15 million. | RM15 million | 15000000 | - | MYR
The bank lent 15 million ringgit. | 15 million ringgit | 15000000 | - | MYR
The bank lent 30 million baht. | 30 million baht | 30000000 | - | THB
The bank lent 90 billion dong. | 90 billion dong | 90000000000 | - | VND
The bank lent 40 million German marks. | 40 million German marks | 40000000 | - | DEM
The bank lent 40 million deutschmarks. | 40 million deutschmarks | 40000000 | - | DEM
The bank lent 40 billion West African CFA francs. | 40 billion West African CFA francs | 40000000000 | - | XOF
Losses were put at $3-4 billion. | $3-4 billion | 3000000000 | 4000000000 | USD
Losses were put at $3–4 billion. | $3–4 billion | 3000000000 | 4000000000 | USD
Losses were put at $3 billion-$4 billion. | $3 billion-$4 billion | 3000000000 | 4000000000 | USD
Losses were put at $3 billion to $4 billion. | $3 billion to $4 billion | 3000000000 | 4000000000 | USD
Losses were put at $3 to $4 billion. | $3 to $4 billion | 3000000000 | 4000000000 | USD
Losses were put at $500 to $1 million. | $500 to $1 million | 500 | 1000000 | USD
Losses were put at $500,000 to $1 million. | $500,000 to $1 million | 500000 | 1000000 | USD
Losses were put at $1.2 million to $23.5 million. | $1.2 million to $23.5 million | 1200000 | 23500000 | USD
Losses were put at 5 to 7 million euros. | 5 to 7 million euros | 5000000 | 7000000 | EUR
From 5 to 7 million euros were lost. | 5 to 7 million euros | 5000000 | 7000000 | EUR
Losses rose from 5 to 7 million euros. | 7 million euros | 7000000 | - | EUR
The dam will cost ₹2,000-2,500 crore. | ₹2,000-2,500 crore | 20000000000 | 25000000000 | INR
Losses were put at 5-7 million euros. | 5-7 million euros | 5000000 | 7000000 | EUR
Losses were between 5 and 7 million euros. | 5 and 7 million euros | 5000000 | 7000000 | EUR
Losses were between 5 million and 7 million euros. | 5 million and 7 million euros | 5000000 | 7000000 | EUR
Losses were between $150 and $300. | $150 and $300 | 150 | 300 | USD
Fines range from $5 to $20 million. | $5 to $20 million | 5000000 | 20000000 | USD
Repairs need two or three million dollars. | two or three million dollars | 2000000 | 3000000 | USD
Tickets cost 20 to 50 cents. | 20 to 50 cents | 0.2 | 0.5 | USD
The fraud cost billions of dollars. | billions of dollars | - | - | USD
The fraud cost hundreds of millions of euros. | hundreds of millions of euros | - | - | EUR
The fraud cost tens of thousands of Indian rupees. | tens of thousands of Indian rupees | - | - | INR
The fraud cost a few million dollars. | a few million dollars | - | - | USD
The fraud cost several hundred million euros. | several hundred million euros | - | - | EUR
The fraud cost $5 - 7 million. | $5 - 7 million | 5000000 | 7000000 | USD
The fraud cost $40-50,000. | $40-50,000 | 40000 | 50000 | USD
The fraud cost 4.5 billion US$. | 4.5 billion US$ | 4500000000 | - | USD
It was the $5 million's end. | $5 million | 5000000 | - | USD
It sent 9 million euros' worth of grain. | 9 million euros | 9000000 | - | EUR
The fraud cost 5m-7m euros. | 5m-7m euros | 5000000 | 7000000 | EUR
It was 1 million 500 thousand rubles. | 1 million 500 thousand rubles | 1500000 | - | RUB
The fraud cost a few dollars. | a few dollars | - | - | USD
The fraud cost several billion yen. | several billion yen | - | - | JPY
It is a multi-billion-dollar fraud. | multi-billion-dollar | - | - | USD
It is a multimillion euro fraud. | multimillion euro | - | - | EUR
The fraud cost ₹5.2tr. | ₹5.2tr | 5200000000000 | - | INR
The fraud cost ₹50L. | ₹50L | 5000000 | - | INR
The fraud cost a million and a half dollars. | a million and a half dollars | 1500000 | - | USD
The fraud cost two million and a half euros. | two million and a half euros | 2500000 | - | EUR
Rent is €1.200 there. | €1.200 | 1200 | - | EUR
They paid 1.500 euros. | 1.500 euros | 1500 | - | EUR
Petrol is €1.600 a litre. | €1.600 | 1.6 | - | EUR
The euro bought $1.100. | $1.100 | 1.1 | - | USD
The fine is 500 million tomans. | 500 million tomans | 5000000000 | - | IRR
The bond raised Birr 50 billion. | Birr 50 billion | 50000000000 | - | ETB
The bank lent Euro 200 million. | Euro 200 million | 200000000 | - | EUR
"""
ROWS = [[c.strip() for c in line.split(" | ")] for line in ONE_SUM.strip().splitlines()]
ROWS = [[c.replace("\\u202f", "\u202f").replace("\\u00a0", "\u00a0") for c in row] for row in ROWS]


@pytest.mark.parametrize(("sentence", "text", "value", "upper", "currency"), ROWS, ids=[r[1] for r in ROWS])
def test_one_sum(sentence: str, text: str, value: str, upper: str, currency: str) -> None:
    found = [(a.text, a.value or "-", a.upper or "-", a.currency) for a in find(sentence)]
    assert found == [(text, value, upper, currency)]


NONE = """
The script reads $HOME and $PATH.
One-third of the budget went to schools.
A 200-pound man blocked the gate.
She lost 20 pounds in a month.
The crew seized 900 pounds of cocaine.
Divers lifted 2 million pounds of beef scraps.
The boxer weighs 180 pounds.
The party won 3 seats in the north.
Of the races, 3 won by women drew notice.
He gave 5 real reasons.
The village will mark 10 years of peace.
He runs a dollar store in town.
The dollar fell against the euro.
About 50 percent voted.
Prices rose 5 per cent.
Rand Paul spoke for 13 hours.
They crown 3 winners a year.
She baked a 2 pound cake.
Actor Sterling K. Brown won.
He added his two cents to the debate.
Creditors got 50 cents on the dollar.
Rapper 50 Cent performed.
The summit, COP 26, was held in Glasgow.
The list of TOP 10 schools is out.
ALL 50 states took part.
Goal SDG 15 is behind schedule.
The team won 4-3 at 8:30 p.m.
Version 2.5 of the software is out.
The film is shot in 1080p.
It is a million-dollar question.
The dollars were hidden in a wall.
Taxpayer dollars are at stake.
Turnout was 3 million.
Sol 5 began on Mars.
The euro zone has 20 members.
The Buck 50 race starts on May 5.
A dollar is not what it was.
The 17 euro nations met.
The 27 euro zone countries met.
They sold 3 dollar-denominated bonds.
The figures are in 2015 dollars.
RM1 and RM2 met him in a car.
He scored at Euro 2024 and at Euro 2020.
"""


SHAPES = load_lexicon().words["shape"]


@pytest.mark.parametrize(
    ("sentence", "text", "value", "currency"),
    [example for shape in SHAPES for example in shape["examples"]],
    ids=[example[1] for shape in SHAPES for example in shape["examples"]],
)
def test_shape(sentence: str, text: str, value: str, currency: str) -> None:
    near = "ZA" if currency == "ZAR" else "GB" if currency == "GBP" else ""
    assert [(a.text, a.value or "-", a.currency) for a in find(sentence, None, near)] == [(text, value, currency)]


@pytest.mark.parametrize(("sentence", "texts"), [pair for shape in SHAPES for pair in shape["not"]])
def test_not_the_shape(sentence: str, texts: list[str]) -> None:
    assert [a.text for a in find(sentence)] == texts


@pytest.mark.parametrize("sentence", NONE.strip().splitlines())
def test_no_sum(sentence: str) -> None:
    assert [a.text for a in find(sentence)] == []


# countries near ("-" for none) | sentence | its sums, each value[-upper], currency, [/unit]; "-" is null or none
KINDS = """
MA | The ticket costs 35 MAD. | 35 MAD
DE | The widow got 90,000 marks in Bonn. | 90000 DEM
DE | She got 90 marks in maths. | -
CO | The lamp costs COP 500 at COP 26. | 500 COP
- | They saw 35 MAD men. | -
PH | Manila spent P35 million. | 35000000 PHP
BW | The mine cost P35 million. | 35000000 BWP
- | The council spent P35 million and K20 billion. | 35000000 -; 20000000000 -
- | The P5 and the K2 base camp were mentioned. | -
ZM | Bread costs K35 there. | 35 ZMW
ZM | He climbed K2 for Zambia. | -
PG | The road cost K35 million. | 35000000 PGK
AR | The firm lost $5 million pesos. | 5000000 ARS
SN | Dakar lent 5 million CFA francs. | 5000000 XOF
- | They lost £50 grand, and a $50 grand piano. | 50000 GBP; 50 USD
- | Lund paid 50 mill. Swedish kronor. Mill. 30 was closed. | 50000000 SEK
- | The loss was five cents, or a cent a share. | 0.05 USD; 0.01 USD /share
- | A kilo of rice sold for 2 dollars and 75 cents on Monday. | 2.75 USD
GB | The loaf sells for 2 pounds and 35p. | 2.35 GBP
CH | The levy is 2 Swiss francs and 40 rappen. | 2.4 CHF
- | The price is 5 rubles, 20 kopecks less than last week. | 5 RUB; 0.2 RUB
- | The bank lost one and three quarter million dollars. | 1750000 USD
- | The bank lost a fifth of a billion dollars. | 200000000 USD
- | The bank lost $2 ½ million. | 2500000 USD
- | The bank lost $3/4 million. | 750000 USD
- | It cost half a cent. | 0.005 USD
- | Lund paid MSEK 12.5, 3 MSEK and 12 mSEK. | 12500000 SEK; 3000000 SEK; 12000000 SEK
- | Sales reached EURm 230 against EURm 198. | 230000000 EUR; 198000000 EUR
- | They paid 40 USD 12 months ago. | 40 USD
- | Chile paid USD25 for 3 USD 10 tickets. | 25 USD; 3 USD
- | The deal came in May 3 USD 20 million short. | 20000000 USD
- | He sent 300 nok, 4.5 million usd and 25gbp. | 300 NOK; 4500000 USD; 25 GBP
- | He sent five hundred USD to Lagos. | 500 USD
- | He met two ARS staff and six SRG scientists. | -
- | Three MARS 4x4 scopes were sold. | -
- | The AFA 2006 paper was read. | -
DE | It sold for 30 million D-marks, or 2 million Deutschemarks. | 30000000 DEM; 2000000 DEM
DE | The plan had a 5 million mark-up. | -
DE | He got 90 marks in the test. | -
FR | It cost FFr350m and FFr 20. | 350000000 FRF; 20 FRF
ES | It cost Pta35bn. | 35000000000 ESP
AT | It cost ASch 35 million. | 35000000 ATS
HN | It cost L35 million. | 35000000 HNL
KR | It cost W35 billion. | 35000000000 KRW
TH | It cost B35 million. | 35000000 THB
MY | It cost RM50 and RM 2.05 a litre and 20 sen. | 50 MYR; 2.05 MYR /litre; 0.2 MYR
TZ | It cost 35bn/- and Sh5,000/- for each. | 35000000000 TZS; 5000 TZS
- | A ratio of 3/-4 is odd. | -
IN | It cost Re 1. | 1 INR
GH | It cost ¢35,000. | 35000 GHS
NI | It cost C$360. | 360 NIO
- | It cost C$360. | 360 CAD
JO | The toll is 250 fils. | 0.25 JOD
AE | The toll is 25 fils. | 0.25 AED
- | The toll is 25 fils. | - -
FR | It cost 20 centimes. | 0.2 EUR
- | It agreed to pay us$ 10 million and c$ 3. | 10000000 USD; 3 CAD
- | It agreed to pay 20 million u.s. dollars. | 20000000 USD
- | The firm spent $20 M on ads, $3 B on ships and $50 k on pens. | 20000000 USD; 3000000000 USD; 50000 USD
- | It paid $4.2 million (NZ) and $3 million (CAD). | 4200000 NZD; 3000000 CAD
- | It paid $4.2 million (Reuters). | 4200000 USD
- | He owes 10 $. | 10 USD
- | They list the top 10 $ 5 million homes. | 5000000 USD
IN | The police seized Rs 2 crore 30 lakh. | 23000000 INR
IN | The police seized Rs 2 crore and 30 lakh pills. | 20000000 INR
- | He gave $5 million 20 times. | 5000000 USD
- | The shares rose 4p, to 512p, in London trading. | 0.04 GBP; 5.12 GBP
GB | It costs 350p. | 3.5 GBP
- | See pages 12p and 13p. | -
- | The share film runs at 576p. | -
- | As shares fell he came at 2p.m. in a car. | -
GB | A boy spent five grand on a bike. | 5000 GBP
- | A boy spent five grand on a bike. | 5000 -
GB | The two grand juries and the two grand-jury judges met. | -
- | Fishermen landed 3 million pounds of lobster. | -
US | It cut discharges by 36 million pounds each year. | -
US | A firm paid 30 million pounds for the mill. | 30000000 GBP
- | The fund lost 30 million pounds. | 30000000 GBP
BR | Scores of real estate firms had multiple real problems. | -
- | That costs too many dollars. | -
- | It cost many million dollars. | - USD
- | Copper settled at $1.459 per pound. | 1.459 USD /pound
- | Fees fell from $300 to $200 million. | 300000000 USD; 200000000 USD
- | Co-pays doubled from $8 to $15. | 8 USD; 15 USD
- | He paid from 10 dollars to 20 dollars. | 10-20 USD
- | A Minnesota senator won $3 million for Iowa. | 3000000 USD
CA | A senator won $3 million for roads in Minnesota and Iowa. | 3000000 USD
CA | The premier won $3 million for roads. | 3000000 CAD
"""


@pytest.mark.parametrize("line", KINDS.strip().splitlines())
def test_kinds(line: str) -> None:
    countries, sentence, sums = (part.strip() for part in line.split(" | "))
    found = find(sentence, None, "" if countries == "-" else countries)
    told = [
        f"{a.value or '-'}{f'-{a.upper}' if a.upper else ''} {a.currency or '-'}{f' /{a.per}' if a.per else ''}"
        for a in found
    ]
    assert ("; ".join(told) or "-") == sums


@pytest.mark.parametrize(
    ("sentence", "texts"),
    [
        ("The price rose by $5 million to $20 million.", ["$5 million", "$20 million"]),
        ("Oil rose $2 to $80 a barrel.", ["$2", "$80"]),
        ("The offer went from $3 billion to $5 billion.", ["$3 billion", "$5 billion"]),
        ("Aid increased from last year's $1.42 billion to $1.64 billion.", ["$1.42 billion", "$1.64 billion"]),
        ("It fell from $9 to $5.", ["$9", "$5"]),
        ("They gave $5 to 3 people.", ["$5"]),
        ("Oslo gave $5 million and 3 million euros.", ["$5 million", "3 million euros"]),
        ("Fees are $5, $10 and $20.", ["$5", "$10", "$20"]),
        ("It paid A$50m ($33m) for it.", ["A$50m", "$33m"]),
        ("It paid 4,449,658 euros (about $5.7 million).", ["4,449,658 euros", "$5.7 million"]),
        ("Bids: JPY100bn CNY 3.2 trillion.", ["JPY100bn", "CNY 3.2 trillion"]),
        ("It sent $12\nmillion in aid.", ["$12\nmillion"]),
        ("Of $900 million,\n\n12 million euros is aid.", ["$900 million", "12 million euros"]),
    ],
)
def test_several_sums(sentence: str, texts: list[str]) -> None:
    assert [a.text for a in find(sentence)] == texts


@pytest.mark.parametrize(
    ("sentence", "qualifier"),
    [
        ("It gave $5 million.", "exact"),
        ("It gave about $5 million.", "about"),
        ("It gave around $5 million.", "about"),
        ("It gave nearly $5 million.", "about"),
        ("It gave some $5 million.", "about"),
        ("It rolled over $5 million.", "exact"),
        ("It gave an estimated $5 million.", "about"),
        ("It gave almost half a million dollars.", "about"),
        ("It gave a few million dollars.", "about"),
        ("It gave over $5 million.", "over"),
        ("It gave more than $5 million.", "over"),
        ("It gave in excess of $5 million.", "over"),
        ("It gave more than a million dollars.", "over"),
        ("It gave less than $5 million.", "under"),
        ("It gave under $5 million.", "under"),
        ("It gave no more than $5 million.", "up_to"),
        ("It must be no greater than $5 million.", "up_to"),
        ("It must be no higher than $5 million.", "up_to"),
        ("It must be no lower than $5 million.", "at_least"),
        ("It gave no less than $5 million.", "at_least"),
        ("It gave at least $5 million.", "at_least"),
        ("It gave a minimum of $5 million.", "at_least"),
        ("It gave $5 million or more.", "at_least"),
        ("It gave $5 million at least.", "at_least"),
        ("It gave 300-odd dollars.", "about"),
        ("It gave $5 million tops.", "up_to"),
        ("It gave a $5 million-plus grant.", "at_least"),
        ("It gave $5m+ in all.", "at_least"),
        ("It gave up to $5 million.", "up_to"),
        ("It gave as much as $5 million.", "up_to"),
        ("It gave a total of about $5 million.", "about"),
        ("It gave about a total of $5 million.", "about"),
        ("The dispute over $5 million goes on.", "exact"),
        ("Work under a $5 million contract goes on.", "exact"),
    ],
)
def test_qualifier(sentence: str, qualifier: str) -> None:
    assert [a.qualifier for a in find(sentence)] == [qualifier]


@pytest.mark.parametrize(
    ("sentence", "per"),
    [
        ("Oil is at $80 a barrel.", "barrel"),
        ("Oil is at $80 per barrel.", "barrel"),
        ("Oil is at $80/barrel.", "barrel"),
        ("Gas is $95 per 1,000 cubic meters now.", "1,000 cubic meters"),
        ("Wheat is 200 euros a tonne.", "tonne"),
        ("They earn $15 an hour.", "hour"),
        ("They live on less than a dollar a day.", "day"),
        ("It is a $1,500-a-day job.", "day"),
        ("It was $80 a year ago.", None),
        ("It paid $80 million a day after the vote.", None),
        ("It paid $80 a spokesman said.", None),
    ],
)
def test_per(sentence: str, per: str | None) -> None:
    assert [a.per for a in find(sentence)] == [per]


@pytest.mark.parametrize(
    ("sentence", "dateline", "countries", "currency"),
    [
        ("It costs $5 million.", None, "", "USD"),
        ("It costs $5 million.", "AU", "AU", "AUD"),
        ("It costs $5 million.", "FR", "FR", "USD"),
        ("It costs $5 million.", None, "CA", "CAD"),
        ("It costs $5 million.", None, "CA US", "USD"),
        ("It costs $5 million.", None, "JM FR", "USD"),
        ("It costs $5 million.", None, "JM", "USD"),
        ("It costs $5 million.", "JM", "JM", "JMD"),
        ("It costs $5 million.", "TW", "TW", "USD"),
        ("It costs 5 million pounds.", None, "EG", "EGP"),
        ("It costs 5 million pounds.", None, "GB EG", "GBP"),
        ("It costs 5 million rupees.", None, "PK", "PKR"),
        ("It costs 5 million rupees.", "IN", "PK IN", "INR"),
        ("It costs 5 million rupees.", None, "", None),
        ("It costs Rs 5 million.", "IN", "", "INR"),
        ("It costs Rs.5,000.", "PK", "", "PKR"),
        ("It costs Rs. 10 lakh.", None, "IN", "INR"),
        ("It costs 5 million pesos.", None, "MX", "MXN"),
        ("It costs 5 million pesos.", None, "AR US", "ARS"),
        ("It costs 5 million francs.", None, "CH", "CHF"),
        ("It costs 5 million francs.", "SN", "", "XOF"),
        ("It costs 5 million kroner.", None, "", None),
        ("It costs 500 crowns.", "CZ", "", "CZK"),
        ("It costs 20 kr.", "SE", "", "SEK"),
        ("It costs R500.", "ZA", "", "ZAR"),
        ("It costs N500 million.", "NG", "", "NGN"),
        ("It costs ¥500.", None, "CN", "CNY"),
        ("It costs ¥500.", None, "JP", "JPY"),
        ("It costs 20,000 won.", None, "KR", "KRW"),
        ("It costs Sh200 million.", "KE", "", "KES"),
        ("It costs 20 pounds.", "GB", "", "GBP"),
        ("It costs 90,000 pounds.", "LB", "", "LBP"),
        ("It costs 50p.", "GB", "", "GBP"),
        ("It costs 300 pounds per head.", "GB", "", "GBP"),
        ("It costs B$5 million.", "BS", "BS", "BSD"),
        ("It costs B$5 million.", "BN", "BN", "BND"),
        ("It costs K500.", "ZM", "ZM", "ZMW"),
        ("It costs K2.3 billion.", None, "MW", "MWK"),
        ("It costs P3,000.", "PH", "PH", "PHP"),
        ("It costs P50 million.", None, "BW", "BWP"),
        ("It costs P50 million.", None, "BW PH", None),
        ("It costs Q500,000.", "GT", "", "GTQ"),
        ("It costs Bt20 billion.", None, "TH", "THB"),
        ("It costs R7.50.", "ZA", "", "ZAR"),
        ("It costs Y2,121.", None, "JP", "JPY"),
        ("It costs 5 million soms.", "UZ", "", "UZS"),
        ("It costs Rupees 5 crore.", None, "IN", "INR"),
        ("It costs 5 million marks.", None, "DE", "DEM"),
        ("It costs 5 million marks.", None, "DE BA", "BAM"),
        ("It costs 5 million francs.", None, "FR", "FRF"),
        ("It costs 5 million guilders.", None, "NL", "NLG"),
        ("It costs 5 million guilders.", "CW", "CW", "XCG"),
        ("It costs 5 million guilders.", None, "", None),
        ("It costs 60,000 marks.", None, "DE", "DEM"),
        ("It costs DM50,000.", None, "DE", "DEM"),
        ("It costs 4 million francs.", None, "FR", "FRF"),
        ("It costs LE 3,000.", None, "EG", "EGP"),
        ("It costs between 40,000 and 50,000 crowns a month.", None, "CZ", "CZK"),
    ],
)
def test_currency_by_context(sentence: str, dateline: str | None, countries: str, currency: str | None) -> None:
    doc = make_doc(sentence, dateline, countries)
    assert [a.currency for a in doc._.amounts] == [currency]
    assert bool(doc._.warnings) is (currency is None)


@pytest.mark.parametrize(
    ("sentence", "country"),
    [
        ("Shops ran out of N95 masks.", "NG"),
        ("The P5 met again.", "PH"),
        ("It told of its Q3 results.", "GT"),
        ("Lorries blocked the N1.", "NG"),
        ("The K9 unit came.", "ZM"),
    ],
)
def test_a_letter_and_a_small_number_are_no_money(sentence: str, country: str) -> None:
    assert not make_doc(sentence, country, country)._.amounts


def test_the_city_of_a_dateline_decides_where_its_country_is_open() -> None:
    doc = make_doc("It costs $5 million.")
    doc._.dateline = Dateline(text="SYDNEY", place="Sydney", country=None)
    assert [a.currency for a in COMPONENT(doc)._.amounts] == ["AUD"]


@pytest.mark.parametrize(
    ("sentence", "currencies"),
    [
        ("It paid A$50m ($33m), then $5m.", ["AUD", "USD", "USD"]),
        ("It paid A$50m, worth about $33m.", ["AUD", "USD"]),
        ("It paid A$50m for a mill, and $33m for a mine.", ["AUD", "AUD"]),
        ("It paid US$50m, C$10m and then $5m.", ["USD", "CAD", "CAD"]),
        ("It paid 50 million Australian dollars, then $5m.", ["AUD", "AUD"]),
        ("It paid US$50m, up from $45m, and S$3m.", ["USD", "USD", "SGD"]),
        ("It paid C$9m and $35.4 billion; the sum of US$35.4 billion was due.", ["CAD", "USD", "USD"]),
    ],
)
def test_a_bare_dollar_beside_a_marked_one(sentence: str, currencies: list[str]) -> None:
    assert [a.currency for a in find(sentence)] == currencies


def test_a_conversion_from_another_currency_is_into_the_dollar_of_the_dateline() -> None:
    assert [a.currency for a in find("It paid €3m ($5m) for it.", "AU", "AU")] == ["EUR", "AUD"]
    assert [a.currency for a in find("It paid A$5m ($3m) for it.", "AU", "AU")] == ["AUD", "USD"]


def test_a_currency_named_once_holds_for_the_article() -> None:
    first, second = find("It lent 5 million Pakistani rupees, of which 2 million rupees were lost.", None, "IN")
    assert (first.currency, second.currency) == ("PKR", "PKR")


def test_ids_are_in_reading_order_and_spans_are_whole_tokens() -> None:
    doc = make_doc("It paid ($5m) and $6m.")
    assert [(a.id, a.text) for a in doc._.amounts] == [("a1", "$5m"), ("a2", "$6m")]
    assert [s.text for s in doc.spans["amounts"]] == ["($5m)", "$6m."]


def test_every_currency_code_is_found() -> None:
    for code, money in load_lexicon().codes.items():
        found = find(f"It paid {code} 5 million.")
        assert money.ordinary or [(a.value, a.currency) for a in found] == [("5000000", code)], code


@pytest.mark.parametrize(
    ("text", "values"),
    [
        ("The house costs 11.450 euros, the plant 1.300.000 euros.", ["11450", "1300000"]),
        ("A flat costs 12.450 euros, a house 350.725 euros.", ["12450", "350725"]),
        ("The house costs 11.400 euros.", ["11400"]),
        ("The fee was 2.350 euros.", [None]),
        ("Fees of 2.350 euros and 1,200 francs are due.", ["2.35", "1200"]),
        ("The euro rose to $1.105 from $1.098.", ["1.105", "1.098"]),
        ("Diesel is at 1.459 euros.", ["1.459"]),
    ],
)
def test_the_habit_of_the_text_reads_the_dot(text: str, values: list[str | None]) -> None:
    doc = make_doc(text, "CH", "CH")
    assert [a.value for a in doc._.amounts] == values
    assert any("value unclear" in w for w in doc._.warnings) is (None in values)


@pytest.mark.parametrize(
    ("text", "value", "upper"),
    [
        ("It cost nine to seven lakh Indian rupees.", "700000", "900000"),
        ("Fines range from $300 to $200 million.", "200000000", "300000000"),
        ("It gave from 10 to 20 dollars for a goat.", "10", "20"),
        ("Losses were put at $500 to $1 million.", "500", "1000000"),
        ("MUSD 30-40 was lost.", "30000000", "40000000"),
        ("They paid 25 to 30,000 dollars.", "25000", "30000"),
        ("They paid between 500 and 1,000 dollars.", "500", "1000"),
        ("They paid 5 to 30,000 dollars.", "5", "30000"),
    ],
)
def test_the_scale_belongs_to_both_ends(text: str, value: str, upper: str) -> None:
    assert [(a.value, a.upper) for a in find(text)] == [(value, upper)]


def test_thousands_that_may_be_of_both_ends_leave_no_value() -> None:
    doc = make_doc("They paid 10 to 50,000 dollars.")
    assert [(a.text, a.value, a.upper) for a in doc._.amounts] == [("10 to 50,000 dollars", None, None)]
    assert list(doc._.warnings) == ["value unclear: '10 to 50,000 dollars'"]


def test_a_number_that_lost_its_head_has_no_value() -> None:
    doc = make_doc("It paid one hundred and 12 dollars.")
    assert [(a.text, a.value) for a in doc._.amounts] == [("one hundred and 12 dollars", None)]
    assert list(doc._.warnings) == ["value unclear: 'one hundred and 12 dollars'"]


def test_a_change_is_two_sums_of_one_scale() -> None:
    assert [a.value for a in find("Aid was cut from $300 to $200 million.")] == ["300000000", "200000000"]


WORDS = """
$ US$ A$ € £ 1 12 1,000 3.5 million billion m bn k - – to and between from of a half per cents dollars euros
pounds won Rs crore lakh few several tens , . ( ) NZ USD EUR ½ two hundred é
"""
PIECES = st.sampled_from(WORDS.split())


@given(st.lists(PIECES, max_size=25).map(" ".join) | st.lists(PIECES, max_size=25).map("".join) | st.text(max_size=80))
@settings(max_examples=150, deadline=None)
def test_offsets_hold_and_two_runs_agree(text: str) -> None:
    words = text.split(" ")
    if not text or any(w == "" for w in words):
        words = [w for w in words if w] or ["x"]
        text = " ".join(words)
    first, second = find(text), find(text)
    assert first == second
    assert all(a.text == text[a.start : a.end] for a in first)
    assert all(a.end <= b.start for a, b in pairwise(first))


@given(st.integers(1, 10**12))
@settings(max_examples=50, deadline=None)
def test_digits_with_commas_are_exact(number: int) -> None:
    assert [a.value for a in find(f"It paid ${number:,} there.")] == [str(number)]


@pytest.mark.parametrize("text", ["9" * 200_000 + " dollars", "$" * 50_000, "1," * 50_000 + " euros", "$1-" * 2_000])
def test_long_lines_of_data_are_read_without_harm(text: str) -> None:
    find(text)


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("1,250", "1250"), ("2.5 million", "2500000"), ("3bn", "3000000000"), ("half a billion", "500000000"),
        ("a dozen", "12"), ("twenty-five", "25"), ("one hundred twenty-five", "125"), ("five lakh crore", "5E12"),
        ("two million three hundred thousand", "2300000"), ("1.000.000", "1000000"), ("0,5", "0.5"), ("2½", "2.5"),
        ("three quarters of a billion", "750000000"), ("a half million", "500000"), ("ninety-nine", "99"),
    ],
)  # fmt: skip
def test_number(text: str, value: str) -> None:
    assert resolve_number(text) == Decimal(value)


@pytest.mark.parametrize("text", ["", "million", "3-4", "two three", "1,2,3", "10.5.2", "millions", "and", "9" * 40])
def test_no_number(text: str) -> None:
    assert resolve_number(text) is None


def test_the_letter_of_cents_is_that_of_a_country_near() -> None:
    """ "5c a litre" is in cents of a country that the text names, and of nobody's where it names none."""
    assert [(a.text, a.value, a.currency, a.per) for a in find("It rose by 5c a litre.", None, "ZA")] == [
        ("5c", "0.05", "ZAR", "litre")
    ]
    assert [(a.text, a.value, a.currency) for a in find("It rose by 5c a litre.")] == [("5c", "0.05", None)]
    misses = ["It rose 5c a day.", "It rose by 5C a litre.", "He lives at 5c, Hill Road.", "It rose 5 c a litre."]
    assert not [sentence for sentence in misses if find(sentence, None, "ZA")]


@pytest.mark.parametrize(
    ("sentence", "text", "value", "currency"),
    [
        ("It sells for 35 MAD in Casablanca.", "35 MAD", "35", "MAD"),
        ("A Johannesburg firm was fined 30,000 rand.", "30,000 rand", "30000", "ZAR"),
        ("A Durban court fined him R5,000.", "R5,000", "5000", "ZAR"),
        ("It costs R5,000 in Cape Town.", "R5,000", "5000", "ZAR"),
        ("A ride costs Sh 80 in Mombasa.", "Sh 80", "80", "KES"),
        ("The toll is Sh 600 in Dar es Salaam.", "Sh 600", "600", "TZS"),
        ("A shop in Mumbai sold it for Rs 450.", "Rs 450", "450", "INR"),
        ("Rooms in Prague cost 900 crowns.", "900 crowns", "900", "CZK"),
        ("In Leeds a pint rose by 50p.", "50p", "0.5", "GBP"),
    ],
)
def test_a_city_is_country_enough_where_it_leaves_one_currency(
    sentence: str, text: str, value: str, currency: str
) -> None:
    assert [(a.text, a.value, a.currency) for a in find(sentence)] == [(text, value, currency)]


def test_a_city_makes_no_money_of_what_several_pay_in() -> None:
    misses = ["He lost 20 pounds in London.", "The P5 met in Manila.", "It sells for 35 MAD.", "He rode the R5.",
              "They paid Sh 600 in Nairobi and Kampala.", "He wore the 50p kit."]
    assert not [sentence for sentence in misses if find(sentence)]
