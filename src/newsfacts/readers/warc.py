"""WARC, as Common Crawl News has it: every HTML page answered with 200 (extra ``newsfacts[warc]``).

What is damaged costs itself: reading goes on with the next gzip member, or the next line that begins a record
(ISO 28500). A page's server says its encoding, and the moment it was fetched bounds its day of publication.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from io import BufferedReader, BytesIO

from newsfacts.article import Unread
from newsfacts.failure import Failure, Item, ReadError
from newsfacts.readers import ARTICLE_LIMIT, Part, ReadOptions, Unpacked, html, to_too_large

#: Bytes that the headers of a record, or of a page in it, may have.
HEAD_LIMIT = 2**16
VERSION = re.compile(rb"WARC/[01]\.\d+[ \t]*\r?\n")
NEXT = re.compile(rb"(?:\A|(?<=\n))WARC/[01]\.\d+[ \t]*\r?\n[A-Za-z-]{1,40}:")
HEAD_END = re.compile(rb"\r?\n\r?\n")
CHARSET = re.compile(rb"charset\s*=\s*[\"']?([\w.:-]{1,40})", re.IGNORECASE)


def read(stream: BufferedReader, source: str, options: ReadOptions) -> Iterator[Part]:
    """The pages; what is no page (requests, images, redirects) is passed over."""
    _load_warcio(source)
    html.load_trafilatura(source)
    for number, record in enumerate(_Archive(stream).iterate(), 1):
        name = f"{source}:{number}"
        if isinstance(record, str):
            yield to_too_large(name) if record == TOO_LARGE else Failure(name, "invalid", record, None)
        elif record is not None:
            yield Unread(name, "warc", record)


def make(unread: Unread) -> Item:
    """The article of a page, its chunks joined and unpacked."""
    assert not isinstance(unread.data, bytes)
    block: bytes = unread.data["block"]
    end = HEAD_END.search(block)
    head, body = (block[: end.start()], block[end.end() :]) if end else (block, b"")
    try:
        body = _unpack(head, body, unread.source)
    except Exception as error:  # a decoder fed with anything at all
        return Failure(unread.source, "invalid", f"the page cannot be unpacked: {error}", None)
    if len(body) > ARTICLE_LIMIT:
        return to_too_large(unread.source)
    said = CHARSET.search(_find_header(head, b"content-type"))
    charset = said[1].decode("ascii", "replace") if said else None
    return html.to_item(body, unread.source, unread.data["address"], charset, unread.data["date"])


def _load_warcio(source: str) -> None:
    try:
        import warcio.bufferedreaders  # noqa: F401
    except ImportError:
        raise ReadError(Failure(
            source, "dependency", "reading WARC needs warcio", "pip install 'newsfacts[warc]'"
        )) from None


def _unpack(head: bytes, body: bytes, source: str) -> bytes:
    from warcio.bufferedreaders import ChunkedDataReader

    packed = _find_header(head, b"content-encoding").strip().lower().decode("ascii", "replace")
    chunked = b"chunked" in _find_header(head, b"transfer-encoding").lower()
    if not chunked and packed not in ("gzip", "deflate", "br"):
        return body
    kind = packed if packed in ("gzip", "deflate", "br") else None
    reader = ChunkedDataReader(BytesIO(body), decomp_type=kind) if chunked else _to_reader(body, kind)
    pieces: list[bytes] = []
    size = 0
    while size <= ARTICLE_LIMIT and (piece := reader.read(2**16)):
        pieces.append(piece)
        size += len(piece)
    return b"".join(pieces)


def _to_reader(body: bytes, kind: str | None) -> BufferedReader:
    from warcio.bufferedreaders import BufferedReader as Decompressing

    reader: BufferedReader = Decompressing(BytesIO(body), decomp_type=kind)
    return reader


def _find_header(head: bytes, name: bytes) -> bytes:
    """The value of a header, empty where it is missing."""
    for line in head.split(b"\n"):
        before, colon, value = line.partition(b":")
        if colon and before.strip().lower() == name:
            return value.strip()
    return b""


def _is_page(block: bytes) -> bool:
    end = HEAD_END.search(block, 0, HEAD_LIMIT)
    head = block[: end.start()] if end else block[:HEAD_LIMIT]
    status = head.split(b"\n", 1)[0].split()
    ok = len(status) >= 2 and status[0].startswith(b"HTTP/") and status[1] == b"200"
    return ok and b"html" in _find_header(head, b"content-type").lower()


GARBAGE = "this is no WARC record"
TOO_LARGE = "too large"
CUT_HEAD = "the file ends in the middle of this record's header"
CUT = "the file ends in the middle of this page"
WRONG = "this WARC record is not as long as it says"

Record = dict[str, str | bytes | None]


@dataclass(frozen=True)
class _Head:
    """A record's head: its lines, its size with the blank line, and the length that it gives its block."""

    lines: bytes
    size: int
    length: int


class _Archive:
    """The records of an archive, each with what is wrong with it instead where something is."""

    def __init__(self, stream: BufferedReader) -> None:
        self._stream = stream
        self._unpacked = stream.raw if isinstance(stream.raw, Unpacked) else None
        self._buffer = bytearray()
        self._at = 0
        self._ended = False
        self._damage: Failure | None = None

    def _has(self, size: int) -> bool:
        """Whether so many bytes can be had before the end or the next damage."""
        while len(self._buffer) - self._at < size and not self._ended and self._damage is None:
            self._fill()
        return len(self._buffer) - self._at >= size

    def _fill(self) -> None:
        if self._at > 2**20:
            del self._buffer[: self._at]
            self._at = 0
        try:
            more = self._stream.read1(2**16)
        except ReadError as error:
            if error.failure.type == "too_large":
                raise
            self._damage = error.failure
            return
        self._buffer += more
        self._ended = not more

    def _mend(self) -> bool:
        """Behind the damage; False when nothing follows."""
        self._buffer.clear()
        self._at = 0
        self._damage = None
        self._ended = self._unpacked is None or not self._unpacked.resume()
        return not self._ended

    def iterate(self) -> Iterator[Record | str | None]:
        """Each record that is a page, None for one that is not, and a message for one that is broken."""
        while True:
            while self._has(1) and self._buffer[self._at] in b"\r\n":
                self._at += 1
            if not self._has(1):
                if self._damage is None:
                    return
                yield self._damage.message
                if not self._mend():
                    return
                continue
            record = self._read_record()
            if self._damage is not None and (record in (CUT, CUT_HEAD)):
                record = self._damage.message
                again = self._mend()
                yield record
                if not again:
                    return
                continue
            yield record
            if record in (CUT, CUT_HEAD):
                return

    def _read_record(self) -> Record | str | None:
        """One record; behind a broken one the place is where the next begins."""
        head = self._read_head()
        if isinstance(head, str):
            return head
        response = _find_header(head.lines, b"warc-type").lower() == b"response"
        if head.length > ARTICLE_LIMIT + HEAD_LIMIT:
            self._at += head.size
            return self._pass_over(head.length) or (TOO_LARGE if response else None)
        if (wrong := self._find_wrong(head)) is not None:
            return wrong
        start = self._at + head.size
        block = bytes(self._buffer[start : start + head.length]) if response else b""
        self._at = start + head.length
        if not response or not _is_page(block):
            return None
        return {
            "address": _find_header(head.lines, b"warc-target-uri").strip(b"<> ").decode("utf-8", "replace") or None,
            "date": _find_header(head.lines, b"warc-date").decode("ascii", "replace"),
            "block": block,
        }

    def _read_head(self) -> _Head | str:
        """The head of the record at the place, or what is wrong with it; the place is then the next record's."""
        self._has(HEAD_LIMIT)
        if VERSION.match(self._buffer, self._at) is None:
            cut = self._buffer[self._at : self._at + 12]
            if not self._has(12) and (b"WARC/1.1\r\n".startswith(cut) or b"WARC/1.0\r\n".startswith(cut)):
                return CUT_HEAD
            return self._leave(1, GARBAGE)
        end = HEAD_END.search(self._buffer, self._at, self._at + HEAD_LIMIT)
        if end is None:
            if not self._has(HEAD_LIMIT) and NEXT.search(self._buffer, self._at + 1) is None:
                return CUT_HEAD
            return self._leave(1, GARBAGE)
        lines = bytes(self._buffer[self._at : end.start()])
        try:
            length = int(_find_header(lines, b"content-length"))
        except ValueError:
            length = -1
        return self._leave(1, GARBAGE) if length < 0 else _Head(lines, end.end() - self._at, length)

    def _find_wrong(self, head: _Head) -> str | None:
        """What is wrong with the block behind a head: it is cut off, or longer or shorter than the head says."""
        whole = head.size + head.length
        if not self._has(whole):
            cut = NEXT.search(self._buffer, self._at + head.size) is None
            return CUT if cut else self._leave(head.size, WRONG)
        self._has(whole + 5)
        if self._damage and "incorrect" in self._damage.message and self._unpacked is not None:
            behind = len(self._buffer) - self._at - whole
            if self._unpacked.out - behind > self._unpacked.whole:  # the checksum of its own member is wrong
                return CUT
        after = self._buffer[self._at + whole : self._at + whole + 5]
        sound = not after or after.startswith((b"\r\n", b"\n", b"WARC/"))
        return None if sound else self._leave(head.size, WRONG)

    def _leave(self, step: int, message: str) -> str:
        """Go to the next record behind so many bytes, and say why."""
        self._seek(self._at + step)
        return message

    def _pass_over(self, length: int) -> str | None:
        """Leave out a long block without holding it; a message when it is cut off."""
        while length > 0:
            if not self._has(1):
                return CUT
            step = min(length, len(self._buffer) - self._at)
            self._at += step
            length -= step
        return None

    def _seek(self, start: int) -> None:
        """Go to where the next record begins, or to the end or the next damage."""
        self._at = start
        while (found := NEXT.search(self._buffer, self._at)) is None:
            self._at = max(self._at, len(self._buffer) - 100)
            before = len(self._buffer) - self._at
            if not self._has(before + 1):
                self._at = len(self._buffer)
                return
        self._at = found.start()
