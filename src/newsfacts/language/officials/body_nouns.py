"""A state's bodies by their common nouns: "Sudanese troops", "Chile's parliament", "police"."""

from __future__ import annotations

from typing import Any

from newsfacts.language.officials.bodies import Body, find_after, find_beside
from newsfacts.language.officials.patterns import (
    BODY_FOLLOWERS,
    MODIFIERS,
    PORTFOLIOS,
    SUBNATIONAL,
    THINGS_BEFORE,
    Trie,
)
from newsfacts.language.officials.words import View

_MINISTRY = frozenset(["ministry", "department"])

_QUALITIES = frozenset(["puppet", "regular", "interim", "elite", "own"])

_OF_A_STATE = frozenset(
    [
        "opposition", "assembly", "court", "regime", "forces", "troops", "soldiers", "marines", "authorities",
        "administration", "presidency",
    ]
)  # fmt: skip

_MODIFYING = frozenset(["government", "police", "military", "media", "party", "court"])


def _match_generic(view: View, at: int, bodies: Trie[dict[str, Any]]) -> tuple[int, dict[str, Any]] | None:
    """The end and the row of a common noun for a body at a word: "parliament", "foreign ministry"."""
    hit = bodies.longest(view.lowers, at)
    if hit is None and view.lower(at) in PORTFOLIOS and view.lower(at + 1) in _MINISTRY:
        form = f"{view.lower(at)} {view.lower(at + 1)}"
        return at + 2, {"kind": "government", "branch": "ministry", "form": form}
    return hit


def find_generic(view: View, i: int, bodies: Trie[dict[str, Any]]) -> Body | None:
    """A state's body by its common noun: "Sudanese troops", "Chile's parliament", "police"."""
    at, country, hit = _find_noun(view, i, bodies)
    if hit is None or _is_no_generic(view, i, at, *hit, stated=country is not None):
        return None
    end, row = hit
    side = find_beside(view, i)
    if country is None:
        abroad = row["form"] in ("embassy", "consulate") and view.lower(end) == "in"  # where it is, not whose
        country = side[1] if side else None if abroad else find_after(view, end)
        if country is None and not _stands_alone(view, i, end, row):
            return None
    first = side[0] if side and view.lower(i - 1) in ("'s", "'") else i
    name = view.text[slice(*view.span(first, end))]
    return Body(i, end, f"{row['form']}|{country or ''}", name, row["kind"], country, row["branch"], generic=True)


def _find_noun(
    view: View, i: int, bodies: Trie[dict[str, Any]]
) -> tuple[int, str | None, tuple[int, dict[str, Any]] | None]:
    """Where a common noun for a body stands, at a word or behind the state there; the state; the noun's end and row."""
    hit = _match_generic(view, i, bodies)
    if hit is not None or i not in view.countries:
        return i, None, hit
    at, country = view.countries[i]
    last = at + 3
    between = MODIFIERS | PORTFOLIOS | _QUALITIES
    while (hit := _match_generic(view, at, bodies)) is None and at < last and view.lower(at) in between:
        at += 1
    return at, country, hit


def _is_no_generic(view: View, i: int, at: int, end: int, row: dict[str, Any], *, stated: bool) -> bool:
    """Whether a common noun is another's body, a heading's word, or only modifies the noun behind it."""
    branch = row["branch"]
    if branch in ("government", "legislature") and view.lower(at - 1) in SUBNATIONAL:
        return True  # "the prefectural government" is not the state's
    if view.lower(at - 1) in THINGS_BEFORE.get(row["form"], ()):
        return True  # "our medicine cabinet"
    if view.words[i].heading and view.words[i].capital and not stated:
        return True
    if view.lower(end) in BODY_FOLLOWERS or (view.lower(end) in ("of", "for") and branch in ("party", "rebels")):
        return True
    after = view.words[end] if end < len(view.words) else None
    noun = after is not None and after.lower.replace("-", "").isalpha() and after.tag in ("NN", "NNS")
    return noun and branch in _MODIFYING


def _stands_alone(view: View, i: int, end: int, row: dict[str, Any]) -> bool:
    """Whether a common noun is a body without a state beside it."""
    before, branch, form = view.lower(i - 1), row["branch"], row["form"]
    if branch in ("rebels", "party", "media"):
        return False
    if branch == "ministry":
        return before == "the" and view.lower(end) not in ("of", "for")
    inner = end + 1 + (view.lower(end + 1) == "the")
    owned = view.lower(end) == "of" and inner < len(view.words) and view.words[inner].tag in ("NN", "NNS")
    if branch == "government" and owned:
        return False  # "the government of the tongue"
    return form not in _OF_A_STATE and (form != "military" or before in ("the", "its", "their"))
