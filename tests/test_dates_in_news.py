"""Dates as reporters write them, read with the parse: each sentence was written with its values before it was run.

Square brackets mark the expressions; the values follow, with their modifiers, "-" for none.
"""

from __future__ import annotations

import re

import pytest

import newsfacts

SENTENCES = {
    "2023-03-16": """
The governor signed the bill on [the fourth Wednesday of January]. | 2023-01-25
Slovenia's parliament will convene on [the last Thursday in April]. | 2023-04-27
Peru's congress dissolved itself on [the second Sunday of December 2021]. | 2021-12-12
The council pays benefits on [the first Wednesday of every month]. | XXXX-XX-WXX-3-1
A jury in Omaha will hear the case on [the third Tuesday of next month]. | 2023-04-18
The mayor of Lyon quit on [the penultimate Friday of February]. | 2023-02-17
Hungary holds the vote on [the second Sunday in June 2024]. | 2024-06-09
The rebels took Bria on [the last day of January]. | 2023-01-31
The plant was shut on [the fifth day of February]. | 2023-02-05
The rule takes effect on [the first day of next quarter]. | 2023-04-01
Wages were frozen in [the second week of August 2020]. | -
The bishop retired on [the second Sunday after Easter 2022]. | 2022-05-01
Markets in Oslo reopen on [the first Tuesday after Easter]. | 2023-04-11
The envoy returns home in [October]. | 2023-10
Johnnie Christmas and Ann Lee sang in Bergen on [Christmas]. | 2022-12-25
The rocket launches from Kourou on [April 2]. | 2023-04-02
The ferry sank at [11:45 p.m.] ([1545 GMT]) on [Saturday] off Cebu. | 2023-03-11T23:45; 2023-03-11T15:45Z; 2023-03-11
[Two days earlier], on [March 3], the minister had resigned. | 2023-03-03; 2023-03-03
[A decade later], nobody in Quito has been charged. | -
Peru's fishing season usually opens in [April]. | XXXX-04
The trial opened in Lima on [Feb. 3]; the verdict is due on [the 28th]. | 2023-02-03; 2023-03-28
The judge said on [Feb. 3] that she would rule on [the 28th]. | 2023-02-03; 2023-02-28
The mayor was held on [Feb. 3] and freed on [the 5th]. | 2023-02-03; 2023-02-05
The ban comes into force on [May 9]. | 2023-05-09
The new fares take effect in [February]. | 2024-02
The court goes back into session on [Monday]. | 2023-03-20
The senator could not be reached for comment [Wednesday]. | 2023-03-15
The union plans to contest [Tuesday]'s ruling. | 2023-03-14
The airline would not say on [Sunday] how many had been hurt. | 2023-03-12
Lithuania called a summit to be held on [June 21]. | 2023-06-21
The bridge stays closed until [Saturday]. | 2023-03-18
Schools in Malmo will remain shut until [Tuesday]. | 2023-03-21
The judge demanded that the firm hand over the files by [April 3]. | 2023-04-03
The general was given until [Friday] to leave the palace. | 2023-03-17
The banker was jailed in [August 2019]. [Four months later] he was pardoned. | 2019-08; 2019-12
The bank was seized in [2016], and [the following week] its chairman fled. | 2016; -
Zambia's leader met the lenders in [January]. [Two days later] the kwacha fell. | 2023-01; -
Output dropped in [fiscal 2021] and in [the second quarter of fiscal 2022]. | FY2021; FY2022-Q2
Kenya spent less in [the 2021/22 financial year]. | FY2021/2022
Revenue rose in [FY22] on strong sales in Poland. | FY2022
The army seized power in [the week ending Sunday, March 5]. | 2023-W09
Cases fell in [the week of Feb. 20]. | 2023-W08
The premier was sworn in [last September 6]. | 2022-09-06
A jury acquitted him [this past January 30]. | 2023-01-30
Lawmakers in Quito met on [Tuesday the 7th]. | 2023-03-07
They will vote on [Wednesday the 29th]. | 2023-03-29
The sale runs [12/4]-[18/4] in Turin. | 2023-04-12; 2023-04-18
The ferry was out of service from [26/2] - [3/3]. | 2023-02-26; 2023-03-03
Profit slid in [last year's third quarter]. | 2022-Q3
Vineyards burned in [last year's summer]. | 2022-SU
Bonuses will be cut in [the second half of the year]. | 2023-H2
Sales in Chile jumped in [the third quarter] after sinking in [the second]. | 2022-Q3; 2022-Q2
The gunman struck at [4:45 in the morning]. | 2023-03-16T04:45
Guards opened the gate at [6:20 in the evening on Monday]. | 2023-03-13T18:20
The hearing lasted from [10:15] to [11:40 a.m. Tuesday]. | 2023-03-14T10:15; 2023-03-14T11:40
The king will speak [tonight at 9]. | 2023-03-16T21:00
The strike lasted [two hundred and six days]. | P206D
The hostage was held for [three years and two months]. | P3Y2M
He chaired the board for [the past thirty one years]. | P31Y
Repairs will take between [six] and [nine months]. | P6M; P9M
The raid took place on [the night of Nov. 30]. | 2022-11-30TNI
The tanker exploded on [the evening of Feb. 11]. | 2023-02-11TEV
The inquiry opens [two weeks from Monday]. | 2023-04-03
The levy ends [45 days from today]. | 2023-04-30
The offer lapses [ten days from Wednesday]. | 2023-04-01
The law expires [a week from tomorrow]. | 2023-03-24
Steel was dear in the [1950s] and [60s]. | 195; 196
Punk reached Riga in the [1970's] and [80's]. | 197; 198
The talks will resume [Tuesday after next]. | 2023-03-28
The delegation landed [day before yesterday] in Baku. | 2023-03-14
The premier leaves [the day after tomorrow]. | 2023-03-18
The depot caught fire in [the early hours of Sunday]. | 2023-03-12TMO START
The depot caught fire [Saturday early in the morning]. | 2023-03-11TMO START
The train derailed on [March 9 in the afternoon]. | 2023-03-09TAF
The pact lapses [six months hence]. | 2023-09
The new tariff starts on [first of June]. | 2023-06-01
The parole board decided on [2022-9-8]. | 2022-09-08
Fireworks injured dozens on [New Years Eve]. | 2022-12-31
Motels were full on [Memorial Day weekend]. | 2022-W21-WE
The envoy called at [2 o'clock p.m.] from Tunis. | 2023-03-16T14:00
The factory blew up at [five a.m. on Wednesday]. | 2023-03-15T05:00
Profit warning for [4th qtr 2022] hits shares | 2022-Q4
Carmaker to cut jobs [next qtr] | 2023-Q2
The dockers walk out on [Thurs.] over pay. | 2023-03-16
The expo will run from [April 20] thru [24]. | 2023-04-20; 2023-04-24
The fleet sailed at [a quarter past 5 p.m.] | 2023-03-16T17:15
The market closed at [10 past 4 p.m. on Tuesday]. | 2023-03-14T16:10
The shelling began at [half past six in the morning]. | 2023-03-16T06:30
The cease-fire will start at [12 a.m. on Saturday]. | 2023-03-18T00:00
Officials talked from [8:30] till [10:15 on Wednesday]. | 2023-03-15T08:30; 2023-03-15T10:15
The price of rice rose over [the past quarter]. | P3M
Bus drivers will strike in [the coming month]. | 2023-04
Trade shrank in [the previous year]. | 2022
In [november 2020] voters in bern said no. | 2020-11
He told the court on [thursday] that he was ill. | 2023-03-16
The agency, founded in [the late 1880s], closed in [mid-2015]. | 188 END; 2015 MID
The dispute has run since [the 17th century]. | 16
The museum reopened [three weekends ago]. | 2023-W08-WE
The dam burst [18 months ago]. | 2021-09
He resigned [the Sunday before last]. | 2023-03-05
The parties meet again [a week on Monday]. | 2023-03-27
The polls close at [7 p.m. on Good Friday]. | 2023-04-07T19:00
Georgia went to the polls [two days before Christmas]. | 2022-12-23
Dubrovnik was crowded on [Easter Monday]. | 2022-04-18
The premier won office on [Oct. 9, 2018], and again on [8 November 2022]. | 2018-10-09; 2022-11-08
The ship left Gdansk on [the 3rd of March]. | 2023-03-03
The poll was taken from [Feb. 27] to [March 2]. | 2023-02-27; 2023-03-02
The poll was taken [Jan. 12]-[19] in six states. | 2023-01-12; 2023-01-19
The court sits [every other Monday]. | XXXX-WXX-1
Trams run [daily] from [5 a.m.] to [11 p.m.] | P1D; XXXX-XX-XXT05:00; XXXX-XX-XXT23:00
The clinic opens [Tuesdays] and [Thursdays]. | XXXX-WXX-2; XXXX-WXX-4
The rector was dismissed on [21-Oct-2022]. | 2022-10-21
Wheat fell for [the fourth straight week]. | -
The parliament in Accra rises on [the 31st]. | 2023-03-31
The contract was awarded on [the 9th]. | 2023-03-09
The envoy arrived [early Wednesday] and left [late that night]. | 2023-03-15 START; 2023-03-15TNI END
Fans queued [overnight] in Naples. | 2023-03-16TNI
Rain is forecast for [the weekend]. | 2023-W11-WE
The army said [last week] it would withdraw [this week]. | 2023-W10; 2023-W11
The minister may visit Hanoi [later this month]. | 2023-03
It was the hottest [July] since [2003]. | 2022-07; 2003
""",
    "2019-08-14": """
NAIROBI, [Aug. 13] - Police fired tear gas at students who had gathered since [dawn]. | 2019-08-13; 2019-08-13TMO
The chancellor's party lost [Sunday]'s vote in Bremen and meets again [next Tuesday]. | 2019-08-11; 2019-08-20
The court adjourned until [Sept. 3] after a witness fell ill [Tuesday afternoon]. | 2019-09-03; 2019-08-13TAF
Fishermen from Mombasa have been missing since [the 2nd]. | 2019-08-02
The lira has lost a third of its worth since [the start of last year]. | 2018 START
The ministry reported 40 deaths in [the first half of the year]. | 2019-H1
They had sailed [a fortnight ago]. | 2019-W31
The visa rule was dropped in [the summer of 2017]. | 2017-SU
The group, banned in [May of last year], met in secret. | 2018-05
The vaccine trial starts in [mid-September] and ends in [early 2020]. | 2019-09 MID; 2020 START
Voters in Guatemala chose a president on [Sunday, Aug. 11]. | 2019-08-11
A gas pipe blew up at [around 3:40 a.m.] in Surat. | 2019-08-14T03:40 APPROX
The curfew runs from [9 p.m.] to [5 a.m.] | 2019-08-14T21:00; 2019-08-14T05:00
Malawi's court will rule by [the end of August]. | 2019-08 END
The premier left office in [June 2016], [two years] after he won the vote. | 2016-06; P2Y
The miners were trapped for [more than 60 hours]. | PT60H MORE_THAN
About 900 people fled in [the past 48 hours]. | PT48H
He was born on [Christmas Day 1971]. | 1971-12-25
The president told parliament [last Thursday] he would not run in [2021]. | 2019-08-08; 2021
The festival, first held in [1954], draws thousands [every summer]. | 1954; XXXX-SU
The ship docked at [7:05 p.m. local time on Aug. 2]. | 2019-08-02T19:05
He takes over from Ruiz on [Oct. 1]. | 2019-10-01
The border has been shut since [last Friday]. | 2019-08-09
The envoy arrives in Kabul [Thursday]. | 2019-08-15
Japan and Peru signed the pact on [Tuesday] in Lima. | 2019-08-13
The trial of the ex-mayor begins [Monday]. | 2019-08-19
Kids go back to school [the Tuesday after Labor Day]. | 2019-09-03
Turnout was 61 percent at [11 a.m.], up from 58 percent [four years ago]. | 2019-08-14T11:00; 2015
The river crested [early Tuesday morning]. | 2019-08-13TMO START
The former king died [Tuesday night at 11:20]. | 2019-08-13T23:20
The blockade enters its [third month]. | -
The budget for [fiscal year 2020], which starts [Oct. 1], was passed. | FY2020; 2019-10-01
Retail sales rose in [July] from [June]. | 2019-07; 2019-06
Retail sales fell from [a year earlier]. | 2018
The army chief resigned [hours later]. | -
The archbishop will be buried [a week from today]. | 2019-08-21
The hearing was moved from [Aug. 20] to [Aug. 27]. | 2019-08-20; 2019-08-27
The opposition's rally [last weekend] drew 5,000. | 2019-W32-WE
Some 30 were hurt [the previous night]. | 2019-08-13TNI
Hungary's new law goes into effect [Jan. 1]. | 2020-01-01
Poland votes on [Oct. 13]. | 2019-10-13
It will take [at least a week] to clear the road. | P1W EQUAL_OR_MORE
The jury meets [three times a month]. | P1M
The minister was due back [Wednesday evening]. | 2019-08-14TEV
""",
    "2022-08-03": """
Wheat planting for the [2023/24] season has begun. | FY2023/2024
Exports for [marketing year 2020/21] hit a record. | FY2020/2021
Honduras sold 6 million bags in [coffee year 2019/2020], up from [2018/19]. | FY2019/2020; FY2018/2019
The Premier League's [2011-12] season was his last. | FY2011/2012
The flu season of [2017/18] was severe. | FY2017/2018
The [2007]-[08] financial crisis wiped out savings. | 2007; 2008
[The next school year] starts on [September 5]. | -; 2022-09-05
Tourists spent more in [the first eight months of 2019] than in [the first five months of this year]. | -; -
Inflation slowed in [the final three months of last year]. | 2021-Q4
They will meet in [the first three months of 2023]. | 2023-Q1
Rains fell in [the first six months of the fiscal year]. | -
She opened her [first six months] in power with a purge. | P6M
Clashes went on through [the early morning hours of Tuesday]. | 2022-08-02TMO START
The storm hit in [the late evening hours]. | 2022-08-03TEV END
The ferries sail [daily] at [6 am] & [9 pm]. | P1D; XXXX-XX-XXT06:00; XXXX-XX-XXT21:00
A [5-day]/[4-night] tour costs more. | P5D; P4D
The airline's [2021 summer] timetable was cut. | 2021-SU
The [2012] Summer Olympics were held in London. | 2012
A decision may come in [late second quarter of next year]. | 2023-Q2 END
Work begins [early in the third quarter]. | 2022-Q3 START
Construction lasted [two-and-a-half years]. | P2.5Y
He faces [10] to [15 years] in jail. | P10Y; P15Y
They meet [every two to three weeks]. | P3W EQUAL_OR_LESS
Coins from [200 years before Christ] were found. | BC0200
Rainfall was the lowest in [the last century]. | P100Y
""",
    "2021-02-10": """
The senate rises on [the second to last Thursday of May]. | 2021-05-20
Uganda swore in its leader on [the second Wednesday of last month]. | 2021-01-13
Turnout fell on [the last Sunday of November 2020]. | 2020-11-29
The choir rehearses on [the first Saturday of each month]. | XXXX-XX-WXX-6-1
The widow was paid on [the last working day of December]. | -
The fee was dropped in [the first ten days of January]. | -
The queen returns to London in [late March]. | 2021-03 END
The embargo takes effect [April 6]. | 2021-04-06
Police would not comment [Friday] on the arrest. | 2021-02-05
The club will appeal [Saturday]'s ban. | 2021-02-06
He ordered that the port reopen on [Thursday]. | 2021-02-11
The mayor was told to pay by [March 12]. | 2021-03-12
The firm was fined in [2017]; [nine months later] it closed. | 2017; -
The spy was freed in [March 2020]. [A week later] he died. | 2020-03; -
The clerk fled on [Jan. 4]. [Ten days later] he was caught in Split. | 2021-01-04; 2021-01-14
Sales fell in [the third fiscal quarter]. | -
Nigeria's spending rose in [fiscal 2019-20]. | FY2019/2020
The bishop was installed [last Oct. 3]. | 2020-10-03
The court meets on [Monday the 22nd]. | 2021-02-22
Shells hit the market between [2] and [4 p.m. on Sunday]. | 2021-02-07T14:00; 2021-02-07T16:00
The drought lasted [seven years, four months]. | P7Y4M
He spent [eleven and a half years] in a camp. | P11.5Y
She waited [one hundred and eighty days]. | P180D
The trip takes [five] to [six hours]. | PT5H; PT6H
Gunmen attacked the farm on [the night of Jan. 30-31]. | 2021-01-30TNI
The report is due [three weeks from Friday]. | 2021-03-05
The offer ends [60 days from now]. | 2021-04-11
The council votes [four days after Easter]. | 2021-04-08
The exhibit ends [the Sunday after Valentine's Day]. | 2021-02-21
Vietnam closes its markets for [Lunar New Year]. | 2021-02-12
The judge retired in [the fall of ’09]. | 2009-FA
The vote was held [Tuesday, 2 February], in Ramallah. | 2021-02-02
The ship left on [Feb 3] and is due on [Feb 19]. | 2021-02-03; 2021-02-19
The test was done at [0430 GMT on Saturday]. | 2021-02-06T04:30Z
The plane took off at [11:55 p.m. Friday]. | 2021-02-05T23:55
Talks resume at [10 a.m. Thursday, Feb. 11]. | 2021-02-11T10:00
He had quit [that same day]. | -
""",
}


@pytest.mark.parametrize(
    ("published", "row"),
    [(day, row) for day, rows in SENTENCES.items() for row in rows.strip().splitlines()],
    ids=lambda value: value[:60],
)
def test_dates_of_a_sentence(published: str, row: str) -> None:
    marked, values = row.rsplit(" | ", 1)
    record = newsfacts.extract(re.sub(r"[\[\]]", "", marked), date=published)
    found = [(date.text, " ".join(filter(None, (date.value or "-", date.modifier)))) for date in record.dates]
    assert found == list(zip(re.findall(r"\[([^]]*)]", marked), values.split("; "), strict=True))


@pytest.mark.parametrize(
    "sentence",
    [
        "The house march 12 men abreast.",
        "Soldiers march 20 miles a night.",
        "An august body of bankers met.",
        "Sam Sun and Mo Sat sold it.",
        "The board voted 15 to 3.",
        "They scored 20 past the keeper.",
        "He won the first, and lost the second.",
        "The side lost in the second half after winning the first.",
        "Wed in Rome, the pair left.",
        "He bet on Fri Olsen to win.",
        "The current government stands, and the coming storm is strong.",
        "They met on the eve of the war.",
        "He ordered a black friday sale.",
        "Case 2021/22 was adjourned.",
        "The film Winter of '79 opened.",
        "To this day the killers are free.",
        "Children aged six to nine months got the shot.",
    ],
)
def test_no_dates(sentence: str) -> None:
    assert not [date for date in newsfacts.extract(sentence, date="2019-08-14").dates if date.type == "date"]
