"""What stands behind an office and belongs to it: the readers of the second table of ``titles.toml``, in its order."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from newsfacts.language.officials.bodies import Body
from newsfacts.language.officials.extents import (
    accredited_end,
    affairs_end,
    find_charge,
    phrase_end,
    portfolio_end,
    proper_end,
    seat_end,
    served_end,
    state_at,
)
from newsfacts.language.officials.patterns import (
    FUNCTION_WORDS,
    MODIFIERS,
    PORTFOLIOS,
    STATUS_SUFFIXES,
    given_names,
    offices,
)
from newsfacts.language.officials.phrase import (
    CHURCHES,
    KINDS_OF_BODY,
    RETIRED,
    STATE_NOUNS,
    Title,
    check_readers,
    read_grammar,
)
from newsfacts.language.officials.words import View, Word

#: Who serves another office: "adviser to the president".
_SERVING = frozenset(["adviser", "national security adviser", "deputy secretary", "chief of staff"])


_PREPOSITIONS = frozenset(["of", "for", "to", "from", "in", "at", "with", "on"])

_THEIRS = frozenset(["the", "its", "his", "their", "her"])


_FORCES = frozenset(["forces", "troops", "peacekeepers", "mission", "peacekeeping"])


#: Roles of offices that stand alone and still take what follows "of".
_SERVING_ROLES = frozenset(["regional", "police", "legislator", "party", "judiciary", "rebel"])


@dataclass(slots=True)
class Behind:
    """A reading from an office to the right: a preposition at ``link`` and what it joins at ``at``.

    ``further``: the portfolio is read, and "of" joins what it is a portfolio of.
    """

    view: View
    title: Title
    by_start: dict[int, Body]
    link: int
    at: int
    further: bool = False

    @property
    def preposition(self) -> str:
        """The preposition, in lower case."""
        return "of" if self.further else self.view.lower(self.link)

    @property
    def of(self) -> bool:
        """Whether what follows is whose the office is."""
        return self.preposition in ("of", "for")

    def word(self, i: int) -> Word | None:
        """A word of the text, or None beyond it."""
        return self.view.words[i] if i < len(self.view.words) else None

    def is_proper(self, i: int) -> bool:
        """Whether a capitalized proper noun stands at a word."""
        word = self.word(i)
        return word is not None and word.capital and word.tag.startswith("NNP")

    def after_the(self, i: int) -> int:
        """The word after one, or the next if that is "the"."""
        return i + 1 + (self.view.lower(i + 1) == "the")

    def end_with(self, end: int, code: str | None = None) -> bool:
        """Let the phrase end at a word, with a state's code."""
        self.title.end = end
        if code is not None:
            self.title.countries.append(code)
        return True


def read_behind(view: View, title: Title, by_start: dict[int, Body]) -> None:
    """Extend a title to the right by what says whose office it is, and note what that tells of it."""
    _read_joined(view, title, by_start)
    if not title.body and not title.countries and not title.plural:
        _read_listed(view, title, by_start)


def _read_listed(view: View, title: Title, by_start: dict[int, Body]) -> None:
    """ "ANN LEE, CHAIRMAN, CLIMATE COMMISSION:", "Ann Lee, Minister of Health, Ghana, said": a name, then its parts."""
    at, ahead = title.end + 1, title.start - 1
    listed = view.lower(title.end) == view.lower(ahead) == "," and ahead > 0 and view.words[ahead - 1].capital
    if not listed or title.match.office.use in ("rank", "honor") or not view.same_sentence(ahead - 1, at + 1):
        return
    end = title.end
    reading = Behind(view, title, by_start, end, at, further=True)  # as if "of" stood for the comma
    if any(_READERS[row.id](reading) for row in read_grammar("behind")) and not _closes_list(view, title.end):
        title.body, title.word_role = None, None
        title.countries.clear()
    title.end = end


def _closes_list(view: View, end: int) -> bool:
    """Whether a speaker's offices end here: before a colon, or a comma and a verb."""
    speaks = view.lower(end) == "," and end + 1 < len(view.words) and view.words[end + 1].tag in ("VBD", "VBZ")
    return view.lower(end) == ":" or speaks


def _read_joined(view: View, title: Title, by_start: dict[int, Body]) -> None:
    """What a preposition joins to an office."""
    link = title.end = _read_marks(view, title)
    office = title.match.office
    if office.use in ("rank", "honor") or view.lower(link) not in _PREPOSITIONS:
        return
    if not view.same_sentence(title.head_start, link + 1) or link == find_charge(view, title):
        return
    at = link + 1 + (view.lower(link + 1) in _THEIRS)
    if view.lower(link) == "of" and office.office == "head" and view.lower(at) in ("a", "an"):
        at += 1  # "head of a drug ring"
    reading = Behind(view, title, by_start, link, at)
    if at >= len(view.words) or _opens_another(reading):
        return
    for row in read_grammar("behind"):
        if _READERS[row.id](reading):
            return


def _read_marks(view: View, title: Title) -> int:
    """The end of an office with "-elect", "(ret.)", "(Media)", "(UNO)" behind it."""
    words, k, use = view.words, title.head_end, title.match.office.use
    dash = view.lower(k) == "-"
    if view.lower(k + dash) in STATUS_SUFFIXES and (dash or words[k].start <= words[k - 1].end + 1):
        title.status = STATUS_SUFFIXES[view.lower(k + dash)]
        k += 1 + dash
    if view.lower(k) != "(":
        return k
    if use == "rank" and view.lower(k + 1) in RETIRED:
        close = k + 2 + (view.lower(k + 2) == ".")
        if view.lower(close) == ")":  # "Maj. Gen. (retd.) Ann Lee"
            title.status, k = "former", close + 1
    if use not in ("rank", "honor") and k + 1 < len(words) and words[k + 1].capital:
        close = next((c for c in range(k + 2, min(k + 5, len(words))) if view.lower(c) == ")"), k)
        if view.lower(close + 1) in ("of", "in", "at"):
            return close + 1  # "Deputy Commissioner (Media) of the police"
    return k + 3 if _has_letters(view, k) or _are_initials(view, title, k) else k


def _are_initials(view: View, title: Title, k: int) -> bool:
    """ "The chief election commissioner (CEC) said": letters in brackets that the office spells."""
    words = (w for w in view.lowers[title.start : title.head_end] if w not in ("of", "the"))
    letters = view.words[k + 1].text if view.lower(k + 2) == ")" else ""
    return len(letters) > 1 and letters.isupper() and "".join(w[0] for w in words) == letters.lower()


def _has_letters(view: View, k: int) -> bool:
    """ "Upazila Nirbahi Officer (UNO) Ann Lee": letters in brackets before the name."""
    closed = view.lower(k) == "(" and view.lower(k + 2) == ")" and view.words[k + 1].text.isupper()
    after = view.words[k + 3] if closed and k + 3 < len(view.words) else None
    return after is not None and after.capital and after.tag.startswith("NNP")


def _opens_another(r: Behind) -> bool:
    """ "a spokesman for Prime Minister Sunak", "for Interior Minister Ann Lee": that is another official."""
    at = r.view.countries[r.at][0] if r.at in r.view.countries else r.at
    if r.title.match.office.role != "spokesperson":
        return False
    trie = offices(r.view.lexicon)[0]
    while (word := r.word(at)) is not None and (word.capital or r.view.lower(at - 1) in PORTFOLIOS):
        hit = trie.longest(r.view.lowers, at) if word.capital else None
        if hit is not None:
            return hit[1].office.use != "never"
        if word.lower not in PORTFOLIOS | MODIFIERS | {"and"}:
            return False
        at += 1
    return False


def _read_seat(r: Behind) -> bool:
    """ "French Ambassador [in Rabat] Ann Lee"."""
    if r.preposition not in ("in", "at") or r.title.match.office.role not in ("diplomat", "official", "igo"):
        return False
    seat = seat_end(r.view, r.link)
    person = not r.title.plural and r.at not in r.view.countries and r.at not in r.by_start
    if seat == r.link and person and r.is_proper(r.at) and r.is_proper(r.at + 1) and r.is_proper(r.at + 2):
        seat = r.at + 1 if r.view.words[r.at].text not in given_names() else r.link  # "in Oran Claire Dupont"
    return seat > r.link and r.is_proper(seat) and r.end_with(seat)


def _read_subject(r: Behind) -> bool:
    """ "Ranking Member [on Health]"."""
    office = r.title.match.office
    served = office.role in ("legislator", "official", "diplomat")
    if r.preposition != "on" or r.view.lower(r.at) not in PORTFOLIOS or not served:
        return False
    r.title.portfolio = office.portfolio
    return r.end_with(portfolio_end(r.view, r.at))


def _read_church(r: Behind) -> bool:
    """ "head [of church] music"."""
    if not r.of or r.view.lower(r.at) not in CHURCHES:
        return False
    r.title.word_role = "none"
    return r.end_with(r.at + 1)


def _read_affairs(r: Behind) -> bool:
    """ "Minister [of Public Affairs] of Peru": further words of the state may follow."""
    end = affairs_end(r.view, r.at) if r.of and r.title.match.office.portfolio else 0
    if not end:
        return False
    r.title.portfolio = True
    r.title.end = end
    if r.view.lower(end) != "of":
        return True
    r.link, r.at, r.further = end, r.after_the(end), True
    return state_at(r.view, r.at) is None and r.at not in r.view.countries


def _read_portfolio(r: Behind) -> bool:
    """ "Minister [of Mines and Energy]", "[for Indigenous Australians]": further words of the state may follow."""
    named = r.view.lower(r.at) in PORTFOLIOS or r.view.lower(r.at) in ("women", "youth")
    office = r.title.match.office
    speaks = office.role == "spokesperson" and r.preposition == "for" and r.is_proper(r.at)  # "for Foreign Affairs"
    if not r.of or r.further or not (office.portfolio or speaks) or not named:
        return False
    body = r.by_start.get(r.at)
    if body is not None and not all(r.view.lower(i) in PORTFOLIOS | {"and"} for i in range(body.start, body.end)):
        return False
    end = portfolio_end(r.view, r.at)
    if speaks and r.view.lower(end) == "and":
        return False  # "for Health and Safety": read as a phrase
    r.title.portfolio = True
    r.title.end = end
    if end in r.view.country_ends:
        r.title.countries.append(r.view.country_ends[end][1])
    if r.view.lower(end) not in ("of", "for"):
        return True
    r.link, r.at, r.further = end, r.after_the(end), True
    return False


def _read_described_body(r: Behind) -> bool:
    """ "leader [of the militant group Hamas]"."""
    if not r.of:
        return False
    i = first = r.view.countries[r.at][0] if r.at in r.view.countries else r.at
    while i < first + 5 and (r.view.lower(i) in KINDS_OF_BODY or r.view.lower(i) in MODIFIERS):
        i += 1
    body = r.by_start.get(i)
    known = body is not None and not body.generic and r.view.lower(i - 1) in KINDS_OF_BODY
    if body is None or not known or i <= first or not r.view.same_sentence(r.at, i):
        return False
    r.title.body = r.title.body or body
    return r.end_with(body.end)


def _read_long_form(r: Behind) -> bool:
    """ "president [of the Republic of Peru]"."""
    state = state_at(r.view, r.at) if r.of else None
    if state is None:
        return False
    r.end_with(*state)
    if r.title.match.office.role == "diplomat":
        r.title.end = accredited_end(r.view, r.title.end, r.by_start)
    return True


def _read_state_noun(r: Behind) -> bool:
    """ "the President [of the Republic] Ann Lee"; but "of the state guard service", "of World Athletics"."""
    lower, after = r.view.lower(r.at), r.word(r.at + 1)
    if not r.of or lower not in STATE_NOUNS or r.view.lower(r.at + 1) in ("of", "'s") or r.at in r.by_start:
        return False
    word = r.view.words[r.at]
    alike = after is not None and word.capital == after.capital and after.tag[:2] in ("NN", "JJ")
    if alike and (not word.capital or lower == "world"):
        return False
    return r.end_with(r.at + 1)


def _read_state(r: Behind) -> bool:
    """ "president [of Peru]", "head [of Peru's navy]", "leaders [of Japan and Ireland]"."""
    if not r.of or r.at not in r.view.countries:
        return False
    end, code = r.view.countries[r.at]
    body = r.by_start.get(r.at)
    if body is not None and body.end > end:
        return _serve_body_of_state(r, body)
    if r.view.lower(end) in ("'s", "'"):
        return _serve_owned_body(r, end, code)
    title = r.title
    if r.preposition == "for" and (title.countries or title.body or title.possessor is not None):
        # "the UN envoy for Burma": where the office is busy, not whose it is
        after = r.word(end)
        return r.end_with(end + (after is not None and after.capital and r.view.lower(end) in PORTFOLIOS))
    title.countries.append(code)
    if _serve_named_after(r, end):
        return True
    title.end = accredited_end(r.view, end, r.by_start) if title.match.office.role == "diplomat" else end
    if _joins_state(r.view, end):
        title.countries.append("?")
    _take_states(r.view, title, end)
    return True


def _joins_state(view: View, end: int) -> bool:
    """ "leader of Japan [and the Philippines]", but not "president of Chile and the president of Peru"."""
    state = view.countries.get(end + 1 + (view.lower(end + 1) == "the"))
    if view.lower(end) != "and" or state is None or view.lower(state[0]) in ("'s", "'"):
        return False
    return state[0] >= len(view.words) or not view.words[state[0]].tag.startswith("NN")


def _take_states(view: View, title: Title, end: int) -> None:
    """Whose several are, behind the first state: "leaders of Japan[, Ireland and Peru]"."""
    at = end
    while title.plural and view.lower(at) in (",", "and"):
        at += 1 + (view.lower(at) == "," and view.lower(at + 1) == "and")
        state = view.countries.get(at + (view.lower(at) == "the"))
        if state is None or not view.same_sentence(title.start, at) or view.lower(state[0]) in ("'s", "'"):
            return
        if view.lower(at - 1) == "and":
            title.end = state[0]
            title.countries.append("?")
            return
        at = state[0]


def _serve_body_of_state(r: Behind, body: Body) -> bool:
    """ "head of the Chilean senate's budget committee"."""
    r.title.body = r.title.body or body
    r.title.end = seat_end(r.view, body.end)
    return _read_inner(r)


def _read_inner(r: Behind) -> bool:
    """What a body owns, behind its name: "[the senate]'s budget committee"."""
    if r.view.lower(r.title.end) in ("'s", "'") and r.title.end + 1 < len(r.view.words):
        r.title.end = phrase_end(r.view, r.title.end + 1, r.title)
    return True


def _serve_owned_body(r: Behind, end: int, code: str) -> bool:
    """ "head of Sudan's army", "of Oman's elected Shura Council": the body behind the possessive decides."""
    inner = next((r.by_start[j] for j in range(end + 1, end + 4) if j in r.by_start), None)
    between = r.view.words[end + 1 : inner.start] if inner else []
    r.title.countries.append(code)
    if inner is not None and all(w.tag.startswith(("JJ", "VBN")) and not w.capital for w in between):
        r.title.body = r.title.body or inner
        return r.end_with(inner.end)
    r.title.end = phrase_end(r.view, end + 1, r.title)
    if r.title.match.office.office == "leader":  # of a state's coca growers, not of the state
        r.title.word_role = r.title.word_role or "official"
    return True


def _serve_named_after(r: Behind, end: int) -> bool:
    """ "vice-president of the Serb Union party", "Ann Lee, president of Kenya Mothers Watch,": no state's office."""
    view, title, word = r.view, r.title, r.word(end)
    ahead = title.start - 1 - (view.lower(title.start - 1) == "the")
    apposed = view.lower(ahead) == "," and ahead > 0 and view.words[ahead - 1].capital
    proper = word is not None and word.capital and word.tag.startswith("NN")
    if not proper or not (view.lower(r.at - 1) == "the" or apposed):
        return False
    title.end = phrase_end(view, end, title)
    if apposed and title.word_role != "party":
        title.countries.clear()
        title.word_role = title.word_role or "none"
    return True


def _read_body(r: Behind) -> bool:
    """ "head [of the navy]", "of the Communist Party Central Committee", "of AU forces in Darfur"."""
    body = r.by_start.get(r.at) if r.of else None
    if body is None:
        return False
    view, title = r.view, r.title
    title.body = title.body or body
    title.end = end = body.end
    if end in r.by_start and not r.by_start[end].generic:
        return r.end_with(r.by_start[end].end)
    if view.lower(end) in _FORCES:
        title.word_role = "military" if view.lower(end) != "mission" else None
        title.end = end = end + 1 + (view.lower(end) == "peacekeeping")
    if view.lower(end) in ("'s", "'"):
        return _read_inner(r)
    if view.lower(end) in ("in", "of"):
        _read_place_of_body(r, r.after_the(end))
    return True


def _read_place_of_body(r: Behind, place: int) -> None:
    """The state or place behind a body: "the upper house [of the Algerian parliament]"."""
    if place in r.view.countries:
        whole = r.by_start.get(place)
        end, code = r.view.countries[place]
        r.end_with(max(end, whole.end if whole is not None else 0), code)
    elif r.is_proper(place):
        r.title.end = place + 1


def _read_phrase(r: Behind) -> bool:
    """ "head [of the secret police]": a plain noun phrase that tells the kind of body."""
    office, title = r.title.match.office, r.title
    if not r.of:
        return False
    if office.use == "free" and office.role not in _SERVING_ROLES and not office.body:
        return True
    purpose = office.role not in ("spokesperson", "judiciary") and not title.portfolio
    if not (r.preposition == "for" and purpose):
        title.end = phrase_end(r.view, r.at, title)
    return True


def _read_served_office(r: Behind) -> bool:
    """ "adviser [to the president]"."""
    title, office = r.title, r.title.match.office
    end = served_end(r.view, r.at, title) if r.preposition == "to" and office.office in _SERVING else 0
    if not end:
        return False
    title.portfolio = office.portfolio
    title.word_role = title.word_role or (None if office.portfolio else "official")
    if r.view.lower(end) == "on" and r.is_proper(end + 1):  # "adviser to the president on Trade"
        end = portfolio_end(r.view, end + 1)
    return r.end_with(end)


def _read_accredited(r: Behind) -> bool:
    """ "ambassador [to Peru]", "[to the UN]", "[to the Horn of Africa]"."""
    if r.preposition != "to" or r.title.match.office.role != "diplomat":
        return False
    body = r.by_start.get(r.at)
    if r.at in r.view.countries:
        return r.end_with(r.view.countries[r.at][0])
    if body is not None:
        r.title.body = r.title.body or (body if body.kind == "igo" and not r.title.countries else None)
        return r.end_with(body.end)
    if r.view.words[r.at].capital and r.view.lower(r.at) not in FUNCTION_WORDS:
        return r.end_with(proper_end(r.view, r.at))
    return False


def _read_sent(r: Behind) -> bool:
    """ "officials [from the ministry and the army]", "[from Peru]"; but "it recalled its envoy from Japan"."""
    title, office = r.title, r.title.match.office
    if r.preposition != "from" or not (office.office in ("official", "diplomat", "leader", "minister") or title.plural):
        return False
    body = r.by_start.get(r.at)
    if body is not None:
        title.body = title.body or body
        other = r.by_start.get(r.after_the(body.end)) if r.view.lower(body.end) == "and" else None
        return r.end_with(other.end if other is not None else body.end)
    recalled = office.role == "diplomat" and title.article in ("its", "their")
    if r.at not in r.view.countries or recalled:
        return False
    r.end_with(*r.view.countries[r.at])
    if r.view.lower(title.end) in ("and", ","):
        title.countries.append("?")
        _take_states(r.view, title, title.end)
    return True


def _read_workplace(r: Behind) -> bool:
    """ "an official [at the Pentagon]"."""
    body = r.by_start.get(r.at)
    placed = r.preposition in ("in", "at") and body is not None and r.title.body is None and not body.generic
    office = r.title.match.office.office
    secretary = office == "deputy secretary" and body is not None and body.kind == "government"
    if body is None or not placed or not (secretary or office in ("official", "lawmaker", "adviser", "leader")):
        return False
    r.title.body = body
    return r.end_with(body.end)


_READERS: dict[str, Callable[[Behind], bool]] = {
    "seat of envoy": _read_seat,
    "subject of committee": _read_subject,
    "church": _read_church,
    "affairs": _read_affairs,
    "portfolio": _read_portfolio,
    "described body": _read_described_body,
    "long form of state": _read_long_form,
    "state noun": _read_state_noun,
    "state": _read_state,
    "body": _read_body,
    "phrase": _read_phrase,
    "served office": _read_served_office,
    "accredited": _read_accredited,
    "sent from": _read_sent,
    "works at": _read_workplace,
}
check_readers("behind", _READERS)
