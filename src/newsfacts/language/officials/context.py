"""The state an office belongs to when its own words do not say: from the rest of the article, or nowhere."""

from __future__ import annotations

from bisect import bisect_left, insort
from collections import Counter

from spacy.tokens import Doc

from newsfacts.language.officials.bodies import Body, find_beside
from newsfacts.language.officials.descriptions import is_visiting
from newsfacts.language.officials.entities import WINDOW
from newsfacts.language.officials.patterns import (
    APPROACHES,
    DONE_BY_OWN,
    MEETINGS,
    RECEIVED,
    RECEPTIONS,
    STATES_WITH,
    STATES_WITHOUT,
    TOWARDS,
    VISITS,
    home_places,
    places,
)
from newsfacts.language.officials.titles import Title
from newsfacts.language.officials.words import View


def _is_abroad(view: View, body: Body) -> bool:
    return view.lower(body.end - 1) in ("embassy", "consulate")


def has_office(code: str, office: str) -> bool:
    """Whether a state can have an office at all: no king of France, no prime minister of the United States."""
    with_, without = STATES_WITH.get(office), STATES_WITHOUT.get(office)
    return (with_ is None or code in with_) and (without is None or code not in without)


#: Who is where their state is not: that they are in Lima says nothing.
_TRAVELERS = frozenset(["head_of_state", "head_of_government", "monarch", "minister", "diplomat"])
_HEADS = frozenset(["head_of_state", "head_of_government", "monarch"])
#: How often a state must be named before it can be the one an article is told from, and how often as such.
_OFTEN, _TWICE = 4, 2
#: Sentences that make a whole article, not a paragraph.
_WHOLE = 5
#: Before a place where things are; before what something is directed at.
_WITHIN = frozenset(["in", "across", "throughout", "within", "around"])


def _is_partner(view: View, position: int) -> bool:
    """Whether an official or a body is only met, told or spoken against: "after talks with the Malian president"."""
    at = position - 1
    while view.lower(at) in ("the", "a", "an", "'s", "'") or at + 1 in view.country_ends:
        at = view.country_ends[at + 1][0] - 1 if at + 1 in view.country_ends else at - 1
    ahead = view.lower(at - 1)
    if not view.same_sentence(at, position):
        return False
    if view.lower(at) in _AIMS:
        return (view.lower(at), ahead) != ("to", "according")
    return view.lower(at) in APPROACHES and view.words[at].tag.startswith("VB")


#: Before whom something is done with or directed at.
_AIMS = frozenset(["with", "to", "between", "against", "toward", "towards"])


def _places_in(view: View) -> list[str]:
    """The codes of the states whose regions and cities the words name, one for each mention."""
    known, found, i = home_places(view.lexicon), [], 0
    while i < len(view.words):
        code = None
        for end in range(min(i + 3, len(view.words)), i, -1) if view.words[i].capital else ():
            code = known.get(view.text[view.words[i].start : view.words[end - 1].end])
            if code is not None:
                found.append(code)
                i = end - 1
                break
        i += 1
    return found


def _find_dominant(counts: Counter[str]) -> str | None:
    """The state that an article is about: the only one, or twice as often as the next; no evidence of whose office."""
    if not counts:
        return None
    (code, n), *others = counts.most_common(2)
    return code if not others or (n >= 2 and n >= 2 * others[0][1]) else None


def _is_seat(view: View, body: Body) -> bool:
    """Whether a body of a state stands at home: "U.S. Marines" may be anywhere."""
    return (body.kind == "government" or (body.kind == "military" and body.generic)) and not _is_abroad(view, body)


_OF_STATES = frozenset(["ministry", "court", "legislature", "police", "party"])


class Context:
    """The state an office belongs to when its own words do not say."""

    def __init__(self, doc: Doc, view: View, bodies: list[Body], titles: list[Title]) -> None:
        self.view = view
        seated = [(body.start, body.country) for body in bodies if body.country and _is_seat(view, body)]
        self.seats = {start for start, _ in seated}  # where a body stands, not an official
        self.ends = {body.start: body.end for body in bodies}
        at_home = (t for t in titles if t.role not in (None, "igo", "diplomat"))  # diplomats are abroad
        marks = [*seated, *((t.start, t.country) for t in at_home if t.country)]
        self.marks = sorted(mark for mark in marks if not _is_partner(view, mark[0]))
        self.police = {b.country for b in bodies if b.generic and b.branch == "police" and b.country}
        abroad = ("head_of_state", "head_of_government", "monarch", "minister", "diplomat")
        self.diplomats = {
            view.words[t.start].sentence: t.country for t in titles if t.country and t.role == "diplomat"
        }
        self.speakers = sorted((t.start, t.country) for t in titles if t.country and t.role in abroad)
        #: Where heads of a state or a part of one stand, whosever they are.
        self.heads = sorted(t.start for t in titles if t.match.office.role in _HEADS)
        self.counts = Counter(code for _, code in view.countries.values())
        self.dominant = _find_dominant(self.counts)
        dateline = doc._.dateline
        self.dateline: str | None = dateline.country if dateline else None
        if self.counts and 3 * self.counts[self.dateline or ""] <= max(self.counts.values()):
            self.dateline = None  # news of elsewhere is written in Geneva, Brussels and New York
        self.home = self._find_home(self.counts.total())
        self.host: str | None = None  # the state whose officials meet one of no stated state
        #: Capitals somebody is in, and states that something is "in", by sentence.
        self.places: dict[int, list[tuple[int, str]]] = {}
        self.states_in: dict[int, set[str]] = {}
        self._mark_places()
        self._settle_bodies(bodies)

    def _mark_places(self) -> None:
        """Note the capitals and states that something is in."""
        view, known = self.view, places(self.view.lexicon)
        for i, word in enumerate(view.words):
            visited = view.lower(i - 1) == "to" or view.lower(i - 2) in VISITS
            near = view.lower(i - 1) in ("in", "at", "from", "near", "central", "around")
            if word.text in known and near and not visited:
                self.places.setdefault(word.sentence, []).append((i, known[word.text]))
        for i, (_, code) in view.countries.items():
            if view.lower(i - 1 - (view.lower(i - 1) == "the")) in _WITHIN:
                self.states_in.setdefault(view.words[i].sentence, set()).add(code)

    def _settle_bodies(self, bodies: list[Body]) -> None:
        """Give the bodies that name no state the one that the text around tells."""
        for body in bodies:
            if body.country is None and not body.generic and self._is_at_home(body):
                body.country = self.home
            if body.country is None and (body.generic or body.weak):
                body.country = self.country_at(body.start)
                if self.diplomats.get(self.view.words[body.start].sentence, body.country) != body.country:
                    body.country = None  # "a Kuwaiti diplomat in Oman said parliament refused": whose is not said
                if body.country and body.kind in ("government", "military"):
                    insort(self.marks, (body.start, body.country))

    def _is_at_home(self, body: Body) -> bool:
        """Whether a named body of no stated state is one of the state that the article is told from."""
        only = len(self.counts) <= 1  # or none: then it is the one whose towns are named
        if body.branch in _OF_STATES and only:
            return True
        national = self.view.lower(body.start) in ("national", "central")
        return body.kind == "government" and (national or only)

    def add_mark(self, position: int, code: str) -> None:
        """Note that the text speaks of a head of a state, whom only the list knows, at a word."""
        insort(self.marks, (position, code))
        insort(self.speakers, (position, code))

    def _find_home(self, total: int) -> str | None:
        """The state from within which the whole article is told, or None.

        That a state is the only or the most frequent one is no evidence: it may be the accused, the visited, the
        partner. Evidence is that it stands, time and again and as good as alone, for where things are and whose they
        are ("in Ghana", "Ghana's schools", "Ghanaian farmers"); or, where no state is named at all, that the regions
        and cities of just one are.
        """
        view, code = self.view, self.dominant
        whole = view.words[-1].sentence >= _WHOLE if view.words else False
        places = Counter(_places_in(view))
        if not self.counts:
            return next(iter(places)) if len(places) == 1 and (places.total() > 1 or whole) else None
        if code is None or (self.counts[code] < 2 and not whole):
            return None
        own = [i for i, (_, other) in view.countries.items() if other == code]
        stands = Counter(self._stand_of(i) for i in own)
        inside = stands["inside"] + (places[code] if whole else 0)
        if len(own) < _OFTEN:  # so few that a single one that is aimed at leaves a doubt
            sole = total == len(own) or (whole and total - len(own) <= 1)
            return code if sole and inside and not stands["abroad"] else None
        return code if inside >= _TWICE and inside >= stands["abroad"] else None

    def _stand_of(self, position: int) -> str:
        """How the text looks at a state: from ``inside`` ("in Ghana", "Ghana's schools"), ``abroad``, or ``""``."""
        view, end = self.view, self.view.countries[position][0]
        at = position - 1 - (view.lower(position - 1) == "the")
        before, ahead = view.lower(at), view.lower(at - 1)
        aimed = view.same_sentence(at, position) and (view.words[at].tag.startswith("VB") or before in TOWARDS)
        if aimed or before in VISITS or ahead in VISITS:
            return "abroad"
        owns = view.lower(end) in ("'s", "'") or (end < len(view.words) and view.words[end].tag.startswith("NN"))
        return "inside" if before in _WITHIN or owns else ""

    def _opening_place(self, position: int) -> str | None:
        """ "In Beijing, police ...", "In Tonga, a cable broke. The finance minister said ...": it is there."""
        view, first = self.view, position
        while first > 0 and view.same_sentence(first - 1, position):
            first -= 1
            if position - first > 12:
                break
        else:
            if (code := self._opens_in(first)) is not None:
                return code
        paragraph = view.text.rfind("\n", 0, view.words[position].start) + 1
        first = bisect_left(view.words, paragraph, key=lambda word: word.start)
        if view.words[first].sentence < view.words[position].sentence - 1:
            return None
        told = bisect_left(self.marks, (first, "")), bisect_left(self.marks, (position, ""))
        return self._opens_in(first) if told[0] == told[1] and position - first < 60 else None

    def _opens_in(self, first: int) -> str | None:
        """The state that words opening with "In" a place or a state set the scene in."""
        view = self.view
        while view.lower(first) in ("and", "but", "meanwhile", "also", ",", "earlier", "separately"):
            first += 1
        if view.lower(first) != "in" or first + 1 >= len(view.words):
            return None
        if first + 1 in view.countries:
            end, code = view.countries[first + 1]
            return code if view.lower(end) == "," else None
        return places(view.lexicon).get(view.words[first + 1].text)

    def _approached_by(self, title: Title, code: str) -> str | None:
        """The state whose official meets, urges or thanks the holder: "Chile's minister called on President X"."""
        view, i = self.view, title.start
        ahead = [name for name in title.names if name < i]  # "the president received Ann Lee, the minister"
        i = min([i, *ahead])
        words = {view.lower(j) for j in range(max(0, i - 4), i)}
        received = {view.lower(j) for j in range(max(0, i - 8), i)} & RECEIVED
        words |= received
        heads = title.match.office.role in ("head_of_state", "head_of_government", "monarch")
        if not words & (APPROACHES if heads else MEETINGS if title.match.office.role in _TRAVELERS else frozenset()):
            return None
        last = bisect_left(self.speakers, (i, "")) - 1
        head = bisect_left(self.heads, i) - 1
        if received and head >= 0 and view.same_sentence(self.heads[head], i):
            last = bisect_left(self.speakers, (self.heads[head], ""))
            if last == len(self.speakers) or self.speakers[last][0] != self.heads[head]:
                return code  # the host's state, which only the rest of the article tells
        if last < 0 or not view.same_sentence(self.speakers[last][0], i):
            return None
        start, host = self.speakers[last]
        return host if start < i - 1 else None

    def _subject_before(self, title: Title) -> str | None:
        """ "Cambodia welcomed it. Foreign Ministry spokesman X urged ...": the state the last sentence is about."""
        view, first = self.view, title.start
        if view.lower(first - 1) == "the":
            first -= 1
        if first == 0 or view.same_sentence(first - 1, first):
            return None
        start = first - 1
        while start > 0 and view.same_sentence(start - 1, first - 1) and first - start < 80:
            start -= 1
        paragraph = "\n" not in view.text[view.words[start].start : view.words[first].start]
        if not paragraph or start not in view.countries:
            return None
        end, code = view.countries[start]
        return code if view.words[end].tag.startswith("VB") or view.lower(end) == "," else None

    def _antecedent(self, title: Title) -> str | None:
        """The state that "its" means: the one named before in the sentence, else the subject of the last one."""
        view = self.view
        last = bisect_left(self.marks, (title.start, "")) - 1
        if last >= 0 and self.marks[last][0] in self.seats and title.start - self.marks[last][0] <= 5:
            return self.marks[last][1]  # "Congress swore in its speaker"
        sentence = view.words[title.start].sentence
        before: dict[str, int] = {}
        first = title.start
        while first > 0 and title.start - first < 120 and view.words[first - 1].sentence >= sentence - 1:
            first -= 1
            if first in view.countries and view.words[first].sentence == sentence:
                before[view.countries[first][1]] = first
        if len(before) == 1:
            return next(iter(before))
        if before:
            return None
        previous = [i for i in range(first, title.start) if view.words[i].sentence == sentence - 1]
        codes = {view.countries[i][1] for i in previous if i in view.countries}
        if len(codes) == 1:
            return codes.pop()
        at = next((i for i in previous if view.lower(i) not in ("the", "but", "and", "meanwhile", ",")), None)
        return view.countries[at][1] if at in view.countries else None

    def country_of(self, title: Title) -> str | None:
        """The state of an office that names none: the article's at that place, if it has such an office."""
        if is_visiting(self.view, title):
            return None
        if title.article == "its" and title.possessor is None:
            return self._antecedent(title)
        code = self._state_around(title)
        return None if code is not None and code in self._aimed_at(title) else code

    def _aimed_at(self, title: Title) -> set[str]:
        """The states that a minister's sentence welcomes, thanks, accuses or visits: none of them is his own."""
        view = self.view
        found: set[str] = set()
        if title.role not in _TRAVELERS:
            return found
        for i in range(title.end, min(title.end + 40, len(view.words))):
            if not view.same_sentence(title.end - 1, i):
                break
            if view.lower(i) in APPROACHES | VISITS:
                found |= {view.countries[k][1] for k in range(i + 1, i + 4) if k in view.countries}
        return found

    def _state_around(self, title: Title) -> str | None:
        """The state that the words around an office, or the institutions named before, tell."""
        if title.role == "police" and len(self.police) == 1:
            return next(iter(self.police))
        if (local := self._state_of_place(title)) is not None:
            return local
        if (subject := self._subject_before(title)) is not None:
            return subject if has_office(subject, title.match.office.office) else None
        office = title.match.office.office
        ahead = self.view.lowers[max(0, title.start - 4) : title.start]
        if title.role == "diplomat" and not RECEPTIONS.isdisjoint(ahead):
            return None  # "the government expelled the envoy": not its own
        code = self.country_at(title.start, sure=title.match.office.role in _TRAVELERS, stands=False)
        if code is not None and code == self._approached_by(title, code):
            self.host = code  # and whom his guest speaks of is not his either, as far as we know
            return self.dateline if self.dateline != code else None
        if code is not None and code == self.host and title.role in ("minister", "diplomat"):
            return None
        return code if code is not None and has_office(code, office) else self._only_state_with(title, code)

    def _state_of_place(self, title: Title) -> str | None:
        """The state in which the words say that an officer is: "a trade official in Hanoi", "a judge in Peru"."""
        if title.role in ("police", "regional") or "police" in title.match.form:
            # "a police spokeswoman said two were hurt in Bratislava": of the place, whatever else the article is about
            sentence = self.view.words[title.start].sentence
            here = {code for _, code in self.places.get(sentence, [])[:WINDOW]} | self.states_in.get(sentence, set())
            if len(here) == 1:
                return here.pop()
        end = self._end_of_subject(title)
        if title.role in _TRAVELERS or self.view.lower(end) != "in":
            return None
        at = end + 1 + (self.view.lower(end + 1) == "the")
        place = self.view.words[at].text if at < len(self.view.words) else ""
        stated = self.view.countries[at][1] if at in self.view.countries else None
        return places(self.view.lexicon).get(place) or stated

    def _end_of_subject(self, title: Title) -> int:
        """The end of an office, or of its holder's name in "spokesman Jan Bor in Warsaw denied it"."""
        view, end = self.view, title.end
        while title.names and end >= title.names[0] - 1 and end + 2 < len(view.words) and view.words[end].capital:
            end += 1
        spoken = end > title.end and end + 2 < len(view.words) and view.words[end + 2].tag in ("VBD", "VBZ")
        return end if spoken else title.end

    def _only_state_with(self, title: Title, code: str | None) -> str | None:
        """The one state spoken of that has an office; ``code``: the state at hand, which has not."""
        office = title.match.office.office
        if office not in STATES_WITH and office not in STATES_WITHOUT:
            return None
        end = bisect_left(self.marks, (title.start, ""))
        near = {c for _, c in self.marks[max(0, end - WINDOW) : end]} if code is None else set(self.counts)
        able = {c for c in near if has_office(c, office)}
        return able.pop() if len(able) == 1 else None

    def _weigh(self, code: str, times: int) -> str | None:
        """The one state whose institutions have been named, unless just once in news that is plainly about another."""
        main = self.dateline or self.dominant
        share = 0.6 if self.dateline and times == 1 else 3
        if main is None or main == code or self.counts[main] < share * self.counts[code]:
            return code
        return main if self.dateline and self.counts[code] < self.counts[main] else None

    def country_at(self, position: int, *, sure: bool = False, stands: bool = True) -> str | None:
        """The one state whose institutions the article speaks of up to here, or None.

        Of several the one spoken of far more often, but not where ``sure``: each of them has a president.
        ``stands``: it may be the state of the capital in which something is, as of a body, but not of a traveler.
        """
        end = bisect_left(self.marks, (position, ""))
        before = self.marks[max(0, end - WINDOW) : end]
        if opening := self._opening_place(position):
            return opening
        sentence = self.view.words[position].sentence
        near = {code for i, code in before if self.view.words[i].sentence == sentence}
        if len(near) == 1:
            return near.pop()
        tally = Counter(code for _, code in before)
        if len(tally) == 1:
            return self._weigh(next(iter(tally)), len(before))
        if tally:
            (first, n), (_, m) = tally.most_common(2)
            if self.dateline in tally:
                return self.dateline
            return first if n >= 2 * m and n > 1 and not sure else None
        return self._country_ahead(position, stands and not sure) or self.dateline or self.home

    def _speaks(self, seat: int) -> bool:
        """Whether a body that a sentence names late can be the speaker's: no "Ghana's army" that is only spoken of."""
        view, end, side = self.view, self.ends.get(seat, seat + 1), find_beside(self.view, seat)
        if side is None and seat not in view.countries:
            return True
        first = min(seat, side[0]) if side is not None else seat
        ahead = view.lower(first - 1 - (view.lower(first - 1) == "the"))
        if ahead in DONE_BY_OWN:
            return True
        return ahead in (",", '"', "”") and end < len(view.words) and view.words[end].tag in ("VBD", "VBZ")

    def _country_ahead(self, position: int, stands: bool) -> str | None:
        """The one state that the sentence itself tells, where no institution has been named before it."""
        sentence = self.view.words[position].sentence
        start, end = bisect_left(self.marks, (position, "")), bisect_left(self.marks, (position + 60, ""))
        # "President Ann Lee will meet them, the White House said"; not of a minister of another state
        seats = (mark for mark in self.marks[start:end] if mark[0] in self.seats and self._speaks(mark[0]))
        after = {code for i, code in seats if self.view.words[i].sentence == sentence}
        if len(after) == 1:
            return after.pop()
        here = {code for i, code in self.places.get(sentence, [])[:WINDOW] if i < position + 10}
        fits = len(here) == 1 and stands and (here <= self.counts.keys() or not self.counts)
        return here.pop() if fits else None
