"""Whose office the words of another tell: "his Indian counterpart, Ann Lee", "Roy's successor, Ann Lee"."""

from __future__ import annotations

from newsfacts.language.officials.entities import EXCLUSIVE, Entity, find_possessor, find_recent
from newsfacts.language.officials.patterns import places
from newsfacts.language.officials.persons import sex_of
from newsfacts.language.officials.titles import Title
from newsfacts.language.officials.watchlist import Holders
from newsfacts.language.officials.words import View


def settle_counterparts(entities: list[Entity]) -> None:
    """ "his Indian counterpart, S. Jaishankar": the office of the person spoken of before."""
    for entity in entities:
        title = entity.primary
        if title is None or title.role != "counterpart":
            continue
        if title.match.office.office != "counterpart":
            entity.role = None  # a successor has no office of his own until his owner's is known
            continue
        other = _previous_office(title, entities, entity)
        if other is None or other.primary is None:
            entity.role = "official"
            entity.office = "counterpart"
        else:
            entity.role = other.role
            entity.office = other.office
            if title.country and title.article in ("his", "her"):
                other.foreign.add(title.country)
        entity.country = title.country


def mark_counterparts(view: View, titles: list[Title], entities: list[Entity]) -> None:
    """ "She thanked her counterpart in Lima": whoever she is, she is not of Peru."""
    for title in titles:
        if title.role != "counterpart" or title.names or title.article not in ("his", "her"):
            continue
        at = title.end + 1
        if view.lower(title.end) not in ("in", "from", "of") or at >= len(view.words):
            continue
        stated = view.countries[at][1] if at in view.countries else None
        code = title.country or stated or places(view.lexicon).get(view.words[at].text)
        other = _previous_office(title, entities, None)
        if code is not None and other is not None:
            other.foreign.add(code)


def _previous_office(title: Title, entities: list[Entity], skip: Entity | None) -> Entity | None:
    best: tuple[int, Entity] | None = None
    for entity in find_recent(entities, title.start):
        if entity is skip or entity.primary is None or entity.role in (None, "counterpart"):
            continue
        for start in entity.starts:
            if start < title.start and (best is None or start > best[0]):
                best = (start, entity)
    return best[1] if best else None


def settle_successors(view: View, entities: list[Entity]) -> None:
    """ "Roy's successor, Ann Lee,", "her predecessor, Ian Roy": the office of whom they came behind or before."""
    for entity in entities:
        title = entity.primary
        if title is None or entity.role is not None or title.match.office.office not in _IN_TURN:
            continue
        owner = _find_owner(view, title, entities, entity)
        if owner is None or owner.role is None or owner.primary is None or owner.group:
            continue
        entity.role, entity.office, entity.country = owner.role, owner.office, owner.country
        entity.organization = owner.organization
        before = title.match.office.office == "predecessor"
        entity.status = "former" if before or _is_succeeded(entity, entities) else "current"


_IN_TURN = frozenset(("successor", "predecessor"))


def _is_succeeded(entity: Entity, entities: list[Entity]) -> bool:
    """Whether somebody else of the article holds the office now, and is no successor himself."""
    if entity.role not in EXCLUSIVE or entity.country in (None, "?"):
        return False
    post = (entity.role, entity.office, entity.country, "current")
    return any(
        (other.role, other.office, other.country, other.status) == post
        and other is not entity
        and other.primary is not None
        and other.first > entity.first
        for other in find_recent(entities, entity.first)
    )


def _find_owner(view: View, title: Title, entities: list[Entity], successor: Entity) -> Entity | None:
    """Whose successor it is: who is named as the owner, or the only one that "his" or "her" can mean here."""
    if title.possessor is not None:
        owner = find_possessor(title.possessor, entities)
        return owner if owner is not successor else None
    if title.article not in _SEX:
        return None
    near = [e for e in find_recent(entities, title.start) if e is not successor]
    sentence = view.words[title.start].sentence
    for back in (0, 1):
        here = [
            e
            for e in near
            if any(n.start < title.start and view.words[n.start].sentence >= sentence - back for n in e.names)
        ]
        here = [e for e in here if sex_of(e.names) in (None, _SEX[title.article])]
        if here:
            return here[0] if len(here) == 1 else None
    return None


_SEX = {"his": "he", "her": "she"}


def settle_shared(view: View, entities: list[Entity], holders: Holders) -> None:
    """ "Prime Minister A and B": B too, where the list knows that B has held the office; else B is anybody."""
    ends = {name.end: entity for entity in entities if entity.role in EXCLUSIVE for name in entity.names}
    for entity in entities if ends else ():
        mate = ends.get(entity.names[0].start - 1) if entity.names and not entity.role else None
        if mate is None or mate.primary is None or not mate.country or view.lower(entity.names[0].start - 1) != "and":
            continue
        title = mate.primary
        if title.plural or title.end > entity.names[0].start or mate.office is None:
            continue
        if holders.held(mate.office, mate.country, entity.tokens):
            entity.role, entity.office, entity.country = mate.role, mate.office, mate.country
            entity.status, entity.primary = mate.status, title
