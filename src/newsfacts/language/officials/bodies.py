"""One mention of a body, and what all who look for bodies ask: the lists, the state beside it, its kind."""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache
from typing import Any

from newsfacts.language.officials.patterns import (
    HELPED_WORDS,
    POLITICAL_FORMS,
    POLITICAL_WORDS,
    PORTFOLIOS,
    PRIVATE_WORDS,
    Trie,
    home_places,
    offices,
)
from newsfacts.language.officials.words import View, Word, split_words
from newsfacts.lexicon import Lexicon


@dataclass(slots=True, eq=False)
class Body:
    """One mention of an organization, on words.

    ``key`` merges mentions into a record; ``country`` may still be None where the article decides later;
    ``generic`` marks a common noun ("the government"); ``span_start`` is the first word of the mention itself.
    """

    start: int
    end: int
    key: str
    name: str
    kind: str
    country: str | None
    branch: str = ""
    generic: bool = False
    weak: bool = False

    def repeat(self, start: int, end: int) -> Body:
        """One more mention of the same body, on other words."""
        return Body(start, end, self.key, self.name, self.kind, self.country, self.branch)


@lru_cache(maxsize=8)
def read_bodies(lexicon: Lexicon) -> tuple[
    Trie[dict[str, Any]], dict[str, dict[str, Any]], dict[str, dict[str, Any]], Trie[dict[str, Any]]
]:
    names: Trie[dict[str, Any]] = Trie()
    suffixes: dict[str, dict[str, Any]] = {}
    heads: dict[str, dict[str, Any]] = {}
    bodies: Trie[dict[str, Any]] = Trie()
    for row in lexicon.rows("organization"):
        if "suffix" in row:
            suffixes.update(dict.fromkeys(row["suffix"], row))
        elif "head" in row:
            heads.update(dict.fromkeys(row["head"], row))
        elif "body" in row:
            for form in row["body"]:
                bodies.add(form.split(), {**row, "form": form})
        else:
            for form in row["forms"]:
                names.add([w.replace("’", "'") for w, _, _ in split_words(form.removeprefix("the "))], row)
    return names, suffixes, heads, bodies


def find_region(view: View, start: int) -> tuple[int, str] | None:
    """The end and the state's code of a region or city that begins at a word: "New York", "West Virginia"."""
    for end in range(min(start + 3, len(view.words)), start, -1):
        code = home_places(view.lexicon).get(view.text[view.words[start].start : view.words[end - 1].end])
        if code is not None:
            return end, code
    return None


def find_beside(view: View, start: int) -> tuple[int, str] | None:
    """The state directly before a word: ``(first word, code)`` of a demonym, a name or a possessive."""
    if start in view.country_ends:
        return view.country_ends[start]
    at = start
    while at > start - 2 and view.words[at - 1].tag.startswith(("JJ", "VBN")) and view.words[at - 1].text.islower():
        at -= 1  # "Oman's elected Shura Council"
    if view.lower(at - 1) in ("'s", "'") and at - 1 in view.country_ends:
        return view.country_ends[at - 1]
    return None


def find_after(view: View, end: int) -> str | None:
    """The state in "of X" or "in X" directly after."""
    if view.lower(end) in ("of", "in"):
        at = end + 1 + (view.lower(end + 1) == "the")
        if at in view.countries:
            return view.countries[at][1]
    return None


_DASHES = frozenset(["-", "–", "—", "--"])


def is_in_brackets(view: View, start: int, end: int) -> bool:
    return view.lower(start - 1) == "(" and view.lower(end) == ")"


def is_agency(view: View, start: int, end: int) -> bool:
    """Whether letters are those of a news agency in a dateline: "SYDNEY (AAP) -"."""
    return is_in_brackets(view, start, end) and view.lower(end + 1) in _DASHES


def opens_office(view: View, at: int) -> bool:
    """Whether one holder's office begins at a word."""
    hit = offices(view.lexicon)[0].longest(view.lowers, at)
    return hit is not None and not hit[1].plural and hit[1].office.use in ("free", "bound")


def revise_kind(kind: str, branch: str, head: str, words: list[Word], after: str) -> tuple[str, str]:
    """Kind and branch by all words of a name: "Bishops' Council" is no state's, "Social Democratic Union" a party."""
    lowers = {part for w in words for part in (w.lower, *w.lower.split("-"))}
    if head == "Army" and "liberation" in lowers:
        return "armed_group", ""
    if head == "Parishad" and not lowers & _OF_LOCAL_COUNCILS:
        return "ngo", ""  # a "council" of women or worshippers, not of a district
    if kind == "government" and "party" in lowers and head in ("Bureau", "Committee", "Council", "Congress"):
        return "party", "party"  # "the Green Party Central Committee"
    if kind == "government" and head == "Council" and lowers & HELPED_WORDS:
        return "ngo", ""  # "the Refugee Council"
    public = branch in ("court", "ministry", "police") or not lowers & PRIVATE_WORDS
    if kind == "government" and (not public or (head == "Chamber" and not lowers & _OF_CHAMBERS)):
        return "other", ""
    if head == "Fund" and lowers & PORTFOLIOS and not lowers & {"children", "wildlife"}:
        return "government", ""  # "Social Security Fund"
    if head in POLITICAL_FORMS and kind not in ("party", "company") and after not in ("on", "against"):
        return _revise_political(kind, branch, head, lowers)
    return kind, branch


def _revise_political(kind: str, branch: str, head: str, lowers: set[str]) -> tuple[str, str]:
    """Kind and branch of a union, a front or a congress, which may be a party or an armed group."""
    if "liberation" in lowers:
        return "armed_group", ""
    if kind == "government" and lowers <= _OF_LEGISLATURES:
        return kind, branch
    of_nation = kind == "ngo" or (kind == "other" and head in ("Movement", "Front"))
    if kind == "armed_group" or lowers & POLITICAL_WORDS or ("national" in lowers and of_nation):
        return "party", "party"
    return kind, branch


#: What a council of the state is the council of in Bangladesh and India.
_OF_LOCAL_COUNCILS = frozenset(["district", "gram", "jatiya", "panchayat", "union", "upazila", "zila", "zilla"])

#: What a chamber that makes laws is the chamber of.
_OF_CHAMBERS = frozenset(["councillors", "deputies", "federal", "lower", "nations", "people", "representatives"])

#: The words of a state's own congress: "National People's Congress".
_OF_LEGISLATURES = frozenset(["national", "general", "people", "'s", "people's", "congress", "supreme", "the"])
