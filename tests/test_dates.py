"""Temporal expressions: a table of what must be found and with which value, and of what must not be found.

In the tables square brackets mark the expressions of a sentence; the values stand beside it in the same order, each
as ``type value modifier`` (the modifier only when there is one, ``-`` for no value). The sentences are not parsed
unless the test says so: the component must do without.
"""

from __future__ import annotations

import datetime as dt
import re
from re import _constants as re_kinds  # type: ignore[attr-defined]
from re import _parser as re_parser  # type: ignore[attr-defined]
from typing import Any

import pytest
import spacy
from hypothesis import given, settings
from hypothesis import strategies as st
from spacy.language import Language
from spacy.tokens import Doc

from newsfacts.article import Article
from newsfacts.language.dates import create_dates
from newsfacts.language.dates.patterns import LEXICON
from newsfacts.language.dates.resolution import BEGINNING, RULES
from newsfacts.language.dates.values import easter, holiday, shift, to_days

WEDNESDAY = dt.date(2024, 11, 20)


@pytest.fixture(scope="module")
def nlp() -> Language:
    return _blank()


def _blank() -> Language:
    assert create_dates
    nlp = spacy.blank("en")
    nlp.add_pipe("newsfacts_dates")
    return nlp


def _dates(nlp: Language, text: str, published: dt.date | None = WEDNESDAY) -> Doc:
    doc = nlp.make_doc(text)
    doc._.article = Article(text=text, published=published)
    return nlp(doc)


def _shown(doc: Doc) -> tuple[str, str]:
    """The text with its expressions in brackets, and their values as the tables write them."""
    text, out, at = doc.text, [], 0
    for date in doc._.dates:
        out += [text[at : date.start], "[", date.text, "]"]
        at = date.end
    out.append(text[at:])
    values = "; ".join(" ".join(filter(None, (d.type, d.value or "-", d.modifier))) for d in doc._.dates)
    return "".join(out), values


FULL = [
    # a number that counts nothing: "in May 5 people died" is a month
    ("The pact takes effect on [the first of February].", "date 2025-02-01"),
    ("He was killed on [June seventh] by a raid.", "date 2024-06-07"),
    ("Output was cut, beginning [December first].", "date 2024-12-01"),
    ("On [May 5] police arrested three men.", "date 2024-05-05"),
    ("On [March 14] soldiers entered the town.", "date 2024-03-14"),
    ("In [May] 5 people died.", "date 2024-05"),
    ("In [May 2015] police arrested a mayor.", "date 2015-05"),
    ("In [September 2015] of all months the dam failed.", "date 2015-09"),
    ("In [August] 2000 people fled.", "date 2024-08"),
    ("Wars between [1843] and [1872] ended badly.", "date 1843; date 1872"),
    ("In [2011] police raided the bank.", "date 2011"),
    ("In [2020], by [Christmas], the army had left.", "date 2020; date 2020-12-25"),
    ("In [2018] he arrived in [June] and left in [August].", "date 2018; date 2018-06; date 2018-08"),
    ("The [July] unrest in [2021] cost billions.", "date 2021-07; date 2021"),
    ("Envoys met in [2018]; the summit [that May] failed.", "date 2018; date 2018-05"),
    ("A court set the trial for [Dec. 3].", "date 2024-12-03"),
    ("The trial, set for [October 3], was called off.", "date 2024-10-03"),
    ("The form is dated [2021/05/23].", "date 2021-05-23"),
    ("The form is dated [05/03/2021].", "date -"),
    ("The form is dated [05-03-2021].", "date -"),
    ("The form is dated [05/03/2021], the reply [23/03/2021].", "date 2021-03-05; date 2021-03-23"),
    ("The form is dated [05/03/2021], the reply [03/23/2021].", "date 2021-05-03; date 2021-03-23"),
    ("Lawmakers met in [the week of Feb. 2, 2009].", "date 2009-W06"),
    ("He fled in [the early morning hours of July 29, 2009].", "time 2009-07-29TMO START"),
    ("In [the early hours of Saturday], guards fled.", "time 2024-11-16TMO START"),
    ("The law of [October 7] was hailed after the [Oct. 7] attack.", "date 2024-10-07; date 2023-10-07"),
    ("The accord was signed on [May 5, 2015].", "date 2015-05-05"),
    ("The accord was signed on [5 May 2015].", "date 2015-05-05"),
    ("The accord was signed on [the 5th of May 2015].", "date 2015-05-05"),
    ("The accord was signed on [May 5th, 2015].", "date 2015-05-05"),
    ("The accord of [5 May, 2015] still holds.", "date 2015-05-05"),
    ("[Thursday, May 7, 2015] A court in Lyon ruled for the union.", "date 2015-05-07"),
    ("It opened on [Thursday, 7 May 2015].", "date 2015-05-07"),
    ("Updated [2015-05-07] by the desk.", "date 2015-05-07"),
    ("Logged at [2015-05-07T14:30Z] by the tower.", "time 2015-05-07T14:30Z"),
    ("The form is dated [05/23/2021].", "date 2021-05-23"),
    ("The form is dated [23/05/2021].", "date 2021-05-23"),
    ("The form is dated [23.05.2021].", "date 2021-05-23"),
    ("The form is dated [05/05/2021].", "date 2021-05-05"),
    ("He was born on [Feb. 29, 2000].", "date 2000-02-29"),
    ("He was born on [29 Feb 2000].", "date 2000-02-29"),
    ("She was sworn in on [Sept. 3, 1998].", "date 1998-09-03"),
    ("ROME, [Nov. 19] — The cabinet met.", "date 2024-11-19"),
    ("ROME, [Nov 19] (Wire) - The cabinet met.", "date 2024-11-19"),
    ("The bridge fell on [12 March 1994] in heavy rain.", "date 1994-03-12"),
    ("A deal was reached on [January 4].", "date 2024-01-04"),
    ("A deal was reached on [December 4].", "date 2023-12-04"),
    ("The court will rule on [January 4].", "date 2025-01-04"),
    ("The court will rule on [December 4].", "date 2024-12-04"),
    ("The court postponed the trial until [June 5].", "date 2025-06-05"),
    ("The firm has until [Dec. 31] to pay.", "date 2024-12-31"),
    ("The [Jan. 6] attack on the Capitol: a timeline", "date 2021-01-06"),
    ("The vote took place on [November 20].", "date 2024-11-20"),
    ("The law passed on [March 3 last year].", "date 2023-03-03"),
    ("Troops must leave by [March 31 of next year].", "date 2025-03-31"),
    ("He spoke on Waitangi Day - [February 6 - this year].", "date 2024-02-06"),
    ("The minister resigned on [Friday, October 11].", "date 2024-10-11"),
    ("They met on [Tuesday, 19 November], in Lima.", "date 2024-11-19"),
    # the day in brackets is the day of the words before it, whenever the text was printed
    ("The court [today] ([November 18, 2024]) ruled.", "date 2024-11-18; date 2024-11-18"),
    ("The fund opens [today] ([December 5]).", "date 2024-12-05; date 2024-12-05"),
    ("It rained [this afternoon] ([19 Nov]).", "time 2024-11-19TAF; date 2024-11-19"),
    ("He left on [Tuesday] ([November 26]).", "date 2024-11-26; date 2024-11-26"),
]

RANGES = [
    ("The fair ran from [May 3] to [7].", "date 2024-05-03; date 2024-05-07"),
    ("The fair ran [May 3]-[7].", "date 2024-05-03; date 2024-05-07"),
    ("The fair ran [May 3]–[7, 2015].", "date 2015-05-03; date 2015-05-07"),
    ("The fair ran from [3] to [7 May 2015].", "date 2015-05-03; date 2015-05-07"),
    ("The fair was held on [May 3] and [4].", "date 2024-05-03; date 2024-05-04"),
    ("It ran from [March 3] to [May 6, 2010].", "date 2010-03-03; date 2010-05-06"),
    ("It ran from [December 3] to [January 6, 2010].", "date 2009-12-03; date 2010-01-06"),
    ("It ran from [March] to [May 2010].", "date 2010-03; date 2010-05"),
    ("The vote is to be held from [November 25] to [December 11].", "date 2024-11-25; date 2024-12-11"),
    ("Sales fell between [March] and [June].", "date 2024-03; date 2024-06"),
    ("Sales fell between [2010] and [2015].", "date 2010; date 2015"),
    ("Half would be paid [this week] and the rest before [the end of December].", "date 2024-W47; date 2024-12 END"),
    ("They left before [the end of June].", "date 2024-06 END"),
    ("The [2019]-[21] budget was frozen.", "date 2019; date 2021"),
    ("The [2019]–[2021] budget was frozen.", "date 2019; date 2021"),
    ("He led the country during his [1973] to [1990] rule.", "date 1973; date 1990"),
    ("The signing was delayed from [Saturday] to [Wednesday].", "date 2024-11-16; date 2024-11-20"),
    ("It was divided between [1772] and [1795].", "date 1772; date 1795"),
    ("The tribe moved during [the 19th] and [20th centuries].", "date 18; date 19"),
    ("Schools were shut from [Monday] through [Friday].", "date 2024-11-18; date 2024-11-22"),
]

WEEKDAYS = [
    ("The minister resigned [Tuesday].", "date 2024-11-19"),
    ("The minister resigned [Wednesday].", "date 2024-11-20"),
    ("The minister resigned on [Thursday].", "date 2024-11-14"),
    ("The minister will resign [Tuesday].", "date 2024-11-26"),
    ("The minister will resign [Wednesday].", "date 2024-11-20"),
    ("The minister is expected to resign on [Thursday].", "date 2024-11-21"),
    ("The two are to meet on [Friday].", "date 2024-11-22"),
    ("On [Friday], the two will meet.", "date 2024-11-22"),
    ("On [Friday], the two met.", "date 2024-11-15"),
    ("He has been in jail since [Friday].", "date 2024-11-15"),
    ("She said [Monday] that talks would resume.", "date 2024-11-18"),
    ("The army struck [last Tuesday].", "date 2024-11-19"),
    ("The army struck [last Wednesday].", "date 2024-11-13"),
    ("He flies out [next Wednesday].", "date 2024-11-27"),
    ("He flies out [next Friday].", "date 2024-11-22"),
    ("The committee will sit [this Friday].", "date 2024-11-22"),
    ("Talks were held on [Friday of last week].", "date 2024-11-15"),
    ("Talks will be held on [Tuesday next week].", "date 2024-11-26"),
    ("[Early Monday], soldiers took the airport.", "date 2024-11-18 START"),
    ("Police arrested him [late Friday].", "date 2024-11-15 END"),
    ("Shells fell on the port [Sunday night].", "time 2024-11-17TNI"),
    ("Shells fell on the port on [Monday morning].", "time 2024-11-18TMO"),
    ("Shells fell on the port on [Thursday afternoon].", "time 2024-11-14TAF"),
    ("Bars fill up on [Saturday nights].", "set XXXX-WXX-6TNI"),
    ("Shops close on [Fridays].", "set XXXX-WXX-5"),
    ("The cabinet meets [every Tuesday].", "set XXXX-WXX-2"),
    ("[Tuesday]'s ruling was welcomed.", "date 2024-11-19"),
    ("The ceasefire was to begin [Friday].", "date 2024-11-22"),
    ("Crowds joined a ceremony to honor the dead on [Monday].", "date 2024-11-18"),
    ("They announced a plan to close the border on [Friday].", "date 2024-11-22"),
]

RELATIVE = [
    ("[Five or six years ago] it was a village.", "date 2018 APPROX"),
    ("[Twenty or so years ago] it was a village.", "date 2004 APPROX"),
    ("[A decade or so ago] it was a village.", "date 201 APPROX"),
    ("He left, but [the next day] he came back.", "date -"),
    ("[That week] was hard.", "date -"),
    ("Sales fell in [the preceding month].", "date 2024-10"),
    ("He resigned [today].", "date 2024-11-20"),
    ("He resigned [yesterday].", "date 2024-11-19"),
    ("He will resign [tomorrow].", "date 2024-11-21"),
    ("[Yesterday evening] the lights went out.", "time 2024-11-19TEV"),
    ("They met [the day before yesterday].", "date 2024-11-18"),
    ("They meet [the day after tomorrow].", "date 2024-11-22"),
    ("The curfew starts [tonight].", "time 2024-11-20TNI"),
    ("Rebels attacked [last night].", "time 2024-11-19TNI"),
    ("The vote came [this morning].", "time 2024-11-20TMO"),
    ("Rain fell [overnight].", "time 2024-11-20TNI"),
    ("Exports rose [last week].", "date 2024-W46"),
    ("Exports rose [this week].", "date 2024-W47"),
    ("Talks resume [next week].", "date 2024-W48"),
    ("Exports rose [last month].", "date 2024-10"),
    ("Exports rose [this month].", "date 2024-11"),
    ("Voting begins [next month].", "date 2024-12"),
    ("Exports rose [last year].", "date 2023"),
    ("Exports rose [this year].", "date 2024"),
    ("Voting begins [next year].", "date 2025"),
    ("[Last year]'s floods killed dozens.", "date 2023"),
    ("Exports rose [last quarter].", "date 2024-Q3"),
    ("He called on the army [earlier this month] to withdraw.", "date 2024-11"),
    ("The treaty takes effect [later this year].", "date 2024"),
    ("He leaves office [early next year].", "date 2025 START"),
    ("He left office [late last year].", "date 2023 END"),
    ("It closes at [the end of the year].", "date 2024 END"),
    ("It closes at [the end of next month].", "date 2024-12 END"),
    ("It opened in [the middle of last year].", "date 2023 MID"),
    ("The war began [three years ago].", "date 2021"),
    ("The war began [two months ago].", "date 2024-09"),
    ("The war began [two weeks ago].", "date 2024-W45"),
    ("The war began [three days ago].", "date 2024-11-17"),
    ("The war began [a year ago].", "date 2023"),
    ("The war began [two decades ago].", "date 200"),
    ("The war began [a century ago].", "date 19"),
    ("The war began [years ago].", "date PAST_REF"),
    ("Support was 40 percent, down from [the year before].", "date 2023"),
    ("The bank failed in [2008]. It reopened [two years later].", "date 2008; date 2010"),
    ("The bank failed on [May 5, 2008]. It reopened [the following day].", "date 2008-05-05; date 2008-05-06"),
    ("The bank failed on [May 5, 2008]. Its head fled [the same day].", "date 2008-05-05; date 2008-05-05"),
    ("The bank failed on [May 5, 2008], and [a day earlier] its head fled.", "date 2008-05-05; date 2008-05-04"),
    ("The bank failed in [May 2008]. Others closed [later that year].", "date 2008-05; date 2008"),
    ("Shops reopened over [the weekend].", "date 2024-W46-WE"),
    ("Shops will reopen at [the weekend].", "date 2024-W47-WE"),
    ("Shops reopened [last weekend].", "date 2024-W46-WE"),
    ("The hearing of [the 15th of this month] was put off.", "date 2024-11-15"),
    ("Work will end by [year-end].", "date 2024 END"),
]

MONTHS_AND_YEARS = [
    ("[The 2022-23 fiscal year] was bad.", "date FY2022"),
    ("It lost money in [FY2023-24].", "date FY2023"),
    ("The plan is for [the next fiscal year].", "date -"),
    ("The firm grew in [3Q23] and in [H1 2024].", "date 2023-Q3; date 2024-H1"),
    ("It rains from [June]-[September].", "date 2024-06; date 2024-09"),
    ("The bank, in its [May] report, was gloomy.", "date 2024-05"),
    ("[Earlier this summer] a bridge fell.", "date 2024-SU"),
    ("Cuba cut ties in [August].", "date 2024-08"),
    ("Cuba broke ties in [December].", "date 2023-12"),
    ("Cuba cut ties in [November].", "date 2024-11"),
    ("Forgiveness could start in [July].", "date 2025-07"),
    ("Forgiveness could start in [December].", "date 2024-12"),
    ("Talks resumed [last November].", "date 2023-11"),
    ("Talks resumed [last May].", "date 2024-05"),
    ("Talks resume [next March].", "date 2025-03"),
    ("He has been held since [May].", "date 2024-05"),
    ("Talks may be held in [early December].", "date 2024-12 START"),
    ("The line opened in [late April 2020].", "date 2020-04 END"),
    ("The line opened in [mid-November].", "date 2024-11 MID"),
    ("The line opened at [the start of March].", "date 2024-03 START"),
    ("The line opened in [March 2020].", "date 2020-03"),
    ("The line opened in [March of 2020].", "date 2020-03"),
    ("The line opened in [March of last year].", "date 2023-03"),
    ("The line opened in [2020].", "date 2020"),
    ("Nigeria's [1999] constitution bars it.", "date 1999"),
    ("The US [2024] election was close.", "date 2024"),
    ("A [2014] report warned of it.", "date 2014"),
    ("It ran from at least [2003] until about [2009].", "date 2003; date 2009 APPROX"),
    ("The line should open by [mid-2025].", "date 2025 MID"),
    ("The line opened in [early 2023].", "date 2023 START"),
    ("They vote [early in 2026].", "date 2026 START"),
    ("It must close by [the end of 2026].", "date 2026 END"),
    ("He will not run in the [2028] elections.", "date 2028"),
    ("The firm (founded in [1896]) sold its mills.", "date 1896"),
    ("The treaty of [1648] ended it.", "date 1648"),
    ("They ruled in the [1970s] and [1980s].", "date 197; date 198"),
    ("They ruled in [the 1990s].", "date 199"),
    ("They ruled in [the 90s].", "date 199"),
    ("They ruled in [the '80s].", "date 198"),
    ("They ruled in [the early 1990s].", "date 199 START"),
    ("They ruled in [the late 1950s].", "date 195 END"),
    ("Roads date from [the 1800s].", "date 18"),
    ("Roads date from [the 19th century].", "date 18"),
    ("Roads date from [the late nineteenth century].", "date 18 END"),
    ("The temple was built in [480 BC].", "date BC0480"),
    ("The city was buried in [AD 79].", "date 0079"),
    ("Profit fell in [the second quarter of 2024].", "date 2024-Q2"),
    ("Profit fell in [Q3 2023].", "date 2023-Q3"),
    ("Profit fell in [the third quarter], the bank said.", "date 2024-Q3"),
    ("Profit fell in [the first half of 2024].", "date 2024-H1"),
    ("Spending rose in [fiscal 2023].", "date FY2023"),
    ("Spending rose in [fiscal year 2023].", "date FY2023"),
    ("Spending rose in [FY2023].", "date FY2023"),
    ("Fires spread in [the summer of 2022].", "date 2022-SU"),
    ("Fires spread in [summer 2022].", "date 2022-SU"),
    ("Fires spread [last summer].", "date 2024-SU"),
    ("Elections are due [next spring].", "date 2025-SP"),
    ("Elections were held [this fall].", "date 2024-FA"),
]

HOLIDAYS = [
    ("They will sign by [Christmas].", "date 2024-12-25"),
    ("They signed on [Christmas Day 2019].", "date 2019-12-25"),
    ("A truce was called on [New Year's Eve].", "date 2023-12-31"),
    ("They met on [Good Friday] in Belfast.", "date 2024-03-29"),
    ("Workers marched on [May Day].", "date 2024-05-01"),
    ("The army was alerted after [9/11].", "date 2001-09-11"),
    ("He was in Kabul during the [Sept. 11] attacks.", "date 2001-09-11"),
    ("Shops will close for [Thanksgiving].", "date 2024-11-28"),
]

TIMES = [
    ("The mine shut at [9pm BST].", "time 2024-11-20T21:00"),
    ("The mine shut at [1500 hours].", "time 2024-11-20T15:00"),
    ("The mine shut at [3 o'clock in the afternoon].", "time 2024-11-20T15:00"),
    ("The mine shut at [ten o’clock].", "time -"),
    ("On [Monday] a dam broke. On [Sunday] it had rained."
     " " + "Engineers had warned the council of the cracks for a long time. " * 7 + "At [6 a.m.] sirens sounded.",
     "date 2024-11-18; date 2024-11-17; time -"),
    ("Polls open at [9:30 a.m. on March 3, 2025].", "time 2025-03-03T09:30"),
    ("Polls open on [March 3, 2025, at 9:30 a.m.]", "time 2025-03-03T09:30"),
    ("The quake struck at [1400 GMT].", "time 2024-11-20T14:00Z"),
    ("The quake struck at [18:05].", "time 2024-11-20T18:05"),
    ("The quake struck at [3 p.m. Tuesday].", "time 2024-11-19T15:00"),
    ("The truce began at [noon].", "time 2024-11-20T12:00"),
    ("The truce began at [midnight].", "time 2024-11-20T24:00"),
]

DURATIONS = [
    ("They lived there for [100-150 years].", "duration P150Y EQUAL_OR_LESS"),
    ("It takes [two to three weeks].", "duration P3W EQUAL_OR_LESS"),
    ("He faces a [10- to 15-year] term.", "duration P15Y EQUAL_OR_LESS"),
    ("Over [the last twenty-five years] it grew.", "duration P25Y"),
    ("He travels over [the next couple of weeks].", "duration P2W"),
    ("In [the past three fiscal years] it grew.", "duration P3Y"),
    ("He got [12 months] and [one day] in prison.", "duration P12M; duration P1D"),
    ("Rain is due in [the next day or two].", "duration P2D EQUAL_OR_LESS"),
    ("It lasted [a day or two], or [an hour or so].", "duration P2D EQUAL_OR_LESS; duration PT1H APPROX"),
    ("For the first time in [a year], they met.", "duration P1Y"),
    ("He was held for [three years].", "duration P3Y"),
    ("The talks will last [ten days].", "duration P10D"),
    ("He was held for [48 hours].", "duration PT48H"),
    ("A [three-day] strike ended.", "duration P3D"),
    ("An [11-year] lull ended.", "duration P11Y"),
    ("The war lasted [two decades].", "duration P20Y"),
    ("The war lasted [two and a half years].", "duration P2.5Y"),
    ("The war lasted [18 months].", "duration P18M"),
    ("The war lasted [several months].", "duration PXM"),
    ("The war lasted [a couple of weeks].", "duration P2W"),
    ("They talked for [years].", "duration PXY"),
    ("They left, [months] after the deal collapsed.", "duration PXM"),
    ("It ends more than [20 years] of conflict.", "duration P20Y MORE_THAN"),
    ("It took about [two weeks].", "duration P2W APPROX"),
    ("It took nearly [two weeks].", "duration P2W LESS_THAN"),
    ("It took at least [six hours].", "duration PT6H EQUAL_OR_MORE"),
    ("He faces up to [ten years] in prison.", "duration P10Y EQUAL_OR_LESS"),
    ("Debts of $37 billion fell due over [40 years].", "duration P40Y"),
    ("It fell over [the past three years].", "duration P3Y"),
    ("It fell over [the past decade].", "duration P10Y"),
    ("It fell in [the past 24 hours].", "duration PT24H"),
    ("It comes [six days] after the raid.", "duration P6D"),
    ("The [decade-long] war is over.", "duration P10Y"),
    ("He waited [half an hour].", "duration PT30M"),
    ("He waited [half a century].", "duration P50Y"),
    ("He waited a further [30 minutes].", "duration PT30M"),
]

SETS = [
    ("Returns are due by [February 15 of each year].", "set XXXX-02-15"),
    ("[Every May 1] workers march.", "set XXXX-05-01"),
    ("The bus leaves at [8 a.m.] and [4 p.m.] [every day].", "set XXXX-XX-XXT08:00; set XXXX-XX-XXT16:00; set P1D"),
    ("Clubs open on [Friday] and [Saturday nights].", "set XXXX-WXX-5TNI; set XXXX-WXX-6TNI"),
    ("The [annual] report is out.", "set P1Y"),
    ("Wages are reviewed [annually].", "set P1Y"),
    ("The [monthly] rate rose.", "set P1M"),
    ("A [weekly] flight links them.", "set P1W"),
    ("Convoys cross [daily].", "set P1D"),
    ("Convoys cross [every day].", "set P1D"),
    ("Convoys cross [every Monday] and [Friday].", "set XXXX-WXX-1; set XXXX-WXX-5"),
    ("Convoys cross [every two weeks].", "set P2W"),
    ("Convoys cross [every other day].", "set P2D"),
    ("Convoys cross [twice a week].", "set P1W"),
    ("Convoys cross [three times a day].", "set P1D"),
    ("It pays $4 billion [a year] in aid.", "set P1Y"),
    ("They pump 5 million barrels [a day].", "set P1D"),
]

REFERENCES = [
    ("The members have [now] approved it.", "date PRESENT_REF"),
    ("He [currently] leads the party.", "date PRESENT_REF"),
    ("He [recently] left the party.", "date PAST_REF"),
    ("In [recent weeks], rebels have advanced.", "date PAST_REF"),
    ("Rebels had done so in [the past].", "date PAST_REF"),
    ("Talks will [soon] resume.", "date FUTURE_REF"),
    ("Talks are likely in [the near future].", "date FUTURE_REF"),
    ("Talks are likely in [the coming weeks].", "date FUTURE_REF"),
]

NEAR_MISSES = [
    "Nothing will change overnight.",
    "She took the overnight train to Oslo.",
    "She won the first set 06-Jan and lost the second.",
    "Between 1200 and 1500 soldiers were ill.",
    "Mrs. May said the plan was dead.",
    "May said the plan was dead.",
    "They may march on the capital.",
    "March on the capital, the rebels told their men.",
    "In all, 1,945 people were killed.",
    "At least 2000 people were killed.",
    "Some 1500 troops left.",
    "A Boeing 2000 landed.",
    "The office runs Windows 11 and Windows 2000.",
    "Flight 1972 was delayed.",
    "Spain won 3-2 and then 2-1.",
    "The 25-year-old striker scored.",
    "A man aged 40 years was hurt.",
    "He is 40 years old.",
    "It cost $2020 in all.",
    "It cost €1999.",
    "He finished second.",
    "He scored in the second quarter of the game.",
    "The sun rose over the sea.",
    "Prices fall when stocks spring back.",
    "The fall of the government surprised few.",
    "The March 23 Movement took Goma.",
    "The council passed Resolution 1718.",
    "Article 2019 of the code applies.",
    "Wait a second, he said.",
    "The Sunday Times reported it.",
    "Shoppers queued on Black Friday.",
    "It will be done as soon as possible.",
    "Soon after, he fled.",
    "He died in his 30s.",
    "A quarter of voters stayed home.",
    "He bought the Daily Mail.",
    "The Arab Spring began in Tunisia.",
    "April Ryan asked the question.",
    "Room 1945 was empty.",
    "Temperatures rose to 19 degrees.",
    "He crossed the river with 2000 men.",
    "Sharon Augustine met Jan and Mark.",
    "At the end of the day, it is about trust.",
    "They came from day one with the now-defunct party.",
    "He won the first half of the match.",
    "The story ran in USA Today.",
    "Shares of the Tomorrow Group fell.",
    "Some days were harder than others.",
    "The mission said that Tuesdayish plans were off.",
    "Rooms 101-115 were sealed.",
    "The 7-2 ruling stands.",
    "Thousands joined the March for Life.",
    "Call 1-800-555-2020 for help.",
    "Its index closed at 2015.30 points.",
    "He drove a Peugeot 2008.",
    "The 2,020 delegates voted.",
    "She ran the 1500 meters.",
    "The spring water is bottled at the mill.",
    "Officials fall into two camps.",
    "Sat on the bench, he wept.",
    "They sat in the sun.",
    "The Sunday Telegraph and the Friday Times disagreed.",
    "A quarter-final awaits.",
]

FOUND = FULL + RANGES + WEEKDAYS + RELATIVE + MONTHS_AND_YEARS + HOLIDAYS + TIMES + DURATIONS + SETS + REFERENCES


@pytest.mark.parametrize(("marked", "values"), FOUND, ids=[row[0] for row in FOUND])
def test_expression_and_value(nlp: Language, marked: str, values: str) -> None:
    doc = _dates(nlp, re.sub(r"[\[\]]", "", marked))
    assert _shown(doc) == (marked, values)


@pytest.mark.parametrize("text", NEAR_MISSES)
def test_no_date(nlp: Language, text: str) -> None:
    assert _shown(_dates(nlp, text)) == (text, "")


@pytest.mark.parametrize(("text", "published", "value"), [
    ("He was freed Monday.", "2006-01-02", "2006-01-02"),
    ("The bank said Thursday it would lend.", "2005-12-09", "2005-12-08"),
    ("Last week the aid was approved.", "2007-01-30", "2007-W04"),
    ("He was detained in November.", "2006-01-02", "2005-11"),
    ("The poll is set for next month.", "2006-01-31", "2006-02"),
    ("The poll is set for next month.", "2011-12-05", "2012-01"),
    ("He left last month.", "2012-01-31", "2011-12"),
    ("He left last week.", "2021-01-03", "2020-W52"),
    ("He left yesterday.", "2000-03-01", "2000-02-29"),
    ("He left in the fourth quarter, the bank said.", "2010-02-03", "2009-Q4"),
    ("They met last weekend.", "2010-02-03", "2010-W04-WE"),
    ("They met over the weekend.", "2010-02-08", "2010-W05-WE"),
    ("It was signed 20 years ago.", "2009-06-04", "1989"),
    ("Catholics mark January first with prayers.", "2008-01-02", "2008-01-01"),
    ("They fought a two and a half year border war.", "2005-03-09", "P2.5Y"),
    ("The April 3 Lisbon bombings shocked Europe.", "2005-12-01", "2005-04-03"),
    ("The court set the vote for December 20.", "2005-12-01", "2005-12-20"),
    ("The treaty expires in October, the envoy said.", "2022-07-26", "2022-10"),
    ("The October 7 attack killed two.", "2004-05-10", "2003-10-07"),
    ("The union said on Thursday it would strike.", "2004-06-18", "2004-06-17"),
    ("The envoy told reporters in Delhi Monday that rain will come.", "2004-06-18", "2004-06-14"),
    ("The minister will speak on Monday.", "2004-06-18", "2004-06-21"),
    ("Crude for August delivery rose.", "2004-06-18", "2004-08"),
    ("It needs the loan by the end of October, the bank said.", "2015-09-02", "2015-10"),
    ("By the end of October half had left.", "2015-09-02", "2014-10"),
    ("The October 7 attack shocked the country.", "2024-05-10", "2023-10-07"),
    ("The union announced a strike on June 7.", "2024-05-10", "2024-06-07"),
])
def test_other_days_of_publication(nlp: Language, text: str, published: str, value: str) -> None:
    assert [d.value for d in _dates(nlp, text, dt.date.fromisoformat(published))._.dates] == [value]


@pytest.mark.parametrize(("value", "first", "last"), [
    ("2024-11-20", "2024-11-20", "2024-11-20"),
    ("2024-02", "2024-02-01", "2024-02-29"),
    ("2024", "2024-01-01", "2024-12-31"),
    ("198", "1980-01-01", "1989-12-31"),
    ("18", "1800-01-01", "1899-12-31"),
    ("2024-W47", "2024-11-18", "2024-11-24"),
    ("2024-W47-WE", "2024-11-23", "2024-11-24"),
    ("2024-Q3", "2024-07-01", "2024-09-30"),
    ("2024-H1", "2024-01-01", "2024-06-30"),
    ("2024-SU", None, None),
    ("FY2023", None, None),
    ("PRESENT_REF", None, None),
    ("BC0480", None, None),
    ("0000", None, None),
    (None, None, None),
])
def test_days_covered(value: str | None, first: str | None, last: str | None) -> None:
    days = to_days(value)
    assert (days and days[0].isoformat(), days and days[1].isoformat()) == (first, last)


def test_record_fields(nlp: Language) -> None:
    doc = _dates(nlp, "Rebels advanced last week, three years after the truce of May 2021.")
    assert [d.id for d in doc._.dates] == ["d1", "d2", "d3"]
    week, years, month = doc._.dates
    assert (week.from_, week.to) == ("2024-11-11", "2024-11-17")
    assert (years.from_, years.to) == (None, None)
    assert (month.from_, month.to) == ("2021-05-01", "2021-05-31")
    assert [s.text for s in doc.spans["dates"]] == ["last week", "three years", "May 2021"]


def test_without_publication_day(nlp: Language) -> None:
    doc = _dates(nlp, "He left Monday, after talks last week and in May 2021; he will return in June.", None)
    assert [d.value for d in doc._.dates] == [None, None, "2021-05", None]
    assert doc._.warnings == ["no publication date: 3 relative dates have no value"]


def test_order_of_a_numeric_date_is_not_guessed(nlp: Language) -> None:
    doc = _dates(nlp, "The form is dated 05/03/2021, the copy 05/03/2021.")
    assert [(d.value, d.from_) for d in doc._.dates] == [(None, None), (None, None)]
    assert doc._.warnings == ["day or month first: '05/03/2021'"]


@pytest.mark.parametrize(("text", "value"), [
    ("Caption: A train leaves Lagos on Tuesday.", "2024-11-19"),
    ("Caption: A train will leave Lagos on Tuesday.", "2024-11-26"),
    ("A train leaves Lagos on Tuesday.", "2024-11-26"),
])
def test_a_caption_tells_what_was(text: str, value: str) -> None:
    nlp = spacy.blank("en")
    nlp.add_pipe("newsfacts_segmentation")
    nlp.add_pipe("newsfacts_dates")
    assert [d.value for d in _dates(nlp, text)._.dates] == [value]


def test_named_day_is_the_anchor_without_publication_day(nlp: Language) -> None:
    doc = _dates(nlp, "The port fell on May 5, 2021. It was retaken the next day.", None)
    assert [d.value for d in doc._.dates] == ["2021-05-05", "2021-05-06"]
    assert doc._.warnings == []


def test_no_expression_crosses_a_paragraph(nlp: Language) -> None:
    assert [d.text for d in _dates(nlp, "It opened in May\n\n2019 was hard.")._.dates] == ["May", "2019"]
    assert [d.text for d in _dates(nlp, "It opened on May\n5, 2019.")._.dates] == ["May\n5, 2019"]


def _parsed(words: list[str], heads: list[int], deps: list[str], tags: list[str], pos: list[str]) -> Doc:
    nlp = _blank()
    doc = Doc(nlp.vocab, words=words, heads=heads, deps=deps, tags=tags, pos=pos)
    doc._.article = Article(text=doc.text, published=WEDNESDAY)
    return nlp(doc)


@pytest.mark.parametrize(("verb", "tag", "value"), [
    ("resigned", "VBD", "2024-11-15"),
    ("resigns", "VBZ", "2024-11-22"),
    ("says", "VBZ", "2024-11-15"),
])
def test_tense_from_the_parse(verb: str, tag: str, value: str) -> None:
    doc = _parsed(["He", verb, "Friday"], [1, 1, 1], ["nsubj", "ROOT", "obl"], ["PRP", tag, "NNP"],
                  ["PRON", "VERB", "PROPN"])
    assert [d.value for d in doc._.dates] == [value]


def test_auxiliary_decides_in_the_parse() -> None:
    for auxiliary, tag, value in (("will", "MD", "2024-11-22"), ("has", "VBZ", "2024-11-15")):
        doc = _parsed(["He", auxiliary, "leave", "Friday"], [2, 2, 2, 2], ["nsubj", "aux", "ROOT", "obl"],
                      ["PRP", tag, "VB", "NNP"], ["PRON", "AUX", "VERB", "PROPN"])
        assert [d.value for d in doc._.dates] == [value]


@pytest.mark.parametrize(("anchor", "count", "unit", "value"), [
    ("2024-03-31", -1, "month", "2024-02"),
    ("2024-12-31", 1, "quarter", "2025-Q1"),
    ("2024-11-20", -1, "fortnight", "2024-W45"),
    ("2024-11-20", -3000, "year", None),
    ("2024-11-20", 10**12, "day", None),
    ("2024-11-20", 1, "hour", None),
])
def test_shift(anchor: str, count: int, unit: str, value: str | None) -> None:
    assert shift(dt.date.fromisoformat(anchor), count, unit) == value


@pytest.mark.parametrize(("year", "day"), [(2000, "04-23"), (2008, "03-23"), (2011, "04-24"), (2024, "03-31"),
                                           (2025, "04-20")])
def test_easter(year: int, day: str) -> None:
    assert easter(year).isoformat() == f"{year}-{day}"


@pytest.mark.parametrize(("rule", "day"), [("11-4-4", "2024-11-28"), ("05-L-1", "2024-05-27"), ("12-25", "2024-12-25"),
                                           ("E-2", "2024-03-29")])
def test_holiday(rule: str, day: str) -> None:
    assert holiday(rule, 2024).isoformat() == day


_FRAGMENTS = st.sampled_from([
    "May", "5", "2015", ",", "last", "next", "the", "year", "years", "ago", "two", "Monday", "night", "at", "9:30",
    "a.m.",
    "every", "week", "of", "31", "February", "early", "mid-", "’90s", "1990s", "-", "–", "to", "and", "Q3",
    "the end of",
    "first quarter", "9999", "99999999999", "centuries", "earlier", "BC", "half a", "century", "\n", "\n\n", "said",
    "Easter",
    "5000 years ago", "0", "00:00", "24:00", "é", "\U0001f600", "the day before", "weekend", "000", "1,000,000 days",
])


@settings(max_examples=150, deadline=None)
@given(
    st.one_of(st.text(max_size=80), st.lists(_FRAGMENTS, max_size=14).map(" ".join), st.lists(_FRAGMENTS).map("".join)),
    st.one_of(st.none(), st.dates()),
)
def test_any_text(text: str, published: dt.date | None) -> None:
    nlp = _NLP
    first, again = _dates(nlp, text, published), _dates(nlp, text, published)
    dates: list[Any] = first._.dates
    assert dates == again._.dates
    end = 0
    for number, date in enumerate(dates, 1):
        assert date.id == f"d{number}"
        assert text[date.start : date.end] == date.text
        assert date.start >= end
        end = date.end
        assert date.from_ is None or date.to is None or date.from_ <= date.to


_NLP = _blank()


def _openings(nodes: Any) -> set[tuple[str, bool]]:
    """The first words that a parsed pattern can begin with, and whether each may go on; 0 stands for any digit."""
    found = {("", True)}
    for kind, value in nodes:
        more = _opening(kind, value)
        found = {(word + rest, goes_on) for word, on in found for rest, goes_on in (more if on else {("", False)})}
        if not any(on for _, on in found):
            break
    return found


def _opening(kind: Any, value: Any) -> set[tuple[str, bool]]:
    if kind is re_kinds.LITERAL:
        return {(chr(value), chr(value).isalpha())}
    if kind is re_kinds.CATEGORY:
        return {("0" if value is re_kinds.CATEGORY_DIGIT else " ", False)}
    if kind is re_kinds.NEGATE:
        return {(" ", False)}  # as in [^\S\n]
    if kind is re_kinds.RANGE:
        return {(chr(value[0]), False)}  # of digits
    if kind is re_kinds.IN:
        return {found for inner in value for found in _opening(*inner)}
    if kind is re_kinds.BRANCH:
        return {found for branch in value[1] for found in _openings(branch)}
    if kind is re_kinds.SUBPATTERN:
        return _openings(value[3])
    if kind is re_kinds.MAX_REPEAT:
        return _openings(value[2]) | ({("", True)} if value[0] == 0 else set())
    if kind is re_kinds.ASSERT and list(value[1]) == list(re_parser.parse(r"\s")):
        return {(" ", False)}
    assert kind in (re_kinds.ASSERT, re_kinds.ASSERT_NOT, re_kinds.AT), kind
    return {("", True)}


def test_no_row_begins_where_none_is_asked() -> None:
    for row in RULES:
        words = {word for word, _ in _openings(re_parser.parse(row.pattern.pattern))}
        assert words
        assert {word for word in words if not BEGINNING.match(word)} == set(), row.name


def test_a_row_matches_nothing_without_a_word_it_needs() -> None:
    """Such a row is not even compiled for a text that has none of them."""
    tables = (FULL, RANGES, WEEKDAYS, RELATIVE, MONTHS_AND_YEARS, HOLIDAYS, TIMES, DURATIONS, SETS)
    texts = [row[0] for table in tables for row in table]
    names = [name for key in ("holidays", "events", "frequencies", "references") for name in LEXICON[key]]
    texts += [*names, *(name.replace(" ", "\n") for name in names), *(name.upper() for name in names)]
    assert sum(bool(row.needs) for row in RULES) > 10
    for row in RULES:
        for text in texts if row.needs else ():
            if not any(word in text.lower() for word in row.needs):
                assert not any(row.pattern.match(text, at.start()) for at in BEGINNING.finditer(text)), (row.name, text)
