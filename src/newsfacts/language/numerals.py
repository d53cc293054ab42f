"""Numbers as news writes them, in digits, in words and in both, as exact decimals."""

from __future__ import annotations

import re
from decimal import Decimal

UNITS = {
    word: Decimal(n)
    for n, word in enumerate(
        [
            "zero",
            "one",
            "two",
            "three",
            "four",
            "five",
            "six",
            "seven",
            "eight",
            "nine",
            "ten",
            "eleven",
            "twelve",
            "thirteen",
            "fourteen",
            "fifteen",
            "sixteen",
            "seventeen",
            "eighteen",
            "nineteen",
        ]
    )
}
TENS = {
    word: Decimal(10 * n)
    for n, word in enumerate(["twenty", "thirty", "forty", "fifty", "sixty", "seventy", "eighty", "ninety"], start=2)
}
#: Scale words; lakh and crore are the Indian scales (10^5, 10^7) and stack ("five lakh crore").
SCALES = {
    "thousand": Decimal(10**3),
    "lakh": Decimal(10**5),
    "lac": Decimal(10**5),
    "million": Decimal(10**6),
    "crore": Decimal(10**7),
    "billion": Decimal(10**9),
    "trillion": Decimal(10**12),
    "quadrillion": Decimal(10**15),
    "lakhs": Decimal(10**5),
    "lacs": Decimal(10**5),
    "crores": Decimal(10**7),
}
#: Abbreviated scales, of which a single letter counts only when it touches its digits ("$5m", "3bn", "$2 bn").
ABBREVIATED = {
    "k": Decimal(10**3),
    "m": Decimal(10**6),
    "mn": Decimal(10**6),
    "mln": Decimal(10**6),
    "mm": Decimal(10**6),
    "mio": Decimal(10**6),
    "mil": Decimal(10**6),
    "bil": Decimal(10**9),
    "b": Decimal(10**9),
    "bn": Decimal(10**9),
    "bln": Decimal(10**9),
    "mrd": Decimal(10**9),
    "t": Decimal(10**12),
    "tr": Decimal(10**12),
    "tn": Decimal(10**12),
    "trn": Decimal(10**12),
    "tln": Decimal(10**12),
    "cr": Decimal(10**7),
    "l": Decimal(10**5),
}
FRACTIONS = {"½": Decimal("0.5"), "¼": Decimal("0.25"), "¾": Decimal("0.75")}
WORDS = {*UNITS, *TENS, *SCALES, "hundred", "half", "quarter", "quarters", "dozen"}

#: Digits with their separators. A space groups only before three digits; the typographic spaces are U+00A0, U+2007,
#: U+2009 and U+202F.
DIGITS = (
    r"\d{1,3}(?:[ \u00a0\u2007\u2009\u202f]\d{3})+(?![\d])(?:[.,]\d+)?"
    r"|\d{1,3}(?:['’]\d{3})+(?!\d)(?:[.,]\d+)?"
    r"|\d+(?:[.,]\d+)*[½¼¾]?|[½¼¾]|(?<![\w.,])\.\d+"
)
LONGEST = 30  # no sum in the news has more characters; longer runs of digits are data

_PIECE = re.compile(rf"(?P<digits>{DIGITS})|(?P<word>[^\W\d_]+)|(?P<gap>[\s\-\u2010\u2011]+)|(?P<other>.)")
_ENGLISH = re.compile(r"\d{1,3}(?:,\d{3})+(?:\.\d+)?")
_INDIAN = re.compile(r"\d{1,2}(?:,\d{2})+,\d{3}(?:\.\d+)?")
_CONTINENTAL = re.compile(r"\d{1,3}(?:\.\d{3}){2,}(?:,\d+)?|\d{1,3}(?:\.\d{3})+,\d+")
_COMMA_DECIMAL = re.compile(r"\d+,\d{1,2}|0,\d+")
_SPACES = re.compile(r"['’ \u00a0\u2007\u2009\u202f]")


def resolve_digits(text: str) -> Decimal | None:
    """The value of digits with separators.

    A comma before three digits groups thousands ("1,000"; "12,34,567" in India); a decimal comma is read only where
    it can be nothing else: "3,5", "1.234,56", "1.000.000". One dot is the decimal point ("1.459").

    Returns:
        the exact value, or None when the digits are no number ("1,2,3", "10.5.2") or longer than any sum.
    """
    if len(text) > LONGEST:
        return None
    fraction = FRACTIONS.get(text[-1:], Decimal(0))
    plain = text[:-1] if fraction else text
    if not plain:
        return fraction or None
    plain = _SPACES.sub("", plain)
    if not plain.isascii():
        return None
    if re.fullmatch(r"\d+|\d*\.\d+", plain):
        return Decimal(plain) + fraction
    if _ENGLISH.fullmatch(plain) or _INDIAN.fullmatch(plain):
        return Decimal(plain.replace(",", "")) + fraction
    if _CONTINENTAL.fullmatch(plain) or _COMMA_DECIMAL.fullmatch(plain):
        return Decimal(plain.replace(".", "").replace(",", "."))
    return None


def resolve_number(text: str) -> Decimal | None:
    """The value of one whole number phrase: "1,250", "2.5 million", "3bn", "two and a half million", "half a billion".

    Args:
        text: nothing but the number; hyphens count as spaces ("twenty-five").

    Returns:
        the exact value, or None when the text is not one number ("3-4", "two three", "million", "millions").
    """
    if len(text) > 120:
        return None
    pieces: list[tuple[str, bool]] = []  # each piece and whether it touches the one before
    gap, dashed = True, False
    for match in _PIECE.finditer(text.strip()):
        if match["other"]:
            return None
        if match["gap"]:
            gap = True
            dashed = not match["gap"].isspace()
            continue
        if match["digits"] and dashed:
            return None  # "5m-7m" is a range
        pieces.append((match.group() if match["digits"] else match.group().lower(), not gap))
        gap = dashed = False
    total = Decimal(0)
    group: Decimal | None = None  # what stands before the next scale
    last_scale: Decimal | None = None
    by_digits = False
    i = 0
    while i < len(pieces):
        piece, touches = pieces[i]
        rest = [p for p, _ in pieces[i + 1 : i + 4]]
        if piece[0].isdigit() or piece[0] in ".½¼¾":
            value = resolve_digits(piece)
            if value is None or group is not None:
                return None
            group, by_digits = value, True
        elif piece in UNITS or piece in TENS:
            value = UNITS.get(piece, TENS.get(piece, Decimal(0)))
            if by_digits and group is not None:
                return None
            if group is None:
                group = value
            elif (piece in UNITS and 0 < value < 10 and group % 100 in TENS.values()) or (
                group % 100 == 0 and group > 0
            ):
                group += value
            else:
                return None
        elif piece == "hundred":
            if group is not None and group >= 100:
                return None
            group = (group if group is not None else Decimal(1)) * 100
            if i == 0:  # a bare "hundred million"
                return None
        elif piece == "dozen":
            if i == 0 or (group is not None and group > 100):
                return None
            group = (group if group is not None else Decimal(1)) * 12
        elif piece in SCALES or piece in ABBREVIATED:
            scale = SCALES.get(piece)
            if scale is None:
                scale = ABBREVIATED[piece]
                if not by_digits or (group is None) or (piece in {"k", "b", "t", "l"} and not touches):
                    return None
            if group is None and (last_scale is None or last_scale > scale or i == 0):
                return None
            if last_scale is not None and group is not None and scale >= last_scale:
                return None
            if last_scale is not None and scale > last_scale:  # "five lakh crore", "hundred thousand million"
                total = (total + (group or 0)) * scale
            elif group is None:
                return None
            else:
                total += group * scale
            last_scale, group, by_digits = scale, None, False
        elif piece == "half":
            if group is not None or total:
                return None
            if rest[:1] in (["a"], ["of"]):
                i += 2 if rest[:2] == ["of", "a"] else 1
            group = Decimal("0.5")
            if i + 1 >= len(pieces) or pieces[i + 1][0] not in SCALES:
                return None
        elif piece == "and":
            if group is None and last_scale is not None and i == len(pieces) - 3 and rest == ["a", "half"]:
                return total + last_scale / 2  # "a million and a half"
            if group is None:
                return None
            if rest[:2] in (["a", "half"], ["a", "quarter"]):
                group += Decimal("0.5") if rest[1] == "half" else Decimal("0.25")
                i += 2
            elif by_digits or group % 100 or not rest or not (rest[0] in UNITS or rest[0] in TENS):
                return None
        elif piece in {"quarter", "quarters"}:
            if group is None or rest[:2] != ["of", "a"] or len(rest) < 3 or rest[2] not in SCALES:
                return None
            group *= Decimal("0.25")
            i += 2
        elif piece in {"a", "an"}:
            if i or not rest or not (rest[0] in SCALES or rest[0] in {"hundred", "quarter", "dozen", "half"}):
                return None
            group = None if rest[0] == "half" else Decimal(1)
        else:
            return None
        i += 1
    if group is None and last_scale is None:
        return None
    return total + (group or 0)


def to_plain(value: Decimal) -> str:
    """A decimal as the record writes it: no exponent, no trailing zeros after the point."""
    text = format(value, "f")
    return text.rstrip("0").rstrip(".") if "." in text else text
