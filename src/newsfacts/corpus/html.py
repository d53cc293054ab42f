"""The page of a corpus: events with their reports side by side, contradictions first, a matrix and a timeline.

One self-contained file, as safe as the review page: its data is JSON that cannot end its block, its script puts texts
on the page as text only, and its Content-Security-Policy allows that script and style and nothing else. The pictures
are inline SVG that the script draws from what the filters leave.
"""

from __future__ import annotations

import sqlite3
from functools import cache
from html import escape
from importlib import resources
from typing import IO, Any

from newsfacts.corpus.export import find_conflicts, find_events, find_people, to_dicts
from newsfacts.wording import country_name, date_span_words
from newsfacts.writers.html import fill_page, to_json_block

#: Persons on the page, by number of articles.
MOST_PEOPLE = 500


@cache
def _page() -> tuple[str, str, str]:
    """The page before its plain text, between that and its data, and behind it."""
    shared, ours = resources.files("newsfacts.writers") / "page", resources.files("newsfacts.corpus") / "page"
    style = shared.joinpath("page.css").read_text("utf-8") + ours.joinpath("corpus.css").read_text("utf-8")
    script = shared.joinpath("elements.js").read_text("utf-8") + ours.joinpath("corpus.js").read_text("utf-8")
    html = fill_page(ours.joinpath("corpus.html").read_text("utf-8"), style, script)
    before, rest = html.split("%PLAIN%")
    between, after = rest.split("%DATA%")
    return before, between, after


def _packed(row: dict[str, Any]) -> dict[str, Any]:
    """A row without what is empty; a zero is something."""
    return {name: value for name, value in row.items() if (value == 0 and value is not False) or value}


def _codes(sides: list[dict[str, Any]]) -> list[str]:
    return sorted({side["country"] for side in sides if side.get("country")})


def _to_report(report: dict[str, Any], articles: dict[str, int], names: list[dict[str, Any]]) -> dict[str, Any]:
    key = f"{report['article_id']} {report['source']}"
    if key not in articles:
        articles[key] = len(names)
        names.append(_packed({"id": report["article_id"], "source": report["source"], "outlet": report["outlet"],
                              "published": report["published"]}))  # fmt: skip
    start = report["trigger_start"] - report["evidence_start"]
    end = report["trigger_end"] - report["evidence_start"]
    evidence = report["evidence"]
    return _packed({
        "k": report["report"], "n": articles[key], "day": date_span_words(report["day_from"], report["day_to"]),
        "sum": report["amount"], "who": [side["name"] for side in report["actors"]], "by": report["speaker"],
        "say": [evidence[:start], evidence[start:end], evidence[end:]], "at": report["evidence_start"],
        "to": report["evidence_end"],
    })  # fmt: skip


def _to_tenure(tenure: dict[str, Any]) -> dict[str, Any]:
    return _packed({
        "office": tenure["office"] or tenure["role"], "country": tenure["country"], "status": tenure["status"],
        "first": tenure["first_day"], "last": tenure["last_day"], "in": (tenure["evidence"] or {}).get("outlet"),
    })  # fmt: skip


def write_page(database: sqlite3.Connection, out: IO[str], since: str | None = None) -> None:
    """Write the page of a corpus.

    Args:
        database: the corpus.
        out: an open text stream.
        since: only what articles of this day and later tell.
    """
    before, between, after = _page()
    out.write(before)
    articles: dict[str, int] = {}
    names: list[dict[str, Any]] = []
    events: list[dict[str, Any]] = []
    place: dict[str, int] = {}
    codes: set[str] = set()
    out.write("<ul>\n")
    for event in find_events(database, since):
        place[event["event"]] = len(events)
        sides = {"from": _codes(event["actors"]), "to": _codes(event["recipients"])}
        codes.update(sides["from"], sides["to"])
        words = date_span_words(event["day_from"], event["day_to"])
        events.append(_packed({
            "id": event["event"], "type": event["type"], "status": event["status"], "say": event["headline"],
            "day": event["day_from"], "when": words, "stated": event["day_stated"], **sides,
            "people": [s["name"] for s in (*event["actors"], *event["recipients"]) if s["kind"] == "person"],
            "new": event["new"], "told": [_to_report(report, articles, names) for report in event["told"]],
        }))  # fmt: skip
        plain = f"{words or 'no day'} — {event['headline']} ({event['status']}; {event['reports']} reports)"
        out.write(f"<li>{escape(plain)}</li>\n")
    out.write("</ul>\n")
    conflicts = []
    for conflict in find_conflicts(database, since):
        if conflict["event"] in place:
            conflicts.append(_packed({
                "kind": conflict["kind"], "event": place[conflict["event"]],
                "other": place.get(conflict["other_event"] or ""), "done": conflict["resolution"],
                **{side: {"value": conflict[side]["value"], "told": [r["report"] for r in conflict[side]["reports"]]}
                   for side in ("a", "b")},
            }))  # fmt: skip
    promises = [
        _packed({**row, "event": place[row["event"]]})
        for row in to_dicts(database.execute("SELECT event, due, state FROM unfulfilled_promises"))
        if row["event"] in place
    ]
    doubles = database.execute("SELECT a, b, reason FROM candidates ORDER BY a, b LIMIT ?", (MOST_PEOPLE,))
    people = sorted(find_people(database, since), key=lambda p: (-p["articles"], p["person"]))[:MOST_PEOPLE]
    data = {
        "since": since, "events": events, "articles": names, "conflicts": conflicts, "promises": promises,
        "countries": {code: country_name(code) for code in sorted(codes)},
        "people": [
            _packed({"name": p["name"], "country": p["country"], "articles": p["articles"],
                     "tenures": [_to_tenure(tenure) for tenure in p["tenures"]]}) for p in people
        ],
        "candidates": [list(row) for row in doubles],
    }  # fmt: skip
    out.write(between + to_json_block(data) + after)
    out.flush()
