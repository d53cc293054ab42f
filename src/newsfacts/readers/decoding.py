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
    (b"\x28\xb5\x2f\xfd", "a zstd archive"), (b"\x1f\x8b\x08", "gzip data within gzip data"),
    (b"7z\xbc\xaf\x27\x1c", "a 7z archive"), (b"Rar!\x1a\x07", "a RAR archive"), (b"OggS", "a sound or film"),
    (b"RIFF", "a sound, film or image"), (b"ID3", "a sound"), (b"\xca\xfe\xba\xbe", "a program"), (b"wOF", "a font"),
)
#: Control characters that no text holds in number; tab, newlines, form feed, escape and NUL are judged leniently.
CONTROLS = bytes(set(range(32)) - set(b"\t\n\v\f\r\x1b"))
BINARY_SHARE = 0.1
#: Of bytes that are not UTF-8 either fewer are enough: of random ones a tenth is control characters.
BINARY_SHARE_UNDECODED = 0.02
#: Characters that the bytes 0x80 to 0xBF become in cp1252 and Latin-1; typographic marks only inside a longer run.
_TAIL = "\u0080-\u00bf" + "".join(bytes(range(0x80, 0xA0)).decode("cp1252", "ignore"))
#: UTF-8 that was decoded as cp1252: "â€™" for a quotation mark, "Ã©" for an é. In twos only after Â and Ã, and not
#: before a mark that can stand after a word in capitals.
MOJIBAKE = re.compile(
    f"[\u00e2\u00e3\u00ef][{_TAIL}]{{2}}|\u00f0[{_TAIL}]{{3}}|[\u00c2\u00c3\u00d0\u00d1][\u0080-\u009f\u00a1-\u00bf]"
)
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
    _refuse_binary(data, source, BINARY_SHARE if cut_off else BINARY_SHARE_UNDECODED)
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


def find_mojibake(text: str) -> str | None:
    """The first word of a text that shows UTF-8 decoded as cp1252, None when there is none."""
    for found in MOJIBAKE.finditer(text):
        try:
            found[0].encode("cp1252", "mojibake").decode("utf-8")
        except UnicodeError:
            continue
        return found[0]
    return None


def _keep_latin1(error: UnicodeError) -> tuple[bytes, int]:
    """cp1252 leaves five bytes undefined, which decoders that do not refuse them hand on as they are."""
    assert isinstance(error, UnicodeEncodeError)
    piece = error.object[error.start : error.end]
    if any(ord(character) > 0xFF for character in piece):
        raise error
    return piece.encode("latin-1"), error.end


codecs.register_error("mojibake", _keep_latin1)


def _refuse_binary(data: bytes, source: str, share: float = BINARY_SHARE) -> None:
    sample = data[:65536]
    if len(sample) - len(sample.translate(None, CONTROLS)) > share * len(sample):
        raise ReadError(Failure(source, "binary", "this is binary data, not text", None))
