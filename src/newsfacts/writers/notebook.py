"""A record as a notebook shows it: the table's words in a small piece of HTML, without style or script of its own."""

from __future__ import annotations

from collections.abc import Iterable
from html import escape

from newsfacts.record import Record
from newsfacts.wording import HEADINGS, Wording, amount_words, date_words, entity_name

FIELDS = ("who", "what", "whom", "when", "how_much", "where", "said_by", "certainty")


def to_notebook_html(record: Record) -> str:
    """The record for a notebook's cell; everything from the article is escaped."""
    words = Wording(record)
    rows = [[getattr(fact, field) for field in FIELDS] for fact in map(words.fact, record.facts)]
    parts = [f"<p><strong>{_text(words.headline())}</strong><br>{_text(' · '.join(words.head()))}</p>"]
    parts.append(_table([HEADINGS[field] for field in FIELDS], rows) if rows else "<p>No facts found.</p>")
    lists: dict[str, Iterable[str]] = {
        "officials": (", ".join(filter(None, (entity_name(o), words.office(o), words.country(o.country))))
                      for o in record.officials),
        "countries": (f"{country.name} ×{len(country.mentions)}" for country in record.countries),
        "organizations": (body.name for body in record.organizations),
        "people": (person.name for person in record.people),
        "amounts": map(amount_words, record.amounts),
        "dates": (f"{date.text}: {date_words(date)}" for date in record.dates if date.value),
        "warnings": record.warnings,
    }  # fmt: skip
    for layer, found in lists.items():
        if line := " · ".join(found):
            parts.append(f"<p><strong>{_text(HEADINGS[layer])}</strong> {_text(line)}</p>")
    return f"<div>{''.join(parts)}</div>"


def _table(headings: list[str], rows: list[list[str]]) -> str:
    head = "".join(f"<th>{_text(heading)}</th>" for heading in headings)
    body = "".join(f"<tr>{''.join(f'<td>{_text(cell)}</td>' for cell in row)}</tr>" for row in rows)
    return f"<table><thead><tr>{head}</tr></thead><tbody>{body}</tbody></table>"


def _text(text: str) -> str:
    """Text for HTML; a lone surrogate, which no encoding can hold, becomes ``?``."""
    return escape(text.encode("utf-8", "replace").decode("utf-8"))
