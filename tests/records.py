"""Records made by hand for the tests of what comes after extraction; no model is needed for them."""

from __future__ import annotations

import hashlib
import os
import re
import signal
import threading
import time
from multiprocessing.connection import Connection
from pathlib import Path
from queue import SimpleQueue
from typing import Any

from newsfacts.article import Article, Unread
from newsfacts.batch import Made, Settings, read_part, receive
from newsfacts.failure import Failure
from newsfacts.record import Record, to_named

TEXT = """Norway to send Moldova 40 million euros for power grid

OSLO, March 12 - Norway will give Moldova about 40 million euros this year to repair its power grid, \
Prime Minister Karin Holm said on Tuesday.

The Moldovan energy minister, Ion Rusu, thanked Oslo for the help. Rusu did not meet Holm during his visit.

A former Russian envoy, Pavel Orlov, may visit Chisinau next month, according to the Tribune.
"""


def span(text: str, words: str, after: str = "") -> dict[str, Any]:
    """The first place of ``words`` behind ``after``."""
    start = text.index(words, text.index(after) if after else 0)
    return {"text": words, "start": start, "end": start + len(words)}


def to_record(text: str = TEXT, source: str = "oslo.txt", warnings: tuple[str, ...] = ()) -> Record:
    """A full record of :data:`TEXT` (or of a text that has it inside)."""

    def at(words: str, after: str = "", **more: Any) -> dict[str, Any]:
        return {**span(text, words, after), **more}

    def sentence(words: str) -> dict[str, Any]:
        start = text.index(words)
        end = text.index(".", start) + 1
        return {"text": text[start:end], "start": start, "end": end}

    base = {
        "mode": None, "recipient": [], "object": None, "place": None, "date": None, "amount": None, "negated": False,
        "modality": "actual", "attribution": None,
    }  # fmt: skip
    facts = [
        {
            **base, "id": "f1", "type": "aided", "event": "AID", "actor": [at("Norway", "OSLO", ref="NO")],
            "recipient": [at("Moldova", "OSLO", ref="MD")], "object": "about 40 million euros", "date": "d2",
            "amount": "a1", "modality": "planned", "trigger": at("give"), "evidence": sentence("OSLO, March"),
            "attribution": {"source": at("Karin Holm", ref="o1"), "cue": "said"}, "rule": "give-aid",
            "confidence": 0.91,
        },
        {
            **base, "id": "f2", "type": "said", "event": "SAY", "actor": [at("Karin Holm", ref="o1")],
            "object": "Norway will give Moldova about 40 million euros this year to repair its power grid",
            "date": "d3", "trigger": at("said"), "evidence": sentence("OSLO, March"), "rule": "say", "confidence": 0.95,
        },
        {
            **base, "id": "f3", "type": "supported", "event": "SUPPORT", "actor": [at("Ion Rusu", ref="o2")],
            "recipient": [at("Oslo", ref="NO")], "mode": "thank", "trigger": at("thanked"),
            "evidence": sentence("The Moldovan"), "rule": "thank", "confidence": 0.7,
        },
        {
            **base, "id": "f4", "type": "met", "event": "CONSULT",
            "actor": [at("Rusu", "help.", ref="o2"), at("Holm", "help.", ref="o1")], "negated": True,
            "trigger": at("meet"), "evidence": sentence("Rusu did not"), "rule": "meet", "confidence": 0.88,
        },
        {
            **base, "id": "f5", "type": "visited", "event": "CONSULT", "actor": [at("Pavel Orlov", ref="o3")],
            "recipient": [at("Chisinau", ref="MD")], "modality": "possible", "date": "d4",
            "place": at("Chisinau", country="MD"), "trigger": at("visit", "Orlov"),
            "evidence": sentence("A former Russian"), "rule": "visit", "confidence": 0.55,
            "attribution": {"source": at("Tribune", ref="g1"), "cue": "according to"},
        },
    ]  # fmt: skip
    value = {
        "article": {
            "id": hashlib.sha256(text.encode("utf-8", "surrogatepass")).hexdigest(), "source": source, "title": None,
            "publisher": None, "dateline": {"text": "OSLO, March 12", "place": "Oslo", "country": "NO"},
            "published": "2024-03-12", "published_from": "option", "language": "en", "characters": len(text),
            "sentences": 5,
        },
        "countries": [
            {"id": "NO", "code": "NO", "alpha3": "NOR", "name": "Norway",
             "mentions": [at("Norway", kind="name"), at("Norway", "OSLO", kind="name"), at("Oslo", kind="metonym")]},
            {"id": "MD", "code": "MD", "alpha3": "MDA", "name": "Moldova",
             "mentions": [at("Moldova", kind="name"), at("Moldovan", kind="demonym")]},
            {"id": "RU", "code": "RU", "alpha3": "RUS", "name": "Russia", "mentions": [at("Russian", kind="demonym")]},
        ],
        "officials": [
            {"id": "o1", "name": "Karin Holm", "office": "prime minister", "role": "head_of_government",
             "country": "NO", "organization": None, "status": "current", "group": False,
             "mentions": [at("Karin Holm", kind="name"), at("Holm", "help.", kind="name")]},
            {"id": "o2", "name": "Ion Rusu", "office": "energy minister", "role": "minister", "country": "MD",
             "organization": None, "status": "current", "group": False,
             "mentions": [at("Ion Rusu", kind="name"), at("Rusu", "help.", kind="name")]},
            {"id": "o3", "name": "Pavel Orlov", "office": "envoy", "role": "diplomat", "country": "RU",
             "organization": None, "status": "former", "group": False, "mentions": [at("Pavel Orlov", kind="name")]},
        ],
        "organizations": [
            {"id": "g1", "name": "Tribune", "kind": "media", "country": None, "mentions": [at("Tribune", kind="name")]}
        ],
        "people": [],
        "amounts": [
            at("40 million euros", "OSLO", id="a1", value="40000000", upper=None, currency="EUR", qualifier="about",
               per=None)
        ],
        "dates": [
            at("March 12", id="d1", type="date", value="2024-03-12", modifier=None,
               **{"from": "2024-03-12", "to": "2024-03-12"}),
            at("this year", id="d2", type="date", value="2024", modifier=None,
               **{"from": "2024-01-01", "to": "2024-12-31"}),
            at("Tuesday", id="d3", type="date", value="2024-03-12", modifier=None,
               **{"from": "2024-03-12", "to": "2024-03-12"}),
            at("next month", id="d4", type="date", value="2024-04", modifier=None,
               **{"from": "2024-04-01", "to": "2024-04-30"}),
        ],
        "facts": facts,
        "warnings": list(warnings),
    }  # fmt: skip
    record = Record.model_validate(value)
    entities = [*record.countries, *record.officials, *record.organizations, *record.people]
    record = Record.model_validate({**dict(record), "facts": to_named(record.facts, entities)})
    record.check_against(text)
    return record


def to_plain_record(article: Article) -> Record:
    """A record made without a model: the sums "NN euros" of the text, for tests of what is around extraction."""
    amounts = [
        {"id": f"a{number}", "text": found[0], "start": found.start(), "end": found.end(), "value": found[1],
         "upper": None, "currency": "EUR", "qualifier": "exact", "per": None}
        for number, found in enumerate(re.finditer(r"(\d+) euros", article.text), 1)
    ]  # fmt: skip
    record = Record.model_validate({
        "article": {
            "id": hashlib.sha256(article.text.encode("utf-8", "surrogatepass")).hexdigest(), "source": article.source,
            "title": article.title, "publisher": article.publisher, "dateline": None,
            "published": article.published and article.published.isoformat(),
            "published_from": article.published_from, "language": "en", "characters": len(article.text),
            "sentences": article.text.count("."),
        },
        "countries": [], "officials": [], "organizations": [], "people": [], "amounts": amounts, "dates": [],
        "facts": [], "warnings": list(article.warnings),
    })  # fmt: skip
    record.check_against(article.text)
    return record


def work(connection: Connection, settings: Settings) -> None:
    """A worker without a model, with articles that kill it and articles that take too long."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    articles: SimpleQueue[Article | Unread] = SimpleQueue()
    threading.Thread(target=receive, args=(connection, articles), daemon=True).start()
    connection.send(None)
    try:
        while True:
            task = articles.get()
            article = read_part(task) if isinstance(task, Unread) else task
            if isinstance(article, Failure):
                connection.send(article)
                continue
            if "DIE" in article.text:
                os.kill(os.getpid(), signal.SIGKILL)
            if "HANG" in article.text:
                time.sleep(60)
            if "SLOW" in article.text:
                time.sleep(0.4)
            record = to_plain_record(article)
            connection.send(Made(article, record) if isinstance(task, Unread) else record)
    except (EOFError, OSError):
        return


def work_on_pages(connection: Connection, settings: Settings) -> None:
    """A worker that is a minute at each page, and says in a file when it has begun."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    articles: SimpleQueue[Unread] = SimpleQueue()
    threading.Thread(target=receive, args=(connection, articles), daemon=True).start()
    connection.send(None)
    articles.get()
    Path("parsing").touch()
    time.sleep(60)


def work_and_die(connection: Connection, settings: Settings) -> None:
    """A worker that never comes up."""
    os._exit(7)
