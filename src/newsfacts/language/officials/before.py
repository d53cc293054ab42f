"""What stands before an office and belongs to it: the readers of the first table of ``titles.toml``, in its order."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from newsfacts.language.officials.bodies import Body
from newsfacts.language.officials.patterns import (
    ACRONYMS,
    AGE,
    BODY_ROLES,
    FUNCTION_WORDS,
    MODIFIERS,
    PORTFOLIOS,
    STATUS_WORDS,
    demonyms,
    home_places,
    offices,
    regions,
)
from newsfacts.language.officials.phrase import ARTICLES, REGIONAL, STATE_NOUNS, Title, check_readers, read_grammar
from newsfacts.language.officials.words import View, Word


@dataclass(slots=True)
class Before:
    """A reading from an office to the left: ``at`` is the first word taken so far."""

    view: View
    title: Title
    by_end: dict[int, Body]
    floor: int
    at: int
    done: bool = False

    @property
    def word(self) -> Word:
        """The word in question, directly before what is taken."""
        return self.view.words[self.at - 1]

    def state_ending(self, end: int) -> tuple[int, str] | None:
        """The state that ends at a word, beyond the title before, as its first word and its code."""
        found = self.view.country_ends.get(end)
        return found if found is not None and found[0] >= self.floor else None

    def take(self, words: int = 1) -> None:
        """Take words into the phrase."""
        self.at -= words

    def close(self) -> None:
        """Read no further."""
        self.done = True


def read_before(view: View, title: Title, by_end: dict[int, Body], floor: int) -> None:
    """Extend a title to the left by every modifier that places it, and note what they tell of it."""
    reading = Before(view, title, by_end, floor, title.start)
    while not reading.done and reading.at > floor and view.same_sentence(reading.at - 1, title.head_start):
        if not any(_READERS[row.id](reading) for row in read_grammar("before")):
            break
    title.start = at = reading.at
    if title.countries and at in view.countries and view.lower(at - 1) == "in" and not title.plural:
        title.countries.clear()  # "the al-Qaida in Iraq leader"
        title.word_role = "none"
    if not reading.done and view.same_sentence(at - 1, title.head_start) and view.lower(at - 1) in ARTICLES:
        title.article = view.lower(at - 1)


def _read_state(r: Before) -> bool:
    """ "Peruvian", "Israeli and Palestinian", "U.S., British and French"."""
    if r.at not in r.view.country_ends:
        return False
    body = r.by_end.get(r.at)
    if body is not None and r.floor <= body.start < r.view.country_ends[r.at][0]:
        return False
    state = r.state_ending(r.at)
    if state is None:  # it belongs to the title before
        r.close()
        return True
    r.title.countries.append(state[1])
    r.at = state[0]
    if r.view.lower(r.at - 1) in ("and", ",", "or") and r.state_ending(r.at - 1) is not None:
        r.take()
    return True


def _read_possessive(r: Before) -> bool:
    """ "Peru's", "the Pentagon's", "the president's": whose office it is; nothing of it stands further left."""
    if r.word.lower not in ("'s", "'"):
        return False
    owner, body = r.state_ending(r.at - 1), r.by_end.get(r.at - 1)
    if owner is not None:
        r.title.countries = r.title.countries or [owner[1]]
        r.at = owner[0]
    elif body is not None and body.start >= r.floor:
        r.title.body = r.title.body or body
        r.at = body.start
        if r.at in r.view.country_ends and r.view.country_ends[r.at][0] >= r.floor:
            r.at = r.view.country_ends[r.at][0]
    else:
        _read_owner(r)
    r.title.article = "the"
    r.close()
    return True


def _read_owner(r: Before) -> None:
    """The owner of an office that is no state and no body: "the club's president", "Mr. Rao's aide"."""
    view, title = r.view, r.title
    title.possessor = r.at - 2
    owner = view.words[r.at - 2]
    unknown = owner.text[:1].islower() and owner.lower not in BODY_ROLES and owner.lower not in STATE_NOUNS
    if title.match.office.role in _OF_PLACES:  # "Manila's police chief"
        title.country = title.country or home_places(view.lexicon).get(owner.text)
    if unknown and title.match.office.body and r.at - 1 != r.floor:  # not another office: "the president's spokesman"
        title.word_role = title.word_role or "none"
    if r.at >= 2 and view.lower(r.at - 2) in BODY_ROLES:
        title.word_role = title.word_role or BODY_ROLES[view.lower(r.at - 2)]
        r.take(2)


def _has_name_behind(r: Before) -> bool:
    """Whether a name, or a comma before one, stands behind the office."""
    end = r.title.head_end
    return r.title.plural or (end < len(r.view.words) and (r.view.words[end].capital or r.view.lower(end) == ","))


def _read_body(r: Before) -> bool:
    """ "Pentagon", "Green Party", "Election Commission (EC)"."""
    bracketed = r.word.lower == ")" and r.view.lower(r.at - 3) == "("
    at = r.at - 3 if bracketed and _has_name_behind(r) else r.at
    body = r.by_end.get(at)
    if body is None or body.start < r.floor or not r.view.same_sentence(body.start, r.title.head_start):
        return False
    r.title.body = r.title.body or body
    r.at = body.start
    return True


def _read_region(r: Before) -> bool:
    """ "New York", "Vermont"; of presidents the words that own them are judged later."""
    if r.title.match.office.office in ("president", "vice president") or r.title.match.office.use == "honor":
        return False
    for start in range(max(r.floor, r.at - 3), r.at):
        code = regions().get(r.view.text[r.view.words[start].start : r.word.end])
        if code is not None and r.view.same_sentence(start, r.at - 1):
            r.title.country = r.title.country or code
            r.at = start
            return True
    return False


def _read_whose(r: Before) -> bool:
    """ "the Workers' Party, whose president, Ann Lee, ..."."""
    title, comma = r.title, r.at - 2
    if r.word.lower != "whose" or comma < 0 or r.view.lower(comma) != "," or title.body or title.countries:
        return False
    if comma in r.by_end:
        title.body = r.by_end[comma]
    elif comma in r.view.country_ends:
        title.countries.append(r.view.country_ends[comma][1])
    title.article = "their"
    r.close()
    return True


def _read_honor(r: Before) -> bool:
    """ "Group CEO": before a title of courtesy nothing else belongs to it."""
    if r.title.match.office.use != "honor":
        return False
    if r.word.capital and r.view.words[r.title.head_start].capital and r.word.lower in MODIFIERS | {"group"}:
        r.take()
        return True
    return False


def _read_status(r: Before) -> bool:
    """ "former", "acting", "new"; but "New Democracy" and "it was late"."""
    lower = r.word.lower
    if lower not in STATUS_WORDS or _is_honor(r):
        return False
    if lower == "new" and not (r.word.tag.startswith("JJ") and not r.word.capital):
        return False
    if lower == "past" and not r.word.tag.startswith("JJ"):
        return False  # "they walked past President Ann Lee"
    if lower == "late" and r.at >= 2 and r.view.lower(r.at - 2) not in ARTICLES:
        return False
    if r.title.status == "current":
        r.title.status = STATUS_WORDS[lower]
    r.take()
    return True


def _read_continent(r: Before) -> bool:
    """ "Asian", "Western": of no single state."""
    if r.word.lower not in REGIONAL or _is_honor(r):
        return False
    r.title.regional = True
    r.take()
    if r.at > r.floor and r.word.lower in ("south", "north", "east", "west", "latin", "central"):
        r.take()  # "South American", "East African"
    return True


def _read_modifier(r: Before) -> bool:
    """ "deputy", "senior", "53-year-old", and portfolios: "finance"."""
    lower, title = r.word.lower, r.title
    if _is_honor(r) or not (lower in PORTFOLIOS | MODIFIERS or AGE.fullmatch(lower)):
        return False
    if title.match.form == "president" and r.word.capital and lower in PORTFOLIOS - MODIFIERS:
        return False  # "Tokyo Gas president Ann Lee": no state has a president for gas
    if title.match.office.portfolio and lower in PORTFOLIOS:
        title.portfolio = True
    if lower in BODY_ROLES:
        title.word_role = title.word_role or BODY_ROLES[lower]
    shouted = r.word.capital and not r.view.words[title.head_start].capital
    if shouted and lower in ("central", "south", "north", "national"):
        r.close()
    else:
        r.take()
    return True


def _read_kind(r: Before) -> bool:
    """ "opposition", "company", "police": the kind of the body."""
    if r.word.lower not in BODY_ROLES or _is_honor(r):
        return False
    if not _precedes_rank(r):  # "battle group commander Colonel Ann Lee" commands soldiers
        r.title.word_role = r.title.word_role or BODY_ROLES[r.word.lower]
    r.take()
    return True


def _precedes_rank(r: Before) -> bool:
    hit = offices(r.view.lexicon)[0].longest(r.view.lowers, r.title.head_end)
    return hit is not None and hit[1].office.use == "rank" and r.view.words[r.title.head_end].capital


def _read_letters(r: Before) -> bool:
    """ "KPCC": letters of a body that nobody knows."""
    office, text = r.title.match.office, r.word.text
    if not office.body or office.fixed or not (2 <= len(text) <= 6 and text.isupper()) or r.word.heading:
        return False
    r.title.word_role = "none"
    r.take()
    return True


def _read_further_portfolio(r: Before) -> bool:
    """The joints in "health, education and finance minister"."""
    joined = r.at >= 2 and r.title.portfolio and r.view.lower(r.at - 2) in PORTFOLIOS
    listed = r.word.lower == "," and r.view.words[r.at].capital and r.view.words[r.at - 2].capital
    if not joined or not (r.word.lower == "and" or listed):
        return False
    r.take()
    return True


_OF_PLACES = frozenset(["regional", "legislator", "police", "judiciary"])


def _read_place(r: Before) -> bool:
    """ "Texas Gov.", "Tory MP": the place or the party of a capitalized office."""
    office, word = r.title.match.office, r.word
    if office.use not in ("free", "bound") or office.role not in _OF_PLACES:
        return False
    proper = word.capital and word.tag.startswith("NNP") and word.lower not in FUNCTION_WORDS
    if not proper or not r.view.words[r.title.head_start].capital or _follows_name(r.view, r.at - 1, r.title):
        return False
    if r.at - 1 == r.floor > 0 and word.heading:
        return False  # "Mayor Scolds Senator Ann Lee": no place behind another office
    r.take()
    return True


_IN_SERVICE = frozenset(["military", "police", "official", "diplomat"])


def _read_task(r: Before) -> bool:
    """ "Kenyan training representative Colonel Ann Lee", "Thai coast guard commander Admiral Ann Lee"."""
    office = r.title.match.office
    serves = office.use == "rank" or (office.use in ("free", "bound") and office.role in _IN_SERVICE)
    plain = r.word.tag in ("JJ", "NN", "NNS") and r.word.text.islower() and r.word.lower.isalpha()
    if not (serves and plain) or _is_honor(r) or not _has_state(r.view, r.at - 1):
        return False
    r.take()
    return True


def _read_owned(r: Before) -> bool:
    """ "the Taliban's fugitive leader", "the region's chief veterinary official"."""
    plain = r.word.tag == "JJ" and r.word.lower.isalpha() and r.word.text.islower()
    if not plain or _is_honor(r) or not _has_owner(r.view, r.at - 1, r.by_end):
        return False
    r.take()
    return True


def _read_proper_name(r: Before) -> bool:
    """ "the Ablekuma West Municipal Director": capitalized words from the article to a capitalized office."""
    if not r.view.words[r.title.head_start].capital or r.title.match.office.use in ("honor", "rank", "title"):
        return False
    for i in range(r.at - 1, max(r.at - 5, -1), -1):
        if r.view.lower(i) == "the" and r.view.same_sentence(i, r.at):
            if i == r.at - 1 or i < r.floor:
                return False
            r.at = i + 1
            return True
        word = r.view.words[i]
        if not (word.capital and word.tag.startswith("NNP")) or word.entity == "PERSON":
            return False
    return False


def _is_honor(r: Before) -> bool:
    return r.title.match.office.use == "honor"


def _follows_name(view: View, at: int, title: Title) -> bool:
    """ "Ann Lee MP said": letters behind a name, which no place or party is, as in "Tory MP Ann Lee", "a Tory MP"."""
    if view.lower(title.head_start) not in ACRONYMS or view.words[title.head_end : title.head_end + 1] == []:
        return False
    named = view.words[title.head_end].capital or view.lower(title.head_end) == ","
    return not named and view.lower(at - 1) not in ARTICLES and view.words[at - 1].capital


def _has_state(view: View, at: int) -> bool:
    """Whether a state's people stand at most three lower-case nouns before a word: "Latvian task force deputy"."""
    for i in range(at, max(at - 4, 0), -1):
        if i in view.country_ends:
            text = view.text[view.words[view.country_ends[i][0]].start : view.words[i - 1].end]
            return text in demonyms(view.lexicon) or text.rstrip(".") in ("U.S", "US", "U.K", "UK")
        if not (view.words[i - 1].text.islower() and view.words[i - 1].tag in ("JJ", "NN", "NNS")):
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


_READERS: dict[str, Callable[[Before], bool]] = {
    "state": _read_state,
    "possessive": _read_possessive,
    "body": _read_body,
    "region": _read_region,
    "whose": _read_whose,
    "honor": _read_honor,
    "status": _read_status,
    "continent": _read_continent,
    "modifier": _read_modifier,
    "kind of body": _read_kind,
    "letters": _read_letters,
    "further portfolio": _read_further_portfolio,
    "place of office": _read_place,
    "task of soldier": _read_task,
    "owned": _read_owned,
    "proper name": _read_proper_name,
}
check_readers("before", _READERS)
