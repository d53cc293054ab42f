"""HTML: one self-contained page to review records in, for one article or a thousand.

The page loads nothing from anywhere and says so in its Content-Security-Policy, which allows exactly the one style
and the one script it carries, by their hashes. Articles are untrusted: their data stands in JSON blocks in which no
character can end the block, and the script puts it on the page as text only. Each article's text and the sentences
of its facts stand once, as escaped HTML, which readers without scripts see and the script reads. Articles are written
as they come; only the index is held until the end.
"""

from __future__ import annotations

import base64
import hashlib
import io
import json
from collections.abc import Iterable
from decimal import Decimal
from functools import cache
from html import escape
from importlib import resources
from itertools import chain
from typing import IO, Any

from newsfacts.failure import Failure
from newsfacts.record import Argument, Country, Official, Organization, Record
from newsfacts.wording import (
    CERTAINTY_LEVELS,
    HEADINGS,
    Wording,
    amount_words,
    count,
    date_words,
    days_words,
    entity_name,
    marks,
)
from newsfacts.writers import WriterOptions

_ESCAPES = str.maketrans({"<": "\\u003c", ">": "\\u003e", "&": "\\u0026"})


def to_json_block(data: object) -> str:
    """JSON that is safe inside ``<script type="application/json">``: ASCII, and without ``<``, ``>`` and ``&``."""
    return json.dumps(data, separators=(",", ":")).translate(_ESCAPES)


def _text(text: str) -> str:
    """Text for HTML that reads back with the same offsets.

    A lone surrogate, which no encoding can hold, becomes ``?``; a NUL, which HTML drops, the replacement character; a
    carriage return, which HTML makes a line feed, a reference to it.
    """
    whole = text.encode("utf-8", "replace").decode("utf-8")
    return escape(whole).replace("\0", "\ufffd").replace("\r", "&#13;")


def _packed(fact: dict[str, Any]) -> dict[str, Any]:
    """A fact without what is empty; the script's ``unpack`` puts empty lists back."""
    return {name: value for name, value in fact.items() if value not in ("", [], None)}


@cache
def _page() -> tuple[str, str]:
    """The page before and after its articles, style, script and their hashes filled in."""
    folder = resources.files("newsfacts.writers") / "page"
    elements, html, style, script = (
        folder.joinpath(name).read_text("utf-8") for name in ("elements.js", "page.html", "page.css", "page.js")
    )
    before, after = fill_page(html, style, elements + script).split("%ARTICLES%")
    return before, after


def fill_page(html: str, style: str, script: str) -> str:
    """A page with its style and its script, and their hashes in its Content-Security-Policy."""
    for name, content in (("STYLE", style), ("SCRIPT", script)):
        digest = base64.b64encode(hashlib.sha256(content.encode()).digest()).decode()
        html = html.replace(f"%{name}_HASH%", f"sha256-{digest}").replace(f"%{name}%", content)
    return html


class _ArticleView:
    """What the page needs of one record: words and offsets."""

    def __init__(self, record: Record, text: str) -> None:
        self.record, self.text, self.words = record, text, Wording(record)

    def entities(self) -> list[list[Any]]:
        """Layer, id, name, what is known of it, and where its mentions begin and end."""
        record, words = self.record, self.words
        found: list[list[Any]] = []
        layers = (
            ("country", record.countries), ("official", record.officials), ("organization", record.organizations),
            ("person", record.people),
        )
        for layer, entities in layers:
            for entity in entities:
                spans = [at for mention in entity.mentions for at in (mention.start, mention.end)]
                found.append([layer, entity.id, entity_name(entity), words.about(entity), *spans])
        found += [["amount", a.id, amount_words(a), a.text, a.start, a.end] for a in record.amounts]
        for date in record.dates:
            about = days_words(date) or date.value or "no value"
            found.append(["date", date.id, date_words(date), about, date.start, date.end])
        return found

    def codes(self, arguments: Iterable[Argument]) -> list[str]:
        """The countries that act in a role: an official or a body acts for its country."""
        entities = [self.words.entities[a.ref] for a in arguments if a.ref is not None]
        codes = [e.code if isinstance(e, Country) else e.country for e in entities
                 if isinstance(e, Country | Official | Organization)]
        return list(dict.fromkeys(code for code in codes if code))

    def officials(self, arguments: Iterable[Argument]) -> list[str]:
        """The named officials of a role."""
        entities = [(a.ref, self.words.entities[a.ref]) for a in arguments if a.ref is not None]
        named = [self.words.name(ref) for ref, e in entities if isinstance(e, Official) and e.name and not e.group]
        return list(dict.fromkeys(named))

    def facts(self) -> list[dict[str, Any]]:
        """What a card shows and the index does not know."""
        found = []
        for fact in self.record.facts:
            words = self.words.fact(fact)
            source = [fact.attribution.source] if fact.attribution else []
            spans = [*fact.actor, *fact.recipient, *source, *([fact.place] if fact.place else [])]
            spans += [x for x in (self.words.dates.get(fact.date or ""), self.words.amounts.get(fact.amount or ""))
                      if x is not None]
            arguments = [*fact.actor, *fact.recipient, *source]
            found.append(_packed({
                "say": self.words.phrases(fact), "how_much": words.how_much, "where": words.where,
                "said_by": words.said_by, "certainty": words.certainty, "rule": fact.rule,
                "ids": [i for i in (*(a.ref for a in arguments), fact.date, fact.amount) if i],
                "trigger": [fact.trigger.start, fact.trigger.end],
                "evidence": [fact.evidence.start, fact.evidence.end],
                "args": [[span.start, span.end] for span in spans],
            }))
        return found

    def index_facts(self) -> list[dict[str, Any]]:
        """What facts are found and ordered by."""
        found = []
        for fact in self.record.facts:
            date = self.words.dates.get(fact.date or "")
            when = dict(self.words.circumstances(fact)).get("when", "")
            source = [fact.attribution.source] if fact.attribution else []
            everyone = [*fact.actor, *fact.recipient, *source]
            place = [fact.place.country] if fact.place and fact.place.country else []
            found.append(_packed({
                "id": fact.id, "type": fact.type, "marks": marks(fact), "confidence": fact.confidence,
                "codes": list(dict.fromkeys([*self.codes(everyone), *place])), "officials": self.officials(everyone),
                # Beside its date in the timeline the line need not say it again.
                "dated": f" · {when}" if when and date and date.from_ else "",
                "when": self.words.when(fact), "day": date.from_ if date else None,
                "until": date.to if date and date.to != date.from_ else None,
                "from": self.codes(fact.actor), "to": self.codes(fact.recipient),
                "fromOfficials": self.officials(fact.actor), "toOfficials": self.officials(fact.recipient),
            }))
        return found


class Writer:
    """Writes the page: each article when it comes, the index at the end."""

    def __init__(self, target: IO[str], options: WriterOptions | None = None) -> None:
        self._out = target
        self._articles: list[dict[str, Any]] = []
        self._facts: list[list[dict[str, Any]]] = []
        self._amounts: list[tuple[str, Decimal, dict[str, Any]]] = []
        self._countries: dict[str, str] = {}
        self._failures: list[dict[str, str]] = []
        self._hash = hashlib.sha256()
        self._out.write(_page()[0])

    def write(self, record: Record, text: str) -> None:
        """Write one article: its text and facts as they are read, and what the script knows of them."""
        number, view = len(self._articles), _ArticleView(record, text)
        title, head = view.words.headline(text), view.words.head()
        data = {"length": len(text), "head": head, "entities": view.entities(), "facts": view.facts(),
                "warnings": record.warnings}
        facts = "".join(
            f"<li>{_text(words.sentence)}<small> — {_text(', '.join([*words.marks, words.certainty]))}</small>"
            for words in map(view.words.fact, record.facts)
        )
        self._out.write(
            f'<script type="application/json" id="article-{number}">{to_json_block(data)}</script>\n'
            f'<article class="plain"><h2>{_text(title)}</h2><p>{_text(" · ".join(head))}</p>'
            f'<div class="text" id="text-{number}">{_text(text)}</div><ul id="facts-{number}">{facts}</ul></article>\n'
        )
        self._hash.update(record.to_json().encode("utf-8", "backslashreplace"))
        article = record.article
        self._articles.append({"n": number, "id": article.id, "source": article.source, "title": title,
                               "counts": view.words.counts(), "about": " · ".join(head)})
        self._facts.append(view.index_facts())
        self._countries.update((country.code, country.name) for country in record.countries)
        for amount in record.amounts:
            if amount.value is not None:
                row = {"n": number, "words": amount_words(amount)}
                self._amounts.append((amount.currency or "~", Decimal(amount.upper or amount.value), row))

    def write_failure(self, failure: Failure) -> None:
        """Remember what could not be done; the index names it."""
        self._failures.append({"source": failure.source, "message": failure.message})

    def close(self) -> None:
        """Write the index and the script."""
        self._amounts.sort(key=lambda row: (row[0], -row[1]))
        index = {
            "headings": HEADINGS,
            # Of these records and no others: judgements are kept under it.
            "key": self._hash.hexdigest()[:32],
            "articles": self._articles,
            "facts": self._facts,
            "amounts": [row for _, _, row in self._amounts],
            "countries": self._countries,
            "failures": self._failures,
            "levels": CERTAINTY_LEVELS,
            "counts": ", ".join([count(sum(map(len, self._facts)), "fact"), count(len(self._amounts), "amount"),
                                 count(len(self._countries), "country", "countries")]),
        }
        self._out.write(_page()[1].replace("%INDEX%", to_json_block(index), 1))


def to_html(articles: Iterable[tuple[Record, str]]) -> str:
    """The whole page for records with their texts, in order."""
    target = io.StringIO()
    writer = Writer(target)
    for record, text in chain(articles):
        writer.write(record, text)
    writer.close()
    return target.getvalue()
