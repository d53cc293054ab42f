"""Lemmas and parts of speech of a Doc, from its Penn tags and UD labels by :mod:`newsfacts.inflection`."""

from spacy.language import Language
from spacy.tokens import Doc, Token

from newsfacts.inflection import resolve_lemma

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
INDEFINITE = frozenset(f"{a}{b}" for a in ("some", "any", "every", "no") for b in ("thing", "one", "body")) | {"none"}
HAS = frozenset({"'s", "’s"})
#: Past tenses that are nothing else, whatever the tagger took them for: "Venezuela froze relations".
PAST_ONLY = frozenset(
    {"froze", "swore", "overthrew", "withdrew", "forbade", "retook", "undertook", "sank", "threw", "flew", "slew"}
    | {"arose", "forgave", "shook", "began", "became", "chose", "overcame", "overtook", "overran", "overrode"}
    | {"mistook", "rewrote", "foresaw", "outdid"}
)
DEMONSTRATIVE = frozenset({"this", "that", "these", "those"})
#: Words that are another part of speech than others of their Penn tag.
OWN_POS = {
    ("NN", "%"): "SYM",
    **{("NN", word): "PRON" for word in INDEFINITE},
    **{("DT", word): "PRON" for word in DEMONSTRATIVE},  # "that is new"; not "that law", by its label
    **{("RB", word): "PART" for word in ("not", "n't", "n’t", "nt")},
}
#: Penn tags whose part of speech the word's relation decides; "" for all other relations.
POS_BY_LABEL = {
    "DT": {"": "DET"},
    "WDT": {"det": "DET", "": "PRON"},
    "WRB": {"mark": "SCONJ", "": "ADV"},
    "IN": {"mark": "SCONJ", "advmod": "ADV", "cc": "CCONJ", "cc:preconj": "CCONJ", "": "ADP"},
    "TO": {"case": "ADP", "": "PART"},
    "RB": {"cc": "CCONJ", "cc:preconj": "CCONJ", "": "ADV"},
}


def resolve_pos(token: Token) -> str:
    """The universal part of speech of a token that has its Penn tag and its place in the tree."""
    tag, label = token.tag_, token.dep_
    if tag[:2] == "VB":
        return "AUX" if label in AUXILIARY_LABELS else "VERB"
    own = OWN_POS.get((tag, token.lower_))
    if own is not None and not (tag == "DT" and label == "det"):
        return own
    by_label = POS_BY_LABEL.get(tag)
    return PLAIN_POS.get(tag, "X") if by_label is None else by_label.get(label, by_label[""])


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
