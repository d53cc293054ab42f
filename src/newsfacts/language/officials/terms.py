"""A person whom a list knows by name, and the offices with their days that the list gives."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Term:
    """An office and the days in it, both included; an end that is not given is open."""

    office: str | None
    role: str | None
    country: str | None
    organization: str | None
    since: dt.date | None
    until: dt.date | None
    in_context: bool = False

    def status_on(self, day: dt.date) -> str | None:
        """Whether the office is "current" or "former" on a day; None before it."""
        if day < (self.since or dt.date.min):
            return None
        return "current" if day <= (self.until or dt.date.max) else "former"


@dataclass(frozen=True, slots=True, eq=False)
class Watched:
    """One person of the list with every office, in the order of the file."""

    name: str
    terms: tuple[Term, ...]
