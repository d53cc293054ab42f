"""The recipes of the guide run as they stand."""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

import newsfacts

ROOT = Path(__file__).parent.parent
BLOCK = re.compile(r"^```(bash|python)\n(.*?)^```", re.MULTILINE | re.DOTALL)
RECIPES = (ROOT / "docs" / "ci.md").read_text("utf-8").partition("## Recipes")[2]
CORPUS = (ROOT / "docs" / "corpus.md").read_text("utf-8").partition("## PLOVER")[2]
STATISTICS = re.compile(r"^```(python|r)\n(.*?)^```", re.MULTILINE | re.DOTALL)
MODEL = Path(newsfacts.__file__).parent / "language" / "model" / "meta.json"
BIN = Path(sys.executable).parent

pytestmark = pytest.mark.skipif(
    not MODEL.exists() or not (BIN / "extract").exists(), reason="no trained model or no installed command"
)


@pytest.mark.parametrize(("language", "code"), BLOCK.findall(RECIPES))
def test_recipe(tmp_path: Path, language: str, code: str) -> None:
    (tmp_path / "news").mkdir()
    shutil.copy(ROOT / "data" / "articles" / "mekong-dam.txt", tmp_path / "news")
    for tool in ("jq", "sqlite3", "duckdb"):
        if re.search(rf"(^|\| ){tool} ", code, re.MULTILINE) and not shutil.which(tool):
            pytest.skip(f"no {tool}")
    if "import pandas" in code:
        pytest.importorskip("pandas")
    command = ["bash", "-euo", "pipefail", "-c", code] if language == "bash" else [sys.executable, "-c", code]
    environment = {**os.environ, "PATH": f"{BIN}{os.pathsep}{os.environ['PATH']}"}
    done = subprocess.run(command, cwd=tmp_path, env=environment, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
    assert done.stdout


@pytest.mark.parametrize(("language", "command"), [("python", [sys.executable]), ("r", ["Rscript"])])
def test_statistics_of_plover_run(tmp_path: Path, language: str, command: list[str]) -> None:
    """What the guide to the corpus says for pandas and R, on the articles of this project."""
    articles = ROOT / "data" / "corpus" / "articles.jsonl"
    code = next(code for code in STATISTICS.findall(CORPUS) if code[0] == language)[1]
    (tmp_path / "script").write_text(code, "utf-8")
    libraries = {"python": ["-c", "import pandas"], "r": ["-e", "library(jsonlite); library(dplyr)"]}[language]
    known = shutil.which(command[0]) and subprocess.run([*command, *libraries], capture_output=True, check=False)
    if not known or known.returncode:
        pytest.skip(f"no {command[0]} with what the guide needs")
    few = "".join(articles.read_text("utf-8").splitlines(keepends=True)[:8])
    (tmp_path / "few.jsonl").write_text(few, "utf-8")
    for arguments in (["extract", "few.jsonl", "-o", "records.jsonl"],
                      ["newsfacts", "corpus", "records.jsonl", "-f", "plover", "-o", "events.jsonl"]):
        subprocess.run([BIN / arguments[0], *arguments[1:]], cwd=tmp_path, check=True)
    done = subprocess.run([*command, "script"], cwd=tmp_path, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
    assert "NOR" in done.stdout


def test_the_action_runs_as_written(tmp_path: Path) -> None:
    """The shell of the composite action, with what GitHub would give it."""
    if not shutil.which("bash"):
        pytest.skip("no bash")
    action = (ROOT / ".github" / "actions" / "extract" / "action.yml").read_text("utf-8")
    steps = re.findall(r"      run: \|\n((?:        .*\n|\n)+)", action)
    assert len(steps) == 2
    (tmp_path / "news $(x)").mkdir()
    shutil.copy(ROOT / "data" / "articles" / "mekong-dam.txt", tmp_path / "news $(x)")
    environment = {
        **os.environ, "PATH": f"{BIN}{os.pathsep}{os.environ['PATH']}", "PATHS": "news $(x)/\n",
        "OPTIONS": "--date\n2024-11-20\n", "OUTPUT": "facts.jsonl", "FAIL_ON": "error",
        "GITHUB_OUTPUT": str(tmp_path / "output"), "GITHUB_STEP_SUMMARY": str(tmp_path / "summary.md"),
    }  # fmt: skip
    for step in steps:
        script = re.sub(r"^        ", "", step, flags=re.MULTILINE)
        subprocess.run(["bash", "-eo", "pipefail", "-c", script], cwd=tmp_path, env=environment, check=True)
    assert (tmp_path / "output").read_text().splitlines() == ["records=facts.jsonl", "report=facts.jsonl.report.json"]
    assert (tmp_path / "facts.jsonl").read_text().count("\n") == 1
    assert (tmp_path / "facts.jsonl.report.json").exists()
    assert "most reliable of" in (tmp_path / "summary.md").read_text()
