"""Names, and the offices that stand with them: before, behind, in apposition, in the predicate."""

from __future__ import annotations

from dataclasses import dataclass, field

from newsfacts.language.officials.bodies import Body
from newsfacts.language.officials.entities import EXCLUSIVE, Name, is_definite
from newsfacts.language.officials.names import is_name_word, is_person, is_plausible, is_told, match_name
from newsfacts.language.officials.names_before import (
    Add,
    before_possessor,
    comma_after,
    find_name_before,
    name_of_list,
    spokesman_of_named,
)
from newsfacts.language.officials.patterns import (
    OCCUPATIONS,
    US_PARTY_TAG,
    given_names,
    offices,
)
from newsfacts.language.officials.title_words import is_surname
from newsfacts.language.officials.titles import Title, resolve_role
from newsfacts.language.officials.words import View
from newsfacts.language.syntax.relations import TENSED


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
        at = self._skip_second_noun(k)
        end = _trim_heading(view, at, match_name(view, at, self.blocked))
        verb = end == at + 1 and self._opens_next(k, end)
        if end > at and not verb and is_plausible(view, at, end, titled=True) and _fits(view, title, at, end):
            self.direct[id(title)] = self.add(at, end, title)
            title.names.append(at)
            if title.plural:
                _add_rest(view, end, self.blocked, title, self.add)

    def _skip_second_noun(self, k: int) -> int:
        """ "Opposition leader and Nobel laureate Ann Lee": without an article both nouns are the name's."""
        view, title = self.view, self.titles[k]
        at = title.end + 1
        bare = not title.article and title.possessor is None and title.start not in view.countries
        if view.lower(title.end) != "and" or not bare or title.plural or title.role is None:
            return title.end
        while at < min(title.end + 6, len(view.words)) and view.words[at].tag in ("NN", "NNP", "JJ"):
            at += 1
            noun = view.words[at - 1]
            if noun.tag == "NN" and noun.text.islower() and match_name(view, at, self.blocked) > at + 1:
                return at
        return title.end

    def _opens_next(self, k: int, end: int) -> bool:
        """ "Mayor Blasts Judge Ann Lee": the word between an office and the next, which has its name, is a verb."""
        follower = self.titles[k + 1] if k + 1 < len(self.titles) else None
        word = self.view.words[end - 1]
        if follower is None or follower.start != end or id(follower) not in self.direct:
            return False
        return word.lower.endswith("s") and word.text not in given_names() and word.heading

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
        aside = gap == [","] or _tells_post(self.view, title, follower, self.direct[id(follower)])
        joined = not gap or (gap == ["and"] and not follower.article) or (aside and ranked)
        name = self.direct[id(follower)] if joined else None
        if gap == ["and"] and _are_two_holders(self.view, title, follower):
            return None
        if name is not None and aside and _speaks_aside(self.view, name.end):
            return None
        return name

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
            name = find_name_before(view, title, self._word_before(title, before), self.blocked, self.names, self.add)
        if name is None:
            other = self.titles[k + 1] if k + 1 < len(self.titles) else None
            name = spokesman_of_named(view, title, other, self.blocked, self.names, self.add)
        name = name or self._find_behind(title, self._is_joined(k))
        if name is not None:
            self._hold(k, name)

    def _word_before(self, title: Title, before: int) -> int:
        """The word before an office, its owners and its article."""
        view, owner = self.view, title.owner
        while owner is not None:
            before, owner = owner.start - 1, owner.owner
        if title.owner is None and title.possessor is not None and view.words[title.possessor].capital:
            before = before_possessor(view, title.possessor, self.names)
        article = title.article and title.article != "the" and view.lower(before) == title.article
        return before - 1 if article or view.lower(before) == "the" else before

    def _is_joined(self, k: int) -> bool:
        """ "The president and commander in chief, Ann Lee,": an office that goes on with a definite one."""
        title, ahead = self.titles[k], self.titles[k - 1] if k else None
        if ahead is None or ahead.plural or ahead.end != title.start - 1 or self.view.lower(ahead.end) != "and":
            return False
        return is_definite(self.view, ahead) and not title.article

    def _find_behind(self, title: Title, joined: bool) -> Name | None:
        """ "the finance minister, Ann Lee,"; ``joined``: an office before it has the article."""
        view, comma = self.view, comma_after(self.view, title)
        if view.lower(comma) not in _BREAKS or not view.same_sentence(title.start, comma + 1):
            return None
        at = comma + 1
        end = match_name(view, at, self.blocked)
        if end <= at or not is_plausible(view, at, end) or view.lower(end) == "and" or _speaks_aside(view, end):
            return None
        definite, long = joined or is_definite(view, title), end - at >= 2
        known = is_person(view, at, end) or (long and (definite or _is_full(view, title)))
        told = definite or title.bound or _introduces(view, title, end)
        closed = (long or view.lower(end) in (",", "-", "–", "—")) and (comma == title.end or _closes(view, end))
        # "the interim minister of the institution, Ann Lee."
        ends = view.lower(title.end) == "of" and view.lower(end) in (".", ";")
        closed = closed or (ends and is_person(view, at, end))
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
        span = name_of_list(self.view, title, ahead, self.blocked, self.names)
        if span is not None:
            title.names.append(self.add(*span, title).start)

    def _find_others(self) -> None:
        """Every other sequence that can be a name."""
        view, i = self.view, 0
        self.blocked.update(i for name in self.names.values() for i in range(name.start, name.end))
        while i < len(view.words):
            free = i not in self.blocked and is_name_word(view, i, self.blocked)
            end = _trim_heading(view, i, match_name(view, i, self.blocked)) if free else i
            i = _after_occupation(view, i, end)
            if end == i:
                i += 1
                continue
            office = offices(view.lexicon)[0].longest(view.lowers, i)
            named = office is None or office[0] != end or is_surname(view, i, end)
            # not "the Attorney General's Office"
            if named and is_plausible(view, i, end) and not (view.words[i].heading and not is_person(view, i, end)):
                name = Name(i, end, _tokens(view, i, end))
                name.told = is_told(view, i, end)
                sure = is_person(view, i, end) and not _is_crosshead(view, i, end)
                name.weak = not name.told and (end - i == 1 or not sure)
                self.names.setdefault(i, name)
            i = end

    def _settle_behind(self, ordered: list[Name]) -> None:
        """What stands behind names: their state, their body, their party in the U.S. Congress."""
        view = self.view
        by_start = {b.start: b for b in self.bodies if not b.generic or b.key.startswith("embassy")}
        for name in ordered:
            _settle_state_of_name(view, name)
            at = name.end + 1 + (view.lower(name.end + 1) == "the")
            if view.lower(name.end) in ("of", "in", "at") and at in by_start:
                for title in name.titles:
                    _serve_body_behind(view, title, name, by_start[at])
        for name in ordered:
            tag = US_PARTY_TAG.match(view.text, view.words[name.end - 1].end)
            name.party_tag = (bool(tag) and len(name.tokens) >= 2) or _is_us_partisan(view, name)


def _tells_post(view: View, title: Title, follower: Title, name: Name) -> bool:
    """ "Togo's ambassador in Ghana, General Ann Lee,": between an envoy and his rank stands where he is posted."""
    end = follower.start - 1
    if title.role != "diplomat" or view.lower(title.end) not in ("in", "to") or view.lower(end) != ",":
        return False
    if view.lower(name.end) != ",":
        return False  # "Peru summoned the ambassador in Lima, General Ann Lee said"
    return title.end + 1 < end and all(view.words[i].capital for i in range(title.end + 1, end))


def _is_crosshead(view: View, start: int, end: int) -> bool:
    """Whether words in capitals fill a line and show no given name: "REPEATED STANCE"."""
    first, last = view.span(start, end)
    line = view.text[view.text.rfind("\n", 0, first) + 1 : last + 1]
    alone = line.strip() == view.text[first:last] and (last == len(view.text) or view.text[last] == "\n")
    return alone and line.isupper() and view.words[start].text.capitalize() not in given_names()


def _after_occupation(view: View, start: int, end: int) -> int:
    """Where a name begins behind what its bearer does: "Morning Post Editor [Ann Lee]"."""
    for i in range(end - 3, start - 1, -1):
        if view.lower(i) in OCCUPATIONS:
            return i + 1
    believer = end - start > 2 and view.lower(start).endswith(_BELIEVERS)
    return start + 1 if believer and view.words[start + 1].text in given_names() else start


#: The ends of words for who believes in something: "Methodist Ann Lee".
_BELIEVERS = ("gist", "dist", "tist", "nist")


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
    if title.match.office.use == "rank" and title.end == name.start and body.branch == "police":
        title.role = "police"  # "Cpl Ann Lee of the RCMP"
    if body.generic and title.body is None and title.end == name.start:  # "First Secretary Ann Lee of the embassy"
        title.body = body
        title.role = resolve_role(view, title)
        return
    own = title.country or title.countries or title.body or title.match.office.use in ("honor", "rank")
    if own or title.end != name.start or (view.lower(name.end) != "of" and title.role != "judiciary"):
        return
    title.body = body
    title.role = resolve_role(view, title)


def _are_two_holders(view: View, title: Title, follower: Title) -> bool:
    """ "Nepal's home minister and Prime Minister Ann Lee": only the second, which stands as a title, is of the name.

    Nor does one person head a state and its government.
    """
    if follower.role not in EXCLUSIVE or title.role not in EXCLUSIVE or title.role == follower.role:
        return False
    plain = view.words[title.head_start].text.islower() and view.words[follower.head_start].capital
    heads = title.match.form == "president" and follower.match.form in ("prime minister", "chancellor")
    return heads or (plain and is_definite(view, title))


def _speaks_aside(view: View, end: int) -> bool:
    """ "The envoy, President Ann Lee told reporters, had been expelled": who speaks aside is not the one spoken of."""
    if end >= len(view.words) or view.words[end].tag not in ("VBD", "VBZ"):
        return False
    for comma in range(end + 1, min(end + _ASIDE, len(view.words) - 1)):
        if not view.same_sentence(end, comma) or view.words[comma].tag in TENSED:
            return False
        if view.lower(comma) == ",":
            after = comma + 1 + view.words[comma + 1].tag.startswith("RB")
            return after < len(view.words) and view.words[after].tag in TENSED
    return False


#: Words that an aside has behind its speaker at most: "told reporters in Lima on Monday,".
_ASIDE = 9


def _is_full(view: View, title: Title) -> bool:
    """A capitalized office with its body: "Deputy Commissioner of Sylhet Police, Bm Ullah, said"."""
    return title.body is not None and title.role is not None and view.words[title.head_start].capital


_BREAKS = frozenset([",", "-", "–", "—", ":"])


def _closes(view: View, end: int) -> bool:
    """A comma and no further name behind: no list of places."""
    after = view.words[end + 1] if end + 1 < len(view.words) else None
    return view.lower(end) == "," and after is not None and not after.capital


def _names_next(view: View, title: Title, blocked: set[int]) -> bool:
    """ "President X, the party's leader, Y, said": the office is that of the speaker behind it."""
    if view.lower(title.end) != "," or title.article != "the" or not view.same_sentence(title.start, title.end + 1):
        return False
    end = match_name(view, title.end + 1, blocked)
    named = end - title.end >= 3 and view.lower(end) == "," and end + 1 < len(view.words)
    return named and view.words[end + 1].tag in TENSED


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


def _add_rest(view: View, end: int, blocked: set[int], title: Title, add: Add) -> None:
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
