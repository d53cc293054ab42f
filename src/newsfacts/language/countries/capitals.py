"""Capitals that stand for their government: "Beijing refused", but "a summit in Beijing"."""

from __future__ import annotations

import re
from bisect import bisect_right

from spacy.tokens import Token

from newsfacts.language.countries.terms import APOSTROPHE_S, Found
from newsfacts.language.countries.text import CountryText

#: How the abstract nouns end that a government has: "Beijing's condemnation".
ABSTRACT = re.compile(r"(?:tion|sion|ment|ance|ence|cy|ism|al|ness)s?$")
_HYPHENS = frozenset({"-", "–", "‑"})


class Capitals(CountryText):
    """Tells a government from a place: what governs the name decides."""

    def is_government(self, f: Found) -> bool:
        """Whether a capital stands for its government here: what governs it decides, the default is a place."""
        if self.in_dateline(f):
            return False
        rules = (
            self.is_joined_government, self.is_named_as_place, self.is_government_by_next_word,
            self.is_governed_government, self.is_government_beside,
        )  # fmt: skip
        return next((told for rule in rules if (told := rule(f)) is not None), self.acts(f))

    def is_joined_government(self, f: Found) -> bool | None:
        """ "Pro-Moscow", "Moscow-backed", "the Beijing-Tokyo talks", but not the London-Bangkok route."""
        sets, before, behind = self.lexicon.sets, self.gap(f.first - 1), self.gap(f.last - 1)
        if f.first and before == "-" and self.words[f.first - 1].text.lower() in sets["before_hyphen_government"]:
            return True
        if behind in _HYPHENS and f.last < len(self.words):
            if self.words[f.last].text.lower() in sets["after_hyphen_government"]:
                return True
            things = self.words[f.last + 1].text.lower() if f.last + 1 < len(self.words) else ""
            return self.is_country_word(f.last) and things in sets["governed.between"]
        joined = before in _HYPHENS and f.first in self.accepted and self.by_last[f.first].kind == "metonym"
        return True if joined else None

    def is_named_as_place(self, f: Found) -> bool | None:
        """ "In Paris", "Paris, France": a place."""
        if self.before(f).lower() in self.lexicon.sets["capital.place_prepositions"]:
            return False
        placed = self.gap(f.last - 1).strip() == "," and f.last < len(self.words) and self.is_own_country(f)
        return False if placed else None

    def is_government_by_next_word(self, f: Found) -> bool | None:
        """ "Beijing's refusal" and "the Beijing authorities", not "Paris Match" nor "Paris-born"."""
        if APOSTROPHE_S.match(self.text, f.end):
            return self.has_government_noun(f)
        after = self.after(f)
        named = after[:1].isupper() and not (self.title_case(f) or self.shouting(f))
        if self.text[f.end : f.end + 1] == "-" or named:
            return False
        return True if after in self.lexicon.sets["capital.government_nouns"] else None

    def is_governed_government(self, f: Found) -> bool | None:
        """ "Talks with Moscow", "pressure on Ankara", not "the attack on Ankara"."""
        sets, before = self.lexicon.sets, self.before(f).lower()
        if before in {"on", "against"} and self.governors(f) & sets["capital.strikes"]:
            return False
        if before in sets["capital.government_prepositions"]:
            return not self.is_modifier(f)
        governed = sets.get("governed." + {"towards": "toward"}.get(before, before))
        if governed is None:
            return None
        to_act = before == "for" and self.after(f) == "to"
        return not self.is_modifier(f) and (to_act or bool(self.governors(f) & governed))

    def is_government_beside(self, f: Found) -> bool | None:
        """ "Talks between Washington and Moscow": what it is joined to decides."""
        partner = self.coordinated(f)
        if partner is None:
            return None
        if partner.kind == "metonym":
            return partner.last in self.accepted
        if partner.kind != "name" or partner.first >= f.first:
            return None
        shared = self.before(partner).lower() in self.lexicon.sets["capital.shared_prepositions"]
        return shared or self.acts(partner) or self.acts(f)

    def is_own_country(self, f: Found) -> bool:
        row = self.lexicon.countries[f.code or ""]
        rest = [w.text for w in self.words[f.last : f.last + 4]]
        return any(rest[: len(n.split())] == n.split() for n in row["names"] + row["abbreviations"])

    def in_dateline(self, f: Found) -> bool:
        i = bisect_right(self.block_starts, f.start) - 1
        block = self.doc._.blocks[i] if i >= 0 else None
        return block is not None and f.start < block.end and block.kind in {"dateline", "byline"}

    def is_modifier(self, f: Found) -> bool:
        """Whether a noun follows that the city only modifies: "with Moscow police"."""
        if not self.parsed:
            return False
        token = self.tokens(f)[-1]
        return token.dep_ in {"compound", "amod"} and token.head.i > token.i

    def coordinated(self, f: Found) -> Found | None:
        """The country or capital before "and", "or" or a comma that this one is joined to."""
        if f.first < 2 or self.words[f.first - 1].text.lower() not in {"and", "or"}:
            return None
        return self.by_last.get(f.first - 1)

    def governors(self, f: Found) -> set[str]:
        """The words that may govern the preposition before the name: the word before it, and the parse's head."""
        out: set[str] = set()
        i = f.first - 2
        if i >= 0 and self.gap(i).strip(" \n") == "":
            out.add(self.words[i].text.lower())
        if self.parsed:
            head = self.tokens(f)[-1].head
            for token in (head, head.head):
                if token.i < self.tokens(f)[0].i:
                    out |= {token.lower_, token.lemma_.lower()}
                if token.head.dep_ not in {"conj", "compound"} and token is head and head.dep_ != "conj":
                    break
        return out

    def has_government_noun(self, f: Found) -> bool:
        """"Beijing's refusal" has a government's noun, "Beijing's streets" has not."""
        sets = self.lexicon.sets
        for noun in self.find_possessed(f):
            low = noun.lower()
            if low in sets["verbs.place_possessions"]:
                return False
            if low in sets["verbs.government_possessions"] or ABSTRACT.search(low):
                return True
        return False

    def find_possessed(self, f: Found) -> list[str]:
        """The words that may be the noun behind "Beijing's": its head in the tree, and up to four words behind it."""
        i = f.last + (f.last < len(self.words) and self.words[f.last].text.lower() == "s")
        title_case = self.title_case(f)
        if i < len(self.words) and self.words[i].text[0].isupper() and not title_case:
            return []  # "Moscow's Red Square"
        nouns: list[str] = []
        if self.parsed:
            last = self.tokens(f)[-1]
            if last.head.i > last.i and (title_case or not last.head.text[0].isupper()):
                nouns.append(last.head.text)
        for k in range(i, min(i + 4, len(self.words))):
            if k > i and self.gap(k - 1).strip(" -\n"):
                break
            nouns.append(self.words[k].text)
        return nouns

    def acts(self, f: Found) -> bool:
        """Whether the name is the subject or object of what governments do."""
        sets = self.lexicon.sets
        if not self.parsed:
            return self.after(f) in sets["capital.sure_verbs"]
        token = self.tokens(f)[-1]
        beyond = self.beyond([token])
        if beyond and self.is_verb_like_noun(f, beyond[0]):
            return True
        if (
            beyond and beyond[0].tag_ in {"VBD", "VBZ", "MD", "VBP"}
            and self.before(f).lower() in sets["capital.clause_openers"]
            and not {beyond[0].lower_, beyond[0].lemma_.lower()} & (sets["verbs.place_subjects"] | {"be"})
        ):
            return True
        while token.dep_ in {"flat", "conj", "compound"} and token.head.i < token.i:
            if token.head.pos_ not in {"PROPN", "NOUN", ""}:
                break
            token = token.head
        return self.is_governed(token)

    def is_governed(self, token: Token) -> bool:
        """Whether the verb above says what governments do, or what is done to them."""
        sets, head = self.lexicon.sets, token.head
        forms = {head.lemma_.lower() or head.lower_, head.lower_}
        if token.dep_ in {"nsubj", "nsubj:outer"}:
            if any(c.dep_ == "cop" for c in head.children):
                return bool(forms & sets["verbs.government_predicates"])
            return head.tag_.startswith(("VB", "MD")) and head.i > token.i and not forms & sets["verbs.place_subjects"]
        undergoes = token.dep_ in {"nsubj:pass", "obj", "iobj"}
        return undergoes and bool(forms & sets["verbs.government_objects"]) and token.i + 1 != head.i

    def is_verb_like_noun(self, f: Found, token: Token) -> bool:
        """Whether the word after it is its verb though the parse took it for a noun: "Beijing piles pressure on"."""
        sets = self.lexicon.sets
        opens = self.before(f).lower() in sets["capital.clause_openers"]
        after = self.beyond([token])
        if not opens or not after or token.text not in sets["capital.verbs_like_nouns"]:
            return False
        return after[0].is_lower and not after[0].tag_.startswith(("VB", "MD"))
