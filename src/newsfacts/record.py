"""The record contract, schema 1, as pydantic models: nothing else in the package defines a field.

Every model is frozen, strict and forbids unknown fields. Offsets (``start``, ``end``) are half-open and count
Unicode code points of the article's text. A record alone proves that spans are as long as their text, that ids are
unique and references resolve, that codes are ISO codes and ranges are ordered; with the article's text at hand,
:meth:`Record.check_against` proves every span.
"""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterable, Iterator
from decimal import Decimal
from functools import cache
from importlib import resources
from typing import Annotated, Any, Literal, Self, get_args

from pydantic import AfterValidator, BaseModel, ConfigDict, Field, model_validator

SCHEMA_VERSION = "1"
JSON_SCHEMA = "https://json-schema.org/draft/2020-12/schema"

MentionKind = Literal["name", "demonym", "metonym", "title", "pronoun"]
Role = Literal[
    "head_of_state", "head_of_government", "monarch", "minister", "legislator", "diplomat", "military", "judiciary",
    "police", "spokesperson", "central_banker", "regional", "igo", "party", "rebel", "official",
]
Status = Literal["current", "former", "acting", "elect", "nominee", "candidate"]
OrganizationKind = Literal["government", "military", "igo", "party", "armed_group", "company", "media", "ngo", "other"]
Qualifier = Literal["exact", "about", "over", "under", "at_least", "up_to"]
DateType = Literal["date", "time", "duration", "set"]
Modifier = Literal[
    "START", "MID", "END", "APPROX", "LESS_THAN", "MORE_THAN", "EQUAL_OR_LESS", "EQUAL_OR_MORE", "BEFORE", "AFTER",
]
Modality = Literal["actual", "planned", "possible", "demanded", "conditional"]
PublishedFrom = Literal["option", "metadata", "text"]
Event = Literal[
    "CONSULT", "AGREE", "SUPPORT", "COOPERATE", "AID", "CONCEDE", "RETREAT", "REQUEST", "ACCUSE", "REJECT", "THREATEN",
    "PROTEST", "SANCTION", "MOBILIZE", "COERCE", "ASSAULT", "SAY", "TRANSACT", "TAKE_OFFICE", "LEAVE_OFFICE", "ENACT",
]

#: The fact types of the contract and the PLOVER event class each belongs to (Open Event Data Alliance, 2024 manual;
#: SAY, TRANSACT, TAKE_OFFICE, LEAVE_OFFICE and ENACT extend it). ``conceded`` may also be RETREAT.
EVENT_OF_TYPE: dict[str, Event] = {
    "met": "CONSULT", "visited": "CONSULT", "agreed": "AGREE", "supported": "SUPPORT", "cooperated": "COOPERATE",
    "aided": "AID", "conceded": "CONCEDE", "demanded": "REQUEST", "criticized": "ACCUSE", "refused": "REJECT",
    "threatened": "THREATEN", "protested": "PROTEST", "sanctioned": "SANCTION", "mobilized": "MOBILIZE",
    "coerced": "COERCE", "attacked": "ASSAULT", "investigated": "ACCUSE", "said": "SAY", "transacted": "TRANSACT",
    "took_office": "TAKE_OFFICE", "left_office": "LEAVE_OFFICE", "enacted": "ENACT",
}
#: A user's own fact type, declared in a rules file.
CUSTOM_TYPE = re.compile(r"x_[a-z][a-z0-9_]*")


@cache
def _codes(filename: str, field: str) -> frozenset[str]:
    import json

    lines = resources.files("newsfacts.lexicon").joinpath(filename).read_text("utf-8").splitlines()
    return frozenset(str(row[field]) for line in lines if line.strip() and (row := json.loads(line)).get(field))


def _country_code(value: str) -> str:
    if value not in _codes("countries.jsonl", "code"):
        raise ValueError(f"{value!r} is no ISO 3166-1 alpha-2 code (nor XK, SU, YU, CS, DD)")
    return value


def _alpha3_code(value: str) -> str:
    if value not in _codes("countries.jsonl", "alpha3"):
        raise ValueError(f"{value!r} is no ISO 3166-1 alpha-3 code")
    return value


def _currency_code(value: str) -> str:
    if value not in _codes("currencies.jsonl", "code"):
        raise ValueError(f"{value!r} is no ISO 4217 code")
    return value


def _iso_day(value: str) -> str:
    try:
        if dt.date.fromisoformat(value).isoformat() != value:
            raise ValueError
    except ValueError:
        raise ValueError(f"{value!r} is no ISO day (YYYY-MM-DD)") from None
    return value


def _fact_type(value: str) -> str:
    if value not in EVENT_OF_TYPE and not CUSTOM_TYPE.fullmatch(value):
        raise ValueError(f"{value!r} is no fact type of the contract and no x_… type of one's own")
    return value


CountryCode = Annotated[str, AfterValidator(_country_code)]
Alpha3Code = Annotated[str, AfterValidator(_alpha3_code)]
CurrencyCode = Annotated[str, AfterValidator(_currency_code)]
IsoDay = Annotated[str, AfterValidator(_iso_day), Field(json_schema_extra={"format": "date"})]
FactType = Annotated[str, AfterValidator(_fact_type)]
Text = Annotated[str, Field(min_length=1)]
DecimalString = Annotated[str, Field(pattern=r"^-?\d+(\.\d+)?$")]


class Model(BaseModel):
    """Base of all: frozen, strict, no unknown fields."""

    model_config = ConfigDict(frozen=True, strict=True, extra="forbid", populate_by_name=True)


class Span(Model):
    """A stretch of the article: ``text`` is exactly ``article_text[start:end]``."""

    text: Text = Field(description="the words as they stand in the article")
    start: int = Field(ge=0, description="first code point")
    end: int = Field(ge=1, description="one past the last code point")

    @model_validator(mode="after")
    def _span_is_its_text(self) -> Self:
        if self.end - self.start != len(self.text):
            raise ValueError(f"span {self.start}:{self.end} is not as long as its text {self.text!r}")
        return self


class Mention(Span):
    """One place where an entity is spoken of."""

    kind: MentionKind = Field(description="name, demonym, metonym, title or pronoun")


class Dateline(Model):
    """The place line an article opens with."""

    text: Text = Field(description="the line as it stands, up to its dash")
    place: Text | None = Field(description="the place named")
    country: CountryCode | None = Field(description="the country of that place, when certain")


class ArticleInfo(Model):
    """What is known of the article itself."""

    id: str = Field(pattern=r"^[0-9a-f]{64}$", description="sha256 of the text (UTF-8), hex")
    source: Text = Field(description="path as given, or -")
    title: Text | None = Field(description="from metadata, else the headline the text opens with")
    publisher: Text | None = Field(description="from metadata, else the agency in the dateline")
    dateline: Dateline | None = Field(description="the place line the article opens with")
    published: IsoDay | None = Field(description="the day that anchors relative dates")
    published_from: PublishedFrom | None = Field(description="--date, the input's metadata, or the text's own head")
    language: Text | None = Field(description="ISO 639-1 code of the language extracted from")
    characters: int = Field(ge=0, description="length of the text in code points")
    sentences: int = Field(ge=0, description="sentences found")

    @model_validator(mode="after")
    def _date_has_origin(self) -> Self:
        if (self.published is None) != (self.published_from is None):
            raise ValueError("published and published_from are both given or both null")
        return self


class Country(Model):
    """A sovereign state or ISO territory and its mentions."""

    id: CountryCode = Field(description="the code")
    code: CountryCode = Field(description="ISO 3166-1 alpha-2; XK Kosovo; SU, YU, CS, DD for states that have ended")
    alpha3: Alpha3Code = Field(description="ISO 3166-1 alpha-3")
    name: Text = Field(description="short English name")
    mentions: list[Mention] = Field(description="every mention, in reading order")

    @model_validator(mode="after")
    def _id_is_code(self) -> Self:
        if self.id != self.code:
            raise ValueError("a country's id is its code")
        return self


class Official(Model):
    """A person in public office or speaking for a state, named or not."""

    id: str = Field(pattern=r"^o[1-9]\d*$", description="o and a number, in reading order")
    name: Text | None = Field(description="the fullest form in the article, without title")
    office: Text | None = Field(description="the office in lower case, without country or status")
    role: Role = Field(description="the kind of office")
    country: CountryCode | None = Field(description="the state served")
    organization: Text | None = Field(description="the body served, when the text names one")
    status: Status = Field(description="whether the office is held at the time of the article")
    group: bool = Field(description="true for plurals")
    mentions: list[Mention] = Field(description="every mention, in reading order")


class Organization(Model):
    """A body: ministry, army, party, company …"""

    id: str = Field(pattern=r"^g[1-9]\d*$", description="g and a number, in reading order")
    name: Text = Field(description="the fullest form in the article")
    kind: OrganizationKind = Field(description="what kind of body it is")
    country: CountryCode | None = Field(description="the state it belongs to or sits in, when certain")
    mentions: list[Mention] = Field(description="every mention, in reading order")


class Person(Model):
    """A named person who is no official."""

    id: str = Field(pattern=r"^p[1-9]\d*$", description="p and a number, in reading order")
    name: Text = Field(description="the fullest form in the article")
    mentions: list[Mention] = Field(description="every mention, in reading order")


class Amount(Span):
    """A sum of money."""

    id: str = Field(pattern=r"^a[1-9]\d*$", description="a and a number, in reading order")
    value: DecimalString | None = Field(description="exact decimal, no exponent; the lower end of a range")
    upper: DecimalString | None = Field(description="upper end of a range")
    currency: CurrencyCode | None = Field(description="ISO 4217 code")
    qualifier: Qualifier = Field(description="how exact the text is")
    per: Text | None = Field(description="the unit it is paid for")

    @model_validator(mode="after")
    def _range_is_ordered(self) -> Self:
        if self.upper is not None and (self.value is None or Decimal(self.value) > Decimal(self.upper)):
            raise ValueError(f"value {self.value} must be given and not above upper {self.upper}")
        return self


class Date(Span):
    """A temporal expression with its TIMEX3 value."""

    id: str = Field(pattern=r"^d[1-9]\d*$", description="d and a number, in reading order")
    type: DateType = Field(description="TIMEX3 type")
    value: Text | None = Field(
        description="TIMEX3 value, X for what comes again (XXXX-WXX-5 Fridays, -WD weekdays); null without an anchor"
    )
    from_: IsoDay | None = Field(alias="from", description="first day covered")
    to: IsoDay | None = Field(description="last day covered")
    modifier: Modifier | None = Field(description="TIMEX3 modifier")

    @model_validator(mode="after")
    def _days_are_ordered(self) -> Self:
        if self.from_ is not None and self.to is not None and self.from_ > self.to:
            raise ValueError(f"from {self.from_} is after to {self.to}")
        return self


class Argument(Span):
    """Who or what fills a role of a fact; ``name`` and ``country`` count it without a join."""

    ref: str | None = Field(description="id of a country, official, organization or person of this record")
    name: Text | None = Field(default=None, description="canonical name of what ref points to, kept by --only facts")
    country: CountryCode | None = Field(default=None, description="country of what ref points to, when it has one")


class Place(Span):
    """Where a fact happened."""

    country: CountryCode | None = Field(description="the country of that place, when certain")


class Attribution(Model):
    """Whose word the fact is."""

    source: Argument = Field(description="who says so")
    cue: Text = Field(description="the word that reports it: said, according to …")


class Fact(Model):
    """Who did what to whom."""

    id: str = Field(pattern=r"^f[1-9]\d*$", description="f and a number, in reading order")
    type: FactType = Field(description="what was done: a type of the contract, or x_… of a rules file")
    event: Event = Field(description="PLOVER event class of the type")
    mode: Text | None = Field(description="refinement of the type, PLOVER's mode where it has one")
    actor: list[Argument] = Field(description="who did it; several for a compound or a mutual fact")
    recipient: list[Argument] = Field(description="to whom, from whom or against whom")
    object: Text | None = Field(description="the thing done, given or said")
    place: Place | None = Field(description="where it happened")
    date: str | None = Field(description="id of the date when it happened")
    amount: str | None = Field(description="id of the sum of money that belongs to it")
    negated: bool = Field(description="true when the text says that it did not happen")
    modality: Modality = Field(description="actual, planned, possible, demanded or conditional")
    attribution: Attribution | None = Field(description="whose word it is, when the text reports it as somebody's")
    trigger: Span = Field(description="the words that carry it")
    evidence: Span = Field(description="the sentence that says so")
    rule: Text = Field(description="name of the rule that found it")
    confidence: float | None = Field(
        ge=0, le=1, description="calibrated probability that it is right; null for a rule of your own without one"
    )

    @model_validator(mode="after")
    def _event_fits_type(self) -> Self:
        want = EVENT_OF_TYPE.get(self.type)
        allowed = {want, "RETREAT"} if self.type == "conceded" else {want}
        if want is not None and self.event not in allowed:
            raise ValueError(f"event of {self.type} is {want}, not {self.event}")
        return self


class Record(Model):
    """One article as facts."""

    schema_version: Annotated[Literal["1"], Field(description="version of this contract")] = "1"
    article: ArticleInfo = Field(description="the article itself")
    countries: list[Country] = Field(description="states and territories named")
    officials: list[Official] = Field(description="people in office or speaking for a state, each once")
    organizations: list[Organization] = Field(description="bodies, each once")
    people: list[Person] = Field(description="named persons who are no officials")
    amounts: list[Amount] = Field(description="sums of money")
    dates: list[Date] = Field(description="times and durations")
    facts: list[Fact] = Field(description="who did what to whom")
    warnings: list[str] = Field(description="what could not be known, and why")

    @model_validator(mode="after")
    def _references_resolve(self) -> Self:
        ids = [entity.id for layer in ENTITY_LAYERS for entity in getattr(self, layer)]
        ids += [fact.id for fact in self.facts]
        twice = sorted({i for i in ids if ids.count(i) > 1}) if len(ids) != len(set(ids)) else []
        if twice:
            raise ValueError(f"ids used more than once: {', '.join(twice)}")
        actors: dict[str, Actor] = {e.id: e for layer in ACTOR_LAYERS for e in getattr(self, layer)}
        dates, amounts = {d.id for d in self.dates}, {a.id for a in self.amounts}
        for fact in self.facts:
            arguments = [*fact.actor, *fact.recipient, *([fact.attribution.source] if fact.attribution else [])]
            for argument in arguments:
                if argument.ref is None:
                    continue
                if argument.ref not in actors:
                    raise ValueError(f"fact {fact.id} points to unknown entity {argument.ref}")
                for field, value in to_identity(actors[argument.ref]).items():
                    if getattr(argument, field) not in (None, value):
                        raise ValueError(f"fact {fact.id}: {field} of {argument.ref} is {value!r}, not "
                                         f"{getattr(argument, field)!r}")
            if fact.date is not None and fact.date not in dates:
                raise ValueError(f"fact {fact.id} points to unknown date {fact.date}")
            if fact.amount is not None and fact.amount not in amounts:
                raise ValueError(f"fact {fact.id} points to unknown amount {fact.amount}")
        for span in self.spans():
            if span.end > self.article.characters:
                raise ValueError(f"span {span.start}:{span.end} ends after the article ({self.article.characters})")
        return self

    def spans(self) -> Iterator[Span]:
        """Every span of the record, in the order of its layers."""
        for layer in MENTION_LAYERS:
            for entity in getattr(self, layer):
                yield from entity.mentions
        yield from self.amounts
        yield from self.dates
        for fact in self.facts:
            yield from fact.actor
            yield from fact.recipient
            if fact.place:
                yield fact.place
            if fact.attribution:
                yield fact.attribution.source
            yield fact.trigger
            yield fact.evidence

    def check_against(self, text: str) -> None:
        """Prove every span against the article's text.

        Raises:
            ValueError: when a span is not ``text[start:end]`` or the length differs.
        """
        if len(text) != self.article.characters:
            raise ValueError(f"the article has {len(text)} characters, the record says {self.article.characters}")
        for span in self.spans():
            if text[span.start : span.end] != span.text:
                raise ValueError(f"{span.text!r} is not text[{span.start}:{span.end}]")

    def to_json(self, indent: int | None = None) -> str:
        """The record as JSON with the contract's field names; the same bytes for the same record."""
        return self.model_dump_json(by_alias=True, indent=indent)

    def _repr_html_(self) -> str:
        """What a notebook shows of the record."""
        from newsfacts.writers.notebook import to_notebook_html

        return to_notebook_html(self)

    @classmethod
    def to_schema(cls) -> dict[str, Any]:
        """The contract as JSON Schema (draft 2020-12), open to the fields that may come within a version.

        The models refuse unknown fields, since what newsfacts reads of its own is of its own version; who reads its
        records elsewhere must not break on a new one.
        """
        schema = cls.model_json_schema(by_alias=True)
        for model in (schema, *schema["$defs"].values()):
            del model["additionalProperties"]
        return {"$schema": JSON_SCHEMA, "$id": f"urn:newsfacts:record:{SCHEMA_VERSION}", **schema}


Actor = Country | Official | Organization | Person


def to_identity(entity: Actor) -> dict[str, str | None]:
    """The ``name`` and ``country`` of an argument whose ``ref`` is this entity."""
    country = entity.code if isinstance(entity, Country) else getattr(entity, "country", None)
    return {"name": entity.name, "country": country}


def to_named(facts: Iterable[Fact], entities: Iterable[Actor]) -> list[Fact]:
    """The facts with the name and the country of whom their arguments point to."""
    known = {entity.id: to_identity(entity) for entity in entities}

    def named(argument: Argument) -> Argument:
        return argument.model_copy(update=known[argument.ref]) if argument.ref in known else argument

    return [
        fact.model_copy(
            update={
                "actor": [named(argument) for argument in fact.actor],
                "recipient": [named(argument) for argument in fact.recipient],
                "attribution": fact.attribution
                and fact.attribution.model_copy(update={"source": named(fact.attribution.source)}),
            }
        )
        for fact in facts
    ]


MENTION_LAYERS = ("countries", "officials", "organizations", "people")
ACTOR_LAYERS = MENTION_LAYERS
ENTITY_LAYERS = (*MENTION_LAYERS, "amounts", "dates")
LAYERS = (*ENTITY_LAYERS, "facts")
ROLES: tuple[str, ...] = get_args(Role)
