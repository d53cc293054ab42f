"""Records of files, one after the other, however large a file is."""

from __future__ import annotations

import gzip
import json
import sys
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import IO, Any, cast

from newsfacts.record import Record


@contextmanager
def _open(path: Path) -> Iterator[IO[bytes]]:
    if str(path) == "-":
        yield sys.stdin.buffer
        return
    with path.open("rb") as file:
        if file.peek(2).startswith(b"\x1f\x8b"):
            with gzip.open(file) as unpacked:
                yield cast("IO[bytes]", unpacked)
        else:
            yield file


def read_records(paths: Iterable[Path], say: Callable[[str], None]) -> Iterator[Record]:
    """The records of files: one a line, or one object or array over many lines. Error records are passed over.

    Args:
        say: told of each line that is no record, with the file and its number.
    """
    for path in paths:
        try:
            with _open(path) as file:
                for number, value in _read_values(file):
                    record = _to_record(value, f"{path}:{number}", say)
                    if record is not None:
                        yield record
        except (OSError, EOFError) as error:
            say(f"{path}: {getattr(error, 'strerror', None) or error}")


def _read_values(file: IO[bytes]) -> Iterator[tuple[int, Any]]:
    """The values of a file with the number of their line; bytes that are no JSON come as they are."""
    lines = iter(file)
    for number, line in enumerate(lines, 1):
        text = line.removeprefix(b"\xef\xbb\xbf") if number == 1 else line
        if not text.strip():
            continue
        value = _load(text)
        if isinstance(value, bytes) and text.lstrip()[:1] in (b"[", b"{") and number == 1:
            whole = _load(text + b"".join(lines))  # an array, or an object over many lines
            if isinstance(whole, bytes):
                for at, one in enumerate(whole.split(b"\n"), 1):
                    if one.strip():
                        yield at, _load(one)
                return
            value = whole
        if isinstance(value, list):
            yield from enumerate(value, 1)
        else:
            yield number, value


def _load(data: bytes) -> Any:
    try:
        return json.loads(data)
    except (ValueError, RecursionError):
        return data


def _to_record(value: Any, where: str, say: Callable[[str], None]) -> Record | None:
    from pydantic import ValidationError

    if isinstance(value, bytes):
        say(f"{where}: no JSON")
        return None
    if isinstance(value, dict) and "error" in value and "article" not in value:
        return None
    try:
        return Record.model_validate_json(json.dumps(value))
    except ValidationError as error:
        problem = error.errors(include_url=False, include_input=False)[0]
        say(f"{where}: {'.'.join(map(str, problem['loc'])) or 'record'}: {problem['msg']}")
    except (ValueError, RecursionError) as error:
        say(f"{where}: {error}")
    return None
