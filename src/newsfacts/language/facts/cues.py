"""The cues of ``lexicon/cues.toml``: words that tell whether something happened, and how they count."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from typing import Any

from spacy.glossary import GLOSSARY

from newsfacts.language.encoder.labels import STATUS
from newsfacts.lexicon.files import DataError, read_table
from newsfacts.lexicon.words import load_words

#: What an effect is about; of the cues on one link the first of each kind counts.
_KINDS = {"topic": "topic", "told": "topic", "negated": "polarity"}
#: What stands in the columns of a row; an arc is a relation of Universal Dependencies or one of these.
_STANDS = ("above", "beside", "opens")
_EFFECTS = (*STATUS, "topic", "told")
_LINKS = frozenset({"carried", "clause", "complement", "for", "noun", "telling", "told"})


@dataclass(frozen=True, slots=True)
class Cue:
    """A row of ``lexicon/cues.toml``, where the columns are explained; an empty one asks for nothing."""

    id: str
    effect: str
    stands: str = "above"
    says: str = ""
    voice: str = ""
    near: bool = False
    modal: bool = False
    inverted: bool = False
    reported: bool | None = None
    words: frozenset[str] = frozenset()
    but: frozenset[str] = frozenset()
    arc: frozenset[str] = frozenset()
    form: frozenset[str] = frozenset()
    tag: frozenset[str] = frozenset()
    having: frozenset[str] = frozenset()
    beside: frozenset[str] = frozenset()
    unless: frozenset[str] = frozenset()
    lacks: frozenset[str] = frozenset()
    what: frozenset[str] = frozenset()

    @property
    def kind(self) -> str:
        return _KINDS.get(self.effect, "modality")


@cache
def load_cues() -> tuple[dict[str, list[Cue]], dict[str, frozenset[str]]]:
    """The cues by where they stand, in their order, and the classes of words that they name."""
    table = read_table("cues.toml")
    classes = {**load_words("syntax.toml")}
    for name, found in table["classes"].items():
        classes[name] = _read(found, classes)
    rows: dict[str, list[Cue]] = {"above": [], "beside": [], "opens": []}
    for row in table["cue"]:
        try:
            cue = _read_cue(row, classes)
        except (KeyError, TypeError, ValueError) as error:
            raise DataError(f"cues.toml, row {row.get('id')!r}: {error}") from None
        rows[cue.stands].append(cue)
    return rows, classes


def _read_cue(row: dict[str, Any], classes: dict[str, frozenset[str]]) -> Cue:
    """A row as a cue.

    Raises:
        KeyError, TypeError, ValueError: a class, a column or what a column says is unknown.
    """
    cue = Cue(**{key: _read(value, classes) for key, value in row.items() if not key.endswith("example")})
    for column, said, known in (("stands", cue.stands, _STANDS), ("effect", cue.effect, _EFFECTS)):
        if said not in known:
            raise ValueError(f"{column} {said!r} is none of {', '.join(known)}")
    for arc in cue.arc - _LINKS:
        if arc.split(":")[0] not in GLOSSARY:
            raise ValueError(f"arc {arc!r} is no relation, and no kind of link: {', '.join(sorted(_LINKS))}")
    return cue


def _read(value: Any, classes: dict[str, frozenset[str]]) -> Any:
    """A column: a list with the words of the classes in it, anything else as it is."""
    if not isinstance(value, list):
        return value
    return frozenset().union(*(classes[v[1:]] if v.startswith("@") else {v} for v in value))
