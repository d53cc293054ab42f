"""Governments that the text calls by their state alone: as a side of a fact "the Kenyan government" is the country."""

from __future__ import annotations

from dataclasses import replace

from newsfacts.language.coreference.linking import Linker
from newsfacts.language.entities.index import Filler
from newsfacts.language.facts.draft import Draft

_CALLED = "government"


def name_states(drafts: list[Draft], index: Linker) -> None:
    """Point what stands for a state's whole government to the country; the body stays in the record."""
    states = _find_states(index)
    if not states:
        return

    def rename(fillers: list[Filler]) -> list[Filler]:
        told = [replace(f, ref=states[f.ref], kind="country") if f.ref in states else f for f in fillers]
        return list({f.key: f for f in told}.values())

    for draft in drafts:
        draft.actor, draft.recipient = rename(draft.actor), rename(draft.recipient)
        taken = {f.key for f in draft.actor}
        draft.recipient = [f for f in draft.recipient if f.key not in taken]
        source = draft.attribution.source if draft.attribution is not None else None
        if source is not None and source.ref in states and draft.attribution is not None:
            named = source.model_copy(update={"ref": states[source.ref]})
            draft.attribution = draft.attribution.model_copy(update={"source": named})


def _find_states(index: Linker) -> dict[str | None, str]:
    """The countries by the bodies that are their governments: those called "Kenyan government", not "Catalan"."""
    found: dict[str | None, str] = {}
    for body in index.doc._.organizations:
        for mention in body.mentions:
            words = mention.text.lower().rsplit(None, 1)
            if len(words) != 2 or words[1] != _CALLED:
                continue
            end = mention.start + len(words[0])
            for country in index.doc._.countries:
                if any((m.start, m.end) == (mention.start, end) for m in country.mentions):
                    found[body.id] = country.id
    return found
