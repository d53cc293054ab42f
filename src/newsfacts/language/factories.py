"""What spaCy must know of each component: its name, its settings, what it reads and what it sets.

spaCy imports the entry points of all components whenever it loads any pipeline. So this module imports nothing but
spaCy, and a component's own module, with its lists and patterns, is imported when the component is made.
``rules`` are paths of further rule files.
"""

from collections.abc import Callable
from typing import Any

from spacy.language import Language
from spacy.tokens import Doc
from thinc.api import Model

Component = Callable[[Doc], Doc]


@Language.factory(
    "newsfacts_encoder",
    default_config={"model": {"@architectures": "newsfacts.Encoder.v1"}},
    assigns=[
        "token.tag", "token.dep", "token.head", "token.is_sent_start", "doc.ents", "doc.tensor", "doc._.event_scores",
        "doc._.tellings",
    ],
)
def make_encoder(nlp: Language, name: str, model: Model[Any, Any]) -> Component:
    """Tags, trees, sentence bounds, names and the scores of events."""
    from newsfacts.language.encoder.component import create_encoder

    return create_encoder(nlp, name, model)


@Language.factory(
    "newsfacts_names", default_config={"rules": []}, assigns=["doc.ents"], requires=["token.tag", "doc.ents"]
)
def make_names(nlp: Language, name: str, rules: list[str]) -> Component:
    """Names revised by what the whole article says of them."""
    from newsfacts.language.names import create_names

    return create_names(nlp, name, rules)


@Language.factory("newsfacts_lemmatizer", assigns=["token.lemma", "token.pos"], requires=["token.tag", "token.dep"])
def make_lemmatizer(nlp: Language, name: str) -> Component:
    """Lemmas and universal parts of speech."""
    from newsfacts.language.lemmas import create_lemmatizer

    return create_lemmatizer(nlp, name)


@Language.factory(
    "newsfacts_segmentation", default_config={"rules": []},
    assigns=["token.is_sent_start", "doc._.blocks", "doc._.title"],
)
def make_segmentation(nlp: Language, name: str, rules: list[str]) -> Component:
    """Blocks of the layout and the bounds that they set."""
    from newsfacts.language.segmentation import create_segmentation

    return create_segmentation(nlp, name, rules)


@Language.factory("newsfacts_countries", default_config={"rules": []}, assigns=["doc._.countries", "doc.spans"])
def make_countries(nlp: Language, name: str, rules: list[str]) -> Component:
    """Countries and their people."""
    from newsfacts.language.countries import create_countries

    return create_countries(nlp, name, rules)


@Language.factory("newsfacts_amounts", default_config={"rules": []}, assigns=["doc._.amounts", "doc.spans"])
def make_amounts(nlp: Language, name: str, rules: list[str]) -> Component:
    """Sums of money."""
    from newsfacts.language.amounts import create_amounts

    return create_amounts(nlp, name, rules)


@Language.factory("newsfacts_dates", assigns=["doc._.dates", "doc.spans"])
def make_dates(nlp: Language, name: str) -> Component:
    """Dates and periods."""
    from newsfacts.language.dates import create_dates

    return create_dates(nlp, name)


@Language.factory(
    "newsfacts_officials",
    default_config={"rules": []},
    assigns=["doc._.officials", "doc._.organizations", "doc._.people", "doc.spans"],
    requires=["doc._.countries"],
)
def make_officials(nlp: Language, name: str, rules: list[str]) -> Component:
    """Officials, organizations and people."""
    from newsfacts.language.officials import create_officials

    return create_officials(nlp, name, rules)


@Language.factory(
    "newsfacts_coreference",
    default_config={"rules": []},
    assigns=["doc._.pronouns"],
    requires=["token.dep", "token.lemma", "doc._.officials", "doc._.people"],
)
def make_coreference(nlp: Language, name: str, rules: list[str]) -> Component:
    """Pronouns and the persons they stand for."""
    from newsfacts.language.coreference import create_coreference

    return create_coreference(nlp, name, rules)


@Language.factory(
    "newsfacts_attribution",
    default_config={"rules": []},
    assigns=["doc._.quotes", "doc._.speech"],
    requires=["token.dep", "token.lemma"],
)
def make_attribution(nlp: Language, name: str, rules: list[str]) -> Component:
    """Quotations and reported speech."""
    from newsfacts.language.attribution.component import create_attribution

    return create_attribution(nlp, name, rules)


@Language.factory(
    "newsfacts_facts",
    default_config={"rules": [], "disable": []},
    assigns=["doc._.facts", "doc._.explanations"],
    requires=["token.dep", "token.lemma", "doc._.speech"],
)
def make_facts(nlp: Language, name: str, rules: list[str], disable: list[str]) -> Component:
    """Facts by rules and statements; ``disable``: names of rules to leave out."""
    from newsfacts.language.facts.factory import create_facts

    return create_facts(nlp, name, rules, disable)
