"""Coverage-guided fuzzing of the readers and of the whole pipeline, with atheris; without it, random bytes.

    pip install atheris                                   # Linux and macOS, as far as it has wheels
    python fuzzing/harness.py seeds corpus/               # what to begin with: corpus/readers and corpus/pipeline
    python fuzzing/harness.py readers -seed=6 -max_total_time=600 -timeout=60 -len_control=0 corpus/readers
    python fuzzing/harness.py pipeline -seed=6 -max_total_time=600 -timeout=60 -len_control=0 corpus/pipeline
    python fuzzing/harness.py readers --random 2000       # what is left without atheris, also a quick check

Everything behind a target's name goes to libFuzzer. An input that costs more than ten seconds of processor time is a
find, too; what hangs without costing any is stopped by ``-timeout``, which also counts what else the machine has to do.
Each input must end as articles, records and failures that hold what the contract says; any exception is a find, and
libFuzzer keeps the input that made it. The tests do the same on a smaller scale with hypothesis
(``tests/test_hostile.py``).
"""

from __future__ import annotations

import gzip
import importlib
import random
import sys
import tempfile
import time
from collections.abc import Callable
from contextlib import AbstractContextManager, nullcontext
from pathlib import Path

try:
    import atheris
except ImportError:
    atheris = None

def import_all() -> None:
    """Every reader, too: they are imported as they are needed, and what is imported later is not watched."""
    for name in INPUT_FORMATS:
        importlib.import_module(f"newsfacts.readers.{name}")


if atheris is None or "--random" in sys.argv:
    watching: AbstractContextManager[object] = nullcontext()
else:
    watching = atheris.instrument_imports(include=["newsfacts"])
with watching:
    import newsfacts.language.pipeline
    import newsfacts.pieces
    from newsfacts import load
    from newsfacts.article import Article
    from newsfacts.display import UNSAFE, to_visible
    from newsfacts.failure import Failure
    from newsfacts.readers import INPUT_FORMATS, ReadOptions, read_source
    from newsfacts.record import Record

    import_all()

#: Longer inputs find nothing that these do not, only later.
LONGEST = 4096
#: Seconds of processor time that an input may cost; watched code is several times slower than it is by itself.
DEAREST = 10.0


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


PAGE = b"""<html><head><meta charset=utf-8><meta property="article:published_time" content="2024-01-02">
<script type="application/ld+json">{"@type": "NewsArticle", "datePublished": "2024-01-02"}</script></head>
<body><article><h1>Title</h1><time datetime="2024-01-02">2 January</time><p>Xi Jinping met Joe Biden in Lima on Tuesday
and said that the two countries would work.</p><p>READ MORE: <a href=/b>Other news</a></p></article></body></html>"""
HTTP = b"HTTP/1.1 200 OK\r\nContent-Type: text/html; charset=windows-1250\r\n\r\n" + PAGE
#: A small file of each format, and of two that are recognised.
SEEDS = {
    "text": b"PARIS, May 3 - Xi met Biden.\n\nREAD MORE: something\n",
    "markdown": b"---\ndate: 2024-01-02\ntitle: A\n---\n# Head\n\nXi met *Biden* in [Lima](http://a.org).\n",
    "html": PAGE,
    "jsonl": b'{"text": "Xi met Biden in Lima.", "title": "A", "date": "2024-01-02"}\n{"text": "<b>Again</b> &amp;"}\n',
    "json": b'[{"text": "Xi met Biden in Lima.", "title": "A"}]',
    "csv": b'text,title,date\n"Xi met ""Biden"" in Lima.",A,2024-01-02\nAgain,B,\n',
    "tsv": b"text\ttitle\nXi met Biden.\tA\n",
    "rss": b'<?xml version="1.0"?><rss version="2.0"><channel><title>F</title><item><title>A</title><description>Xi met'
    b"</description></item></channel></rss>",
    "warc": b"WARC/1.0\r\nWARC-Type: response\r\nWARC-Date: 2024-01-02T00:00:00Z\r\nWARC-Target-URI: http://a.org/\r\n"
    b"Content-Type: application/http; msgtype=response\r\nContent-Length: %d\r\n\r\n%s\r\n\r\n" % (len(HTTP), HTTP),
}  # fmt: skip


def write_seeds(folder: Path) -> None:
    """Small files of every format, also gzipped, with the byte that picks a reader; pieces of the sample articles."""
    readers, pipeline = folder / "readers", folder / "pipeline"
    readers.mkdir(parents=True, exist_ok=True)
    pipeline.mkdir(parents=True, exist_ok=True)
    for name, file in SEEDS.items():
        named = INPUT_FORMATS.index(name) + 1 if name in INPUT_FORMATS else 0
        for number in {0, named}:
            for suffix, content in (("", file), (".gz", gzip.compress(file, mtime=0))):
                (readers / f"{name}-{number}{suffix}").write_bytes(bytes([number]) + content)
    for path in sorted((Path(__file__).parent.parent / "data" / "articles").iterdir()):
        article = path.read_bytes()
        for start in range(0, len(article), 1200):
            (pipeline / f"{path.stem}-{start}").write_bytes(article[start : start + 1500])


TARGETS: dict[str, Callable[[bytes], None]] = {"readers": try_readers, "pipeline": try_pipeline}
FOLDER = tempfile.mkdtemp(prefix="newsfacts-fuzzing-")


def bounded(target: Callable[[bytes], None]) -> Callable[[bytes], None]:
    """A target for which an input that costs too much is a find."""

    def try_bounded(data: bytes) -> None:
        started = time.process_time()
        target(data)
        assert time.process_time() - started < DEAREST

    return try_bounded


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
    if len(sys.argv) == 3 and sys.argv[1] == "seeds":
        return write_seeds(Path(sys.argv[2]))
    if len(sys.argv) < 2 or sys.argv[1] not in TARGETS:
        sys.exit(__doc__)
    target = TARGETS[sys.argv[1]]
    if target is try_pipeline:
        load()  # no input's time
    if sys.argv[2:3] == ["--random"]:
        run_random(bounded(target), int(sys.argv[3]))
    elif atheris is None:
        sys.exit("atheris is not installed: pip install atheris, or use --random 2000")
    else:
        atheris.Setup([sys.argv[0], f"-max_len={LONGEST}", *sys.argv[2:]], bounded(target))
        atheris.Fuzz()


if __name__ == "__main__":
    main()
