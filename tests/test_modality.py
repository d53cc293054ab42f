"""The cues of what did not happen: each row's own sentence, with the word it speaks of in brackets, and a near miss."""

import re
import tomllib
from importlib import resources
from typing import Any

import pytest
from spacy.language import Language
from spacy.tokens import Token

from newsfacts import load
from newsfacts.article import Article
from newsfacts.language.facts import cues
from newsfacts.language.facts.cues import Cue, load_cues
from newsfacts.language.facts.modality import resolve_status
from newsfacts.language.pipeline import to_doc
from newsfacts.language.syntax.subjects import light_verb
from newsfacts.lexicon.files import DataError

TABLE = tomllib.loads(resources.files("newsfacts.lexicon").joinpath("cues.toml").read_text("utf-8"))
ROWS: list[dict[str, Any]] = TABLE["cue"]


@pytest.mark.parametrize(
    ("change", "message"),
    [
        ({"words": ["@rumors"]}, "rumors"),
        ({"have": ["det"]}, "have"),
        ({"effect": "planed"}, "effect 'planed' is none of actual, planned"),
        ({"stands": "over"}, "stands 'over' is none of above"),
        ({"arc": ["nsub"]}, "arc 'nsub' is no relation"),
    ],
)
def test_a_broken_row_is_named(change: dict[str, Any], message: str, monkeypatch: pytest.MonkeyPatch) -> None:
    row = {**ROWS[0], "id": "mine", **change}
    monkeypatch.setattr(cues, "read_table", lambda _: {**TABLE, "cue": [row]})
    with pytest.raises(DataError, match=f"cues.toml, row 'mine': .*{re.escape(message)}"):
        load_cues.__wrapped__()


@pytest.fixture(scope="module")
def nlp() -> Language:
    return load()


def find(nlp: Language, sentence: str) -> Token:
    """The word in brackets."""
    start = sentence.index("[")
    text = sentence.replace("[", "").replace("]", "")
    span = nlp(to_doc(nlp, Article(text=text))).char_span(start, sentence.index("]") - 1)
    assert span is not None
    return span[0]


def fired(nlp: Language, sentence: str, row: dict[str, Any]) -> bool:
    word = find(nlp, sentence)
    carrier = light_verb(word) if word.pos_ == "NOUN" else None
    status = resolve_status(word, row.get("reported", False), carrier)
    if row["id"] not in status.rows:
        return False
    told = {"negated": status.negated, "topic": status.topic is not None}
    return told.get(row["effect"], row["effect"] in {status.modality, "actual", "told"})


@pytest.mark.parametrize("row", ROWS, ids=lambda row: row["id"])
def test_cue(nlp: Language, row: dict[str, Any]) -> None:
    assert fired(nlp, row["example"], row)
    assert not fired(nlp, row["counterexample"], row)


def test_rows_are_told_apart_by_name() -> None:
    names = [row["id"] for row in ROWS]
    assert len(set(names)) == len(names)


def test_cues_are_of_a_known_effect_and_place() -> None:
    effects = {"negated", "planned", "possible", "demanded", "conditional", "actual", "topic", "told"}
    for rows in load_cues()[0].values():
        for cue in rows:
            assert isinstance(cue, Cue)
            assert cue.effect in effects
