"""Records of files, one after the other, however large a file is."""

from __future__ import annotations

import gzip
import json
import sys
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import IO, cast

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
                found = (_to_record(value, f"{path}:{number}", say) for number, value in _read_values(file))
                yield from (record for record in found if record is not None)
        except (OSError, EOFError) as error:
            say(f"{path}: {getattr(error, 'strerror', None) or error}")


def _read_values(file: IO[bytes]) -> Iterator[tuple[int, bytes]]:
    """The values of a file as JSON, with the number of their line or their place in an array."""
    lines = iter(file)
    for number, line in enumerate(lines, 1):
        text = line.removeprefix(b"\xef\xbb\xbf") if number == 1 else line
        if number == 1 and text.lstrip()[:1] in (b"[", b"{") and not _is_json(text):
            whole = text + b"".join(lines)  # an array, or an object over many lines
            if _is_json(whole):
                yield from _read_array(whole)
            else:
                yield from ((at, one) for at, one in enumerate(whole.split(b"\n"), 1) if one.strip())
        elif text.lstrip()[:1] == b"[" and _is_json(text):
            yield from ((at if number == 1 else number, one) for at, one in _read_array(text))
        elif text.strip():
            yield number, text


def _read_array(data: bytes) -> Iterator[tuple[int, bytes]]:
    value = json.loads(data)
    for number, one in enumerate(value if isinstance(value, list) else [value], 1):
        yield number, json.dumps(one).encode()


def _is_json(data: bytes) -> bool:
    try:
        json.loads(data)
    except (ValueError, RecursionError):
        return False
    return True


def _to_record(data: bytes, where: str, say: Callable[[str], None]) -> Record | None:
    from pydantic import ValidationError

    try:
        return Record.model_validate_json(data)
    except ValidationError as error:
        if not _is_json(data):
            say(f"{where}: no JSON")
            return None
        value = json.loads(data)
        if isinstance(value, dict) and "error" in value and "article" not in value:
            return None  # an error record
        problem = error.errors(include_url=False, include_input=False)[0]
        say(f"{where}: {'.'.join(map(str, problem['loc'])) or 'record'}: {problem['msg']}")
    except (ValueError, RecursionError) as error:
        say(f"{where}: {error}")
    return None
