"""Who is who: names joined to offices, mentions joined to persons, bodies joined to records.

The order is that of a careful reader: names that stand beside an office first; then every other name; then names are
merged (full name, surname, title with surname); then offices without a name find their person, or are an official
without a name. A country comes from the words themselves, else from the one state whose institutions the article
speaks of, else it stays unknown."""

from __future__ import annotations

from bisect import bisect_left

from spacy.tokens import Doc

from newsfacts.language.officials.appositions import find_names
from newsfacts.language.officials.bodies import Body
from newsfacts.language.officials.body_acronyms import find_letters_of_things, name_letters
from newsfacts.language.officials.body_forms import add_forms, ends_with_state, join_forms
from newsfacts.language.officials.body_marks import find_described, find_marked, find_told_kind
from newsfacts.language.officials.body_staffs import find_staffs
from newsfacts.language.officials.context import Context, has_office
from newsfacts.language.officials.counterparts import (
    mark_counterparts,
    settle_counterparts,
    settle_shared,
    settle_successors,
)
from newsfacts.language.officials.entities import EXCLUSIVE, Entity, Name, find_recent, take_office, weight
from newsfacts.language.officials.patterns import (
    PORTFOLIOS,
)
from newsfacts.language.officials.persons import cluster
from newsfacts.language.officials.predicates import attach_heads, attach_parties, attach_predicates, attach_runners
from newsfacts.language.officials.records import is_certain, to_officials, to_organizations, to_people
from newsfacts.language.officials.references import find_owner, resolve_unnamed
from newsfacts.language.officials.roles import speaks_privately
from newsfacts.language.officials.titles import Title
from newsfacts.language.officials.watchlist import Holders, find_holders, join_watched, mark_watched, settle_watched
from newsfacts.language.officials.words import View
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
    entities = join_watched(cluster(view, names))
    context = Context(doc, view, bodies, titles)
    for entity in entities:
        _settle(view, entity)
    settle_counterparts(entities)
    mark_counterparts(view, titles, entities)
    doc._.warnings = [*doc._.warnings, *settle_watched(entities, doc._.published)]
    holders = find_holders(view.lexicon, doc._.published)
    for entity in entities:
        _settle_known(entity, holders, context)
    for entity in entities:
        if (owner := find_owner(view, entity.primary, entities)) is not None and owner is not entity:
            entity.country = entity.country or (owner.country if owner.role != "igo" else None) or "?"
        _settle_country(entity, context, holders, entities)
    settle_shared(view, entities, holders)
    settle_successors(view, entities)
    attached = {id(t) for e in entities for t in e.attached}
    # who speaks for a company is an official by name alone
    free = [t for t in titles if id(t) not in attached and not speaks_privately(t)]
    unnamed = resolve_unnamed(view, entities, free, context)
    officials = [e for e in entities if e.role] + unnamed
    people = [e for e in entities if not e.role and is_certain(view, e)]
    bodies = join_forms(view, _with_marked(view, bodies, titles, officials + people))
    bodies = sorted([*bodies, *find_staffs(view, titles, officials, bodies)], key=lambda body: body.start)
    _settle_served(view, bodies, officials)
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
    forms = [title.match.form.split() for title in titles if " " in title.match.form]
    letters = {"".join(part[0] for part in form).upper() for form in forms} | find_letters_of_things(view)
    marked = find_marked(view, taken, set(states), letters)
    marked += [body for body in name_letters(view, marked) if taken.isdisjoint(range(body.start, body.end))]
    for body in bodies:
        if body.kind == "other":
            body.kind = find_told_kind(view, body.start, body.end)
    found = sorted([*bodies, *described, *marked], key=lambda body: body.start)
    return add_forms(view, found, taken) if any(ends_with_state(view, body) for body in marked) else found


def _settle_served(view: View, bodies: list[Body], officials: list[Entity]) -> None:
    """Give a ministry or agency of no stated state that of its own officers: "Interior Minister Ann Lee of Peru"."""
    states: dict[str, set[str]] = {}
    for official in officials:
        for title in official.attached:
            if official.country in (None, "?") or official.group:
                continue
            if title.role == "minister" and title.portfolio:
                words = view.lowers[title.start : title.end]
                states.setdefault(_portfolio_of(words, "minister"), set()).add(official.country)
            if title.body is not None and title.body.kind == "government":
                states.setdefault(title.body.key, set()).add(official.country)
    for body in bodies:
        if body.country is not None or body.generic or body.kind != "government":
            continue
        told = states.get(body.key) or states.get(_portfolio_of(view.lowers[body.start : body.end], "ministry"), set())
        if len(told) == 1:
            body.country = next(iter(told))


def _portfolio_of(words: list[str], head: str) -> str:
    """What a ministry or a minister is for: "interior"; empty for what is none."""
    return " ".join(word for word in words if word in PORTFOLIOS) if head in words else ""


def _is_portfolio(view: View, body: Body, titles: list[Title]) -> bool:
    """ "Mines and Energy" inside "Deputy Minister of Mines and Energy" is no body."""
    if any(view.lower(i) not in PORTFOLIOS | {"and"} for i in range(body.start, body.end)):
        return False
    at = bisect_left(titles, body.start, key=lambda t: t.end)
    return at < len(titles) and titles[at].portfolio and titles[at].start < body.start and body.end <= titles[at].end


#: Who holds an office now, for whatever time: "the former judge, now interim president".
_HELD = frozenset(("current", "acting"))


def _settle(view: View, entity: Entity) -> None:
    """Office, role, status and body from the offices said of the person."""
    usable = [t for t in entity.attached if weight(t) >= 0]
    if not usable:
        if any(n.party_tag for n in entity.names):
            entity.role, entity.country, entity.office = "legislator", "US", None
        return
    # "the former president, who is now prime minister": what somebody is goes before what he was
    best = max(usable, key=lambda t: (_rank_of(t), t.status in _HELD and _is_present(view, t, usable), -t.start))
    take_office(entity, best)
    for title in usable:
        if title.match.office is best.match.office and title.status == "former" and weight(title) == _rank_of(best):
            entity.status = "former"
        if entity.country is None and title.country and entity.role != "igo":
            entity.country = title.country
    if any(n.party_tag for n in entity.names) and entity.country is None:
        entity.country = "US"


def _is_present(view: View, title: Title, told: list[Title]) -> bool:
    """Whether a high office that is held stands beside one of the past of the same weight.

    Not what somebody once became: "Former President Ann Lee became minister in 1962".
    """
    once = view.lower(title.start - 1 - bool(title.article)) == "became"
    return title.role in EXCLUSIVE and not once and any(t.status == "former" for t in told)


def _rank_of(title: Title) -> int:
    """The weight of an office; what a rank tells as a phrase, "Ann Lee, an inspector and former mayor", is one."""
    phrase = title.match.office.use == "rank" and title.article in ("a", "an") and title.bound
    return 2 if phrase else weight(title)


def _settle_country(entity: Entity, context: Context, holders: Holders, entities: list[Entity]) -> None:
    title = entity.primary
    if not entity.role or entity.country or entity.role == "igo":
        return
    if title is None or title.regional or len(title.countries) > 1 or speaks_privately(title):
        return
    if title.body is not None and title.body.kind == "igo":
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
            for name in entity.names if entity.role in EXCLUSIVE else ():
                context.add_mark(name.start, str(entity.country))


def _is_held(entity: Entity, title: Title, code: str, entities: list[Entity]) -> bool:
    """Whether somebody else holds the office in a state: "Peru's Foreign Minister A ... Foreign Minister B"."""
    if entity.role not in EXCLUSIVE or entity.status != "current":
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
