"""Who is who: names joined to offices, mentions joined to persons, bodies joined to records.

The order is that of a careful reader: names that stand beside an office first; then every other name; then names are
merged (full name, surname, title with surname); then offices without a name find their person, or are an official
without a name. A country comes from the words themselves, else from the one state whose institutions the article
speaks of, else it stays unknown.
"""

from __future__ import annotations

from bisect import bisect_left, insort
from collections import Counter
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from typing import cast

from spacy.tokens import Doc

from newsfacts.language.officials.names import is_initial, is_name_word, is_person, is_plausible, match_name
from newsfacts.language.officials.organizations import Body
from newsfacts.language.officials.patterns import (
    FAMILY_FIRST,
    FEMALE,
    FIRST_PART_COUNTRIES,
    LEAVING_VERBS,
    MALE,
    NAME_SUFFIXES,
    NOMINATING_VERBS,
    NOT_A_PERSON,
    SAFE_PARTICLES,
    SERVICE_VERBS,
    US_PARTY_TAG,
    given_names,
    places,
)
from newsfacts.language.officials.titles import Title
from newsfacts.language.officials.words import View
from newsfacts.record import Mention, Official, Organization, OrganizationKind, Person

_Add = Callable[[int, int, Title | None], "Name"]
Layers = tuple[list[Official], list[Organization], list[Person]]


@dataclass(slots=True, eq=False)
class Name:
    """One mention of a person by name, and the offices that stand with it."""

    start: int
    end: int
    tokens: tuple[str, ...]
    titles: list[Title] = field(default_factory=list)
    honor: bool = False
    party_tag: bool = False
    weak: bool = False  # a single word: a person only if known from elsewhere


@dataclass(slots=True, eq=False)
class Entity:
    """A person, named or not, with mentions as word ranges."""

    names: list[Name] = field(default_factory=list)
    titles: list[Title] = field(default_factory=list)  # mentions by office alone
    pronouns: list[int] = field(default_factory=list)  # words: he, she
    attached: list[Title] = field(default_factory=list)  # every office said of this person
    primary: Title | None = None
    role: str | None = None
    country: str | None = None
    organization: str | None = None
    status: str = "current"
    group: bool = False
    office: str | None = None

    @property
    def first(self) -> int:
        """The first word of the first mention."""
        return min([n.start for n in self.names] + [t.start for t in self.titles])

    @property
    def tokens(self) -> tuple[str, ...]:
        """The fullest name."""
        return max((n.tokens for n in self.names), key=len, default=())


def resolve_entities(doc: Doc, view: View, bodies: list[Body], titles: list[Title]) -> Layers:
    """Join names, offices and bodies of one article into the three layers of the record."""
    names = _find_names(view, bodies, titles)
    _attach_predicates(view, names, titles)
    entities = _cluster(view, names)
    context = _Context(doc, view, bodies, titles)
    for entity in entities:
        _settle(entity)
    _settle_counterparts(view, entities, names, titles)
    for entity in entities:
        _settle_country(entity, context)
    attached = {id(t) for e in entities for t in e.attached}
    unnamed = _resolve_unnamed(view, entities, [t for t in titles if id(t) not in attached], context)
    officials = [e for e in entities if e.role] + unnamed
    people = [e for e in entities if not e.role and _is_certain(view, e)]
    _resolve_pronouns(view, officials + people)
    return (
        _to_officials(view, officials, context),
        _to_organizations(view, bodies, context, entities),
        _to_people(view, people),
    )


# -- names ------------------------------------------------------------------------------------------------------------


def _tokens(view: View, start: int, end: int) -> tuple[str, ...]:
    return tuple(w.text.replace("’", "'") for w in view.words[start:end] if w.text not in (",", '"', "“", "”"))


def _find_names(view: View, bodies: list[Body], titles: list[Title]) -> list[Name]:
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
        if at < len(words) and view.same_sentence(title.start, at):
            end = _trim_heading(view, at, match_name(view, at, blocked))
            if end > at and is_plausible(view, at, end) and _fits(view, title, at, end):
                holder = add(at, end, title)
                direct[id(title)] = holder
                title.names.append(at)
                if title.plural:
                    _add_rest(view, end, blocked, title, add)
    # 2 · with a comma or a dash between, either way
    for k, title in enumerate(titles):
        if title.names or title.plural or title.match.office.use in ("honor", "never"):
            continue
        before = title.start - 1
        if (title.article and title.article not in ("the",) and view.lower(before) == title.article) or view.lower(
            before
        ) == "the":
            before -= 1
        name: Name | None = _name_before(view, title, before, blocked, names, add)
        if (
            name is None
            and view.lower(title.end) in (",", "-", "–", "—", ":")
            and view.same_sentence(title.start, title.end + 1)
        ):
            at = title.end + 1
            end = match_name(view, at, blocked)
            after = view.lower(end)
            listed = after == "and"
            if (
                end > at
                and is_plausible(view, at, end)
                and not listed
                and (is_person(view, at, end) or (end - at >= 2 and _definite(view, title)))
                and (_definite(view, title) or title.bound)
                and (end - at >= 2 or view.lower(end) in (",", "-", "–", "—"))
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
        if is_plausible(view, i, end) and not (words[i].heading and not is_person(view, i, end)):
            name = Name(i, end, _tokens(view, i, end))
            name.weak = end - i == 1 or not is_person(view, i, end)
            names.setdefault(i, name)
        i = end
    ordered = sorted(names.values(), key=lambda n: n.start)
    for name in ordered:
        tag = US_PARTY_TAG.match(view.text, words[name.end - 1].end)
        name.party_tag = bool(tag) and len(name.tokens) >= 2
    return ordered


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


def _definite(view: View, title: Title) -> bool:
    return (
        title.article in ("the", "his", "her", "its", "their")
        or title.possessor is not None
        or title.start in view.countries
    )


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
    if view.lower(i) == "as" and view.lower(i - 1) in ("serves", "served"):
        i -= 1
    if view.lower(i) in _BE or view.lower(i) in ("been", "is"):
        was = view.lower(i) in ("was", "served")
        i -= 1
        while view.lower(i) in ("has", "had", "also"):
            was = was or view.lower(i) == "had"
            i -= 1
        if view.lower(i) in ("who", "and"):
            who = view.lower(i) == "who"
            i -= 1
        else:
            # predicate: "Dong Jun is China's defense minister"
            name = _ending_at(view, i + 1, blocked, names)
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
    if view.lower(end - 1) == "," or AGE_WORD(view, end - 1):
        # "Maria Lopez, 54, the mayor of"
        end = end - 2 if view.lower(end - 2) == "," else end
    name = _ending_at(view, end, blocked, names)
    if name is None:
        return None
    start, stop = name
    known = start in names and bool(names[start].titles)
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
    if bare_definite and view.lower(title.end) not in (",", ".", ")", "-", "–", "—") and not was:
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


def AGE_WORD(view: View, i: int) -> bool:
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


def _attach_predicates(view: View, names: list[Name], titles: list[Title]) -> None:
    """ "Sixto resigned as a special assistant", "he nominated Regina Benjamin to become the Surgeon General"."""
    by_sentence: dict[int, list[Name]] = {}
    for name in names:
        by_sentence.setdefault(view.words[name.start].sentence, []).append(name)
    for title in titles:
        if title.names or title.plural or title.role is None or title.match.office.use in ("honor", "counterpart"):
            continue
        i = title.start - 1
        if view.lower(i) in ("a", "an", "the", "its", "his", "her", "their"):
            i -= 1
        link = view.lower(i)
        subject: Name | None = None
        ahead = [n for n in by_sentence.get(view.words[title.start].sentence, ()) if n.end <= title.start]
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
            elif (
                link == "as"
                and view.lower(i - 1) in SERVICE_VERBS | {"down", "in", "over"}
                and title.start - last.end <= 8
            ):
                subject = last
                if between & LEAVING_VERBS and title.status == "current" and "has" not in between:
                    title.status = "former"
        if subject is not None:
            subject.titles.append(title)
            title.names.append(subject.start)


# -- clusters ---------------------------------------------------------------------------------------------------------


def _core(tokens: tuple[str, ...]) -> tuple[str, ...]:
    """A name without suffixes, particles and initials, lower-case: what must agree."""
    kept = [
        t.lower().removeprefix("al-").removeprefix("el-")
        for t in tokens
        if t.lower() not in NAME_SUFFIXES
        and t not in SAFE_PARTICLES
        and t.lower() not in SAFE_PARTICLES
        and not is_initial(t)
    ]
    return tuple(kept) or tuple(t.lower() for t in tokens)


def _same_person(full: tuple[str, ...], other: tuple[str, ...]) -> bool:
    """Whether a longer and a shorter full name can be one person's: parts in order, surname shared."""
    a, b = _core(full), _core(other)
    if len(a) < len(b):
        a, b = b, a
    if a == b:
        initials_a = [t[0] for t in full[:1]]
        return initials_a == [t[0] for t in other[:1]] or len(b) == 1
    it = iter(a)
    if all(any(x == y or x.replace("-", "") == y.replace("-", "") for x in it) for y in b):
        if len(b) > 1:
            return True
        # "J. Smith" and "John Smith"
        given_full = full[0] if len(_core(full)) >= len(_core(other)) else other[0]
        given_short = other[0] if len(_core(full)) >= len(_core(other)) else full[0]
        return is_initial(given_short) and given_full[:1] == given_short[:1] and a[-1] == b[0]
    return "".join(a).replace("-", "") == "".join(b).replace("-", "")


def _title_countries(name: Name) -> set[str]:
    return {t.country for t in name.titles if t.country}


def _cluster(view: View, names: list[Name]) -> list[Entity]:
    entities: list[Entity] = []
    by_token: dict[str, list[Entity]] = {}
    starts: dict[int, list[int]] = {}  # of an entity's mentions, in order

    def register(entity: Entity, tokens: Iterable[str]) -> None:
        for token in tokens:
            bucket = by_token.setdefault(token, [])
            if entity not in bucket:
                bucket.append(entity)

    strong = [n for n in names if _is_full(n)]
    for name in strong:
        if name.weak and not name.titles and not name.honor and not name.party_tag:
            continue
        core = _core(name.tokens)
        match = None
        for entity in reversed(by_token.get(core[-1], []) + by_token.get(core[0], [])):
            if _same_person(entity.tokens, name.tokens):
                match = entity
                break
        if match is None:
            match = Entity()
            entities.append(match)
        match.names.append(name)
        insort(starts.setdefault(id(match), []), name.start)
        register(match, core)
    singles = [n for n in names if not _is_full(n)]
    for name in singles:
        token = _core(name.tokens)[-1]
        candidates = [e for e in by_token.get(token, []) if _may_be_short(e, token, name)]
        if len(candidates) > 1:
            countries = _title_countries(name)
            narrowed = [
                e for e in candidates if countries & {t.country for n in e.names for t in n.titles if t.country}
            ]
            candidates = narrowed or candidates
        chosen = candidates[0] if candidates else None
        if len(candidates) > 1:
            # the one spoken of last before here; -1 for one who comes only later
            def last_before(entity: Entity, at: int = name.start) -> int:
                known = starts[id(entity)]
                i = bisect_left(known, at)
                return known[i - 1] if i else -1

            chosen = max(candidates, key=last_before)
        if chosen is not None:
            if _alone(view, name):
                chosen.names.append(name)
                insort(starts[id(chosen)], name.start)
        elif name.titles or name.honor:
            entity = Entity(names=[name])
            entities.append(entity)
            starts[id(entity)] = [name.start]
            register(entity, (token,))
    # weak full sequences that carry a known surname with its given name elsewhere are already merged; the rest go
    for entity in entities:
        entity.names.sort(key=lambda n: n.start)
        said = {id(title): title for name in entity.names for title in name.titles}
        entity.attached = sorted(said.values(), key=lambda t: t.start)
    return sorted(entities, key=lambda e: e.first)


def _is_full(name: Name) -> bool:
    """Two names that count, or an initial and one."""
    return len(_core(name.tokens)) >= 2 or is_initial(name.tokens[0])


def _alone(view: View, name: Name) -> bool:
    """ "Bush" but not "Bush administration", which is a body, nor "Key West"."""
    after = view.lower(name.end)
    return after not in ("administration", "government", "era") and not (
        after in NOT_A_PERSON and name.end < len(view.words) and view.words[name.end].capital
    )


def _may_be_short(entity: Entity, token: str, name: Name) -> bool:
    """Whether one word can stand for a person of this full name."""
    core = _core(entity.tokens)
    if len(core) == 1 or core[-1] == token:
        return True
    countries = {t.country for n in entity.names for t in n.titles if t.country}
    if core[0] == token:
        first = entity.tokens[0]
        return (
            first in FAMILY_FIRST
            or bool(countries & FIRST_PART_COUNTRIES)
            or (first not in given_names() and not name.titles)
        )
    return token in core and (token.capitalize() not in given_names() or len(core) > 3)


# -- what they are ----------------------------------------------------------------------------------------------------


def _weight(title: Title) -> int:
    office = title.match.office
    if title.role is None or office.use == "honor":
        return -1
    if office.use == "rank":
        return 0
    if office.use in ("title", "counterpart") or office.office in (
        "official",
        "leader",
        "adviser",
        "politician",
        "candidate",
        "judge",
    ):
        return 1
    return 2


def _settle(entity: Entity) -> None:
    """Office, role, status and body from the offices said of the person."""
    usable = [t for t in entity.attached if _weight(t) >= 0]
    if not usable:
        if any(n.party_tag for n in entity.names):
            entity.role, entity.country, entity.office = "legislator", "US", None
        return
    best = max(usable, key=lambda t: (_weight(t), -t.start))
    _take(entity, best)
    for title in usable:
        if title.match.office is best.match.office and title.status == "former" and _weight(title) == _weight(best):
            entity.status = "former"
        if entity.country is None and title.country and entity.role != "igo":
            entity.country = title.country
    if any(n.party_tag for n in entity.names) and entity.country is None:
        entity.country = "US"


def _take(entity: Entity, title: Title) -> None:
    entity.primary = title
    entity.role = title.role
    entity.status = title.status
    entity.country = title.country or entity.country
    entity.office = title.singular if entity.names else title.office
    if (
        title.match.office.office == "leader"
        and title.role == "official"
        and title.country
        and not title.body
        and not (title.word_role or title.plural)
    ):
        entity.role = "head_of_state"
    if title.body is not None and not title.body.generic:
        entity.organization = title.body.name
    if entity.role in ("igo",):
        entity.country = None


def _settle_counterparts(view: View, entities: list[Entity], names: list[Name], titles: list[Title]) -> None:
    """ "his Indian counterpart, S. Jaishankar": the office of the person spoken of before."""
    for entity in entities:
        title = entity.primary
        if title is None or title.role != "counterpart":
            continue
        other = _previous_office(view, title, entities, entity)
        if other is None or other.primary is None:
            entity.role = "official"
            entity.office = "counterpart"
        else:
            entity.role = other.role
            entity.office = _without_body(other)
        entity.country = title.country


def _without_body(entity: Entity) -> str | None:
    return entity.office


def _previous_office(view: View, title: Title, entities: list[Entity], skip: Entity) -> Entity | None:
    best: tuple[int, Entity] | None = None
    for entity in _recent(entities, title.start):
        if entity is skip or entity.primary is None or entity.role in (None, "counterpart"):
            continue
        for start in [n.start for n in entity.names] + [t.start for t in entity.titles]:
            if start < title.start and (best is None or start > best[0]):
                best = (start, entity)
    return best[1] if best else None


def _is_abroad(view: View, body: Body) -> bool:
    return view.lower(body.end - 1) in ("embassy", "consulate")


#: How many institutions back the context reaches: an article's length, and no more work for a book.
WINDOW = 200


class _Context:
    """The state an office belongs to when its own words do not say."""

    def __init__(self, doc: Doc, view: View, bodies: list[Body], titles: list[Title]) -> None:
        self.view = view
        marks: list[tuple[int, str]] = []
        for body in bodies:
            if body.country and body.kind in ("government", "military") and not _is_abroad(view, body):
                marks.append((body.start, body.country))
        for title in titles:
            if title.country and title.role not in (None, "igo"):
                marks.append((title.start, title.country))
        self.marks = sorted(marks)
        counts = Counter(code for _, code in view.countries.values())
        self.counts = counts
        total = sum(counts.values())
        self.dominant: str | None = None
        if counts:
            code, n = counts.most_common(1)[0]
            if (n == total and total >= 1) or (n >= 2 and n >= 0.7 * total):
                self.dominant = code
        dateline = doc._.dateline
        self.dateline: str | None = dateline.country if dateline else None
        # capitals somebody is in, and media of one state, by sentence
        self.places: dict[int, list[tuple[int, str]]] = {}
        for i, word in enumerate(view.words):
            if word.text in places() and view.lower(i - 1) in ("in", "at", "from", "near", "to", "central", "around"):
                self.places.setdefault(word.sentence, []).append((i, places()[word.text]))
        self.media: dict[int, set[str]] = {}
        for body in bodies:
            if body.kind == "media" and body.country and not body.generic:
                self.media.setdefault(view.words[body.start].sentence, set()).add(body.country)
        for body in bodies:
            if body.country is None and (body.generic or body.weak):
                body.country = self.country_at(body.start)
                if body.country and body.kind in ("government", "military"):
                    insort(self.marks, (body.start, body.country))

    def _opening_place(self, position: int) -> str | None:
        """ "In Beijing, police ...": the sentence is set there."""
        first = position
        while first > 0 and self.view.same_sentence(first - 1, position):
            first -= 1
            if position - first > 12:
                return None
        while first < position and self.view.lower(first) in (
            "and",
            "but",
            "meanwhile",
            "also",
            ",",
            "earlier",
            "separately",
        ):
            first += 1
        if self.view.lower(first) == "in" and self.view.words[first + 1].text in places():
            return places()[self.view.words[first + 1].text]
        return None

    def country_at(self, position: int) -> str | None:
        """The one state whose institutions the article speaks of up to here, or None."""
        end = bisect_left(self.marks, (position, ""))
        before = self.marks[max(0, end - WINDOW) : end]
        opening = self._opening_place(position)
        if opening:
            return opening
        codes = {code for _, code in before}
        if len(codes) == 1:
            return codes.pop()
        sentence = self.view.words[position].sentence
        near = {code for i, code in before if self.view.words[i].sentence == sentence}
        if len(near) == 1:
            return near.pop()
        if codes:
            tally = Counter(code for _, code in before)
            (first, n), (_, m) = tally.most_common(2)
            if n >= 2 * m and n > 1:
                return first
            return None
        here = {code for i, code in self.places.get(sentence, ()) if i < position}
        if len(here) == 1:
            return here.pop()
        here = self.media.get(sentence, set()).copy()
        if len(here) == 1 and not self.counts:
            return here.pop()
        if self.dominant or self.dateline:
            return self.dominant or self.dateline
        everywhere = {code for codes in self.places.values() for _, code in codes} if not self.counts else set()
        return everywhere.pop() if len(everywhere) == 1 else None


def _settle_country(entity: Entity, context: _Context) -> None:
    title = entity.primary
    if not entity.role or entity.country or entity.role == "igo":
        return
    if (
        title is None
        or title.regional
        or len(title.countries) > 1
        or (title.body is not None and title.body.kind == "igo")
    ):
        return
    if entity.role in ("rebel",) and title.body is not None:
        entity.country = title.body.country
    if entity.country is None:
        entity.country = context.country_at(title.start)


# -- officials without a name -----------------------------------------------------------------------------------------

_NEW = frozenset(("another", "other", "two", "three", "four", "five", "six", "several", "some", "many", "one", "few"))
_GENERIC_BEFORE = frozenset(
    [
        "for",
        "as",
        "become",
        "becoming",
        "elected",
        "run",
        "running",
        "next",
        "new",
        "future",
        "any",
        "no",
        "every",
        "each",
        "first",
    ]
)


def _recent(entities: list[Entity], position: int) -> list[Entity]:
    """The entities around a position, which are in reading order: enough for any article, bounded for a book."""
    if len(entities) <= WINDOW:
        return entities
    at = bisect_left(entities, position, key=lambda e: e.names[0].start)
    return entities[max(0, at - WINDOW // 2) : at + WINDOW // 2]


def _same_office(a: Title, b: Title) -> bool:
    x, y = a.match.office, b.match.office
    if "monarch" in (x.office, y.office) and x.role == y.role:
        return True  # "the Saudi monarch" is the king, the emir or the sultan
    if x is not y and (not x.key or x.key != y.key):
        return False
    if x.portfolio and (a.portfolio or b.portfolio):
        pa, pb = _portfolio(a), _portfolio(b)
        return not pa or not pb or pa == pb
    return a.body is None or b.body is None or a.body.key == b.body.key


def _portfolio(title: Title) -> frozenset[str]:
    words = title.office.replace("defence", "defense").replace("affairs", "").split()
    return (
        frozenset(words)
        - frozenset(["minister", "secretary", "of", "for", "the", "deputy", "and", "state", "vice"])
        - frozenset(title.match.form.split())
    )


def _compatible(title: Title, entity: Entity) -> bool:
    return not (title.country and entity.country and title.country != entity.country)


def _resolve_unnamed(view: View, entities: list[Entity], titles: list[Title], context: _Context) -> list[Entity]:
    unnamed: list[Entity] = []
    for title in titles:
        office = title.match.office
        if (
            title.role is None
            or office.use in ("honor", "member", "never")
            or (view.words[title.head_start].heading and not title.bound)
        ):
            continue
        if title.role == "counterpart":
            continue
        definite = _definite(view, title) or title.article == "the"
        if not title.plural and title.article not in _NEW:
            target = _referent(view, title, definite, entities, unnamed)
            if target is not None:
                target.titles.append(title)
                continue
        if office.use == "title" or not _stands_alone(view, title, definite, context):
            continue
        entity = Entity(titles=[title], attached=[title], group=title.plural)
        _take(entity, title)
        abroad = title.body is not None and title.body.kind == "igo"
        if (
            not title.plural
            and not title.regional
            and len(title.countries) < 2
            and entity.country is None
            and (entity.role != "igo" and not abroad)
        ):
            entity.country = context.country_at(title.start)
            if (
                entity.country is None
                and office.use == "bound"
                and title.body is None
                and not (title.portfolio or title.word_role)
            ):
                continue
        unnamed.append(entity)
    _join_lede(view, entities, unnamed)
    return unnamed


def _referent(view: View, title: Title, definite: bool, entities: list[Entity], unnamed: list[Entity]) -> Entity | None:
    """The person of the article an office alone speaks of, or None."""
    office = title.match.office
    generic = office.office in (
        "official",
        "adviser",
        "diplomat",
        "candidate",
        "politician",
        "lawmaker",
        "military official",
        "police official",
    )
    if generic and not definite:
        return None
    recent = _recent(entities, title.start)
    pool = [e for e in recent if e.role and any(_same_office(title, t) for t in e.attached)]
    if generic:
        # "the 62-year-old lawmaker": the lawmaker named before; "the official" is nobody named
        pool = [
            e for e in recent if e.role == title.role and e.names and e.first < title.start and title.role in _DESCRIBED
        ]
    if office.office == "leader" and title.body is None and not title.word_role and definite:
        # "the Chinese leader": whoever leads that state
        pool += [
            e for e in recent if e.role in _LEADERS and e.country == title.country and title.country and e not in pool
        ]
    if not definite and not generic:
        # "a judge ruled ...": told by name later, and no other judge in the article
        if title.article not in ("a", "an") or title.status != "current":
            return None
        later = [e for e in pool if e.names and e.first > title.start and _compatible(title, e)]
        return later[0] if len(later) == 1 == len(pool) and office.use in ("free", "bound") else None
    pool += [e for e in unnamed[-WINDOW:] if not e.group and e.primary and _same_office(title, e.primary)]
    pool = [
        e
        for e in pool
        if _compatible(title, e) and (title.status == "current" or title.status == e.status or not e.names)
    ]
    if title.country:
        exact = [e for e in pool if e.country == title.country]
        pool = exact or pool
    if not pool and definite and title.status == "former":
        return _salient(view, title, recent)
    if not pool:
        return None
    before = [e for e in pool if e.first < title.start]
    if before:
        return max(
            before,
            key=lambda e: max(
                [n.start for n in e.names if n.start < title.start]
                + [t.start for t in e.titles if t.start < title.start]
            ),
        )
    return pool[0] if len(pool) == 1 else None


_DESCRIBED = frozenset(("legislator", "diplomat", "party", "police"))
_LEADERS = frozenset(("head_of_state", "head_of_government"))
_STRONGMEN = frozenset(("dictator", "ruler", "supreme leader"))


def _salient(view: View, title: Title, entities: list[Entity]) -> Entity | None:
    """ "the former dictator", "the 80-year-old former Navy secretary": the person in focus, described anew."""
    strong = title.match.office.office in _STRONGMEN
    sentence = view.words[title.start].sentence
    best: tuple[int, int, Entity] | None = None
    for entity in entities:
        if not entity.names or entity.role is None:
            continue
        if strong and entity.role not in ("military", "head_of_state", "head_of_government"):
            continue
        if not strong and entity.role not in (title.role, "legislator", "official", "party"):
            continue
        if not strong and title.country and entity.country and title.country != entity.country:
            continue
        for start in [n.start for n in entity.names] + [t.start for t in entity.titles] + entity.pronouns:
            gap = sentence - view.words[start].sentence
            if start < title.start and 0 <= gap <= 6:
                key = (len(entity.names), start, entity)
                if best is None or key[:2] > best[:2]:
                    best = key
    if best is None:
        return None
    entity = best[2]
    if strong:
        _take(entity, title)
        entity.status = "former"
    return entity


def _stands_alone(view: View, title: Title, definite: bool, context: _Context) -> bool:
    office = title.match.office
    before = view.lower(title.start - 1)
    ahead = view.lower(title.start - 2) if title.article else before
    if (
        before in _GENERIC_BEFORE or ahead in ("be", "become", "becoming", "being", "elect", "elected")
    ) and not title.plural:
        return False
    if view.lower(title.start) == "new" or (title.article in ("any", "no", "every", "each")):
        return False
    if office.use == "rank":
        if view.words[title.head_start].capital:
            return False
        return (
            title.article in ("a", "an", "the", "another", "two", "three")
            or title.bound
            or (title.plural and title.bound)
        )
    if title.plural:
        return (
            office.use == "free" or title.bound or bool(title.word_role) or title.regional or office.status is not None
        )
    if office.use == "bound":
        if not title.bound and not title.word_role and not (definite and title.article == "the"):
            return False
        return not (
            not title.article and title.possessor is None and title.start not in view.countries and title.body is None
        )
    if office.use == "free":
        if (
            not title.article
            and title.possessor is None
            and title.start not in view.countries
            and title.body is None
            and view.words[title.start].text.islower()
        ):
            return False  # "the post of oil minister"
        if (
            office.office == "official"
            and not title.bound
            and view.lower(title.end) in ("from", "of", "at", "with")
            and (title.end + 1 < len(view.words) and view.words[title.end + 1].capital)
        ):
            return False  # of a company the lexicon does not know
        return bool(title.article) or title.bound or title.possessor is not None
    return False


def _join_lede(view: View, entities: list[Entity], unnamed: list[Entity]) -> None:
    """News names in its second sentence whom the first described: "A top U.S. official says ... Ann Lee, the"."""
    if not view.words:
        return
    first = [e for e in unnamed if not e.group and e.titles[0].article in ("a", "an") and e.titles[0].start <= 3]
    if not first:
        return
    described = first[0]
    title = described.titles[0]
    sentence = view.words[title.start].sentence
    following = [
        e
        for e in entities
        if e.names
        and view.words[e.names[0].start].sentence == sentence + 1
        and not any(n.start < e.names[0].start and view.words[n.start].sentence <= sentence for n in e.names)
    ]
    fits = [
        e
        for e in following
        if e.role is None
        or e.role == described.role
        or (described.office and title.match.office.office in ("official", "adviser", "politician"))
    ]
    fits = [e for e in fits if _compatible(title, e) and (e.primary is None or e.primary.start > e.names[0].start)]
    if len(following) != 1 or len(fits) != 1:
        return
    entity = fits[0]
    if entity.role is None or (entity.status == "former" and described.status == "former"):
        role = entity.role
        _take(entity, title)
        entity.country = described.country
        if role and role != "official":
            entity.role = role if role == described.role else described.role
    entity.titles.extend(described.titles)
    unnamed.remove(described)


def _gender(view: View, entity: Entity) -> str | None:
    words = {view.lower(i) for t in entity.attached + entity.titles for i in range(t.head_start, t.head_end)}
    if words & FEMALE:
        return "she"
    return "he" if words & MALE else None


def _resolve_pronouns(view: View, entities: list[Entity]) -> None:
    """ "He" and "she" as subjects, where one sentence back and here only one person has been named."""
    marks = sorted(
        ((n.start, e) for e in entities if e.names and not e.group for n in e.names), key=lambda mark: mark[0]
    )
    marks += [(t.start, e) for e in entities if not e.names and not e.group for t in e.titles]
    marks.sort(key=lambda mark: mark[0])
    at = 0
    recent: list[tuple[int, Entity]] = []
    for i, lower in enumerate(view.lowers):
        while at < len(marks) and marks[at][0] < i:
            recent.append(marks[at])
            at += 1
        if lower not in ("he", "she"):
            continue
        sentence = view.words[i].sentence
        recent = [(p, e) for p, e in recent if view.words[p].sentence >= sentence - 1]
        fits = [(p, e) for p, e in recent if _gender(view, e) in (None, lower)]
        persons = {id(e) for _, e in fits}
        if len(persons) == 1 and fits[-1][1].names:
            fits[-1][1].pronouns.append(i)
            recent.append((i, fits[-1][1]))


# -- records ----------------------------------------------------------------------------------------------------------


def _mention(view: View, start: int, end: int, kind: str) -> Mention:
    first, last = view.span(start, end)
    return Mention.model_construct(text=view.text[first:last], start=first, end=last, kind=kind)


def _mentions(view: View, entity: Entity) -> list[Mention]:
    spans = {(n.start, n.end): "name" for n in entity.names}
    for title in entity.titles:
        spans.setdefault((title.start, title.end), "title")
    for title in entity.attached:
        # an apposition is a mention of its own; a title directly before the name is part of it
        if (
            title not in entity.titles
            and _weight(title) >= 0
            and not any(
                (
                    title.end <= n.start
                    and not any(w.text in ",-–—:(" for w in view.words[title.end : n.start])
                    and n.start - title.end < 8
                )
                or (title.start < n.end and n.start < title.end)
                for n in entity.names
                if title in n.titles
            )
        ):
            spans.setdefault((title.start, title.end), "title")
    for i in entity.pronouns:
        spans.setdefault((i, i + 1), "pronoun")
    return [_mention(view, s, e, kind) for (s, e), kind in sorted(spans.items())]


def _to_officials(view: View, entities: list[Entity], context: _Context) -> list[Official]:
    rows = []
    for entity in entities:
        mentions = _mentions(view, entity)
        if mentions:
            rows.append((mentions[0].start, mentions[0].end, entity, mentions))
    rows.sort(key=lambda r: (r[0], r[1]))
    return [
        Official.model_validate(
            dict(
                id=f"o{i}",
                name=_full_name(view, entity),
                office=entity.office or None,
                role=entity.role,
                country=entity.country if entity.country and entity.country != "?" else None,
                organization=entity.organization,
                status=entity.status,
                group=entity.group,
                mentions=mentions,
            )
        )
        for i, (_, _, entity, mentions) in enumerate(rows, 1)
    ]


def _full_name(view: View, entity: Entity) -> str | None:
    if not entity.names:
        return None
    name = max(entity.names, key=lambda n: (len(n.tokens), -n.start))
    first, last = view.span(name.start, name.end)
    return view.text[first:last]


_NO_PERSON_AFTER = frozenset(
    [
        "in",
        "at",
        "near",
        "the",
        "from",
        "a",
        "an",
        "to",
        "into",
        "across",
        "outside",
        "around",
        "including",
        "like",
        "via",
        "inside",
    ]
)


def _is_certain(view: View, entity: Entity) -> bool:
    """A person, not a stray capitalized word: two words with evidence, or a title of courtesy."""
    return any(
        n.honor
        or n.titles
        or (
            len(n.tokens) >= 2
            and not n.weak
            and (
                n.tokens[0] in given_names()
                or is_initial(n.tokens[0])
                or (
                    view.lower(n.start - 1) not in _NO_PERSON_AFTER
                    and (n.tokens[0].lower() not in SAFE_PARTICLES or len(n.tokens) > 2)
                )
            )
        )
        for n in entity.names
    )


def _to_people(view: View, entities: list[Entity]) -> list[Person]:
    rows = sorted((e.names[0].start, k) for k, e in enumerate(entities))
    return [
        Person(
            id=f"p{i}",
            name=_full_name(view, entities[k]) or "",
            mentions=[
                _mention(view, s, e, kind)
                for s, e, kind in sorted(
                    [(n.start, n.end, "name") for n in entities[k].names]
                    + [(i, i + 1, "pronoun") for i in entities[k].pronouns]
                )
            ],
        )
        for i, (_, k) in enumerate(rows, 1)
    ]


def _to_organizations(view: View, bodies: list[Body], context: _Context, entities: list[Entity]) -> list[Organization]:
    groups: dict[str, list[Body]] = {}
    for body in bodies:
        key = body.key
        if body.generic:
            if body.country is None:
                continue
            key = body.key = f"{body.key.split('|')[0]}|{body.country}"
        groups.setdefault(key, []).append(body)
    rows = []
    for members in groups.values():
        best = max(members, key=lambda b: (len(b.name) if b.generic or b.branch else 0, -b.start))
        lead = members[0]
        name = lead.name if not lead.generic else best.name
        rows.append((members[0].start, name, lead.kind, next((b.country for b in members if b.country), None), members))
    rows.sort(key=lambda r: r[0])
    return [
        Organization(
            id=f"g{i}",
            name=name,
            kind=cast(OrganizationKind, kind),
            country=country,
            mentions=[_mention(view, b.start, b.end, "name") for b in members],
        )
        for i, (_, name, kind, country, members) in enumerate(rows, 1)
    ]
