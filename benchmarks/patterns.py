"""Whether any pattern of the package can backtrack without end: each against texts made of its own pieces, doubled.

    python benchmarks/patterns.py [--search] [--longest 4000] [--seconds 0.1]

Finds every compiled pattern that a module of ``newsfacts`` holds, by itself or in a list, mapping or class. From a
pattern's own parse come the strings that could feed its repeats (a character of each class, each literal), alone and
in pairs; a text repeats one of them and ends in something that fits nothing. A pattern whose processor time, matched at
the text's start, grows more than 2.3 times when the text doubles, and is above ``--seconds``, is printed, and the
status is 1. ``--search`` tries each place of the text instead, by which any pattern with an open repeat is quadratic on
some text: to look through by hand, since most patterns are only ever matched at one place.
"""

from __future__ import annotations

import argparse
import importlib
import itertools
import pkgutil
import re
import signal
import sys
import time
from collections.abc import Iterator
from re import _constants, _parser  # type: ignore[attr-defined]
from types import FrameType
from typing import Any

import newsfacts

#: What a text ends in: fits hardly any pattern, so that all ways to read what stands before are tried.
END = "\x00!"


def find_patterns() -> dict[str, re.Pattern[str]]:
    """Module and name → pattern."""
    found: dict[str, re.Pattern[str]] = {}

    def look(name: str, value: Any, depth: int) -> None:
        if isinstance(value, re.Pattern) and isinstance(value.pattern, str):
            found.setdefault(f"{value.pattern}\0{value.flags}", value)
            names.setdefault(f"{value.pattern}\0{value.flags}", name)
        elif depth and isinstance(value, dict):
            for key, one in value.items():
                look(f"{name}[{str(key)[:20]}]", one, depth - 1)
        elif depth and isinstance(value, (list, tuple, set, frozenset)):
            for number, one in enumerate(value):
                look(f"{name}[{number}]", one, depth - 1)
        elif depth and hasattr(value, "__dict__") and type(value).__module__.startswith("newsfacts"):
            look(name, vars(value), depth - 1)

    names: dict[str, str] = {}
    for info in pkgutil.walk_packages(newsfacts.__path__, "newsfacts."):
        if info.name.endswith("__main__"):
            continue
        module = importlib.import_module(info.name)
        for name, value in vars(module).items():
            look(f"{info.name}.{name}", value, 3)
    return {names[key]: pattern for key, pattern in found.items()}


def find_feed(pattern: re.Pattern[str]) -> list[str]:
    """Strings that parts of the pattern match: literals in a row, and a character of each class."""
    found: dict[str, None] = {}
    _walk(_parser.parse(pattern.pattern, pattern.flags & ~re.DEBUG), found)
    return list(found)


def _walk(items: Any, found: dict[str, None]) -> str:
    """A string that a sequence of a pattern matches; it and its parts are put into ``found``."""
    run = ""
    for op, value in items:
        piece = _find_piece(op, value, found)
        if piece:
            found[piece[:60]] = None
        run += piece
    if run:
        found[run[:60]] = None
    return run


def _find_piece(op: Any, value: Any, found: dict[str, None]) -> str:
    """A string that one item of a pattern matches; of an assertion none."""
    if op is _constants.LITERAL:
        return chr(value)
    if op is _constants.IN:
        return _pick(value)
    if op in (_constants.ANY, _constants.NOT_LITERAL):
        return "a"
    if op in (_constants.MAX_REPEAT, _constants.MIN_REPEAT, _constants.POSSESSIVE_REPEAT):
        return _walk(value[2], found) * max(1, min(value[0], 3))
    if op is _constants.SUBPATTERN:
        return _walk(value[3], found)
    if op is _constants.ATOMIC_GROUP:
        return _walk(value, found)
    if op is _constants.BRANCH:
        first, *_ = [_walk(branch, found) for branch in value[1]]
        return first
    if op in (_constants.ASSERT, _constants.ASSERT_NOT):
        _walk(value[1], found)
    return ""


def _pick(items: Any) -> str:
    """A character of a class."""
    for op, value in items:
        if op is _constants.LITERAL:
            return chr(value)
        if op is _constants.RANGE:
            return chr(value[0])
        if op is _constants.CATEGORY:
            return {_constants.CATEGORY_SPACE: " ", _constants.CATEGORY_DIGIT: "7"}.get(value, "a")
        if op is _constants.NEGATE:
            return "a"
    return "a"


def find_texts(pattern: re.Pattern[str], most: int = 40) -> list[str]:
    """What to repeat: the pieces, with blanks between, and pairs of them."""
    feed = sorted(find_feed(pattern), key=len)[:most]
    single = [*feed, *(f"{piece} " for piece in feed)]
    pairs = [a + b for a, b in itertools.islice(itertools.permutations(feed[:12], 2), 60)]
    return list(dict.fromkeys([*single, *pairs, " ", "\n", "a", "A", "7", "a ", "A ", "7 ", ".", ",", "-", '"']))


class _TooLong(Exception):
    pass


def clock(pattern: re.Pattern[str], text: str, limit: float, search: bool) -> float:
    """Processor seconds, of two runs the better; of a search no more than a little above the limit."""
    taken = []
    for _ in range(2):
        started = time.process_time()
        if not search:
            pattern.match(text)
            pattern.fullmatch(text)
        for _ in pattern.finditer(text) if search else ():
            if time.process_time() - started > limit:
                break
        taken.append(time.process_time() - started)
        if taken[0] < 0.01:
            break
    return min(taken)


def find_slow(
    pattern: re.Pattern[str], longest: int, seconds: float, search: bool
) -> Iterator[tuple[str, int, float, float]]:
    """What the pattern is slow on: the repeated piece, how much of it, its seconds, growth when it doubled."""
    for piece in find_texts(pattern):
        length, before = 125, 0.0
        while length <= longest:
            taken = clock(pattern, piece * (length // len(piece) + 1) + END, 4 * seconds, search)
            growth = taken / before if before > 0.001 else 0.0
            # more than a fourfold time is worse than quadratic: the next lengths would not end
            if (taken > seconds and growth > 2.3) or (taken > seconds / 10 and growth > 6):
                yield piece, length, taken, growth
            if taken > seconds or growth > 6:
                break
            before, length = taken, length * 2


def main() -> int:
    """Print what is slow; the exit status."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--longest", type=int, default=4000, help="characters of the longest text (4000)")
    parser.add_argument("--seconds", type=float, default=0.1, help="what is slow (0.1)")
    parser.add_argument("--search", action="store_true", help="search the text, instead of matching at its start")
    options = parser.parse_args()

    def stop(number: int, frame: FrameType | None) -> None:
        raise _TooLong

    signal.signal(signal.SIGALRM, stop)
    patterns, slow = find_patterns(), 0
    for name, pattern in patterns.items():
        signal.alarm(60)  # the matcher answers to it only between two of its searches
        try:
            if found := next(find_slow(pattern, options.longest, options.seconds, options.search), None):
                slow += 1
                piece, length, taken, growth = found
                print(f"{name}: {taken:.2f} s on {length} characters of {piece!r}, {growth:.1f} times when doubled")
        except _TooLong:
            slow += 1
            print(f"{name}: not done within a minute")
        finally:
            signal.alarm(0)
    print(f"{len(patterns)} patterns, {slow} slow")
    return int(slow > 0)


if __name__ == "__main__":
    sys.exit(main())
