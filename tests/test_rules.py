"""Every rule's own examples and counterexamples, and what the loader says of a broken rule."""

from __future__ import annotations

from functools import cache
from pathlib import Path

import pytest

import newsfacts
from newsfacts.language.facts import Rule, RuleError, explain, load_builtin_rules, load_rules
from newsfacts.language.facts.rules import read_rule
from newsfacts.language.pipeline import to_doc
from newsfacts.lexicon import BUILTIN
from newsfacts.lexicon.files import DataError
from newsfacts.record import EVENT_OF_TYPE, Argument, Fact

RULES = load_builtin_rules()
EXAMPLES = [(r, e) for r in RULES for e in r.examples]
COUNTEREXAMPLES = [(r, text) for r in RULES for text in r.counterexamples]


@cache
def find_facts(text: str) -> tuple[Fact, ...]:
    nlp = newsfacts.load()
    return tuple(nlp(to_doc(nlp, newsfacts.Article(text=text)))._.facts)


def names(arguments: list[Argument]) -> str:
    return " | ".join(a.text for a in arguments)


@pytest.mark.parametrize(("rule", "example"), EXAMPLES, ids=lambda x: getattr(x, "name", getattr(x, "text", ""))[:60])
def test_example_is_matched(rule: Rule, example: object) -> None:
    text = example.text  # type: ignore[attr-defined]
    found = [f for f in find_facts(text) if f.type == rule.type]
    assert found, f"{rule.name} finds nothing in {text!r}"
    fact = next((f for f in found if f.rule == rule.name), found[0])
    for role in ("actor", "recipient"):
        want = getattr(example, role)
        if want is not None:
            got = names(getattr(fact, role))
            assert all(w in got or any(a.text in w for a in getattr(fact, role)) for w in want), (role, got)
    if example.negated is not None:  # type: ignore[attr-defined]
        assert fact.negated == example.negated  # type: ignore[attr-defined]
    if example.modality is not None:  # type: ignore[attr-defined]
        assert fact.modality == example.modality  # type: ignore[attr-defined]


@pytest.mark.parametrize(("rule", "text"), COUNTEREXAMPLES, ids=lambda x: getattr(x, "name", str(x))[:60])
def test_counterexample_is_not_matched(rule: Rule, text: str) -> None:
    assert [f for f in find_facts(text) if f.rule == rule.name] == []


def test_every_type_has_a_file_and_every_rule_an_example() -> None:
    assert {r.type for r in RULES} == set(EVENT_OF_TYPE)
    assert [r.name for r in RULES if not r.examples] == []


@pytest.mark.parametrize(
    ("toml", "message"),
    [
        ('[[rule]]\nverbs = ["meet"]', "no name"),
        ('[[rule]]\nname = "a"\ntype = "met"', "no trigger"),
        ('[[rule]]\nname = "a"\ntype = "mett"\nverbs = ["meet"]', "neither of the contract"),
        ('[[rule]]\nname = "a"\ntype = "met"\nverbs = "meet"', "list of strings"),
        ('[[rule]]\nname = "a"\ntype = "met"\nverbs = ["meet"]\nactr = "subject"', "unknown key 'actr'"),
        ('[[rule]]\nname = "a"\ntype = "met"\nverbs = ["meet"]\nactor = "sub-ject"', "no list of functions"),
        ('[[rule]]\nname = "a"\ntype = "x_hunted"\nverbs = ["hunt"]\nactor = "subject"', "event class"),
        ('[[rule]]\nname = "a"\ntype = "met"\nverbs = ["meet"]\nfill = {actor = "dog"}', "fill maps"),
        ("[[rule", "broken.toml"),
    ],
)
def test_broken_rule_is_refused_with_its_reason(tmp_path: Path, toml: str, message: str) -> None:
    path = tmp_path / "broken.toml"
    path.write_text(toml, "utf-8")
    with pytest.raises(RuleError, match=message.replace("[", r"\[")):
        load_rules([path])


def test_an_unknown_class_of_the_packages_own_rules_is_named() -> None:
    row = {**BUILTIN.rows("rule")[0], "objects": ["@damms"]}
    with pytest.raises(DataError, match=rf"rule {row['name']}: classes.toml has no class @damms"):
        read_rule(row)


def test_users_own_type_comes_through_the_same_door(tmp_path: Path) -> None:
    path = tmp_path / "mine.toml"
    path.write_text(
        '[[rule]]\nname = "x_twinned.twin"\ntype = "x_twinned"\nevent = "COOPERATE"\n'
        'verbs = ["twin"]\nactor = "subject"',
        "utf-8",
    )
    [rule] = load_rules([path])
    assert (rule.type, rule.event) == ("x_twinned", "COOPERATE")


def test_explain_names_rule_and_path() -> None:
    nlp = newsfacts.load()
    doc = nlp(to_doc(nlp, newsfacts.Article(text="Turkey urged Sweden to extradite the suspects.")))
    derivations = explain(doc)
    assert [d["fact"] for d in derivations] == [f.id for f in doc._.facts]
    assert derivations[0]["rule"] == "demanded.urge"
    assert {m["role"] for m in derivations[0]["matched"]} == {"actor", "recipient"}
