"""The rules that may fire, by their triggers, and how right each is."""

from __future__ import annotations

import json
from collections import defaultdict
from collections.abc import Iterable
from functools import cache
from importlib import resources

from newsfacts.language.facts.draft import Draft
from newsfacts.language.facts.rules import Rule


@cache
def load_confidence() -> dict[str, float]:
    """Measured precision by rule name, and by type as ``type:met`` (written by ``benchmarks/rules.py``)."""
    path = resources.files("newsfacts.lexicon").joinpath("confidence.json")
    try:
        table: dict[str, float] = json.loads(path.read_text("utf-8"))
    except FileNotFoundError:
        return {}
    return table


class RuleBook:
    """Rules by their triggers: what does not fire costs nothing.

    Args:
        rules: what may fire, in the order of precedence.
        disabled: names of rules that do not.
    """

    def __init__(self, rules: Iterable[Rule], disabled: Iterable[str] = ()) -> None:
        self.disabled = frozenset(disabled)
        self.rules = [r for r in rules if r.name not in self.disabled]
        self.own = frozenset(r.name for r in self.rules if r.own)
        stated = {r.name: r.confidence for r in self.rules if r.own or r.confidence is not None}
        self.confidence: dict[str, float | None] = {**load_confidence(), **stated}
        self.verbs: dict[str, list[Rule]] = defaultdict(list)
        self.nouns: dict[str, list[Rule]] = defaultdict(list)
        for rule in self.rules:
            for trigger in rule.verbs:
                self.verbs[trigger].append(rule)
            for trigger in rule.nouns:
                self.nouns[trigger].append(rule)
        for table in (self.verbs, self.nouns):  # users' own first; what asks for certain objects before what takes any
            for found in table.values():
                found.sort(key=lambda r: (not r.own, not (r.objects or r.obliques)))

    def measure(self, draft: Draft) -> float | None:
        """The precision of a draft's rule on gold, or of its type's; None for a rule of one's own that states none."""
        table = self.confidence
        return table.get(draft.rule, table.get(f"type:{draft.type}", table.get("all", 0.5)))
