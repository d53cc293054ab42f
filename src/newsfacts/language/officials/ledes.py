"""Officials whom one sentence describes and the next names: "A top U.S. official says ... Ann Lee, the"."""

from __future__ import annotations

from newsfacts.language.officials.entities import Entity, find_recent, is_definite, take_office
from newsfacts.language.officials.posts import is_compatible
from newsfacts.language.officials.titles import Title
from newsfacts.language.officials.words import View

DESCRIBED = frozenset(("legislator", "diplomat", "party", "police"))


def join_lede(view: View, entities: list[Entity], unnamed: list[Entity]) -> None:
    """News names in its second sentence whom the first described: "A top U.S. official says ... Ann Lee, the"."""
    first = [e for e in unnamed if not e.group and e.titles[0].article in ("a", "an") and e.titles[0].start <= 3]
    if not first:
        return
    described = first[0]
    title = described.titles[0]
    following = [e for e in entities if e.names and _opens_next_sentence(view, e, view.words[title.start].sentence)]
    if len(following) != 1 or not _may_be_of_lede(following[0], described):
        return
    entity = following[0]
    if entity.role is None or (entity.status == "former" and described.status == "former"):
        role = entity.role
        take_office(entity, title)
        entity.country = described.country
        if role and role != "official":
            entity.role = described.role
    entity.titles.extend(described.titles)
    unnamed.remove(described)


def _opens_next_sentence(view: View, entity: Entity, sentence: int) -> bool:
    """Whether a person is named first in the sentence behind one."""
    first = entity.names[0].start
    before = any(n.start < first and view.words[n.start].sentence <= sentence for n in entity.names)
    return view.words[first].sentence == sentence + 1 and not before


def _may_be_of_lede(entity: Entity, described: Entity) -> bool:
    """Whether a named person can be whom the first sentence describes."""
    title = described.titles[0]
    vague = bool(described.office) and title.match.office.office in ("official", "adviser", "politician")
    if entity.role not in (None, described.role) and not vague:
        return False
    return is_compatible(title, entity) and (entity.primary is None or entity.primary.start > entity.names[0].start)


def join_described(entities: list[Entity], unnamed: list[Entity]) -> None:
    """ "the 53-year-old diplomat": whom the first sentence called a diplomat, and the next by name."""
    described = [e for e in entities if e.names and e.titles and e.role in DESCRIBED]
    for entity in list(unnamed):
        title = entity.titles[0]
        mates = [e for e in described if e.role == entity.role and e.first < title.start]
        definite = title.article == "the" and not entity.group and title.body is None
        if definite and len(mates) == 1 and is_compatible(title, mates[0]) and not any(
            other is not entity and other.role == entity.role for other in unnamed
        ):
            mates[0].titles.extend(entity.titles)
            unnamed.remove(entity)


ONE_HOLDER = frozenset(("head_of_state", "head_of_government", "monarch", "minister"))


def join_next_sentence(view: View, described: Entity, title: Title, entities: list[Entity]) -> bool:
    """ "Peru's president has urged ... Alan Ortiz said": an office as the subject, then the name as the next one."""
    if described.group or not _is_only_subject(view, title):
        return False
    sentence = view.words[title.start].sentence
    following = (i for i in range(title.end, len(view.words)) if view.words[i].sentence != sentence)
    i = next(following, len(view.words))
    named = (e for e in find_recent(entities, i) if e.names and e.names[0].start == i)
    entity = next((e for e in named if len(e.names[0].tokens) > 1 and not e.role), None)
    if entity is None or max(t.end for t in described.titles) > i:
        return False
    behind = entity.names[0].end
    other = view.lower(behind) in (",", "(", "-", "–", "—") and view.lower(behind + 1) != "who"
    if other or behind >= len(view.words):
        return False  # told who he is by other words
    take_office(entity, title)
    entity.titles.extend(described.titles)
    return True


def _is_only_subject(view: View, title: Title) -> bool:
    """Whether a sentence opens with an office that one person of a state holds: "Peru's president", "the minister"."""
    if title.country is None or title.role not in ONE_HOLDER or title.status != "current":
        return False
    vague = title.match.office.office == "minister" and not title.portfolio
    if vague or not is_definite(view, title):
        return False
    opens = title.start - 1 - (view.lower(title.start - 1) == "the")
    inside = opens >= 0 and view.words[opens].sentence == view.words[title.start].sentence
    return not inside or view.lower(opens) in ('"', "“")
