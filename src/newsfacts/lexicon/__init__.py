"""Knowledge as data: one file a subject, and one door through which the package's and users' own come in.

A :class:`Lexicon` is what the package knows together with what users' rules files add. Whoever needs a subject asks
for its rows (``lexicon.rows("office")``) and gets both, in one format; nothing else tells them apart.
"""

from __future__ import annotations

from newsfacts.lexicon.sources import (
    BUILTIN,
    FILENAME,
    Lexicon,
    Problem,
    RuleError,
    find_rules_file,
    is_from_elsewhere,
    load_lexicon,
    resolve_rules,
)

__all__ = [
    "BUILTIN", "FILENAME", "Lexicon", "Problem", "RuleError", "find_rules_file", "is_from_elsewhere", "load_lexicon",
    "resolve_rules",
]
