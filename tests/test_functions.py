"""The functions of ``lexicon/functions.toml``: each row's example finds what it marks, its counterexample nothing."""

import re
import tomllib
from importlib import resources

import pytest

import newsfacts
from newsfacts.article import Article
from newsfacts.language.coreference.linking import link
from newsfacts.language.documents import to_doc
from newsfacts.language.facts.functions import derive, load_functions
from newsfacts.language.facts.matcher import noun_arguments
from newsfacts.language.syntax.arguments import verb_arguments
from newsfacts.language.syntax.relations import is_verb
from newsfacts.lexicon.sections import read_role_words

TABLE = tomllib.loads(resources.files("newsfacts.lexicon").joinpath("functions.toml").read_text("utf-8"))
ROWS = {row["name"]: row for row in TABLE["function"]}


def find(name: str, marked: str) -> tuple[list[str], list[str]]:
    """What the function finds in a sentence whose trigger stands in < >, and what [ ] marks."""
    text = re.sub(r"[<>\[\]]", "", marked)
    nlp = newsfacts.load()
    doc = nlp(to_doc(nlp, Article(text=text)))
    start = len(re.sub(r"[\[\]]", "", marked[: marked.index("<")]))
    token = next(t for t in doc if t.idx == start)
    index = link(doc)
    arguments = verb_arguments(token) if is_verb(token) else noun_arguments(token, index)
    wanted = [word.split()[-1] for word in re.findall(r"\[([^\]]+)\]", marked)]
    return [t.text for t in derive(name, token, arguments, index)], wanted


@pytest.mark.parametrize("name", ROWS)
def test_example_finds_what_it_marks(name: str) -> None:
    found, wanted = find(name, ROWS[name]["example"])
    assert found == wanted


@pytest.mark.parametrize("name", ROWS)
def test_counterexample_finds_nobody(name: str) -> None:
    assert find(name, ROWS[name]["counterexample"])[0] == []


def test_rules_may_name_every_function() -> None:
    assert {*load_functions()} <= {*read_role_words()["functions"]}


def test_a_name_of_no_function_finds_nobody() -> None:
    assert find("nobody", "Kenya <met> Togo.")[0] == []
