"""How often each rule fires on a gold folder, how often it is right, and on what.

usage: python benchmarks/rules.py GOLD_DIR [--judgements judgements.jsonl] [--write]

GOLD_DIR holds NAME.txt beside NAME.gold.json. A fact is right when gold has one of the same type whose actors and
recipients agree. ``--judgements`` also counts what was judged on the review page (alone, without GOLD_DIR), so that
readers of one's own news recalibrate the rules. ``--write`` stores the precisions, smoothed towards their type's and
that towards the precision of all, in ``src/newsfacts/lexicon/confidence.json``, from where facts take what their rule
adds to their ``confidence``.
"""

from __future__ import annotations

import argparse
import json
from collections import Counter
from pathlib import Path
from typing import Any

from rich.console import Console
from rich.table import Table

import newsfacts
from newsfacts.language.facts import load_builtin_rules
from newsfacts.record import EVENT_OF_TYPE, Record

TARGET = Path(newsfacts.__file__).parent / "lexicon" / "confidence.json"
#: Weight of the wider class's precision, counted in facts: what a rule needs to speak for itself.
PRIOR = 4.0


def _spans(entities: list[dict[str, Any]], ref: str | None) -> list[tuple[int, int]]:
    return [(m["start"], m["end"]) for e in entities if e["id"] == ref for m in e["mentions"]]


def _entities(record: dict[str, Any]) -> list[dict[str, Any]]:
    return [e for layer in ("countries", "officials", "organizations", "people") for e in record[layer]]


def _same(gold: dict[str, Any], got: dict[str, Any], g: dict[str, Any], r: dict[str, Any]) -> bool:
    """Two arguments are the same when they refer to mentions that overlap."""
    left = _spans(_entities(gold), g["ref"]) or ([(g["start"], g["end"])] if g["start"] is not None else [])
    right = _spans(_entities(got), r["ref"]) or [(r["start"], r["end"])]
    if g["ref"] and r["ref"] and g["ref"].isupper() != r["ref"].isupper():
        return False
    return any(a < d and c < b for a, b in left for c, d in right)


def is_right(gold: dict[str, Any], got: dict[str, Any], fact: dict[str, Any]) -> bool:
    """Whether some gold fact has this type and agrees in both roles."""

    def agrees(g: dict[str, Any], role: str) -> bool:
        return (not g[role] and not fact[role]) or any(_same(gold, got, a, b) for a in g[role] for b in fact[role])

    return any(g["type"] == fact["type"] and agrees(g, "actor") and agrees(g, "recipient") for g in gold["facts"])


def read_judgements(path: Path) -> list[dict[str, Any]]:
    """The facts that somebody called right or wrong, each by its last judgement."""
    last = {(row["article"], row["source"], row["fact"]): row
            for row in map(json.loads, filter(str.strip, path.read_text("utf-8").splitlines()))}
    return [row for row in last.values() if row["verdict"] in ("right", "wrong")]


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("gold", type=Path, nargs="?")
    parser.add_argument("--judgements", type=Path, metavar="FILE", help="what was judged on the review page")
    parser.add_argument("--write", action="store_true", help="store the smoothed precisions as confidence.json")
    args = parser.parse_args()
    hits: Counter[str] = Counter()
    right: Counter[str] = Counter()
    types: dict[str, str] = {r.name: r.type for r in load_builtin_rules()}
    example: dict[str, str] = {}
    if args.gold is None and args.judgements is None:
        parser.error("give GOLD_DIR, --judgements FILE or both")
    for row in read_judgements(args.judgements) if args.judgements else ():
        types.setdefault(row["rule"], row["type"])
        hits[row["rule"]] += 1
        right[row["rule"]] += row["verdict"] == "right"
        example.setdefault(row["rule"], row.get("sentence") or "")
    for path in sorted(args.gold.glob("*.gold.json")) if args.gold else ():
        gold = json.loads(path.read_text("utf-8"))
        text = path.with_name(path.name.replace(".gold.json", ".txt")).read_text("utf-8")
        record: Record = newsfacts.extract(text, date=gold["article"].get("published"))
        got = json.loads(record.to_json())
        for fact in got["facts"]:
            types[fact["rule"]] = fact["type"] if fact["rule"] not in types else types[fact["rule"]]
            hits[fact["rule"]] += 1
            right[fact["rule"]] += is_right(gold, got, fact)
            example.setdefault(fact["rule"], fact["evidence"]["text"])
    table = Table("rule", "hits", "right", "precision", "example")
    for name in sorted(types):
        precision = f"{right[name] / hits[name]:.2f}" if hits[name] else "–"
        table.add_row(name, str(hits[name]), str(right[name]), precision, example.get(name, "")[:60])
    Console().print(table)
    if args.write:
        TARGET.write_text(json.dumps(to_confidence(hits, right, types), indent=1, sort_keys=True) + "\n", "utf-8")


def to_confidence(hits: Counter[str], right: Counter[str], types: dict[str, str]) -> dict[str, float]:
    """Smoothed precision of each rule that fired, of each type, and of all."""
    overall = sum(right.values()) / max(1, sum(hits.values()))
    out = {"all": round(overall, 2)}
    by_type: dict[str, float] = {}
    for kind in EVENT_OF_TYPE:
        names = [n for n, t in types.items() if t == kind]
        n, good = sum(hits[x] for x in names), sum(right[x] for x in names)
        by_type[kind] = (good + PRIOR * overall) / (n + PRIOR)
        out[f"type:{kind}"] = round(by_type[kind], 2)
    for name, n in hits.items():
        if n:
            out[name] = round((right[name] + PRIOR * by_type[types[name]]) / (n + PRIOR), 2)
    return out


if __name__ == "__main__":
    main()
