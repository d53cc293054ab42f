"""The words of one record, in which a reference is said by its name."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import PurePath
from typing import Any

from newsfacts.record import Argument, Country, Fact, Official, Organization, Record
from newsfacts.wording import phrasing
from newsfacts.wording.amounts import AMOUNT_LEADS, amount_words
from newsfacts.wording.dates import date_words, dated_words, iso_day_words
from newsfacts.wording.entities import Entity, country_names, entity_name, find_citizen, office_words
from newsfacts.wording.facts import VERBS, certainty_words, gloss_words, marks, type_words, verb_words
from newsfacts.wording.lists import count, join
from newsfacts.wording.tables import listed

#: A line that is only a web address is no headline.
_ADDRESS = re.compile(r"(?:https?://|www\.)\S+", re.IGNORECASE)

#: Longest headline made of an article's first line; with its dots it fits a terminal of 80 columns.
_LONGEST_HEADLINE = 76


@dataclass(frozen=True, slots=True)
class FactWords:
    """One fact in words, field by field; empty where the text says nothing.

    Attributes:
        who: the actors, as prose.
        verb: the type as a verb, with its gloss: ``will not meet``, ``agreed (signed)``, ``coerced (arrested)``.
        object: what follows it, with the sign or word between: ``: a defence pact``, `` as mayor``.
        what: verb and object: ``agreed (signed): a defence pact``, ``took office as mayor``.
        whom: the recipients, as prose.
        when: the date.
        how_much: the amount.
        where: the place.
        said_by: whose word it is, with the cue: ``Lloyd Austin (US), “said”``.
        marks: not, planned, possible, demanded, if.
        certainty: ``87% (high)``.
        tag: kind and modality: ``planned · refused``.
        sentence: all of it in one line, led by the article's own verb.
    """

    who: str
    verb: str
    object: str
    what: str
    whom: str
    when: str
    how_much: str
    where: str
    said_by: str
    marks: tuple[str, ...]
    certainty: str
    tag: str
    sentence: str


class Wording:
    """The words of one record: knows its entities, so that a reference is said by its name.

    >>> Wording(record).fact(record.facts[0]).sentence  # doctest: +SKIP
    'Lloyd Austin (US) did not meet Dong Jun (CN) in Laos on 20 November 2024'
    """

    def __init__(self, record: Record) -> None:
        self.record = record
        self.entities: dict[str, Entity] = {
            entity.id: entity
            for layer in (record.countries, record.officials, record.organizations, record.people)
            for entity in layer
        }
        self.amounts = {amount.id: amount for amount in record.amounts}
        self.dates = {date.id: date for date in record.dates}
        self._names: dict[str, str] = {}
        demonyms = (m for country in record.countries for m in country.mentions if m.kind == "demonym")
        told = [(fact.evidence.start, fact.evidence.text) for fact in record.facts]
        self._citizens = {(m.start, m.end): name for m in demonyms if (name := find_citizen(m, told))}
        self._country_names = {**country_names(), **{country.code: country.name for country in record.countries}}

    # Entities

    def country(self, code: str | None) -> str:
        """A country by its name; empty for None."""
        return self._country_names.get(code, code) if code else ""

    def name(self, ref: str) -> str:
        """The short name of an entity, an official or a body with the code of its country: ``Lloyd Austin (US)``."""
        if ref not in self._names:
            entity = self.entities[ref]
            name = entity_name(entity)
            if isinstance(entity, Official | Organization) and entity.country and not self._says_country(entity):
                name = f"{name} ({entity.country})"
            self._names[ref] = name
        return self._names[ref]

    def _says_country(self, entity: Official | Organization) -> bool:
        """Whether the name itself says the country ("South Korean military", "a U.S. official")."""
        country = self.entities.get(entity.country or "")
        if not isinstance(country, Country):
            return False
        name = entity_name(entity)
        words = {country.name, country.alpha3, *(mention.text for mention in country.mentions)}
        return any(re.search(rf"(?<!\w){re.escape(word)}(?!\w)", name) for word in words)

    def office(self, official: Official) -> str:
        """Office and body: ``former house speaker``, ``spokesperson, NATO``.

        An office that is all somebody unnamed is called by is not said again.
        """
        office = office_words(official)
        if not official.name and office.casefold() == entity_name(official).casefold():
            office = ""
        return ", ".join(part for part in (office, official.organization or "") if part)

    def official(self, official: Official) -> str:
        """Office, body and country: ``former house speaker, United States``."""
        return ", ".join(part for part in (self.office(official), self.country(official.country)) if part)

    def organization(self, body: Organization) -> str:
        """Kind and country: ``government, United States``."""
        return ", ".join(part for part in (body.kind.replace("_", " "), self.country(body.country)) if part)

    def about(self, entity: Entity) -> str:
        """What is known of an entity beside its name."""
        if isinstance(entity, Country):
            return entity.code
        if isinstance(entity, Official):
            return self.official(entity)
        if isinstance(entity, Organization):
            return self.organization(entity)
        return "person"

    # Facts

    def argument(self, argument: Argument) -> str:
        """Who or what an argument is: the name of what it refers to, else its own words.

        Citizens are no state: "murdered three Koreans" is not done to South Korea.
        """
        if (citizen := self._citizens.get((argument.start, argument.end))) is not None:
            return citizen
        if argument.ref is None:
            return " ".join(argument.text.split())
        return self.name(argument.ref)

    def arguments(self, arguments: Iterable[Argument]) -> list[str]:
        """The arguments of a role, each once."""
        return list(dict.fromkeys(self.argument(argument) for argument in arguments))

    def verb(self, fact: Fact) -> str:
        """The verb and what it leaves open: ``agreed (offered)``."""
        gloss = gloss_words(fact)
        return f"{verb_words(fact)} ({gloss})" if gloss else verb_words(fact)

    def object(self, fact: Fact) -> str:
        """The object with the sign or word that leads to it; empty where the amount or the recipient says it all."""
        thing = " ".join((fact.object or "").split())
        if not thing or any(thing in " ".join(one.text.split()) for one in fact.recipient):
            return ""
        # A sum that is itself the object is said once, as the amount.
        amount = self.amounts.get(fact.amount or "")
        if amount is not None and thing.endswith(words := " ".join(amount.text.split())):
            lead = thing.removesuffix(words).strip().casefold()
            if lead in AMOUNT_LEADS:
                return ""
        if fact.type in ("took_office", "left_office"):
            return f" as {thing}"
        return f": {thing}"

    def when(self, fact: Fact) -> str:
        """The date of a fact."""
        return date_words(self.dates[fact.date]) if fact.date else ""

    def how_much(self, fact: Fact) -> str:
        """The amount of a fact."""
        return amount_words(self.amounts[fact.amount]) if fact.amount else ""

    def where(self, fact: Fact) -> str:
        """The place, with its country where the text does not say it itself: ``Lima, Peru``."""
        if fact.place is None:
            return ""
        place, country = " ".join(fact.place.text.split()), self.country(fact.place.country)
        if re.search(rf"\b{re.escape(place.casefold())}\b", country.casefold()):  # "Korea", of South Korea
            return country
        return place if not country or country.casefold() in place.casefold() else f"{place}, {country}"

    def said_by(self, fact: Fact) -> str:
        """Whose word the fact is, and the cue: ``Lloyd Austin (US), “said”``."""
        if fact.attribution is None:
            return ""
        return f"{self._source(fact.attribution.source)}, “{' '.join(fact.attribution.cue.split())}”"

    def _source(self, source: Argument) -> str:
        """Whose word it is, inside a line: "his office"."""
        return phrasing.lower_opening(self.argument(source))

    def phrases(self, fact: Fact) -> list[tuple[str, str]]:
        """Who did what to whom in the order of a sentence, each part with its name, to be joined as they are.

        The article's own verb leads (:mod:`newsfacts.wording.phrasing`); where its trigger gives none, the type's.

        >>> Wording(record).phrases(record.facts[0])  # doctest: +SKIP
        [('who', 'Lloyd Austin (US)'), ('verb', ' met'), ('whom', ' Dong Jun (CN)')]
        """
        if fact.type == "said":
            found = phrasing.phrase_statement(fact, self.argument, join)
        else:
            parts = self._by_verb(fact) or self._by_type(fact)
            found = [(name, phrasing.balance(words)) for name, words in parts]
        name, first = found[0]
        return [(name, first[:1].upper() + first[1:]), *((name, words) for name, words in found[1:] if words.strip())]

    def _by_verb(self, fact: Fact) -> list[tuple[str, str]] | None:
        thing = self._thing(fact)
        amount = self.amounts.get(fact.amount or "")
        sum_words = self.how_much(fact)
        told = amount is None or (thing != sum_words and (amount.text in thing or sum_words in thing))
        told_elsewhere = [part.start for part in (self.dates.get(fact.date or ""), fact.place) if part is not None]
        return phrasing.phrase(
            fact, self.argument, join, thing, self._is_plural,
            None if told or amount is None else (amount.start, sum_words), told_elsewhere,
        )

    def _by_type(self, fact: Fact) -> list[tuple[str, str]]:
        who = join(self.arguments(fact.actor)) or "someone"
        found = [("who", who), ("verb", f" {self.verb(fact)}")]
        if fact.recipient:
            verb = VERBS.get(fact.type)
            if lead := verb.to if verb else "→":
                found.append(("lead", f" {lead}"))
            found.append(("whom", f" {join(self.arguments(fact.recipient))}"))
        found.append(("object", self.object(fact)))
        return found

    def _thing(self, fact: Fact) -> str:
        """What follows the verb: the object, or the sum that is all of it; empty where the recipient says it."""
        thing = " ".join((fact.object or "").split())
        if any(thing in " ".join(one.text.split()) or self._is_name_of(thing, one) for one in fact.recipient):
            thing = ""
        return self.how_much(fact) if fact.amount and self._is_sum(fact, thing) else thing

    def _is_name_of(self, thing: str, one: Argument) -> bool:
        """Whether an object is another name of whom it is done to: "President Sisi" of "Sisi"."""
        entity = self.entities.get(one.ref or "")
        names = [one.text, *(mention.text for mention in entity.mentions)] if entity is not None else []
        found = next((name for name in names if thing.endswith(f" {name}")), None)
        return found is not None and all(word[:1].isupper() for word in thing.removesuffix(found).split())

    def _is_sum(self, fact: Fact, thing: str) -> bool:
        """Whether the object is nothing but the sum."""
        words = " ".join(self.amounts[fact.amount or ""].text.split())
        return not thing or (thing.endswith(words) and thing.removesuffix(words).strip().casefold() in AMOUNT_LEADS)

    def _is_plural(self, argument: Argument) -> bool:
        if (argument.start, argument.end) in self._citizens:
            return argument.text.endswith("s")
        entity = self.entities.get(argument.ref or "")
        if entity is None:
            return phrasing.says_plural(" ".join(argument.text.split()))
        if isinstance(entity, Organization):  # "the police were attacked"
            return entity_name(entity).casefold().split()[-1] in listed("plurals")
        return isinstance(entity, Official) and entity.group

    def circumstances(self, fact: Fact) -> list[tuple[str, str]]:
        """Sum, date and place with the words that lead to them, each only where the sentence has not said it."""
        said = "".join(words for _, words in self.phrases(fact))
        where = phrasing.locate(fact, fact.object) if fact.object else None
        found = []
        if fact.amount and self.how_much(fact) not in said:
            amount = self.amounts[fact.amount]
            if where is None or not where[0] <= amount.start < where[1]:
                found.append(("how_much", self.how_much(fact)))
        if fact.date:
            date = self.dates[fact.date]
            if where is None or not where[0] <= date.start < where[1]:
                found.append(("when", dated_words(date)))
        if fact.place is not None and fact.place.text not in said and self.where(fact) not in said:
            found.append(("where", f"in {self.where(fact)}"))
        return found

    def sentence(self, fact: Fact) -> str:
        """The fact in one line, as a reader would say it."""
        words = "".join(part for _, part in self.phrases(fact))
        for _, part in self.circumstances(fact):
            words += f" · {part}"
        if fact.attribution is not None:
            words += f" · according to {self._source(fact.attribution.source)}"
        return words

    def tag(self, fact: Fact) -> str:
        """What kind of fact the line is, and what keeps it from having happened: ``planned · refused``."""
        return " · ".join([*(mark for mark in marks(fact) if mark != "not"), type_words(fact.type)])

    def fact(self, fact: Fact) -> FactWords:
        """All the words of a fact."""
        return FactWords(
            who=join(self.arguments(fact.actor)),
            verb=self.verb(fact),
            object=self.object(fact),
            what=self.verb(fact) + self.object(fact),
            whom=join(self.arguments(fact.recipient)),
            when=self.when(fact),
            how_much=self.how_much(fact),
            where=self.where(fact),
            said_by=self.said_by(fact),
            marks=tuple(marks(fact)),
            certainty=certainty_words(fact),
            tag=self.tag(fact),
            sentence=self.sentence(fact),
        )

    # The article

    def headline(self, text: str = "") -> str:
        """The article's title; else its first line, shortened; else the name of its file."""
        article = self.record.article
        if article.title:
            return " ".join(article.title.split())
        if article.dateline is not None:  # the head says it
            before, _, after = text.partition(article.dateline.text)
            text = text if before.strip() else after
        lines = (" ".join(line.split()).lstrip("# ") for line in text.splitlines())
        first = next((line for line in lines if line and not _ADDRESS.fullmatch(line)), "")
        if not first:
            return PurePath(article.source).name or article.source
        if len(first) <= _LONGEST_HEADLINE:
            return first
        return first[:_LONGEST_HEADLINE].rsplit(" ", 1)[0].rstrip(" ,;:.—–-") + " …"

    def head(self) -> list[str]:
        """What is known of the article: publisher, dateline, day of publication and its origin, size, source."""
        article = self.record.article
        origin = {"option": "given", "metadata": "from the metadata", "text": "from the text"}
        parts = [article.publisher or ""]
        if article.dateline:
            country = self.country(article.dateline.country)
            place = article.dateline.place or article.dateline.text
            parts.append(place if not country or country in place else f"{place}, {country}")
        if article.published and article.published_from:
            parts.append(f"{iso_day_words(article.published)} ({origin[article.published_from]})")
        else:
            parts.append("day of publication unknown")
        parts.append(f"{count(article.sentences, 'sentence')}, {count(article.characters, 'character')}")
        parts.append(article.source if article.source != "-" else "standard input")
        return [" ".join(part.split()) for part in parts if part]

    def counts(self) -> str:
        """How much the record holds: ``12 facts, 5 officials, 3 countries, 2 amounts, 4 dates``."""
        record = self.record
        return ", ".join([
            count(len(record.facts), "fact"), count(len(record.officials), "official"),
            count(len(record.countries), "country", "countries"), count(len(record.amounts), "amount"),
            count(len(record.dates), "date"),
        ])


def explanation_lines(record: Record, reasons: Iterable[dict[str, Any]]) -> Iterator[str]:
    """Why each fact was found, a line for the fact and one for each thing that decided.

    Args:
        record: the record of the facts.
        reasons: what :func:`newsfacts.language.facts.explain` says of the same Doc.
    """
    words = Wording(record)
    sentences = {fact.id: words.sentence(fact) for fact in record.facts}
    for reason in reasons:
        yield f"{reason['fact']}  {sentences.get(reason['fact'], '')}".rstrip()
        for key, value in reason.items():
            if key == "fact" or not value:
                continue
            for part in value if isinstance(value, list) else [value]:
                shown = f"{part['role']} {part['text']} ({part['path']})" if isinstance(part, dict) else str(part)
                yield f"    {key.replace('_', ' ')}: {shown}"
