"""What is compared: the reports of articles, with who is in them, when, where and how much.

A *report* is one fact as one article tells it. Its *status* says whether the deed happened, and only reports of one
status (and one polarity) can tell the same event: what was planned or denied never becomes what was done.
"""

from __future__ import annotations

import datetime as dt
import hashlib
import json
import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, fields, replace
from decimal import Decimal
from functools import cache, cached_property, lru_cache
from typing import Any, Literal, get_args

from newsfacts.corpus.days import Days
from newsfacts.corpus.names import fold, load_words, to_name_key, to_names, to_stems
from newsfacts.corpus.told import is_country_told
from newsfacts.record import Amount, Argument, Country, Fact, Official, Organization, Person, Record
from newsfacts.wording import amount_words

Status = Literal["happened", "denied", "planned", "possible", "demanded", "conditional"]
STATUSES: tuple[Status, ...] = get_args(Status)
SideKind = Literal["person", "office", "body", "country", "text"]
#: Fact types whose two sides do the same: it is one list, whoever of them is named first.
MUTUAL = frozenset({"met", "agreed", "cooperated"})
#: Types of deeds that a state does not do to itself.
BETWEEN_STATES = frozenset({"aided", "visited", "sanctioned", "threatened", "attacked"})
#: Types of deeds that the same two hardly do twice on a day.
ONCE_A_DAY = frozenset(
    {"met", "visited", "conceded", "aided", "transacted", "sanctioned", "took_office", "left_office", "protested"}
)
#: Types of deeds whose worth the sentence may give apart from them: "signed a deal for a pipeline that costs $2 bn".
OF_WORTH = frozenset({"agreed", "aided", "transacted"})
#: States of an article's context of which one may be meant where a report does not say who.
MOST_STATES = 4
#: Modes of more than one type: diplomats are expelled by a sanction, others by force, and texts do not part the two.
SHARED_MODES = frozenset({"expel"})
#: Characters behind "belonged to" in which the owner is named.
NEXT_WORDS = 30
#: Kinds of bodies that act for their state.
STATE_BODIES = frozenset({"government", "military"})


@dataclass(frozen=True, slots=True)
class Side:
    """Who or what fills a role of a report.

    Attributes:
        kind: a named person, an unnamed office, a body, a country, or words that point to nothing known.
        name: what it is called in its record.
        key: the name as it is compared.
        country: ISO 3166-1 alpha-2 code of the state served, or None.
        role: the role of an official, or the kind of a body.
        office: the office of an official.
        origin: of words that point to nothing known, the one country that they name: "fourteen Kenyan fishermen".
        is_likely: whether no word beside a person's name says of which country, so that it may be another; or None.
    """

    kind: SideKind
    name: str
    key: str
    country: str | None = None
    role: str | None = None
    office: str | None = None
    origin: str | None = None
    is_likely: bool | None = None

    @property
    def surname(self) -> str:
        """The last word of a person's key."""
        return self.key.rpartition(" ")[2]

    @property
    def acts_for_state(self) -> bool:
        """Whether what it does is its state's doing."""
        return self.country is not None and (
            self.kind in ("country", "office") or (self.kind == "person" and self.role is not None)
            or (self.kind == "body" and self.role in STATE_BODIES)
        )  # fmt: skip

    @property
    def is_nobody(self) -> bool:
        """Whether it is a body that every state has, of no state: "her government" says less than "Norway"."""
        return self.kind == "body" and self.country is None and is_common(self.key)

    @property
    def general(self) -> str:
        """The widest word for it: the state it acts for, else what it is."""
        if self.acts_for_state:
            return self.country or ""
        return self.surname if self.kind == "person" else self.key

    @property
    def tokens(self) -> tuple[str, ...]:
        """Every word by which another report may mean the same."""
        if self.kind == "text":
            origin = (self.origin,) if self.origin else ()
            return (*origin, *sorted(to_stems(self.name))[:3])
        return tuple(dict.fromkeys((self.general, self.surname if self.kind == "person" else self.key)))


@dataclass(frozen=True, slots=True)
class Sum:
    """A sum of money as it is compared."""

    value: Decimal
    upper: Decimal | None
    currency: str | None
    qualifier: str
    per: str | None


@dataclass(frozen=True)
class Report:
    """One fact as one article tells it; days are proleptic ordinals (:meth:`datetime.date.toordinal`).

    Attributes:
        key: ``ARTICLE/FACT``, unique in the corpus.
        article: key of the article.
        text: SHA-256 of the article's text: copies of one text count once.
        published: the day of publication.
        stated: first and last day of the deed as the text states them.
        place: the place, folded; ``place_words`` as the text has it.
        event_class: the PLOVER class of the type.
        amount: the sum in words.
        outlet: the publisher, else the source.
        context: the countries that its article names, and the other names in the sentences of its facts.
    """

    key: str
    article: str
    text: str
    type: str
    status: Status
    negated: bool
    mode: str | None
    actor: tuple[Side, ...]
    recipient: tuple[Side, ...]
    object: str | None
    place: str | None
    place_country: str | None
    sum: Sum | None
    published: int | None
    stated: tuple[int, int] | None
    trigger: str
    trigger_start: int
    evidence: str
    evidence_start: int
    confidence: float | None
    event_class: str
    amount: str | None
    place_words: str | None
    outlet: str
    context: str

    @cached_property
    def around(self) -> frozenset[str]:
        """The states that its article tells of; of many nothing follows."""
        states = frozenset(word for word in self.context.split() if word.isupper())
        return states if len(states) <= MOST_STATES else frozenset()

    @cached_property
    def topics(self) -> frozenset[str]:
        """What else its article names."""
        return frozenset(word for word in self.context.split() if not word.isupper())

    @property
    def first(self) -> tuple[Side, ...]:
        """Who is compared as the actor: of a sale the buyer, so that it is one with the purchase."""
        return self.recipient if self.mode == "sell" else self.actor

    @property
    def second(self) -> tuple[Side, ...]:
        """Who is compared as the recipient."""
        return self.actor if self.mode == "sell" else self.recipient

    @property
    def deed(self) -> str:
        """What is compared instead of its type: a mode that two types share is one deed in both."""
        return self.mode if self.mode in SHARED_MODES else self.type

    @cached_property
    def lane(self) -> int:
        """Status and polarity as a number: only reports of one lane can tell one event."""
        return to_lane(self.status, self.negated)

    @cached_property
    def anchor(self) -> int | None:
        """The day under which it is found: that of the deed, else that of publication; a long span near the latter."""
        if self.stated is None:
            return self.published
        first, last = self.stated
        return min(max(self.published, first), last) if self.published is not None else first

    @property
    def is_exact(self) -> bool:
        """Whether it states the very day."""
        return self.stated is not None and self.stated[0] == self.stated[1]

    @property
    def is_of_week(self) -> bool:
        """Whether it states a day, or days of no more than a week: "a fortnight before"."""
        return self.stated is not None and self.stated[1] - self.stated[0] < 7

    @cached_property
    def before(self) -> list[str]:
        """The words of its clause before the verb."""
        text = self.evidence[: max(self.trigger_start - self.evidence_start, 0)]
        return fold(re.split(r"[,;:—]", text)[-1]).split()

    @cached_property
    def counts(self) -> frozenset[str]:
        """How many it was done to, in figures: "eleven Armenian soldiers"; of one and two nothing follows."""
        found: set[str] = set()
        told = [side for side in self.second if side.kind in ("text", "body")]
        text, digits = fold(self.evidence) if told else "", load_words()["digits"]
        for side in told:
            name = fold(side.name)
            words = name.split() + text[: max(text.find(name), 0)].split()[-1:]
            found |= {one for word in words if (one := digits.get(word, word)).isdigit()}
        return frozenset(found)

    @cached_property
    def is_recalling(self) -> bool:
        """Whether it may tell what was long before its article, without saying when."""
        if self.stated is not None or self.type == "said":
            return False
        is_known = "the" in self.before[-2:]  # "the raid", of which an article before told
        return self.status == "denied" or is_known or any(word in load_words()["earlier"] for word in self.before[-3:])

    @cached_property
    def stems(self) -> frozenset[str]:
        """What the deed is about, as stems."""
        return to_stems(self.object or "") - self.side_stems

    @cached_property
    def sentence(self) -> frozenset[str]:
        """What else the sentence says, as stems: without its names and the verb, which the type has in common."""
        return to_stems(self.evidence) - self.side_stems - to_stems(self.trigger)

    @cached_property
    def spots(self) -> frozenset[str]:
        """The names of its place, and in what its sides and its object are called: "the market in Bahai"."""
        named = [side.name for side in (*self.actor, *self.recipient) if side.kind == "text"]
        found = to_names(" ".join(["", self.place_words or "", *named, self.object or ""]))
        return found | self.called if self.called else found

    @cached_property
    def called(self) -> frozenset[str]:
        """The names that its recipients and its object end in, or that stand right behind: "the tanker Ludmila"."""
        if self.type == "said":
            return frozenset()
        words = [side.name for side in self.recipient if side.kind == "text"] + [self.object or ""]
        ends = [self.evidence.find(word) + len(word) for word in words if word and word in self.evidence]
        named = [_NAME.match(self.evidence, end) for end in ends if self.evidence[end + 1 : end + 2].isupper()]
        named += [_NAME_AT_END.search(word) for word in words if word.rpartition(" ")[2][:1].isupper()]
        return frozenset().union(*(to_names(one[0]) for one in named if one)) if any(named) else frozenset()

    @cached_property
    def names(self) -> frozenset[str]:
        """All names of its sentence that are no side's and no country's."""
        return (to_names(self.evidence.partition(" ")[2]) - self.side_stems) | self.spots

    @cached_property
    def side_stems(self) -> frozenset[str]:
        """The words of its names: two sentences share those anyway."""
        return frozenset().union(*(to_stems(side.name) for side in (*self.actor, *self.recipient)))


def to_lane(status: Status, negated: bool = False) -> int:
    """Status and polarity as a number; what is denied is negated anyway."""
    return 2 * STATUSES.index(status) + (negated and status != "denied")


def to_status(fact: Fact) -> Status:
    """Whether it happened: what is negated, now or as a plan, is ``denied``."""
    if fact.negated and fact.modality in ("actual", "planned"):
        return "denied"
    return "happened" if fact.modality == "actual" else fact.modality


def to_article_key(article_id: str, source: str) -> str:
    """The key of an article: 16 hexadecimal digits for its text and its source."""
    return hashlib.sha256(f"{article_id}\0{source}".encode("utf-8", "surrogatepass")).hexdigest()[:16]


@lru_cache(maxsize=20_000)
def to_day(ordinal: int | None) -> str | None:
    """The ISO day of an ordinal."""
    return None if ordinal is None else dt.date.fromordinal(ordinal).isoformat()


@lru_cache(maxsize=20_000)
def to_ordinal(day: str | None) -> int | None:
    """The ordinal of an ISO day."""
    return None if day is None else dt.date.fromisoformat(day).toordinal()


#: Capitalized words that follow on a word at once.
_NAME = re.compile(r"(?: (?!The\b)[A-Z][\w'’-]+)+")
#: Those at the end of some words, but not where these are: "the tanker Ludmila", not "the market in Bahai".
_NAME_AT_END = re.compile(r"(?<![a-z])(?!(?:in|of|at|on|from|near|for|with|to|off) )[a-z]+((?: [A-Z][\w'’-]+)+)$")


class Cast:
    """Who is in an article, and where it names countries."""

    def __init__(self, record: Record) -> None:
        layers = (record.countries, record.officials, record.organizations, record.people)
        self.entities: dict[str, Any] = {entity.id: entity for layer in layers for entity in layer}
        self._named = sorted((m.start, m.end, country.code) for country in record.countries for m in country.mentions)
        self._likely = frozenset(
            one.id for one in record.officials
            if one.name and one.country and not is_country_told(one, record.countries)
        )  # fmt: skip

    def find_named(self, start: int, end: int) -> list[str]:
        """The countries that a part of the text names, each once."""
        return list(dict.fromkeys(code for first, last, code in self._named if start <= first and last <= end))

    def is_likely(self, entity: str | None) -> bool:
        """Whether no word beside an official's name says of which country."""
        return entity in self._likely


def to_side(argument: Argument, cast: Cast) -> Side:
    """An argument as it is compared."""
    entity = cast.entities.get(argument.ref or "")
    words = " ".join(argument.text.split())
    if isinstance(entity, Country):
        return Side("country", entity.name, entity.code, entity.code)
    if isinstance(entity, Official):
        office = None if entity.office is None else fold(entity.office)
        if entity.name and not entity.group:
            likely = cast.is_likely(entity.id) or None
            key = to_name_key(entity.name)
            return Side("person", entity.name, key, entity.country, entity.role, office, is_likely=likely)
        return Side("office", words, office or fold(words), entity.country, entity.role, office)
    if isinstance(entity, Organization):
        return Side("body", entity.name, to_body_key(entity.name), entity.country, entity.kind)
    if isinstance(entity, Person):
        return Side("person", entity.name, to_name_key(entity.name))
    inside = cast.find_named(argument.start, argument.end)
    return Side("text", words, fold(words), origin=inside[0] if len(inside) == 1 else None)


def to_body_key(name: str) -> str:
    """A body's name for comparing: folded, without its article."""
    return fold(name).removeprefix("the ")


def to_reports(record: Record) -> Iterator[Report]:
    """The facts of a record as reports, in their order."""
    article = record.article
    key = to_article_key(article.id, article.source)
    cast, days, amounts, context = Cast(record), Days(record), find_amounts(record), to_context(record)
    for fact in record.facts:
        amount = amounts.get(fact.id)
        total = None
        if amount is not None and amount.value is not None:
            upper = None if amount.upper is None else Decimal(amount.upper)
            total = Sum(Decimal(amount.value), upper, amount.currency, amount.qualifier, amount.per)
        actor, recipient = to_sides(fact.actor, cast), to_sides(fact.recipient, cast)
        actor = tuple(_find_owner(side, fact, cast) for side in actor)
        if fact.type in BETWEEN_STATES:
            actor, recipient = _without_own_state(actor, recipient), _without_own_state(recipient, actor)
        if fact.negated:
            denier = _find_denier(fact, record, cast)
            actor, recipient = _own_sides(actor, denier), _own_sides(recipient, denier)
        yield Report(
            f"{key}/{fact.id}", key, article.id, fact.type, to_status(fact), fact.negated, fact.mode,
            actor, recipient, fact.object,
            fold(fact.place.text) or None if fact.place else None, fact.place.country if fact.place else None, total,
            to_ordinal(article.published), days.find(fact), " ".join(fact.trigger.text.split()), fact.trigger.start,
            fact.evidence.text, fact.evidence.start, fact.confidence, fact.event,
            amount_words(amount) if amount else None, fact.place.text if fact.place else None,
            article.publisher or article.source, context,
        )  # fmt: skip


def to_context(record: Record) -> str:
    """The countries of an article and the other names in the sentences of its facts."""
    codes = {country.code for country in record.countries}
    names = frozenset().union(*(to_names(fact.evidence.text.partition(" ")[2]) for fact in record.facts))
    return " ".join([*sorted(codes), *sorted(names)])


def find_amounts(record: Record) -> dict[str, Amount]:
    """The sum of each fact that has one, by the fact's id.

    The only sum of a sentence, where no fact has it, is that of the only fact there of a type that is of some worth.
    """
    by_id = {amount.id: amount for amount in record.amounts}
    found = {fact.id: by_id[fact.amount] for fact in record.facts if fact.amount in by_id}
    taken = {amount.id for amount in found.values()}
    for fact in record.facts:
        first, last = fact.evidence.start, fact.evidence.end
        inside = [amount for amount in record.amounts if first <= amount.start < last]
        rivals = [f for f in record.facts if f.type != "said" and first <= f.trigger.start < last]
        free = len(inside) == 1 and inside[0].id not in taken and inside[0].start > fact.trigger.start
        told = [amount for amount in inside if fact.object and amount.text in fact.object]
        if fact.id not in found and fact.type != "said" and len(told) == 1:  # "the 45 million that Australia gave"
            found[fact.id] = told[0]
        elif fact.type == "transacted" and fact.id not in found and (price := _find_price(fact, record.facts, found)):
            found[fact.id] = price
        elif fact.type in OF_WORTH and free and len(rivals) == 1:
            found[fact.id] = inside[0]
    return found or _find_worth(record)


def _find_worth(record: Record) -> dict[str, Amount]:
    """The sum of the only deed of an article that is of some worth, where another sentence gives it.

    "The price was $40 million, she said": the only sum of the article, beside a word for what something is worth.
    """
    if len(record.amounts) != 1:
        return {}
    total = record.amounts[0]
    deeds = [fact for fact in record.facts if fact.type in OF_WORTH]
    if len(deeds) != 1 or deeds[0].modality != "actual" or deeds[0].negated:
        return {}
    for fact in record.facts:
        inside = fact.evidence.start <= total.start < fact.evidence.end
        words = fold(fact.evidence.text).split()
        if inside and fact.evidence != deeds[0].evidence and any(word in load_words()["worth"] for word in words):
            return {deeds[0].id: total}
    return {}


def _find_price(fact: Fact, facts: Sequence[Fact], found: Mapping[str, Amount]) -> Amount | None:
    """What was paid for the only deed of its sentence: "bought the harbor, paying $40 million"."""
    first, last = fact.evidence.start, fact.evidence.end
    deeds = [f for f in facts if f.type == "transacted" and first <= f.trigger.start < last and f.id != fact.id]
    if len(deeds) != 1 or deeds[0].id not in found:
        return None
    is_paid = fold(deeds[0].trigger.text) in load_words()["price"] and deeds[0].trigger.start > fact.trigger.start
    return found[deeds[0].id] if is_paid else None


def is_common(key: str) -> bool:
    """Whether a body is one that every state has: without a country it is nobody."""
    return key in _common_bodies()


@cache
def _common_bodies() -> frozenset[str]:
    return frozenset(load_words()["common_bodies"])


def _find_country(speaker: Argument, record: Record, cast: Cast) -> str | None:
    """The state for which a speaker speaks; a body that is only named is that of this name in the article."""
    side = to_side(speaker, cast)
    bodies = {body.country for body in record.organizations if to_body_key(body.name) == side.key}
    return side.country or side.origin or (next(iter(bodies)) if len(bodies) == 1 else None)


def _find_denier(fact: Fact, record: Record, cast: Cast) -> str | None:
    """The state that denies: the speaker's, else the only one that the sentence names before the verb."""
    if fact.attribution is not None and (told := _find_country(fact.attribution.source, record, cast)):
        return told
    named = cast.find_named(fact.evidence.start, fact.trigger.start)
    return named[0] if len(named) == 1 else None


def _find_owner(side: Side, fact: Fact, cast: Cast) -> Side:
    """A side of which its sentence says whose it is: "the jets that bombed the town belonged to Libya's air force"."""
    if side.kind != "text" or side.origin is not None:
        return side
    sentence, start = fact.evidence.text, fact.evidence.start
    head = sentence.find(side.name)
    for verb in load_words()["belonging"]:
        at = sentence.find(verb, fact.trigger.end - start)
        if 0 <= head < at:
            owners = cast.find_named(start + at, start + at + len(verb) + NEXT_WORDS)
            return replace(side, origin=owners[0]) if len(owners) == 1 else side
    return side


def _own_sides(sides: tuple[Side, ...], denier: str | None) -> tuple[Side, ...]:
    """Sides of a denial: "its troops" are those of the state that denies."""
    own: list[str] = load_words()["own"]
    return tuple(
        replace(side, origin=denier) if side.kind == "text" and side.key.partition(" ")[0] in own else side
        for side in sides
    )


def _without_own_state(sides: tuple[Side, ...], others: tuple[Side, ...]) -> tuple[Side, ...]:
    """One side; "her government" or an attaché taken for that of the very state on the other side is nobody's."""
    states = {side.country for side in others if side.kind == "country"}
    return tuple(
        replace(side, country=None)
        if side.country in states and (side.kind == "office" or (side.kind == "body" and is_common(side.key)))
        else side
        for side in sides
    )


def to_sides(arguments: Iterable[Argument], cast: Cast) -> tuple[Side, ...]:
    """The arguments of a role, each once; "the foreign ministers of Armenia and Azerbaijan" are one of each."""
    found: list[Side] = []
    for argument in arguments:
        side = to_side(argument, cast)
        is_open = side.kind == "office" and side.country is None
        states = cast.find_named(argument.start, argument.end) if is_open else []
        found += [replace(side, country=code) for code in states] if len(states) > 1 else [side]
    return tuple(dict.fromkeys(found))


def dump_sides(sides: Iterable[Side]) -> str:
    """Sides as compact JSON, without what is unknown."""
    rows = [{name: value for name in _SIDE if (value := getattr(side, name)) is not None} for side in sides]
    return json.dumps(rows, ensure_ascii=False, separators=(",", ":"))


_SIDE = tuple(field.name for field in fields(Side))


@lru_cache(maxsize=20_000)
def load_sides(text: str) -> tuple[Side, ...]:
    """The sides of :func:`dump_sides`."""
    return tuple(Side(**row) for row in json.loads(text))
