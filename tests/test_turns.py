"""Turns of transcripts and quoting headlines: who speaks before a colon, and what."""

import pytest

from newsfacts import extract


def said(text: str) -> list[tuple[str, str | None, str | None]]:
    record = extract(text)
    return [(f.actor[0].text, f.object, f.mode) for f in record.facts if f.type == "said"]


@pytest.mark.parametrize(
    ("text", "speaker", "content", "mode"),
    [
        ("OLA DUNN, CHAIRWOMAN, WATER COMMISSION: We must save water.", "OLA DUNN", "We must save water", None),
        ("JUAN VELA, MINISTER OF ENERGY, REPUBLIC OF PERU: The grid is old.", "JUAN VELA", "The grid is old", None),
        ("SENATOR DUNN: I will vote no. The bill kills jobs.", "DUNN", "I will vote no. The bill kills jobs", None),
        ("Prime Minister Okello: The vote is on Monday.", "Okello", "The vote is on Monday", None),
        ("Ms. Farah (Oman): My country rejects the draft.", "Farah", "My country rejects the draft", None),
        ("General Cho: “We are ready to fight.”", "Cho", "We are ready to fight.", "quote"),
        ("Raj Rao, the mayor: “I will stay.” He left on Monday.", "Raj Rao", "I will stay.", "quote"),
    ],
)  # fmt: skip
def test_a_turn_is_said(text: str, speaker: str, content: str, mode: str | None) -> None:
    assert said(text) == [(speaker, content, mode)]


@pytest.mark.parametrize(
    "text",
    [
        "Angela Merkel: a life in power",
        "Angela Merkel: what you need to know",
        "Angela Merkel: her last year was the worst",
        "PARIS: President Luis Paz met Peru's envoy.",
        "President Luis Paz met three men: they were his friends.",
        "President Luis Paz has one aim: he wants peace.",
        "Angela Merkel's choice: the coalition breaks or she goes.",
    ],
)
def test_no_turn(text: str) -> None:
    assert said(text) == []


def test_offices_of_a_turn_tell_body_and_state() -> None:
    (official,) = extract("JUAN VELA, MINISTER OF ENERGY, REPUBLIC OF PERU: The grid is old.").officials
    assert (official.office, official.role, official.country) == ("minister of energy", "minister", "PE")
    (official,) = extract("Ann Lee, director, World Food Programme, said the trucks were empty.").officials
    assert (official.office, official.role, official.organization) == ("director", "igo", "World Food Program")
    official = extract("Ann Lee, senator, Togo, Ghana and Benin met in Lima.").officials[0]
    assert official.country is None
