"""Entities and bodies to the models of the record, in reading order."""

from __future__ import annotations

from typing import cast

from newsfacts.language.officials.bodies import Body
from newsfacts.language.officials.context import Context
from newsfacts.language.officials.entities import Entity, weight
from newsfacts.language.officials.names import is_initial
from newsfacts.language.officials.patterns import (
    NO_PERSON_AFTER,
    ORGANIZATION_NOUNS,
    SAFE_PARTICLES,
    given_names,
)
from newsfacts.language.officials.words import View
from newsfacts.record import Mention, Official, Organization, OrganizationKind, Person


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
            and not title.silent
            and weight(title) >= 0
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


def to_officials(view: View, entities: list[Entity], context: Context) -> list[Official]:
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
    listed = entity.watched.name.split() if entity.watched else []
    name = max(entity.names, key=lambda n: (list(n.tokens) == listed, len(n.tokens), -n.start))
    first, last = view.span(name.start, name.end)
    return view.text[first:last]


def is_certain(view: View, entity: Entity) -> bool:
    """A person, not a stray capitalized word: two words with evidence, or a title of courtesy."""
    apposed = [n for n in entity.names if view.lower(n.start - 1) == "," == view.lower(n.end)]
    if any(view.lower(n.start - 2) in ORGANIZATION_NOUNS for n in apposed):
        return False  # "the company, Altamar Resources, paid"
    return any(
        n.honor
        or n.told
        or n.titles
        or n.watched
        or (
            len(n.tokens) >= 2
            and not n.weak
            and (
                n.tokens[0] in given_names()
                or is_initial(n.tokens[0])
                or (
                    view.lower(n.start - 1) not in NO_PERSON_AFTER
                    and (n.tokens[0].lower() not in SAFE_PARTICLES or len(n.tokens) > 2)
                )
            )
        )
        for n in entity.names
    )


def to_people(view: View, entities: list[Entity]) -> list[Person]:
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


#: Branches whose bodies are organizations also where the state is not known: "police", "parliament", "the court".
_OWNERS = frozenset(["his", "her", "its", "their", "our", "my"])
_OWN_BODIES = frozenset(["central_bank", "court", "government", "legislature", "military", "ministry", "police"])


def to_organizations(view: View, bodies: list[Body], context: Context, entities: list[Entity]) -> list[Organization]:
    groups: dict[str, list[Body]] = {}
    for body in bodies:
        key = body.key
        if body.generic:
            owned = view.lower(body.start - 1) in _OWNERS and body.branch in ("government", "ministry")
            if body.country is None and (owned or body.branch not in _OWN_BODIES):
                continue  # "his government", "the media" of nobody knows what
            key = body.key = f"{body.key.split('|')[0]}|{body.country}"
        groups.setdefault(key, []).append(body)
    rows = []
    for members in groups.values():
        best = max(members, key=lambda b: (len(b.name) if b.generic or b.branch else 0, -b.start))
        lead = members[0]
        name = lead.name if not lead.generic else best.name
        kind = next((b.kind for b in members if b.kind != "other"), lead.kind)
        rows.append((members[0].start, name, kind, next((b.country for b in members if b.country), None), members))
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
