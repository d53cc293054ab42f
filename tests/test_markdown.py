"""The markdown summary: the words of wording, and no article text that becomes markup."""

from __future__ import annotations

import io

import pytest
from records import TEXT, to_record

from newsfacts.failure import Failure
from newsfacts.writers import WriterOptions, create_writer
from newsfacts.writers.markdown import LARGEST, to_markdown, to_markdown_text


def test_summary_of_one_article() -> None:
    summary = to_markdown([(to_record(warnings=("no anchor",)), TEXT)])
    assert summary.startswith("## Norway to send Moldova 40 million euros for power grid\n")
    assert "| Facts | 5 |" in summary and "- oslo.txt: no anchor" in summary
    rows = [line for line in summary.splitlines() if "%" in line]
    assert [row.rpartition("| ")[2] or row.split(" | ")[-1] for row in rows] == [
        "95% (high) |", "91% (high) |", "88% (high) |", "70% (medium) |", "55% (low) |"]
    assert "Ion Rusu (MD) did not meet Karin Holm (NO)" in rows[2]


def test_summary_of_many_has_the_ten_most_reliable_and_names_of_twenty() -> None:
    low, high = to_record(), to_record(source="deep/last.txt")
    sure = high.facts[2].model_copy(update={"confidence": 0.99})
    high = high.model_copy(update={"facts": [sure]})
    articles = [(low, TEXT)] * 50
    summary = to_markdown([*articles, (high.model_copy(update={"warnings": ["w"] * 70}), TEXT)])
    assert summary.startswith("## 51 articles\n") and "### The 10 most reliable of 251 facts" in summary
    rows = [line for line in summary.splitlines() if "%" in line]
    assert len(rows) == 10 and "last.txt" in rows[0] and all("oslo.txt" in row for row in rows[1:])
    assert "**Countries by article:** Moldova 51, Norway 51, Russia 51" in summary
    assert "### 70 warnings" in summary and "… and 50 more" in summary


@pytest.mark.parametrize("full", [False, True])
def test_no_page_is_larger_than_github_takes(full: bool) -> None:
    record = to_record(source="<" * 3000, warnings=("<" * 3000, *["|" * 500] * 40))
    title = record.article.model_copy(update={"title": "&" * 5000})
    record = record.model_copy(update={"article": title})
    writer = create_writer("markdown", target := io.StringIO(), WriterOptions(full=full))
    for _ in range(400):
        writer.write(record, TEXT)
        writer.write_failure(Failure("&" * 5000, "binary", "@a" * 5000))
    writer.close()
    page = target.getvalue()
    assert len(page.encode()) < LARGEST
    assert "… and 380 more" in page
    assert ("left out:** this page has room for no more" in page) == full


def test_full_page_says_the_facts() -> None:
    summary = to_markdown([(to_record(), TEXT)], full=True)
    assert summary.startswith("## Norway to send Moldova 40 million euros for power grid\n")
    assert "| Ion Rusu (MD) and Karin Holm (NO) | did not meet |" in summary
    assert "about €40 million" in summary
    assert "| Karin Holm | prime minister | Norway |" in summary
    widths = {line.count(" | ") for line in summary.split("\n\n")[2].splitlines()}
    assert len(widths) == 1


@pytest.mark.parametrize("hostile", [
    "<script>alert(1)</script>", "[click](https://evil.example)", "a | b", "![x](y)", "`rm`", "# head", "@somebody",
    "line\n\n## break", "\x1b[31mred", "\u202eevil", "&lt;b&gt;", "$x^2$", "~~gone~~", "https://evil.example",
])
def test_text_stays_text(hostile: str) -> None:
    safe = to_markdown_text(hostile)
    assert "\n" not in safe and "\x1b" not in safe and "\u202e" not in safe
    for sign in "<>[]|`#$!~":
        assert sign not in safe.replace(f"\\{sign}", "")
    assert "@s" not in safe and "://e" not in safe and "&lt;" not in safe


def test_ordinary_text_is_left_alone() -> None:
    assert to_markdown_text("Karin Holm (NO), “said” – 1.7 billion") == "Karin Holm (NO), “said” – 1.7 billion"


def test_several_articles_close_with_totals_and_failures(tmp_path) -> None:  # type: ignore[no-untyped-def]
    with (tmp_path / "out.md").open("w", encoding="utf-8") as target:
        writer = create_writer("markdown", target, WriterOptions(layers=frozenset({"officials"}), full=True))
        writer.write(to_record(), TEXT)
        writer.write(to_record(warnings=("no anchor",)), TEXT)
        writer.write_failure(Failure("bad|name.txt", "binary", "not text"))
        writer.close()
    summary = (tmp_path / "out.md").read_text("utf-8")
    assert "| Who |" not in summary and "Karin Holm" in summary
    assert "> no anchor" in summary and "bad\\|name.txt" in summary
    assert summary.rstrip().endswith("2 articles, 10 facts, 1 failure")
