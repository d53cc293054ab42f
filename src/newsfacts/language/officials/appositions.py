"""Names, and the offices that stand with them: before, behind, in apposition, in the predicate."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Callable
from dataclasses import dataclass, field

from newsfacts.language.officials.entities import Name, is_definite
from newsfacts.language.officials.names import is_name_word, is_person, is_plausible, match_name
from newsfacts.language.officials.organizations import Body
from newsfacts.language.officials.patterns import (
    BODY_ROLES,
    LEAVING_VERBS,
    NOMINATING_VERBS,
    SAFE_PARTICLES,
    SERVICE_VERBS,
    US_PARTY_TAG,
    WEEKDAYS_MONTHS,
    offices,
)
from newsfacts.language.officials.titles import Title, resolve_role
from newsfacts.language.officials.words import View

_Add = Callable[[int, int, Title | None], Name]


def _tokens(view: View, start: int, end: int) -> tuple[str, ...]:
    return tuple(w.text.replace("’", "'") for w in view.words[start:end] if w.text not in (",", '"', "“", "”"))


@dataclass(slots=True)
class _Finder:
    """The names found so far, by their first word."""

    view: View
    bodies: list[Body]
    titles: list[Title]
    blocked: set[int] = field(default_factory=set)
    names: dict[int, Name] = field(default_factory=dict)
    direct: dict[int, Name] = field(default_factory=dict)  # by the title that stands directly before

    def add(self, start: int, end: int, title: Title | None) -> Name:
        """The name of these words, with one more office if one is given."""
        name = self.names.get(start)
        if name is None or name.end < end:
            name = self.names[start] = Name(start, end, _tokens(self.view, start, end), name.titles if name else [])
        if title is not None:
            name.honor = name.honor or title.match.office.use == "honor"
            if title not in name.titles:
                name.titles.append(title)
        return name

    def find(self) -> list[Name]:
        """Every name: those beside an office first, then all others."""
        self.blocked = {i for body in self.bodies if not body.generic for i in range(body.start, body.end)}
        for title in self.titles:
            self.blocked.update(range(title.start, title.end))
        for k in range(len(self.titles) - 1, -1, -1):  # so that chains of titles share the name
            self._find_direct(k)
        for k in range(len(self.titles)):
            self._find_apposed(k)
        for k in range(len(self.titles)):
            self._find_listed(k)
        self._find_others()
        ordered = sorted(self.names.values(), key=lambda name: name.start)
        self._settle_behind(ordered)
        return ordered

    def _find_direct(self, k: int) -> None:
        """ "Prime Minister Ann Lee", "President and party leader Ann Lee", "Presidents Ann Lee and Ian Roy"."""
        view, title, at = self.view, self.titles[k], self.titles[k].end
        chained = self._find_chained(k)
        if chained is not None:
            self.direct[id(title)] = chained
            chained.titles.insert(0, title)
            title.names.append(chained.start)
            return
        if title.plural and title.article == "" and at + 2 < len(view.words) and not _lists(view, at):
            self.blocked.add(at)  # "Lawmakers Rip Ann Lee": in a headline the word behind several is what they do
            return
        if at >= len(view.words) or not view.same_sentence(title.start, at):
            return
        end = _trim_heading(view, at, match_name(view, at, self.blocked))
        if end > at and is_plausible(view, at, end, titled=True) and _fits(view, title, at, end):
            self.direct[id(title)] = self.add(at, end, title)
            title.names.append(at)
            if title.plural:
                _add_rest(view, end, self.blocked, title, self.add)

    def _find_chained(self, k: int) -> Name | None:
        """The name behind the next title, where that goes on with this one."""
        title = self.titles[k]
        follower = self.titles[k + 1] if k + 1 < len(self.titles) else None
        if follower is None or id(follower) not in self.direct or title.plural:
            return None
        if not self.view.same_sentence(title.start, follower.start):
            return None
        gap = [self.view.lower(i) for i in range(title.end, follower.start)]
        ranked = follower.match.office.use in ("rank", "honor", "title") or title.article
        joined = not gap or (gap == ["and"] and not follower.article) or (gap == [","] and ranked)
        return self.direct[id(follower)] if joined else None

    def _find_apposed(self, k: int) -> None:
        """With a comma or a dash between, either way: "Ann Lee, the minister,", "the minister, Ann Lee,"."""
        view, title = self.view, self.titles[k]
        before = title.start - 1
        if title.plural and [view.lower(i) for i in range(title.start - 3, title.start)] == ["one", "of", "the"]:
            title.plural, title.article, before = False, "one", title.start - 4  # "Ann Lee, one of the leaders of it"
            title.office = title.singular
        if title.names or title.plural or title.match.office.use in ("honor", "never"):
            return
        if view.lower(title.end) in ("'s", "'"):
            return  # "the president's spokesman" is not the president
        name: Name | None = None
        if not _names_next(view, title, self.blocked):
            name = _name_before(view, title, self._word_before(title, before), self.blocked, self.names, self.add)
        if name is None:
            other = self.titles[k + 1] if k + 1 < len(self.titles) else None
            name = _spokesman_of_named(view, title, other, self.blocked, self.names, self.add)
        name = name or self._find_behind(title)
        if name is not None:
            self._hold(k, name)

    def _word_before(self, title: Title, before: int) -> int:
        """The word before an office, its owners and its article."""
        view, owner = self.view, title.owner
        while owner is not None:
            before, owner = owner.start - 1, owner.owner
        if title.owner is None and title.possessor is not None and view.words[title.possessor].capital:
            before = _before_possessor(view, title.possessor, self.names)
        article = title.article and title.article != "the" and view.lower(before) == title.article
        return before - 1 if article or view.lower(before) == "the" else before

    def _find_behind(self, title: Title) -> Name | None:
        """ "the finance minister, Ann Lee,"."""
        view, comma = self.view, _comma_after(self.view, title)
        if view.lower(comma) not in _BREAKS or not view.same_sentence(title.start, comma + 1):
            return None
        at = comma + 1
        end = match_name(view, at, self.blocked)
        if end <= at or not is_plausible(view, at, end) or view.lower(end) == "and":
            return None
        definite, long = is_definite(view, title), end - at >= 2
        known = is_person(view, at, end) or (long and (definite or _is_full(view, title)))
        told = definite or title.bound or _introduces(view, title, end)
        closed = (long or view.lower(end) in (",", "-", "–", "—")) and (comma == title.end or _closes(view, end))
        return self.add(at, end, title) if known and told and closed else None

    def _hold(self, k: int, name: Name) -> None:
        """Give a title its name, and the one before it in "the prime minister and defence minister, Ann Lee"."""
        title, ahead = self.titles[k], self.titles[k - 1] if k else None
        title.names.append(name.start)
        if title not in name.titles:
            name.titles.append(title)
        if ahead is None or ahead.names or ahead.plural or ahead.end != title.start - 1 or title.article:
            return
        if self.view.lower(ahead.end) == "and" and name.start > title.start:
            ahead.names.append(name.start)
            name.titles.insert(0, ahead)

    def _find_listed(self, k: int) -> None:
        """ "Ann Lee, a tycoon and opposition candidate,"."""
        title = self.titles[k]
        if title.names or title.plural or title.role is None or title.match.office.use in ("honor", "never"):
            return
        ahead = self.titles[k - 1] if k else None
        span = _name_of_list(self.view, title, ahead, self.blocked, self.names)
        if span is not None:
            title.names.append(self.add(*span, title).start)

    def _find_others(self) -> None:
        """Every other sequence that can be a name."""
        view, i = self.view, 0
        self.blocked.update(i for name in self.names.values() for i in range(name.start, name.end))
        while i < len(view.words):
            free = i not in self.blocked and is_name_word(view, i, self.blocked)
            end = _trim_heading(view, i, match_name(view, i, self.blocked)) if free else i
            if end == i:
                i += 1
                continue
            office = offices(view.lexicon)[0].longest(view.lowers, i)
            named = office is None or office[0] != end  # "the Attorney General's Office"
            if named and is_plausible(view, i, end) and not (view.words[i].heading and not is_person(view, i, end)):
                name = Name(i, end, _tokens(view, i, end))
                name.weak = end - i == 1 or not is_person(view, i, end)
                self.names.setdefault(i, name)
            i = end

    def _settle_behind(self, ordered: list[Name]) -> None:
        """What stands behind names: their state, their body, their party in the U.S. Congress."""
        view = self.view
        by_start = {body.start: body for body in self.bodies if not body.generic}
        for name in ordered:
            _settle_state_of_name(view, name)
            at = name.end + 1 + (view.lower(name.end + 1) == "the")
            if view.lower(name.end) in ("of", "in", "at") and at in by_start:
                for title in name.titles:
                    _serve_body_behind(view, title, name, by_start[at])
        for name in ordered:
            tag = US_PARTY_TAG.match(view.text, view.words[name.end - 1].end)
            name.party_tag = (bool(tag) and len(name.tokens) >= 2) or _is_us_partisan(view, name)


def find_names(view: View, bodies: list[Body], titles: list[Title]) -> list[Name]:
    """Every name of the article, in reading order, with the offices that stand beside it."""
    return _Finder(view, bodies, titles).find()


def _settle_state_of_name(view: View, name: Name) -> None:
    """ "Foreign Minister Mustafa Ismail of Sudan", "Japan's Seiji Maehara, the foreign minister,"."""
    at = name.end + 1 + (view.lower(name.end + 1) == "the")
    behind = view.countries[at][1] if view.lower(name.end) == "of" and at in view.countries else None
    owner = view.country_ends.get(name.start - 1) if view.lower(name.start - 1) in ("'s", "'") else None
    for title in name.titles:
        if title.country is None and title.role not in (None, "igo"):
            title.country = behind
            if behind is None and owner is not None and title.start > name.start:
                title.country = owner[1]


def _serve_body_behind(view: View, title: Title, name: Name, body: Body) -> None:
    """ "Judge Ann Lee in United States District Court", "Director Ann Lee of Zentra Corp."."""
    own = title.country or title.countries or title.body or title.match.office.use in ("honor", "rank")
    if own or title.end != name.start or (view.lower(name.end) != "of" and title.role != "judiciary"):
        return
    title.body = body
    title.role = resolve_role(view, title)


def _name_of_list(
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


def _is_full(view: View, title: Title) -> bool:
    """A capitalized office with its body: "Deputy Commissioner of Sylhet Police, Bm Ullah, said"."""
    return title.body is not None and title.role is not None and view.words[title.head_start].capital


_BREAKS = frozenset([",", "-", "–", "—", ":"])


def _comma_after(view: View, title: Title) -> int:
    """Where the phrase of an office ends, with a place behind: "the chairman of the union [at the works in Lima],"."""
    at = title.end
    if view.lower(at) in ("at", "in", "of", "for", "on") and (title.article == "the" or title.possessor is not None):
        while at < title.end + 10 and view.same_sentence(title.start, at + 1):
            word = view.words[at]
            if word.lower == ",":
                return at
            if word.tag.startswith(("VB", "W", "PRP", "MD")) or not (word.text[0].isalnum() or word.lower == "'s"):
                break
            at += 1
    return title.end


def _closes(view: View, end: int) -> bool:
    """A comma and no further name behind: no list of places."""
    after = view.words[end + 1] if end + 1 < len(view.words) else None
    return view.lower(end) == "," and after is not None and not after.capital


def _names_next(view: View, title: Title, blocked: set[int]) -> bool:
    """ "President X, the party's leader, Y, said": the office is that of the speaker behind it."""
    if view.lower(title.end) != "," or title.article != "the" or not view.same_sentence(title.start, title.end + 1):
        return False
    end = match_name(view, title.end + 1, blocked)
    return end - title.end >= 3 and view.lower(end) == "," and view.words[end + 1].tag in ("VBD", "VBZ", "VBP", "MD")


def _before_possessor(view: View, possessor: int, names: dict[int, Name]) -> int:
    """The word before the owner of an office, with his own titles: "Fitsum Arega, [Prime Minister Abiy]'s aide,"."""
    start = possessor
    while view.words[start - 1].capital and view.same_sentence(start - 1, possessor) and start - 1 > possessor - 5:
        start -= 1
    name = next((names[i] for i in range(start, possessor + 1) if i in names and names[i].end == possessor + 1), None)
    ahead = [t.start for t in name.titles if t.end <= name.start] if name else []
    return min([start, *ahead]) - 1


def _spokesman_of_named(
    view: View, title: Title, other: Title | None, blocked: set[int], names: dict[int, Name], add: _Add
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


def _is_us_partisan(view: View, name: Name) -> bool:
    """ "Sen. Ann Lee, an Oregon Democrat", "Rep. Ann Lee, a Republican from Ohio"."""
    titled = any(t.role == "legislator" and not t.countries for t in name.titles)
    apposed = view.lower(name.end) == "," and view.lower(name.end + 1) in ("a", "an", "the")
    return titled and apposed and any(view.lower(name.end + k) in ("democrat", "republican") for k in (2, 3, 4))


def _introduces(view: View, title: Title, end: int) -> bool:
    """ "A department spokesman, Ann Lee, said", "Deputy Prime Minister of the Region, Ann Lee,": office, then name."""
    if title.role is None or view.lower(end) not in (",", "-", "–", "—"):
        return False
    known = title.match.office.use == "free" or title.word_role not in (None, "none")
    return (known and title.article in ("a", "an", "another", "one")) or title.end > title.head_end


def _lists(view: View, at: int) -> bool:
    """Whether several names follow: "Presidents Ann Lee and Ian Roy"."""
    return any(view.lower(i) in ("and", ",", "&") and view.same_sentence(at, i) for i in range(at + 1, at + 5))


def _trim_heading(view: View, start: int, end: int) -> int:
    """In a heading everything is capitalized: the name ends where the model sees a verb."""
    if end > start and view.words[start].heading:
        for i in range(start, end):
            if view.words[i].tag.startswith(("VB", "IN", "MD", "DT")):
                return i
    return end


def _fits(view: View, title: Title, start: int, end: int) -> bool:
    office = title.match.office
    head = view.words[title.head_start]
    if title.match.form == "official" and head.text.islower() and end - start == 1:
        return is_person(view, start, end)  # "the official Gazette"
    if title.plural and not (head.capital or is_person(view, start, end)):
        return False
    if (
        head.heading
        and end - start == 1
        and not is_person(view, start, end)
        and view.words[start].tag[:2] not in ("NN", "")
    ):
        return False
    if office.use in ("honor",) and not head.capital and end - start == 1 and not is_person(view, start, end):
        return False
    if not head.capital and title.article in ("a", "an") and office.use != "honor" and not is_person(view, start, end):
        return end - start >= 2
    # "King Street" fell at is_plausible; "Prince Harry" stays; "the general Motors"
    return not (
        head.text.islower()
        and end - start == 1
        and view.words[start].text.isupper()
        and len(view.words[start].text) > 1
    )


def _add_rest(view: View, end: int, blocked: set[int], title: Title, add: _Add) -> None:
    """ "Presidents Xi Jinping and Joe Biden": the other names of a plural title."""
    at = end
    for _ in range(6):
        if view.lower(at) in (",",) and view.lower(at + 1) == "and":
            at += 2
        elif view.lower(at) in (",", "and"):
            at += 1
        else:
            return
        stop = match_name(view, at, blocked)
        if stop == at or not is_plausible(view, at, stop) or not (is_person(view, at, stop) or stop - at >= 2):
            return
        add(at, stop, title)
        title.names.append(at)
        at = stop


_BE = frozenset(["is", "was", "became", "remains", "remained", "serves", "served", "becomes"])
_PLACE_PREPOSITIONS = frozenset(
    [
        "in",
        "at",
        "near",
        "from",
        "to",
        "of",
        "around",
        "outside",
        "into",
        "through",
        "via",
        "toward",
        "towards",
        "between",
    ]
)
_CLOSERS = frozenset(
    (",", ".", ")", ";", "-", "–", "—", "", ":", "?", "!", '"', "”", "]", "who", "said", "says", "told", "and")
)


def _name_before(
    view: View, title: Title, before: int, blocked: set[int], names: dict[int, Name], add: _Add
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
    else:
        return None
    if span is None:
        return None
    name: Name = add(*span, None)
    if was and title.status == "current":
        title.status = "former"
    return name


def _skip_copula(view: View, before: int) -> tuple[int, bool, str]:
    """The word before "is", "who was", "has been" and the like; whether it is past; "who", "is" or "" for the link."""
    i = before
    if view.lower(i) in ("now", "currently", "also") and (view.lower(i - 1) in _BE or view.lower(i - 1) == ","):
        i -= 1  # "who is now", "Ann Lee, now head of the party,"
    if view.lower(i) == "as" and view.lower(i - 1) in ("serves", "served"):
        i -= 1
    if view.lower(i) not in _BE and view.lower(i) != "been":
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
    if not known and not _may_be_named(view, start, stop, closed):
        return False
    alone = not title.bound and title.end == title.head_end
    listed = view.lower(title.end) == "and" and _is_office(view, title.end + 1)
    closing = view.lower(_comma_after(view, title))  # "Ann Lee, the attaché in Lima, left"
    if title.article == "the" and alone and closing not in (",", ".", ")", "-", "–", "—") and not (was or listed):
        return False
    told = title.article != "" or title.bound or title.word_role or title.match.office.use != "bound"
    return bool(told) or closed


def _may_be_named(view: View, start: int, stop: int, closed: bool) -> bool:
    """Whether words without a title of their own are a person's name rather than a place's."""
    if is_person(view, start, stop):
        return closed or stop - start > 1
    return closed and stop - start > 1 and view.lower(start - 1) not in _PLACE_PREPOSITIONS


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
        if view.words[at].tag in ("VBD", "VBZ", "VBP", "MD"):
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


def attach_predicates(view: View, names: list[Name], titles: list[Title]) -> None:
    """ "Sixto resigned as a special assistant", "he nominated Regina Benjamin to become the Surgeon General"."""
    by_sentence: dict[int, list[Name]] = {}
    for name in names:
        by_sentence.setdefault(view.words[name.start].sentence, []).append(name)
    for position, title in enumerate(titles):
        if title.names or title.plural or title.role is None or title.match.office.use in ("honor", "counterpart"):
            continue
        mates = by_sentence.get(view.words[title.start].sentence, [])
        here = bisect_left(mates, title.start, key=lambda n: n.start)
        ahead = mates[max(0, here - 5) : here]
        ahead = [n for n in ahead if not n.weak or n.titles] or ahead
        if not ahead:
            continue
        last = ahead[-1]
        status = _find_predicate(view, title, last) or _find_naming(view, title, last)
        status = status or _find_second_predicate(view, title, titles[position - 1] if position else None, last)
        if status is not None:
            title.status = status
            last.titles.append(title)
            title.names.append(last.start)


_LINKS = frozenset(["as", "to", "become", "be", "for", "lead", "head", "elected", "appointed", "named"])


def _find_predicate(view: View, title: Title, last: Name) -> str | None:
    """The status of an office that a link gives the name before: "elected X as president", "X stepped down as ..."."""
    i = title.start - 1 - (view.lower(title.start - 1) in ("a", "an", "the", "its", "his", "her", "their"))
    link = view.lower(i)
    if link not in _LINKS:
        return None
    between = {view.lower(j) for j in range(last.end, title.start)}
    if between & NOMINATING_VERBS or any(view.lower(last.start - d) in NOMINATING_VERBS for d in range(1, 8)):
        return "nominee" if title.start - last.end <= 12 else None
    if link != "as":
        return None
    if last.end == i and _word_before(view, last) in SERVICE_VERBS:
        return title.status  # "elected Javier Milei as president"
    if view.lower(i - 1) == "," and last.end == i - 1:
        return title.status  # "with his wife, Ann Lee, as vice president"
    if view.lower(i - 1) not in SERVICE_VERBS | {"down", "in", "over"} or title.start - last.end > 8:
        return None
    once = "served" in between and between & {"recently", "previously", "earlier"}
    past = (between & LEAVING_VERBS or once) and "has" not in between
    return "former" if past and title.status == "current" else title.status


def _find_naming(view: View, title: Title, last: Name) -> str | None:
    """The status of an office directly behind a name: "Ann Lee MP", "named Ann Lee prime minister"."""
    start = title.start - (view.lower(title.start - 1) in ("a", "an", "the"))
    if start != last.end or last.end - last.start < 2:
        return None
    verb = _word_before(view, last)
    if not (title.match.form in _BEHIND_NAMES and title.start == last.end) and verb not in _NAMING_VERBS:
        return None
    return "nominee" if verb in NOMINATING_VERBS and title.status == "current" else title.status


def _find_second_predicate(view: View, title: Title, ahead: Title | None, last: Name) -> str | None:
    """The status of the second office in "served as mayor and governor"."""
    if ahead is None or ahead.names != [last.start] or ahead.end != title.start - 1 or title.article:
        return None
    return ahead.status if view.lower(ahead.end) == "and" else None


def _word_before(view: View, name: Name) -> str:
    """The word before a name and the titles that stand before it."""
    return view.lower(min([name.start, *(t.start for t in name.titles if t.end <= name.start)]) - 1)


#: Written directly behind a name.
_BEHIND_NAMES = frozenset(("mp", "mep", "mla", "msp", "td", "mk", "mna"))
_NAMING_VERBS = frozenset(
    (
        "named", "naming", "names", "appointed", "appointing", "appoints", "elected", "nominated", "declared",
        "proclaimed", "made", "sworn",
    )
)  # fmt: skip


def attach_parties(view: View, names: list[Name], bodies: list[Body]) -> None:
    """ "Labour's Ann Lee", "Ann Lee of the Greens": a party's politician, whose office the text does not tell."""
    by_start, by_end = {name.start: name for name in names}, {name.end: name for name in names}
    member = offices(view.lexicon)[0].longest(["politician"], 0)
    for body in bodies:
        if member is None or body.kind != "party" or body.generic:
            continue
        name = by_start.get(body.end + 1) if view.lower(body.end) in ("'s", "'") else None
        of = body.start - 1 - (view.lower(body.start - 1) == "the")
        if name is None and view.lower(of) == "of":
            name = by_end.get(of - (view.lower(of - 1) == ","))
        if name is None or name.titles or len(name.tokens) < 2 or not view.same_sentence(name.start, body.start):
            continue
        at = body.start
        title = Title(at, at + 1, at, at + 1, member[1], "", "party", body=body, bound=True, silent=True)
        title.country = body.country
        name.titles.append(title)
        name.weak = False


def attach_runners(view: View, names: list[Name]) -> None:
    """ "Ann Lee, who runs the state road office": an office told by a verb, of a body that only its kind names."""
    office = offices(view.lexicon)[0].longest(["head"], 0)
    for name in names:
        verb = name.end + (view.lower(name.end) == ",")
        if view.lower(verb) != "who" or name.titles or office is None or len(name.tokens) < 2:
            continue
        verb += 1 + (view.lower(verb + 1) in ("now", "currently", "also"))
        if view.lower(verb) not in _LEADS or view.lower(verb + 1) not in ("the", "its", "a"):
            continue
        for end in range(verb + 2, min(verb + 8, len(view.words))):
            word = view.words[end]
            role = BODY_ROLES.get(word.lower)
            if not view.same_sentence(verb, end) or not word.tag.startswith(("NN", "JJ", "POS")):
                break
            if role not in (None, "none") and word.tag == "NN" and not view.words[end + 1].tag.startswith("NN"):
                text = "head of " + " ".join(view.lowers[verb + 2 : end + 1])
                title = Title(verb, verb + 1, verb, verb + 1, office[1], text, role, bound=True, silent=True)
                title.singular = text
                if view.lower(verb).endswith("ed"):
                    title.status = "former"
                name.titles.append(title)
                name.weak = False
                break


_LEADS = frozenset(("heads", "leads", "runs", "chairs", "commands", "headed", "led", "run", "chaired", "commanded"))
_BODIES_LED = frozenset(("government", "military", "igo", "party", "armed_group"))


def attach_heads(view: View, names: list[Name], bodies: list[Body]) -> None:
    """ "Ann Lee, who heads the World Food Program", "Ann Lee leads the Greens", "who has led it since May"."""
    by_end = {name.end: name for name in names}
    office = offices(view.lexicon)[0].longest(["head"], 0)
    for body in bodies:
        if body.generic and body.country is None:
            continue  # "the ministry": the office has been told before
        verb = body.start - 1
        while view.lower(verb) in ("the", "'s", "'") or verb in view.country_ends:
            verb -= 1
        if office is None or view.lower(verb) not in _LEADS or body.kind not in _BODIES_LED:
            continue
        i = verb - 1
        held = not view.lower(verb).endswith(("d", "run"))
        while view.lower(i) in ("has", "also", "now", "currently"):
            held = held or view.lower(i) == "has"
            i -= 1
        name = by_end.get(i - (view.lower(i - 1) == ",")) if view.lower(i) == "who" else None
        if i == verb - 1 and view.lower(verb) in ("leads", "heads", "chairs") and body.kind in ("party", "armed_group"):
            name = name or by_end.get(verb)
        if name is None or not held or name.titles or len(name.tokens) < 2 or view.lower(body.end) in ("'s", "'"):
            continue
        text = f"head of {body.name.lower()}"
        title = Title(verb, verb + 1, verb, verb + 1, office[1], text, None, body=body, bound=True, silent=True)
        title.singular = text
        title.role = resolve_role(view, title)
        if title.role is not None:
            name.titles.append(title)
            name.weak = False
