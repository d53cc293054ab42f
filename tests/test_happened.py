"""What did not happen is never reported as if it had: by kinds, each with near misses."""

from __future__ import annotations

import pytest

import newsfacts
from newsfacts.record import Fact


def find(text: str, kind: str) -> list[Fact]:
    return [fact for fact in newsfacts.extract(text, date="2023-05-10").facts if fact.type == kind]


def is_told(text: str, kind: str) -> bool:
    """Whether a fact of a type is told as one that happened."""
    return any(fact.modality == "actual" and not fact.negated for fact in find(text, kind))


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        # whether
        ("The council will decide whether to sanction Iran next week.", "sanctioned"),
        ("Lawmakers debated whether to impose sanctions on Belarus.", "sanctioned"),
        ("Parliament voted on whether to expel Senator Luis Paz.", "coerced"),
        ("A judge will rule on whether to jail the minister.", "coerced"),
        # demanded as a noun
        ("Ukraine called for sanctions on Russia.", "sanctioned"),
        ("Ministers renewed calls for sanctions against Iran.", "sanctioned"),
        ("Poland repeated its call for the release of the journalist.", "conceded"),
        ("Calls for the arrest of the general grew in Peru.", "coerced"),
        ("Kenya demanded the expulsion of Sudanese diplomats.", "sanctioned"),
        ("The senators demanded the resignation of Minister Luis Paz.", "left_office"),
        ("Lawmakers pushed for tariffs on Chinese steel.", "sanctioned"),
        ("Kyiv wants more weapons from Germany.", "aided"),
        # in talks, considered, opposed
        ("Acme Corp. is in talks to sell its oil fields to Zenith Inc.", "transacted"),
        ("Nokia is in talks on a deal to buy Infinera for $2.3 billion.", "transacted"),
        ("Peru and Chile are in talks on a trade deal.", "agreed"),
        ("Serbia is considering sanctions against Russia.", "sanctioned"),
        ("Japan opposes sanctions on Myanmar.", "sanctioned"),
        ("The two sides discussed the release of prisoners.", "conceded"),
        # sued to have it done
        ("Peru sued Ana Ruiz to bar her from the ballot.", "coerced"),
        ("Voters sued the senator to bar her from office.", "coerced"),
        ("The state sued the minister to force him out of office.", "left_office"),
        ("Peru petitioned the court to jail Senator Luis Paz.", "coerced"),
        # under a condition
        ("Iran will strike back if attacked.", "attacked"),
        ("If elected, Luis Paz will visit Chile.", "took_office"),
        ("If convicted, the general will be sentenced to 20 years.", "coerced"),
        ("Unless paid, the rebels will kill the hostages.", "attacked"),
        # expected, possible, alleged, hypothetical
        ("Ahead of an expected visit to Japan by President Luis Paz, roads were closed.", "visited"),
        ("The possible resignation of Prime Minister Luis Paz worried investors.", "left_office"),
        ("A proposed visit by President Luis Paz to Chile angered Peru.", "visited"),
        ("Any attack on Chile would harm Peru.", "attacked"),
        ("A ban on TikTok would hurt users in India, the minister said.", "coerced"),
        # asked, doubted, not confirmed, put in another's place
        ("Did Iran supply the missiles to Sudan last week?", "aided"),
        ("Instead of arresting the protesters, Nepalese police handed them water.", "coerced"),
        ("Reports that Vietnam had arrested the blogger Tran Quoc could not be confirmed.", "coerced"),
        ("There was no evidence that Qatar had financed the rebels.", "aided"),
        ("Doubts remain that Tanzania ever delivered the food aid to Malawi.", "aided"),
        ("It is doubtful that Chad ever bombed the camp.", "attacked"),
        ("Britain dissuaded Oman from buying Russian missiles.", "transacted"),
        ("Turkish strike on Iraq averted after late-night call", "attacked"),
        ("Botswana has been spared U.S. tariffs.", "sanctioned"),
        ("The hoped-for summit between Japan and North Korea has not materialized.", "met"),
        # prevented
        ("Police foiled an attack on the embassy.", "attacked"),
        ("The visit was put off, marking a pause in military discussions between Chile and Peru.", "met"),
        ("Police thwarted an attack on the embassy.", "attacked"),
        ("Police thwarted a bombing of the embassy by rebels.", "attacked"),
        ("Israel averted an attack on its embassy.", "attacked"),
        ("Egypt prevented an attack on the embassy.", "attacked"),
        ("Police stopped an attack on the embassy.", "attacked"),
        ("Police foiled a plot to kill President Luis Paz.", "attacked"),
        ("Turkey blocked an attempt to oust the NATO chief.", "left_office"),
        ("Ghana canceled a planned visit to Togo.", "visited"),
        # talks that ceased, at which one only spoke, or that broke down
        ("The end of the talks between Sudan and Ethiopia disappointed Egypt.", "met"),
        ("A lack of dialogue between Kenya and Somalia worries Uganda.", "met"),
        ("The summit between India and Pakistan collapsed before it began.", "met"),
        ("Negotiations between Serbia and Kosovo fell through.", "met"),
        ("Prime Minister Anwar Ibrahim and President Joko Widodo addressed the summit in Bali.", "met"),
        # what is lifted is not imposed
        ("Japan lifted sanctions on Myanmar.", "sanctioned"),
        ("The EU agreed to lift tariffs on Indian steel.", "sanctioned"),
        ("Sanctions on Sudan were eased by the United States.", "sanctioned"),
        ("Slovakia vetoed EU sanctions against Russia.", "sanctioned"),
        # accidents
        ("The mine collapsed, killing 14 workers.", "attacked"),
        ("The bus hit a wall and killed three children.", "attacked"),
        ("The blast, caused by a gas leak, killed three people.", "attacked"),
        # warned of
        ("The general warned that the army would not hesitate to fire on protesters.", "attacked"),
        # nobody decided
        ("No decision has been taken to hold talks between Kenya and Somalia.", "met"),
        ("No decision has yet been made to expel the Iranian ambassador.", "sanctioned"),
        ("No attempt was made to arrest General Omar Sissoko.", "coerced"),
        ("A decision was taken to expel the Iranian ambassador.", "sanctioned"),
        # wrongly told, or untrue
        ("It was wrongly reported that the king had abdicated.", "left_office"),
        ("The agency falsely claimed that Peru had attacked Chile.", "attacked"),
        ("Rumours that President Paul Biya has died are untrue.", "left_office"),
        ("Reports that Peru had attacked Chile proved false.", "attacked"),
        # conditions without "if"
        ("Had Ghana arrested the rebels, Togo would have freed the hostages.", "coerced"),
        ("Should Iran attack Israel, the United States will bomb Iran.", "attacked"),
        ("Denmark is yet to recognise Palestine.", "supported"),
        ("The parliament of Kosovo voted down a bill to form an army.", "enacted"),
        # a denial refuses nothing
        ("Omar Paz denied murdering his wife.", "refused"),
        ("The premier denied meeting the banker.", "refused"),
        ("Russia denied bombing the hospital.", "refused"),
        ("Minister Luis Paz denied accepting bribes.", "refused"),
    ],
)
def test_what_did_not_happen(text: str, kind: str) -> None:
    assert not is_told(text, kind), find(text, kind)


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("The EU imposed sanctions on Iran.", "sanctioned"),
        ("US sanctions on Iran hurt ordinary people.", "sanctioned"),
        ("Kenya expelled three Sudanese diplomats.", "sanctioned"),
        ("The resignation of Prime Minister Luis Paz worried investors.", "left_office"),
        ("Peru barred Ana Ruiz from the ballot.", "coerced"),
        ("Ahead of a visit to Japan by President Luis Paz, roads were closed.", "visited"),
        ("The rebels killed the hostages.", "attacked"),
        ("Peru denied a visa to the Chilean envoy.", "refused"),
        # what is condemned or broken has happened, whoever shall condemn it
        ("Peru called on Chile to condemn the killing of two nuns by rebels.", "attacked"),
        ("Chile urged Peru to investigate the bombing of the embassy by rebels.", "attacked"),
        ("Companies evade US sanctions on Russia.", "sanctioned"),
        ("The general was charged with violating U.S. sanctions against Cuba.", "sanctioned"),
        ("Talks between Kenya and Somalia opened on Monday.", "met"),
        ("Prime Minister Anwar Ibrahim and President Joko Widodo attended the summit in Bali.", "met"),
        ("Japan extended sanctions on Myanmar.", "sanctioned"),
        ("It was widely reported that Peru had attacked Chile.", "attacked"),
        ("Peru had attacked Chile, so the United States sent troops.", "attacked"),
        # no attacker needs to be named
        ("The shooting of a Turkish diplomat shocked Ankara.", "attacked"),
        ("A Saudi warplane hit a market in Yemen.", "attacked"),
        ("The ambush of a Polish convoy angered Warsaw.", "attacked"),
        ("The kidnapping of two nuns in Chad shocked the Vatican.", "attacked"),
    ],
)
def test_what_happened(text: str, kind: str) -> None:
    assert is_told(text, kind), newsfacts.extract(text).facts


@pytest.mark.parametrize(
    "text",
    [
        "Omar Paz denied murdering his wife.",
        "The rebels denied bombing the hospital.",
        "The minister denied a claim that he had killed the hostages.",
        "The general denied that his men had shelled the town.",
    ],
)
def test_denied_deed_is_negated(text: str) -> None:
    (fact,) = find(text, "attacked")
    assert fact.negated and fact.modality == "actual"


@pytest.mark.parametrize(
    ("text", "pairs"),
    [
        ("The EU imposed duties on China and Britain on Russia.", [("EU", "China"), ("Britain", "Russia")]),
        ("The EU imposed sanctions on Iran, the United States on Peru.", [("EU", "Iran"), ("United States", "Peru")]),
        (
            "Britain imposed tariffs on China, Canada on Brazil and Japan on India.",
            [("Britain", "China"), ("Canada", "Brazil"), ("Japan", "India")],
        ),
        ("The EU imposed sanctions on Iran and Peru on Monday.", [("EU", "Iran"), ("EU", "Peru")]),
        ("The EU imposed duties of up to 30% on Chinese electric cars.", [("EU", "Chinese")]),
        ("The EU imposed tariffs of 25 percent on Chinese steel.", [("EU", "Chinese")]),
    ],
)
def test_sanctions_of_several(text: str, pairs: list[tuple[str, str]]) -> None:
    found = [(a.text, r.text) for f in find(text, "sanctioned") for a in f.actor for r in f.recipient]
    assert found == pairs


@pytest.mark.parametrize(
    ("text", "whom"),
    [
        ("Mexico deported 40 migrants and Guatemala twelve.", ["40 migrants"]),
        ("Mexico arrested two spies and Iran three.", ["two spies"]),
        ("Mexico arrested two spies and Luis Paz.", ["two spies", "Luis Paz"]),
    ],
)
def test_who_does_it_without_a_verb_does_not_suffer_it(text: str, whom: list[str]) -> None:
    fact, *_ = find(text, "coerced")
    assert [r.text for r in fact.recipient] == whom


@pytest.mark.parametrize(
    ("text", "told"),
    [
        (
            "The minister said the ministry had been late and denied that money had been stolen.",
            [("minister", None), ("minister", "deny")],
        ),
        (
            "The minister said the talks had failed and insisted that the budget was sound.",
            [("minister", None), ("minister", None)],
        ),
        (
            "The minister said the rebels had denied that they killed anyone.",
            [("minister", None), ("rebels", "deny")],
        ),
    ],
)
def test_who_goes_on_behind_what_was_said(text: str, told: list[tuple[str, str | None]]) -> None:
    assert [(f.actor[0].text, f.mode) for f in find(text, "said")] == told


@pytest.mark.parametrize(
    ("text", "attacked"),
    [
        ("The minister denied that Omar Paz, who killed two guards, had fled.", (False, None)),
        ("Omar Paz, who killed two guards, has fled, according to the ministry.", (False, None)),
        ("The minister denied that Omar Paz had killed two guards.", (True, "minister")),
        ("Rebels killed two guards, according to the ministry.", (False, "ministry")),
    ],
)
def test_asides_are_nobodys_word(text: str, attacked: tuple[bool, str | None]) -> None:
    (fact,) = find(text, "attacked")
    assert (fact.negated, fact.attribution and fact.attribution.source.text) == attacked


@pytest.mark.parametrize(
    ("behind", "speaker"),
    [
        ('"Those that were massacred by the rebels have come home to us today.', "Luis Paz"),
        ("“The rebels massacred nine farmers and nobody has helped them.”", "Luis Paz"),
        ("The rebels massacred nine farmers and nobody has helped them.", None),
        ("“The rebels massacred nine farmers,” Foreign Minister Ana Ruiz said.", "Ana Ruiz"),
    ],
)
def test_quoted_paragraph_goes_on(behind: str, speaker: str | None) -> None:
    text = f'"We are all very sad about this today," Defense Minister Luis Paz said.\n\n{behind}'
    (fact,) = find(text, "attacked")
    assert (fact.attribution and fact.attribution.source.text) == speaker


@pytest.mark.parametrize(
    ("text", "kind", "date"),
    [
        ("Accepting the plea on Monday, Judge Ana Levy praised Senator Luis Paz.", "supported", "Monday"),
        ("Omar Paz was sentenced to a year in prison yesterday and deported.", "coerced", "yesterday"),
        ("Peru condemned Chile on Monday and expelled its ambassador.", "sanctioned", "Monday"),
        ("The man was arrested in Cuba in April 2022 and sent back to Peru for trial.", "coerced", "April 2022"),
        ("Protests began on Monday when a school was damaged, and cars were set on fire.", "attacked", "Monday"),
        ("Protests began on Monday, and cars were set on fire.", "attacked", None),
        ("Rebels killed nine villagers on Monday, the Malian defense ministry said on Tuesday.", "said", "Tuesday"),
        ("Rebels killed nine villagers on Monday, the Malian defense ministry said on Tuesday.", "attacked", "Monday"),
        ("Kenya's president, speaking in Nairobi on Sunday, urged Sudan to stop.", "demanded", "Sunday"),
        ("Kenya's president, born in Nairobi in 1966, urged Sudan to stop.", "demanded", None),
        ("Peru condemned Chile on Monday and later expelled its ambassador.", "sanctioned", None),
        ("Peru condemned Chile on Monday, and Bolivia expelled its ambassador.", "sanctioned", None),
    ],
)
def test_day_of_joined_verbs(text: str, kind: str, date: str | None) -> None:
    record = newsfacts.extract(text, date="2023-05-10")
    days = {d.id: d.text for d in record.dates}
    found = [f for f in record.facts if f.type == kind]
    assert found and all(days.get(f.date or "") == date for f in found), found


@pytest.mark.parametrize(
    "text", ["Peru ordered the channel off the air.", "Regulators ordered Radio Lima off the air on Friday."]
)
def test_ordered_off_the_air_is_both(text: str) -> None:
    assert is_told(text, "demanded") and is_told(text, "coerced")


@pytest.mark.parametrize(
    ("text", "types"),
    [
        ("The mayor was charged in Lima and freed on bail.", ["coerced", "conceded"]),
        ("The dealer was arrested on Monday and sent back to Peru on Friday.", ["coerced", "coerced"]),
        ("The dealer was arrested on Monday and fled to Peru on Friday.", ["coerced"]),
        ("The mayor was charged in Lima and freed two hostages.", ["coerced", "conceded"]),
    ],
)
def test_second_verb_of_a_passive(text: str, types: list[str]) -> None:
    assert [f.type for f in newsfacts.extract(text).facts] == types


@pytest.mark.parametrize(
    ("text", "whom"),
    [
        ("Airbus paid Boeing $3 million.", ["Boeing"]),
        ("Peru sold Chile 40 buses.", ["Chile"]),
        ("Airbus paid $3 million to Boeing.", ["Boeing"]),
    ],
)
def test_who_is_given_a_sum(text: str, whom: list[str]) -> None:
    (fact,) = find(text, "transacted")
    assert [r.text for r in fact.recipient] == whom


def test_warned_is_not_demanded() -> None:
    (fact,) = find("The general warned that the army would not hesitate to fire on protesters.", "attacked")
    assert (fact.modality, fact.negated) == ("planned", False)


def test_loan_of_a_bank() -> None:
    (fact,) = newsfacts.extract("The $12 million lent by the bank came from abroad.").facts
    assert fact.type == "transacted"
    (fact,) = newsfacts.extract("The World Bank lent Chad $9 million.").facts
    assert fact.type == "aided"


def test_who_repels_an_attack_is_no_attacker() -> None:
    facts = find("Syria repelled an attack by Turkey on the town.", "attacked")
    assert all([a.text for a in fact.actor] == ["Turkey"] for fact in facts), facts


@pytest.mark.parametrize(
    ("text", "actor"),
    [
        ("Imran Qureshi said residents had been treated like a cash machine and demanded an inquiry.", "Imran Qureshi"),
        ("Senator Ana Silva said votes had been lost and demanded a recount.", "Ana Silva"),
        ("Police said the men had entered the bank and demanded cash.", "men"),
    ],
)
def test_whose_deed_a_second_verb_tells(text: str, actor: str) -> None:
    assert [f.actor[0].text for f in newsfacts.extract(text).facts if f.type == "demanded"] == [actor]


def test_who_kills_beside_preventing_is_told() -> None:
    assert is_told("Police foiled the plot and killed three rebels.", "attacked")
