"""The shipped model: its tokenizer, lemmas and parts of speech by table, and plain sentences it must read rightly."""

import json
import pickle
import re
import subprocess
import sys
import zipfile
from io import BytesIO
from pathlib import Path

import pytest
import spacy
from spacy.language import Language

import newsfacts
import newsfacts.language
from newsfacts.inflection import read_irregular_forms, resolve_lemma
from newsfacts.language.tokenizer import NewsTokenizer

MODEL = Path(newsfacts.language.__file__).parent / "model"


@pytest.fixture(scope="module")
def nlp() -> Language:
    return spacy.load(MODEL)


@pytest.fixture(scope="module")
def tokenizer() -> NewsTokenizer:
    return NewsTokenizer(spacy.blank("en").vocab)


# --- tokenizer -------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("U.S.-led forces", "U.S. - led forces"),
        ("the Franco-German plan", "the Franco - German plan"),
        ("a co-operative, anti-government mood", "a co-operative , anti-government mood"),
        ("pays A$50m now", "pays A$ 50 m now"),
        ("a US$4.7bn deal", "a US$ 4.7 bn deal"),
        ("€3m, £2.5bn and ¥40", "€ 3 m , £ 2.5 bn and ¥ 40"),
        ("Rs500 or Tk20 crore", "Rs 500 or Tk 20 crore"),
        ("5km from the border", "5 km from the border"),
        ("a rise of 3.5%.", "a rise of 3.5 % ."),
        ("seats 3-4 and 2019–2021", "seats 3 - 4 and 2019 – 2021"),
        ("a $5-million grant", "a $ 5 - million grant"),
        ("She didn't, he won’t.", "She did n't , he wo n’t ."),
        ("China’s and Iran's envoys", "China ’s and Iran 's envoys"),
        ("the ministers' talks", "the ministers ' talks"),
        ("We cannot go; they've gone.", "We can not go ; they 've gone ."),
        ("Gen. Ray and Lt. Col. Ode met Sen. Lu", "Gen. Ray and Lt. Col. Ode met Sen. Lu"),
        ("at 5 a.m. on Feb. 3", "at 5 a.m. on Feb. 3"),
        ("at 7:30pm sharp", "at 7:30 pm sharp"),
        ("Prof. J. R. Dlamini of Acme Inc. spoke", "Prof. J. R. Dlamini of Acme Inc. spoke"),
        ("“We agree,” he said.", "“ We agree , ” he said ."),
        ("talks—the first—failed", "talks — the first — failed"),
        ("the U.S./Mexico line", "the U.S./Mexico line"),
        ("oil/gas exports", "oil / gas exports"),
        ("It ended.Then they left", "It ended . Then they left"),
        ("GENEVA (Reuters) -- Envoys", "GENEVA ( Reuters ) -- Envoys"),
        ("see www.example.org/a-b today", "see www.example.org/a-b today"),
        ("worth 1,200,000 in all", "worth 1,200,000 in all"),
        ("What?! No...", "What ?! No ..."),
        ("==== Notice ==== *** end", "==== Notice ==== *** end"),
        ("call 202-555-0143 or 555-0199, please", "call 202-555-0143 or 555-0199 , please"),
        ("300-2500 people in 1939-1945", "300 - 2500 people in 1939 - 1945"),
        ("the <<first>> --talks-- failed", "the << first >> -- talks -- failed"),
    ],
)
def test_tokens(tokenizer: NewsTokenizer, text: str, expected: str) -> None:
    assert [token.text for token in tokenizer(text)] == expected.split(" ")


@pytest.mark.parametrize(
    "text", ["its", "U.S.", "D.C.", "a.m.", "Ph.D.", "re-elected", "e-mail", "3.5", "1/2", "22:30", "O'Neill"]
)
def test_tokens_that_stay_whole(tokenizer: NewsTokenizer, text: str) -> None:
    assert len(tokenizer(text)) == 1


def test_text_is_kept(tokenizer: NewsTokenizer) -> None:
    text = "LAGOS, May 3 (AP) —\n\n“It’s ₦5bn,” Mr. Ade\tsaid…  \n- no U.N.-backed deal"
    assert tokenizer(text).text == text


def test_norms_of_clitics(tokenizer: NewsTokenizer) -> None:
    assert [token.norm_ for token in tokenizer("I won’t; they'll")] == ["i", "will", "not", ";", "they", "will"]


def test_tokenizer_can_be_sent_to_workers(tokenizer: NewsTokenizer) -> None:
    copy = pickle.loads(pickle.dumps(tokenizer))
    assert [token.text for token in copy("A$5m isn't")] == ["A$", "5", "m", "is", "n't"]


# --- lemmas and parts of speech --------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("form", "tag", "lemma"),
    [
        ("countries", "NNS", "country"), ("houses", "NNS", "house"), ("passes", "VBZ", "pass"), ("buses", "NNS", "bus"),
        ("crises", "NNS", "crisis"), ("wives", "NNS", "wife"), ("heroes", "NNS", "hero"),
        ("policemen", "NNS", "policeman"),
        ("heads", "NNS", "head"), ("Talks", "NNS", "talk"), ("goes", "VBZ", "go"), ("has", "VBZ", "have"),
        ("stopped", "VBD", "stop"), ("released", "VBN", "release"), ("visited", "VBD", "visit"),
        ("agreed", "VBD", "agree"),
        ("carried", "VBD", "carry"), ("called", "VBD", "call"), ("cancelled", "VBN", "cancel"),
        ("invited", "VBD", "invite"),
        ("treated", "VBN", "treat"), ("created", "VBN", "create"), ("required", "VBN", "require"),
        ("offered", "VBD", "offer"),
        ("ensured", "VBD", "ensure"), ("poured", "VBD", "pour"), ("met", "VBD", "meet"), ("sent", "VBN", "send"),
        ("led", "VBN", "lead"), ("led", "VBD", "lead"), ("fell", "VBD", "fall"), ("felt", "VBD", "feel"),
        ("found", "VBD", "find"), ("said", "VBD", "say"), ("struck", "VBN", "strike"), ("withdrew", "VBD", "withdraw"),
        ("making", "VBG", "make"), ("running", "VBG", "run"), ("agreeing", "VBG", "agree"), ("dying", "VBG", "die"),
        ("urging", "VBG", "urge"), ("bringing", "VBG", "bring"), ("exchanging", "VBG", "exchange"),
        ("boycotted", "VBN", "boycott"), ("besieging", "VBG", "besiege"), ("massacred", "VBD", "massacre"),
        ("owed", "VBD", "owe"), ("ousted", "VBN", "oust"), ("axed", "VBD", "axe"), ("stymied", "VBN", "stymie"),
        ("using", "VBG", "use"),
        ("were", "VBD", "be"), ("'re", "VBP", "be"), ("ca", "MD", "can"), ("wo", "MD", "will"), ("n't", "RB", "not"),
        ("n’t", "RB", "not"), ("’s", "POS", "'s"), ("better", "JJR", "good"), ("worst", "JJS", "bad"),
        ("bigger", "JJR", "big"), ("larger", "JJR", "large"), ("happiest", "JJS", "happy"), ("them", "PRP", "they"),
        ("an", "DT", "a"), ("these", "DT", "this"), ("Paris", "NNP", "Paris"), ("Iraqis", "NNPS", "Iraqi"),
    ],
)  # fmt: skip
def test_lemmas(form: str, tag: str, lemma: str) -> None:
    assert resolve_lemma(form, tag) == lemma


@pytest.mark.parametrize(
    ("form", "tag"),
    [("news", "NN"), ("series", "NNS"), ("red", "JJ"), ("bring", "VB"), ("thing", "NN"), ("Texas", "NNP"),
     ("need", "VB"),
     ("virus", "NN"), ("press", "NN"), ("during", "IN"), ("headquarters", "NNS")],
)  # fmt: skip
def test_words_that_are_their_own_lemma(form: str, tag: str) -> None:
    assert resolve_lemma(form, tag) == form


def test_irregular_forms_have_one_lemma_each() -> None:
    path = MODEL.parents[1] / "lexicon" / "irregular_forms.jsonl"
    rows = [json.loads(line) for line in path.read_text(encoding="utf8").splitlines()]
    assert len({(row["form"], row["tag"]) for row in rows}) == len(rows) == len(read_irregular_forms())
    assert all(set(row) == {"form", "tag", "lemma"} for row in rows)


def test_parts_of_speech(nlp: Language) -> None:
    doc = nlp("The two ministers have signed the agreement because they had not met in Paris.")
    found = {token.text: token.pos_ for token in doc}
    expected = {
        "The": "DET", "two": "NUM", "ministers": "NOUN", "have": "AUX", "signed": "VERB", "because": "SCONJ",
        "they": "PRON", "had": "AUX", "not": "PART", "met": "VERB", "in": "ADP", "Paris": "PROPN", ".": "PUNCT",
    }  # fmt: skip
    assert {word: found[word] for word in expected} == expected


# --- the model -------------------------------------------------------------------------------------------------------


def test_components_and_licence(nlp: Language) -> None:
    assert nlp.pipe_names == ["newsfacts_encoder", "newsfacts_names", "newsfacts_lemmatizer"]
    assert nlp.meta["license"] == "CC BY-SA 4.0"
    assert {"PERSON", "ORG", "LOC", "NORP"} < set(nlp.get_pipe("newsfacts_encoder").labels)  # type: ignore[attr-defined]
    for name in ("MODEL_CARD.md", "LICENSE"):
        assert "CC BY-SA 4.0" in (MODEL / name).read_text(encoding="utf8")
    assert "Apache License" in (MODEL / "LICENSE-MiniLM").read_text(encoding="utf8")
    assert "all-MiniLM-L6-v2" in (MODEL / "NOTICE").read_text(encoding="utf8")


def test_no_path_of_the_training_machine_is_left() -> None:
    for name in ("config.cfg", "meta.json"):
        text = (MODEL / name).read_text(encoding="utf8")
        assert re.search(r"""["'](?:~|/|\.\./|[A-Z]:)""", text) is None


def test_loading_the_model_imports_no_other_component() -> None:
    # spaCy imports the entry points of all components; their lists and patterns would cost more than the model.
    code = f"import spacy, sys; spacy.load({str(MODEL)!r}); print(*sys.modules)"
    modules = set(subprocess.check_output([sys.executable, "-c", code], text=True).split())
    assert "newsfacts.language.names" in modules
    assert not {m for m in modules if m.startswith(("newsfacts.record", "newsfacts.lexicon", "newsfacts.language.d"))}


def test_size_packed() -> None:
    packed = BytesIO()
    with zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED) as archive:
        for path in MODEL.rglob("*"):
            if path.is_file():
                archive.write(path)
    assert packed.tell() <= 40_000_000


@pytest.mark.parametrize(
    ("text", "root", "subject"),
    [
        ("The president visited Kenya on Tuesday.", "visited", "president"),
        ("Japan will send two ships to the region.", "send", "Japan"),
        ("Police arrested three men in the capital.", "arrested", "Police"),
        ("The foreign minister has resigned.", "resigned", "minister"),
        ("The U.S.-led coalition launched an attack.", "launched", "coalition"),
        ("Protesters burned tyres outside the embassy.", "burned", "Protesters"),
    ],
)
def test_roots_and_subjects(nlp: Language, text: str, root: str, subject: str) -> None:
    doc = nlp(text)
    roots = [token for token in doc if token.dep_ == "ROOT"]
    assert [token.text for token in roots] == [root]
    assert [token.text for token in roots[0].children if token.dep_ == "nsubj"] == [subject]


def test_passive_with_agent(nlp: Language) -> None:
    doc = nlp("The bill was approved by the senate on Monday.")
    labels = {token.text: token.dep_ for token in doc}
    assert labels["bill"] == "nsubj:pass" and labels["was"] == "aux:pass"


def test_paragraphs_are_sentences(nlp: Language) -> None:
    doc = nlp("The talks ended on Friday.\n\nBoth sides said they would meet again.")
    assert [sentence.text.strip() for sentence in doc.sents] == [
        "The talks ended on Friday.",
        "Both sides said they would meet again.",
    ]


def test_names(nlp: Language) -> None:
    doc = nlp("French President Emmanuel Macron met Angela Merkel in Berlin on Monday.")
    found = {(span.text, span.label_) for span in doc.ents}
    assert {("French", "NORP"), ("Emmanuel Macron", "PERSON"), ("Angela Merkel", "PERSON"), ("Berlin", "LOC")} <= found


def test_output_is_the_same_alone_and_in_batches(nlp: Language) -> None:
    texts = ["Ghana won.", "The court in Lima ruled on Monday that the law is void.", "No comment."]
    alone = [[(t.tag_, t.head.i, t.dep_, t.lemma_) for t in nlp(text)] for text in texts]
    batched = [[(t.tag_, t.head.i, t.dep_, t.lemma_) for t in doc] for doc in nlp.pipe(texts)]
    assert alone == batched
