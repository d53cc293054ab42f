"""Countries, offices and names in words."""

from __future__ import annotations

from collections.abc import Sequence
from functools import cache

from newsfacts.lexicon.files import read_package_rows
from newsfacts.record import Country, Mention, Official, Organization, Person
from newsfacts.wording.tables import listed

Entity = Country | Official | Organization | Person


@cache
def country_names() -> dict[str, str]:
    """The name of every country code, for countries that a record speaks of only as somebody's."""
    return {row["code"]: row["name"] for row in read_package_rows("countries.jsonl")}


def country_name(code: str) -> str:
    """The short English name of a country code; the code itself where it is none."""
    return country_names().get(code, code)


def office_words(official: Official) -> str:
    """The office with its status: ``former house speaker``, ``president-elect``, ``candidate for governor``."""
    office = official.office or official.role.replace("_", " ")
    if official.status in ("former", "acting"):
        return f"{official.status} {office}"
    if official.status == "elect":
        return f"{office}-elect"
    if official.status in ("nominee", "candidate"):
        return f"{official.status} for {office}" if official.office else official.status
    return office


def entity_name(entity: Entity) -> str:
    """What an entity is called: its name, or for somebody unnamed the words of the first mention."""
    if entity.name:
        return entity.name
    return " ".join(entity.mentions[0].text.split()) if entity.mentions else "unnamed"


def find_citizen(demonym: Mention, evidence: Sequence[tuple[int, str]]) -> str:
    """How a citizen is called: "Koreans", "a Filipino"; empty for a state and for what only describes a noun.

    Args:
        demonym: the mention.
        evidence: where each sentence starts, and its text.
    """
    if demonym.text.endswith("s"):
        return demonym.text
    for start, sentence in evidence:
        at = demonym.start - start
        if not 0 < at < len(sentence) or sentence[at : at + len(demonym.text)] != demonym.text:
            continue
        before, after = sentence[:at].split()[-1:], sentence[at + len(demonym.text) :].split()[:1]
        told = [word.casefold() for word in before if word.casefold() in listed("citizen_before")]
        ends = not after or not after[0][0].isalnum() or after[0].casefold().strip(",.;") in listed("citizen_after")
        if told and ends:
            return f"{told[0]} {demonym.text}"
    return ""
