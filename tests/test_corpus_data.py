"""The corpus of articles: its gold stands where it says, and what is planted is there."""

from __future__ import annotations

import json
from collections import defaultdict
from pathlib import Path
from typing import Any

FOLDER = Path(__file__).parent.parent / "data" / "corpus"


def load(name: str) -> list[dict[str, Any]]:
    return [json.loads(line) for line in (FOLDER / name).read_text("utf-8").splitlines()]


ARTICLES, GOLD = load("articles.jsonl"), load("gold.jsonl")


def of_kind(kind: str) -> list[dict[str, Any]]:
    return [row for row in GOLD if row["kind"] == kind]


def test_there_is_enough_of_it() -> None:
    assert len(ARTICLES) >= 120 and len({row["url"] for row in ARTICLES}) == len(ARTICLES)
    assert len(of_kind("story")) == 55
    articles = defaultdict(set)
    for row in (*of_kind("report"), *of_kind("person")):
        articles[row["story"]].add(row["article"])
    assert all(len(found) >= 4 for found in articles.values())
    assert all(60 <= len(row["text"].split()) <= 200 for row in ARTICLES)


def test_reports_stand_at_their_words() -> None:
    events = {row["event"]: row for row in of_kind("event")}
    for row in of_kind("report"):
        text = ARTICLES[row["article"] - 1]["text"]
        assert text[row["start"] :].startswith(row["trigger"]), row
        assert events[row["event"]]["story"] == row["story"]
    assert events.keys() == {row["event"] for row in of_kind("report")}
    assert not any(sign in row["text"] for row in ARTICLES for sign in "{}")


def test_names_stand_in_their_articles_and_namesakes_are_planted() -> None:
    people = defaultdict(set)
    for row in of_kind("person"):
        assert row["name"] in ARTICLES[row["article"] - 1]["text"]
        people[row["name"]].add(row["person"])
    assert sum(len(found) > 1 for found in people.values()) >= 4


def test_contradictions_are_of_events_that_are_told() -> None:
    events = {row["event"] for row in of_kind("event")}
    kinds = defaultdict(set)
    for row in of_kind("conflict"):
        assert set(row["events"]) <= events
        kinds[row["conflict"]].add(int(row["story"][1:]) % 2)
    assert all(kinds[kind] == {0, 1} for kind in ("amount", "denial", "status"))  # in both halves
