"""What a resolver may look at, what it returns, and the small decisions that many rows share."""


from __future__ import annotations

import datetime as dt
import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field, replace
from typing import Any

from spacy.tokens import Doc

from newsfacts.language.dates import patterns as p
from newsfacts.language.dates import values as v
from newsfacts.language.dates.patterns import LEXICON, W, any_of
from newsfacts.language.dates.tense import FUTURE, PAST, direction_of
from newsfacts.language.layout import find_blocks

Match = re.Match[str]


_NUMERIC = re.compile(rf"(?<![\w$€£¥₹#/])(?<!\d[.,:]){p.NUMERIC}(?!\w)")
_COMING = re.compile(r"\b(?:will|would|to be|is to|are to|set to|expected|scheduled|ahead of|before)\b")


_PERSON_MAY = re.compile(r"\b(?:Theresa|Mrs\.?|Ms\.?|Mr\.?|Minister)\s+May\b")


@dataclass(frozen=True, slots=True)
class Found:
    """One expression: its span, TIMEX3 type, value and modifier; ``unanchored`` when only an anchor was missing.

    ``days`` are the first and last day it covers where its value does not say so.
    """

    start: int
    end: int
    type: str
    value: str | None
    modifier: str | None = None
    unanchored: bool = False
    ambiguous: bool = False  # day or month first: nothing tells
    days: v.Days | None = None
    bare: bool = False  # an hour whose day only what stands around it tells


_CONTINUED = re.compile(
    rf"{p.MONTH_IN_DATE}{W}?\n{W}?\d{{1,2}}(?:st|nd|rd|th)?(?:,|{W}\d{{4}}|(?P<bare>(?!{W}{p.MONTH})\b))|[,;]{W}?\n"
    rf"|\n{W}?[a-z]"
)
#: A shorter line was not wrapped: "Protest planned for June / 5 held in Cairo".
_WRAPPED_AT = 45


def unwrap(text: str, blocks: Sequence[Any]) -> str:
    """The text, as long as it was, with the breaks inside the lines of a hard-wrapped paragraph as spaces.

    A break is one of those where what follows plainly goes on ("on May / 5, 2019"), or where it stands in a block that
    has more of them; any other ends the line: a headline does not go on in the dateline below it.
    """
    if "\n" not in text:
        return text
    wrapped = [
        at for m in _CONTINUED.finditer(text) if "\n\n" not in m[0]
        for at in (m.start() + m[0].index("\n"),)
        if m["bare"] is None or at - text.rfind("\n", 0, at) > _WRAPPED_AT
    ]
    for block in blocks or find_blocks(text):
        if text.count("\n", block.start, block.end) > 1:
            wrapped += [block.start + m.start() for m in re.finditer("\n", text[block.start : block.end])]
    letters = list(text)
    for at in wrapped:
        letters[at] = " "
    return "".join(letters)


@dataclass(slots=True)
class Context:
    """What a resolver may look at: the Doc, the publication day, and what was found before."""

    doc: Doc
    text: str
    published: dt.date | None
    found: list[Found] = field(default_factory=list)
    parsed: bool = field(init=False)
    captions: list[tuple[int, int]] = field(init=False)
    has_person_may: bool = field(init=False)
    #: Where an expression begins of which the one in hand is the end: "three days after" Easter.
    outer: int | None = None
    #: What the table finds at a place, with the name of the row; set by the search.
    find_at: Callable[[int], tuple[str, list[Found]]] = field(init=False)

    def __post_init__(self) -> None:
        self.text = unwrap(self.text, self.doc._.blocks)
        # asked once: both look at the whole Doc
        self.parsed = self.doc.has_annotation("DEP") and self.doc.has_annotation("TAG")
        self.captions = [
            (block.start, block.end) for block in self.doc._.blocks
            if block.kind == "caption" and not _COMING.search(self.text, block.start, block.end)
        ]
        self.has_person_may = _PERSON_MAY.search(self.text) is not None

    def direction(self, start: int, end: int) -> int:
        """PAST, FUTURE or UNKNOWN."""
        return self.tense(start, end)[0]

    def tense(self, start: int, end: int) -> tuple[int, bool]:
        """The direction, and whether the expression stands under a noun."""
        start = start if self.outer is None else self.outer
        if any(a <= start < b for a, b in self.captions):
            return PAST, False  # "Workers clear snow on Monday" tells what the picture shows
        return direction_of(self.doc if self.parsed else None, self.text, start, end)

    def numeric_order(self) -> str | None:
        """Whether the article's numeric dates begin with the "day" or the "month", where those beyond doubt agree."""
        orders = {
            "day" if int(m["a"]) > 12 else "month"
            for m in _NUMERIC.finditer(self.text)
            if m["sep"] != "." and (int(m["a"]) > 12) != (int(m["b"]) > 12)
        }
        return orders.pop() if len(orders) == 1 else None

    def before(self, start: int, width: int = 40) -> str:
        """The text just before an expression."""
        return self.text[max(0, start - width) : start]

    def after(self, end: int, width: int = 40) -> str:
        """The text just after an expression."""
        return self.text[end : end + width]

    def reference(self, start: int, end: int, step: int) -> tuple[dt.date, str] | None:
        """The day and value that "the day before" or "two weeks later" counts from.

        It is the date named last within a few sentences; one whose value nobody knows leaves what counts from it
        unknown too. Without a date, what lies before (``step`` -1) or is still to come (+1) counts from the publication
        day; which day "that day" is, and which "the next day" was, stays unknown.
        """
        for one in reversed(self.found):
            if start - one.start > 500:
                break
            if one.type not in ("date", "time"):
                continue
            if one.value is None:
                return None
            if (days := v.to_days(one.value)) is not None:
                return days[0], one.value
        if self.published is None or step == 0 or (step > 0 and not self._is_said_to_come(start, end)):
            return None
        return self.published, self.published.isoformat()

    def _is_said_to_come(self, start: int, end: int) -> bool:
        """Whether the clause is about what will be; "two years later, it remains unsolved" tells what has become."""
        around = self.before(start, 80) + self.after(end, 80)
        return self.direction(start, end) == FUTURE and _WILL.search(around) is not None

    def is_told_ahead(self, value: str | None, start: int, end: int) -> bool:
        """Whether a past clause would lie after the day of publication: its date was counted from the wrong day."""
        days = v.to_days(value)
        if days is None or self.published is None or days[0] <= self.published:
            return False
        return self.direction(start, end) == PAST


_WILL = re.compile(
    r"(?i)\b(?:will|won['’]t|would|shall|should|may|might|can|could|must|to|going|plans?|expects?|due|set|scheduled)\b|['’]ll\b"
)

Resolver = Callable[[Match, Context], list[Found]]
#: What the rows of the table name in ``resolve``.
RESOLVERS: dict[str, Resolver] = {}


def resolver(function: Resolver) -> Resolver:
    """Make ``resolve_NAME`` known as NAME. It gets a match of its row and returns what it means, [] to decline."""
    RESOLVERS[function.__name__.removeprefix("resolve_")] = function
    return function


_PART_CODE = {"early": "START", "start": "START", "beginning": "START", "outset": "START", "turn": "START",
              "first": "START", "former": "START", "mid": "MID", "middle": "MID", "late": "END", "end": "END",
              "close": "END", "second": "END", "latter": "END", "rest": "END", "remainder": "END"}


_BEFORE_MODIFIER = re.compile(rf"(?i)\b({any_of(LEXICON['modifiers'])}){W}\Z")


NAME_HEAD = re.compile(rf"{W}(?:{any_of(LEXICON['names']['heads'])})\b")


_NAME_BEFORE = re.compile(rf"(?:^|\W)(?:{any_of(LEXICON['names']['before'])})[^\S\n]\Z")


#: The same where nothing is written with capitals: "on black friday".
_LOWER_NAME_BEFORE = re.compile(_NAME_BEFORE.pattern, re.IGNORECASE)


LABEL_BEFORE = re.compile(rf"(?i)(?:^|\W){any_of(LEXICON['names']['labels'])}{W}\Z")


COUNTED_AFTER = re.compile(rf"(?i)(?:{W}|-)(?:{any_of(LEXICON['names']['counted'])})(?!\w)")


#: After "in", a number before one of these counts them; "on May 5 police …" and "in May 2015 police …" are dates.
MEASURED_AFTER = re.compile(rf"(?i)(?:{W}|-)(?:{any_of(LEXICON['names']['measured'])})(?!\w)")


_IN_BEFORE = re.compile(rf"(?i)\bin{W}\Z")


CAPITAL_BEFORE = re.compile(r"([A-Z][\w'’.&-]*)[^\S\n]\Z")


PERIOD_BEFORE = re.compile(
    rf"(?i)\b(?:in|since|by|until|till|from|before|after|during|through|throughout|of|to|for|and|or|between|around|circa"
    rf"|for|back{W}in|the|an?|his|her|its|their|this|last|next|early|late|mid|election|summer|fall|spring|winter)"
    rf"{W}(?:the{W})?\Z"
)


def modifier_before(context: Context, start: int) -> str | None:
    """The modifier of a quantity word that stands before the span: "more than" two years."""
    match = _BEFORE_MODIFIER.search(context.before(start, 24))
    return LEXICON["modifiers"][" ".join(match[1].lower().split())] if match else None


def extend_over_modifier(context: Context, found: Found, free: int) -> Found:
    """An expression with the quantity word before it, from ``free`` on, inside its span: "more than 20 years"."""
    if found.modifier in ("START", "MID", "END") or found.type == "set":
        return found
    match = _BEFORE_MODIFIER.search(context.text[max(free, found.start - 24) : found.start])
    if match is None:
        return found
    words = " ".join(match[1].lower().split())
    code = LEXICON["modifiers"][words]
    if found.type == "time" and ":" in (found.value or "") and code == "APPROX" and words != "some":
        found = replace(found, modifier=code)
    if found.modifier is None or found.modifier not in (code, _OF_A_DATE.get(code)):
        return found
    inside = re.sub(r"(?i)^(?:for|after|of|in)\s+(?=over)", "", match[1])
    return replace(found, start=found.start - len(match[0]) + len(match[1]) - len(inside))


#: More than two years ago is before the date, less than two years ago after it.
_OF_A_DATE = {"MORE_THAN": "BEFORE", "LESS_THAN": "AFTER"}


def modifier_of(part: str | None) -> str | None:
    """START, MID or END from "early", "the end of" …; "earlier" and "later" carry none."""
    if not part:
        return None
    words = re.findall(r"[a-z]+", part.lower())
    return next((_PART_CODE[w] for w in words if w in _PART_CODE), None)


def is_part_of_name(context: Context, start: int, end: int) -> bool:
    """Whether the words around make a proper name of it: the March 23 Movement, Black Friday, the Sunday Times."""
    before = _LOWER_NAME_BEFORE if context.text[start].islower() else _NAME_BEFORE
    return bool(NAME_HEAD.match(context.after(end)) or before.search(context.before(start, 16)))


_ON = re.compile(r",?\s(?:on|in|by|until|till|before|after|around)\s")
#: What is usual comes again; a comma, a past of its own or a year between them tells of something else.
_USUALLY = re.compile(
    r"(?i)\b(?:usually|normally|typically|traditionally|annually|regularly|generally|often)\s[^.,;:!?\n\d]{1,60}\Z"
)
_EACH_YEAR = re.compile(
    rf"{W}?(?:to|through|until|till|and|–|—|-){W}?[^.,;:!?\n]{{3,20}}?,?{W}(?i:every|each){W}year\b"
)
_JOINED = re.compile(r"\s?(?:to|through|until|till|and|or|–|—|-)\s?(?:in\s)?")


def is_of_every_year(context: Context, start: int, end: int) -> bool:
    """Whether a day, month or feast comes again: "each year on May 11", "usually in May", "May to July every year"."""
    if _EACH_YEAR.match(context.text, end) or _USUALLY.search(context.before(start, 80)):
        return True
    last = context.found[-1] if context.found else None
    if last is None or last.type != "set":
        return False
    if last.value == "P1Y":
        return start - last.end < 12 and _ON.fullmatch(context.text, last.end, start) is not None
    return (last.value or "").startswith("XXXX-") and _JOINED.fullmatch(context.text, last.end, start) is not None


def is_count(context: Context, start: int, end: int) -> bool:
    """Whether the number that ends a month's expression counts what follows: "in May 5 people died"."""
    after = context.after(end)
    return bool(
        MEASURED_AFTER.match(after) or (_IN_BEFORE.search(context.before(start)) and COUNTED_AFTER.match(after))
    )


def one(match: Match, value: str | None, kind: str = "date", modifier: str | None = None, *, unanchored: bool = False,
        end: int | None = None) -> list[Found]:
    """The whole match as one expression."""
    return [Found(match.start(), match.end() if end is None else end, kind, value, modifier, unanchored)]


def unknown(match: Match, kind: str = "date", modifier: str | None = None) -> list[Found]:
    """The whole match, whose value hangs on an anchor that is missing."""
    return one(match, None, kind, modifier, unanchored=True)


_SPORT = re.compile(rf"(?i)\b{any_of(LEXICON['names']['sport'])}\b")


def is_near_sport(context: Context, match: Match) -> bool:
    """Whether play is told around a match: its quarters and its 15th are no dates."""
    around = context.before(match.start(), 120) + context.after(match.end(), 120)
    behind = context.after(match.end(), 6)
    return bool(_SPORT.search(around)) or behind.startswith(("-final", "final", " final", "back"))
