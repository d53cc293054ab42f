"""Coverage-guided fuzzing of the readers and of the whole pipeline, with atheris; without it, random bytes.

    pip install atheris                                   # Linux and macOS, as far as it has wheels
    python fuzzing/harness.py readers -max_total_time=1200 -timeout=10 corpus/
    python fuzzing/harness.py pipeline -max_total_time=1200 -timeout=10 corpus/
    python fuzzing/harness.py readers --random 2000       # what is left without atheris, also a quick check

Everything behind a target's name goes to libFuzzer; an input that takes longer than ``-timeout`` is a find, too. Each
input must end as articles, records and failures that hold what the contract says; any exception is a find, and
libFuzzer keeps the input that made it. The tests do the same on a smaller scale with hypothesis
(``tests/test_hostile.py``).
"""

from __future__ import annotations

import random
import sys
import tempfile
from collections.abc import Callable
from pathlib import Path

try:
    import atheris
except ImportError:
    atheris = None

if atheris is not None:
    with atheris.instrument_imports(include=["newsfacts"]):
        import newsfacts.language.pipeline
        import newsfacts.pieces
        from newsfacts import load
        from newsfacts.article import Article
        from newsfacts.display import UNSAFE, to_visible
        from newsfacts.failure import Failure
        from newsfacts.readers import INPUT_FORMATS, ReadOptions, read_source
        from newsfacts.record import Record
else:
    import newsfacts.language.pipeline
    import newsfacts.pieces
    from newsfacts import load
    from newsfacts.article import Article
    from newsfacts.display import UNSAFE, to_visible
    from newsfacts.failure import Failure
    from newsfacts.readers import INPUT_FORMATS, ReadOptions, read_source
    from newsfacts.record import Record

#: Longer inputs find nothing that these do not, only later.
LONGEST = 4096


def try_readers(data: bytes) -> None:
    """The first byte picks the input format, the rest is the file."""
    if not data:
        return
    formats = (None, *INPUT_FORMATS)
    options = ReadOptions(input_format=formats[data[0] % len(formats)])
    with tempfile.NamedTemporaryFile(dir=FOLDER) as file:
        file.write(data[1:])
        file.flush()
        for item in read_source(file.name, options):
            if isinstance(item, Failure):
                assert item.type and item.message
                assert not UNSAFE.search(to_visible(item.message))
                continue
            item.text.encode("utf-8")  # no lone surrogates
            for line in (item.title, item.publisher, item.url):
                assert line is None or "\n" not in line


def try_pipeline(data: bytes) -> None:
    """Bytes as text, through everything: the record is valid and says of the text what the text says."""
    text = data.decode("utf-8", "replace")
    record = newsfacts.pieces.extract_article(load(), Article(text=text))
    record.check_against(text)
    assert Record.model_validate_json(record.to_json()) == record


TARGETS: dict[str, Callable[[bytes], None]] = {"readers": try_readers, "pipeline": try_pipeline}
FOLDER = tempfile.mkdtemp(prefix="newsfacts-fuzzing-")


def run_random(target: Callable[[bytes], None], times: int) -> None:
    """Without atheris: seeded random pieces of news mixed with random bytes."""
    pieces = [
        b"Xi Jinping met Joe Biden in Lima on Tuesday.", b"$1.7 billion", b"\xe2\x80\x9c", b"\xe2\x80\x8f", b"\x1b[31m",
        b"\n\n", b"PARIS, May 3 - ", b"Minister ", b"said ", b'{"text": "', b'"}\n', b"<html><p>", b"---\ndate: ",
        b"\0", b"WARC/1.0\r\n", b"text,title\n", b"\xff\xfe", b"\x1f\x8b\x08", b"not ", b"will ", b"(",
        b"the U.S.", b"\xf0\x9f",
    ]  # fmt: skip
    dice = random.Random(6)
    for number in range(times):
        data = bytes([dice.randrange(256)]) + b"".join(
            dice.choice(pieces) if dice.random() < 0.8 else dice.randbytes(dice.randrange(8))
            for _ in range(dice.randrange(40))
        )
        try:
            target(data)
        except Exception:
            found = Path(f"crash-{number}")
            found.write_bytes(data)
            print(f"input {number} is kept in {found}", file=sys.stderr)
            raise
    print(f"{times} inputs, nothing found")


def main() -> None:
    """Run a target for as long as the options say."""
    if len(sys.argv) < 2 or sys.argv[1] not in TARGETS:
        sys.exit(__doc__)
    target = TARGETS[sys.argv[1]]
    if target is try_pipeline:
        load()  # no input's time
    if sys.argv[2:3] == ["--random"]:
        run_random(target, int(sys.argv[3]))
    elif atheris is None:
        sys.exit("atheris is not installed: pip install atheris, or use --random 2000")
    else:
        atheris.Setup([sys.argv[0], f"-max_len={LONGEST}", *sys.argv[2:]], target)
        atheris.Fuzz()


if __name__ == "__main__":
    main()
