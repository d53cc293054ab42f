"""Events as the PLOVER ontology has them, for those who work with POLECAT, ICEWS or NGEC.

PLOVER (Open Event Data Alliance, 2024 manual) codes what was announced or denied as another event than the words say:
announced cooperation is AGREE, announced conflict THREATEN, denied or cancelled cooperation REJECT, and what is wanted
of others REQUEST. Here that coding stands in ``event_type``, with the class of the words in ``event_stated``, and
``recoded`` marks every row that did not happen. What PLOVER has no code for is left out: what is only possible or
conditional, denied conflict, and the classes that extend it (SAY, TRANSACT …).
"""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from functools import cache
from typing import Any

from newsfacts.corpus.export import find_events
from newsfacts.corpus.model import MUTUAL
from newsfacts.lexicon.files import read_package_rows

#: Event classes of the ontology by quad class: verbal and material cooperation, verbal and material conflict.
QUADS: dict[str, tuple[int, str]] = {
    **dict.fromkeys(("AGREE", "CONSULT", "SUPPORT", "CONCEDE"), (1, "verbal cooperation")),
    **dict.fromkeys(("COOPERATE", "AID", "RETREAT"), (2, "material cooperation")),
    **dict.fromkeys(("REQUEST", "ACCUSE", "REJECT", "THREATEN"), (3, "verbal conflict")),
    **dict.fromkeys(("PROTEST", "SANCTION", "MOBILIZE", "COERCE", "ASSAULT"), (4, "material conflict")),
}
#: PLOVER's sectors of the roles and of the kinds of bodies.
SECTORS: dict[str, str] = {
    **dict.fromkeys(
        ("head_of_state", "head_of_government", "monarch", "minister", "diplomat", "spokesperson", "central_banker",
         "regional", "official", "government"), "GOV"
    ),
    "legislator": "LEG", "military": "MIL", "judiciary": "JUD", "police": "COP", "igo": "IGO", "party": "PTY",
    "rebel": "REB", "armed_group": "REB", "company": "BUS", "media": "MED", "ngo": "NGO",
}  # fmt: skip


@cache
def _alpha3() -> dict[str, str]:
    return {row["code"]: row["alpha3"] for row in read_package_rows("countries.jsonl")}


def recode(stated: str, status: str, negated: bool) -> str | None:
    """The event class that PLOVER gives to a deed of some status, or None where it has none.

    >>> recode("AID", "happened", False), recode("AID", "planned", False), recode("CONSULT", "denied", True)
    ('AID', 'AGREE', 'REJECT')
    >>> recode("ASSAULT", "planned", False), recode("ASSAULT", "denied", True), recode("SAY", "happened", False)
    ('THREATEN', None, None)
    """
    if stated not in QUADS:
        return None
    cooperates = QUADS[stated][0] < 3
    if status == "happened":
        return stated
    if status == "denied":
        return "REJECT" if cooperates else None
    if negated:
        return None
    if status == "planned":
        return "AGREE" if cooperates else "THREATEN"
    return "REQUEST" if status == "demanded" and cooperates else None


def find_rows(database: sqlite3.Connection, since: str | None = None) -> Iterator[dict[str, Any]]:
    """The rows of the export, by day; several actors or recipients stand in one field, parted by ``; ``."""
    for event in find_events(database, since):
        coded = recode(event["class"], event["status"], event["negated"])
        if coded is None:
            continue
        quad, quad_name = QUADS[coded]
        place = event["place_country"]
        actors, recipients = event["actors"], event["recipients"]
        if event["type"] in MUTUAL and not recipients:  # each side did it with the other: one of them a field
            actors, recipients = actors[:1], actors[1:]
        yield {
            "event_id": event["event"], "event_date": event["day_from"], "event_date_to": event["day_to"],
            "date_stated": event["day_stated"], "event_type": coded, "event_mode": _mode(event, coded),
            "quad_code": quad, "quad_class": quad_name, "recoded": event["status"] != "happened",
            "event_stated": event["class"], "status": event["status"],
            **_party("actor", actors), **_party("recipient", recipients),
            "placename": event["place"], "country": _alpha3().get(place or ""),
            "amount": event["amount_value"], "currency": event["currency"], "reports": event["reports"],
            "first_published": event["first_published"], "conflicts": len(event["conflicts"]),
            "source": "; ".join(sorted({report["outlet"] for report in event["told"]})),
            "told": [
                {name: report[name] for name in ("article_id", "source", "outlet", "published", "evidence",
                                                 "evidence_start", "evidence_end")}
                for report in event["told"]
            ],
        }  # fmt: skip


def _mode(event: dict[str, Any], coded: str) -> str | None:
    """The mode belongs to the class that the words have."""
    mode = event["mode"] if coded == event["class"] else None
    return mode and mode.replace("-", " ")


def _party(role: str, sides: list[dict[str, Any]]) -> dict[str, Any]:
    def joined(values: list[str | None]) -> str | None:
        return "; ".join(value or "" for value in values) if any(values) else None

    return {
        f"{role}_name": joined([side["name"] for side in sides]),
        f"{role}_country": joined([_alpha3().get(side.get("country") or "") for side in sides]),
        f"{role}_sector": joined([_sector(side) for side in sides]),
        f"{role}_title": joined([side.get("office") for side in sides]),
    }


def _sector(side: dict[str, Any]) -> str | None:
    if side["kind"] == "country":
        return "GOV"
    if side["kind"] == "person" and "role" not in side:
        return "CVL"
    return SECTORS.get(side.get("role") or "")
