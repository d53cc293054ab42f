"""Whom "he" and "she" mean: examples of each reason beside near misses, where nobody is meant for certain."""

from __future__ import annotations

import pytest

import newsfacts

# text; the name of whom each pronoun means, in order; None: nobody for certain
PRONOUNS = [
    # the sex of a given name, a title of courtesy, an office
    ("Ana Ruiz met Omar Haddad. She thanked him.", ["Ana Ruiz", "Omar Haddad"]),
    ("Mr. Kato met Mrs. Oduya. She spoke.", ["Oduya"]),
    ("Police spokeswoman Kim Otieno met Pat Weber, a farmer. She spoke.", ["Kim Otieno"]),
    ("Ivan Petrov met Pavel Novak. He spoke.", [None]),
    # the hearer, the speaker
    ("President Ivan Petrov told General Pavel Novak that he would be dismissed.", ["Pavel Novak"]),
    ("President Ivan Petrov told reporters that he would go.", ["Ivan Petrov"]),
    ("President Ivan Petrov said he would go.", ["Ivan Petrov"]),
    ("President Ana Ruiz told General Pavel Novak that she would resign.", ["Ana Ruiz"]),
    # a promise or an order
    ("President Ivan Petrov told General Pavel Novak that he would leave Kyiv.", [None]),
    ("Officers met Ivan Petrov, who had told Pavel Novak he would help.", [None]),
    # one name alone is somebody too
    ("After he saw a play by Jean Petrov, Moreno left. He later studied in Paris.", [None, None]),
    ("On her return from Osaka, where Kaho Tanaka runs a school, Ogawa sold her shop.", [None, None]),
    # whom a pronoun without a name belongs to is not her mother
    ("Her mother, Anna Botha, was an artist. Police arrested her.", [None, None]),
    # whom she read is another
    ("The play is by Anna Botha, whose stories she had read.", [None]),
    # "mother," is no part of the name behind it
    ("Daniel Moyo fled in May. After he called his mother, Moyo was arrested.", ["Daniel Moyo"] * 2),
    # the sentence's own person before one of an earlier sentence
    ("Ivan Petrov spoke. The court sentenced Pavel Novak after he was convicted.", ["Pavel Novak"]),
    # beside the pronoun stands another
    ("Ivan Petrov met reporters. He criticized Pavel Novak.", ["Ivan Petrov"]),
    ("Ivan Petrov accused Pavel Novak of fraud. He denied it.", [None]),
    # a common noun is a rival
    ("The suspect attacked Pavel Novak. He fled.", [None]),
    # ahead
    ("Since his arrest, Mr. Okello has been silent.", ["Okello"]),
    # a private person is as good as an official
    ("Minister John Moyo suspended Anna Botha because of her trip to Peru.", ["Anna Botha"]),
]


@pytest.mark.parametrize(("text", "wanted"), PRONOUNS, ids=[text[:50] for text, _ in PRONOUNS])
def test_pronoun(text: str, wanted: list[str | None]) -> None:
    record = newsfacts.extract(text)
    found = sorted(
        (m.start, p.name) for p in (*record.officials, *record.people) for m in p.mentions if m.kind == "pronoun"
    )
    assert [name for _, name in found] == [name for name in wanted if name is not None]


def test_nobody_is_both() -> None:
    record = newsfacts.extract("Kim Otieno, the mayor, met Ana Ruiz. He left early. She stayed.")
    for person in (*record.officials, *record.people):
        assert len({m.text.lower() for m in person.mentions if m.kind == "pronoun"}) < 2


def test_a_description_set_off_from_the_subject_is_no_rival() -> None:
    record = newsfacts.extract(
        "The Kenyan military says Major General Ali Omar - the head of the army's Northern Command - has announced "
        "his resignation."
    )
    (fact,) = [f for f in record.facts if f.type == "left_office"]
    (omar,) = [o for o in record.officials if o.name == "Ali Omar"]
    assert [a.ref for a in fact.actor] == [omar.id]


@pytest.mark.parametrize(
    ("text", "meant"),
    [
        ("Oman condemned the vote, and the bishop praised it.", False),
        ("The bishop visited Oman and praised it.", True),
    ],
)
def test_it_behind_an_object_is_no_state(text: str, meant: bool) -> None:
    praised = [f for f in newsfacts.extract(text).facts if f.type == "supported"]
    assert any(a.ref for f in praised for a in f.recipient) is meant
