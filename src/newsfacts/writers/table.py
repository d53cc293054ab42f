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

from newsfacts.display import to_visible
from newsfacts.failure import Failure
from newsfacts.record import Fact, Record
from newsfacts.wording import HEADINGS, Wording, amount_words, certainty_level, date_words, days_words, entity_name
from newsfacts.writers import WriterOptions

#: From this width on, facts are a table of columns; below it, each is a line or two.
WIDE = 120
#: Longest line that is comfortable to read; a wider terminal stays empty on the right.
WIDEST = 200
DEFAULT_WIDTH = 80
#: Words of an object before it is cut short; the whole of it is in the record.
LONGEST_OBJECT = 160

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
        self._count = 0

    def write(self, record: Record, text: str) -> None:
        if self._count:
            self._console.print()
            self._console.rule(style="dim")
            self._console.print()
        self._count += 1
        layout = Layout(record, text, self._console.width)
        with self._console.capture() as captured:
            for part in layout.to_parts(self._layers):
                self._console.print(part)
        lines = captured.get().splitlines()
        self._console.file.write("\n".join(line.rstrip() for line in lines) + "\n")
        self._console.file.flush()

    def write_failure(self, failure: Failure) -> None:
        """What failed is said on standard error."""

    def close(self) -> None:
        self._console.file.flush()


class Layout:
    """One record arranged for one width."""

    def __init__(self, record: Record, text: str, width: int) -> None:
        self._record = record
        self._text = text
        self._width = width
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
        known = Text(" · ", style="dim").join(_text(part, "dim") for part in self._wording.head())
        return Group(title, known)

    # Facts

    def _facts(self) -> RenderableType:
        return self._facts_in_columns() if self._width >= WIDE else self._facts_in_lines()

    def _facts_in_columns(self) -> RenderableType:
        facts = [(fact, self._wording.fact(fact)) for fact in self._record.facts]
        names = ("when", "how_much", "where", "said_by")
        optional = [name for name in names if any(getattr(words, name) for _, words in facts)]
        table = _columns(expand=True)
        table.add_column("", justify="right", style="dim", no_wrap=True)
        table.add_column(HEADINGS["who"], ratio=4, style="bold")
        table.add_column(HEADINGS["what"], ratio=8)
        table.add_column(HEADINGS["whom"], ratio=4, style="bold")
        for name in optional:
            table.add_column(HEADINGS[name], max_width=22)
        table.add_column("Sure", justify="right", no_wrap=True)
        for number, (fact, words) in enumerate(facts, 1):
            table.add_row(
                str(number), _text(words.who) if words.who else _text("—", "dim"), self._what(fact),
                _text(words.whom),
                *(_text(self._said_by(fact) if name == "said_by" else getattr(words, name)) for name in optional),
                _sure(fact),
            )
        return _indent(table)

    def _said_by(self, fact: Fact) -> str:
        return self._wording.argument(fact.attribution.source) if fact.attribution else ""

    def _facts_in_lines(self) -> RenderableType:
        rows: list[Sequence[RenderableType]] = []
        for number, fact in enumerate(self._record.facts, 1):
            words = self._wording.fact(fact)
            line = Text(overflow="fold").append_text(_text(words.who or "—", "bold"))
            line.append("  ").append_text(self._what(fact, with_object=False))
            if words.whom:
                line.append(" → ", "dim").append_text(_text(words.whom, "bold"))
            if said := self._object(fact):
                line.append("  ").append_text(_text(said))
            details = [
                _text(detail, "dim") for detail in (words.how_much, words.when, words.where) if detail
            ]
            if words.said_by:
                details.append(_text(f"said by {self._said_by(fact)}", "dim italic"))
            body: list[RenderableType] = [line]
            if details:
                body.append(Text(" · ", style="dim").join(details))
            rows.append([_text(str(number), "dim"), Group(*body), _sure(fact)])
        return _grid(rows, (len(str(len(rows))), None, 4), right=True)

    def _what(self, fact: Fact, with_object: bool = True) -> Text:
        """The verb, coloured by whether it happened, its marks in words, and the object."""
        words = self._wording.fact(fact)
        style = next((MARK_STYLES[mark] for mark in words.marks), "green")
        said = self._object(fact)
        text = Text(overflow="fold").append_text(_text(self._wording.verb(fact), style))
        for mark in (mark for mark in words.marks if mark != "not"):  # the verb says that itself: "did not meet"
            text.append(" ").append(f"[{mark}]", f"{MARK_STYLES[mark]} dim")
        if with_object and said:
            text.append(" ").append_text(_text(said))
        return text

    def _object(self, fact: Fact) -> str:
        said = to_visible(fact.object or "")
        if len(said) > LONGEST_OBJECT:
            said = said[:LONGEST_OBJECT].rsplit(" ", 1)[0].rstrip(" ,;:") + " …"
        return f"“{said}”" if said and fact.type == "said" else said

    # Entities

    def _officials(self) -> RenderableType:
        table = _columns()
        table.add_column(HEADINGS["name"], style="bold")
        table.add_column(HEADINGS["office"])
        table.add_column(HEADINGS["country"])
        table.add_column("×", justify="right", style="dim", no_wrap=True)
        for official in self._record.officials:
            office = self._wording.official(official).removesuffix(self._wording.country(official.country))
            table.add_row(
                _text(entity_name(official), "bold" if official.name else "not bold"),
                _text(office.rstrip(", ")),
                _text(self._wording.country(official.country) or "—"),
                str(len(official.mentions)),
            )
        return _indent(table)

    def _countries(self) -> RenderableType:
        ranked = sorted(self._record.countries, key=lambda country: -len(country.mentions))
        return self._flow(
            Text.assemble(
                _text(country.name, "bold"), (f" {country.code}", "dim"), (f" ×{len(country.mentions)}", "dim")
            )
            for country in ranked
        )

    def _organizations(self) -> RenderableType:
        return self._flow(
            Text.assemble(
                _text(body.name, "bold"), " ", _text(self._wording.about(body), "dim"),
                (f" ×{len(body.mentions)}", "dim"),
            )
            for body in self._record.organizations
        )

    def _people(self) -> RenderableType:
        return self._flow(
            Text.assemble(_text(person.name, "bold"), (f" ×{len(person.mentions)}", "dim"))
            for person in self._record.people
        )

    def _flow(self, items: Iterable[Text]) -> RenderableType:
        """Short items one after the other, none broken over a line where it fits on one."""
        separator = Text(" · ", style="dim")
        lines: list[Text] = []
        for item in items:
            if lines and lines[-1].cell_len + 3 + item.cell_len <= self._width - 2:
                lines[-1].append_text(separator).append_text(item)
            else:
                lines.append(item.copy())
        return Padding(Group(*lines), (0, 0, 0, 2))

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
            table.add_row(_text(date.text), _text(plain), _text(exact))
        return _indent(table)


def _text(text: str, style: str = "") -> Text:
    return Text(to_visible(text), style=style, overflow="fold")


def _heading(title: str, number: int, style: str = "blue") -> Text:
    return Text.assemble((title.upper(), f"bold {style}"), (f"  {number}" if number else "", "dim"))


def _sure(fact: Fact) -> Text:
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


