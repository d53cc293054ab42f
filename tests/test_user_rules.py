"""Users' rules files: what they add, what is said of broken ones, and how they come through every door."""

from __future__ import annotations

import json
import subprocess
import sys
from functools import cache
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner, Result

import newsfacts
from newsfacts import cli, toolbox
from newsfacts.language.facts.rules import load_builtin_rules, read_rules, to_rule, to_toml
from newsfacts.lexicon import BUILTIN, RuleError, find_rules_file, is_from_elsewhere, load_lexicon, sources
from newsfacts.lexicon.annotation import AnnotationError, read_annotation
from newsfacts.lexicon.positions import find_positions
from newsfacts.lexicon.sections import SECTIONS
from newsfacts.record import Record
from newsfacts.selection import select

MODEL = Path(newsfacts.__file__).parent / "language" / "model" / "meta.json"
needs_model = pytest.mark.skipif(not MODEL.exists(), reason="no trained model")

WORDS = """
disable = ["visited.host"]

[[country]]
code = "GH"
names = ["Land of Gold", "Goldland"]
demonyms = ["Gold Coaster", "Gold Coasters"]

[[organization]]
name = "Volta River Authority"
kind = "government"
country = "GH"
forms = ["VRA"]

[[office]]
office = "asantehene"
role = "monarch"
country = "GH"

[[currency]]
code = "GHS"
names = ["new cedi", "new cedis"]

[[reporting_verb]]
lemma = "chirp"

[[person]]
name = "Ama Boateng"
aliases = ["Boateng", "Mama Ama"]
office = "finance minister"
country = "GH"
from = 2019-01-07
to = 2021-06-30

[[person]]
name = "Ama Boateng"
office = "speaker of parliament"
role = "legislator"
country = "GH"
from = 2025-01-07

[[person]]
name = "Max Nordlund"

[[person]]
name = "Priya Shah"
office = "mayor of Millbrook"
country = "GB"
to = "2024-05-02"

[[fact_type]]
name = "x_hosted"
event = "CONSULT"

[[rule]]
name = "hosted"
type = "x_hosted"
example = "[Ghana:actor] <hosted> [the Dutch king:recipient] in [Accra:place]."
counterexamples = ["The lake hosted birds."]

[[rule]]
name = "bribed"
type = "x_bribed"
event = "TRANSACT"
verbs = ["bribe"]
nouns = ["bribery"]
actor = "subject"
recipient = "object|of"
confidence = 0.75
examples = [{text = "Ghana bribed Togo.", actor = ["Ghana"], recipient = ["Togo"]}]
counterexamples = ["Nobody saw the bribe."]
"""


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.chdir(tmp_path)
    (tmp_path / "newsfacts.toml").write_text(WORDS, "utf-8")
    return tmp_path


@cache
def _file(folder: str) -> str:
    path = Path(folder) / "words.toml"
    path.write_text(WORDS, "utf-8")
    return str(path)


@pytest.fixture(scope="session")
def words(tmp_path_factory: pytest.TempPathFactory) -> str:
    return _file(str(tmp_path_factory.getbasetemp()))


def extract(text: str, words: str, date: str | None = "2020-05-04") -> Record:
    return newsfacts.extract(text, date=date, rules=words)


def run(*arguments: str) -> Result:
    return CliRunner().invoke(toolbox.main, list(arguments))


def run_extract(*arguments: str) -> Result:
    return CliRunner().invoke(cli.main, list(arguments))


# What the words do


@needs_model
def test_words_of_ones_own_are_found(words: str) -> None:
    record = extract(
        "The Land of Gold told the VRA to pay 40 million new cedis. The asantehene chirped that Gold Coasters agreed.",
        words,
    )
    assert [(c.code, [m.text for m in c.mentions]) for c in record.countries] == [
        ("GH", ["Land of Gold", "Gold Coasters"])
    ]
    assert [(g.name, g.kind, g.country) for g in record.organizations] == [
        ("Volta River Authority", "government", "GH")
    ]
    assert [(a.value, a.currency) for a in record.amounts] == [("40000000", "GHS")]
    assert [(o.office, o.role, o.country) for o in record.officials] == [("asantehene", "monarch", "GH")]
    assert any(f.type == "said" and f.trigger.text == "chirped" for f in record.facts)


@needs_model
def test_a_states_name_of_ones_own_heads_a_story_and_owns_its_bodies(words: str) -> None:
    text = "GOLDLAND, March 3 — The Goldland News Agency said on Monday that the harbor would open."
    record, without = extract(text, words), newsfacts.extract(text)
    lines = [one.article.dateline for one in (record, without)]
    assert [line and line.country for line in lines] == ["GH", None]
    assert [[g.country for g in one.organizations] for one in (record, without)] == [["GH"], [None]]


@needs_model
def test_without_them_they_are_not() -> None:
    record = newsfacts.extract("The Land of Gold told the VRA to pay 40 million new cedis. The asantehene chirped.")
    assert (record.countries, record.amounts, record.officials) == ([], [], [])


@needs_model
@pytest.mark.parametrize(
    ("date", "officials"),
    [
        ("2018-12-31", []),
        ("2019-01-07", [("finance minister", "minister", "GH", "current")]),
        ("2021-06-30", [("finance minister", "minister", "GH", "current")]),
        ("2021-07-01", [("finance minister", "minister", "GH", "former")]),
        ("2025-01-07", [("speaker of parliament", "legislator", "GH", "current")]),
    ],
)
def test_watched_person_has_the_office_of_the_day(
    words: str, date: str, officials: list[tuple[str, ...]]
) -> None:
    record = extract("Mama Ama praised the farmers on Tuesday. Later Ama Boateng left.", words, date)
    assert [(o.office, o.role, o.country, o.status) for o in record.officials] == officials
    entity = record.officials[0] if officials else record.people[0]
    assert (entity.name, [m.text for m in entity.mentions]) == ("Ama Boateng", ["Mama Ama", "Ama Boateng"])


@needs_model
def test_the_articles_own_words_win(words: str) -> None:
    record = extract("Former trade minister Ama Boateng praised the farmers.", words)
    assert [(o.office, o.status, o.country) for o in record.officials] == [("trade minister", "former", "GH")]


@needs_model
def test_office_of_the_text_is_dated_by_the_list(words: str) -> None:
    record = extract("Finance minister Ama Boateng praised the farmers.", words, "2023-02-01")
    assert [(o.office, o.status) for o in record.officials] == [("finance minister", "former")]


@needs_model
def test_office_with_its_place_is_the_office_of_the_text(words: str) -> None:
    record = extract("Mayor Priya Shah praised the farmers.", words, "2024-06-01")
    assert [(o.office, o.role, o.country, o.status) for o in record.officials] == [
        ("mayor", "regional", "GB", "former")
    ]


@needs_model
def test_watched_without_office_is_a_person(words: str) -> None:
    record = extract("Max Nordlund praised the farmers.", words)
    assert ([p.name for p in record.people], record.officials) == (["Max Nordlund"], [])


@needs_model
def test_users_entry_stands_in_place_of_the_packages(tmp_path: Path) -> None:
    path = tmp_path / "a.toml"
    path.write_text('[[person]]\nname = "Hamid Karzai"\noffice = "chancellor"\nrole = "igo"\n', "utf-8")
    record = newsfacts.extract("Afghan troops left, and Hamid Karzai slept.", date="2010-01-02", rules=path)
    assert [(o.office, o.role) for o in record.officials if o.name] == [("chancellor", "igo")]


@needs_model
def test_unknown_day_is_warned_of(words: str) -> None:
    record = extract("Ama Boateng praised the farmers.", words, None)
    assert any("Ama Boateng" in warning for warning in record.warnings)


@needs_model
@pytest.mark.parametrize(
    "text",
    [
        "Kofi Boateng praised the farmers.",
        "The parade went down Boateng Street on Tuesday.",
        "The boateng is a small boat.",
    ],
)
def test_near_misses_of_an_alias(words: str, text: str) -> None:
    assert extract(text, words).officials == []


# What the rules do


def told(record: Record) -> list[tuple[str, str, list[str], list[str]]]:
    return [(f.type, f.event, [a.text for a in f.actor], [a.text for a in f.recipient]) for f in record.facts]


@needs_model
@pytest.mark.parametrize(
    ("text", "facts"),
    [
        ("Ghana hosted the Dutch king in Accra.", [("x_hosted", "CONSULT", ["Ghana"], ["Dutch king"])]),
        ("The Dutch king was hosted by Ghana.", [("x_hosted", "CONSULT", ["Ghana"], ["Dutch king"])]),
        ("Togo bribed Mali.", [("x_bribed", "TRANSACT", ["Togo"], ["Mali"])]),
        ("Togo's bribery of Mali was a shock.", [("x_bribed", "TRANSACT", ["Togo"], ["Mali"])]),
        ("Ghana hosted the cup.", []),
        ("A hotel offered a bribe.", []),
    ],
)
def test_rules_of_ones_own(words: str, text: str, facts: list[Any]) -> None:
    assert told(extract(text, words)) == facts


@needs_model
def test_negation_and_modality_come_for_free(words: str) -> None:
    [denied] = extract("Togo did not bribe Mali.", words).facts
    [planned] = extract("Togo will bribe Mali.", words).facts
    assert (denied.negated, planned.modality, denied.rule, denied.confidence) == (True, "planned", "bribed", 0.75)


@needs_model
def test_a_rule_that_nobody_measured_has_no_confidence_and_stays(words: str) -> None:
    record = extract("Ghana hosted the Dutch king in Accra.", words)
    [hosted] = [fact for fact in record.facts if fact.type == "x_hosted"]
    assert hosted.confidence is None
    assert hosted.id in {fact.id for fact in select(record, min_confidence=1.0).facts}


@needs_model
def test_own_type_stands_beside_the_packages_and_disable_takes_it_away(tmp_path: Path) -> None:
    path = tmp_path / "words.toml"
    path.write_text(WORDS.replace('disable = ["visited.host"]', ""), "utf-8")
    text = "Ghana hosted the Dutch king in Accra."
    assert sorted(f.type for f in newsfacts.extract(text, rules=path).facts) == ["visited", "x_hosted"]


@needs_model
def test_rule_of_a_type_of_the_contract_goes_first(tmp_path: Path) -> None:
    path = tmp_path / "words.toml"
    path.write_text(
        '[[rule]]\nname = "mine"\ntype = "met"\nmode = "secret"\nverbs = ["meet"]\nactor = "subject+object"\n', "utf-8"
    )
    [fact] = newsfacts.extract("Ghana met Togo.", rules=path).facts
    assert (fact.rule, fact.mode) == ("mine", "secret")


@needs_model
def test_disable_takes_statements_too(tmp_path: Path) -> None:
    path = tmp_path / "words.toml"
    text = "Togo said that Mali is a friend."
    assert [f.rule for f in newsfacts.extract(text).facts if f.type == "said"] == ["said.clause"]
    path.write_text('disable = ["said.*"]', "utf-8")
    assert [f for f in newsfacts.extract(text, rules=path).facts if f.type == "said"] == []


@needs_model
def test_pipelines_with_and_without_rules_live_side_by_side(words: str) -> None:
    text = "The Land of Gold hosted the Dutch king."
    assert [len(extract(text, words).countries), len(newsfacts.extract(text).countries)] == [2, 1]
    assert newsfacts.load() is newsfacts.load() and newsfacts.load(words) is newsfacts.load([words])


@needs_model
@pytest.mark.parametrize(
    ("sentence", "said"),
    [
        ("[Ghana:actor] is <aware> of [Togo:recipient].", "an adjective"),
        ("[Ghana:actor] slept while Mali <praised> [Togo:recipient].", "does not join 'Ghana'"),
    ],
)
def test_sentences_that_give_no_pattern(tmp_path: Path, sentence: str, said: str) -> None:
    path = tmp_path / "words.toml"
    path.write_text(f'[[rule]]\nname = "mine"\ntype = "met"\nexample = "{sentence}"\n', "utf-8")
    with pytest.raises(RuleError, match=said) as error:
        newsfacts.load(path)
    assert str(error.value).startswith(f"{path}:4:1: rule 'mine': ")


# Broken files


RULE = '[[rule]]\nname = "mine"\ntype = "met"\nverbs = ["meet"]\nactor = "subject"\n'


@pytest.mark.parametrize(
    ("toml", "place", "said"),
    [
        ("name = ", "1:8", "no valid TOML"),
        ('[[rule]]\nname = "a', "2:10", "TOML"),
        ("[[rule]]\nname = host\n", "2:8", "in quotes"),
        ('[[rule]\nname = "a"\n', "1:7", "TOML"),
        ('[rule]\nname = "a"\n', "1:1", "two brackets"),
        ('[[people]]\nname = "a"\n', "1:1", "did you mean 'person'"),
        ('[[persn]]\nname = "a"\n', "1:1", "did you mean 'person'"),
        ('[[rule]]\ntype = "met"\nverbs = ["meet"]\nactor = "subject"\n', "1:1", "has no name"),
        (RULE.replace('"mine"', '"my rule"'), "2:1", "letters, digits"),
        (RULE.replace('"mine"', '"met.meet"'), "2:1", "the package's own"),
        (RULE + RULE, "7:1", "used twice"),
        (RULE.replace("verbs", "verb"), "4:1", "did you mean 'verbs'"),
        (RULE.replace('["meet"]', '"meet"'), "4:1", "list of strings"),
        (RULE.replace('["meet"]', '["meet", 7]'), "4:18", "7 is none"),
        (RULE.replace('verbs = ["meet"]\n', ""), "1:1", "no trigger"),
        (RULE.replace('"subject"', '"subjct"'), "5:1", "did you mean 'subject'"),
        (RULE.replace('"subject"', '"sub-ject"'), "5:1", "no list of functions"),
        (RULE.replace('actor = "subject"\n', ""), "1:1", "needs its actor"),
        (RULE + 'need = ["actor", "recipient"]\n', "6:18", "needs its recipient"),
        (RULE + 'need = ["actr"]\n', "6:9", "did you mean 'actor'"),
        (RULE + 'fill = {actor = "dog"}\n', "6:9", "fill maps"),
        (RULE + "light = true\n", "6:1", "about nouns"),
        (RULE + 'light = "yes"\n', "6:1", "true or false"),
        (RULE + "confidence = 86\n", "6:1", "from 0 to 1"),
        (RULE + 'modality = "maybe"\n', "6:1", "must be one of"),
        (RULE + 'event = "ACCUSE"\n', "6:1", "is CONSULT"),
        (RULE + 'modes = ["visit"]\n', "6:1", "maps a mode to the triggers"),
        (RULE + 'modes = {phone = "meet"}\n', "6:10", "list of strings"),
        (RULE + 'modes = {phone = ["phone"]}\n', "6:19", "no trigger of this rule"),
        (RULE.replace('"met"', '"meet"'), "3:1", "neither of the contract"),
        (RULE.replace('"met"', '"x_Met"'), "3:1", "'x_met'"),
        (RULE.replace('"met"', '"x_met"'), "1:1", "event class"),
        (RULE.replace('"met"', '"x_met"\nevent = "CONSLT"'), "4:1", "did you mean 'CONSULT'"),
        (RULE + 'examples = ["", "b"]\n', "6:13", "an example is a sentence"),
        (RULE + 'examples = [{text = "Togo met.", actr = ["Togo"]}]\n', "6:34", "did you mean 'actor'"),
        (RULE + 'examples = [{text = "Togo met.", actor = ["Mali"]}]\n', "6:34", "does not stand in"),
        (RULE + 'example = "[Ghana] <met>"\n', "6:1", "names no role"),
        (RULE + 'example = ["[Ghana:actor] met"]\n', "6:12", "<trigger>"),
        ('disable = ["met.met"]\n', "1:12", "did you mean 'met.meet'"),
        ('extends = ["other.txt"]\n', "1:12", "end in .toml"),
        ('extends = ["missing.toml"]\n', "1:12", "No such file"),
        ('[[country]]\ncode = "Ghana"\nnames = ["Land"]\n', "2:1", "Ghana is 'GH'"),
        ('[[country]]\ncode = "UK"\nnames = ["Albion"]\n', "2:1", "United Kingdom is 'GB'"),
        ('[[country]]\ncode = "GH"\nnames = ["…"]\n', "3:10", "no letter"),
        ('[[currency]]\ncode = "CED"\nnames = ["cedi"]\n', "2:1", "ISO 4217"),
        ('[[office]]\noffice = "high bee"\n', "1:1", "has no role"),
        ('[[organization]]\nname = "Bees"\n', "1:1", "has no kind"),
        ('[[organization]]\nname = "Bees"\nkind = "military"\n', "1:1", "body of a state"),
        ('[[person]]\nname = "A B"\noffice = "mayor"\nfrom = 2021-07-01\nto = 2020-01-01\n', "4:1", "is after"),
        ('[[person]]\nname = "A B"\noffice = "mayor"\nfrom = 2021\n', "4:1", "must be a day"),
        ('[[person]]\nname = "A B"\nfrom = 2021-07-01\n', "3:1", "no office"),
        ('[[person]]\nname = "A B"\nstatus = "former"\n', "3:1", "unknown key 'status'"),
        ('[[reporting_verb]]\nclause = true\n', "1:1", "has no lemma"),
        ('[[fact_type]]\nname = "hosted"\nevent = "CONSULT"\n', "2:1", "begins with x_"),
    ],
)  # fmt: skip
def test_broken_files_are_told_with_place_and_reason(tmp_path: Path, toml: str, place: str, said: str) -> None:
    path = tmp_path / "mine.toml"
    path.write_text(toml, "utf-8")
    with pytest.raises(RuleError) as error:
        load_lexicon([path])
    problems = {str(problem) for problem in error.value.problems}
    assert any(p.startswith(f"{path}:{place}: ") and said in p for p in problems), problems


def test_everything_wrong_is_told_at_once(tmp_path: Path) -> None:
    path = tmp_path / "mine.toml"
    path.write_text(RULE.replace("verbs", "verb") + '[[country]]\ncode = "Ghana"\n', "utf-8")
    with pytest.raises(RuleError) as error:
        load_lexicon([path])
    assert [(problem.line, problem.column) for problem in error.value.problems] == [(4, 1), (7, 1)]


@pytest.mark.parametrize(
    ("data", "said"),
    [
        (b"\xff\xfe[", "not UTF-8"),
        (b"a = " + b"[" * 100_000, "no rules file needs"),
        (b"a = " + b"9" * 10_000, "no rules file needs"),
        (b"#" * (sources.LARGEST_FILE + 1), "split it"),
        (b'disable = ["' + b"x" * 10_000 + b'"]', "longer than"),
        (b"[[rule]]\n" * (sources.MOST_ENTRIES + 1), "at most"),
    ],
)
def test_hostile_files_are_refused(tmp_path: Path, data: bytes, said: str) -> None:
    path = tmp_path / "mine.toml"
    path.write_bytes(data)
    with pytest.raises(RuleError, match=said):
        load_lexicon([path])


def test_folders_devices_and_circles_are_refused(tmp_path: Path) -> None:
    a, b = tmp_path / "a.toml", tmp_path / "b.toml"
    a.write_text('extends = ["b.toml"]', "utf-8")
    b.write_text('extends = ["a.toml"]', "utf-8")
    for path, said in ((tmp_path, "no file"), (a, "extends itself"), (Path("/dev/null"), "no file")):
        with pytest.raises(RuleError, match=said):
            load_lexicon([path])


def test_many_rules_of_one_trigger_are_refused(tmp_path: Path) -> None:
    path = tmp_path / "mine.toml"
    path.write_text("".join(RULE.replace("mine", f"mine-{i}") for i in range(sources.MOST_PER_TRIGGER + 1)), "utf-8")
    with pytest.raises(RuleError, match="have the trigger"):
        load_lexicon([path])


def test_events_of_a_type_agree_across_files(tmp_path: Path) -> None:
    a, b = tmp_path / "a.toml", tmp_path / "b.toml"
    a.write_text('[[fact_type]]\nname = "x_a"\nevent = "AID"\n', "utf-8")
    b.write_text(RULE.replace('"met"', '"x_a"\nevent = "CONSULT"') + "", "utf-8")
    with pytest.raises(RuleError, match="has event CONSULT here and AID elsewhere"):
        load_lexicon([a, b])


# One door


def test_extends_comes_before_and_counts_less(tmp_path: Path) -> None:
    (tmp_path / "base").mkdir()
    base, own = tmp_path / "base" / "b.toml", tmp_path / "a.toml"
    base.write_text('[[organization]]\nname = "Bees"\nkind = "ngo"\nforms = ["BB"]\n' + RULE, "utf-8")
    own.write_text(
        'extends = ["base/b.toml"]\ndisable = ["mine"]\n'
        '[[organization]]\nname = "Bees"\nkind = "party"\nforms = ["B"]\n',
        "utf-8",
    )
    lexicon = load_lexicon([own])
    assert lexicon.rows("organization")[0] == {"name": "Bees", "kind": "party", "country": None,
                                               "forms": ["Bees", "BB", "B"]}  # fmt: skip
    assert [row["name"] for row in lexicon.rows("rule") if row["own"]] == []
    assert lexicon.version != load_lexicon([base]).version


def test_options_of_the_commands_leave_the_version_of_the_rules(tmp_path: Path) -> None:
    path = tmp_path / "newsfacts.toml"
    rows = '[[country]]\ncode = "GH"\nnames = ["Land of Gold"]\n'
    versions = []
    for more in ("", '\n# a comment\n[tool.newsfacts]\nformat = "csv"\n', "\n[tool.newsfacts]\njobs = 2\n"):
        path.write_text(rows + more, "utf-8")
        versions.append(load_lexicon([path]).version)
    path.write_text(rows.replace("Gold", "Iron"), "utf-8")
    assert len(set(versions)) == 1 and load_lexicon([path]).version not in versions



def test_an_entry_adds_to_what_the_package_knows(tmp_path: Path) -> None:
    path = tmp_path / "a.toml"
    path.write_text('[[country]]\ncode = "GH"\nnames = ["Land of Gold"]\n', "utf-8")
    [row] = [row for row in load_lexicon([path]).rows("country") if row["code"] == "GH"]
    assert row["alpha3"] == "GHA" and {"Ghana", "Land of Gold"} <= set(row["names"])
    assert len(load_lexicon([path]).rows("country")) == len(BUILTIN.rows("country"))


def test_shown_rules_read_back_the_same(tmp_path: Path) -> None:
    path = tmp_path / "shown.toml"
    rules = load_builtin_rules()
    path.write_text("\n".join(to_toml(rule).replace(f'"{rule.name}"', f'"own.{rule.name}"') for rule in rules), "utf-8")
    read = [to_rule(row) for row in load_lexicon([path]).rows("rule") if row["own"]]
    plain = ("type", "mode", "modes", "verbs", "nouns", "roles", "need", "objects", "fill", "unless")
    plain += ("examples", "counterexamples")
    assert [[getattr(r, key) for key in plain] for r in read] == [[getattr(r, key) for key in plain] for r in rules]


def test_positions_of_odd_toml() -> None:
    text = 'a."b c" = """x\n[[no]]"""\n[[t]] # [[x]]\nk = [ # c\n  "]",\n  {x = \'}\', y = [1]},\n]\n'
    text += "[[t]]\n[t.u]\nv=1\n"
    found = find_positions(text)
    assert found["a", "b c"] == (1, 1)
    assert found["t", 0, "k", 1, "y", 0] == (6, 18)
    assert found["t", 1, "u", "v"] == (10, 1)


@pytest.mark.parametrize(
    ("sentence", "said"),
    [
        ("Ghana met Togo.", "<trigger>"), ("<met>", "nobody is marked"), ("[Ghana:actor <met>", "no partner"),
        ("[Ghana:host] <met>", "'host' is no role"), ("[:actor] <met>", "marks no words"), ("x" * 401, "at most"),
    ],
)  # fmt: skip
def test_broken_annotations(sentence: str, said: str) -> None:
    with pytest.raises(AnnotationError, match=said):
        read_annotation(sentence)


def test_annotation_may_hold_colons() -> None:
    annotation = read_annotation("[Station: Alpha:actor] <met> [ Togo :recipient].")
    assert (annotation.text, annotation.find("actor"), annotation.find("recipient")) == (
        "Station: Alpha met  Togo .", ["Station: Alpha"], ["Togo"]
    )  # fmt: skip


def test_the_file_is_found_upwards(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (folder / "news" / "may").mkdir(parents=True)
    monkeypatch.chdir(folder / "news" / "may")
    assert find_rules_file() == folder / "newsfacts.toml"


def test_every_section_reads_its_own_examples() -> None:
    assert all(section.keys for section in SECTIONS.values())


# The commands


@needs_model
def test_extract_with_rules_in_every_format(folder: Path) -> None:
    (folder / "a.txt").write_text("Ghana hosted the Dutch king in Accra.", "utf-8")
    for format_ in ("json", "csv", "markdown", "html", "table"):
        result = run_extract("a.txt", "-f", format_)
        assert result.exit_code == 0 and "hosted" in result.stdout
    assert run_extract("a.txt", "-o", "a.db").exit_code == 0
    [record] = [json.loads(line) for line in run_extract("a.txt", "-f", "jsonl").stdout.splitlines()]
    assert [(f["type"], f["event"], f["place"]["text"]) for f in record["facts"]] == [("x_hosted", "CONSULT", "Accra")]
    gold = folder / "gold"
    gold.mkdir()
    (gold / "a.gold.json").write_text(json.dumps(record), "utf-8")
    (gold / "a.txt").write_text("Ghana hosted the Dutch king in Accra.", "utf-8")
    (folder / "a.jsonl").write_text(json.dumps(record) + "\n", "utf-8")
    assert run("validate", "a.jsonl").exit_code == 0
    report = json.loads(run("evaluate", "gold", "a.jsonl", "--json").stdout)
    assert report["facts by type"]["x_hosted"]["tp"] == 1
    assert '"x_' not in run_extract("a.txt", "-f", "json", "--no-rules").stdout


@needs_model
def test_workers_and_resume_notice_the_rules(folder: Path) -> None:
    news = folder / "news"
    news.mkdir()
    for name in "abc":
        (news / f"{name}.txt").write_text(f"Ghana hosted the Dutch king in Accra on May {ord(name) - 90}.", "utf-8")

    def extract_all(*more: str) -> tuple[int, str, str]:
        code = "from newsfacts.cli import main; main()"
        command = [sys.executable, "-c", code, "news", "-d", "2020-05-30", *more]
        done = subprocess.run(command, capture_output=True, text=True, check=False)
        return done.returncode, done.stdout, done.stderr

    one, two = extract_all("-j", "1", "-f", "jsonl"), extract_all("-j", "2", "-f", "jsonl", "-v")
    assert one[0] == two[0] == 0 and one[1] == two[1] and one[1].count("x_hosted") == 3
    assert f"rules of your own: {folder / 'newsfacts.toml'}" in two[2]
    assert extract_all("-j", "1", "-o", "out.jsonl", "--resume")[0] == 0
    assert "3 of them kept" in extract_all("-j", "1", "-o", "out.jsonl", "--resume")[2]
    (folder / "newsfacts.toml").write_text(WORDS.replace("x_hosted", "x_received"), "utf-8")
    assert "kept from before" not in extract_all("-j", "1", "-o", "out.jsonl", "--resume")[2]
    assert (folder / "out.jsonl").read_text("utf-8").count("x_received") == 3


def test_a_broken_file_stops_extract_before_any_work(folder: Path) -> None:
    (folder / "newsfacts.toml").write_text(RULE.replace("verbs", "verb"), "utf-8")
    (folder / "a.txt").write_text("Ghana hosted the Dutch king.", "utf-8")
    result = run_extract("a.txt", "-o", "a.json")
    assert result.exit_code == 2 and "newsfacts.toml:4:1" in result.stderr and not (folder / "a.json").exists()
    assert run_extract("a.txt", "--rules", "missing.toml").exit_code == 2
    assert run_extract("a.txt", "--rules", "newsfacts.toml", "--no-rules").exit_code == 2


@needs_model
def test_check_test_list_show(folder: Path) -> None:
    result = run("rules", "check")
    assert result.exit_code == 0 and "2 rules" in result.stdout and result.stderr == ""
    assert (run("rules", "test").exit_code, run("rules", "test").stdout) == (0, "4 examples of 2 rules, 0 failed\n")
    assert run("rules", "list").stdout.splitlines()[1].startswith("bribed\tx_bribed\tbribe, bribery")
    assert 'verbs = ["bribe"]' in run("rules", "show", "bribed").stdout
    assert run("rules", "show", "bribd").exit_code == 2
    (folder / "newsfacts.toml").write_text(WORDS.replace("Nobody saw the bribe.", "Togo bribed Mali."), "utf-8")
    result = run("rules", "test")
    assert result.exit_code == 1 and "bribed: matches, and must not: Togo bribed Mali." in result.stdout


def test_check_gives_advice(folder: Path) -> None:
    path = folder / "a.toml"
    path.write_text(RULE.replace("meet", "hosted"), "utf-8")
    result = run("rules", "check", "a.toml")
    assert result.exit_code == 0
    assert "looks like a form of 'host'" in result.stderr and "counterexample" in result.stderr


@needs_model
@pytest.mark.parametrize(
    ("text", "status", "said"),
    [
        ("Togo bribed Mali.", 0, "recipient: Mali (ML)"),
        ("Togo did not bribe Mali.", 0, "negated: yes"),
        ("Togo met Mali.", 1, "its trigger does not occur"),
        ("The bribe shocked Togo.", 1, "read as the noun"),
        ("Mali was bribed.", 1, "needs (actor)"),
    ],
)
def test_try_says_what_matches_or_what_failed(folder: Path, text: str, status: int, said: str) -> None:
    result = run("rules", "try", "bribed", text)
    assert result.exit_code == status and said in result.stdout


@needs_model
def test_hits_show_context_and_count(folder: Path) -> None:
    news = folder / "news"
    news.mkdir()
    (news / "a.txt").write_text("Farmers said Togo bribed Mali in May. Rain fell.\n\nTogo will bribe Chad.", "utf-8")
    (news / "b.txt").write_text("Rain fell on Togo.", "utf-8")
    result = run("rules", "hits", "bribed", "news")
    lines = result.stdout.splitlines()
    assert result.exit_code == 0 and "2 hits in 1 article of 2" in result.stderr
    assert lines[0].startswith("news/a.txt:1:") and "[bribed] Mali" in lines[0] and lines[0].endswith("| Togo → Mali")
    assert lines[1].startswith("news/a.txt:3:") and lines[1].endswith("| planned Togo → Chad")
    assert len(run("rules", "hits", "bribed", "news", "--limit", "1").stdout.splitlines()) == 1
    [hit, _] = map(json.loads, run("rules", "hits", "bribed", "news", "--json").stdout.splitlines())
    assert hit["fact"]["rule"] == "bribed"


@needs_model
def test_new_rules_pass_their_own_check_and_test(folder: Path) -> None:
    result = run("rules", "new", "--event", "REQUEST", "--no-rules", "[Ghana:actor] <lobbied> [Togo:recipient].")
    assert result.exit_code == 0
    (folder / "new.toml").write_text(result.stdout, "utf-8")
    assert run("rules", "check", "new.toml").exit_code == 0
    assert run("rules", "test", "new.toml").exit_code == 0
    assert run("rules", "new", "[Ghana:actor] <outsang> [Togo:recipient].").exit_code == 2
    assert run("rules", "new", "Ghana lobbied.").exit_code == 2


@pytest.mark.parametrize(
    ("content", "said"),
    [
        ("a" + ".a" * 50_000 + " = 1", "nested"),
        ("[a" + ".a" * 20_000 + "]\n", "nested"),
        ("x = " + "[" * 50_000, "nested"),
        ("# " + "x" * 200_000, "a line of more than"),
        ("a = 1\n" * 150_000, "keys"),
        ("\n" * 300_000, "lines"),
    ],
    ids=["keys", "header", "brackets", "line", "many", "lines"],
)
def test_a_file_that_would_keep_the_parser_is_refused(tmp_path: Path, content: str, said: str) -> None:
    path = tmp_path / "newsfacts.toml"
    path.write_text(content)
    with pytest.raises(RuleError, match=said):
        load_lexicon([path])


@pytest.mark.parametrize("text", [
    '"""a.a.a.a.a.a.a.a.a.a.a.a.a.a.a.a.a.a.a"""', "'[[[[[[[[[[[[[[[[[[[['", "1 # .............................",
])
def test_what_stands_in_strings_and_comments_counts_for_nothing(text: str) -> None:
    assert sources._find_excess("x", f"a = {text}\n") is None


def test_a_rules_file_from_above_the_project_is_named(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    inner = tmp_path / "project" / "inner"
    inner.mkdir(parents=True)
    rules = tmp_path / "newsfacts.toml"
    rules.write_text("")
    monkeypatch.chdir(inner)
    assert is_from_elsewhere(rules)  # of no project at all
    (tmp_path / "project" / "pyproject.toml").write_text("")
    assert is_from_elsewhere(rules)
    assert not is_from_elsewhere(tmp_path / "project" / "newsfacts.toml")
    assert not is_from_elsewhere(inner / "newsfacts.toml")
    from click.testing import CliRunner

    from newsfacts.cli import main

    (inner / "a.txt").write_text(" ")
    said = CliRunner().invoke(main, ["a.txt"]).stderr
    assert f"using the rules of {rules}" in said and len(said.splitlines()) == 2
    assert "using" not in CliRunner().invoke(main, ["a.txt", "--no-rules"]).stderr
    (tmp_path / ".git").mkdir()
    (tmp_path / "project" / "pyproject.toml").unlink()
    assert "using" not in CliRunner().invoke(main, ["a.txt"]).stderr


def test_words_of_ones_own_join_a_class_in_every_rule(tmp_path: Path) -> None:
    path = tmp_path / "newsfacts.toml"
    path.write_text('[[class]]\nname = "talks"\nwords = ["palaver"]\n', "utf-8")
    asking = {row["name"] for row in BUILTIN.rows("rule") if "@talks" in row.get("objects", ())}
    assert asking
    for lexicon, takes in ((load_lexicon([path]), asking), (BUILTIN, set())):
        assert {rule.name for rule in read_rules(lexicon) if "palaver" in rule.objects} == takes


def test_a_class_of_ones_own_serves_ones_rules(tmp_path: Path) -> None:
    path = tmp_path / "newsfacts.toml"
    rule = f'{RULE}objects = ["@palavers", "vote"]\n'
    path.write_text(f'{rule}\n[[class]]\nname = "palavers"\nwords = ["palaver", "indaba"]\n', "utf-8")
    (found,) = (r for r in read_rules(load_lexicon([path])) if "palaver" in r.objects)
    assert found.objects == {"palaver", "indaba", "vote"}
    path.write_text(rule, "utf-8")
    with pytest.raises(RuleError, match=r"'@palavers' in objects is no class of words"):
        load_lexicon([path])
    path.write_text('[[class]]\nname = "palavers"\nwords = ["@talks"]\n', "utf-8")
    with pytest.raises(RuleError, match="'@talks' is another class"):
        load_lexicon([path])


def test_a_class_that_is_nearly_the_packages_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "newsfacts.toml"
    path.write_text('[[class]]\nname = "talk"\nwords = ["palaver"]\n', "utf-8")
    with pytest.raises(RuleError, match="did you mean 'talks'"):
        load_lexicon([path])
