"""Bodies that no list and no form of a name tells: the model's marks, and proper names before a common noun."""

from __future__ import annotations

from newsfacts.language.officials.bodies import (
    Body,
    find_beside,
    is_agency,
    read_bodies,
    revise_kind,
)
from newsfacts.language.officials.body_patterns import DESCRIBING
from newsfacts.language.officials.names import is_initial
from newsfacts.language.officials.patterns import (
    BODIES_OF_MANY_KINDS,
    CREDITS,
    DESCRIBING_NOUNS,
    FUNCTION_WORDS,
    KINDS_BEFORE,
    MARKED_KINDS,
    NO_BODIES,
    NOUN_KINDS,
    ORGANIZATION_NOUNS,
    PLACE_NOUNS,
    PRODUCTS,
    THINGS,
    TOLD_THINGS,
    VESSELS,
    WEEKDAYS_MONTHS,
    kinds_by_noun,
    offices,
    states_by_word,
)
from newsfacts.language.officials.words import View
from newsfacts.lexicon import BUILTIN


def find_marked(view: View, taken: set[int], persons: set[str], letters: set[str]) -> list[Body]:
    """The names that the model marks as organizations, where no list, pattern or person has the words.

    ``taken``: the words of bodies, offices and names; ``persons``: the words of the names of persons; ``letters``:
    those that stand for an office or a thing.
    """
    known, _, _, nouns = read_bodies(view.lexicon)
    texts = [w.text.replace("’", "'") for w in view.words]
    found, i = [], 0
    while i < len(view.words):
        end = i
        while end < len(view.words) and view.words[end].entity == "ORG" and view.same_sentence(i, end):
            end += 1
        site = _end_of_site(view, i)
        end = max(end, site)
        start, stop = (i, site) if site else _extend_marked(view, *_trim_marked(view, i, end), taken)
        refused = start < len(texts) and known.longest(texts, start) is not None  # of another state: no body here
        noun = nouns.longest(view.lowers, start) if start < len(texts) else None  # "Navy aircraft"
        refused = refused or (noun is not None and noun[0] == stop and view.lower(start - 1) not in ("the", "'s"))
        refused = refused or (stop > start and view.text[slice(*view.span(start, stop))] in letters)
        free = stop > start and not refused and not taken.intersection(range(start, stop))
        if free and _may_be_body(view, start, stop, persons):
            name = view.text[view.words[start].start : view.words[stop - 1].end]
            kind, branch = _kind_of_marked(view, start, stop)
            country = view.countries[start][1] if start in view.countries else None
            side = find_beside(view, start)
            country = country or (side[1] if side else _state_described(view, start, stop))
            if country is None and stop - start > 1:  # "Zumo Malaysia"
                country = states_by_word(view.lexicon).get(view.words[stop - 1].text)
            found.append(Body(start, stop, name, name, kind, country, branch))
        i = max(end, i + 1)
    return found


def _end_of_site(view: View, i: int) -> int:
    """The end of a name that is an address, "Lumora.com"; 0 for none, and for "ann@Lumora.com"."""
    words = view.words[i : i + 3]
    if len(words) < 3 or not words[0].capital or words[1].text != "." or words[2].text not in _DOMAINS:
        return 0
    joined = words[0].end == words[1].start and words[1].end == words[2].start
    before, after = view.text[: words[0].start][-1:], view.text[words[2].end :][:1]
    return i + 3 if joined and before not in ("@", ".", "/", "-") and after not in ("/", "@", "-") else 0


_DOMAINS = frozenset(["com", "net", "org"])


def find_described(view: View, taken: set[int], states: dict[str, str | None]) -> list[Body]:
    """Bodies by a proper name before a common noun: "the Makarrata commission", "Delta state police", "Bush campaign".

    ``taken``: the words of bodies and offices; ``states``: the states of officials by the parts of their names.
    """
    found = []
    for k, word in enumerate(view.words):
        kind = NOUN_KINDS.get(word.lower)
        if kind is None or word.tag != "NN" or not word.text.islower() or k in taken or word.heading:
            continue
        start = _described_start(view, k, taken)
        if start is None:
            continue
        first = view.words[start]
        person = first.entity == "PERSON" or first.text in states
        if person and (word.lower not in _OF_PERSONS or k - start > 2):
            continue
        name = view.text[slice(*view.span(start, k + 1))]
        country = states.get(view.words[k - 1].text) if person and word.lower == "administration" else None
        if start in view.countries:
            country = view.countries[start][1]
        found.append(Body(start, k + 1, name, name, kind, country))
    return found


_OF_PERSONS = frozenset(["administration", "campaign"])


def _described_start(view: View, noun: int, taken: set[int]) -> int | None:
    """The first of the capitalized words before a noun and at most two more; None where they are no proper name."""
    end = noun
    while end > noun - 3 and end and view.words[end - 1].text.islower() and view.words[end - 1].tag in ("NN", "JJ"):
        end -= 1
    at = end
    while at and end - at < 5 and view.words[at - 1].capital and view.words[at - 1].tag[:3] in ("NNP", "JJ"):
        at -= 1
    if at == end or not view.same_sentence(at, noun) or taken.intersection(range(at, noun)):
        return None
    stated = all(i in view.inside_country for i in range(at, end))
    if stated and (end == noun or view.lower(at - 1) != "the"):
        return None  # "a Chinese company"; but "the Honduras soccer federation"
    return at if _is_proper(view, at, end, stated) else None


def _is_proper(view: View, start: int, end: int, stated: bool) -> bool:
    """Whether capitalized words are a proper name: not just the first word of a sentence, and no "Monday"."""
    if not stated and any(view.words[i].lower in WEEKDAYS_MONTHS | FUNCTION_WORDS for i in range(start, end)):
        return False
    proper = view.words[end - 1].tag.startswith("NNP")
    return proper and (view.same_sentence(start - 1, start) or view.words[start].tag.startswith("NNP"))


def _trim_marked(view: View, start: int, end: int) -> tuple[int, int]:
    """The words of a mark without an article, a possessive or a sign at its ends."""
    articles = ("the", "a", "an", "its")
    while start < end and (
        not view.words[start].text[0].isalnum()
        or view.lower(start) in articles
        or view.lower(start).endswith(DESCRIBING)
    ):
        start += 1
    if end - start > 1 and _is_credit(view, end - 1):
        end -= 1  # "International Space Station Image: NASA"
    joints = ("'s", "'", "of", "and", "for", "to", "the")
    while end > start and (not view.words[end - 1].text[-1].isalnum() or view.words[end - 1].text in joints):
        end -= 1
    return start, end


def _is_credit(view: View, i: int) -> bool:
    """Whether a word with a colon behind tells whose a picture is."""
    return view.lower(i) in CREDITS and view.lower(i + 1) == ":"


def _extend_marked(view: View, start: int, end: int, taken: set[int]) -> tuple[int, int]:
    """A mark with the rest of the capitalized words that it is cut out of: "Beat [Interactive]", "Climate [Change]"."""
    if start == end or view.words[start].heading:
        return start, end

    def continues(i: int) -> bool:
        word = view.words[i]
        joins = word.capital and word.entity in ("", "ORG") and word.lower not in WEEKDAYS_MONTHS
        if (word.text.isupper() and word.lower in FUNCTION_WORDS) or _is_credit(view, i):
            return False  # a byline's "BY"
        return joins and not (word.heading or i in taken or i in view.inside_country or is_initial(word.text))

    while start and view.same_sentence(start - 1, start) and continues(start - 1):
        opens = start == 1 or not view.same_sentence(start - 2, start - 1) or not view.lower(start - 2).isalpha()
        if opens and (view.lower(start - 1) in FUNCTION_WORDS or not view.words[start - 1].tag.startswith("NNP")):
            break  # "Several Acme shops": the capital is the sentence's
        start -= 1
    while end < len(view.words) and view.same_sentence(end - 1, end) and continues(end):
        end += 1
    return start, end


def _is_thing(view: View, start: int, end: int) -> bool:
    """Whether marked words name an event, a text or a device: by their last word or one beside them."""
    at = end + (view.lower(end) in ("'s", "'"))  # "International Women's Day"
    behind = view.lower(at) if at < len(view.words) and view.words[at].capital else ""
    name = view.text[slice(*view.span(start, end))]
    if name in NO_BODIES or name.rstrip(" 0123456789") in PRODUCTS or _is_table_or_award(view, start, end):
        return True
    if view.lower(start - 1) in ("of", "on", "for", "against") and view.lower(start - 2) in THINGS:
        return view.words[start - 2].capital  # "the Convention on [Climate Change]"
    if view.lower(start - 1) in VESSELS and view.words[start - 1].text.islower():
        return True  # "the Border Force vessel HMC Searcher"
    if view.lower(start - 1) in ("dubbed", "nicknamed") or view.lower(_noun_behind(view, end)) in TOLD_THINGS:
        return True
    head = next((i for i in range(start, end) if view.lower(i) in ("of", "on", "for")), end) - 1
    return head >= start and (view.lower(head) in THINGS or view.lower(end - 1) in THINGS or behind in THINGS)


def _is_table_or_award(view: View, start: int, end: int) -> bool:
    """Whether words name a group of a cup or an award: "Group G", "the Lumora Player of the Match award"."""
    table = end - start == 2 and view.lower(start) == "group" and len(view.words[start + 1].text) == 1
    return table or ("of" in view.lowers[start:end] and view.lower(end) in THINGS)


def _may_be_body(view: View, start: int, end: int, persons: set[str]) -> bool:
    """Whether marked words can name a body: capitalized, no heading's, no person's, no state's, no office's."""
    words = view.words[start:end]
    if not words[0].capital or words[0].heading or (end - start == 1 and len(words[0].text) < 2):
        return False
    if any(w.text in persons for w in words) or all(k in view.inside_country for k in range(start, end)):
        return False
    if end - start == 1 and (words[0].lower in WEEKDAYS_MONTHS | FUNCTION_WORDS or words[0].tag[:3] not in ("NNP", "")):
        return False
    if words[-1].text.endswith(DESCRIBING_NOUNS):
        return False  # "a Booker Prize-winner"
    if is_agency(view, start, end) or view.lower(end) in PLACE_NOUNS:
        return False  # "the Amazon rainforest"
    if _is_thing(view, start, end):
        return False
    office = offices(view.lexicon)[0].longest(view.lowers, start)
    return office is None or office[0] < end


def _kind_of_marked(view: View, start: int, end: int) -> tuple[str, str]:
    """Kind and branch of a marked name by its last word, or by a noun beside it."""
    _, suffixes, _, _ = read_bodies(BUILTIN)
    last = view.words[end - 1].text
    row = suffixes.get(last)
    if row is not None:
        kind, branch = revise_kind(row["kind"], row.get("branch", ""), last, view.words[start:end], "")
        return (kind, branch) if kind != "other" else (find_told_kind(view, start, end), branch)
    told = find_told_kind(view, start, end)
    return (MARKED_KINDS.get(last, "other") if told == "other" and end - start > 1 else told), ""


def find_told_kind(view: View, start: int, end: int) -> str:
    """The kind that a noun beside a name tells: "the airline Zentra", "Zentra, an airline"."""
    before = start - 1 - (view.lower(start - 1) in (",", "the") and view.words[start - 1].text != "the")
    places = [before, _noun_behind(view, end)]
    if end - start > 1 and view.words[end - 1].text in read_bodies(BUILTIN)[1]:
        places = [at for at in places if at != end]  # "the Ohio University newspaper"
    return next((kind for at in places if (kind := _kind_of_noun(view, at)) is not None), "other")


def _kind_of_noun(view: View, at: int) -> str | None:
    """The kind of organization that a common noun tells: "airline"; with the word before it "advocacy group"."""
    noun = view.lower(at)
    if noun in BODIES_OF_MANY_KINDS and view.same_sentence(at - 1, at):
        return KINDS_BEFORE.get(view.lower(at - 1))
    return kinds_by_noun().get(noun)


def _noun_behind(view: View, end: int) -> int:
    """The noun of an apposition: "Zentra, an [airline]", "Zentra, Peru's largest [airline]"; else ``end``."""
    at = end + 1 if view.lower(end) in (",", "(", "is", "was", "–", "—") else end
    opens = view.lower(at) in ("a", "an", "the", "its", "their", "one") or at in view.countries
    if at == end or not opens:
        return end
    for noun in range(at + 1, min(at + 7, len(view.words))):
        if view.words[noun].tag in ("NN", "NNS") and (noun + 1 == len(view.words) or view.words[noun + 1].tag != "NN"):
            return noun
        if view.words[noun].tag not in _INSIDE_PHRASE and noun not in view.inside_country:
            break
    return end


#: What may stand between an article and its noun.
_INSIDE_PHRASE = frozenset(["JJ", "JJS", "NN", "NNP", "POS", "RBS", "VBG", "VBN"])


def _state_described(view: View, start: int, end: int) -> str | None:
    """The state that an apposition tells: "the Swiss brewer [Halder]", "[Paris Match] (a French magazine)"."""
    noun = _noun_behind(view, end)
    bodies = kinds_by_noun().keys() | ORGANIZATION_NOUNS
    if noun > end and view.lower(noun) in bodies:
        codes = {view.countries[i][1] for i in range(end, noun) if i in view.countries}
        return codes.pop() if len(codes) == 1 else None
    if view.lower(start - 1) in bodies and start - 1 in view.country_ends:
        return view.country_ends[start - 1][1]
    return None
