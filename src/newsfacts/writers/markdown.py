"""Markdown: a summary for a CI job, an issue or a note, in the words of the table and the page.

Articles are untrusted: everything from them is escaped, so that no text becomes a link, an image, HTML, a mention of
a user or a table border.
"""

from __future__ import annotations

import io
import re
from collections.abc import Iterable
from typing import IO

from newsfacts.display import to_visible
from newsfacts.failure import Failure
from newsfacts.record import Record
from newsfacts.wording import HEADINGS, Wording, amount_words, count, date_words, days_words, entity_name
from newsfacts.writers import WriterOptions

#: What Markdown (CommonMark with GitHub's tables) reads as markup anywhere in a line.
_MARKUP = re.compile(r"([\\`*_{}\[\]<>#|~$!])")


def to_markdown_text(text: str) -> str:
    """Text that Markdown shows as it is, on one line."""
    text = _MARKUP.sub(r"\\\1", to_visible(text).replace("&", "&amp;"))
    # A zero-width joiner keeps a name from notifying a user, and an address from becoming a link.
    return re.sub(r"@(?=\w)", "@\u2060", re.sub(r"(?i)\b(https?|ftp)://|\bwww\.", lambda m: f"{m[0]}\u2060", text))


def _table(headings: list[str], rows: Iterable[list[str]]) -> str:
    lines = [headings, ["---"] * len(headings), *([to_markdown_text(cell) or "–" for cell in row] for row in rows)]
    return "".join(f"| {' | '.join(line)} |\n" for line in lines) + "\n"


class Writer:
    """Writes one section an article, and a closing line of totals for several."""

    def __init__(self, target: IO[str], options: WriterOptions | None = None) -> None:
        self._out = target
        self._layers = (options or WriterOptions()).layers
        self._articles = self._facts = 0
        self._failures: list[Failure] = []

    def _shows(self, layer: str) -> bool:
        return self._layers is None or layer in self._layers

    def write(self, record: Record, text: str) -> None:
        """Write one article's section."""
        words, out = Wording(record), self._out
        self._articles += 1
        self._facts += len(record.facts)
        out.write(f"## {to_markdown_text(words.headline(text))}\n\n{to_markdown_text(' · '.join(words.head()))}\n\n")
        if self._shows("facts"):
            if record.facts:
                fields = ("who", "what", "whom", "when", "how_much", "where", "said_by", "certainty")
                rows = ([getattr(fact, field) for field in fields] for fact in map(words.fact, record.facts))
                out.write(_table([HEADINGS[field] for field in fields], rows))
            else:
                out.write("No facts found.\n\n")
        if record.officials and self._shows("officials"):
            rows = ([entity_name(one), words.office(one), words.country(one.country)] for one in record.officials)
            out.write(_table([HEADINGS[name] for name in ("officials", "office", "country")], rows))
        if record.countries and self._shows("countries"):
            named = (f"{country.name} ({len(country.mentions)})" for country in record.countries)
            out.write(f"**{HEADINGS['countries']}:** {to_markdown_text(', '.join(named))}\n\n")
        if record.organizations and self._shows("organizations"):
            bodies = (f"{body.name} ({words.organization(body)})" for body in record.organizations)
            out.write(f"**{HEADINGS['organizations']}:** {to_markdown_text(', '.join(bodies))}\n\n")
        if record.people and self._shows("people"):
            named = (person.name for person in record.people)
            out.write(f"**{HEADINGS['people']}:** {to_markdown_text(', '.join(named))}\n\n")
        if record.amounts and self._shows("amounts"):
            rows = ([amount_words(amount), amount.text] for amount in record.amounts)
            out.write(_table([HEADINGS["amounts"], HEADINGS["text"]], rows))
        if record.dates and self._shows("dates"):
            rows = ([date_words(date) if date.value else "", days_words(date), date.text] for date in record.dates)
            out.write(_table([HEADINGS["dates"], "Days", HEADINGS["text"]], rows))
        for warning in record.warnings:
            out.write(f"> {to_markdown_text(warning)}\n\n")

    def write_failure(self, failure: Failure) -> None:
        """Remember what could not be done; it closes the summary."""
        self._failures.append(failure)

    def close(self) -> None:
        """Write what failed, and the totals of several articles."""
        for failure in self._failures:
            self._out.write(f"- **failed:** {to_markdown_text(f'{failure.source}: {failure.message}')}\n")
        if self._articles + len(self._failures) > 1:
            failed = f", {count(len(self._failures), 'failure')}" if self._failures else ""
            self._out.write(f"\n{count(self._articles, 'article')}, {count(self._facts, 'fact')}{failed}\n")


def to_markdown(articles: Iterable[tuple[Record, str]]) -> str:
    """The summary of records with their texts, in order."""
    target = io.StringIO()
    writer = Writer(target)
    for record, text in articles:
        writer.write(record, text)
    writer.close()
    return target.getvalue()
