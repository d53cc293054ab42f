"""WordPiece: the pieces of a word that the encoder has vectors for, as uncased BERT cuts them.

A word is put in small letters, its accents and control characters go, punctuation and CJK characters stand alone, and
each part is cut from the left into the longest pieces of the vocabulary (Devlin et al. 2019; Wu et al. 2016, section
4.1). What cannot be cut is one unknown piece, so any text has pieces.
"""

import unicodedata
from functools import cache

UNKNOWN, CLASS, SEPARATOR = "[UNK]", "[CLS]", "[SEP]"
#: Longer parts are unknown, as in BERT.
LONGEST = 100
#: CJK ideographs, which stand alone: first and last code point of their blocks.
IDEOGRAPHS = (
    (0x4E00, 0x9FFF), (0x3400, 0x4DBF), (0x20000, 0x2A6DF), (0x2A700, 0x2B73F), (0x2B740, 0x2B81F), (0x2B820, 0x2CEAF),
    (0xF900, 0xFAFF), (0x2F800, 0x2FA1F),
)  # fmt: skip


@cache
def kind_of(character: str) -> str:
    """What a character of a word is: "" to be left away, " " white space, "." alone, "a" part of a word."""
    code, category = ord(character), unicodedata.category(character)
    if character in "\t\n\r" or category == "Zs":
        return " "
    if code in (0, 0xFFFD) or category in ("Cc", "Cf", "Cs", "Co", "Mn"):
        return ""
    # ASCII symbols count as punctuation
    if 33 <= code <= 47 or 58 <= code <= 64 or 91 <= code <= 96 or 123 <= code <= 126 or category[0] == "P":
        return "."
    return "." if any(first <= code <= last for first, last in IDEOGRAPHS) else "a"


def to_parts(text: str) -> list[str]:
    """The text in small letters, without accents and controls, parted at white space, punctuation and ideographs."""
    out: list[str] = []
    kept = "".join(character for character in text if kind_of(character) or unicodedata.category(character) == "Mn")
    for character in unicodedata.normalize("NFD", kept.lower()):
        kind = kind_of(character)
        out.append(f" {character} " if kind == "." else " " if kind == " " else character if kind else "")
    return "".join(out).split()


class WordPieces:
    """A vocabulary of pieces, by row.

    Args:
        pieces: the pieces in the order of their rows; those that go on a word begin with "##". "[UNK]" is among them.
    """

    def __init__(self, pieces: list[str]) -> None:
        self.rows = {piece: row for row, piece in enumerate(pieces)}
        self.unknown = self.rows[UNKNOWN]

    def split(self, text: str) -> tuple[int, ...]:
        """The rows of the pieces of `text`; none only where nothing of it counts as text."""
        return tuple(row for part in to_parts(text) for row in self._split_part(part))

    def _split_part(self, part: str) -> list[int]:
        if len(part) > LONGEST:
            return [self.unknown]
        found: list[int] = []
        start = 0
        while start < len(part):
            for end in range(len(part), start, -1):
                row = self.rows.get(part[start:end] if not start else f"##{part[start:end]}")
                if row is not None:
                    found.append(row)
                    start = end
                    break
            else:
                return [self.unknown]
        return found
