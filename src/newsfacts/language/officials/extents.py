"""How far the phrases behind an office go: whom it serves, its place, its affairs, its portfolio."""

from __future__ import annotations

from newsfacts.language.officials.bodies import Body
from newsfacts.language.officials.patterns import (
    BODY_ROLES,
    FAMILY_FIRST,
    FUNCTION_WORDS,
    MODIFIERS,
    PORTFOLIOS,
    STATE_FORMS,
    given_names,
    home_places,
    long_cities,
    offices,
    places,
)
from newsfacts.language.officials.phrase import (
    ARTICLES,
    CHARGING,
    CHURCHES,
    PORTFOLIO_PARTS,
    REGIONS_OF_WORLD,
    Title,
)
from newsfacts.language.officials.words import View

SERVED = frozenset(["head_of_state", "head_of_government", "monarch", "minister", "regional"])
JOINTS = frozenset(["of", "the", "and", "for"])
PHRASE_TAGS = ("NN", "JJ", "CD", "POS", "VBN", "FW")


def served_end(view: View, at: int, title: Title) -> int:
    """End of the office that somebody serves, without its holder's name; 0 for none, or when the name follows."""
    state = view.countries.get(at)
    start = at
    if state is not None and view.lower(state[0]) in ("'s", "'"):
        start = state[0] + 1
    while view.lower(start) in PORTFOLIOS:
        start += 1
    hit = offices(view.lexicon)[0].longest(view.lowers, start)
    if hit is None or hit[1].plural or hit[1].office.role not in SERVED:
        return 0
    end = hit[0]
    if end < len(view.words) and view.words[end].capital and view.same_sentence(at, end):
        return 0  # "an adviser to President Ann Lee": another official
    if state is not None:
        title.countries.append(state[1])
    of = end + 1 + (view.lower(end + 1) == "the")
    if view.lower(end) == "of" and of in view.countries:
        end, code = view.countries[of]
        title.countries.append(code)
    return end


def state_at(view: View, at: int) -> tuple[int, str] | None:
    """A state by its long form: "the Sultanate of Oman", "the Portuguese Republic", as its end and code."""
    i = at
    if i in view.countries:
        end, code = view.countries[i]
        if end < len(view.words) and view.words[end].capital and view.lower(end) in STATE_FORMS:
            return end + 1, code
        return None
    while i < at + 5 and i < len(view.words) and view.words[i].capital and view.lower(i) in STATE_FORMS:
        i += 1
    if i == at or view.lower(i) != "of":
        return None
    i += 1 + (view.lower(i + 1) == "the")
    return view.countries.get(i)


def proper_end(view: View, at: int) -> int:
    """End of a city or a proper name with what "of" joins to it: "the Horn of Africa [John Baker]"."""
    end = city_end(view, at) or at + 1
    if view.lower(end) == "of" and view.same_sentence(at, end + 1) and view.words[end + 1].capital:
        return end + 2
    return end


def accredited_end(view: View, end: int, by_start: dict[int, Body]) -> int:
    """Behind the state that sent a diplomat, where he is accredited: "of China [to Mongolia]", "[to the UN]"."""
    if view.lower(end) != "to":
        return end
    at = end + 1 + (view.lower(end + 1) == "the")
    state, body = state_at(view, at) or view.countries.get(at), by_start.get(at)
    if body is not None and body.kind == "igo" and not body.generic:
        return body.end
    return state[0] if state else end


def seat_end(view: View, end: int) -> int:
    """Behind a body, the place it sits in: "the Afghan embassy [in Washington]"."""
    place = end + 1
    if view.lower(end) != "in" or place >= len(view.words) or not view.same_sentence(end, place):
        return end
    if place in view.countries:
        return view.countries[place][0]
    return city_end(view, place) or end


def city_end(view: View, at: int) -> int:
    """End of a capital or of a city of several words that begins at a word, the longest; 0 for none."""
    for end in range(min(at + 4, len(view.words)), at, -1):
        name = view.text[view.words[at].start : view.words[end - 1].end]
        if view.same_sentence(at, end - 1) and (name in places(view.lexicon) or name in long_cities()):
            return end
    return 0


def affairs_end(view: View, at: int) -> int:
    """End of a capitalized portfolio that closes with "Affairs", whatever words stand before it; 0 for none."""
    for end in range(at, min(at + 8, len(view.words))):
        word, more = view.words[end], end + 1
        if word.lower == "affairs" and end > at and (word.capital or view.words[at].text in REGIONS_OF_WORLD):
            joined = view.lower(more) in ("and", ",", "&") and view.lower(more + 1) in PORTFOLIOS
            return portfolio_end(view, more + 1) if joined and view.words[more + 1].capital else more
        if not (word.capital or word.lower in ("and", "the", "of", ",", "&")):
            return 0
    return 0


def portfolio_end(view: View, at: int) -> int:
    """End of the words from one on that name what a minister is minister of: "Mines, Water and Energy"."""
    end = at
    while end < len(view.words) and view.same_sentence(at, end):
        word = view.words[end]
        listed = end > at and view.lower(end - 1) == "," and word.capital and _joins(view, end - 1)
        named = word.lower in PORTFOLIOS | PORTFOLIO_PARTS or word.text in REGIONS_OF_WORLD
        if named or listed or _joins(view, end):
            end += 1
        elif end in view.countries and view.lower(end - 1) == "indigenous":
            end = view.countries[end][0]  # Australia's "minister for Indigenous Australians"
        else:
            break
    while end > at and view.lower(end - 1) in ("and", ",", "of", "the", "for", "&"):
        end -= 1
    return max(end, at + 1)


def _joins(view: View, at: int) -> bool:
    """Whether a word joins two portfolios: "and", "of the", and a comma before a capital or "and"."""
    lower, after, then = view.lower(at), view.lower(at + 1), view.lower(at + 2)
    if lower == "," and after == "and" and then in PORTFOLIOS:
        return True
    if lower == "," and then == "and" and view.lower(at + 3) in PORTFOLIOS and view.words[at + 3].capital:
        return True  # "Roads, [Sewers] and Ports": what stands between two is one
    if lower not in ("and", "&", ",", "of", "the", "for") or at + 1 >= len(view.words) or at + 1 in view.countries:
        return False
    named = after in PORTFOLIOS or (after == "the" and then in PORTFOLIOS)
    return named and (lower != "," or view.words[at + 1].capital)


def _opens_name(view: View, at: int) -> bool:
    """Whether another official begins here: an office, directly before a name."""
    hit = offices(view.lexicon)[0].longest(view.lowers, at)
    if hit is None or hit[1].plural or hit[1].office.use in ("honor", "member", "never"):
        return False
    named = hit[0] < len(view.words) and view.words[hit[0]].tag.startswith("NNP") and view.words[hit[0]].capital
    return named and view.same_sentence(at, hit[0])


def phrase_end(view: View, at: int, title: Title) -> int:
    """End of a plain noun phrase after "of": ("head of [the secret police]"), with what kind of body it is."""
    end = at
    role: str | None = None
    charge = find_charge(view, title)
    last = min(len(view.words), at + 8, at + 8 if charge is None else charge)
    while end < last and view.same_sentence(at, end) and _continues(view, at, end):
        lower = view.lower(end)
        if lower not in JOINTS:
            role = _revise_role(view, lower, role)
        if end == at and title.role is None and (place := _place_before_name(view, at, title)):
            return place
        if end in view.countries and lower not in JOINTS:
            title.countries.append(view.countries[end][1])
            end = view.countries[end][0]
        else:
            end += 1
    while end > at and view.lower(end - 1) in JOINTS:
        end -= 1
    if role:
        title.word_role = role
    return end if end > at else title.end


def _place_before_name(view: View, at: int, title: Title) -> int:
    """ "Mayor of [Kisumu] John Otieno": the end of a place that the holder's name directly follows; 0 for none."""
    if title.match.office.role != "regional" or title.article or not view.words[title.head_start].capital:
        return 0
    end = at
    while end < at + 6 and view.same_sentence(at, end) and view.words[end].capital and view.words[end].tag[:3] == "NNP":
        end += 1
    for last in range(min(at + 3, end - 2), at, -1):
        place = view.text[view.words[at].start : view.words[last - 1].end]
        name = view.words[last].text in given_names() or view.words[last].text in FAMILY_FIRST
        if place in home_places(view.lexicon) or (name and view.words[at].text not in given_names()):
            return last
    return 0


def find_charge(view: View, title: Title) -> int | None:
    """The "of" that belongs to a verb before an office: "accused the mayor of Lima [of] theft"; None for none."""
    first = title.start - (view.lower(title.start - 1) in ARTICLES)
    accuses = view.lower(first - 1) in CHARGING and view.same_sentence(first - 1, title.start)
    if not accuses:
        return None
    found = None
    for i in range(title.head_end, min(title.head_end + 12, len(view.words) - 1)):
        word = view.words[i]
        if not view.same_sentence(first, i) or word.tag.startswith(("VBD", "VBZ", "VBP", "MD", "W", ",", ".", ":")):
            break
        if word.lower == "of" and not view.words[i + 1].capital and view.lower(i + 1) not in ARTICLES:
            found = i
    return found


def _revise_role(view: View, lower: str, role: str | None) -> str | None:
    """What kind of body the words tell with one more: the last that tells, but a private one stays private."""
    if role == "none" or lower in CHURCHES or (lower == "chamber" and "commerce" in view.lowers):
        return "none"
    return BODY_ROLES.get(lower, role)


def _continues(view: View, at: int, end: int) -> bool:
    """Whether a word goes on with the noun phrase that began at ``at``."""
    word = view.words[end]
    if end in view.countries and end > at and view.lower(end - 1) not in ("of", "in", "the", "'s"):
        return False
    if not (word.lower.replace("-", "").replace("'", "").isalnum() or word.lower in ("'s", "'")):
        return False
    person = word.entity == "PERSON" and view.words[end - 1].entity != "PERSON" and word.lower not in PORTFOLIOS
    if (end > at and person) or _opens_name(view, end):
        return False  # "mayor of Quito [Ana Ruiz]", "members of the staff of [presidential candidate Ann Lee]"
    if word.lower in JOINTS:
        after = end + 1 < len(view.words) and view.words[end + 1].capital and view.words[end - 1].capital
        return word.lower != "and" or after
    if word.lower in FUNCTION_WORDS and word.lower not in MODIFIERS | PORTFOLIOS | BODY_ROLES.keys():
        return False
    return not word.tag or word.tag.startswith(PHRASE_TAGS)
