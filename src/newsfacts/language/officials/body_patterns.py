"""Bodies by the form of their name: "Ministry of Health", "Uganda Peace Commission", "Acme Corp."."""

from __future__ import annotations

import re
from collections.abc import Set
from typing import Any

from newsfacts.language.officials.bodies import (
    Body,
    find_after,
    find_beside,
    find_region,
    opens_office,
    read_bodies,
    revise_kind,
)
from newsfacts.language.officials.patterns import (
    CALLED_BY_PURPOSE,
    CALLED_BY_SUBJECT,
    FUNCTION_WORDS,
    GROUPS_IN_NAMES,
    MODIFIERS,
    POLITICAL_FORMS,
    PORTFOLIOS,
    SERVED_BY_BODIES,
    SERVICE_KINDS,
    SUBNATIONAL,
    THINGS,
    WEEKDAYS_MONTHS,
    demonyms,
    given_names,
    offices,
    states_by_word,
)
from newsfacts.language.officials.words import View

_OF_SOLDIERS = frozenset(
    ["airborne", "armored", "armoured", "army", "cavalry", "infantry", "marine", "military", "mountain", "tank"]
)

_HOLDERS = frozenset(["minister", "ministers", "secretary", "commissioner", "chief", "director"])


def is_capital(text: str) -> bool:
    """Whether a word begins with a capital, if behind a prefix: "eThekwini", "uMlazi"."""
    return text[:1].isupper() or (text[:1].islower() and text[1:2].isupper() and text[2:].islower() and len(text) > 5)


def _is_name_word(view: View, i: int) -> bool:
    word = view.words[i]
    return (
        is_capital(word.text)
        and i not in view.inside_country
        and word.lower not in WEEKDAYS_MONTHS
        and bool(re.match(r"[^\W\d_]", word.text))
    )


def find_pattern(
    view: View, texts: list[str], i: int, suffixes: dict[str, dict[str, Any]], heads: dict[str, dict[str, Any]]
) -> Body | None:
    """A body by the form of its name: "Ministry of Health", "Uganda Peace Commission", "Acme Corp."."""
    word = view.words[i]
    if word.heading or not (is_capital(word.text) or i in view.countries):
        return None
    if _is_office(view, texts, i, {**suffixes, **heads}.keys(), suffixes.keys()):
        return None
    if word.capital and texts[i] in heads and (view.lower(i + 1) in ("of", "for") or _has_subject(view, texts, i)):
        body = _find_head_of(view, texts, i, heads[texts[i]])
        if body:
            return body
    if (special := _find_station(view, texts, i) or _find_seat(view, texts, i)) is not None:
        return special
    last = _find_last_word(view, texts, i, suffixes, heads)
    if last is None or not _may_be_name(view, texts, i, last):
        return None
    if suffixes[texts[last]]["kind"] != "government" and _is_in_thing(view, last + 1):
        return None  # "the Harrow Trust Barometer"
    longer = _find_longer(view, texts, i, last, heads)
    return longer or _to_body(view, texts, i, last, suffixes[texts[last]])


def _is_in_thing(view: View, end: int) -> bool:
    """Whether a name goes on with the word for an event, a text or a measure."""
    return view.lower(end) in THINGS and view.words[end].capital and view.same_sentence(end - 1, end)


def _end_of_name(view: View, texts: list[str], last: int) -> int:
    """Where a name ends behind the word that tells a body: "Belabo Police [Station]", "Border Division [7]"."""
    if last + 1 == len(texts) or not view.same_sentence(last, last + 1):
        return last + 1
    if texts[last] in PARTY_HEADS and texts[last + 1] in states_by_word(view.lexicon):
        owns = view.lower(last + 2) in ("'s", "'") or texts[last + 1] in demonyms(view.lexicon)
        return last + 1 + (not owns)  # "Islami Andolan [Bangladesh]"
    station = texts[last] == "Police" and texts[last + 1] in ("Station", "Headquarters")
    station = station or _is_district(texts, last + 1)
    numbered = texts[last] in _NUMBERED and texts[last + 1].isdigit()
    return last + 1 + (station or numbered)


def _is_district(texts: list[str], at: int) -> bool:
    """Whether a word makes what stands before it a local authority: "Marlow School [District]"."""
    return texts[at] == "District" and texts[at - 1] in ("School", "Hospital")


#: The last words of parties' names of South Asia, which a state's name may follow.
PARTY_HEADS = frozenset(["Andolan", "Dal", "Jamaat", "League"])

#: Units of which an army or a police force has many, told apart by a number behind.
_NUMBERED = frozenset(["Battalion", "Brigade", "Command", "Division", "Regiment"])

#: The ends of words that only describe what follows: "Lima-based Loyola Hospital".
DESCRIBING = ("-backed", "-based", "-born", "-funded", "-led", "-listed", "-owned", "-run", "-sponsored")


def _find_station(view: View, texts: list[str], i: int) -> Body | None:
    """ "Radio Okapi": a broadcaster, called by one or two words behind."""
    if texts[i] != "Radio" or not view.same_sentence(i, i + 1) or (view.words[i - 1].capital and i):
        return None
    end = i + 1
    while end < min(i + 3, len(texts)) and view.same_sentence(i, end) and (
        view.words[end].capital or end in view.inside_country
    ):
        end += 1
    if end == i + 1 or (end < len(texts) and view.words[end].capital and view.same_sentence(i, end)):
        return None  # "Radio City Music Hall"
    name = view.text[slice(*view.span(i, end))]
    stated = view.countries.get(i + 1)
    side = find_beside(view, i)
    country = stated[1] if stated is not None and stated[0] == end else side[1] if side else None
    return Body(i, end, name, name, "media", country)


def _find_seat(view: View, texts: list[str], i: int) -> Body | None:
    """ "the Marlow County Sheriff's office": a body that is called after its head."""
    at = i
    while at < min(i + 5, len(texts) - 2) and (view.words[at].capital or at in view.inside_country):
        if view.lower(at) in _HEADS_OF_SEATS and view.lower(at + 1) == "'s" and view.same_sentence(i, at + 2):
            break
        at += 1
    else:
        return None
    if at == i or view.lower(at) not in _HEADS_OF_SEATS or view.lower(at + 2) not in _SEATS:
        return None
    if view.lower(i) in FUNCTION_WORDS and view.lower(i) not in MODIFIERS:
        return None
    name = view.text[slice(*view.span(i, at + 3))]
    country = _state_of_name(view, texts, i, at + 3, "government", "")
    return Body(i, at + 3, name, name, "government", country, "police")


_HEADS_OF_SEATS = frozenset(["sheriff"])
_SEATS = frozenset(["department", "office"])


def _is_office(view: View, texts: list[str], i: int, forms: Set[str], suffixes: Set[str]) -> bool:
    """Whether an office stands here, with or without its holder's name, and no body."""
    trie = offices(view.lexicon)[0]
    at = view.countries[i][0] if i in view.countries else i
    inside = trie.longest(view.lowers, at - 1) if view.same_sentence(at - 1, at) else None
    if inside is not None and inside[0] > at + 1:
        return True  # "Inspector [General of Police]"
    hit = trie.longest(view.lowers, at)
    if hit is None:
        return False
    after, office = hit[0], hit[1].office
    if office.use == "honor" and at == i and after < len(texts) and texts[after] not in suffixes:
        return True  # "Professor Ann Lee of Ohio University"
    if office.use not in ("bound", "free") or hit[1].plural:
        return hit[1].plural and view.lower(after) == "of" and at == i  # "Officers of Ashford Police"
    if view.same_sentence(at, after) and view.words[after].capital and texts[after] not in forms:
        return True  # "Home Secretary Ajay Rao and Delhi Police"
    if view.lower(after) == "and":
        return True  # "Prime Minister and Labor Party leader Ann Lee"
    if office.office in ("head", "chief"):
        return False
    return any(view.lower(k) in ("for", "of") for k in range(at, after + 1))  # "High Commissioner for Human Rights"


def _find_last_word(
    view: View, texts: list[str], i: int, suffixes: dict[str, dict[str, Any]], heads: dict[str, dict[str, Any]]
) -> int | None:
    """The last word of a run of capitalized words that tells a body; a state in front belongs to the name."""
    if not _may_open_name(view, i):
        return None
    j, best = view.countries[i][0] if i in view.countries else i, None
    limit = min(len(texts), i + 9)
    while j < limit and view.words[j].sentence == view.words[i].sentence:
        if j == i and (listed := _end_of_list(view, i)):
            j = listed
        elif _is_name_word(view, j):
            best = j if texts[j] in suffixes and j > i else best
        elif j > i and view.lower(j) in _NAME_LINKS and j + 1 < limit and _is_name_word(view, j + 1):
            if _ends_name(view, texts, j, best, heads):
                break
            if _joins_another(view, texts, j) or (best is None and _is_of_person(view, i, j)):
                return None
        elif j == i or view.lower(j) not in ("'s", "'") or view.lower(j - 1) not in GROUPS_IN_NAMES:
            break  # but "the Tamil People's Alliance"
        j += 1
    return best


def _may_open_name(view: View, i: int) -> bool:
    """Whether a body's name can begin at a word: a state, or a capitalized word that is no mere "The" or "Monday"."""
    lower = view.words[i].lower
    if lower.endswith(DESCRIBING):
        return False
    # "the Three Rivers Group"
    counted = lower in _NUMERALS and view.lower(i - 1) == "the" and view.same_sentence(i, i + 1)
    ordinary = lower in FUNCTION_WORDS and lower not in PORTFOLIOS | MODIFIERS and find_region(view, i) is None
    owner = lower in GROUPS_IN_NAMES and view.lower(i + 1) in ("'s", "'")  # "the Workers' Party"
    ordinary = ordinary and not owner and not (counted and view.words[i + 1].capital)
    return i in view.countries or (not ordinary and _is_name_word(view, i))


def _end_of_list(view: View, start: int) -> int:
    """The "and" of a list in one name, "Chemical, Biological [and] Radiological Defense Command"; 0 for no list."""
    at = start
    while view.lower(at + 1) == "," and _is_of_list(view, at):
        at += 2
    closed = at > start and view.lower(at + 1) == "and" and _is_of_list(view, at) and _is_of_list(view, at + 2)
    return at + 1 if closed and view.same_sentence(start, at + 2) else 0


def _is_of_list(view: View, i: int) -> bool:
    """Whether a capitalized word tells what a body is for: "Biological", "Trade"; no name of its own."""
    if i >= len(view.words) or not view.words[i].capital or i in view.inside_country:
        return False
    return view.lower(i) in PORTFOLIOS or (view.lower(i).endswith(("al", "ic")) and view.words[i].entity in ("", "ORG"))


_NUMERALS = frozenset(["two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "first", "second"])


def _joins_another(view: View, texts: list[str], j: int) -> bool:
    """Whether "and" stands behind letters that name a body of their own: "NASA and Ohio University"."""
    return len(texts[j - 1]) > 2 and texts[j - 1].isupper() and view.lower(j) == "and"


_NAME_LINKS = frozenset(["of", "and", "for", "&", "de", "del", "do", "da", "dos", "du"])


def _ends_name(view: View, texts: list[str], link: int, best: int | None, heads: dict[str, dict[str, Any]]) -> bool:
    """Whether a name ends before "and" or "of"."""
    joint = view.lower(link) in ("and", "&")
    if best is not None and best == link - 1 and (joint or (view.lower(link) == "of" and texts[best] in heads)):
        return True  # "the Tennis Club and the Chess Club", "the Chamber of Solar Energy"
    return joint and any(opens_office(view, k) for k in (link + 1, link + 2))  # "Industry and Managing Director"


def _may_be_name(view: View, texts: list[str], start: int, last: int) -> bool:
    """Whether the words up to one that tells a body are a name and no office of that body."""
    if texts[last].lower() in PORTFOLIOS and view.lower(last + 1) in _HOLDERS:
        return False  # "Saudi Energy Minister"
    if any(view.lower(k) in _HOLDERS and view.lower(k + 1) in ("of", "for") for k in range(start, last)):
        return False  # "National Secretary of Energy"
    content = [w for w in view.words[start:last] if is_capital(w.text)]
    if not content or (len(content) == 1 and content[0].lower in ("the", "a", "this")):
        return False
    placed = start not in view.countries or find_region(view, start) is not None
    local = placed and view.lower(last - 1) in SUBNATIONAL
    if texts[last] == "Government" and not local:
        return False  # "the Lagos State Government", but not "the Labour Government"
    if texts[last] == "Rights" and len(content) < 2:
        return False  # "Human Rights"
    known = start in view.countries or any(w.lower in PORTFOLIOS | SERVICE_KINDS for w in content)
    return known or texts[last] not in ("Service", "Services")


def _state_of_name(view: View, texts: list[str], start: int, end: int, kind: str, branch: str) -> str | None:
    """The state that a body's name, or the word beside it, tells."""
    country = view.countries[start][1] if start in view.countries else None
    if country is None and kind in ("government", "media", "military"):
        region = find_region(view, start)  # "New York Police Department"
        # "Oman News Agency" names no state, but is that state's
        country = states_by_word(view.lexicon).get(texts[start]) or (region[1] if region is not None else None)
    side = find_beside(view, start)
    if country is None and side:
        country = side[1]
    return find_after(view, end) if country is None and branch else country


def _find_longer(
    view: View, texts: list[str], start: int, last: int, heads: dict[str, dict[str, Any]]
) -> Body | None:
    """A name that goes on behind its head: "Peruvian Institute of Telecommunications"."""
    whom = view.lower(last + 2 + (view.lower(last + 2) == "the"))
    purpose = texts[last] in POLITICAL_FORMS or whom in SERVED_BY_BODIES or _has_purpose(view, texts, last)
    joints = ("of", "for") if purpose else ("of",)
    if last + 1 >= len(texts) or texts[last] not in heads or view.lower(last + 1) not in joints:
        return None
    longer = _find_head_of(view, texts, last, heads[texts[last]])
    if longer is None:
        return None
    if longer.end == last + 4 and texts[last + 2] == "the" and texts[last + 3] in ("US", "U.S.", "UK", "U.K."):
        longer.end = last + 1  # "Ohio State University of the US"
    row = read_bodies(view.lexicon)[1][texts[last]]
    first = _kind_of_news(texts, start, last, row)
    country = _state_of_name(view, texts, start, last + 1, first, row.get("branch", ""))
    kind, branch = revise_kind(longer.kind, longer.branch, texts[last], view.words[start : longer.end], "")
    name, country = view.text[slice(*view.span(start, longer.end))], country or longer.country
    key = f"{_bare(view, start, longer.end)}|{country or ''}" if branch else name
    return Body(start, longer.end, key, name, kind, country, branch)


def _has_purpose(view: View, texts: list[str], last: int) -> bool:
    """Whether "for" tells what a body is for, "Centre for Control of Malaria", and no place, day or person."""
    at = last + 2 + (view.lower(last + 2) == "the")
    if texts[last] not in CALLED_BY_PURPOSE or view.lower(last + 1) != "for" or at >= len(texts):
        return False
    return _is_topic(view, texts, at)


def _is_topic(view: View, texts: list[str], at: int) -> bool:
    """Whether a capitalized word is a common noun of a name: no place, no day, no name of a person or a state."""
    word = view.words[at]
    named = word.entity in ("PERSON", "LOC") or texts[at] in given_names() or at in view.inside_country
    return word.capital and not named and word.lower not in WEEKDAYS_MONTHS and find_region(view, at) is None


def _has_subject(view: View, texts: list[str], i: int) -> bool:
    """Whether "on" tells what a body speaks about: "the Council on Trade Relations", no "Council on Monday"."""
    if texts[i] not in CALLED_BY_SUBJECT or view.lower(i + 1) != "on" or i + 2 >= len(texts):
        return False
    joined = i + 2 in view.inside_country and view.lower(i + 3) == "-"
    return view.same_sentence(i, i + 2) and (joined or _is_topic(view, texts, i + 2))


def _kind_of_news(texts: list[str], start: int, last: int, row: dict[str, Any]) -> str:
    """The kind that the last word tells, but a news service is a medium."""
    news = texts[last] in ("Service", "Services") and "News" in texts[start:last]
    return "media" if news else str(row["kind"])


def _to_body(view: View, texts: list[str], start: int, last: int, row: dict[str, Any]) -> Body:
    """The body of a name from its first to its last word."""
    kind, branch = _kind_of_news(texts, start, last, row), row.get("branch", "")
    end = _end_of_name(view, texts, last)
    name = view.text[slice(*view.span(start, end))]
    country = _state_of_name(view, texts, start, end, kind, branch)
    if texts[last] in PARTY_HEADS and end == last + 2:
        country = country or states_by_word(view.lexicon).get(texts[last + 1])
    lowered, content = name.lower(), [w for w in view.words[start:last] if w.capital]
    if lowered.endswith((" news agency", " press agency")):
        kind, branch = "media", ""
    if _is_district(texts, end - 1):
        kind, branch = "government", ""
    if texts[last] == "Division" and not any(w.lower in _OF_SOLDIERS or w.text[0].isdigit() for w in content):
        court = view.lower(end) == "of" and "Court" in texts[end + 1 : end + 5]
        kind = "government" if court else "other"  # "Civil Rights Division"
    kind, branch = revise_kind(kind, branch, texts[last], view.words[start : last + 1], view.lower(last + 1))
    if kind == "company" and re.search(r"\b(central (reserve )?|reserve )bank$", lowered):
        kind, branch = "government", "central_bank"
    if kind == "government" and not branch and any(w.lower in PORTFOLIOS for w in content):
        branch = "ministry"
    key = f"{_bare(view, start, end)}|{country or ''}" if branch else name
    return Body(start, end, key, name, kind, country, branch)


def _is_of_person(view: View, start: int, end: int) -> bool:
    """Whether the words before "of" are somebody's name: a given name, the model's mark or a title says so."""
    while start and view.words[start - 1].capital and view.same_sentence(start - 1, end) and end - start < 6:
        if offices(view.lexicon)[0].longest(view.lowers, start - 1) is not None:
            break
        start -= 1
    if end - start < 2:
        return False
    trie = offices(view.lexicon)[0]
    before = [hit for k in range(max(start - 3, 0), start) if (hit := trie.longest(view.lowers, k)) is not None]
    titled = view.same_sentence(start - 1, start) and any(hit[0] == start and not hit[1].plural for hit in before)
    given = view.words[start].text in given_names() or view.words[start - 1].text in given_names()
    return titled or given or all(word.entity == "PERSON" for word in view.words[start:end])


def _bare(view: View, start: int, end: int) -> str:
    at = view.countries[start][0] if start in view.countries else start
    return " ".join(view.lowers[at:end])


def _find_head_of(view: View, texts: list[str], i: int, row: dict[str, Any]) -> Body | None:
    """A name that its head opens: "Ministry of Health", "Bank of Ghana", "Institute for Peace"."""
    last = _find_last_of_head(view, texts, i, row)
    if last is None:
        return None
    end = last + 1
    country = _state_of_head(view, i, end)
    kind, branch = row["kind"], row.get("branch", "")
    if view.lower(i + 1) == "on":  # whose a council on a subject is, its name does not tell
        side = find_beside(view, i)
        kind, branch, country = "other", "", side[1] if side else None
    if branch == "bank":
        kind, branch = ("government", "central_bank") if country else ("company", "")
    name = view.text[view.words[i].start : view.words[last].end]
    kind, branch = revise_kind(kind, branch, texts[i], view.words[i:end], "")
    key = f"{' '.join(view.lowers[i:end])}|{country or ''}" if branch else name
    return Body(i, end, key, name, kind, country, branch)


def _find_last_of_head(view: View, texts: list[str], i: int, row: dict[str, Any]) -> int | None:
    """The last word of the name that goes on behind "Ministry of"."""
    words, j = view.words, i + 2
    j += view.lower(j) in ("the", "a")
    last = None
    while j < min(len(words), i + 10) and words[j].sentence == words[i].sentence:
        if last is not None and _opens_holder(view, texts, j):
            break
        if words[j].capital and words[j].lower not in WEEKDAYS_MONTHS:
            last = j
        elif last is None or not _joins_on(view, texts, j, row):
            break
        j += 1
    return last


def _opens_holder(view: View, texts: list[str], j: int) -> bool:
    """Whether a name or an office begins: "Department of Trade Maria Gomez", "Assembly of Nations Chief Ann Lee"."""
    words = view.words
    if j + 1 >= len(words) or not words[j + 1].capital:
        return False
    if texts[j] in given_names():
        return True
    hit = offices(view.lexicon)[0].longest(view.lowers, j) if words[j].capital else None
    return hit is not None and hit[0] == j + 1 and not hit[1].plural


def _joins_on(view: View, texts: list[str], j: int, row: dict[str, Any]) -> bool:
    """Whether a name goes on behind a joint: "Mines and Energy", "Trade, Industry"."""
    if j + 1 >= len(view.words) or not view.words[j + 1].capital:
        return False
    if view.lower(j) == ",":
        return texts[j + 1].lower() in PORTFOLIOS
    if view.lower(j) == "-":
        return j - 1 in view.inside_country  # "American - Islamic Relations"
    if view.lower(j) in ("and", "&"):
        if _opens_another(view, texts, j + 1):
            return False
        return view.lower(j + 1) in PORTFOLIOS | {"human"} or row["kind"] == "other"
    return view.lower(j) in ("of", "for", "the", "'s", "'")


def _opens_another(view: View, texts: list[str], start: int) -> bool:
    """Whether another institution follows: "Georgia Institute of Technology and [Ohio University]"."""
    end = start
    while end < min(start + 5, len(texts)) and view.words[end].capital and view.same_sentence(start, end):
        end += 1
    row = read_bodies(view.lexicon)[1].get(texts[end - 1])
    return end - start > 1 and row is not None and row["kind"] == "other"


def _state_of_head(view: View, start: int, end: int) -> str | None:
    """The state before a name, in it or behind it."""
    side = find_beside(view, start)
    inside = (view.countries[at][1] for at in range(start + 2, end) if at in view.countries)
    return side[1] if side else next(inside, None) or find_after(view, end)
