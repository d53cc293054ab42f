"""Statements as facts of type ``said``, from the reporting frames that attribution found."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from spacy.tokens import Token

from newsfacts.language.entities.index import Filler
from newsfacts.language.facts.draft import Draft
from newsfacts.language.facts.fitting import ACTORLIKE
from newsfacts.language.facts.modality import Status, resolve_status
from newsfacts.language.facts.times import carriers
from newsfacts.language.syntax.quotes import CLOSING, OPENING
from newsfacts.language.syntax.relations import dependency_path, words
from newsfacts.record import EVENT_OF_TYPE, Attribution, Place

if TYPE_CHECKING:
    from newsfacts.language.facts.reading import Reading


def find_said(reading: Reading) -> list[Draft]:
    """The statements of an article that are told as somebody's."""
    told = (_to_draft(reading, s) for s in reading.statements if f"said.{s.kind}" not in reading.disabled)
    return [draft for draft in told if draft is not None]


def _to_draft(reading: Reading, statement: Any) -> Draft | None:
    """A statement as a draft; None where nobody of note speaks, or another fact tells it."""
    cue = reading.doc[statement.cue]
    actors = [f for f in statement.sources if _speaks(reading, f)]
    if statement.kind == "according":
        actors = [f for f in actors if not _carries(reading, f)]
    if statement.kind == "charge" or not actors:
        return None
    verbal = statement.kind != "according"
    outer = reading.find_statement(cue)
    status = resolve_status(cue, outer is not None) if verbal else Status()
    if status.topic is not None or status.modality == "demanded" or _is_told(reading, statement, actors, status):
        return None
    around = carriers(cue, None) if verbal else []
    return Draft(
        type="said",
        event=EVENT_OF_TYPE["said"],
        mode=_mode_of(reading, statement),
        rule=f"said.{statement.kind}",
        trigger=(cue.idx, cue.idx + (len(cue) if verbal else len(statement.cue_text))),
        evidence=_find_evidence(reading, statement),
        actor=actors,
        recipient=[h for h in statement.hearers if h.kind in ACTORLIKE],
        object=statement.words(reading.text),
        place=_find_place(reading, statement, around),
        date=_find_date(reading, statement, around),
        amount=None,
        status=status,
        attribution=_attribute(reading, statement, actors),
        token=cue.i,
        lemma=cue.lemma_,
        why={
            "matched": [
                {"role": "actor", "text": f.token.text, "path": dependency_path(cue, f.token)} for f in actors
            ],
            "cues": list(status.cues),
        },
    )


def _find_evidence(reading: Reading, statement: Any) -> tuple[int, int]:
    """The sentence of the cue, with the quotation around it: all words of the object stand there."""
    start, end = reading.find_evidence(reading.doc[statement.cue])
    if statement.parts and (first := statement.parts[0][0]) < start:
        start = first - (reading.text[first - 1 : first] in OPENING)
    last = statement.parts[-1][1] if statement.parts else end
    return start, end if last <= end else last + (reading.text[last : last + 1] in CLOSING)


def _attribute(reading: Reading, statement: Any, actors: list[Filler]) -> Attribution | None:
    """Who reports a statement of somebody else."""
    outer = reading.find_statement(reading.doc[statement.cue])
    if outer is None or outer is statement or outer.sources[0].key in {f.key for f in actors}:
        return None
    return Attribution(source=outer.sources[0].to_argument(reading.text), cue=outer.cue_text)


def _is_told(reading: Reading, statement: Any, actors: list[Filler], status: Status) -> bool:
    """Whether a statement goes on another one, or its words tell a fact of another type."""
    cue = reading.doc[statement.cue]
    if cue.tag_ == "VBG" and any(
        s.cue < statement.cue
        and s.sources[0].key == actors[0].key
        and s.kind != "naming"
        and (s.holds(cue.idx) or (statement.kind == "object" and s.end <= cue.idx))
        for s in reading.by_sentence.get(cue.sent.start, ())
    ):
        return True  # within what was said, or no words of their own: "said taxes would fall, stressing the need"
    if statement.kind != "object":
        return False
    outer = reading.find_statement(cue)  # "say they have confirmed six cases" is one statement
    again = outer is not None and outer.sources[0].key == actors[0].key
    return status.negated or _announces_event(cue) or again


def _find_date(reading: Reading, statement: Any, around: list[Token]) -> str | None:
    """When it was said; no day that is spoken of."""
    cue = reading.doc[statement.cue]
    date = None
    if around:
        date = reading.times.find_date(around) or reading.times.find_statement_date(cue)
    if date is None and statement.sources and cue.lower_ == "according":
        date = reading.times.find_date_behind(max(source.end for source in statement.sources))
    if date is None or statement.kind == "object":
        return date
    start = next(d.start for d in reading.doc._.dates if d.id == date)
    return None if statement.holds(start) else date


def _find_place(reading: Reading, statement: Any, around: list[Token]) -> Place | None:
    """Where it was said; no place that is spoken of."""
    place = reading.places.find(around) if around else None
    return None if place is not None and statement.holds(place.start) else place


def _mode_of(reading: Reading, statement: Any) -> str | None:
    """``deny``, ``quote`` where the article has all of it in quotation marks, else None."""
    if statement.negates:
        return "deny"
    parts = statement.parts or ((statement.start, statement.end),)
    quoted = all(any(q.start <= a and b <= q.end for q in reading.doc._.quotes) for a, b in parts)
    return "quote" if quoted else None


def _announces_event(cue: Token) -> bool:
    """ "Announced his resignation" tells the resignation, not only words."""
    return any(c.dep_ == "obj" and c.lemma_.lower() in words()["announced"] for c in cue.children)


def _carries(reading: Reading, filler: Filler) -> bool:
    """Whether "according to" names what carried the news, a medium or a paper, and no party to it."""
    kind = getattr(reading.index.entity.get(filler.ref or ""), "kind", None)
    return kind == "media" or (filler.ref is None and filler.token.lemma_.lower() in reading.index.words["document"])


def _speaks(reading: Reading, filler: Filler) -> bool:
    """Whether a source is one whose statements are facts: known, or a body or an office without a name."""
    if filler.kind in {"official", "country", "organization"} or (filler.kind == "person" and filler.ref is not None):
        return True
    if filler.kind != "group":
        return False
    word = filler.token.lower_
    if filler.token.ent_type_ == "ORG":  # a body that the record does not know
        several = " " in reading.text[filler.start : filler.end]
        if several or filler.token.text.isupper() or word in reading.index.words["body"]:
            return True
    return filler.ref is None and filler.token.lemma_.lower() in reading.index.words["speaker"]
