"""The text of an office as the record has it."""

from __future__ import annotations

from newsfacts.language.officials.bodies import Body, find_region
from newsfacts.language.officials.extents import state_at
from newsfacts.language.officials.patterns import (
    AGE,
    STATUS_SUFFIXES,
    STATUS_WORDS,
)
from newsfacts.language.officials.phrase import EXPANSIONS, RETIRED, Title
from newsfacts.language.officials.words import View

_SUFFIXES = STATUS_SUFFIXES.keys() | RETIRED | {".", "-", "(", ")"}


def to_office_text(view: View, title: Title, plural: bool) -> str:
    """The office as the record has it: in lower case, without state, status and age, in the singular or plural."""
    drop = _find_dropped(view, title)
    kept = [i for i in range(title.start, title.end) if i not in drop]
    while kept and view.lower(kept[0]) in ("and", ",", "'s", "'", "or"):
        kept.pop(0)
    while kept and view.lower(kept[-1]) in ("and", ",", "of", "the"):
        kept.pop()
    out = ""
    for i in kept:
        word = view.lower(i)
        if title.head_start <= i < title.head_end and not plural:
            if i > title.head_start:
                continue
            word = EXPANSIONS.get(title.match.form, title.match.form)
        out += word if word in ("'s", "'", ",") or not out else " " + word
    return out.removesuffix(" to") or " ".join(view.lowers[title.head_start : title.head_end])


def _find_dropped(view: View, title: Title) -> set[int]:
    """The words of a title that are no part of the office's name."""
    drop: set[int] = set()
    for i in range(title.head_end, title.end):
        state = state_at(view, i)
        if state is not None and view.lower(i - 1) in ("of", "the", "to"):
            drop.update(range(i - 1 - (view.lower(i - 2) in ("of", "to")), min(state[0], title.end)))
    body = title.body if title.body is not None and not title.body.generic else None
    for i in range(title.start, title.end):
        if body is not None and body.start < i < body.end and view.lower(i - 1) not in ("of", "the", "in", "for"):
            continue  # "the New Democracy leader", "a Pheu Thai candidate"
        if i in view.countries:
            drop |= _find_dropped_state(view, title, i, body)
        elif _is_dropped_word(view, title, i):
            drop.add(i)
    if body is not None and body.end < title.head_start and view.lower(body.end) == "(":
        drop.update(range(body.end, body.end + 3))  # "Election Commission [(EC)] chairwoman"
    if view.lower(title.head_end) == "(" and view.lower(title.head_end + 2) == ")" and title.end > title.head_end + 2:
        drop.update(range(title.head_end, title.head_end + 3))  # "election commissioner [(CEC)] of India"
    if view.lower(title.end - 1) == ")" and view.lower(title.end - 3) == "(":
        drop.update(range(title.end - 3, title.end))  # "Nirbahi Officer [(UNO)]"
    return drop


def _is_dropped_word(view: View, title: Title, i: int) -> bool:
    """A status or an age before the office, a mark behind it."""
    lower = view.lower(i)
    # "New York governor" is not new
    before = i < title.head_start and lower in STATUS_WORDS and find_region(view, i) is None
    behind = i >= title.head_end and lower in _SUFFIXES
    return before or behind or AGE.fullmatch(lower) is not None


def _find_dropped_state(view: View, title: Title, i: int, body: Body | None) -> set[int]:
    """A state inside a title with what joins it: "[Peru 's] minister", "minister [of Peru]", "the bank [of Kenya]"."""
    end = view.countries[i][0]
    drop = set(range(i, end))
    if body is not None and i == body.start and end < body.end:
        return drop  # "leader of the [Gambia] Moral Congress"
    if body is not None and body.start < i < body.end and view.lower(i - 1) == "of":
        drop.add(i - 1)
    if view.lower(end) in ("'s", "'"):
        drop.add(end)
        if end < title.end:
            return drop
    joined = view.lower(i - 1) in ("of", "the", "in", "from", "to", "for") and i - 1 >= title.head_end
    if joined:
        drop.add(i - 1)
        if view.lower(i - 1) == "the" and view.lower(i - 2) in ("of", "in", "from", "to", "for"):
            drop.add(i - 2)
    return drop
