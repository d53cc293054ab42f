"""Going on where an earlier run stopped, without trusting anything but whole lines.

While ``FILE.jsonl`` is being made it is ``FILE.jsonl.partial``. Beside it, ``FILE.jsonl.resume`` notes for each line
its hash and the key of what it was made from: the article's part of the input (or its text and metadata), the versions
of package, model, lexicon and the readers' libraries, and the options. A resumed run writes a new file from the start,
in input order, and takes over each line whose key it finds; so killing it anywhere and resuming gives the same file as
one run. Failures are never noted, so they are tried again.
"""

from __future__ import annotations

import hashlib
import os
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING, BinaryIO, TextIO

from newsfacts.article import Article, Unread
from newsfacts.batch import Ready, Settings, to_versions
from newsfacts.failure import Failure
from newsfacts.output import EARLIER, PARTIAL, claim, open_unlinked, to_output_error
from newsfacts.readers import to_reader_versions

if TYPE_CHECKING:
    from newsfacts.record import Record
    from newsfacts.writers import Writer

NOTES = ".resume"


class Journal:
    """What is already done, and the notes on what is being done.

    Args:
        path: the output file.
        settings: the options that decide a record.
        resume: use what there is; otherwise begin anew.
    """

    def __init__(self, path: Path, settings: Settings, resume: bool) -> None:
        given, path = path, Path(os.path.realpath(path))
        self._path = path
        self._notes_path = path.with_name(path.name + NOTES)
        self._earlier = path.with_name(path.name + EARLIER)
        self._partial = path.with_name(path.name + PARTIAL)
        self._run = to_run(settings)
        self._pool: dict[bytes, tuple[int, int, int]] = {}
        self._files: list[BinaryIO] = []
        self.notes: list[str] = []
        #: The notes of this run's lines alone, where there are others; they take their place at the end.
        self._compact: TextIO | None = None
        try:
            self._out = open(self._notes_path, "a", encoding="ascii", opener=open_unlinked)  # noqa: SIM115
        except OSError as error:
            raise to_output_error(error, given) from None
        try:
            claim(self._out, given)
            if os.fstat(self._out.fileno()).st_size:
                path_of_these = self._notes_path.with_name(self._notes_path.name + PARTIAL)
                path_of_these.unlink(missing_ok=True)
                self._compact = open(path_of_these, "w", encoding="ascii", opener=open_unlinked)  # noqa: SIM115
            if resume:
                self._gather()
            elif self._partial.exists() and self._partial.stat().st_size:
                self._set_aside(self._read_notes())
                self.notes.append(
                    f"{self._partial.name} of a run that was stopped is now {self._earlier.name}, until this one is "
                    "done; --resume would have gone on with it"
                )
        except BaseException:
            self.close()
            raise

    def _gather(self) -> None:
        """Collect the whole lines of the finished file, of the partial one, and of partial ones before it."""
        made_from = self._read_notes()
        if self._partial.exists():
            self._set_aside(made_from)
        whole = cut_off = 0
        for path in (self._path, self._earlier):
            if not path.is_file():
                continue
            file = open(path, "rb")  # noqa: SIM115
            self._files.append(file)
            for offset, line in _read_lines(file):
                if not line.endswith(b"\n"):
                    cut_off += 1
                    continue
                whole += 1
                if key := made_from.get(_hash_line(line)):
                    self._pool.setdefault(key, (len(self._files) - 1, offset, len(line)))
        if cut_off:
            self.notes.append("a line that was cut off is done again")
        if whole and not self._pool:
            self.notes.append(
                f"no line of {self._path.name} is known to be of these articles, options and versions; all is done anew"
            )

    def _read_notes(self) -> dict[bytes, bytes]:
        """Line hash → key, of whole lines of notes."""
        made_from: dict[bytes, bytes] = {}
        try:
            data = self._notes_path.read_bytes()
        except FileNotFoundError:
            return made_from
        for line in data.split(b"\n"):
            digest, _, key = line.partition(b" ")
            if len(digest) == 64 and len(key) == 64:
                made_from[digest] = key
        if data and not data.endswith(b"\n"):
            with open(self._notes_path, "ab") as file:
                file.write(b"\n")
        return made_from

    def _set_aside(self, made_from: dict[bytes, bytes]) -> None:
        """Move the partial file out of the way of the new one, beside what was set aside before."""
        if not self._earlier.exists():
            os.replace(self._partial, self._earlier)
            return
        with open(self._earlier, "rb") as file:
            have = {_hash_line(line) for _, line in _read_lines(file)}
        with open(self._partial, "rb") as old, open(self._earlier, "ab") as new:
            new.write(b"\n")  # ends a line that was cut off
            for _, line in _read_lines(old):
                digest = _hash_line(line)
                if line.endswith(b"\n") and digest in made_from and digest not in have:
                    new.write(line)
            new.flush()
            os.fsync(new.fileno())
        self._partial.unlink()

    def find(self, item: Article | Unread | Failure) -> Ready | None:
        """The line that an earlier run made of the same article in the same way, if there is one."""
        if isinstance(item, Failure):
            return None
        place = self._pool.get(to_key(self._run, item).encode())
        if place is None:
            return None
        number, offset, length = place
        file = self._files[number]
        file.seek(offset)
        return Ready(item, file.read(length).decode("utf-8").removesuffix("\n"))

    def write(self, writer: Writer, article: Article, record: Record) -> None:
        """Write a new record, and note what it was made from once its line is there."""
        self._write(writer, article, record.to_json())

    def write_ready(self, writer: Writer, ready: Ready) -> None:
        """Write a line taken over; it is noted already."""
        self._write(writer, ready.article, ready.line, noted=True)

    def _write(self, writer: Writer, article: Article | Unread, line: str, noted: bool = False) -> None:
        from newsfacts.writers.jsonl import Writer as LineWriter

        assert isinstance(writer, LineWriter)
        writer.write_line(line)
        note = f"{_hash_line(line.encode() + b'%c' % 10).decode()} {to_key(self._run, article)}\n"
        if not noted:
            self._out.write(note)
            self._out.flush()
        if self._compact is not None:
            self._compact.write(note)

    def close(self) -> None:
        """Stop noting; what is there stays for the next run."""
        self._out.close()
        for file in self._files:
            file.close()
        if self._compact is not None:
            self._compact.close()
            Path(self._compact.name).unlink(missing_ok=True)

    def finish(self) -> None:
        """The output is whole and in its place: its lines' notes are kept for a later ``--resume``, and no others."""
        if self._compact is not None:
            self._compact.close()
            os.replace(self._compact.name, self._notes_path)
        self.close()
        self._earlier.unlink(missing_ok=True)


def to_run(settings: Settings) -> str:
    """All that decides a record beside its article, as text: versions and options."""
    versions = {**to_versions(), **to_reader_versions()}
    return "\n".join([*(f"{k} {v}" for k, v in sorted(versions.items())), settings.to_key()])


def to_key(run: str, article: Article | Unread) -> str:
    """A hash of all that a record is made from: ``run`` (see :func:`to_run`) and the article's part of the input, or
    its text and metadata where it comes from no input. Hex, of 64 digits.
    """
    if key := article.to_key() if isinstance(article, Unread) else article.key:
        return hashlib.sha256(f"{run}\0{key}".encode()).hexdigest()
    assert isinstance(article, Article)
    day = article.published.isoformat() if article.published else ""
    metadata = [article.source, article.title, article.publisher, article.url, day, article.published_from]
    parts = [run, *(part or "" for part in metadata), *article.warnings, article.text]
    return hashlib.sha256("\0".join(parts).encode("utf-8", "surrogatepass")).hexdigest()


def _read_lines(file: BinaryIO) -> Iterator[tuple[int, bytes]]:
    offset = 0
    for line in file:
        yield offset, line
        offset += len(line)


def _hash_line(line: bytes) -> bytes:
    return hashlib.sha256(line).hexdigest().encode()
