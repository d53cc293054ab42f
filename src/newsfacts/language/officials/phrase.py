"""What a title is, and the grammar of ``titles.toml`` by which one is read."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from functools import cache
from typing import Any

from newsfacts.language.officials.bodies import Body
from newsfacts.language.officials.patterns import Match
from newsfacts.lexicon.files import DataError, read_table


@dataclass(slots=True, eq=False)
class Title:
    """A phrase that names an office. ``start``/``end`` are words, without the article.

    ``role`` is None where the text tells no office of a state or body (a company's director, "the chairman");
    ``bound`` says that a country, a body or the office itself makes it official.
    """

    start: int
    end: int
    head_start: int
    head_end: int
    match: Match
    office: str  # as the text has it; ``singular`` for one holder of "Presidents A and B"
    role: str | None
    country: str | None = None
    countries: list[str] = field(default_factory=list)
    body: Body | None = None
    status: str = "current"
    plural: bool = False
    article: str = ""
    possessor: int | None = None
    bound: bool = False
    regional: bool = False  # "Asian", "Western": no single state, and none from the context either
    word_role: str | None = None
    portfolio: bool = False
    singular: str = ""
    names: list[int] = field(default_factory=list)
    owner: Title | None = None  # the office in "the president's spokesman"
    silent: bool = False  # told by a verb ("who heads the agency"): an office, but no phrase that names one


@cache
def _grammar() -> dict[str, Any]:
    return read_table("titles.toml")


@dataclass(frozen=True, slots=True)
class Row:
    """A row of the grammar; ``example`` and ``counterexample`` are its tests."""

    id: str
    example: str
    counterexample: str
    conditions: dict[str, Any] = field(default_factory=dict)
    then: str = ""


@cache
def read_grammar(table: str) -> tuple[Row, ...]:
    """The rows of a table of the grammar (``before``, ``behind``, ``role``), in the order in which they are tried."""
    fixed = ("id", "example", "counterexample", "then")
    return tuple(
        Row(
            row["id"],
            row["example"],
            row["counterexample"],
            {key: frozenset(value) for key, value in row.items() if key not in fixed},
            row.get("then", ""),
        )
        for row in _grammar()[table]
    )


def check_readers(table: str, readers: Iterable[str]) -> None:
    """See that each row of a table has a reader.

    Raises:
        DataError: one has none: a row of these tables shows and tests what a function of its name reads.
    """
    if unread := {row.id for row in read_grammar(table)} - set(readers):
        raise DataError(f"titles.toml, [[{table}]]: no reader of {', '.join(sorted(unread))}")


def _words(name: str) -> frozenset[str]:
    return frozenset(_grammar()["words"][name].split())


ARTICLES = _words("articles")
REGIONAL = _words("continents")
STATE_NOUNS = _words("state_nouns")
CHURCHES = _words("churches")
KINDS_OF_BODY = _words("kinds_of_body")
PORTFOLIO_PARTS = _words("portfolio_parts")
REGIONS_OF_WORLD = _words("regions_of_world")
CHARGING = _words("charging")
RETIRED = _words("retired")
TIMES = _words("times")
BEFORE_PLACES = _words("before_places")
#: What an abbreviated office is in full.
EXPANSIONS: dict[str, str] = _grammar()["expansions"]
