"""Names of something else that hold a country's name: "Lebanon, Pennsylvania", "the Turkey Society"."""

from __future__ import annotations

import re

from newsfacts.language.countries.terms import Found, fold
from newsfacts.language.countries.text import CountryText


class OtherNames(CountryText):
    """Tells a country's name from a part of another, and takes its long form into the span."""

    def extend(self, f: Found) -> None:
        """Takes the long name into the span: "Republic of Uruguay", "Islamic Republic of Iran"."""
        sets, i = self.lexicon.sets, f.first - 1
        if f.kind != "name" or f.term.exact or i < 1:
            return
        if self.words[i].text == "the" and self.adjoin(i):
            i -= 1
        if i < 1 or self.words[i].text not in {"of", "OF"} or not (self.adjoin(i) and self.adjoin(i - 1)):
            return
        head = i - 1
        if self.spell(head) == "Duchy":
            head -= 1
        form = " ".join(self.spell(k) for k in range(max(head, 0), i))
        if form not in sets["long_names.heads"] or (form == "State" and f.code not in sets["long_names.state_of"]):
            return
        while head > 0 and self.spell(head - 1) in sets["long_names.modifiers"] and self.adjoin(head - 1):
            head -= 1
        if head > 0 and self.adjoin(head - 1) and self.words[head - 1].text[:1].isupper() and self.before_is_name(head):
            return  # "the Left-Green Union of Iceland" is a party
        f.first, f.start = head, self.words[head].start

    def spell(self, at: int) -> str:
        """A word as the lists have it, also where the text has all in capitals."""
        word = self.words[at].text
        if word == "OF":
            return "of"
        return word.capitalize() if word.isupper() and len(word) > 1 else word

    def before_is_name(self, at: int) -> bool:
        """Whether the capitalized word before a place is more than the article or title that opens a sentence."""
        return self.words[at - 1].text.casefold() not in {"the", "of", "and", "to"}

    def is_town(self, f: Found) -> bool:
        """Whether a state or province behind a comma makes it a town: "Lebanon, Pennsylvania", "Peru, Ind."."""
        if f.kind == "demonym" or f.last >= len(self.words) or self.gap(f.last - 1) not in {", ", ",\n"}:
            return False
        states = self.lexicon.sets["towns.states"]
        if self.before(f) in self.lexicon.sets["towns.before_town"] and self.is_listed_town(f):
            return True
        for last in range(min(f.last + 3, len(self.words)), f.last, -1):
            name = self.text[self.words[f.last].start : self.words[last - 1].end]
            if name.rstrip(".") in states:
                return self.is_state_of_town(f, name, self.words[last - 1].end)
        return False

    def is_state_of_town(self, f: Found, name: str, end: int) -> bool:
        """Whether a state's name behind a comma, which ends at a place, is that of the town before it."""
        following = self.text[end:][:6]
        if len(name) < 6 and not name.isupper() and name not in {"Ohio", "Iowa", "Utah", "Idaho", "Maine", "Texas"}:
            return name.endswith(".") or following.startswith(".")
        if name in self.lexicon.sets["towns.also_other"]:
            closed = following[:1] in {",", ".", ""} or following[:2] == " ("
            alone = f.kind == "metonym" and not re.match(r"\W*(?:and|or|[A-Z])", self.text[end : end + 20])
            return closed and (alone or self.before(f) in self.lexicon.sets["towns.before_town"])
        return not following.startswith((" and ", " or ")) and not self.shouting(f)

    def is_listed_town(self, f: Found) -> bool:
        """ "in Cuba, Portugal," is one place; "in Lebanon, Syria and Jordan" are three."""
        terms = self.lexicon.terms.get(fold(self.words[f.last].text), ())
        country = next((t for t in terms if t.code and t.kind == "name" and not t.exact and len(t.words) == 1), None)
        if country is None or country.code == f.code or f.kind != "name" or self.gap(f.first - 1) != " ":
            return False
        end = self.words[f.last].end
        if self.text[end : end + 1] != "," or f.last + 1 >= len(self.words):
            return self.text[end : end + 1] == "."
        return self.words[f.last + 1].text not in {"and", "or"} and not self.is_country_word(f.last + 1)

    def is_society(self, f: Found) -> bool:
        """Whether it stands in the name of a body of society: "Oman Chamber of Commerce", "Claro Nicaragua"."""
        sets = self.lexicon.sets
        run, before = self.following_capitals(f), self.before(f)
        end = f.last + len(run)
        if run and end < len(self.words) and self.words[end].text == "of":
            run += [w.text for w in self.words[end : end + 2]]
        shout = self.shouting(f)
        joined = " ".join(run)
        own = set(run) & sets["state_words"] and "Chamber" not in run
        if f.kind == "name" and not shout and not own and any(
            f" {joined} ".endswith(f" {body} ") or f" {body} of " in f" {joined} " for body in sets["after_body"]
        ):
            return not self.title_case(f)
        if before == "of" and f.first > 1 and self.words[f.first - 2].text in sets["before_of"]:
            return not shout
        return f.kind == "name" and not shout and self.is_brand(f)

    def is_brand(self, f: Found) -> bool:
        """Whether the model takes it for the end of a longer name, with nothing of the state or the map in it."""
        tokens = self.tokens(f)
        if not self.named or not tokens or tokens[0].ent_iob_ != "I" or f.term.exact or self.title_case(f):
            return False
        if f.term.text in self.lexicon.sets["personal_names"]:
            return False  # that is for is_person to say
        sets, before = self.lexicon.sets, self.before(f)
        if any(t.ent_iob_ == "I" for t in self.beyond(tokens)) or before in sets["regions"]:
            return False
        first = tokens[0].i
        while first > 0 and self.doc[first].ent_iob_ == "I":
            first -= 1
        words = {t.text for t in self.doc[first : tokens[0].i]}
        joined = words & (sets["state_words"] | sets["no_surnames"] | {"of", "OF", "and", "AND", "-"})
        return (
            before[:1].isupper() and not joined
            and before not in sets["no_given_names"] and not self.is_country_word(f.first - 1)
        )

    def is_other_name(self, f: Found) -> bool:
        """Whether the country's name is part of a name that is not about the state, or is a language or a pronoun.

        The first of these rules that has something to say decides.
        """
        rules = (
            self.is_bare_form, self.is_shouted_pronoun, self.is_other_prefix, self.is_joined_american,
            self.is_behind_name, self.is_before_name, self.is_language,
        )  # fmt: skip
        return next((other for rule in rules if (other := rule(f)) is not None), False)

    def is_bare_form(self, f: Found) -> bool | None:
        """A part of an address, "Boy Scouts of America", "Gambia" without its article, "US$5 million"."""
        text, before = f.term.text, self.before(f)
        if self.in_address(f):
            return True
        if text == "America" and before == "of":  # but "the people of America"
            return f.first > 1 and self.adjoin(f.first - 2) and self.words[f.first - 2].text[0].isupper()
        money = f.term.exact and f.kind != "demonym" and re.match(r"[ \u00a0]?[$£]", self.text[f.end : f.end + 2])
        bare = text in self.lexicon.sets["need_article"] and before.lower() != "the"
        return True if bare or (money and not (text == "US" and self.shouting(f))) else None

    def is_shouted_pronoun(self, f: Found) -> bool | None:
        """ "US" in a line of capitals is a pronoun unless an article or a hyphen shows the state."""
        if f.term.text != "US" or not self.shouting(f):
            return None
        beside = {self.text[f.end : f.end + 1], self.gap(f.first - 1)}
        return self.before(f) not in {"", "THE"} and not beside & {"-", "'", "’"}

    def is_other_prefix(self, f: Found) -> bool | None:
        """ "Franco-German": a prefix needs a country after its hyphen."""
        if f.kind != "demonym" or not f.term.exact:
            return None
        hyphen = f.last < len(self.words) and self.gap(f.last - 1) in {"-", "–", "‑"}
        rest = self.words[f.last].text if hyphen else ""
        return not any(t.kind in {"demonym", "name"} and t.code for t in self.lexicon.terms.get(fold(rest), ()))

    def is_joined_american(self, f: Found) -> bool | None:
        """ "African-American"."""
        if not f.term.text.startswith("American") or not f.first or self.gap(f.first - 1) != "-":
            return None
        joined = self.words[f.first - 1].text
        free = self.is_country_word(f.first - 1) or joined in self.lexicon.sets["before_hyphen_free"]
        return True if joined[0].isupper() and not free else None

    def is_behind_name(self, f: Found) -> bool | None:
        """ "Bank of China", but "the President of China"."""
        sets, before = self.lexicon.sets, self.spell(f.first - 1) if self.before(f) else ""
        ahead = [self.spell(k) for k in range(max(0, f.first - 3), f.first)]
        if before == "of" and f.first > 1 and any(" ".join(ahead).endswith(p) for p in sets["before_allowed"]):
            return False
        for phrase in sets["before"]:
            parts = phrase.split()
            if before == parts[-1] and [self.spell(k) for k in range(max(0, f.first - len(parts)), f.first)] == parts:
                return True
        return None

    def is_before_name(self, f: Found) -> bool | None:
        """ "China Daily", "Georgia Tech"; in a headline only as a whole."""
        run, ends = self.following_capitals(f), self.lexicon.sets["after"]
        if not run or self.shouting(f):
            return None
        joined = " ".join(run)
        if run[-1] in ends or any(joined.endswith(p) or joined.startswith(p + " ") for p in ends):
            return not (self.title_case(f) and len(run) > 2)
        return None

    def is_language(self, f: Found) -> bool | None:
        """ "spoke French", "a French-language paper", "in Spanish"."""
        sets, after = self.lexicon.sets, self.after(f)
        if f.kind != "demonym" or len(f.term.words) > 1 or f.term.words[0] not in sets["languages"]:
            return None
        gap = self.gap(f.last - 1)
        hyphened = gap == "-" and self.words[f.last].text in sets["after_hyphen_language"]
        if after in sets["after_lowercase"] or hyphened:
            return True
        if self.before(f).lower() in sets["before_language"] and (after == "" or after in sets["after_language"]):
            return gap[:1] not in {"-", "'", "’"}
        return None

    def in_address(self, f: Found) -> bool:
        """Whether the name stands in a web address, a path or a handle."""
        start = max(self.text.rfind(c, max(0, f.start - 200), f.start) for c in " \n\t(") + 1
        ends = [e for c in " \n\t)" if (e := self.text.find(c, f.end, f.end + 200)) >= 0]
        chunk = self.text[start : min(ends, default=f.end + 40)]
        return chunk.count("/") > 2 or "@" in chunk or bool(re.search(r"www\.|\.(?:com|org|net|gov|html?)\b", chunk))
