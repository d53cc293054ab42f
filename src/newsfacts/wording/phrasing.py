"""A fact in the article's own words: its verb, inflected, and what it was done to in the article's order.

"China suspended military talks", of a fact of the type ``sanctioned``: the trigger gives the verb, its forms the tense
and the auxiliaries ("did not suspend", "may suspend"), and each argument keeps the preposition that the article
has before it ("apologized for the theft"). Nobody acting makes a passive ("Peter Obua was released"). A noun is said
with its verb (``lexicon/phrasing.toml``); one that has none there gives None, and the type's own verb stands.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from functools import cache
from typing import Any

from newsfacts.lexicon.files import read_package_rows
from newsfacts.record import Argument, Fact
from newsfacts.wording.tables import listed, load_tables
from newsfacts.wording.verbs import Verb, find_verb, is_noun, words_before

#: Name of a part and its words, to be joined as they are: ``who``, ``verb``, ``lead``, ``whom``, ``object``.
Parts = list[tuple[str, str]]

#: Words of a title before a name, beyond which no preposition is looked for.
LONGEST_TITLE = 9
_QUALIFIERS = re.compile(
    r"\b(?:at least|at most|more than|less than|up to|as much as|about|over|nearly|around|some)\s+$"
)
_WORD_OR_SIGN = re.compile(r"[\w’'.-]+|[^\w\s]")


@cache
def _office_words() -> frozenset[str]:
    """The words of offices, as they stand before a name: "defense", "secretary", "minister"."""
    forms = (form for row in read_package_rows("offices.jsonl") for form in row.get("forms", ()))
    return frozenset(word for form in forms for word in form.casefold().split()) - listed("prepositions")


@dataclass(frozen=True)
class _Part:
    """Something that follows the verb: where it stands in the article, its words and the preposition before it."""

    start: int
    name: str
    words: str
    lead: str


def _lead_of(fact: Fact, position: int) -> str:
    """The preposition before a place of the evidence, over determiners and titles; empty where there is none.

    "with the former U.S. Defense Secretary Lloyd Austin" has "with", "a “peaceful resolution”" has what "a" has.
    """
    at = max(0, position - fact.evidence.start)
    named = fact.evidence.text[at : at + 1].isupper()  # only a name has a title
    for written in reversed(_WORD_OR_SIGN.findall(_QUALIFIERS.sub("", fact.evidence.text[:at]))[-LONGEST_TITLE:]):
        word = written.casefold()
        if word in listed("prepositions"):
            return str(word)
        title = named and (written[:1].isupper() or word in _office_words())
        if not (title or word in listed("determiners") or written in "“‘\""):
            return ""
    return ""


def locate(fact: Fact, words: str) -> tuple[int, int] | None:
    """Where an object stands in the evidence: the first place behind the trigger, else the last before it."""
    text, begin = fact.evidence.text, fact.evidence.start
    spaced = re.sub(r"\s+", r"\\s+", re.escape(" ".join(words.split())).replace(r"\ ", " "))
    found = [(begin + m.start(), begin + m.end()) for m in re.finditer(spaced, text)]
    behind = [span for span in found if span[0] >= fact.trigger.end]
    return behind[0] if behind else found[-1] if found else None


def phrase(
    fact: Fact, name: Callable[[Argument], str], join: Callable[[list[str]], str], thing: str,
    is_plural: Callable[[Argument], bool], amount: tuple[int, str] | None = None, stops: Sequence[int] = (),
) -> Parts | None:
    """A fact as parts of a sentence, or None where its trigger gives no verb.

    Args:
        fact: any fact but a statement.
        name: an argument in words.
        join: a list in words.
        thing: the object (or the sum that stands for it) in words; empty where the arguments say it.
        is_plural: whether an argument is several.
        amount: where the fact's sum stands (code points) and its words, unless the object has it.
        stops: places at which what is told elsewhere in the line begins, a date or a place.

    Returns:
        (name, words) in the order of the sentence, to be joined as they are; the first word is not capitalized.
    """
    verb = find_verb(fact)
    if verb is None:
        return None
    if fact.actor and (verb.done_to or fact.type in {"took_office", "left_office"}):
        return _office(fact, verb, name, join, thing, is_plural)
    return _Line(fact, verb, name, join, thing, is_plural, amount, stops).tell()


class _Line:
    """A fact on its way into words; the arguments are those of :func:`phrase`."""

    def __init__(
        self, fact: Fact, verb: Verb, name: Callable[[Argument], str], join: Callable[[list[str]], str], thing: str,
        is_plural: Callable[[Argument], bool], amount: tuple[int, str] | None, stops: Sequence[int],
    ) -> None:
        self.fact, self.verb, self.name, self.join, self.thing = fact, verb, name, join, thing
        self.is_plural, self.amount, self.stops = is_plural, amount, stops
        self.nominal = is_noun(fact)
        self.is_sum = amount is not None and thing == amount[1]
        where = locate(fact, fact.object or "") if thing and fact.object and not self.is_sum else None
        inside = where if where is not None and where[0] >= fact.trigger.end else (0, 0)
        self.recipients = [a for a in fact.recipient if not inside[0] <= a.start < inside[1] and name(a) not in thing]
        self.front = [a for a in self.recipients if a.start < fact.trigger.start]
        before = [a for a in fact.actor if a.start <= fact.trigger.start]
        self.subjects = before if before and not self.nominal else list(fact.actor)
        self.suffers = bool(self.subjects) and not self.nominal and _is_done_to(fact, self.subjects[-1], verb)
        if self.suffers and thing.casefold() in {" ".join(a.text.split()).casefold() for a in self.subjects}:
            self.thing, inside = "", (0, 0)  # the army that is moved, and moves
        self.inside = inside  # where the object stands behind the trigger
        self.behind = max(fact.trigger.end, inside[1]) + 1  # whom the article names before, a line names last

    def tell(self) -> Parts:
        """The parts of the line, who does it first."""
        parts = self._find_parts()
        if not self.subjects:
            return self._tell_without_actor(parts)
        several = len(self.subjects) > 1
        who = self.join(_unique(_to_crowd(self.fact, a, self.name(a))[0] for a in self.subjects))
        if noun := self._find_collapsed():  # "talks with Iran collapsed", not Iran
            who, several = f"{noun} {'between' if several else 'with'} {who}", True
        done = self._say(passive=self.suffers, plural=several or self.is_plural(self.subjects[0]))
        return [("who", who), done, *self._follow(parts)]

    def _find_collapsed(self) -> str | None:
        """The article's word for the talks that failed, where it is they of which the verb tells."""
        fact = self.fact
        if fact.type != "refused" or self.thing or self.verb.lemma not in listed("collapsing"):
            return None
        before = fact.evidence.text[: fact.trigger.start - fact.evidence.start].lower().split()
        return next((word for word in reversed(before) if word in listed("talks")), None)

    def _say(self, *, passive: bool = False, plural: bool = False) -> tuple[str, str]:
        return "verb", f" {self.verb.to_words(self.fact, passive=passive, plural=plural)}"

    def _follow(self, parts: list[_Part]) -> Parts:
        return _follow(self.fact, parts, self.join)

    def _find_parts(self) -> list[_Part]:
        """All that follows the verb."""
        fact = self.fact
        others = [a for a in fact.actor if a not in self.subjects]
        parts = [*map(self._to_whom, [*self.recipients, *others]), *self._find_object()]
        if self.nominal:  # "the attack on the bank", "the visit to Taiwan": the verb takes it without a preposition
            direct = load_tables()["direct"].get(fact.type, load_tables()["direct"]["other"]).split()
            parts = [replace(p, lead="") if p.lead in direct else p for p in parts]
        if self.amount is not None and not self.is_sum and _is_next(fact, self.amount[0], self.recipients):
            parts.append(_Part(self.amount[0], "object", self.amount[1], ""))
        return [*parts, *self._complete(parts)]

    def _to_whom(self, argument: Argument) -> _Part:
        """Whom it is done to, where the article names him."""
        fact, words = self.fact, self.name(argument)
        if argument not in self.front:
            return _part_at(fact, *_to_crowd(fact, argument, words), "whom", argument.ref)
        lowered = _lowered_at(fact, argument.start, argument.ref, words) if self.subjects else words
        return _Part(self.behind, "whom", lowered, "")

    def _find_object(self) -> list[_Part]:
        """The object, or the sum that stands for it."""
        if not self.thing:
            return []
        end = self.fact.trigger.end
        if self.is_sum and self.amount is not None:
            start = self.amount[0]
            return [_Part(max(start, end), "object", self.thing, _lead_of(self.fact, start))]
        if not self.inside[1]:
            return [_Part(end, "object", self.thing, "")]
        return [_part_at(self.fact, self.thing, self.inside[0], "object", None)]

    def _complete(self, parts: list[_Part]) -> list[_Part]:
        """What completes a verb that nothing else follows, or one that an object does not complete."""
        fact = self.fact
        if not parts and not self.nominal and (tail := _tail(fact, fact.trigger.end, self.stops)):
            return [_Part(fact.trigger.end, "object", tail, "")]
        followed = self.inside[1] or (self.recipients and not self.front)
        if self.verb.lemma not in listed("incomplete") or not followed:
            return []
        end = max([self.inside[1], *(a.end for a in self.recipients)])
        return [_Part(end, "rest", _tail(fact, end, self.stops, anything=True), "")]

    def _tell_without_actor(self, parts: list[_Part]) -> Parts:
        """The line of a fact whose actor nobody names: whom it is done to, or the object, suffers it."""
        patients = [p for p in parts if p.name == "whom" and not p.lead]
        if self.front:
            patients = [p for p in patients if p.start == self.behind]
        if patients:
            several = len(patients) > 1 or patients[0].words.split()[0] in listed("quantities")
            plural = several or self.is_plural((self.front or self.recipients)[0])
            whom = self.join(_unique(p.words for p in patients))
            rest = [p for p in parts if p not in patients]
            return [("whom", whom), self._say(passive=True, plural=plural), *self._follow(rest)]
        direct = next((p for p in parts if p.name == "object" and not p.lead), None)
        if direct is None:
            return [("who", "someone"), self._say(), *self._follow(parts)]
        done = self._say(passive=True, plural=says_plural(direct.words))
        return [("object", direct.words), done, *self._follow([p for p in parts if p is not direct])]


def _is_done_to(fact: Fact, subject: Argument, verb: Verb) -> bool:
    """Whether the article has the actor as subject of a passive: "the troops were hastily dispatched"."""
    begin, end = subject.end - fact.evidence.start, fact.trigger.start - fact.evidence.start
    between = fact.evidence.text[begin:end].casefold().split() if begin <= end else []
    while between and (between[-1].endswith("ly") or between[-1] in {"not", "also", "then"}):
        between.pop()
    first = fact.trigger.text.casefold().split()[0]
    return bool(between) and between[-1] in listed("be") and not first.endswith("ing") and first != verb.lemma


def _to_crowd(fact: Fact, argument: Argument, words: str) -> tuple[str, int]:
    """An argument in words and where they begin, a crowd with its number: "hundreds of villagers"."""
    before = fact.evidence.text[: max(0, argument.start - fact.evidence.start)]
    match = re.search(r"(\w+) of (?:(?:the|its|his|her|their) )?$", before, re.IGNORECASE)
    if argument.ref is None and match is not None and match[1].casefold() in listed("quantities"):
        return f"{match[1]} of {words}", fact.evidence.start + match.start()
    return words, argument.start


def _part_at(fact: Fact, words: str, start: int, name: str, ref: str | None) -> _Part:
    """A part with the preposition before it; what is no entity keeps its article."""
    before = words_before(fact, start)
    words = _lowered_at(fact, start, ref, words)
    has_own = words.split()[0].casefold() in listed("articles")
    if ref is None and before and before[-1] in listed("articles") and not has_own:
        words = f"{before[-1]} {words}"
    return _Part(start, name, words, _lead_of(fact, start))


def _lowered_at(fact: Fact, start: int, ref: str | None, words: str) -> str:
    """Words that began the sentence, as they stand inside one."""
    return lower_opening(words) if ref is None and start == fact.evidence.start else words


def _is_next(fact: Fact, position: int, recipients: Sequence[Argument]) -> bool:
    """Whether a sum follows the verb, or whom it is given to, with at most a qualifier between."""
    ends = [fact.trigger.end, *(a.end for a in recipients if a.start >= fact.trigger.end)]
    last = max((end for end in ends if end <= position), default=None)
    if last is None:
        return False
    written = fact.evidence.text[last - fact.evidence.start : position - fact.evidence.start].casefold()
    between = re.sub(r"^\s*(?:a|the) (?:total|sum) of\s+$", "", written).split()
    return len(between) < 4 and not any(
        w in listed("prepositions") - listed("determiners") or not w.isalpha() for w in between
    )


def _tail(fact: Fact, end: int, stops: Sequence[int], anything: bool = False) -> str:
    """What completes a verb that nothing else follows: "withdrew from the project", "took to the streets".

    Args:
        fact: the fact.
        end: where what is said already ends.
        stops: where what is told elsewhere in the line begins.
        anything: whether it may begin with any word ("found him guilty"), not only with a preposition.
    """
    text, begin = fact.evidence.text, end - fact.evidence.start
    last = min([stop - fact.evidence.start for stop in stops if stop > end], default=len(text))
    words: list[str] = []
    for match in re.finditer(r"\S+", text[begin:last]):
        word = match[0]
        words.append(word.rstrip(",.;:!?”\""))
        if word[-1] in ",.;:!?”\"" or len(words) > 6:
            break
    breaks = listed("breaks") | ({"of"} if words and words[0].casefold() not in listed("prepositions") else set())
    cut = next((n for n, word in enumerate(words) if n and word.casefold() in breaks), len(words))
    words = words[:cut] if cut < 7 else []
    if [word.casefold() for word in words[-2:-1]] == ["as"]:  # "as soon", of "as soon as he came"
        words = words[:-2]
    while words and words[-1].casefold() in listed("prepositions") | listed("determiners"):
        words.pop()
    leads = len(words) > 1 and words[0].casefold() in listed("prepositions")
    return " ".join(words) if leads or anything else ""


def _office(
    fact: Fact, verb: Verb, name: Callable[[Argument], str], join: Callable[[list[str]], str], thing: str,
    is_plural: Callable[[Argument], bool],
) -> Parts:
    """ "Ana Ruiz was nominated as solicitor general": the contract's actor is whom it is done to."""
    before = words_before(fact, fact.trigger.start)[-3:]
    behind = any(a.start >= fact.trigger.end for a in fact.actor)
    passive = verb.done_to and (behind or bool(listed("be") & set(before)) or is_noun(fact))
    plural = len(fact.actor) > 1 or is_plural(fact.actor[0])
    if verb.lemma in listed("intending") and not {"will", "to", "may"} & set(before):
        fact = fact.model_copy(update={"modality": "actual"})  # who was nominated will take office, but was nominated
    found: Parts = [("who", join(_unique(map(name, fact.actor)))),
                    ("verb", f" {verb.to_words(fact, passive=passive, plural=plural)}")]
    if thing:
        where = locate(fact, thing)
        direct = where is not None and where[0] >= fact.trigger.end and not passive and not _lead_of(fact, where[0])
        if direct and where is not None:  # "won the 2016 election"
            found.append(("object", f" {_part_at(fact, thing, where[0], 'object', None).words}"))
        else:
            thing = re.sub(r"^(?:as|to be|to become)\s+", "", thing)
            left = where is not None and fact.type == "left_office" and _lead_of(fact, where[0]) == "from"
            found += [("lead", " from" if left else " as"), ("object", f" {thing}")]
    # What the name has already is not said twice: "Ana Ruiz (CL)" needs no "in Chile".
    said = [thing.casefold(), *(name(a).casefold() for a in fact.actor)]
    served = [a for a in fact.recipient if not any(
        name(a).casefold() in words or words.endswith(f"({a.ref or '-'})".casefold()) for words in said
    )]
    whom = ("whom", f" {join(_unique(map(name, served)))}")
    if verb.lemma in listed("leaving") and not thing:
        if served and _is_direct(fact, served[0]):  # "leaves the army"
            return [*found, ("whom", f" {_part_at(fact, whom[1].strip(), served[0].start, 'whom', None).words}")]
        found.append(("object", " office"))
    return [*found, ("lead", " in"), whom] if served else found


def _is_direct(fact: Fact, argument: Argument) -> bool:
    """Whether an argument follows the verb with nothing but an article between."""
    begin, end = fact.trigger.end - fact.evidence.start, argument.start - fact.evidence.start
    return begin <= end and all(w.casefold() in listed("articles") for w in fact.evidence.text[begin:end].split())


def _follow(fact: Fact, parts: list[_Part], join: Callable[[list[str]], str]) -> Parts:
    """What follows the verb in the article's order; a list stands under one preposition.

    Whom it is done to, told elsewhere in the article, stands behind the object with the type's own preposition.
    """
    found: Parts = []
    groups: list[list[_Part]] = []
    for part in sorted(parts, key=lambda p: (p.start, bool(p.lead))):
        same = groups and groups[-1][0].name == part.name and part.lead in {"", groups[-1][0].lead}
        same = same and not part.words.startswith("to ")  # "allocated $2 million to fund a school"
        if same:
            groups[-1].append(part)
        else:
            groups.append([part])
    thing = ""
    for group in groups:
        lead = group[0].lead
        if not lead and group[0].name == "whom" and thing and not thing.startswith("to "):
            lead = load_tables()["lead"].get(fact.type, "")
        if lead:
            found.append(("lead", f" {lead}"))
        thing = join(_unique(p.words for p in group))
        found.append((group[0].name, f" {thing}"))
    return [(name, words) for name, words in found if words.strip()]


def _unique(words: Any) -> list[str]:
    return list(dict.fromkeys(words))


def says_plural(words: str) -> bool:
    """Whether a noun phrase is plural, as far as its head's ending tells."""
    head = re.split(r"\s(?:of|in|for|to|with|from|on|at|that|who|which)\s", words, maxsplit=1)[0].split()
    last = head[-1] if head else ""
    if last.casefold() in listed("plurals") or " and " in words:
        return True
    # "Tom Reyes", "the United Nations": a name is one
    return last.endswith("s") and not last.endswith(("ss", "us", "is")) and not last[:1].isupper()


def phrase_statement(
    fact: Fact, name: Callable[[Argument], str], join: Callable[[list[str]], str]
) -> Parts:
    """A statement: ``Peter Obua told lawmakers that the road was safe``, ``Russia denied that …``, ``said: “…”``."""
    trigger = " ".join(fact.trigger.text.casefold().split())
    verb = None if trigger.startswith("according") or is_noun(fact) else find_verb(fact)
    if verb is None or (verb.lemma == "tell" and not fact.recipient):
        verb = Verb("say")
    words = verb.to_words(fact)
    found: Parts = [("who", join(_unique(map(name, fact.actor))) or "someone"), ("verb", f" {words}")]
    if fact.recipient:
        lead = _lead_of(fact, fact.recipient[0].start)
        if not lead and verb.lemma in listed("saying"):
            lead = "to"
        found += [("lead", f" {lead}")] if lead else []
        whom = [_part_at(fact, name(a), a.start, "whom", a.ref).words for a in fact.recipient]
        found.append(("whom", f" {join(_unique(whom))}"))
    thing = " ".join((fact.object or "").split())
    if thing:
        found.append(("object", _content(fact, thing)))
    return found


def _content(fact: Fact, thing: str) -> str:
    """What is said, with what leads to it; quotation marks only where the article has them."""
    if fact.mode == "quote":
        return f": “{balance(thing).translate(_INNER)}”"
    kind = fact.rule.partition(".")[2]
    first, second = (word.casefold() for word in [*thing.split(), ""][:2])
    where = locate(fact, thing)
    told = where is not None and words_before(fact, where[0])[-1:] == ["that"]
    opens = first in listed("openers") and not (first == "that" and second in listed("be"))  # "that was also a joke"
    asks = thing[:1].isupper() and first in listed("asking")
    thing = balance(thing)
    if asks or thing.endswith(("?", "!")):
        return f": {thing}"
    if (opens or kind in {"object", "naming", "speech"} or first.endswith("ing")) and not told:
        return " " + re.split(r", (?=which\b|who\b|where\b)", thing)[0]
    return f" that {lower_opening(thing)}"


#: Quotation marks within a quotation.
_INNER = str.maketrans("“”", "‘’")


def balance(words: str) -> str:
    """Words with curly quotation marks, each pair whole: an object may begin or end within a quotation.

    >>> balance('be "a catastrophe" for Peru'), balance("from “the whole territory"), balance('friends and foes" wait')
    ('be “a catastrophe” for Peru', 'from “the whole territory”', '“friends and foes” wait')
    """
    curly = re.sub(r'(^|[\s(\[—–-])"(?=\S)', r"\1“", words).replace('"', "”")
    depth, missing = 0, 0
    for sign in curly:
        depth += (sign == "“") - (sign == "”")
        if depth < 0:
            depth, missing = 0, missing + 1
    return "“" * missing + curly + "”" * depth


def lower_opening(words: str) -> str:
    """Words that began a sentence, as they stand inside one: names keep their capitals."""
    first, space, rest = words.partition(" ")
    plain = first.casefold().rstrip(",")
    shouted = first.isupper() and len(first) > 1
    small = plain in listed("lowered") or plain in listed("prepositions")
    return f"{first.casefold()}{space}{rest}" if small and not shouted else words
