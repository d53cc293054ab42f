"""Persons who are called like a country: "Michael Jordan", "Chad"."""

from __future__ import annotations

from newsfacts.language.countries.terms import APOSTROPHE_S, Found, fold
from newsfacts.language.countries.text import CountryText


class Persons(CountryText):
    """Tells a person's name from a country's."""

    def is_person(self, f: Found) -> bool:
        """Whether the name is part of a person's: a given name before it, or a surname after it."""
        if f.kind == "demonym" and self.is_surname(f):
            return True
        if f.term.text not in self.lexicon.sets["personal_names"]:
            return self.is_given_name(f)
        tokens = self.tokens(f)
        entity = tokens[0].ent_type_ if tokens and self.named else ""
        headline = self.title_case(f) or self.shouting(f)
        given = self.is_behind_given_name(f)
        if f.kind == "demonym":
            after = self.after(f)
            named = given and entity == "PERSON"
            return named and (after in self.lexicon.sets["after_person"] or (not headline and after == ""))
        if given and (not headline or entity == "PERSON"):
            return True
        run = self.following_capitals(f)
        free = run and run[0] not in self.lexicon.sets["no_surnames"] and not self.is_country_word(f.last)
        return self.is_before_surname(f, run, entity) if free and not headline else self.is_behind_courtesy(f)

    def is_behind_given_name(self, f: Found) -> bool:
        """Whether the word before it can be a person's given name or initial: "Michael Jordan", "B. Jordan"."""
        sets, before = self.lexicon.sets, self.before(f)
        if not before[:1].isupper() or before.isupper() or before in sets["no_given_names"] | sets["no_surnames"]:
            return False
        apart = len(before) > 1 or self.gap(f.first - 2) == " "
        return apart and not self.is_country_word(f.first - 1) and not self.is_participle(f.first - 1)

    def is_before_surname(self, f: Found, run: list[str], entity: str) -> bool:
        """Whether the capitalized words behind it (``run``) are a surname; ``entity``: what the model takes it for."""
        if entity == "PERSON" or (entity == "" and len(run) == 1 and f.kind != "metonym"):
            return True
        tokens = self.tokens(f)
        beyond = self.beyond(tokens)
        if any(t.dep_ == "flat" and t.head in tokens and t.i > tokens[-1].i for t in beyond):
            return True
        # "Israel Hernandez" taken for one place: no state is called that
        joined = any(t.i == tokens[-1].i + 1 and t.ent_iob_ == "I" for t in beyond)
        return entity == "LOC" and len(run) == 1 and joined

    def is_behind_courtesy(self, f: Found) -> bool:
        """Whether a courtesy or a rank stands before it: "Mr Jordan", "Sgt. Jordan"."""
        sets, before = self.lexicon.sets, self.before(f)
        if before in sets["courtesies"]:
            return True
        pointed = before == "" and f.first > 0 and self.gap(f.first - 1).strip() == "."
        return pointed and self.words[f.first - 1].text in sets["courtesies"] | sets["pointed_ranks"]

    def is_given_name(self, f: Found) -> bool:
        """Whether the model reads it as the first word of a person's name: "Mali Harper, 24,"."""
        tokens, run = self.tokens(f), self.following_capitals(f)
        if f.kind != "name" or f.term.exact or len(tokens) != 1 or not run or not self.named:
            return False
        if self.before(f) in {"of", "to"}:
            return False  # "Deputy Prime Minister of Mongolia S. Amarsaikhan", "Ambassador to Mongolia Choi Jin-ho"
        if tokens[0].ent_type_ != "PERSON" or tokens[0].ent_iob_ != "B" or self.title_case(f) or self.shouting(f):
            return False
        beyond = self.beyond(tokens)
        whole = bool(beyond) and beyond[0].ent_iob_ == "I" and beyond[0].tag_ in {"NNP", "NNPS"}
        return whole and run[0] not in self.lexicon.sets["no_surnames"] and not self.is_country_word(f.last)

    def is_surname(self, f: Found) -> bool:
        """Whether a demonym is a surname by the courtesy or the initial before it: "Judge Turk", "James C. Turk"."""
        if f.first == 0 or len(f.term.words) > 1 or f.term.text.endswith("s"):
            return False
        previous, gap = self.words[f.first - 1].text, self.gap(f.first - 1)
        if previous in self.lexicon.sets["courtesies"] | self.lexicon.sets["pointed_ranks"]:
            return gap in {". ", " "}
        if previous in {"Judge", "Justice"}:
            return gap == " "
        tokens = self.tokens(f)
        initial = len(previous) == 1 and previous.isupper() and gap == ". "
        return initial and self.named and bool(tokens) and tokens[0].ent_type_ == "PERSON"

    def is_known_person(self, f: Found, codes: set[str]) -> bool:
        """Whether a bare "Jordan" repeats a person named in full before, with nothing that makes it the country."""
        if fold(f.term.text) not in self.persons or f.kind == "demonym":
            return False
        if APOSTROPHE_S.match(self.text, f.end) and self.has_state_noun(f):
            return False  # "Jordan's king"
        prepositions = {"in", "neighboring", "neighbouring"}
        return f.code not in codes and self.before(f).lower() not in prepositions

    def has_state_noun(self, f: Found) -> bool:
        """Whether the word behind the possessive names what a state has and a person has not: "'s president"."""
        i = f.last + (f.last < len(self.words) and self.words[f.last].text.lower() == "s")
        return i < len(self.words) and self.words[i].text.lower() in self.lexicon.sets["state_possessions"]
