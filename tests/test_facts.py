"""Facts of whole paragraphs of our own, half of them held back from rule writing, and hard negatives."""

from __future__ import annotations

from collections import Counter

import pytest
from paragraphs import Paragraph, read_paragraphs

import newsfacts
from newsfacts.record import EVENT_OF_TYPE, Record


def score(paragraphs: list[Paragraph]) -> tuple[float, float, dict[str, float], list[str]]:
    """Precision and recall of facts, how often their attributes agree, and what went wrong in words."""
    right = wrong = missed = 0
    slips: list[str] = []
    agreed: Counter[str] = Counter()
    seen: Counter[str] = Counter()
    for paragraph in paragraphs:
        record = newsfacts.extract(paragraph.text, date="2023-05-10")
        used: set[int] = set()
        for wanted in paragraph.wanted:
            hit = next((i for i, f in enumerate(record.facts) if i not in used and wanted.matches(f, record)), None)
            if hit is not None:
                used.add(hit)
                right += not wanted.optional
                for name, agrees in wanted.agreements(record.facts[hit], record).items():
                    seen[name] += 1
                    agreed[name] += agrees
            elif not wanted.optional:
                missed += 1
                slips.append(f"missed {wanted.type} {wanted.actor} in {paragraph.text!r}")
        for i, fact in enumerate(record.facts):
            if i not in used and not any(w.matches(fact, record) for w in paragraph.wanted):
                wrong += 1
                slips.append(f"wrong {fact.type} [{fact.rule}] in {fact.evidence.text!r}")
    accuracy = {name: agreed[name] / seen[name] for name in seen}
    return right / (right + wrong), right / (right + missed), accuracy, slips


@pytest.mark.parametrize("name", ["first_half.txt", "held_back.txt"])
def test_paragraphs(name: str) -> None:
    paragraphs = list(read_paragraphs(name))
    assert len(paragraphs) >= 50
    precision, recall, accuracy, slips = score(paragraphs)
    print(f"{name}: {len(paragraphs)} paragraphs, facts: precision {precision:.2f}, recall {recall:.2f}")
    assert precision >= 0.85, slips
    assert recall >= 0.7, slips
    assert accuracy["negated"] >= 0.93 and accuracy["modality"] >= 0.93, accuracy
    assert accuracy["date"] >= 0.8, accuracy


def test_paragraphs_hold_every_type() -> None:
    for name in ("first_half.txt", "held_back.txt"):
        found = {w.type for p in read_paragraphs(name) for w in p.wanted}
        assert set(EVENT_OF_TYPE) <= found, name


@pytest.mark.parametrize(
    "text",
    [
        "Turkey prices rose before the holiday.",
        "The film The Attack opened in Paris.",
        "Charged particles reached the Earth.",
        "The storm hit Jamaica on Monday.",
        "The village was threatened by floods.",
        "China Mobile met forecasts.",
        "Sales in Germany were meeting expectations.",
        "If Iran sends weapons to Syria, oil will rise.",
        "The painting shows the battle of the ships.",
        "",
        "   \n\n  ",
        "“““ ” said said said.",
        "Met. Visited! Killed? Signed",
        "the two sides and the two sides and both countries and the two sides met.",
    ],
)
def test_no_fact(text: str) -> None:
    record = newsfacts.extract(text, date="2023-05-10")
    assert [(f.type, f.trigger.text) for f in record.facts if f.type != "said"] == []


@pytest.mark.parametrize(
    ("text", "negated", "modality"),
    [
        ("Iran sent missiles to Syria.", False, "actual"),
        ("Iran did not send missiles to Syria.", True, "actual"),
        ("Iran never sent missiles to Syria.", True, "actual"),
        ("Iran will send missiles to Syria.", False, "planned"),
        ("Iran plans to send missiles to Syria.", False, "planned"),
        ("Iran is expected to send missiles to Syria.", False, "planned"),
        ("Iran could send missiles to Syria.", False, "possible"),
        ("Iran has failed to send missiles to Syria.", True, "actual"),
    ],
)
def test_frame(text: str, negated: bool, modality: str) -> None:
    facts = [f for f in newsfacts.extract(text, date="2023-05-10").facts if f.type == "aided"]
    if not facts:  # "failed to" may leave the fact out, never state it
        assert negated
        return
    assert [(f.negated, f.modality) for f in facts] == [(negated, modality)]


def test_amount_and_date_belong_to_the_fact() -> None:
    record = newsfacts.extract("In 2021, Japan gave Nepal about $20 million for schools.", date="2023-05-10")
    [fact] = [f for f in record.facts if f.type == "aided"]
    assert (fact.amount, fact.date) == ("a1", "d1")


def facts_of(record: Record, kind: str) -> list[tuple[list[str | None], list[str | None]]]:
    return [([a.ref for a in f.actor], [a.ref for a in f.recipient]) for f in record.facts if f.type == kind]


def test_voice_and_nouns_give_the_same_roles() -> None:
    for text in (
        "Mexico condemned Peru.",
        "Peru was condemned by Mexico.",
        "Mexico's condemnation of Peru was sharp.",
    ):
        record = newsfacts.extract(text, date="2023-05-10")
        assert facts_of(record, "criticized") == [(["MX"], ["PE"])], text


@pytest.mark.parametrize(("text", "kind", "mode"), [
    ("Iran seized a Greek tanker.", "coerced", "seize"),
    ("Turkey deported ten Iraqis.", "coerced", "expel"),
    ("A court in Jakarta sentenced the former governor to six years.", "coerced", "sentence"),
    ("Prosecutors charged the mayor with fraud.", "coerced", "charge"),
    ("Kenya raised $500 million from investors.", "transacted", "raise"),
    ("Norway paid Togo $5 million.", "transacted", "pay"),
    ("The ouster of President Ali Bongo shocked Gabon.", "left_office", "dismiss"),
    ("The resignation of President Ali Bongo shocked Gabon.", "left_office", "resign"),
    ("Chad's president was re-elected on Sunday.", "took_office", "elect"),
])
def test_the_mode_is_that_of_the_trigger(text: str, kind: str, mode: str) -> None:
    record = newsfacts.extract(text, date="2023-05-10")
    assert [fact.mode for fact in record.facts if fact.type == kind] == [mode]


def test_restatement_is_one_fact() -> None:
    record = newsfacts.extract("Norway sanctioned Belarus on Monday. Norway sanctioned Belarus.", date="2023-05-10")
    assert len([f for f in record.facts if f.type == "sanctioned"]) == 1


def test_same_input_same_facts() -> None:
    text = "Ghana and Togo signed an accord. Ghana then expelled two Malian diplomats, a minister said."
    assert newsfacts.extract(text).to_json() == newsfacts.extract(text).to_json()
