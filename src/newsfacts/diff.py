"""What changed between two sets of records: the golden-record check of a CI.

Articles are the same by their text (``article.id``), else by their source. Within an article, entities and values
are the same by what they are called and where they stand, not by their ids, which shift when one more is found.
While the text is the same, places in it count; when it was edited, only words do.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import asdict, dataclass
from typing import Any, Literal

from pydantic import ValidationError

from newsfacts.record import Record
from newsfacts.wording import Wording

Item = Mapping[str, Any]
Kind = Literal["appeared", "vanished", "changed"]
#: Members of a layer by what identifies them: words to show and fields to compare.
_Members = dict[tuple[Any, ...], tuple[str, dict[str, Any]]]
LAYERS = ("facts", "officials", "countries", "organizations", "people", "amounts", "dates")
#: What tells one member of a layer from another, and is shown for it.
_IDENTITY = {"countries": ("code",), "organizations": ("name",), "people": ("name",), "amounts": ("text",),
             "dates": ("text",)}


@dataclass(frozen=True, slots=True)
class Change:
    """One difference.

    Attributes:
        article: the article's source.
        layer: ``facts``, ``officials`` …, or ``article`` for the article itself.
        change: appeared, vanished or changed.
        what: the member in words.
        fields: for ``changed``, each field's old and new value.
    """

    article: str
    layer: str
    change: Kind
    what: str
    fields: dict[str, tuple[Any, Any]]

    def to_dict(self) -> dict[str, Any]:
        """As plain data for JSON."""
        return asdict(self)


def _official_name(official: Item) -> str:
    if official["name"]:
        return str(official["name"])
    return str(official["mentions"][0]["text"] if official["mentions"] else official["office"])


def _names(record: Item) -> dict[str, str]:
    """What each id of the record stands for, in words that do not depend on its number."""
    names = {country["id"]: str(country["code"]) for country in record["countries"]}
    names.update((official["id"], _official_name(official)) for official in record["officials"])
    for layer in ("organizations", "people"):
        names.update((entity["id"], str(entity["name"])) for entity in record[layer])
    for layer in ("amounts", "dates"):
        names.update((value["id"], f"{value['text']} = {value['value']}") for value in record[layer])
    return names


def _plain(value: Any, names: Mapping[str, str], places: bool) -> Any:
    """A value with references as names, and without places unless they count."""
    if isinstance(value, Mapping):
        kept = {k: _plain(v, names, places) for k, v in value.items() if places or k not in ("start", "end")}
        if "ref" in kept:  # an argument: its name and country are its entity's, where their changes are shown
            name, _ = kept.pop("name", None), kept.pop("country", None)
            kept["ref"] = names.get(kept["ref"] or "", kept["ref"] or name)
        return kept
    return [_plain(item, names, places) for item in value] if isinstance(value, list | tuple) else value


def _members(record: Item, layer: str, places: bool) -> _Members:
    """The members of a layer by what identifies them, with words to show and fields to compare."""
    names, seen = _names(record), Counter[tuple[Any, ...]]()
    found: _Members = {}
    for item in record[layer]:
        fields = {k: v for k, v in item.items() if k != "id"}
        span: Item | None = None
        if layer == "facts":
            for field in ("date", "amount"):
                fields[field] = names.get(fields[field], fields[field])
            what = item["id"]  # said in words by whoever shows it
            identity: tuple[Any, ...] = (item["type"], item["trigger"]["text"])
            span = item["trigger"]
        elif layer == "officials":
            what = _official_name(item)
            identity = (what,)
        else:
            what = " ".join(str(item[field]) for field in _IDENTITY[layer])
            identity = tuple(item[field] for field in _IDENTITY[layer])
            span = item if layer in ("amounts", "dates") else None
        if places and span is not None:
            identity = (*identity, span["start"], span["end"])
        seen[identity] += 1
        found[(*identity, seen[identity])] = (what, _plain(fields, names, places))
    return found


def _said(record: Item, members: _Members) -> _Members:
    """Members of the facts with each fact in the words of every output; in what is no valid record, by its trigger."""
    said = {fact["id"]: f"{fact['type']} (“{fact['trigger']['text']}”)" for fact in record["facts"]}
    try:
        read = Record.model_validate(dict(record))
    except ValidationError:
        pass
    else:
        words = Wording(read)
        said.update((fact.id, words.sentence(fact)) for fact in read.facts)
    return {key: (said[what], fields) for key, (what, fields) in members.items()}


def _index(records: Iterable[Item]) -> tuple[dict[str, Item], dict[str, Item]]:
    by_id: dict[str, Item] = {}
    by_source: dict[str, Item] = {}
    for record in records:
        by_id[record["article"]["id"]] = record
        by_source[record["article"]["source"]] = record
    return by_id, by_source


def find_changes(old: Iterable[Item], new: Iterable[Item]) -> Iterator[Change]:
    """Every difference between two sets of records (plain data), in the order of the new ones, then what vanished."""
    old = list(old)
    by_id, by_source = _index(old)
    matched: set[int] = set()
    for record in new:
        article = record["article"]
        before = by_id.get(article["id"])
        # The same text twice in a folder is told apart by its source.
        named = by_source.get(article["source"])
        if named is not None and (before is None or named["article"]["id"] == article["id"]):
            before = named
        if before is None:
            yield Change(article["source"], "article", "appeared", article["title"] or article["source"], {})
            continue
        matched.add(id(before))
        yield from _article_changes(before, record)
    for record in old:
        if id(record) not in matched:
            article = record["article"]
            yield Change(article["source"], "article", "vanished", article["title"] or article["source"], {})


def _article_changes(old: Item, new: Item) -> Iterator[Change]:
    source, places = new["article"]["source"], old["article"]["id"] == new["article"]["id"]
    fields = _changed_fields(old["article"], new["article"])
    fields.pop("source", None)
    fields.update(_changed_fields({"warnings": old["warnings"]}, {"warnings": new["warnings"]}))
    if fields:
        yield Change(source, "article", "changed", new["article"]["title"] or source, fields)
    for layer in LAYERS:
        before, after = _members(old, layer, places), _members(new, layer, places)
        if layer == "facts" and before != after:
            before, after = _said(old, before), _said(new, after)
        for key, (what, item) in after.items():
            if key not in before:
                yield Change(source, layer, "appeared", what, {})
            elif changed := _changed_fields(before[key][1], item):
                yield Change(source, layer, "changed", what, changed)
        for key, (what, _) in before.items():
            if key not in after:
                yield Change(source, layer, "vanished", what, {})


def _changed_fields(old: Item, new: Item) -> dict[str, tuple[Any, Any]]:
    return {k: (old.get(k), new.get(k)) for k in dict.fromkeys((*old, *new)) if old.get(k) != new.get(k)}
