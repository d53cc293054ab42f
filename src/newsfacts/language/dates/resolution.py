"""The table of temporal expressions: each row a pattern and the function that resolves what it matched."""

# ruff: noqa: E501 -- a row of the table stands on one line, so that rows can be compared

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field, replace
from functools import cached_property

from spacy.tokens import Doc

from newsfacts.language.dates import patterns as p
from newsfacts.language.dates import values as v
from newsfacts.language.dates.patterns import LEXICON, W, any_of
from newsfacts.language.dates.tense import FUTURE, PAST, SET, UNKNOWN, direction_of

Match = re.Match[str]
_COMING = re.compile(r"\b(?:will|would|to be|is to|are to|set to|expected|scheduled|ahead of|before)\b")
_PERSON_MAY = re.compile(r"\b(?:Theresa|Mrs\.?|Ms\.?|Mr\.?|Minister)\s+May\b")


@dataclass(frozen=True, slots=True)
class Found:
    """One expression: its span, TIMEX3 type, value and modifier; ``unanchored`` when only an anchor was missing."""

    start: int
    end: int
    type: str
    value: str | None
    modifier: str | None = None
    unanchored: bool = False
    ambiguous: bool = False  # day or month first: nothing tells


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

    def __post_init__(self) -> None:
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
        if any(a <= start < b for a, b in self.captions):
            return PAST, False  # "Workers clear snow on Monday" tells what the picture shows
        return direction_of(self.doc if self.parsed else None, self.text, start, end)

    def numeric_order(self) -> str | None:
        """Whether the article's numeric dates begin with the "day" or the "month", where those beyond doubt agree."""
        orders = {
            "day" if int(m["a"]) > 12 else "month"
            for m in re.finditer(WORD_START + _NUMERIC + WORD_END, self.text)
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

        It is the date named last within a few sentences. Without one, what lies before (``step`` -1) or is still to
        come (+1) counts from the publication day; which day "that day" is, and which "the next day" was, stays unknown.
        """
        for one in reversed(self.found):
            if start - one.start > 500:
                break
            days = v.to_days(one.value) if one.type in ("date", "time") else None
            if days is not None and one.value is not None:
                return days[0], one.value
        if self.published is None or step == 0 or (step > 0 and self.direction(start, end) != FUTURE):
            return None
        return self.published, self.published.isoformat()


Resolver = Callable[[Match, Context], list[Found]]


@dataclass(frozen=True)
class Rule:
    """A row of the table: its pattern is compiled when a text has one of the words without which it cannot match."""

    name: str
    source: str
    resolve: Resolver
    needs: tuple[str, ...] = ()

    @cached_property
    def pattern(self) -> re.Pattern[str]:
        return re.compile(f"(?:{self.source}){WORD_END}")


#: No expression begins or ends inside a word, a sum of money or a number.
WORD_START, WORD_END = r"(?<![\w$€£¥₹#/])(?<!\d[.,:])", r"(?!\w)"
RULES: list[Rule] = []


def rule(name: str, pattern: str, needs: Iterable[str] = ()) -> Callable[[Resolver], Resolver]:
    """Add a row to the table: a pattern that does not end inside a word, tried where an expression can begin.

    A text in which none of ``needs`` stands, in small letters, has no match of the pattern.
    """

    def add(resolve: Resolver) -> Resolver:
        RULES.append(Rule(name, pattern, resolve, tuple(needs)))
        return resolve

    return add


def longest_words(phrases: Iterable[str]) -> set[str]:
    """A word of each phrase, which no line break can part."""
    return {max(re.findall(r"[^\W_]+", phrase.lower()), key=len) for phrase in phrases}


# -- small decisions that many rows share ------------------------------------------------------------------------

_PART_CODE = {"early": "START", "start": "START", "beginning": "START", "outset": "START", "turn": "START",
              "mid": "MID", "middle": "MID", "late": "END", "end": "END", "close": "END"}
_BEFORE_MODIFIER = re.compile(rf"(?i)\b({any_of(LEXICON['modifiers'])}){W}\Z")
_NAME_HEAD = re.compile(rf"{W}(?:{any_of(LEXICON['names']['heads'])})\b")
_NAME_BEFORE = re.compile(rf"(?:^|\W)(?:{any_of(LEXICON['names']['before'])})[^\S\n]\Z")
_LABEL_BEFORE = re.compile(rf"(?i)(?:^|\W){any_of(LEXICON['names']['labels'])}{W}\Z")
_COUNTED_AFTER = re.compile(rf"(?i)(?:{W}|-)(?:{any_of(LEXICON['names']['counted'])})(?!\w)")
#: After "in", a number before one of these counts them; "on May 5 police …" and "in May 2015 police …" are dates.
_MEASURED_AFTER = re.compile(rf"(?i)(?:{W}|-)(?:{any_of(LEXICON['names']['measured'])})(?!\w)")
_IN_BEFORE = re.compile(rf"(?i)\bin{W}\Z")
_CAPITAL_BEFORE = re.compile(r"([A-Z][\w'’.&-]*)[^\S\n]\Z")
_PERIOD_BEFORE = re.compile(
    rf"(?i)\b(?:in|since|by|until|till|from|before|after|during|through|throughout|of|to|for|and|or|between|around|circa"
    rf"|for|back{W}in|the|an?|his|her|its|their|this|last|next|early|late|mid|election|summer|fall|spring|winter)"
    rf"{W}(?:the{W})?\Z"
)


def modifier_before(context: Context, start: int) -> str | None:
    """The modifier of a quantity word that stands before the span: "more than" two years."""
    match = _BEFORE_MODIFIER.search(context.before(start, 24))
    return LEXICON["modifiers"][" ".join(match[1].lower().split())] if match else None


def modifier_of(part: str | None) -> str | None:
    """START, MID or END from "early", "the end of" …; "earlier" and "later" carry none."""
    if not part:
        return None
    words = re.findall(r"[a-z]+", part.lower())
    return next((_PART_CODE[w] for w in words if w in _PART_CODE), None)


_STATED_DAY = re.compile(
    rf"{W}?\((?:{p.WEEKDAY_IN_DATE},?{W})?(?:(?P<month>{p.MONTH_IN_DATE}){W}(?P<day>{p.DAY})|(?P<day2>{p.DAY}){W}"
    rf"(?P<month2>{p.MONTH_IN_DATE}))(?:,?{W}(?P<year>{p.YEAR}))?\)"
)


def stated_day(context: Context, end: int) -> dt.date | None:
    """The day in brackets behind "today", "this afternoon" or a weekday: "today (July 5)"."""
    match = _STATED_DAY.match(context.text, end)
    if match is None:
        return None
    month = p.MONTH_NUMBER[(match["month"] or match["month2"]).rstrip(".").lower()]
    number = int(re.sub(r"\D", "", match["day"] or match["day2"]))
    if match["year"]:
        years = [int(match["year"])]
    elif context.published:
        years = [context.published.year + step for step in (-1, 0, 1)]
    else:
        return None
    days = [dt.date.fromisoformat(value) for y in years if (value := day_value(y, month, number))]
    this = context.published
    return min(days, key=lambda d: abs((d - this).days) if this else 0, default=None)


def is_part_of_name(context: Context, start: int, end: int) -> bool:
    """Whether the words around make a proper name of it: the March 23 Movement, Black Friday, the Sunday Times."""
    return bool(_NAME_HEAD.match(context.after(end)) or _NAME_BEFORE.search(context.before(start, 16)))


def is_count(context: Context, start: int, end: int) -> bool:
    """Whether the number that ends a month's expression counts what follows: "in May 5 people died"."""
    after = context.after(end)
    return bool(
        _MEASURED_AFTER.match(after) or (_IN_BEFORE.search(context.before(start)) and _COUNTED_AFTER.match(after))
    )


def one(match: Match, value: str | None, kind: str = "date", modifier: str | None = None, *, unanchored: bool = False,
        end: int | None = None) -> list[Found]:
    """The whole match as one expression."""
    return [Found(match.start(), match.end() if end is None else end, kind, value, modifier, unanchored)]


def unknown(match: Match, kind: str = "date", modifier: str | None = None) -> list[Found]:
    """The whole match, whose value hangs on an anchor that is missing."""
    return one(match, None, kind, modifier, unanchored=True)


def day_value(year: int, month: int, day: int) -> str | None:
    """ISO day, None when the calendar has no such day."""
    try:
        return dt.date(year, month, day).isoformat()
    except ValueError:
        return None


def to_number(text: str) -> str:
    """A count as TIMEX3 writes it: digits, or X when vague."""
    words = " ".join(text.lower().replace("-", " ").split())
    if words in ("a", "an", "one"):
        return "1"
    if words in ("a couple of", "a couple", "couple of"):
        return "2"
    if words in ("a dozen", "half a dozen", "two dozen"):
        return {"a dozen": "12", "half a dozen": "6", "two dozen": "24"}[words]
    half = words.endswith(("and a half", "1/2"))
    words = re.sub(r" ?(?:and a half|1/2)$", "", words)
    if re.fullmatch(r"[\d,]+(?:\.\d+)?", words):
        number = words.replace(",", "")
    elif words in ("a hundred", "one hundred"):
        number = "100"
    else:
        named = p.NUMBER_WORD.get(words.replace(" ", "-"))
        if named is None:
            return "X"
        number = str(named)
    return number + ".5" if half and "." not in number else number


def to_duration(number: str, unit: str) -> str:
    """``P3Y``, ``PT48H``, ``PXM``; decades and centuries in years, or as PXDE, PXCE when vague."""
    prefix, size, letter = LEXICON["units"][unit]
    if number == "X":
        letter = {"decade": "DE", "century": "CE", "millennium": "ML"}.get(unit, letter)
        return f"P{prefix}X{letter}"
    if size != 1:
        product = float(number) * size
        number = str(int(product)) if product.is_integer() else str(product)
    elif "." in number:
        number = number.rstrip("0").rstrip(".")
    else:
        number = str(int(number))
    return f"P{prefix}{number}{letter}"


def year_near(word: str, match: Match, context: Context) -> int | None:
    """The year of "this", "last", "next", "that" or "the same" year."""
    word = " ".join(word.lower().split())
    if word in ("that", "the same"):
        reference = context.reference(match.start(), match.end(), 0)
        return reference[0].year if reference else None
    if context.published is None:
        return None
    return context.published.year + {"last": -1, "next": 1}.get(word, 0)


_LATER_YEAR = re.compile(
    rf"(?:{W}?(?:to|and|through|until|till|or|–|—|-|,|&){W}?)(?:(?:the{W})?(?:{p.PART}))?"
    rf"(?:(?P<month>{p.MONTH_IN_DATE})(?:{W}{p.DAY})?|(?P<day>{p.DAY}){W}(?P<month2>{p.MONTH_IN_DATE}))"
    rf"(?:,?{W}(?:of{W})?(?P<year>{p.YEAR}))"
)


def shared_year(context: Context, end: int, month: int) -> int | None:
    """The year that a later month of a range or list lends: "March 3 to May 6, 2010"."""
    match = _LATER_YEAR.match(context.text, end)
    if match is None:
        return None
    later = p.MONTH_NUMBER[(match["month"] or match["month2"]).rstrip(".").lower()]
    return int(match["year"]) - (1 if month > later else 0)


_YEAR_BEHIND = re.compile(rf"(?:{W}[a-z]+){{1,2}}{W}(?:in|of){W}(?P<year>{p.YEAR})(?={W}?[.,;:)]|{W}[a-z]|{W}?\Z)")
_YEAR_AHEAD = re.compile(
    rf"(?:\A|[.!?:\n\"“”][^\S\n]*)(?:In|By|Back{W}in){W}(?P<year>{p.YEAR})(?P<between>(?:(?!\b{p.YEAR}\b)[^.;!?\n]){{0,120}})\Z"
    rf"|\b(?:in|by){W}(?P<year2>{p.YEAR}),{W}(?:in|by|around|on|at|during){W}(?:the{W})?\Z"
)


def stated_year(context: Context, start: int, end: int) -> int | None:
    """The year said with a month, day or feast: "In 2018 he came in June", "the July unrest in 2021"."""
    ahead = _YEAR_AHEAD.search(context.before(start, 160))
    if ahead is not None and (len(ahead["between"] or "") < 14 or context.direction(start, end) != FUTURE):
        return int(ahead["year"] or ahead["year2"])
    if re.search(rf"(?i)\bthe{W}\Z", context.before(start, 8)):
        behind = _YEAR_BEHIND.match(context.after(end, 60))
        return int(behind["year"]) if behind else None
    return None


_CONTINUES = re.compile(rf"{W}?(?:to|through|until|till|and|–|—|-){W}?(?:the{W})?\Z")


def earlier_end(context: Context, start: int) -> dt.date | None:
    """The first day of the date that this one continues: "from Saturday to" Wednesday."""
    if not context.found:
        return None
    last = context.found[-1]
    gap = context.text[last.end : start]
    if len(gap) > 12 or last.type != "date" or not _CONTINUES.fullmatch(gap):
        return None
    if "and" in gap and not re.search(r"(?i)\bbetween\s+\Z", context.before(last.start)):
        return None
    days = v.to_days(last.value)
    return days[0] if days else None


def year_of(context: Context, month: int, day: int | None, start: int, end: int) -> int | None:
    """The year of a month (and day) that names none: tense and the publication day decide."""
    if (lent := shared_year(context, end, month)) is not None:
        return lent
    if (said := stated_year(context, start, end)) is not None:
        return said
    if (first := earlier_end(context, start)) is not None:
        return first.year + (1 if (month, day or 31) < (first.month, first.day if day else 1) else 0)
    if context.found and context.text[context.found[-1].end : start].strip() == "(":
        days = v.to_days(context.found[-1].value)  # "today (July 5)": the day just resolved by these words
        if days is not None and day and (days[0].month, days[0].day) == (month, day):
            return days[0].year
    if context.published is None:
        return None
    this = context.published
    here = (month, day) if day else (month,)
    now = (this.month, this.day) if day else (this.month,)
    direction, nominal = context.tense(start, end)
    if _PAST_EVENT.match(context.after(end)):
        direction, nominal = PAST, False
    elif _TRADED.match(context.after(end)):
        direction, nominal = FUTURE, False
    if SET.search(context.before(start, 80)) or (
        direction == PAST and re.search(r"(?i)\b(?:beginning|starting|effective)\s(?:on\s|from\s)?\Z", context.before(start, 24))
    ):
        direction = UNKNOWN  # "the trial, set for March 4, was called off": the nearest day
    before = context.before(start, 40).lower()
    if re.search(r"\b(?:since|last)\s+\Z", before):
        direction, nominal = PAST, False
    elif re.search(r"\b(?:ahead of|upcoming|ahead of the|ahead of an?|next|starting|beginning|by|until|till)\s+\Z", before) \
            and direction != PAST:
        direction, nominal = FUTURE, False
    elif nominal and re.search(r"\b(?:before|by|until|till)\s+\Z", before):
        direction, nominal = FUTURE, False  # "the rest before the end of June" is still to come
    back = this.year - (1 if here > now else 0)
    ahead = this.year + (1 if here < now else 0)
    coming = (_safe(ahead, month, day) - this).days
    if direction == PAST and day and 0 < coming <= _SOON and _FIXED.search(before):
        return ahead  # "set the vote for June 20", printed on June 13: a day of last year would come with its year
    if direction == FUTURE and not (nominal and day):
        # "is to meet on January 4" printed on January 20 is this month's, told late, not next year's
        if day and ahead > this.year and month == this.month:
            return this.year
        return ahead
    if direction == UNKNOWN or (nominal and day):
        named = next((one.value for one in reversed(context.found) if day and one.value
                      and one.value[4:10] == f"-{month:02d}-{day:02d}"), None)
        if named:  # the same day again
            return int(named[:4])
        return min((back, ahead), key=lambda y: abs((_safe(y, month, day) - this).days) + (30 if y == ahead else 0)
                   + (_OTHER_YEAR[y > this.year] if y != this.year else 0))
    return back


#: Newsrooms name the year of a day that is not in this one, unless it is near: worth so many days of distance,
_OTHER_YEAR = (100, 150)  # past, to come

#: What is set "for" a day, or called, is still to come.
_FIXED = re.compile(
    r"\b(?:for|from|by|until|till)\s+\Z"
    r"|\b(?:announced|called|scheduled|fixed|proposed|convened|summoned|declared)\b[^.;:]{0,25}\b(?:on|in)\s+\Z"
)

#: Days ahead within which a day of the month that names no year is this year's, whatever the tense.
_SOON = 31

#: Goods sold for a month to come.
_TRADED = re.compile(rf"{W}(?:delivery|deliveries|shipment|shipments|settlement|futures|contracts?)\b")

#: What a headline names by its day has happened.
_PAST_EVENT = re.compile(
    rf"{W}(?:[A-Z][a-z]+{W}){{0,2}}(?:deadly{W}|terror(?:ist)?{W}|suicide{W})?(?:attack|riot|bombing|massacre|raid|killing|shooting|crash|coup"
    r"|quake|earthquake|tsunami|uprising|assault|blast|explosion|arrest|murder)s?\b"
)


def _safe(year: int, month: int, day: int | None) -> dt.date:
    return min(dt.date(year, month, 1) + dt.timedelta((day or 15) - 1), v.last_day_of(year, month))


# -- days with a month ------------------------------------------------------------------------------------------

_TAIL_YEAR = rf"(?:,?{W}(?:of{W})?(?P<year>{p.YEAR})|,?{W}(?:of{W})?(?P<each>(?i:each|every)){W}(?i:year)|(?:,|{W}?[-–—])?{W}(?:of{W})?(?P<near>(?i:{p.NEAR})){W}(?i:year))?"
_DAYS_END = rf"(?=,?{W}(?:of{W})?{p.YEAR}|{W}?[.,;:)\]\"”’'—–-]|{W}?\Z|\n|{W}(?:in|at|on|of|for|by|to|and|with|when|as|after|before|during|from|that|is|was|were|will|near|between|under|over|amid|but|while|where|said|says)\b)"
_MORE_DAYS = (
    rf"(?P<more>(?:{W}?(?:-|–|—|(?:to|through|until|till){W}){W}?(?:the{W})?{p.DAY}(?!{W}?(?:a\.m|p\.m|am|pm|percent|million|billion)))"
    rf"|(?:(?:,{W}{p.DAY}){{0,6}},?{W}(?:and|or|&){W}{p.DAY}{_DAYS_END}))?"
)
_AT_CLOCK = rf"(?:(?:,?{W}(?:(?i:at|around|about|by|shortly{W}(?:after|before)){W})?){p.CLOCK}|{W}(?P<daypart>{p.DAYPART}))?"
_CLOCK_ON = rf"(?:(?:{p.CLOCK}|(?:(?i:the){W})?(?:(?P<part>(?i:early|late)){W})?(?P<daypart>(?i:night|morning|evening|afternoon|hours(?={W}of)))(?:{W}hours)?(?={W}of)),?{W}(?:(?i:on|of){W})?)"

_MONTH_DAY = rf"(?P<month>{p.MONTH_IN_DATE}){W}(?:(?:the){W})?(?P<day>{p.DAY}){_MORE_DAYS}"
_DAY_MONTH = (
    rf"(?:(?:the|The){W})?(?P<first>{p.DAY}(?:{W}?(?:-|–|—|(?:to|and|through|or){W}){W}?(?:the{W})?))?"
    rf"(?P<day>{p.DAY})(?:{W}of)?{W}(?P<month>{p.MONTH_IN_DATE})"
)
_LEADING_WEEKDAY = rf"(?:(?P<weekday>{p.WEEKDAY_IN_DATE}),?{W}(?:the{W})?)?"


def time_value(match: Match, day: str | None) -> str | None:
    """The TIMEX3 time of a match with clock groups, on a day."""
    groups = match.groupdict()
    if day is None:
        return None
    if groups.get("named"):
        return day + ("T12:00" if groups["named"].lower() == "noon" else "T24:00")
    if groups.get("military"):
        hour, minute = int(groups["military"][:2]), int(groups["military"][2:])
    elif groups.get("hour24"):
        hour, minute = int(groups["hour24"]), int(groups["minute24"])
    else:
        hour, minute = int(groups["hour"]), int(groups["minute"] or 0)
        if not 1 <= hour <= 12:
            return None
        hour = hour % 12 + (12 if groups["half"].lower().startswith("p") else 0)
    zone = "Z" if (groups.get("zone") or "").strip() in ("GMT", "UTC") else ""
    return f"{day}T{hour:02d}:{minute:02d}{zone}"


def with_time(match: Match, day: str | None, *, modifier: str | None = None, unanchored: bool = False) -> list[Found]:
    """A day, or the time on it when the match has a clock or a part of the day."""
    groups = match.groupdict()
    if any(groups.get(k) for k in ("hour", "hour24", "military", "named")):
        return one(match, time_value(match, day), "time", modifier, unanchored=unanchored)
    if groups.get("daypart"):
        word = groups["daypart"].lower()
        if word == "hours":  # the early hours are the morning's, the late ones the night's
            word, modifier = ("night", None) if modifier == "END" else ("morning", "START")
        code = LEXICON["dayparts"][word]
        return one(match, f"{day}{code}" if day else None, "time", modifier, unanchored=unanchored)
    return one(match, day, "date", modifier, unanchored=unanchored)


def _resolve_day(match: Match, context: Context) -> list[Found]:
    groups = match.groupdict()
    month = p.MONTH_NUMBER[match["month"].rstrip(".").lower()]
    days = [(int(d[0]), match.start("day") + d.start(), match.start("day") + d.end())
            for d in re.finditer(r"\d+", match["day"])]
    core_end = match.end()
    if match.end() == match.end("day") and is_count(context, match.start(), match.end()):
        return []
    if is_part_of_name(context, match.start(), match.end()):
        return []
    more = groups.get("more")
    if more:
        base = match.start("more")
        days += [(int(d[0]), base + d.start(), base + d.end()) for d in re.finditer(r"\d{1,2}(?=(?:st|nd|rd|th)?\b)", more)]
    first_start = match.start()
    if groups.get("daypart") and match.start("daypart") < match.start("month"):
        first_start = match.start("month")  # the early hours of several days
    if groups.get("first"):
        number = re.search(r"\d+", match["first"])
        assert number is not None
        days.insert(0, (int(number[0]), match.start("first"), match.start("first") + number.end()))
    if groups.get("each") or groups.get("every"):
        return one(match, f"XXXX-{month:02d}-{days[0][0]:02d}", "set") if len(days) == 1 else []
    unanchored = False
    if groups.get("year"):
        year: int | None = int(match["year"])
    elif groups.get("near"):
        year = year_near(match["near"], match, context)
        unanchored = year is None
    else:
        year = _year_by_weekday(context, month, days[0][0], groups.get("weekday"))
        if year is None:
            year = year_of(context, month, days[0][0], first_start, match.end())
        unanchored = year is None
    if len(days) == 1:
        value = day_value(year, month, days[0][0]) if year else None
        if year and value is None:
            return []
        return with_time(match, value, modifier=modifier_of(groups.get("part")), unanchored=unanchored)
    out: list[Found] = []
    for index, (number_, start, end) in enumerate(days):
        value = day_value(year, month, number_) if year else None
        if year and value is None:
            return []
        # the first span takes the month with it when the month leads, the last when it trails
        if groups.get("first") is None and index == 0:
            start, end = first_start, match.end("day")
        elif index == len(days) - 1:
            end = core_end
        out.append(Found(start, end, "date", value, None, unanchored))
    return out


def _year_by_weekday(context: Context, month: int, day: int, weekday: str | None) -> int | None:
    """The nearest year in which the day falls on the weekday the text gives with it."""
    if weekday is None or context.published is None:
        return None
    wanted = p.WEEKDAY_NUMBER[weekday.rstrip(".").lower()]
    here = context.published.year
    for year in (here, here - 1, here + 1):
        value = day_value(year, month, day)
        if value and dt.date.fromisoformat(value).isoweekday() == wanted:
            days_off = abs((dt.date.fromisoformat(value) - context.published).days)
            if days_off <= 200:
                return year
    return None


_EARLY = rf"(?:(?P<part>(?i:early|late|earlier|later))(?:{W}on)?{W})?"
_EVERY = rf"(?:(?P<every>(?i:each|every)){W})?"
rule("month day", _EVERY + _EARLY + _LEADING_WEEKDAY + _MONTH_DAY + _TAIL_YEAR + _AT_CLOCK)(_resolve_day)
rule("day month", _EVERY + _EARLY + _LEADING_WEEKDAY + _DAY_MONTH + _TAIL_YEAR + _AT_CLOCK)(_resolve_day)
rule("clock on month day", _CLOCK_ON + _LEADING_WEEKDAY + _MONTH_DAY + _TAIL_YEAR)(_resolve_day)
rule("clock on day month", _CLOCK_ON + _LEADING_WEEKDAY + _DAY_MONTH + _TAIL_YEAR)(_resolve_day)


@rule("iso", r"(?P<y>\d{4})(?P<sep>[-/.])(?P<m>\d\d)(?P=sep)(?P<d>\d\d)(?:T(?P<t>\d\d:\d\d(?::\d\d)?)(?:\.\d+)?(?P<z>Z|[+-]\d\d:?\d\d)?)?")
def _resolve_iso(match: Match, context: Context) -> list[Found]:
    value = day_value(int(match["y"]), int(match["m"]), int(match["d"]))
    if value is None:
        return []
    return one(match, f"{value}T{match['t']}{match['z'] or ''}", "time") if match["t"] else one(match, value)


_NUMERIC = r"(?P<a>\d{1,2})(?P<sep>[/.-])(?P<b>\d{1,2})(?P=sep)(?P<y>(?:19|20)\d{2}|\d{2}(?<=/\d\d))"


@rule("numeric", _NUMERIC)
def _resolve_numeric(match: Match, context: Context) -> list[Found]:
    """Day or month first? A number above twelve tells, here or in another date of the article; else nothing does."""
    a, b, year = int(match["a"]), int(match["b"]), int(match["y"])
    short = len(match["y"]) == 2
    if short:
        year += 1900 if year > 50 else 2000
    if a == b or match["sep"] == "." or (a > 12 >= b):
        value = day_value(year, b, a)
    elif b > 12 >= a:
        value = day_value(year, a, b)
    elif day_value(year, a, b) is None:
        return []
    else:
        order = context.numeric_order()
        if order is None:
            return [] if short else [replace(found, ambiguous=True) for found in one(match, None)]
        value = day_value(year, b, a) if order == "day" else day_value(year, a, b)
    return one(match, value) if value else []


@rule("week of", rf"(?:(?i:the){W})?(?P<unit>(?i:week|weekend)){W}(?:of|beginning|starting|ending|ended)(?:{W}on)?{W}(?:{_LEADING_WEEKDAY}{_MONTH_DAY.replace('P<more>', 'P<more_>')}|(?P<day2>{p.DAY}){W}(?P<month2>{p.MONTH_IN_DATE}))(?:,?{W}(?P<year>{p.YEAR}))?", ("week",))
def _resolve_week_of(match: Match, context: Context) -> list[Found]:
    month = p.MONTH_NUMBER[(match["month"] or match["month2"]).rstrip(".").lower()]
    number = int(re.sub(r"\D", "", match["day"] or match["day2"]))
    year = int(match["year"]) if match["year"] else year_of(context, month, number, match.start(), match.end())
    day = day_value(year, month, number) if year else None
    if day is None:
        return one(match, None, unanchored=True) if year is None else []
    to_value = v.to_week if match["unit"].lower() == "week" else v.to_weekend
    return one(match, to_value(dt.date.fromisoformat(day)))


# -- months -------------------------------------------------------------------------------------------------------

_IN_PERIOD = re.compile(
    rf"(?i)\b(?:in|since|by|until|till|from|before|after|during|through|throughout|of|to|between|and|or|for|early|late"
    rf"|its|their|mid|this|last|next|the|an|a|every|each|past|around){W}?\Z"
)
_STRONG_PERIOD = re.compile(rf"(?i)\b(?:in|since|until|till|during|through|throughout|between|early|late|last|next){W}?\Z")


@rule("the first of month", rf"(?i:the){W}(?P<nth>(?i:{any_of(p.ORDINAL_WORD)})){W}of{W}(?P<month>{p.MONTH_IN_DATE})(?:,?{W}(?P<year>{p.YEAR}))?")
@rule("month first", rf"(?P<month>{p.MONTH_IN_DATE}){W}(?P<nth>(?i:{any_of(p.ORDINAL_WORD)}))(?:,?{W}(?P<year>{p.YEAR}))?"
                     rf"(?=[.,;:)]|{W}?\Z|{W}(?:as|at|in|and|to|for|by|with|when|after|before|during|under|is|was|will)\b)")
def _resolve_month_first(match: Match, context: Context) -> list[Found]:
    """ "January first", as broadcasters write the first of a month."""
    month = p.MONTH_NUMBER[match["month"].rstrip(".").lower()]
    day = p.ORDINAL_WORD[match["nth"].lower()]
    year = int(match["year"]) if match["year"] else year_of(context, month, day, match.start(), match.end())
    value = day_value(year, month, day) if year else None
    return one(match, value, unanchored=year is None) if value or year is None else []


@rule("month year", rf"{p.PART}?(?P<month>{p.MONTH_IN_DATE})(?:(?:,?{W}(?:of{W})?|-)(?P<year>{p.YEAR})"
                    rf"|,?{W}(?:of{W})?(?P<near>(?i:{p.NEAR})){W}(?i:year))")
def _resolve_month_year(match: Match, context: Context) -> list[Found]:
    if match["near"]:
        year = year_near(match["near"], match, context)
    else:
        year = int(match["year"])
        # "in May 2000 people fled" may count them; a year that is no round number is a year
        if (year % 100 == 0 or not 1900 <= year <= 2059) and is_count(context, match.start(), match.end()):
            return []
    month = p.MONTH_NUMBER[match["month"].rstrip(".").lower()]
    value = v.to_month(year, month) if year else None
    return one(match, value, modifier=modifier_of(match["part"]), unanchored=year is None)


@rule("month", rf"(?:{p.PART}|(?P<near>(?i:last|next|that|this|this{W}past|this{W}coming|every|each)){W})?(?P<month>{p.MONTH})")
def _resolve_month(match: Match, context: Context) -> list[Found]:
    month = p.MONTH_NUMBER[match["month"].rstrip(".").lower()]
    part, near = match["part"], " ".join((match["near"] or "").lower().split())
    if is_part_of_name(context, match.start(), match.end()) or not _is_month(match, context, bool(part or near)):
        return []
    if near in ("every", "each"):
        return one(match, f"XXXX-{month:02d}", "set")
    if near == "that":
        reference = context.reference(match.start(), match.end(), 0)
        value = v.to_month(reference[0].year, month) if reference else None
        return one(match, value, unanchored=value is None)
    if near and context.published is None:
        return unknown(match, modifier=modifier_of(part))
    if near and context.published:
        year, this = context.published.year, context.published.month
        if near in ("last", "this past"):
            year -= month >= this
        elif near in ("next", "this coming"):
            year += month <= this
    else:
        found = year_of(context, month, None, match.start(), match.end())
        if found is None:
            return unknown(match, modifier=modifier_of(part))
        year = found
    return one(match, v.to_month(year, month), modifier=modifier_of(part))


def _is_month(match: Match, context: Context, qualified: bool) -> bool:
    """A month and not a name or a verb: Mrs. May, April Ryan, March on the capital."""
    before, after, word = context.before(match.start()), context.after(match.end()), match["month"]
    if re.match(rf"{W}\d{{1,2}}{_NAME_HEAD.pattern}", after):
        return False
    if qualified:
        return not re.match(r"[^\S\n][A-Z][a-z]+[^\S\n](?:said|says)", after)
    if word.isupper() and not re.search(r"(?i)(?:in|since|by)\s\Z", before) and word in ("MAY", "MARCH", "AUGUST"):
        return False
    if word in ("May", "March"):
        if word == "May" and context.has_person_may:
            return bool(_STRONG_PERIOD.search(before))
        return bool(_IN_PERIOD.search(before)) and not re.match(rf"{W}(?:said|says|told|(?:on|for)\b(?=.{{0,20}}[A-Z])|and[^\S\n]her)", after)
    if (re.match(r"-[A-Z]", after) and not re.match(rf"-{p.MONTH}", after)) or re.search(r"\d-\Z", before):
        return False  # "06-Jan": a score that a spreadsheet took for a day
    capital_after = re.match(r"[^\S\n]([A-Z][a-z]+)", after)
    if capital_after and not _STRONG_PERIOD.search(before) and not re.match(rf"{p.MONTH}|{p.WEEKDAY}", capital_after[1]):
        return False
    capital_before = _CAPITAL_BEFORE.search(before)
    return not (capital_before and not _IN_PERIOD.search(before) and word in ("April", "June", "August"))


# -- years, decades, centuries ----------------------------------------------------------------------------------


@rule("year", rf"(?P<ad>(?:AD|A\.D\.){W})?{p.PART}?(?P<year>{p.YEAR})(?P<range>(?:[-–—/])(?P<to>\d{{4}}|\d\d)(?![\w-]|[.,]\d))?")
def _resolve_year(match: Match, context: Context) -> list[Found]:
    before, after, year = context.before(match.start()), context.after(match.end()), int(match["year"])
    part, to = match["part"], match["to"]
    if to:
        last = int(to) if len(to) == 4 else year // 100 * 100 + int(to)
        if len(to) == 2 and last < year and year % 100 == 99:
            last += 100
        if not year < last <= 2100 or _LABEL_BEFORE.search(before):
            return []
        return [Found(match.start(), match.end("year"), "date", f"{year:04d}", modifier_of(part)),
                Found(match.start("to"), match.end("to"), "date", f"{last:04d}")]
    if not part and not match["ad"] and not _is_year(year, before, after, context, match):
        return []
    return one(match, f"{year:04d}", modifier=modifier_of(part) or (
        modifier_before(context, match.start()) if re.search(r"(?i)(?:about|around|circa)\s\Z", before) else None))


def _is_year(year: int, before: str, after: str, context: Context, match: Match) -> bool:
    """A year and not a count, a label or a model number."""
    if re.match(rf"(?:{W}|-)years?\b", after):
        return False  # "a 2000 year old tradition"
    if after.startswith(("-", "/", "°", "º")) and re.match(r"[-/][\w]", after) and not re.match(r"-[a-z]", after):
        return False
    if re.search(r"[-–/@]\Z|\b(?!US|UK|EU)[A-Z]{2,3}\s?\Z|(?i:\brs\.?\s?)\Z", before):
        return bool(re.search(r"\b(?:IN|BY)\s\Z", before))
    if _COUNTED_AFTER.match(after) and (
        year % 100 == 0 or not 1900 <= year <= 2059 or _MEASURED_AFTER.match(after)
        or not re.search(rf"(?i)\b(?:in|since|by|until){W}\Z", before)
    ):
        return False
    if re.search(rf"(?i)\b(?:about|around|approximately|roughly|circa|at{W}least){W}\Z", before):
        return 1900 <= year <= 2059 and bool(
            re.match(rf"\s*\Z|{W}?[.,;:)]|{W}(?:and|or|to|through|until|till|when|by|in|at|with|as)\b", after))
    if _LABEL_BEFORE.search(before):
        return False
    capital = _CAPITAL_BEFORE.search(before)
    if capital and (capital[1].endswith(("'s", "’s", "s'", "s’")) or capital[1] in ("US", "U.S.", "UK", "EU")):
        return 1700 <= year <= 2059 and bool(re.match(rf"{W}[a-z]", after))
    period = _PERIOD_BEFORE.search(before)
    if capital and not period:
        return False
    if year < 1900 or year > 2059:
        if re.search(rf"(?i)\bbetween{W}\Z", before):
            return bool(year % 100 and re.match(rf"{W}and{W}{p.YEAR}", after)) or bool(re.match(rf"{W}and{W}{p.YEAR}(?=[.,;:)]|{W}?\Z|{W}(?:the|a|an|as|when|in|by|it|he|she)\b)", after))
        if not re.search(rf"(?i)\b(?:in|since|of|from|until|before|after|by|during|the|and|to){W}\Z", before):
            return bool(re.search(r"\(\Z", before) and after.startswith(")") and year < 1900)
        return not re.match(rf"{W}(?!was|is|has|as|this|his)[a-z]*(?:s|children|people|men|women|folk)\b", after) and not re.match(rf"{W}(?:new|other|more)\b", after)
    if period or re.search(r"[(\n,:;“\"‘]\s?\Z|\A\Z", before):
        return not re.match(rf"{W}(?:new|other|more|additional)\b", after)
    return not re.match(rf"{W}(?!was\b|is\b|has\b|as\b|this\b|his\b|across\b)[a-z]{{3,}}s\b", after) and bool(
        re.match(rf"{W}?[.,;:)\]'’]|{W}[a-z]|\s*\Z", after)) and not re.search(r"\d\s\Z", before)


@rule("decade", rf"(?:(?:the|The){W})?{p.PART}?(?:(?P<full>(?:1\d|20)\d0)['’]?s|['’](?P<quoted>[1-9]0)s|(?P<short>[3-9]0)s"
                rf"|(?P<word>(?i:{any_of(w.replace('y', 'ies') for w in p.TENS)})))")
def _resolve_decade(match: Match, context: Context) -> list[Found]:
    start = match.start()
    if match["full"]:
        year = int(match["full"])  # "the 1800s" is a century, "the 2000s" in news a decade
        is_century = year % 100 == 0 and year < 2000
        value = f"{year // 100}" if is_century else f"{year // 10}"
    else:
        if not match["quoted"] and not re.match(r"(?i)the\s", match[0]):
            return []
        if re.search(r"(?i)\b(?:his|her|their|my|our|your)\s\Z", context.before(start)):
            return []  # an age
        if match["word"]:
            short = p.TENS[match["word"].lower().replace("ies", "y")]
        else:
            short = int(match["quoted"] or match["short"])
        if re.match(rf"{W}(?:degrees|percent|Fahrenheit)|°", context.after(match.end())):
            return []
        value = f"{(1900 + short if short >= 20 else 2000 + short) // 10}"
    found = one(match, value, modifier=modifier_of(match["part"]))
    # one article for two decades ("the 1970s and 1980s") belongs to the pair, not to the first
    if re.match(rf"{W}(?:and|or|to|through){W}(?:early|late|mid)?[- ]?['’\d]", context.after(match.end())):
        article = re.match(rf"(?i)the{W}", match[0])
        if article:
            return [replace(found[0], start=start + article.end())]
    return found


@rule("century", rf"(?:(?:the|The){W})?{p.PART}?(?:(?P<first>{p.ORDINAL}){W}(?:and|or|to|through){W}(?:(?:the|early|late|mid){W})?)?(?P<nth>{p.ORDINAL})(?:{W}|-)(?i:centur(?:y|ies))(?:{W}(?P<bc>BCE?|B\.C\.(?:E\.)?))?", ("centur",))
def _resolve_century(match: Match, context: Context) -> list[Found]:
    word = match["nth"].lower()
    number = p.ORDINAL_WORD.get(word) or int(re.sub(r"\D", "", word))
    value = f"BC{number - 1:02d}" if match["bc"] else f"{number - 1:02d}"
    if match["first"]:  # "the 19th and 20th centuries"
        earlier = match["first"].lower()
        number = p.ORDINAL_WORD.get(earlier) or int(re.sub(r"\D", "", earlier))
        first = f"BC{number - 1:02d}" if match["bc"] else f"{number - 1:02d}"
        return [Found(match.start(), match.end("first"), "date", first, modifier_of(match["part"])),
                Found(match.start("nth"), match.end(), "date", value)]
    return one(match, value, modifier=modifier_of(match["part"]))


@rule("years before Christ", rf"(?:(?P<bc>\d{{1,4}}(?:,\d{{3}})?){W}(?:BCE?|B\.C\.(?:E\.)?)|(?P<ad>\d{{1,4}}){W}(?:AD|A\.D\.|CE)|(?:AD|A\.D\.){W}(?P<ad2>\d{{1,4}}))")
def _resolve_era(match: Match, context: Context) -> list[Found]:
    if match["bc"]:
        return one(match, f"BC{int(match['bc'].replace(',', '')):04d}")
    return one(match, f"{int(match['ad'] or match['ad2']):04d}")


_TO_YEAR = r"(?:[-/–](?:20)?\d\d(?!\d))?"


@rule("fiscal year", rf"(?:(?i:the{W})?(?P<year>{p.YEAR_OF_RANGE}){_TO_YEAR}{W}(?i:fiscal|financial){W}(?i:year)|(?:the{W})?(?i:fiscal|financial){W}(?:(?i:year){W})?(?:\(FY\){W})?(?P<year2>{p.YEAR_OF_RANGE}){_TO_YEAR}|FY{W}?-?(?P<year3>{p.YEAR_OF_RANGE}|\d\d){_TO_YEAR}"
              rf"|(?P<near>(?i:this|last|next|(?:the{W})?(?:current|coming|previous|past|new|next|last|same))){W}(?i:fiscal|financial){W}(?i:year)(?!{W}\(?(?:FY|\d)))", ("fiscal", "financial", "fy"))
def _resolve_fiscal_year(match: Match, context: Context) -> list[Found]:
    year = match["year"] or match["year2"] or match["year3"]
    if year is None:
        return one(match, None)  # it begins in another month in each country
    return one(match, f"FY{int(year) + (2000 if len(year) == 2 else 0)}")


_QUARTER_NTH = {"first": 1, "second": 2, "third": 3, "fourth": 4, "final": 4, "1st": 1, "2nd": 2, "3rd": 3, "4th": 4, "last": 4}


@rule("quarter", rf"(?:(?:the|The){W})?(?:(?:(?P<nth>(?i:first|second|third|fourth|final|last|1st|2nd|3rd|4th))(?:{W}|-)(?i:(?P<unit>quarter|half))"
                 rf"(?:(?:{W}(?:of|in){W}|,?{W})(?:the{W})?(?:(?:fiscal{W})?(?:year{W})?(?P<year>{p.YEAR})|(?P<near>(?i:this|last|next|that|the{W}same)){W}(?i:year)|(?P<its>(?i:year))))?)"
                 rf"|Q(?P<q>[1-4])(?:{W}(?:of{W})?(?P<year2>{p.YEAR}))?|(?P<q3>[1-4])Q(?:{W}?(?P<year4>{p.YEAR}|\d\d(?!\w)))|H(?P<h>[12]){W}(?P<year5>{p.YEAR})|(?P<year3>{p.YEAR})(?:{W}(?P<nth2>(?i:first|second|third|fourth)){W}(?i:quarter)|{W}?Q(?P<q2>[1-4])))")
def _resolve_quarter(match: Match, context: Context) -> list[Found]:
    word = (match["nth"] or match["nth2"] or "").lower()
    number = _QUARTER_NTH[word] if word else int(match["q"] or match["q2"] or match["q3"] or match["h"])
    half = (match["unit"] or "").lower() == "half" or match["h"] is not None
    given = match["year"] or match["year2"] or match["year3"] or match["year4"] or match["year5"]
    if given and len(given) == 2:
        given = f"20{given}"
    if half and number > 2:
        number = 2
    if not given and not match["near"] and not match["its"]:
        if half or word in ("last", "final") or _is_sport(context, match):
            return []
        if context.published is None:
            return unknown(match)
        now = (context.published.month - 1) // 3 + 1
        direction = context.direction(match.start(), match.end())
        year: int | None = context.published.year - (1 if number > now or (number == now and direction == PAST and
                                                     context.published.month % 3 == 1) else 0)
        if direction == FUTURE and year is not None:
            year = context.published.year + (1 if number < now else 0)
    elif match["near"]:
        year = year_near(match["near"], match, context)
    elif given:
        year = int(given)
    else:
        year = context.published.year if context.published else None
    code = "H" if half else "Q"
    return one(match, f"{year:04d}-{code}{number}" if year else None, unanchored=year is None)


_SPORT = re.compile(rf"(?i)\b{any_of(LEXICON['names']['sport'])}\b")


def _is_sport(context: Context, match: Match) -> bool:
    around = context.before(match.start(), 120) + context.after(match.end(), 120)
    return bool(_SPORT.search(around)) or context.after(match.end(), 6).startswith(("-final", "final", " final", "back"))


# -- weekdays -----------------------------------------------------------------------------------------------------

_PLURAL_BEHIND = re.compile(
    rf"(?:,{W}|{W}(?:and|or|&){W}){p.WEEKDAY}(?:s|{W}(?P<daypart>(?i:morning|afternoon|evening|night))s)\b"
)
_WEEKDAY_NEAR = rf"(?:(?P<near>(?i:last|next|this{W}past|this{W}coming|this|the{W}following|the{W}previous|every|each|the{W}same)){W})?"


def _resolve_weekday(match: Match, context: Context) -> list[Found]:
    start, end = match.start(), match.end()
    if is_part_of_name(context, start, end):
        return []
    groups = match.groupdict()
    weekday = p.WEEKDAY_NUMBER[match["weekday"].lower()]
    modifier = modifier_of(groups.get("part"))
    near = " ".join((groups.get("near") or "").lower().split())
    if near in ("every", "each"):
        part = LEXICON["dayparts"][groups["daypart"].lower()] if groups.get("daypart") else ""
        return one(match, f"XXXX-WXX-{weekday}{part}", "set")
    last = context.found[-1] if context.found and not near else None
    listed = last is not None and re.fullmatch(r",?\s+(?:and|or)\s+|,\s+", context.text[last.end : start])
    if listed and last is not None and (last.value or "").startswith("XXXX-WXX-"):
        return one(match, f"XXXX-WXX-{weekday}", "set")  # "every Monday and Friday"
    if not near and (plural := _PLURAL_BEHIND.match(context.text, end)):
        part = LEXICON["dayparts"][plural["daypart"].lower()] if plural["daypart"] else ""
        return one(match, f"XXXX-WXX-{weekday}{part}", "set")  # "Friday and Saturday nights"
    if near in ("the following", "the previous", "the same"):
        step = -1 if near == "the previous" else 1
        reference = context.reference(start, end, 0 if near == "the same" else step)
        if reference is None:
            return with_time(match, None, unanchored=True)
        day = v.weekday_from(reference[0], weekday, step, strict=near in ("the following", "the previous"))
        return with_time(match, day.isoformat())
    if (stated := stated_day(context, match.end())) is not None and stated.isoweekday() == weekday:
        return with_time(match, stated.isoformat(), modifier=modifier)
    if context.published is None:
        return with_time(match, None, modifier=modifier, unanchored=True)
    this = context.published
    if groups.get("weekrel"):
        week = this + dt.timedelta(weeks={"last": -1, "next": 1}.get(groups["weekrel"].lower(), 0))
        day = dt.date.fromisocalendar(*week.isocalendar()[:2], weekday)
    elif near in ("last", "this past"):
        day = v.weekday_from(this, weekday, -1, strict=True)
    elif near in ("next", "this coming"):
        day = v.weekday_from(this, weekday, 1, strict=True)
    elif (first := earlier_end(context, start)) is not None:
        day = v.weekday_from(first, weekday, 1, strict=True)
    else:
        direction, nominal = context.tense(start, end)
        before = context.before(start, 14).lower()
        if re.search(r"\bsince\s+\Z", before):
            direction = PAST
        elif (near == "this" and (nominal or direction == UNKNOWN)) or (direction == UNKNOWN and ( re.search(r"\b(?:by|until|ahead of)\s+\Z", before))):
            direction = FUTURE
        day = v.weekday_from(this, weekday, FUTURE if direction == FUTURE else PAST)
    return with_time(match, day.isoformat(), modifier=modifier)


rule("weekday", _EARLY + rf"{_WEEKDAY_NEAR}(?P<weekday>{p.WEEKDAY})(?:{W}(?:of{W})?(?P<weekrel>(?i:last|next|this)){W}(?i:week))?"
     + _AT_CLOCK)(_resolve_weekday)
rule("clock on weekday", _CLOCK_ON + rf"{_WEEKDAY_NEAR}(?P<weekday>{p.WEEKDAY})")(_resolve_weekday)


@rule("weekdays", rf"(?P<weekday>{p.WEEKDAY})(?:s|{W}(?P<daypart>(?i:morning|afternoon|evening|night))s)")
def _resolve_weekdays(match: Match, context: Context) -> list[Found]:
    part = LEXICON["dayparts"][match["daypart"].lower()] if match["daypart"] else ""
    return one(match, f"XXXX-WXX-{p.WEEKDAY_NUMBER[match['weekday'].lower()]}{part}", "set")


# -- words that count from today ------------------------------------------------------------------------------------

_DAY_WORDS = {"today": 0, "yesterday": -1, "tomorrow": 1, "the day before yesterday": -2, "the day after tomorrow": 2}


@rule("today", rf"{_EARLY}(?P<word>(?i:{any_of(_DAY_WORDS)})){_AT_CLOCK}")
@rule("clock today", rf"{_CLOCK_ON}(?P<word>(?i:{any_of(_DAY_WORDS)}))")
def _resolve_today(match: Match, context: Context) -> list[Found]:
    if match[0][0].isupper() and (
        _CAPITAL_BEFORE.search(context.before(match.start()))
        or (re.match(r"[^\S\n][A-Z]", context.after(match.end())) and re.search(r"[a-z’'][^\S\n]\Z", context.before(match.start())))
    ):
        return []  # a name: USA Today, Russia Today, the Tomorrow Group
    modifier = modifier_of(match.groupdict().get("part"))
    if (stated := stated_day(context, match.end())) is not None:
        return with_time(match, stated.isoformat(), modifier=modifier)
    if context.published is None:
        return with_time(match, None, modifier=modifier, unanchored=True)
    day = context.published + dt.timedelta(_DAY_WORDS[" ".join(match["word"].lower().split())])
    return with_time(match, day.isoformat(), modifier=modifier)


@rule("tonight", rf"(?P<word>(?i:tonight|overnight|last{W}night|this{W}(?P<part>morning|afternoon|evening)))", ("night", "morning", "afternoon", "evening"))
def _resolve_tonight(match: Match, context: Context) -> list[Found]:
    word = match["word"].lower()
    if word == "overnight" and (
        re.match(rf"{W}(?:{any_of(LEXICON['names']['overnight'])})\b", context.after(match.end()))
        or re.search(r"(?i)\b(?:not|never|nothing|cannot|can[’']t|won[’']t|n[’']t)\s(?:\w+\s){1,4}\Z", context.before(match.start()))
    ):
        return []  # overnight delivery; what will not change overnight
    day = stated_day(context, match.end())
    if day is None:
        if context.published is None:
            return unknown(match, "time")
        day = context.published - dt.timedelta(1 if word.startswith("last") else 0)
    code = LEXICON["dayparts"][match["part"].lower()] if match["part"] else "TNI"
    return one(match, f"{day.isoformat()}{code}", "time")


@rule("that night", rf"(?i:(?P<near>that|the{W}same|the{W}next|the{W}following|the{W}previous)){W}(?P<daypart>(?i:morning|afternoon|evening|night))", ("night", "morning", "afternoon", "evening"))
def _resolve_that_night(match: Match, context: Context) -> list[Found]:
    step = {"next": 1, "following": 1, "previous": -1}.get(match["near"].lower().split()[-1], 0)
    reference = context.reference(match.start(), match.end(), step)
    if reference is None:
        return unknown(match, "time")
    return with_time(match, (reference[0] + dt.timedelta(step)).isoformat())


@rule("clock", p.CLOCK)
def _resolve_clock(match: Match, context: Context) -> list[Found]:
    if match["hour24"] and not match["zone"] and not re.search(r"(?i)\b(?:at|by|until|before|after|from|to|between|around|about)\s\Z",
                                                              context.before(match.start())):
        return []  # a score, a verse, a race time
    if _EVERY_DAY.match(context.after(match.end())) or _EVERY_DAY_BEFORE.search(context.before(match.start())):
        value = time_value(match, "XXXX-XX-XX")
        return one(match, value, "set") if value else []
    days = [f.value[:10] for f in context.found if f.value and f.type in ("date", "time") and _A_DAY.match(f.value)]
    near = next((f for f in reversed(context.found) if f.value and match.start() - f.start < 400 and f.type in ("date", "time")
                 and _A_DAY.match(f.value)), None)
    if near and near.value:
        day: str | None = near.value[:10]
    else:  # a story of several days leaves the day of a bare hour open
        day = context.published.isoformat() if context.published and len(set(days)) < 2 else None
    value = time_value(match, day)
    if value is None and day is not None:
        return []
    return one(match, value, "time", unanchored=day is None)


@rule("o'clock", rf"(?P<hour>1[0-2]|[1-9]|(?i:{any_of(p.ONES[:12])})){W}o['’]clock(?!{W}(?:on{W})?{p.WEEKDAY})(?:{W}(?:in{W}the|this|at){W}(?P<daypart>(?i:morning|afternoon|evening|night)))?", ("clock",))
def _resolve_oclock(match: Match, context: Context) -> list[Found]:
    part = (match["daypart"] or "").lower()
    if not part or context.published is None:
        return one(match, None, "time", unanchored=context.published is None)  # before noon or after it
    hour = int(match["hour"]) if match["hour"].isdigit() else p.NUMBER_WORD[match["hour"].lower()]
    hour = hour % 12 + (0 if part == "morning" or (part == "night" and hour < 6) else 12)
    near = next((f.value for f in reversed(context.found) if f.value and match.start() - f.start < 400 and _A_DAY.match(f.value)), None)
    return one(match, f"{near[:10] if near else context.published.isoformat()}T{hour:02d}:00", "time")


_A_DAY = re.compile(r"\d{4}-\d\d-\d\d")
_EVERY_DAY = re.compile(rf"(?:{W}(?:and|&|to|until|or|-|–){W}{p.CLOCK})*,?{W}(?:(?i:every|each){W}(?i:day|morning|night|evening)|daily)\b".replace("?P<", "?P<_"))
_EVERY_DAY_BEFORE = re.compile(rf"(?i)\b(?:(?:every|each)\s(?:day|morning|night|evening)|daily)\s(?:at|from|between)\s(?:{p.CLOCK}\s(?:and|&|to|until|or)\s)?\Z")


# -- this week, last year, the previous month -------------------------------------------------------------------------


@rule("calendar unit", rf"{p.PART}?(?P<near>(?i:this{W}past|this{W}coming|this|last|next|that|the{W}same|the{W}previous|the{W}preceding|the{W}following|the{W}next|the{W}coming|the{W}current|(?:the{W})?past|the)){W}(?P<unit>{p.CALENDAR_UNIT}|(?i:day|hour))(?!-)")
def _resolve_calendar_unit(match: Match, context: Context) -> list[Found]:
    near, unit, part = " ".join(match["near"].lower().split()), match["unit"].lower(), match["part"]
    modifier = modifier_of(part)
    if unit in ("day", "hour") and near != "the past":
        return []
    if near in ("the past", "past"):
        if part or near == "past" or unit == "weekend":
            return []
        return one(match, to_duration("1", unit) if unit != "quarter" else "P3M", "duration")
    if near == "the" and not part and unit != "weekend":
        return []
    if near == "the next" and unit != "weekend" and re.search(r"(?i)\b(?:over|in|within|for|during)\s\Z", context.before(match.start())):
        return one(match, to_duration("1", unit) if unit != "quarter" else "P3M", "duration", modifier)
    step = {"last": -1, "this past": -1, "next": 1, "this coming": 1, "the previous": -1, "the preceding": -1, "the following": 1,
            "the next": 1, "the coming": 1}.get(near, 0)
    if near in ("that", "the same", "the previous", "the preceding", "the following", "the next"):
        reference = context.reference(match.start(), match.end(), step)
    else:
        reference = (context.published, "") if context.published else None
    if reference is None:
        return unknown(match, modifier=modifier)
    anchor = reference[0]
    if unit == "weekend" and near in ("the", "this", "this past"):
        direction = context.direction(match.start(), match.end())
        back = near == "this past" or direction == PAST or (direction == UNKNOWN and near == "the")
        step = -1 if back and anchor.isoweekday() < 6 else 0
    return one(match, v.shift(anchor, step, unit), modifier=modifier)


@rule("day of this month", rf"(?:(?i:the){W})?(?P<day>(?:3[01]|[12]\d|[1-9])(?:st|nd|rd|th)){W}of{W}(?P<near>(?i:this|last|next)){W}(?i:month)")
def _resolve_day_of_month(match: Match, context: Context) -> list[Found]:
    if context.published is None:
        return unknown(match)
    month = v.add_months(context.published, {"last": -1, "next": 1}.get(match["near"].lower(), 0))
    value = day_value(month.year, month.month, int(match["day"][:-2]))
    return one(match, value) if value else []


@rule("the part of the day", rf"(?P<part>(?i:(?:the{W})?(?:end|start|beginning){W}of)){W}(?i:the{W}day|business|today|yesterday)|(?i:year[-’' ]?s?[- ]?end|the{W}year['’]s{W}end)|(?i:month-end)")
def _resolve_end_of_day(match: Match, context: Context) -> list[Found]:
    words = match[0].lower()
    if words.endswith("day") and re.search(r"(?i)\bat\s\Z", context.before(match.start())) and "the day" in words:
        return []  # the idiom
    if "business" in words:
        return []
    if context.published is None:
        return unknown(match, modifier=modifier_of(match["part"]) or "END")
    if "year" in words or words == "month-end":
        value = f"{context.published.year:04d}" if "year" in words else context.published.isoformat()[:7]
        return one(match, value, modifier="END")
    step = -1 if "yesterday" in words else 0
    return one(match, (context.published + dt.timedelta(step)).isoformat(), modifier=modifier_of(match["part"]))


@rule("the day before", rf"(?i:the|a|one){W}(?P<unit>(?i:day|week|fortnight|month|quarter|year|decade|century))(?P<so>{W}or{W}so)?{W}(?P<way>(?i:before|after|earlier|later|previously|prior|ago|from{W}now))"
      rf"|(?P<near>(?i:the{W}same|that|the{W}previous|the{W}following|the{W}next|the{W}very{W}next)){W}(?P<day>(?i:day))")
def _resolve_day_before(match: Match, context: Context) -> list[Found]:
    way = " ".join((match["way"] or "").lower().split())
    if way in ("before", "after", "prior") and not re.match(
        rf"{W}?(?:[.,;:)\n\"”’—–]|\Z)|{W}(?:in|at|on|when|by|that|and|but|as|with|for|from)\b", context.after(match.end())
    ):
        return []  # the day before the vote: nothing says which
    if match["near"]:
        step = {"previous": -1, "following": 1, "next": 1}.get(match["near"].lower().split()[-1], 0)
        unit = "day"
    else:
        unit = match["unit"].lower()
        step = 1 if way in ("after", "later", "from now") else -1
    found = _counted_from(match, context, step, unit, way)
    return [replace(one, modifier="APPROX") for one in found] if match["so"] else found


def _counted_from(match: Match, context: Context, step: int, unit: str, way: str) -> list[Found]:
    if way in ("ago", "from now"):
        anchor = context.published
    else:
        reference = context.reference(match.start(), match.end(), step)
        anchor = reference[0] if reference else None
        if reference and unit == "day" and v.to_days(reference[1]) not in (None, (anchor, anchor)):
            anchor = context.published  # a day is not counted from a month or a year
        elif (reference and unit == "month" and len(reference[1]) <= 4) or (reference and unit == "week" and len(reference[1]) < 8):
            anchor = context.published
    modifier = modifier_before(context, match.start())
    if way == "ago" and modifier:
        modifier = {"MORE_THAN": "BEFORE", "LESS_THAN": "AFTER"}.get(modifier, modifier)
    if anchor is None:
        return unknown(match, modifier=modifier)
    value = v.shift(anchor, step, unit)
    return one(match, value, modifier=modifier) if value else []


@rule("ago", rf"(?:{p.LOW}(?P<count>{p.COUNT})(?P<so>{W}or{W}so)?(?:{W}|-)|(?P<half>(?i:half{W}an?|a{W}quarter{W}(?:of{W}a{W})?)){W})?(?P<unit>{p.UNIT_PLURAL}|{p.UNIT_SINGULAR}){W}(?P<way>(?i:ago|earlier|later|from{W}now|before(?={W}?[.,;])|afterwards?|previously))")
def _resolve_ago(match: Match, context: Context) -> list[Found]:
    unit, way = p.UNIT_OF[match["unit"].lower()], " ".join(match["way"].lower().split())
    number = to_number(match["count"]) if match["count"] else "X"
    if match["half"]:
        size = {"decade": 5, "century": 50}.get(unit)
        if size is None or ("quarter" in match["half"].lower() and unit != "century"):
            return []
        number, unit = str(25 if "quarter" in match["half"].lower() else size), "year"
    if not match["count"] and not match["half"] and match["unit"].lower() in LEXICON["units"]:
        return []
    back = way in ("ago", "earlier", "before", "previously")
    if number == "X":
        if way in ("ago", "from now"):
            return one(match, "PAST_REF" if back else "FUTURE_REF")
        return one(match, to_duration("X", unit), "duration", end=match.end("unit"))
    if unit in ("second", "minute", "hour"):
        if way in ("ago", "from now"):
            return one(match, "PAST_REF" if back else "FUTURE_REF")
        return one(match, to_duration(number, unit), "duration", end=match.end("unit"))
    if "." in number:
        amount = float(number)
        if unit != "year":
            return []
        unit, number = "month", str(int(amount * 12))
    unit = "day" if unit == "night" else unit
    if unit in ("century", "millennium") and int(number) * (10 if unit == "millennium" else 1) > 19:
        return one(match, "PAST_REF") if back else []
    found = _counted_from(match, context, -int(number) if back else int(number), unit, way)
    if match["low"] and not is_range(match["low"], number):
        return [replace(one, start=match.start("count")) for one in found]
    return [replace(one, modifier="APPROX") for one in found] if match["low"] or match["so"] else found


# -- durations ----------------------------------------------------------------------------------------------------


@rule("duration", rf"(?P<past>(?i:(?:the|these|those){W})?(?i:past|last|next|coming|first|final|previous|preceding|following|recent){W})?{p.LOW}(?P<count>(?i:couple{W}of(?={W}))|{p.COUNT})(?P<so>{W}or{W}so)?(?:{W}|-)(?P<more>(?i:more|consecutive|straight|full|whole|long|successive|additional|extra|other|working|business|calendar|fiscal|financial|school|academic){W})?(?P<unit>{p.UNIT_PLURAL}|{p.UNIT_SINGULAR})(?P<long>-long)?(?P<half>{W}and{W}a{W}half)?")
def _resolve_duration(match: Match, context: Context) -> list[Found]:
    before, after = context.before(match.start()), context.after(match.end())
    unit, word = p.UNIT_OF[match["unit"].lower()], match["unit"].lower()
    if is_age(before, after) or re.search(r"[-–]\Z", before):
        return []
    number = to_number(match["count"])
    low = match["low"] if is_range(match["low"], number) else None
    if unit == "hour" and re.fullmatch(r"(?:[01]\d|2[0-3])[0-5]\d", match["count"]) and _AT_HOUR.search(before):
        return []  # "at 1500 hours" is a time of day
    singular = word in LEXICON["units"]
    hyphen = match[0][match.end("count") - match.start()] == "-"
    adjective = re.search(r"\b[Aa]n?\s\Z", before) and re.match(r"[-\s][a-z]", after)  # "a two and a half year war"
    if singular and not hyphen and number != "1" and not match["count"].isdigit() and not adjective:
        return []
    if singular and not hyphen and number not in ("1", "X") and not re.match(r"[-\s][a-z]", after):
        return []
    if unit == "second" and not hyphen and (singular or number == "X"):
        return []
    if singular and number == "1" and match["count"].lower() == "one" and unit == "day" and not re.search(
            r"(?i)\b(?:for|in|within|only|just|lasted|after|(?:years?|months|weeks) and)\s\Z", before):
        return []
    if match["count"] == "Some":
        return []  # "Some days were harder": a part of the days
    prefix = (match["past"] or "").lower().strip()
    if prefix and not prefix.startswith(("the", "these", "those")) and not re.search(
        r"(?i)\b(?:in|over|for|during|within|of|than|after|his|her|its|their|our)\s\Z", before
    ):
        prefix = "verb"  # "talks will last ten days"
    start = match.start("low" if low else "count") if prefix == "verb" or (match["low"] and not low) else match.start()
    modifier = "EQUAL_OR_LESS" if low else "APPROX" if match["so"] else modifier_before(context, start)
    if match["half"]:
        number += ".5"
    value = to_duration(number, unit)
    if re.search(r"(?i)\bevery\s\Z", before):
        return []
    return [Found(start, match.end(), "duration", value, modifier)]


def is_range(low: str | None, high: str) -> bool:
    """Whether two counts are the ends of a range: "two or three" years, "10-15" days."""
    return low is not None and high != "X" and to_number(low) != "X" and float(to_number(low)) < float(high)


_AT_HOUR = re.compile(r"(?i)\b(?:at|by|from|until|till|around|about|to)\s\Z")


def is_age(before: str, after: str) -> bool:
    """How old somebody or something is: no date."""
    return bool(re.match(r"(?:[-\s]{1,2}olds?\b|[-\s]of[-\s]age\b|['’]? old\b)", after) or re.search(r"(?i)\b(?:aged|ages?|age of)\s\Z", before))


@rule("a duration", rf"(?P<article>(?i:(?:an?|one|per)){W})(?P<full>(?i:full|whole|entire|further|single){W})?(?P<unit>{p.UNIT_SINGULAR})(?:(?P<half>{W}and{W}a{W}half)|(?P<two>{W}or{W}two)|(?P<so>{W}or{W}so))?")
def _resolve_a_duration(match: Match, context: Context) -> list[Found]:
    before, after, unit = context.before(match.start()), context.after(match.end()), match["unit"].lower()
    article = match["article"].strip().lower()
    if unit in ("second", "night") or is_age(before, after) or re.match(r"-[a-z]", after):
        return []
    if article == "one" and not re.search(r"(?i)\b(?:in|for|within|than|least|after|about|lasts?|lasted|only|just|over|nearly|almost|of)\s\Z", before):
        return []
    number = "1.5" if match["half"] else "2" if match["two"] else "1"
    value = to_duration(number, unit)
    if match["two"] or match["so"]:
        return one(match, value, "duration", "APPROX" if match["so"] else "EQUAL_OR_LESS")
    if article == "per":
        return [Found(match.start("unit"), match.end("unit"), "set", value)]
    rate = re.search(rf"\d[\d,.]*(?:{W}[\w-]+){{0,2}}{W}[a-z]+s{W}\Z", before) or re.search(rf"(?i)(?:\d[\d.,]*|%|percent|million|billion|trillion|thousand|hundred|dollars|euros|pounds|cents|barrels|tons|tonnes|times|people|hours|days|bpd){W}\Z", before)
    paid = any(a.end <= match.start() <= a.end + 1 for a in context.doc._.amounts)
    if (rate or paid) and article in ("a", "an") and not match["half"]:
        return one(match, value, "set")
    if unit == "minute" and re.match(rf"{W}(?:of{W}silence)", after):
        return one(match, value, "duration")
    return one(match, value, "duration", modifier_before(context, match.start()))


@rule("half a duration", rf"(?i:(?P<share>half{W}an?|a{W}half|half|a{W}quarter{W}of{W}a|a{W}quarter)(?:{W}|-)(?P<unit>hour|day|year|decade|century))(?!-old)", ("half", "quarter"))
def _resolve_half_duration(match: Match, context: Context) -> list[Found]:
    unit = match["unit"].lower()
    quarter = "quarter" in match["share"].lower()
    table = {"hour": ("PT30M", "PT15M"), "day": ("PT12H", None), "year": ("P6M", "P3M"), "decade": ("P5Y", None), "century": ("P50Y", "P25Y")}
    value = table[unit][quarter]
    if value is None or (match["share"].lower() in ("half",) and unit in ("year", "day")):
        return []
    return one(match, value, "duration", modifier_before(context, match.start()))


@rule("the next unit or two", rf"(?i:(?:the{W})?(?:next|last|past|coming|first){W}(?P<unit>day|week|month|year|decade|hour|minute){W}or{W}(?P<more>two|so))")
def _resolve_unit_or_two(match: Match, context: Context) -> list[Found]:
    two = match["more"].lower() == "two"
    value = to_duration("2" if two else "1", match["unit"].lower())
    return one(match, value, "duration", "EQUAL_OR_LESS" if two else "APPROX")


@rule("the past units", rf"(?i:(?:the|these){W})?(?P<way>(?i:recent|past|coming|next|last|previous)){W}(?P<unit>{p.UNIT_PLURAL})")
def _resolve_vague_units(match: Match, context: Context) -> list[Found]:
    unit, way = p.UNIT_OF[match["unit"].lower()], match["way"].lower()
    if unit in ("second", "night"):
        return []
    if way == "recent" or way in ("past", "last", "previous"):
        return one(match, "PAST_REF")
    return one(match, "FUTURE_REF")


_UNITS_BEFORE = re.compile(
    r"(?i)(?:\b(?:for|in|after|over|within|of|during|through|took|takes?|taken|taking|last|lasts|lasted|spent|spend|spending|just|only"
    r"|and|or|with|by|been|wait(?:ed|ing)?|many|if|not|but|even|the|serv(?:ed|ing|e)|despite|following|into|come|came|that)|[,;–—(-])\s{0,2}\Z|(?:\A|\n|[.!?][\"”’]?\s)\Z"
)


@rule("bare units", r"(?P<unit>(?i:days|weeks|months|years|decades|centuries|hours|minutes))(?P<long>-long)?|(?P<unit2>(?i:day|week|month|year|decade|hour))(?P<long2>-?long)|(?P<unit3>(?i:decade|month|week|year|hour|day))s-long")
def _resolve_bare_units(match: Match, context: Context) -> list[Found]:
    before, after = context.before(match.start()), context.after(match.end())
    if match["unit2"]:
        return one(match, to_duration("1", match["unit2"].lower()), "duration")
    if match["unit3"]:
        return one(match, to_duration("X", match["unit3"].lower()), "duration")
    unit = p.UNIT_OF[match["unit"].lower()]
    if not match["long"]:
        if not _UNITS_BEFORE.search(before) or is_age(before, after) or after.startswith(("-", "'", "’")):
            return []
        if re.search(r"(?i)\bthe\s\Z", before) and not re.match(rf"{W}(?:since|after|before|following|leading|ahead|between|to{W}come)\b", after):
            return []
        if unit == "minute" and re.match(rf"{W}of\b", after):
            return []
    return one(match, to_duration("X", unit), "duration", modifier_before(context, match.start()))


@rule("ordinal unit", rf"(?P<nth>{p.ORDINAL}){W}(?:(?i:consecutive|straight|successive|full){W})?(?P<unit>(?i:year|month|week|day))")
def _resolve_ordinal_unit(match: Match, context: Context) -> list[Found]:
    if match["nth"].lower() == "first" or re.match(rf"-|{W}of{W}(?i:{p.MONTH})", context.after(match.end())):
        return []
    return one(match, None)


# -- sets ---------------------------------------------------------------------------------------------------------


@rule("every", rf"(?i:every|each)(?:{W}(?P<other>(?i:other|single))|{W}(?P<count>{p.COUNT}))?{W}(?P<unit>{p.UNIT_PLURAL}|{p.UNIT_SINGULAR}|(?i:morning|evening|afternoon|summer|winter|spring|autumn|quarter|weekend))", ("every", "each"))
def _resolve_every(match: Match, context: Context) -> list[Found]:
    word = match["unit"].lower()
    if word == "second" and not match["count"]:
        return []
    if word in LEXICON["dayparts"] and word != "night":
        return one(match, "XXXX-XX-XX" + LEXICON["dayparts"][word], "set")
    if word in LEXICON["seasons"]:
        return one(match, f"XXXX-{LEXICON['seasons'][word]}", "set")
    if word == "quarter":
        return one(match, "P3M", "set")
    if word == "weekend":
        return one(match, "XXXX-WXX-WE", "set")
    number = to_number(match["count"]) if match["count"] else "2" if (match["other"] or "").lower() == "other" else "1"
    return one(match, to_duration(number, p.UNIT_OF[word]), "set")


@rule("times a unit", rf"(?i:once|twice|(?:{any_of(p.NUMBER_WORD)}|\d+|several|many){W}times){W}(?:(?i:an?|every|per|each)){W}(?P<unit>{p.UNIT_SINGULAR})", ("once", "twice", "times"))
def _resolve_times(match: Match, context: Context) -> list[Found]:
    return one(match, to_duration("1", match["unit"].lower()), "set")


@rule("frequency", rf"(?P<twice>(?i:twice-))?(?P<word>(?i:{any_of(LEXICON['frequencies'])}))", longest_words(LEXICON["frequencies"]))
def _resolve_frequency(match: Match, context: Context) -> list[Found]:
    before, after, word = context.before(match.start()), context.after(match.end()), match["word"]
    if word[0].isupper() and not re.search(r"(?:\A|\n|[.!?:][\"”’]?\s|[\"“‘])\Z", before):
        return []
    if re.match(rf"{W}(?:newspapers?|papers?|tabloids?|magazines?|[A-Z])|-", after):
        return []
    return one(match, LEXICON["frequencies"][word.lower()], "set")


# -- seasons, holidays, events --------------------------------------------------------------------------------------


@rule("season", rf"(?:(?:the|The){W})?(?:{p.PART}(?P<near2>(?i:last|next|this){W})?|(?P<near>(?i:last|next|this|this{W}past|(?:this{W}|the{W})?coming)){W})?(?P<season>{p.SEASON})(?:(?:{W}of|,)?{W}(?P<year>{p.YEAR})|{W}(?:of{W})?(?P<rel>(?i:last|next|this|that)){W}(?i:year))?")
def _resolve_season(match: Match, context: Context) -> list[Found]:
    code = LEXICON["seasons"][match["season"].lower()]
    part, near = modifier_of(match["part"]), " ".join((match["near"] or match["near2"] or "").lower().split())
    if is_part_of_name(context, match.start(), match.end()):
        return []
    if match["year"]:
        return one(match, f"{match['year']}-{code}", modifier=part)
    if match["rel"]:
        year = year_near(match["rel"], match, context)
        return one(match, f"{year:04d}-{code}" if year else None, modifier=part, unanchored=year is None)
    before, after = context.before(match.start()), context.after(match.end())
    if not near:
        # fall and spring are verbs and nouns first: only "in the spring", "since autumn", "this fall" are times
        if match["season"][0].isupper() or not re.search(rf"(?i)\b(?:in|since|until|by|during|for|over|through|throughout|before|after){W}\Z", before[-24:]):
            return []
        if re.match(rf"{W}(?:of|in|from|to|by)\b", after) or (match["season"] in ("fall", "spring") and not re.match(rf"{W}?[.,;:)]|{W}(?:and|when|as|with|at|after|before|election|semester|session)\b", after)):
            return []
    if context.published is None:
        return unknown(match, modifier=part)
    this = context.published
    middle = {"SP": 4, "SU": 7, "FA": 10, "WI": 1}[code]
    year = this.year
    if near in ("last", "this past"):
        year -= middle + 1 >= this.month
    elif near in ("next", "this coming", "the coming", "coming"):
        year += middle - 1 <= this.month
    elif near != "this":
        direction = context.direction(match.start(), match.end())
        year += 1 if direction == FUTURE and middle + 2 < this.month else -1 if direction == PAST and middle - 1 > this.month else 0
    return one(match, f"{year:04d}-{code}", modifier=part)


@rule("holiday", rf"(?P<name>{any_of(LEXICON['holidays'])})(?:,?{W}(?P<year>{p.YEAR})|{W}(?:of{W})?(?P<near>(?i:last|next|this|that)){W}(?i:year))?", longest_words(LEXICON["holidays"]))
def _resolve_holiday(match: Match, context: Context) -> list[Found]:
    rule_ = LEXICON["holidays"].get(" ".join(match["name"].split()))
    after = context.after(match.end(), 60)
    if rule_ is None or re.match(rf"{W}?[-–—,(]{W}?(?:on{W})?(?:{p.MONTH_IN_DATE}{W}{p.DAY}|{p.DAY}{W}{p.MONTH_IN_DATE})", after):
        return []  # the day follows, and is the expression
    if re.match(r"[^\S\n](?:[A-Z][a-z]+|trees?|Island|shopping|rally|party|gifts?|cards?)\b", after) and not match["year"]:
        return []
    if match["year"] or match["near"]:
        year = int(match["year"]) if match["year"] else year_near(match["near"], match, context)
        if year is None:
            return unknown(match)
        return one(match, v.holiday(rule_, year).isoformat())
    if (said := stated_year(context, match.start(), match.end())) is not None:
        return one(match, v.holiday(rule_, said).isoformat())
    if context.published is None:
        return unknown(match)
    this = context.published
    candidates = [v.holiday(rule_, y) for y in (this.year - 1, this.year, this.year + 1)]
    direction = context.direction(match.start(), match.end())
    if direction == PAST:
        day = max(d for d in candidates if d <= this)
    elif direction == FUTURE:
        day = min(d for d in candidates if d >= this)
    else:
        day = min(candidates, key=lambda d: abs((d - this).days))
    return one(match, day.isoformat())


@rule("event", rf"(?P<name>{any_of(LEXICON['events'])})", longest_words(LEXICON["events"]))
def _resolve_event(match: Match, context: Context) -> list[Found]:
    value = LEXICON["events"][" ".join(match["name"].split())]
    if context.published and value > context.published.isoformat():
        return []  # another day of that name, before the famous one
    words = re.match(rf"(?:{p.MONTH_IN_DATE}{W}{p.DAY}|{p.DAY}{W}{p.MONTH_IN_DATE})", match[0])
    return one(match, value, end=match.start() + words.end() if words else None)


# -- references -----------------------------------------------------------------------------------------------------


@rule("reference", rf"(?P<word>(?i:{any_of(LEXICON['references'])}))")
def _resolve_reference(match: Match, context: Context) -> list[Found]:
    word, before, after = " ".join(match["word"].lower().split()), context.before(match.start()), context.after(match.end())
    if word == "soon" and (re.search(r"(?i)\b(?:as|too|how)\s\Z", before) or re.match(rf"{W}(?:after|as|before|afterwards?|thereafter|became|followed)\b|er\b|-", after)):
        return []
    if word == "now" and (re.match(r"-|\.[a-z]", after) or (match["word"][0] == "N" and _CAPITAL_BEFORE.search(before))):
        return []
    if re.search(r"[-–]\Z", before):
        return []
    if word == "the future" and (re.match(rf"{W}of\b", after) or not re.search(r"(?i)\bin\s\Z", before)):
        return []
    if match["word"][0].isupper() and re.match(r"[^\S\n][A-Z]", after) and _CAPITAL_BEFORE.search(before):
        return []
    return one(match, LEXICON["references"][word])


@rule("the past", rf"(?i:the{W}past)(?={W}?[.,;:)]|{W}(?:and|but|when)\b)", ("past",))
def _resolve_the_past(match: Match, context: Context) -> list[Found]:
    return one(match, "PAST_REF") if re.search(r"(?i)\bin\s\Z", context.before(match.start())) else []


#: Where an expression can begin: with a digit or one of these words. At nine words in ten no row need be asked.
BEGINNING = re.compile(
    rf"{WORD_START}(?=['’\d]|(?i:"
    + any_of(
        word
        for phrase in (
            *p.MONTH_NUMBER, *p.WEEKDAY_NUMBER, *(f"{day}s" for day in p.WEEKDAY_NUMBER), *p.UNIT_OF,
            *(f"{unit}long" for unit in p.UNIT_OF), *p.NUMBER_WORD, *(ten.replace("y", "ies") for ten in p.TENS),
            *p.ORDINAL_WORD, *_DAY_WORDS, *LEXICON["dayparts"], *LEXICON["seasons"], *LEXICON["holidays"],
            *LEXICON["events"], *LEXICON["references"], *LEXICON["frequencies"],
            "a", "an", "per", "half", "once", "twice", "few", "several", "many", "some", "dozens", "hundreds", "thousands",
            "the", "this", "that", "these", "those", "last", "next", "past", "previous", "coming", "current", "same", "couple", "preceding", "following", "recent",
            "final", "each", "every", "early", "earlier", "late", "later", "very", "tail", "start", "beginning", "outset",
            "mid", "middle", "end", "close", "turn", "noon", "midnight", "overnight", "tonight", "ad", "fiscal", "financial",
            "fy", "q", "h", "yearend", "yearsend",
        )
        for word in re.findall(r"^[a-z]+", phrase.lower())
    )
    + r")(?![^\W\d_]))"
)


def _find_matches(text: str) -> list[tuple[int, int, int, Match]]:
    """What each row matches, one match after another: start, minus end, the row's place in the table, the match."""
    matches = []
    ends = [0] * len(RULES)
    lowered = text.lower()
    rows = [(order, row) for order, row in enumerate(RULES) if not row.needs or any(n in lowered for n in row.needs)]
    for place in BEGINNING.finditer(text):
        start = place.start()
        for order, row in rows:
            if start >= ends[order] and (m := row.pattern.match(text, start)):
                ends[order] = m.end()
                matches.append((start, -m.end(), order, m))
    return matches


def find_expressions(context: Context) -> list[Found]:
    """All temporal expressions of the text in reading order, none overlapping another.

    Where matches of the table's rows overlap, the one that begins first wins, then the longest, then the one that
    stands first in the table. A resolver that declines makes room for the next.
    """
    matches = _find_matches(context.text)
    matches.sort(key=lambda entry: entry[:3])
    taken = 0
    for start, _, order, match in matches:
        if start < taken:
            continue
        try:
            found = RULES[order].resolve(match, context)
        except (OverflowError, ValueError):  # a day that no calendar has: before year 1, after year 9999
            found = one(match, None)
        if found:
            context.found.extend(found)
            taken = found[-1].end
    return context.found
