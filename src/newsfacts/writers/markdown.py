"""Markdown: a summary for a CI job, an issue or a note, in the words of the table and the page; or all of it.

However many articles there are, the page stays below :data:`LARGEST`, the most that GitHub takes for a job's summary:
a summary is short, and a full page says how many articles it had no room for.

Articles are untrusted: everything from them is escaped, so that no text becomes a link, an image, HTML, a mention of
a user or a table border.
"""

from __future__ import annotations

import io
import re
from collections import Counter
from collections.abc import Callable, Iterable
from pathlib import PurePath
from typing import IO

from newsfacts.display import to_visible
from newsfacts.failure import Failure
from newsfacts.record import LAYERS, Record
from newsfacts.wording import (
    HEADINGS,
    Wording,
    amount_words,
    count,
    date_words,
    days_words,
    entity_name,
    type_words,
)
from newsfacts.writers import WriterOptions

#: Bytes that a page never has: a step of a GitHub job may write 1 MiB (docs.github.com, "Adding a job summary").
LARGEST = 2**20
#: Of them, what is kept for the lines that close a page: failures, and what was left out.
RESERVE = 2**16
#: Facts of a summary; lines of warnings and of failures; characters of one cell or line, each of at most six bytes.
BEST, MOST_LINES, LONGEST = 10, 20, 400

#: What Markdown (CommonMark with GitHub's tables) reads as markup anywhere in a line.
_MARKUP = re.compile(r"([\\`*_{}\[\]<>#|~$!])")


def to_markdown_text(text: str) -> str:
    """Text that Markdown shows as it is, on one line."""
    text = _MARKUP.sub(r"\\\1", to_visible(text).replace("&", "&amp;"))
    # A zero-width joiner keeps a name from notifying a user, and an address from becoming a link.
    return re.sub(r"@(?=\w)", "@\u2060", re.sub(r"(?i)\b(https?|ftp)://|\bwww\.", lambda m: f"{m[0]}\u2060", text))


def _short(text: str) -> str:
    """A cell or line of bearable length; the whole of it is in the record."""
    return to_markdown_text(text if len(text) <= LONGEST else f"{text[:LONGEST].rstrip()} …")


def _table(headings: list[str], rows: Iterable[list[str]]) -> str:
    lines = [headings, ["---"] * len(headings), *([_short(cell) or "–" for cell in row] for row in rows)]
    return "".join(f"| {' | '.join(line)} |\n" for line in lines) + "\n"


class Writer:
    """Writes a summary of all articles or, with ``options.full``, a section for each; never :data:`LARGEST` bytes."""

    def __init__(self, target: IO[str], options: WriterOptions | None = None) -> None:
        options = options or WriterOptions()
        self._out = target
        self._layers, self._full = options.layers, options.full
        self._bytes = self._articles = self._facts = self._left_out = self._warned = self._failed = 0
        self._found: dict[str, int] = dict.fromkeys(LAYERS, 0)
        self._types: Counter[str] = Counter()
        self._countries: Counter[str] = Counter()
        #: The most reliable facts, as sort key and row; of equal ones the earlier.
        self._best: list[tuple[tuple[float, int], list[str]]] = []
        self._title: tuple[str, str] = ("", "")
        self._warnings: list[str] = []
        self._failures: list[Failure] = []

    def _shows(self, layer: str) -> bool:
        return self._layers is None or layer in self._layers

    def write(self, record: Record, text: str) -> None:
        """Take one article into the summary, or write its section where there is still room for it."""
        words = Wording(record)
        self._articles += 1
        self._facts += len(record.facts)
        if self._full:
            section = self._to_section(record, words, text)
            size = len(section.encode("utf-8", "backslashreplace"))
            if self._bytes + size > LARGEST - RESERVE:
                self._left_out += 1
            else:
                self._bytes += size
                self._out.write(section)
            return
        self._gather(record, words, text)

    def write_failure(self, failure: Failure) -> None:
        """Remember what could not be done; it closes the summary."""
        self._failed += 1
        if len(self._failures) < MOST_LINES:
            self._failures.append(failure)

    def close(self) -> None:
        """Write the summary, or the totals of the sections; and what failed."""
        if self._full:
            self._close_sections()
        elif self._articles or self._failed:
            self._write_summary()

    # The summary

    def _gather(self, record: Record, words: Wording, text: str) -> None:
        if self._articles == 1:
            self._title = words.headline(text), " · ".join(words.head())
        for layer in LAYERS:
            self._found[layer] += len(getattr(record, layer))
        self._types.update(type_words(fact.type) for fact in record.facts)
        self._countries.update(country.name for country in record.countries)
        for fact in record.facts:
            key = (-(fact.confidence or 0.0), self._articles)
            if len(self._best) < BEST or key < self._best[-1][0]:
                said = words.fact(fact)
                row = [said.sentence, said.certainty, PurePath(record.article.source).name]
                self._best = sorted([*self._best, (key, row)], key=lambda one: one[0])[:BEST]
        self._warned += len(record.warnings)
        room = MOST_LINES - len(self._warnings)
        self._warnings += [f"{record.article.source}: {warning}" for warning in record.warnings[:room]]

    def _write_summary(self) -> None:
        out = self._out
        many = self._articles != 1
        title = count(self._articles, "article") if many else self._title[0]
        out.write(f"## {_short(title)}\n\n")
        if not many:
            out.write(f"{_short(self._title[1])}\n\n")
        layers = [layer for layer in LAYERS if self._shows(layer)]
        out.write(_table(["", "Found"], ([HEADINGS[layer], str(self._found[layer])] for layer in layers)))
        for heading, layer, counter in (("Facts by type", "facts", self._types), ("Countries by article", "countries",
                                                                                 self._countries)):
            if many and counter and self._shows(layer):
                ranked = sorted(counter.items(), key=lambda one: (-one[1], one[0]))
                named = ", ".join(f"{name} {number}" for name, number in ranked[:BEST])
                more = f" and {len(ranked) - BEST} more" if len(ranked) > BEST else ""
                out.write(f"**{heading}:** {_short(named + more)}\n\n")
        if self._shows("facts"):
            if self._best:
                best = f"The {BEST} most reliable of {self._facts} facts"
                which = "Facts" if self._facts <= BEST else best
                headings = ["Fact", HEADINGS["certainty"], "Article"]
                wide = len(headings) if many else len(headings) - 1
                out.write(f"### {which}\n\n" + _table(headings[:wide], (row[:wide] for _, row in self._best)))
            else:
                out.write("No facts found.\n\n")
        if self._warned:
            out.write(f"### {count(self._warned, 'warning')}\n\n")
            out.write("".join(f"- {_short(warning)}\n" for warning in self._warnings))
            out.write(_more(self._warned - len(self._warnings)) + "\n")
        if self._failed:
            out.write(f"### {count(self._failed, 'failure')}\n\n")
            self._write_failures()

    def _write_failures(self) -> None:
        for failure in self._failures:
            self._out.write(f"- **failed:** {_short(f'{failure.source}: {failure.message}')}\n")
        self._out.write(_more(self._failed - len(self._failures)))

    # All of it

    def _to_section(self, record: Record, words: Wording, text: str) -> str:
        out = io.StringIO()
        out.write(f"## {to_markdown_text(words.headline(text))}\n\n{to_markdown_text(' · '.join(words.head()))}\n\n")
        for layer, write in _LAYERS.items():
            if self._shows(layer):
                out.write(write(record, words))
        for warning in record.warnings:
            out.write(f"> {to_markdown_text(warning)}\n\n")
        return out.getvalue()

    def _close_sections(self) -> None:
        self._write_failures()
        if self._left_out:
            self._out.write(
                f"\n**{count(self._left_out, 'article')} left out:** this page has room for no more. The records have "
                "them all.\n"
            )
        if self._articles + self._failed > 1:
            failed = f", {count(self._failed, 'failure')}" if self._failed else ""
            self._out.write(f"\n{count(self._articles, 'article')}, {count(self._facts, 'fact')}{failed}\n")


def _to_facts(record: Record, words: Wording) -> str:
    fields = ("who", "what", "whom", "when", "how_much", "where", "said_by", "certainty")
    rows = [[getattr(fact, field) for field in fields] for fact in map(words.fact, record.facts)]
    return _table([HEADINGS[field] for field in fields], rows) if rows else "No facts found.\n\n"


def _to_officials(record: Record, words: Wording) -> str:
    rows = [[entity_name(one), words.office(one), words.country(one.country)] for one in record.officials]
    return _table([HEADINGS[name] for name in ("officials", "office", "country")], rows) if rows else ""


def _to_amounts(record: Record, words: Wording) -> str:
    rows = [[amount_words(amount), amount.text] for amount in record.amounts]
    return _table([HEADINGS["amounts"], HEADINGS["text"]], rows) if rows else ""


def _to_dates(record: Record, words: Wording) -> str:
    rows = [[date_words(date) if date.value else "", days_words(date), date.text] for date in record.dates]
    return _table([HEADINGS["dates"], "Days", HEADINGS["text"]], rows) if rows else ""


def _to_line(layer: str, names: Iterable[str]) -> str:
    """The names of a layer in one line; empty where there are none."""
    listed = ", ".join(names)
    return f"**{HEADINGS[layer]}:** {to_markdown_text(listed)}\n\n" if listed else ""


#: What a section says of each layer, in order.
_LAYERS: dict[str, Callable[[Record, Wording], str]] = {
    "facts": _to_facts,
    "officials": _to_officials,
    "countries": lambda record, words: _to_line(
        "countries", (f"{country.name} ({len(country.mentions)})" for country in record.countries)
    ),
    "organizations": lambda record, words: _to_line(
        "organizations", (f"{body.name} ({words.organization(body)})" for body in record.organizations)
    ),
    "people": lambda record, words: _to_line("people", (person.name for person in record.people)),
    "amounts": _to_amounts,
    "dates": _to_dates,
}


def _more(number: int) -> str:
    return f"- … and {number} more\n" if number else ""


def to_markdown(articles: Iterable[tuple[Record, str]], full: bool = False) -> str:
    """The summary of records with their texts, or each of them whole, in order."""
    target = io.StringIO()
    writer = Writer(target, WriterOptions(full=full))
    for record, text in articles:
        writer.write(record, text)
    writer.close()
    return target.getvalue()
