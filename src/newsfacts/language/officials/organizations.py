"""Bodies: ministries and their nicknames, armies, parties, armed groups, intergovernmental bodies, media, companies.

Three sources, in this order: the lexicon (``organizations.jsonl``), capitalized patterns ("Ministry of Health",
"Uganda Peace Commission", "Acme Corp."), and the common nouns for a state's bodies ("Sudanese troops", "Chile's
parliament", "police"), which count only with a state beside them or, for a few, one certain from the context.
"""

from __future__ import annotations

from collections import Counter
from itertools import pairwise
from typing import Any

from newsfacts.language.officials.bodies import (
    Body,
    find_after,
    find_beside,
    find_region,
    is_agency,
    is_in_brackets,
    read_bodies,
)
from newsfacts.language.officials.body_acronyms import find_acronyms, join_acronyms, join_short_names
from newsfacts.language.officials.body_forms import add_forms
from newsfacts.language.officials.body_nouns import find_generic
from newsfacts.language.officials.body_patterns import find_pattern
from newsfacts.language.officials.patterns import (
    PLACE_NOUNS,
    Trie,
    given_names,
)
from newsfacts.language.officials.words import View
from newsfacts.language.sexes import sex_of_given_name


def find_bodies(view: View) -> list[Body]:
    """Every mention of an organization, in reading order, none overlapping another."""
    names, suffixes, heads, bodies = read_bodies(view.lexicon)
    acronyms = find_acronyms(view)
    texts = [w.text.replace("’", "'") for w in view.words]
    codes = _states_spoken_of(view, texts, names)
    found: list[Body] = []
    others: dict[str, str] = {}  # whose a body of a common name is, where the text has told another state
    i, n = 0, len(texts)
    while i < n:
        body = _find_named(view, texts, i, names, codes, others) or find_pattern(view, texts, i, suffixes, heads)
        if i in acronyms and (body is None or body.end < acronyms[i].end):
            body = acronyms[i]
        if body is None:
            body = find_generic(view, i, bodies)
        if body is None:
            i += 1
        else:
            found.append(_with_branch(view, texts, body, suffixes))
            i = found[-1].end
    _join_states(view, texts, found, names)
    _drop_namesakes(view, found, codes)
    return join_short_names(view, texts, add_forms(view, join_acronyms(view, texts, found)))


def _with_branch(view: View, texts: list[str], body: Body, suffixes: dict[str, dict[str, Any]]) -> Body:
    """A military body with its branch: "IRGC Navy" is one body, not two."""
    end = body.end
    if body.kind != "military" or body.generic or end == len(texts) or not view.same_sentence(end - 1, end):
        return body
    if texts[end].capitalize() not in _BRANCHES or texts[end - 1] in suffixes:
        return body
    name = " ".join(texts[body.start : end + 1])
    return Body(body.start, end + 1, f"{body.name} {view.lower(end)}", name, body.kind, body.country, body.branch)


#: What a force that bears a name of its own is divided into.
_BRANCHES = frozenset(["Navy", "Army"])


def _drop_namesakes(view: View, bodies: list[Body], codes: frozenset[str]) -> None:
    """Take the state from a body that has it of a city's name, in news of others: "Raipur Police" of Bangladesh."""
    for body in bodies:
        region = find_region(view, body.start)
        if region is None or body.generic or not codes or body.country != region[1] or region[1] in codes:
            continue
        body.country, body.key = None, body.key.removesuffix(region[1])


def _join_states(view: View, texts: list[str], found: list[Body], names: Trie[dict[str, Any]]) -> None:
    """Give a body of a common name the state of the one it is joined to: "Brazil's army and Defense Department"."""
    for first, second in pairwise(found):
        hit = names.longest(texts, second.start)
        common = hit is not None and (hit[1].get("common") or hit[1].get("shared")) and hit[0] == second.end
        joined = second.start == first.end + 1 and view.lower(first.end) == "and"
        if common and joined and first.country and (first.start in view.countries or find_beside(view, first.start)):
            second.country = first.country
            if hit is not None and first.country != hit[1]["country"]:
                second.name = " ".join(texts[second.start : second.end])
                second.key = f"{second.name}|{first.country}"


def _states_spoken_of(view: View, texts: list[str], names: Trie[dict[str, Any]]) -> frozenset[str]:
    """The states of the article: named, or by a body that only one of them has."""
    codes = set(view.codes)
    for i in range(len(texts)):
        hit = names.longest(texts, i) if texts[i][:1].isupper() else None
        row = hit[1] if hit is not None else {}
        everywhere = row.keys() & {"weak", "home", "shared"} or row.get("kind") in ("company", "media")
        if row.get("country") and not everywhere:
            codes.add(row["country"])
    return frozenset(codes)


def _is_part_of_name(view: View, i: int, row: dict[str, Any]) -> bool:
    """ "Alfred Duma Municipality", "the Amazon rainforest": one word of a longer name, or of a place."""
    before = view.words[i - 1].text if view.same_sentence(i - 1, i) else ""
    first = sex_of_given_name(view.words[i].text) is not None or view.words[i].entity == "PERSON"
    if first and i + 1 < len(view.words) and view.words[i + 1].capital and view.words[i + 1].tag.startswith("NNP"):
        return view.same_sentence(i, i + 1)  # "Morena Castro"
    if before in given_names() and (i - 1) not in view.inside_country:
        return True
    if row["kind"] in ("company", "media", "ngo"):
        return view.lower(i + 1) in PLACE_NOUNS or (bool(row.get("place")) and view.lower(i - 1) == "the")
    return False


def _find_named(
    view: View, texts: list[str], i: int, names: Trie[dict[str, Any]], codes: frozenset[str], others: dict[str, str]
) -> Body | None:
    """A body of the lexicon that begins at a word."""
    hit = names.longest(texts, i)
    if hit is None and i in view.countries:
        return _find_national(view, texts, i, names)
    if hit is None or _is_other(view, texts, i, *hit, codes):
        return None
    end, row = hit
    country, name = row["country"], row["name"]
    if row.get("shared") and codes and country not in codes | {view.dateline}:
        country = None  # "the Department of Education" in news of South Africa
    if row.get("weak"):
        longer = row["kind"] == "party" and view.lower(end) == "of" and end + 1 < len(texts)
        if longer and view.words[end + 1].capital and end + 1 not in view.countries:
            return None  # "the Democratic Party of Socialists"
        country, row = _resolve_weak(view, i, end, row, codes)
        name = row["name"] if country == row["country"] else " ".join(texts[i:end])
    if (row.get("common") or row.get("shared")) and i not in view.countries:
        country = _state_told(view, i, end) or others.get(" ".join(texts[i:end])) or country
        if country != row["country"]:
            name = " ".join(texts[i:end])
            others[name] = country or row["country"]
    key = name if country == row["country"] else f"{name}|{country}"
    return Body(i, end, key, name, row["kind"], country, row.get("branch", ""), weak=bool(row.get("weak")))


def _find_national(view: View, texts: list[str], i: int, names: Trie[dict[str, Any]]) -> Body | None:
    """A state's own society of a kind that many states have: "the Kenyan Red Cross"; not "the Kenyan Google"."""
    start, country = view.countries[i]
    hit = names.longest(texts, start) if start < len(texts) and view.same_sentence(i, start) else None
    if hit is None or not hit[1].get("national") or (hit[0] < len(texts) and view.words[hit[0]].capital):
        return None
    name = " ".join(texts[i : hit[0]])
    return Body(i, hit[0], name, name, hit[1]["kind"], country)


def _state_told(view: View, i: int, end: int) -> str | None:
    """The state that stands beside a name: "the Philippine Marine Corps", "the Defense Department in Manila"."""
    side = find_beside(view, i)
    if side is not None:
        return side[1]
    place = find_region(view, end + 1) if view.lower(end) == "in" else None
    return place[1] if place is not None else find_after(view, end)


def _is_other(
    view: View, texts: list[str], i: int, end: int, row: dict[str, Any], codes: frozenset[str]
) -> bool:
    """Whether the words of a body's name are something else here."""
    word, single = texts[i], end == i + 1
    if i in view.countries and view.countries[i][0] > end:
        return True  # "the United States Embassy" is no airline's
    if "Commissioner" in texts[i:end] and end < len(texts) and (view.words[end].capital or texts[end] == ","):
        return True  # the officer, not the office
    if row.get("common") and view.lower(end) == "of" and end + 1 < len(texts) and end + 1 not in view.countries:
        return view.words[end + 1].capital  # "the State Department of Health"
    if row["kind"] == "party" and (is_agency(view, i, end) or (word == "PTI" and is_in_brackets(view, i, end))):
        return True
    another = single and not word.isupper() and end < len(texts) and view.words[end].capital
    if row.get("home") and (row["country"] not in codes | {view.dateline} or another):
        return True  # letters and names that mean this only in news of that state
    if not single:
        return False
    if word.isupper():
        return len(word) <= 4 and view.words[i].heading and _line_is_upper(view, i)
    return _is_part_of_name(view, i, row)


def _resolve_weak(
    view: View, i: int, end: int, row: dict[str, Any], codes: frozenset[str]
) -> tuple[str | None, dict[str, Any]]:
    """Whose a name is that several states' bodies have, and the row of that state's."""
    home = row["country"]
    side = find_beside(view, i) or (i, find_after(view, end))
    # "the Senate" is no state's by default where the article speaks of others too; "U.S. Senate" is
    whole = len(codes) == 1 or i in view.countries or end - i > 2 or " Hill" in row["name"]
    country = side[1] or (home if home in codes and whole else None)
    other = row.get("elsewhere", {})
    spoken = Counter(code for _, code in view.countries.values() if code in other).most_common(2) or [
        (code, 1) for code in codes & other.keys()
    ]
    if country is None and spoken and (len(spoken) == 1 or spoken[0][1] > spoken[1][1]):
        country = spoken[0][0]  # the same name is another body in another state: "Congress" in India
        return country, {**row, **other[country], "country": country}
    return country, row


def _line_is_upper(view: View, i: int) -> bool:
    near = [w.text for w in view.words[max(0, i - 3) : i + 4] if w.text.isalpha() and len(w.text) > 3]
    return bool(near) and all(t.isupper() for t in near)
