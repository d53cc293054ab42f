"""Relation rules: their format, and how an entry of a rules file becomes one.

A rule file is TOML: a ``type`` for the file (or one in each rule) and ``[[rule]]`` tables::

    type = "refused"

    [[rule]]
    name = "refused.decline"
    verbs = ["decline", "turn down"]           # lemmas; a particle follows after a blank
    actor = "subject"                          # abstract functions, the matcher solves voice, control, nouns
    recipient = "with|object"                  # alternatives; "a+b" takes both
    object = "object|clause"
    examples = [{text = "Iran declined a meeting with Oman.", actor = ["Iran"], recipient = ["Oman"]}]
    counterexamples = ["Oil prices declined."]

Functions: ``subject``, ``object``, ``iobject`` (logical, whatever the voice), ``clause`` (complement), a bare
preposition (``with``, ``to``), and for nouns ``poss``, ``modifier``, ``light`` (subject of the light verb).

Files are read and checked in :mod:`newsfacts.lexicon`, the package's own and users' alike.
"""

from __future__ import annotations

import json
from collections.abc import Iterable
from dataclasses import dataclass, field
from functools import lru_cache
from pathlib import Path
from typing import Any

from newsfacts.lexicon import BUILTIN, Lexicon, RuleError, load_lexicon
from newsfacts.lexicon.classes import expand
from newsfacts.lexicon.files import DataError
from newsfacts.lexicon.sections import ROLES
from newsfacts.record import EVENT_OF_TYPE, Event

__all__ = [
    "ROLES", "Example", "Rule", "RuleError", "load_builtin_rules", "load_rules", "read_rules", "to_rule",
    "to_toml",
]  # fmt: skip

_SETS: tuple[str, ...] = ("objects", "not_objects", "subjects", "not_subjects", "clauses", "not_clauses", "obliques")
_SETS += ("not_obliques", "not_governors", "governors")


@dataclass(frozen=True)
class Example:
    """A sentence the rule must match, with what it must find (missing keys are not checked)."""

    text: str
    actor: tuple[str, ...] | None = None
    recipient: tuple[str, ...] | None = None
    object: str | None = None
    place: str | None = None
    negated: bool | None = None
    modality: str | None = None


@dataclass(frozen=True)
class Rule:
    """One declarative rule. Tuples of alternatives hold tuples of functions to be united.

    ``annotated`` holds the annotated sentences of a rule that is given by them; until
    :mod:`newsfacts.language.facts.compilation` has read them with the parser, such a rule has no trigger.
    ``modes``: the mode of single triggers, where the rule's ``mode`` is not that of all.
    ``own``: it comes from a user's file, and goes before the package's.
    """

    name: str
    type: str
    event: Event
    mode: str | None = None
    modes: dict[str, str] = field(default_factory=dict)
    verbs: tuple[str, ...] = ()
    nouns: tuple[str, ...] = ()
    roles: dict[str, tuple[tuple[str, ...], ...]] = field(default_factory=dict)
    fill: dict[str, str] = field(default_factory=dict)
    need: tuple[str, ...] = ("actor",)
    objects: frozenset[str] = frozenset()
    not_objects: frozenset[str] = frozenset()
    subjects: frozenset[str] = frozenset()
    not_subjects: frozenset[str] = frozenset()
    clauses: frozenset[str] = frozenset()
    not_clauses: frozenset[str] = frozenset()
    obliques: frozenset[str] = frozenset()
    not_obliques: frozenset[str] = frozenset()
    not_governors: frozenset[str] = frozenset()
    governors: frozenset[str] = frozenset()
    unless: tuple[str, ...] = ()
    without: tuple[str, ...] = ()
    light: bool = False
    passive: bool | None = None
    modality: str | None = None
    confidence: float | None = None
    examples: tuple[Example, ...] = ()
    counterexamples: tuple[str, ...] = ()
    annotated: tuple[str, ...] = ()
    source: str = ""
    own: bool = False

    def mode_of(self, trigger: str) -> str | None:
        """The mode of a fact that this trigger tells."""
        return self.modes.get(trigger, self.mode)


def to_rule(entry: dict[str, Any]) -> Rule:
    """A checked entry of a rules file (see :class:`newsfacts.lexicon.Lexicon`) as a rule."""
    roles = {role: _to_functions(entry[role]) for role in ROLES if role in entry}
    examples = [_to_example({"text": item} if isinstance(item, str) else item) for item in entry.get("examples", ())]
    annotated = entry.get("example", ())
    plain = ("name", "type", "event", "mode", "light", "passive", "modality", "confidence", "source", "own")
    values: dict[str, Any] = {key: entry[key] for key in plain if key in entry}
    values |= {key: _to_words(entry[key]) for key in ("verbs", "nouns", "unless") if key in entry}
    values |= {key: tuple(entry[key]) for key in ("need", "without", "counterexamples") if key in entry}
    values |= {key: frozenset(_to_words(entry[key])) for key in _SETS if key in entry}
    modes = {" ".join(word.lower().split()): mode for mode, told in entry.get("modes", {}).items() for word in told}
    return Rule(
        **values,
        modes=modes,
        roles=roles,
        fill=dict(entry.get("fill", {})),
        examples=tuple(examples),
        annotated=(annotated,) if isinstance(annotated, str) else tuple(annotated),
    )


@lru_cache(maxsize=1024)
def _to_functions(alternatives: str) -> tuple[tuple[str, ...], ...]:
    """ "poss|by+of": a few such texts fill the roles of all rules."""
    return tuple(tuple(part.strip() for part in one.split("+")) for one in alternatives.split("|"))


def _to_example(item: dict[str, Any]) -> Example:
    values: dict[str, Any] = {key: tuple(value) if isinstance(value, list) else value for key, value in item.items()}
    return Example(**values)


def _to_words(words: Iterable[str]) -> tuple[str, ...]:
    return expand(" ".join(word.lower().split()) for word in words)


@lru_cache(maxsize=8)
def read_rules(lexicon: Lexicon = BUILTIN) -> tuple[Rule, ...]:
    """The rules of a lexicon: users' own first, then the package's in the order of their files' names."""
    return tuple(read_rule(row) for row in lexicon.rows("rule"))


def read_rule(row: dict[str, Any]) -> Rule:
    """A checked row as a rule.

    Raises:
        DataError: it asks for a class of words that there is not.
    """
    try:
        return to_rule(row)
    except DataError as error:
        raise DataError(f"rule {row['name']}: {error}") from None


def load_builtin_rules() -> tuple[Rule, ...]:
    """The package's own rules, in the order of their files' names."""
    return read_rules(BUILTIN)


def load_rules(paths: Iterable[Path]) -> list[Rule]:
    """The rules of files of one's own, in order, without the package's.

    Raises:
        RuleError: a file cannot be read, is no TOML, or something in it is broken; nothing is loaded then.
    """
    return [rule for rule in read_rules(load_lexicon(paths)) if rule.own]


def to_toml(rule: Rule) -> str:
    """A rule as an entry of a rules file, in the order in which one reads it; what is as usual is left out."""
    lines = ["[[rule]]", f"name = {_quote(rule.name)}", f"type = {_quote(rule.type)}"]
    if rule.type not in EVENT_OF_TYPE:
        lines.append(f"event = {_quote(rule.event)}")
    modes: dict[str, list[str]] = {}
    for trigger, mode in rule.modes.items():
        modes.setdefault(mode, []).append(trigger)
    plain: dict[str, Any] = {"mode": rule.mode, "modes": modes, "verbs": rule.verbs, "nouns": rule.nouns}
    for role, alternatives in rule.roles.items():
        plain[role] = "|".join("+".join(functions) for functions in alternatives)
    plain["need"] = rule.need if rule.need != ("actor",) else None
    plain |= {key: sorted(getattr(rule, key)) for key in _SETS}
    plain |= {"unless": rule.unless, "without": rule.without, "light": rule.light or None, "passive": rule.passive}
    plain |= {"modality": rule.modality, "confidence": rule.confidence}
    plain |= {"fill": rule.fill, "example": rule.annotated[0] if len(rule.annotated) == 1 else rule.annotated}
    lines += [f"{key} = {_to_value(value)}" for key, value in plain.items() if value not in (None, (), [], {})]
    if rule.examples:
        shown = [{k: v for k, v in vars(example).items() if v is not None} for example in rule.examples]
        lines += ["examples = [", *(f"  {_to_value(example)}," for example in shown), "]"]
    if rule.counterexamples:
        lines += ["counterexamples = [", *(f"  {_quote(text)}," for text in rule.counterexamples), "]"]
    return "\n".join(lines) + "\n"


def _quote(text: str) -> str:
    return json.dumps(text, ensure_ascii=False).replace("\x7f", "\\u007f")


def _to_value(value: Any) -> str:
    if isinstance(value, dict):
        return "{" + ", ".join(f"{key} = {_to_value(inner)}" for key, inner in value.items()) + "}"
    if isinstance(value, (list, tuple)):
        return "[" + ", ".join(map(_to_value, value)) + "]"
    return _quote(value) if isinstance(value, str) else json.dumps(value)
