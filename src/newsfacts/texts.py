"""The texts of saved records: found again by their hash, or as far as a record quotes them."""

from __future__ import annotations

import hashlib
import re
from bisect import bisect_right
from pathlib import Path, PurePath
from typing import Any

from newsfacts.article import Article
from newsfacts.record import ArticleInfo, Record

#: What stands for the words of an article that its record does not quote.
GAP = "[…]"
#: What a reader of an excerpt is told.
EXCERPT_WARNING = "the article's text was not at hand: shown is what the record quotes of it"
_NUMBER = re.compile(r":\d+$")


class Texts:
    """Articles' texts in a folder, of any format that is read.

    A text is an article's when its SHA-256 is the record's ``article.id``: a file that has another text by now, or only
    the same name, gives none.

    Args:
        folder: where the files are, under their source's path or its last part.
    """

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self._file: Path | None = None
        self._found: dict[str, str] = {}

    def find(self, article: ArticleInfo) -> str | None:
        """The article's text, or None."""
        sources = dict.fromkeys((article.source, _NUMBER.sub("", article.source)))  # news.jsonl:7 is of news.jsonl
        for place in dict.fromkeys(name for source in sources for name in (source, PurePath(source).name)):
            path = self.folder / place
            try:
                # A source comes from whoever made the record: it leads to no file outside.
                known = path.resolve().is_relative_to(self.folder.resolve()) and path.is_file()
            except (OSError, ValueError):
                continue
            if known and (text := self._read(path).get(article.id)) is not None:
                return text
        return None

    def _read(self, path: Path) -> dict[str, str]:
        """The texts of a file by their hashes; the last file is kept, since a file's articles come together."""
        if path != self._file:
            from newsfacts import read

            texts = (item.text for item in read(path) if isinstance(item, Article))
            self._found = {hashlib.sha256(text.encode("utf-8", "surrogatepass")).hexdigest(): text for text in texts}
            self._file = path
        return self._found


def to_excerpt(record: Record) -> tuple[Record, str]:
    """What a record quotes of its article, put together in order, and the record with its places in that.

    The excerpt is for showing: it is not the article, its length and hash are not the record's, and a warning says so.
    Without a title the excerpt is called by its file, since the first line quoted need not be the article's first.
    """
    pieces: list[tuple[int, str]] = []
    for start, _, words in sorted((span.start, -span.end, span.text) for span in record.spans()):
        if pieces and start <= pieces[-1][0] + len(pieces[-1][1]):
            begin, before = pieces[-1]
            pieces[-1] = begin, before + words[begin + len(before) - start :]
        else:
            pieces.append((start, words))
    starts, shifts, parts, length = [], [], [], 0
    for number, (start, words) in enumerate(pieces):
        gap = f"\n{GAP}\n" if number else f"{GAP}\n" if start else ""
        parts += [gap, words]
        starts.append(start)
        shifts.append(length + len(gap) - start)
        length += len(gap) + len(words)

    def move(value: Any) -> Any:
        if isinstance(value, list):
            return [move(item) for item in value]
        if not isinstance(value, dict):
            return value
        moved = {name: move(item) for name, item in value.items()}
        if isinstance(value.get("start"), int):
            shift = shifts[bisect_right(starts, value["start"]) - 1]
            moved.update(start=value["start"] + shift, end=value["end"] + shift)
        return moved

    plain = move(record.model_dump(by_alias=True))
    article = plain["article"]
    article["title"] = article["title"] or PurePath(article["source"]).name or article["source"]
    article["characters"] = max(article["characters"], length)
    plain["warnings"].append(EXCERPT_WARNING)
    return Record.model_validate(plain), "".join(parts)
