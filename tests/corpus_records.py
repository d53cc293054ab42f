"""Records made by hand for the tests of the corpus: articles of one sentence a fact, without a model."""

from __future__ import annotations

import hashlib
import json
from functools import cache
from importlib import resources
from typing import Any

from newsfacts.record import EVENT_OF_TYPE, Record, to_named


@cache
def _countries() -> dict[str, dict[str, str]]:
    lines = resources.files("newsfacts.lexicon").joinpath("countries.jsonl").read_text("utf-8").splitlines()
    return {row["code"]: row for row in map(json.loads, lines)}


def official(name: str | None, office: str, role: str, country: str | None, **more: Any) -> dict[str, Any]:
    """An official of an article; ``words`` is what it is called where it has no name."""
    return {
        "layer": "officials",
        "name": name,
        "office": office,
        "role": role,
        "country": country,
        "organization": None,
        "status": "current",
        "group": False,
        "words": name or office,
        **more,
    }


def body(name: str, kind: str, country: str | None = None) -> dict[str, Any]:
    return {"layer": "organizations", "name": name, "kind": kind, "country": country, "words": name}


def person(name: str) -> dict[str, Any]:
    return {"layer": "people", "name": name, "words": name}


def fact(sentence: str, type: str, trigger: str, **more: Any) -> dict[str, Any]:
    """A fact: ``actor``, ``recipient`` and ``speaker`` are words of the sentence with what they point to.

    ``day`` is (words, first ISO day[, last]), ``sum`` (words, value, currency[, qualifier]), ``place`` (words, code).
    """
    return {"sentence": sentence, "type": type, "trigger": trigger, **more}


def article(
    source: str, published: str | None, *facts: dict[str, Any], publisher: str | None = None, lead: str = ""
) -> Record:
    """A record whose text is the sentences of its facts; what they point to are its entities."""
    sentences = list(dict.fromkeys(one["sentence"] for one in facts))
    text = "\n".join([lead or f"Report {source}.", *sentences])
    layers: dict[str, list[dict[str, Any]]] = {
        layer: [] for layer in ("countries", "officials", "organizations", "people", "amounts", "dates")
    }
    known: dict[str, dict[str, Any]] = {}
    letters = {"officials": "o", "organizations": "g", "people": "p"}

    def span(words: str, sentence: str) -> dict[str, Any]:
        start = text.index(words, text.index(sentence))
        return {"text": words, "start": start, "end": start + len(words)}

    def argument(words: str, what: Any, sentence: str) -> dict[str, Any]:
        place = span(words, sentence)
        if what is None:
            return {**place, "ref": None}
        what = dict(what) if isinstance(what, dict) else {"layer": "countries", "code": what}
        what.pop("words", None)
        key = json.dumps(what, sort_keys=True)
        if key not in known:
            layer = what.pop("layer")
            if layer == "countries":
                row = _countries()[what["code"]]
                entity = {"id": row["code"], "code": row["code"], "alpha3": row["alpha3"], "name": row["name"]}
            else:
                entity = {"id": f"{letters[layer]}{len(layers[layer]) + 1}", **what}
            known[key] = {**entity, "mentions": []}
            layers[layer].append(known[key])
        known[key]["mentions"].append({**place, "kind": "name"})
        return {**place, "ref": known[key]["id"]}

    made = []
    for number, one in enumerate(facts, 1):
        sentence = one["sentence"]
        row: dict[str, Any] = {
            "id": f"f{number}",
            "type": one["type"],
            "event": EVENT_OF_TYPE.get(one["type"], "SAY"),
            "mode": one.get("mode"),
            "object": one.get("object"),
            "place": None,
            "date": None,
            "amount": None,
            "negated": one.get("negated", False),
            "modality": one.get("modality", "actual"),
            "attribution": None,
            "trigger": span(one["trigger"], sentence),
            "evidence": span(sentence, sentence),
            "rule": "test",
            "confidence": 0.9,
        }
        for role in ("actor", "recipient"):
            row[role] = [argument(words, what, sentence) for words, what in one.get(role, {}).items()]
        for words, what in one.get("speaker", {}).items():
            row["attribution"] = {"source": argument(words, what, sentence), "cue": "said"}
        if "day" in one:
            words, first, *last = one["day"]
            layers["dates"].append(
                {
                    **span(words, sentence),
                    "id": f"d{len(layers['dates']) + 1}",
                    "type": "date",
                    "value": first,
                    "from": first,
                    "to": (last or [first])[0],
                    "modifier": None,
                }
            )
            row["date"] = layers["dates"][-1]["id"]
        if "sum" in one:
            words, value, currency, *qualifier = one["sum"]
            layers["amounts"].append(
                {
                    **span(words, sentence),
                    "id": f"a{len(layers['amounts']) + 1}",
                    "value": value,
                    "upper": None,
                    "currency": currency,
                    "qualifier": (qualifier or ["exact"])[0],
                    "per": None,
                }
            )
            row["amount"] = layers["amounts"][-1]["id"]
        if "place" in one:
            words, code = one["place"]
            row["place"] = {**span(words, sentence), "country": code}
        made.append(row)
    record = Record.model_validate(
        {
            "article": {
                "id": hashlib.sha256(text.encode("utf-8", "surrogatepass")).hexdigest(),
                "source": source,
                "title": lead or None,
                "publisher": publisher,
                "dateline": None,
                "published": published,
                "published_from": published and "metadata",
                "language": "en",
                "characters": len(text),
                "sentences": len(sentences) + 1,
            },
            **layers,
            "facts": made,
            "warnings": [],
        }
    )
    entities = [*record.countries, *record.officials, *record.organizations, *record.people]
    record = Record.model_validate({**dict(record), "facts": to_named(record.facts, entities)})
    record.check_against(text)
    return record
