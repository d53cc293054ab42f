"""What tells a name's kind: the lists of words around and inside names, and the names that the lexicon has."""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from newsfacts.lexicon import Lexicon
    from newsfacts.lexicon.reporting import ReportingVerbs


@dataclass(frozen=True)
class Cues:
    """The lists, read once: single words, and names of several words by their first word."""

    honorifics: frozenset[str]
    titles: frozenset[str]
    organization_heads: frozenset[str]
    place_heads: frozenset[str]
    place_prepositions: frozenset[str]
    place_nouns: frozenset[str]
    places_of: frozenset[str]
    organization_roles: frozenset[str]
    speech: ReportingVerbs
    given_names: frozenset[str]
    other_letters: frozenset[str]
    fixed: dict[str, str]
    longer: dict[str, list[tuple[tuple[str, ...], str]]]


def _label_names(lexicon: Lexicon, peoples: list[str]) -> dict[str, str]:
    """The label of every name that a list has; what a later list says of a name counts."""
    countries = lexicon.rows("country")
    bodies = (name for row in lexicon.rows("organization") for name in row.get("forms", ()))
    labels = {name: "ORG" for name in bodies if " " in name and name[0].isupper()}
    labels.update(dict.fromkeys(peoples, "NORP"))
    for row in countries:
        labels.update((name, "NORP") for name in row["demonyms"] if name[0].isupper())
        labels.update((name, "LOC") for name in (*row["capitals"], *row["names"], *row["abbreviations"]))
    return labels


@lru_cache(maxsize=8)
def read_cues(own: Lexicon | None = None) -> Cues:
    """Read the cues, and with users' own the countries with their demonyms, the organizations and verbs of saying."""
    # Only now: whoever loads the model for its trees needs no lexicon.
    from newsfacts.lexicon import BUILTIN
    from newsfacts.lexicon.files import read_package_rows, read_table
    from newsfacts.lexicon.reporting import load_reporting_verbs

    lexicon = own or BUILTIN
    cues = read_table("name_cues.toml")
    labels = _label_names(lexicon, cues["peoples"])
    longer: dict[str, list[tuple[tuple[str, ...], str]]] = {}
    for name, label in labels.items():
        words = tuple(name.split())
        if len(words) > 1:
            longer.setdefault(words[0], []).append((words, label))
    for entries in longer.values():
        entries.sort(key=lambda entry: -len(entry[0]))
    return Cues(
        frozenset(cues["honorifics"]),
        frozenset(cues["titles"]),
        frozenset(cues["organization_heads"]),
        frozenset(cues["place_heads"]),
        frozenset(cues["place_prepositions"]),
        frozenset(cues["place_nouns"]),
        frozenset(cues["places_of"]),
        frozenset(cues["organization_roles"]),
        load_reporting_verbs(lexicon),
        frozenset(name for row in read_package_rows("given_names.jsonl") for name in row["names"]),
        frozenset(cues["other_letters"]),
        {name: label for name, label in labels.items() if " " not in name},
        longer,
    )
