"""Where and when an article was written: datelines, agencies, days in its head."""

from __future__ import annotations

import datetime as dt
import re
from dataclasses import dataclass
from functools import cache

from newsfacts.language.blocks import Block
from newsfacts.lexicon import BUILTIN, Lexicon
from newsfacts.lexicon.files import read_table
from newsfacts.record import Dateline

MONTHS = {
    name: number
    for number, names in enumerate(
        (
            ("January", "Jan"), ("February", "Feb"), ("March", "Mar"), ("April", "Apr"), ("May",), ("June", "Jun"),
            ("July", "Jul"), ("August", "Aug"), ("September", "Sept", "Sep"), ("October", "Oct"), ("November", "Nov"),
            ("December", "Dec"),
        ),
        start=1,
    )
    for name in names
}

_MONTH = "(?:" + "|".join(sorted(MONTHS, key=len, reverse=True)) + ")"

_WEEKDAY = r"(?:(?:Mon|Tues?|Wed(?:nes)?|Thurs?|Thu|Fri|Sat(?:ur)?|Sun)(?:day)?\.?,?[ ]+)"

_YEAR = r"(?:1[89]\d\d|20\d\d)"

#: A full date: "May 7, 2015", "7 May 2015", "2015-05-07".
FULL_DATE = re.compile(
    rf"\b{_WEEKDAY}?(?:(?P<m1>{_MONTH})\.?[ ]+(?P<d1>\d{{1,2}})(?:st|nd|rd|th)?,?[ ]+(?P<y1>{_YEAR})"
    rf"|(?P<d2>\d{{1,2}})(?:st|nd|rd|th)?[ ]+(?P<m2>{_MONTH})\.?,?[ ]+(?P<y2>{_YEAR})"
    rf"|(?P<y3>{_YEAR})-(?P<m3>\d\d)-(?P<d3>\d\d))\b",
    re.IGNORECASE,
)

_DATELINE_DATE = rf"(?:{_WEEKDAY}?(?:{_MONTH}\.?[ ]+\d{{1,2}}|\d{{1,2}}[ ]+{_MONTH}\.?)(?:,?[ ]+{_YEAR})?)"

_PLACE = r"[A-ZÀ-Þ][\w.'’-]{0,30}(?:[ /][A-Zdel][\w.'’-]{0,30}){0,4}"

_PLACES = rf"(?P<place>{_PLACE})(?P<region>(?:,[ ]{_PLACE}){{0,2}})"

_DASH = r"(?:[–—―]|--+|-(?=[ ]))"

#: Agencies that sign without brackets: "London CNN —", "Tehran, Oct 5, IRNA -".
_AGENCIES = (
    "CNN|AP|AFP|UPI|IRNA|PTI|ANI|IANS|APP|BSS|UNB|Xinhua|Reuters|TASS|Tass|Interfax|Yonhap|Kyodo|NPR|BBC|VOA|SANA|WAM"
)

#: "GENEVA, March 3, 2021 (Reuters) -", "KYIV, Ukraine (AP) —", "China(Washington Insider Magazine) –", "PARIS —".
DATELINE = re.compile(
    rf"{_PLACES}(?:,?[ ]*{_DATELINE_DATE},?)?[ ]*(?P<agency>\([^\W\d_][^()\n]{{1,60}}\)|/[A-ZÀ-Þ -]{{2,30}}/"
    rf"|,?(?<=[ ,])[ ]?(?:{_AGENCIES})(?=[ ]*[-–—:]))?"
    rf"(?:,?[ ]*{_DATELINE_DATE})?\.?[ ]*(?P<dash>{_DASH}|_(?=[ ])|:(?=[ ])|(?<=/\.)|(?<=[A-Z]\))(?=[ ][A-ZÀ-Þ]))[ ]*"
)

#: An agency alone before the text: "(Reuters) -", "(CNN)China said".
AGENCY = re.compile(
    rf"(?:\([A-ZÀ-Þ][\w .&/-]{{1,30}}\)[ ]*{_DASH}[ ]+|\((?:{_AGENCIES})\)[ ]*)(?=[\"'“‘]?[A-ZÀ-Þ\d])"
)

HEAD = 1500  # characters of the article's head in which a date or dateline is looked for


@dataclass(frozen=True, slots=True)
class Gazetteer:
    """The places of datelines, folded, with their country's code; what is a place of two countries is in none.

    ``places``: countries, capitals, cities; ``cities``: those of them that are no state; ``regions``: what stands
    behind a city ("Texas"); ``with_the_state``: capitals that are other places too, theirs where one of ``names`` of
    the country stands in the article's head; ``spellings``: how a place is written outside capitals.
    """

    places: dict[str, str]
    cities: frozenset[str]
    regions: dict[str, str]
    with_the_state: dict[str, str]
    names: dict[str, tuple[str, ...]]
    spellings: dict[str, str]


@cache
def load_gazetteer(lexicon: Lexicon = BUILTIN) -> Gazetteer:
    """The countries of a lexicon and the package's ``dateline_places.toml``, read once."""
    listed = read_table("dateline_places.toml")
    unsure = {place.casefold(): code for code, found in listed["with_the_state"].items() for place in found}
    places: dict[str, set[str]] = {}
    names: dict[str, tuple[str, ...]] = {}
    capitals: list[list[str]] = []
    for row in lexicon.rows("country"):
        if row["code"] in {"SU", "YU", "CS"}:
            continue
        capitals.append(row["capitals"])
        names[row["code"]] = (*row["names"], *row["abbreviations"], *row["demonyms"])
        for name in [*row["names"], *row["abbreviations"], *row["capitals"], *row["metonyms"]]:
            places.setdefault(name.casefold(), set()).add(row["code"])
    for code, cities in listed["cities"].items():
        for city in cities:
            places.setdefault(city.casefold(), set()).add(code)
    sure = {name: min(codes) for name, codes in places.items() if len(codes) == 1 and name not in unsure}
    regions = {name.casefold(): code for code, found in listed["regions"].items() for name in found}
    states = {name.casefold() for found in names.values() for name in found}
    listed_cities = (*listed["cities"].values(), *listed["with_the_state"].values())
    spellings = {city.casefold(): city for found in (*capitals, *listed_cities) for city in found}
    return Gazetteer(sure, frozenset(sure.keys() - states), {**sure, **regions}, unsure, names, spellings)


def resolve_place(place: str, regions: list[str], head: str, gazetteer: Gazetteer) -> str | None:
    """The country of a dateline's place, from the region behind it, itself, or the state the article's head names."""
    for region in reversed(regions):
        if code := gazetteer.regions.get(region.casefold()):
            return code
    folded = place.casefold()
    if code := gazetteer.places.get(folded):
        return code
    code = gazetteer.with_the_state.get(folded)
    if code is not None and re.search(rf"\b(?:{'|'.join(map(re.escape, gazetteer.names[code]))})(?!\w)", head):
        return code
    return None


def find_date_alone(text: str) -> re.Match[str] | None:
    """The full date that heads a line, not one that opens its sentence: nothing, a separator or a capital follows."""
    dated = FULL_DATE.match(text)
    rest = text[dated.end() :].lstrip(" ") if dated else ""
    return dated if not rest or rest[0] in "|•–—" or rest[0].isupper() else None


def is_known_place(place: str, gazetteer: Gazetteer) -> bool:
    return place.casefold() in gazetteer.places or place.casefold() in gazetteer.with_the_state


def split_agency(match: re.Match[str]) -> tuple[str, str | None]:
    """The place and the agency of a dateline, which may stand beside it without brackets: "London CNN —"."""
    place, agency = match["place"], match["agency"]
    city, _, last = place.rpartition(" ")
    return (city, last) if agency is None and city and re.fullmatch(_AGENCIES, last) else (place, agency)


def find_dateline(text: str, first: bool, gazetteer: Gazetteer) -> re.Match[str] | None:
    """The dateline that a paragraph opens with, or None. ``first``: no paragraph of the body stands before it."""
    match = DATELINE.match(text[:200])
    if match is None:
        return None
    (place, agency), after = split_agency(match), text[match.end() :].lstrip("\"'“‘")[:1]
    if after and not after.isupper() and not after.isdigit():
        return None  # "Kenya – the region's largest economy – …" opens a sentence
    dated = bool(re.search(_DATELINE_DATE, match.group()))
    return match if heads_the_story(match["dash"], place, agency, dated, first, gazetteer) else None


def heads_the_story(
    dash: str, place: str, agency: str | None, dated: bool, first: bool, gazetteer: Gazetteer
) -> bool:
    """Whether what looks like a dateline is one, by the sign behind it and by what it names."""
    known = is_known_place(place, gazetteer)
    if dash == ":" and agency is None:  # "Doha: The emir ..." but not "Kenya: a history"
        return first and known and (dated or place.casefold() in gazetteer.cities)
    if dash == "" and not (agency and (dated or agency[0] == "/")):
        return False
    shouted = place.isupper() and len(place) > 2 and (first or known)
    return bool(agency) or dated or shouted or (first and known)


def resolve_dateline(text: str, blocks: list[Block], gazetteer: Gazetteer) -> Dateline | None:
    for block in blocks[:12]:
        if block.kind != "dateline":
            continue
        line = text[block.start : block.end]
        match = DATELINE.match(line) or DATELINE.match(line + " — ")
        if match is None or FULL_DATE.match(line):
            continue
        place = split_agency(match)[0].strip(" ,")
        region = [r.strip() for r in match["region"].split(",") if r.strip()]
        region = [r for r in region if not re.match(_MONTH, r)]
        code = resolve_place(place, region, text[block.end : block.end + HEAD], gazetteer)
        return Dateline(text=line, place=to_spelling(place, gazetteer), country=code)
    return None


def to_spelling(place: str, gazetteer: Gazetteer) -> str:
    """A place in capitals as it is written elsewhere; what may be an abbreviation stays as it is.

    >>> [to_spelling(place, load_gazetteer()) for place in ("LIMA", "COX'S BAZAR", "U.N.", "MIDLAND")]
    ['Lima', "Cox's Bazar", 'U.N.', 'Midland']
    """
    if not place.isupper():
        return place
    known = gazetteer.spellings.get(place.casefold())
    return known or (place.title() if len(place) > 4 else place)


def resolve_published(text: str, blocks: list[Block]) -> dt.date | None:
    """The full date in the article's head: alone on a line, in the dateline, or beside the byline."""
    for block in blocks[:8]:
        piece = text[block.start : min(block.end, block.start + 200)]
        if block.start > HEAD:
            break
        if block.kind == "paragraph" and not re.match(r"(?:Published|Updated|Posted|Last updated|Date)\b", piece):
            continue
        match = FULL_DATE.search(piece)
        if match is None or (block.kind == "heading" and not is_date_line(piece, match)):
            continue
        day = to_day(match)
        if day is not None:
            return day
    said = TODAY.search(text[:HEAD])
    return to_day(said) if said else None


#: The article's own day, said in its first sentences: "Police today (July 26, 2022) recovered …".
TODAY = re.compile(
    rf"\b(?:today|tonight|this[ ](?:morning|afternoon|evening))[ ]\({FULL_DATE.pattern}\)", re.IGNORECASE
)


def is_date_line(piece: str, match: re.Match[str]) -> bool:
    rest = (piece[: match.start()] + piece[match.end() :]).strip(" ,|•–—-:.")
    return len(rest) <= 45 and (not rest or bool(re.match(r"at|\d|[A-Z]", rest)))


def to_day(match: re.Match[str]) -> dt.date | None:
    month = match["m1"] or match["m2"]
    number = MONTHS[month.title()] if month else int(match["m3"])
    year = match["y1"] or match["y2"] or match["y3"]
    day = match["d1"] or match["d2"] or match["d3"]
    try:
        return dt.date(int(year), number, int(day))
    except ValueError:
        return None
