"""Lemmas and universal parts of speech, by rule from Penn tags, UD labels and one table of irregular forms.

No look-up lists are needed: what English inflects regularly is undone by rule, what it does not is a line in
`lexicon/irregular_forms.jsonl` (`form`, `tag`, `lemma`). The conventions are those of UD English: lower case except for
names and "I", "am" → "be", "n't" → "not", "better" → "good", "these" → "this".
"""

from __future__ import annotations

import json
import re
from collections.abc import Callable
from functools import cache
from importlib.resources import files
from typing import TYPE_CHECKING

if TYPE_CHECKING:  # the words of saved records need the tables alone
    from spacy.language import Language
    from spacy.tokens import Doc, Token

#: Penn tags whose universal part of speech does not depend on the tree.
PLAIN_POS = {
    "NN": "NOUN", "NNS": "NOUN", "NNP": "PROPN", "NNPS": "PROPN", "MD": "AUX", "CD": "NUM", "EX": "PRON",
    "PRP": "PRON", "PRP$": "PRON", "WP": "PRON", "WP$": "PRON", "PDT": "DET", "WRB": "ADV", "RBR": "ADV",
    "RBS": "ADV", "RP": "ADP", "POS": "PART", "CC": "CCONJ", "UH": "INTJ", "FW": "X", "LS": "X", "ADD": "X",
    "GW": "X", "XX": "X", "AFX": "X", "SYM": "SYM", "$": "SYM", "#": "SYM", "HYPH": "PUNCT", "NFP": "PUNCT",
    ".": "PUNCT", ",": "PUNCT", ":": "PUNCT", "``": "PUNCT", "''": "PUNCT", "-LRB-": "PUNCT", "-RRB-": "PUNCT",
    "JJ": "ADJ", "JJR": "ADJ", "JJS": "ADJ", "_SP": "SPACE",
}  # fmt: skip
AUXILIARY_LABELS = frozenset({"aux", "aux:pass", "cop"})
#: "-ing" and "-ed" stems that end like this lost an "e": "releas-ed", "believ-ed", "argu-ed", "handl-ed".
LOST_E = re.compile(
    r"(?:[vuczs]|[bcdfgkptz]l|[rl]g|dg|(?<![aeiou])[aeiou]g|(?:[cpvw]|ch)ang|ng(?=$)(?<=[ai]eng)|rs|ls|ns|ps|th(?<=reath)"
    r"|(?<![aeo])[aiou]k|(?<![aeo])at|[^aeiou]ut|[^aeiou]it(?<=[nv]it)|(?:[vrlnmb]|qu)ot|(?:[^aeiou]|gu)id|(?<![aeo])ad|[cp]ed"
    r"|[^aeiou]ud|[^aeiou]od|[^aeiou]il|[^aeiou]ul|[^aeiou]ol|(?<![aeio])am|[^aeiou]im|[^aeiou]um"
    r"|[^aeiou]in|[^aeiou]un|(?<![aeio])ap|[^aeiou]ip|[^aeiou]yp|(?<![aeio])ar|(?:[^aeiou]|qu)ir|[^aeiou]or|[^aeou]ur|[^aeiou]ib)$"
)
#: Longer endings that would look like the above but keep their form: "visit", "listen", "offer", "begin".
KEPT = re.compile(
    r"(?:[^aeiou]is[hk]|[aeiou]ss|x|[aeiou]zz|open|[^v]en|er|on|ow|[^aeiou]et|ist|est|ust|ost|focus|bias|gas)$"
)
INDEFINITE = frozenset(f"{a}{b}" for a in ("some", "any", "every", "no") for b in ("thing", "one", "body")) | {"none"}
HAS = frozenset({"'s", "’s"})
#: Past tenses that are nothing else, whatever the tagger took them for: "Venezuela froze relations".
PAST_ONLY = frozenset(
    {"froze", "swore", "overthrew", "withdrew", "forbade", "retook", "undertook", "sank", "threw", "flew", "slew"}
    | {"arose", "forgave", "shook", "began", "became", "chose", "overcame", "overtook", "overran", "overrode"}
    | {"mistook", "rewrote", "foresaw", "outdid"}
)
DEMONSTRATIVE = frozenset({"this", "that", "these", "those"})
VOWEL = re.compile(r"[aeiouy]")
#: The same for comparatives and superlatives: "larg-er", "nic-er", "wid-est".
COMPARED_E = re.compile(
    r"(?:[^aeiou][aeiou][cfgsv]|[bdpgt]l|rg|ang|rs|ns|[^aeiou]at|[^aeiou]it|[^e]ut|wid|[ir]ud|[bp]ur|[rb]ar|[cn]er|am"
    r"|fin|rip|ever|hol|pal|tru|fre|blu|loos|dens|tens|clos|wis)$"
)
DOUBLED = re.compile(r"([bdgkmnprtvfz])\1$")


@cache
def read_irregular_forms() -> dict[tuple[str, str], str]:
    """The table of irregular forms: lower-cased form and Penn tag to lemma."""
    table: dict[tuple[str, str], str] = {}
    text = files("newsfacts.lexicon").joinpath("irregular_forms.jsonl").read_text(encoding="utf8")
    for line in text.splitlines():
        row = json.loads(line)
        table[row["form"], row["tag"]] = row["lemma"]
    return table


def restore_stem(stem: str) -> str:
    """Return the verb of a stem cut before "-ed" or "-ing": "stopp" → "stop", "releas" → "release"."""
    if DOUBLED.search(stem) and len(stem) > 3 and stem[-2:] not in ("ff", "zz"):
        return stem if stem in ("add", "err", "ebb", "egg", "purr") else stem[:-1]
    if stem.endswith(("ss", "ll", "ee", "ff", "zz", "oo")):
        return stem
    if LOST_E.search(stem) and not KEPT.search(stem):
        return stem + "e"
    if len(VOWEL.findall(stem)) == 1 and re.search(r"[^aeiou][aeiou][bcdfgklmnpstvz]$", stem):
        return stem + "e"  # one short syllable not doubled: "hop-ing", "us-ed", "nam-ed"
    return stem


def undo_s(form: str) -> str:
    """Return the base of a regular form in "-s": "countries" → "country", "houses" → "house", "passes" → "pass"."""
    if form.endswith("ies") and len(form) > 4:
        return form[:-3] + "y"
    if form.endswith(("sses", "shes", "ches", "xes", "zzes")):
        return form[:-2]
    if form.endswith("oes") and len(form) > 4:
        return form[:-2]
    if form.endswith("men") and len(form) > 4:
        return form[:-2] + "an"
    if form.endswith(("people", "children")):
        return form
    if form.endswith("'s") or form.endswith("’s"):
        return form[:-2]
    if form.endswith("s") and not form.endswith(("ss", "us")) and len(form) > 2:
        return form[:-1]
    return form


def undo_ed(form: str) -> str:
    """Return the base of a regular past form: "stopped" → "stop", "carried" → "carry", "agreed" → "agree"."""
    if form.endswith("ied") and len(form) > 4:
        return form[:-3] + "y"
    if form.endswith("eed") and len(form) > 4:
        return form[:-1]
    if form.endswith("ed") and len(form) > 3 and VOWEL.search(form[:-2]):
        return restore_stem(form[:-2])
    return form


def undo_ing(form: str) -> str:
    """Return the base of a form in "-ing": "running" → "run", "making" → "make", "agreeing" → "agree"."""
    if form.endswith("ing") and len(form) > 4 and VOWEL.search(form[:-3]):
        return restore_stem(form[:-3])
    if form.endswith("in'") or form.endswith("in’"):
        return undo_ing(form[:-1] + "g")
    return form


def undo_comparison(form: str) -> str:
    """Return the base of a comparative or superlative: "bigger" → "big", "happiest" → "happy", "largest" → "large"."""
    match = re.fullmatch(r"(.{2,}?)(?:er|est)", form)
    if not match:
        return form
    stem = match[1]
    if stem.endswith("i"):
        return stem[:-1] + "y"
    if DOUBLED.search(stem):
        return stem[:-1]
    if COMPARED_E.search(stem):
        return stem + "e"
    return stem


def resolve_pos(token: Token) -> str:
    """The universal part of speech of a token that has its Penn tag and its place in the tree."""
    tag, label = token.tag_, token.dep_
    if tag[:2] == "VB":
        return "AUX" if label in AUXILIARY_LABELS else "VERB"
    if tag == "NN" and token.text == "%":
        return "SYM"
    if tag == "NN" and token.lower_ in INDEFINITE:
        return "PRON"
    if tag == "DT":
        return "PRON" if token.lower_ in DEMONSTRATIVE and label != "det" else "DET"
    if tag == "WDT":
        return "DET" if label == "det" else "PRON"
    if tag == "WRB":
        return "SCONJ" if label == "mark" else "ADV"
    if tag == "IN":
        return {"mark": "SCONJ", "advmod": "ADV", "cc": "CCONJ", "cc:preconj": "CCONJ"}.get(label, "ADP")
    if tag == "TO":
        return "ADP" if label == "case" else "PART"
    if tag == "RB":
        if token.lower_ in ("not", "n't", "n’t", "nt"):
            return "PART"
        return "CCONJ" if label in ("cc", "cc:preconj") else "ADV"
    return PLAIN_POS.get(tag, "X")


UNDO: dict[str, Callable[[str], str]] = {
    "NNS": undo_s, "VBZ": undo_s, "VBD": undo_ed, "VBN": undo_ed, "VBG": undo_ing,
    "JJR": undo_comparison, "JJS": undo_comparison, "RBR": undo_comparison, "RBS": undo_comparison,
}  # fmt: skip


def resolve_lemma(form: str, tag: str) -> str:
    """The lemma of a written form under a Penn tag.

    >>> resolve_lemma("Countries", "NNS")
    'country'
    >>> resolve_lemma("were", "VBD")
    'be'
    """
    if tag == "NNPS":
        return read_irregular_forms().get((form.lower(), tag)) or (undo_s(form) if form[-3:].islower() else form)
    if tag in ("NNP", "FW", "ADD", "GW", "XX", "SYM", "_SP"):
        return form
    lower = form.lower().replace("’", "'").replace("‘", "'") if len(form) > 1 else form.lower()
    table = read_irregular_forms()
    lemma = table.get((lower, tag))
    if lemma is None and tag == "VBN":
        lemma = table.get((lower, "VBD"))
    if lemma is not None:
        return lemma
    if tag == "PRP":
        return "I" if lower == "i" else lower
    undo = UNDO.get(tag)
    return undo(lower) if undo else lower


class Lemmatizer:
    """Sets `token.pos_` and `token.lemma_` from `token.tag_` and `token.dep_`.

    >>> nlp.add_pipe("newsfacts_lemmatizer")  # after a tagger with Penn tags and a UD parser

    The answers for a form and its tag are kept, so that a word costs one look-up the second time. A token whose
    `pos_` an earlier component set keeps it.
    """

    def __init__(self, name: str = "newsfacts_lemmatizer", *, limit: int = 100_000) -> None:
        self.name = name
        self.limit = limit
        self.known: dict[tuple[int, int], str] = {}

    def __call__(self, doc: Doc) -> Doc:
        """Set parts of speech and lemmas on every token of `doc` and return it."""
        known = self.known
        if len(known) > self.limit:
            known.clear()
        for token in doc:
            if token.text in PAST_ONLY and token.tag_ in ("NN", "NNP", "JJ", "VBP", "VB", "FW"):
                token.tag_, token.pos_ = "VBD", "VERB"
            if not token.pos:
                token.pos_ = resolve_pos(token)
            key = (token.orth, token.tag)
            lemma = known.get(key)
            if lemma is None:
                lemma = known[key] = resolve_lemma(token.text, token.tag_)
            if lemma == "be" and token.dep_ == "aux" and token.lower_ in HAS and token.head.tag_ == "VBN":
                lemma = "have"
            elif token.ent_type_ == "NORP" and token.tag_[:2] == "JJ":
                lemma = token.text
            token.lemma_ = lemma
        return doc


def create_lemmatizer(nlp: Language, name: str) -> Lemmatizer:
    """Make the component of this name; it has no settings."""
    return Lemmatizer(name)
