"""The revision of names: each reason with a near miss, on documents with marks and tags set by hand."""

from pathlib import Path

import pytest
import spacy
from spacy.language import Language
from spacy.tokens import Doc, Span

from newsfacts.language.names import NameReviser
from newsfacts.lexicon import load_lexicon


@pytest.fixture(scope="module")
def blank() -> Language:
    return spacy.blank("en")


def revise(
    blank: Language, text: str, marks: dict[str, str], dep: dict[str, str] | None = None
) -> set[tuple[str, str]]:
    """Revise the first mention of each marked name in a text of space-parted words; capitalized words are NNP."""
    words = text.split()
    doc = Doc(blank.vocab, words=words, tags=["NNP" if word[0].isupper() else "NN" for word in words])
    for token in doc:
        token.dep_ = (dep or {}).get(token.text, "dep")
    spans = []
    for name, label in marks.items():
        parts = name.split()
        start = next(i for i in range(len(words)) if words[i : i + len(parts)] == parts)
        spans.append(Span(doc, start, start + len(parts), label=label))
    doc.set_ents(spans)
    return {(f"{span.text}@{span.start}", span.label_) for span in NameReviser()(doc).ents}


@pytest.mark.parametrize(
    ("text", "marks", "expected"),
    [
        # a country's name or demonym, marked wrongly or not at all
        ("they left United Kingdom today", {"United Kingdom": "ORG"}, {("United Kingdom@2", "LOC")}),
        ("talks with Honduran officials", {}, {("Honduran@2", "NORP")}),
        ("he bought a turkey", {}, set()),
        # the last word of the name
        ("near the Congo Basin today", {"Congo Basin": "PERSON"}, {("Congo Basin@2", "LOC")}),
        ("at Mbeki University today", {"Mbeki University": "PERSON"}, {("Mbeki University@1", "ORG")}),
        # a title before it
        ("then Mr Acquah spoke", {}, {("Acquah@2", "PERSON")}),
        ("then Mr Acquah spoke", {"Acquah": "LOC"}, {("Acquah@2", "PERSON")}),
        ("then mr acquah spoke", {}, set()),
        ("then Mr Acquah spoke", {"Mr Acquah": "LOC"}, {("Acquah@2", "PERSON")}),
        ("with Rabbi Adar Peled today", {"Rabbi Adar Peled": "PERSON"}, {("Adar Peled@2", "PERSON")}),
        ("the King Adar University opened", {"King Adar University": "ORG"}, {("King Adar University@1", "ORG")}),
        ("then President Lomas left", {"Lomas": "LOC"}, {("Lomas@2", "PERSON")}),
        ("then President Kenya left", {"Kenya": "LOC"}, {("Kenya@2", "LOC")}),
        # an age after it
        ("they held Lukma Serai , 41 , there", {"Lukma Serai": "LOC"}, {("Lukma Serai@2", "PERSON")}),
        ("the vote in Serai , 41 to 9 , fell", {"Serai": "LOC"}, {("Serai@3", "LOC")}),
        # a word that says what it is
        ("the town of Tarvo flooded", {"Tarvo": "PERSON"}, {("Tarvo@3", "LOC")}),
        ("from Tarvo district today", {"Tarvo": "PERSON"}, {("Tarvo@1", "LOC")}),
        ("the friends of Tarvo met", {"Tarvo": "PERSON"}, {("Tarvo@3", "PERSON")}),
        ("the founder of Vantor spoke", {"Vantor": "LOC"}, {("Vantor@3", "ORG")}),
        ("the Vantor spokesman spoke", {"Vantor": "PERSON"}, {("Vantor@1", "ORG")}),
        ("the spokesman of Kenya spoke", {"Kenya": "LOC"}, {("Kenya@3", "LOC")}),
        # letters are no person
        ("all of KARUT stayed", {"KARUT": "PERSON"}, {("KARUT@2", "ORG")}),
        ("all of ANN KARUT stayed", {"ANN": "PERSON"}, {("ANN@2", "PERSON")}),
        # what is no name
        ("it pays Tk 40 now", {"Tk": "PERSON"}, set()),
        ("it pays US$ 40 now", {"US$": "LOC"}, set()),
        ("the GDP fell", {"GDP": "ORG"}, set()),
        # part of a full name
        (
            "minister Fumio Tokado met aides . later Tokado left",
            {"Fumio Tokado": "PERSON"},
            {("Fumio Tokado@1", "PERSON"), ("Tokado@7", "PERSON")},
        ),
        ("aides of Ann Bell left . the bell rang", {"Ann Bell": "PERSON"}, {("Ann Bell@2", "PERSON")}),
        # letters in brackets
        (
            "the National Miners Guild ( NMG ) met and NMG left",
            {"National Miners Guild": "ORG"},
            {("National Miners Guild@1", "ORG"), ("NMG@5", "ORG"), ("NMG@9", "ORG")},
        ),
        ("he saw Ann Bell ( PDF ) there", {"Ann Bell": "PERSON"}, {("Ann Bell@2", "PERSON")}),
        # what stands beside it
        ("fighting in Zakhu went on", {"Zakhu": "PERSON"}, {("Zakhu@2", "LOC")}),
        ("the plan of Zakhu went on", {"Zakhu": "PERSON"}, {("Zakhu@3", "PERSON")}),
        ("then Hlobo said no", {"Hlobo": "LOC"}, {("Hlobo@1", "PERSON")}),
        ("then Kenya said no", {"Kenya": "LOC"}, {("Kenya@1", "LOC")}),
        # a surname of two parts
        ("so Ann Bell - Lund left", {"Ann Bell": "PERSON"}, {("Ann Bell - Lund@1", "PERSON")}),
    ],
)
def test_reasons(blank: Language, text: str, marks: dict[str, str], expected: set[tuple[str, str]]) -> None:
    assert revise(blank, text, marks) == expected


def test_most_mentions_win(blank: Language) -> None:
    words = ["from", "Zakhu", "to", "Zakhu", "via", "Zakhu"]
    doc = Doc(blank.vocab, words=words, tags=["NNP" if word[0].isupper() else "IN" for word in words])
    doc.set_ents([Span(doc, i, i + 1, label=label) for i, label in ((1, "LOC"), (3, "LOC"), (5, "PERSON"))])
    assert [span.label_ for span in NameReviser()(doc).ents] == ["LOC"] * 3


def test_letters_that_act(blank: Language) -> None:
    assert revise(blank, "the QRB met", {}, {"QRB": "nsubj"}) == {("QRB@1", "ORG")}
    assert revise(blank, "the QRB met", {}, {"QRB": "compound"}) == set()
    assert revise(blank, "the GDP fell", {}, {"GDP": "nsubj"}) == set()


def test_users_own_rows_count(blank: Language, tmp_path: Path) -> None:
    path = tmp_path / "own.toml"
    path.write_text(
        '[[reporting_verb]]\nlemma = "chirp"\n\n[[organization]]\nname = "Volta Reach"\nkind = "ngo"\n'
        '[[country]]\ncode = "GH"\nnames = ["Goldia"]\n', "utf-8",
    )  # fmt: skip
    words = ["then", "Hlobo", "chirped", "of", "Volta", "Reach", "in", "Goldia"]

    def label(reviser: NameReviser) -> dict[str, str]:
        doc = Doc(blank.vocab, words=words, tags=["NNP" if word[0].isupper() else "NN" for word in words])
        doc.set_ents([Span(doc, 1, 2, label="LOC")])
        return {span.text: span.label_ for span in reviser(doc).ents}

    assert label(NameReviser()) == {"Hlobo": "LOC"}
    own = NameReviser(lexicon=load_lexicon([path]))
    assert label(own) == {"Hlobo": "PERSON", "Volta Reach": "ORG", "Goldia": "LOC"}


def test_other_labels_stay(blank: Language) -> None:
    doc = Doc(blank.vocab, words=["Kenya", "Airlines"], tags=["NNP", "NNP"])
    doc.set_ents([Span(doc, 0, 2, label="PRODUCT")])
    assert [(span.text, span.label_) for span in NameReviser()(doc).ents] == [("Kenya Airlines", "PRODUCT")]
