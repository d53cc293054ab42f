"""Facts that heads tell: with heads made by hand, so that what is tested is the mechanism and not the weights."""

from __future__ import annotations

import numpy as np
import pytest

import newsfacts
from newsfacts.article import Article
from newsfacts.language.facts import factory
from newsfacts.language.facts.learned import layer
from newsfacts.language.facts.learned.candidates import find_path
from newsfacts.language.facts.learned.confidence import find_confidence
from newsfacts.language.facts.learned.heads import Linear, Sides
from newsfacts.language.facts.learned.layer import COLUMN, load_templates, load_untold
from newsfacts.language.pipeline import to_doc
from newsfacts.record import EVENT_OF_TYPE, Fact

_FUNCTIONS = {
    "bias": (2, 0, 0), "f=subject": (0, 5, 0), "f=light": (0, 5, 0), "f=poss": (0, 5, 0), "f=object": (0, 0, 5),
    "f=to": (0, 0, 5), "f=against": (0, 0, 5), "loose": (-5, 0, 5),
}  # fmt: skip


def make_sides(width: int) -> Sides:
    """A subject is the actor; an object, what is behind "to" or "against", and any name elsewhere, the recipient."""
    wide = Linear(_FUNCTIONS, np.array(list(_FUNCTIONS.values()), float))
    plain = Linear(["bias"], np.zeros((1, 2)))
    return Sides(wide, plain, np.zeros((2, width)), np.zeros((2, width)), np.zeros((2, 3)))


def find(text: str, monkeypatch: pytest.MonkeyPatch, **scores: tuple[str, float]) -> list[Fact]:
    """The facts of a text whose words have these scores for these types."""
    nlp = newsfacts.load()
    doc = nlp(to_doc(nlp, Article(text=text)))
    table = np.full((len(doc), len(EVENT_OF_TYPE)), 0.1, np.float32)
    for kind, (word, score) in scores.items():
        table[next(t.i for t in doc if t.text == word), COLUMN[kind]] = score
    doc._.event_scores = table
    monkeypatch.setattr(layer, "load_sides", lambda: make_sides(doc.tensor.shape[1]))
    monkeypatch.setattr(factory, "load_confidence_head", lambda: None)
    finder = nlp.get_pipe("newsfacts_facts")
    return finder(doc)._.facts  # type: ignore[no-any-return, attr-defined]


@pytest.mark.parametrize(
    "text, type_, word, actor, recipient, modality, negated",
    [
        ("Ghana bankrolled Togo in May.", "aided", "bankrolled", ["Ghana"], ["Togo"], "actual", False),
        ("Ghana did not bankroll Togo in May.", "aided", "bankroll", ["Ghana"], ["Togo"], "actual", True),
        ("Ghana will bankroll Togo in May.", "aided", "bankroll", ["Ghana"], ["Togo"], "planned", False),
        ("Togo was bankrolled by Ghana in May.", "aided", "bankrolled", ["Ghana"], ["Togo"], "actual", False),
        ("Ghana's largesse to Togo lasted.", "aided", "largesse", ["Ghana"], ["Togo"], "actual", False),
        ("Togo was lampooned in May.", "criticized", "lampooned", [], ["Togo"], "actual", False),
    ],
)
def test_tells(
    text: str, type_: str, word: str, actor: list[str], recipient: list[str], modality: str, negated: bool,
    monkeypatch: pytest.MonkeyPatch,
) -> None:  # fmt: skip
    found = [f for f in find(text, monkeypatch, **{type_: (word, 0.95)}) if f.rule == f"learned.{type_}"]
    assert [([a.text for a in f.actor], [a.text for a in f.recipient], f.modality, f.negated) for f in found] == [
        (actor, recipient, modality, negated)
    ]


@pytest.mark.parametrize(
    "text, type_, word, score",
    [
        ("Ghana bankrolled Togo in May.", "aided", "bankrolled", 0.3),  # not sure enough
        ("They bankrolled Togo in May.", "aided", "bankrolled", 0.95),  # somebody did, and nobody knows who
        ("Ghana met Togo in May.", "aided", "met", 0.95),  # a rule has told what the word means
        ("It rained, and the roads were flooded.", "aided", "flooded", 0.95),  # nobody is anywhere near
        ("Ghana huddled in May.", "met", "huddled", 0.95),  # meeting takes two
        ("The lampooning of Togo went on.", "criticized", "lampooning", 0.95),  # nobody is said to have spoken
        ("A bus hit a tram in Togo, maiming nine people.", "attacked", "maiming", 0.95),  # the toll of an accident
        ("Ghana spoke before a huddle of envoys in Togo.", "met", "huddle", 0.95),  # it need not have been there
        ("Ghana declined to comment in May.", "refused", "declined", 0.95),  # a rule bars the word so
        ("Ghana bankrolled Togo in May.", "said", "bankrolled", 0.95),  # statements have frames of their own
    ],
)
def test_tells_not(text: str, type_: str, word: str, score: float, monkeypatch: pytest.MonkeyPatch) -> None:
    facts = find(text, monkeypatch, **{type_: (word, score)})
    assert [f for f in facts if f.rule == f"learned.{type_}"] == []


def test_grave_facts_need_syntax(monkeypatch: pytest.MonkeyPatch) -> None:
    text = "Police mauled Ann Lee, whom Kofi Mensah taught."
    for fact in find(text, monkeypatch, coerced=("mauled", 0.95)):
        assert "Kofi Mensah" not in [a.text for a in (*fact.actor, *fact.recipient)]


def test_path() -> None:
    nlp = newsfacts.load()
    doc = nlp("Ghana promised to help farmers in Togo.")
    word = {t.text: t for t in doc}
    path = find_path(word["help"], word["Togo"])
    assert path is not None and path.endswith(":in") and path.startswith("v")
    assert find_path(word["Togo"], word["Ghana"]) is not None


def test_every_type_but_said_has_a_template() -> None:
    assert {*load_templates()} == {*EVENT_OF_TYPE} - {"said"}


def test_confidence_is_bounded_and_grows() -> None:
    head = Linear(["bias", "ruled&chance"], np.array([[0.5], [3.0]]))
    low, middle, high = (find_confidence(head, (["bias"], [("ruled&chance", x)])) for x in (-5.0, 0.0, 5.0))
    assert 0 < low < middle < high < 1
    assert find_confidence(head, (["bias", "never seen"], [])) == middle


@pytest.mark.parametrize("row", [rows[0] for rows in load_untold().values()], ids=lambda row: str(row["words"][0]))
def test_what_is_no_such_deed_is_not_told(row: dict[str, str]) -> None:
    assert row["type"] not in [f.type for f in newsfacts.extract(row["example"]).facts]
    assert row["type"] in [f.type for f in newsfacts.extract(row["counterexample"]).facts]
