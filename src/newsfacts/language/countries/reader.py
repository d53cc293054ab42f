"""Finds the countries of one text: what names one, what else it may be, and which one of several."""

from __future__ import annotations

from bisect import bisect_right

from newsfacts.language.countries.capitals import Capitals
from newsfacts.language.countries.other_names import OtherNames
from newsfacts.language.countries.persons import Persons
from newsfacts.language.countries.terms import (
    UNDECIDED,
    Ambiguity,
    Found,
    Kind,
    Term,
    find_terms,
    fold,
)

#: Halves of Korea by what an article calls them, and other states that have a North and a South.
_HALVES = {"North": "KP", "South": "KR"}
_HALVED = frozenset({"SD", "SS", "VN", "YE", "CY"})


class CountryReader(OtherNames, Persons, Capitals):
    """Reads one text."""

    def read(self) -> list[Found]:
        """All mentions, in reading order, with code and kind decided."""
        sets = self.lexicon.sets
        candidates = [f for f in find_terms(self.text, self.words, self.lexicon) if f.code is not None]
        candidates = [f for f in candidates if not (self.is_other_name(f) or self.is_town(f) or self.is_society(f))]
        named = {f.code for f in candidates if f.kind == "name" and not f.term.exact}
        candidates = [
            f for f in candidates
            if not (f.term.exact and f.term.text in sets["need_full_name"] and f.code not in named)
        ]
        kept: list[Found] = []
        persons: list[Found] = []
        for f in candidates:
            (persons if self.is_person(f) else kept).append(f)
        self.persons = {fold(p.term.text) for p in persons}
        codes = {f.code for f in kept if f.kind != "metonym" and self.ambiguity(f) is None and f.code}
        codes.discard(UNDECIDED)
        proven = {f.code for f in kept if fold(f.term.text) not in self.persons and f.code}
        kept = [f for f in kept if not self.is_known_person(f, proven)]
        self.found = []
        for f in kept:
            ambiguity = self.ambiguity(f)
            if ambiguity is not None:
                f.code = self.resolve_ambiguous(f, ambiguity, codes)
            if f.code is not None:
                self.found.append(f)
        self.by_last = {f.last: f for f in self.found}
        accepted: list[Found] = []
        for f in self.found:
            if f.kind == "metonym" and not self.is_government(f):
                continue
            accepted.append(f)
            self.accepted.add(f.last)
        for f in accepted:
            self.extend(f)
        accepted += self.find_koreas(accepted)
        return sorted(accepted, key=lambda f: f.start)

    def ambiguity(self, f: Found) -> Ambiguity | None:
        return self.lexicon.ambiguous.get(tuple(fold(w) for w in f.term.words)) if f.kind != "metonym" else None

    def resolve_ambiguous(self, f: Found, ambiguity: Ambiguity, codes: set[str]) -> str | None:
        """The code that the article's other words speak for; None when they speak for no country or for two."""
        if "-" in ambiguity.cues and self.is_joined_state(f):
            return next(code for code in ambiguity.cues if code != "-")
        scores = {code: self.count_cues(cues, codes) for code, cues in ambiguity.cues.items()}
        best = sorted((s, c) for c, s in scores.items() if s)
        if ambiguity.only and len(best) > 1:
            return ambiguity.default
        if len(best) > 1 and best[-1][0] == best[-2][0]:
            return ambiguity.default
        if best:
            return None if best[-1][1] == "-" else best[-1][1]
        return ambiguity.default

    def is_joined_state(self, f: Found) -> bool:
        """ "Jordan and Georgia signed": joined to a state; "Alabama and Georgia" are two of another kind."""
        joined = f.first > 1 and self.words[f.first - 1].text in {"and", "or"} and self.adjoin(f.first - 1)
        return joined and self.adjoin(f.first - 2) and self.is_country_word(f.first - 2)

    def count_cues(self, cues: frozenset[str], codes: set[str]) -> int:
        """How many of the cues stand in the article; "=GE" and "@RU" are countries named there. Counted once."""
        count = self.counts.get(id(cues))
        if count is None:
            count = 0
            for cue in cues:
                if cue[0] in "=@":
                    count += cue[1:] in codes
                else:
                    count += cue in self.vocabulary if " " not in cue else cue in self.text
            self.counts[id(cues)] = count
        return count

    def find_koreas(self, accepted: list[Found]) -> list[Found]:
        """"North and South Korea", and "the North", "the South" once an article has named a Korea."""
        taken = [(f.start, f.end) for f in accepted]
        named = {f.code for f in accepted}
        alone = bool(named & set(_HALVES.values())) and not named & _HALVED
        more: list[Found] = []
        for i, word in enumerate(self.words):
            code = _HALVES.get(word.text)
            if code is None or any(s <= word.start < e for s, e in self.near(taken, word.start)):
                continue
            whole = self.find_shared_korea(i)
            if whole or (alone and self.stands_alone(i)):
                kind: Kind = "demonym" if whole.startswith("Korean") else "name"
                more.append(Found(Term((word.text,), code, kind), code, kind, i, i + 1, word.start, word.end))
        return more

    def find_shared_korea(self, i: int) -> str:
        """The "Korea" or "Korean" that word ``i`` shares in "North and South Korea"; empty where there is none."""
        ahead = [w.text for w in self.words[i + 1 : i + 4]]
        shared = len(ahead) == 3 and ahead[0] in {"and", "or"} and ahead[1] in _HALVES
        return ahead[2] if shared and ahead[2].removesuffix("s").removesuffix("n") == "Korea" else ""

    def stands_alone(self, i: int) -> bool:
        """Whether word ``i`` is the whole of "the North": an article before it, no name and no hyphen behind it."""
        if not i or self.words[i - 1].text.lower() != "the" or self.gap(i - 1) != " " or self.gap(i) == "-":
            return False
        return i + 1 >= len(self.words) or not (self.words[i + 1].text[0].isupper() and self.gap(i) == " ")

    @staticmethod
    def near(taken: list[tuple[int, int]], start: int) -> list[tuple[int, int]]:
        i = bisect_right(taken, (start, 1 << 60))
        return taken[max(0, i - 1) : i]
