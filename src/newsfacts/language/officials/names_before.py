"""Names that stand before an office: "Ann Lee, the minister,", "Ann Lee is a tycoon and opposition candidate"."""

from __future__ import annotations

from collections.abc import Callable

from newsfacts.language.officials.entities import Name
from newsfacts.language.officials.names import is_name_word, is_person, is_plausible, match_name
from newsfacts.language.officials.patterns import (
    BEING,
    CHOSEN,
    PLACE_PREPOSITIONS,
    SAFE_PARTICLES,
    WEEKDAYS_MONTHS,
    offices,
)
from newsfacts.language.officials.titles import Title
from newsfacts.language.officials.words import View
from newsfacts.language.syntax.relations import TENSED


def comma_after(view: View, title: Title) -> int:
    """Where the phrase of an office ends, with a place behind: "the chairman of the union [at the works in Lima],"."""
    at = title.end
    if view.lower(at) == "(" and view.lower(at + 2) == ")":
        at += 3  # "the director of the Weather Agency (NWA), Ann Lee,"
        return at if view.lower(at) in (",", "-", "–", "—") else title.end
    told = title.article == "the" or title.possessor is not None
    placed = view.lower(at) in ("at", "in") and title.article in ("a", "an") and title.match.office.use == "free"
    if view.lower(at) in ("at", "in", "of", "for", "on") and (told or placed):
        while at < title.end + 10 and view.same_sentence(title.start, at + 1):
            word = view.words[at]
            if word.lower == ",":
                return at
            if _ends_phrase(view, at):
                break
            at += 1
    return title.end


def _ends_phrase(view: View, at: int) -> bool:
    """Whether a phrase of nouns cannot go on with a word: a verb does not, but "stalled" in "at stalled talks" may."""
    word = view.words[at]
    if word.tag in ("VBN", "VBG") and view.words[at + 1].tag.startswith(("NN", "JJ")):
        return False
    verb = word.tag.startswith(("VB", "W", "PRP", "MD"))
    return verb or not (word.text[0].isalnum() or word.lower == "'s")


Add = Callable[[int, int, Title | None], Name]


def name_of_list(
    view: View, title: Title, ahead: Title | None, blocked: set[int], names: dict[int, Name]
) -> tuple[int, int] | None:
    """ "Ann Lee, the finance minister and chairman of the board,", "Ann Lee, a tycoon and opposition candidate,"."""
    joint = title.start - 1 - (view.lower(title.start - 1) in ("a", "an", "another"))
    if view.lower(joint) != "and" or not view.same_sentence(joint - 1, title.start):
        return None
    if ahead is not None and ahead.end == joint and ahead.names:
        before = [i for i in ahead.names if i in names and names[i].end <= ahead.start]
        return (before[0], names[before[0]].end) if before and not ahead.plural else None
    first = joint - 1
    while first > joint - 9 and view.same_sentence(first - 1, joint) and view.lower(first) != ",":
        tag = view.words[first].tag
        if tag.startswith(("VB", "W", "PRP", "MD", "CC")) and tag != "VBN":
            return None
        first -= 1
    articles = ("a", "an", "the") if joint < title.start - 1 else ("a", "an")
    indefinite = view.lower(first) == "," and view.lower(first + 1) in articles
    name = _ending_at(view, first, blocked, names) if indefinite and view.lower(title.end) in _CLOSERS else None
    return name if name is not None and (name[0] in names or is_person(view, *name)) else None


def before_possessor(view: View, possessor: int, names: dict[int, Name]) -> int:
    """The word before the owner of an office, with his own titles: "Fitsum Arega, [Prime Minister Abiy]'s aide,"."""
    start = possessor
    while view.words[start - 1].capital and view.same_sentence(start - 1, possessor) and start - 1 > possessor - 5:
        start -= 1
    name = next((names[i] for i in range(start, possessor + 1) if i in names and names[i].end == possessor + 1), None)
    ahead = [t.start for t in name.titles if t.end <= name.start] if name else []
    return min([start, *ahead]) - 1


def spokesman_of_named(
    view: View, title: Title, other: Title | None, blocked: set[int], names: dict[int, Name], add: Add
) -> Name | None:
    """ "A spokesman for Secretary-General Ana Ruiz, Tom Bell, said": the second name is the spokesman's."""
    if title.role != "spokesperson" or other is None or not other.names or view.lower(title.end) != "for":
        return None
    served = names.get(other.names[0])
    if served is None or not title.end < served.start <= title.end + 8 or view.lower(served.end) != ",":
        return None
    at = served.end + 1
    end = match_name(view, at, blocked)
    closed = end - at >= 2 and view.lower(end) == "," and view.same_sentence(at, title.start)
    if not closed or not is_person(view, at, end):
        return None
    title.country, title.body = title.country or other.country, title.body or other.body
    return add(at, end, title)


_CLOSERS = frozenset(
    (",", ".", ")", ";", "-", "–", "—", "", ":", "?", "!", '"', "”", "]", "who", "said", "says", "told", "and")
)


def find_name_before(
    view: View, title: Title, before: int, blocked: set[int], names: dict[int, Name], add: Add
) -> Name | None:
    """The name in "Dong Jun, China's defense minister," or "Abe, who was prime minister until 2020"."""
    i, was, link = _skip_copula(view, before)
    if link == "is":
        span = _subject_before(view, title, i, blocked, names)
        was = was and view.lower(i + 1) != "became"
    elif view.lower(i) in (",", "-", "–", "—", "(") and view.same_sentence(i, title.start) and i:
        span = _ending_at(view, _skip_age(view, i), blocked, names)
        if span is not None and link != "who" and not _may_be_apposed(view, title, span, names, was):
            return None
    elif _follows_name(view, title, i):
        span = _ending_at(view, i + 1, blocked, names)
        if span is None or span[1] - span[0] < 2 or not is_person(view, *span):
            return None
    else:
        return None
    if span is None:
        return None
    name: Name = add(*span, None)
    if was and title.status == "current" and view.lower(title.start) not in CHOSEN:
        title.status = "former"
    return name


def _follows_name(view: View, title: Title, before: int) -> bool:
    """ "Ann Lee officer-in-charge of Ashford Police said": an office with its body, behind a name and no comma."""
    plain = title.body is not None and title.article == "" and title.start == title.head_start
    if not plain or title.end == title.head_end or not view.words[title.start].text.islower():
        return False
    if title.end >= len(view.words):
        return False
    speaks = view.words[title.end].tag in TENSED or view.lower(title.end) in (",", ".")
    return speaks and view.same_sentence(before, title.start) and view.words[before].capital


def _skip_copula(view: View, before: int) -> tuple[int, bool, str]:
    """The word before "is", "who was", "has been" and the like; whether it is past; "who", "is" or "" for the link."""
    i = before
    if view.lower(i) in ("now", "currently", "also") and (view.lower(i - 1) in BEING or view.lower(i - 1) == ","):
        i -= 1  # "who is now", "Ann Lee, now head of the party,"
    if view.lower(i) == "as" and view.lower(i - 1) in ("serves", "served"):
        i -= 1
    if view.lower(i) not in BEING and view.lower(i) != "been":
        return i, False, ""
    was = view.lower(i) in ("was", "served")
    i -= 1
    while view.lower(i) in ("now", "currently") and view.lower(i - 1) == "who":
        i -= 1  # "who now is"
    while view.lower(i) in ("has", "had", "also"):
        was = was or view.lower(i) == "had"
        i -= 1
    if view.lower(i) in ("who", "and"):
        return i - 1, was, "who" if view.lower(i) == "who" else ""
    return i, was, "is"


def _subject_before(
    view: View, title: Title, i: int, blocked: set[int], names: dict[int, Name]
) -> tuple[int, int] | None:
    """The subject of a predicate: "Dong Jun is China's defense minister", "Dong Jun, an admiral, is ..."."""
    name = _ending_at(view, i + 1, blocked, names)
    if name is None and view.lower(i) == ",":
        comma = next((c for c in range(i - 1, max(i - 12, 0), -1) if view.lower(c) == ","), i)
        name = _ending_at(view, comma, blocked, names)
        name = name if name is not None and name[0] in names and names[name[0]].titles else None
    return name if view.same_sentence(i, title.start) else None


def _skip_age(view: View, comma: int) -> int:
    """The end of the name before a comma: "Maria Lopez[, 54], the mayor", "Sen. X [(R-Texas)], the chairman"."""
    end = comma
    if view.lower(comma - 1) == ")":
        while end > 0 and view.lower(end) != "(" and comma - end < 8:
            end -= 1
    if (view.lower(end - 1) == "," or _is_age(view, end - 1)) and view.lower(end - 2) == ",":
        return end - 2
    return end


def _may_be_apposed(view: View, title: Title, span: tuple[int, int], names: dict[int, Name], was: bool) -> bool:
    """Whether an office behind a name and a comma can be in apposition to it."""
    start, stop = span
    known = start in names and bool(names[start].titles)
    if known and not _may_hold(names[start], title):
        return False
    if _acts(view, title) and not _opens(view, start, names.get(start)):
        return False  # "After talks with President A, the German chancellor said": who speaks is another
    closed = view.lower(title.end) in _CLOSERS or title.end >= len(view.words)
    closed = closed or (title.role == "party" and view.lower(title.end) == "for")  # "campaign manager for Ann Lee"
    if not known and not _may_be_named(view, start, stop, closed):
        return False
    alone = not title.bound and title.end == title.head_end
    listed = view.lower(title.end) == "and" and _is_office(view, title.end + 1)
    closing = view.lower(comma_after(view, title))  # "Ann Lee, the attaché in Lima, left"
    if title.article == "the" and alone and closing not in (",", ".", ":", ")", "-", "–", "—") and not (was or listed):
        return False
    told = title.article != "" or title.bound or title.word_role or title.match.office.use != "bound"
    return bool(told) or closed


def _may_be_named(view: View, start: int, stop: int, closed: bool) -> bool:
    """Whether words without a title of their own are a person's name rather than a place's."""
    if is_person(view, start, stop):
        return closed or stop - start > 1
    return closed and stop - start > 1 and view.lower(start - 1) not in PLACE_PREPOSITIONS


def _may_hold(name: Name, title: Title) -> bool:
    """Whether a name with its own title can hold one more: of no other state, no second highest office."""
    for own in name.titles:
        if own is title or own.match.office.use in ("honor", "rank"):
            continue
        if own.country and title.country and own.country != title.country:
            return False
        highest = own.role in _HIGHEST and title.role in _HIGHEST and own.role != title.role
        if highest and own.status == title.status == "current":
            return False
    return True


_HIGHEST = frozenset(("head_of_state", "head_of_government", "monarch"))


def _acts(view: View, title: Title) -> bool:
    """Whether a verb follows an office that opens its own phrase: "Peru's judge later"."""
    if title.article != "the" and title.possessor is None and title.start not in view.countries:
        return False
    at = title.end
    while at < title.end + 3 and view.same_sentence(title.end - 1, at):
        if view.words[at].tag in TENSED:
            return True
        if view.words[at].tag != "RB" and view.lower(at) not in WEEKDAYS_MONTHS | {"today", "yesterday", "on"}:
            return False
        at += 1
    return False


def _opens(view: View, start: int, name: Name | None) -> bool:
    """Whether a name, with the titles before it, opens its sentence: "Ann Lee, the chancellor said" lacks a comma."""
    first = min([start, *(t.start for t in name.titles if t.end <= start)]) if name is not None else start
    first -= view.lower(first - 1) in ("the", '"', "“", "''", "”")
    return not view.same_sentence(first - 1, start)


def _is_office(view: View, at: int) -> bool:
    """Whether an office begins here, or behind an article or one modifier."""
    trie = offices(view.lexicon)[0]
    return any(trie.longest(view.lowers, i) is not None for i in range(at, at + 3))


def _is_age(view: View, i: int) -> bool:
    """An age given as an apposition: ", 54,"."""
    return view.lower(i).isdigit() and len(view.lower(i)) <= 2


def _ending_at(view: View, end: int, blocked: set[int], names: dict[int, Name]) -> tuple[int, int] | None:
    """The longest name that ends before a word."""
    best = None
    for start in range(end - 1, max(-1, end - 8), -1):
        if start in names and names[start].end == end:
            return start, end
        if not (is_name_word(view, start, blocked) or view.words[start].text in SAFE_PARTICLES):
            break
        if match_name(view, start, blocked) == end:
            best = start
    if best is None or not is_plausible(view, best, end):
        return None
    return best, end
