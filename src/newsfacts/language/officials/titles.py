"""Phrases that name an office, with whatever country, body, status and portfolio stand inside them."""

from __future__ import annotations

from bisect import bisect_left
from dataclasses import dataclass, field, replace

from newsfacts.language.officials.organizations import Body
from newsfacts.language.officials.patterns import (
    ACRONYMS,
    AGE,
    ALSO_NAMES,
    BODY_ROLES,
    BRANCH_ROLES,
    FUNCTION_WORDS,
    KIND_ROLES,
    MODIFIERS,
    NOT_A_PERSON,
    PORTFOLIOS,
    REGIONS_WITH_PRESIDENTS,
    SAFE_PARTICLES,
    STATE_FORMS,
    STATUS_SUFFIXES,
    STATUS_WORDS,
    WEEKDAYS_MONTHS,
    Match,
    Trie,
    given_names,
    home_places,
    offices,
    places,
    regions,
)
from newsfacts.language.officials.words import View


@dataclass(slots=True, eq=False)
class Title:
    """A phrase that names an office. ``start``/``end`` are words, without the article.

    ``role`` is None where the text tells no office of a state or body (a company's director, "the chairman");
    ``bound`` says that a country, a body or the office itself makes it official.
    """

    start: int
    end: int
    head_start: int
    head_end: int
    match: Match
    office: str  # as the text has it; ``singular`` for one holder of "Presidents A and B"
    role: str | None
    country: str | None = None
    countries: list[str] = field(default_factory=list)
    body: Body | None = None
    status: str = "current"
    plural: bool = False
    article: str = ""
    possessor: int | None = None
    bound: bool = False
    regional: bool = False  # "Asian", "Western": no single state, and none from the context either
    word_role: str | None = None
    portfolio: bool = False
    singular: str = ""
    names: list[int] = field(default_factory=list)
    owner: Title | None = None  # the office in "the president's spokesman"
    silent: bool = False  # told by a verb ("who heads the agency"): an office, but no phrase that names one


_ARTICLES = frozenset(
    [
        "the",
        "a",
        "an",
        "another",
        "this",
        "that",
        "some",
        "several",
        "many",
        "two",
        "three",
        "four",
        "five",
        "six",
        "both",
        "its",
        "his",
        "her",
        "their",
        "our",
        "other",
        "all",
        "any",
        "no",
        "few",
        "most",
        "dozens",
        "one",
        "each",
        "every",
        "fellow",
        "these",
        "those",
    ]
)
_REGIONAL = frozenset(
    [
        "asian",
        "african",
        "european",
        "western",
        "arab",
        "latin",
        "american",
        "gulf",
        "nordic",
        "baltic",
        "balkan",
        "scandinavian",
        "middle",
        "eastern",
        "muslim",
        "islamic",
        "caribbean",
        "pacific",
    ]
)
_STATE_NOUNS = frozenset(
    [
        "countries",
        "nations",
        "states",
        "sides",
        "neighbours",
        "neighbors",
        "country",
        "nation",
        "state",
        "kingdom",
        "republic",
        "island",
        "islands",
        "world",
        "region",
        "continent",
        "province",
        "city",
        "town",
        "country's",
    ]
)
_NOT_AN_OFFICE_AFTER = frozenset(["church", "parish", "congregation", "temple", "gospel", "mosque"])


def find_titles(view: View, bodies: list[Body]) -> list[Title]:
    """Every office phrase, in reading order, none overlapping another."""
    trie, decoys, _ = offices(view.lexicon)
    inside = {i for b in bodies if not b.generic for i in range(b.start, b.end)}
    by_start = {b.start: b for b in bodies}
    by_end = {b.end: b for b in bodies}
    titles: list[Title] = []
    given: set[tuple[str, str]] = set()  # names that begin like a title: "Sheikh Hasina"
    i, n = 0, len(view.words)
    while i < n:
        decoy = decoys.longest(view.lowers, i)
        if decoy:
            i = decoy[0]
            continue
        if i in inside:
            i += 1
            continue
        hit = trie.longest(view.lowers, i)
        if hit is None or hit[1].office.use == "never":
            i += 1
            continue
        end, match = hit
        if view.lower(i) in ACRONYMS and not view.words[i].text[:2].isupper():
            i += 1
            continue
        if (
            end in by_start
            and not by_start[end].generic
            and match.form in ("official", "general", "chief", "representative")
        ):
            i += 1  # "the official Xinhua news agency"
            continue
        priest = trie.longest(view.lowers, end) if match.form == "chief" else None
        if priest is not None and priest[1].office.use == "honor":
            i += 1  # "the National Chief Imam"
            continue
        rank = trie.longest(view.lowers, end) if match.form in ("deputy", "representative") else None
        if rank is not None and rank[1].office.use == "rank" and view.words[i].text.islower():
            i += 1  # "task force deputy Colonel Ann Lee"
            continue
        if match.form in ("deputy", "chief", "head", "general", "justice", "representative") and _is_modifier(
            view, end, trie
        ):
            i += 1  # "deputy defense secretary", "chief economic adviser"
            continue
        pair = (view.lower(i), view.lower(end))
        if titles and _is_given(view, i, end, titles[-1]):
            given.add(pair)
        if pair in given or _is_surname(view, i, end):
            i = end
            continue
        # a shorter form must not swallow the start of a body: "president" before "Senate ..."
        if any(j in inside for j in range(i, end)):
            stop = next(j for j in range(i, end) if j in inside)
            hit = trie.longest(view.lowers[i:stop], 0)
            if hit is None:
                i += 1
                continue
            end, match = i + hit[0], hit[1]
        title = _expand(view, i, end, match, by_start, by_end, titles[-1] if titles else None)
        if title is not None and title.role is None:
            _serve_spoken_body(view, title, bodies)
        if title is None:
            i += 1
            continue
        titles.append(title)
        i = max(title.end, end)
    return _with_letters(view, titles)


def _with_letters(view: View, titles: list[Title]) -> list[Title]:
    """The offices with those told again by their letters: "Upazila Nirbahi Officer (UNO) Ann Lee ... The UNO"."""
    taken = {i for title in titles for i in range(title.start, title.end)}
    known: dict[str, Title] = {}
    for title in titles:
        if view.lower(title.end - 1) == ")" and view.words[title.end - 2].text.isupper():
            known.setdefault(view.words[title.end - 2].text, title)
    again = []
    for i, word in enumerate(view.words if known else []):
        told = known.get(word.text)
        if told is not None and told.end <= i and i not in taken:
            title = replace(told, start=i, end=i + 1, head_start=i, head_end=i + 1, names=[], possessor=None)
            title.article = view.lower(i - 1) if view.lower(i - 1) in _ARTICLES else ""
            again.append(title)
    return sorted([*titles, *again], key=lambda title: title.start)


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


def _is_modifier(view: View, end: int, trie: Trie[Match]) -> bool:
    k = end
    while k < min(end + 4, len(view.words)) and (
        view.lower(k) in PORTFOLIOS or view.lower(k) in MODIFIERS or view.words[k].tag == "JJ"
    ):
        k += 1
    hit = trie.longest(view.lowers, k) or trie.longest(view.lowers, k - 1) if k > end else trie.longest(view.lowers, k)
    return hit is not None and hit[1].office.use not in ("honor", "rank", "title")


def _is_given(view: View, i: int, end: int, ahead: Title) -> bool:
    """ "Energy Minister Sultan Al Harbi", "Prime Minister Sheikh Hasina": behind another office a word of the name."""
    alone = end == i + 1 and view.words[i].capital and end < len(view.words) and view.words[end].capital
    held = ahead.end == i and ahead.match.office.use in ("free", "bound") and not ahead.plural
    if not (alone and held) or ahead.role == "monarch" or not view.same_sentence(i, end):
        return False
    last = end + 1 >= len(view.words) or not (view.words[end + 1].capital or view.lower(end + 1) in SAFE_PARTICLES)
    return view.lower(i) == "sultan" or (view.lower(i) == "sheikh" and last)


_NAME_JOINTS = frozenset(["bin", "ibn", "bint", "al", "abu", "ben", "el"])


def _is_surname(view: View, i: int, end: int) -> bool:
    """ "Sultan" in "Zayed bin Sultan Al Nahyan", "King" in "Stephen King said"."""
    word = view.words[i]
    if end - i > 1 or not word.capital or i == 0 or not view.same_sentence(i - 1, i):
        return False
    if view.lower(i - 1) in _NAME_JOINTS:
        return True
    before = view.words[i - 1]
    if view.lower(i) == "sultan" and view.lower(end) in _NAME_JOINTS:
        return True  # "Group CEO of the Abu Dhabi National Oil Company Sultan Al Jaber": no ruler is called so
    closed = end >= len(view.words) or not view.words[end].capital
    hit = offices(view.lexicon)[0].longest(view.lowers, i)
    titled = offices(view.lexicon)[0].longest(view.lowers, i - 1) is not None or view.lower(i - 1) in MODIFIERS
    plain = before.capital and before.tag.startswith("NNP") and not titled and before.text not in home_places()
    if view.lower(i) == "sultan" and not closed and plain and view.lower(i - 1) not in FUNCTION_WORDS:
        return (i - 1) not in view.inside_country  # "Sohel Sultan Kabir"
    named = before.text in given_names() or (before.entity == "PERSON" and word.entity == "PERSON" and before.capital)
    if not closed and hit is not None and hit[1].office.role == "monarch" and named:
        return (i - 1) not in view.inside_country  # "Foreign Minister Hossein Amir Rahimi"
    if not closed or not before.capital or word.text.endswith("."):
        return False
    if view.lower(i - 1) in FUNCTION_WORDS or (i - 1) in view.inside_country:
        return False
    if hit is not None and hit[1].office.use == "honor" and before.tag.startswith("NNP"):
        other = offices(view.lexicon)[0].longest(view.lowers, i - 1)  # "Mr Godfred Yeboah Dame,", "Mr Dame said"
        return other is None or view.lower(i - 1) in ("mr", "mr.", "mrs", "mrs.", "ms", "ms.", "dr", "dr.")
    return before.text in given_names()


def _expand(
    view: View,
    head_start: int,
    head_end: int,
    match: Match,
    by_start: dict[int, Body],
    by_end: dict[int, Body],
    previous: Title | None,
) -> Title | None:
    words = view.words
    floor = previous.end if previous else 0
    office = match.office
    head = words[head_start]
    title = Title(head_start, head_end, head_start, head_end, match, "", None, plural=match.plural)
    if not _is_noun(view, head_start, head_end, match):
        return None
    if office.use == "honor":
        title.role = None
        _left(view, title, by_end, floor)
        _serve_private(view, title, by_start)
        return title
    _left(view, title, by_end, floor)
    _right(view, title, by_start)
    if (
        head.capital
        and title.end == head_end
        and view.lower(head_end) in ("'s",)
        and title.start == head_start
        and (head_end + 1 < len(words) and words[head_end + 1].capital)
    ):
        return None
    title.office = _office_text(view, title, plural=match.plural)
    title.singular = _office_text(view, title, plural=False)
    if match.form.startswith("u.s. "):  # the state stands inside the form itself
        title.countries.append("US")
        title.office, title.singular = title.office.removeprefix("u.s. "), title.singular.removeprefix("u.s. ")
    title.role = resolve_role(view, title)
    _settle_unknown_owner(view, title, floor)
    if previous is not None and title.possessor == previous.end - 1 and previous.role is not None:
        # "the president's spokesman" serves whom the president serves
        title.owner = previous
        title.country = title.country or previous.country
        if previous.role == "igo":  # "the UN Secretary-General's envoy"
            title.body = title.body or previous.body
    before = title.start - 1
    national = title.countries or title.body or not view.same_sentence(before, head_start)
    if match.form == "premier" and title.role == "head_of_government" and not national:
        word = words[before]
        if word.capital and word.tag.startswith("NNP"):
            title.role, title.start = "regional", before  # "Malaita Premier Ann Lee"
    if office.status and title.status == "current":
        title.status = office.status
    if office.country and title.country is None:
        title.country = office.country
    title.bound = bool(title.country or title.countries or title.body or office.country or title.portfolio)
    return title


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
    office, head = title.match.office, view.words[title.head_start]
    if title.role in (None, "police") or title.plural:
        return
    if title.role in ("regional", "legislator") and not title.countries:
        # "Florida Senator", "Ontario premier"
        first = title.start if title.start < title.head_start else title.start - 1
        last = max(first + 1, title.head_start if title.start < title.head_start else title.start)
        parts = view.text[view.words[first].start : view.words[last - 1].end] if first >= floor else ""
        title.country = title.country or regions().get(parts)
    bare = head.text.islower() and title.word_role is None and title.body is None
    if bare and (title.match.form == "captain" or (office.office in _OF_NO_STATE and not title.countries)):
        title.role = None
        return
    if office.office not in _OF_STATES | {"prime minister"} or title.body is not None or title.word_role is not None:
        return
    owner = _unknown_owner(view, title, floor)
    if owner is None:
        return
    if office.office == "prime minister":
        if head.capital and title.match.form != "premier":
            title.regional = True  # of a land that nobody knows: not the article's
        return
    parts = view.text[view.words[owner[0]].start : view.words[owner[1] - 1].end]
    code = REGIONS_WITH_PRESIDENTS.get(parts)
    title.role = None
    if code is not None and office.office in ("president", "vice president"):
        title.role, title.country = "regional", code


def _unknown_owner(view: View, title: Title, floor: int) -> tuple[int, int] | None:
    """The words of what is no state and no body, to which the office belongs: before it or after "of"."""
    words, at = view.words, title.start - 1
    if title.possessor is not None:
        end = title.possessor + 1
        known = end in view.country_ends or title.possessor == floor - 1 or title.match.office.office != "president"
        if known or not words[title.possessor].capital:
            return None
        return _proper_start(view, title.possessor, floor), end
    if title.end > title.head_end and not title.countries:
        first = title.head_end + 1 + (view.lower(title.head_end + 1) == "the")
        of = view.lower(title.head_end) == "of" and view.lower(first) not in _STATE_NOUNS
        return (first, title.end) if of and first < title.end else None
    if title.countries or title.start != title.head_start or at < floor or not view.same_sentence(at, title.start):
        return None
    proper = words[at].capital and words[at].tag.startswith("NNP") and view.lower(at) not in FUNCTION_WORDS
    proper = proper or words[at].text in REGIONS_WITH_PRESIDENTS
    if words[at].tag == "NN" and words[at].text.islower() and not words[title.head_start].capital:
        return (at, at + 1) if view.lower(at) not in _TIMES else None  # "the academy president"
    if not proper or view.lower(at) in WEEKDAYS_MONTHS or words[at].heading or at in view.inside_country:
        return None
    start = _proper_start(view, at, floor)
    if words[title.head_start].capital and (
        not view.same_sentence(start - 1, start) or view.lower(start - 1) in _BEFORE_PLACES
    ) and view.text[words[start].start : words[at].end] not in REGIONS_WITH_PRESIDENTS:
        return None  # "In Lima President Ann Lee said"
    return start, at + 1


_TIMES = frozenset(["day", "evening", "interview", "month", "morning", "night", "speech", "statement", "week", "year"])
_BEFORE_PLACES = frozenset(["in", "at", "on", "from", "to", "near", "with", "of", "for", "by", "told"])


def _proper_start(view: View, at: int, floor: int) -> int:
    """The first word of the capitalized words that end at one."""
    while at - 1 >= floor and view.words[at - 1].capital and view.words[at - 1].tag.startswith("NNP"):
        if not view.same_sentence(at - 1, at) or at - 1 in view.inside_country:
            break
        at -= 1
    return at


def _is_noun(view: View, start: int, end: int, match: Match) -> bool:
    """Not an adjective, a verb or the first half of another noun ("general public", "judge whether")."""
    words = view.words
    last = words[end - 1]
    after = view.lower(end)
    capital_next = end < len(words) and words[end].capital
    single = end - start == 1
    if single and last.tag.startswith(("VB", "RB")) and not last.capital:
        return False
    if single and last.tag.startswith("JJ") and not last.capital and match.office.use == "rank":
        return False
    if (
        match.office.use in ("title", "rank")
        and last.text[:1].islower()
        and not capital_next
        and last.lower
        not in (
            "general",
            "admiral",
            "colonel",
            "brigadier",
            "commodore",
            "marshal",
            "generals",
            "colonels",
            "admirals",
            "lieutenant general",
            "representative",
        )
        and not (
            last.lower in ("captain", "major", "lieutenant") and view.lower(start - 1) in ("army", "navy", "police")
        )
    ):
        return False
    names = after in ALSO_NAMES and not (end + 1 < len(words) and words[end + 1].lower in NOT_A_PERSON - ALSO_NAMES)
    if capital_next and after in NOT_A_PERSON and match.office.use != "honor" and last.capital and not names:
        return False
    if match.form == "representative" and last.text.islower() and words[start - 1].tag == "NN":
        return False  # "a training representative"
    if (
        not capital_next
        and after.isalpha()
        and words[end].tag in ("NN", "NNS")
        and after not in FUNCTION_WORDS
        and after not in STATUS_SUFFIXES
        and after not in WEEKDAYS_MONTHS
        and view.same_sentence(start, end)
        and words[end].tag != ""
        and after not in ("level",)
    ):
        # "police chief", but "prime minister level talks", "speaker system": the noun behind is the head
        return after in ("designate", "elect", "nominee", "general", "candidate")
    if (
        match.form == "official"
        and not match.plural
        and after.isalpha()
        and (not capital_next or after in NOT_A_PERSON)
        and after not in WEEKDAYS_MONTHS
        and words[end].tag.startswith(("JJ", "NN"))
        and view.same_sentence(start, end)
    ):
        return False  # "an official photo", "his first official foreign trip"
    return not (single and after == "-" and view.lower(end + 1) in ("level", "general", "in"))


def _left(view: View, title: Title, by_end: dict[int, Body], floor: int) -> None:
    words, j = view.words, title.start
    office = title.match.office
    while j > floor and view.same_sentence(j - 1, title.head_start):
        ending = by_end.get(j)
        if j in view.country_ends and not (ending and floor <= ending.start < view.country_ends[j][0]):
            first, code = view.country_ends[j]
            if first < floor:
                break
            title.countries.append(code)
            j = first
            # "Israeli and Palestinian mediators", "U.S., British and French officials"
            if (
                view.lower(j - 1) in ("and", ",", "or")
                and j - 1 in view.country_ends
                and view.country_ends[j - 1][0] >= floor
            ):
                j -= 1
            continue
        word = words[j - 1]
        if word.lower in ("'s", "'"):
            if j - 1 in view.country_ends and view.country_ends[j - 1][0] >= floor:
                first, code = view.country_ends[j - 1]
                if not title.countries:
                    title.countries.append(code)
                j = first
            elif j - 1 in by_end and by_end[j - 1].start >= floor:
                title.body = title.body or by_end[j - 1]
                j = by_end[j - 1].start
                if j in view.country_ends and view.country_ends[j][0] >= floor:
                    j = view.country_ends[j][0]
            else:
                title.possessor = j - 2
                owner = view.words[j - 2]
                if (
                    owner.text[:1].islower()
                    and owner.lower not in BODY_ROLES
                    and owner.lower not in _STATE_NOUNS
                    and office.body
                    and j - 1 != floor  # another office: "the president's spokesman"
                ):
                    title.word_role = title.word_role or "none"
                if j >= 2 and view.lower(j - 2) in BODY_ROLES:
                    title.word_role = title.word_role or BODY_ROLES[view.lower(j - 2)]
                    j -= 2
            title.article = "the"
            title.start = j
            return
        body = by_end.get(j)
        if body and body.start >= floor and view.same_sentence(body.start, title.head_start):
            title.body = title.body or body
            j = body.start
            continue
        presides = office.office in ("president", "vice president")  # of which `_settle_unknown_owner` judges
        if not presides and (region := _region_before(view, j, floor)) is not None and office.use != "honor":
            title.country = title.country or region[1]
            j = region[0]
            continue
        lower = word.lower
        if lower == "whose" and j >= 2 and view.lower(j - 2) == "," and not (title.body or title.countries):
            # "the Workers' Party, whose president, Ann Lee, ..."
            if j - 2 in by_end:
                title.body = by_end[j - 2]
            elif j - 2 in view.country_ends:
                title.countries.append(view.country_ends[j - 2][1])
            title.article = "their"
            break
        if office.use == "honor":
            if not (word.capital and words[title.head_start].capital and lower in MODIFIERS | {"group"}):
                break
            j -= 1  # "Group CEO"
            continue
        if (
            lower in STATUS_WORDS
            and (lower != "new" or (word.tag.startswith("JJ") and not word.capital))
            and (lower != "late" or j < 2 or view.lower(j - 2) in _ARTICLES)
        ):
            if title.status == "current":
                title.status = STATUS_WORDS[lower]
            j -= 1
        elif lower in _REGIONAL:
            title.regional = True
            j -= 1
        elif lower in PORTFOLIOS | MODIFIERS or AGE.fullmatch(lower):
            if office.portfolio and lower in PORTFOLIOS:
                title.portfolio = True
            if lower in BODY_ROLES:
                title.word_role = title.word_role or BODY_ROLES[lower]
            if (
                word.capital
                and not words[title.head_start].capital
                and lower in ("central", "south", "north", "national")
            ):
                break
            j -= 1
        elif lower in BODY_ROLES:
            title.word_role = title.word_role or BODY_ROLES[lower]
            j -= 1
        elif office.body and not office.fixed and 2 <= len(word.text) <= 6 and word.text.isupper() and not word.heading:
            title.word_role = "none"  # "KPCC president": letters of a body that nobody knows
            j -= 1
        elif (lower == "and" and j >= 2 and (view.lower(j - 2) in PORTFOLIOS) and title.portfolio) or (
            lower == "," and j >= 2 and view.lower(j - 2) in PORTFOLIOS and title.portfolio and words[j - 1].capital
        ):
            j -= 1
        elif (
            office.use in ("free", "bound")
            and office.role in ("regional", "legislator", "police", "judiciary")
            and (
                word.capital
                and word.tag.startswith("NNP")
                and lower not in FUNCTION_WORDS
                and j - 1 > floor - 1
                and words[title.head_start].capital
                and not _follows_name(view, j - 1, title)
            )
        ):
            # "Texas Gov. Greg Abbott", "Tory MP": the place or party of the office
            j -= 1
        elif word.tag in ("JJ", "NN") and office.use == "rank" and word.text.islower() and _has_state(view, j - 1):
            j -= 1  # "Kenyan training representative Colonel Ann Lee"
        elif word.tag == "JJ" and lower.isalpha() and word.text.islower() and _has_owner(view, j - 1, by_end):
            j -= 1  # "the Taliban's fugitive leader", "the region's chief veterinary official"
        elif (opening := _opening_article(view, j, title)) is not None and opening >= floor:
            j = opening + 1  # "the Ablekuma West Municipal Director"
        elif lower in ("-", "–") and words[j - 1].start == words[j - 2].end and j >= 2 and words[j].start == word.end:
            # "Indian-administered"; "U.S.-backed"
            break
        else:
            break
    title.start = j
    if title.countries and j in view.countries and view.lower(j - 1) == "in" and not title.plural:
        title.countries.clear()  # "the al-Qaida in Iraq leader"
        title.word_role = "none"
    before = view.lower(j - 1) if view.same_sentence(j - 1, title.head_start) else ""
    if before in _ARTICLES:
        title.article = before


def _opening_article(view: View, end: int, title: Title) -> int | None:
    """The article before a run of capitalized words that end at a word and belong to a capitalized office."""
    if not view.words[title.head_start].capital or title.match.office.use in ("honor", "rank", "title"):
        return None
    for i in range(end - 1, max(end - 5, -1), -1):
        if view.lower(i) == "the" and view.same_sentence(i, end):
            return i if i < end - 1 else None
        word = view.words[i]
        if not (word.capital and word.tag.startswith("NNP")) or word.entity == "PERSON":
            return None
    return None


def _region_before(view: View, end: int, floor: int) -> tuple[int, str] | None:
    """The first word and the state's code of a part of a state: "New York", "Vermont"."""
    for start in range(max(floor, end - 3), end):
        code = regions().get(view.text[view.words[start].start : view.words[end - 1].end])
        if code is not None and view.same_sentence(start, end - 1):
            return start, code
    return None


def _follows_name(view: View, at: int, title: Title) -> bool:
    """ "Ann Lee MP said": letters behind a name, which no place or party is, as in "Tory MP Ann Lee", "a Tory MP"."""
    if view.lower(title.head_start) not in ACRONYMS or view.words[title.head_end : title.head_end + 1] == []:
        return False
    named = view.words[title.head_end].capital or view.lower(title.head_end) == ","
    return not named and view.lower(at - 1) not in _ARTICLES and view.words[at - 1].capital


def _has_state(view: View, at: int) -> bool:
    """Whether a state's people stand at most three lower-case nouns before a word: "Latvian task force deputy"."""
    for i in range(at, max(at - 4, 0), -1):
        if i in view.country_ends:
            return view.words[i - 1].tag.startswith("JJ")
        if not (view.words[i - 1].text.islower() and view.words[i - 1].tag in ("JJ", "NN")):
            return False
    return False


def _has_owner(view: View, at: int, by_end: dict[int, Body]) -> bool:
    """Whether a state, a body or a possessive stands at most two modifiers before a word."""
    for i in range(at, max(at - 3, 0), -1):
        if i in view.country_ends or i in by_end or view.lower(i - 1) == "'s":
            return True
        if view.lower(i - 1) not in MODIFIERS and view.words[i - 1].tag != "JJ":
            return False
    return False


def _right(view: View, title: Title, by_start: dict[int, Body]) -> None:
    words, k, office = view.words, title.head_end, title.match.office
    n = len(words)
    if view.lower(k) == "-" and view.lower(k + 1) in STATUS_SUFFIXES:
        title.status = STATUS_SUFFIXES[view.lower(k + 1)]
        k += 2
    elif view.lower(k) in STATUS_SUFFIXES and words[k].start <= words[k - 1].end + 1:
        title.status = STATUS_SUFFIXES[view.lower(k)]
        k += 1
    if office.use == "rank" and view.lower(k) == "(" and view.lower(k + 1) in _RETIRED:
        close = k + 2 + (view.lower(k + 2) == ".")
        k = close + 1 if view.lower(close) == ")" else k  # "Maj. Gen. (retd.) Ann Lee"
    if office.use not in ("rank", "honor") and view.lower(k) == "(" and k + 1 < n and words[k + 1].capital:
        close = next((c for c in range(k + 2, min(k + 5, n)) if view.lower(c) == ")"), k)
        if view.lower(close + 1) in ("of", "in", "at"):
            k = close + 1  # "Deputy Commissioner (Media) of the police"
    letters = view.lower(k) == "(" and view.lower(k + 2) == ")" and words[k + 1].text.isupper()
    if letters and k + 3 < n and words[k + 3].capital and words[k + 3].tag.startswith("NNP"):
        k += 3  # "Upazila Nirbahi Officer (UNO) Ann Lee"
    title.end = k
    preposition = view.lower(k)
    if (
        office.use in ("rank", "honor")
        or k + 1 >= n
        or preposition not in ("of", "for", "to", "from", "in", "at", "with", "on")
    ):
        return
    if not view.same_sentence(title.head_start, k + 1):
        return
    at = k + 1 + (view.lower(k + 1) in ("the", "its", "his", "their", "her"))
    if preposition == "of" and office.office == "head" and view.lower(at) in ("a", "an"):
        at += 1  # "head of a drug ring"
    if at >= n:
        return
    person = view.countries[at][0] if at in view.countries else at
    if person < n and words[person].capital and office.role == "spokesperson":
        another = offices(view.lexicon)[0].longest(view.lowers, person)
        if another and another[1].office.use != "never":
            return  # "a spokesman for Prime Minister Sunak": that is another official
    seat = _seat_end(view, k) if preposition in ("in", "at") and office.role in ("diplomat", "official") else k
    if k < seat < n and words[seat].capital and words[seat].tag.startswith("NNP"):
        title.end = seat  # "French Ambassador in Rabat Ann Lee"
        return
    if preposition == "on" and view.lower(at) in PORTFOLIOS and office.role in ("legislator", "official", "diplomat"):
        title.end = _portfolio_end(view, at)  # "Ranking Member on Health"
        title.portfolio = office.portfolio
        return
    if preposition in ("of", "for"):
        if view.lower(at) in _NOT_AN_OFFICE_AFTER:
            title.word_role, title.end = "none", at + 1
            return
        affairs = _affairs_end(view, at) if office.portfolio else 0
        if affairs:
            title.portfolio = True
            title.end = affairs
            if view.lower(affairs) != "of":
                return
            at = affairs + 1 + (view.lower(affairs + 1) == "the")
            if _state_at(view, at) is None and at not in view.countries:
                return
        elif (
            office.portfolio
            and (view.lower(at) in PORTFOLIOS or view.lower(at) in ("women", "youth"))
            and (at not in by_start or all(view.lower(i) in PORTFOLIOS | {"and"} for i in _body_words(by_start[at])))
        ):
            end = _portfolio_end(view, at)
            title.portfolio = True
            title.end = end
            if end in view.country_ends:  # "Minister for Indigenous Australians"
                title.countries.append(view.country_ends[end][1])
            if view.lower(end) in ("of", "for"):
                preposition, k = "of", end
                at = end + 1 + (view.lower(end + 1) == "the")
            else:
                return
        described = _described_body(view, at, by_start)
        if described is not None:
            title.body = title.body or described
            title.end = described.end
            return
        state = _state_at(view, at)
        if state is not None:
            title.end, code = state
            title.countries.append(code)
            if office.role == "diplomat":
                title.end = _accredited_end(view, title.end)
            return
        # but "the head of the state guard service", "the president of World Athletics"
        alike = at + 1 < n and words[at].capital == words[at + 1].capital and words[at + 1].tag[:2] in ("NN", "JJ")
        modifies = alike and (not words[at].capital or view.lower(at) == "world")
        plain = view.lower(at) in _STATE_NOUNS and view.lower(at + 1) not in ("of", "'s")
        if plain and at not in by_start and not modifies:
            title.end = at + 1  # "the President of the Republic Pedro Castillo"
            return
        if at in view.countries:
            end, code = view.countries[at]
            body = by_start.get(at)
            if body and body.end > end:
                title.body = title.body or body
                title.end = _seat_end(view, body.end)
                if view.lower(title.end) in ("'s", "'") and title.end + 1 < n:
                    title.end = _phrase_end(view, title.end + 1, title)  # "head of Chile's senate's budget committee"
                return
            more = view.lower(end) == "and" and (end + 1 in view.countries or view.lower(end + 1) == "the")
            if view.lower(end) in ("'s", "'"):
                # "head of Sudan's army", "of Oman's elected Shura Council": the body behind decides
                inner = next((by_start[j] for j in range(end + 1, end + 4) if j in by_start), None)
                between = view.words[end + 1 : inner.start] if inner else []
                if any(not w.tag.startswith(("JJ", "VBN")) or w.capital for w in between):
                    inner = None
                title.countries.append(code)
                if inner:
                    title.body = title.body or inner
                    title.end = inner.end
                else:
                    title.end = _phrase_end(view, end + 1, title)
                    if office.office == "leader":  # of a state's coca growers, not of the state
                        title.word_role = title.word_role or "official"
                return
            served = bool(title.countries or title.body or title.possessor is not None)
            if preposition == "for" and served:  # "the UN envoy for Burma": where the office is busy, not whose it is
                title.end = end + (words[end].capital and view.lower(end) in PORTFOLIOS if end < n else False)
                return
            title.countries.append(code)
            proper = end < n and words[end].capital and words[end].tag.startswith("NN")
            ahead = title.start - 1 - (view.lower(title.start - 1) == "the")
            apposed = view.lower(ahead) == "," and ahead > 0 and words[ahead - 1].capital
            if proper and (view.lower(at - 1) == "the" or apposed):
                # "vice-president of the Serb Union party", "Ann Lee, president of Kenya Mothers Watch,"
                title.end = _phrase_end(view, end, title)
                if apposed and title.word_role != "party":
                    title.countries.clear()
                    title.word_role = title.word_role or "none"
                return
            title.end = _accredited_end(view, end) if office.role == "diplomat" else end
            if more:
                title.countries.append("?")
                second = view.countries.get(end + 1 + (view.lower(end + 1) == "the"))
                if title.plural and second is not None:
                    title.end = second[0]  # "leaders of Japan and Ireland"
            return
        body = by_start.get(at)
        if body:
            title.body = title.body or body
            title.end = body.end
            if body.end in by_start and not by_start[body.end].generic:
                title.end = by_start[body.end].end  # "of the Communist Party [Central Committee]"
                return
            if view.lower(body.end) in ("forces", "troops", "peacekeepers", "mission", "peacekeeping"):
                # "head of AU forces in Darfur"
                title.word_role = "military" if view.lower(body.end) != "mission" else None
                title.end = body.end + 1 + (view.lower(body.end) == "peacekeeping")
                body = Body(body.start, title.end, body.key, body.name, body.kind, body.country, body.branch)
            if view.lower(title.end) in ("'s", "'") and title.end + 1 < n:
                title.end = _phrase_end(view, title.end + 1, title)
                return
            if view.lower(body.end) in ("in", "of"):
                place = body.end + 1 + (view.lower(body.end + 1) == "the")
                if place in view.countries:
                    whole = by_start.get(place)  # "the upper house of the Algerian parliament"
                    title.end = max(view.countries[place][0], whole.end if whole is not None else 0)
                    title.countries.append(view.countries[place][1])
                elif place < n and words[place].capital and words[place].tag.startswith("NNP"):
                    title.end = place + 1
            return
        if (
            office.use == "free"
            and office.role not in ("regional", "police", "legislator", "party", "judiciary", "rebel")
            and not office.body
        ):
            return
        if (
            preposition == "for"
            and office.role != "spokesperson"
            and not title.portfolio
            and office.role != "judiciary"
        ):
            return
        title.end = _phrase_end(view, at, title)
    elif preposition == "to" and office.office in _SERVING and (behind := _served_end(view, at, title)):
        title.end = behind
        title.portfolio = office.portfolio
        title.word_role = title.word_role or (None if office.portfolio else "official")
    elif preposition == "to" and office.role in ("diplomat",):
        if at in view.countries:
            title.end = view.countries[at][0]
        elif at in by_start:
            title.end = by_start[at].end
            title.body = title.body or (by_start[at] if by_start[at].kind == "igo" and not title.countries else None)
        elif at < n and words[at].capital and view.lower(at) not in FUNCTION_WORDS:
            title.end = _proper_end(view, at)
    elif preposition == "from" and (office.office in ("official", "diplomat", "leader", "minister") or title.plural):
        if at in by_start:
            title.body = title.body or by_start[at]
            title.end = by_start[at].end
            if view.lower(title.end) == "and":
                other = title.end + 1 + (view.lower(title.end + 1) == "the")
                if other in by_start:
                    title.end = by_start[other].end
        elif at in view.countries and not (office.role == "diplomat" and title.article in ("its", "their")):
            # but "it recalled its envoy from Japan"
            title.end, code = view.countries[at]
            title.countries.append(code)
            if view.lower(title.end) in ("and", ","):
                title.countries.append("?")
    elif (
        preposition in ("in", "at")
        and at in by_start
        and title.body is None
        and not by_start[at].generic
        and (office.office in ("official", "lawmaker", "adviser", "leader"))
    ):
        title.body = by_start[at]
        title.end = by_start[at].end


#: Who serves another office: "adviser to the president".
_SERVING = frozenset(["adviser", "national security adviser", "deputy secretary", "chief of staff"])
_SERVED = frozenset(["head_of_state", "head_of_government", "monarch", "minister", "regional"])


def _body_words(body: Body) -> range:
    return range(body.start, body.end)


def _served_end(view: View, at: int, title: Title) -> int:
    """End of the office that somebody serves, without its holder's name; 0 for none, or when the name follows."""
    state = view.countries.get(at)
    start = at
    if state is not None and view.lower(state[0]) in ("'s", "'"):
        start = state[0] + 1
    while view.lower(start) in PORTFOLIOS:
        start += 1
    hit = offices(view.lexicon)[0].longest(view.lowers, start)
    if hit is None or hit[1].plural or hit[1].office.role not in _SERVED:
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


_RETIRED = frozenset(["ret", "ret.", "retd", "retd.", "rtd", "rtd.", "retired", "r"])
_SUFFIXES = STATUS_SUFFIXES.keys() | _RETIRED | {".", "-", "(", ")"}


def _state_at(view: View, at: int) -> tuple[int, str] | None:
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


def _described_body(view: View, at: int, by_start: dict[int, Body]) -> Body | None:
    """The body behind words that tell what it is: "the Palestinian militant group [Hamas]"."""
    i = view.countries[at][0] if at in view.countries else at
    first = i
    while i < first + 5 and (view.lower(i) in _KINDS_OF_BODY or view.lower(i) in MODIFIERS):
        i += 1
    body = by_start.get(i)
    known = body is not None and not body.generic and view.lower(i - 1) in _KINDS_OF_BODY
    return body if known and i > first and view.same_sentence(at, i) else None


_KINDS_OF_BODY = frozenset(
    ["agency", "alliance", "coalition", "faction", "group", "militia", "movement", "network", "organization", "party"]
)


def _proper_end(view: View, at: int) -> int:
    """End of a proper name with what "of" joins to it: "the Horn of Africa [John Baker]"."""
    end = at + 1
    if view.lower(end) == "of" and view.same_sentence(at, end + 1) and view.words[end + 1].capital:
        return end + 2
    return end


def _accredited_end(view: View, end: int) -> int:
    """Behind the state that sent a diplomat, the one he is accredited to: "of China [to Mongolia]"."""
    if view.lower(end) != "to":
        return end
    at = end + 1 + (view.lower(end + 1) == "the")
    state = _state_at(view, at) or view.countries.get(at)
    return state[0] if state else end


def _seat_end(view: View, end: int) -> int:
    """Behind a body, the place it sits in: "the Afghan embassy [in Washington]"."""
    place = end + 1
    if view.lower(end) != "in" or place >= len(view.words) or not view.same_sentence(end, place):
        return end
    if place in view.countries:
        return view.countries[place][0]
    return place + 1 if view.words[place].text in places() else end


def _affairs_end(view: View, at: int) -> int:
    """End of a capitalized portfolio that closes with "Affairs", whatever words stand before it; 0 for none."""
    for end in range(at, min(at + 8, len(view.words))):
        if view.lower(end) == "affairs" and view.words[end].capital and end > at:
            more = end + 1
            if (
                view.lower(more) in ("and", ",", "&")
                and view.lower(more + 1) in PORTFOLIOS
                and view.words[more + 1].capital
            ):
                return _portfolio_end(view, more + 1)
            return end + 1
        if not (view.words[end].capital or view.lower(end) in ("and", "the", "of", ",", "&")):
            return 0
    return 0


def _portfolio_end(view: View, at: int) -> int:
    words, end = view.words, at
    while end < len(words) and view.same_sentence(at, end):
        lower = view.lower(end)
        if (
            lower in PORTFOLIOS
            or (
                lower in ("and", "&", ",", "of", "the", "for")
                and end + 1 < len(words)
                and (
                    view.lower(end + 1) in PORTFOLIOS
                    or (view.lower(end + 1) == "the" and view.lower(end + 2) in PORTFOLIOS)
                )
                and (lower != "," or words[end + 1].capital)
                and end + 1 not in view.countries
            )
            or (lower == "," and view.lower(end + 1) == "and" and view.lower(end + 2) in PORTFOLIOS)
            or lower in ("south", "central", "southern", "east", "asian", "african", "pacific", "western", "hemisphere")
            or (
                words[end].text
                in ("Asia", "Africa", "Asian", "African", "Eurasian", "Near", "Eastern", "Pacific", "Hemisphere")
            )
            or lower in ("without", "protection", "change", "control", "safety", "matters", "reconstruction", "women's")
        ):
            end += 1
        elif end in view.countries and view.lower(end - 1) == "indigenous":
            end = view.countries[end][0]  # Australia's "minister for Indigenous Australians"
        else:
            break
    while end > at and view.lower(end - 1) in ("and", ",", "of", "the", "for", "&"):
        end -= 1
    return max(end, at + 1)


def _opens_name(view: View, at: int) -> bool:
    """Whether another official begins here: an office, directly before a name."""
    hit = offices(view.lexicon)[0].longest(view.lowers, at)
    if hit is None or hit[1].plural or hit[1].office.use in ("honor", "member", "never"):
        return False
    named = hit[0] < len(view.words) and view.words[hit[0]].tag.startswith("NNP") and view.words[hit[0]].capital
    return named and view.same_sentence(at, hit[0])


_PHRASE_TAGS = ("NN", "JJ", "CD", "POS", "VBN", "FW")


def _phrase_end(view: View, at: int, title: Title) -> int:
    """End of a plain noun phrase after "of": ("head of [the secret police]"), with what kind of body it is."""
    words, end = view.words, at
    role: str | None = None
    while end < min(len(words), at + 8) and view.same_sentence(at, end):
        word = words[end]
        lower = word.lower
        if end in view.countries and end > at and view.lower(end - 1) not in ("of", "in", "the", "'s"):
            break
        if not (lower.replace("-", "").replace("'", "").isalnum() or lower in ("'s", "'")):
            break
        if end > at and word.entity == "PERSON" and words[end - 1].entity != "PERSON" and lower not in PORTFOLIOS:
            break  # "mayor of Quito [Ana Ruiz]"
        if _opens_name(view, end):
            break  # "members of the staff of [presidential candidate Ann Lee]"
        if lower in ("of", "the", "and", "for"):
            if lower == "and" and not (end + 1 < len(words) and words[end + 1].capital and words[end - 1].capital):
                break
            end += 1
            continue
        if lower in FUNCTION_WORDS and lower not in MODIFIERS and lower not in PORTFOLIOS and lower not in BODY_ROLES:
            break
        if word.tag and not word.tag.startswith(_PHRASE_TAGS):
            break
        role = role if role == "none" else BODY_ROLES.get(lower, role)
        if lower == "chamber" and "commerce" in view.lowers:
            role = "none"  # of commerce, in this article
        if lower in _NOT_AN_OFFICE_AFTER:
            role = "none"
        if end in view.countries:
            title.countries.append(view.countries[end][1])
            end = view.countries[end][0]
            continue
        end += 1
    while end > at and view.lower(end - 1) in ("of", "the", "and", "for"):
        end -= 1
    if role:
        title.word_role = role
    return end if end > at else title.end


_EXPANSIONS = {
    "rep.": "representative",
    "sen.": "senator",
    "gov.": "governor",
    "lt. gov.": "lieutenant governor",
    "pres.": "president",
    "pm": "prime minister",
    "mp": "member of parliament",
    "mep": "member of the european parliament",
    "amb.": "ambassador",
    "gen.": "general",
    "col.": "colonel",
    "lt. gen.": "lieutenant general",
    "maj. gen.": "major general",
    "brig. gen.": "brigadier general",
    "lt. col.": "lieutenant colonel",
    "adm.": "admiral",
    "capt.": "captain",
    "maj.": "major",
    "sgt.": "sergeant",
    "sgt": "sergeant",
    "lt": "lieutenant",
    "maj": "major",
    "capt": "captain",
    "cpl": "corporal",
    "cpl.": "corporal",
    "insp": "inspector",
    "insp.": "inspector",
    "det.": "detective",
    "const.": "constable",
    "dpm": "deputy prime minister",
    "eam": "external affairs minister",
    "dgp": "director general of police",
    "igp": "inspector general of police",
    "lt.": "lieutenant",
    "sec.": "secretary",
    "mk": "member of the knesset",
    "rear adm.": "rear admiral",
    "vice adm.": "vice admiral",
    "supt.": "superintendent",
    "brig.": "brigadier",
    "min.": "minister",
}


def _office_text(view: View, title: Title, plural: bool) -> str:
    drop: set[int] = set()
    for i in range(title.head_end, title.end):
        state = _state_at(view, i)
        if state is not None and view.lower(i - 1) in ("of", "the", "to"):
            drop.update(range(i - 1 - (view.lower(i - 2) in ("of", "to")), min(state[0], title.end)))
    body = title.body if title.body is not None and not title.body.generic else None
    for i in range(title.start, title.end):
        inside = body is not None and body.start < i < body.end and view.lower(i - 1) not in ("of", "the", "in", "for")
        if inside:
            continue  # "the New Democracy leader", "a Pheu Thai candidate"
        if i in view.countries:
            end = view.countries[i][0]
            drop.update(range(i, end))
            if body is not None and i == body.start and end < body.end:
                continue  # "leader of the [Gambia] Moral Congress"
            if body is not None and body.start < i < body.end and view.lower(i - 1) == "of":
                drop.add(i - 1)  # "the Bank [of Kenya] governor"
            if view.lower(end) in ("'s", "'"):
                drop.add(end)
            owner = view.lower(end) in ("'s", "'") and end < title.end
            if not owner and view.lower(i - 1) in ("of", "the", "in", "from", "to", "for") and i - 1 >= title.head_end:
                drop.add(i - 1)
                if view.lower(i - 1) == "the" and view.lower(i - 2) in ("of", "in", "from", "to", "for"):
                    drop.add(i - 2)
        elif (
            (i < title.head_start and view.lower(i) in STATUS_WORDS)
            or AGE.fullmatch(view.lower(i))
            or (i >= title.head_end and view.lower(i) in _SUFFIXES)
        ):
            drop.add(i)
    if view.lower(title.end - 1) == ")" and view.lower(title.end - 3) == "(":
        drop.update(range(title.end - 3, title.end))  # "Nirbahi Officer [(UNO)]"
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
            word = _EXPANSIONS.get(title.match.form, title.match.form)
        out += word if word in ("'s", "'", ",") or not out else " " + word
    return out.removesuffix(" to") or " ".join(view.lowers[title.head_start : title.head_end])


def resolve_role(view: View, title: Title) -> str | None:
    """The contract's role, from the office and the kind of body it serves; None: no official by this phrase alone."""
    office = title.match.office
    countries = [c for c in title.countries if c]
    if len(set(countries)) == 1 and countries[0] != "?":
        title.country = countries[0]
    role = office.role
    if view.lower(title.head_end) in ("of", "for") and view.lower(title.end - 1) in _NOT_AN_OFFICE_AFTER:
        return None
    body_role: str | None = None
    if title.body is not None and title.word_role == "military" and title.body.kind == "igo":
        body_role = "military"
    elif title.body is not None and title.body.name == "Palestinian Authority":
        title.country = title.country or "PS"  # a state in all but name: its president is a head of state
    elif title.body is not None:
        body_role = BRANCH_ROLES.get(title.body.branch) or KIND_ROLES[title.body.kind]
        if title.body.country and title.country is None and not title.countries:
            title.country = title.body.country
    elif title.word_role:
        body_role = title.word_role
    if role == "counterpart":
        return role
    if role == "minister" and "shadow" in view.lowers[title.start : title.head_end]:
        return "party"  # the opposition's
    if view.lower(title.end - 1) in _NOT_AN_OFFICE_AFTER:
        return None
    if office.office == "chief of staff" and title.possessor is not None and body_role is None:
        return "official"  # "Mr. Rao's chief of staff", "the president's": no soldier
    if office.fixed:  # spokespersons: any body but a private one
        return None if body_role == "none" else role
    if office.by_country and title.country in office.by_country:
        return office.by_country[title.country]
    if not office.body:
        if role == "minister" and body_role in ("none",) and not title.portfolio and not title.country:
            return None
        if (
            office.portfolio
            and role == "minister"
            and title.body
            and title.body.kind == "igo"
            and office.office != "minister"
        ):
            return "igo"
        if (role == "official" and title.word_role == "military") or (
            role in ("official", "military") and title.word_role == "police"
        ):
            return title.word_role  # "Police General", "Pol. Col."
        if role == "official" and title.body is not None and title.body.kind == "igo":
            return "igo"
        if office.office == "speaker" and title.body is not None and body_role not in ("legislator", "official"):
            return None  # of a festival
        return None if role == "none" else role
    if title.portfolio and office.office in ("secretary", "deputy secretary"):
        return "minister"
    if office.office in ("secretary", "deputy secretary"):
        named = title.end < len(view.words) and view.words[title.end].capital
        if named and not title.article and title.start == title.head_start and view.words[title.start].capital:
            return "minister"  # "Secretary Gates"
        if (
            title.body is not None
            and title.body.kind == "government"
            and title.body.branch in ("", "ministry", "government")
        ):
            return "minister"
        return body_role if body_role in ("party", "igo", "rebel") else None
    if title.portfolio and office.office == "commissioner":
        return body_role if body_role in ("igo", "police") else "official"
    generic = title.body.key.split("|")[0].split() if title.body is not None and title.body.generic else []
    if office.office in ("head", "leader") and "government" in generic:
        return "head_of_government"  # "the head of the interim government"
    if office.office in ("president", "vice president", "chancellor", "vice chancellor"):
        of_body = title.end > title.head_end and view.lower(title.end - 1) in BODY_ROLES
        if (
            title.body is None
            and not of_body
            and title.country
            and title.word_role in (None, "official", "party", "legislator", "none")
        ) and (title.word_role in (None, "official") or view.lower(title.head_start - 1) not in BODY_ROLES):
            return role
        if body_role in ("official",) and title.body is not None:
            return "official"
        if body_role is None:
            return role
        return None if body_role == "none" else body_role
    if office.office == "leader":
        if body_role is None and title.article in ("their", "his", "her") and not title.country:
            return None  # of protesters, of a band
        if body_role is not None:
            return None if body_role == "none" else body_role
        return "official"
    if office.office == "governor" and title.body and title.body.branch == "central_bank":
        return "central_banker"
    if office.office == "member":
        return body_role if body_role in ("legislator", "party", "rebel") and title.body is not None else None
    if body_role is not None:
        if body_role == "none":
            return None
        if office.office == "commander" and body_role in ("official", "igo", "legislator", "regional"):
            return "military"
        if office.role == "regional" and body_role == "official" and title.body is None:
            return "regional"  # "governor of Unity State"
        if office.office == "chief of staff" and body_role not in ("military",):
            return body_role if body_role != "igo" else "igo"
        if office.role == "official" and office.default == "official" and body_role in ("none",):
            return None
        return body_role
    if office.default in (None, ""):
        served = view.words[title.head_start].capital and title.end > title.head_end + 1
        return "official" if served and view.lower(title.end - 1) in PORTFOLIOS and body_role is None else None
    return office.default
