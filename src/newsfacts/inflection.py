"""How English inflects: lemmas by rule from Penn tags and one table of irregular forms, without spaCy.

No look-up lists are needed: what is regular is undone by rule, what is not is a line in `lexicon/irregular_forms.jsonl`
(`form`, `tag`, `lemma`). The conventions are those of UD English: lower case except for names and "I", "am" → "be",
"n't" → "not", "better" → "good", "these" → "this".
"""

from __future__ import annotations

import json
import re
from collections.abc import Callable
from functools import cache
from importlib.resources import files

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
