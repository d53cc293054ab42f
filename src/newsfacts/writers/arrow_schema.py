"""Arrow types of the record, made from the pydantic models, and its values as those types take them.

An object is a struct, a list a list; a sum is ``decimal128(38, 9)``, a day ``date32``, a choice of words a string.
Needs pyarrow, and is imported where that is there.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable
from decimal import Decimal
from functools import cache, partial
from types import UnionType
from typing import Any, Literal, Union, get_args, get_origin, get_type_hints

import pyarrow as pa
from pydantic import BaseModel

from newsfacts.record import Amount, ArticleInfo, Date, DecimalString, Fact, IsoDay, Record

#: Digits of a sum, and how many of them stand behind the point: what every reader of Parquet takes.
DIGITS, SCALE = 38, 9
SCALARS: dict[type, Any] = {str: pa.string(), int: pa.int64(), float: pa.float64(), bool: pa.bool_()}
#: Makes a plain value what an Arrow type takes.
Converter = Callable[[Any], Any]
#: What a row of the facts' table has of its article, and of the arguments of a role, for counting without unnesting.
OF_ARTICLE = ("id", "source", "title", "publisher", "published")
OF_ROLE = ("name", "country")
PLURALS = {"name": "names", "country": "countries"}


def to_type(annotation: Any) -> tuple[Any, bool]:
    """The Arrow type of a field's annotation, and whether it may be null."""
    if get_origin(annotation) in (UnionType, Union):
        (inner,) = (part for part in get_args(annotation) if part is not type(None))
        return to_type(inner)[0], True
    if annotation == DecimalString:
        return pa.decimal128(DIGITS, SCALE), False
    if annotation == IsoDay:
        return pa.date32(), False
    if hasattr(annotation, "__metadata__"):
        return to_type(annotation.__origin__)
    if get_origin(annotation) is list:
        inner, nullable = to_type(get_args(annotation)[0])
        return pa.list_(pa.field("element", inner, nullable)), False
    if get_origin(annotation) is Literal:
        return pa.string(), False
    if issubclass(annotation, BaseModel):
        return pa.struct(to_fields(annotation)), False
    return SCALARS[annotation], False


@cache
def _annotations(model: type[BaseModel]) -> dict[str, Any]:
    """The annotations of a model's fields by the names they have in JSON."""
    hints = get_type_hints(model, include_extras=True)
    return {field.alias or name: hints[name] for name, field in model.model_fields.items()}


def to_fields(model: type[BaseModel]) -> list[Any]:
    """The Arrow fields of a model."""
    return [pa.field(name, *to_type(annotation)) for name, annotation in _annotations(model).items()]


@cache
def _converter(annotation: Any) -> Converter | None:
    """What makes a plain value of an annotation's what its Arrow type takes; None where it is that already.

    Made once for each annotation: records have thousands of values, and asking for the type of each would take longer
    than all that is done with them.
    """
    if get_origin(annotation) in (UnionType, Union):
        (annotation,) = (part for part in get_args(annotation) if part is not type(None))
    if annotation == DecimalString:
        return to_decimal
    if annotation == IsoDay:
        return dt.date.fromisoformat
    if hasattr(annotation, "__metadata__"):
        return _converter(annotation.__origin__)
    if get_origin(annotation) is list:
        one = _converter(get_args(annotation)[0])
        return one and (lambda values: [one(value) for value in values])
    if isinstance(annotation, type) and issubclass(annotation, BaseModel):
        return partial(to_values, annotation)
    return to_sound if annotation is str else None


def to_decimal(value: str) -> Decimal | None:
    """A sum; null rather than rounded where it has more digits than :data:`DIGITS` or :data:`SCALE`."""
    number = Decimal(value)
    _, digits, exponent = number.as_tuple()
    fits = isinstance(exponent, int) and -exponent <= SCALE and len(digits) + exponent <= DIGITS - SCALE
    return number if fits else None


def to_sound(value: str) -> str:
    """A string without lone surrogates, which UTF-8 cannot write."""
    return value if value.isascii() else value.encode("utf-8", "replace").decode("utf-8")


@cache
def _converters(model: type[BaseModel]) -> dict[str, Converter]:
    """The fields of a model whose values are not as Arrow takes them, with what makes them so."""
    found = {name: _converter(annotation) for name, annotation in _annotations(model).items()}
    return {name: convert for name, convert in found.items() if convert}


def to_values(model: type[BaseModel], plain: dict[str, Any]) -> dict[str, Any]:
    """A plain object of a record (as ``model_dump`` gives it) as its Arrow struct takes it."""
    values = plain.copy()
    for name, convert in _converters(model).items():
        if (value := plain[name]) is not None:
            values[name] = convert(value)
    return values


def record_schema() -> Any:
    """The whole record as an Arrow schema, nested as in JSON."""
    return pa.schema(to_fields(Record))


def fact_schema() -> Any:
    """A row a fact: its article, its fields with date and sum in place of ids, and who acts by name and country."""
    info = _annotations(ArticleInfo)
    fields = [pa.field("article_id" if name == "id" else name, *to_type(info[name])) for name in OF_ARTICLE]
    for name, annotation in _annotations(Fact).items():
        if name in ("date", "amount"):
            fields.append(pa.field(name, pa.struct(to_fields(Date if name == "date" else Amount))))
            continue
        fields.append(pa.field(name, *to_type(annotation)))
        if name in ("actor", "recipient"):
            fields += [pa.field(f"{name}_{PLURALS[one]}", pa.list_(pa.string()), False) for one in OF_ROLE]
    return pa.schema(fields)


def fact_rows(record: Record) -> list[dict[str, Any]]:
    """The facts of a record as rows of :func:`fact_schema`; names and countries in the order of the arguments."""
    info = to_values(ArticleInfo, record.article.model_dump(by_alias=True))
    head = {"article_id" if name == "id" else name: info[name] for name in OF_ARTICLE}
    dates = {date.id: to_values(Date, date.model_dump(by_alias=True)) for date in record.dates}
    amounts = {amount.id: to_values(Amount, amount.model_dump(by_alias=True)) for amount in record.amounts}
    rows = []
    for fact in record.facts:
        row = head | to_values(Fact, fact.model_dump(by_alias=True))
        row |= {"date": dates.get(fact.date or ""), "amount": amounts.get(fact.amount or "")}
        for role in ("actor", "recipient"):
            row |= {f"{role}_{PLURALS[one]}": [argument[one] for argument in row[role]] for one in OF_ROLE}
        rows.append(row)
    return rows
