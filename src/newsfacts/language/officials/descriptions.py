"""Offices without a name that only describe: any holder at all ("if a judge agrees"), or somebody named before."""

from __future__ import annotations

from newsfacts.language.officials.entities import WINDOW, Entity, find_recent, is_definite
from newsfacts.language.officials.patterns import (
    BIDDING,
    COMPARING,
    CONTINUING,
    DEPUTIES,
    HABITS,
    HELPING,
    HYPOTHETICAL,
    OF_RULES,
    ORDINALS,
    PORTFOLIOS,
    SUPPOSING,
)
from newsfacts.language.officials.posts import is_compatible
from newsfacts.language.officials.titles import Title
from newsfacts.language.officials.words import View


def is_any_holder(view: View, title: Title) -> bool:
    """Whether an office with "a" speaks of no one holder: "a law that bars a judge from it", "a minister must"."""
    if title.plural or title.article not in ("a", "an"):
        return False
    before = title.start - 2
    ahead = view.lower(before) if view.same_sentence(before, title.start) else ""
    opens = before == 0 or not view.same_sentence(before - 1, before) or view.lower(before - 1) == ","
    if ahead == "as" and not opens:
        return False  # "the victims were identified as a judge and his wife"
    ruled = ahead in HYPOTHETICAL and view.lower(title.start - 3) in OF_RULES  # "a law that bars a judge from it"
    return ruled or ahead in COMPARING | SUPPOSING or view.lower(title.end) in BIDDING


def is_ordinal(view: View, title: Title) -> bool:
    """Whether a phrase only says which one somebody was: "Algeria's first civilian leader", "their fourth leader".

    A first vice president and a second prime minister hold an office.
    """
    words = view.lowers[title.start : title.head_start]
    at = next((k for k, word in enumerate(words) if word in ORDINALS), len(words))
    behind = words[at + 1 :]
    if at == len(words) or view.words[title.start + at].capital or DEPUTIES.intersection(behind):
        return False
    return words[at] not in _IN_OFFICES or not PORTFOLIOS.issuperset(behind)


_IN_OFFICES = frozenset(["first", "second"])


def are_all_holders(view: View, title: Title) -> bool:
    """Whether bare plurals speak of a kind: "candidates who promise jobs", "judges must go", "mayors never come"."""
    told = title.bound or title.word_role or title.regional or title.article
    source = view.lower(title.start - 2) == "according"  # "according to diplomats who compile the figures"
    if not title.plural or told or source or title.start < title.head_start:
        return False
    at = title.end + (view.lower(title.end) in ("who", "that"))
    habit = at > title.end
    while view.lower(at) in HABITS:
        at, habit = at + 1, True
    if at >= len(view.words) or not view.same_sentence(title.start, at):
        return False
    verb = view.words[at]
    habit = habit or title.match.office.office in ("candidate", "politician")
    return verb.lower in BIDDING or (habit and verb.tag == "VBP" and verb.lower not in HELPING)


def speaks_on(view: View, title: Title) -> bool:
    """Whether the words behind an office show that its holder has spoken before: "The official added"."""
    at = title.end
    if view.lower(at) == "also":
        return at + 1 < len(view.words) and view.words[at + 1].tag in ("VBD", "VBZ")
    return view.lower(at) in CONTINUING and view.words[at].tag.startswith("VB")


def find_speaker_before(view: View, title: Title, entities: list[Entity]) -> Entity | None:
    """Who speaks on in "The Iraqi Kurdish official added": the only official of the two sentences before."""
    sentence = view.words[title.start].sentence
    found = []
    for entity in entities:
        if entity.group or entity.role is None or not is_compatible(title, entity):
            continue
        if any(s < title.start and view.words[s].sentence >= sentence - 2 for s in entity.starts):
            found.append(entity)
    return found[0] if len(found) == 1 else None


def find_by_department(title: Title, view: View, entities: list[Entity]) -> Entity | None:
    """The minister behind "the top UAE diplomat" and "the intelligence chief", where the article has just one."""
    if not is_definite(view, title) or title.plural or title.status != "current":
        return None
    if title.match.form.endswith("diplomat") and {"top", "chief"} & set(view.lowers[title.start : title.head_end]):
        charge = frozenset(["foreign"])
    elif title.match.form.endswith("chief") and title.body is None:
        charge = frozenset(title.office.split()) & PORTFOLIOS
    else:
        return None
    found = [
        entity
        for entity in find_recent(entities, title.start)
        if entity.role == "minister" and entity.primary is not None and entity.first < title.start
        and charge and charge <= set(entity.primary.office.split()) and is_compatible(title, entity)
    ]  # fmt: skip
    return found[0] if len(found) == 1 else None


def is_visiting(view: View, title: Title) -> bool:
    """Whether a phrase calls its holder a guest: "the visiting foreign minister" is not the host's."""
    return "visiting" in view.lowers[title.start : title.head_start]


def find_hosts(view: View, title: Title, entities: list[Entity]) -> set[str | None]:
    """The states of those who act before a guest in his sentence: "President Paz thanked the visiting minister"."""
    sentence = view.words[title.start].sentence
    return {
        entity.country
        for entity in entities
        if any(n.start < title.start and view.words[n.start].sentence == sentence for n in entity.names)
    }


def find_guest(title: Title, pool: list[Entity], hosts: set[str | None]) -> Entity | None:
    """The one holder of an office who is not of the host's state."""
    named = [e for e in pool[-WINDOW:] if e.first < title.start and e.country is not None]
    guests = [e for e in named if e.country not in hosts] if len(named) > 1 else named
    return guests[0] if len(guests) == 1 else None
