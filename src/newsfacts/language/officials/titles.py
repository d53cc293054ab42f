"""Phrases that name an office, with whatever country, body, status and portfolio stand inside them.

A title is any phrase whose head is an office noun and whose modifiers place it; what follows the last modifier is the
name. Which modifiers there are, and which role comes out, is the grammar of ``titles.toml``.
"""

from __future__ import annotations

from bisect import bisect_left
from dataclasses import dataclass, field, replace

from newsfacts.language.officials.before import read_before
from newsfacts.language.officials.behind import read_behind
from newsfacts.language.officials.bodies import Body, find_region
from newsfacts.language.officials.office_texts import to_office_text
from newsfacts.language.officials.patterns import (
    ACRONYMS,
    FUNCTION_WORDS,
    PORTFOLIOS,
    REGIONS_WITH_PRESIDENTS,
    VESSELS,
    WEEKDAYS_MONTHS,
    Match,
    home_places,
    offices,
    regions,
)
from newsfacts.language.officials.phrase import ARTICLES, BEFORE_PLACES, STATE_NOUNS, TIMES, Title
from newsfacts.language.officials.roles import resolve_role
from newsfacts.language.officials.title_words import is_given, is_modifier, is_noun, is_surname, is_surname_of
from newsfacts.language.officials.words import View

__all__ = ["Title", "find_titles", "resolve_role"]

_FLEXIBLE = frozenset(["deputy", "chief", "head", "general", "justice", "representative"])


def find_titles(view: View, bodies: list[Body]) -> list[Title]:
    """Every office phrase, in reading order, none overlapping another."""
    return _Finder(view, bodies).find()


@dataclass(slots=True)
class _Finder:
    """One reading of a text, with the titles found so far."""

    view: View
    bodies: list[Body]
    titles: list[Title] = field(default_factory=list)
    inside: set[int] = field(default_factory=set)
    by_start: dict[int, Body] = field(default_factory=dict)
    by_end: dict[int, Body] = field(default_factory=dict)
    given: set[tuple[str, str]] = field(default_factory=set)  # names that begin like a title: "Sheikh Hasina"

    def find(self) -> list[Title]:
        """Read the words from left to right."""
        self.inside = {i for body in self.bodies if not body.generic for i in range(body.start, body.end)}
        self.by_start = {body.start: body for body in self.bodies}
        self.by_end = {body.end: body for body in self.bodies}
        i = 0
        while i < len(self.view.words):
            i = self._read(i)
        return _with_letters(self.view, self.titles, self.inside)

    def _read(self, i: int) -> int:
        """Read the title that begins at a word, if there is one; return where to read on."""
        trie, decoys, _ = offices(self.view.lexicon)
        decoy = decoys.longest(self.view.lowers, i)
        if decoy:
            return decoy[0]
        hit = trie.longest(self.view.lowers, i) if i not in self.inside else None
        if hit is None or hit[1].office.use == "never" or self._is_no_office(i, *hit):
            return i + 1
        end, match = hit
        if self._is_part_of_name(i, end) or _is_title_of_thing(self.view, i, end):
            return end
        stop = next((j for j in range(i, end) if j in self.inside), None)
        if stop is not None:  # a shorter form must not swallow the start of a body: "president" before "Senate ..."
            hit = trie.longest(self.view.lowers[i:stop], 0)
            if hit is None:
                return i + 1
            end, match = i + hit[0], hit[1]
        title = _expand(self.view, i, end, match, self.by_start, self.by_end, self.titles[-1] if self.titles else None)
        if title is None:
            return i + 1
        if title.role is None:
            _serve_spoken_body(self.view, title, self.bodies)
        self.titles.append(title)
        return max(title.end, end)

    def _is_no_office(self, i: int, end: int, match: Match) -> bool:
        """Whether the words only modify what follows them: "the official Xinhua news agency", "deputy minister"."""
        view, body = self.view, self.by_start.get(end)
        if view.lower(i) in ACRONYMS and not view.words[i].text[:2].isupper():
            return True  # "at 3 pm"
        if _are_letters_of_office(view, i, end, match):
            return True
        named = body is not None and not body.generic
        if named and match.form in ("official", "general", "chief", "representative"):
            return True
        after = offices(view.lexicon)[0].longest(view.lowers, end)
        use = after[1].office.use if after is not None else ""
        if match.form == "chief" and use == "honor":
            return True  # "the National Chief Imam"
        if match.form in ("deputy", "representative", "delegate") and use == "rank" and view.words[i].text.islower():
            return True  # "task force deputy Colonel Ann Lee"
        return match.form in _FLEXIBLE and is_modifier(view, end)

    def _is_part_of_name(self, i: int, end: int) -> bool:
        pair = (self.view.lower(i), self.view.lower(end))
        if self.titles and is_given(self.view, i, end, self.titles[-1]):
            self.given.add(pair)
        if self.titles and is_surname_of(self.view, i, end, self.titles[-1]):
            return True
        return pair in self.given or is_surname(self.view, i, end)


def _is_title_of_thing(view: View, i: int, end: int) -> bool:
    """ "the frigate President Mercer", "a film called “Chancellor Red”": what is called like a holder of an office."""
    if not view.words[i].capital or end >= len(view.words) or not view.words[end].capital:
        return False
    before = view.lower(i - 1)
    if before in VESSELS and view.words[i - 1].text.islower():
        return True
    close = _CLOSING.get(before)
    last = next((k for k in range(end, min(end + 4, len(view.words))) if not view.words[k].capital), end)
    return close is not None and view.lower(last) == close and not view.words[i].heading


def _are_letters_of_office(view: View, i: int, end: int, match: Match) -> bool:
    """ "HM Chief Inspector Ann Lee", "ACP Secretary-General Ann Lee": letters that belong to the office behind."""
    after = offices(view.lexicon)[0].longest(view.lowers, end)
    letters = match.office.use == "title" and view.lower(i) in ACRONYMS and view.same_sentence(i, end)
    return letters and after is not None and after[1].office.use not in ("honor", "rank")


#: Quotation marks that open and what closes them.
_CLOSING = {'"': '"', "“": "”", "‘": "’"}


def _letters_of(view: View, title: Title) -> set[str]:
    """The letters that can stand for an office: "DPP" for "Director of Public Prosecutions", "SP"."""
    if title.role is None or title.plural or title.match.office.use in ("honor", "rank", "counterpart"):
        return set()
    found = set()
    for start in {title.start, title.head_start}:
        for end in {title.head_end, title.end, title.head_start + 1 + (title.head_end - title.head_start) // 2}:
            words = [w for w in view.lowers[start:end] if w not in _UNLETTERED and w[0].isalpha()]
            found.add("".join(word[0] for word in words).upper())
    return {letters for letters in found if len(letters) > 1}


#: Words of an office that have no letter in its short form.
_UNLETTERED = frozenset(["of", "the", "in", "for", "and", "'s", "to", "-"])


def _stands_for_holder(view: View, i: int, inside: set[int]) -> bool:
    """Whether capital letters can be an officer: "The SP said", but not "the SP leader" and no body that is known."""
    after = view.words[i + 1] if i + 1 < len(view.words) else None
    ends = after is None or not (after.capital or after.tag.startswith("NN") or after.lower == "of")
    return view.lower(i - 1) == "the" and ends and i not in inside and view.words[i].text.isupper()


def _with_letters(view: View, titles: list[Title], inside: set[int]) -> list[Title]:
    """The offices with those told again by their letters: "Upazila Nirbahi Officer (UNO) Ann Lee ... The UNO"."""
    own = {t.start for t in titles if t.match.form in ACRONYMS and t.end == t.start + 1}
    taken = {i for title in titles for i in range(title.start, title.end)} - own
    introduced: dict[str, Title] = {}
    for title in titles:
        for close in {title.end - 1, title.head_end + 2}:
            if close < title.end and view.lower(close) == ")" and view.words[close - 1].text.isupper():
                introduced.setdefault(view.words[close - 1].text, title)
    initials = _find_initials(view, titles, inside)
    again = []
    for i, word in enumerate(view.words if introduced or initials else []):
        told = introduced.get(word.text)
        if told is None and _stands_for_holder(view, i, inside):
            told = initials.get(word.text)
        if told is not None and told.end <= i and i not in taken:
            title = replace(told, start=i, end=i + 1, head_start=i, head_end=i + 1, names=[], possessor=None)
            title.article = view.lower(i - 1) if view.lower(i - 1) in ARTICLES else ""
            again.append(title)
    told_again = {title.start for title in again}
    return sorted([*(t for t in titles if t.start not in told_again), *again], key=lambda title: title.start)


def _find_initials(view: View, titles: list[Title], inside: set[int]) -> dict[str, Title]:
    """The letters that nothing introduces, with the first office each can stand for; not those of a party."""
    initials: dict[str, Title] = {}
    for title in titles:
        for letters in _letters_of(view, title):
            initials.setdefault(letters, title)
    for i, word in enumerate(view.words if initials else []):
        if word.text in initials and not _stands_for_holder(view, i, inside):
            named = i + 1 < len(view.words) and view.words[i + 1].capital and view.lower(i - 1) != "the"
            if not named:
                del initials[word.text]  # "the SP leader": here the letters are a party's
    return initials


def _serve_spoken_body(view: View, title: Title, bodies: list[Body]) -> None:
    """ "The WHO needs help, Director-General Ann Lee said": the one body its sentence has spoken of before."""
    head, office = view.words[title.head_start], title.match.office
    named = title.end < len(view.words) and view.words[title.end].capital
    alone = title.start == title.head_start and title.end == title.head_end and title.possessor is None
    if office.office != "director" or not (head.capital and named and alone) or title.word_role:
        return
    first = bisect_left(bodies, title.start, key=lambda b: b.start) - 1
    if first >= 0 and view.same_sentence(bodies[first].start, title.start) and not bodies[first].generic:
        title.body = bodies[first]
        title.role = resolve_role(view, title)


def _expand(
    view: View,
    head_start: int,
    head_end: int,
    match: Match,
    by_start: dict[int, Body],
    by_end: dict[int, Body],
    previous: Title | None,
) -> Title | None:
    """The title around an office; None where the words are no office here."""
    floor = previous.end if previous else 0
    office = match.office
    title = Title(head_start, head_end, head_start, head_end, match, "", None, plural=match.plural)
    if not is_noun(view, head_start, head_end, match):
        return None
    read_before(view, title, by_end, floor)
    if office.use == "honor":
        _serve_private(view, title, by_start)
        return title
    read_behind(view, title, by_start)
    if _owns_name(view, title):
        return None
    title.office = to_office_text(view, title, plural=match.plural)
    title.singular = to_office_text(view, title, plural=False)
    if match.form.startswith("u.s. "):  # the state stands inside the form itself
        title.countries.append("US")
        title.office, title.singular = title.office.removeprefix("u.s. "), title.singular.removeprefix("u.s. ")
    title.role = resolve_role(view, title)
    _settle_deputy(view, title)
    _settle_unknown_owner(view, title, floor)
    _settle_far_owner(view, title, floor)
    _serve_other(title, previous)
    _settle_premier(view, title)
    if title.status == "current":
        title.status = office.status or title.status
    if not office.shared or not view.codes or office.country in view.codes | {view.dateline}:
        title.country = title.country or office.country
    title.bound = bool(title.country or title.countries or title.body or office.country or title.portfolio)
    return title


def _settle_deputy(view: View, title: Title) -> None:
    """ "Deputy Israeli Prime Minister Ann Lee" has the role of a deputy prime minister."""
    ahead = set(view.lowers[title.start : title.head_start]) & {"deputy", "vice"}
    if title.role != "head_of_government" or not ahead:
        return
    words = [*ahead, *title.match.form.split()]
    hit = offices(view.lexicon)[0].longest(words, 0)
    if hit is not None and hit[0] == len(words):
        title.role = hit[1].office.role


def _owns_name(view: View, title: Title) -> bool:
    """ "the Captain's Table", "the Ministers' Council": a capitalized office that owns a name."""
    alone = (title.start, title.end) == (title.head_start, title.head_end) and view.words[title.head_start].capital
    after = title.end + 1
    owns = view.lower(title.end) in ("'s", "'")
    return alone and owns and after < len(view.words) and view.words[after].capital


def _serve_other(title: Title, previous: Title | None) -> None:
    """ "the president's spokesman" serves whom the president serves."""
    if previous is None or title.possessor != previous.end - 1 or previous.role is None:
        return
    title.owner = previous
    title.country = title.country or previous.country
    if previous.role == "igo":  # "the UN Secretary-General's envoy"
        title.body = title.body or previous.body


def _settle_premier(view: View, title: Title) -> None:
    """ "Malaita Premier Ann Lee" is the head of a part of a state."""
    before = title.start - 1
    if title.match.form != "premier" or title.role != "head_of_government":
        return
    own = view.text[view.words[title.start].start : view.words[title.head_start - 1].end]
    of = title.head_end + 1
    behind = view.text[view.words[of].start : view.words[title.end - 1].end] if of < title.end else ""
    if (title.start < title.head_start and own in regions()) or behind in regions():
        title.role, title.country = "regional", title.country or regions().get(behind)
        return
    if title.countries or title.body or not view.same_sentence(before, title.head_start):
        return
    if view.words[before].capital and view.words[before].tag.startswith("NNP"):
        title.role, title.start = "regional", before


def _serve_private(view: View, title: Title, by_start: dict[int, Body]) -> None:
    """ "CEO of the National Oil Company Ann Lee": the body belongs to the title when the name follows."""
    at = title.end + 1 + (view.lower(title.end + 1) == "the")
    body = by_start.get(at) if view.lower(title.end) == "of" else None
    if body is None or body.end >= len(view.words) or not view.same_sentence(title.start, body.end):
        return
    after = view.words[body.end]
    if after.capital and after.tag.startswith("NNP"):
        title.end = body.end


_OF_STATES = frozenset(["president", "vice president", "chancellor", "king", "queen", "prince", "emperor", "tsar"])

_OF_NO_STATE = frozenset(["king", "queen", "prince", "emperor", "tsar"])


def _settle_unknown_owner(view: View, title: Title, floor: int) -> None:
    """No head of state where the words give the office to something else: a club, a company, a part of a state.

    "Barcelona president Joan Laporta", "Real Madrid's president", "president of World Athletics", "tennis queen", "the
    France captain"; a part of a state that the lexicon knows to have such an office makes its holder ``regional``.
    """
    office, head = title.match.office.office, view.words[title.head_start]
    if title.role in (None, "police") or title.plural:
        return
    if title.role in ("regional", "legislator") and not title.countries:
        title.country = title.country or _state_of_region(view, title, floor)
    unowned = title.word_role is None and title.body is None
    if unowned and office == "leader" and not title.countries and _unknown_owner_before(view, title, floor):
        title.regional = True  # "Black Panther leader Ann Lee": of whom nobody knows, not of the article's state
        return
    kingly = title.match.form == "captain" or (office in _OF_NO_STATE and not title.countries)
    if unowned and kingly and head.text.islower():
        title.role = None
        return
    owner = _unknown_owner(view, title, floor) if unowned and office in _OF_STATES | {"prime minister"} else None
    if owner is None:
        return
    if office == "prime minister":
        if head.capital and title.match.form != "premier":
            title.regional = True  # of a land that nobody knows: not the article's
        return
    code = REGIONS_WITH_PRESIDENTS.get(view.text[view.words[owner[0]].start : view.words[owner[1] - 1].end])
    title.role = None
    if code is not None and office in ("president", "vice president"):
        title.role, title.country = "regional", code


def _settle_far_owner(view: View, title: Title, floor: int) -> None:
    """ "Peru's culture and gaming minister": the state stands before words that no list has, and is nobody else's."""
    stated = title.country is not None or title.countries or title.body is not None or title.plural
    if stated or title.article or title.role in (None, "igo") or not view.words[title.start].text.islower():
        return
    at = title.start - 1
    while at >= max(floor, title.start - _FAR) and (view.words[at].tag in _BEFORE_HEAD or view.lower(at) == "and"):
        joined = view.lower(at) == "and"
        if not view.words[at].text.islower() or (joined and not _is_task(view, at - 1)):
            return
        at -= 1
    if at < title.start - 1 and view.lower(at) in ("'s", "'") and at in view.country_ends:
        title.country = view.country_ends[at][1]


def _is_task(view: View, at: int) -> bool:
    """Whether a word can stand before "and" in an office: "culture and gaming minister", no "offer and minister"."""
    return view.lower(at) in PORTFOLIOS or view.words[at].tag in ("JJ", "VBN")


#: So many words may stand between a state and its office, and these.
_FAR = 6
_BEFORE_HEAD = frozenset(["JJ", "NN", "VBG", "VBN"])


def _state_of_region(view: View, title: Title, floor: int) -> str | None:
    """The state of the region of an office: "Florida Senator", "Ontario premier", "mayor of Oslo"."""
    if title.role == "regional" and view.lower(title.head_end) == "of" and title.end > title.head_end + 1:
        state = find_region(view, title.end + 1) if view.lower(title.end) == "," else None
        if state is not None:
            return state[1]  # "mayor of Lima, Ohio"
        place = view.text[view.words[title.head_end + 1].start : view.words[title.end - 1].end]
        return home_places(view.lexicon).get(place)
    inside = title.start < title.head_start
    first = title.start if inside else title.start - 1
    last = max(first + 1, title.head_start if inside else title.start)
    return regions().get(view.text[view.words[first].start : view.words[last - 1].end]) if first >= floor else None


def _unknown_owner(view: View, title: Title, floor: int) -> tuple[int, int] | None:
    """The words of what is no state and no body, to which the office belongs: before it or after "of"."""
    if title.possessor is not None:
        end = title.possessor + 1
        known = end in view.country_ends or title.possessor == floor - 1 or title.match.office.office != "president"
        if known or not view.words[title.possessor].capital:
            return None
        return _proper_start(view, title.possessor, floor), end
    if title.countries:
        return None
    if title.end > title.head_end:
        first = title.head_end + 1 + (view.lower(title.head_end + 1) == "the")
        of = view.lower(title.head_end) == "of" and view.lower(first) not in STATE_NOUNS
        return (first, title.end) if of and first < title.end else None
    return _unknown_owner_before(view, title, floor) if title.start == title.head_start else None


def _unknown_owner_before(view: View, title: Title, floor: int) -> tuple[int, int] | None:
    """ "the academy president", "Barcelona president Joan Laporta"; but "In Lima President Ann Lee said"."""
    at, head = title.start - 1, view.words[title.head_start]
    if at < floor or not view.same_sentence(at, title.start):
        return None
    word = view.words[at]
    if word.tag == "NN" and word.text.islower() and not head.capital:
        return (at, at + 1) if word.lower not in TIMES else None
    proper = word.capital and word.tag.startswith("NN") and word.lower not in FUNCTION_WORDS
    if not (proper or word.text in REGIONS_WITH_PRESIDENTS) or word.lower in WEEKDAYS_MONTHS:
        return None
    if word.heading or at in view.inside_country:
        return None
    start = _proper_start(view, at, floor)
    placed = not view.same_sentence(start - 1, start) or view.lower(start - 1) in BEFORE_PLACES
    known = view.text[view.words[start].start : word.end] in REGIONS_WITH_PRESIDENTS
    return None if head.capital and placed and not known else (start, at + 1)


def _proper_start(view: View, at: int, floor: int) -> int:
    """The first word of the capitalized words that end at one."""
    while at - 1 >= floor and view.words[at - 1].capital and view.words[at - 1].tag.startswith("NNP"):
        if not view.same_sentence(at - 1, at) or at - 1 in view.inside_country:
            break
        at -= 1
    return at
