"""The guide holds: its commands run as they stand, what it quotes is what is printed, its links lead somewhere."""

from __future__ import annotations

import doctest
import importlib.util
import json
import pydoc
import re
import shutil
import tomllib
from pathlib import Path
from types import ModuleType
from typing import Any

import pytest

import newsfacts
from newsfacts.record import EVENT_OF_TYPE

ROOT = Path(__file__).parent.parent
PAGES = sorted([ROOT / "README.md", ROOT / "CHANGELOG.md", *(ROOT / "docs").glob("*.md"), *ROOT.glob("*/README.md")])
README = (ROOT / "README.md").read_text("utf-8")


def load_pages() -> ModuleType:
    specification = importlib.util.spec_from_file_location("make_pages", ROOT / "docs" / "make_pages.py")
    assert specification and specification.loader
    module = importlib.util.module_from_spec(specification)
    specification.loader.exec_module(module)
    return module


PAGE_MAKER = load_pages()
EXAMPLES = [(command, output) for command, output in PAGE_MAKER.find_examples(README) if output.strip()]


def test_setting_up_takes_two_commands() -> None:
    first = PAGE_MAKER.CONSOLE.search(README)[1]
    commands = [line for line in first.splitlines() if line.startswith("$ ")]
    assert len(commands) == 2
    assert "extract data/articles/" in commands[0] and "pytest" in commands[1]


@pytest.mark.parametrize(("command", "output"), EXAMPLES)
def test_readme_commands_print_what_it_shows(command: str, output: str) -> None:
    for tool in ("bash", "jq", "sed"):
        if tool in command and not shutil.which(tool):
            pytest.skip(f"no {tool}")
    if not shutil.which("bash"):
        pytest.skip("no bash")
    assert PAGE_MAKER.run_command(command) == output


def test_readme_shows_examples() -> None:
    assert len(EXAMPLES) >= 2


def is_part(shown: Any, whole: Any) -> bool:
    """Whether what a page shows of a record is in it: some of the keys, some of a list's items; confidence may move."""
    if isinstance(shown, dict):
        return all(key in whole and (key == "confidence" or is_part(one, whole[key])) for key, one in shown.items())
    if isinstance(shown, list):
        return all(any(is_part(one, other) for other in whole) for one in shown) and (bool(shown) or not whole)
    return bool(shown == whole)


def test_readme_record_is_what_the_sentence_gives() -> None:
    (shown,) = re.findall(r"^```jsonc\n(.*?)^```", README, re.MULTILINE | re.DOTALL)
    (sentence,) = re.findall(r'^Of "(China .*?)", shortened', README, re.MULTILINE | re.DOTALL)
    record = newsfacts.extract(f"NAIROBI, March 14, 2019 (Reuters) - {' '.join(sentence.split())}.")
    assert is_part(json.loads(re.sub(r"\s+//.*", "", shown)), json.loads(record.to_json()))
    assert not is_part({"facts": [{"modality": "actual", "type": "aided"}]}, json.loads(record.to_json()))


def test_python_page_runs(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """The blocks of a page, in order, as one program."""
    (tmp_path / "data").symlink_to(ROOT / "data")
    monkeypatch.chdir(tmp_path)
    blocks = re.findall(r"^```python\n(.*?)^```", (ROOT / "docs" / "python-api.md").read_text("utf-8"), re.M | re.S)
    assert len(blocks) >= 8
    space: dict[str, Any] = {"__name__": "example"}
    for block in blocks:
        exec(block, space)


def test_links_work_on_the_package_index() -> None:
    pytest.importorskip("hatchling")
    specification = importlib.util.spec_from_file_location("hatch_build", ROOT / "hatch_build.py")
    assert specification and specification.loader
    module = importlib.util.module_from_spec(specification)
    specification.loader.exec_module(module)
    assert doctest.testmod(module).failed == 0
    link = re.compile(r"\]\(([^)\s]+)\)")
    absolute = link.findall(module.to_absolute(README, "https://example.org/newsfacts"))
    assert len(absolute) > 10 and all(target.startswith(("https://", "#")) for target in absolute)
    # Without an address there is no link that leads nowhere, and each file is still named.
    plain = module.to_plain(README)
    assert all(target.startswith(("https://", "#")) for target in link.findall(plain)) and "![" not in plain
    files = {target.partition("#")[0] for target in link.findall(README) if not re.match("[a-z]+:|#", target)}
    assert all(f"`{path}`" in plain for path in files if not path.endswith(".svg"))
    # What the package says of itself is built from the hook, whichever of the two it is.
    project = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))["project"]
    metadata = {"urls": project.get("urls", {})}
    module.ReadmeHook(str(ROOT), {}).update(metadata)
    shown = metadata["readme"]["text"]
    assert all(target.startswith(("https://", "#")) for target in link.findall(shown))
    assert ("Repository" in metadata["urls"]) == ("repository-code:" in (ROOT / "CITATION.cff").read_text("utf-8"))


def test_citation_has_the_version() -> None:
    assert f"\nversion: {newsfacts.__version__}\n" in (ROOT / "CITATION.cff").read_text("utf-8")


def test_readme_commands_are_commands(tmp_path: Path) -> None:
    """Those that show no output name files that are not here: each runs on a sample instead."""
    (tmp_path / "news").mkdir()
    shutil.copy(ROOT / "data" / "articles" / "mekong-dam.txt", tmp_path / "article.txt")
    shutil.copy(ROOT / "data" / "articles" / "mekong-dam.txt", tmp_path / "news")
    shown = [command for command, output in PAGE_MAKER.find_examples(README) if not output.strip()]
    ours = [command for command in shown if command.startswith(("extract ", "newsfacts "))]
    assert len(ours) >= 5
    for command in ours:
        if "golden.jsonl" in command:
            shutil.copy(tmp_path / "news.jsonl", tmp_path / "golden.jsonl")
        PAGE_MAKER.run_command(f"cd '{tmp_path}' && {command}")


def test_readme_python() -> None:
    (code,) = re.findall(r"^```python\n(.*?)^```", README, re.MULTILINE | re.DOTALL)
    printed: list[str] = []
    exec(code, {"print": lambda *values: printed.append(" ".join(map(str, values)))})
    assert printed == ["FR aided UA 20000000 2022-05-03"]


def test_contract_is_what_the_models_say() -> None:
    page = PAGE_MAKER.CONTRACT.read_text("utf-8")
    assert PAGE_MAKER.to_contract(page) == page, "run python docs/make_pages.py"
    rows = dict(re.findall(r"^\| `(\w+)` \| ([A-Z_]+)", page.partition("## Fact types")[2], re.MULTILINE))
    assert rows == dict(EVENT_OF_TYPE)


@pytest.mark.parametrize("page", PAGES, ids=lambda page: str(page.relative_to(ROOT)))
def test_links_lead_somewhere(page: Path) -> None:
    for target in re.findall(r"\]\(([^)\s]+)\)", page.read_text("utf-8")):
        if re.match(r"[a-z]+:", target):
            continue
        path, _, anchor = target.partition("#")
        other = (page.parent / path).resolve() if path else page
        assert other.exists(), f"{page.name}: {target}"
        if anchor:
            titles = re.findall(r"^#+ (.*)$", other.read_text("utf-8"), re.MULTILINE)
            assert anchor in {re.sub(r"[^\w -]", "", title.lower()).replace(" ", "-") for title in titles}, target


def test_every_page_of_the_guide_is_in_the_readme() -> None:
    for page in (ROOT / "docs").glob("*.md"):
        assert f"docs/{page.name}" in README


ARCHITECTURE = (ROOT / "docs" / "architecture.md").read_text("utf-8")


@pytest.mark.parametrize("name", re.findall(r"^\d+\. `(newsfacts[\w.]+)`", ARCHITECTURE, re.M))
def test_the_way_of_a_fact_names_what_there_is(name: str) -> None:
    assert pydoc.locate(name) is not None


@pytest.mark.parametrize("path", sorted({*re.findall(r"`((?:lexicon|language)/[\w/]+\.\w+)`", ARCHITECTURE)}))
def test_what_to_touch_is_there(path: str) -> None:
    assert (ROOT / "src" / "newsfacts" / path.replace("TYPE", "met")).is_file()


def test_the_way_of_a_fact_is_short() -> None:
    assert len(re.findall(r"^\d+\. `", ARCHITECTURE, re.M)) <= 12
