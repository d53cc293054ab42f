"""Whether the words of an office are one here: no surname, no adjective, no half of another noun."""

from __future__ import annotations

from newsfacts.language.officials.patterns import (
    ALSO_NAMES,
    COURTESIES,
    FUNCTION_WORDS,
    LIKE_TITLES,
    MODIFIERS,
    NAME_JOINTS,
    NOT_A_PERSON,
    PORTFOLIOS,
    RANKS_OF_SERVICES,
    SAFE_PARTICLES,
    STATUS_SUFFIXES,
    TITLES_ALONE,
    WEEKDAYS_MONTHS,
    Match,
    given_names,
    home_places,
    offices,
)
from newsfacts.language.officials.phrase import Title
from newsfacts.language.officials.words import View
from newsfacts.language.sexes import sex_of_given_name


def is_modifier(view: View, end: int) -> bool:
    """Whether an office follows, behind modifiers or none: "chief [economic adviser]"."""
    trie, k = offices(view.lexicon)[0], end
    if k in view.countries:
        k = view.countries[k][0]  # "chief U.S. negotiator"
    end = k
    while k < min(end + 4, len(view.words)) and (
        view.lower(k) in PORTFOLIOS or view.lower(k) in MODIFIERS or view.words[k].tag == "JJ"
    ):
        k += 1
    hit = trie.longest(view.lowers, k) or (trie.longest(view.lowers, k - 1) if k > end else None)
    return hit is not None and hit[1].office.use not in ("honor", "rank", "title")


def is_given(view: View, i: int, end: int, ahead: Title) -> bool:
    """ "Energy Minister Sultan Al Harbi", "Prime Minister Sheikh Hasina": behind another office a word of the name."""
    alone = end == i + 1 and view.words[i].capital and end < len(view.words) and view.words[end].capital
    held = ahead.end == i and ahead.match.office.use in ("free", "bound") and not ahead.plural
    if not (alone and held) or ahead.role == "monarch" or not view.same_sentence(i, end):
        return False
    last = end + 1 >= len(view.words) or not (view.words[end + 1].capital or view.lower(end + 1) in SAFE_PARTICLES)
    return view.lower(i) == "sultan" or (view.lower(i) == "sheikh" and last)


def is_surname_of(view: View, i: int, end: int, ahead: Title) -> bool:
    """ "Prime Minister Major said": directly behind another office the last word of a name."""
    held = ahead.end == i and ahead.match.office.use in ("free", "bound") and not ahead.plural
    if not held or view.lower(i) not in LIKE_TITLES or end - i > 1 or not view.same_sentence(ahead.start, i):
        return False
    capitals = view.words[i].capital and view.words[ahead.head_start].capital
    return capitals and not (view.same_sentence(i, end) and view.words[end].capital)


def is_surname(view: View, i: int, end: int) -> bool:
    """ "Sultan" in "Zayed bin Sultan Al Nahyan", "King" in "Stephen King said"."""
    word, before = view.words[i], view.words[i - 1]
    if _is_amir(view, i, end) or (end - i == 1 and word.capital and i and _is_named_before(view, i, end)):
        return True
    if end - i > 1 or not word.capital or i == 0 or not view.same_sentence(i - 1, i):
        return False
    sultan = view.lower(i) == "sultan"
    if view.lower(i - 1) in NAME_JOINTS or (sultan and view.lower(end) in NAME_JOINTS):
        return True  # "the National Oil Company Sultan Al Jaber": no ruler is called so
    stated = (i - 1) in view.inside_country
    if end < len(view.words) and view.words[end].capital:
        return not stated and _is_middle_name(view, i)
    if not before.capital or word.text.endswith(".") or view.lower(i - 1) in FUNCTION_WORDS or stated:
        return False
    trie = offices(view.lexicon)[0]
    hit = trie.longest(view.lowers, i)
    if hit is not None and hit[1].office.use == "honor" and before.tag.startswith("NNP"):
        # "Mr Godfred Yeboah Dame,", "Mr Dame said"
        return trie.longest(view.lowers, i - 1) is None or view.lower(i - 1) in COURTESIES
    # "John Major said"
    called = view.lower(i) in LIKE_TITLES and sex_of_given_name(before.text) is not None
    return called or before.text in given_names()


def _is_named_before(view: View, i: int, end: int) -> bool:
    """ "Olivia King came. King said so": a surname like a title, after the full name."""
    word = view.words[i].text
    bare = view.lower(i - 1) not in ("the", "'s", "a", "an") and (i - 1) not in view.inside_country
    if not bare or view.lower(i) not in LIKE_TITLES or (end < len(view.words) and view.words[end].capital):
        return False
    told = (k for k in range(max(1, i - _MEMORY), i) if view.words[k].text == word)
    return any(view.words[k - 1].text in given_names() and view.same_sentence(k - 1, k) for k in told)


#: Words back in which a full name is looked for.
_MEMORY = 400


def _is_amir(view: View, i: int, end: int) -> bool:
    """ "Israel's speaker, Amir Ohana,": a given name of many, where no article or state shows the ruler."""
    named = end < len(view.words) and view.words[end].capital and view.words[end].tag.startswith("NNP")
    shown = view.lower(i - 1) in ("the", "'s") or (i - 1) in view.inside_country
    honored = offices(view.lexicon)[0].longest(view.lowers, end)
    return view.lower(i) == "amir" and named and not shown and honored is None


def _is_middle_name(view: View, i: int) -> bool:
    """ "Sohel Sultan Kabir", "Foreign Minister Hossein Amir Rahimi": a ruler's title between two names."""
    before, trie = view.words[i - 1], offices(view.lexicon)[0]
    titled = trie.longest(view.lowers, i - 1) is not None or view.lower(i - 1) in MODIFIERS
    a_place = before.text in home_places(view.lexicon)
    plain = before.capital and before.tag.startswith("NNP") and not titled and not a_place
    if view.lower(i) == "sultan" and plain and view.lower(i - 1) not in FUNCTION_WORDS:
        return True
    hit = trie.longest(view.lowers, i)
    person = before.entity == view.words[i].entity == "PERSON" and before.capital
    return hit is not None and hit[1].office.role == "monarch" and (before.text in given_names() or person)


def is_noun(view: View, start: int, end: int, match: Match) -> bool:
    """Not an adjective, a verb or the first half of another noun ("general public", "judge whether")."""
    last, before = view.words[end - 1], view.lower(start - 1)
    single, use = end - start == 1, match.office.use
    if single and not last.capital and last.tag.startswith(("VB", "RB", "JJ") if use == "rank" else ("VB", "RB")):
        return False
    capital_next = end < len(view.words) and view.words[end].capital
    alone = last.lower in TITLES_ALONE or (last.lower in RANKS_OF_SERVICES and before in ("army", "navy", "police"))
    if use in ("title", "rank") and last.text[:1].islower() and not capital_next and not alone:
        return False
    if match.form == "representative" and last.text.islower() and view.words[start - 1].tag == "NN":
        return False  # "a training representative"
    if capital_next and last.capital and use != "honor" and _begins_thing(view, end):
        return False
    if _is_first_half(view, start, end):
        return view.lower(end) in ("designate", "elect", "nominee", "general", "candidate")
    if match.form == "official" and not match.plural and _is_adjective(view, start, end):
        return False
    return not (single and view.lower(end) == "-" and view.lower(end + 1) in ("level", "general", "in"))


def _begins_thing(view: View, at: int) -> bool:
    """ "Governor Island": the word behind is that of a place or a body, and no name as well."""
    further = at + 1 < len(view.words) and view.words[at + 1].lower in NOT_A_PERSON - ALSO_NAMES
    return view.lower(at) in NOT_A_PERSON and not (view.lower(at) in ALSO_NAMES and not further)


def _is_first_half(view: View, start: int, end: int) -> bool:
    """ "prime minister level talks", "speaker system", but "police chief": the noun behind is the head."""
    after = view.lower(end)
    if not after.isalpha() or view.words[end].capital or view.words[end].tag not in ("NN", "NNS"):
        return False
    other = after in FUNCTION_WORDS or after in STATUS_SUFFIXES or after in WEEKDAYS_MONTHS or after == "level"
    return not other and view.same_sentence(start, end)


def _is_adjective(view: View, start: int, end: int) -> bool:
    """ "an official photo", "his first official foreign trip"."""
    after = view.lower(end)
    if not after.isalpha() or after in WEEKDAYS_MONTHS or not view.same_sentence(start, end):
        return False
    return view.words[end].tag.startswith(("JJ", "NN")) and (not view.words[end].capital or after in NOT_A_PERSON)
