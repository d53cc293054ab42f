"""News layout: what datelines, headings, bylines, lists and captions do to sentences.

Runs first, on bare tokens. It cuts the text into blocks, presets ``token.is_sent_start`` where layout decides it
(True at a block's first word, False inside a wrapped line and after an abbreviation) and leaves the rest to the
parser, which keeps what is preset. From the article's head it reads the title, the dateline and the day of
publication, where the reader did not already know them.

Sets ``doc._.blocks``, ``doc._.title``, ``doc._.dateline``, ``doc._.published``, ``doc._.published_from``.
"""

from __future__ import annotations

import datetime as dt
import re
from bisect import bisect_left
from dataclasses import dataclass
from functools import cache
from itertools import pairwise
from typing import Literal

from spacy.language import Language
from spacy.tokens import Doc, Token

from newsfacts.article import Article
from newsfacts.lexicon.files import read_package_rows, read_table
from newsfacts.record import Dateline

BlockKind = Literal["heading", "dateline", "byline", "paragraph", "list_item", "caption", "link", "boilerplate"]


@dataclass(frozen=True, slots=True)
class Block:
    """A stretch of the layout: characters ``start`` to ``end`` (half-open), without the space around it."""

    kind: BlockKind
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Line:
    """One line of the text, trimmed; ``blank_before``: a blank line or the text's start stands before it."""

    text: str
    start: int
    end: int
    blank_before: bool


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
BYLINE = re.compile(
    r"(?:By|BY|Story by|Written by|Reporting by|Text by|Photos? by|Words by)[ :]+"
    r"[A-ZÀ-Þ][\w.'’-]+(?:[ ](?:[A-ZÀ-Þ][\w.'’-]*|de|van|von|bin|al|and|der|la|del))*"
    r"(?:[ ]*(?:,|\||•|–|-|and|in)[ ]*[A-ZÀ-Þ@\d][^.!?]{0,80})?"
    r"|(?:[A-Z][\w.'’-]+[ ]){1,3}(?:in|for)[ ][A-Z][\w ]+"
)
BULLET = re.compile(r"(?:[•●▪◦‣·*–—-]|\(?\d{1,2}[.)]|\(?[a-z]\))[ \t]+")
CAPTION = re.compile(
    r"(?:Photo|Image|Picture|File|Caption|Credit|Source|Graphic|Video|Watch|FILE|PHOTO|IMAGE|Photograph)"
    r"(?:[ ](?:by|credit|courtesy|of|photo))?[ ]?(?::|[–—]| - )|FILE PHOTO"
)
#: What a caption ends in: "(AP Photo/Name)", "/Getty Images"; an agency alone signs paragraphs, too.
CREDIT = re.compile(
    r"\((?:AP|Reuters|AFP)\b(?=[^)]*\w)[^)]{1,60}\)$"
    r"|/(?:Getty Images|AFP|Reuters|AP)\)?$|(?:Getty Images|AP Photo)\)?$"
)
#: What a line begins with that only leads to another article, and the headline behind it.
LINK = re.compile(
    r"[\[(*_>»•\s-]{0,8}(?P<cue>Read (?:more|also|next|this)|Also read|See also|More (?:on this|from|stories|coverage)|"
    r"Related(?: stories| story| articles?| content| news| coverage)?(?=[ ]?:)|Don['’]t miss|Recommended for you|"
    r"Most read|Story continues|Continue reading)\b[*_]{0,2}(?P<sign>[ ]?[:|>»–—-])?",
    re.IGNORECASE,
)
BOILERPLATE = re.compile(
    r"(?:Share this|Sign up|Subscribe|Click here|Follow us|Advertisement|ADVERTISEMENT|"
    r"Editing by|Reporting by|Additional reporting|\(Reporting by|\(Editing by|"
    r"Copyright|All rights reserved|Our Standards|Newsletter|Skip to|Print this)\b|©",
    re.IGNORECASE,
)
#: An address alone on its line.
ADDRESS = re.compile(r"(?:https?://|www\.)\S+")
#: Words that end in a point inside a sentence. After those of the first kind a capital always goes on.
TITLES = frozenset({
    "Gen", "Lt", "Col", "Maj", "Capt", "Sgt", "Cpl", "Pvt", "Adm", "Cmdr", "Sen", "Sens", "Rep", "Reps", "Gov", "Govs",
    "Pres", "Mr", "Mrs", "Ms", "Dr", "Prof", "Rev", "Hon", "Messrs", "Supt", "Insp", "Amb", "Brig", "Pfc", "St", "Mt",
    "Ft", "Msgr", "Fr", "Atty", "Det",
})
NUMBERED = frozenset({
    "No", "Nos", "Art", "Sec", "Fig", "Vol", "pp", "Jan", "Feb", "Mar", "Apr", "Jun", "Jul", "Aug", "Sept", "Sep",
    "Oct", "Nov", "Dec", "approx", "ca", "v", "vs",
})
#: What surely ends something that began before it.
CLOSING = frozenset({"”", "’", "»", ")", "]", ",", ";", ".", "!", "?", ":", "%", "'s", "’s"})
OPENING = frozenset(",;(“‘«[$€£/%&")
#: Blocks that are never cut into several sentences.
WHOLE = frozenset({"heading", "byline", "dateline", "link", "boilerplate"})
#: Blocks that are no text of the article.
BESIDE = frozenset({"link", "caption"})
#: Tokens of a sentence beyond which it is cut, since time grows with the square of its length. The longest sentence
#: of the English treebanks of UD (EWT, GUM) has 159, of the news articles that rules are made with 87.
LONGEST = 250
#: Where a sentence that is too long is cut, best first; elsewhere when there is nothing of these.
CUTS = (frozenset(".!?"), frozenset(";:"), frozenset(","))
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
def load_gazetteer() -> Gazetteer:
    """Read ``countries.jsonl`` and ``dateline_places.toml`` of the package, once."""
    listed = read_table("dateline_places.toml")
    unsure = {place.casefold(): code for code, found in listed["with_the_state"].items() for place in found}
    places: dict[str, set[str]] = {}
    names: dict[str, tuple[str, ...]] = {}
    capitals: list[list[str]] = []
    for row in read_package_rows("countries.jsonl"):
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


def resolve_place(place: str, regions: list[str], head: str) -> str | None:
    """The country of a dateline's place, from the region behind it, itself, or the state the article's head names."""
    gazetteer = load_gazetteer()
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


def find_lines(text: str) -> list[Line]:
    lines: list[Line] = []
    blank = True
    position = 0
    for raw in text.splitlines(keepends=True):
        stripped = raw.strip()
        if stripped:
            start = position + raw.index(stripped[0])
            lines.append(Line(stripped, start, start + len(stripped), blank))
        blank = not stripped
        position += len(raw)
    return lines


def is_heading_like(text: str) -> bool:
    """Short, starts with a capital, digit or quote, has letters, and does not end as a sentence does."""
    if not 2 <= len(text) <= 140 or text.rstrip("”’»)]\"'")[-1:] in set(".,;:!…—–-"):
        return False
    first = text.lstrip("\"'“‘«(")[:1]
    return (first.isupper() or first.isdigit()) and any(c.isalpha() for c in text)


def find_blocks(text: str) -> list[Block]:
    """Cut the text into blocks. A blank line always ends one; a single break does where the layout shows it."""
    lines = find_lines(text)
    blocks: list[Block] = []
    width = wrap_width(lines)
    open_kind: BlockKind | None = None
    seen_body = False
    for i, line in enumerate(lines):
        previous = lines[i - 1] if i else None
        following = lines[i + 1] if i + 1 < len(lines) else None
        wrapped = (
            not line.blank_before and previous is not None and open_kind in {"paragraph", "list_item", "caption"}
            and is_wrapped(previous, line, width)
        )
        if wrapped and not BULLET.match(line.text):
            last = blocks[-1]
            blocks[-1] = Block(last.kind, last.start, line.end)
            continue
        kind = resolve_kind(line, following, width, early=i < 8)
        start = line.start
        if kind == "paragraph":
            head, start = find_head(line, first=not seen_body, early=i < 6)
            blocks += head
        if start >= line.end:
            open_kind = "dateline"
            continue
        blocks.append(Block(kind, start, line.end))
        open_kind = kind
        seen_body = seen_body or kind == "paragraph"
    return blocks


def find_head(line: Line, first: bool, early: bool) -> tuple[list[Block], int]:
    """The dateline, agency or date that a paragraph opens with, and where the rest begins."""
    start = line.start
    if match := find_dateline(line.text, first=first):
        head = line.text[: match.end()].rstrip()
        return [Block("dateline", start, start + len(head))], start + match.end()
    if first and (agency := AGENCY.match(line.text)):
        return [Block("dateline", start, start + len(agency.group().rstrip()))], start + agency.end()
    if early and (dated := find_date_alone(line.text)):
        rest = line.text[dated.end() :]
        after = start + dated.end() + len(rest) - len(rest.lstrip(" ,:–—-"))
        return [Block("dateline", start, start + dated.end())], after
    return [], start


def find_date_alone(text: str) -> re.Match[str] | None:
    """The full date that heads a line, not one that opens its sentence: nothing, a separator or a capital follows."""
    dated = FULL_DATE.match(text)
    rest = text[dated.end() :].lstrip(" ") if dated else ""
    return dated if not rest or rest[0] in "|•–—" or rest[0].isupper() else None


def wrap_width(lines: list[Line]) -> int:
    """The column at which the text is hard-wrapped, 0 when it is not.

    Wrapped text shows itself: at most of its single line breaks, the next line's first word no longer fitted.
    """
    width = max((len(line.text) for line in lines), default=0)
    pairs = [(one, two) for one, two in pairwise(lines) if not two.blank_before]
    if not 40 <= width <= 120 or not pairs:
        return 0
    full = sum(len(one.text) + 1 + len(first_word(two)) > width - 3 for one, two in pairs)
    return width if full >= 0.5 * len(pairs) else 0


def first_word(line: Line) -> str:
    return line.text.split(None, 1)[0]


def is_wrapped(previous: Line, line: Line, width: int) -> bool:
    """Whether a single line break stands inside a running text rather than between two blocks."""
    text = line.text
    if BULLET.match(text) or is_link(text) or BOILERPLATE.match(text) or BYLINE.fullmatch(text[:200]):
        return False
    if line.text[0].islower() or previous.text[-1] in ",;":
        return True
    return bool(width) and len(previous.text) + 1 + len(first_word(line)) > width - 3


def resolve_kind(line: Line, following: Line | None, width: int, early: bool) -> BlockKind:
    text = line.text
    if is_link(text):
        return "link"
    if (BOILERPLATE.match(text) and len(text) < 200) or ADDRESS.fullmatch(text):
        return "boilerplate"
    if early and len(text) < 120 and BYLINE.fullmatch(text):
        return "byline"
    if BULLET.match(text):
        return "list_item"
    if len(text) < 400 and (CAPTION.match(text) or CREDIT.search(text)):
        return "caption"
    ends = following is None or following.blank_before or not is_wrapped(line, following, width)
    return "heading" if ends and is_heading_like(text) else "paragraph"


def is_link(text: str) -> bool:
    """Whether a line only leads elsewhere: "READ MORE: …", "Also read" and a headline; no sentence that begins so.

    >>> is_link("Related: Kenya sues Uganda"), is_link("Read more books, the minister told pupils.")
    (True, False)
    """
    match = LINK.match(text) if len(text) < 200 else None
    if match is None:
        return False
    return bool(match["sign"] or match["cue"].isupper()) or text.rstrip("”’»)]\"'")[-1:] not in set(".!,;")


def to_body(text: str) -> str:
    """A text with blanks for what is beside the article, lines that only link elsewhere and captions, place for place.

    A text that is nothing else stays as it is.
    """
    beside = [block for block in find_blocks(text) if block.kind in BESIDE]
    pieces: list[str] = []
    position = 0
    for block in beside:
        pieces += [text[position : block.start], re.sub(r"\S", " ", text[block.start : block.end])]
        position = block.end
    body = "".join([*pieces, text[position:]])
    return body if any(map(str.isalnum, body)) else text


def is_known_place(place: str) -> bool:
    gazetteer = load_gazetteer()
    return place.casefold() in gazetteer.places or place.casefold() in gazetteer.with_the_state


def split_agency(match: re.Match[str]) -> tuple[str, str | None]:
    """The place and the agency of a dateline, which may stand beside it without brackets: "London CNN —"."""
    place, agency = match["place"], match["agency"]
    city, _, last = place.rpartition(" ")
    return (city, last) if agency is None and city and re.fullmatch(_AGENCIES, last) else (place, agency)


def find_dateline(text: str, first: bool) -> re.Match[str] | None:
    """The dateline that a paragraph opens with, or None. ``first``: no paragraph of the body stands before it."""
    match = DATELINE.match(text[:200])
    if match is None:
        return None
    (place, agency), after = split_agency(match), text[match.end() :].lstrip("\"'“‘")[:1]
    if after and not after.isupper() and not after.isdigit():
        return None  # "Kenya – the region's largest economy – …" opens a sentence
    dated = bool(re.search(_DATELINE_DATE, match.group()))
    return match if heads_the_story(match["dash"], place, agency, dated, first) else None


def heads_the_story(dash: str, place: str, agency: str | None, dated: bool, first: bool) -> bool:
    """Whether what looks like a dateline is one, by the sign behind it and by what it names."""
    known = is_known_place(place)
    if dash == ":" and agency is None:  # "Doha: The emir ..." but not "Kenya: a history"
        return first and known and (dated or place.casefold() in load_gazetteer().cities)
    if dash == "" and not (agency and (dated or agency[0] == "/")):
        return False
    shouted = place.isupper() and len(place) > 2 and (first or known)
    return bool(agency) or dated or shouted or (first and known)


def resolve_dateline(text: str, blocks: list[Block]) -> Dateline | None:
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
        code = resolve_place(place, region, text[block.end : block.end + HEAD])
        return Dateline(text=line, place=to_spelling(place), country=code)
    return None


def to_spelling(place: str) -> str:
    """A place in capitals as it is written elsewhere; what may be an abbreviation stays as it is.

    >>> to_spelling("LIMA"), to_spelling("COX'S BAZAR"), to_spelling("U.N."), to_spelling("MIDLAND")
    ('Lima', "Cox's Bazar", 'U.N.', 'Midland')
    """
    if not place.isupper():
        return place
    known = load_gazetteer().spellings.get(place.casefold())
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


def resolve_title(text: str, blocks: list[Block]) -> str | None:
    """The first block, when it is a heading with a body after it."""
    if len(blocks) < 2 or blocks[0].kind != "heading":
        return None
    title = " ".join(text[blocks[0].start : blocks[0].end].split())
    if FULL_DATE.fullmatch(title) or not any(b.kind in {"paragraph", "list_item"} for b in blocks[1:]):
        return None
    return title if len(title.split()) > 1 else None


def find_cuts(doc: Doc, starts: set[int]) -> dict[int, bool]:
    """Where stretches without a start are cut that no sentence may be as long as.

    Args:
        doc: its tokens.
        starts: where sentences surely begin.

    Returns:
        the tokens before which to cut; whether that cuts a sentence, rather than ending one.
    """
    cuts: dict[int, bool] = {}
    for start, end in pairwise([*sorted(starts), len(doc)]):
        while end - start > LONGEST:
            start, inside = _find_cut(doc, start)
            cuts[start] = inside
    return cuts


def _find_cut(doc: Doc, start: int) -> tuple[int, bool]:
    window = range(start + LONGEST, start + LONGEST // 2, -1)
    for signs in CUTS:
        for i in window:
            if doc[i - 1].text in signs and (signs is not CUTS[0] or doc[i].is_title):
                return i, signs is not CUTS[0]
    return start + LONGEST, True


class Segmenter:
    """The component. Keeps no state between Docs; linear in the text's length."""

    def __init__(self, name: str = "newsfacts_segmentation") -> None:
        self.name = name

    def __call__(self, doc: Doc) -> Doc:
        text = doc.text
        article: Article = doc._.article or Article(text=text)
        blocks = find_blocks(text)
        doc._.blocks = blocks
        doc._.title = article.title or resolve_title(text, blocks)
        doc._.dateline = resolve_dateline(text, blocks)
        doc._.published, doc._.published_from = article.published, article.published_from
        if article.published is None and not article.undated and (day := resolve_published(text, blocks)) is not None:
            doc._.published, doc._.published_from = day, "text"
        self.set_starts(doc, text, blocks)
        return doc

    def set_starts(self, doc: Doc, text: str, blocks: list[Block]) -> None:
        """Preset what layout decides; the parser decides the rest."""
        if not len(doc):
            return
        starts, glued = find_pieces(doc, text, blocks)
        starts.add(0)
        preset = doc.to_array(["SENT_START"])
        cut = find_cuts(doc, starts)
        starts |= cut.keys()
        if any(cut.values()):
            doc._.warnings = [*doc._.warnings, f"a sentence of more than {LONGEST} words and signs was cut"]
        for i, token in enumerate(doc):
            if i in starts or (i not in glued and self.opens(doc, i)):
                preset[i] = 1
            elif token.is_space or i in glued or self.goes_on(doc, i):
                preset[i] = 2**64 - 1  # minus one: unsigned, as spaCy stores it
        # All at once: setting one token's is_sent_start looks at every token of the Doc first.
        doc.from_array(["SENT_START"], preset)  # type: ignore[arg-type]

    @staticmethod
    def opens(doc: Doc, i: int) -> bool:
        """Whether token ``i`` is a quote that opens a sentence behind one that has ended."""
        token, j = doc[i], i - 1
        while j > 0 and doc[j].is_space:
            j -= 1
        if token.text not in {'"', "“", "‘", "'"} or token.whitespace_ or j < 1 or i + 1 >= len(doc):
            return False
        spaced = doc[j].whitespace_ or j < i - 1
        if doc[j].text in {'"', "”", "’", "'"}:
            j -= 1
        return bool(spaced) and doc[j].text in {".", "!", "?"} and doc[i + 1].text[:1].isupper()

    @staticmethod
    def goes_on(doc: Doc, i: int) -> bool:
        """Whether token ``i`` surely continues the sentence: a closing quote, or after a title or an initial."""
        token, j = doc[i], i - 1
        while j > 0 and doc[j].is_space:
            j -= 1
        before = doc[j]
        if token.text in CLOSING or (token.text == '"' and not before.whitespace_ and doc[i - 1] is before):
            return True
        if before.text[-1:] == ".":
            return is_abbreviated(doc, j, token)
        if before.text in {'"', "'"} and not before.whitespace_ and (j == 0 or doc[j - 1].whitespace_):
            return True  # a straight quote that opens
        # Within a block, what ends no sentence starts none: a word, a comma, an opening bracket or quote.
        return before.text[-1:].isalnum() or before.text[-1:] in OPENING


def find_pieces(doc: Doc, text: str, blocks: list[Block]) -> tuple[set[int], set[int]]:
    """The tokens that blocks start with, and those that go on within a piece, or behind a list's marker."""
    offsets = [token.idx for token in doc]
    starts: set[int] = set()
    glued: set[int] = set()
    for block in blocks:
        first, last = bisect_left(offsets, block.start), bisect_left(offsets, block.end)
        starts.add(first)
        if block.kind in WHOLE:
            glued.update(range(first + 1, last))
        elif block.kind == "caption" and (credit := CREDIT.search(text, block.start, block.end)):
            glued.update(range(bisect_left(offsets, credit.start()), last))
        elif block.kind == "list_item" and (marker := BULLET.match(text, block.start)):
            glued.update(range(first + 1, bisect_left(offsets, marker.end()) + 1))
    if blocks and doc[0].is_space:
        starts.discard(bisect_left(offsets, blocks[0].start))
        glued.add(bisect_left(offsets, blocks[0].start))
    return starts, glued


def is_abbreviated(doc: Doc, j: int, token: Token) -> bool:
    """Whether the full stop of token ``j`` ends no sentence before ``token``: a title, "Art. 5", an initial."""
    stem = doc[j].text[:-1]
    if stem in TITLES:
        return True
    if stem in NUMBERED:
        return token.is_digit or not token.is_title or (stem != "No" and token.like_num)
    return len(stem) == 1 and stem.isupper() and token.is_title and j > 0 and doc[j - 1].is_title


def create_segmentation(nlp: Language, name: str) -> Segmenter:
    """The factory that spaCy calls."""
    return Segmenter(name)
