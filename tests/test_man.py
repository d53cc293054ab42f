"""The manual pages are what the commands' help says now."""

from __future__ import annotations

import importlib.util
import shutil
import subprocess
from pathlib import Path
from types import ModuleType

import click
import pytest

from newsfacts import cli

ROOT = Path(__file__).parents[1]


def load_maker() -> ModuleType:
    specification = importlib.util.spec_from_file_location("make_man", ROOT / "docs" / "make_man.py")
    assert specification and specification.loader
    module = importlib.util.module_from_spec(specification)
    specification.loader.exec_module(module)
    return module


MAKER = load_maker()


@pytest.mark.parametrize("name", sorted(MAKER.PAGES))
def test_page_is_current(name: str) -> None:
    page = (ROOT / "docs" / "man" / name).read_text("utf-8")
    assert page == MAKER.PAGES[name](), "run python docs/make_man.py"


@pytest.mark.parametrize("name", sorted(MAKER.PAGES))
def test_page_is_good_roff(name: str) -> None:
    if not shutil.which("groff"):
        pytest.skip("no groff")
    done = subprocess.run(["groff", "-man", "-Tutf8", "-ww", str(ROOT / "docs" / "man" / name)], capture_output=True)
    assert done.returncode == 0 and not done.stderr
    assert b"all well" in done.stdout


def test_every_option_of_extract_is_in_its_page() -> None:
    page = MAKER.to_extract().replace("\\-", "-")
    for param in cli.main.params:
        if isinstance(param, click.Option):
            assert max(param.opts, key=len) in page


def test_text_is_no_request() -> None:
    assert MAKER.to_roff(".so /etc/passwd\n'x \\n(yr -f") == "\\&.so /etc/passwd\n\\&'x \\en(yr \\-f"
