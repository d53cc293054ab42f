"""Verbs of saying, users' own among them: the one place that reads ``[[reporting_verb]]``."""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache
from typing import Any

from newsfacts.inflection import resolve_lemma
from newsfacts.lexicon.sources import BUILTIN, Lexicon


@dataclass(frozen=True)
class ReportingVerbs:
    """The verbs by lemma, and the groups of them that are asked for.

    Attributes:
        rows: which frames each has (clause, tail, object, quote) and where the hearer stands.
        saying: those with a clause, or that stand behind what is said.
        telling: those whose object hears: "told Weber that he …".
        personal: those that persons do, not places: "Zakho insisted".
    """

    rows: dict[str, dict[str, Any]]
    saying: frozenset[str]
    telling: frozenset[str]
    personal: frozenset[str]

    def is_personal(self, word: str) -> bool:
        """Whether a word, as written, is a finite form of one of the personal verbs: "said", "says", not "say"."""
        return word not in self.personal and any(resolve_lemma(word, tag) in self.personal for tag in ("VBD", "VBZ"))


@lru_cache(maxsize=8)
def load_reporting_verbs(lexicon: Lexicon = BUILTIN) -> ReportingVerbs:
    """The verbs of saying that a lexicon knows."""
    rows = {row["lemma"]: row for row in lexicon.rows("reporting_verb")}
    return ReportingVerbs(
        rows,
        saying=frozenset(lemma for lemma, row in rows.items() if row.get("clause") or row.get("tail")),
        telling=frozenset(lemma for lemma, row in rows.items() if "object" in row.get("hearer", ())),
        personal=frozenset(lemma for lemma, row in rows.items() if row.get("personal")),
    )
