"""News layout: real-looking articles with the sentences and blocks they must yield."""

from __future__ import annotations

import datetime as dt
from dataclasses import FrozenInstanceError
from functools import cache

import pytest
import spacy
from hypothesis import given, settings
from hypothesis import strategies as st
from spacy.language import Language
from spacy.tokens import Doc

import newsfacts
from newsfacts.article import Article
from newsfacts.language.datelines import load_gazetteer, to_spelling
from newsfacts.language.layout import find_blocks, is_link, to_body
from newsfacts.language.pipeline import MODEL

needs_model = pytest.mark.skipif(not (MODEL / "meta.json").exists(), reason="needs the trained model")

# ruff: noqa: E501  (the layouts are read more easily whole)
#: A name, and the sentences in order; "¦" in the text marks where one ends and the next begins.
LAYOUTS = [
    ("agency dateline with date",
     "GENEVA, March 3, 2021 (Reuters) - ¦Envoys met on Wednesday. ¦No deal was reached."),
    ("agency dateline with country",
     "KYIV, Ukraine (AP) — ¦A missile struck a depot near the river, officials said. ¦Nobody was hurt."),
    ("publisher glued to the place",
     "Kenya(Rift Valley Monitor) – ¦The finance minister has resigned. ¦He gave no reason."),
    ("bare dateline", "LIMA — ¦Miners blocked the highway for a third day on Monday."),
    ("agency without a place", "(Reuters) - ¦Dockers in Oslo went on strike. ¦Ships waited."),
    ("dateline with colon and agency", "Cairo (MENA): ¦Egypt will reopen the crossing on Sunday."),
    ("two dashes", "OSLO, Norway -- ¦The fund sold its shares. ¦It kept the bonds."),
    ("headline, byline, dateline",
     "Senate Backs Port Deal After Long Night\n¦By MARIA KOSTIC, Associated Press\n\n¦BELGRADE, Serbia (AP) — "
     "¦Lawmakers approved the deal early Friday. ¦Opponents walked out."),
    ("headline over date line",
     "Ghana to cut fuel tax\n\n¦Thursday, June 4, 2020\n\n¦Ghana will cut its fuel tax by a third, the government said."),
    ("headings between single-break paragraphs",
     "Envoys from both sides met on Tuesday.\n¦A Long Dispute Over Water\n¦The dam holds most of the river. ¦Talks began in "
     "2011.\n¦What Comes Next\n¦A second round is planned for May."),
    ("hard-wrapped text",
     "The central bank of Colombia raised its main interest rate by half a\npoint on Friday, the third rise this year, "
     "as inflation reached its\nhighest level in a decade. ¦Analysts had expected a smaller step.\n\n¦The peso gained one "
     "percent after the announcement, and shares in\nBogota fell."),
    ("wrapped before a capital",
     "Rescue teams reached the flooded district late on Sunday, said Colonel\nAhmed Rahimi, who leads the operation in the "
     "northern province of\nBalkh. ¦Two villages were cut off."),
    ("bulleted list",
     "The plan has three parts:\n¦• Raise the pension age to 67\n¦• Cut the fuel subsidy\n¦• Sell the state airline\n"
     "¦Unions rejected it."),
    ("dashed list", "Key points:\n\n¦- Fuel subsidies end in July\n¦- Taxes rise by two percent\n\n¦Parliament votes next week."),
    ("numbered list", "What was agreed\n\n¦1. A truce from midnight\n¦2. An exchange of prisoners\n\n¦Observers will watch it."),
    ("photo caption",
     "Caption: Workers clear snow from a runway in Helsinki, Finland. (AP Photo/Juha Salo)\n\n¦Flights resumed on Monday."),
    ("read more", "The court will rule in June.\n\n¦Read more: Judge delays trial again\n\n¦The defendants deny the charges."),
    ("read more inline", "The court will rule in June.\n¦READ MORE: Judge delays trial again\n¦The defendants deny the charges."),
    ("quote closes its sentence",
     "“We will not pay,” Prime Minister Ana Reis said. ¦“This is our land.” ¦She left the room."),
    ("straight quotes", '"We have no choice." ¦The minister then sat down. ¦"It is over," he said.'),
    ("quote of several sentences",
     "“The road is closed. ¦The bridge is gone. ¦We need help,” the mayor said. ¦Trucks waited at the border."),
    ("straight quote opens behind the speaker",
     '"We waited," said Secretary Okello. ¦"Our people deserve it.\n\n¦"The line will be finished."'),
    ("comma closes the quotation", "“I took the money,” Mayor Juan Soto, 61, told the judge. ¦The court rose."),
    ("comma closes a straight quotation", '"The truce," Defense Minister Pia Holm said, "is over." ¦She left.'),
    ("point closes the quotation", "“I took the money.” ¦Mayor Juan Soto, 61, sat down."),
    ("agency glued to the text", "(CNN)¦China will retaliate, an official said. ¦He gave no day."),
    ("agency without brackets", "London CNN — ¦Britain will act, a minister said. ¦He gave no day."),
    ("agency behind the day", "Tehran, Oct 5, IRNA - ¦The foreign minister met envoys. ¦They left."),
    ("underscore for a dash", "NAIROBI (AP) _ ¦The court met on Monday. ¦It rose at noon."),
    ("address above", "https://www.example.org/news/1\n\n¦Doha: ¦Envoys met on Monday."),
    ("military titles", "Lt. Gen. Omar Haddad met Sen. Paul Rice on Monday. ¦Maj. Gen. Li Wei did not attend."),
    ("initials", "J. K. Mwangi and T. R. Osei signed for the union. ¦Mr. Osei declined to comment."),
    ("U.S. before a name", "The U.S. Treasury froze the accounts. ¦The U.S. Navy sent two ships."),
    ("times and numbers", "The curfew began at 9 p.m. and ended at dawn. ¦Article No. 5 allows it."),
    ("blank line without full stop", "Storm kills nine in Fiji\n\n¦A cyclone struck the main island overnight"),
    ("short lines of a release",
     "FOR IMMEDIATE RELEASE\n\n¦Ministry Opens New Clinic in Gaborone\n\n¦The ministry opened a clinic on Monday."),
    ("capitals in a headline", "UN CHIEF URGES TRUCE IN SUDAN\n\n¦The secretary-general spoke on Friday."),
    ("question heading", "Why did the talks fail?\n\n¦Both sides blamed the mediator."),
    ("byline below", "Floods cut off port\n\n¦By Tomas Nguyen\n\n¦Floods cut off the port of Beira on Tuesday."),
    ("copyright at the end", "The strike ended on Friday.\n\n¦© 2021 Harbor News. All rights reserved."),
    ("carriage returns", "Army chief resigns\r\n\r\n¦The army chief resigned on Monday. ¦He gave no reason.\r\n"),
    ("indented paragraphs", "    The dam burst at noon.\n    ¦Villagers fled to the hills."),
    ("tabs and trailing space", "The vote is on Sunday. \t\n\n ¦Polls open at 8 a.m. in Dakar."),
    ("date at the start of a paragraph",
     "Council adopts budget\n\n¦Monday, March 9, 2015 ¦The council adopted the budget on Monday."),
    ("lower-case wrap",
     "Officials said the vessel was carrying grain\nwhen it sank off the coast of Oman on Saturday."),
    ("several items",
     "MEXICO CITY, Oct. 9 (Xinhua) -- ¦The central bank cut its rate.\n\n¦QUITO, 4 May (EFE).- ¦The president resigned.\n\n"
     "¦WASHINGTON – ¦A Florida man pleaded guilty."),
    ("credit line", "Source: Ministry of Health\n\n¦Cases rose by a tenth in March."),
]


@pytest.fixture(scope="module")
def nlp() -> Language:
    nlp = spacy.load(MODEL)
    nlp.add_pipe("newsfacts_segmentation", first=True)
    return nlp


@cache
def bare_language() -> Language:
    nlp = spacy.blank("en")
    nlp.add_pipe("newsfacts_segmentation")
    return nlp


def blank(text: str, **known: object) -> Doc:
    nlp = bare_language()
    doc = nlp.make_doc(text)
    if known:
        doc._.article = Article(text=text, **known)  # type: ignore[arg-type]
    return nlp(doc)


@needs_model
@pytest.mark.parametrize(("marked",), [(text,) for _, text in LAYOUTS], ids=[name for name, _ in LAYOUTS])
def test_sentences(nlp: Language, marked: str) -> None:
    want = [" ".join(s.split()) for s in marked.split("¦")]
    doc = nlp(marked.replace("¦", ""))
    assert [" ".join(s.text.split()) for s in doc.sents] == want


@pytest.mark.parametrize(
    ("text", "place", "country"),
    [
        ("GENEVA, March 3, 2021 (Reuters) - Envoys met.", "GENEVA", "CH"),
        ("KYIV, Ukraine (AP) — A missile struck.", "KYIV", "UA"),
        ("Nairobi, Kenya (AP) — The minister quit.", "Nairobi", "KE"),
        ("TOKYO (Kyodo) - Shares fell.", "TOKYO", "JP"),
        ("China(Washington Insider Magazine) – For the first time, it refused.", "China", "CN"),
        ("LONDON — Shares fell.", "LONDON", "GB"),
        ("SPRINGFIELD, Ill. (AP) — The senate met.", "SPRINGFIELD", "US"),
        ("WASHINGTON (AP) — The Senate met.", "WASHINGTON", "US"),
        ("BEIRUT, Aug 4 (Reuters) - A blast shook the port.", "BEIRUT", "LB"),
        ("SYDNEY (Reuters) - Ferries stopped.", "SYDNEY", "AU"),
        ("HYDERABAD (Wire) - A bus fell into a river.", "HYDERABAD", None),
        ("ATLANTA, Georgia (AP) — A judge ruled.", "ATLANTA", "US"),
        ("TBILISI, Georgia (AP) — A judge ruled.", "TBILISI", "GE"),
        ("SANTIAGO, June 10 (Wire) - Chile recalled its envoy.", "SANTIAGO", "CL"),
        ("SANTIAGO, June 10 (Wire) - The team lost again.", "SANTIAGO", None),
        ("Doha: The emir met the envoys.", "Doha", "QA"),
        ("KUWAIT CITY, July 24: The ministry agreed.", "KUWAIT CITY", "KW"),
        ("New Delhi, Jun 10 (PTI) The court met.", "New Delhi", "IN"),
        ("Ulaanbaatar /MONTSAME/. The premier met envoys.", "Ulaanbaatar", "MN"),
        ("London CNN — The premier met envoys.", "London", "GB"),
        ("Tehran, Oct 5, IRNA - The premier met envoys.", "Tehran", "IR"),
        ("WASHINGTON (AP) _ The Senate met.", "WASHINGTON", "US"),
    ],
)
def test_dateline(text: str, place: str, country: str | None) -> None:
    dateline = blank(text)._.dateline
    assert dateline is not None
    assert dateline.place is not None and dateline.place.casefold() == place.casefold()
    assert dateline.country == country


@pytest.mark.parametrize(("place", "spelling"), [
    ("LIMA", "Lima"), ("OSLO", "Oslo"), ("COX'S BAZAR", "Cox's Bazar"), ("RIO DE JANEIRO", "Rio de Janeiro"),
    ("SPRINGFIELD", "Springfield"), ("Nairobi", "Nairobi"),
    # what may be an abbreviation stays as it is
    ("U.N.", "U.N."), ("UAE", "UAE"), ("NATO", "NATO"),
])  # fmt: skip
def test_places_in_capitals_are_spelled_as_elsewhere(place: str, spelling: str) -> None:
    assert to_spelling(place, load_gazetteer()) == spelling


@pytest.mark.parametrize(
    "text",
    [
        "The minister - a former general - resigned.",
        "Kenya: The minister left on Monday.",
        "London: the city that never sleeps was awake.",
        "Paris. The minister left.",
        "Mali (ECOWAS) The bloc met.",
        "Officials said no.",
        "(NATO) The bloc met.",
        "He left - finally.",
        "Peace talks: what to know about the plan.",
        "Monday — a public holiday — was quiet.",
        "President Ruto (pictured) - in office since 2022 - denied it.",
    ],
)
def test_no_dateline(text: str) -> None:
    assert blank(text)._.dateline is None


@pytest.mark.parametrize(
    ("text", "day"),
    [
        ("Flag vote set\n\nThursday, May 7, 2015\n\nVoters will choose.", dt.date(2015, 5, 7)),
        ("Flag vote set\n\nThursday, May 7, 2015 On Tuesday, voters chose.", dt.date(2015, 5, 7)),
        ("GENEVA, March 3, 2021 (Reuters) - Envoys met.", dt.date(2021, 3, 3)),
        ("Port reopens\n\nPublished: 12 January 2019\n\nThe port reopened.", dt.date(2019, 1, 12)),
        ("Port reopens\nBy Ann Lee | 2020-02-29\n\nThe port reopened.", dt.date(2020, 2, 29)),
        ("The war began on March 3, 2021, officials said.", None),
        ("Port reopens\n\nFebruary 30, 2020\n\nThe port reopened.", None),
        ("GENEVA, March 3 (Reuters) - Envoys met.", None),
        ("Police today (July 26, 2022) freed a trader in Khulna.", dt.date(2022, 7, 26)),
        ("Police freed a trader on Monday (July 26, 2022).", None),
    ],
)
def test_published(text: str, day: dt.date | None) -> None:
    doc = blank(text)
    assert doc._.published == day
    assert doc._.published_from == ("text" if day else None)


def test_known_publication_day_wins() -> None:
    text = "GENEVA, March 3, 2021 (Reuters) - Envoys met."
    doc = blank(text, published=dt.date(2021, 3, 4), published_from="option", title="Envoys meet")
    assert (doc._.published, doc._.published_from) == (dt.date(2021, 3, 4), "option")
    assert doc._.title == "Envoys meet"


@pytest.mark.parametrize(
    ("text", "title"),
    [
        ("Storm kills nine in Fiji\n\nA cyclone struck overnight.", "Storm kills nine in Fiji"),
        ("Storm kills nine in Fiji\nBy Ann Lee\n\nA cyclone struck overnight.", "Storm kills nine in Fiji"),
        ("A cyclone struck Fiji overnight.\n\nNine people died.", None),
        ("Storm kills nine in Fiji", None),
        ("GENEVA, March 3 (Reuters) - Envoys met.\n\nThey left.", None),
        ("Thursday, May 7, 2015\n\nVoters will choose.", None),
        ("", None),
    ],
)
def test_title(text: str, title: str | None) -> None:
    assert blank(text)._.title == title


def test_blocks_have_kinds() -> None:
    text = (
        "Port strike ends\nBy Ann Lee\n\nDURBAN, South Africa (AP) — Dockers went back to work.\n\n"
        "- Pay rises by 5 percent\n\nPhoto: cranes at dawn\n\nRead more: a week of strikes\n"
    )
    kinds = [b.kind for b in find_blocks(text)]
    assert kinds == ["heading", "byline", "dateline", "paragraph", "list_item", "caption", "link"]
    with pytest.raises(FrozenInstanceError):
        find_blocks(text)[0].start = 3  # type: ignore[misc]


@pytest.mark.parametrize(("line", "link"), [
    ("READ MORE: Russia bombs Kyiv in overnight attack", True), ("READ MORE Russia bombs Kyiv", True),
    ("Related: Xi Jinping meets Joe Biden", True), ("RELATED STORIES: Kenya sues Uganda.", True),
    ("Also read: Kenya sues Uganda over fish.", True), ("Also read Kenya sues Uganda over fish", True),
    ("**READ ALSO:** Kenya sues Uganda", True), ("» See also | Kenya", True), ("Read more", True),
    ("Most read", True), ("Don’t miss: what Kenya wants", True), ("[Read more: Kenya sues](https://a.example)", True),
    ("Read more books, the minister told pupils in Nairobi.", False),
    ("Related charges against Kenya were dropped", False), ("More from the fund is expected in May, it said.", False),
    ("See also the ruling of 2019, said the judge.", False), ("The button READ MORE was broken", False),
    ("Readers more than doubled", False),
])
def test_lines_that_only_link(line: str, link: bool) -> None:
    assert is_link(line) is link


def test_what_is_beside_the_article_is_blank_place_for_place() -> None:
    text = (
        "Port strike ends\r\n\r\nDockers in Oslo went back to work.\n\nREAD MORE: Xi meets Biden\nAlso read Kenya\n"
        "Photo: Italians in Rome. (AP Photo/Ann Lee)\n\nThe port of Durban reopened. (Reuters)\n"
    )
    body = to_body(text)
    assert len(body) == len(text)
    assert body.split("\n")[0] == "Port strike ends\r" and [c for c in body if c in "\r\n"] == [
        c for c in text if c in "\r\n"]
    assert body.split() == [*["Port", "strike", "ends", "Dockers", "in", "Oslo", "went", "back", "to", "work."],
                            *["The", "port", "of", "Durban", "reopened.", "(Reuters)"]]
    assert to_body("Photo: Italians in Rome") == "Photo: Italians in Rome"


@pytest.mark.parametrize("text", ["", " ", "\n\n \t\n", "\x00", "a", "—", "By ", "(", "\u2028\u2029", "GENEVA -"])
def test_odd_texts(text: str) -> None:
    assert isinstance(blank(text)._.blocks, list)


def test_long_line_is_read() -> None:
    text = "The port of Beira reopened on Monday after the storm. " * 2000
    assert len(find_blocks(text)) == 1
    assert len(find_blocks("A-" * 500_000)) == 1
    assert len(find_blocks("(" * 200_000)) == 1


@settings(max_examples=80, deadline=None)
@given(st.text(alphabet=st.sampled_from("aB .,\n\r\t-—–()\"“”':•1234MayAP\u2028é"), max_size=300))
def test_any_text_is_cut_into_ordered_blocks(text: str) -> None:
    doc = blank(text)
    end = 0
    for block in doc._.blocks:
        assert end <= block.start < block.end <= len(text)
        end = block.end
    assert sum(b.end - b.start for b in doc._.blocks) <= len(text)


@needs_model
@settings(max_examples=25, deadline=None)
@given(st.text(alphabet=st.sampled_from("aB .,\n-—()\"“”'1M"), max_size=120))
def test_parser_accepts_every_preset(text: str) -> None:
    nlp = spacy.load(MODEL) if not CACHE else CACHE[0]
    if not CACHE:
        nlp.add_pipe("newsfacts_segmentation", first=True)
        CACHE.append(nlp)
    doc = nlp(text)
    starts = {t.i for t in doc if t.is_sent_start}
    for block in doc._.blocks:
        inside = [t.i for t in doc if t.idx >= block.start]
        assert not inside or inside[0] in starts or doc[: inside[0]].text.isspace()


CACHE: list[Language] = []


@needs_model
def test_no_mention_comes_from_beside_the_article() -> None:
    text = (
        "OSLO, March 12, 2024 (Reuters) - Norway gave Moldova 40 million euros on Tuesday.\n\n"
        "READ MORE: Russia bombs Kyiv in overnight attack\nAlso read Kenya sues Uganda over $5 million\n\n"
        "Photo: Pope Francis greets Italians in Rome on May 3, 2024. (AP Photo/Ann Lee)\n\n"
        "The Moldovan energy minister, Ion Rusu, thanked Oslo. He said the READ MORE button was broken.\n"
    )
    record = newsfacts.extract(text)
    record.check_against(text)
    assert {country.code for country in record.countries} == {"NO", "MD"}
    assert [official.name for official in record.officials] == ["Ion Rusu"] and not record.people
    assert [amount.text for amount in record.amounts] == ["40 million euros"]
    assert [date.text for date in record.dates] == ["March 12, 2024", "Tuesday"]
    assert all("Kyiv" not in fact.evidence.text for fact in record.facts) and record.facts
