"""Relation rules: their format, and the one door through which the package's and a user's own rules come in.

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
"""

from __future__ import annotations

import tomllib
from collections.abc import Iterable
from dataclasses import dataclass, field
from functools import cache
from importlib import resources
from pathlib import Path
from typing import Any

from newsfacts.record import CUSTOM_TYPE, EVENT_OF_TYPE, Event

ROLES = ("actor", "recipient", "object")
FILLS = frozenset({"country", "official", "organization", "person", "group", "actor", "authority", "place", "any"})
_LISTS = (
    "verbs",
    "nouns",
    "objects",
    "not_objects",
    "subjects",
    "not_subjects",
    "obliques",
    "not_governors",
    "governors",
    "need",
    "counterexamples",
    "unless",
    "without",
)
_KEYS = frozenset(
    {
        "name",
        "type",
        "event",
        "mode",
        "actor",
        "recipient",
        "object",
        "fill",
        "light",
        "examples",
        "passive",
        "modality",
        *_LISTS,
    }
)


class RuleError(ValueError):
    """A rule file is broken; the message names file, rule and what to do."""


@dataclass(frozen=True)
class Example:
    """A sentence the rule must match, with what it must find (missing keys are not checked)."""

    text: str
    actor: tuple[str, ...] | None = None
    recipient: tuple[str, ...] | None = None
    negated: bool | None = None
    modality: str | None = None


@dataclass(frozen=True)
class Rule:
    """One declarative rule. Tuples of alternatives hold tuples of functions to be united."""

    name: str
    type: str
    event: Event
    mode: str | None = None
    verbs: tuple[str, ...] = ()
    nouns: tuple[str, ...] = ()
    roles: dict[str, tuple[tuple[str, ...], ...]] = field(default_factory=dict)
    fill: dict[str, str] = field(default_factory=dict)
    need: tuple[str, ...] = ("actor",)
    objects: frozenset[str] = frozenset()
    not_objects: frozenset[str] = frozenset()
    subjects: frozenset[str] = frozenset()
    not_subjects: frozenset[str] = frozenset()
    obliques: frozenset[str] = frozenset()
    not_governors: frozenset[str] = frozenset()
    governors: frozenset[str] = frozenset()
    unless: tuple[str, ...] = ()
    without: tuple[str, ...] = ()
    light: bool = False
    passive: bool | None = None
    modality: str | None = None
    examples: tuple[Example, ...] = ()
    counterexamples: tuple[str, ...] = ()
    source: str = ""


def _to_rule(entry: dict[str, Any], file_type: str | None, source: str) -> Rule:
    name = entry.get("name")
    if not isinstance(name, str) or not name:
        raise RuleError(f"{source}: a [[rule]] has no name")
    where = f"{source}: rule {name!r}"
    if unknown := sorted(set(entry) - _KEYS):
        raise RuleError(f"{where} has unknown key {unknown[0]!r}; known keys are {', '.join(sorted(_KEYS))}")
    kind = entry.get("type", file_type)
    if kind not in EVENT_OF_TYPE and not (isinstance(kind, str) and CUSTOM_TYPE.fullmatch(kind)):
        raise RuleError(f"{where} has type {kind!r}, which is neither of the contract nor an x_… type")
    event: Any = EVENT_OF_TYPE.get(str(kind)) or entry.get("event")
    if event not in EVENT_OF_TYPE.values():
        raise RuleError(f"{where} needs an event class, one of {', '.join(sorted(set(EVENT_OF_TYPE.values())))}")
    for key in _LISTS:
        value = entry.get(key, [])
        if not isinstance(value, list) or not all(isinstance(item, str) and item for item in value):
            raise RuleError(f"{where}: {key} must be a list of strings")
    if not entry.get("verbs") and not entry.get("nouns"):
        raise RuleError(f"{where} has no trigger: give verbs or nouns")
    roles: dict[str, tuple[tuple[str, ...], ...]] = {}
    for role in ROLES:
        if role not in entry:
            continue
        if not isinstance(entry[role], str):
            raise RuleError(f'{where}: {role} must be a string such as "object|with"')
        alternatives = tuple(tuple(part.strip() for part in alt.split("+")) for alt in entry[role].split("|"))
        if any(not part.isalpha() for alternative in alternatives for part in alternative):
            raise RuleError(f"{where}: {role} = {entry[role]!r} is no list of functions joined by | and +")
        roles[role] = alternatives
    fill = entry.get("fill", {})
    if not isinstance(fill, dict) or any(
        r not in ROLES or f not in FILLS for r, v in fill.items() for f in str(v).split("|")
    ):
        raise RuleError(f"{where}: fill maps a role to some of {', '.join(sorted(FILLS))}")
    examples = []
    for item in entry.get("examples", []):
        if not isinstance(item, dict) or not isinstance(item.get("text"), str):
            raise RuleError(f"{where}: an example is a table with a text")
        if extra := sorted(set(item) - {"text", "actor", "recipient", "negated", "modality"}):
            raise RuleError(f"{where}: an example has unknown key {extra[0]!r}")
        pick = {r: tuple(item[r]) for r in ("actor", "recipient") if r in item}
        examples.append(Example(item["text"], **pick, negated=item.get("negated"), modality=item.get("modality")))
    sets = {
        k: frozenset(entry.get(k, []))
        for k in ("objects", "not_objects", "subjects", "not_subjects", "obliques", "not_governors", "governors")
    }
    return Rule(
        name=name,
        type=str(kind),
        event=event,
        mode=entry.get("mode"),
        verbs=tuple(entry.get("verbs", [])),
        nouns=tuple(entry.get("nouns", [])),
        roles=roles,
        fill=dict(fill),
        need=tuple(entry.get("need", ["actor"])),
        light=bool(entry.get("light", False)),
        passive=entry.get("passive"),
        modality=entry.get("modality"),
        unless=tuple(entry.get("unless", [])),
        without=tuple(entry.get("without", [])),
        examples=tuple(examples),
        counterexamples=tuple(entry.get("counterexamples", [])),
        source=source,
        **sets,
    )


def load_rules(paths: Iterable[Path]) -> list[Rule]:
    """Read and validate rule files, in order.

    Raises:
        RuleError: a file is no TOML or a rule is broken; nothing is loaded then.
        OSError: a file cannot be read.
    """
    rules: list[Rule] = []
    names: set[str] = set()
    for path in paths:
        try:
            table = tomllib.loads(path.read_text("utf-8"))
        except (tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
            raise RuleError(f"{path}: {error}") from error
        for entry in table.get("rule", []):
            rule = _to_rule(entry, table.get("type"), path.name)
            if rule.name in names:
                raise RuleError(f"{path.name}: rule name {rule.name!r} is used twice")
            names.add(rule.name)
            rules.append(rule)
    return rules


@cache
def load_builtin_rules() -> tuple[Rule, ...]:
    """The package's own rules, in the order of their files' names."""
    folder = resources.files("newsfacts.lexicon").joinpath("rules")
    return tuple(load_rules(sorted(Path(str(f)) for f in folder.iterdir() if f.name.endswith(".toml"))))


@cache
def load_words(filename: str) -> dict[str, frozenset[str]]:
    """A TOML file of the lexicon that holds named lists of lemmas."""
    table = tomllib.loads(resources.files("newsfacts.lexicon").joinpath(filename).read_text("utf-8"))
    return {key: frozenset(value) for key, value in table.items()}
