"""A fact as the rules tell it, before it has an id."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any

from newsfacts.language.entities.index import Filler
from newsfacts.language.facts.modality import Status
from newsfacts.record import Attribution, Event, Place


@dataclass
class Draft:
    """A fact before it has an id."""

    type: str
    event: Event
    mode: str | None
    rule: str
    trigger: tuple[int, int]
    evidence: tuple[int, int]
    actor: list[Filler]
    recipient: list[Filler]
    object: str | None
    place: Place | None
    date: str | None
    amount: str | None
    status: Status
    attribution: Attribution | None
    token: int
    lemma: str = ""
    why: dict[str, Any] = field(default_factory=dict)

    def weight(self) -> tuple[int, int]:
        linked = sum(f.ref is not None for f in self.actor + self.recipient)
        filled = sum(bool(x) for x in (self.actor, self.recipient, self.object, self.place, self.date, self.amount))
        return 2 * filled + linked, -self.trigger[0]
