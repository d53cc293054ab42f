"""Rules files: found, read, checked whole before any work, and laid over what the package knows.

A file holds data and nothing else: no code, no patterns of characters, no names of files but the rules files it
``extends``. Sizes are bounded, so that a file from a stranger can be wrong but not harmful.
"""

from __future__ import annotations

import hashlib
import json
import os
import re
import stat
import tomllib
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import cache, lru_cache
from importlib import resources
from pathlib import Path
from typing import Any

from newsfacts.lexicon import positions
from newsfacts.lexicon.classes import MARK, add_words, load_classes, to_class
from newsfacts.lexicon.files import read_package_rows
from newsfacts.lexicon.sections import (
    SECTIONS,
    Section,
    check_entry,
    choice,
    find_near,
    to_list,
    words,
)
from newsfacts.record import EVENT_OF_TYPE, Event

#: The file that is found by itself, beside the articles or above.
FILENAME = "newsfacts.toml"
#: Bounds of what is read: a file's bytes, files together, entries of one kind, rules that share a trigger.
LARGEST_FILE, MOST_FILES, MOST_ENTRIES, MOST_PER_TRIGGER = 4 * 2**20, 32, 20_000, 1_000
#: Statements are found by their frames, not by rules; they can be disabled by these names.
STATEMENTS = ("said.clause", "said.tail", "said.quote", "said.according", "said.object", "said.naming", "said.turn")
#: And what no rules file needs, which would keep the parser for minutes: characters of a line, keys joined by points or
#: brackets within brackets, keys in all, lines.
LONGEST_LINE, DEEPEST, MOST_KEYS, MOST_LINES = 100_000, 16, 100_000, 200_000
#: The table in which a ``newsfacts.toml`` may give defaults of the command's options; no rules are in it.
TOOL = "tool"
#: Unknown sections that are named; a file with more of them is something else.
MOST_UNKNOWN = 20
_PLURALS = {
    "people": "person",
    "persons": "person",
    "countries": "country",
    "currencies": "currency",
    "types": "fact_type",
    "verbs": "reporting_verb",
    "classes": "class",
}
_AT = re.compile(r" \(at (?:line (\d+), column (\d+)|end of document)\)$")
_HINTS = (
    ("Invalid value", 'text stands in quotes, "like this"'),
    ("Expected '='", "an entry begins with [[rule]] or the like, and a key is followed by = and its value"),
    ("Illegal character '\\n'", "a quotation mark is not closed on this line"),
    ("Cannot overwrite a value", "the key is given twice"),
    ("Cannot declare", "the table is declared twice; entries of a list have two brackets, [[rule]]"),
    ("Unclosed array", "a [ has no ]"),
    ("Unclosed inline table", "a { has no }"),
    ("Invalid initial character", "a key holds letters, digits, - and _"),
)


@dataclass(frozen=True, slots=True)
class Problem:
    """One thing that is wrong in a rules file, and where; line 0 is the file as a whole."""

    file: str
    line: int
    column: int
    message: str

    def __str__(self) -> str:
        place = f"{self.file}:{self.line}:{self.column}" if self.line else self.file
        return f"{place}: {self.message}"


class RuleError(ValueError):
    """Rules files are broken. ``problems`` holds all that is wrong; the message has one line for each."""

    def __init__(self, problems: Problem | Iterable[Problem]) -> None:
        self.problems = [problems] if isinstance(problems, Problem) else list(problems)
        super().__init__("\n".join(map(str, self.problems)))


@dataclass(frozen=True, slots=True)
class Source:
    """One rules file as it was read; ``name`` is the path as given."""

    name: str
    data: bytes

    @property
    def table(self) -> dict[str, Any]:
        """What the file holds, checked. Not to be changed: it is shared."""
        return _read_table(self)

    def find_position(self, path: positions.Path) -> tuple[int, int]:
        """Line and column of a value, or of the nearest thing around it that has one."""
        found = _find_positions(self)
        while path and path not in found:
            path = path[:-1]
        return found.get(path, (1, 1))

    def to_problem(self, path: positions.Path, message: str) -> Problem:
        """What is wrong at a place of this file."""
        return Problem(self.name, *self.find_position(path), message)


@dataclass(frozen=True)
class Lexicon:
    """What the package knows, with what users' files add; those given later go before those given earlier.

    Two lexicons are equal when their files hold the same, so what is built from one can be kept for all of its kind.
    """

    sources: tuple[Source, ...] = ()

    @property
    def version(self) -> str:
        """A hash of what the users' files say of words and rules, empty when there are none.

        Options of the commands (``[tool.newsfacts]``) are none of it: they count where they change a record.
        """
        digest = hashlib.sha256()
        for source in self.sources:
            table = {section: rows for section, rows in source.table.items() if section != TOOL}
            data = json.dumps(table, sort_keys=True, default=str).encode("utf-8", "surrogatepass")
            digest.update(len(data).to_bytes(8, "big") + data)
        return digest.hexdigest()[:16] if self.sources else ""

    def rows(self, section: str) -> list[dict[str, Any]]:
        """The entries of a section: users' first, then the package's, one for each of what both speak of.

        Rules come with their ``type``, ``event``, ``source`` (the file's name) and ``own`` (a user's), without those
        disabled.
        """
        return [dict(row) for row in _read_rows(self, section)]

    def is_disabled(self, name: str) -> bool:
        """Whether a file switches the rule of this name off."""
        return any(name == off or (off.endswith("*") and name.startswith(off[:-1])) for off in _read_disabled(self))

    def to_problem(self, rule: str, message: str, number: int) -> Problem:
        """What is wrong with an annotated sentence, by its number, of a user's rule."""
        at = next((source, i) for source, i, row in _rules_of(self) if row["name"] == rule)
        return at[0].to_problem(("rule", at[1], "example", number), message)

    @property
    def annotated(self) -> bool:
        """Whether a rule is given as annotated sentences, so that the model has to read them."""
        return any("example" in row for source in self.sources for row in source.table.get("rule", ()))


#: What the package knows alone.
BUILTIN = Lexicon()


def find_rules_file(folder: Path | None = None) -> Path | None:
    """``newsfacts.toml`` in a folder (the working directory) or the nearest one above it; None if there is none."""
    start = Path(os.path.abspath(folder or Path.cwd()))
    return next((path for above in (start, *start.parents) if (path := above / FILENAME).is_file()), None)


def is_from_elsewhere(path: Path, folder: Path | None = None) -> bool:
    """Whether a rules file lies in a folder above that is not plainly of the same project (``.git``,
    ``pyproject.toml``) as the given one, the working directory by default.
    """
    start = Path(os.path.abspath(folder or Path.cwd()))
    if path.parent == start:
        return False
    root = next((a for a in (start, *start.parents) if (a / ".git").exists() or (a / "pyproject.toml").is_file()), None)
    return root is None or not path.parent.is_relative_to(root)


def resolve_rules(given: Iterable[str | Path]) -> tuple[str, ...]:
    """The rules files of a command: those that were named, else the one that is found, else none."""
    named = tuple(map(str, given))
    found = None if named else find_rules_file()
    return named or ((str(found),) if found else ())


def load_lexicon(paths: Iterable[str | Path] = ()) -> Lexicon:
    """Read rules files, with those that they extend, and check them whole.

    Args:
        paths: rules files; a later one goes before an earlier one, and each before those it extends.

    Raises:
        RuleError: something is wrong with a file, or it cannot be read; nothing is loaded then.
    """
    sources: dict[str, Source] = {}
    for path in paths:
        _gather(Path(path), None, sources, ())
    lexicon = Lexicon(tuple(sources.values()))
    _check_together(lexicon)
    return lexicon


# Reading


def _gather(
    path: Path, wanted: Callable[[str], Problem] | None, sources: dict[str, Source], above: tuple[str, ...]
) -> None:
    """Read a file behind those that it extends; ``wanted`` makes a problem of where it was asked for."""

    def fail(message: str) -> RuleError:
        return RuleError(wanted(f"cannot extend {path}: {message}") if wanted else Problem(str(path), 0, 0, message))

    place = os.path.realpath(path)
    if place in above:
        raise fail("it extends itself, by way of other files; take one of them out")
    if place in sources:
        return
    if len(sources) + len(above) >= MOST_FILES:
        raise fail(f"more than {MOST_FILES} rules files")
    try:
        about = os.stat(path)
        if not stat.S_ISREG(about.st_mode):
            raise fail("this is no file" + ("; name a file in it" if stat.S_ISDIR(about.st_mode) else ""))
        if about.st_size > LARGEST_FILE:
            raise fail(f"the file has {about.st_size} bytes, and at most {LARGEST_FILE} are read; split it")
        with open(path, "rb") as file:
            data = file.read(LARGEST_FILE + 1)
    except OSError as error:
        raise fail(error.strerror or str(error)) from None
    source = Source(str(path), data)
    for i, name in enumerate(source.table.get("extends", ())):
        below = path.parent / name

        def ask(message: str, at: positions.Path = ("extends", i)) -> Problem:
            return source.to_problem(at, message)

        if below.suffix != ".toml":
            raise RuleError(ask(f"extends names rules files, which end in .toml; {name!r} does not"))
        _gather(below, ask, sources, (*above, place))
    sources[place] = source


@lru_cache(maxsize=64)
def _read_table(source: Source) -> dict[str, Any]:
    """Parse and check one file.

    Raises:
        RuleError: with everything that is wrong in it.
    """
    try:
        text = source.data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        line = source.data.count(b"\n", 0, error.start) + 1
        column = error.start - source.data.rfind(b"\n", 0, error.start)
        raise RuleError(Problem(source.name, line, column, "this is not UTF-8 text; save the file as UTF-8")) from None
    if problem := _find_excess(source.name, text):
        raise RuleError(problem)
    try:
        table = tomllib.loads(text)
    except tomllib.TOMLDecodeError as error:
        raise RuleError(_explain_syntax(source.name, text, str(error))) from None
    except (ValueError, RecursionError):
        raise RuleError(Problem(source.name, 0, 0, "it holds a number or a nesting no rules file needs")) from None
    problems = [source.to_problem(path, message) for path, message in _check_table(table)]
    if problems:
        raise RuleError(sorted(problems, key=lambda p: (p.line, p.column)))
    return table


#: Strings and comments, in which nothing counts; brackets; a key's parts joined by points; keys and values.
_PIECES = re.compile(
    r'''"""(?:[^"\\]|\\.|"(?!""))*+(?:""")?|"(?:[^"\\\n]|\\.)*+"?|#[^\n]*'''
    r"""|'''(?:[^']|'(?!''))*+(?:''')?|'[^'\n]*+'?|[\[{]|[\]}]|[.=]|\n++|[^"'#\[\]{}.=\n]++""",
    re.DOTALL,
)


def _find_excess(name: str, text: str) -> Problem | None:
    """What of a file is more than a parser should be given, in one pass that cannot be slow."""
    line = depth = points = keys = 0
    begin = 0
    for piece in _PIECES.finditer(text):
        sign = piece[0]
        at = line + 1, piece.start() - begin + 1
        if sign in "[{":
            depth += 1
        elif sign in "]}":
            depth = max(0, depth - 1)
        elif sign == ".":
            points += 1
        elif sign == "=":
            keys, points = keys + 1, 0
        keys += sign == "["
        if depth > DEEPEST or points > DEEPEST:
            return Problem(name, *at, f"nested deeper than {DEEPEST}; no rules file needs that")
        if keys > MOST_KEYS:
            return Problem(name, *at, f"more than {MOST_KEYS:,} keys; split the file")
        if "\n" in sign:
            line += sign.count("\n")
            begin = piece.start() + sign.rindex("\n") + 1
            points = 0
        if line > MOST_LINES:
            return Problem(name, *at, f"more than {MOST_LINES:,} lines; split the file")
        if piece.end() - begin > LONGEST_LINE:
            return Problem(name, *at, f"a line of more than {LONGEST_LINE:,} characters")
    return None


def _explain_syntax(name: str, text: str, said: str) -> Problem:
    match = _AT.search(said)
    end = text.count("\n") + 1, len(text) - text.rfind("\n")
    line, column = (int(match[1]), int(match[2])) if match and match[1] else end
    reason = said[: match.start()] if match else said
    hint = next((f" ({hint})" for begin, hint in _HINTS if reason.startswith(begin)), "")
    return Problem(name, line, column, f"this is no valid TOML: {reason[:1].lower()}{reason[1:]}{hint}")


@lru_cache(maxsize=8)
def _find_positions(source: Source) -> dict[positions.Path, tuple[int, int]]:
    try:
        return positions.find_positions(source.data.decode("utf-8-sig"))
    except RecursionError:
        return {}


_TOP: dict[str, Callable[[Any], Iterator[tuple[positions.Path, str]]]] = {
    "extends": words("extends", "../offices.toml"),
    "disable": words("disable", "met.talks"),
    "type": SECTIONS["rule"].keys["type"].check,
    "event": choice("event", sorted(set(EVENT_OF_TYPE.values()) | {"RETREAT"})),
}


def _check_table(table: Mapping[str, Any]) -> Iterator[tuple[positions.Path, str]]:
    unknown = 0
    for name, value in table.items():
        if name == TOOL and isinstance(value, dict):
            continue
        if name in _TOP:
            for path, message in _TOP[name](value):
                yield (name, *path), message
        elif name not in SECTIONS:
            unknown += 1
            if unknown > MOST_UNKNOWN:
                return
            known = [*SECTIONS, *_TOP]
            near = f"; did you mean {_PLURALS[name]!r}?" if name in _PLURALS else find_near(name, known)
            yield (name,), f"unknown section {name!r}{near}; a rules file knows {to_list(known)}"
        elif not isinstance(value, list) or not all(isinstance(row, dict) for row in value):
            yield (name,), f"each {name} stands under two brackets, [[{name}]], and its keys on the lines below"
        elif len(value) > MOST_ENTRIES:
            yield (name,), f"{len(value)} entries [[{name}]], and at most {MOST_ENTRIES} are read"
        else:
            for i, row in enumerate(value):
                label = _to_label(SECTIONS[name], row, i)
                for path, message in check_entry(SECTIONS[name], row):
                    yield (name, i, *path), f"{label}{'' if message.startswith(_VERBS) else ':'} {message}"


#: A message that begins so goes on from "rule 'hosted'" without a colon.
_VERBS = ("has no ", "needs ", "is a ")


def _to_label(section: Section, row: Mapping[str, Any], number: int) -> str:
    title = row.get(section.key or "name")
    return f"{section.name} {title!r}" if isinstance(title, str) and title else f"a [[{section.name}]]"


# Laying users' entries over the package's


@cache
def _read_package_rules() -> tuple[dict[str, Any], ...]:
    """The package's own rules, in the order of their files' names: read and checked as users' are."""
    folder = resources.files("newsfacts.lexicon").joinpath("rules")
    rows: list[dict[str, Any]] = []
    for file in sorted((f for f in folder.iterdir() if f.name.endswith(".toml")), key=lambda f: f.name):
        rows += _to_rules(Source(file.name, file.read_bytes()), {}, False)
    return tuple(rows)


def _to_rules(source: Source, events: Mapping[str, Event], own: bool) -> Iterator[dict[str, Any]]:
    table = source.table
    for row in table.get("rule", ()):
        kind = row.get("type", table.get("type"))
        event = EVENT_OF_TYPE.get(kind) or row.get("event") or events.get(kind) or table.get("event")
        yield {**row, "type": kind, "event": event, "source": Path(source.name).name, "own": own}


@lru_cache(maxsize=64)
def _read_rows(lexicon: Lexicon, section: str) -> tuple[dict[str, Any], ...]:
    if section == "rule":
        events = {row["name"]: row["event"] for row in _read_rows(lexicon, "fact_type")}
        rules = [row for source in reversed(lexicon.sources) for row in _to_rules(source, events, True)]
        added = {row["name"].lower(): row["words"] for row in _read_rows(lexicon, "class")}
        enabled = (row for row in (*rules, *_read_package_rules()) if not lexicon.is_disabled(row["name"]))
        return tuple(add_words(row, added) if added else row for row in enabled)
    about = SECTIONS[section]
    package = read_package_rows(about.file) if about.file else ()
    own: dict[object, dict[str, Any]] = {}
    for number, source in enumerate(lexicon.sources):
        for place, row in enumerate(source.table.get(section, ())):
            title = row[about.key] if about.key else (number, place)
            own[title] = _join(own.pop(title, {}), row)
    known = {row[about.key] for row in package if about.key in row}
    rows = [about.complete(row) for title, row in reversed(own.items()) if title not in known]
    if not about.key:
        rows.reverse()
    for row in package:
        addition = own.pop(row.get(about.key), None)
        rows.append(_join(row, addition) if addition else row)
    return tuple(rows)


def _join(row: Mapping[str, Any], addition: Mapping[str, Any]) -> dict[str, Any]:
    """One entry of two that speak of the same: lists are put together, of single values the second's counts."""
    joined = dict(row)
    for key, value in addition.items():
        before = joined.get(key)
        joined[key] = [*before, *(x for x in value if x not in before)] if isinstance(before, list) else value
    return joined


@lru_cache(maxsize=16)
def _read_disabled(lexicon: Lexicon) -> frozenset[str]:
    return frozenset(name for source in lexicon.sources for name in source.table.get("disable", ()))


@lru_cache(maxsize=16)
def _check_together(lexicon: Lexicon) -> None:
    """What only shows across files: names used twice, events of a type, triggers shared by too many, disabled names.

    Raises:
        RuleError: with everything that is wrong.
    """
    problems = [*_check_types(lexicon), *_check_names(lexicon), *_check_triggers(lexicon), *_check_classes(lexicon)]
    if problems:
        raise RuleError(problems)


def _rules_of(lexicon: Lexicon) -> Iterator[tuple[Source, int, dict[str, Any]]]:
    for source in lexicon.sources:
        for i, row in enumerate(source.table.get("rule", ())):
            yield source, i, row


def _check_types(lexicon: Lexicon) -> Iterator[Problem]:
    events: dict[str, str] = {}
    for source in lexicon.sources:
        for i, row in enumerate(source.table.get("fact_type", ())):
            if events.setdefault(row["name"], row["event"]) != row["event"]:
                yield source.to_problem(
                    ("fact_type", i, "event"),
                    (f"fact type {row['name']!r} has event {row['event']} here and {events[row['name']]} elsewhere"),
                )
    classes = to_list(sorted(set(EVENT_OF_TYPE.values())))
    for source, i, row in _rules_of(lexicon):
        kind = row.get("type", source.table.get("type"))
        at: positions.Path = ("rule", i)
        label = f"rule {row['name']!r}"
        if kind is None:
            yield source.to_problem(at, f'{label} has no type: add type = "x_…" or a type of the contract')
            continue
        said = row.get("event", source.table.get("event") if "type" not in row else None)
        at = (*at, "event")
        if kind in EVENT_OF_TYPE:
            if said not in (None, EVENT_OF_TYPE[kind]):
                yield source.to_problem(at, f"{label}: the event of {kind} is {EVENT_OF_TYPE[kind]}; leave it out")
        elif said is None and kind not in events:
            yield source.to_problem(
                at,
                (
                    f'{label} has type {kind!r}, which needs an event class: add event = "CONSULT" to the rule, or '
                    f"once [[fact_type]] with name = {kind!r} and its event; the classes are {classes}"
                ),
            )
        elif said is not None and events.setdefault(kind, said) != said:
            yield source.to_problem(at, f"{label}: {kind} has event {said} here and {events[kind]} elsewhere")


def _check_names(lexicon: Lexicon) -> Iterator[Problem]:
    package = {row["name"] for row in _read_package_rules()} | set(STATEMENTS)
    seen: dict[str, Source] = {}
    for source, i, row in _rules_of(lexicon):
        name = row["name"]
        if name in seen:
            where = "" if seen[name] is source else f" (in {seen[name].name} as well)"
            yield source.to_problem(("rule", i, "name"), f"rule name {name!r} is used twice{where}; choose another")
        elif name in package:
            yield source.to_problem(
                ("rule", i, "name"),
                (f"rule name {name!r} is the package's own; choose another, and disable = [{name!r}] to replace it"),
            )
        seen.setdefault(name, source)
    known = {*package, *seen}
    for source in lexicon.sources:
        for i, name in enumerate(source.table.get("disable", ())):
            if name not in known and not (name.endswith("*") and any(k.startswith(name[:-1]) for k in known)):
                yield source.to_problem(
                    ("disable", i),
                    (f"disable: there is no rule {name!r}{find_near(name, known)}; `newsfacts rules list` names them"),
                )


def _check_classes(lexicon: Lexicon) -> Iterator[Problem]:
    known = {*load_classes(), *(row["name"].lower() for row in _read_rows(lexicon, "class"))}
    for source in lexicon.sources:
        for i, row in enumerate(source.table.get("class", ())):
            for j, word in enumerate(row["words"]):
                if to_class(word) is not None:
                    yield source.to_problem(("class", i, "words", j), f"{word!r} is another class, no word")
    for source, i, row in _rules_of(lexicon):
        for key, items in row.items():
            for j, item in enumerate(items if isinstance(items, list) else ()):
                name = to_class(item)
                if name is not None and name not in known:
                    there = to_list(f"{MARK}{known_name}" for known_name in sorted(known))
                    yield source.to_problem(
                        ("rule", i, key, j),
                        f"{item!r} in {key} is no class of words; there are {there}; [[class]] adds your own",
                    )


def _check_triggers(lexicon: Lexicon) -> Iterator[Problem]:
    counts: Counter[str] = Counter()
    for source, i, row in _rules_of(lexicon):
        for key in ("verbs", "nouns"):
            for trigger in row.get(key, ()):
                counts[trigger] += 1
                if counts[trigger] == MOST_PER_TRIGGER + 1:
                    yield source.to_problem(
                        ("rule", i, key),
                        (
                            f"more than {MOST_PER_TRIGGER} rules have the trigger {trigger!r}, and each would be "
                            "tried at each such word; list words in one rule's objects instead"
                        ),
                    )
