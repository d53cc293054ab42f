"""From the corpora's raw files to spaCy training data, as raw text with the treebanks' tokens beside it.

spaCy's own reader tokenizes the text again with the model's tokenizer and aligns the two, so that the model learns on
the splits it will meet. Documents are a few sentences long, with the line breaks of a page between the paragraphs.
Each corpus is used for the layers it has; what it does not have stays missing and costs no loss.
"""

import csv
import gzip
import json
import random
import re
from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Any

from spacy.language import Language
from spacy.tokens import Doc, DocBin, Span

LABELS = ("PERSON", "ORG", "LOC", "NORP")
#: Words before a name that are no part of it (VOA and GUM have them inside their spans).
TITLES = set(
    """president vice prime minister mr mr. mrs mrs. ms ms. miss dr dr. sir dame lord lady king queen prince princess
    pope emperor sheikh sheik shaikh ayatollah grand imam cardinal archbishop bishop reverend rev. rev father saint
    general gen. gen lieutenant lt. lt colonel col. col major maj. maj captain capt. capt sergeant sgt. sgt admiral
    adm. adm commander brigadier marshal field corporal private senator sen. sen senators representative rep. rep
    congressman congresswoman governor gov. gov mayor judge justice chief secretary secretary-general defense defence
    foreign interior finance treasury state attorney ambassador envoy chancellor premier speaker director chairman
    chairwoman leader deputy former acting spokesman spokeswoman professor prof. prof presidents minister ministers of
    u.s. us u.n. un assistant first the a an opposition leader commissioner inspector superintendent detective officer
    hon. hon honourable honorable sultan emir crown dictator coach author actor actress singer""".split()  # noqa: SIM905
)
FACILITIES = set(
    """hall airport bridge stadium hospital prison street road avenue square building tower museum theatre theater
    park hotel school station church cathedral mosque temple palace house center centre library arena gallery
    restaurant cafe mall highway""".split()  # noqa: SIM905
)
#: Peoples, faiths and parties' followers that a list of countries' demonyms lacks.
PEOPLES = set(
    """African Africans Asian Asians European Europeans Arab Arabs Arabic Latino Latinos Hispanic Hispanics Kurd Kurds
    Kurdish Palestinian Palestinians Tibetan Tibetans Uighur Uighurs Uyghur Uyghurs Chechen Chechens Scottish Welsh
    English Irish Catalan Basque Muslim Muslims Islamic Islamist Islamists Christian Christians Catholic Catholics
    Protestant Protestants Jewish Jew Jews Hindu Hindus Buddhist Buddhists Sikh Sikhs Sunni Sunnis Shiite Shiites
    Shi'ite Shi'ites Shia Shias Orthodox Anglican Mormon Mormons Aboriginal Indigenous Inuit Roma Hutu Hutus Tutsi
    Tutsis Tamil Tamils Sinhalese Pashtun Pashtuns Tajik Tajiks Uzbek Uzbeks Hazara Hazaras Bengali Punjabi Rohingya
    Serb Serbs Croat Croats Bosniak Bosniaks Slavic Nordic Western Democrat Democrats Democratic Republican Republicans
    Communist Communists Socialist Socialists Conservative Conservatives Latin Caribbean Balkan Hamitic Yoruba Igbo
    Hausa Fulani Zulu Xhosa Maori Caucasian African-American Afro Dalit Dalits Maoist Maoists Marxist
    Marxists""".split()  # noqa: SIM905
)
CONNECTORS = {
    "of",
    "the",
    "for",
    "and",
    "&",
    "-",
    "'s",
    "’s",
    "de",
    "la",
    "del",
    "al",
    "el",
    "bin",
    "ibn",
    "von",
    "van",
}


@dataclass
class Sentence:
    """One sentence: parallel lists of words and layers; a layer that the corpus lacks is None."""

    words: list[str] = field(default_factory=list)
    spaces: list[bool] = field(default_factory=list)
    tags: list[str] | None = None
    upos: list[str] | None = None
    lemmas: list[str] | None = None
    heads: list[int] | None = None
    deps: list[str] | None = None
    #: (start, end, label) over the words; the label "-" marks words whose name is unknown. None: no names annotated.
    names: list[tuple[int, int, str]] | None = None
    new_doc: str = ""
    new_par: bool = False
    heading: bool = False
    sent_id: str = ""
    entities: list[tuple[int, int, str]] = field(default_factory=list)

    def __len__(self) -> int:
        return len(self.words)


def read_rows(path: Path) -> Iterator[tuple[list[str], list[str]]]:
    """Yield the comment lines and the other lines of each block of a file whose blocks end in a blank line."""
    comments: list[str] = []
    rows: list[str] = []
    with gzip.open(path, "rt", encoding="utf8") as lines:
        for raw in lines:
            line = raw.rstrip("\n")
            if line.startswith("# "):
                comments.append(line)
            elif line.strip():
                rows.append(line)
            elif rows:
                yield comments, rows
                comments, rows = [], []
    if rows:
        yield comments, rows


def read_comments(comments: list[str], sentence: Sentence) -> None:
    """Take over what the comments above a sentence say of its document and paragraph."""
    for comment in comments:
        key, _, value = comment[2:].partition(" = ")
        if key == "newdoc id":
            sentence.new_doc = value
        elif key.startswith("newpar_block"):
            sentence.heading = value.startswith(("head", "figure", "caption"))
            sentence.new_par = True
        elif key.startswith("newpar"):
            sentence.new_par = True
        elif key == "sent_id":
            sentence.sent_id = value


def read_conllu(path: Path) -> Iterator[Sentence]:
    """Yield the sentences of a treebank; multiword tokens become their words, written together."""
    for comments, rows in read_rows(path):
        sentence = Sentence(tags=[], upos=[], lemmas=[], heads=[], deps=[])
        assert sentence.tags is not None and sentence.heads is not None and sentence.deps is not None
        assert sentence.upos is not None and sentence.lemmas is not None
        read_comments(comments, sentence)
        inside_until, range_space = 0, True
        open_entities: dict[str, list[tuple[int, str]]] = {}
        for row in rows:
            columns = row.split("\t")
            glued = "SpaceAfter=No" in columns[9]
            if "-" in columns[0]:
                inside_until, range_space = int(columns[0].split("-")[1]), not glued
                continue
            if "." in columns[0]:
                continue
            number = int(columns[0])
            space = not glued
            if number < inside_until:
                space = False
            elif number == inside_until:
                space = range_space
            sentence.words.append(columns[1])
            sentence.spaces.append(space)
            sentence.lemmas.append(columns[2])
            sentence.upos.append(columns[3])
            sentence.tags.append(columns[4])
            head = int(columns[6])
            sentence.heads.append(head - 1 if head else number - 1)
            sentence.deps.append("ROOT" if head == 0 else columns[7])
            for piece in columns[9].split("|"):
                if piece.startswith("Entity="):
                    _read_entities(piece[7:], number - 1, open_entities, sentence.entities)
        yield sentence


def _read_entities(
    value: str, index: int, open_entities: dict[str, list[tuple[int, str]]], found: list[tuple[int, int, str]]
) -> None:
    """Follow GUM's bracketed `Entity=` notation through the words of one sentence."""
    for opening, body, closing in re.findall(r"(\(?)([^()]+)(\)?)", value):
        if opening:
            parts = body.split("-")
            group, kind = parts[0], parts[1]
            if closing:
                found.append((index, index + 1, kind))
            else:
                open_entities.setdefault(group, []).append((index, kind))
        else:
            stack = open_entities.get(body.split("-")[0])
            if stack:
                start, kind = stack.pop()
                found.append((start, index + 1, kind))


def strip_title(words: list[str], start: int, end: int) -> int:
    """Return the start of the name proper in `words[start:end]`: after its titles, if something is left."""
    while end - start > 1 and words[start].lower() in TITLES:
        start += 1
    return start


def find_gum_names(sentence: Sentence) -> list[tuple[int, int, str]]:
    """The outermost proper names of a GUM sentence: persons, organizations and places with a name as head."""
    tags, heads = sentence.tags, sentence.heads
    assert tags is not None and heads is not None
    kinds = {"person": "PERSON", "organization": "ORG", "place": "LOC"}
    names: list[tuple[int, int, str]] = []
    taken: set[int] = set()
    for start, end, kind in sorted(sentence.entities, key=lambda span: span[0] - span[1]):
        roots = [i for i in range(start, end) if not start <= heads[i] < end or heads[i] == i]
        if not roots or kind not in kinds:
            continue
        root = roots[0]
        if not tags[root].startswith("NNP"):
            continue
        first = root
        while first > start and (
            tags[first - 1].startswith("NNP")
            or (
                sentence.words[first - 1] in CONNECTORS - {"the"}
                and first - 2 >= start
                and tags[first - 2].startswith("NNP")
            )
        ):
            first -= 1
        last = root + 1
        while last < end:
            ahead = last
            while ahead < end and sentence.words[ahead] in CONNECTORS:
                ahead += 1
            if ahead < end and (
                tags[ahead].startswith("NNP") or (tags[ahead] == "CD" and ahead == last and kind == "organization")
            ):
                last = ahead + 1
            else:
                break
        if kind == "person":
            first = strip_title(sentence.words, first, last)
            if sentence.words[first].lower() in TITLES:
                continue
        label = kinds[kind]
        if kind == "place" and (
            sentence.words[last - 1].lower() in FACILITIES or sentence.words[root].lower() in FACILITIES
        ):
            label = "-"
        if not taken.intersection(range(first, last)):
            names.append((first, last, label))
            taken.update(range(first, last))
    return names


def read_iob(path: Path, word: int, label: int) -> Iterator[tuple[list[str], list[tuple[int, int, str]]]]:
    """Yield words and (start, end, label) of each sentence of a column file, IOB1 or IOB2."""
    for _, rows in read_rows(path):
        words: list[str] = []
        spans: list[tuple[int, int, str]] = []
        current: tuple[int, str] | None = None
        for row in rows:
            columns = row.split("\t") if "\t" in row else row.split(" ")
            mark = columns[label] if len(columns) > abs(label) or label >= 0 else "O"
            prefix, _, name = mark.partition("-")
            if current and (prefix != "I" or name != current[1]):
                spans.append((current[0], len(words), current[1]))
                current = None
            if prefix in ("B", "I") and current is None and name:
                current = (len(words), name)
            words.append(columns[word])
        if current:
            spans.append((current[0], len(words), current[1]))
        yield words, spans


def realign(words: list[str], spans: list[tuple[int, int, str]], target: list[str]) -> list[tuple[int, int, str]]:
    """Carry spans over `words` to `target`, a different tokenization of the same letters."""
    offsets = [0]
    for word in words:
        offsets.append(offsets[-1] + len(word))
    places: list[int] = []
    for i, word in enumerate(target):
        places.extend([i] * len(word))
    if len(places) != offsets[-1]:
        return []
    return [(places[offsets[start]], places[offsets[end] - 1] + 1, label) for start, end, label in spans]


@dataclass
class Pools:
    """Names to put in the place of others, by label and number of words."""

    names: dict[tuple[str, int], list[list[str]]] = field(default_factory=dict)

    def add(self, label: str, words: list[str]) -> None:
        """Offer the name made of `words`."""
        if all(word[0].isalpha() and not word.isupper() for word in words):
            self.names.setdefault((label, len(words)), []).append(words)


def read_pools(reference: Path, names: list[list[Sentence]]) -> Pools:
    """Names of office-holders of all countries, of countries and capitals (lists of facts), and of `names` itself."""
    pools = Pools()
    with (reference / "cia_world_leaders_2019.csv").open(encoding="utf8", newline="") as rows:
        for row in csv.DictReader(rows):
            words = re.sub(r"\(.*?\)|,.*", "", row["name"]).split()
            words = [word.title() if word.isupper() and len(word) > 2 else word for word in words]
            words = [word for word in words if word.replace("'", "").isalpha() or word.endswith(".")]
            if 2 <= len(words) <= 4 and words[0].lower() not in TITLES:
                pools.add("PERSON", words)
                pools.add("PERSON", words[-1:])
    for country in json.loads((reference / "factbook-countries.json").read_text(encoding="utf8")):
        for key in ("short", "capital"):
            words = re.sub(r"[(;].*", "", country[key] or "").strip().split()
            if words and all(word.isalpha() for word in words):
                pools.add("LOC", words)
        word = country["nationality_adjective"] or ""
        if word.isalpha() and word[0].isupper():
            pools.add("NORP", [word])
        plural = re.fullmatch(r"(\w+)\(s\)", country["nationality_noun"] or "")
        if plural:
            pools.add("NORP", [plural[1] + "s"])
    for document in names:
        for sentence in document:
            for start, end, label in sentence.names or []:
                if label in ("LOC", "ORG", "PERSON"):
                    pools.add(label, sentence.words[start:end])
    return pools


def swap_names(document: list[Sentence], pools: Pools, rng: random.Random, share: dict[str, float]) -> list[Sentence]:
    """The document with some names replaced by others of the same kind and length, the same one each time."""
    chosen: dict[tuple[str, str], list[str] | None] = {}
    result: list[Sentence] = []
    for sentence in document:
        words = list(sentence.words)
        for start, end, label in sentence.names or []:
            old = sentence.words[start:end]
            key = (label, " ".join(old))
            if key not in chosen:
                pool = pools.names.get((label, end - start), [])
                if label == "NORP":
                    pool = [name for name in pool if name[0].endswith("s") == old[0].endswith("s")]
                usable = pool and all(word.istitle() for word in old) and rng.random() < share.get(label, 0)
                chosen[key] = rng.choice(pool) if usable else None
            new = chosen[key]
            if new:
                words[start:end] = new
        result.append(replace(sentence, words=words))
    return result


def add_dateline(sentence: Sentence, pools: Pools, rng: random.Random) -> Sentence:
    """Put "GENEVA (Reuters) -" or the like before a sentence that has names only."""
    place = rng.choice(pools.names["LOC", 1])
    words = [word.upper() if rng.random() < 0.7 else word for word in place]
    spaces = [True] * len(words)
    names = [(0, len(words), "LOC")]
    if rng.random() < 0.5:
        agency = rng.choice(("Reuters", "AP", "AFP", "Xinhua", "IPS", "BBC", "ANI", "PTI", "TASS", "dpa", "UPI"))
        words += ["(", agency, ")"]
        spaces += [False, False, True]
        names.append((len(words) - 2, len(words) - 1, "ORG"))
    words.append(rng.choice(("-", "–", "—", "--", ":")))
    spaces.append(True)
    if words[-1] == ":":
        spaces[-2] = False
    shift = len(words)
    return replace(
        sentence,
        words=words + sentence.words,
        spaces=spaces + sentence.spaces,
        names=names + [(start + shift, end + shift, label) for start, end, label in sentence.names or []],
    )


def split_compounds(sentence: Sentence, labels: dict[str, str]) -> Sentence:
    """Split "U.S.-led" as the tokenizer does; a first part that is a known name gets its label."""
    words: list[str] = []
    places: list[int] = []
    found: list[tuple[int, int, str]] = []
    taken = {i for start, end, _ in sentence.names or [] for i in range(start, end)}
    for i, word in enumerate(sentence.words):
        places.append(len(words))
        parts = [part for part in re.split(r"(-)", word)] if i not in taken and word.count("-") == 1 else [word]
        if len(parts) == 3 and all(parts) and parts[0][0].isupper():
            found.append((len(words), len(words) + 1, labels.get(parts[0], "-")))
            words.extend(parts)
        else:
            words.append(word)
    places.append(len(words))
    moved = [(places[start], places[end - 1] + 1, label) for start, end, label in sentence.names or []]
    return replace(sentence, words=words, spaces=glue(words), names=moved + found)


def find_demonyms(corpora: Path) -> set[str]:
    """Words that VOA's training part calls a people more often than a place, and the lists of facts."""
    people: Counter[str] = Counter()
    place: Counter[str] = Counter()
    for words, spans in read_iob(corpora / "ner-voa-train.tsv.gz", 0, 2):
        for start, end, label in spans:
            if end - start == 1:
                (people if label == "gpe" else place)[words[start]] += 1
    found = {word for word, n in people.items() if n > place[word] and word[0].isupper() and len(word) > 3}
    reference = corpora.parent / "reference" / "factbook-countries.json"
    for country in json.loads(reference.read_text(encoding="utf8")) if reference.exists() else []:
        word = country["nationality_adjective"] or ""
        if word.isalpha() and word[0].isupper():
            found.add(word)
        plural = re.fullmatch(r"(\w+)\(s\)", country["nationality_noun"] or "")
        if plural:
            found |= {plural[1], plural[1] + "s"}
    return found | PEOPLES


def add_demonyms(sentence: Sentence, demonyms: set[str]) -> None:
    """Name the peoples outside the other names of `sentence` NORP."""
    assert sentence.names is not None
    taken = {i for start, end, _ in sentence.names for i in range(start, end)}
    for i, word in enumerate(sentence.words):
        if word in demonyms and i not in taken and (sentence.tags is None or sentence.tags[i][:2] in ("JJ", "NN")):
            following = sentence.words[i + 1] if i + 1 < len(sentence.words) else ""
            if word in ("Democratic", "Western", "Latin", "Republican") and following[:1].isupper():
                continue
            sentence.names.append((i, i + 1, "NORP"))


CLOSING = set(", . ; : ? ! ) ] % 's n't 're 've 'll 'd 'm ... '' ” ’s".split())  # noqa: SIM905


def glue(words: list[str]) -> list[bool]:
    """Guess which words of a tokenized sentence were followed by a space."""
    spaces = [True] * len(words)
    quote_open = False
    for i, word in enumerate(words):
        possessive = word == "'" and i and words[i - 1].endswith("s")
        if i and (word in CLOSING or possessive):
            spaces[i - 1] = False
        if word in {"(", "[", "$", "``", "“", "#", "£", "€"}:
            spaces[i] = False
        if word == '"':
            if quote_open and i:
                spaces[i - 1] = False
            else:
                spaces[i] = False
            quote_open = not quote_open
        if word == "-" and i and i + 1 < len(words):
            spaces[i - 1] = spaces[i] = False
    if words:
        spaces[-1] = True
    return spaces


def read_treebanks(corpora: Path, part: str, demonyms: set[str]) -> Iterator[list[Sentence]]:
    """Yield the documents of both treebanks, with names from UNER on EWT and from `Entity=` on GUM."""
    path = corpora / f"uner-ewt-{part}.iob2.gz"
    ids = [next((c[12:] for c in comments if c.startswith("# sent_id = ")), "") for comments, _ in read_rows(path)]
    uner = dict(zip(ids, read_iob(path, 1, 2), strict=True))
    kinds = {"PER": "PERSON", "ORG": "ORG", "LOC": "LOC"}
    for source in ("ewt", "gum"):
        document: list[Sentence] = []
        for sentence in read_conllu(corpora / f"ud-{source}-{part}.conllu.gz"):
            if source == "ewt":
                words, spans = uner.get(sentence.sent_id, ([], []))
                if words != sentence.words:
                    spans = realign(words, spans, sentence.words)
                words = sentence.words
                sentence.names = []
                for start, end, label in spans:
                    if label in kinds:
                        if label == "PER":
                            start = strip_title(words, start, end)
                        elif end - start > 1 and words[start].lower() == "the":
                            start += 1
                        sentence.names.append((start, end, kinds[label]))
            else:
                sentence.names = find_gum_names(sentence)
            add_demonyms(sentence, demonyms)
            if sentence.new_doc and document:
                yield document
                document = []
            document.append(sentence)
        if document:
            yield document


def strip_article(words: list[str], start: int, end: int) -> int:
    """Where a name of several words begins without its article."""
    return start + (end - start > 1 and words[start] == "the")


def revise_label(target: str, words: list[str], demonyms: set[str], places: bool) -> str:
    """Our label of a name: NORP is a demonym; what else a corpus calls so is a place if ``places``, else nothing."""
    if target == "NORP" and words[0] not in demonyms:
        target = "LOC" if len(words) == 1 and places else "-"
    return "NORP" if target == "-" and len(words) == 1 and words[0] in demonyms else target


def read_names(corpora: Path, demonyms: set[str]) -> Iterator[list[Sentence]]:
    """Yield short documents with names only: VOA, WikiGold and CrossNER politics, mapped to our labels."""
    sources = [
        ("ner-voa-train.tsv.gz", 2, {"geo": "LOC", "per": "PERSON", "org": "ORG", "gpe": "NORP"}, 1),
        ("ner-wikigold.conll.gz", 1, {"PER": "PERSON", "ORG": "ORG", "LOC": "LOC", "MISC": "-"}, 1),
        *(
            (
                f"ner-politics-{part}.conll.gz",
                1,
                {"politician": "PERSON", "person": "PERSON", "politicalparty": "ORG", "organisation": "ORG",
                 "country": "LOC", "location": "LOC", "misc": "-", "event": "-", "election": "-"},
                1,
            )
            for part in ("train", "dev", "test")
        ),
    ]  # fmt: skip
    for name, column, mapping, _ in sources:
        document: list[Sentence] = []
        for words, spans in read_iob(corpora / name, 0, column):
            if len(words) > 90:
                continue
            sentence = Sentence(words=words, spaces=glue(words), names=[])
            assert sentence.names is not None
            for start, end, label in spans:
                target = mapping.get(label)
                if target is None:
                    continue
                start = strip_title(words, start, end) if target == "PERSON" else strip_article(words, start, end)
                if target != "PERSON" or words[start].lower() not in TITLES:
                    target = revise_label(target, words[start:end], demonyms, "voa" in name)
                    sentence.names.append((start, end, target))
            add_demonyms(sentence, demonyms)
            document.append(sentence)
            if len(document) >= 8:
                yield document
                document = []
        if document:
            yield document


# --- variation -------------------------------------------------------------------------------------------------------


def curl(sentence: Sentence) -> Sentence:
    """Write straight quotes and apostrophes as a typesetter does."""
    words: list[str] = []
    opened = False
    for i, word in enumerate(sentence.words):
        tag = sentence.tags[i] if sentence.tags else ""
        if word in ('"', "``", "''"):
            opening = tag == "``" if tag else not opened
            word = "“" if opening else "”"
            opened = opening
        elif word == "'" and tag == "``":
            word = "‘"
        else:
            word = word.replace("'", "’")
        words.append(word)
    return replace(sentence, words=words)


def recase(sentence: Sentence, how: str) -> Sentence:
    """Write the sentence in lower case, in capitals, or as a headline in title case."""
    small = set("a an the of in on to for and or but at by as with n't 's ’s".split())  # noqa: SIM905
    change = {
        "lower": str.lower,
        "upper": str.upper,
        "title": lambda word: word if word in small else word[:1].upper() + word[1:],
    }[how]
    return replace(sentence, words=[change(word) for word in sentence.words])  # type: ignore[no-untyped-call]


def drop_stop(sentence: Sentence) -> Sentence:
    """Leave the final full stop away, as headlines and captions do."""
    if len(sentence) < 3 or sentence.words[-1] != "." or (sentence.heads and len(sentence) - 1 in sentence.heads[:-1]):
        return sentence
    end = len(sentence) - 1

    def cut(layer: list[Any] | None) -> list[Any] | None:
        return layer[:end] if layer is not None else None

    names = [n for n in sentence.names if n[1] <= end] if sentence.names is not None else None
    spaces = [*sentence.spaces[: end - 1], True]
    return replace(
        sentence, words=sentence.words[:end], spaces=spaces, tags=cut(sentence.tags), upos=cut(sentence.upos),
        lemmas=cut(sentence.lemmas), heads=cut(sentence.heads), deps=cut(sentence.deps), names=names,
    )  # fmt: skip


def vary(sentence: Sentence, rng: random.Random, curly: bool) -> Sentence:
    """One augmented version of `sentence`."""
    if curly:
        sentence = curl(sentence)
    draw = rng.random()
    if draw < 0.03:
        return recase(sentence, "lower")
    if draw < 0.05 and len(sentence) < 25:
        return recase(sentence, "upper")
    if draw < 0.10 and len(sentence) < 22:
        return recase(drop_stop(sentence), "title")
    return sentence


# --- documents -------------------------------------------------------------------------------------------------------


def to_doc(
    nlp: Language,
    sentences: list[Sentence],
    breaks: list[str],
    inner: dict[tuple[int, int], str],
    score_space: bool = True,
) -> Doc:
    """Join sentences into one document; `breaks[i]` is what stands after sentence i, `inner` line breaks within.

    Line breaks are tokens of their own; without `score_space` they carry nothing that a scorer counts.
    """
    words: list[str] = []
    spaces: list[bool] = []
    tags: list[str] = []
    upos: list[str] = []
    lemmas: list[str] = []
    heads: list[int] = []
    deps: list[str] = []
    names: list[tuple[int, int, str]] = []
    has_tree = sentences[0].heads is not None
    for number, sentence in enumerate(sentences):
        places: list[int] = []
        base = len(words)
        extra: list[int] = []
        for i, word in enumerate(sentence.words):
            places.append(len(words))
            words.append(word)
            last = i == len(sentence) - 1
            after = breaks[number] if last else (inner.get((number, i), " ") if sentence.spaces[i] else "")
            spaces.append(after == " ")
            tags.append(sentence.tags[i] if sentence.tags else "")
            upos.append(sentence.upos[i] if sentence.upos else "")
            lemmas.append(sentence.lemmas[i] if sentence.lemmas else "")
            if after not in ("", " "):
                extra.append(len(words))
                words.append(after)
                spaces.append(False)
                tags.append("_SP" if score_space else "")
                upos.append("SPACE" if score_space else "")
                lemmas.append(after if score_space else "")
        cursor = 0
        for position in range(base, len(words)):
            if position in extra:
                heads.append(position - 1)
                deps.append("dep" if score_space else "punct")
            else:
                heads.append(places[sentence.heads[cursor]] if sentence.heads else position)
                deps.append(sentence.deps[cursor] if sentence.deps else "")
                cursor += 1
        for start, end, label in sentence.names or []:
            names.append((places[start], places[end - 1] + 1, label))
    doc = Doc(
        nlp.vocab,
        words=words,
        spaces=spaces,
        tags=tags if has_tree else None,
        pos=upos if has_tree else None,
        lemmas=lemmas if has_tree else None,
        heads=heads if has_tree else None,
        deps=deps if has_tree else None,
    )
    names = [n for n in names if not any(words[i].isspace() for i in range(n[0], n[1]))]
    if sentences[0].names is not None:
        doc.set_ents(
            [Span(doc, start, end, label) for start, end, label in names if label != "-"],
            missing=[Span(doc, start, end) for start, end, label in names if label == "-"],
            default="outside",
        )
    return doc


def to_docs(
    nlp: Language, document: list[Sentence], rng: random.Random, augment: bool, longest: int = 10
) -> Iterator[Doc]:
    """Cut a document into training documents of one to `longest` sentences, with line breaks between paragraphs."""
    start = 0
    while start < len(document):
        size = rng.choice((1, 2, 3, 4, 5, 6, 8, longest))
        piece = document[start : start + size]
        start += size
        curly = augment and rng.random() < 0.5
        if augment:
            piece = [vary(sentence, rng, curly) for sentence in piece]
        breaks: list[str] = []
        paragraph = rng.choices(("\n\n", "\n"), (0.7, 0.3))[0]
        for i, sentence in enumerate(piece):
            if i + 1 == len(piece):
                breaks.append("")
                continue
            if piece[i + 1].new_par or sentence.heading or (augment and rng.random() < 0.08):
                if augment and not sentence.heading and rng.random() < 0.04:
                    piece[i] = drop_stop(sentence)
                breaks.append(paragraph)
            elif sentence.heads is None and rng.random() < 0.3:
                breaks.append(paragraph)
            else:
                breaks.append(" " if sentence.spaces[-1] or rng.random() < 0.7 else "")
        inner: dict[tuple[int, int], str] = {}
        if augment and rng.random() < 0.04:
            for number, sentence in enumerate(piece):
                for i in range(len(sentence) - 1):
                    if i % 14 == 13 and sentence.spaces[i]:
                        inner[number, i] = "\n"
        yield to_doc(nlp, piece, breaks, inner)


def to_articles(nlp: Language, documents: Iterable[list[Sentence]]) -> Iterator[Doc]:
    """Whole documents as they stand, paragraphs parted by a blank line, for evaluation."""
    for document in documents:
        breaks = [
            ("\n\n" if document[i + 1].new_par else (" " if s.spaces[-1] else "")) if i + 1 < len(document) else ""
            for i, s in enumerate(document)
        ]
        yield to_doc(nlp, document, breaks, {}, score_space=False)


def read_newswire(nlp: Language, corpora: Path) -> Iterator[Doc]:
    """The news articles with names, for evaluation only."""
    mapping = {"Person": "PERSON", "Organization": "ORG", "Location": "LOC", "NORP": "NORP"}
    with gzip.open(corpora / "ner-newswire-dev.jsonl.gz", "rt", encoding="utf8") as lines:
        for line in lines:
            article = json.loads(line)
            doc = nlp.make_doc(article["text"])
            spans: list[Span] = []
            end = -1
            for mark in sorted(article["spans"], key=lambda mark: (mark["start"], -mark["end"])):
                if mark["label"] not in mapping or mark["start"] < end:
                    continue
                span = doc.char_span(mark["start"], mark["end"], label=mapping[mark["label"]], alignment_mode="expand")
                if span is not None and (not spans or spans[-1].end <= span.start):
                    spans.append(span)
                    end = mark["end"]
            doc.set_ents(spans, default="outside")
            doc.user_data["id"] = article["id"]
            yield doc


def settle_labels(names: list[list[Sentence]], known: list[list[Sentence]]) -> None:
    """Give the places and organizations of the partly machine-made names the label that most corpora give them."""
    votes: dict[str, Counter[str]] = {}
    for document in [*names, *known]:
        for sentence in document:
            for start, end, label in sentence.names or []:
                votes.setdefault(" ".join(sentence.words[start:end]), Counter())[label] += 1
    votes["West Bank"] = Counter(LOC=100)
    votes["U.N."] = votes["UN"] = Counter(ORG=100)
    for document in names:
        for sentence in document:
            for i, (start, end, label) in enumerate(sentence.names or []):
                count = votes[" ".join(sentence.words[start:end])]
                best, most = count.most_common(1)[0]
                if label != "-" and best != "-" and label != best and most >= 5 and most >= 0.7 * count.total():
                    assert sentence.names is not None
                    sentence.names[i] = (start, end, best)


def convert(nlp: Language, corpora: Path, out: Path, seed: int = 0) -> dict[str, int]:
    """Write `train.spacy` and the small `dev.spacy` that chooses the best checkpoint; return what was written."""
    rng = random.Random(seed)
    demonyms = find_demonyms(corpora)
    treebanks = list(read_treebanks(corpora, "train", demonyms))
    names = list(read_names(corpora, demonyms))
    settle_labels(names, treebanks)
    labels = {
        s.words[start]: label
        for document in names
        for s in document
        for start, end, label in s.names or []
        if end - start == 1
    }
    names = [[split_compounds(sentence, labels) for sentence in document] for document in names]
    pools = read_pools(corpora.parent / "reference", names)
    share = {"PERSON": 0.5, "LOC": 0.35, "ORG": 0.15, "NORP": 0.4}
    docs: list[Doc] = []
    for augment in (False, True):
        for document in treebanks:
            news = document[0].new_doc.startswith("GUM_news")
            for _ in range(2 if news else 1):
                varied = swap_names(document, pools, rng, share) if augment else document
                docs.extend(to_docs(nlp, varied, rng, augment))
        for document in names:
            if augment:
                document = swap_names(document, pools, rng, share)
                if rng.random() < 0.25:
                    document = [add_dateline(document[0], pools, rng), *document[1:]]
            docs.extend(to_docs(nlp, document, rng, augment))
    rng.shuffle(docs)
    DocBin(docs=docs, store_user_data=False).to_disk(out / "train.spacy")
    dev_trees = list(read_treebanks(corpora, "dev", demonyms))
    ewt = [d for d in dev_trees if not d[0].new_doc.startswith("GUM")]
    news_docs = [d for d in dev_trees if d[0].new_doc.startswith("GUM_news")]
    dev = list(to_articles(nlp, [*ewt[::8], *news_docs]))
    for doc in dev:
        doc.set_ents([], default="missing")
    dev.extend(list(read_newswire(nlp, corpora))[::6])
    DocBin(docs=dev).to_disk(out / "dev.spacy")
    return {"train": len(docs), "words": sum(len(doc) for doc in docs), "dev": len(dev), "demonyms": len(demonyms)}
