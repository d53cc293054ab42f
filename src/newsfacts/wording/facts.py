"""What kind of fact it is, whether it happened and how certain it is, in words."""

from __future__ import annotations

import re
from dataclasses import dataclass

from newsfacts.record import Fact
from newsfacts.wording.verbs import AUXILIARIES


@dataclass(frozen=True, slots=True)
class _Verb:
    """A fact type as an English verb: its base, its past, and what leads to the recipient (empty: nothing)."""

    base: str
    past: str
    to: str = ""


#: How each fact type of the contract reads; a type of one's own (``x_…``) reads as its name.
VERBS: dict[str, _Verb] = {
    "met": _Verb("meet", "met"),
    "visited": _Verb("visit", "visited"),
    "agreed": _Verb("agree", "agreed", "→"),  # a promise or an offer: in a mutual deal both sides are actors
    "supported": _Verb("support", "supported"),
    "cooperated": _Verb("cooperate", "cooperated", "with"),
    "aided": _Verb("aid", "aided"),
    "conceded": _Verb("concede", "conceded", "to"),
    "demanded": _Verb("demand", "demanded", "of"),
    "criticized": _Verb("criticize", "criticized"),
    "refused": _Verb("refuse", "refused"),
    "threatened": _Verb("threaten", "threatened"),
    "protested": _Verb("protest", "protested", "against"),
    "sanctioned": _Verb("sanction", "sanctioned"),
    "mobilized": _Verb("mobilize", "mobilized", "against"),
    "coerced": _Verb("coerce", "coerced"),
    "attacked": _Verb("attack", "attacked"),
    "investigated": _Verb("investigate", "investigated"),
    "said": _Verb("say", "said", "to"),
    "transacted": _Verb("transact", "transacted", "with"),
    "took_office": _Verb("take office", "took office", "in"),
    "left_office": _Verb("leave office", "left office", "in"),
    "enacted": _Verb("enact", "enacted", "for"),
}

#: The mark of each modality but ``actual``, and of negation, that says it in one word.
MARKS: dict[str, str] = {
    "planned": "planned", "possible": "possible", "demanded": "demanded", "conditional": "if", "negated": "not",
}

#: Triggers that say no more than "said".
_PLAIN_SAYING = frozenset({
    "according", "according to", "add", "added", "adding", "adds", "said", "say", "saying", "says", "tell", "telling",
    "tells", "told",
})

#: Where "high" and "medium" begin.
CERTAINTY_LEVELS: tuple[tuple[float, str], ...] = ((0.85, "high"), (0.6, "medium"), (0.0, "low"))


def certainty_level(confidence: float | None) -> str:
    """``high``, ``medium`` or ``low``; ``unmeasured`` for what a rule of one's own tells that nobody measured."""
    if confidence is None:
        return "unmeasured"
    return next(word for least, word in CERTAINTY_LEVELS if confidence >= least)


def certainty_words(fact: Fact) -> str:
    """How probably the fact is right: ``87% (high)``."""
    if fact.confidence is None:
        return certainty_level(None)
    return f"{round(fact.confidence * 100)}% ({certainty_level(fact.confidence)})"


def marks(fact: Fact) -> list[str]:
    """What keeps the fact from being a plain event: ``not``, ``planned``, ``possible``, ``demanded``, ``if``."""
    found = [MARKS["negated"]] if fact.negated else []
    return [*found, MARKS[fact.modality]] if fact.modality in MARKS else found


def verb_words(fact: Fact) -> str:
    """The type as a verb that says whether it happened: ``met``, ``did not meet``, ``will meet``, ``may not meet``."""
    verb = VERBS.get(fact.type)
    if verb is None:
        name = fact.type.removeprefix("x_").replace("_", " ")
        return " ".join([*(f"{mark}:" for mark in marks(fact)), name])
    auxiliary = AUXILIARIES.get(fact.modality)
    if auxiliary is not None:
        return f"{auxiliary} {'not ' if fact.negated else ''}{verb.base}"
    return f"did not {verb.base}" if fact.negated else verb.past


def gloss_words(fact: Fact) -> str:
    """What the type leaves open: the mode, or the article's own trigger where that says the same or there is none.

    ``arrested`` of an arrest that is ``coerced`` (``arrest`` of "jailed"), ``offered`` of an offer that is
    ``agreed``, ``denied`` of what was said only to be denied. Empty where the type itself says it, as for ``met``
    and "meeting".
    """
    verb = VERBS.get(fact.type)
    known = [verb.base, verb.past] if verb is not None else type_words(fact.type).split()
    mode = re.sub("[-_]", " ", fact.mode or "")
    trigger = " ".join(fact.trigger.text.split()).casefold()
    if mode and mode not in known:
        return trigger if _is_same_word(mode, trigger) else mode
    if fact.type == "said" and trigger in _PLAIN_SAYING:
        return ""
    return "" if any(_is_same_word(word, trigger) for word in known) else trigger


def _is_same_word(word: str, other: str) -> bool:
    """Whether two words are forms of one, as far as their beginnings tell: ``refuse`` and ``refusal``."""
    stem = re.sub(r"(?:ied|ed|i[sz]e|e|y)$", "", word)
    return other.startswith(stem if len(stem) > 3 else word) or word.startswith(other)


def type_words(fact_type: str) -> str:
    """A fact type in words: ``took office``."""
    return fact_type.removeprefix("x_").replace("_", " ")
