"""Who is who: names joined to offices, mentions joined to persons, bodies joined to records.

The order is that of a careful reader: names that stand beside an office first; then every other name; then names are
merged (full name, surname, title with surname); then offices without a name find their person, or are an official
without a name. A country comes from the words themselves, else from the one state whose institutions the article
speaks of, else it stays unknown."""

from __future__ import annotations

import unicodedata
from bisect import bisect_left, insort
from collections.abc import Iterable
from functools import lru_cache

from spacy.tokens import Doc

from newsfacts.language.officials.appositions import (
    attach_heads,
    attach_parties,
    attach_predicates,
    attach_runners,
    find_names,
)
from newsfacts.language.officials.context import Context, has_office
from newsfacts.language.officials.entities import Entity, Name, find_recent, take_office, weight
from newsfacts.language.officials.names import is_initial
from newsfacts.language.officials.organizations import Body, find_described, find_marked
from newsfacts.language.officials.patterns import (
    FAMILY_FIRST,
    FIRST_PART_COUNTRIES,
    NAME_SUFFIXES,
    NOT_A_PERSON,
    PORTFOLIOS,
    SAFE_PARTICLES,
    given_names,
    places,
)
from newsfacts.language.officials.records import is_certain, to_officials, to_organizations, to_people
from newsfacts.language.officials.references import find_owner, resolve_unnamed
from newsfacts.language.officials.titles import Title
from newsfacts.language.officials.watchlist import Holders, find_holders, join_watched, mark_watched, settle_watched
from newsfacts.language.officials.words import View
from newsfacts.language.sexes import sex_of_courtesy, sex_of_given_name, sex_of_office
from newsfacts.record import Official, Organization, Person

Layers = tuple[list[Official], list[Organization], list[Person]]


def resolve_entities(doc: Doc, view: View, bodies: list[Body], titles: list[Title]) -> Layers:
    """Join names, offices and bodies of one article into the three layers of the record."""
    bodies = [body for body in bodies if not _is_portfolio(view, body, titles)]
    names = mark_watched(view, find_names(view, bodies, titles), bodies, doc._.published)
    attach_predicates(view, names, titles)
    attach_heads(view, names, bodies)
    attach_parties(view, names, bodies)
    attach_runners(view, names)
    entities = join_watched(_cluster(view, names))
    context = Context(doc, view, bodies, titles)
    for entity in entities:
        _settle(entity)
    _settle_counterparts(view, entities, names, titles)
    doc._.warnings = [*doc._.warnings, *settle_watched(entities, doc._.published)]
    holders = find_holders(view.lexicon, doc._.published)
    for entity in entities:
        _settle_known(entity, holders, context)
    for entity in entities:
        if (owner := find_owner(view, entity.primary, entities)) is not None and owner is not entity:
            entity.country = entity.country or (owner.country if owner.role != "igo" else None) or "?"
        _settle_country(entity, context, holders, entities)
    attached = {id(t) for e in entities for t in e.attached}
    unnamed = resolve_unnamed(view, entities, [t for t in titles if id(t) not in attached], context)
    officials = [e for e in entities if e.role] + unnamed
    people = [e for e in entities if not e.role and is_certain(view, e)]
    bodies = _with_marked(view, bodies, titles, officials + people)
    return (
        to_officials(view, officials, context),
        to_organizations(view, bodies, context, entities),
        to_people(view, people),
    )


def _with_marked(view: View, bodies: list[Body], titles: list[Title], persons: list[Entity]) -> list[Body]:
    """The bodies with those that only the model's marks tell, which no office, body or person has the words of."""
    names = [name for person in persons for name in person.names]
    spans: list[Body | Title | Name] = [*bodies, *titles, *names]
    taken = {i for span in spans for i in range(span.start, span.end)}
    states = {token: person.country for person in persons for name in person.names for token in name.tokens}
    described = find_described(view, taken - {i for name in names for i in range(name.start, name.end)}, states)
    taken |= {i for body in described for i in range(body.start, body.end)}
    marked = find_marked(view, taken, set(states))
    return sorted([*bodies, *described, *marked], key=lambda body: body.start)


def _is_portfolio(view: View, body: Body, titles: list[Title]) -> bool:
    """ "Mines and Energy" inside "Deputy Minister of Mines and Energy" is no body."""
    if any(view.lower(i) not in PORTFOLIOS | {"and"} for i in range(body.start, body.end)):
        return False
    at = bisect_left(titles, body.start, key=lambda t: t.end)
    return at < len(titles) and titles[at].portfolio and titles[at].start < body.start and body.end <= titles[at].end


@lru_cache(maxsize=65536)
def _fold(word: str) -> str:
    """Lower-case and without the marks that one paper sets and another leaves out: "Hernández", "Hernandez"."""
    return "".join(ch for ch in unicodedata.normalize("NFD", word.lower()) if not unicodedata.combining(ch))


@lru_cache(maxsize=65536)
def _core(tokens: tuple[str, ...]) -> tuple[str, ...]:
    """A name without suffixes, particles and initials, folded: what must agree."""
    kept = [
        _fold(t).removeprefix("al-").removeprefix("el-")
        for t in tokens
        if t.lower() not in NAME_SUFFIXES
        and t not in SAFE_PARTICLES
        and t.lower() not in SAFE_PARTICLES
        and not is_initial(t)
    ]
    return tuple(kept) or tuple(_fold(t) for t in tokens)


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
    """The persons that names speak of, each with all mentions, in reading order."""
    register = _Register()
    full = [n for n in names if _is_full(n)]
    known = {_core(n.tokens) for n in full if _is_strong(n)}
    for name in full:
        if _is_strong(name) or _core(name.tokens) in known:
            register.add_full(name)
    # those with a title first: "Mr Salles" makes every Salles of the article the same, the one of the headline too
    singles = sorted((n for n in names if not _is_full(n)), key=lambda n: not (n.titles or n.honor or n.watched))
    for name in singles:
        candidates = register.find_bearers(view, name)
        if len(candidates) == 1:
            if _alone(view, name):
                register.mention(candidates[0], name)
        elif not candidates and (name.titles or name.honor or name.watched):  # of several it is nobody
            register.add(name, (_core(name.tokens)[-1],))
    for entity in register.entities:
        entity.names.sort(key=lambda n: n.start)
        said = {id(title): title for name in entity.names for title in name.titles}
        entity.attached = sorted(said.values(), key=lambda t: t.start)
    return sorted(register.entities, key=lambda e: e.first)


#: So many persons of one surname are compared with a new name, the latest: long lists of names stay linear.
LATEST = 100


class _Register:
    """The persons of an article so far, by the words of their names."""

    def __init__(self) -> None:
        self.entities: list[Entity] = []
        self._by_token: dict[str, list[Entity]] = {}
        self._starts: dict[int, list[int]] = {}  # of an entity's mentions, in order

    def add(self, name: Name, tokens: Iterable[str]) -> None:
        """Take a name as a new person's, whom these words mean."""
        entity = Entity()
        self.entities.append(entity)
        self.mention(entity, name)
        self._know(entity, tokens)

    def add_full(self, name: Name) -> None:
        """Take a full name as that of the person who bears it already, else as a new person's."""
        core = _core(name.tokens)
        near = [*self._by_token.get(core[-1], [])[-LATEST:], *self._by_token.get(core[0], [])[-LATEST:]]
        for entity in reversed(near):
            if _same_person(entity.tokens, name.tokens):
                self.mention(entity, name)
                self._know(entity, core)
                return
        self.add(name, core)

    def mention(self, entity: Entity, name: Name) -> None:
        """Take a name as a further mention of a person."""
        entity.names.append(name)
        insort(self._starts.setdefault(id(entity), []), name.start)

    def find_bearers(self, view: View, name: Name) -> list[Entity]:
        """Who may be meant by a single name; one only, where the article tells them apart."""
        token = _core(name.tokens)[-1]
        found = [e for e in self._by_token.get(token, []) if _may_be_short(view, e, token, name)]
        found = [e for e in found if agrees(view, e, name)]
        # a name of the Gulf has the father's and the grandfather's in its middle
        found = [e for e in found if token in (_core(e.tokens)[0], _core(e.tokens)[-1])] or found
        if len(found) > 1 and not view.words[name.start].heading:
            # whom the article has not named yet is not meant
            found = [e for e in found if self._starts[id(e)][0] < name.start] or found
        return (_narrow(found, name) or found) if len(found) > 1 else found

    def _know(self, entity: Entity, tokens: Iterable[str]) -> None:
        """Let these words mean a person."""
        for token in tokens:
            bucket = self._by_token.setdefault(token, [])
            if entity not in bucket:
                bucket.append(entity)


def _narrow(candidates: list[Entity], name: Name) -> list[Entity]:
    """Of several who may be meant by a surname those whose state, sex or office the name's own words tell."""
    countries, sex = _title_countries(name), _sex_of([name])
    offices = {t.match.office.office for t in name.titles if weight(t) > 0}
    for fits in (
        [e for e in candidates if countries & {t.country for n in e.names for t in n.titles if t.country}],
        [e for e in candidates if sex is not None and _sex_of(e.names) == sex],
        [e for e in candidates if offices & {t.match.office.office for n in e.names for t in n.titles}],
        [e for e in candidates if all(n.tokens == name.tokens for n in e.names)],
        [e for e in candidates if name.tokens[-1].lower() in (_core(e.tokens)[0], _core(e.tokens)[-1])],
    ):
        if len(fits) == 1:
            return fits
    return []


def _sex_of(names: Iterable[Name]) -> str | None:
    """The sex that a courtesy before one of the names tells, else a given name or an office; None for none or both."""
    titles = [t for n in names for t in n.titles]
    for told in (
        {sex_of_courtesy(t.match.form.split()[-1]) for t in titles if t.match.office.use == "honor"},
        {sex_of_given_name(n.tokens[0]) for n in names if len(n.tokens) > 1},
        {sex_of_office(t.match.form) for t in titles},
    ):
        known = told - {None}
        if known:
            return known.pop() if len(known) == 1 else None
    return None


def _is_private(view: View, name: Name) -> bool:
    """Whether an apposition calls the bearer of a name somebody without an office: "Ann Lee, a farmer,"."""
    return view.lower(name.end) == "," and view.lower(name.end + 1) in ("a", "an") and len(name.tokens) > 1


#: Offices of which nobody holds two at a time.
_EXCLUSIVE = frozenset(("head_of_state", "head_of_government", "monarch", "minister"))


def agrees(view: View, entity: Entity, name: Name) -> bool:
    """Whether a person can bear a surname as it stands here: of no other sex, state or highest office."""
    if not _agrees_in_sex(entity, name) or _is_private_bearer(view, entity, name):
        return False
    mine, other = _title_countries(name), {t.country for n in entity.names for t in n.titles if t.country}
    if mine and other and not mine & other:
        return False
    held = [t for n in entity.names for t in n.titles if weight(t) > 0]
    return not any(_excludes(title, known) for title in name.titles for known in held)


def _agrees_in_sex(entity: Entity, name: Name) -> bool:
    """Whether nothing tells that a name is borne by one of the other sex."""
    ours, theirs = _sex_of([name]), _sex_of(entity.names)
    if ours and theirs:
        return ours == theirs
    # "President Bukele" is not Gabriela de Bukele, who bears her husband's name
    husbands = theirs == "she" and any(n.tokens[-2:-1] == ("de",) for n in entity.names)
    return not (husbands and name.titles)


def _is_private_bearer(view: View, entity: Entity, name: Name) -> bool:
    """Whether a name has an office and its bearer plainly none: "President Park" is not "Park Jin, a farmer,"."""
    offices = any(weight(t) > 0 for t in name.titles)
    return offices and not any(n.titles for n in entity.names) and any(_is_private(view, n) for n in entity.names)


def _excludes(title: Title, known: Title) -> bool:
    """Whether one person cannot be called by both of two offices."""
    spouse = "first lady" in (title.match.office.office, known.match.office.office)
    if spouse and title.match.office is not known.match.office:
        return True
    highest = title.role in _EXCLUSIVE and known.role in _EXCLUSIVE and title.role != known.role
    return highest and weight(title) > 1 < weight(known) and title.status == known.status == "current"


def _is_strong(name: Name) -> bool:
    """Whether something beside the words themselves says that they are a name."""
    return not name.weak or bool(name.titles) or name.honor or name.party_tag


def _is_full(name: Name) -> bool:
    """Two names that count, or an initial and one."""
    return len(_core(name.tokens)) >= 2 or is_initial(name.tokens[0])


def _alone(view: View, name: Name) -> bool:
    """ "Bush" but not "Bush administration", which is a body, nor "Key West"."""
    after = view.lower(name.end)
    return after not in ("administration", "government", "era") and not (
        after in NOT_A_PERSON and name.end < len(view.words) and view.words[name.end].capital
    )


def _may_be_short(view: View, entity: Entity, token: str, name: Name) -> bool:
    """Whether one word can stand for a person of this full name."""
    core = _core(entity.tokens)
    if len(core) == 1 or core[-1] == token:
        return True
    if any(t.match.office.office == "sheikh" for t in name.titles):
        return core[0] == token  # "Sheikh Ahmad" is no Mishal Al-Ahmad
    if core[0] == token:
        return _may_be_given_name(view, entity, token, name)
    return token in core and (name.tokens[-1].capitalize() not in given_names() or len(core) > 3)


def _may_be_given_name(view: View, entity: Entity, token: str, name: Name) -> bool:
    """Whether the first word of a full name can stand for its bearer."""
    if any(t.role == "monarch" for t in name.titles):
        # "Sheikh Mohamed", "Prince Turki"; but "King Charles III" is not Charles Walker
        offices = {t.role for n in entity.names for t in n.titles if t.role}
        return not offices or "monarch" in offices
    if view.words[name.start].entity == "PERSON" and token.capitalize() not in places():
        return True  # whoever the article calls so has been named in full
    first = entity.tokens[0]
    ranked = all(t.match.office.use in ("rank", "honor") for t in name.titles)
    if ranked and first not in given_names():
        return True  # "Colonel Mengistu", after Mengistu Haile Mariam
    countries = {t.country for n in entity.names for t in n.titles if t.country}
    return first in FAMILY_FIRST or bool(countries & FIRST_PART_COUNTRIES)


def _settle(entity: Entity) -> None:
    """Office, role, status and body from the offices said of the person."""
    usable = [t for t in entity.attached if weight(t) >= 0]
    if not usable:
        if any(n.party_tag for n in entity.names):
            entity.role, entity.country, entity.office = "legislator", "US", None
        return
    # "the former president, who is now prime minister": what somebody is goes before what he was
    best = max(usable, key=lambda t: (weight(t), t.status == "current" and _is_present(t, usable), -t.start))
    take_office(entity, best)
    for title in usable:
        if title.match.office is best.match.office and title.status == "former" and weight(title) == weight(best):
            entity.status = "former"
        if entity.country is None and title.country and entity.role != "igo":
            entity.country = title.country
    if any(n.party_tag for n in entity.names) and entity.country is None:
        entity.country = "US"


def _is_present(title: Title, told: list[Title]) -> bool:
    """Whether an office that is held stands beside one of the past of the same weight and rank."""
    return any(t.status == "former" and t.role in _PAIR and title.role in _PAIR for t in told)


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
            entity.office = other.office
            if title.country and title.article in ("his", "her"):
                other.foreign.add(title.country)
        entity.country = title.country


def _previous_office(view: View, title: Title, entities: list[Entity], skip: Entity) -> Entity | None:
    best: tuple[int, Entity] | None = None
    for entity in find_recent(entities, title.start):
        if entity is skip or entity.primary is None or entity.role in (None, "counterpart"):
            continue
        for start in [n.start for n in entity.names] + [t.start for t in entity.titles]:
            if start < title.start and (best is None or start > best[0]):
                best = (start, entity)
    return best[1] if best else None


def _settle_country(entity: Entity, context: Context, holders: Holders, entities: list[Entity]) -> None:
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
        entity.country = _inferred_country(entity, title, context, holders, entities)
        entity.role = title.match.office.by_country.get(entity.country or "", entity.role)
    main = context.dateline or context.dominant or ""
    if title.match.office.office == "sheikh" and not has_office(main, "sheikh"):
        entity.role, entity.country = None, None  # a cleric or an elder, not a ruler of the Gulf


_PAIR = frozenset(("head_of_state", "head_of_government", "monarch"))


def _state_of_mate(entity: Entity, title: Title, view: View, entities: list[Entity]) -> str | None:
    """The state of the other head in "Prime Minister X and President Y", where neither's words name one."""
    if view.lower(title.start - 1) != "and" or title.role not in _PAIR:
        return None
    for mate in find_recent(entities, title.start):
        if mate is entity or mate.role not in _PAIR or mate.role == title.role or mate.primary is None:
            continue
        bare = not mate.primary.countries and mate.primary.body is None
        if bare and any(n.end == title.start - 1 and mate.primary in n.titles for n in mate.names):
            return mate.country if mate.country and has_office(mate.country, title.match.office.office) else None
    return None


def _settle_known(entity: Entity, holders: Holders, context: Context) -> None:
    """The state of whom the list knows in the office; from then on the article speaks of its institutions."""
    title = entity.primary
    if title is None or title.owner is not None or entity.country:
        return
    if entity.status in ("current", "former"):
        offices = {title.match.form, entity.office or ""}
        known = {holders.state_of(office, entity.tokens, entity.status, context.view.codes) for office in offices}
        known -= {None}
        if len(known) == 1:
            entity.country = known.pop()
            for name in entity.names if entity.role in _EXCLUSIVE else ():
                context.add_mark(name.start, str(entity.country))


def _is_held(entity: Entity, title: Title, code: str, entities: list[Entity]) -> bool:
    """Whether somebody else holds the office in a state: "Peru's Foreign Minister A ... Foreign Minister B"."""
    if entity.role not in _EXCLUSIVE or entity.status != "current":
        return False
    return any(
        other is not entity and other.names and other.office == entity.office
        and other.country == code and other.status == "current"
        for other in find_recent(entities, title.start)
    )  # fmt: skip


def _inferred_country(
    entity: Entity, title: Title, context: Context, holders: Holders, entities: list[Entity]
) -> str | None:
    """The article's state at the office, unless it is that of the person's foreign counterpart or of another holder.

    "Prime Minister X and President Y", who are of no state by their own words, are of one.
    """
    offices = {title.match.form, entity.office or ""}
    code = _state_of_mate(entity, title, context.view, entities) or context.country_of(title)
    if code is None or code in entity.foreign or _is_held(entity, title, code, entities):
        return None
    others = entity.status == "current" and any(holders.denies(office, code, entity.tokens) for office in offices)
    return None if others else code
