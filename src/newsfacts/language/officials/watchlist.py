"""Persons known by name: the package's office-holders and those a user watches, with the office of the article's day.

The entries are ``officeholders.jsonl`` and the ``[[person]]`` of users' rules files. What the article itself says of a
person wins; the list tells what it leaves out, and whether the office was still held when the article was published.
Names are shared by many: an entry ``in_context``, as all of the package's are, counts only in an article that has a
day of publication by which the person had come into office, and that names the state or body served.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable
from dataclasses import dataclass
from functools import lru_cache
from typing import Any

from newsfacts.language.officials.bodies import Body
from newsfacts.language.officials.entities import Entity, Name, weight
from newsfacts.language.officials.names import is_plausible
from newsfacts.language.officials.patterns import FAMILY_FIRST, Trie, offices
from newsfacts.language.officials.terms import Term, Watched
from newsfacts.language.officials.words import View, split_words
from newsfacts.lexicon import Lexicon


@lru_cache(maxsize=8)
def _read_terms(lexicon: Lexicon) -> tuple[tuple[dict[str, Any], Term], ...]:
    """Every entry of a person, as it is written and as a term."""
    return tuple((row, _to_term(row, lexicon)) for row in lexicon.rows("person"))


@lru_cache(maxsize=8)
def load_watchlist(lexicon: Lexicon) -> Trie[Watched]:
    """The persons of a lexicon by the words of their names; entries of one name are one person's offices.

    Entries that count everywhere, as users' do, stand in place of those of the name that count only in context.
    """
    found: dict[str, list[tuple[dict[str, Any], Term]]] = {}
    for row, term in _read_terms(lexicon):
        found.setdefault(row["name"], []).append((row, term))
    trie: Trie[Watched] = Trie()
    for name, entries in found.items():
        entries = [entry for entry in entries if not entry[1].in_context] or entries
        watched = Watched(name, tuple(term for _, term in entries))
        for form in [name, *(alias for row, _ in entries for alias in row.get("aliases", ()))]:
            trie.add(_to_words(form), watched)
    return trie


def _to_words(form: str) -> list[str]:
    return [text.replace("’", "'") for text, _, _ in split_words(form)]


def _to_cased(text: str) -> str:
    """A word as names are written: "Fidel CASTRO" is Fidel Castro."""
    return (text.capitalize() if len(text) > 3 and text.isupper() else text).replace("’", "'")


def _to_day(value: dt.date | str | None) -> dt.date | None:
    return dt.date.fromisoformat(value) if isinstance(value, str) else value


def _to_term(row: dict[str, Any], lexicon: Lexicon) -> Term:
    office = row["office"].lower() if "office" in row else None
    role = row.get("role") or (_resolve_role(office, lexicon, "organization" in row) if office else None)
    days = _to_day(row.get("from")), _to_day(row.get("to"))
    return Term(office, role, row.get("country"), row.get("organization"), *days, row.get("in_context", False))


def _resolve_role(office: str, lexicon: Lexicon, of_body: bool) -> str:
    """The role of an office by its last words, or those before "of": "finance minister", "mayor of Accra"."""
    words = [word.lower() for word in _to_words(office)]
    for start in range(len(words)):
        hit = offices(lexicon)[0].longest(words, start)
        if hit is not None and (hit[0] == len(words) or words[hit[0]] in ("of", "for", "to", "in", "at")):
            known = hit[1].office
            role = known.default if known.body and of_body else known.role
            return role if role and role != "none" else "official"
    return "official"


def _is_expected(watched: Watched, view: View, bodies: Iterable[Body], published: dt.date | None) -> bool:
    """Whether an article of this day and these states and bodies may mean the person of the list by the name."""
    if not all(term.in_context for term in watched.terms):
        return True
    term = resolve_term(watched.terms, published)[0] if published else None
    if term is None:
        return False
    return term.country in view.codes if term.country else any(body.name == term.organization for body in bodies)


def mark_watched(view: View, names: list[Name], bodies: list[Body], published: dt.date | None) -> list[Name]:
    """The names with those of watched persons marked, and added where nothing else told that it is a name."""
    watchlist = load_watchlist(view.lexicon)
    texts = [_to_cased(word.text) for word in view.words] if watchlist else []
    owner = {i: name for name in names for i in range(name.start, name.end)}
    taken = {i for body in bodies if not body.generic for i in range(body.start, body.end)}
    kept = dict.fromkeys(names)
    i = 0
    while i < len(texts):
        hit = watchlist.longest(texts, i)
        if hit is None:
            i += 1
            continue
        start, (i, watched) = i, hit
        if not _is_expected(watched, view, bodies, published):
            continue
        inside = list(dict.fromkeys(owner[k] for k in range(start, i) if k in owner))
        if any(name.start < start or name.end > i for name in inside) and i - start == 1:
            continue  # "Kofi Boateng" is not the Boateng of the list
        if not inside and (taken.intersection(range(start, i)) or not is_plausible(view, start, i)):
            continue  # "Boateng Street", "the Boateng Foundation"
        name = next((n for n in inside if (n.start, n.end) == (start, i)), None)
        if name is None:
            name = _join_names(view, start, i, inside)
            for other in inside:
                kept.pop(other, None)
            kept[name] = None
        name.watched, name.weak = watched, False
    return sorted(kept, key=lambda name: name.start)


def _join_names(view: View, start: int, end: int, inside: list[Name]) -> Name:
    """One name for those that stand in a stretch, with their titles."""
    titles = [title for name in inside for title in name.titles]
    return Name(start, end, tuple(w.text.replace("’", "'") for w in view.words[start:end]), titles)


def join_watched(entities: list[Entity]) -> list[Entity]:
    """One entity for each watched person, whatever the article calls him."""
    first: dict[Watched, Entity] = {}
    out: list[Entity] = []
    for entity in entities:
        longest = max(len(name.tokens) for name in entity.names) if entity.names else 0
        found = [n.watched for n in entity.names if n.watched and (len(n.tokens) == longest or longest == 1)]
        if not found:
            out.append(entity)
            continue
        known = first.setdefault(found[0], entity)
        if known is entity:
            entity.watched = found[0]
            out.append(entity)
        else:
            known.names = sorted([*known.names, *entity.names], key=lambda name: name.start)
            said = {id(title): title for title in [*known.attached, *entity.attached]}
            known.attached = sorted(said.values(), key=lambda title: title.start)
    return out


#: Terms by office and state with all parts of the holder's names, and by what the holder is called.
_Register = tuple[dict[tuple[str, str], list[tuple[Term, frozenset[str]]]], dict[str, list[Term]]]


@dataclass(frozen=True, slots=True)
class Holders:
    """Who held which office of which state on a day, by the surnames the list knows."""

    register: _Register
    day: dt.date | None

    def state_of(self, office: str, name: tuple[str, ...], status: str, spoken: set[str]) -> str | None:
        """The one state whose holder of the office has this surname or full name: "President Bush" of 2005.

        Without a day a surname tells only if the article speaks of the state (``spoken``).
        """
        status = "former" if status == "former" else "current"
        terms = [t for t in self.register[1].get(" ".join(name).lower(), ()) if t.office == office]
        if self.day is None:
            found = {t.country for t in terms if len(name) > 1 or t.country in spoken}
        else:
            found = {t.country for t in terms if t.status_on(self.day) == status}
        return found.pop() if len(found) == 1 else None

    def held(self, office: str, code: str, name: tuple[str, ...]) -> bool:
        """Whether the list knows a person of this full name as one who has held the office of a state."""
        terms = self.register[1].get(" ".join(name).lower(), ()) if len(name) > 1 else ()
        return any(term.office == office and term.country == code for term in terms)

    def denies(self, office: str, code: str, name: Iterable[str]) -> bool:
        """Whether the list knows that somebody else held the office of this state."""
        if self.day is None:
            return False
        terms = self.register[0].get((office, code), ())
        holders = [names for term, names in terms if term.status_on(self.day) == "current"]
        parts = {part.lower() for part in name}
        return bool(holders) and not any(names & parts for names in holders)


@lru_cache(maxsize=8)
def _read_register(lexicon: Lexicon) -> _Register:
    held: dict[tuple[str, str], list[tuple[Term, frozenset[str]]]] = {}
    known: dict[str, list[Term]] = {}
    for row, term in _read_terms(lexicon):
        if term.country is None or term.office is None:
            continue
        names = {row["name"], *row.get("aliases", ())}
        parts = frozenset(part.lower() for name in names for part in name.split())
        held.setdefault((term.office, term.country), []).append((term, parts))
        surnames = {surname for name in names for surname in _surnames(name)}
        for called in surnames | {name.lower() for name in names}:
            known.setdefault(called, []).append(term)
    return held, known


def find_holders(lexicon: Lexicon, published: dt.date | None) -> Holders:
    """The holders of a day: of users' and the package's persons, those with a state."""
    return Holders(_read_register(lexicon), published)


def _surnames(name: str) -> set[str]:
    """What a person is called alone: the last part, or the first where the family name stands first."""
    parts = name.removesuffix(" Jr.").split()
    return {parts[0 if parts[0] in FAMILY_FIRST else -1].lower()}


def settle_watched(entities: Iterable[Entity], published: dt.date | None) -> list[str]:
    """Give watched persons what the list knows on the article's day; the article's own words go first.

    Returns:
        a warning for each person whose days in office cannot be compared with an unknown day of publication.
    """
    warnings = []
    for entity in entities:
        if entity.watched is None:
            continue
        term, status = resolve_term(entity.watched.terms, published)
        if term is None or term.role is None:
            continue
        if published is None and (term.since or term.until):
            warnings.append(f"no day of publication: whether {entity.watched.name} was in office is not known")
        _settle_term(entity, term, status)
    return warnings


def _settle_term(entity: Entity, term: Term, status: str) -> None:
    """Give a person the office of the list, where the article does not tell another."""
    told = entity.primary is not None and entity.role is not None and weight(entity.primary) > 1
    if not told and (entity.role is None or entity.status == "current"):
        entity.role, entity.office, entity.status = term.role, term.office, status
    elif entity.status == "current" and entity.role == term.role and _is_same(entity.office, term.office):
        entity.status = status
    if entity.role == term.role or not told:
        entity.country = entity.country or term.country
        entity.organization = entity.organization or term.organization


def _is_same(said: str | None, listed: str | None) -> bool:
    """Whether two names of an office can be one office's: "minister" and "finance minister"."""
    one, other = set((said or "").split()), set((listed or "").split())
    return one <= other or other <= one


def resolve_term(terms: Iterable[Term], published: dt.date | None) -> tuple[Term | None, str]:
    """The office that counts on a day, and its status: the one held, else the last one left, else none yet.

    Without a day the office whose end is open counts, else the last.
    """
    ordered = sorted(terms, key=lambda term: (term.since or dt.date.min, term.until or dt.date.max))
    if published is None:
        still = [term for term in ordered if term.until is None]
        return (still or ordered)[-1], "current"
    held = [term for term in ordered if term.status_on(published) == "current"]
    if held:
        return held[-1], "current"
    left = [term for term in ordered if term.status_on(published) == "former"]
    return (max(left, key=lambda term: term.until or dt.date.min), "former") if left else (None, "current")
