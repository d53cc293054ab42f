"""The parts of the shapes of ``amounts.toml``: each reads on from an anchor, to the right or to the left."""

from __future__ import annotations

from dataclasses import dataclass, replace
from decimal import Decimal

from newsfacts.language.amounts.lexemes import DASHES, Chunk, is_year
from newsfacts.language.amounts.lexicon import Lexicon, Money
from newsfacts.language.numerals import ABBREVIATED, JOINTS, SCALES, WORDS, resolve_number


@dataclass(slots=True)
class Reading:
    """A shape being read."""

    anchor: int
    money: Money
    first: int
    last: int
    free: int  # the first lexeme that no sum before has taken
    number: tuple[int, int] | None = None
    value: Decimal | None = None
    added: Decimal | None = None  # of the 50 cents
    hyphenated: bool = False
    few: bool = False
    unclear: bool = False


class Parts:
    """Reads the parts of a shape; each method says whether its part stands there, and moves the reading's ends.

    Args:
        chunk: the lexemes.
        lexicon: the currencies.
        near: the countries at hand.
    """

    def __init__(self, chunk: Chunk, lexicon: Lexicon, near: frozenset[str]) -> None:
        self.chunk = chunk
        self.lexicon = lexicon
        self.near = near
        self.vague = lexicon.words["vague"]
        self.readers = {
            "number": self._number, "number.": self._number_after, "digits": self._digits, "again?": self._again,
            "of": self._of, "scale": self._scale, "and?": self._and, "cents": self._cents, "share": self._share,
            "scale.": self._scale_after, "hundredths": self._hundredths,
            "multi": self._multi, "counts": self._counts, "few": self._few,
        }  # fmt: skip

    def read(self, part: str, reading: Reading) -> bool:
        return self.readers[part](reading)

    # -- after the anchor

    def _number_after(self, reading: Reading) -> bool:
        chunk, at = self.chunk, reading.last
        sign = chunk.lexemes[reading.anchor]
        if chunk.kind(at) != "num" and not (sign.kind == "sign" and chunk.low(at) in WORDS):
            return False
        if at - reading.anchor == 1 and not chunk.touches(at) and chunk.lexemes[at].start - sign.end > 1:
            return False
        end = chunk.number_right(at)
        if end is None or (sign.kind == "word" and chunk.kind(end) == "word" and chunk.touches(end)):
            return False  # "a MARS 4x4 scope"
        reading.number, reading.last, reading.value = (at, end), end, chunk.value(at, end)
        self._plus(reading)
        return True

    def _plus(self, reading: Reading) -> None:
        """The scale behind the plus of "$20-plus billion" and "$20+ billion", and that of "$20 grand"."""
        chunk, at = self.chunk, reading.last
        scale = at + 1 if chunk.low(at) == "+" else at + 2
        plus = chunk.low(at) == "+" or (chunk.low(at) in DASHES and chunk.low(at + 1) == "plus")
        loose = self.lexicon.words["loose"]["after_sign"].get(chunk.low(at))
        if loose and reading.value is not None and not chunk.is_scaled(reading.first, at) and chunk.is_closed(at + 1):
            reading.value *= loose
            reading.last = at + 1
        elif plus and reading.value is not None and chunk.low(scale) in SCALES:
            reading.value *= SCALES[chunk.low(scale)]
            reading.last = scale + 1

    def _scale_after(self, reading: Reading) -> bool:
        """The "million" of "USD million 12" and the "mill." of "EUR mill. 30"."""
        chunk, at = self.chunk, reading.last
        low = chunk.low(at)
        scale = SCALES.get(low) or (ABBREVIATED.get(low) if len(low) > 1 else None)
        at += 2 if chunk.low(at + 1) == "." and chunk.touches(at + 1) else 1
        if scale is None or chunk.kind(at) != "num" or is_year(chunk.lexemes[at].text):
            return False
        end = chunk.number_right(at)
        if end is None or chunk.is_scaled(at, end):
            return False
        reading.money, reading.last = replace(reading.money, factor=reading.money.factor * scale), at
        return True

    def _scale(self, reading: Reading) -> bool:
        """The "million" of "75 USD million"."""
        chunk, at = self.chunk, reading.last
        low = chunk.low(at)
        if low not in SCALES and (low not in ABBREVIATED or (len(low) == 1 and low != "m")):
            return False
        if reading.value is None or chunk.kind(at + 1) == "num":
            return False
        reading.value *= SCALES[low] if low in SCALES else ABBREVIATED[low]
        reading.last += 1
        return True

    def _and(self, reading: Reading) -> bool:
        if self.chunk.low(reading.last) in {"and", ","}:
            reading.last += 1
        return True

    def _cents(self, reading: Reading) -> bool:
        """The "50 cents" of "3 dollars 50 cents"."""
        chunk, at = self.chunk, reading.last
        single = chunk.low(at) == "a" and chunk.low(at - 1) == "and"  # "three pounds and a penny"
        end = at + 1 if single else chunk.number_right(at)
        money = self.lexicon.name(chunk.low(end), self.near) if end is not None else None
        if end is None or money is None or not money.is_minor or money.has_open_factor:
            return False
        if single and not chunk.is_closed(end + 1):
            return False  # "3 dollars and a penny coin"
        if chunk.low(at - 1) == "," and self._is_sum_of_its_own(reading, end):
            return False
        value = Decimal(1) if single else chunk.value(at, end)
        if value is None or not 0 < value < 1 / money.factor or reading.money.is_minor or reading.value is None:
            return False
        if not set(money.codes) & set(reading.money.codes):
            return False
        codes = self.lexicon.alive(tuple(c for c in reading.money.codes if c in money.codes))
        if len(codes) < len(reading.money.codes):
            default = reading.money.default if reading.money.default in codes else None
            reading.money = replace(reading.money, codes=codes, default=default)
        reading.added, reading.last = value * money.factor, end + 1
        return True

    def _share(self, reading: Reading) -> bool:
        """The "and a half" of "two dollars and a half", where the sum ends with it."""
        chunk, at = self.chunk, reading.last
        if chunk.low(at) != "and" or reading.value is None or reading.number is None or reading.hyphenated:
            return False
        if chunk.is_scaled(*reading.number) or reading.money.is_minor:
            return False
        for words, share in self.lexicon.words["closed"]["shares"].items():
            end = at + 1 + len(words.split())
            if chunk.phrase(at + 1, end) == words and chunk.is_closed(end) and chunk.low(end) not in DASHES:
                reading.value += Decimal(share)
                reading.last = end
                return True
        return False

    def _is_sum_of_its_own(self, reading: Reading, end: int) -> bool:
        """The "50 cents" behind the comma of "$5, 50 cents for children", "3 dollars, 50 cents more"."""
        apart = self.lexicon.words["closed"]["cents_apart_before"]
        return self.chunk.kind(reading.anchor) == "sign" or self.chunk.low(end + 1) in apart

    def _hundredths(self, reading: Reading) -> bool:
        """The "fifty" of "two pounds fifty" and the "25" of "17 USD 25", where the sum ends with it."""
        chunk, at, words = self.chunk, reading.last, self.lexicon.words["closed"]
        end = chunk.number_right(at)
        if end is None or reading.money.is_minor or reading.hyphenated or reading.number is None:
            return False
        first, last = reading.number
        if chunk.is_scaled(first, last) or (chunk.kind(first) == "num" and not chunk.lexemes[first].text.isdigit()):
            return False
        value = chunk.value(at, end)
        written = end - at == 1 and len(chunk.low(at)) == 2 if chunk.kind(at) == "num" else chunk.kind(first) != "num"
        if value is None or not 10 <= value < 100 or not written or chunk.low(first - 1) in words["not_before"]:
            return False
        if not chunk.is_closed(end):
            return False
        reading.added, reading.last = value / 100, end
        return True

    def _again(self, reading: Reading) -> bool:
        """A currency said a second time: "$5 million dollars", "$5m AUD", "$20 million Canadian,", "$5m (US)"."""
        chunk, end, money = self.chunk, reading.last, reading.money
        if chunk.low(end) == "(" and chunk.low(end + 2) == ")" and "$" in money.word:
            self._in_brackets(reading)
            return True
        if chunk.kind(end) != "word" or chunk.kind(end + 1) in {"num", "sign"}:
            return True
        dollars = self.lexicon.names["dollar"].codes
        code = self.lexicon.codes.get(chunk.lexemes[end].text)
        if code and not code.ordinary and ("$" not in money.word or code.word in dollars):
            reading.last, reading.money = end + 1, replace(code, certain=True)
            return True
        name = self.lexicon.names.get(chunk.low(end))
        if name and money.word == "$" and chunk.low(end) in self.lexicon.words["loose"]["also_written_with_dollars"]:
            reading.last, reading.money = end + 1, name
        elif name and set(name.codes) & set(money.codes) and name.factor == 1:
            known = len(money.codes) <= len(name.codes) and money.word != "$"
            reading.last, reading.money = end + 1, money if known else replace(name, certain=False)
        elif "$" in money.word:
            self._dollar_of(reading)
        return True

    def _in_brackets(self, reading: Reading) -> None:
        """The "(AUD)" and "(US)" behind a sum in dollars."""
        chunk, end, dollars = self.chunk, reading.last, self.lexicon.names["dollar"].codes
        word = chunk.lexemes[end + 1]
        codes = {word.text} | self.lexicon.adjectives.get(word.low, frozenset())
        named = tuple(code for code in dollars if code in codes)
        if len(named) == 1:
            reading.last, reading.money = end + 3, Money(word.low, named, certain=True)

    def _dollar_of(self, reading: Reading) -> None:
        """ "$20 million Canadian," and "$5 million Hong Kong dollars"."""
        chunk, end = self.chunk, reading.last
        for width in (3, 2, 1):
            phrase, after = chunk.phrase(end, end + width), end + width
            codes = self.lexicon.adjectives.get(phrase, frozenset()) & set(self.lexicon.names["dollar"].codes)
            if len(codes) != 1:
                continue
            name = self.lexicon.names.get(chunk.low(after))
            if name and "USD" in name.codes:
                after += 1
            elif chunk.kind(after) not in {"end", "other"} or chunk.low(after) in {"-", "’", "'"}:
                continue
            reading.last, reading.money = after, Money(phrase, tuple(codes), certain=True)
            return

    # -- before the anchor

    def _number(self, reading: Reading) -> bool:
        """The number before a name, with the hyphen of "10-dollar"; its value is None where words fell off its left."""
        if self._number_with_plus(reading):
            return True
        chunk, at = self.chunk, self._skip_joint(reading)
        first = chunk.number_left(at, reading.free) if at - 1 >= reading.free else None
        if first is None:
            return False
        if reading.hyphenated and chunk.low(first) == "a" and first + 2 == at:
            first += 1  # the article of "a million-dollar contract" is the contract's
        value = self._value_before(first, at)
        anchor = chunk.lexemes[reading.anchor]
        if value is None or (anchor.kind == "word" and anchor.low in ABBREVIATED and chunk.touches(reading.anchor)):
            return False
        if reading.hyphenated and self._is_count_of(first, at):
            return self._worth_each(reading, first, at)
        start = first if reading.hyphenated else chunk.run_left(first, reading.free)
        if chunk.phrase(start, at) == "half a":
            first, value = start, Decimal("0.5")
        elif start < first:
            first, value, reading.unclear = start, None, True
        reading.number, reading.value, reading.first = (first, at), value, first
        return True

    def _skip_joint(self, reading: Reading) -> int:
        """Where the number before a name ends: before the hyphen of "10-dollar", "300-odd dollars"."""
        chunk, at = self.chunk, reading.first
        if chunk.low(at - 1) == "odd" and (chunk.low(at - 2) in DASHES or chunk.low(at - 2) in WORDS):
            reading.few = True
            return at - (2 if chunk.low(at - 2) in DASHES else 1)
        if chunk.low(at - 1) in DASHES and chunk.touches(at) and chunk.touches(at - 1):
            reading.hyphenated = True
            return at - 1
        return at

    def _number_with_plus(self, reading: Reading) -> bool:
        """The "600-plus billion" of "600-plus billion pesos", the "20-plus" of "20-plus dollars", "300+ million"."""
        chunk, at = self.chunk, reading.first
        scale = SCALES.get(chunk.low(at - 1))
        end = at - 1 if scale else at
        odd = bool(scale) and chunk.low(end - 1) == "odd"  # "40-odd million pounds"
        if (odd or chunk.low(end - 1) == "plus") and chunk.low(end - 2) in DASHES and chunk.touches(end - 1):
            end -= 2
        elif chunk.low(end - 1) == "+" and chunk.touches(end - 1):
            end -= 1
        else:
            return False
        first = chunk.number_left(end, reading.free) if end - 1 >= reading.free else None
        value = chunk.value(first, end) if first is not None else None
        if first is None or value is None or reading.money.is_minor:
            return False
        reading.number, reading.first, reading.value = (first, at), first, value * (scale or 1)
        reading.few = odd
        return True

    def _is_count_of(self, first: int, at: int) -> bool:
        """The "ten" of "ten thousand-dollar bills" may count them: no hyphen and no article says otherwise."""
        chunk, scale = self.chunk, self.chunk.low(at - 1)
        if first >= at - 1 or chunk.kind(first) != "word" or chunk.low(first) in {"a", "half"}:
            return False
        words = chunk.phrase(first, at).split()
        spaced = {words[0], words[-2]} <= WORDS and JOINTS.isdisjoint(words)
        return spaced and (scale in SCALES or scale == "hundred") and chunk.low(first - 1) not in {"a", "an", "the"}

    def _worth_each(self, reading: Reading, first: int, at: int) -> bool:
        """A thousand for each of ten thousand-dollar bills, nothing for sure for each of two million-dollar deals."""
        noun, scale = self.chunk.low(reading.last), self.chunk.low(at - 1)
        reading.number, reading.first, reading.value = (first, at), first, self.chunk.value(first, at)
        if noun in self.vague["notes"]:
            reading.number, reading.first = (at - 1, at), at - 1
            reading.value = SCALES.get(scale, Decimal(100))
        elif noun.endswith("s") and not noun.endswith("ss"):
            reading.value, reading.unclear = None, True
        return True

    def _value_before(self, first: int, at: int) -> Decimal | None:
        """The value of a number, of "a" and of the bare scale of "million-dollar"."""
        value = self.chunk.value(first, at)
        if value is None and self.chunk.low(first) in {"a", "one"}:
            return Decimal(1)
        return SCALES.get(self.chunk.low(at - 1)) if value is None and at - first <= 2 else value

    def _digits(self, reading: Reading) -> bool:
        """A plain number in digits before a code."""
        at = reading.first - 1
        if at < reading.free or self.chunk.kind(at) != "num":
            return False
        digits = self.chunk.lexemes[at].text
        value = resolve_number(digits)
        if value is None or is_year(digits) or self.chunk.number_left(reading.first, reading.free) != at:
            return False
        reading.number, reading.value, reading.first = (at, at + 1), value, at
        return True

    def _of(self, reading: Reading) -> bool:
        """The "of" of "ten lakhs of rupees" and of "half a trillion of peso bonds"."""
        reading.first -= 1
        scale = self.chunk.low(reading.first - 1)
        people = self.chunk.low(reading.last) in self.lexicon.words["near_miss"]["bloc"]  # "of euro area citizens"
        before = (self.chunk.phrase(reading.first - size, reading.first - 1) for size in (3, 4))
        half = not people and not {"half a", "quarter of a"}.isdisjoint(before)
        return self.chunk.low(reading.first) == "of" and scale in SCALES and (half or scale.endswith("s"))

    def _multi(self, reading: Reading) -> bool:
        """ "multi-billion" and "multimillion"."""
        chunk, at = self.chunk, self._before_hyphen(reading)
        for first in (at - 1, at - 2, at - 3):
            word = "".join(chunk.low(k) for k in range(first, at)).replace("-", "")
            if first >= reading.free and word.startswith("multi") and word[5:] in SCALES and chunk.low(first) != "-":
                reading.first = first
                return not reading.money.is_minor
        return False

    def _before_hyphen(self, reading: Reading) -> int:
        chunk, at = self.chunk, reading.first
        hyphen = chunk.low(at - 1) in DASHES and chunk.touches(at) and chunk.touches(at - 1)
        return at - 1 if hyphen else at

    def _counts(self, reading: Reading) -> bool:
        """ "tens of thousands of", "billions of"."""
        chunk, k, first = self.chunk, reading.first - 1, None
        counts = self.lexicon.words["vague"]["counts"]
        while k - 1 >= reading.free and chunk.low(k) == "of" and chunk.low(k - 1) in counts:
            first = k - 1
            k -= 2
        if first is None or reading.money.is_minor:
            return False
        reading.first = first
        return True

    def _few(self, reading: Reading) -> bool:
        """ "a few hundred million", "several billion", "a couple of million"."""
        chunk, k = self.chunk, reading.first - 1
        while k >= reading.free and (chunk.low(k) in SCALES or chunk.low(k) == "hundred"):
            k -= 1
        scaled = k + 1 < reading.first
        if chunk.low(k) == "of" and chunk.low(k - 1) == "couple":
            k -= 1
        if chunk.low(k) == "many" and not scaled:
            return False  # "too many dollars"
        if k < reading.free or chunk.low(k) not in self.lexicon.words["vague"]["few"] or reading.money.is_minor:
            return False
        reading.first = k - 1 if k - 1 >= reading.free and chunk.low(k - 1) == "a" else k
        reading.few = True
        return True
