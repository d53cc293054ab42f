"""The markdown summary: the words of wording, and no article text that becomes markup."""

from __future__ import annotations

import pytest
from records import TEXT, to_record

from newsfacts.failure import Failure
from newsfacts.writers import WriterOptions, create_writer
from newsfacts.writers.markdown import to_markdown, to_markdown_text


def test_summary_says_the_facts() -> None:
    summary = to_markdown([(to_record(), TEXT)])
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
        writer = create_writer("markdown", target, WriterOptions(layers=frozenset({"officials"})))
        writer.write(to_record(), TEXT)
        writer.write(to_record(warnings=("no anchor",)), TEXT)
        writer.write_failure(Failure("bad|name.txt", "binary", "not text"))
        writer.close()
    summary = (tmp_path / "out.md").read_text("utf-8")
    assert "| Who |" not in summary and "Karin Holm" in summary
    assert "> no anchor" in summary and "bad\\|name.txt" in summary
    assert summary.rstrip().endswith("2 articles, 10 facts, 1 failure")
