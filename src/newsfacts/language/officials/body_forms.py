"""Shorter forms of a body's name that are no letters: "Kovanta" after "Kovanta Group", "the National Storm Center"."""

from __future__ import annotations

from collections.abc import Iterable
from functools import lru_cache

from newsfacts.language.officials.bodies import Body, find_region, read_bodies
from newsfacts.language.officials.patterns import (
    COURTESIES,
    FUNCTION_WORDS,
    MODIFIERS,
    PORTFOLIOS,
    given_names,
    home_places,
    states_by_word,
)
from newsfacts.language.officials.words import View
from newsfacts.lexicon import BUILTIN


def join_forms(view: View, bodies: list[Body]) -> list[Body]:
    """Give the forms of one name one record: without a company's legal form, a state in front, or the last "s"."""
    full = _find_short_forms(view, bodies)
    moved: dict[str, Body] = {}
    for body in bodies:
        name = _text(view, body.start, body.end)
        other = full.get(name) or (full.get(_without_forms(name)) if body.kind == "company" else None)
        if other is None or other is body or body.key == other.key or body.generic:
            continue
        if body.kind in ("other", other.kind) and body.country in (None, other.country):
            moved.setdefault(body.key, other)
            _take_record(body, other)
    for body in bodies:
        if body.key in moved and not body.generic:
            _take_record(body, moved[body.key])  # "the Court", after "the Supreme Court"
    return bodies


def _take_record(body: Body, other: Body) -> None:
    """Make a mention one of another body's."""
    body.key, body.name, body.kind = other.key, other.name, other.kind
    body.country, body.branch = other.country, other.branch


def add_forms(view: View, bodies: list[Body], inside: Iterable[int] = ()) -> list[Body]:
    """The bodies, and every later use of a company's name without its legal form: "Kovanta said".

    So with a name without the state behind it, "Bikalpadhara said". ``inside``: words of persons and offices.
    """
    known = {
        name: body
        for name, body in _find_short_forms(view, bodies).items()
        if body.kind == "company" or ends_with_state(view, body)
    }
    taken = {i for body in bodies for i in range(body.start, body.end)}.union(inside)
    found = []
    for name, body in known.items():
        parts = name.split(" ")
        places = [i for i, w in enumerate(view.words) if w.text == parts[0] and not w.heading and i not in taken]
        uses = [(i, i + len(parts)) for i in places if name == _text(view, i, i + len(parts))]
        # "John Harrow" makes "Harrow" a man also in news of the Harrow Group
        if len(uses) == len(places) and all(_stands_alone(view, *use) for use in uses):
            found += [body.repeat(*use) for use in uses if use[0] > body.start]
    return sorted([*bodies, *found], key=lambda body: body.start)


def _find_short_forms(view: View, bodies: list[Body]) -> dict[str, Body]:
    """The bodies by the shorter forms of their names, where no other body has the same."""
    found: dict[str, list[Body]] = {}
    doubtful = {form for body in bodies if (form := _find_regional(view, body))}
    for body in bodies:
        name = _text(view, body.start, body.end)
        short = _without_forms(name) if body.kind == "company" else name
        if body.start in view.countries and body.kind != "company":
            short = _text(view, view.countries[body.start][0], body.end)
        elif ends_with_state(view, body):
            short = _text(view, body.start, body.end - 1)  # "Bikalpadhara Bangladesh"
        for form in dict.fromkeys((short, *_find_beginnings(view, body))):
            if form != name and _is_telling(view, form):
                found.setdefault(form, []).append(body)
    return {
        short: those[0]
        for short, those in found.items()
        if short not in doubtful and _are_one([body.name for body in those])
    }


def _find_beginnings(view: View, body: Body) -> list[str]:
    """The name without what is behind "of", "Comic Corps [of Canada]", or without "Magazine"."""
    first, of = _find_of(view, body)
    forms = [_text(view, first, of)] if of else []
    if body.kind == "media" and view.words[body.end - 1].text == "Magazine":
        forms.append(_text(view, body.start, body.end - 1))
    return forms


def _find_regional(view: View, body: Body) -> str:
    """What may be short for a body of a part of a state, "the Bar Council [of Delhi]", and then is for none."""
    first, of = _find_of(view, body)
    return _text(view, first, of) if of and find_region(view, of + 1) is not None else ""


def _find_of(view: View, body: Body) -> tuple[int, int]:
    """The first word of a name behind a state, and its "of" behind two words or more; 0 for none."""
    first = view.countries[body.start][0] if body.start in view.countries else body.start
    of = 0 if body.generic else next((i for i in range(first + 2, body.end - 1) if view.lower(i) == "of"), 0)
    return first, of


def ends_with_state(view: View, body: Body) -> bool:
    """Whether a state's name only tells where a body is: "Bikalpadhara Bangladesh"; but "Bank of Ghana"."""
    names = states_by_word(view.lexicon)
    last, word = view.words[body.end - 1].text, view.words[body.start]
    plain = all(w.capital and w.text.isalpha() for w in view.words[body.start : body.end])
    return plain and body.end - body.start == 2 and last in names and word.text not in names and len(word.text) > 4


def _are_one(names: list[str]) -> bool:
    """Whether names of one beginning are one body's: "Kovanta Group Ltd" and "Kovanta Group", no "Kovanta Bank"."""
    shortest = min(names, key=len).removesuffix("s").removeprefix("The ")
    return all(name.removeprefix("The ").startswith(shortest) for name in names)


def _is_telling(view: View, short: str) -> bool:
    """Whether what is left of a name still names the body: no place, no given name, no word of every day."""
    words = short.split(" ")
    if words[0] in given_names() or short in home_places(view.lexicon):
        return False
    return len(words) > 1 or words[0].lower() not in FUNCTION_WORDS | MODIFIERS | PORTFOLIOS


def _without_forms(name: str) -> str:
    """A company's name without the words behind it that only say that it is one."""
    words = name.split(" ")
    while len(words) > 1 and words[-1] in _forms():
        words.pop()
    return " ".join(words)


@lru_cache(maxsize=1)
def _forms() -> frozenset[str]:
    _, suffixes, _, _ = read_bodies(BUILTIN)
    return frozenset(word for word, row in suffixes.items() if row["kind"] == "company")


def _text(view: View, start: int, end: int) -> str:
    return " ".join(word.text for word in view.words[start:end])


def _stands_alone(view: View, start: int, end: int) -> bool:
    """Whether words are a name of their own: no state, no place that something is in, no part of a longer name."""
    if any(i in view.inside_country or not view.words[i].tag.startswith("NNP") for i in range(start, end)):
        return False
    before = start and view.words[start - 1].capital and view.same_sentence(start - 1, start)
    opens = before and (start == 1 or not view.same_sentence(start - 2, start - 1))
    if (before and not opens) or view.lower(start - 1) in _PLACING:
        return False
    return end == len(view.words) or not (view.words[end].capital and view.same_sentence(start, end))


#: Before the name of a place or a person.
_PLACING = COURTESIES | {"in", "near"}
