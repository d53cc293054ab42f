"""The result as tables: its schema, the same for Spark, one row for each fact, and records again."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator, Sequence
from decimal import Decimal
from typing import Any

import pyarrow as pa
import pyarrow.compute as pc

from newsfacts.arrow.rows import ERROR
from newsfacts.failure import Failure
from newsfacts.record import LAYERS, Record
from newsfacts.writers.arrow_schema import (
    DIGITS,
    OF_ARTICLE,
    OF_ROLE,
    PLURALS,
    SCALE,
    fact_schema,
    record_schema,
    to_sound,
    to_values,
)

#: What an extractor adds to the columns of its input: the ``key`` (what the record was made from: text, metadata,
#: versions, options; as in the notes of ``extract --resume``), the record's fields with their own types, and ``error``.
#: In each row one of record and error is null.
SCHEMA = pa.schema([
    pa.field("key", pa.string()), *(field.with_nullable(True) for field in record_schema()), pa.field("error", ERROR),
])  # fmt: skip
OF_RECORD = tuple(record_schema().names)

_DDL = {
    pa.string(): "STRING", pa.large_string(): "STRING", pa.binary(): "BINARY", pa.large_binary(): "BINARY",
    pa.bool_(): "BOOLEAN", pa.int8(): "TINYINT", pa.int16(): "SMALLINT", pa.int32(): "INT", pa.int64(): "BIGINT",
    pa.float32(): "FLOAT", pa.float64(): "DOUBLE", pa.date32(): "DATE",
}  # fmt: skip


def to_columns(keys: Sequence[str | None], results: Sequence[Record | Failure]) -> list[Any]:
    """Arrays of :data:`SCHEMA`, a row for each result."""
    values = [_to_values(one) if isinstance(one, Record) else {} for one in results]
    errors = [
        {"type": one.type, "message": one.message, "hint": one.hint} if isinstance(one, Failure) else None
        for one in results
    ]
    records = [pa.array([row.get(name) for row in values], SCHEMA.field(name).type) for name in OF_RECORD]
    return [pa.array(keys, pa.string()), *records, pa.array(errors, ERROR)]


def _to_values(record: Record) -> dict[str, Any]:
    """A record as Arrow takes it; its warnings name the sums that Arrow's decimals do not hold."""
    plain = record.model_dump(by_alias=True)
    values = to_values(Record, plain)
    for said, kept in zip(plain["amounts"], values["amounts"], strict=True):
        if any(said[end] is not None and kept[end] is None for end in ("value", "upper")):
            if kept["value"] is None:  # no range without its lower end
                kept["upper"] = None
            lost = f"{said['text']!r}: a value has more digits than decimal({DIGITS}, {SCALE}) holds, and is null here"
            values["warnings"].append(to_sound(lost))
    return values


def spark_ddl(schema: Any = SCHEMA) -> str:
    """The columns of a schema as Spark's DDL, for ``df.mapInArrow(extractor.batches, ddl)``.

    Put what else the input has, without ``text``, before it: ``"id BIGINT, " + spark_ddl()``.

    Args:
        schema: an Arrow schema, by default :data:`SCHEMA`.

    Raises:
        ValueError: Spark has no type for a column.
    """
    return ", ".join(f"`{field.name}` {_to_ddl(field.type, field.name)}" for field in schema)


def _to_ddl(kind: Any, name: str) -> str:
    if kind in _DDL:
        return _DDL[kind]
    if pa.types.is_decimal(kind):
        return f"DECIMAL({kind.precision}, {kind.scale})"
    if pa.types.is_timestamp(kind):
        return "TIMESTAMP" if kind.tz else "TIMESTAMP_NTZ"
    if pa.types.is_list(kind) or pa.types.is_large_list(kind):
        return f"ARRAY<{_to_ddl(kind.value_type, name)}>"
    if pa.types.is_map(kind):
        return f"MAP<{_to_ddl(kind.key_type, name)}, {_to_ddl(kind.item_type, name)}>"
    if pa.types.is_struct(kind):
        inner = (f"`{one.name}`: {_to_ddl(one.type, f'{name}.{one.name}')}" for one in kind)
        return f"STRUCT<{', '.join(inner)}>"
    raise ValueError(f"Spark has no type for {kind} of the column {name!r}; cast it first")


def to_records(batch: Any) -> Iterator[Record | Failure]:
    """The rows of a result (a RecordBatch or a Table) as records again; a Failure where one has an ``error``.

    ``record.to_json()`` is then the line that ``extract`` writes for the article, byte for byte.

    Raises:
        ValueError: the columns of a record are not there, or what they hold is none.
    """
    missing = [name for name in (*OF_RECORD, "error") if name not in batch.schema.names]
    if missing:
        raise ValueError(f"no column {', '.join(map(repr, missing))}: this is no result of an Extractor")
    sources = [name for name in ("source", "id") if name in batch.schema.names]
    for row in batch.select([*OF_RECORD, "error", *sources]).to_pylist():
        if row["error"]:
            named = (row[name] for name in sources if row[name] is not None)
            yield Failure(str(next(named, "-")), **row["error"])
        else:
            yield Record.model_validate({name: _to_json_value(row[name]) for name in OF_RECORD})


def _to_json_value(value: Any) -> Any:
    """A value as the record's JSON has it."""
    if isinstance(value, dict):
        return {name: _to_json_value(inner) for name, inner in value.items()}
    if isinstance(value, list):
        return [_to_json_value(inner) for inner in value]
    if isinstance(value, Decimal):
        return f"{value:f}".rstrip("0").rstrip(".") if "." in f"{value:f}" else f"{value:f}"
    return value.isoformat() if isinstance(value, dt.date) else value


def explode(batch: Any, layer: str = "facts") -> Any:
    """One row for each fact (or official, country ...) of a result.

    Args:
        batch: a RecordBatch or a Table of an extractor.
        layer: ``facts``, ``officials``, ``countries``, ``organizations``, ``people``, ``amounts`` or ``dates``.

    Returns:
        a Table: ``article_id``, ``source``, ``title``, ``publisher``, ``published`` of the article, then the fields of
        the layer. Facts have the columns of ``extract --format parquet``: their date and amount in place of the ids,
        and ``actor_names``, ``actor_countries`` and the like. Then what the input had besides as ``input_...``. An
        article with none, or an error, has no row.

    Raises:
        ValueError: there is no such layer, or this is no result of an extractor.
    """
    if layer not in LAYERS:
        raise ValueError(f"no layer {layer!r}; the layers are {', '.join(LAYERS)}")
    missing = [name for name in OF_RECORD if name not in batch.schema.names]
    if missing:
        raise ValueError(f"no column {', '.join(map(repr, missing))}: this is no result of an Extractor")
    pieces = batch.to_batches() if isinstance(batch, pa.Table) else [batch]
    tables = [_explode(piece, layer) for piece in pieces if piece.num_rows]
    return pa.concat_tables(tables) if tables else _explode(pa.RecordBatch.from_pylist([], batch.schema), layer)


def _explode(batch: Any, layer: str) -> Any:
    parents, rows = _flatten(batch.column(layer))
    article = batch.column("article").take(parents)
    columns = {
        "article_id" if name == "id" else name: pc.struct_field(article, name) for name in OF_ARTICLE
    } | {field.name: pc.struct_field(rows, field.name) for field in rows.type}
    if layer == "facts":
        for role in ("actor", "recipient"):
            for one in OF_ROLE:
                columns[f"{role}_{PLURALS[one]}"] = _pluck(columns[role], one)
        for name in ("date", "amount"):
            columns[name] = _join(batch.column(f"{name}s"), parents, columns[name])
        table = pa.table({name: columns[name] for name in fact_schema().names}, schema=fact_schema())
    else:
        table = pa.table(columns)
    for name in batch.schema.names:
        if name not in SCHEMA.names:
            table = table.append_column(f"input_{name}", batch.column(name).take(parents))
    return table


def _flatten(lists: Any) -> tuple[Any, Any]:
    """For each element of lists the row it is of, and the elements."""
    return pc.list_parent_indices(lists), pc.list_flatten(lists)


def _pluck(lists: Any, name: str) -> Any:
    """A field of the structs in lists, as lists."""
    ends = pc.cumulative_sum(pc.list_value_length(lists).cast(pa.int32()))
    offsets = pa.concat_arrays([pa.array([0], pa.int32()), ends])
    return pa.ListArray.from_arrays(offsets, pc.struct_field(pc.list_flatten(lists), name))


def _join(lists: Any, parents: Any, ids: Any) -> Any:
    """The structs of lists that ids mean, each within its own row; null where the id is."""
    of, structs = _flatten(lists)

    def to_keys(rows: Any, names: Any) -> Any:
        return pc.binary_join_element_wise(rows.cast(pa.string()), names, "/")

    places = pc.index_in(to_keys(parents, ids), to_keys(of, pc.struct_field(structs, "id")))
    return structs.take(places)
