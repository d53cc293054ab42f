"""The guide to rules, run as it stands: its files are written, its commands are run, their output is compared."""

from __future__ import annotations

import re
import shlex
from pathlib import Path

import pytest
from click.testing import CliRunner

import newsfacts
from newsfacts import cli, toolbox
from newsfacts.lexicon.classes import load_classes
from newsfacts.lexicon.sections import SECTIONS

GUIDE = Path(__file__).parents[1] / "docs" / "rules.md"
BLOCK = re.compile(r"^```(\w+)(?: (\S+))?\n(.*?)^```", re.MULTILINE | re.DOTALL)
MODEL = Path(newsfacts.__file__).parent / "language" / "model" / "meta.json"


def run_block(code: str) -> str:
    """The console block with the output that its commands have now."""
    out = []
    for line in code.splitlines():
        if line.startswith("$ "):
            command, *arguments = shlex.split(line[2:])
            program = {"newsfacts": toolbox.main, "extract": cli.main}[command]
            result = CliRunner().invoke(program, arguments)
            folder = str(Path.cwd())
            said = (result.stdout.rstrip("\n") + "\n" + result.stderr).strip("\n").replace(f"{folder}/", "")
            out.append(f"{line}\n{said}\n" if said else f"{line}\n")
    return "".join(out)


def find_outputs(guide: str, folder: Path) -> list[tuple[str, str]]:
    """Each console block as it is in the guide and as it comes out in a folder with the guide's files so far."""
    found = []
    own = ""
    for kind, name, code in BLOCK.findall(guide):
        if kind == "toml" and not name:
            own = code + own if code.startswith("disable") else own + "\n" + code
            (folder / "newsfacts.toml").write_text(own, "utf-8")
        elif kind in ("toml", "text"):
            (folder / name).write_text(code, "utf-8")
        elif kind == "console":
            found.append((code, run_block(code)))
    return found


@pytest.mark.skipif(not MODEL.exists(), reason="no trained model")
def test_the_guide_is_true(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    for told, comes_out in find_outputs(GUIDE.read_text("utf-8"), tmp_path):
        assert told == comes_out
    assert CliRunner().invoke(toolbox.main, ["rules", "test"]).exit_code == 0
    assert CliRunner().invoke(toolbox.main, ["rules", "check"]).exit_code == 0


def test_every_class_of_words_is_in_the_guide() -> None:
    listed = set(re.findall(r"`@(\w+)`", GUIDE.read_text("utf-8")))
    assert load_classes().keys() <= listed


def test_every_section_and_every_key_of_a_rule_is_in_the_guide() -> None:
    text = GUIDE.read_text("utf-8")
    assert not [name for name in SECTIONS if f"[[{name}]]" not in text]
    assert not [key for key in SECTIONS["rule"].keys if not re.search(rf"\b{key}\b", text)]
