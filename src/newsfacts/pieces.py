"""Long texts: cut on paragraph boundaries, extracted piece by piece, and put together as one record.

Memory and time of the model grow with the length of what it is given at once, and a book is no article; with pieces
both stay in proportion, and nothing is cut off. What the first piece knows of the article (its dateline, its day of
publication) holds for all of them, and entities of the same name are one entity of the record.
"""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Iterator
from dataclasses import replace
from typing import TYPE_CHECKING, Any

from newsfacts.article import Article
from newsfacts.record import ArticleInfo, Record

if TYPE_CHECKING:
    from spacy.language import Language
    from spacy.tokens import Doc

#: Characters from which a text is cut, and how long a piece may be: some 4,000 words, more than nearly any article.
LONG = 50_000
PIECE = 25_000
#: Strings the vocabulary keeps from article to article: the words of some hundred, beyond which few are common.
KNOWN = 15_000
#: Where to cut, best first.
BOUNDARIES = ("\n\n", "\r\n\r\n", "\n", ". ", " ")


#: Is shown each processed Doc with its record, while it lives: a long text has several.
Look = Callable[["Doc", Record], None]


def extract_article(nlp: Language, article: Article, look: Look | None = None) -> Record:
    """The record of an article of any length, with a pipeline of :func:`newsfacts.load`."""
    from newsfacts.assemble import to_record
    from newsfacts.language.pipeline import to_doc

    def extract(piece: Article) -> Record:
        # The tokenizer remembers how it split a word only outside of memory zones, and is many times faster for it.
        common = to_doc(nlp, piece) if len(nlp.vocab.strings) < KNOWN else None
        with nlp.memory_zone():  # what an article's words add to the vocabulary goes with it: memory stays flat
            doc = nlp(common if common is not None else to_doc(nlp, piece))
            record = to_record(doc)
            if look is not None:
                look(doc, record)
            return record

    article = to_sound(article)
    if not article.text.strip():
        return to_blank_record(article)
    return extract_in_pieces(article, extract) if len(article.text) > LONG else extract(article)


def to_sound(article: Article) -> Article:
    """An article as readers make them: no broken surrogates, no placeholder (0001-01-01) for its day."""
    from newsfacts.readers.decoding import replace_surrogates
    from newsfacts.readers.metadata import EARLIEST, LATEST

    def clean(line: str | None) -> str | None:
        return line and replace_surrogates(line)[0]

    text, replaced = replace_surrogates(article.text)
    day = article.published
    unlikely = day is not None and not EARLIEST <= day <= LATEST
    said = (f"publication date not understood: '{day}'",) if unlikely else ()
    return replace(
        article, text=text, source=clean(article.source) or "", title=clean(article.title),
        publisher=clean(article.publisher), url=clean(article.url), published=None if unlikely else day,
        published_from=None if unlikely else article.published_from,
        warnings=(*article.warnings, *replaced, *said),
    )  # fmt: skip


def to_blank_record(article: Article) -> Record:
    """The record of an article without text, made without the model."""
    why = "the text is only white space" if article.text else "the text is empty"
    return Record(
        article=ArticleInfo(
            id=hashlib.sha256(article.text.encode("utf-8", "surrogatepass")).hexdigest(),
            source=article.source, title=article.title, publisher=article.publisher, dateline=None,
            published=article.published.isoformat() if article.published else None,
            published_from=article.published_from if article.published else None,
            language=None, characters=len(article.text), sentences=0,
        ),
        countries=[], officials=[], organizations=[], people=[], amounts=[], dates=[], facts=[],
        warnings=[*article.warnings, f"nothing to extract: {why}"],
    )


def find_pieces(text: str, limit: int = PIECE) -> Iterator[tuple[int, int]]:
    """Cut a text into pieces of at most ``limit`` characters, at the last good boundary of each.

    Yields:
        start and end of each piece; together they are the whole text.
    """
    start = 0
    while len(text) - start > limit:
        end = start + limit
        for boundary in BOUNDARIES:
            found = text.rfind(boundary, start + limit // 2, end)
            if found >= 0:
                end = found + len(boundary)
                break
        yield start, end
        start = end
    if start < len(text) or not text:
        yield start, len(text)


def extract_in_pieces(article: Article, extract: Callable[[Article], Record], limit: int = PIECE) -> Record:
    """Extract a long article.

    Args:
        article: the whole article.
        extract: makes the record of one piece.
        limit: characters of a piece.

    Returns:
        the record of the whole, its offsets counting in the whole text.
    """
    merger = _Merger(article)
    piece_of = article
    for start, end in find_pieces(article.text, limit):
        words = article.text[start:end]
        if not words.strip():
            continue
        record = extract(replace(piece_of, text=words))
        merger.add(record, start)
        if merger.head is record and record.article.published:
            import datetime as dt

            day = dt.date.fromisoformat(record.article.published)
            piece_of = replace(article, published=day, published_from=record.article.published_from)
    return merger.to_record()


class _Merger:
    """Gathers the records of the pieces as plain values, entities of the same name as one."""

    def __init__(self, article: Article) -> None:
        self._article = article
        self.head: Record | None = None
        self._sentences = 0
        self._layers: dict[str, list[dict[str, Any]]] = {
            name: [] for name in ("countries", "officials", "organizations", "people", "amounts", "dates", "facts")
        }
        self._known: dict[tuple[Any, ...], dict[str, Any]] = {}
        self._by_last_name: dict[str, list[dict[str, Any]]] = {}
        self._warnings: dict[str, None] = {}

    def add(self, record: Record, offset: int) -> None:
        """Take over one piece's record; ``offset`` is where the piece begins."""
        self.head = self.head or record
        self._sentences += record.article.sentences
        self._warnings.update(dict.fromkeys(record.warnings))
        values = _shift(record.model_dump(by_alias=True), offset)
        ids: dict[str, dict[str, Any]] = {}
        for layer in ("countries", "officials", "organizations", "people"):
            for entity in values[layer]:
                ids[entity["id"]] = self._take(layer, entity)
        for layer in ("amounts", "dates"):
            for value in values[layer]:
                ids[value["id"]] = value
                self._layers[layer].append(value)
        for fact in values["facts"]:
            said_by = [fact["attribution"]["source"]] if fact["attribution"] else []
            for argument in (*fact["actor"], *fact["recipient"], *said_by):
                argument["ref"] = ids.get(argument["ref"])
            fact["date"], fact["amount"] = ids.get(fact["date"]), ids.get(fact["amount"])
            self._layers["facts"].append(fact)

    def _take(self, layer: str, entity: dict[str, Any]) -> dict[str, Any]:
        """The entity of the whole article that a piece's entity is."""
        same = self._find_same(layer, entity)
        if same is not None:
            same["mentions"] += entity["mentions"]
            for name in ("country", "organization", "office"):
                if name in same and same[name] is None and name in entity:
                    same[name] = entity[name]
            return same
        self._layers[layer].append(entity)
        self._known[_key(layer, entity)] = entity
        if layer in ("officials", "people") and entity["name"]:
            self._by_last_name.setdefault(entity["name"].casefold().split()[-1], []).append(entity)
        return entity

    def _find_same(self, layer: str, entity: dict[str, Any]) -> dict[str, Any] | None:
        if found := self._known.get(_key(layer, entity)):
            return found
        name = entity.get("name")
        if layer not in ("officials", "people") or not name:
            return None
        if layer == "people" and (found := self._known.get(("officials", name.casefold()))):
            return found
        if " " in name:
            return None
        namesakes = self._by_last_name.get(name.casefold(), [])  # a bare surname is the one person who has it
        fitting = [one for one in namesakes if layer == "people" or "office" in one]
        return fitting[0] if len(fitting) == 1 else None

    def to_record(self) -> Record:
        """The record of the whole, its ids counted anew in reading order."""
        if self.head is None:
            return to_blank_record(self._article)
        for layer, letter in (("officials", "o"), ("organizations", "g"), ("people", "p")):
            entities = self._layers[layer]
            entities.sort(key=lambda entity: entity["mentions"][0]["start"] if entity["mentions"] else 0)
            for number, entity in enumerate(entities, 1):
                entity["id"] = f"{letter}{number}"
        for layer, letter in (("amounts", "a"), ("dates", "d"), ("facts", "f")):
            for number, value in enumerate(self._layers[layer], 1):
                value["id"] = f"{letter}{number}"
        for fact in self._layers["facts"]:
            said_by = [fact["attribution"]["source"]] if fact["attribution"] else []
            for argument in (*fact["actor"], *fact["recipient"], *said_by):
                if entity := argument["ref"]:  # its name may be fuller in another piece
                    country = entity.get("code") or entity.get("country")
                    argument |= {"ref": entity["id"], "name": entity["name"], "country": country}
            fact["date"] = fact["date"] and fact["date"]["id"]
            fact["amount"] = fact["amount"] and fact["amount"]["id"]
        text = self._article.text
        head = self.head.article.model_copy(
            update={
                "id": hashlib.sha256(text.encode("utf-8", "surrogatepass")).hexdigest(),
                "characters": len(text),
                "sentences": self._sentences,
            }
        )
        record = Record.model_validate(
            {"article": head.model_dump(by_alias=True), **self._layers, "warnings": list(self._warnings)}
        )
        record.check_against(text)
        return record


def _key(layer: str, entity: dict[str, Any]) -> tuple[Any, ...]:
    if layer == "countries":
        return layer, entity["code"]
    if entity["name"]:
        return layer, entity["name"].casefold()
    return (
        layer, None, entity["office"], entity["role"], entity["country"], entity["organization"], entity["status"],
        entity["group"],
    )  # fmt: skip


def _shift(value: Any, offset: int) -> Any:
    """The same value with every span moved by ``offset``."""
    if isinstance(value, dict):
        moved = {name: _shift(inner, offset) for name, inner in value.items()}
        if "start" in moved and "end" in moved:
            moved["start"] += offset
            moved["end"] += offset
        return moved
    return [_shift(inner, offset) for inner in value] if isinstance(value, list) else value
