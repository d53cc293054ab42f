"""Whose word and whose deed a sentence tells: kinds that news tells in many ways, with near misses beside each."""

from __future__ import annotations

import pytest

import newsfacts
from newsfacts.record import Fact


def find(text: str, kind: str) -> list[Fact]:
    """The facts of a type that a text tells."""
    return [f for f in newsfacts.extract(text).facts if f.type == kind]


def pair(fact: Fact) -> tuple[list[str], list[str]]:
    """The words of both sides of a fact."""
    return [a.text for a in fact.actor], [r.text for r in fact.recipient]


@pytest.mark.parametrize(
    ("text", "said", "who", "whom"),
    [
        (
            "President Amadi said the teachers were tired and asked donors to pay them.",
            "the teachers were tired", ["Amadi"], ["donors"],
        ),
        (
            "The envoy said Chad had changed and asked lenders for 9 million dollars.",
            "Chad had changed", ["envoy"], ["lenders"],
        ),
        (
            "Mayor Bo Lund said the bridge was closed and asked drivers to wait.",
            "the bridge was closed", ["Bo Lund"], ["drivers"],
        ),
        (
            "Minister Ana Ruiz said clinics in Mali were empty and called on France to send nurses.",
            "clinics in Mali were empty", ["Ana Ruiz"], ["France"],
        ),
    ],
)
def test_who_asks_behind_what_was_said(text: str, said: str, who: list[str], whom: list[str]) -> None:
    assert [f.object for f in find(text, "said")] == [said]
    assert [pair(f) for f in find(text, "demanded")] == [(who, whom)]


@pytest.mark.parametrize(
    ("text", "said"),
    [
        (
            "Mayor Bo Lund said the students were angry and asked questions.",
            "the students were angry and asked questions",
        ),
        (
            "Police said the men had entered the shop and asked him for cash.",
            "the men had entered the shop and asked him for cash",
        ),
        (
            "Judge Ana Paz said the guards were armed and fired at the crowd.",
            "the guards were armed and fired at the crowd",
        ),
    ],
)
def test_what_goes_on_within_what_was_said(text: str, said: str) -> None:
    assert [f.object for f in find(text, "said")] == [said]


@pytest.mark.parametrize(
    ("text", "said"),
    [
        (
            "Minister Olga Paz praised the nurses, saying Ghana needed them and stressing that pay would rise.",
            [("Olga Paz", "Ghana needed them")],
        ),
        (
            "The premier welcomed the verdict, saying Samoa would obey it and noting that judges were free.",
            [("premier", "Samoa would obey it")],
        ),
        (
            "Foreign Minister Ivo Lang rejected the bid, calling it silly and arguing that Malta had paid enough.",
            [("Ivo Lang", "it silly"), ("Ivo Lang", "Malta had paid enough")],
        ),
        (
            "Minister Olga Paz praised the nurses, saying they were working and living far from home.",
            [("Olga Paz", "they were working and living far from home")],
        ),
    ],
)
def test_participles_go_on_with_the_speaker(text: str, said: list[tuple[str, str]]) -> None:
    assert [(f.actor[0].text, f.object) for f in find(text, "said")] == said
