"""Lines that say what the article said: its own verb, inflected, with its prepositions; no model is needed."""

from __future__ import annotations

import re
from typing import Any

import pytest

from newsfacts.record import EVENT_OF_TYPE, Argument, Fact
from newsfacts.wording import join
from newsfacts.wording.phrasing import phrase, phrase_statement, says_plural
from newsfacts.wording.verbs import find_verb, inflect


def to_fact(marked: str, kind: str, **more: Any) -> Fact:
    """A fact from a sentence with its actors in [brackets], recipients in {braces} and its trigger in *stars*."""
    marks = re.compile(r"[\[\]{}*]")
    text = marks.sub("", marked)

    def spans(opening: str, closing: str) -> list[dict[str, Any]]:
        found = []
        for match in re.finditer(rf"{re.escape(opening)}(.+?){re.escape(closing)}", marked):
            start = len(marks.sub("", marked[: match.start()]))
            found.append({"text": match[1], "start": start, "end": start + len(match[1])})
        return found

    (trigger,) = spans("*", "*")
    return Fact.model_validate({
        "id": "f1", "type": kind, "event": EVENT_OF_TYPE.get(kind, "ASSAULT"), "mode": None, "object": None,
        "actor": [{**one, "ref": None} for one in spans("[", "]")],
        "recipient": [{**one, "ref": more.get("ref")} for one in spans("{", "}")],
        "place": None, "date": None, "amount": None, "negated": False, "modality": "actual", "attribution": None,
        "trigger": trigger, "evidence": {"text": text, "start": 0, "end": len(text)}, "rule": "said.clause",
        "confidence": 0.8, **{name: value for name, value in more.items() if name != "ref"},
    })


def words_of(argument: Argument) -> str:
    return argument.text


def to_line(fact: Fact) -> str | None:
    if fact.type == "said":
        parts: Any = phrase_statement(fact, words_of, join)
    else:
        parts = phrase(fact, words_of, join, fact.object or "", lambda a: says_plural(a.text))
    return None if parts is None else "".join(words for _, words in parts)


@pytest.mark.parametrize(("marked", "kind", "more", "line"), [
    ("[Marco Silvan] *apologized* for the theft.", "supported", {"object": "theft"},
     "Marco Silvan apologized for the theft"),
    ("[China] *suspended* military talks in 2022.", "sanctioned", {"object": "military talks"},
     "China suspended military talks"),
    ("[China] *threatened* military action against {Taiwan}.", "threatened", {"object": "military action"},
     "China threatened military action against Taiwan"),
    ("Talks with [Iran] *failed*.", "refused", {}, "talks with Iran failed"),
    ("Negotiations between [Serbia] and [Kosovo] *collapsed*.", "refused", {},
     "negotiations between Serbia and Kosovo collapsed"),
    ("[Peru] *failed* to ratify the pact after talks.", "refused", {"object": "to ratify the pact"},
     "Peru failed to ratify the pact"),
    ("Opposition leader {Peter Obua} has been *released* on bail.", "conceded", {}, "Peter Obua was released"),
    ("{Two men} were *arrested* by [police].", "coerced", {}, "police arrested two men"),
    ("Unknown men *shot* {nine villagers}.", "attacked", {}, "nine villagers were shot"),
    ("[Ana Ruiz] should begin *withdrawing* Chilean troops from {Haiti}.", "conceded",
     {"object": "Chilean troops", "modality": "demanded"}, "Ana Ruiz should withdraw Chilean troops from Haiti"),
    ("[Hamas] *released* {two Thai hostages}.", "conceded", {}, "Hamas released two Thai hostages"),
    ("[The council] *banned* {girls} from schools.", "coerced", {"object": "schools"},
     "The council banned girls from schools"),
    ("[Qatar] *withdrew* from the project.", "conceded", {}, "Qatar withdrew from the project"),
    ("[Farmers] *took* to the streets of Lima.", "protested", {}, "Farmers took to the streets of Lima"),
    ("[Kenya] did not *send* troops to {Somalia}.", "mobilized", {"object": "troops", "negated": True},
     "Kenya did not send troops to Somalia"),
    ("[Kenya] may *send* troops to {Somalia}.", "mobilized", {"object": "troops", "modality": "possible"},
     "Kenya may send troops to Somalia"),
    ("{Roads} will be *closed*.", "sanctioned", {"modality": "planned"}, "Roads will be closed"),
    ("The [U.S.] arms *sales* to {Taiwan} went on.", "transacted", {"object": "arms"}, "U.S. sells arms to Taiwan"),
    ("[Togo]'s *apology* to {Ghana} came late.", "supported", {}, "Togo apologized to Ghana"),
    ("[Pelosi]’s *visit* to {Taiwan} went on.", "visited", {}, "Pelosi visited Taiwan"),
    ("Fighters *murdered* hundreds of {villagers}.", "attacked", {}, "hundreds of villagers were murdered"),
    ("[Ruiz] *met* with [Paz].", "met", {}, "Ruiz met with Paz"),
    ("[Ruiz] and [Paz] *met*.", "met", {}, "Ruiz and Paz met"),
    ("[Ana Ruiz] was *nominated* to be solicitor general.", "took_office", {"object": "solicitor general"},
     "Ana Ruiz was nominated as solicitor general"),
    ("[Tom Reyes] *won* the 2016 election.", "took_office", {"object": "2016 election"},
     "Tom Reyes won the 2016 election"),
    ("The king *dismissed* [Tom Reyes].", "left_office", {}, "Tom Reyes was dismissed"),
    ("[Tom Reyes] *resigned* on Friday.", "left_office", {}, "Tom Reyes resigned"),
    ("[Turkey] did not *smuggle* arms to {Libya}.", "x_smuggled", {"object": "arms", "negated": True},
     "Turkey did not smuggle arms to Libya"),
    ("[The officers] had not *opened* fire.", "attacked", {"object": "fire", "negated": True},
     "The officers did not open fire"),
    ("[The fund] *paid* {the mayor} at least $5.", "transacted", {"object": "$5"}, "The fund paid the mayor $5"),
    # a preposition before a name's titles, and none that leads to something else
    ("[China] *declined* a meeting with U.S. Defense Secretary {Lloyd Austin}.", "refused", {"object": "meeting"},
     "China declined a meeting with Lloyd Austin"),
    ("[Ruiz] *called* on Mr. {Paz} to resign.", "demanded", {"object": "to resign"}, "Ruiz called on Paz to resign"),
    ("[Ruiz] *called* on the future president, {Paz}.", "demanded", {}, "Ruiz called Paz"),
    ("[Ruiz] *met* in Lima, where {Paz} waited.", "met", {}, "Ruiz met Paz"),
    ("[Kenya] *agreed* on Monday to open the port.", "agreed", {"object": "to open the port"},
     "Kenya agreed to open the port"),
    ("[Kenya] *called* for a “lasting truce” in Sudan.", "demanded", {"object": "lasting truce"},
     "Kenya called for a lasting truce"),
    # whom another clause names: behind the object, led by what the type asks for
    ("{The Pentagon} offered to meet, but [China] *refused*.", "refused", {"object": "to meet"},
     "China refused to meet the Pentagon"),
    ("{Togo} said that [Ghana] had *promised* two ships.", "aided", {"object": "two ships"},
     "Ghana promised two ships to Togo"),
    ("[China] *threatened* military action to reunify {Taiwan}.", "threatened", {"object": "military action"},
     "China threatened military action against Taiwan"),
    ("[Police] *fired* tear gas to disperse hundreds of {miners}.", "coerced", {"object": "tear gas"},
     "Police fired tear gas against hundreds of miners"),
    ("Thousands of [farmers] *took* to the streets.", "protested", {}, "Thousands of farmers took to the streets"),
    # an actor that the article has in a passive, as the army that is moved
    ("The [army] was hastily *dispatched* to the border.", "mobilized", {}, "army was dispatched to the border"),
    ("The [army] has been *placed* on high alert.", "mobilized", {"object": "army"}, "army was placed on high alert"),
    ("The [troops] *deployed* to the border.", "mobilized", {}, "troops deployed to the border"),
    ("[Ruiz] is angry and *resents* {Paz}.", "criticized", {}, "Ruiz resented Paz"),
    ("[Fighters] are accused of *murdering* hundreds of {villagers}.", "attacked", {"modality": "possible"},
     "Fighters may have murdered hundreds of villagers"),
    ("[Ghana] spoke of *reaching* a deal.", "agreed", {"modality": "possible", "object": "deal"},
     "Ghana may reach a deal"),
    ("[Fighters] are accused of murdering villagers and *raping* {others}.", "attacked", {"modality": "possible"},
     "Fighters may have raped others"),
    ("[Fighters] who murdered villagers spoke of *raping* {others}.", "attacked", {"modality": "possible"},
     "Fighters may rape others"),
    ("[Miners] *demonstrated* as soon as the mine closed.", "protested", {}, "Miners demonstrated"),
    ("[Miners] *demonstrated* as a group.", "protested", {}, "Miners demonstrated as a group"),
    ("[Ruiz] and [Paz] will file a *complaint* with {the court}.", "criticized", {"modality": "planned"},
     "Ruiz and Paz will complain with the court"),
    ("[Japan]'s *bid* for a seat on {the council} failed.", "demanded", {"object": "seat"},
     "Japan bid for a seat on the council"),
    ("{They} were *convicted* of theft.", "coerced", {}, "They were convicted"),
    # who leaves office, and what the name says already
    ("[Ana Ruiz] *left* office.", "left_office", {}, "Ana Ruiz left office"),
    ("[Ana Ruiz], of {Chile}, *left* office.", "left_office", {}, "Ana Ruiz left office in Chile"),
    ("[Ana Ruiz (CL)] of {Chile} *left* office.", "left_office", {"ref": "CL"}, "Ana Ruiz (CL) left office"),
    ("[Ana Ruiz] *left* the {army}.", "left_office", {}, "Ana Ruiz left the army"),
    # verbs that say nothing alone
    ("[Peru] *put* its army on alert.", "mobilized", {"object": "its army"}, "Peru put its army on alert"),
    ("[The court] *found* {Ruiz} guilty of theft.", "coerced", {}, "The court found Ruiz guilty"),
    ("[Ruiz] will *leave* in March.", "left_office", {"modality": "planned"}, "Ruiz will leave office"),
    ("It would *remove* [Ruiz] from office.", "left_office", {"object": "office"}, "Ruiz was removed from office"),
    ("[Ruiz] was *nominated* as judge.", "took_office", {"object": "judge", "modality": "planned"},
     "Ruiz was nominated as judge"),
    ("[Ruiz] will be *nominated* as judge.", "took_office", {"object": "judge", "modality": "planned"},
     "Ruiz will be nominated as judge"),
    ("After a suspension of gas to {Togo} by [Ghana], its *suspension* of flights followed.", "sanctioned",
     {"object": "flights"}, "Ghana suspended flights with Togo"),
    ("those of the [army]'s *detention* of {Ruiz}", "coerced", {}, "army detained Ruiz"),
    # a noun without a verb of its own: the type's verb stands
    ("[Peru]'s *sovereignty* over the island", "agreed", {}, None),
])
def test_a_line_leads_with_the_articles_verb(marked: str, kind: str, more: dict[str, Any], line: str | None) -> None:
    assert to_line(to_fact(marked, kind, **more)) == line


@pytest.mark.parametrize(("marked", "more", "line"), [
    ("[Russia] *denied* that it had bombed the school.", {"object": "it had bombed the school", "mode": "deny"},
     "Russia denied that it had bombed the school"),
    ("[The minister] *denied* all the charges, which his party called invented.",
     {"object": "all the charges, which his party called invented", "mode": "deny", "rule": "said.object"},
     "The minister denied all the charges"),
    ("[Hungary] *denied* helping him.", {"object": "helping him", "mode": "deny"}, "Hungary denied helping him"),
    ("“It is over,” [Ruiz] *said*.", {"object": "It is over", "mode": "quote"}, "Ruiz said: “It is over”"),
    ("The road is open, [Ruiz] *said*.", {"object": "The road is open"}, "Ruiz said that the road is open"),
    ("[Norway] *told* {Russia} that the talks were over.", {"object": "the talks were over"},
     "Norway told Russia that the talks were over"),
    ("[Ruiz] *said* to {reporters} that it was over.", {"object": "it was over"},
     "Ruiz said to reporters that it was over"),
    ("The road is open, [Ruiz] *told* the press.", {"object": "The road is open"}, "Ruiz said that the road is open"),
    ("The road is open, *according to* [the police].", {"object": "The road is open"},
     "the police said that the road is open"),
    ("“Why us?” [Ruiz] *asked*.", {"object": "Why us?", "mode": "quote"}, "Ruiz asked: “Why us?”"),
    ("[Ruiz] will *announce* its pledge.", {"object": "its pledge", "rule": "said.object", "modality": "planned"},
     "Ruiz will announce its pledge"),
    ('A delay would be "a disaster," *said* [Ruiz].', {"object": 'A delay would be "a disaster'},
     "Ruiz said that a delay would be “a disaster”"),
    ("[Ruiz] *said* that moving a box costs $5.", {"object": "moving a box costs $5"},
     "Ruiz said that moving a box costs $5"),
    ('[Ruiz] *said* "friends and foes" should wait.', {"object": 'friends and foes" should wait'},
     "Ruiz said that “friends and foes” should wait"),
    ("As the road was shut, the baby died, [Ruiz] *said*.", {"object": "As the road was shut, the baby died"},
     "Ruiz said that as the road was shut, the baby died"),
    ("[Ruiz] *questioned* whether it works.", {"object": "whether it works"}, "Ruiz questioned whether it works"),
    ("[Ruiz] *called* the plan a trap.", {"object": "the plan a trap", "rule": "said.naming"},
     "Ruiz called the plan a trap"),
    # what began a sentence stands small inside one, names do not
    ("Separately, talks had failed, [Ruiz] *said*.", {"object": "Separately, talks had failed"},
     "Ruiz said that separately, talks had failed"),
    ("Upon arrival he slept, [Ruiz] *said*.", {"object": "Upon arrival he slept"},
     "Ruiz said that upon arrival he slept"),
    ("Italy, Chad and Peru lost, [Ruiz] *said*.", {"object": "Italy, Chad and Peru lost"},
     "Ruiz said that Italy, Chad and Peru lost"),
    ("That was a joke, [Ruiz] *said*.", {"object": "That was a joke"}, "Ruiz said that that was a joke"),
    ("What is the problem, [Ruiz] *asked*.", {"object": "What is the problem"}, "Ruiz asked: What is the problem"),
    ("[Ruiz] *asked* what the problem was.", {"object": "what the problem was"}, "Ruiz asked what the problem was"),
    ("[Ruiz] *assured* the {public} that talks go on.", {"object": "talks go on"},
     "Ruiz assured the public that talks go on"),
    ("[Ruiz] *said*: “The “road” is shut.”", {"object": "The “road” is shut", "mode": "quote"},
     "Ruiz said: “The ‘road’ is shut”"),
])
def test_a_statement_has_quotation_marks_only_where_the_article_has_them(
    marked: str, more: dict[str, Any], line: str
) -> None:
    assert to_line(to_fact(marked, "said", **more)) == line


@pytest.mark.parametrize(("lemma", "tag", "form"), [
    ("ban", "VBD", "banned"), ("carry out", "VBD", "carried out"), ("apologize", "VBN", "apologized"),
    ("teach", "VBZ", "teaches"), ("meet", "VBD", "met"), ("give", "VBN", "given"), ("visit", "VBD", "visited"),
    ("hold talks", "VBD", "held talks"), ("admit", "VBD", "admitted"), ("sell", "VBZ", "sells"),
    ("deny", "VBD", "denied"), ("deploy", "VBD", "deployed"), ("exceed", "VBD", "exceeded"), ("feed", "VBD", "fed"),
    ("offer", "VBD", "offered"), ("stop", "VBD", "stopped"), ("accuse", "VB", "accuse"),
])
def test_inflection(lemma: str, tag: str, form: str) -> None:
    assert inflect(lemma, tag) == form


@pytest.mark.parametrize(("marked", "lemma"), [
    ("[China] *halted* it", "halt"), ("the *withdrawal* of [China]", "withdraw"), ("[Kenya] *visits* {Peru}", "visit"),
    ("[Kenya]'s *visits* to {Peru}", "visit"), ("[Kenya] will *deal* with it", "deal"), ("its *stance*", None),
])
def test_the_verb_of_a_trigger(marked: str, lemma: str | None) -> None:
    verb = find_verb(to_fact(marked, "visited"))
    assert (verb.lemma if verb else None) == lemma


@pytest.mark.parametrize(("words", "plural"), [
    ("military talks", True), ("girls from schools", True), ("the bus", False), ("an analysis", False),
    ("police", True), ("the boss of two firms", False), ("Ruiz and Paz", True),
])
def test_plurals(words: str, plural: bool) -> None:
    assert says_plural(words) is plural
