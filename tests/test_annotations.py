"""The annotated corpus: its spans, types and modes, its loader, and the notation it is extended in."""

import copy
import json
import sys
from pathlib import Path

import pytest

HERE = Path(__file__).parents[1] / "training" / "annotations"
if not (HERE / "events.jsonl.gz").exists():
    pytest.skip("an installed package has no corpus", allow_module_level=True)
sys.path.insert(0, str(HERE))

import corpus  # noqa: E402
import notation  # noqa: E402


@pytest.fixture(scope="module")
def blocks() -> list[corpus.Block]:
    return corpus.load()


def test_every_block_is_whole(blocks: list[corpus.Block]) -> None:
    assert corpus.check(blocks) == []


def test_each_type_has_two_hundred_positives(blocks: list[corpus.Block]) -> None:
    required = corpus.counts(blocks)["required"]
    assert {name: required[name] for name in corpus.TYPES if required[name] < 200} == {}


def test_a_tenth_of_the_written_blocks_stands_twice(blocks: list[corpus.Block]) -> None:
    own = [block for block in blocks if block["id"].startswith("own-")]
    assert sum(block["second"] is not None for block in own) >= len(own) // 11


GOOD = ["# wire", "Kenya and Uganda said on Friday their talks failed; Kenya threatened a boycott.",
        "-met talks|Kenya;Uganda||d:Friday", "-sai said|Kenya;Uganda||o:their talks failed",
        "-thr threatened|Kenya#2|Uganda|o:boycott", "-pro boycott|Kenya||co|ar"]


def test_notation_gives_spans() -> None:
    (block,) = notation.compile_blocks(GOOD, "x")
    met, said, threatened, boycott = block["facts"]
    assert block["id"] == "own-x-001"
    assert [corpus.words(block, span) for span in met["actor"]] == ["Kenya", "Uganda"]
    assert corpus.words(block, met["date"]) == "Friday"
    assert corpus.words(block, said["object"]) == "their talks failed"
    assert threatened["actor"][0][0] == block["text"].rindex("Kenya")
    assert (boycott["modality"], boycott["optional"], boycott["why"]) == ("conditional", True, "arguable")
    assert boycott["mode"] == "boycott"
    assert corpus.check([block]) == []


def test_notation_seeks_in_other_sentences_and_sets_headlines_off() -> None:
    lines = ["# wire", "^Chad expels envoy", "-san expels|Chad|envoy", "He left on Monday.", "-vis left|He|Chad"]
    (block,) = notation.compile_blocks(lines, "x")
    assert block["text"] == "Chad expels envoy\n\nHe left on Monday."
    assert corpus.words(block, block["facts"][1]["recipient"][0]) == "Chad"
    assert block["facts"][0]["mode"] == "expel"


@pytest.mark.parametrize(
    ("note", "message"),
    [
        ("-xyz met|A", "no type 'xyz'"),
        ("-met spoke|Ann", "'spoke' not found"),
        ("-met met|Carl", "'Carl' not found"),
        ("-sai said|Ann", "occurs 2 times"),
        ("-met met|Ann|Bob|Bob", "too many fields"),
    ],
)
def test_notation_names_the_line_of_a_fault(note: str, message: str) -> None:
    with pytest.raises(notation.NotationError, match=f"x:3: .*{message}"):
        notation.compile_blocks(["# wire", "Ann said she met Bob, Bob said.", note], "x")


@pytest.mark.parametrize(
    ("change", "message"),
    [
        ({"trigger": [5, 5]}, "no span"),
        ({"trigger": [0, 9999]}, "no span"),
        ({"trigger": [0, 6]}, "no span"),
        ({"actor": [[0.0, 5]]}, "no span"),
        ({"type": "meet"}, "no type"),
        ({"mode": "expel"}, "no mode"),
        ({"modality": "maybe"}, "no modality"),
        ({"negated": None}, "true or false"),
        ({"why": "restated"}, "only of an optional fact"),
    ],
)
def test_check_finds(change: dict[str, object], message: str) -> None:
    (block,) = notation.compile_blocks(GOOD, "x")
    block["facts"][0].update(change)
    assert any(message in fault for fault in corpus.check([block]))


def test_check_finds_missing_keys_and_ids_that_stand_twice() -> None:
    (block,) = notation.compile_blocks(GOOD, "x")
    other = copy.deepcopy(block)
    del other["facts"][0]["date"]
    faults = corpus.check([block, other])
    assert any("date" in fault for fault in faults)
    assert any("stands twice" in fault for fault in faults)


def test_load_says_what_is_wrong(tmp_path: Path) -> None:
    path = tmp_path / "x.jsonl"
    path.write_text('{"id": 1}\n')
    with pytest.raises(corpus.CorpusError, match=r"x\.jsonl:1: a block has"):
        corpus.load(path)
    path.write_text("not json\n")
    with pytest.raises(corpus.CorpusError, match=r"x\.jsonl:1: not JSON"):
        corpus.load(path)
    path.write_bytes(b"\x1f\x8bbroken")
    with pytest.raises(corpus.CorpusError, match="cannot be read"):
        corpus.load(path)


def test_load_reads_plain_json_lines(tmp_path: Path) -> None:
    made = notation.compile_blocks(GOOD, "x")
    path = tmp_path / "x.jsonl"
    path.write_text("".join(json.dumps(block) + "\n" for block in made))
    assert corpus.load(path) == made


def test_agreement_of_equal_and_of_different_annotations() -> None:
    (block,) = notation.compile_blocks(GOOD, "x")
    same = {**block, "second": copy.deepcopy(block["facts"])}
    assert all(value == 1 for value, number in corpus.agreement([same]).values() if number)
    other = {**block, "second": copy.deepcopy(block["facts"][:2])}
    other["second"][0]["actor"] = other["second"][0]["actor"][:1]
    got = corpus.agreement([other])
    assert got["facts"] == (pytest.approx(4 / 6), 6)
    assert got["actors"] == (pytest.approx(6 / 7), 7)


def test_near_misses_are_triggers_that_tell_nothing() -> None:
    lines = ["# a", "He resigned.", "-lef resigned|He", "# b", "She resigned.", "-lef resigned|She",
             "# c", "He was resigned to rain."]
    assert corpus.near_misses(notation.compile_blocks(lines, "x"))["left_office"] == 1
