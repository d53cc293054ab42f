"""What a rules file may hold: each section, its keys and what their values must be.

The tables below are the whole format. A check looks at one value and yields what is wrong with it as a sentence that
also says what would be right; where it stands is found by whoever reads the file. Adding a key is adding a line here;
adding a section is adding a table here and reading it with ``Lexicon.rows`` where it counts.
"""

from __future__ import annotations

import datetime as dt
import json
import re
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from difflib import get_close_matches
from functools import cache, cached_property
from typing import Any, get_args

from newsfacts.lexicon.annotation import AnnotationError, read_annotation
from newsfacts.lexicon.classes import load_classes
from newsfacts.lexicon.files import read_package_rows, read_table
from newsfacts.lexicon.positions import Path
from newsfacts.record import CUSTOM_TYPE, EVENT_OF_TYPE, Event, Modality, OrganizationKind, Role, Status

#: What is wrong, and where below the value looked at.
Wrong = tuple[Path, str]
Check = Callable[[Any], Iterator[Wrong]]

#: Characters of one value, items of one list: more than any name or word list has, and no way to fill the memory.
LONGEST_TEXT, LONGEST_LIST = 500, 5_000
#: Roles a rule may fill; ``place`` beyond "in", "at" and "near", which every fact has anyway.
ROLES = ("actor", "recipient", "object", "place")
#: What may fill a role.
FILLS = (
    "country", "official", "organization", "person", "group", "actor", "authority", "incumbent", "number", "place",
    "any",
)  # fmt: skip
NEEDS = (
    "actor", "recipient", "object", "place", "amount", "actors", "linked", "alone", "several", "self", "infinitive",
)  # fmt: skip
_NAME = re.compile(r"[A-Za-z0-9_][\w.:-]*")
_ROMAN = re.compile(r"[^\W\d_]")


@dataclass(frozen=True, slots=True)
class Key:
    """One key of a section: its check, and whether an entry must have it (``new``: only one the package lacks)."""

    check: Check
    required: str = ""  # "", "always" or "new"


@dataclass(frozen=True)
class Section:
    """One kind of entry, ``[[name]]`` in a file.

    Attributes:
        name: what stands between the brackets.
        keys: what an entry may hold.
        key: the key by which an entry adds to what the package knows, or none.
        file: the package's own entries, a JSON Lines file of the lexicon, or none.
        complete: fills in what a new entry may leave out.
        whole: checks that concern several keys at once.
    """

    name: str
    keys: Mapping[str, Key]
    key: str = ""
    file: str = ""
    complete: Callable[[dict[str, Any]], dict[str, Any]] = field(default=lambda row: row)
    whole: Check = field(default=lambda row: iter(()))

    @cached_property
    def required(self) -> tuple[tuple[str, str], ...]:
        """The keys that an entry must have, and when."""
        return tuple((name, key.required) for name, key in self.keys.items() if key.required)


def to_list(words: Iterable[str]) -> str:
    """Words as a list to read."""
    return ", ".join(words)


def find_near(word: object, known: Iterable[str]) -> str:
    """A hint when a word is nearly a known one."""
    near = get_close_matches(str(word), list(known), 1, 0.7)
    return f"; did you mean {near[0]!r}?" if near else ""


# Checks of one value


def text(what: str, example: str) -> Check:
    def check(value: Any) -> Iterator[Wrong]:
        if not isinstance(value, str) or not value.strip():
            yield (), f'{what} must be text in quotes, such as "{example}"'
        elif len(value) > LONGEST_TEXT:
            yield (), f"{what} is longer than {LONGEST_TEXT} characters"

    return check


def words(what: str, *examples: str, most: int = LONGEST_LIST) -> Check:
    shown = json.dumps(list(examples), ensure_ascii=False)

    def check(value: Any) -> Iterator[Wrong]:
        if not isinstance(value, list):
            yield (), f"{what} must be a list of strings, such as {shown}"
            return
        if len(value) > most:
            yield (), f"{what} has {len(value)} items, and at most {most} are read; split it"
            return
        for i, item in enumerate(value):
            if not isinstance(item, str) or not item.strip():
                yield (i,), f"{what} must be a list of strings, such as {shown}; {item!r} is none"
            elif len(item) > LONGEST_TEXT:
                yield (i,), f"an item of {what} is longer than {LONGEST_TEXT} characters"

    return check


def names(what: str, *examples: str) -> Check:
    """Words by which something is called: each with a letter."""
    listed = words(what, *examples)

    def check(value: Any) -> Iterator[Wrong]:
        problems = list(listed(value))
        yield from problems
        if not problems:
            for i, item in enumerate(value):
                if not _ROMAN.search(item):
                    yield (i,), f"{what}: {item!r} has no letter, so no text can be recognized by it"

    return check


def choice(what: str, options: Iterable[str]) -> Check:
    known = list(options)

    def check(value: Any) -> Iterator[Wrong]:
        if value not in known:
            hint = find_near(value, known)
            yield (), f"{what} is {value!r}{hint or f', and must be one of {to_list(known)}'}"

    return check


def _check_class(value: Any) -> Iterator[Wrong]:
    """A class of the package, or a new name that is not nearly one of these."""
    known = load_classes()
    if value in known:
        return
    if near := find_near(value, known):
        yield (), f"name is {value!r}{near}"
    else:
        yield from identifier("name")(value)


def flag(what: str) -> Check:
    def check(value: Any) -> Iterator[Wrong]:
        if not isinstance(value, bool):
            yield (), f"{what} must be true or false, without quotes"

    return check


def share(what: str) -> Check:
    def check(value: Any) -> Iterator[Wrong]:
        if isinstance(value, bool) or not isinstance(value, (int, float)) or not 0 <= value <= 1:
            yield (), f"{what} must be a number from 0 to 1, such as 0.85"

    return check


def day(what: str) -> Check:
    def check(value: Any) -> Iterator[Wrong]:
        if isinstance(value, dt.datetime) or not isinstance(value, (dt.date, str)):
            yield (), f"{what} must be a day, such as {what} = 2021-03-29"
        elif isinstance(value, str):
            try:
                dt.date.fromisoformat(value)
            except ValueError:
                yield (), f"{what} is {value!r}, and must be a day, such as {what} = 2021-03-29"

    return check


@cache
def _read_codes(file: str) -> dict[str, str]:
    """Code → name of one of the package's files."""
    return {row["code"]: row["name"] for row in read_package_rows(file)}


def code(what: str, file: str, standard: str, example: str) -> Check:
    def check(value: Any) -> Iterator[Wrong]:
        known = _read_codes(file)
        if isinstance(value, str) and value in known:
            return
        hint = ""
        if isinstance(value, str):
            rows = read_package_rows(file)
            by_name = {name.casefold(): row["code"] for row in rows for name in row.get("abbreviations", [])}
            by_name |= {name.casefold(): c for c, name in known.items()}
            found = by_name.get(value.casefold()) or (value.upper() if value.upper() in known else None)
            near = get_close_matches(value.casefold(), by_name, 1, 0.75)
            found = found or (by_name[near[0]] if near else None)
            hint = f"; {known[found]} is {found!r}" if found else ""
        yield (), f"{what} is {value!r}, and must be {standard}, such as {example!r}{hint}"

    return check


def identifier(what: str) -> Check:
    def check(value: Any) -> Iterator[Wrong]:
        if not isinstance(value, str) or not _NAME.fullmatch(value) or len(value) > 100:
            yield (), f'{what} is {value!r}, and must be letters, digits, ".", "-" and "_", such as "hosted.dinner"'

    return check


def read_role_words() -> dict[str, list[str]]:
    """``functions`` and ``prepositions``: where a role may stand."""
    return read_table("role_words.toml")


@cache
def _read_places() -> frozenset[str]:
    table = read_role_words()
    return frozenset((*table["functions"], *table["prepositions"]))


def functions(role: str) -> Check:
    def check(value: Any) -> Iterator[Wrong]:
        if not isinstance(value, str):
            yield (), f'{role} says where it stands and must be a string such as "object|with"'
            return
        parts = [part.strip() for part in re.split(r"[|+]", value)]
        known = _read_places()
        if len(parts) > 16:
            yield (), f"{role} has {len(parts)} places to look at, and at most 16 are allowed"
        elif any(not part.isalpha() for part in parts):
            yield (), f"{role} = {value!r} is no list of functions joined by | (else) and + (and also)"
        else:
            for part in parts:
                if part not in known:
                    common = to_list(read_role_words()["functions"][:8])
                    what = f"neither a function ({common} …) nor a preposition"
                    yield (), f"{role} = {value!r}: {part!r} is {what}{find_near(part, known)}"

    return check


def _check_fill(value: Any) -> Iterator[Wrong]:
    told = f"fill maps a role to what may fill it, some of {to_list(FILLS)} joined by |"
    if not isinstance(value, dict):
        yield (), f'{told}, such as {{actor = "country|official"}}'
        return
    for role, kinds in value.items():
        if role not in ROLES:
            yield (role,), f"{told}; {role!r} is no role{find_near(role, ROLES)}"
        elif not isinstance(kinds, str) or not set(kinds.split("|")) <= set(FILLS):
            yield (role,), f"{told}; {kinds!r} is not{find_near(kinds, FILLS)}"


def _check_modes(value: Any) -> Iterator[Wrong]:
    if not isinstance(value, dict):
        yield (), 'modes maps a mode to the triggers it holds for, such as {expel = ["deport", "evict"]}'
        return
    for mode, triggers in value.items():
        for path, problem in words(f"modes.{mode}", "deport")(triggers):
            yield (mode, *path), problem


def _check_need(value: Any) -> Iterator[Wrong]:
    problems = list(words("need", "actor", "recipient")(value))
    yield from problems
    if not problems:
        for i, item in enumerate(value):
            for part in item.split("|"):
                if part not in NEEDS:
                    yield (i,), f"need has {part!r}, and knows {to_list(NEEDS)}{find_near(part, NEEDS)}"


#: What an example may ask of the fact it must give.
_EXPECTED: dict[str, Check] = {
    "actor": words("actor", "Ghana"),
    "recipient": words("recipient", "the Dutch king"),
    "object": text("object", "a dinner"),
    "place": text("place", "Accra"),
    "negated": flag("negated"),
    "modality": choice("modality", get_args(Modality)),
}


def _check_examples(value: Any) -> Iterator[Wrong]:
    shape = 'examples must be a list of sentences, or of tables such as {text = "…", actor = ["Ghana"]}'
    if not isinstance(value, list):
        yield (), shape
        return
    for i, item in enumerate(value):
        if isinstance(item, str) and item.strip():
            yield from (((i, *path), message) for path, message in text("an example", "…")(item))
            continue
        if not isinstance(item, dict) or not isinstance(item.get("text"), str) or not item["text"].strip():
            yield (i,), f"an example is a sentence or a table with a text: {shape}"
            continue
        for name, wanted in item.items():
            if name == "text":
                continue
            if name not in _EXPECTED:
                known = ["text", *_EXPECTED]
                hint = find_near(name, known) or f"; it knows {to_list(known)}"
                yield (i, name), f"an example has unknown key {name!r}{hint}"
                continue
            problems = list(_EXPECTED[name](wanted))
            yield from (((i, name, *path), f"example: {message}") for path, message in problems)
            if not problems and name in ("actor", "recipient", "object", "place"):
                named = wanted if isinstance(wanted, list) else [wanted]
                missing = [said for said in named if said not in item["text"]]
                message = "the example's {} {!r} does not stand in its sentence"
                yield from (((i, name), message.format(name, said)) for said in missing)


def _check_annotated(value: Any) -> Iterator[Wrong]:
    several = isinstance(value, list)
    for i, item in enumerate(value if several else [value]):
        path: Path = (i,) if several else ()
        if not isinstance(item, str):
            yield path, 'example must be an annotated sentence, such as "[Ghana:actor] <hosted> [the king:recipient]"'
            continue
        try:
            read_annotation(item)
        except AnnotationError as error:
            yield path, f"example: {error}"
    if several and not value:
        yield (), "example is an empty list; write an annotated sentence, or leave it out"


def _check_type(value: Any) -> Iterator[Wrong]:
    if value in EVENT_OF_TYPE or (isinstance(value, str) and CUSTOM_TYPE.fullmatch(value)):
        if len(value) > 60:
            yield (), "type is longer than 60 characters"
        return
    own = re.sub(r"[^a-z0-9]+", "_", str(value).lower()).removeprefix("x_").strip("_") or "hosted"
    hint = find_near(value, EVENT_OF_TYPE) or f"; the contract has {to_list(EVENT_OF_TYPE)}"
    yield (), f"type is {value!r}, which is neither of the contract nor of your own, such as 'x_{own}'{hint}"


def _check_own_type(value: Any) -> Iterator[Wrong]:
    if not isinstance(value, str) or not CUSTOM_TYPE.fullmatch(value) or len(value) > 60:
        yield (), f"name is {value!r}, and a type of your own begins with x_ and is lower case, such as 'x_hosted'"


_check_event = choice("event", get_args(Event))


# Checks of a whole entry


def _check_rule(row: Any) -> Iterator[Wrong]:
    """What the keys of a rule mean together."""
    for mode, triggers in row.get("modes", {}).items():
        for i, trigger in enumerate(triggers):
            if trigger not in (*row.get("verbs", ()), *row.get("nouns", ())):
                yield ("modes", mode, i), f"modes has {trigger!r}, which is no trigger of this rule"
    annotated = "example" in row
    if not row.get("verbs") and not row.get("nouns") and not annotated:
        yield (), 'has no trigger: give verbs = ["…"] or nouns = ["…"] in dictionary form, or an annotated example'
    if annotated:
        return
    needs = row.get("need", ["actor"])
    for i, need in enumerate(needs):
        options = [part for part in need.split("|") if part in ROLES]
        if options and len(options) == len(need.split("|")) and not any(role in row for role in options):
            where: Path = ("need", i) if "need" in row else ()
            role = options[0]
            yield (
                where,
                (
                    f'needs its {role} and does not say where it stands: add {role} = "subject" or the like, '
                    "or need = [] if the fact can do without"
                ),
            )
    if row.get("light") and not row.get("nouns"):
        yield ("light",), "light is about nouns (held talks), and the rule has none"
    if row.get("passive") is not None and not row.get("verbs"):
        yield ("passive",), "passive is about verbs, and the rule has none"


def _check_person(row: Any) -> Iterator[Wrong]:
    days = [str(row[key]) for key in ("from", "to") if key in row]
    if len(days) == 2 and days[0] > days[1]:
        yield ("from",), f"from {days[0]} is after to {days[1]}"
    if days and not ("office" in row or "role" in row):
        yield ("from" if "from" in row else "to",), "from and to are days in office, and no office is given"


def _check_own_fields(row: Any) -> Iterator[Wrong]:
    if row.get("country") is None and row.get("kind") in ("government", "military"):
        yield (), 'is a body of a state: say of which with country = "GH" or the like'


# What an entry may leave out


def _complete_office(row: dict[str, Any]) -> dict[str, Any]:
    forms = [row["office"], *row.get("forms", ())]
    return {"use": "bound", **row, "office": row["office"].lower(), "forms": _unique(form.lower() for form in forms)}


def _complete_organization(row: dict[str, Any]) -> dict[str, Any]:
    return {"country": None, **row, "forms": _unique([row["name"], *row.get("forms", ())])}


#: What makes a reporting verb's row whole; a row of a lemma alone is of a verb like "say".
_FRAMES = ("clause", "tail", "object", "quote", "naming", "charge")


def _complete_verb(row: dict[str, Any]) -> dict[str, Any]:
    frames = {} if any(key in row for key in _FRAMES) else {"clause": True, "tail": True, "personal": True}
    return {**row, **frames}


def _unique(items: Iterable[str]) -> list[str]:
    return list(dict.fromkeys(items))


_country = code("country", "countries.jsonl", "an ISO 3166-1 alpha-2 code", "GH")

SECTIONS: dict[str, Section] = {
    section.name: section
    for section in (
        Section(
            "fact_type",
            {
                "name": Key(_check_own_type, "always"),
                "event": Key(_check_event, "always"),
            },
            key="name",
        ),
        Section(
            "country",
            {
                "code": Key(code("code", "countries.jsonl", "an ISO 3166-1 alpha-2 code", "GH"), "always"),
                "names": Key(names("names", "Gold Coast")),
                "abbreviations": Key(names("abbreviations", "GHA")),
                "demonyms": Key(names("demonyms", "Gold Coaster", "Gold Coasters")),
                "metonyms": Key(names("metonyms", "Jubilee House")),
            },
            key="code",
            file="countries.jsonl",
        ),
        Section(
            "office",
            {
                "office": Key(text("office", "chief imam"), "always"),
                "role": Key(choice("role", get_args(Role)), "new"),
                "forms": Key(names("forms", "chief imam", "grand imam")),
                "use": Key(choice("use", ("free", "bound", "title"))),
                "country": Key(_country),
                "status": Key(choice("status", get_args(Status))),
                "portfolio": Key(flag("portfolio")),
            },
            key="office",
            file="offices.jsonl",
            complete=_complete_office,
        ),
        Section(
            "organization",
            {
                "name": Key(text("name", "Volta River Authority"), "always"),
                "kind": Key(choice("kind", get_args(OrganizationKind)), "new"),
                "country": Key(_country),
                "forms": Key(names("forms", "Volta River Authority", "VRA")),
            },
            key="name",
            file="organizations.jsonl",
            complete=_complete_organization,
            whole=_check_own_fields,
        ),
        Section(
            "person",
            {
                "name": Key(text("name", "Ama Boateng"), "always"),
                "aliases": Key(names("aliases", "Boateng", "Madam B")),
                "office": Key(text("office", "finance minister")),
                "role": Key(choice("role", get_args(Role))),
                "country": Key(_country),
                "organization": Key(text("organization", "Bank of Ghana")),
                "from": Key(day("from")),
                "to": Key(day("to")),
                "in_context": Key(flag("in_context")),
            },
            file="officeholders.jsonl",
            whole=_check_person,
        ),
        Section(
            "currency",
            {
                "code": Key(code("code", "currencies.jsonl", "an ISO 4217 code", "GHS"), "always"),
                "names": Key(names("names", "cedi", "cedis")),
                "symbols": Key(words("symbols", "GH₵")),
                "adjectives": Key(names("adjectives", "Ghanaian")),
            },
            key="code",
            file="currencies.jsonl",
        ),
        Section(
            "reporting_verb",
            {
                "lemma": Key(text("lemma", "retort"), "always"),
                "clause": Key(flag("clause")),
                "tail": Key(flag("tail")),
                "quote": Key(flag("quote")),
                "object": Key(flag("object")),
                "rest": Key(flag("rest")),
                "naming": Key(flag("naming")),
                "charge": Key(flag("charge")),
                "negates": Key(flag("negates")),
                "hearer": Key(words("hearer", "to", "object")),
                "personal": Key(flag("personal")),
            },
            key="lemma",
            file="reporting_verbs.jsonl",
            complete=_complete_verb,
        ),
        Section(
            "class",
            {
                "name": Key(_check_class, "always"),
                "words": Key(names("words", "palaver"), "always"),
            },
            key="name",
        ),
        Section(
            "rule",
            {
                "name": Key(identifier("name"), "always"),
                "type": Key(_check_type),
                "event": Key(_check_event),
                "mode": Key(text("mode", "visit")),
                "modes": Key(_check_modes),
                "verbs": Key(words("verbs", "host", "put up")),
                "nouns": Key(words("nouns", "visit")),
                **{role: Key(functions(role)) for role in ROLES},
                "fill": Key(_check_fill),
                "need": Key(_check_need),
                **{
                    name: Key(words(name, *examples))
                    for name, examples in {
                        "objects": ("aid", "loan"),
                        "not_objects": ("game",),
                        "subjects": ("bomb",),
                        "not_subjects": ("river",),
                        "clauses": ("retaliate",),
                        "not_clauses": ("comment",),
                        "obliques": ("into custody",),
                        "not_obliques": ("into sea",),
                        "governors": ("hold",),
                        "not_governors": ("cancel",),
                        "without": ("object",),
                    }.items()
                },
                "unless": Key(words("unless", "world cup", most=100)),  # each is looked for as it stands
                "light": Key(flag("light")),
                "passive": Key(flag("passive")),
                "modality": Key(choice("modality", get_args(Modality))),
                "confidence": Key(share("confidence")),
                "example": Key(_check_annotated),
                "examples": Key(_check_examples),
                "counterexamples": Key(words("counterexamples", "Ghana hosted the tournament.")),
            },
            key="name",
            whole=_check_rule,
        ),
    )
}


def check_entry(section: Section, row: Any) -> Iterator[Wrong]:
    """All that is wrong with one entry: unknown keys, missing ones, unfit values, and what does not go together."""
    sound = True
    for name, value in row.items():
        if name not in section.keys:
            sound = False
            known = list(section.keys)
            yield (name,), f"unknown key {name!r}{find_near(name, known) or '; it knows ' + to_list(known)}"
            continue
        for path, message in section.keys[name].check(value):
            sound = False
            yield (name, *path), message
    for name, when in section.required:
        if name not in row and (when == "always" or not _is_known(section, row)):
            sound = False
            known_not = f", and the package does not know it{_hint(section, row)}" if when == "new" else ""
            yield (), f"has no {name}{known_not}"
    if sound:
        yield from section.whole(row)


def _is_known(section: Section, row: Mapping[str, Any]) -> bool:
    wanted = row.get(section.key)
    return any(known.get(section.key) == wanted for known in read_package_rows(section.file))


def _hint(section: Section, row: Mapping[str, Any]) -> str:
    return find_near(
        row.get(section.key), (known[section.key] for known in read_package_rows(section.file) if section.key in known)
    )
