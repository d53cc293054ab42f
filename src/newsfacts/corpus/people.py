"""Who is who across articles: one entity for one person or body, and what could be one listed with the reason.

Identity is decided among *profiles*: a name with the office, country and status that articles give it. Profiles of one
normalized name are one entity when their countries, careers and times agree; a surname alone is nobody, except that
"Prime Minister Holm" of Norway in two articles is one. What stays two although it could be one is a candidate.
"""

from __future__ import annotations

import hashlib
import re
import sqlite3
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from itertools import pairwise
from typing import Any

from newsfacts.corpus.acronyms import find_meanings, find_together, to_initials
from newsfacts.corpus.model import is_common, to_body_key, to_ordinal
from newsfacts.corpus.names import fold, load_words, to_name_key, to_stems
from newsfacts.corpus.told import is_country_told
from newsfacts.record import Mention, Official, Organization, Person, Record

#: Days after which a name in another office is taken for a namesake's: fifteen years.
LONG_AGO = 15 * 365
#: Days within which a full name without an office may be that of an official.
SAME_WEEKS = 30
#: Roles of which a state has one of each office at a time: two of a name in one of them are hardly two persons.
SINGULAR = frozenset({"head_of_state", "head_of_government", "minister", "monarch", "central_banker"})
#: Other countries of an article among which that of an official may be; of more nothing is known.
RIVALS = 2
#: Instead of them: the article names no country at all.
NONE_NAMED = "*"
#: What the articles of a profile tell of, by the profile: events of several articles, and persons they name besides.
BESIDE = "beside "
#: Articles on a person from which on the name is known to everybody.
FAMILIAR = 20
#: Before a word that says what somebody is, in the context of a profile.
DESCRIBED = "as:"
#: What stands behind a name, and before it.
_BEHIND = re.compile(
    r"^(?:, \d\d)?, (?:(?:an?|the|its|their|his|her) (?P<noun>(?:[a-z][\w’'-]* ?){1,3})"
    r"|(?P<of>[a-z][\w’'-]*) (?:of|for) )"
)
_BEFORE = re.compile(r"(?:\b(?P<word>[\w’'-]+) )?\b[Tt]he (?P<noun>(?:[a-z][\w’'-]* ?){1,2}), $")
_Stories = Mapping[str, frozenset[str]]


def to_appearances(record: Record, article: str) -> tuple[list[dict[str, Any]], list[dict[str, Any]]]:
    """The rows of a record's named persons and bodies, and of the profiles they belong to."""
    day = record.article.published
    codes = {country.code for country in record.countries} | {f.place.country for f in record.facts if f.place}
    codes.add(record.article.dateline.country if record.article.dateline else None)
    codes |= {official.country for official in record.officials}  # a state whose officials speak is told of
    persons: list[Official | Person] = [*record.officials, *record.people]
    names = {to_name_key(one.name) for one in persons if one.name and " " in one.name}
    names |= {key for g in record.organizations if not is_common(key := to_body_key(g.name))}
    appearances: dict[str, dict[str, Any]] = {}
    profiles: dict[str, dict[str, Any]] = {}
    entities: list[Official | Person | Organization] = [
        *(o for o in record.officials if o.name and not o.group), *record.people,
        *(g for g in record.organizations if g.country or not is_common(to_body_key(g.name))),
    ]  # fmt: skip
    for entity in entities:
        company = {name.replace(" ", "_") for name in names if name != to_name_key(entity.name or "")}
        around = {code for code in codes if code}
        if not isinstance(entity, Official):
            told = {DESCRIBED + word for word in _find_description(entity, record)}
            profile = _to_profile(entity, article, " ".join(sorted(around | company | told)), True)
        elif is_country_told(entity, record.countries):
            profile = _to_profile(entity, article, None, True)
        else:
            rivals = sorted(around - {entity.country})
            context = None if len(rivals) > RIVALS else " ".join(rivals) if record.countries else NONE_NAMED
            profile = _to_profile(entity, article, context, False)
        profiles[profile["profile"]] = profile
        mention = _first_mention(entity.mentions, entity.name or "")
        appearances[entity.id] = {
            "article": article, "entity": entity.id, "kind": profile["kind"], "name_key": profile["name_key"],
            "profile": profile["profile"], "name": entity.name, "status": profile["status"], "day": day,
            "mentions": len(entity.mentions), "text": mention.text if mention else entity.name,
            "start": mention.start if mention else 0, "end": mention.end if mention else 0,
        }  # fmt: skip
    return list(appearances.values()), list(profiles.values())


def _find_description(person: Person | Organization, record: Record) -> frozenset[str]:
    """What a sentence says that somebody is: "Ana Diaz, secretary of the dockers' union", "the captain, Bo Lind"."""
    found: set[str] = set()
    for fact in record.facts if isinstance(person, Person) else ():
        before, name, behind = fact.evidence.text.partition(person.name)
        if name:
            match = _BEHIND.search(behind)
            told = (match and (match["noun"] or match["of"])) or ""
            if told and not _is_clause(told.split()[0]):
                found |= to_stems(told)
            match = _BEFORE.search(before)
            if match and (match["word"] or "").lower() not in load_words()["where"]:
                found |= to_stems(match["noun"])
    return frozenset(found)


def _is_clause(word: str) -> bool:
    """Whether a word behind a comma opens a clause instead of a description, as "who" and "said" do."""
    return word in load_words()["opening"] or word.endswith(("ing", "ly", "ed"))


def to_shared(kind: str, key: str) -> str:
    """What a name has in common with others that could be the same: a person's surname, a body's letters."""
    return key.rpartition(" ")[2] if kind == "person" else to_initials(key)


def _first_mention(mentions: Sequence[Mention], name: str) -> Mention | None:
    """Where the name stands, else the first mention."""
    return next((m for m in mentions if m.text == name), mentions[0] if mentions else None)


def _to_profile(
    entity: Official | Person | Organization, article: str, context: str | None, is_told: bool
) -> dict[str, Any]:
    role: str | None = None
    office: str | None = None
    country: str | None = None
    organization: str | None = None
    status: str | None = None
    name = entity.name or ""
    if isinstance(entity, Organization):
        kind, key, role, country = "body", to_body_key(name), entity.kind, entity.country
        alone = False
    else:
        kind, key = "person", to_name_key(name)
        if isinstance(entity, Official):
            role, country, status = entity.role, entity.country, entity.status
            office = None if entity.office is None else fold(entity.office)
            organization = None if entity.organization is None else to_body_key(entity.organization)
        # a surname without an office of a state is nobody outside its article; a name without an office is somebody
        # only by what else the article says
        alone = role is None or (" " not in key and not (office and country))
    if isinstance(entity, Organization):
        context = None
    parts: tuple[str | None, ...] = (kind, key, role, office, country, organization, status, article if alone else None)
    if not is_told:
        parts += ("likely", context)
    digest = hashlib.sha256("\0".join(part or "" for part in parts).encode("utf-8", "surrogatepass")).hexdigest()[:16]
    return {
        "profile": digest, "kind": kind, "name_key": key, "shared": to_shared(kind, key), "role": role,
        "office": office, "country": country, "organization": organization, "status": status, "context": context,
        "country_told": is_told, "entity": None, "articles": 0, "first_day": None, "last_day": None, "name": name,
    }  # fmt: skip


@dataclass(frozen=True, slots=True)
class Profile:
    """A name as articles give it, with the days on which they do (ISO, or None).

    Attributes:
        context: of a person without an office, the countries and the other names of the article, parted by blanks; of
            an official whose country is only likely, the other countries that it may be.
        shared: what it may have in common with another that it could be.
        country_told: whether the text says the country beside the name.
    """

    profile: str
    kind: str
    name_key: str
    shared: str
    role: str | None
    office: str | None
    country: str | None
    organization: str | None
    status: str | None
    context: str | None
    country_told: int
    entity: str | None
    articles: int
    first_day: str | None
    last_day: str | None
    name: str


@cache
def _career(role: str | None) -> str | None:
    careers: dict[str, list[str]] = load_words()["careers"]
    found = next((career for career, roles in careers.items() if role in roles), None)
    return None if found == "open" else found


def _are_of_both(a: Profile, b: Profile) -> bool:
    """Whether an office of one of two is held by people of both careers, as that of a military attaché is."""
    offices = {word for one in (a, b) for word in (one.office or "").split()}
    found: dict[str, list[str]] = load_words()["both_careers"]
    return any(word in offices and {a.role, b.role} <= set(roles) for word, roles in found.items())


def find_difference(a: Profile, b: Profile, is_misread: bool = False) -> str | None:
    """Why two profiles of one name are not one entity; None where nothing speaks against it.

    Args:
        is_misread: the country of one of them is known to be wrong.
    """
    if a.country and b.country and a.country != b.country and not is_misread:
        return f"countries differ ({a.country}, {b.country})"
    if a.kind == "body":
        return f"kinds differ ({a.role}, {b.role})" if a.role != b.role and "other" not in (a.role, b.role) else None
    if (a.role is None) != (b.role is None):
        return "one of them is told of without an office"
    if not (a.country and b.country) and a.organization and b.organization and a.organization != b.organization:
        return f"bodies differ ({a.organization}, {b.organization})"
    one, other = _career(a.role), _career(b.role)
    if one and other and one != other and "former" not in (a.status, b.status) and not _are_of_both(a, b):
        return f"offices exclude each other ({a.office or a.role}, {b.office or b.role})"
    if a.office != b.office and _days_apart(a, b) > LONG_AGO:
        return "years apart in different offices"
    return None


def _is_misread(likely: Profile, other: Profile) -> bool:
    """Whether a country that no word beside the name says may be another's of the same name, office and weeks."""
    if likely.country_told or likely.context is None or " " not in likely.name_key:
        return False
    if likely.office is None or likely.office != other.office:
        return False
    # of ambassadors and senators there are many; of an auditor one, if the other article says whose
    if likely.role not in SINGULAR and not (likely.role == "official" and other.country_told):
        return False
    named = likely.context.split()
    may_be = other.country in named or (NONE_NAMED in named and other.context != NONE_NAMED)
    if not other.country_told and other.context is not None:  # both may be of a third state that both articles name
        may_be = may_be or bool({*named} & {*other.context.split()} - {NONE_NAMED})
    return may_be and _days_apart(likely, other) <= SAME_WEEKS


def _days_apart(a: Profile, b: Profile) -> int:
    if not (a.first_day and a.last_day and b.first_day and b.last_day):
        return 0
    first, last = to_ordinal(max(a.first_day, b.first_day)), to_ordinal(min(a.last_day, b.last_day))
    return max(0, (first or 0) - (last or 0))


def to_entities(profiles: Sequence[Profile], told: _Stories | None = None) -> list[list[Profile]]:
    """The profiles of one name in groups that are one entity each.

    First those with a country, the surest and then those with most articles leading: each joins the first group that
    nothing speaks against, rather one of its country. Then those without a country and those without an office, each
    where one group alone fits it; they tell a group nothing, so that no one comes in through them. What is left without
    an office is joined among itself.

    Args:
        told: the events of several articles that those of a profile tell.
    """

    stories = told or {}

    def rank(one: Profile) -> tuple[bool, bool, bool, int, str]:
        return (one.country is None, not one.country_told, one.context == NONE_NAMED, -one.articles, one.profile)

    order = sorted(profiles, key=rank)
    groups: list[list[Profile]] = []
    cores: list[list[Profile]] = []  # of each group those of its first one's country: whose is misread tells nothing
    homes: dict[tuple[str | None, ...], int] = {}
    for profile in (p for p in order if p.country is not None):
        career = (profile.country, profile.role, profile.office, profile.organization, profile.status)
        if career in homes:
            groups[homes[career]].append(profile)
            cores[homes[career]].append(profile)
            continue
        fitting = [n for n, core in enumerate(cores) if _fits(profile, core, stories)]
        at_home = [n for n in fitting if cores[n][0].country == profile.country]
        if at_home or len(fitting) == 1:
            at = (at_home or fitting)[0]
            groups[at].append(profile)
        else:
            at = len(groups)
            groups.append([profile])
            cores.append([])
        if not cores[at] or cores[at][0].country == profile.country:
            cores[at].append(profile)
            homes[career] = at
    for profile in (p for p in order if p.country is None and (p.role is not None or p.kind == "body")):
        found = [n for n, core in enumerate(cores) if _fits(profile, core, stories)]
        if len(found) > 1:  # an office that only one of them holds decides
            found = [n for n in found if any(one.office == profile.office for one in cores[n])]
        if len(found) == 1:
            groups[found[0]].append(profile)
        else:
            groups.append([profile])
            cores.append([profile])
    bare = []
    for profile in (p for p in order if p.country is None and p.role is None and p.kind == "person"):
        found = [n for n, core in enumerate(cores) if _may_be(profile, core, stories)]
        if len(found) == 1:
            groups[found[0]].append(profile)
        else:
            bare.append(profile)
    return groups + _join_bare(bare, stories)


def _join_bare(profiles: Sequence[Profile], told: _Stories) -> list[list[Profile]]:
    """Full names without an office that are one: in the same weeks beside the same other name, or in the same story."""
    parent = {profile.profile: profile.profile for profile in profiles}

    def find(key: str) -> str:
        while parent[key] != key:
            key = parent[key]
        return key

    by_name: dict[str, list[Profile]] = defaultdict(list)
    for profile in sorted(profiles, key=lambda p: (p.first_day or "", p.profile)):
        for word in (profile.context or "").split() if " " in profile.name_key and profile.first_day else ():
            if not word.isupper() and not word.startswith(DESCRIBED):  # a country or a trade is too much in common
                by_name[word].append(profile)
        for event in told.get(profile.profile, ()) if " " in profile.name_key and profile.first_day else ():
            by_name[f"event {event}"].append(profile)
    for word in sorted(by_name):
        for a, b in pairwise(by_name[word]):
            if _days_apart(a, b) <= SAME_WEEKS:
                first, second = sorted((find(a.profile), find(b.profile)))
                parent[second] = first
    groups: dict[str, list[Profile]] = defaultdict(list)
    for profile in sorted(profiles, key=lambda p: p.profile):
        groups[find(profile.profile)].append(profile)
    return [groups[key] for key in sorted(groups)]


def _share(a: Profile, b: Profile, stories: _Stories) -> frozenset[str]:
    """What articles of two profiles have in common: events, and persons whom they name."""
    return stories.get(a.profile, frozenset()) & stories.get(b.profile, frozenset())


def _is_of_story(a: Profile, b: Profile, stories: _Stories) -> bool:
    """Whether two profiles of one full name and role, of which one's country is only likely, are of one story."""
    likely = not (a.country_told and b.country_told)
    alike = likely and " " in a.name_key and a.role == b.role and a.role in SINGULAR
    return alike and any(not one.startswith(BESIDE) for one in _share(a, b, stories))


def _fits(profile: Profile, group: Sequence[Profile], stories: _Stories) -> bool:
    """Whether nothing speaks against a profile's being of a group; a single name needs the very office besides."""
    is_misread = any(
        _is_misread(profile, one) or _is_misread(one, profile) or _is_of_story(profile, one, stories) for one in group
    )
    if any(find_difference(profile, one, is_misread) is not None for one in group):
        return False
    if profile.kind == "body" or " " in profile.name_key:
        return True
    offices = {(one.office, one.country) for one in group}
    return None not in (profile.office, profile.country) and (profile.office, profile.country) in offices


def _may_be(bare: Profile, group: Sequence[Profile], stories: _Stories) -> bool:
    """Whether a full name without an office is an official: articles of both tell one event or name one person more.

    That both are of one state in the same weeks is enough only for whom everybody knows: a footballer may have the name
    of a minister whom few articles tell of.
    """
    described = {word.removeprefix(DESCRIBED) for word in (bare.context or "").split() if word.startswith(DESCRIBED)}
    if described and not described & to_stems(" ".join(one.office or "" for one in group)):
        return False
    if " " not in bare.name_key or any(_share(bare, one, stories) for one in group):
        return " " in bare.name_key
    countries = {one.country for one in group if one.country}
    near = any(_days_apart(bare, one) <= SAME_WEEKS for one in group)
    known = sum(one.articles for one in group) > FAMILIAR
    return known and near and bool(countries & set((bare.context or "").split()))


def resolve_names(database: sqlite3.Connection, names: Iterable[tuple[str, str]]) -> list[tuple[str, str]]:
    """Decide anew who the persons and bodies of some names are.

    Args:
        names: pairs of kind and normalized name.

    Returns:
        those of them of which a profile has become another's.
    """
    from newsfacts.corpus.store import insert

    changed = []
    done: set[tuple[str, str]] = set()
    for kind, name in sorted(set(names)):
        if (kind, name) in done:
            continue
        together = _find_together(database, kind, name)
        done |= {(kind, one) for one in together}
        sql = "SELECT * FROM profiles WHERE kind = ? AND name_key = ? ORDER BY profile"
        profiles = [Profile(*row) for one in together for row in database.execute(sql, (kind, one))]
        table, column = ("people", "person") if kind == "person" else ("bodies", "body")
        old = {profile.entity for profile in profiles if profile.entity}
        for entity in sorted(old):
            database.execute(f"DELETE FROM {table} WHERE {column} = ?", (entity,))
        database.executemany(
            "DELETE FROM profiles WHERE profile = ?", [(one.profile,) for one in profiles if not one.articles]
        )
        taken: dict[str, int] = defaultdict(int)
        told = _find_told(database, profiles) if kind == "person" else {}
        groups = [
            group for one in together
            for group in to_entities([p for p in profiles if p.articles and p.name_key == one], told)
        ]  # fmt: skip
        for group in _join_acronyms(groups, find_meanings(database, together) if kind == "body" else {}):
            entity = _to_key(group, taken)
            for profile in group:
                if profile.entity != entity:
                    changed.append((kind, profile.name_key))
                    database.execute("UPDATE profiles SET entity = ? WHERE profile = ?", (entity, profile.profile))
            insert(database, table, [_to_row(entity, group)])
    return changed


def _find_told(database: sqlite3.Connection, profiles: Sequence[Profile]) -> dict[str, frozenset[str]]:
    """The events of several articles, and the other persons, that the articles of some profiles tell of.

    Nothing where nobody asks: of one profile alone, or where the text says of each of which office and state it is. Nor
    of whom everybody knows, who stands beside anybody.
    """
    if len(profiles) < 2 or all(one.role is not None and one.country_told for one in profiles):
        return {}
    asked = [one.profile for one in profiles if one.articles <= FAMILIAR]
    from newsfacts.corpus.store import query_in

    found: dict[str, set[str]] = defaultdict(set)
    sql = (
        "SELECT DISTINCT p.profile, r.event FROM appearances p JOIN reports r USING (article) "
        "JOIN events e USING (event) "
        "WHERE e.articles > 1 AND p.profile IN ({})"
    )
    beside = (
        f"SELECT DISTINCT p.profile, '{BESIDE}' || f.name_key FROM appearances p JOIN appearances o USING (article) "
        "JOIN profiles f ON f.profile = o.profile "
        "WHERE o.profile != p.profile AND f.kind = 'person' AND instr(f.name_key, ' ') AND p.profile IN ({})"
    )
    for query in (sql, beside) if any(one.role is None for one in profiles) else (sql,):
        for profile, event in query_in(database, query, asked):
            found[profile].add(event)
    return {profile: frozenset(events) for profile, events in found.items()}


def _find_together(database: sqlite3.Connection, kind: str, name: str) -> list[str]:
    """The names that are decided on at once: of a body also its letters, and what was one with it till now."""
    if kind == "person":
        return [name]
    sql = (
        "SELECT DISTINCT o.name_key FROM profiles p JOIN profiles o ON o.entity = p.entity AND o.kind = p.kind "
        "WHERE p.kind = 'body' AND p.name_key = ?"
    )
    names = {name} | {one for (one,) in database.execute(sql, (name,))}
    return sorted({one for name in names for one in find_together(database, name)})


def _join_acronyms(groups: list[list[Profile]], meanings: dict[str, set[str]]) -> list[list[Profile]]:
    """Bodies with those that are told of by their letters in the same weeks, where one body alone fits them."""
    joined = {id(group): list(group) for group in groups}
    for group in groups:
        longs = meanings.get(group[0].name_key, set())
        fitting = [
            one for one in groups if one[0].name_key in longs
            and not any(find_difference(p, q) for p in group for q in one)
            and any(_days_apart(p, q) <= SAME_WEEKS for p in group for q in one)
        ]  # fmt: skip
        if len(fitting) == 1:
            joined[id(fitting[0])] += joined.pop(id(group))
    return list(joined.values())


def link_participants(database: sqlite3.Connection, column: str, keys: Iterable[str]) -> None:
    """Tell some participants of events which person or body of the corpus they are.

    Args:
        column: ``event`` or ``name_key``.
        keys: its values.
    """
    from newsfacts.corpus.store import query_in

    known: dict[tuple[Any, ...], str | None] = {}
    linked = []
    sql = (
        "SELECT event, role, position, person, kind, name_key, country, sector, office FROM participants "
        f"WHERE kind IN ('person', 'body') AND {column} IN ({{}})"
    )
    for event, role, position, person, *identity in query_in(database, sql, keys):
        whose = tuple(identity)
        if whose not in known:
            found = database.execute(
                "SELECT entity FROM profiles WHERE kind = ? AND name_key = ? AND country IS ? AND role IS ? "
                "AND office IS ? AND entity IS NOT NULL ORDER BY articles DESC, profile LIMIT 1", whose,
            ).fetchone()  # fmt: skip
            known[whose] = found and found[0]
        if known[whose] != person:
            linked.append((known[whose], event, role, position))
    database.executemany("UPDATE participants SET person = ? WHERE event = ? AND role = ? AND position = ?", linked)


def _to_key(group: Sequence[Profile], taken: dict[str, int]) -> str:
    """A readable key: ``karin-holm.no``; a second one of a name and country gets a number."""
    country = _to_country(group)
    base = group[0].name_key.replace(" ", "-") or "unnamed"
    key = f"{base}.{country.lower()}" if country else base
    if group[0].kind == "body":
        key = f"body.{key}"
    taken[key] += 1
    return key if taken[key] == 1 else f"{key}.{taken[key]}"


def _to_country(group: Sequence[Profile]) -> str | None:
    """The country that most articles give, of those whose text says it where there are any."""
    counts: dict[str, tuple[int, int]] = {}
    for one in group:
        if one.country is not None:
            told, likely = counts.get(one.country, (0, 0))
            counts[one.country] = (told + one.articles * bool(one.country_told), likely + one.articles)
    return min(counts, key=lambda code: (-counts[code][0], -counts[code][1], code), default=None)


def _to_row(entity: str, group: Sequence[Profile]) -> dict[str, Any]:
    names = sorted(group, key=lambda p: (-len(p.name), p.name))
    days = [day for p in group for day in (p.first_day, p.last_day) if day]
    row: dict[str, Any] = {
        "person": entity, "name": names[0].name, "name_key": group[0].name_key,
        "country": _to_country(group),
    }  # fmt: skip
    counted = {
        "articles": sum(p.articles for p in group),
        "first_day": min(days, default=None),
        "last_day": max(days, default=None),
    }
    if group[0].kind == "body":
        kinds = sorted({p.role or "" for p in group} - {"other"}) or ["other"]
        named = {k: row[k] for k in ("name", "name_key", "country")}
        return {"body": entity, **named, "kind": kinds[0], **counted}
    last = max(group, key=lambda p: (p.role is not None, p.last_day or "", p.articles, p.profile))
    return {**row, "office": last.office, "role": last.role, "status": last.status, **counted}


def count_profiles(database: sqlite3.Connection, profiles: Iterable[str]) -> None:
    """Count anew the articles and days of profiles."""
    for profile in sorted(profiles):
        count, first, last, name = database.execute(
            "SELECT count(DISTINCT article), min(day), max(day), "
            "(SELECT name FROM appearances WHERE profile = ?1 ORDER BY length(name) DESC, name LIMIT 1) "
            "FROM appearances WHERE profile = ?1", (profile,)
        ).fetchone()  # fmt: skip
        database.execute(
            "UPDATE profiles SET articles = ?, first_day = ?, last_day = ?, name = coalesce(?, name) WHERE profile = ?",
            (count, first, last, name, profile),
        )
