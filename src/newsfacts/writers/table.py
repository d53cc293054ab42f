"""The table: a record laid out to be read, on a terminal of any width or in a plain pipe.

All words come from :mod:`newsfacts.wording`; here they are only arranged, coloured, and made safe for a terminal.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Sequence
from typing import IO

from rich.console import Console, Group, RenderableType
from rich.padding import Padding
from rich.table import Table
from rich.text import Text

from newsfacts.display import to_inert, to_visible
from newsfacts.failure import Failure
from newsfacts.record import Fact, Official, Record
from newsfacts.wording import (
    HEADINGS,
    FactWords,
    Wording,
    amount_words,
    certainty_level,
    date_words,
    days_words,
    entity_name,
)
from newsfacts.writers import WriterOptions

#: Longest line that is comfortable to read; a wider terminal stays empty on the right.
WIDEST = 200
DEFAULT_WIDTH = 80
#: Characters of a phrase before it is cut short.
LONGEST_PHRASE = 160

#: A TIMEX3 value that says itself which days it covers.
PLAIN_VALUE = re.compile(r"\d{4}(-\d\d){0,2}")

MARK_STYLES = {"not": "bold red", "planned": "cyan", "possible": "yellow", "demanded": "yellow", "if": "yellow"}
CERTAINTY_STYLES = {"high": "green", "medium": "yellow", "low": "red"}


class Writer:
    """Writes each article as it comes, several with a rule between them."""

    def __init__(self, out: IO[str], options: WriterOptions) -> None:
        width = min(options.width or DEFAULT_WIDTH, WIDEST)
        self._console = Console(
            file=out, width=max(width, 20), force_terminal=options.color, no_color=not options.color,
            color_system="standard" if options.color else None, highlight=False, emoji=False, markup=False,
            legacy_windows=False, soft_wrap=False,
        )
        self._layers = options.layers
        self._evidence = options.evidence
        self._count = 0

    def write(self, record: Record, text: str) -> None:
        layout = Layout(record, text, self._console.width, self._evidence)
        # Captured whole: what rich writes itself it ends with status 1 when the reader goes away.
        with self._console.capture() as captured:
            if self._count:
                self._console.print()
                self._console.rule(style="dim")
                self._console.print()
            for part in layout.to_parts(self._layers):
                self._console.print(part)
        self._count += 1
        lines = captured.get().splitlines()
        self._console.file.write("\n".join(to_inert(line.rstrip(), lines=True) for line in lines) + "\n")
        self._console.file.flush()

    def write_failure(self, failure: Failure) -> None:
        """What failed is said on standard error."""

    def close(self) -> None:
        self._console.file.flush()


class Layout:
    """One record arranged for one width."""

    def __init__(self, record: Record, text: str, width: int, evidence: bool = False) -> None:
        self._record = record
        self._text = text
        self._width = width
        self._evidence = evidence
        self._wording = Wording(record)

    def to_parts(self, layers: frozenset[str] | None) -> Iterable[RenderableType]:
        """The head, then a section for each layer asked for, then the warnings."""
        yield self._head()
        sections: tuple[tuple[str, Callable[[], RenderableType]], ...] = (
            ("facts", self._facts), ("officials", self._officials), ("countries", self._countries),
            ("organizations", self._organizations), ("people", self._people), ("amounts", self._amounts),
            ("dates", self._dates),
        )
        for layer, arrange in sections:
            if layers is not None and layer not in layers:
                continue
            number = len(getattr(self._record, layer))
            if layer == "officials":
                number = sum(map(self._says_something, self._record.officials))
            if number:
                yield ""
                yield _heading(HEADINGS[layer], number)
                yield arrange()
            elif layers is not None or layer == "facts":
                yield ""
                yield _heading(HEADINGS[layer], 0)
                yield Text("  none found", style="dim")
        if self._record.warnings:
            yield ""
            yield _heading(HEADINGS["warnings"], len(self._record.warnings), "yellow")
            yield _grid([[_text("!", "yellow"), _text(warning)] for warning in self._record.warnings], (1, None))

    def _head(self) -> RenderableType:
        title = _text(self._wording.headline(self._text), "bold")
        return Group(title, self._flow((_text(part, "dim") for part in self._wording.head()), indent=0))

    # Facts

    def _facts(self) -> RenderableType:
        rows: list[Sequence[RenderableType]] = [["", Text(""), _text(HEADINGS["certainty"].lower(), "dim")]]
        styles = {"who": "bold", "whom": "bold", "lead": "dim"}
        for fact in self._record.facts:
            words = self._wording.fact(fact)
            line = Text(overflow="fold")
            for name, phrase in self._wording.phrases(fact):
                style = _verb_style(words) if name == "verb" else styles.get(name, "")
                line.append_text(_text(_shortened(phrase), style, leading=True))
            for _, phrase in self._wording.circumstances(fact):
                line.append(" · ", "dim").append_text(_text(phrase, "dim"))
            line.append("  ").append_text(_text(words.tag, "dim italic"))
            body: list[RenderableType] = [line]
            if words.said_by:
                body.append(_text(f"{HEADINGS['said_by'].lower()} {words.said_by}", "dim"))
            if self._evidence:
                place = f"{fact.evidence.start}–{fact.evidence.end}"
                body.append(_text(f"{place}  {' '.join(fact.evidence.text.split())}", "dim"))
            rows.append([_text(fact.id, "dim"), Group(*body), _certainty(fact)])
        width = len(HEADINGS["certainty"].lower())
        return _grid(rows, (max(len(fact.id) for fact in self._record.facts), None, width), right=True)

    # Entities

    def _officials(self) -> RenderableType:
        table = _columns()
        table.add_column(HEADINGS["name"], style="bold")
        table.add_column(HEADINGS["office"])
        table.add_column(HEADINGS["country"])
        table.add_column("×", justify="right", style="dim", no_wrap=True)
        for official in self._record.officials:
            if not self._says_something(official):
                continue
            table.add_row(
                _text(entity_name(official), "bold" if official.name else "not bold"),
                _text(self._wording.office(official)),
                _text(self._wording.country(official.country)),
                str(len(official.mentions)),
            )
        return _indent(table)

    def _says_something(self, official: Official) -> bool:
        """Whether a row holds more than "officials", of nobody."""
        told = official.name or self._wording.office(official) or official.country or official.organization
        return bool(told) or len(entity_name(official).split()) > 1

    def _countries(self) -> RenderableType:
        ranked = sorted(self._record.countries, key=lambda country: -len(country.mentions))
        return self._flow(
            Text.assemble(
                _text(country.name, "bold"), (f" {country.code}", "dim"), (f" ×{len(country.mentions)}", "dim")
            )
            for country in ranked
        )

    def _organizations(self) -> RenderableType:
        table = _columns()
        table.add_column(HEADINGS["name"], style="bold")
        table.add_column(HEADINGS["kind"])
        table.add_column(HEADINGS["country"])
        table.add_column("×", justify="right", style="dim", no_wrap=True)
        for body in self._record.organizations:
            table.add_row(
                _text(body.name), _text(body.kind.replace("_", " ")), _text(self._wording.country(body.country)),
                str(len(body.mentions)),
            )
        return _indent(table)

    def _people(self) -> RenderableType:
        return self._flow(
            Text.assemble(_text(person.name, "bold"), (f" ×{len(person.mentions)}", "dim"))
            for person in self._record.people
        )

    def _flow(self, items: Iterable[Text], indent: int = 2) -> RenderableType:
        """Short items one after the other, none broken over a line where it fits on one."""
        separator = Text(" · ", style="dim")
        lines: list[Text] = []
        for item in items:
            if lines and lines[-1].cell_len + 3 + item.cell_len <= self._width - indent:
                lines[-1].append_text(separator).append_text(item)
            else:
                lines.append(item.copy())
        return Padding(Group(*lines), (0, 0, 0, indent))

    def _amounts(self) -> RenderableType:
        table = _columns()
        table.add_column(HEADINGS["text"])
        table.add_column(HEADINGS["value"], style="bold")
        table.add_column("", style="dim")
        for amount in self._record.amounts:
            exact = amount.value or "unknown"
            if amount.upper:
                exact += f" to {amount.upper}"
            table.add_row(
                _text(amount.text), _text(amount_words(amount)), _text(f"{amount.currency or 'currency ?'} {exact}")
            )
        return _indent(table)

    def _dates(self) -> RenderableType:
        table = _columns()
        table.add_column(HEADINGS["text"])
        table.add_column(HEADINGS["value"], style="bold")
        table.add_column("", style="dim")
        for date in self._record.dates:
            value = date.value or "unknown"
            days = days_words(date)
            plain = date_words(date) if date.value else "—"
            exact = value if not days or PLAIN_VALUE.fullmatch(value) else f"{value}  ({days})"
            exact = "" if exact == plain else exact
            table.add_row(_text(date.text), _text(plain), _text(exact))
        return _indent(table)


def _text(text: str, style: str = "", leading: bool = False) -> Text:
    """Text from an article, harmless; ``leading`` keeps the space that joins it to what stands before."""
    shown = to_visible(text)
    return Text(f" {shown}" if leading and text.startswith(" ") else shown, style=style, overflow="fold")


def _shortened(phrase: str) -> str:
    """A phrase of bearable length; the whole of it is in the record."""
    if len(phrase) <= LONGEST_PHRASE:
        return phrase
    cut = phrase[:LONGEST_PHRASE].rsplit(" ", 1)[0].rstrip(" ,;:") + " …"
    return f"{cut}”" if cut.count("“") > cut.count("”") else cut


def _verb_style(words: FactWords) -> str:
    """The colour of a verb: whether it happened."""
    return next((MARK_STYLES[mark] for mark in words.marks), "green")


def _heading(title: str, number: int, style: str = "blue") -> Text:
    return Text.assemble((title.upper(), f"bold {style}"), (f"  {number}" if number else "", "dim"))


def _certainty(fact: Fact) -> Text:
    if fact.confidence is None:
        return Text("–", style="dim")
    return Text(f"{round(fact.confidence * 100)}%", style=CERTAINTY_STYLES[certainty_level(fact.confidence)])


def _indent(table: Table) -> RenderableType:
    return Padding(table, (0, 0, 0, 2))


def _columns(expand: bool = False) -> Table:
    """A table without lines, two or three spaces between its columns."""
    return Table(
        box=None, expand=expand, padding=(0, 2 if expand else 3, 0, 0), pad_edge=False, header_style="dim",
        show_edge=False,
    )


def _grid(
    rows: Iterable[Sequence[RenderableType]], widths: Sequence[int | None], right: bool = False
) -> RenderableType:
    table = Table.grid(expand=True, padding=(0, 2, 0, 0))
    for number, width in enumerate(widths):
        last = right and number == len(widths) - 1
        table.add_column(
            width=width, ratio=None if width else 1, justify="right" if last or (right and number == 0) else "left",
            no_wrap=bool(width),
        )
    for row in rows:
        table.add_row(*row)
    return Padding(table, (0, 0, 0, 2))


