"""The sample articles from end to end by the installed command: golden records, and what holds for any record."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import newsfacts
from newsfacts.article import Article
from newsfacts.diff import find_changes
from newsfacts.readers import ReadOptions, read_source
from newsfacts.record import Record

ROOT = Path(__file__).parent.parent
ARTICLES = sorted(path for path in (ROOT / "data" / "articles").iterdir() if path.stem != "README")
EXTRACT = Path(sys.executable).with_name("extract")
#: After looking at every difference: extract data/articles -o data/golden.jsonl --format jsonl
GOLDEN = ROOT / "data" / "golden.jsonl"
#: What a reader of the golden records found wrong or missing in them.
FAULTS = ROOT / "data" / "known-faults.jsonl"

pytestmark = pytest.mark.skipif(not EXTRACT.exists(), reason="the command is not installed here")


def extract_samples(**environment: str) -> bytes:
    """What the command prints for all samples, in an environment of its own."""
    command = [EXTRACT, *(path.relative_to(ROOT) for path in ARTICLES), "--format", "jsonl", "--quiet"]
    done = subprocess.run(command, cwd=ROOT, env={**os.environ, **environment}, capture_output=True, check=True)
    return done.stdout


@pytest.fixture(scope="module")
def printed() -> bytes:
    return extract_samples()


def read_samples() -> list[Article]:
    articles = []
    for path in ARTICLES:
        (article,) = read_source(str(path), ReadOptions())
        assert isinstance(article, Article)
        articles.append(article)
    return articles


def test_golden_records(printed: bytes) -> None:
    golden = [json.loads(line) for line in GOLDEN.read_text("utf-8").splitlines()]
    changes = list(find_changes(golden, [json.loads(line) for line in printed.splitlines()]))
    assert not changes, "\n".join(f"{c.article}: {c.change} {c.layer}: {c.what} {c.fields}" for c in changes)


def test_what_is_known_to_be_wrong_is_still_so(printed: bytes) -> None:
    """Golden records were read line by line; what is wrong in them is marked, and a mark goes when it is mended."""
    records = {record["article"]["source"]: record for record in map(json.loads, printed.splitlines())}
    faults = [json.loads(line) for line in FAULTS.read_text("utf-8").splitlines()]
    assert faults
    for fault in faults:
        facts = [fact for fact in records[fault["source"]]["facts"] if fact["type"] == fault["type"]]
        if "wrong" in fault:
            where = {"text": fault["trigger"], "start": fault["start"]}
            found = any(fact["trigger"].items() >= where.items() for fact in facts)
            assert found, f"take out of {FAULTS.name}, or mark anew: {fault}"
        else:
            sentence = (ROOT / fault["source"]).read_text("utf-8")
            assert fault["missing"] in sentence
            told = [fact for fact in facts if fact["trigger"]["text"] in fault["missing"].split()
                    and fault["missing"] in fact["evidence"]["text"]]
            assert not told, f"it is found now, take it out of {FAULTS.name}: {fault}"


def test_records_round_trip_and_stand_in_their_texts(printed: bytes) -> None:
    for article, line in zip(read_samples(), printed.splitlines(), strict=True):
        record = Record.model_validate_json(line)
        assert record.to_json().encode() == line
        record.check_against(article.text)


def test_neither_clock_nor_place_nor_hash_seed_changes_a_byte(printed: bytes) -> None:
    there = {"TZ": "Pacific/Kiritimati", "LC_ALL": "C", "LANG": "tr_TR.UTF-8", "HOME": "/nowhere"}
    assert extract_samples(PYTHONHASHSEED="7", **there) == printed


def test_a_record_needs_no_neighbour() -> None:
    """An article's record is the same whatever was extracted before it."""
    articles = read_samples()
    forward = {article.text: newsfacts.extract(article).to_json() for article in articles}
    backward = {article.text: newsfacts.extract(article).to_json() for article in reversed(articles)}
    assert forward == backward


PARAGRAPHS = [paragraph for article in read_samples() for paragraph in article.text.split("\n\n")]


@settings(max_examples=40, deadline=None)
@given(
    st.lists(st.sampled_from(PARAGRAPHS) | st.text(max_size=80), min_size=1, max_size=6),
    st.sampled_from(["\n\n", "\n", " ", "", "\r\n\r\n", "\u2028", "\t"]),
)
def test_any_mixture_of_news_and_noise_is_a_valid_record(parts: list[str], glue: str) -> None:
    text = glue.join(parts)
    record = newsfacts.extract(text, date="2019-03-14")
    record.check_against(text)
    assert Record.model_validate_json(record.to_json()) == record
    assert newsfacts.extract(text, date="2019-03-14").to_json() == record.to_json()


@settings(max_examples=25, deadline=None)
@given(st.sampled_from(PARAGRAPHS), st.integers(0, 60), st.sampled_from("“”\"'(—\u200b\n😀"))
def test_a_stray_mark_anywhere_breaks_nothing(paragraph: str, at: int, mark: str) -> None:
    text = paragraph[:at] + mark + paragraph[at:]
    newsfacts.extract(text).check_against(text)


def test_a_pronoun_is_counted_without_a_join() -> None:
    text = (
        "OSLO, March 12 (Reuters) - Norwegian Prime Minister Karin Holm visited Moldova on Tuesday. "
        "She praised the Moldovan army. The Moldovan parliament thanked her."
    )
    record = newsfacts.extract(text, date="2024-03-12")
    praised = next(fact for fact in record.facts if fact.type == "supported")
    assert [(who.text, who.name, who.country) for who in praised.actor] == [("She", "Karin Holm", "NO")]
    everybody = {entity.id: entity for entity in (*record.officials, *record.countries, *record.organizations)}
    for fact in record.facts:
        for argument in (*fact.actor, *fact.recipient):
            assert (argument.name is None) == (argument.ref is None or everybody[argument.ref].name is None)
