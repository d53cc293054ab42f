"""A name as it stands, a person as the article knows them, and what an office makes of a person."""

from __future__ import annotations

from bisect import bisect_left
from dataclasses import dataclass, field

from newsfacts.language.officials.terms import Watched
from newsfacts.language.officials.titles import Title
from newsfacts.language.officials.words import View

#: How many entities or institutions back a reader looks: an article's length, and no more work for a book.
WINDOW = 200

#: Roles of offices of which nobody holds two at a time.
EXCLUSIVE = frozenset(("head_of_state", "head_of_government", "monarch", "minister"))


@dataclass(slots=True, eq=False)
class Name:
    """One mention of a person by name, and the offices that stand with it."""

    start: int
    end: int
    tokens: tuple[str, ...]
    titles: list[Title] = field(default_factory=list)
    honor: bool = False
    party_tag: bool = False
    told: bool = False  # the words around show a person: "a girl named Rim"
    weak: bool = False  # a single word: a person only if known from elsewhere
    watched: Watched | None = None  # whom a user's watch list knows by this name


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
    watched: Watched | None = None
    foreign: set[str] = field(default_factory=set)  # states of this person's counterparts

    @property
    def starts(self) -> list[int]:
        """The first word of each mention by name or office, names first."""
        return [n.start for n in self.names] + [t.start for t in self.titles]

    @property
    def first(self) -> int:
        """The first word of the first mention."""
        return min(self.starts)

    @property
    def tokens(self) -> tuple[str, ...]:
        """The fullest name."""
        return max((n.tokens for n in self.names), key=len, default=())


def is_definite(view: View, title: Title) -> bool:
    return (
        title.article in ("the", "his", "her", "its", "their")
        or title.possessor is not None
        or title.start in view.countries
    )


def weight(title: Title) -> int:
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
        "sheikh",
        "prince",
    ):
        return 1
    if office.office == "chief" and title.end - title.start == 1:
        return 1  # "Chief Ann Lee, the governor of Ekiti": what many are called
    return 2


def take_office(entity: Entity, title: Title) -> None:
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


def find_recent(entities: list[Entity], position: int) -> list[Entity]:
    """The entities around a position, which are in reading order: enough for any article, bounded for a book."""
    if len(entities) <= WINDOW:
        return entities
    at = bisect_left(entities, position, key=lambda e: e.names[0].start)
    return entities[max(0, at - WINDOW // 2) : at + WINDOW // 2]


def find_possessor(word: int, entities: list[Entity]) -> Entity | None:
    """The person in whose name a word stands: "Machar" of "Machar's spokesman"."""
    near = find_recent(entities, word)
    return next((e for e in near if any(n.start <= word < n.end for n in e.names)), None)
