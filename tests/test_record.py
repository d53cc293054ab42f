"""The models keep the contract: what can be proved of a record is proved when it is made."""

from __future__ import annotations

import copy
import json
from collections.abc import Callable
from typing import Any

import pytest
from pydantic import ValidationError
from records import TEXT, to_record

from newsfacts.record import EVENT_OF_TYPE, Record

Plain = dict[str, Any]


def plain() -> Plain:
    return json.loads(to_record().to_json())  # type: ignore[no-any-return]


def change(path: str, value: Any) -> Callable[[Plain], None]:
    """An edit: the value at a dotted path becomes another."""

    def edit(record: Plain) -> None:
        *way, last = path.split(".")
        at: Any = record
        for step in way:
            at = at[int(step) if isinstance(at, list) else step]
        at[int(last) if isinstance(at, list) else last] = value

    return edit


def drop(path: str) -> Callable[[Plain], None]:
    def edit(record: Plain) -> None:
        *way, last = path.split(".")
        at: Any = record
        for step in way:
            at = at[int(step) if isinstance(at, list) else step]
        del at[last]

    return edit


@pytest.mark.parametrize(
    ("edit", "says"),
    [
        (change("countries.0.mentions.0.end", 3), "not as long as its text"),
        (change("countries.0.mentions.0.start", -1), "greater than or equal to 0"),
        (change("countries.0.mentions.0.text", ""), "at least 1 character"),
        (change("countries.0.mentions.0.kind", "nickname"), "name"),
        (change("countries.0.code", "UK"), "no ISO 3166-1"),
        (change("countries.0.alpha3", "NOW"), "alpha-3"),
        (change("countries.0.id", "MD"), "a country's id is its code"),
        (change("amounts.0.currency", "EURO"), "no ISO 4217 code"),
        (change("amounts.0.value", "4e7"), "match"),
        (change("amounts.0.value", "40,000,000"), "match"),
        (change("amounts.0.value", 40000000), "string"),
        (change("amounts.0.upper", "1"), "not above upper"),
        (change("amounts.0.qualifier", "circa"), "exact"),
        (change("dates.0.from", "2024-02-30"), "no ISO day"),
        (change("dates.0.from", "20240312"), "no ISO day"),
        (change("dates.0.from", "2999-01-01"), "is after to"),
        (change("dates.0.type", "Date"), "date"),
        (change("officials.0.role", "boss"), "head_of_state"),
        (change("officials.0.status", "retired"), "current"),
        (change("officials.0.country", ""), "no ISO 3166-1"),
        (change("officials.0.id", "official-1"), "match"),
        (change("officials.1.id", "o1"), "ids used more than once"),
        (change("facts.0.type", "aids"), "no fact type"),
        (change("facts.0.event", "SUPPORT"), "event of aided is AID"),
        (change("facts.0.actor.0.ref", "o99"), "unknown entity o99"),
        (change("facts.0.attribution.source.ref", "XX"), "unknown entity XX"),
        (change("facts.0.actor.0.name", "Sweden"), "name of NO is 'Norway', not 'Sweden'"),
        (change("facts.0.attribution.source.country", "MD"), "country of o1 is 'NO', not 'MD'"),
        (change("facts.0.actor.0.country", "Norway"), "no ISO 3166-1"),
        (change("facts.0.actor.0.name", ""), "at least 1 character"),
        (change("facts.0.date", "d99"), "unknown date d99"),
        (change("facts.0.date", "a1"), "unknown date a1"),
        (change("facts.0.amount", "a99"), "unknown amount a99"),
        (change("facts.0.confidence", 1.2), "less than or equal to 1"),
        (change("facts.0.negated", 0), "boolean"),
        (change("facts.0.note", "seen"), "Extra inputs are not permitted"),
        (change("article.characters", 10), "ends after the article"),
        (change("article.id", "abc"), "match"),
        (change("article.published_from", None), "both given or both null"),
        (change("schema_version", "2"), "'1'"),
        (drop("warnings"), "Field required"),
        (drop("facts.0.modality"), "Field required"),
    ],
)
def test_what_breaks_the_contract_is_no_record(edit: Callable[[Plain], None], says: str) -> None:
    record = plain()
    Record.model_validate_json(json.dumps(record))
    edit(record)
    with pytest.raises(ValidationError, match=says):
        Record.model_validate_json(json.dumps(record))


def test_records_are_frozen() -> None:
    record = to_record()
    with pytest.raises(ValidationError, match="frozen"):
        record.facts[0].negated = True  # type: ignore[misc]


def test_json_round_trips_to_the_byte() -> None:
    record = to_record()
    assert Record.model_validate_json(record.to_json()) == record
    assert Record.model_validate_json(record.to_json(indent=2)).to_json() == record.to_json()
    assert '"from":' in record.to_json() and "from_" not in record.to_json()


def test_spans_are_proved_against_the_text() -> None:
    record = to_record()
    record.check_against(TEXT)
    with pytest.raises(ValueError, match="is not text"):
        record.check_against(TEXT.replace("Norway", "Sweden"))
    with pytest.raises(ValueError, match="characters"):
        record.check_against(TEXT + " ")


def test_custom_types_are_open_and_all_others_closed() -> None:
    record = plain()
    record["facts"][0]["type"] = "x_hosted"
    assert Record.model_validate_json(json.dumps(record)).facts[0].type == "x_hosted"
    for name in ("x_", "x_Hosted", "hosted", "X_hosted", "x_ab-c"):
        broken = copy.deepcopy(record)
        broken["facts"][0]["type"] = name
        with pytest.raises(ValidationError, match="no fact type"):
            Record.model_validate_json(json.dumps(broken))


def test_conceding_on_the_ground_may_be_a_retreat() -> None:
    record = plain()
    record["facts"][0] |= {"type": "conceded", "event": "RETREAT"}
    Record.model_validate_json(json.dumps(record))
    record["facts"][0]["event"] = "AID"
    with pytest.raises(ValidationError, match="CONCEDE"):
        Record.model_validate_json(json.dumps(record))


def test_schema_describes_every_field() -> None:
    schema = Record.to_schema()
    models = [schema, *schema["$defs"].values()]
    for model in models:
        for name, field in model.get("properties", {}).items():
            assert field.get("description"), f"{model['title']}.{name}"
    assert len(EVENT_OF_TYPE) == 22


def test_schema_is_a_document_of_its_own_and_open_to_new_fields() -> None:
    jsonschema = pytest.importorskip("jsonschema")
    schema = Record.to_schema()
    assert schema["$schema"] == "https://json-schema.org/draft/2020-12/schema"
    assert schema["$id"] == "urn:newsfacts:record:1"
    jsonschema.Draft202012Validator.check_schema(schema)
    check = jsonschema.Draft202012Validator(schema).is_valid
    record = plain()
    assert check(record)
    record["facts"][0]["actor"][0]["seen_by"] = "a later version"
    record["facts"][0]["certainty"] = "and here"
    assert check(record)
    with pytest.raises(ValidationError, match="Extra inputs"):  # reading our own is strict
        Record.model_validate_json(json.dumps(record))
    del record["facts"][0]["rule"]
    assert not check(record)


def test_arguments_of_older_records_need_no_name() -> None:
    record = plain()
    for fact in record["facts"]:
        for argument in (*fact["actor"], *fact["recipient"]):
            del argument["name"], argument["country"]
    assert Record.model_validate_json(json.dumps(record)).facts[0].actor[0].name is None
