"""Drafts as the contract's facts, and why each was found."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from spacy.tokens import Doc

from newsfacts.language.entities.index import Filler
from newsfacts.language.facts.draft import Draft
from newsfacts.record import Argument, Fact, Span

if not Doc.has_extension("explanations"):
    Doc.set_extension("explanations", default=[])


def to_chances(draft: Draft) -> list[tuple[str, float]]:
    """What the heads think of a draft: of its type, its actor and its recipient; nothing where they were not asked."""
    if "heads" not in draft.why:
        return []
    return list(zip((draft.type, "actor", "recipient"), draft.why["heads"], strict=True))


def to_facts(
    text: str, drafts: list[Draft], rate: Callable[[Draft], float | None]
) -> tuple[list[Fact], list[dict[str, Any]]]:
    """Drafts with their ids and confidence, as the contract's models, and the derivation of each.

    Args:
        text: the article's.
        drafts: in the order of the record.
        rate: gives the confidence of a draft.
    """
    facts: list[Fact] = []
    explanations: list[dict[str, Any]] = []

    def to_span(span: tuple[int, int]) -> Span:
        return Span(text=text[span[0] : span[1]], start=span[0], end=span[1])

    def to_arguments(fillers: list[Filler]) -> list[Argument]:
        return [f.to_argument(text) for f in fillers]

    for draft in drafts:
        confidence = rate(draft)
        ident = f"f{len(facts) + 1}"
        facts.append(
            Fact(
                id=ident,
                type=draft.type,
                event=draft.event,
                mode=draft.mode,
                actor=to_arguments(draft.actor),
                recipient=to_arguments(draft.recipient),
                object=draft.object or None,
                place=draft.place,
                date=draft.date,
                amount=draft.amount,
                negated=draft.status.negated,
                modality=draft.status.modality,  # type: ignore[arg-type]
                attribution=draft.attribution,
                trigger=to_span(draft.trigger),
                evidence=to_span(draft.evidence),
                rule=draft.rule,
                confidence=confidence,
            )
        )
        cues = list(draft.why.get("cues", []))
        if draft.attribution is not None:
            cues.append(f"attribution: {draft.attribution.source.text} {draft.attribution.cue}")
        explanations.append(
            {
                "fact": ident,
                "rule": draft.rule,
                "trigger": text[draft.trigger[0] : draft.trigger[1]],
                "matched": draft.why.get("matched", []),
                "cues": cues,
                "further_evidence": draft.why.get("further evidence", []),
                "probabilities": [f"{name} {chance:.2f}" for name, chance in to_chances(draft)],
            }
        )
    return facts, explanations


def explain(doc: Doc) -> list[dict[str, Any]]:
    """Why each fact of a processed Doc was found, in the order of ``doc._.facts``.

    Each entry has ``fact`` (id), ``rule`` (``learned.TYPE`` where the event head spoke and no rule), ``trigger``,
    ``matched`` (role, text and dependency path of each argument), ``cues`` (what set negation, modality and
    attribution), ``further_evidence`` (sentences that tell it again) and ``probabilities`` (of its type, its actor and
    its recipient, by the heads; empty without them).
    """
    return list(doc._.explanations)
