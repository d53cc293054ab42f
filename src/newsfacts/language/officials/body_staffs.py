"""The office that works for a holder: "the office of Prime Minister Ann Lee said", and "the office" after it."""

from __future__ import annotations

from newsfacts.language.officials.bodies import Body
from newsfacts.language.officials.entities import Entity
from newsfacts.language.officials.patterns import BEING_OF_POSTS, INSIDE_ROOMS, STATUS_WORDS
from newsfacts.language.officials.titles import Title
from newsfacts.language.officials.words import View

#: Whose offices speak for a state or a part of one.
_WITH_STAFF = frozenset(["head_of_state", "head_of_government", "monarch", "minister", "regional", "judiciary"])


def find_staffs(view: View, titles: list[Title], officials: list[Entity], bodies: list[Body]) -> list[Body]:
    """The offices of holders, and "the office" where the article has named just one."""
    places = [i for i, word in enumerate(view.lowers) if word == "office"]
    if not places:
        return []
    states = {id(title): official.country for official in officials for title in official.attached}
    by_start = {title.start: title for title in titles if title.role in _WITH_STAFF and not title.plural}
    taken = {i for body in bodies for i in range(body.start, body.end)}
    named = [body for body in bodies if view.words[body.end - 1].text == "Office" and body.kind == "government"]
    found: list[Body] = []
    for i in places:
        title = by_start.get(i + 2 + (view.lower(i + 2) == "the"))
        if i not in taken and view.lower(i + 1) == "of" and title is not None and _speaks_of_staff(view, i, title):
            first = title.start + (view.lower(title.start) in STATUS_WORDS)
            name = "Office of the " + view.text[slice(*view.span(first, title.end))]
            country = states.get(id(title), title.country)
            found.append(Body(i, i + 1, f"{name}|{country or ''}", name, "government", _known(country)))
    named += found
    if len({body.key for body in named}) != 1:
        return found
    first = min(body.start for body in named)
    again = (i for i in places if i > first and i not in taken and _stands_alone(view, i))
    return sorted([*found, *(named[0].repeat(i, i + 1) for i in again)], key=lambda body: body.start)


def _known(country: str | None) -> str | None:
    return country if country != "?" else None


def _speaks_of_staff(view: View, i: int, title: Title) -> bool:
    """Whether an office is a body and no post: "the office of Governor Ann Lee", not "the office of president"."""
    named = bool(title.names) and view.words[title.head_start].capital
    if view.lower(i - 1) != "the" or view.lower(i - 2) in INSIDE_ROOMS:
        return False
    verb = view.words[title.end] if title.end < len(view.words) else None
    acts = verb is not None and verb.tag in _ACTING and verb.lower not in BEING_OF_POSTS and view.lower(i + 2) == "the"
    return named or acts


def _stands_alone(view: View, i: int) -> bool:
    """Whether "the office" does something: "the office said"; not "in the office", "the office of mayor"."""
    ahead = view.lower(i - 2) if view.same_sentence(i - 2, i) else ""
    acts = i + 1 < len(view.words) and view.words[i + 1].tag in _ACTING and view.same_sentence(i, i + 1)
    return view.words[i].text == "office" and view.lower(i - 1) == "the" and acts and ahead not in _WITHIN


_ACTING = frozenset(["MD", "VBD", "VBZ"])
_WITHIN = INSIDE_ROOMS | {"for", "from", "of", "to", "with"}
