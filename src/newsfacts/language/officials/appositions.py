"""Names, and the offices that stand with them: before, behind, in apposition, in the predicate."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Callable

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


def find_names(view: View, bodies: list[Body], titles: list[Title]) -> list[Name]:
    words = view.words
    blocked = {i for b in bodies if not b.generic for i in range(b.start, b.end)}
    for title in titles:
        blocked.update(range(title.start, title.end))
    names: dict[int, Name] = {}

    def add(start: int, end: int, title: Title | None) -> Name:
        name = names.get(start)
        if name is None or name.end < end:
            name = names[start] = Name(start, end, _tokens(view, start, end), name.titles if name else [])
        if title is not None:
            if title.match.office.use == "honor":
                name.honor = True
            if title not in name.titles:
                name.titles.append(title)
        return name

    # 1 · directly behind an office, from right to left so that chains of titles share the name
    direct: dict[int, Name] = {}
    for k in range(len(titles) - 1, -1, -1):
        title = titles[k]
        at = title.end
        follower = titles[k + 1] if k + 1 < len(titles) else None
        chained = None
        if follower is not None and id(follower) in direct and view.same_sentence(title.start, follower.start):
            gap = [view.lower(i) for i in range(at, follower.start)]
            if (
                not gap
                or (gap == ["and"] and not follower.article and not title.plural)
                or (
                    gap == [","]
                    and (follower.match.office.use in ("rank", "honor", "title") or title.article)
                    and not title.plural
                )
            ):
                chained = direct[id(follower)]
        if chained is not None and not title.plural:
            direct[id(title)] = chained
            chained.titles.insert(0, title)
            title.names.append(chained.start)
            continue
        if title.plural and title.article == "" and at + 2 < len(words) and not _lists(view, at):
            blocked.add(at)  # "Lawmakers Rip Ann Lee": in a headline the word behind several is what they do
            continue
        if at < len(words) and view.same_sentence(title.start, at):
            end = _trim_heading(view, at, match_name(view, at, blocked))
            if end > at and is_plausible(view, at, end, titled=True) and _fits(view, title, at, end):
                holder = add(at, end, title)
                direct[id(title)] = holder
                title.names.append(at)
                if title.plural:
                    _add_rest(view, end, blocked, title, add)
    # 2 · with a comma or a dash between, either way
    for k, title in enumerate(titles):
        before = title.start - 1
        if title.plural and [view.lower(i) for i in range(title.start - 3, title.start)] == ["one", "of", "the"]:
            title.plural, title.article, before = False, "one", title.start - 4  # "Ann Lee, one of the leaders of it"
            title.office = title.singular
        if title.names or title.plural or title.match.office.use in ("honor", "never"):
            continue
        if view.lower(title.end) in ("'s", "'"):
            continue  # "the president's spokesman" is not the president
        owner = title.owner
        while owner is not None:
            before, owner = owner.start - 1, owner.owner
        if title.owner is None and title.possessor is not None and words[title.possessor].capital:
            before = _before_possessor(view, title.possessor, names)
        if (title.article and title.article not in ("the",) and view.lower(before) == title.article) or view.lower(
            before
        ) == "the":
            before -= 1
        name: Name | None = None
        if not _names_next(view, title, blocked):
            name = _name_before(view, title, before, blocked, names, add)
        if name is None:
            name = _spokesman_of_named(view, title, titles[k + 1] if k + 1 < len(titles) else None, blocked, names, add)
        comma = _comma_after(view, title)
        if name is None and view.lower(comma) in _BREAKS and view.same_sentence(title.start, comma + 1):
            at = comma + 1
            end = match_name(view, at, blocked)
            after = view.lower(end)
            listed, definite = after == "and", is_definite(view, title)
            if (
                end > at
                and is_plausible(view, at, end)
                and not listed
                and (is_person(view, at, end) or (end - at >= 2 and (definite or _is_full(view, title))))
                and (definite or title.bound or _introduces(view, title, end))
                and (end - at >= 2 or view.lower(end) in (",", "-", "–", "—"))
                and (comma == title.end or _closes(view, end))
            ):
                name = add(at, end, title)
        if name is not None:
            title.names.append(name.start)
            if title not in name.titles:
                name.titles.append(title)
            # "the prime minister and defence minister, Anwar Ibrahim"
            ahead = titles[k - 1] if k else None
            if (
                ahead is not None
                and not ahead.names
                and not ahead.plural
                and ahead.end == title.start - 1
                and (view.lower(ahead.end) == "and" and not title.article and name.start > title.start)
            ):
                ahead.names.append(name.start)
                name.titles.insert(0, ahead)
    for k, title in enumerate(titles):
        if title.names or title.plural or title.role is None or title.match.office.use in ("honor", "never"):
            continue
        span = _name_of_list(view, title, titles[k - 1] if k else None, blocked, names)
        if span is not None:
            title.names.append(add(*span, title).start)
    # 3 · all others
    blocked.update(i for n in names.values() for i in range(n.start, n.end))
    i = 0
    while i < len(words):
        if i in blocked or not is_name_word(view, i, blocked):
            i += 1
            continue
        end = _trim_heading(view, i, match_name(view, i, blocked))
        if end == i:
            i += 1
            continue
        office = offices(view.lexicon)[0].longest(view.lowers, i)
        if office is not None and office[0] == end:
            i = end  # "the Attorney General's Office"
            continue
        if is_plausible(view, i, end) and not (words[i].heading and not is_person(view, i, end)):
            name = Name(i, end, _tokens(view, i, end))
            name.weak = end - i == 1 or not is_person(view, i, end)
            names.setdefault(i, name)
        i = end
    ordered = sorted(names.values(), key=lambda n: n.start)
    for name in ordered:
        at = name.end + 1 + (view.lower(name.end + 1) == "the")
        if view.lower(name.end) == "of" and at in view.countries:
            for title in name.titles:  # "Foreign Minister Mustafa Ismail of Sudan"
                if title.country is None and title.role not in (None, "igo"):
                    title.country = view.countries[at][1]
        if view.lower(name.start - 1) in ("'s", "'") and (name.start - 1) in view.country_ends:
            for title in name.titles:  # "Japan's Seiji Maehara, the foreign minister,"
                if title.country is None and title.role not in (None, "igo") and title.start > name.start:
                    title.country = view.country_ends[name.start - 1][1]
    by_start = {body.start: body for body in bodies if not body.generic}
    for name in ordered:
        at = name.end + 1 + (view.lower(name.end + 1) == "the")
        if view.lower(name.end) in ("of", "in", "at") and at in by_start:
            for title in name.titles:
                _serve_body_behind(view, title, name, by_start[at])
    for name in ordered:
        tag = US_PARTY_TAG.match(view.text, words[name.end - 1].end)
        name.party_tag = (bool(tag) and len(name.tokens) >= 2) or _is_us_partisan(view, name)
    return ordered


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
    i = before
    was = who = False
    if view.lower(i) in ("now", "currently", "also") and (view.lower(i - 1) in _BE or view.lower(i - 1) == ","):
        i -= 1  # "who is now", "Ann Lee, now head of the party,"
    if view.lower(i) == "as" and view.lower(i - 1) in ("serves", "served"):
        i -= 1
    if view.lower(i) in _BE or view.lower(i) in ("been", "is"):
        was = view.lower(i) in ("was", "served")
        i -= 1
        while view.lower(i) in ("now", "currently") and view.lower(i - 1) == "who":
            i -= 1  # "who now is"
        while view.lower(i) in ("has", "had", "also"):
            was = was or view.lower(i) == "had"
            i -= 1
        if view.lower(i) in ("who", "and"):
            who = view.lower(i) == "who"
            i -= 1
        else:
            # predicate: "Dong Jun is China's defense minister", "Dong Jun, an admiral, is ..."
            name = _ending_at(view, i + 1, blocked, names)
            if name is None and view.lower(i) == ",":
                comma = next((c for c in range(i - 1, max(i - 12, 0), -1) if view.lower(c) == ","), i)
                name = _ending_at(view, comma, blocked, names)
                name = name if name is not None and name[0] in names and names[name[0]].titles else None
            if name is None or not view.same_sentence(i, title.start):
                return None
            found: Name = add(*name, None)
            if was and title.status == "current" and view.lower(i + 1) != "became":
                title.status = "former"
            return found
    if view.lower(i) not in (",", "-", "–", "—", "("):
        return None
    if not view.same_sentence(i, title.start) or i == 0:
        return None
    end = i
    if view.lower(i - 1) == ")":  # "Sen. X (R-Texas), the chairman"
        while end > 0 and view.lower(end) != "(" and i - end < 8:
            end -= 1
    if view.lower(end - 1) == "," or _is_age(view, end - 1):
        # "Maria Lopez, 54, the mayor of"
        end = end - 2 if view.lower(end - 2) == "," else end
    name = _ending_at(view, end, blocked, names)
    if name is None:
        return None
    start, stop = name
    known = start in names and bool(names[start].titles)
    if not who and known and not _may_hold(names[start], title):
        return None
    if not who and _acts(view, title) and not _opens(view, start, names.get(start)):
        return None  # "After talks with President A, the German chancellor said": who speaks is another
    closed = view.lower(title.end) in _CLOSERS or title.end >= len(view.words)
    if who:
        if was and title.status == "current":
            title.status = "former"
        described: Name = add(start, stop, None)
        return described
    if not known and not is_person(view, start, stop) and stop - start < 2:
        return None
    if not known and not is_person(view, start, stop) and (view.lower(start - 1) in _PLACE_PREPOSITIONS or not closed):
        return None
    if not known and stop - start == 1 and not closed:
        return None
    bare_definite = title.article == "the" and not title.bound and title.end == title.head_end
    listed = view.lower(title.end) == "and" and _is_office(view, title.end + 1)
    closing = view.lower(_comma_after(view, title))  # "Ann Lee, the attaché in Lima, left"
    if bare_definite and closing not in (",", ".", ")", "-", "–", "—") and not (was or listed):
        return None
    if (
        title.article in ("",)
        and not title.bound
        and not title.word_role
        and title.match.office.use == "bound"
        and not closed
    ):
        return None
    if was and title.status == "current":
        title.status = "former"
    result: Name = add(start, stop, None)
    return result


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
        i = title.start - 1
        if view.lower(i) in ("a", "an", "the", "its", "his", "her", "their"):
            i -= 1
        link = view.lower(i)
        subject: Name | None = None
        mates = by_sentence.get(view.words[title.start].sentence, [])
        here = bisect_left(mates, title.start, key=lambda n: n.start)
        ahead = mates[max(0, here - 5) : here]
        ahead = [n for n in ahead if not n.weak or n.titles] or ahead
        if not ahead:
            continue
        last = ahead[-1]
        between = {view.lower(j) for j in range(last.end, title.start)}
        if link in ("as", "to", "become", "be", "for", "lead", "head") or (link in ("elected", "appointed", "named")):
            if between & NOMINATING_VERBS or any(view.lower(last.start - d) in NOMINATING_VERBS for d in range(1, 8)):
                if title.start - last.end <= 12:
                    subject = last
                    title.status = "nominee"
            elif link == "as" and last.end == i and _word_before(view, last) in SERVICE_VERBS:
                subject = last  # "elected Javier Milei as president"
            elif link == "as" and view.lower(i - 1) == "," and last.end == i - 1:
                subject = last  # "with his wife, Ann Lee, as vice president"
            elif (
                link == "as"
                and view.lower(i - 1) in SERVICE_VERBS | {"down", "in", "over"}
                and title.start - last.end <= 8
            ):
                subject = last
                once = "served" in between and between & {"recently", "previously", "earlier"}
                past = between & LEAVING_VERBS or once
                if past and title.status == "current" and "has" not in between:
                    title.status = "former"
        named = title.start - (view.lower(title.start - 1) in ("a", "an", "the")) == last.end
        if subject is None and named and last.end - last.start >= 2:
            verb = _word_before(view, last)
            if (title.match.form in _BEHIND_NAMES and title.start == last.end) or verb in _NAMING_VERBS:
                subject = last  # "Ann Lee MP", "named Ann Lee prime minister"
                if verb in NOMINATING_VERBS and title.status == "current":
                    title.status = "nominee"
        ahead_title = titles[position - 1] if position else None
        if (
            subject is None
            and ahead_title is not None
            and ahead_title.names == [last.start]
            and ahead_title.end == title.start - 1
            and view.lower(ahead_title.end) == "and"
            and not title.article
        ):
            subject, title.status = last, ahead_title.status  # "served as mayor and governor"
        if subject is not None:
            subject.titles.append(title)
            title.names.append(subject.start)


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
