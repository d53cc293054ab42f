"""Offices without a name: the person they speak of, or an official without a name."""

from __future__ import annotations

from newsfacts.language.officials.bodies import find_region
from newsfacts.language.officials.context import Context
from newsfacts.language.officials.descriptions import (
    are_all_holders,
    find_by_department,
    find_guest,
    find_hosts,
    find_speaker_before,
    is_any_holder,
    is_ordinal,
    is_visiting,
    speaks_on,
)
from newsfacts.language.officials.entities import WINDOW, Entity, find_possessor, find_recent, is_definite, take_office
from newsfacts.language.officials.ledes import DESCRIBED, ONE_HOLDER, join_described, join_lede, join_next_sentence
from newsfacts.language.officials.patterns import (
    AGE,
    ALSO_NAMES,
    ASSEMBLED,
    NOT_A_PERSON,
    OFFICES_THEMSELVES,
    RESUMING,
    WINNING,
)
from newsfacts.language.officials.posts import is_compatible, is_same_office
from newsfacts.language.officials.titles import Title
from newsfacts.language.officials.words import View
from newsfacts.language.syntax.relations import TENSED

_NEW = frozenset(("another", "other", "two", "three", "four", "five", "six", "several", "some", "many", "one", "few"))

_GENERIC_BEFORE = frozenset(
    [
        "for", "as", "become", "becoming", "elected", "run", "running", "next", "new", "future", "any", "no", "every",
        "each", "first",
    ]
)  # fmt: skip


def resolve_unnamed(view: View, entities: list[Entity], titles: list[Title], context: Context) -> list[Entity]:
    """Give each office without a name to the person it speaks of; return the officials whom nobody names."""
    unnamed: list[Entity] = []
    groups: dict[tuple[str | None, ...], Entity] = {}
    for title in titles:
        holder = _find_resumed(view, title, entities) or _find_aged(view, title, entities)
        if holder is not None:
            holder.titles.append(title)
            continue
        if not _is_office(view, title):
            continue
        definite = is_definite(view, title) or title.article == "the"
        target = _find_target(view, title, definite, entities, unnamed, context)
        if target is not None:
            _join(target, title)
            continue
        entity = _to_unnamed(view, title, definite, entities, context)
        if entity is None:
            continue
        same = groups.setdefault(_group_key(entity), entity) if entity.group else entity
        if same is entity:
            unnamed.append(entity)
        else:
            same.titles.append(title)  # "Polish judges ... Polish judges"
    join_lede(view, entities, unnamed)
    join_described(entities, unnamed)
    for entity in list(unnamed):
        if any(join_next_sentence(view, entity, title, entities) for title in entity.titles):
            unnamed.remove(entity)
    return unnamed


def _is_office(view: View, title: Title) -> bool:
    """Whether a title tells an office that somebody may hold: no honor, no counterpart, no word of a headline."""
    shouted = view.words[title.head_start].heading and not title.bound
    held = title.role not in (None, "counterpart") and title.match.office.use not in ("honor", "member", "never")
    return held and not shouted


def _find_target(
    view: View, title: Title, definite: bool, entities: list[Entity], unnamed: list[Entity], context: Context
) -> Entity | None:
    """The person named or told of before whom an office speaks of; None for somebody new."""
    if title.plural or title.article in _NEW:
        return None
    target, told = _find_told(view, title, definite, entities, unnamed, context)
    return target if told else _referent(view, title, definite, entities, unnamed)


def _to_unnamed(
    view: View, title: Title, definite: bool, entities: list[Entity], context: Context
) -> Entity | None:
    """The official whom an office alone tells of; None where it is no one's or nobody's in particular."""
    alone = title.match.office.use != "title" and _stands_alone(view, title, definite)
    if not alone or _speaks_on(view, title, definite):
        return None
    entity = Entity(titles=[title], attached=[title], group=title.plural)
    take_office(entity, title)
    return entity if _settle_state(view, entity, title, definite, entities, context) else None


def _join(target: Entity, title: Title) -> None:
    """One more mention of a person by office."""
    if not target.names and title.portfolio and not any(told.portfolio for told in target.titles):
        take_office(target, title)  # "Czech minister quits" stands above "The Czech health minister"
    target.titles.append(title)
    if target.country is None and title.country and target.role != "igo":
        target.country = title.country


def _settle_state(
    view: View, entity: Entity, title: Title, definite: bool, entities: list[Entity], context: Context
) -> bool:
    """Find the state of an official without a name; False where nothing tells whose official it is."""
    abroad = entity.role in ("igo", "rebel") or (title.body is not None and title.body.kind == "igo")
    several = title.plural or title.regional or len(title.countries) > 1
    if title.plural and title.body is not None and len(title.countries) < 2 and not abroad:
        entity.country = entity.country or title.body.country  # "Upper House lawmakers", once the house has its state
    if several or abroad or entity.country is not None:
        return True
    owner = find_owner(view, title, entities)
    entity.country = context.country_of(title) if owner is None else owner.country
    if entity.country is not None or title.match.office.use != "bound" or title.body is not None:
        return True
    only = definite and title.role in ONE_HOLDER and view.words[title.head_start].capital
    heads = title.match.form == "prime minister" and title.article == "the" and _acts(view, title)
    return bool(title.portfolio or title.word_role or only or heads)


def find_owner(view: View, title: Title | None, entities: list[Entity]) -> Entity | None:
    """The person whose officer this is: "Machar's spokesman", "Mr. Borrell and his envoy"; None for nobody."""
    if title is None or title.country or title.countries or title.body is not None:
        return None
    if title.possessor is not None:
        return find_possessor(title.possessor, entities)
    if title.article not in ("his", "her"):
        return None
    sentence = view.words[title.start].sentence
    named = [
        (name.start, entity)
        for entity in find_recent(entities, title.start)
        if entity.role and title not in entity.attached
        for name in entity.names
        if name.start < title.start and view.words[name.start].sentence >= sentence - 1
    ]
    return max(named, key=lambda pair: pair[0])[1] if named else None


def _group_key(entity: Entity) -> tuple[str | None, ...]:
    return entity.office, entity.country, entity.organization, entity.status


def _speaks_on(view: View, title: Title, definite: bool) -> bool:
    """Whether somebody who has spoken is described: of several one, but nobody new."""
    return definite and title.match.office.office in _DESCRIPTIONS and speaks_on(view, title)


def _find_told(
    view: View, title: Title, definite: bool, entities: list[Entity], unnamed: list[Entity], context: Context
) -> tuple[Entity | None, bool]:
    """The person whom the words around an office mean, and whether they decide it."""
    recent = find_recent(entities, title.start)
    everybody = [*recent, *unnamed[-WINDOW:]]
    if is_visiting(view, title):
        hosts = {context.dateline or context.dominant} | find_hosts(view, title, recent)
        return find_guest(title, _find_holders(title, recent, definite), hosts) if definite else None, True
    if _speaks_on(view, title, definite):
        return find_speaker_before(view, title, everybody), True
    minister = find_by_department(title, view, everybody)
    return minister, minister is not None


def _referent(view: View, title: Title, definite: bool, entities: list[Entity], unnamed: list[Entity]) -> Entity | None:
    """The person of the article an office alone speaks of, or None."""
    office = title.match.office
    generic = office.office in _DESCRIPTIONS
    if (generic and not definite) or is_any_holder(view, title) or is_ordinal(view, title):
        return None
    recent = find_recent(entities, title.start)
    if office.office == "official" and title.end - title.start == 1 and title.article == "the":
        return _just_spoken_of(view, title, [*recent, *unnamed[-WINDOW:]])
    pool = _find_described(title, recent) if generic else _find_holders(title, recent, definite)
    if not definite and not generic:
        return _find_named_later(title, pool)
    pool += [e for e in unnamed[-WINDOW:] if not e.group and e.primary and is_same_office(title, e.primary)]
    pool = _rule_out(title, pool)
    if not pool and definite and title.status == "former":
        return _salient(view, title, recent) or _described_anew(view, title, recent)
    if not pool and definite and title.status == "elect" and not title.country:
        return _find_chosen(view, title, recent)
    before = [e for e in pool if e.first < title.start]
    if before:
        return max(before, key=lambda e: _last_mention(e, title.start))
    return pool[0] if len(pool) == 1 else None


def _last_mention(entity: Entity, position: int) -> int:
    """Where a person was spoken of last before a position."""
    starts = entity.starts
    return max(start for start in starts if start < position)


def _find_described(title: Title, recent: list[Entity]) -> list[Entity]:
    """ "the 62-year-old lawmaker": the lawmakers named before; "the official" is nobody named."""
    if title.role not in DESCRIBED:
        return []
    return [e for e in recent if e.role == title.role and e.names and e.first < title.start]


def _find_holders(title: Title, recent: list[Entity], definite: bool) -> list[Entity]:
    """Those who hold the office, or who are called by it as leaders, officers and soldiers are."""
    pool = [e for e in recent if e.role and any(is_same_office(title, t) for t in e.attached[:WINDOW])]
    pool += [e for e in recent if e not in pool and _is_counterpart(title, e)]
    if not definite:
        return pool
    pool = pool or _find_only_officer(title, recent)
    pool += [e for e in _find_leaders(title, recent) if e not in pool]
    return pool or _find_only_soldier(title, recent)


def _find_only_officer(title: Title, recent: list[Entity]) -> list[Entity]:
    """ "The IAEA chief": the one officer of that body the article names."""
    if title.role != "igo" or title.body is None:
        return []
    named = [e for e in recent if e.names and e.role == "igo" and e.organization == title.body.name]
    return named if len(named) == 1 else []


def _find_resumed(view: View, title: Title, entities: list[Entity]) -> Entity | None:
    """ "The officer", opening a sentence: the one soldier or policeman named before, where no other is spoken of."""
    first = title.start - 1
    roles = RESUMING.get(title.match.form)
    if title.match.form in _SHORT_OFFICES:
        return _find_by_last_word(title, entities)
    if roles is None or title.article != "the" or title.country or title.body or view.same_sentence(first - 1, first):
        return None
    if title.end - title.start > 1 or {title.match.form, title.match.form + "s"} & set(view.lowers[:first]):
        return None
    named = [e for e in find_recent(entities, title.start) if e.names and e.first < title.start and e.role in roles]
    return named[0] if len(named) == 1 else None


def _find_aged(view: View, title: Title, entities: list[Entity]) -> Entity | None:
    """ "The 77-year-old leader": the one named person of this sentence and the one before, who is an official."""
    aged = any(AGE.fullmatch(word) for word in view.lowers[title.start : title.head_start])
    if not aged or title.article != "the" or title.country or title.body is not None:
        return None
    sentence = view.words[title.start].sentence
    near = [
        e
        for e in find_recent(entities, title.start)
        if any(n.start < title.start and view.words[n.start].sentence >= sentence - 1 for n in e.names)
    ]
    told = len(near) == 1 and is_compatible(title, near[0])
    fits = told and near[0].role and (near[0].role == title.role or title.match.office.office in _SOME_OFFICE)
    return near[0] if fits else None


#: Words that describe the holder of any office.
_SOME_OFFICE = frozenset(("leader", "official", "politician"))


def _find_chosen(view: View, title: Title, entities: list[Entity]) -> Entity | None:
    """ "Ann Lee won the vote. The president-elect": the one person whom the sentence before names, who has won."""
    before = view.words[title.start].sentence - 1
    here = [e for e in entities if any(view.words[n.start].sentence == before for n in e.names)]
    told = (i for i in range(max(0, title.start - _NEAR), title.start) if view.words[i].sentence == before)
    if len(here) != 1 or here[0].role is not None or not any(view.lower(i) in WINNING for i in told):
        return None
    take_office(here[0], title)
    return here[0]


#: Words back in which a victory is looked for.
_NEAR = 80


def _find_by_last_word(title: Title, entities: list[Entity]) -> Entity | None:
    """ "The commissioner": the one whom the article named as police commissioner before."""
    if title.article != "the" or title.country or title.body or title.end - title.start > 1 or title.plural:
        return None
    form, found = title.match.form, []
    for entity in find_recent(entities, title.start):
        ahead = [t for t in entity.attached if t.start < title.start]
        told = [t for t in ahead if t.match.form.split(" of ")[0].split()[-1] == form]
        if told and entity.names:
            found.append((entity, any(t.role for t in told)))
    return found[0][0] if len(found) == 1 and found[0][1] else None


#: Last words of offices that alone tell no office: whom they mean depends on who was named.
_SHORT_OFFICES = frozenset(("commissioner", "secretary", "superintendent", "inspector", "prosecutor"))


def _find_leaders(title: Title, recent: list[Entity]) -> list[Entity]:
    """ "The Chinese leader": whoever leads that state; "the supreme commander": the head of that state."""
    leads = title.match.office.office == "leader" and title.body is None and not title.word_role and title.country
    if not leads and title.match.form not in _COMMANDERS:
        return []
    leaders = [e for e in recent if e.role in _LEADERS and e.country == title.country]
    return [e for e in leaders if not leads or title.status != "current" or e.status != "former"]


def _find_only_soldier(title: Title, recent: list[Entity]) -> list[Entity]:
    """ "The general": the one soldier, or the one ruler in uniform, named before."""
    if title.match.office.use != "rank" or title.country or title.body:
        return []
    soldiers = [e for e in recent if e.names and e.first < title.start and _is_soldier(e)]
    return soldiers if len(soldiers) == 1 else []


def _is_soldier(entity: Entity) -> bool:
    ruler = any(t.match.form.startswith(("military", "junta")) for t in entity.attached)
    return entity.role == "military" or ruler


def _find_named_later(title: Title, pool: list[Entity]) -> Entity | None:
    """ "a judge ruled ...": told by name later, and no other judge in the article."""
    office = title.match.office
    if title.article not in ("a", "an") or title.status != "current" or office.office in _VAGUE:
        return None
    later = [e for e in pool if e.names and e.first > title.start and is_compatible(title, e)]
    return later[0] if len(later) == 1 == len(pool) and office.use in ("free", "bound") else None


def _rule_out(title: Title, pool: list[Entity]) -> list[Entity]:
    """Those of no other state and status; of the state itself, and in office, where some are."""
    current = title.status == "current"
    pool = [e for e in pool if is_compatible(title, e) and (current or title.status == e.status or not e.names)]
    if title.country:
        pool = [e for e in pool if e.country == title.country] or pool
    return ([e for e in pool if e.status != "former"] or pool) if current else pool


#: Descriptions that many fit.
_DESCRIPTIONS = frozenset(
    [
        "official", "adviser", "diplomat", "candidate", "politician", "lawmaker", "military official",
        "police official",
    ]
)  # fmt: skip


def _is_counterpart(title: Title, entity: Entity) -> bool:
    """ "The Irish prime minister": whom the article called the Irish counterpart of a prime minister."""
    primary = entity.primary
    met = primary is not None and primary.role == "counterpart"
    return met and title.country is not None and (entity.role, entity.country) == (title.role, title.country)


def _just_spoken_of(view: View, title: Title, persons: list[Entity]) -> Entity | None:
    """ "The official": the only one of the sentence before and this one, else of some before; no party or rebel."""
    sentence = view.words[title.start].sentence
    for back in (1, _MEMORY):
        found = []
        for entity in persons:
            if entity.role in _NO_OFFICIALS or entity.group:
                continue
            marks = entity.starts
            if any(m < title.start and view.words[m].sentence >= sentence - back for m in marks):
                found.append(entity)
        if found:
            break
    return found[0] if len(found) == 1 else None


#: Sentences back in which "the official" may have been spoken of last, if nobody else has.
_MEMORY = 6

#: Whom the word "official" does not describe.
_NO_OFFICIALS = frozenset((None, "party", "rebel", "monarch", "head_of_state", "head_of_government"))

#: Offices so vague that several of them who do nothing are nobody.
_GENERIC = frozenset(
    ("adviser", "candidate", "delegate", "diplomat", "lawmaker", "negotiator", "official", "politician")
)

_VAGUE = frozenset(("chief", "head", "leader", "chairman", "director", "commissioner", "secretary"))

_LEADERS = frozenset(("head_of_state", "head_of_government"))

_COMMANDERS = frozenset(("supreme commander", "commander in chief", "commander-in-chief"))

_STRONGMEN = frozenset(("dictator", "ruler", "supreme leader"))


def _described_anew(view: View, title: Title, entities: list[Entity]) -> Entity | None:
    """ "..., said Ann Lee. The former transport minister ...": the one person of the sentence before opens the next."""
    first, sentence = title.start - 1, view.words[title.start].sentence
    if view.lower(first) != "the" or view.same_sentence(first - 1, first):
        return None
    here = [e for e in entities if any(view.words[n.start].sentence == sentence - 1 for n in e.names)]
    if len(here) != 1 or here[0].role is not None or not any(n.titles for n in here[0].names):
        return None
    take_office(here[0], title)
    return here[0]


def _salient(view: View, title: Title, entities: list[Entity]) -> Entity | None:
    """ "the former dictator", "the 80-year-old former Navy secretary": the person in focus, described anew."""
    strong = title.match.office.office in _STRONGMEN
    sentence = view.words[title.start].sentence
    found = []
    for entity in entities:
        if not entity.names or not _may_be_described(title, entity, strong):
            continue
        spoken = entity.starts + entity.pronouns
        near = [s for s in spoken if s < title.start and 0 <= sentence - view.words[s].sentence <= 6]
        if near:
            found.append((len(entity.names), max(near), entity))
    if not found:
        return None
    entity = max(found, key=lambda told: told[:2])[2]
    if strong:
        take_office(entity, title)
        entity.status = "former"
    return entity


def _may_be_described(title: Title, entity: Entity, strong: bool) -> bool:
    """Whether an office can be a further one of a person; ``strong``: a word for a ruler, "the former dictator"."""
    if strong:
        return entity.role in ("military", "head_of_state", "head_of_government")
    if any(told.status == "current" and is_same_office(title, told) for told in entity.attached):
        return False  # "the former president" is not the president
    return entity.role in (title.role, "legislator", "official", "party") and is_compatible(title, entity)


def _stands_alone(view: View, title: Title, definite: bool) -> bool:
    """Whether an office without a name is an official, and no mere word for one."""
    if _is_idle(view, title) or _names_thing(view, title) or is_any_holder(view, title):
        return False
    if is_ordinal(view, title) or are_all_holders(view, title):
        return False
    office, told = title.match.office, title.bound or bool(title.word_role)
    if office.use == "rank":
        counted = title.article in ("a", "an", "the", "another", "two", "three")
        return not view.words[title.head_start].capital and (counted or title.bound)
    if title.plural:
        past = title.status == "former" and title.article in _NEW  # "two former prime ministers"
        return office.use == "free" or told or title.regional or office.status is not None or past
    if office.office == "head" and not told:
        return False  # "shot in the head"
    if office.use == "bound":
        return _is_placed(view, title) and (told or (definite and title.article == "the"))
    return office.use == "free" and _is_said_of_one(view, title)


def _names_thing(view: View, title: Title) -> bool:
    """ "the King Abdallah University", "the Prime Minister Raila Stadium": what bears a holder's name."""
    at = title.end
    if not view.words[title.head_start].capital or title.plural:
        return False
    while at < len(view.words) and view.same_sentence(title.start, at) and view.words[at].capital:
        if view.lower(at) in NOT_A_PERSON - ALSO_NAMES:
            return True
        at += 1
    return False


def _is_placed(view: View, title: Title) -> bool:
    """Whether an article, an owner, a state or a body stands at an office."""
    owned = title.possessor is not None or title.start in view.countries or title.body is not None
    return bool(title.article) or owned


def _is_said_of_one(view: View, title: Title) -> bool:
    """Whether an office that needs no state speaks of somebody: not "the post of oil minister"."""
    if view.words[title.start].text.islower() and not _is_placed(view, title):
        return False
    return not _is_of_unknown(view, title) and (bool(title.article) or title.bound or title.possessor is not None)


def _is_idle(view: View, title: Title) -> bool:
    """Whether an office is sought, hypothetical, or several that only something is done with."""
    before = view.lower(title.start - 1)
    ahead = view.lower(title.start - 2) if title.article else before
    if before == "of" and view.lower(title.start - 2) in ASSEMBLED and title.plural:
        return True  # "the council of ministers"
    if ahead == "of" and title.article in ("a", "an") and view.lower(title.start - 3) in OFFICES_THEMSELVES:
        return True  # "the election of a mayor"
    if title.plural:
        vague = title.match.office.office in _GENERIC
        idle = vague and not (title.bound or title.word_role or title.regional or title.article)
        joined = view.same_sentence(title.start - 1, title.start)
        seekers = title.match.office.office in _SEEKERS
        owned = before in _OF_WHOM and seekers
        idle = idle and not (seekers and view.words[title.start - 1].tag == "VBD")  # "she told candidates to leave"
        if before == "as" or (idle and (owned or (joined and not _acts(view, title)))):
            return True  # "who acted as mediators"; "officials" that only something is done with
    elif before in _GENERIC_BEFORE or ahead in ("be", "become", "becoming", "being", "elect", "elected"):
        return True
    new = view.lower(title.start) == "new" and find_region(view, title.start) is None
    return new or title.article in ("any", "no", "every", "each")


#: Before those whose things something is about: "the admit cards of candidates".
_OF_WHOM = frozenset(("of", "for", "among"))
_SEEKERS = frozenset(("candidate", "politician"))


def _is_of_unknown(view: View, title: Title) -> bool:
    """ "an official of Zentra": of a company the lexicon does not know."""
    at = title.end + 1
    joined = view.lower(title.end) in ("from", "of", "at", "with") and not title.bound
    return title.match.office.office == "official" and joined and at < len(view.words) and view.words[at].capital


def _acts(view: View, title: Title) -> bool:
    """Whether a finite verb follows the phrase, behind what belongs to it: "officials from both countries said"."""
    for at in range(title.end, min(title.end + 7, len(view.words))):
        tag = view.words[at].tag
        if not view.same_sentence(title.start, at):
            return False
        if tag in TENSED:
            return True
        if not tag.startswith(("IN", "TO", "DT", "NN", "JJ", "RB", "WP", "CD")):
            return False
    return False
