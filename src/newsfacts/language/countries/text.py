"""The words of a text with their neighbours, so that every rule asks for them in the same way."""

from __future__ import annotations

from bisect import bisect_right

from spacy.tokens import Doc, Token

from newsfacts.language.countries.terms import WORD, Found, Lexicon, find_words, fold


class CountryText:
    """Reads one text: its words, what stands beside them, and what has been found so far."""

    def __init__(self, doc: Doc, lexicon: Lexicon) -> None:
        self.doc = doc
        self.text = doc.text  # once: spaCy joins it anew each time
        self.lexicon = lexicon
        self.words = find_words(self.text)
        self.token_starts = [t.idx for t in doc]
        self.parsed = len(doc) > 0 and doc.has_annotation("DEP")
        self.named = len(doc) > 0 and doc.has_annotation("ENT_IOB")
        self.block_starts = [block.start for block in doc._.blocks]
        self.found: list[Found] = []
        self.by_last: dict[int, Found] = {}
        self.accepted: set[int] = set()  # the last words of what is accepted
        self.counts: dict[int, int] = {}
        self.vocabulary = {w.text for w in self.words}
        self.persons: set[str] = set()

    def gap(self, i: int) -> str:
        """The text between word ``i`` and the next; a line break stands before the first and after the last."""
        if i < 0 or i + 1 >= len(self.words):
            return "\n"
        return self.text[self.words[i].end : self.words[i + 1].start]

    def before(self, found: Found) -> str:
        """The word directly before, with nothing but space between and in the same block; empty if none."""
        i = found.first - 1
        return self.words[i].text if i >= 0 and self.adjoin(i) else ""

    def after(self, found: Found) -> str:
        """The word directly after, with nothing but space between and in the same block; empty if none."""
        i = found.last
        return self.words[i].text if i < len(self.words) and self.adjoin(i - 1) else ""

    def adjoin(self, i: int) -> bool:
        """Whether nothing but space stands between word ``i`` and the next, within one block."""
        gap = self.gap(i)
        if not gap or gap.strip(" \u00a0\n") or gap.count("\n") > 1:
            return False
        if "\n" not in gap or not self.block_starts:
            return True
        return bisect_right(self.block_starts, self.words[i].end) == bisect_right(
            self.block_starts, self.words[i + 1].start
        )

    def following_capitals(self, found: Found) -> list[str]:
        """The run of capitalized words directly after, up to six."""
        run: list[str] = []
        i = found.last
        while i < len(self.words) and len(run) < 6:
            gap = self.gap(i - 1)
            if not gap or gap.strip(" ") or not self.words[i].text[0].isupper():
                break
            run.append(self.words[i].text)
            i += 1
        return run

    def tokens(self, found: Found) -> list[Token]:
        if not self.token_starts:
            return []
        i = bisect_right(self.token_starts, found.start) - 1
        j = bisect_right(self.token_starts, found.end - 1)
        return list(self.doc[max(i, 0) : j])

    def beyond(self, tokens: list[Token]) -> list[Token]:
        """The token after these, if any."""
        return list(self.doc[tokens[-1].i + 1 : tokens[-1].i + 2]) if tokens else []

    def shouting(self, found: Found) -> bool:
        """Whether the line around is in capitals, where a capital proves nothing."""
        start = self.text.rfind("\n", max(0, found.start - 300), found.start) + 1 or max(0, found.start - 300)
        end = self.text.find("\n", found.end, found.end + 300)
        line = self.text[start : end if end >= 0 else found.end + 300]
        letters = [c for c in line if c.isalpha()]
        return len(letters) > 4 and sum(c.isupper() for c in letters) > 0.8 * len(letters)

    def title_case(self, found: Found) -> bool:
        """Whether the line is a headline in title case."""
        start = self.text.rfind("\n", max(0, found.start - 200), found.start) + 1 or max(0, found.start - 200)
        end = self.text.find("\n", found.end, found.end + 200)
        line = self.text[start : end if end >= 0 else found.end + 200].rstrip()
        words = [w for w in WORD.findall(line) if len(w) > 3]
        return not line.endswith(".") and len(words) > 2 and sum(w[0].isupper() for w in words) >= 0.8 * len(words)

    def is_country_word(self, i: int) -> bool:
        """Whether word ``i`` is itself (the end of) a country's name or demonym."""
        if not 0 <= i < len(self.words):
            return False
        return any(t.code and len(t.words) == 1 for t in self.lexicon.terms.get(fold(self.words[i].text), ()))

    def is_participle(self, i: int) -> bool:
        """Whether word i opens a sentence as a verb: "Calling Ireland a partner, …"."""
        word = self.words[i] if i >= 0 else None
        if word is None or not self.parsed or not word.text.endswith(("ing", "ed")):
            return False
        token = self.doc[bisect_right(self.token_starts, word.start) - 1]
        return token.tag_ in {"VBG", "VBN", "VBD"}
