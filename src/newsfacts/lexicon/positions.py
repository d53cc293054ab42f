"""Where each value of a TOML file stands, for messages with line and column.

``tomllib`` tells what a file holds but not where. This reads a text that ``tomllib`` has accepted a second time, only
when something has to be said about it, and knows no more of TOML than that takes.

>>> find_positions('[[rule]]\\nname = "a"\\nverbs = ["host", 7]')["rule", 0, "verbs", 1]
(3, 18)
"""

from __future__ import annotations

import re
from bisect import bisect_right

#: Keys and indices from the top of the file to a value: ``("rule", 0, "verbs", 1)``.
Path = tuple[str | int, ...]

_BLANK = re.compile(r"(?:[ \t\r\n]|#[^\n]*)*")
_STRING = re.compile(r'"""(?:\\.|[^\\])*?"{3,5}|\'\'\'.*?\'{3,5}|"(?:\\.|[^"\\\n])*"|\'[^\'\n]*\'', re.DOTALL)
_BARE = re.compile(r"[A-Za-z0-9_-]+")
_PLAIN = re.compile(r"[^,\]}#\n]*")


def find_positions(text: str) -> dict[Path, tuple[int, int]]:
    """Line and column, both from 1, of every table, key's value and list item of a valid TOML text."""
    scanner = _Scanner(text)
    scanner.scan()
    lines = [0, *(m.end() for m in re.finditer("\n", text))]

    def place(at: int) -> tuple[int, int]:
        line = bisect_right(lines, at)
        return line, at - lines[line - 1] + 1

    return {path: place(at) for path, at in scanner.found.items()}


class _Scanner:
    """One pass over a text; ``found`` maps each path to the offset of what it leads to."""

    def __init__(self, text: str) -> None:
        self.text = text
        self.at = 0
        self.found: dict[Path, int] = {}
        self._counts: dict[Path, int] = {}

    def scan(self) -> None:
        table: Path = ()
        self._skip()
        while self.at < len(self.text):
            if self.text[self.at] == "[":
                table = self._read_header()
            else:
                self._read_pair(table)
            self._skip()

    def _skip(self) -> None:
        match = _BLANK.match(self.text, self.at)
        self.at = match.end() if match else self.at

    def _peek(self) -> str:
        self._skip()
        return self.text[self.at : self.at + 1]

    def _read_header(self) -> Path:
        start = self.at
        several = self.text.startswith("[[", self.at)
        self.at += 2 if several else 1
        path: Path = ()
        keys = self._read_key()
        for i, key in enumerate(keys):
            path = (*path, key)
            if several and i == len(keys) - 1:
                self._counts[path] = self._counts.get(path, -1) + 1
            if path in self._counts:
                path = (*path, self._counts[path])
        self.at += 2 if several else 1
        self.found.setdefault(path, start)
        return path

    def _read_key(self) -> list[str]:
        keys: list[str] = []
        while True:
            self._skip()
            match = _STRING.match(self.text, self.at) or _BARE.match(self.text, self.at)
            if match is None:
                return keys
            keys.append(match.group().strip("\"'"))
            self.at = match.end()
            if self._peek() != ".":
                return keys
            self.at += 1

    def _read_pair(self, table: Path) -> None:
        self._skip()
        start = self.at
        path = (*table, *self._read_key())
        self.found.setdefault(path, start)
        if self._peek() != "=":
            self.at = len(self.text)  # never in a valid text
            return
        self.at += 1
        self._skip()
        self._read_value(path)

    def _read_value(self, path: Path) -> None:
        opening = self._peek()
        if opening == "[":
            self.at += 1
            number = 0
            while self._peek() not in ("]", ""):
                self.found[(*path, number)] = self.at
                self._read_value((*path, number))
                number += 1
                if self._peek() == ",":
                    self.at += 1
            self.at += 1
        elif opening == "{":
            self.at += 1
            while self._peek() not in ("}", ""):
                self._read_pair(path)
                if self._peek() == ",":
                    self.at += 1
            self.at += 1
        else:
            match = _STRING.match(self.text, self.at) or _PLAIN.match(self.text, self.at)
            self.at = max(match.end() if match else 0, self.at + 1)
