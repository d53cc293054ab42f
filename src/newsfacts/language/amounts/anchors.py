"""What a sum hangs on: a sign before its number, a code, a name after its number with its adjective."""

from __future__ import annotations

from dataclasses import replace

from newsfacts.language.amounts.lexemes import DASHES, Chunk, is_year
from newsfacts.language.amounts.lexicon import Lexicon, Money
from newsfacts.language.amounts.sense import Sense
from newsfacts.language.numerals import SCALES

Anchor = tuple[Money, int, int]  # what it means, and the lexemes that say so


class Anchors:
    """Reads lexeme i as an anchor, None where it is none; ``free`` is the first lexeme that no sum before has taken.

    Args:
        chunk: the lexemes.
        lexicon: the currencies.
        near: the countries at hand.
        sense: judges weak signs.
    """

    def __init__(self, chunk: Chunk, lexicon: Lexicon, near: frozenset[str], sense: Sense) -> None:
        self.chunk = chunk
        self.lexicon = lexicon
        self.near = near
        self.sense = sense
        self.prefixes = lexicon.words["codes"]["apart_from_sign"]
        self.readers = {"sign": self._sign, "code": self._code, "name": self._name}

    def read(self, kind: str, i: int, free: int) -> Anchor | None:
        return self.readers[kind](i, free)

    def _sign(self, i: int, free: int) -> Anchor | None:
        """A sign or code before its number."""
        chunk, lexeme, signs = self.chunk, self.chunk.lexemes[i], self.lexicon.signs
        after = i + 1
        if lexeme.kind == "slash":
            money = signs.get(lexeme.text.rstrip(".")) or signs.get(lexeme.text)
        elif lexeme.kind == "sign":
            money = self.lexicon.sign(lexeme.text, self.near)
        elif lexeme.text in self.prefixes and chunk.kind(after) == "sign":
            money = signs.get(lexeme.text.replace("U.S.", "US") + chunk.lexemes[after].text)
            after += 1
        else:
            return self._letters(i, free)
        return (money, i, after) if money else None

    def _letters(self, i: int, free: int) -> Anchor | None:
        """Letters before a number: "EUR 5", "MUSD 30", "RMB 5 million", "Rs. 500"."""
        chunk, lexeme, after = self.chunk, self.chunk.lexemes[i], i + 1
        code = self.lexicon.codes.get(lexeme.text) or self.lexicon.spellings.get(lexeme.text)
        if code is not None:
            if chunk.kind(after) == "sign" and len(chunk.lexemes[after].text) == 1:
                after += 1  # "USD $5 million", "AUD$50"
            elif i - 1 >= free and self._is_code_of_number_before(i):
                return None
            return replace(code, certain=True), i, after
        money = self.lexicon.names.get(lexeme.text) if lexeme.text.isupper() else None
        money = money or self.lexicon.signs.get(lexeme.text)
        if money is None:
            return None
        if chunk.low(after) == "." and chunk.touches(after):
            after += 1
        if lexeme.text + chunk.low(after) in self.lexicon.words["near_miss"]["labels"]:
            return None
        return (money, i, after) if not money.weak or self.sense.is_weak_sign(money, i, after) else None

    def _is_code_of_number_before(self, i: int) -> bool:
        """The code of "40 USD 12 months ago", where the number behind counts something else."""
        chunk, after = self.chunk, self.chunk.number_right(i + 1)
        if chunk.kind(i - 1) != "num" or chunk.kind(i + 1) != "num" or after is None or chunk.is_scaled(i + 1, after):
            return False
        year = is_year(chunk.lexemes[i - 1].text)
        return not (year or chunk.low(i - 2) in self.lexicon.words["closed"]["not_before"] or chunk.is_closed(after))

    def _code(self, i: int, free: int) -> Anchor | None:
        lexeme = self.chunk.lexemes[i]
        if lexeme.kind == "sign":  # "1.5 US$ billion"
            money = self.lexicon.signs.get(lexeme.text)
            return None if money is None or money.weak else (money, i, i + 1)
        code = self.lexicon.codes.get(lexeme.text)
        return None if code is None or code.ordinary else (replace(code, certain=True), i, i + 1)

    def _name(self, i: int, free: int) -> Anchor | None:
        """A name, code or sign after its number, with the adjective before it: "new Israeli shekels"."""
        found = self._sign_behind(i) if self.chunk.kind(i) == "sign" else self._name_at(i)
        if found is None:
            return None
        money, last = found
        for width in (4, 3, 2, 1):
            phrase = self.chunk.phrase(i - width, i) if i - width >= free else ""
            codes = self.lexicon.adjectives.get(phrase.replace("-", " ")) if phrase else None
            common = tuple(c for c in money.codes if codes and c in codes)
            if common:
                common = self.lexicon.alive(common)
                known = replace(money, codes=common, certain=len(common) == 1, ordinary=False, default=None)
                return known, i - width, last
        return money, i, last

    def _sign_behind(self, i: int) -> tuple[Money, int] | None:
        """ "500 €", "4.5 billion US$"; "3bn/-" in Tanzania."""
        chunk, text = self.chunk, self.chunk.lexemes[i].text
        money = self.lexicon.names.get(text) or self.lexicon.sign(text, self.near)
        if money is None or not (chunk.kind(i - 1) == "num" or chunk.is_scale(i - 1)):
            return None
        if money.weak and not self.lexicon.at_hand(money, self.near):
            return None
        return (money, i + 1) if self._ends_a_sum(money, i, len(text) > 1 and text[0].isalpha()) else None

    def _ends_a_sum(self, money: Money, i: int, prefixed: bool) -> bool:
        """The sign at i belongs to the number before it, not to one behind: "10 $.", but "the top 10 $5 homes"."""
        chunk = self.chunk
        if chunk.kind(i + 1) == "num" and (prefixed or chunk.touches(i + 1)):
            return False
        if money.word != "$" or chunk.touches(i) or chunk.low(i - 1) in SCALES:
            return True
        return chunk.kind(i + 1) in {"other", "end"} or chunk.per(i + 1) is not None

    def _name_at(self, i: int) -> tuple[Money, int] | None:
        chunk, lexeme, names = self.chunk, self.chunk.lexemes[i], self.lexicon.names
        for width in (3, 2):
            phrase = chunk.phrase(i, i + width)
            if phrase in names:
                return replace(names[phrase], certain=True), i + width
        text = lexeme.text
        money = self.lexicon.name(lexeme.low, self.near) or names.get(text)
        if money is not None:
            if lexeme.low == "cent" and text != "cent":
                return None  # 50 Cent
            if chunk.low(i + 1) == "sterling" and "GBP" in money.codes:
                return replace(money, codes=("GBP",), certain=True, ordinary=False), i + 2
            return replace(money, certain=len(money.codes) == 1 and not money.ordinary), i + 1
        return self._letters_behind(i)

    def _is_label(self, i: int) -> bool:
        """ "six ARS centers" and "case 07-1116-BBD" hold no sum."""
        chunk = self.chunk
        if chunk.low(i - 1) in DASHES:
            return chunk.low(i - 3) in DASHES and chunk.touches(i - 2)
        return chunk.kind(i - 1) == "word" and not chunk.is_scale(i - 1) and not chunk.is_closed(i + 1)

    def _is_plain_code(self, code: Money, i: int) -> bool:
        """A code that is a word, too, only behind digits and with its country: "35 MAD"."""
        if not code.ordinary:
            return True
        common = code.word in self.lexicon.words["near_miss"]["codes_in_capitals"]
        return self.chunk.kind(i - 1) == "num" and not common and self.sense.is_at_hand(code)

    def _letters_behind(self, i: int) -> tuple[Money, int] | None:
        """A code or letters after a number: "34.6 million USD", "50 DM"."""
        chunk, text = self.chunk, self.chunk.lexemes[i].text
        code = self.lexicon.codes.get(text) or self.lexicon.spellings.get(text)
        if code is not None and not self._is_label(i) and self._is_plain_code(code, i):
            return replace(code, certain=True), i + 1
        money = self.lexicon.signs.get(text)
        if money is None or not (chunk.kind(i - 1) == "num" or chunk.low(i - 1) in SCALES):
            return None
        name = self.lexicon.names.get(chunk.low(i + 1))
        if name is not None and set(name.codes) & set(money.codes):
            return None  # "CFA francs": the name says more
        if (money.weak or money.ordinary) and not self.lexicon.at_hand(money, self.near, former=True):
            return None
        return money, i + 1
