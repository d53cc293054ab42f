"""Two persons in a sentence or two: every order of title, name, apposition and pronoun; both sexes; two countries.

Each pattern is filled in four ways (him and him, him and her, her and him, her and her). ``{A}`` and ``{B}`` are the
names, ``{a}`` and ``{b}`` the surnames, ``{CA}`` the demonym, ``{SA}`` the state, ``{OA}`` the office, ``{he_A}``,
``{He_A}`` and ``{his_A}`` the pronouns. What follows says of each person the state and what else is he or she; an
asterisk marks a pronoun that only another sex of the other person decides, and which otherwise must be nobody's.
"""

from __future__ import annotations

from functools import cache

import pytest

import newsfacts
from newsfacts.record import Record

MEN = {"A": "Omar Haddad", "B": "Pavel Novak"}
WOMEN = {"A": "Ana Ruiz", "B": "Ingrid Dahl"}
STATES = {"A": ("Peru", "Peruvian", "PE"), "B": ("Norway", "Norwegian", "NO")}
OFFICES = {"A": "foreign minister", "B": "prime minister"}

#: Pattern; what A is: state or None, an office or none, further mentions; the same of B. "-": not in the article by
#: name, but as an official without one.
PATTERNS = [
    ("{CA} {OA} {A} met {CB} {OB} {B}.", "PE office", "NO office"),
    ("{CA} {OA} {A} met {B}, the {CB} {OB}.", "PE office", "NO office"),
    ("{A}, the {CA} {OA}, met {B}, the {CB} {OB}.", "PE office", "NO office"),
    ("{A}, the {CA} {OA}, met {CB} {OB} {B}.", "PE office", "NO office"),
    ("After talks with {CA} {OA} {A}, the {CB} {OB} said the border was open.", "PE office", "- NO"),
    ("After talks with {CA} {OA} {A}, {CB} {OB} {B} said the border was open.", "PE office", "NO office"),
    ("After talks with {A}, the {CB} {OB}, {B}, said the border was open.", "none", "NO office"),
    ("When {A} arrived, the {CB} {OB} praised the troops.", "none", "- NO"),
    ("The {CA} {OA} met {B}, the {CB} {OB}, on Monday.", "- PE", "NO office"),
    ("{SA}'s {OA}, {A}, criticized {SB}'s {OB}, {B}.", "PE office", "NO office"),
    ("The {CA} {OA}, {A}, thanked {CB} {OB} {B}. {b} smiled.", "PE office", "NO office {b}"),
    ("{CA} {OA} {A} met {CB} {OB} {B}. {He_B} thanked the hosts.", "PE office", "NO office *{He_B}"),
    ("{CA} {OA} {A} met {CB} {OB} {B}. {He_A} thanked the hosts.", "PE office *{He_A}", "NO office"),
    ("{CA} {OA} {A} told {CB} {OB} {B} that {he_B} would be welcome.", "PE office", "NO office {he_B}"),
    ("{CA} {OA} {A} said {he_A} would visit {B}, the {CB} {OB}.", "PE office {he_A}", "NO office"),
    ("Since {his_A} arrival, {A}, the {CA} {OA}, has praised {B}.", "PE office {his_A}", "none"),
    (
        "{CA} {OA} {A} praised {CB} {OB} {B}. The {CA} {OA} later left.",
        "PE office {CA} {OA}",
        "NO office",
    ),
    ("{CB} {OB} {B} criticized {A}. The {CA} {OA} answered on Monday.", "none", "NO office"),
    ("{A}, who is the {CA} {OA}, met {B}, who is the {CB} {OB}.", "PE office", "NO office"),
    ("{B}, the {CB} {OB}, said {A}, the {CA} {OA}, had lied.", "PE office", "NO office"),
    ("{CA} {OA} {A} received {his_A} {CB} counterpart, {B}.", "PE office {his_A}", "NO any"),
    ("{A} is the {CA} {OA}. {B} is the {CB} {OB}.", "PE office", "NO office"),
    ("With {A} absent, the {CB} {OB} opened the talks.", "none", "- NO"),
    ("{CA} {OA} {A} left on Monday. {CB} {OB} {B} stayed. {b} praised {a}.", "PE office {a}", "NO office {b}"),
    ("{B} accused {A} of lying. {He_A} denied it.", "none *{He_A}", "none"),
    ("{CA} {OA} {A} wrote to {B}, a farmer. {He_B} did not answer.", "PE office", "none *{He_B}"),
]
SEXES = [(MEN, MEN), (MEN, WOMEN), (WOMEN, MEN), (WOMEN, WOMEN)]
CASES = [(pattern, a, b, first, second) for pattern, a, b in PATTERNS for first, second in SEXES]


def fill(text: str, names: dict[str, str]) -> str:
    """A pattern with the words of both persons."""
    words = {}
    for who, name in names.items():
        state, demonym, _ = STATES[who]
        she = name in WOMEN.values()
        words |= {who: name, who.lower(): name.split()[1], f"S{who}": state, f"C{who}": demonym}
        words[f"O{who}"] = OFFICES[who]
        words |= {f"he_{who}": "she" if she else "he", f"He_{who}": "She" if she else "He"}
        words[f"his_{who}"] = "her" if she else "his"
    return text.format(**words)


@cache
def extract(text: str) -> Record:
    return newsfacts.extract(text, date="2024-05-06")


@pytest.mark.parametrize(("pattern", "a", "b", "first", "second"), CASES, ids=lambda v: str(v)[:60])
def test_two_stay_two(pattern: str, a: str, b: str, first: dict[str, str], second: dict[str, str]) -> None:
    names = {"A": first["A"], "B": second["B"]}
    text = fill(pattern, names)
    record = extract(text)
    same = first is second
    for who, told in (("A", a), ("B", b)):
        office = OFFICES[who] if "office" in told.split() else None
        if told.startswith("-"):  # an official without a name, of this state
            nameless = [o for o in record.officials if o.name is None]
            assert [(o.office, o.country) for o in nameless] == [(OFFICES[who], told.split()[1])], text
            continue
        officials = [o for o in record.officials if o.name == names[who]]
        if told.startswith("none"):
            assert not officials, text
            person = next(p for p in record.people if p.name == names[who])
            state = None
        else:
            person = officials[0]
            state = told.split()[0]
            assert person.country == state, text
            assert office is None or person.office == office, text
        rest = [w for w in told.split() if w.startswith("*") or "{" in w]
        wanted = fill(" ".join(w for w in rest if not w.startswith("*")), names)
        open_ = [fill(w[1:], names) for w in rest if w.startswith("*")]
        wanted = " ".join([wanted, *([] if same else open_)]).strip()
        title = f"{STATES[who][1]} {OFFICES[who]}"
        other = names["B" if who == "A" else "A"]
        got = [m.text for m in person.mentions if m.text not in (names[who], *_told_once(title, wanted))]
        assert not any(m.text in other.split() or m.text == other for m in person.mentions), text
        assert " ".join(got) == wanted, (text, got)


def _told_once(title: str, wanted: str) -> list[str]:
    """The title beside the name is a mention or not, by where it stands; only what is asked for counts."""
    told = [title, title.split(" ", 1)[1], _possessive(title), f"{title.split()[0]} counterpart"]
    return [] if title in wanted else told


def _possessive(title: str) -> str:
    states = {demonym: state for state, demonym, _ in STATES.values()}
    demonym, office = title.split(" ", 1)
    return f"{states[demonym]}'s {office}"


#: A text and the officials told in it, as name and office.
CHAINS = [
    ("A spokesman for Interior Minister Ana Ruiz spoke.", [("Ana Ruiz", "interior minister")]),
    ("A spokesman for Trade and Industry Minister Ana Ruiz spoke.", [("Ana Ruiz", "trade and industry minister")]),
    ("Omar Haddad, a spokesman for Finance Minister Ana Ruiz, spoke.",
     [("Omar Haddad", "spokesman"), ("Ana Ruiz", "finance minister")]),
    ("Peru's interior minister and Prime Minister Ana Ruiz spoke.",
     [(None, "interior minister"), ("Ana Ruiz", "prime minister")]),
    ("Deputy Prime Minister and Foreign Minister Ana Ruiz spoke.", [("Ana Ruiz", "deputy prime minister")]),
    ("Peru's foreign minister and deputy prime minister Ana Ruiz spoke.", [("Ana Ruiz", "foreign minister")]),
]  # fmt: skip


@pytest.mark.parametrize(("text", "wanted"), CHAINS, ids=[text for text, _ in CHAINS])
def test_an_office_beside_a_name_is_its_own_or_another(text: str, wanted: list[tuple[str | None, str]]) -> None:
    assert [(o.name, o.office) for o in extract(text).officials] == wanted
