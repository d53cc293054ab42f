"""Bodies: ministries and their nicknames, armies, parties, armed groups, intergovernmental bodies, media, companies.

Three sources, in this order: the lexicon (``organizations.jsonl``), capitalized patterns ("Ministry of Health",
"Uganda Peace Commission", "Acme Corp."), and the common nouns for a state's bodies ("Sudanese troops", "Chile's
parliament", "police"), which count only with a state beside them or, for a few, one certain from the context.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Set
from dataclasses import dataclass
from functools import lru_cache
from typing import Any

from newsfacts.language.officials.patterns import (
    BODY_FOLLOWERS,
    FUNCTION_WORDS,
    GROUPS_IN_NAMES,
    MODIFIERS,
    NOUN_KINDS,
    PLACE_NOUNS,
    POLITICAL_FORMS,
    POLITICAL_WORDS,
    PORTFOLIOS,
    PRIVATE_WORDS,
    SERVICE_KINDS,
    SHORT_NAMES,
    SUBNATIONAL,
    WEEKDAYS_MONTHS,
    Trie,
    given_names,
    home_places,
    kinds_by_noun,
    offices,
    states_by_word,
)
from newsfacts.language.officials.words import View, Word, split_words
from newsfacts.language.sexes import sex_of_given_name
from newsfacts.lexicon import BUILTIN, Lexicon


@dataclass(slots=True, eq=False)
class Body:
    """One mention of an organization, on words.

    ``key`` merges mentions into a record; ``country`` may still be None where the article decides later;
    ``generic`` marks a common noun ("the government"); ``span_start`` is the first word of the mention itself.
    """

    start: int
    end: int
    key: str
    name: str
    kind: str
    country: str | None
    branch: str = ""
    generic: bool = False
    weak: bool = False

    def repeat(self, start: int, end: int) -> Body:
        """One more mention of the same body, on other words."""
        return Body(start, end, self.key, self.name, self.kind, self.country, self.branch)


@lru_cache(maxsize=8)
def _read_bodies(lexicon: Lexicon) -> tuple[
    Trie[dict[str, Any]], dict[str, dict[str, Any]], dict[str, dict[str, Any]], Trie[dict[str, Any]]
]:
    names: Trie[dict[str, Any]] = Trie()
    suffixes: dict[str, dict[str, Any]] = {}
    heads: dict[str, dict[str, Any]] = {}
    bodies: Trie[dict[str, Any]] = Trie()
    for row in lexicon.rows("organization"):
        if "suffix" in row:
            suffixes.update(dict.fromkeys(row["suffix"], row))
        elif "head" in row:
            heads.update(dict.fromkeys(row["head"], row))
        elif "body" in row:
            for form in row["body"]:
                bodies.add(form.split(), {**row, "form": form})
        else:
            for form in row["forms"]:
                names.add([w.replace("’", "'") for w, _, _ in split_words(form.removeprefix("the "))], row)
    return names, suffixes, heads, bodies


_OF_SOLDIERS = frozenset(
    ["airborne", "armored", "armoured", "army", "cavalry", "infantry", "marine", "military", "mountain", "tank"]
)
_HOLDERS = frozenset(["minister", "ministers", "secretary", "commissioner", "chief", "director"])
_JOINTS = frozenset(["at", "of", "and", "for", "the", "on", "in", "de", "la", "to", "&"])


def find_bodies(view: View) -> list[Body]:
    """Every mention of an organization, in reading order, none overlapping another."""
    names, suffixes, heads, bodies = _read_bodies(view.lexicon)
    acronyms = _find_acronyms(view)
    texts = [w.text.replace("’", "'") for w in view.words]
    codes = _states_spoken_of(view, texts, names)
    found: list[Body] = []
    i, n = 0, len(texts)
    while i < n:
        body = _find_named(view, texts, i, names, codes) or _find_pattern(view, texts, i, suffixes, heads)
        if i in acronyms and (body is None or body.end < acronyms[i].end):
            body = acronyms[i]
        if body is None:
            body = _find_generic(view, i, bodies)
        if body is None:
            i += 1
        else:
            found.append(body)
            i = body.end
    return _join_short_names(view, texts, _join_acronyms(view, texts, found))


def _states_spoken_of(view: View, texts: list[str], names: Trie[dict[str, Any]]) -> frozenset[str]:
    """The states of the article: named, or by a body that only one of them has."""
    codes = set(view.codes)
    for i in range(len(texts)):
        hit = names.longest(texts, i) if texts[i][:1].isupper() else None
        row = hit[1] if hit is not None else {}
        everywhere = row.keys() & {"weak", "home", "shared"} or row.get("kind") in ("company", "media")
        if row.get("country") and not everywhere:
            codes.add(row["country"])
    return frozenset(codes)


def _join_short_names(view: View, texts: list[str], found: list[Body]) -> list[Body]:
    """Give "the Commission", "a Department spokesman" to the one body of the article that is called so."""
    full: dict[str, dict[str, Body]] = {}
    taken: set[int] = set()
    for body in found:
        taken.update(range(body.start, body.end))
        if body.end - body.start > 1 and not body.generic:
            for word in {texts[body.start], texts[body.end - 1]} & SHORT_NAMES:
                full.setdefault(word, {}).setdefault(body.key, body)
    merged = list(found)
    for i, text in enumerate(texts):
        one = full.get(text, {})
        if len(one) == 1 and i not in taken and _is_short_name(view, i):
            merged.append(next(iter(one.values())).repeat(i, i + 1))
    return _join_nouns(view, sorted(merged, key=lambda b: b.start))


def _is_short_name(view: View, i: int) -> bool:
    """Whether a word stands alone, behind "the" or "a", and is no part of a longer name."""
    if view.words[i].heading or view.lower(i + 1) == "of":
        return False
    if i + 1 < len(view.words) and view.words[i + 1].capital and view.same_sentence(i, i + 1):
        return False
    inside = i > 0 and view.words[i - 1].capital and view.same_sentence(i - 1, i)
    return not inside or view.lower(i - 1) in ("the", "a", "an")


def _join_nouns(view: View, bodies: list[Body]) -> list[Body]:
    """Give "the ministry" to the one ministry that has been named."""
    kept, named = [], dict[str, dict[str, Body]]()
    for body in bodies:
        noun = view.lower(body.end - 1)
        alone = body.generic and body.country is None and body.end == body.start + 1
        if not body.generic:
            for end in {view.lower(body.start), noun}:
                named.setdefault(end, {}).setdefault(body.key, body)
        elif alone and len(known := named.get(noun, {})) == 1 and view.lower(body.start - 1) == "the":
            body = next(iter(known.values())).repeat(body.start, body.end)
        kept.append(body)
    return kept


def find_region(view: View, start: int) -> tuple[int, str] | None:
    """The end and the state's code of a region or city that begins at a word: "New York", "West Virginia"."""
    for end in range(min(start + 3, len(view.words)), start, -1):
        code = home_places().get(view.text[view.words[start].start : view.words[end - 1].end])
        if code is not None:
            return end, code
    return None


def _beside(view: View, start: int) -> tuple[int, str] | None:
    """The state directly before a word: ``(first word, code)`` of a demonym, a name or a possessive."""
    if start in view.country_ends:
        return view.country_ends[start]
    at = start
    while at > start - 2 and view.words[at - 1].tag.startswith(("JJ", "VBN")) and view.words[at - 1].text.islower():
        at -= 1  # "Oman's elected Shura Council"
    if view.lower(at - 1) in ("'s", "'") and at - 1 in view.country_ends:
        return view.country_ends[at - 1]
    return None


def _after(view: View, end: int) -> str | None:
    """The state in "of X" or "in X" directly after."""
    if view.lower(end) in ("of", "in"):
        at = end + 1 + (view.lower(end + 1) == "the")
        if at in view.countries:
            return view.countries[at][1]
    return None


_DASHES = frozenset(["-", "–", "—", "--"])


def _is_part_of_name(view: View, i: int, row: dict[str, Any]) -> bool:
    """ "Alfred Duma Municipality", "the Amazon rainforest": one word of a longer name, or of a place."""
    before = view.words[i - 1].text if view.same_sentence(i - 1, i) else ""
    first = sex_of_given_name(view.words[i].text) is not None or view.words[i].entity == "PERSON"
    if first and i + 1 < len(view.words) and view.words[i + 1].capital and view.words[i + 1].tag.startswith("NNP"):
        return view.same_sentence(i, i + 1)  # "Morena Castro"
    if before in given_names() and (i - 1) not in view.inside_country:
        return True
    if row["kind"] in ("company", "media", "ngo"):
        return view.lower(i + 1) in PLACE_NOUNS or (bool(row.get("place")) and view.lower(i - 1) == "the")
    return False


def _find_named(
    view: View, texts: list[str], i: int, names: Trie[dict[str, Any]], codes: frozenset[str]
) -> Body | None:
    """A body of the lexicon that begins at a word."""
    hit = names.longest(texts, i)
    if hit is None or _is_other(view, texts, i, *hit, codes):
        return None
    end, row = hit
    country, name = row["country"], row["name"]
    if row.get("shared") and codes and country not in codes | {view.dateline}:
        country = None  # "the Department of Education" in news of South Africa
    if row.get("weak"):
        longer = row["kind"] == "party" and view.lower(end) == "of" and end + 1 < len(texts)
        if longer and view.words[end + 1].capital and end + 1 not in view.countries:
            return None  # "the Democratic Party of Socialists"
        country, row = _resolve_weak(view, i, end, row, codes)
        name = row["name"] if country == row["country"] else " ".join(texts[i:end])
    key = name if country == row["country"] else f"{name}|{country}"
    return Body(i, end, key, name, row["kind"], country, row.get("branch", ""), weak=bool(row.get("weak")))


def _is_other(
    view: View, texts: list[str], i: int, end: int, row: dict[str, Any], codes: frozenset[str]
) -> bool:
    """Whether the words of a body's name are something else here."""
    word, single = texts[i], end == i + 1
    if "Commissioner" in texts[i:end] and end < len(texts) and (view.words[end].capital or texts[end] == ","):
        return True  # the officer, not the office
    if row["kind"] == "party" and (_is_agency(view, i, end) or (word == "PTI" and _is_in_brackets(view, i, end))):
        return True
    another = single and not word.isupper() and end < len(texts) and view.words[end].capital
    if row.get("home") and (row["country"] not in codes or another):
        return True  # letters and names that mean this only in news of that state
    if not single:
        return False
    if word.isupper():
        return len(word) <= 4 and view.words[i].heading and _line_is_upper(view, i)
    return _is_part_of_name(view, i, row)


def _is_in_brackets(view: View, start: int, end: int) -> bool:
    return view.lower(start - 1) == "(" and view.lower(end) == ")"


def _is_agency(view: View, start: int, end: int) -> bool:
    """Whether letters are those of a news agency in a dateline: "SYDNEY (AAP) -"."""
    return _is_in_brackets(view, start, end) and view.lower(end + 1) in _DASHES


def _resolve_weak(
    view: View, i: int, end: int, row: dict[str, Any], codes: frozenset[str]
) -> tuple[str | None, dict[str, Any]]:
    """Whose a name is that several states' bodies have, and the row of that state's."""
    home = row["country"]
    side = _beside(view, i) or (i, _after(view, end))
    # "the Senate" is no state's by default where the article speaks of others too; "U.S. Senate" is
    whole = len(codes) == 1 or i in view.countries or end - i > 2 or " Hill" in row["name"]
    country = side[1] or (home if home in codes and whole else None)
    other = row.get("elsewhere", {})
    spoken = Counter(code for _, code in view.countries.values() if code in other).most_common(2) or [
        (code, 1) for code in codes & other.keys()
    ]
    if country is None and spoken and (len(spoken) == 1 or spoken[0][1] > spoken[1][1]):
        country = spoken[0][0]  # the same name is another body in another state: "Congress" in India
        return country, {**row, **other[country], "country": country}
    return country, row


def _line_is_upper(view: View, i: int) -> bool:
    near = [w.text for w in view.words[max(0, i - 3) : i + 4] if w.text.isalpha() and len(w.text) > 3]
    return bool(near) and all(t.isupper() for t in near)


def _is_name_word(view: View, i: int) -> bool:
    word = view.words[i]
    return (
        word.capital
        and i not in view.inside_country
        and word.lower not in WEEKDAYS_MONTHS
        and bool(re.match(r"[^\W\d_]", word.text))
    )


def _find_pattern(
    view: View, texts: list[str], i: int, suffixes: dict[str, dict[str, Any]], heads: dict[str, dict[str, Any]]
) -> Body | None:
    """A body by the form of its name: "Ministry of Health", "Uganda Peace Commission", "Acme Corp."."""
    word = view.words[i]
    if word.heading or not (word.capital or i in view.countries):
        return None
    if _is_office(view, texts, i, {**suffixes, **heads}.keys(), suffixes.keys()):
        return None
    if word.capital and texts[i] in heads and view.lower(i + 1) in ("of", "for"):
        body = _find_head_of(view, texts, i, heads[texts[i]])
        if body:
            return body
    last = _find_last_word(view, texts, i, suffixes, heads)
    if last is None or not _may_be_name(view, texts, i, last):
        return None
    longer = _find_longer(view, texts, i, last, heads)
    return longer or _to_body(view, texts, i, last, suffixes[texts[last]])


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
        return False
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
        if _is_name_word(view, j):
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
    ordinary = lower in FUNCTION_WORDS and lower not in PORTFOLIOS | MODIFIERS and find_region(view, i) is None
    return i in view.countries or (not ordinary and _is_name_word(view, i))


def _joins_another(view: View, texts: list[str], j: int) -> bool:
    """Whether "and" stands behind letters that name a body of their own: "NASA and Ohio University"."""
    return len(texts[j - 1]) > 2 and texts[j - 1].isupper() and view.lower(j) == "and"


_NAME_LINKS = frozenset(["of", "and", "for", "&"])


def _ends_name(view: View, texts: list[str], link: int, best: int | None, heads: dict[str, dict[str, Any]]) -> bool:
    """Whether a name ends before "and" or "of"."""
    joint = view.lower(link) in ("and", "&")
    if best is not None and best == link - 1 and (joint or (view.lower(link) == "of" and texts[best] in heads)):
        return True  # "the Tennis Club and the Chess Club", "the Chamber of Solar Energy"
    return joint and any(_opens_office(view, k) for k in (link + 1, link + 2))  # "Industry and Managing Director"


def _may_be_name(view: View, texts: list[str], start: int, last: int) -> bool:
    """Whether the words up to one that tells a body are a name and no office of that body."""
    if texts[last].lower() in PORTFOLIOS and view.lower(last + 1) in _HOLDERS:
        return False  # "Saudi Energy Minister"
    if any(view.lower(k) in _HOLDERS and view.lower(k + 1) in ("of", "for") for k in range(start, last)):
        return False  # "National Secretary of Energy"
    content = [w for w in view.words[start:last] if w.capital]
    if not content or (len(content) == 1 and content[0].lower in ("the", "a", "this")):
        return False
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
        country = states_by_word().get(texts[start]) or (region[1] if region is not None else None)
    side = _beside(view, start)
    if country is None and side:
        country = side[1]
    return _after(view, end) if country is None and branch else country


def _find_longer(
    view: View, texts: list[str], start: int, last: int, heads: dict[str, dict[str, Any]]
) -> Body | None:
    """A name that goes on behind its head: "Peruvian Institute of Telecommunications"."""
    joints = ("of", "for") if texts[last] in POLITICAL_FORMS else ("of",)
    if last + 1 >= len(texts) or texts[last] not in heads or view.lower(last + 1) not in joints:
        return None
    longer = _find_head_of(view, texts, last, heads[texts[last]])
    if longer is None:
        return None
    row = _read_bodies(view.lexicon)[1][texts[last]]
    first = _kind_of_news(texts, start, last, row)
    country = _state_of_name(view, texts, start, last + 1, first, row.get("branch", ""))
    kind, branch = _revise_kind(longer.kind, longer.branch, texts[last], view.words[start : longer.end], "")
    name, country = view.text[slice(*view.span(start, longer.end))], country or longer.country
    key = f"{_bare(view, start, longer.end)}|{country or ''}" if branch else name
    return Body(start, longer.end, key, name, kind, country, branch)


def _kind_of_news(texts: list[str], start: int, last: int, row: dict[str, Any]) -> str:
    """The kind that the last word tells, but a news service is a medium."""
    news = texts[last] in ("Service", "Services") and "News" in texts[start:last]
    return "media" if news else str(row["kind"])


def _to_body(view: View, texts: list[str], start: int, last: int, row: dict[str, Any]) -> Body:
    """The body of a name from its first to its last word."""
    kind, branch = _kind_of_news(texts, start, last, row), row.get("branch", "")
    name = view.text[slice(*view.span(start, last + 1))]
    country = _state_of_name(view, texts, start, last + 1, kind, branch)
    lowered, content = name.lower(), [w for w in view.words[start:last] if w.capital]
    if lowered.endswith((" news agency", " press agency")):
        kind, branch = "media", ""
    if texts[last] == "Division" and not any(w.lower in _OF_SOLDIERS or w.text[0].isdigit() for w in content):
        kind = "other"  # "Civil Rights Division"
    kind, branch = _revise_kind(kind, branch, texts[last], view.words[start : last + 1], view.lower(last + 1))
    if kind == "company" and re.search(r"\b(central (reserve )?|reserve )bank$", lowered):
        kind, branch = "government", "central_bank"
    if kind == "government" and not branch and any(w.lower in PORTFOLIOS for w in content):
        branch = "ministry"
    key = f"{_bare(view, start, last + 1)}|{country or ''}" if branch else name
    return Body(start, last + 1, key, name, kind, country, branch)


def _opens_office(view: View, at: int) -> bool:
    """Whether one holder's office begins at a word."""
    hit = offices(view.lexicon)[0].longest(view.lowers, at)
    return hit is not None and not hit[1].plural and hit[1].office.use in ("free", "bound")


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


def _revise_kind(kind: str, branch: str, head: str, words: list[Word], after: str) -> tuple[str, str]:
    """Kind and branch by all words of a name: "Bishops' Council" is no state's, "Social Democratic Union" a party."""
    lowers = {part for w in words for part in (w.lower, *w.lower.split("-"))}
    if kind == "government" and (lowers & PRIVATE_WORDS or (head == "Chamber" and not lowers & _OF_CHAMBERS)):
        return "other", ""
    if head == "Fund" and lowers & PORTFOLIOS and not lowers & {"children", "wildlife"}:
        return "government", ""  # "Social Security Fund"
    if head in POLITICAL_FORMS and kind not in ("party", "company") and after not in ("on", "against"):
        return _revise_political(kind, branch, head, lowers)
    return kind, branch


def _revise_political(kind: str, branch: str, head: str, lowers: set[str]) -> tuple[str, str]:
    """Kind and branch of a union, a front or a congress, which may be a party or an armed group."""
    if "liberation" in lowers:
        return "armed_group", ""
    if kind == "government" and lowers <= _OF_LEGISLATURES:
        return kind, branch
    of_nation = kind == "ngo" or (kind == "other" and head in ("Movement", "Front"))
    if kind == "armed_group" or lowers & POLITICAL_WORDS or ("national" in lowers and of_nation):
        return "party", "party"
    return kind, branch


#: What a chamber that makes laws is the chamber of.
_OF_CHAMBERS = frozenset(["councillors", "deputies", "federal", "lower", "nations", "people", "representatives"])
#: The words of a state's own congress: "National People's Congress".
_OF_LEGISLATURES = frozenset(["national", "general", "people", "'s", "people's", "congress", "supreme", "the"])


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
    if branch == "bank":
        kind, branch = ("government", "central_bank") if country else ("company", "")
    name = view.text[view.words[i].start : view.words[last].end]
    kind, branch = _revise_kind(kind, branch, texts[i], view.words[i:end], "")
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
    if view.lower(j) == "and":
        return view.lower(j + 1) in PORTFOLIOS | {"human"} or row["kind"] == "other"
    return view.lower(j) in ("of", "for", "the", "'s", "'")


def _state_of_head(view: View, start: int, end: int) -> str | None:
    """The state before a name, in it or behind it."""
    side = _beside(view, start)
    inside = (view.countries[at][1] for at in range(start + 2, end) if at in view.countries)
    return side[1] if side else next(inside, None) or _after(view, end)


_MINISTRY = frozenset(["ministry", "department"])
_QUALITIES = frozenset(["puppet", "regular", "interim", "elite", "own"])
_OF_A_STATE = frozenset(
    [
        "opposition", "assembly", "court", "regime", "forces", "troops", "soldiers", "marines", "authorities",
        "administration", "presidency",
    ]
)  # fmt: skip
_MODIFYING = frozenset(["government", "police", "military", "media", "party", "court"])


def _match_generic(view: View, at: int, bodies: Trie[dict[str, Any]]) -> tuple[int, dict[str, Any]] | None:
    """The end and the row of a common noun for a body at a word: "parliament", "foreign ministry"."""
    hit = bodies.longest(view.lowers, at)
    if hit is None and view.lower(at) in PORTFOLIOS and view.lower(at + 1) in _MINISTRY:
        form = f"{view.lower(at)} {view.lower(at + 1)}"
        return at + 2, {"kind": "government", "branch": "ministry", "form": form}
    return hit


def _find_generic(view: View, i: int, bodies: Trie[dict[str, Any]]) -> Body | None:
    """A state's body by its common noun: "Sudanese troops", "Chile's parliament", "police"."""
    at, country, hit = _find_noun(view, i, bodies)
    if hit is None or _is_no_generic(view, i, at, *hit, stated=country is not None):
        return None
    end, row = hit
    side = _beside(view, i)
    if country is None:
        abroad = row["form"] in ("embassy", "consulate") and view.lower(end) == "in"  # where it is, not whose
        country = side[1] if side else None if abroad else _after(view, end)
        if country is None and not _stands_alone(view, i, end, row):
            return None
    first = side[0] if side and view.lower(i - 1) in ("'s", "'") else i
    name = view.text[slice(*view.span(first, end))]
    return Body(i, end, f"{row['form']}|{country or ''}", name, row["kind"], country, row["branch"], generic=True)


def _find_noun(
    view: View, i: int, bodies: Trie[dict[str, Any]]
) -> tuple[int, str | None, tuple[int, dict[str, Any]] | None]:
    """Where a common noun for a body stands, at a word or behind the state there; the state; the noun's end and row."""
    hit = _match_generic(view, i, bodies)
    if hit is not None or i not in view.countries:
        return i, None, hit
    at, country = view.countries[i]
    last = at + 3
    between = MODIFIERS | PORTFOLIOS | _QUALITIES
    while (hit := _match_generic(view, at, bodies)) is None and at < last and view.lower(at) in between:
        at += 1
    return at, country, hit


def _is_no_generic(view: View, i: int, at: int, end: int, row: dict[str, Any], *, stated: bool) -> bool:
    """Whether a common noun is another's body, a heading's word, or only modifies the noun behind it."""
    branch = row["branch"]
    if branch in ("government", "legislature") and view.lower(at - 1) in SUBNATIONAL:
        return True  # "the prefectural government" is not the state's
    if view.words[i].heading and view.words[i].capital and not stated:
        return True
    if view.lower(end) in BODY_FOLLOWERS or (view.lower(end) in ("of", "for") and branch in ("party", "rebels")):
        return True
    after = view.words[end] if end < len(view.words) else None
    noun = after is not None and after.lower.replace("-", "").isalpha() and after.tag in ("NN", "NNS")
    return noun and branch in _MODIFYING


def _stands_alone(view: View, i: int, end: int, row: dict[str, Any]) -> bool:
    """Whether a common noun is a body without a state beside it."""
    before, branch, form = view.lower(i - 1), row["branch"], row["form"]
    if branch in ("rebels", "party", "media"):
        return False
    if branch == "ministry":
        return before == "the" and view.lower(end) not in ("of", "for")
    inner = end + 1 + (view.lower(end + 1) == "the")
    owned = view.lower(end) == "of" and inner < len(view.words) and view.words[inner].tag in ("NN", "NNS")
    if branch == "government" and owned:
        return False  # "the government of the tongue"
    return form not in _OF_A_STATE and (form != "military" or before in ("the", "its", "their"))


def find_marked(view: View, taken: set[int], persons: set[str]) -> list[Body]:
    """The names that the model marks as organizations, where no list, pattern or person has the words.

    ``taken``: the words of bodies, offices and names; ``persons``: the words of the names of persons.
    """
    known = _read_bodies(view.lexicon)[0]
    texts = [w.text.replace("’", "'") for w in view.words]
    found, i = [], 0
    while i < len(view.words):
        end = i
        while end < len(view.words) and view.words[end].entity == "ORG" and view.same_sentence(i, end):
            end += 1
        start, stop = _trim_marked(view, i, end)
        refused = start < len(texts) and known.longest(texts, start) is not None  # of another state: no body here
        free = stop > start and not refused and not taken.intersection(range(start, stop))
        if free and _may_be_body(view, start, stop, persons):
            name = view.text[view.words[start].start : view.words[stop - 1].end]
            kind, branch = _kind_of_marked(view, start, stop)
            country = view.countries[start][1] if start in view.countries else None
            side = _beside(view, start)
            found.append(Body(start, stop, name, name, kind, country or (side[1] if side else None), branch))
        i = max(end, i + 1)
    return found


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
    while start < end and (not view.words[start].text[0].isalnum() or view.lower(start) in ("the", "a", "an", "its")):
        start += 1
    while end > start and (not view.words[end - 1].text[-1].isalnum() or view.lower(end - 1) in ("'s", "'")):
        end -= 1
    return start, end


def _may_be_body(view: View, start: int, end: int, persons: set[str]) -> bool:
    """Whether marked words can name a body: capitalized, no heading's, no person's, no state's, no office's."""
    words = view.words[start:end]
    if not words[0].capital or words[0].heading or (end - start == 1 and len(words[0].text) < 2):
        return False
    if any(w.text in persons for w in words) or all(k in view.inside_country for k in range(start, end)):
        return False
    if end - start == 1 and (words[0].lower in WEEKDAYS_MONTHS | FUNCTION_WORDS or words[0].tag[:3] not in ("NNP", "")):
        return False
    if _is_agency(view, start, end) or view.lower(end) in PLACE_NOUNS:
        return False  # "the Amazon rainforest"
    office = offices(view.lexicon)[0].longest(view.lowers, start)
    return office is None or office[0] < end


def _kind_of_marked(view: View, start: int, end: int) -> tuple[str, str]:
    """Kind and branch of a marked name by its last word, or by the noun in apposition: "the airline Zentra"."""
    _, suffixes, _, _ = _read_bodies(BUILTIN)
    row = suffixes.get(view.words[end - 1].text)
    if row is not None:
        return _revise_kind(row["kind"], row.get("branch", ""), view.words[end - 1].text, view.words[start:end], "")
    kinds = kinds_by_noun()
    behind = end + 1 + (view.lower(end + 1) in ("a", "an", "the")) if view.lower(end) == "," else end
    nouns = [view.lower(start - 1), view.lower(start - 2) if view.lower(start - 1) == "," else "", view.lower(behind)]
    return next((kinds[noun] for noun in nouns if noun in kinds), "other"), ""


def _find_acronyms(view: View) -> dict[int, Body]:
    """Bodies the article itself introduces with their acronym: "Academic Staff Union of Universities (ASUU)"."""
    words, found = view.words, {}
    for i in range(2, len(words) - 1):
        first = _find_spelled(view, i) if _is_acronym_in_brackets(view, i) else None
        if first is None or i - 1 - first < 2 or _is_short_for_office(view, first, i):
            continue
        text = view.text[words[first].start : words[i - 2].end]
        kind, branch = _kind_of_words(view, words[first : i - 1])
        country = view.countries[first][1] if first in view.countries else None
        found[first] = Body(first, i - 1, text, text, kind, country, branch)
    return found


def _is_acronym_in_brackets(view: View, i: int) -> bool:
    """Whether a word is letters in brackets: "(ASUU)", "(Numsa)"."""
    short = view.words[i].text
    bracketed = view.lower(i - 1) in ("(", "[") and view.lower(i + 1) in (")", "]")
    fits = 2 <= len(short) <= 9 and short.isalpha() and short[0].isupper()
    return bracketed and fits and (short.isupper() or len(short) >= 4)


def _find_spelled(view: View, i: int) -> int | None:
    """The first of the words before a bracket that spell the acronym in it, if some do as many as it has letters."""
    words, short, first = view.words, view.words[i].text, None
    for start in range(i - 2, max(-1, i - 14), -1):
        word = words[start]
        inside = word.capital or view.lower(start) in _JOINTS or view.lower(start) in ("'s", "'")
        if not inside or not view.same_sentence(start, i):
            break
        if not word.capital or word.text[0] != short[0]:
            continue
        parts = (part for w in words[start : i - 1] if w.capital for part in w.text.split("-"))
        initials = "".join(part[0] for part in parts if part).upper()
        if _is_spelled_by(short, initials, view.text[word.start : words[i - 1].start]):
            first = start
            if len(initials) >= len(short):
                break
    return first


def _is_spelled_by(short: str, initials: str, text: str) -> bool:
    """Whether the initials of words have an acronym's letters, or the words have those of "Numsa"."""
    if initials == short:
        return True
    return _is_subsequence(short, initials) if short.isupper() else _is_subsequence(short.lower(), text.lower())


def _is_short_for_office(view: View, first: int, i: int) -> bool:
    """Whether letters in brackets stand for an office: "Sub-Inspector (SI)", "Upazila Nirbahi Officer (UNO)"."""
    office = offices(view.lexicon)[0].longest(view.lowers, first)
    if office is not None and office[0] >= i - 1:
        return True
    return _opens_office(view, i - 2) and "of" not in view.lowers[first:i]


def _kind_of_words(view: View, words: list[Word]) -> tuple[str, str]:
    """Kind and branch by the last word of a name that tells it; a service with a state's name is the state's."""
    _, suffixes, _, _ = _read_bodies(BUILTIN)
    head = next((k for k, w in enumerate(words) if w.lower in ("of", "for")), len(words))
    row = suffixes.get(words[head - 1].text) if head else None
    if row is None or row["kind"] in ("company", "media", "military"):
        return "other", ""
    return _revise_kind(row["kind"], row.get("branch", ""), words[head - 1].text, words, "")


#: Letters that mean a state or a union before anything else.
_STATE_LETTERS = frozenset(["US", "UK", "UAE", "UN", "EU", "DRC", "AU"])


def _is_subsequence(short: str, long: str) -> bool:
    it = iter(long)
    return all(ch in it for ch in short)


def _join_acronyms(view: View, texts: list[str], found: list[Body]) -> list[Body]:
    """Give the acronym in brackets behind a body, and every later use of it, the body's record."""
    known = {**_find_bracketed(view, texts, found), **_find_letters(texts, found)}
    if not known:
        return found
    taken = {i for body in found for i in range(body.start, body.end)}
    for body in found:
        full = known.get(texts[body.start]) if body.end == body.start + 1 and not body.generic else None
        if full is not None and body is not full:
            body.key, body.name, body.kind = full.key, full.name, full.kind
            body.country, body.branch = full.country, full.branch
    used = [full.repeat(i, i + 1) for i, text in enumerate(texts) if i not in taken and (full := known.get(text))]
    return sorted([*found, *used], key=lambda b: b.start)


def _find_letters(texts: list[str], found: list[Body]) -> dict[str, Body]:
    """The bodies that a lone acronym of the article spells: "the Election Commission ... the EC"."""
    known: dict[str, Body] = {}
    present = set(texts)
    named = {body.name for body in found if body.end - body.start > 1}
    singles = {texts[body.start]: body for body in reversed(found) if body.end - body.start == 1}
    for body in found:
        letters = "".join(t[0] for t in texts[body.start : body.end] if t[:1].isupper())
        if len(letters) < 2 or letters not in present or body.generic or letters in _STATE_LETTERS:
            continue
        rival = singles.get(letters)
        official = body.kind in ("government", "igo", "party", "military")
        if official and rival is not None and rival.name not in named:
            known.setdefault(letters, body)
    return known


def _find_bracketed(view: View, texts: list[str], found: list[Body]) -> dict[str, Body]:
    """The bodies with an acronym in brackets behind them: "the Federal Reserve Board (FRB)"."""
    known: dict[str, Body] = {}
    for body in found:
        at = body.end + 1
        bracketed = view.lower(body.end) in ("(", "[") and view.lower(at + 1) in (")", "]")
        if bracketed and not body.generic and _is_short(texts[at]):
            known.setdefault(texts[at], body)
    return known


def _is_short(text: str) -> bool:
    """Whether a word can be an acronym: "FRB", "Numsa"."""
    return 2 <= len(text) <= 9 and text[:1].isupper() and (text[:2].isupper() or len(text) > 3)
