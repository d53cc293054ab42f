"""``newsfacts corpus``: what it writes, what it adds, and that nothing is lost."""

from __future__ import annotations

import gzip
import json
import os
import re
import signal
import sqlite3
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from browsers import open_browser
from click.testing import CliRunner, Result
from corpus_records import article, fact, official

from newsfacts.corpus import is_corpus
from newsfacts.corpus.plover import QUADS, recode
from newsfacts.record import EVENT_OF_TYPE, Record
from newsfacts.toolbox import main

HOLM = official("Karin Holm", "prime minister", "head_of_government", "NO")
HOSTILE = "</script><script>window.pwned=1</script><img src=x onerror=window.pwned=1> %DATA% \u202e"


def run(*arguments: object, text: str | None = None) -> Result:
    return CliRunner().invoke(main, ["corpus", *map(str, arguments)], text)


def gift(source: str, day: str, verb: str = "gave", millions: int = 40, **more: Any) -> Record:
    sentence = f"Norway {verb} Moldova {millions} million euros{more.pop('tail', '')}."
    total = (f"{millions} million euros", str(millions * 10**6), "EUR")
    told = fact(sentence, "aided", verb, actor={"Norway": "NO"}, recipient={"Moldova": "MD"}, sum=total, **more)
    return article(source, day, told, publisher=source.title(), lead=f"Of {source}")


RECORDS = [
    gift("alpha", "2031-03-12"),
    gift("beta", "2031-03-12", millions=42),
    gift("gamma", "2031-03-13", negated=True),
    gift("delta", "2031-03-01", modality="planned"),
    gift("omega", "2031-06-20"),
    article(
        "epsilon",
        "2031-03-14",
        fact(
            "Karin Holm attacked nobody but met Sweden.",
            "met",
            "met",
            actor={"Karin Holm": HOLM},
            recipient={"Sweden": "SE"},
        ),
    ),
    article(
        "zeta",
        "2031-03-15",
        fact(
            "Norway may shell Sweden.",
            "attacked",
            "shell",
            actor={"Norway": "NO"},
            recipient={"Sweden": "SE"},
            modality="possible",
        ),
    ),
]


def save(path: Path, records: list[Record]) -> Path:
    path.write_text("".join(record.to_json() + "\n" for record in records), "utf-8")
    return path


@pytest.fixture
def saved(tmp_path: Path) -> Path:
    return save(tmp_path / "records.jsonl", RECORDS)


def load(output: str) -> list[dict[str, Any]]:
    return [json.loads(line) for line in output.splitlines()]


def test_json_lines_hold_events_with_reports_and_conflicts_with_both_sides(saved: Path) -> None:
    done = run(saved)
    assert done.exit_code == 0
    assert done.stderr == "corpus: 7 articles (7 new), 7 reports, 6 events, 1 person, 2 contradictions\n"
    rows = load(done.stdout)
    assert rows[0] == {
        "kind": "corpus",
        "schema_version": "1",
        "articles": 7,
        "reports": 7,
        "first_published": "2031-03-01",
        "last_published": "2031-06-20",
        "since": None,
    }
    event = next(row for row in rows if row.get("reports") == 2)
    assert sorted(told["outlet"] for told in event["told"]) == ["Alpha", "Beta"]
    assert event["actors"] == [{"kind": "country", "name": "Norway", "key": "NO", "country": "NO"}]
    amount = next(row for row in rows if row.get("about") == "amount")
    assert (amount["a"]["value"], amount["b"]["value"]) == ("€40 million", "€42 million")
    assert amount["b"]["reports"][0]["evidence"] == "Norway gave Moldova 42 million euros."
    assert {row["kind"] for row in rows} == {"corpus", "event", "conflict", "promise", "person"}


@pytest.mark.parametrize("name", ["jsonl", "plover", "html"])
def test_order_and_runs_do_not_matter(tmp_path: Path, name: str) -> None:
    one = save(tmp_path / "one.jsonl", RECORDS[:3])
    other = save(tmp_path / "other.jsonl", RECORDS[3:])
    turned = save(tmp_path / "turned.jsonl", RECORDS[::-1])
    for at, given in enumerate(([one, other], [other, one], [turned])):
        assert run(*given, "-f", name, "-o", tmp_path / f"out{at}").exit_code == 0
    for path in (one, other):
        assert run(path, "-o", tmp_path / "corpus.db").exit_code == 0
    assert run(tmp_path / "corpus.db", "-f", name, "-o", tmp_path / "out3").exit_code == 0
    first = (tmp_path / "out0").read_bytes()
    assert first and all((tmp_path / f"out{at}").read_bytes() == first for at in (1, 2, 3))


def test_since_tells_what_is_new(saved: Path) -> None:
    rows = load(run(saved, "--since", "2031-03-13").stdout)
    events = [(row["headline"], row["new"]) for row in rows if row["kind"] == "event"]
    assert sorted(events) == [
        ("Karin Holm met Sweden", True),
        ("Norway aided Moldova: €40 million", True),
        ("Norway did not aid Moldova: €40 million", True),
        ("Norway may attack Sweden", True),
    ]
    rows = load(run(saved, "--since", "2031-03-12").stdout)
    assert sum(row["kind"] == "event" for row in rows) == 5
    assert run(saved, "--since", "yesterday").exit_code == 2


def test_an_event_with_a_new_report_is_not_new(saved: Path, tmp_path: Path) -> None:
    more = save(tmp_path / "more.jsonl", [gift("eta", "2031-03-14", tail=" for its grid")])
    rows = load(run(saved, more, "--since", "2031-03-14").stdout)
    told = [row for row in rows if row["kind"] == "event" and row["reports"] == 3]
    assert [row["new"] for row in told] == [False]


def test_plover(saved: Path) -> None:
    rows = load(run(saved, "-f", "plover").stdout)
    found = [(r["event_type"], r["event_stated"], r["status"], r["recoded"], r["quad_code"]) for r in rows]
    assert found == [
        ("AGREE", "AID", "planned", True, 1),
        ("AID", "AID", "happened", False, 2),
        ("REJECT", "AID", "denied", True, 3),
        ("CONSULT", "CONSULT", "happened", False, 1),
        ("AID", "AID", "happened", False, 2),
    ]
    met = next(row for row in rows if row["event_type"] == "CONSULT")
    assert (met["actor_name"], met["actor_country"], met["actor_sector"], met["actor_title"]) == (
        "Karin Holm",
        "NOR",
        "GOV",
        "prime minister",
    )
    assert (met["recipient_country"], met["event_date"], met["source"]) == ("SWE", "2031-03-14", "epsilon")
    told = rows[1]["told"][0]
    assert told["evidence_end"] - told["evidence_start"] == len(told["evidence"])


@pytest.mark.parametrize("stated", sorted(set(EVENT_OF_TYPE.values()) | {"RETREAT"}))
@pytest.mark.parametrize("status", ["denied", "planned", "possible", "demanded", "conditional"])
def test_plover_has_nothing_under_material_classes_that_did_not_happen(stated: str, status: str) -> None:
    coded = recode(stated, status, status == "denied")
    assert coded is None or QUADS[coded][0] in (1, 3)
    assert recode(stated, "happened", False) == (stated if stated in QUADS else None)


# The database


def test_database_grows_by_what_is_added(saved: Path, tmp_path: Path) -> None:
    path = tmp_path / "corpus.db"
    assert run(save(tmp_path / "a.jsonl", RECORDS[:2]), "-o", path).exit_code == 0
    assert is_corpus(path) and not is_corpus(saved)
    done = run(saved, "-o", path)
    assert "7 articles (5 new)" in done.stderr
    assert not list(tmp_path.glob("corpus.db-*"))
    with sqlite3.connect(path) as database:
        assert database.execute("SELECT count(*) FROM _dirty").fetchone() == (0,)
        for (name,) in database.execute("SELECT name FROM sqlite_master WHERE type IN ('table', 'view')").fetchall():
            database.execute(f'SELECT * FROM "{name}" LIMIT 5').fetchall()


def test_records_come_in_arrays_packed_and_by_standard_input(saved: Path, tmp_path: Path) -> None:
    expected = run(saved).stdout
    array = tmp_path / "array.json"
    array.write_text(json.dumps([json.loads(record.to_json()) for record in RECORDS], indent=1), "utf-8")
    packed = tmp_path / "packed.jsonl.gz"
    packed.write_bytes(gzip.compress(saved.read_bytes()))
    assert run(array).stdout == run(packed).stdout == run("-", text=saved.read_text("utf-8")).stdout == expected


def test_what_is_no_record_is_said_and_the_rest_is_done(saved: Path, tmp_path: Path) -> None:
    bad = tmp_path / "bad.jsonl"
    bad.write_bytes(
        b'{"error": {"source": "x"}}\n{"article": 1}\nnonsense \x1b[31m\n[1, 2]\n\xff\n' + saved.read_bytes()
    )
    done = run(bad)
    assert done.exit_code == 1
    assert f"{bad}:2: article" in done.stderr and f"{bad}:3: no JSON" in done.stderr and "\x1b" not in done.stderr
    assert load(done.stdout) == load(run(saved).stdout)


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        (["records.jsonl", "-o", "x.txt"], "the suffix of x.txt says no format"),
        (["records.jsonl", "-f", "sqlite"], "a database needs a file"),
        (["records.jsonl", "-o", "x.db", "--since", "2031-01-01"], "--since goes with"),
        (["records.jsonl", "-o", "records.jsonl"], "both input and output"),
        (["records.jsonl", "-o", "other.db"], "is a database of something else"),
        (["records.jsonl", "-o", "nowhere/x.db"], "there is no folder nowhere"),
        (["records.jsonl", "-o", "nowhere/x.html"], "there is no folder nowhere"),
        (["corpus.db", "records.jsonl", "-o", "x.html"], "is a corpus: give it alone"),
        (["missing.jsonl"], "does not exist"),
    ],
)
def test_usage(saved: Path, monkeypatch: pytest.MonkeyPatch, arguments: list[str], message: str) -> None:
    monkeypatch.chdir(saved.parent)
    run(saved, "-o", "corpus.db")
    with sqlite3.connect("other.db") as other:
        other.execute("CREATE TABLE x (y)")
    done = run(*arguments)
    assert done.exit_code == 2 and message in done.stderr and "Traceback" not in done.stderr


def test_an_empty_corpus_is_one(tmp_path: Path) -> None:
    empty = save(tmp_path / "empty.jsonl", [])
    for name in ("jsonl", "plover", "html"):
        assert run(empty, "-f", name).exit_code == 0


def test_articles_without_day_or_facts_and_with_odd_characters(tmp_path: Path) -> None:
    odd = [
        gift("one", "2031-03-12").model_copy(update={"facts": []}),
        article("none", None, fact("Norway gave Moldova help.", "aided", "gave", actor={"Norway": "NO"})),
        article(
            "odd",
            "2031-03-12",
            fact("Norway \ufffd gave \0 \u202e 🇳🇴 help.", "aided", "gave", actor={"Norway": "NO"}),
        ),
    ]
    path = tmp_path / "odd.jsonl"
    save(path, odd)
    for name in ("jsonl", "plover", "html"):
        assert run(path, "-f", name, "-o", tmp_path / f"out.{name}").exit_code == 0


KILLED = """
import sys, time
from newsfacts.corpus import events, joining, store
limit = int(sys.argv.pop())
done = 0
commit = store.transaction
from contextlib import contextmanager
@contextmanager
def slow(database):
    global done
    with commit(database):
        yield
        done += 1
        if done > limit:  # in the middle of a transaction, for as long as it takes to be killed
            print("busy", flush=True)
            time.sleep(60)
for module in (events, joining, store):
    module.transaction = slow
joining.RECORDS, joining.NAMES, joining.EVENTS = 2, 2, 2
from newsfacts.toolbox import main
main()
"""


@pytest.mark.parametrize("limit", [0, 1, 3, 4, 6, 8, 10, 11, 12])
def test_killing_it_loses_nothing(saved: Path, tmp_path: Path, limit: int) -> None:
    path, whole = tmp_path / "corpus.db", tmp_path / "whole.db"
    assert run(save(tmp_path / "first.jsonl", RECORDS[:2]), "-o", path).exit_code == 0
    before = run(path, "-f", "jsonl").stdout
    command = [sys.executable, "-c", KILLED, "corpus", str(saved), "-o", str(path), str(limit)]
    process = subprocess.Popen(command, stdout=subprocess.PIPE)
    assert process.stdout is not None and process.stdout.readline() == b"busy\n"
    process.send_signal(signal.SIGKILL)
    process.wait()
    kept = load(run(path, "-f", "jsonl").stdout)
    assert kept[0]["articles"] >= load(before)[0]["articles"]
    assert run(saved, "-o", path).exit_code == 0
    assert run(saved, "-o", whole).exit_code == 0
    assert run(path, "-f", "jsonl").stdout == run(whole, "-f", "jsonl").stdout


# The page


def to_page(tmp_path: Path, records: list[Record]) -> Path:
    page = tmp_path / "page.html"
    assert run(save(tmp_path / "in.jsonl", records), "-o", page).exit_code == 0
    return page


def test_page_is_inert_and_self_contained(tmp_path: Path) -> None:
    record = gift("hostile", "2031-03-12", tail=f" {HOSTILE}")
    page = to_page(tmp_path, [record]).read_text("utf-8")
    assert page.count("<script") == 2 and "<img" not in page and "</script><script>window" not in page
    assert not re.findall(r"(?:src|href)=[\"']?https?:", page)
    policy = re.search(r'Content-Security-Policy" content="([^"]+)"', page)
    assert policy and "default-src 'none'" in policy[1] and "unsafe" not in policy[1]


@pytest.fixture(scope="module")
def browser(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Any]:
    session = open_browser(tmp_path_factory.mktemp("profile"))
    yield session
    session.quit()


def css(browser: Any, selector: str) -> list[Any]:
    return list(browser.find_elements("css selector", selector))


def test_page_shows_contradictions_first_and_reports_side_by_side(browser: Any, tmp_path: Path) -> None:
    hostile = gift("hostile", "2031-07-12", tail=f" {HOSTILE}")
    browser.get(to_page(tmp_path, [*RECORDS, hostile]).as_uri())
    events = css(browser, "#events .event")
    assert (
        events[0].text.startswith("Norway aided Moldova")
        and "different sums: €40 million against €42 million" in events[0].text
    )
    css(browser, "#events summary")[0].click()
    wait = pytest.importorskip("selenium.webdriver.support.wait").WebDriverWait(browser, 30)
    wait.until(lambda page: css(page, "#events [open] .report h3"))  # an event is drawn when it opens
    assert {e.text for e in css(browser, "#events [open] .report h3")} == {"Alpha", "Beta", "Gamma", "Delta"}
    assert {e.text for e in css(browser, "#events [open] .report .odd")} == {"€40 million", "€42 million"}
    assert [e.text for e in css(browser, "#events [open] blockquote b")][:2] == ["gave", "gave"]
    assert len(css(browser, "#matrix .hit")) == 2 and css(browser, "#timeline .hit")  # what may happen is in no cell
    css(browser, "#matrix .hit")[0].click()
    assert "show all" in css(browser, "[role=status]")[0].text
    browser.execute_script(
        "const s=document.querySelector('[data-filter=status]');s.value='planned';s.dispatchEvent(new Event('change'))"
    )
    css(browser, ".all")[0].click()
    assert [e.text.split("\n")[0] for e in css(browser, "#events .event")] == [
        "Norway will aid Moldova: €40 millionplanned"
    ]
    assert browser.current_url.endswith("status=planned")
    assert browser.execute_script("return window.pwned") is None
    assert browser.get_log("browser") == []


def multiply(path: Path, times: int) -> None:
    """Copy the events of a corpus under other keys, each with its reports."""
    with sqlite3.connect(path) as database:
        for table, keys in (("events", ("event",)), ("reports", ("report", "event")), ("participants", ("event",))):
            names = [row[1] for row in database.execute(f"PRAGMA table_info({table})")]
            values = ", ".join(f"{name} || '.' || n" if name in keys else name for name in names)
            database.execute(
                f"WITH numbers (n) AS (SELECT 1 UNION ALL SELECT n + 1 FROM numbers WHERE n < {times}) "
                f"INSERT INTO {table} SELECT {values} FROM {table}, numbers"
            )


def test_page_of_ten_thousand_events(browser: Any, saved: Path, tmp_path: Path) -> None:
    path, page = tmp_path / "corpus.db", tmp_path / "page.html"
    assert run(saved, "-o", path).exit_code == 0
    multiply(path, 1700)
    assert run(path, "-o", page).exit_code == 0
    browser.get(page.as_uri())
    assert css(browser, "h1")[0].text == "10,206 events in 7 articles"
    assert len(css(browser, "#events .event")) == 40
    css(browser, "#events .more")[0].click()
    assert len(css(browser, "#events .event")) == 80
    assert os.path.getsize(page) < 10_000_000
