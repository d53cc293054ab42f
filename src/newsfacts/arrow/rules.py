"""Rules files by what they hold, so that they travel to machines that do not have them."""

from __future__ import annotations

import atexit
import os
import shutil
import tempfile
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from newsfacts.lexicon import load_lexicon


@dataclass(frozen=True, slots=True)
class Rules:
    """Rules files with those that they extend.

    Attributes:
        files: path below a common folder → what is in it.
        named: of these paths those that were named, in their order.
        version: the hash of all, as in ``newsfacts.lexicon``.
    """

    files: tuple[tuple[str, bytes], ...] = ()
    named: tuple[str, ...] = ()
    version: str = ""

    @classmethod
    def read(cls, paths: Iterable[str | Path]) -> Rules:
        """Read and check rules files.

        Raises:
            RuleError: one cannot be read or is broken.
            ValueError: one extends a file by way of a link, which would lead elsewhere on another machine.
        """
        named = [os.path.abspath(path) for path in paths]
        if not named:
            return cls()
        lexicon = load_lexicon(named)
        files = {os.path.abspath(source.name): source.data for source in lexicon.sources}
        below = os.path.commonpath([os.path.dirname(path) for path in (*named, *files)])

        def cut(path: str) -> str:
            return os.path.relpath(path, below)

        rules = cls(tuple((cut(path), data) for path, data in files.items()), tuple(map(cut, named)), lexicon.version)
        try:
            same = load_lexicon(rules.to_paths()).version == lexicon.version
        except ValueError:
            same = False
        if not same:
            raise ValueError("these rules files extend others by way of links; give the files themselves")
        return rules

    def to_paths(self) -> tuple[str, ...]:
        """The named files on this machine's disk, written there once in a process."""
        return _write(self)


@cache
def _write(rules: Rules) -> tuple[str, ...]:
    if not rules.files:
        return ()
    folder = Path(tempfile.mkdtemp(prefix="newsfacts-rules-"))
    atexit.register(_remove, folder, os.getpid())
    for name, data in rules.files:
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(data)
    return tuple(str(folder / name) for name in rules.named)


def _remove(folder: Path, process: int) -> None:
    if os.getpid() == process:  # a forked process has the same list of what to do at its end
        shutil.rmtree(folder, ignore_errors=True)
