"""The second command: every verb by its output and its exit status."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path
from typing import Any

import click
import pytest
from click.testing import CliRunner, Result
from records import TEXT, to_record

from newsfacts.diff import find_changes
from newsfacts.record import Record
from newsfacts.toolbox import main

DOCS = Path(__file__).parents[1] / "docs" / "toolbox.md"


def run(*arguments: object) -> Result:
    return CliRunner().invoke(main, [str(argument) for argument in arguments])


def plain(**changes: Any) -> dict[str, Any]:
    return {**json.loads(to_record().to_json()), **changes}


def write(path: Path, *records: dict[str, Any]) -> Path:
    path.write_text("".join(json.dumps(record) + "\n" for record in records), "utf-8")
    return path


def commands(group: click.Group, prefix: str = "") -> list[tuple[str, click.Command]]:
    found = []
    for name, command in group.commands.items():
        found.append((f"{prefix}{name}", command))
        if isinstance(command, click.Group):
            found += commands(command, f"{name} ")
    return found


@pytest.mark.parametrize(("name", "command"), commands(main))
def test_every_command_has_help_and_is_in_the_docs(name: str, command: click.Command) -> None:
    assert command.help
    assert f"newsfacts {name}" in DOCS.read_text("utf-8")
    assert run(*name.split(), "--help").exit_code == 0
    for option in command.params:
        if isinstance(option, click.Option) and name != "--help":
            assert option.help or option.name in ("help",)
            page = DOCS.with_name("cli.md") if name == "extract" else DOCS
            assert max(option.opts, key=len) in page.read_text("utf-8")


def test_help_imports_nothing_heavy() -> None:
    code = ("import sys, newsfacts.toolbox as t\ntry: t.main(['--help'])\nexcept SystemExit: pass\n"
            "assert not {'spacy', 'pydantic', 'rich'} & set(sys.modules)")
    assert subprocess.run([sys.executable, "-c", code], capture_output=True).returncode == 0


def test_schema_is_the_records_own() -> None:
    assert json.loads(run("schema").stdout) == Record.to_schema()


def test_validate_accepts_what_extract_makes(tmp_path: Path) -> None:
    one = tmp_path / "one.json"
    one.write_text(to_record().to_json(indent=2), "utf-8")
    array = tmp_path / "array.json"
    array.write_text(json.dumps([plain(), plain()]), "utf-8")
    failed = {"schema_version": "1", "error": {"source": "x", "type": "binary", "message": "not text", "hint": None}}
    result = run("validate", one, array, write(tmp_path / "lines.jsonl", plain(), failed))
    assert (result.exit_code, result.stdout) == (0, "4 valid, 0 invalid\n")


@pytest.mark.parametrize(("change", "said"), [
    ({"schema_version": "2"}, "schema_version"),
    ({"surprise": 1}, "surprise"),
    ({"dates": []}, "unknown date"),
    ({"amounts": [{**plain()["amounts"][0], "currency": "XXY"}]}, "ISO 4217"),
    ({"amounts": [{**plain()["amounts"][0], "text": "40"}]}, "is not as long as its text"),
])
def test_validate_says_where_and_why(tmp_path: Path, change: dict[str, Any], said: str) -> None:
    path = write(tmp_path / "bad.jsonl", plain(), plain(**change))
    result = run("validate", path)
    assert result.exit_code == 1
    assert f"{path}:2: " in result.stdout and said in result.stdout
    assert "1 valid, 1 invalid" in result.stdout


def test_validate_against_texts(tmp_path: Path) -> None:
    lines = write(tmp_path / "r.jsonl", plain())
    (tmp_path / "oslo.txt").write_text(TEXT, "utf-8")
    assert run("validate", "--texts", tmp_path, lines).exit_code == 0
    (tmp_path / "oslo.txt").write_text(TEXT.replace("Rusu", "Rosu"), "utf-8")
    assert run("validate", "--texts", tmp_path, lines).exit_code == 1


def test_validate_finds_texts_of_every_form(tmp_path: Path) -> None:
    folder = tmp_path / "texts"
    folder.mkdir()
    lines = [json.dumps({"text": text}) for text in ("Other.", TEXT)]
    (folder / "news.jsonl").write_text("\n".join(lines), "utf-8")
    (folder / "oslo.md").write_text(f"---\ndate: 2024-03-12\n---\n{TEXT}", "utf-8")
    for source, status in (("somewhere/news.jsonl:2", 0), ("news.jsonl", 0), ("there/oslo.md", 0), ("no.txt", 1)):
        records = tmp_path / "r.jsonl"
        records.write_text(to_record(source=source).to_json() + "\n", "utf-8")
        result = run("validate", "--texts", folder, records)
        assert (result.exit_code, "its text is not in" in result.stdout) == (status, bool(status)), source


@pytest.mark.parametrize("content", [b"{", b"\xff\xfe\x00", b"[" * 100000])
def test_what_is_no_json_is_trouble_not_a_verdict(tmp_path: Path, content: bytes) -> None:
    path = tmp_path / "bad.jsonl"
    path.write_bytes(content)
    for command in (("validate", path), ("diff", path, path), ("merge", path)):
        result = run(*command)
        assert result.exit_code == 2
        assert "Error: " in result.stderr


def gold(folder: Path) -> Path:
    folder.mkdir()
    (folder / "oslo.txt").write_text(TEXT, "utf-8")
    (folder / "oslo.gold.json").write_text(json.dumps(plain()), "utf-8")
    return folder


def test_evaluate_gates(tmp_path: Path) -> None:
    folder, lines = gold(tmp_path / "gold"), write(tmp_path / "r.jsonl", plain(facts=plain()["facts"][:4]))
    result = run("evaluate", folder, lines, "--min", "facts.precision=0.8", "--min", "facts.recall=0.8")
    assert result.exit_code == 0, result.output
    assert "facts (strict)" in result.stdout
    result = run("evaluate", folder, lines, "--min", "facts.recall=0.81", "--misses")
    assert result.exit_code == 1
    assert "facts.recall is 0.8, wanted 0.81" in result.stderr
    assert "missed facts: visited" in result.stdout
    report = json.loads(run("evaluate", folder, lines, "--json").stdout)
    assert report["scores"]["facts (strict)"]["r"] == 0.8


@pytest.mark.parametrize("gate", ["facts.precision", "facts.precision=much", "nonsense.f1=0.5"])
def test_evaluate_refuses_gates_that_mean_nothing(tmp_path: Path, gate: str) -> None:
    assert run("evaluate", gold(tmp_path / "gold"), write(tmp_path / "r.jsonl", plain()), "--min", gate).exit_code == 2


def test_evaluate_without_a_match_is_trouble(tmp_path: Path) -> None:
    other = plain()
    other["article"]["source"] = "elsewhere.txt"
    assert run("evaluate", gold(tmp_path / "gold"), write(tmp_path / "r.jsonl", other)).exit_code == 2


def test_diff_of_the_same_is_silent_and_0(tmp_path: Path) -> None:
    path = write(tmp_path / "a.jsonl", plain())
    result = run("diff", path, path)
    assert (result.exit_code, result.stdout) == (0, "no differences\n")


def test_diff_names_what_appeared_vanished_and_changed(tmp_path: Path) -> None:
    new = plain()
    del new["facts"][4]
    new["facts"][3]["negated"] = False
    new["officials"][2]["name"] = "Pavel Orlow"
    old, changed = write(tmp_path / "a.jsonl", plain()), write(tmp_path / "b.jsonl", new)
    result = run("diff", old, changed)
    assert result.exit_code == 1
    assert "- facts: Pavel Orlov (RU) may visit Moldova · in April 2024" in result.stdout
    assert "~ facts: Ion Rusu (MD) met Karin Holm (NO)\n" in result.stdout
    assert "negated: true → false" in result.stdout
    assert "+ officials: Pavel Orlow" in result.stdout
    data = json.loads(run("diff", old, changed, "--json").stdout)
    assert data["counts"] == {"appeared": 1, "vanished": 2, "changed": 1}
    quiet = run("diff", old, changed, "--quiet")
    assert (quiet.exit_code, quiet.stdout) == (1, "")


def test_diff_says_facts_of_what_is_no_valid_record_by_their_triggers() -> None:
    new = plain()
    new["facts"][3]["negated"] = "perhaps"
    (change,) = find_changes([plain()], [new])
    assert (change.what, change.fields) == ("met (“meet”)", {"negated": (True, "perhaps")})


def test_diff_is_not_fooled_by_numbering() -> None:
    new = plain()
    # One more date at the head of the list: every id after it shifts, and nothing else changes.
    for date in new["dates"]:
        date["id"] = f"d{int(date['id'][1:]) + 1}"
    for fact in new["facts"]:
        fact["date"] = fact["date"] and f"d{int(fact['date'][1:]) + 1}"
    new["dates"].insert(0, {**new["dates"][0], "id": "d1", "text": "to", "start": 7, "end": 9})
    changes = list(find_changes([plain()], [new]))
    assert [(c.layer, c.change, c.what) for c in changes] == [("dates", "appeared", "to")]


def test_diff_compares_with_records_whose_arguments_had_no_name() -> None:
    """What an argument is called is its entity's: records of before, and of --only facts, are the same facts."""
    old = plain()
    for fact in old["facts"]:
        for argument in (*fact["actor"], *fact["recipient"], *([fact["attribution"]["source"]] if fact["attribution"]
                                                               else [])):
            del argument["name"], argument["country"]
    assert list(find_changes([old], [plain()])) == []
    renamed = plain()
    renamed["officials"][0]["country"] = "MD"
    assert {change.layer for change in find_changes([old], [renamed])} == {"officials"}


def test_diff_of_an_edited_article_compares_words_not_places() -> None:
    moved = json.loads(to_record("By a correspondent\n\n" + TEXT).to_json())
    changes = list(find_changes([plain()], [moved]))
    assert {c.layer for c in changes} == {"article"}


def test_diff_of_articles_that_come_and_go() -> None:
    other = json.loads(to_record(TEXT + "More.\n", source="other.txt").to_json())
    changes = list(find_changes([plain()], [other]))
    assert [(c.article, c.change) for c in changes] == [("other.txt", "appeared"), ("oslo.txt", "vanished")]


def test_merge_keeps_each_article_once_and_the_later_record(tmp_path: Path) -> None:
    other = json.loads(to_record(TEXT + "More.\n", source="other.txt").to_json())
    first = write(tmp_path / "a.jsonl", plain(), other)
    second = write(tmp_path / "b.jsonl", plain(warnings=["later"]))
    lines = [json.loads(line) for line in run("merge", first, second).stdout.splitlines()]
    assert [(r["article"]["source"], r["warnings"]) for r in lines] == [("oslo.txt", ["later"]), ("other.txt", [])]


def test_terminal_escapes_never_reach_the_terminal(tmp_path: Path) -> None:
    new = plain()
    new["officials"][2]["name"] = "Pavel \x1b[31mOrlov"
    result = run("diff", write(tmp_path / "a.jsonl", plain()), write(tmp_path / "b.jsonl", new))
    assert "\x1b" not in result.stdout


RULE = """
type = "x_praised_wine"
[[rule]]
name = "wine.uncork"
event = "SUPPORT"
verbs = ["uncork"]
actor = "subject"
object = "object"
examples = [{text = "France uncorked a bottle.", actor = ["France"]}]
counterexamples = ["Oil prices fell in Rome."]
"""


def test_rules_of_ones_own_are_checked_listed_shown_and_tested(tmp_path: Path) -> None:
    path = tmp_path / "wine.toml"
    path.write_text(RULE, "utf-8")
    assert run("rules", "check", path).stdout == f"{path}: 1 rule; well-formed\n"
    assert run("rules", "list", path).stdout == "wine.uncork\tx_praised_wine\tuncork\n"
    assert "uncork" in run("rules", "show", "wine.uncork", path).stdout
    assert run("rules", "show", "wine.nothing", path).exit_code == 2
    result = run("rules", "test", path)
    assert (result.exit_code, result.stdout) == (0, "2 examples of 1 rule, 0 failed\n")
    path.write_text(RULE.replace('actor = ["France"]', 'actor = ["bottle"]'), "utf-8")
    result = run("rules", "test", path)
    assert result.exit_code == 1
    assert "wine.uncork: has another actor: France uncorked a bottle." in result.stdout


@pytest.mark.parametrize("broken", ["type = ", RULE.replace("verbs", "verb"), RULE.replace("x_praised", "praised")])
def test_broken_rules_are_named(tmp_path: Path, broken: str) -> None:
    path = tmp_path / "wine.toml"
    path.write_text(broken, "utf-8")
    result = run("rules", "check", path)
    assert result.exit_code == 1 and "wine.toml:" in result.stdout


def test_doctor_proves_itself() -> None:
    result = run("doctor")
    assert result.exit_code == 0, result.output
    assert "self-test passed" in result.stdout


def test_explain_says_why(tmp_path: Path) -> None:
    path = tmp_path / "article.txt"
    path.write_text("France criticized Iran on Monday.\n", "utf-8")
    result = run("explain", path, "--date", "2024-05-07")
    assert result.exit_code == 0, result.output
    assert "France criticized Iran" in result.stdout and "rule: criticized" in result.stdout
    reasons = json.loads(run("explain", path, "--json").stdout)
    assert reasons[0]["fact"] == "f1"
    assert run("explain", path, "--date", "soon").exit_code == 2
