"""Bytes → text: which encoding, and what had to be put up with."""

from __future__ import annotations

import codecs
import re

from newsfacts.failure import Failure, ReadError

#: Longest first: the UTF-32 mark begins with the UTF-16 one.
BYTE_ORDER_MARKS = (
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF32_LE, "utf-32-le"),
    (codecs.BOM_UTF32_BE, "utf-32-be"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)
#: First bytes of files that are no text, and what to call them.
SIGNATURES = (
    (b"%PDF-", "a PDF file"), (b"PK\x03\x04", "a zip archive or Office document"), (b"\x89PNG", "a PNG image"),
    (b"\xff\xd8\xff", "a JPEG image"), (b"GIF8", "a GIF image"), (b"\x7fELF", "a program"),
    (b"SQLite format 3\x00", "an SQLite database"), (b"\xd0\xcf\x11\xe0", "an old Office document"),
    (b"BZh", "a bzip2 archive"), (b"\xfd7zXZ\x00", "an xz archive"), (b"PAR1", "a Parquet file"),
    (b"\x28\xb5\x2f\xfd", "a zstd archive"),
)
#: Control characters that no text holds in number; tab, newlines, form feed, escape and NUL are judged leniently.
CONTROLS = bytes(set(range(32)) - set(b"\t\n\v\f\r\x1b"))
BINARY_SHARE = 0.1
LONE_SURROGATE = re.compile("[\ud800-\udfff]")


def decode(data: bytes, source: str) -> tuple[str, tuple[str, ...]]:
    """Decode an article's bytes.

    A byte order mark decides; else UTF-8; else UTF-16 when every second byte is NUL; else cp1252. Newlines and
    control characters stay as they are, so that offsets count in the text as read; the mark is not part of it.

    Returns:
        the text and the warnings it took.

    Raises:
        ReadError: the bytes are no text.
    """
    for mark, encoding in BYTE_ORDER_MARKS:
        if data.startswith(mark):
            text = data[len(mark) :].decode(encoding, "replace")
            bad = "\ufffd" in text and not _decodes(data[len(mark) :], encoding)
            return text, ((f"not all bytes are {encoding}; those that are not were replaced",) if bad else ())
    for signature, what in SIGNATURES:
        if data.startswith(signature):
            raise ReadError(Failure(source, "binary", f"this is {what}, not text", "convert it to text first"))
    try:
        text = data.decode("utf-8")
    except UnicodeDecodeError as error:
        cut_off = error.reason == "unexpected end of data" and not data[: error.start].isascii()
    else:
        if unmarked := _find_unmarked_utf16(data):
            return data.decode(unmarked, "replace"), (f"no byte order mark; read as {unmarked}",)
        _refuse_binary(data, source)
        return text, ()
    if unmarked := _find_unmarked_utf16(data):
        return data.decode(unmarked, "replace"), (f"no byte order mark; read as {unmarked}",)
    _refuse_binary(data, source)
    if cut_off:
        return data.decode("utf-8", "replace"), ("the file ends in the middle of a character, which was replaced",)
    text = data.decode("cp1252", "replace")
    replaced = text.count("\ufffd")
    warnings = ["not valid UTF-8; read as cp1252"]
    if replaced:
        warnings.append(f"{replaced} bytes undefined in cp1252 were replaced")
    return text, tuple(warnings)


def replace_surrogates(text: str) -> tuple[str, tuple[str, ...]]:
    """Replace each lone surrogate (from a JSON escape) by U+FFFD: no encoding can write one, offsets stay."""
    text, count = LONE_SURROGATE.subn("\ufffd", text)
    return text, ((f"{count} broken surrogates were replaced",) if count else ())


def to_printable_path(path: str) -> str:
    """A path as text that every encoding can carry: undecodable bytes of a file name become ``\\xNN``."""
    return path.encode("utf-8", "surrogateescape").decode("utf-8", "backslashreplace")


def _decodes(data: bytes, encoding: str) -> bool:
    try:
        data.decode(encoding)
    except UnicodeDecodeError:
        return False
    return True


def _find_unmarked_utf16(data: bytes) -> str | None:
    """UTF-16 without its mark: text in the Latin script has a NUL in every second byte."""
    sample = data[:4096]
    if len(sample) < 8 or len(data) % 2:
        return None
    half = len(sample) // 2
    even, odd = sample[0::2].count(0), sample[1::2].count(0)
    if odd > 0.7 * half and even < 0.1 * half:
        return "utf-16-le"
    return "utf-16-be" if even > 0.7 * half and odd < 0.1 * half else None


def _refuse_binary(data: bytes, source: str) -> None:
    sample = data[:65536]
    if len(sample) - len(sample.translate(None, CONTROLS)) > BINARY_SHARE * len(sample):
        raise ReadError(Failure(source, "binary", "this is binary data, not text", None))
